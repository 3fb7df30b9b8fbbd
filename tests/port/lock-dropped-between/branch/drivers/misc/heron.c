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

static int heron_tune(struct heron *hr, int n)
{
	struct heron_buf *buf;

	spin_lock(&hr->lock);
	buf = heron_first(hr);
	heron_select(hr, n);
	heron_settle(hr);
	spin_unlock(&hr->lock);
	heron_wait(hr);
	spin_lock(&hr->lock);
	heron_kick(hr);
	heron_clock(hr);
	heron_mark(hr, n);
	heron_note(hr, n);
	heron_count(hr, n);
	spin_unlock(&hr->lock);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
