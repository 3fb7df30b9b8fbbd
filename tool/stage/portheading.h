/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portheading: what the "@@" line of a hunk tells of the function that the hunk is in; a part of
 * port.
 */
#pragma once

#include "stage/hunkfile.h"
#include "stage/patch.h"

/* Whether @text has the word @name. */
gboolean sp_portheading_has(const char *text, const char *name);

/* Whether lines @first and @changed stand in the body of one function, and it is the one that
 * @section names. */
gboolean sp_portheading_names(SpHunkFile *file, const char *section, guint first, guint changed);

/**
 * sp_portheading_beside:
 * @text: the branch's file
 * @places: SpPlace of each hunk of @patch
 *
 * Whether another hunk tells what the label on the "@@" line of hunk number @i does not: it is in
 * the function that its own line names, hunk @i in the same one, below that label, and both are as
 * far from each other as in the patch.
 */
gboolean sp_portheading_beside(const SpPatchFile *patch, SpHunkFile *text, const GPtrArray *places,
			       guint i);
