/* SPDX-License-Identifier: GPL-2.0 */
#define true 1
#define false 0
typedef unsigned int u8;
typedef unsigned int u32;
#define PETREL_FAST 1
#define PETREL_SAFE 2
int petrel_stop(struct petrel *x, ...);
int petrel_halt(struct petrel *x, ...);
int petrel_drain(struct petrel *x, ...);
int petrel_load(struct petrel *x, ...);
int petrel_load_safe(struct petrel *x, ...);
int petrel_sync(struct petrel *x, ...);
int petrel_start(struct petrel *x, ...);
int petrel_resume(struct petrel *x, ...);
int petrel_wait(struct petrel *x, ...);
int petrel_kick(struct petrel *x, ...);
