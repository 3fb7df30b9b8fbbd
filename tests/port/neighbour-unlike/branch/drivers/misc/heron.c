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

static void heron_push_all(struct heron *hr, int n)
{
	while (heron_next(hr)) {
		heron_mask(hr);
		heron_push(hr, n);
		heron_fill(hr, hr->count);
		heron_put(hr, hr->count);
	}
	heron_publish(hr, n, hr->state);
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
