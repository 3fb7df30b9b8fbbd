/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkundo: takes a hunk back out by its code, a part of hunk, for a file that has the change but
 * with other comments and blank lines. The hunk is the reversed one: '-' is what the file has.
 */
#pragma once

#include <glib.h>

#include "stage/hunk.h"
#include "stage/hunkfile.h"

/**
 * sp_hunkundo_find:
 *
 * Returns: (transfer full): guint, the lines at which the code of @hunk's old side stands; none if
 * both sides are the same code, as one cannot see then whether the change is there.
 */
GArray *sp_hunkundo_find(SpHunkFile *file, const SpHunk *hunk);

/**
 * sp_hunkundo_edit:
 * @line: one of those that sp_hunkundo_find() gave
 * @why: (out): on failure the reason, static
 *
 * Returns: (transfer full): the edit, borrows from @file and @hunk; NULL if a comment is in the
 * way.
 */
SpHunkEdit *sp_hunkundo_edit(const SpHunkFile *file, const SpHunk *hunk, guint line,
			     const char **why);
