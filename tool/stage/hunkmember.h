/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkmember: members that upstream adds at the end of a struct go to the end of the struct of that
 * name, whatever members stand above; a part of hunk.
 */
#pragma once

#include "stage/hunkaligned.h"

/* Adds the edit of the whole hunk to @edits if it adds nothing but such members, the patch names
 * the struct, and the file has it once. FALSE, with nothing added, if it is not so. */
gboolean sp_hunkmember_place(const SpHunkFit *fit, GPtrArray *edits);
