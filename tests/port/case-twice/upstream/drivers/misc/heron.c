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

static int heron_cmd(struct heron *hr, int cmd)
{
	switch (cmd) {
	case HERON_OPEN:
		heron_open(hr);
		break;
	case HERON_START:
		heron_start(hr);
		break;
	case HERON_STOP:
		heron_stop(hr);
		break;
	case HERON_RESET:
		heron_reset(hr);
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
