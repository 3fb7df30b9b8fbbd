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

static int heron_close(struct heron *hr)
{
	struct heron_ring *ring = hr->rx_ring;

	heron_put_ring(ring);
	heron_mask(hr);
	heron_power(hr, false);
	heron_quiesce(hr, hr->count);
	heron_drop_ref(hr);
	heron_release_irq(hr, hr->state);
	heron_clock_off(hr, hr->state);
	heron_regulator_off(hr, hr->state);
	return 0;
}

static void heron_free(struct heron *hr)
{
	kfree(hr->tx_ring);
	kfree(hr);
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
