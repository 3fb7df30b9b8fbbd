/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkalign: which unit of a text is which of another one, as a whole: equal ones as far as it goes
 * in order, then ones that are much alike. A part of hunk.
 */
#pragma once

#include "stage/hunkunit.h"

typedef struct {
	guint ours;	/* unit of ours, G_MAXUINT for none */
	gboolean exact; /* all words are the same */
} SpAlignedUnit;

typedef struct {
	GArray *units; /* SpAlignedUnit for each of theirs */
	int score;
	int full; /* the score if every unit had its equal */
} SpAlignment;

/* @from, @end: the units of @ours to look at; @shut (nullable): guint, units of ours that must not
 * be used. Returns: (transfer full); NULL when there is nothing to compare, or too much. */
SpAlignment *sp_align(const SpUnits *theirs, const SpUnits *ours, guint from, guint end,
		      const SpNames *names, const GArray *shut);
void sp_alignment_free(SpAlignment *alignment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpAlignment, sp_alignment_free)

static inline const SpAlignedUnit *sp_alignment_get(const SpAlignment *alignment, guint i)
{
	return &g_array_index(alignment->units, SpAlignedUnit, i);
}

/* Of 100: how many of the words of two units are the same. */
guint sp_align_likeness(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
			const SpNames *names);
