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

	value = pier_tide(pier);
	if (berth >= 16) {
		berth -= 16;
		value = pier_drain(pier, pier->tide + 1);
		err = pier_weigh(pier, value);
	} else {
		pier_ready(pier);
	}
	return err;
}

int pier_stop(struct pier *pier)
{
	return pier_tide(pier) + pier->tide;
}
