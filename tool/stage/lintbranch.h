/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lintbranch: submissions beside the branches of a repository: whether they apply there, are there
 * already, are in or sent for all newer branches, and bring what mainline mended later. In:
 * SpLintMail, branches, a history.
 */
#pragma once

#include "stage/branch.h"
#include "stage/fix.h"
#include "stage/history.h"
#include "stage/lintmail.h"

typedef struct {
	GPtrArray *mails;    /* SpLintMail, all that are looked at, a series in its order */
	GPtrArray *branches; /* SpBranch of the repository */
	SpHistory *history;
	gint64 now; /* seconds since 1970, for what still gets releases */
	/* Private: branch's name -> SpBranch with the patches so far in it. */
	GHashTable *patched;
} SpLintBranches;

/**
 * sp_lintbranch:
 * @fix: (nullable): the commit that the mail names, NULL for one that cannot be judged
 * @why: then the reason
 *
 * To be called for each mail with a patch, in order: each is applied upon those before it that are
 * for the same branch. Free @all->patched with sp_lintbranch_done().
 */
gboolean sp_lintbranch(SpLintBranches *all, SpLintMail *mail, const SpFix *fix, const char *why,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_lintbranch_done(SpLintBranches *all);
