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
int complete(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_reset_now(struct heron *hr, ...);
int memcpy(struct heron *hr, ...);
int mutex_lock(struct heron *hr, ...);
int mutex_unlock(struct heron *hr, ...);
int queue_work(struct heron *hr, ...);
int wake_up_all(struct heron *hr, ...);
