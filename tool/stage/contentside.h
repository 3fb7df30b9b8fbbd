/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contentside: one side of a hunk, as it was before or as it is after the change, a part of
 * content: its code, the place in the whole file that it was taken from when that is known, and the
 * places of another file where it stands as it is.
 */
#pragma once

#include <glib.h>

#include "stage/cregion.h"
#include "stage/hunk.h"

typedef struct {
	GPtrArray *lines;  /* const char *, borrowed from the hunk */
	gboolean *changed; /* of each line */
	gboolean *telling; /* of each line, see sp_contentside_is_telling() */
	GArray *code;	   /* SpCodeLine of each line */
	char *text;	   /* of @code */
	GArray *words;	   /* SpCWord of @text */
	GArray *marks;	   /* guint: which of the lines with code, counted from 0, tell the place:
			    * the changed ones, or the one next to what was removed */
	const SpCRegions *ref; /* the whole file it is taken from, borrowed; NULL if not known */
	guint start;	       /* its first line there */
	const char *section;   /* of the hunk, borrowed */
	gboolean as_text;      /* compared as it is, not as C code */
	gboolean open_start, open_end; /* nothing of it has code beyond the change there */
} SpContentSide;

/* A file of a patch and its like in a branch. */
typedef struct {
	const char *path;
	gboolean is_c;
	const GPtrArray *hunks; /* SpHunk */
	const SpCRegions *tree; /* the branch's */
	const SpCRegions *pre;	/* before and after the change; NULL when only the patch is known */
	const SpCRegions *post;
} SpContentFile;

/* One hunk of it. */
typedef struct {
	const SpContentFile *file;
	const SpHunk *hunk;
	SpContentSide *old, *new;
	gboolean known; /* the whole files are known that the sides are taken from */
} SpContentChange;

/**
 * sp_contentside_new:
 * @origin: '-' for the side before, '+' for the side after the change
 * @ref: (nullable): the whole file on that side
 * @start: the hunk's first line there, 0-based
 */
SpContentSide *sp_contentside_new(const SpHunk *hunk, char origin, const SpCRegions *ref,
				  guint start, gboolean as_text);
void sp_contentside_free(SpContentSide *side);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpContentSide, sp_contentside_free)

/* The words of one of its lines; empty for a line without code. */
SpCPhrase sp_contentside_phrase(const SpContentSide *side, guint line);

/* Whether that line has a word that does not stand in every other function. */
gboolean sp_contentside_is_telling(const SpContentSide *side, guint line);

/* The region that a line of it stands in, where the whole file is known; else NULL. */
const SpCRegion *sp_contentside_region(const SpContentSide *side, guint line);

/**
 * sp_contentside_matches:
 * @ref, @wanted: a file and a region of it
 * @in, @region: another version of the file, and a region of that (nullable)
 *
 * Whether the two are the same function, or declaration: by name, and by arm where one name stands
 * in several. One whose name stands in the other file no more, and the other way round, was
 * renamed.
 */
gboolean sp_contentside_matches(const SpCRegions *ref, const SpCRegion *wanted,
				const SpCRegions *in, const SpCRegion *region);

/**
 * sp_contentside_places:
 *
 * @anywhere: in any region
 *
 * Returns: (transfer full): guint, the lines of @in at which the side stands, by its code, in the
 * regions and inner arms where it is to stand; anywhere, if these are not known.
 */
GArray *sp_contentside_places(const SpContentSide *side, const SpCRegions *in, gboolean anywhere);

/* FALSE if the change is at the side's end, so that what the other side has there may follow on the
 * place in other words: unless the next code is that of the side's own file, or the file ends. */
gboolean sp_contentside_is_bounded(const SpContentSide *side, const SpCRegions *in, guint place);

/* The line of @in that a place's first mark is on. */
guint sp_contentside_marked(const SpContentSide *side, const SpCRegions *in, guint place);

/* FALSE if the hunk's "@@" line says that it begins in another function, or declaration, than it
 * does at @place. */
gboolean sp_contentside_is_said(const SpContentSide *side, const SpCRegions *in, guint place);

/* FALSE if the hunk's own lines, or else its "@@" line, name another function or declaration than
 * @region for where its first change is. */
gboolean sp_contentside_is_head(const SpContentSide *side, const SpCRegion *region);

/**
 * sp_contentside_has_like:
 * @place: G_MAXUINT, or a line that sp_contentside_places() gave, whose regions do not count
 * @in: what @like is one of
 * @like: (out) (nullable): such a region, the last
 *
 * Returns: how many regions of @in hold more than a half of the side's telling context, or any of
 * it where they have the name of @place's. The line that a region begins with is not counted.
 */
guint sp_contentside_has_like(const SpContentSide *side, const SpCRegions *in, guint place,
			      const SpCRegion **like);
