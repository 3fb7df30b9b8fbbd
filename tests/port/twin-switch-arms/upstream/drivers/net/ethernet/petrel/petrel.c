// SPDX-License-Identifier: GPL-2.0
#include "petrel.h"

struct petrel {
	u32 state;
	u32 count;
	u32 mode;
};

static int petrel_set_mode(struct petrel *pt, int kind)
{
	switch (kind) {
	case PETREL_FAST:
		petrel_halt(pt);
		petrel_drain(pt, 0);
		petrel_load_safe(pt);
		petrel_sync(pt);
		petrel_resume(pt);
		pt->count++;
		break;
	case PETREL_SAFE:
		petrel_stop(pt);
		petrel_drain(pt, 0);
		petrel_load(pt, pt->mode);
		petrel_sync(pt);
		petrel_wait(pt, pt->mode);
		petrel_start(pt);
		pt->count++;
		break;
	default:
		return -22;
	}
	pt->mode = kind;
	return 0;
}
