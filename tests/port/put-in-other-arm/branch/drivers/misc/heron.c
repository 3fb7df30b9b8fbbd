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

static int heron_attach(struct heron *hr, struct heron_port *port)
{
	int ret = 0;

	heron_get(hr);
	if (heron_link(hr, port)) {
		heron_publish(hr, port);
		heron_put(hr);
	} else if (hr->state) {
		heron_forget(hr, port);
	} else {
		ret = -ENODEV;
		goto out_put;
	}
	return 0;
out_put:
	heron_put(hr);
	return ret;
}

static void heron_exit(struct heron *hr)
{
	hr->state = 0;
	heron_power(hr, false);
}
