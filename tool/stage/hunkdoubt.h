/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkdoubt: what of a whole hunk's alignment speaks against carrying any of its changes; a part of
 * hunk.
 */
#pragma once

#include "stage/hunkaligned.h"

/* Whether there is something, which @why then says. For C. */
gboolean sp_hunkdoubt(const SpHunkFit *fit, char **why);
