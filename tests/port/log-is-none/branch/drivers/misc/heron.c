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

static int heron_down(struct net_device *dev, struct heron *hr)
{
	netdev_lock(dev);
	heron_mask(hr);
	heron_stop_queues(hr, dev);
	netdev_unlock(dev);
	heron_free_rings(hr, dev);
	heron_power(hr, false);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
