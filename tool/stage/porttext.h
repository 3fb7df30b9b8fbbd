/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * porttext: a text as units of code, which know nothing of blanks, line breaks and comments, and
 * the runs of changed lines between two texts; a part of port.
 */
#pragma once

#include "base/git.h"
#include "stage/csource.h"
#include "stage/hunkfile.h"
#include "stage/hunkunit.h"

typedef struct {
	GPtrArray *lines; /* const char *, as they were cut into units */
	SpUnits *units;
	GArray *code; /* guint, units that are code; what follows counts by them */
} SpPortText;

/* @file must outlive it. @wanted (nullable): a byte for each line: those with 0 are left out, as
 * if they were blank; which is quick, and what is left keeps its line numbers. */
void sp_porttext_read(SpPortText *text, const SpHunkFile *file, const guint8 *wanted);
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

/* A file before and after a change, each part made when it is asked for first. */
typedef struct {
	const char *path;	    /* borrowed, as are the files */
	SpHunkFile *before, *after; /* NULL if they are not known */
	const GPtrArray *hunks; /* SpHunk, libgit2's diff of the two; NULL if it is to be made */
	/* Private: */
	git_patch *diff;
	GArray *runs;
	SpPortText old, new, near;
} SpPortChange;

void sp_portchange_clear(SpPortChange *change);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpPortChange, sp_portchange_clear)

/* libgit2's diff, with three lines of context; owned by @change, NULL if it cannot be made. */
git_patch *sp_portchange_diff(SpPortChange *change);

/* Owned by @change: SpPortRun of each run of changed lines; the text before, as far as it is around
 * these; the text after; of that the functions that are changed, and those of the file that they
 * call, alone; all its functions. */
const GArray *sp_portchange_runs(SpPortChange *change);
const SpPortText *sp_portchange_old(SpPortChange *change);
const SpPortText *sp_portchange_new(SpPortChange *change);
const SpPortText *sp_portchange_near(SpPortChange *change);
const SpCSource *sp_portchange_source(SpPortChange *change);
