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
#define READ_ONCE 1
int heron_announce(struct heron *hr, ...);
int heron_commit(struct heron *hr, ...);
int heron_copy_slot(struct heron *hr, ...);
int heron_drop_slot(struct heron *hr, ...);
int heron_is_full(struct heron *hr, ...);
int heron_mark_slot(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_publish(struct heron *hr, ...);
