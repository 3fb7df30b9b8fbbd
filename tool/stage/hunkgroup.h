/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkgroup: a hunk's changes one by one, each as a range of lines of either side that covers whole
 * statements; a part of hunk.
 */
#pragma once

#include "stage/hunk.h"
#include "stage/hunkunit.h"

typedef struct {
	guint old, old_end; /* lines of the old side; empty for an insertion before @old */
	guint new, new_end; /* lines of the new side */
} SpHunkGroup;

/* Returns: (transfer full): SpHunkGroup, in order. */
GArray *sp_hunkgroups(const SpHunk *hunk, const SpUnits *old, const SpUnits *new);
