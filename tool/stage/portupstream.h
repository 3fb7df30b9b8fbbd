/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portupstream: doubts about a changed file that only upstream's whole file can raise; a part of
 * port.
 * @file must have it, before and after the change.
 */
#pragma once

#include "stage/porttext.h"

/**
 * sp_portupstream_doubt:
 * @theirs: upstream's change
 * @ours: the branch's
 *
 * More places like the changed one than upstream leaves, a new goto to a label behind which the
 * branch does other things, another lock above the change.
 *
 * Returns: (transfer full): the first doubt, a clause; NULL when there is none.
 */
char *sp_portupstream_doubt(SpPortChange *theirs, SpPortChange *ours);

/**
 * sp_portupstream_merged:
 * @merged: what merging the whole files does to the branch's
 *
 * Returns: (transfer full): the first doubt about a change that only the merge has a place for: its
 * surroundings are not upstream's.
 */
char *sp_portupstream_merged(SpPortChange *upstream, SpPortChange *merged);
