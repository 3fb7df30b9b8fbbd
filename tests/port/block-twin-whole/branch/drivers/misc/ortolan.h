/* SPDX-License-Identifier: GPL-2.0 */
#define true 1
#define false 0
typedef unsigned int u8;
typedef unsigned int u32;
#define ORTOLAN_ID 1
#define ORTOLAN_CTRL 2
#define ORTOLAN_ARM 4
int ortolan_read(struct ortolan *x, ...);
int ortolan_mask(struct ortolan *x, ...);
int ortolan_unmask(struct ortolan *x, ...);
int ortolan_barrier(struct ortolan *x, ...);
int ortolan_write(struct ortolan *x, ...);
int ortolan_write_safe(struct ortolan *x, ...);
int ortolan_settle(struct ortolan *x, ...);
int ortolan_kick(struct ortolan *x, ...);
int ortolan_wait(struct ortolan *x, ...);
int ortolan_peek(struct ortolan *x, ...);
int ortolan_post(struct ortolan *x, ...);
int ortolan_kick_all(struct ortolan *x, ...);
int ortolan_switch_bank(struct ortolan *x, ...);
