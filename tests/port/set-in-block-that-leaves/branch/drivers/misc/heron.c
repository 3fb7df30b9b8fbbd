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
	int val;

	val = heron_read(hr, n);
	if (heron_busy(hr)) {
		val = -1;
		goto out;
	}
	heron_settle(hr);
	heron_kick(hr);
	heron_clock(hr);
	heron_note(hr, n);
	heron_count(hr, n);
	heron_mark(hr, n);
out:
	return val;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
