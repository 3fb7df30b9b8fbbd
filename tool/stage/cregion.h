/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cregion: a C file cut into its functions and the declarations between them, so that a line can be
 * said to stand in "f()", "struct x" or "#define X", and its code as words, so that lines can be
 * compared whatever their breaks, blanks and comments. Pure text, GLib only.
 */
#pragma once

#include <glib.h>

#include "stage/hunkfile.h"

typedef struct {
	const char *text; /* borrowed, not ended by a NUL */
	guint length, line;
	gboolean first, last; /* of its line */
} SpCWord;

/* Some lines of a longer text: its words @first to before @end. */
typedef struct {
	const GArray *words; /* SpCWord, borrowed */
	guint first, end;
} SpCPhrase;

typedef struct {
	char *name;    /* "f()", "struct x", "#define X", or the words a declaration begins with */
	char *arm;     /* as sp_csource_arm_at() */
	guint line;    /* the first, 0-based */
	guint n_lines; /* how many of its lines have code */
	GArray *words; /* SpCWord */
} SpCRegion;

typedef struct {
	SpHunkFile *file;   /* its code is known */
	GPtrArray *regions; /* SpCRegion, file order */
	GArray *lines;	    /* guint, those that have code */
	GArray *words;	    /* SpCWord, all */
	/* Private: */
	char *text;	   /* what the words are borrowed from */
	guint *region;	   /* of each line: number in @regions + 1, 0 for none */
	GHashTable *names; /* of regions -> how many have it */
} SpCRegions;

/* @text: NUL-terminated, must outlive the result. */
SpCRegions *sp_cregions_new(const char *text);
void sp_cregions_free(SpCRegions *regions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCRegions, sp_cregions_free)

/* The region of @line (0-based), NULL for a line without code. Owned by @regions. */
const SpCRegion *sp_cregions_at(const SpCRegions *regions, guint line);

/* The line at which the next region begins, or how many lines there are. */
guint sp_cregions_behind(const SpCRegions *regions, const SpCRegion *region);

/* How many regions have that name. */
guint sp_cregions_count(const SpCRegions *regions, const char *name);

/* The conditionals around @line that are not around its region, "" for none. Owned by @regions. */
const char *sp_cregions_inner_arm(const SpCRegions *regions, guint line);

/* Returns: (transfer full): the lines of code (SpCodeLine), each with its end; "" lines too. */
char *sp_cregion_text(const GArray *code);

/* Returns: (transfer full): SpCWord of @text, which has no comments and must outlive it. */
GArray *sp_cregion_words(const char *text);

/* Returns: (transfer full): the name of a declaration that begins with these @n words. */
char *sp_cregion_name(const SpCWord *words, guint n);

/**
 * sp_cphrase_find:
 * @from: (inout): index of a word of @in to look on from; on success behind what was found
 * @at: (out) (nullable): index of the first word found
 *
 * It must begin and end where a line of @in does, or next to the same word as in its own text:
 * "x = 1;" is not found in "s->x = 1;".
 */
gboolean sp_cphrase_find(const SpCPhrase *phrase, const GArray *in, guint *from, guint *at);

/* How often it stands in @in (nullable). */
guint sp_cphrase_count(const SpCPhrase *phrase, const GArray *in);
