/* SPDX-License-Identifier: GPL-2.0 */
struct dock {
	int berths;
	int depth;
};
struct pier {
	struct dock dock;
	struct dock spare;
	int tide;
};
int dock_read(struct dock *dock, int berth);
int dock_read_long(struct dock *dock, int berth);
void dock_write(struct dock *dock, int berth, int value);
void dock_write_long(struct dock *dock, int berth, int value);
void dock_raise(struct dock *dock, int signal);
int dock_finish(struct dock *dock, int err);
int dock_check(struct dock *dock, int err);
void dock_sound(struct dock *dock);
int pier_tide(struct pier *pier);
int pier_ready(struct pier *pier);
int pier_drain(struct pier *pier, int depth);
int pier_weigh(struct pier *pier, int depth);
