/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkreplace: the edit of a change that takes lines away, a part of hunkfit.
 */
#pragma once

#include "stage/hunkaligned.h"

/* @first, @last: the units that it takes away. Returns: (transfer full): NULL if refused, with
 * @why. */
SpHunkEdit *sp_hunkreplace(const SpHunkFit *fit, const SpHunkGroup *group, guint first, guint last,
			   char **why);
