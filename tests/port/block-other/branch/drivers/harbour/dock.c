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
		if (!pier_ready(pier))
			return 1;
	}
	if (berth < 0) {
		pier_ready(pier);
		value = pier_drain(pier, pier->tide);
		pier_weigh(pier, value - 16);
	} else {
		pier_ready(pier);
	}
	return err;
}

int pier_stop(struct pier *pier)
{
	return pier_tide(pier) + pier->tide;
}
