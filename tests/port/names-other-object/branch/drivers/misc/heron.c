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

static int heron_fill(struct heron *hr, unsigned int flags)
{
	spin_lock_irqsave(&hr->tx_lock, flags);
	heron_fill_ring(hr, hr->count);
	hr->state |= HERON_FILLED;
	spin_unlock_irqrestore(&hr->tx_lock, flags);
	heron_kick(hr, hr->state);
	return 0;
}

static int heron_drain(struct heron *hr, unsigned int flags)
{
	spin_lock_irqsave(&hr->rx_lock, flags);
	heron_drain_ring(hr, hr->count);
	spin_unlock_irqrestore(&hr->rx_lock, flags);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
