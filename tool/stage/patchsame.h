/* SPDX-License-Identifier: GPL-2.0-only */
/* patchsame: a commit held against a copy of it that came by mail. In: two SpPatch. */
#pragma once

#include "stage/patch.h"

/**
 * sp_patchsame:
 * @commit: the original; where it knows the whole files, two diffs of other context or order of
 *          lines are the same when they lead to the same file
 *
 * Returns: (transfer full): char *, a line for each part that differs: "subject", "author",
 * "message", or "diff", with the first place; empty when there is none. Line numbers, blob ids and
 * dates are not looked at.
 */
GPtrArray *sp_patchsame(const SpPatch *commit, const SpPatch *copy);
