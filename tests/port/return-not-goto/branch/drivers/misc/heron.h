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
int heron_clear(struct heron *hr, ...);
int heron_link(struct heron *hr, ...);
int heron_note(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_publish(struct heron *hr, ...);
int heron_report(struct heron *hr, ...);
int heron_settle(struct heron *hr, ...);
int heron_unlink(struct heron *hr, ...);
int heron_unmask(struct heron *hr, ...);
int kfree(struct heron *hr, ...);
