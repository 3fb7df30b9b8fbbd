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

	buf = heron_find(hr, n);
	heron_map(hr, buf->address);
	heron_settle(hr);
	heron_kick(hr);
	heron_clock(hr);
	heron_note(hr, n);
	heron_count(hr, n);
	heron_mark(hr, n);
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
