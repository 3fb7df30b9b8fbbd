/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * porttext: a text as units of code, which know nothing of blanks, line breaks and comments, and
 * the runs of changed lines between two texts; a part of port.
 */
#pragma once

#include "stage/csource.h"
#include "stage/hunkfile.h"
#include "stage/hunkunit.h"

typedef struct {
	SpHunkFile *file;
	GPtrArray *lines; /* const char *, as they were cut into units */
	SpUnits *units;
	GArray *code; /* guint, units that are code; what follows counts by them */
} SpPortText;

/* @content must outlive it. @wanted (nullable): a byte for each line: those with 0 are left out, as
 * if they were blank; which is quick, and what is left keeps its line numbers. */
void sp_porttext_read(SpPortText *text, const char *content, const guint8 *wanted);
void sp_porttext_clear(SpPortText *text);

static inline guint sp_porttext_unit(const SpPortText *text, guint i)
{
	return g_array_index(text->code, guint, i);
}

/* The first that ends at @line or behind it; how many there are for none. */
guint sp_porttext_from(const SpPortText *text, guint line);

gboolean sp_porttext_same(const SpPortText *a, guint i, const SpPortText *b, guint k);

/* What stands behind the label @name of the function around @line; G_MAXUINT for none. */
guint sp_porttext_behind_label(const SpPortText *text, const SpCSource *source, guint line,
			       const SpUnitWord *name);

typedef struct {
	guint old, old_lines, new, new_lines; /* 0-based */
} SpPortRun;

/* Returns: (transfer full): SpPortRun of each run of changed lines. */
GArray *sp_portruns(const char *path, const char *before, const char *after);

/* A file before and after a change, each part made when it is asked for first. */
typedef struct {
	const char *path, *before, *after; /* borrowed */
	/* Private: */
	GArray *runs;
	SpPortText old, new, near;
	SpCSource *source;
} SpPortChange;

void sp_portchange_clear(SpPortChange *change);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpPortChange, sp_portchange_clear)

/* Owned by @change: SpPortRun; the text before, as far as it is around these; the text after; of
 * that the functions that are changed, and those of the file that they call, alone; all its
 * functions. */
const GArray *sp_portchange_runs(SpPortChange *change);
const SpPortText *sp_portchange_old(SpPortChange *change);
const SpPortText *sp_portchange_new(SpPortChange *change);
const SpPortText *sp_portchange_near(SpPortChange *change);
const SpCSource *sp_portchange_source(SpPortChange *change);
