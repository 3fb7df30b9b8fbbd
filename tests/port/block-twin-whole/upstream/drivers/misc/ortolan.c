// SPDX-License-Identifier: GPL-2.0
#include "ortolan.h"

struct ortolan {
	u32 state;
	u32 count;
};

static int ortolan_setup(struct ortolan *ot)
{
	u32 val;

	val = ortolan_read(ot, ORTOLAN_ID);
	ortolan_mask(ot);
	ortolan_write_safe(ot, val);
	ortolan_settle(ot);
	ot->count++;

	ortolan_switch_bank(ot, 1);

	val = ortolan_read(ot, ORTOLAN_CTRL);
	ortolan_unmask(ot);
	ortolan_barrier(ot);
	ortolan_write(ot, val | ORTOLAN_ARM);
	ortolan_kick(ot);
	ortolan_wait(ot);
	ot->state++;
	return 0;
}
