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

static int heron_up(struct heron *hr)
{
	get_device(hr->dev);
	heron_power(hr, true);
	heron_settle(hr);
	heron_clear(hr);
	heron_select(hr, 0);
	heron_note(hr);
	heron_publish(hr);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
