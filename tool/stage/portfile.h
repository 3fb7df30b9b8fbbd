/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portfile: the change of one existing file carried to the branch's text of it; a part of port.
 */
#pragma once

#include <glib.h>

#include "stage/diff.h"
#include "stage/hunkfile.h"

/**
 * sp_portfile_change:
 * @before: the branch's file; if its lines end in CRLF and the patch's do not, the result's do
 * @declares, @data: as in SpHunkHints
 * @places: (out): SpPlace of each hunk, or of each changed run of lines after a merge
 * @diff: (inout): a unified diff with git's headers for @file's path, where one was made; else as
 * it was
 * @why: (out): on failure what stands in the way
 *
 * Returns: (transfer full): the file after it; NULL if it cannot be told.
 */
SpHunkFile *sp_portfile_change(const SpPatchFile *file, SpHunkFile *before,
			       gboolean (*declares)(const char *name, gpointer data), gpointer data,
			       GPtrArray **places, char **diff, char **why);
