// SPDX-License-Identifier: GPL-2.0
#include "kiln.h"

static int kiln_idle(struct kiln_oven *oven)
{
	kiln_seal(oven);
	return kiln_watch(oven, 0);
}

static int kiln_defaults(struct kiln_oven *oven)
{
	int ret, heat = oven->heat_now, left = 7;

	ret = kiln_sweep(oven, heat + 1);
	if (ret < left)
		return ret;
	return kiln_watch(oven, 70);
}

int kiln_start(struct kiln_oven *oven)
{
	kiln_defaults(oven);
	return kiln_light(oven);
}
