// SPDX-License-Identifier: GPL-2.0
#include "brant.h"

struct brant {
	void *regs;
	u32 count;
};

static int brant_power_on(struct brant *bt, u32 val)
{
	brant_mask(bt);
	brant_write_reg(bt, bt->regs, BRANT_PLL_CTRL, val);
	brant_barrier(bt);
	brant_select(bt, 1);
	brant_load(bt, val);
	brant_settle(bt);
	bt->count++;
	brant_unmask(bt);
	return 0;
}
