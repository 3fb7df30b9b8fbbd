/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunknames: what the branch calls otherwise than upstream, as far as aligned lines tell; a part of
 * hunk.
 */
#pragma once

#include "stage/hunk.h"
#include "stage/hunkalign.h"

/**
 * sp_hunknames_learn:
 * @names: gets what is found
 * @from, @end: the units of @ours that were aligned, one at least
 *
 * A name of theirs is another one of ours if units that are the same but for names have it so, two
 * at least (or one that has several names and differs in this one alone) and without exception, if
 * those of ours have the first one nowhere, and theirs the second one nowhere.
 *
 * Returns: whether anything new was found.
 */
gboolean sp_hunknames_learn(SpNames *names, const SpUnits *theirs, const SpUnits *ours, guint from,
			    guint end, const SpAlignment *alignment, const SpHunkHints *hints);

/* Returns: (transfer full): "a -> b, c -> d" of those that stand in @lines, sorted; NULL for none.
 */
char *sp_hunknames_used(const SpNames *names, const SpUnits *lines);
