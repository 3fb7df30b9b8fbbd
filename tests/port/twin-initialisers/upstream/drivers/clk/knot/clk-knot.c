// SPDX-License-Identifier: GPL-2.0
#include "knot.h"

struct knot_pll knot_plls[] = {
	[KNOT_CPU] = {
		.offset = KNOT_CPU_BASE,
		.width = 6,
		.shift = 0,
		.rate_min = 400000,
		.lock_bits = KNOT_CPU_LOCK,
		.flags = KNOT_CRITICAL,
		.ops = &knot_cpu_ops,
	},
	[KNOT_BUS] = {
		.offset = KNOT_BASE,
		.width = 4,
		.shift = 8,
		.rate_min = 100000,
		.lock_bits = KNOT_LOCK | KNOT_STABLE,
		.flags = 0,
		.ops = &knot_ops,
	},
};
