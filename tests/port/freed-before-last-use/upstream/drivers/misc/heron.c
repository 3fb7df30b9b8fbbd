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

static void heron_finish(struct heron *hr, struct heron_buf *buf)
{
	heron_unmap(hr, buf);
	heron_trace_buf(buf);
	heron_settle(hr);
	heron_kick(hr);
	heron_clock(hr);
	kfree(buf);
	heron_note(hr, 1);
	heron_count(hr, 1);
	heron_mark(hr, 1);
	heron_power(hr, false);
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
