/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkinsert: the edit of a change that adds lines and takes none away, or no more than blank ones;
 * a part of hunkfit.
 */
#pragma once

#include "stage/hunkaligned.h"

/* Returns: (transfer full): NULL if refused, with @why. */
SpHunkEdit *sp_hunkinsert(const SpHunkFit *fit, const SpHunkGroup *group, char **why);

/* The same of a change of a hunk of sp_hunkfit_only_blanks(): the lines stand between the same two
 * units here. Where these stand one below the other it is there already. */
SpHunkEdit *sp_hunkclose(const SpHunkFit *fit, const SpHunkGroup *group, char **why);
