/* SPDX-License-Identifier: GPL-2.0-only */
/* What a selftest takes from a folder beside its own, and from the tree's headers for programs. */
#include <linux/pool_test.h>

#define KSFT_FAIL 1
