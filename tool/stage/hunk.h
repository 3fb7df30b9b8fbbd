/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunk: finds the one place in a file that a hunk belongs to, and applies or takes back the hunks
 * of one file. Pure text; no git, no I/O. It refuses rather than guesses: a hunk with two places,
 * or with none, is an answer ("does not apply, because"), not an error.
 */
#pragma once

#include <glib.h>

typedef struct {
	char origin; /* ' ' context, '-' removed, '+' added */
	char *text;  /* without the end of line, without the origin column */
} SpHunkLine;

/* One hunk as the patch has it. */
typedef struct {
	guint old_start;  /* first old line, 1-based, as the "@@" line says; a hint only */
	char *section;	  /* what stands behind the second "@@", a hint only; NULL for nothing */
	GPtrArray *lines; /* SpHunkLine, owned */
} SpHunk;

SpHunk *sp_hunk_new(guint old_start);
void sp_hunk_add(SpHunk *hunk, char origin, const char *text, gsize length);
void sp_hunk_free(SpHunk *hunk);

/* Whether both have the same lines, wherever they stand. */
gboolean sp_hunk_same(const SpHunk *one, const SpHunk *two);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpHunk, sp_hunk_free)

/* How a hunk was carried: the ladder's rungs. */
#define SP_RUNG_CONTEXT "context"     /* all of its lines stand there as they are */
#define SP_RUNG_MERGE "three-way"     /* by a merge of the whole files */
#define SP_RUNG_PLACE "place"	      /* in its function, between its neighbours */
#define SP_RUNG_WORDS "words"	      /* words of lines that the branch has otherwise */
#define SP_RUNG_NAMES "names"	      /* the branch calls something otherwise */
#define SP_RUNG_THERE "already there" /* nothing was left to do */

/* Where a hunk went: its certificate. */
typedef struct {
	guint line;	  /* first line of the file that the hunk's old side covers, 1-based */
	guint changed;	  /* the first line of the file, before the port, at which it changes it */
	const char *rung; /* one of SP_RUNG_... */
	int margin;	  /* of 100: how much better it fits than the second-best place does */
	char *names;	/* "theirs -> ours, ...", what the branch calls otherwise; NULL for none */
	int offset;	/* lines from where the patch said, in lines of the file before all hunks */
	char *function; /* the one that the first changed line stands in, NULL outside of any */
	char *arm;	/* its preprocessor arm in sp_csource_arm_at()'s words, "" for none */
} SpPlace;

void sp_place_free(SpPlace *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpPlace, sp_place_free)

/* What is known of the files beside the patch. */
typedef struct {
	gboolean c;	 /* they are C */
	gboolean loose;	 /* the order of their lines says little: Makefile, Kconfig, device tree */
	const char *pre; /* upstream's file before the change, NULL if it is not known */
	/* Whether the branch declares a name: then it is no other name for something. May be NULL.
	 */
	gboolean (*declares)(const char *name, gpointer data);
	gpointer data;
} SpHunkHints;

/**
 * sp_hunk_apply_all:
 * @text: the file to change, not NULL
 * @hunks: SpHunk in file order, all of one file
 * @hints: (nullable): NULL: only where all of a hunk's lines stand as they are
 * @places: (out) (nullable): SpPlace for each hunk, element-free function set; set on success only
 * @result: (out): the changed file, NUL-terminated; set on success only
 * @why: (out): on failure what stands in the way: hunk number, function, line, and, where there are
 *       two places equally good, both of them; one sentence or a few lines of plain text
 *
 * Every context and removed line must stand in the file as it is, white space included; no fuzz.
 * That is how a function head, #else or #endif among the hunk's lines tells twins apart. If the
 * lines stand in several places the hunk is ambiguous, whatever the line numbers say, unless the
 * patch has that same hunk once for each of them. A single place that is not where the patch said
 * is refused too when the hunk's lines hold no telling word (braces, "return 0;"), or when the new
 * side stands elsewhere already: the fixed one of two twins. Hunks keep their order in the file.
 * One refusal refuses all; @why then has a line for each refused hunk, with control characters
 * escaped.
 *
 * The end of the file stays as it is, with or without a newline, whatever "\ No newline at end of
 * file" the patch has; a file that was empty gets one. Neither @text nor a hunk can hold a NUL: the
 * caller must not pass binary files.
 *
 * Returns: TRUE if all hunks were placed and applied.
 */
gboolean sp_hunk_apply_all(const char *text, const GPtrArray *hunks, const SpHunkHints *hints,
			   GPtrArray **places, char **result, char **why);

/**
 * sp_hunk_undo_all:
 *
 * The other way round: takes the hunks' change back out of a file that has it. A hunk whose new
 * side does not stand there as text is looked for by its code, blanks folded: comments and blank
 * lines may be different or absent, as the fix of one branch is often commented otherwise than
 * that of another. A comment or blank line goes with the fix if the hunk adds one in that gap
 * between two lines of code, and the file has more of them there than the hunk has as context. A
 * hunk that changes no code, or a part of a comment, is only taken back as text. Parameters and
 * result as for sp_hunk_apply_all().
 */
gboolean sp_hunk_undo_all(const char *text, const GPtrArray *hunks, GPtrArray **places,
			  char **result, char **why);
