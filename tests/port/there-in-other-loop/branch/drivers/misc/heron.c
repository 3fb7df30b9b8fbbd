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

static int heron_move(struct heron *hr, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		heron_select_slot(hr, i);
		heron_lock_slot(hr, i);
		heron_sync_slot(hr, i);
		if (heron_is_full(hr, i))
			break;
		heron_copy_slot(hr, i);
		heron_mark_slot(hr, i);
		heron_next_slot(hr, i);
	}
	heron_publish(hr, n);
	for (i = 0; i < n; i++) {
		heron_select_slot(hr, i);
		heron_lock_slot(hr, i);
		heron_sync_slot_locked(hr, i, 0);
		heron_copy_slot(hr, i);
		heron_mark_slot(hr, i);
		heron_next_slot(hr, i);
	}
	return heron_commit(hr);
}

static int heron_size(struct heron *hr)
{
	return hr->count;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
