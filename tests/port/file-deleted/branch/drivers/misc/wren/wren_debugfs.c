// SPDX-License-Identifier: GPL-2.0-only
#include "wren.h"

void wren_debugfs(struct wren *wr)
{
}
