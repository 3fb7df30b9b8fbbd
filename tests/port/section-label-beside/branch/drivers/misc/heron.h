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
int heron_claim(struct heron *hr, ...);
int heron_open_fast(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_report(struct heron *hr, ...);
int heron_reset_ring(struct heron *hr, ...);
int heron_settle(struct heron *hr, ...);
int heron_start(struct heron *hr, ...);
int heron_unclaim(struct heron *hr, ...);
