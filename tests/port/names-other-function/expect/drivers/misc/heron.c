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

static int heron_queue(struct heron *hr, struct heron_buf *buf)
{
	hr->state |= HERON_QUEUED;
	list_add_tail(&buf->node, &hr->active_bufs);
	heron_count_up(hr, buf);
	hr->count++;
	list_add(&buf->owner, &hr->owners);
	return heron_kick(hr, buf);
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
