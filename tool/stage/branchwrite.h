/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * branchwrite: --branch-prefix: a clean port as commits on a new branch of the user's repository.
 * In: SpFix, SpBranch, SpStack. Nothing but objects and that one reference is written: no file of
 * the work tree, no index, no other reference.
 */
#pragma once

#include "stage/stack.h"

/**
 * sp_branchwrite_check:
 * @prefix: "backports" for refs/heads/backports/linux-5.4.y
 *
 * Errors: SP_ERROR_USAGE where no commit can be written upon the branch: it has none, files of it
 * were replaced (--undo-fix), or the name is none for a branch.
 */
gboolean sp_branchwrite_check(const SpBranch *branch, const char *prefix,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_branchwrite:
 * @stack: all of its ports are clean
 * @identity: "Name <address>" of the committer and the sign-off
 * @now: seconds, the committers' date
 *
 * A commit a patch of the series, with its message, author and date; the first one's parent is the
 * branch's commit. The reference is made last. One that is there already stays: that is fine if it
 * names the same commits, whenever they were made, else SP_ERROR_USAGE.
 *
 * Returns: (transfer full): the reference's name.
 */
char *sp_branchwrite(git_repository *repo, const SpFix *fix, const SpBranch *branch,
		     const SpStack *stack, const char *prefix, const char *identity, gint64 now,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;
