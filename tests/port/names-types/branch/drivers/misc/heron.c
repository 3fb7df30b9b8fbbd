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

static int heron_sum(struct heron *hr)
{
	u16 first = heron_read(hr, 0);
	u16 second = heron_read(hr, 1);

	heron_settle(hr);
	hr->count = first + second;
	return heron_commit(hr, first);
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
