// SPDX-License-Identifier: GPL-2.0
#include "ruff.h"

static const struct ruff_reg ruff_start[] = {
	{RUFF_PAGE, 0},
	{RUFF_GAIN, 0x10},
	{RUFF_EXPOSURE, 0x40},
	{RUFF_CLAMP, 0x03},
	{RUFF_LINES, 0x22},
	{RUFF_BLANK, 0x05},
	{RUFF_SYNC, 0x01},
	{RUFF_GO, 0x01},
	{RUFF_PAGE, 1},
	{RUFF_GAIN, 0x12},
	{RUFF_EXPOSURE, 0x20},
	{RUFF_CLAMP, 0x0f},
	{RUFF_LINES, 0x32},
	{RUFF_BLANK, 0x01},
	{RUFF_SYNC, 0x04},
	{RUFF_GO, 0x03},
};
