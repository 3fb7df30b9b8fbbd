/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portvalue: whether what a change reads, sets or frees is on the branch what it is upstream; a
 * part of port.
 */
#pragma once

#include "stage/diff.h"
#include "stage/porttext.h"

/**
 * sp_portvalue_doubt:
 * @theirs: upstream's change; its texts are NULL where only the patch is known: then what the hunks
 *          show stands for them
 * @ours: the branch's
 *
 * Turned down, where upstream has it otherwise, are added statements that
 * - read what was last set, changed, filled or given back above by another statement than upstream:
 *   by one that upstream has elsewhere, or has not behind what stands above it here. Where the
 *   branch does it in other words at the same place nothing is said;
 * - read what was set before a lock was given back and taken anew;
 * - set what is set again below before it is read;
 * - give back what is used below;
 * - check what the branch has used above the place, and upstream uses below.
 * What the lines that they replace read already may be read, whatever it holds.
 *
 * Returns: (transfer full): the first doubt, a clause; NULL when there is none.
 */
char *sp_portvalue_doubt(const SpPatchFile *file, SpPortChange *theirs, SpPortChange *ours);
