/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkfitedit: what one change of an aligned hunk does to the file, a part of hunkfit.
 */
#pragma once

#include "stage/hunkaligned.h"

/* Returns: (transfer full): the edit of group number @i; NULL if refused, with @why. */
SpHunkEdit *sp_hunkfit_edit(const SpHunkFit *fit, guint i, char **why);

/* Whether the whole new side stands in the units @from to before @end already, in one place; adds
 * an edit that changes nothing, with SP_RUNG_THERE, if so. */
gboolean sp_hunkfit_is_there(const SpHunkFit *fit, guint from, guint end, GPtrArray *edits);
