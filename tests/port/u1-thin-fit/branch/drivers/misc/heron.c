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

static int heron_close(struct heron *hr, int n)
{
	int ret = heron_stop(hr);

	while (heron_pending(hr)) {
		heron_write(hr, n);
		heron_drain(hr);
		if (ret)
			ret = heron_retry(hr);
	}
	heron_settle(hr, ret);
	heron_write(hr, hr->count);
	if (n) {
		if (ret)
			goto out;
	}
	heron_flush(hr, ret);
out:
	return ret;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
