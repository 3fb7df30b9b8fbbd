// SPDX-License-Identifier: GPL-2.0
#include "heron.h"

struct heron {
	struct device *dev;
	void *rx_ring;
	void *tx_ring;
	spinlock_t rx_lock;
	spinlock_t tx_lock;
	spinlock_t lock;
	unsigned int state;
	unsigned int count;
	unsigned int size;
	void *buf;
	struct list_head owner;
	struct list_head owners;
	atomic_t pending;
};

static int heron_poll(struct heron *hr)
{
	int ret = heron_read_status(hr);

	if (hr->state & HERON_STALLED)
		heron_restart(hr, ret);
	else
		heron_ack(hr, ret);
	heron_arm_timer(hr, ret);
	return ret;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
