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

static int heron_apply(struct heron *hr, struct heron_cfg *cfg)
{
	mutex_lock(&hr->cfg_lock);
	hr->rx_size = cfg->rx_size;
	hr->tx_size = cfg->tx_size;
	hr->irq_rate = cfg->irq_rate;
	memcpy(hr->table, cfg->table, sizeof(cfg->table));
	hr->irq_mask = ~0;
	return heron_reset_now(hr);
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
