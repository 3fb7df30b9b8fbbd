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

static int heron_update(struct heron *hr, int n)
{
	int ret;

	heron_select(hr, n);
	ret = heron_read(hr, n);
	hr->count = ret;
	if (ret < 0)
		return ret;
	heron_settle(hr);
	heron_note(hr, ret);
	hr->state = heron_next(hr, ret);
	heron_kick(hr, ret);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
