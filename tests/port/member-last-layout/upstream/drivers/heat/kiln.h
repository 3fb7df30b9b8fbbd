/* SPDX-License-Identifier: GPL-2.0 */
#ifndef KILN_H
#define KILN_H

struct kiln_plan {
	__u32 hours;
	__u32 degrees;
};

struct kiln_oven {
	__u32 doors;
	__u32 bricks;
	__u32 has_fan;
	__u32 fan_speed;
	__u32 fan_quiet;
	__u32 cold_start;
};
#endif
