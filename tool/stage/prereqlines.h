/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqlines: what of upstream's file a change needs and the branch's file does not have, and what
 * becomes of it from one state of the file to the one before. Pure text.
 */
#pragma once

#include <glib.h>

#include "stage/diff.h"
#include "stage/prereqnames.h"

typedef enum {
	SP_NEED_LINE, /* a line that the branch does not have */
	SP_NEED_GAP,  /* two lines that are next to each other, and are not in the branch */
	SP_NEED_NAME, /* something declared that the change's new lines use */
	SP_NEED_FILE, /* the file itself */
} SpNeedKind;

typedef struct {
	SpNeedKind kind;
	guint line;		  /* in the text that is looked at; of a gap the first of the two */
	guint origin;		  /* the same in upstream's file right before the change */
	gboolean near;		  /* not in a function that the change leaves alone */
	const SpPrereqName *name; /* of SP_NEED_NAME, borrowed; what it is, is looked for again */
} SpNeed;

/* A run of lines in which two texts differ: 0-based; either count may be 0. */
typedef struct {
	guint old_first, old_count;
	guint new_first, new_count;
} SpLineChange;

/* Returns: (transfer full): SpLineChange in order; NULL if libgit2 makes none of it. */
GArray *sp_prereqlines_diff(const char *old, const char *new);

/**
 * sp_prereqlines_needs:
 * @file: with its text before the change
 * @branch: (nullable): the branch's file
 * @needs: gets SpNeed: the lines of the hunks' old sides, of the heads of the functions that
 *         are changed, and of the #if around, which the branch's file lacks; or the file, where it
 *         has none
 */
void sp_prereqlines_needs(const SpPatchFile *file, const char *branch, GArray *needs);

/**
 * sp_prereqlines_back:
 * @changes: from the older text to the one that @need speaks of
 *
 * Returns: whether it is in the older text, too; @need->line is the one in that then.
 */
gboolean sp_prereqlines_back(const GArray *changes, SpNeed *need);
