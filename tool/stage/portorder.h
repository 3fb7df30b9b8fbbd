/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portorder: whether what upstream has above a change stands below it here, or the other way round,
 * where that tells one of a table's entries from another; a part of port.
 */
#pragma once

#include "stage/porttext.h"

/**
 * sp_portorder_crossed:
 *
 * Of the table, or the list in a file of YAML, around each change the lines that stand there once,
 * here and upstream, are compared; of the function, those next to which the branch has other lines
 * than upstream, where upstream has the change.
 *
 * Returns: (transfer full): the first that is on another side, a clause; NULL for none.
 */
char *sp_portorder_crossed(SpPortChange *theirs, SpPortChange *ours);
