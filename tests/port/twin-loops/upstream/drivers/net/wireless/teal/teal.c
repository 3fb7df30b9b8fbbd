// SPDX-License-Identifier: GPL-2.0
#include "teal.h"

struct teal {
	void *rx[4];
	void *tx[4];
	u32 n_rx;
	u32 n_tx;
};

static void teal_free_all(struct teal *tl)
{
	u32 i;

	teal_stop(tl);
	for (i = 0; i < tl->n_rx; i++) {
		teal_disable_ring(tl, i);
		teal_flush_ring(tl, i);
		teal_clear_ring(tl, i);
		teal_unmap_ring(tl, i);
		teal_put_ring(tl, i);
	}

	for (i = 0; i < tl->n_tx; i++) {
		teal_disable_queue(tl, i);
		teal_drain_queue(tl, i);
		teal_clear_queue(tl, i);
		teal_sync_queue(tl, i);
		teal_unmap_queue(tl, i);
		teal_put_queue(tl, i);
	}

	teal_idle(tl);
}
