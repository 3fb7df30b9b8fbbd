/* SPDX-License-Identifier: GPL-2.0 */
#ifndef KILN_H
#define KILN_H

struct kiln_plan {
	int hours;
	int degrees;
};

#ifdef CONFIG_KILN_GAS
struct kiln_oven {
	int doors;
	int burners;
};
#else
struct kiln_oven {
	int doors;
	int wires;
};
#endif
#endif
