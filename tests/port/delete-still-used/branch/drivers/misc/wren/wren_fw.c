#include "wren.h"

int wren_load(struct wren *wr)
{
	return 0;
}
