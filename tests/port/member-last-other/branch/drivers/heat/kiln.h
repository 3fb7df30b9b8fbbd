/* SPDX-License-Identifier: GPL-2.0 */
#ifndef KILN_H
#define KILN_H

struct kiln_plan {
	int hours;
	int degrees;
};

struct kiln_stove {
	int doors;
	int bricks;
	int chimney;
};
#endif
