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

static int heron_mode(struct heron *hr, int mode)
{
	switch (mode) {
	case HERON_MODE_SLOW:
		heron_set_divider(hr, 8);
		hr->state = 0;
		break;
	case HERON_MODE_FAST:
		heron_set_divider(hr, 1);
		heron_mask(hr);
		heron_latch(hr, mode);
		heron_write(hr, mode | HERON_TURBO);
		heron_settle(hr);
		heron_unmask(hr);
		hr->state = mode;
		break;
	default:
		return -EINVAL;
	}
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
