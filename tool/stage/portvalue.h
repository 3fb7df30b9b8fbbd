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
 * Each name that an added statement reads must have been set, freed or passed to be filled last by
 * the statement that did so last upstream, if the branch has that statement. Nothing is said where
 * the branch does it in other words.
 *
 * Returns: (transfer full): the first doubt, a clause; NULL when there is none.
 */
char *sp_portvalue_doubt(const SpPatchFile *file, SpPortChange *theirs, SpPortChange *ours);
