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

#define HERON_RX_CTRL	0x10
#define HERON_TX_CTRL	0x14

static int heron_enable(struct heron *hr, u32 val)
{
	heron_mask(hr);
	heron_write_reg(hr, hr->regs, HERON_TX_CTRL, val);
	heron_barrier(hr);
	heron_settle(hr);
	hr->count++;
	return 0;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
