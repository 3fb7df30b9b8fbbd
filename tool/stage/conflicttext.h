/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * conflicttext: a file that a change cannot be carried to, with diff3 markers where somebody has to
 * decide. In: SpPatchFile and the branch's text. Out: SpConflictFile. Pure text.
 */
#pragma once

#include "stage/diff.h"

/* What stands behind the markers. */
typedef struct {
	const char *ours;   /* "<<<<<<<" */
	const char *base;   /* "|||||||" */
	const char *theirs; /* ">>>>>>>" */
} SpConflictLabels;

typedef struct {
	char *path;	/* on the branch */
	char *upstream; /* what upstream calls it, NULL for the same */
	char *why;	/* why there is no text, or none of its changes is trusted; may be NULL */
	char *text;	/* with at least one conflict in it; NULL if none can be shown */
	char *hunks; /* a line or some for each hunk: where it is upstream, and where it would go */
	gboolean good; /* its changes all go in */
} SpConflictFile;

void sp_conflict_file_free(SpConflictFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpConflictFile, sp_conflict_file_free)

/**
 * sp_conflicttext_fill:
 * @change: in the branch's words
 * @ours: the branch's file
 * @doubted: the changes can be placed, and are not to be: each of them is shown as a conflict
 *
 * Sets @file's text and hunks. Where upstream's file before and after is known, the whole files are
 * merged; where they are not, or where merging leaves nothing to decide, each hunk that cannot be
 * placed by itself stands as a conflict where most of its lines are.
 */
void sp_conflicttext_fill(SpConflictFile *file, const SpPatchFile *change, const char *ours,
			  const SpHunkHints *hints, const SpConflictLabels *labels,
			  gboolean doubted);
