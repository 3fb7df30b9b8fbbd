/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkaligned: a hunk whose old side is aligned with the file, and what can be said of its units
 * and their neighbours; a part of hunk. Units and lines without a side are the old side's.
 */
#pragma once

#include "stage/hunkalign.h"
#include "stage/hunkgroup.h"
#include "stage/hunkplace.h"

/* A neighbour that weighs less may stand anywhere. */
#define SP_TELLING 3

typedef struct {
	SpHunkJob *job;
	guint index; /* of the hunk */
	const SpHunk *hunk;
	const SpUnits *ours;	/* the file */
	GPtrArray *old, *new;	/* const char *: the hunk's sides */
	SpUnits *theirs;	/* of @old */
	SpUnits *changed;	/* of @new */
	GArray *groups;		/* SpHunkGroup */
	GArray *scopes;		/* SpHunkScope of each group */
	gboolean in_function;	/* it was looked for in the function it belongs to alone */
	guint from, end;	/* units of ours: where @alignment was looked for */
	SpNames *names;		/* found so far */
	SpAlignment *alignment; /* of @theirs with @ours */
	int margin;
} SpHunkFit;

static inline const SpAlignedUnit *sp_hunkfit_unit(const SpHunkFit *fit, guint unit)
{
	return sp_alignment_get(fit->alignment, unit);
}

static inline const char *sp_hunkfit_line(const SpHunkFit *fit, guint our_line)
{
	return fit->ours->lines->pdata[our_line];
}

/* Replaces @why by @reason (transfer full). Returns: NULL. */
SpHunkEdit *sp_hunkfit_refuse(char **why, char *reason);

/* The neighbour before line @line, or from it on: code, or a comment that stands there as it is and
 * says something. G_MAXUINT for none. */
guint sp_hunkfit_above(const SpHunkFit *fit, guint line);
guint sp_hunkfit_below(const SpHunkFit *fit, guint line);

/* What only tells a log of something may stand before or after any other statement. */
gboolean sp_hunkfit_is_log(const SpUnits *units, guint i);

/* Whether the unit's first word is one of @words, which NULL ends. */
gboolean sp_hunkfit_begins(const SpUnits *units, guint i, const char *const *words);

/* Whether the name stands in the new side of the group. */
gboolean sp_hunkfit_adds(const SpHunkFit *fit, const SpHunkGroup *group, const SpUnitWord *name);

/* The units of lines @line to before @end; FALSE if there are none. */
gboolean sp_hunkfit_units(const SpUnits *units, guint line, guint end, guint *first, guint *last);

/* Whether all that the hunk does is to take blank lines away. */
gboolean sp_hunkfit_only_blanks(const SpHunkFit *fit);

/* An edit of lines @first to before @first + @length of the file, without new lines so far. */
SpHunkEdit *sp_hunkfit_new_edit(const SpHunkFit *fit, guint first, guint length);

/* Adds lines @from to before @end of the new side to an edit's, @shift columns farther in, with
 * blanks or tabs as in @like. */
void sp_hunkfit_add(const SpHunkFit *fit, SpHunkEdit *edit, guint from, guint end, int shift,
		    const char *like);

/* A line of ours to take the white space from, if the unit is indented otherwise than theirs: with
 * blanks for tabs; NULL if it is not. */
const char *sp_hunkfit_like(const SpHunkFit *fit, guint unit);

/* How many columns farther in a unit of ours stands than its equal of theirs. */
int sp_hunkfit_shift(const SpHunkFit *fit, guint unit);
