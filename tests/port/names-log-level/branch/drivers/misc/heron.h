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
#define HERON_BROKEN 1
int dev_err(struct heron *hr, ...);
int dev_warn(struct heron *hr, ...);
int heron_halt(struct heron *hr, ...);
int heron_is_dead(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
