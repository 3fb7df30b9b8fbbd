/* SPDX-License-Identifier: GPL-2.0 */
struct ferry {
	int kind;
	int cars;
	int lamps;
};
int ferry_load(struct ferry *ferry);
int ferry_cast_off(struct ferry *ferry);
void ferry_unload(struct ferry *ferry);
void ferry_ring(struct ferry *ferry);
void ferry_warn(struct ferry *ferry);
