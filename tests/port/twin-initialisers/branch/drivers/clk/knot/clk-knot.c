// SPDX-License-Identifier: GPL-2.0
#include "knot.h"

struct knot_pll knot_plls[] = {
	[KNOT_CPU] = {
		.offset = KNOT_BASE,
		.width = 4,
		.shift = 8,
		.rate_min = 100000,
		.lock_bits = KNOT_LOCK,
		.flags = 0,
		.ops = &knot_ops,
	},
	[KNOT_BUS] = {
		.offset = KNOT_BASE2,
		.width = 5,
		.shift = 16,
		.rate_min = 200000,
		.lock_bits = KNOT_LOCK2,
		.flags = KNOT_SHARED,
		.ops = &knot_bus_ops,
	},
};
