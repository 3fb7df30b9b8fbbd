#include "wren.h"

void wren_debugfs(struct wren *wr)
{
}

int wren_used_elsewhere;
