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
#define EINVAL 1
#define HERON_START 1
#define HERON_STOP 1
int heron_flush(struct heron *hr, ...);
int heron_power(struct heron *hr, ...);
int heron_start(struct heron *hr, ...);
int heron_stop(struct heron *hr, ...);
