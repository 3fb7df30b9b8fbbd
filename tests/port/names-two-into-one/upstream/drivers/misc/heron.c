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

static int heron_swap(struct heron *hr, unsigned long flags)
{
	spin_lock_irqsave(&hr->rx_lock, flags);
	heron_take_rx(hr);
	spin_unlock_irqrestore(&hr->rx_lock, flags);
	spin_lock_irqsave(&hr->tx_lock, flags);
	spin_lock(&hr->rx_lock);
	heron_take_tx(hr);
	spin_unlock(&hr->rx_lock);
	spin_unlock_irqrestore(&hr->tx_lock, flags);
	heron_kick(hr, flags);
	heron_settle(hr, flags);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
