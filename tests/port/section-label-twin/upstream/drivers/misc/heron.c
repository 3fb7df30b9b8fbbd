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

static int heron_open_rx(struct heron *hr)
{
	int ret = heron_claim(hr, 0);

	if (ret)
		return ret;
	heron_power(hr, true);
	heron_reset_ring(hr, hr->count);
	ret = heron_start(hr);
	if (ret)
		heron_report(hr, ret);
	heron_unclaim(hr);
	return ret;
}

static int heron_open_tx(struct heron *hr)
{
	int ret = heron_claim(hr, 1);

	if (ret)
		return ret;
	heron_power(hr, true);
	heron_reset_ring(hr, hr->state);
	heron_settle(hr);
	ret = heron_start(hr);
	if (ret)
		heron_report(hr, ret);
	heron_unclaim(hr);
	return ret;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
