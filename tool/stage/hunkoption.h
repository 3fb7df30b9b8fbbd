/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkoption: changes of "select" and "imply" lines of a Kconfig entry, which may stand in any
 * order there; a part of hunkfit.
 */
#pragma once

#include "stage/hunkaligned.h"

/**
 * sp_hunkoption_place:
 * @edits: gets the edit of each change, if all of them are such and each line that is taken away
 *         stands once in the entry that the hunk, or its "@@" line, names
 *
 * Returns: whether they were placed. FALSE says nothing against the hunk.
 */
gboolean sp_hunkoption_place(const SpHunkFit *fit, GPtrArray *edits);
