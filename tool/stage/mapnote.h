/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mapnote: what is to be known about a fix and a branch besides the verdict: what the author asked
 * of the stable team, and whether that agrees with what was seen; what is missing around the fix.
 */
#pragma once

#include "stage/branch.h"
#include "stage/since.h"
#include "stage/verdict.h"

/* Adds to verdict->notes; kind must be set. */
void sp_mapnote_add(const SpFix *fix, const SpBranch *branch, SpVerdict *verdict);

/* Adds who changed the lines of @commit after it came. */
void sp_mapnote_since(const SpFateCommit *commit, git_repository *repo, const SpSince *since,
		      SpVerdict *verdict);
