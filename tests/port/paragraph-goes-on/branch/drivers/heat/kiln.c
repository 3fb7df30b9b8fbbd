// SPDX-License-Identifier: GPL-2.0
#include "kiln.h"

static int kiln_idle(struct kiln_oven *oven)
{
	kiln_seal(oven);
	return kiln_watch(oven, 0);
}

static int kiln_defaults(struct kiln_oven *oven)
{
	oven->doors = 2;
	oven->bricks = 400;
	oven->chimney = 1;
	oven->heat = 20;

	kiln_seal(oven);
	return 0;
}

int kiln_start(struct kiln_oven *oven)
{
	kiln_defaults(oven);
	return kiln_light(oven);
}
