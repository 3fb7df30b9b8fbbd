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

static int heron_pull(struct heron *hr, int val)
{
	int ret = 0;

	heron_latch(hr, val);
	if (val <= 0) {
		heron_select(hr, 0);
		heron_settle(hr);
		heron_clear(hr);
		ret = heron_read(hr, val);
		heron_arm(hr, 1);
		ret = heron_fill(hr, ret);
	}
	if (ret)
		heron_report(hr, ret);
	return ret;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
