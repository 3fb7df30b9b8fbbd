/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkfile: the file that hunks are placed in, a part of hunk: its lines and its lines of code,
 * where given ones of them stand, and an edit of some of them. Lines are 0-based throughout. All
 * but the lines is made when it is asked for first.
 */
#pragma once

#include <glib.h>

#include "stage/csource.h"
#include "stage/hunk.h"

typedef struct _SpLineIndex SpLineIndex;

typedef struct {
	const char *text;
	const GPtrArray *lines; /* const char *, each without its end */
	GArray *code;		/* SpCodeLine of each line; NULL before sp_hunkfile_code() */
	/* Private: */
	char *taken;	  /* @text if it is its own */
	char *copy;	  /* of the text, each line ended by a NUL */
	GPtrArray *split; /* as g_strsplit() has it */
	guint searches;	  /* so far */
	GPtrArray *coded_lines;
	SpLineIndex *raw;   /* of @lines */
	SpLineIndex *coded; /* of the lines that have code */
	GArray *code_line;  /* guint, which lines those are */
	SpCText *kinds;	    /* NULL until asked for, as is */
	SpCSource *source;
} SpHunkFile;

/* What one hunk does to the file. */
typedef struct {
	guint first, length;  /* the lines of the file that it replaces */
	GPtrArray *lines;     /* const char *, what comes there, borrowed from file or hunk */
	int shift;	      /* lines away from where the hunk says */
	guint covers;	      /* first line of the hunk's old side */
	gboolean changed_new; /* the first change is a line of @lines, not of the file */
	guint changed;	      /* its index there; G_MAXUINT if nothing is changed */
	guint hunk;	      /* whose edit it is, 0-based */
	const char *rung;     /* as in SpPlace; static */
	int margin;	      /* as in SpPlace */
	char *names;	      /* as in SpPlace */
	GPtrArray *made; /* char *, those of @lines that are neither the file's nor the hunk's */
} SpHunkEdit;

/* @text: NUL-terminated, must outlive the result. */
SpHunkFile *sp_hunkfile_new(const char *text);

/* The same; @text: (transfer full). */
SpHunkFile *sp_hunkfile_new_taken(char *text);
void sp_hunkfile_free(SpHunkFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpHunkFile, sp_hunkfile_free)

/* The lines as g_strsplit() has them: one more, "", behind the last end of line; owned by @file. */
char *const *sp_hunkfile_split(SpHunkFile *file);

/* What is code, comment and literal in it; owned by @file. */
const SpCText *sp_hunkfile_kinds(SpHunkFile *file);

/* Makes @file->code known, and returns it. */
const GArray *sp_hunkfile_code(SpHunkFile *file);

/* Returns: (transfer full): guint, every line at which all of @lines stand, first to last. */
GArray *sp_hunkfile_find(SpHunkFile *file, const GPtrArray *lines);

/* As above, by code alone: lines of either side that have none are passed over. */
GArray *sp_hunkfile_find_code(SpHunkFile *file, const GPtrArray *lines);

/* The line at which most of @lines would match; FALSE if none of them stands anywhere. */
gboolean sp_hunkfile_nearest(SpHunkFile *file, const GPtrArray *lines, guint *line);

/* The file's functions and arms; owned by @file. */
const SpCSource *sp_hunkfile_source(SpHunkFile *file);

/* "line 7 in f() (CONFIG_X)", counted from 1, for a message. */
char *sp_hunkfile_where(SpHunkFile *file, guint line);

static inline const SpHunkLine *sp_hunkfile_line(const SpHunk *hunk, guint i)
{
	return hunk->lines->pdata[i];
}

/* The texts of one side: context and the lines of @origin. Borrowed from @hunk. */
GPtrArray *sp_hunkfile_side(const SpHunk *hunk, char origin);

/* SpCodeLine of each of a side's lines; those before a comment's end belong to that comment. */
GArray *sp_hunkfile_code_of(const GPtrArray *lines);

SpHunkEdit *sp_hunkedit_new(void);
void sp_hunkedit_free(SpHunkEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpHunkEdit, sp_hunkedit_free)

/* Notes where @edit's first change is; later calls change nothing. */
void sp_hunkedit_note(SpHunkEdit *edit, gboolean changed_new, guint changed);

/* Adds "theirs -> ours" to the names that @edit uses. */
void sp_hunkedit_name(SpHunkEdit *edit, const char *name);
