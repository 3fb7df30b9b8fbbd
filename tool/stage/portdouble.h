/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portdouble: what a change adds and the branch has already: a case of the same switch, a member, a
 * row of the same table, an export, an option of the same entry, an object of the same Makefile; a
 * part of port.
 */
#pragma once

#include "stage/diff.h"
#include "stage/porttext.h"

/* Returns: (transfer full): the first such line, a clause; NULL for none. What @upstream
 * (nullable), upstream's file before the change, has as often does not count. */
char *sp_portdouble_find(const SpPatchFile *file, SpHunkFile *upstream, SpPortChange *change);
