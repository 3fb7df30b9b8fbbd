/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * conflict: what a branch gets instead of a series when the fix does not apply: conflict/<path>,
 * its files with diff3 markers, and conflict/README, the account. In: SpFix, SpBranch, SpStack.
 * Nothing of it can be taken for a finished patch.
 */
#pragma once

#include "stage/stack.h"

/**
 * sp_conflict_write:
 * @reason: why there is no series
 * @dir: <out>/<fix>/<branch>; what an earlier port left there goes
 *
 * A file that goes in without a conflict is only named in the README; so is one that cannot be
 * shown as text. The same input gives the same bytes.
 *
 * Returns: (transfer full): char *, the paths of the files with markers, then the README's. A
 * folder that was changed by hand stays: SP_ERROR_USAGE.
 */
GPtrArray *sp_conflict_write(const SpFix *fix, SpBranch *branch, const SpStack *stack,
			     const char *reason, const char *dir,
			     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes what sp_conflict_write() left in @dir, and leaves anything else. A conflict that somebody
 * has worked on is SP_ERROR_USAGE and stays. */
gboolean sp_conflict_retire(const char *dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;
