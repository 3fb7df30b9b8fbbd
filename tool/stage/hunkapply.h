/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkapply: the hunks of one file together, a part of hunk: sp_hunk_apply_all() for a caller who
 * asks more of the file, before and after.
 */
#pragma once

#include "stage/hunkfile.h"

/* @after: (out): the changed file; owns its text. All else as for sp_hunk_apply_all(). */
gboolean sp_hunkapply(SpHunkFile *file, const GPtrArray *hunks, const SpHunkHints *hints,
		      GPtrArray **places, SpHunkFile **after, char **why);
