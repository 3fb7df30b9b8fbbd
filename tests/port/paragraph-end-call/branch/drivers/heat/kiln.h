/* SPDX-License-Identifier: GPL-2.0 */
struct kiln_oven {
	int doors;
	int bricks;
	int chimney;
	bool cold_start;
	int heat;
	int draught;
};
int kiln_light(struct kiln_oven *oven);
int kiln_sweep(struct kiln_oven *oven, int draught);
int kiln_seal(struct kiln_oven *oven);
int kiln_watch(struct kiln_oven *oven, int heat);
