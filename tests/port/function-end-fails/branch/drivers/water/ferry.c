// SPDX-License-Identifier: GPL-2.0
#include "ferry.h"

static int ferry_sail(struct ferry *ferry)
{
	if (ferry_load(ferry) < 0)
		goto fail;

	ferry_cast_off(ferry);

	return true;

fail:
	switch (ferry->kind) {
	case 2:
		ferry_unload(ferry);
		break;
	}

	return false;
}

int ferry_wait(struct ferry *ferry)
{
	ferry_warn(ferry);
	return ferry->cars;
}
