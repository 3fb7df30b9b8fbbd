/* SPDX-License-Identifier: GPL-2.0 */
#define true 1
#define false 0
typedef unsigned int u8;
typedef unsigned int u32;
int crake_quiesce(struct crake *x, ...);
int crake_write_ring(struct crake *x, ...);
int crake_barrier(struct crake *x, ...);
int crake_settle(struct crake *x, ...);
int crake_start(struct crake *x, ...);
int crake_check_ring(struct crake *x, ...);
