/* SPDX-License-Identifier: GPL-2.0 */
#ifndef KILN_H
#define KILN_H

struct kiln_plan {
	int hours;
	int degrees;
};

struct kiln_oven {
	int doors;
	int bricks;
	bool has_fan;
	int fan_speed;
	bool fan_quiet;
	bool cold_start;
};
#endif
