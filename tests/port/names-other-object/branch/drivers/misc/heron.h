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
#define HERON_FILLED 1
int heron_check_locked(struct heron *hr, ...);
int heron_drain_ring(struct heron *hr, ...);
int heron_fill_ring(struct heron *hr, ...);
int heron_kick(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int spin_lock_irqsave(struct heron *hr, ...);
int spin_unlock_irqrestore(struct heron *hr, ...);
