/* SPDX-License-Identifier: GPL-2.0 */
#define true 1
#define false 0
typedef unsigned int u8;
typedef unsigned int u32;
int teal_disable_queue(struct teal *x, ...);
int teal_drain_queue(struct teal *x, ...);
int teal_clear_queue(struct teal *x, ...);
int teal_unmap_queue(struct teal *x, ...);
int teal_put_queue(struct teal *x, ...);
int teal_sync_queue(struct teal *x, ...);
int teal_disable_ring(struct teal *x, ...);
int teal_flush_ring(struct teal *x, ...);
int teal_clear_ring(struct teal *x, ...);
int teal_unmap_ring(struct teal *x, ...);
int teal_put_ring(struct teal *x, ...);
int teal_cancel(struct teal *x, ...);
int teal_reap(struct teal *x, ...);
int teal_zero(struct teal *x, ...);
int teal_unlink(struct teal *x, ...);
int teal_drop(struct teal *x, ...);
int teal_stop(struct teal *x, ...);
int teal_idle(struct teal *x, ...);
