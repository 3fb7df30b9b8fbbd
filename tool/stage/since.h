/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * since: who changed the lines of a commit after it came into a branch. For a commit that the log
 * has and the code has not: as mainline rewrote them later, or as somebody took them out. In: a
 * history, the commit of the branch that brought the change, the change. Out: SpSince.
 */
#pragma once

#include "stage/branch.h"
#include "stage/history.h"
#include "stage/patch.h"

typedef enum {
	SP_SINCE_UNKNOWN,  /* it cannot be told */
	SP_SINCE_START,	   /* the very commit that brought it did not change all of that */
	SP_SINCE_MAINLINE, /* mainline did, before the branch left it */
	SP_SINCE_COMMIT,   /* a commit of the branch did */
} SpSinceKind;

typedef struct {
	SpSinceKind kind;
	git_oid id;	   /* of SP_SINCE_COMMIT */
	gboolean upstream; /* mainline has that one, too: it is of it, or a backport of it */
} SpSince;

/**
 * sp_since_ask:
 * @came: the commit, in the branch, that brought the change
 * @patch: the change
 *
 * Asks the content of each state of the patch's files that the branch has had since, so it is for
 * the few commits whose lines are not in its last state: SP_CONTENT_NOT_THERE or
 * SP_CONTENT_PARTLY. What counts is the last time that they went. Where the branch has merged
 * since, its states are no single line: SP_SINCE_UNKNOWN.
 */
gboolean sp_since_ask(SpHistory *history, const SpHistBranch *place, SpBranch *branch,
		      const git_oid *came, const SpPatch *patch, SpSince *since,
		      GError **error) G_GNUC_WARN_UNUSED_RESULT;
