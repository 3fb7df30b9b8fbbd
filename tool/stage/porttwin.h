/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * porttwin: whether a change has gone to lines that are other lines of upstream's, like the ones
 * that it changes there; a part of port. By all of the function, struct, table or file around.
 */
#pragma once

#include "stage/diff.h"
#include "stage/porttext.h"

/**
 * sp_porttwin_find:
 * @theirs: upstream's change
 * @ours: the branch's
 *
 * The equal lines of upstream's text and of the branch's are paired in order, as many as can be:
 * with the change where it is there must be as many pairs as there are where its lines, or those
 * around it, are the branch's other ones.
 *
 * Returns: (transfer full): where it is not so, a clause; NULL if it is so everywhere.
 */
char *sp_porttwin_find(SpPortChange *theirs, SpPortChange *ours);
