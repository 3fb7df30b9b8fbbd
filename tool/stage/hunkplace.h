/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkplace: finds the one place of a hunk, a part of hunk, or says why there is none: the rules of
 * sp_hunk_apply_all() and sp_hunk_undo_all().
 */
#pragma once

#include <glib.h>

#include "stage/hunk.h"
#include "stage/hunkfile.h"
#include "stage/hunkunit.h"

typedef struct {
	SpHunkFile *file;
	const GPtrArray *hunks;	  /* SpHunk, reversed for an undo */
	const SpHunkHints *hints; /* NULL to place by all of the lines alone */
	SpUnits *units;		  /* of @file, NULL until sp_hunkfit() has needed them */
	GPtrArray *reworded;	  /* SpHunk that edits borrow from, owned */
	gboolean undo;
	GString *why; /* a line for each refused hunk, "" as long as there is none */
} SpHunkJob;

/* Returns: (transfer full): what hunk number @i (0-based) does to the file; NULL if refused. */
SpHunkEdit *sp_hunkplace_find(SpHunkJob *job, guint i);

/* Adds a reason why hunk number @i cannot be placed to @job's. */
void sp_hunkplace_refuse(SpHunkJob *job, guint i, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Whether one of the lines (char *) has a word that does not stand in every other function. */
gboolean sp_hunkplace_is_telling(const GPtrArray *lines);
