/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equal: commits of a branch that name no upstream commit and yet are a backport: those that change
 * the same. In: a patch. Out: ids.
 */
#pragma once

#include <glib.h>

#include "stage/history.h"
#include "stage/patch.h"

/**
 * sp_equal_find:
 * @unlike: (out): how many other such commits of the branch change one of the patch's files:
 * whether one of them holds the change, too, cannot be told from the history
 *
 * Equal is: the same lines removed, added and around, white space aside (git's patch id); or the
 * same subject and author, and at least half of the changed lines.
 *
 * Returns: (transfer full): git_oid.
 */
GArray *sp_equal_find(SpHistory *history, const SpHistBranch *branch, const SpPatch *patch,
		      guint *unlike, GError **error) G_GNUC_WARN_UNUSED_RESULT;
