/* SPDX-License-Identifier: GPL-2.0 */
#define true 1
#define false 0
typedef unsigned int u8;
typedef unsigned int u32;
#define BRANT_PHY_CTRL 1
#define BRANT_PLL_CTRL 2
int brant_mask(struct brant *x, ...);
int brant_write_reg(struct brant *x, ...);
int brant_barrier(struct brant *x, ...);
int brant_select(struct brant *x, ...);
int brant_load(struct brant *x, ...);
int brant_settle(struct brant *x, ...);
int brant_unmask(struct brant *x, ...);
int brant_poll_reg(struct brant *x, ...);
