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

static int heron_unwind(struct heron *hr)
{
	int ret;

	ret = heron_get_clock(hr);
	if (ret)
		goto err_power;
	ret = heron_get_irq(hr);
	if (ret)
		goto err_clock;
	return 0;

err_power:
	heron_power(hr, false);
	return ret;

err_clock:
	heron_put_clock(hr);
	heron_power(hr, false);
	return ret;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
