/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * map: SpFix x SpBranch -> SpVerdict: does the branch need the fix, and how that was seen: from its
 * history (ancestry, messages, equal patches) and from the content of its files (the probes of
 * fix.conf, or the hunks of the fix and of the commits that brought the bug).
 */
#pragma once

#include <glib.h>

#include "stage/verdict.h"

/**
 * sp_map_branch:
 * @overlay: (nullable): path -> text in place of the branch's own file, NULL: it is gone
 * @history: (nullable): of the branch's repository; not looked at for a branch that is no commit,
 * or one of whose files was replaced
 *
 * The log is believed against the hunks where mainline itself changed the lines later, before the
 * branch left it or, for the fix, in a commit that the branch has, too; a note tells so. Where
 * a probe contradicts the log, that stays SP_VERDICT_CONTRADICTION.
 *
 * Errors only when nothing can be said at all: a file that cannot be had leads to
 * SP_VERDICT_UNKNOWN instead.
 */
SpVerdict *sp_map_branch(const SpFix *fix, SpBranch *branch, GHashTable *overlay,
			 SpHistory *history, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The paths that sp_map_branch() and a port will read; (transfer full), NULL-terminated strings. */
char **sp_map_paths(const SpFix *fix);
