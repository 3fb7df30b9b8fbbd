// SPDX-License-Identifier: GPL-2.0
#include "kiln.h"

static int kiln_idle(struct kiln_oven *oven)
{
	kiln_seal(oven);
	return kiln_watch(oven, 0);
}

static int kiln_defaults(struct kiln_oven *oven)
{
	int ret;

	oven->doors = 2;
	oven->bricks = 400;
	oven->chimney = 1;
	oven->cold_start = true;

	/* The chimney has to be swept before it is lit, and watched,
	 * as it is old.
	 */
	ret = kiln_sweep(oven, 3);
	if (ret)
		return ret;
	return kiln_watch(oven, 70);
}

int kiln_start(struct kiln_oven *oven)
{
	kiln_defaults(oven);
	return kiln_light(oven);
}
