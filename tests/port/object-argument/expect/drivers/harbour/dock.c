// SPDX-License-Identifier: GPL-2.0
#include "dock.h"

static int pier_idle(struct pier *pier)
{
	pier->tide = 0;
	return pier_tide(pier);
}

int dock_moor(struct pier *pier, int berth)
{
	int err = 0, value = 7;

	if (pier->tide)
		value = 9;
	if (berth > 15) {
		dock_raise(&pier->dock, 3);
		return 1;
	}
	dock_write_long(&pier->dock, berth, value);
	return dock_finish(&pier->dock, err);
}

int pier_stop(struct pier *pier)
{
	return pier_tide(pier) + pier->tide;
}
