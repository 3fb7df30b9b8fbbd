/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqfind: the commits of mainline that made what a change needs of its files and the branch's
 * files do not have. In: a commit, its change, a branch. Out: SpPrereqHit.
 */
#pragma once

#include "stage/branch.h"
#include "stage/patch.h"
#include "stage/prereqwalk.h"

/**
 * sp_prereqfind:
 * @place: of @branch; the history is held
 * @commit: what @patch is the change of; its first parent's files are looked at
 * @declared: path -> what the branch's file declares; filled, for the next time
 * @names: SpPrereqName, gets those that the needs of @hits speak of; lives as long as they
 * @hits: gets SpPrereqHit
 *
 * What is needed: the lines that the hunks hold and the branch's file does not, lines that are next
 * to each other and are not so in the branch, the head of a changed function, the #if around it,
 * the file itself; and what the new lines use and is declared in the file, or in a header that it
 * includes, and in the branch's is not.
 */
gboolean sp_prereqfind(SpHistory *history, const SpHistBranch *place, SpBranch *branch,
		       git_commit *commit, const SpPatch *patch, SpPrereqBudget *budget,
		       GHashTable *declared, GPtrArray *names, GPtrArray *hits,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;
