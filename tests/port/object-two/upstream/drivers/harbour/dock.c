// SPDX-License-Identifier: GPL-2.0
#include "dock.h"

static int pier_idle(struct pier *pier)
{
	pier->tide = 0;
	return pier_tide(pier);
}

int dock_moor(struct dock *dock, int berth)
{
	int err = 0, value = 7;

	if (berth > 15) {
		dock_raise(dock, 3);
		return 1;
	}
	dock_write(dock, berth, value);
	dock_sound(dock);
	return dock_finish(dock, err);
}

int pier_stop(struct pier *pier)
{
	return pier_tide(pier) + pier->tide;
}
