/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fate: what the history tells of a fix in one branch: the fix, the commits that brought the bug,
 * those to be taken first, and what mainline did about the fix later. In: SpFix, a history. Out:
 * SpFate.
 */
#pragma once

#include <glib.h>

#include "stage/fix.h"
#include "stage/history.h"
#include "stage/trace.h"

/* One commit that matters. */
typedef struct {
	SpTrace *trace;
	char *subject;	  /* "" if it is not known */
	gboolean reverts; /* of what came later: it takes the fix back, rather than mend it */
	guint unlike;	  /* commits of the branch that name no upstream commit, may touch the same
			   * files,     and are not equal: whether they hold the change is not known */
} SpFateCommit;

typedef struct {
	SpFateCommit *fix;     /* NULL for a fix whose upstream commit is not known */
	GPtrArray *introduced; /* SpFateCommit, in fix->fixes' order */
	GPtrArray *needs;      /* SpFateCommit, in the order in which they are to be taken */
	GPtrArray *followups;  /* SpFateCommit, by date: mainline's fixes and reverts of the fix */
} SpFate;

void sp_fate_free(SpFate *fate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpFate, sp_fate_free)

/**
 * sp_fate_of:
 * @version: of the branch's tree
 *
 * Needed are those that fix.conf says, and those of the message's "Cc: stable # X.Y.x: ID" lines
 * for the branch's own series.
 */
SpFate *sp_fate_of(const SpFix *fix, SpHistory *history, const SpHistBranch *branch,
		   const SpKver *version, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The trace of one commit of mainline, by equality, too; (transfer full), NULL on error. */
SpTrace *sp_fate_trace(SpHistory *history, const SpHistBranch *branch, const char *hex,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;
