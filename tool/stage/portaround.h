/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portaround: the function or the declaration that a line of a file stands in, with all its lines;
 * a part of port.
 */
#pragma once

#include "stage/cregion.h"
#include "stage/hunkfile.h"

/* What a line is inside of. */
typedef struct {
	char *name;	   /* NULL for nothing */
	guint first, end;  /* lines, 0-based, @end is behind the last one */
	gboolean function; /* of C */
} SpAround;

void sp_around_clear(SpAround *around);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpAround, sp_around_clear)

/* A file that is asked more than once. */
typedef struct {
	SpHunkFile *file;
	gboolean c;
	SpCRegions *regions; /* of C, NULL until asked for */
} SpAroundFile;

void sp_aroundfile_clear(SpAroundFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpAroundFile, sp_aroundfile_clear)

/* The function around @line, by its name and #ifdef arm. FALSE for none: @around is as it was. */
gboolean sp_around_function(SpAroundFile *file, guint line, SpAround *around);

/* The declaration or other part of a file of C that begins at or above @line. FALSE for none:
 * @around is as it was. */
gboolean sp_around_region(SpAroundFile *file, guint line, SpAround *around);
