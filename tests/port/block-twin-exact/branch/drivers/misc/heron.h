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
#define HERON_ARM 1
#define HERON_FIRST 1
#define HERON_SECOND 1
int heron_barrier(struct heron *hr, ...);
int heron_kick(struct heron *hr, ...);
int heron_kick_all(struct heron *hr, ...);
int heron_mask(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_read(struct heron *hr, ...);
int heron_settle(struct heron *hr, ...);
int heron_switch_bank(struct heron *hr, ...);
int heron_unmask(struct heron *hr, ...);
int heron_write(struct heron *hr, ...);
int heron_write_posted(struct heron *hr, ...);
