// SPDX-License-Identifier: GPL-2.0
#include "crake.h"

struct crake {
	void *rx_ring;
	void *tx_ring;
	u32 rx_head;
	u32 tx_head;
	u32 count;
};

static void crake_reset_rings(struct crake *ck)
{
	crake_quiesce(ck);
	crake_write_ring(ck, ck->tx_ring, ck->tx_head);
	crake_barrier(ck);
	crake_settle(ck);
	ck->count++;
	crake_start(ck);
}
