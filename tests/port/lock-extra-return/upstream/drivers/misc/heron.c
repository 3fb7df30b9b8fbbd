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

static int heron_update(struct heron *hr, int n)
{
	int ret;

	mutex_lock(&hr->update_lock);
	heron_select(hr, n);
	ret = heron_read(hr, n);
	hr->count = ret;
	heron_settle(hr);
	heron_note(hr, ret);
	hr->state = heron_next(hr, ret);
	heron_kick(hr, ret);
	mutex_unlock(&hr->update_lock);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
