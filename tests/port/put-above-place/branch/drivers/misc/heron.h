/* SPDX-License-Identifier: GPL-2.0 */
#define true 1
#define false 0
#define NULL 0
typedef _Bool bool;
typedef struct { int l; } spinlock_t;
typedef unsigned int u8;
typedef unsigned int u16;
typedef unsigned int u32;
typedef unsigned int u64;
int heron_clock(struct heron *hr, ...);
int heron_count(struct heron *hr, ...);
int heron_device(struct heron *hr, ...);
int heron_exit(struct heron *hr, ...);
int heron_kick(struct heron *hr, ...);
int heron_mark(struct heron *hr, ...);
int heron_note(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_power_dev(struct heron *hr, ...);
int heron_select(struct heron *hr, ...);
int heron_settle(struct heron *hr, ...);
int heron_tune(struct heron *hr, ...);
int put_device(struct heron *hr, ...);
