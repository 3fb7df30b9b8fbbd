/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkfit: places a hunk whose lines do not all stand in the file, a part of hunk: each of its
 * changes goes to the function that it belongs to, between the neighbours that it has in the patch.
 */
#pragma once

#include "stage/hunkplace.h"

/**
 * sp_hunkfit:
 * @edits: gets the SpHunkEdit of each change of hunk number @i
 * @why: (out): (transfer full): on failure what stands in the way, one sentence
 *
 * What a change takes away must be there, word for word but for white space and for what the
 * branch calls otherwise; one neighbour at least must be as in the patch, and the other one of its
 * kind. A line that the branch has in other words is changed where the change touches none of
 * those. Nothing is done where another place fits nearly as well.
 */
gboolean sp_hunkfit(SpHunkJob *job, guint i, GPtrArray *edits, char **why);
