/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqpool: all commits that may have to go before a fix, a part of prereq: first those that the
 * fix needs, then those that these need where they cannot be carried alone.
 */
#pragma once

#include "stage/branch.h"
#include "stage/fix.h"
#include "stage/history.h"
#include "stage/prereqlabel.h"

typedef struct {
	char *id; /* 40 digits, or as fix.conf has it */
	char *subject;
	SpPrereqLabel label;
	char *why;	      /* one clause: what the label comes from */
	const SpPatch *patch; /* its change; NULL for one that cannot be carried, as a merge */
	gboolean direct;      /* the fix itself needs it, and not only another of these */
	gboolean chosen;      /* one of those that make the fix apply */
	/* Private: */
	SpPatch *own;	/* @patch, where fix.conf does not own it */
	gint32 release; /* of mainline, for the order */
	gint64 time;
} SpPrereq;

/**
 * SpPrereqTry:
 * @first: SpPrereq, each with its patch, in the order in which they are to go in
 * @fix: whether the fix is to go in behind them
 * @applies: (out):
 *
 * Whether they can be carried to the branch, one upon the other. Errors end the search.
 */
typedef gboolean (*SpPrereqTry)(const GPtrArray *first, gboolean fix, gboolean *applies,
				gpointer data, GError **error);

/**
 * sp_prereqpool_fill:
 * @history: (nullable): of the branch's repository
 * @commits: gets SpPrereq, in mainline's order; owns them
 * @limit: (out): why there may be others; NULL when all was looked at
 */
gboolean sp_prereqpool_fill(const SpFix *fix, SpHistory *history, SpBranch *branch, SpPrereqTry try,
			    gpointer data, GPtrArray *commits, char **limit,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An array for SpPrereq, which frees them. */
GPtrArray *sp_prereqpool_new(void);
