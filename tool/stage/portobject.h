/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portobject: whether a change names what the branch's function has nothing to do with, as it does
 * to another register, member or constant what upstream's does to that one; a part of port.
 */
#pragma once

#include "stage/porttext.h"

/* Both are C. Returns: (transfer full): the first such name, a clause; NULL for none. */
char *sp_portobject_other(SpPortChange *theirs, SpPortChange *ours);
