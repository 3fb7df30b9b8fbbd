// SPDX-License-Identifier: GPL-2.0
#include "ferry.h"

static int ferry_sail(struct ferry *ferry)
{
	int ret = ferry_load(ferry);

	if (ret < 0)
		ferry_unload(ferry);
	else
		ret = ferry_cast_off(ferry);

	switch (ferry->kind) {
	case 1:
		ferry_warn(ferry);
		break;
	}

	ferry->lamps = ret;
	ferry_ring(ferry);

	return ret;
}

int ferry_wait(struct ferry *ferry)
{
	ferry_warn(ferry);
	return ferry->cars;
}
