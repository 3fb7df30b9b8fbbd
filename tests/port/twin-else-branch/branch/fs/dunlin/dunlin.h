/* SPDX-License-Identifier: GPL-2.0 */
#define true 1
#define false 0
typedef unsigned int u8;
typedef unsigned int u32;
typedef int bool;
int dunlin_lock_log(struct dunlin *x, ...);
int dunlin_write_log(struct dunlin *x, ...);
int dunlin_mark(struct dunlin *x, ...);
int dunlin_unlock_log(struct dunlin *x, ...);
int dunlin_flush(struct dunlin *x, ...);
int dunlin_write_sync(struct dunlin *x, ...);
int dunlin_settle(struct dunlin *x, ...);
int dunlin_queue(struct dunlin *x, ...);
int dunlin_write_later(struct dunlin *x, ...);
int dunlin_note(struct dunlin *x, ...);
int dunlin_kick(struct dunlin *x, ...);
int dunlin_sync_log(struct dunlin *x, ...);
