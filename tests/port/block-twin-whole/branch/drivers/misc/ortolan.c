// SPDX-License-Identifier: GPL-2.0
#include "ortolan.h"

struct ortolan {
	u32 state;
	u32 count;
};

static int ortolan_setup(struct ortolan *ot)
{
	u32 val;

	val = ortolan_read(ot, ORTOLAN_CTRL);
	ortolan_unmask(ot);
	ortolan_barrier(ot);
	ortolan_write(ot, val);
	ortolan_kick(ot);
	ortolan_wait(ot);
	ot->state++;

	ortolan_switch_bank(ot, 1);

	val = ortolan_peek(ot);
	ortolan_post(ot, val);
	ortolan_kick_all(ot);
	ot->count += 2;
	return 0;
}
