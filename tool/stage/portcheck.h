/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portcheck: doubts about hunks whose lines stand in the branch's file, a part of port: what the
 * patch alone tells of where they belong must not speak against the place. Pure text.
 */
#pragma once

#include <glib.h>

#include "stage/diff.h"
#include "stage/hunkfile.h"

/**
 * sp_portcheck_places:
 * @pre: (nullable): upstream's file before the change
 * @before: the branch's file
 * @places: SpPlace of each of @file's hunks in @before
 *
 * Turned down are: a function, struct or table, or a device-tree node, other than the one that the
 * "@@" line names and the hunk's lines do not show, unless it is a function whose head differs in
 * the name alone, and the branch's file has none of the name in the patch; lines that are code in
 * the patch and a comment here; what "#if 0" switches off; an insertion that stands in the function
 * already; a return added to a function of another type; with a line of context at most, a place
 * elsewhere than the patch says.
 *
 * Returns: (transfer full): the first doubt, one sentence; NULL when there is none.
 */
char *sp_portcheck_places(const SpPatchFile *file, SpHunkFile *pre, SpHunkFile *before,
			  const GPtrArray *places);
