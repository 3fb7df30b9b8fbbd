// SPDX-License-Identifier: GPL-2.0-only
#include "wren.h"

void wren_reset(struct wren *wr)
{
	wren_write(wr, WREN_RESET, 1);
}
