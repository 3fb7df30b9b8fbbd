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

static void heron_note_state(struct heron *hr)
{
	heron_note(hr, hr->state);
	heron_count(hr, hr->state);
}

static int heron_open(struct heron *hr)
{
	int ret = heron_claim(hr, 0);

	if (ret)
		return ret;
	heron_power(hr, true);
	heron_settle(hr);
	ret = heron_start(hr);
	if (ret)
		goto out_unlock;
	heron_publish(hr, hr->owner);
	heron_clock(hr);
	heron_unmask(hr);
	return 0;
out_unlock:
	heron_mark(hr, ret);
	heron_power(hr, false);
	heron_reset_ring(hr, hr->state);
	heron_settle(hr);
	heron_report(hr, ret);
	heron_unclaim(hr);
	return ret;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
