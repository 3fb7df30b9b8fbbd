/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkinsert: the edit of a change that adds lines and takes none away, a part of hunkfit.
 */
#pragma once

#include "stage/hunkaligned.h"

/* Returns: (transfer full): NULL if refused, with @why. */
SpHunkEdit *sp_hunkinsert(const SpHunkFit *fit, const SpHunkGroup *group, char **why);
