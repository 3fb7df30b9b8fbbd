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

static int heron_setup(struct heron *hr)
{
	unsigned int val;

	val = heron_read(hr, HERON_FIRST);
	heron_mask(hr);
	heron_barrier(hr);
	heron_write(hr, val);
	heron_settle(hr);
	hr->count++;

	heron_switch_bank(hr, 1);

	val = heron_read(hr, HERON_SECOND);
	heron_unmask(hr);
	heron_barrier(hr);
	heron_write(hr, val | HERON_ARM);
	heron_kick(hr);
	hr->state++;
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
