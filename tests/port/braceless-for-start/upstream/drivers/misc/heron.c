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

static int heron_drain(struct heron *hr)
{
	unsigned int i;

	heron_select(hr, 0);
	for (i = 0; i < hr->count; i++) {
		heron_wait(hr);
		heron_push(hr, i);
		hr->state |= BIT(i);
	}
	heron_select(hr, 1);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
