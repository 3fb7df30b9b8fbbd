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
int heron_init_ring(struct heron *hr, ...);
int heron_irq_on(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_publish(struct heron *hr, ...);
int heron_reset(struct heron *hr, ...);
