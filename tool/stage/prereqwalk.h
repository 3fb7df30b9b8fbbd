/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqwalk: follows lines of a file back through mainline, to the commits that made them, as far
 * as the branch does not have them. In: a history, needs. Out: SpPrereqHit.
 */
#pragma once

#include "stage/history.h"
#include "stage/prereqlines.h"

/* A commit of mainline that the branch does not have by ancestry, and what it made of the needs. */
typedef struct {
	git_oid id;
	char *path;    /* of the file in it */
	GArray *needs; /* SpNeed */
} SpPrereqHit;

/* How far the walks of one question may go, all together. */
typedef struct {
	guint left;    /* commits that may still be looked at */
	char *stopped; /* why a walk ended before its end, NULL if none did; the caller's */
} SpPrereqBudget;

/* An array for SpPrereqHit, which frees them. */
GPtrArray *sp_prereqwalk_hits(void);

/**
 * sp_prereqwalk:
 * @place: of the branch
 * @from: the commit whose file at @path @needs speaks of
 * @hits: gets SpPrereqHit, newest first, each commit and path once
 *
 * Each need goes to the parent that has it, of several to the first, as `git blame` does; a line
 * that was moved within its file is made by the commit that moved it. Where a release has the same
 * file as an older one, what lies between is passed over. A file that was renamed is followed.
 * @place is valid while the history is held (sp_history_hold()).
 */
gboolean sp_prereqwalk(SpHistory *history, const SpHistBranch *place, const git_oid *from,
		       const char *path, const GArray *needs, SpPrereqBudget *budget,
		       GPtrArray *hits, GError **error) G_GNUC_WARN_UNUSED_RESULT;
