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
int heron_clock_off(struct heron *hr, ...);
int heron_drop_ref(struct heron *hr, ...);
int heron_mask(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_put_ring(struct heron *hr, ...);
int heron_quiesce(struct heron *hr, ...);
int heron_regulator_off(struct heron *hr, ...);
int heron_release_irq(struct heron *hr, ...);
int kfree(struct heron *hr, ...);
