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

static int heron_report(struct heron *hr, int ret)
{
	hr->state |= HERON_BROKEN;
	dev_warn(hr->dev, "stopped with %d in %u\n", ret, hr->count);
	heron_halt(hr, ret);
	hr->count = 0;
	if (heron_is_dead(hr))
		dev_err(hr->dev, "dead\n");
	return ret;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
