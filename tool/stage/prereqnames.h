/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqnames: what a C file declares, by name and scope, so that two versions of it can be
 * compared; and what the new lines of a change use. Pure text.
 */
#pragma once

#include <glib.h>

#include "stage/cregion.h"
#include "stage/diff.h"

typedef struct {
	char *name;
	char *scope; /* "" of a file's function, macro, variable, type, tag or enum constant; "f()"
		      * of f()'s parameters, locals and labels; "struct x" or "union x" of members,
		      * "x" if it has no tag but a typedef or variable x */
	guint line;  /* 0-based, where it is declared */
} SpPrereqName;

typedef struct {
	char *name;
	char *region;	 /* where it is used: "f()", "" for outside of all */
	gboolean member; /* behind "." or "->" */
} SpPrereqUse;

/* A line that a change adds or removes. */
typedef struct {
	gboolean added;
	guint line; /* 0-based, in the file after the change if it is added, else before it */
} SpPrereqChange;

/* An array for SpPrereqName, which frees them. */
GPtrArray *sp_prereqnames_new(void);

/* Returns: (transfer full): SpPrereqName, all that @text declares. */
GPtrArray *sp_prereqnames_of(const char *text);

/* The one of @names with that name and scope, or NULL. */
const SpPrereqName *sp_prereqnames_find(const GPtrArray *names, const char *name,
					const char *scope);

/* What @use means, among @names: what its function has for itself before what the file has; NULL
 * for none of them. */
const SpPrereqName *sp_prereqnames_meant(const GPtrArray *names, const SpPrereqUse *use);

/* Returns: (transfer full): SpPrereqChange, the lines that the file's hunks add and remove. */
GArray *sp_prereqnames_changes(const SpPatchFile *file);

/* Of a change's file before it, or after it, which must be known; owned by @file. */
const SpCRegions *sp_prereqnames_regions(const SpPatchFile *file, gboolean after);
const GPtrArray *sp_prereqnames_in(const SpPatchFile *file, gboolean after);

/* SpPrereqUse, each once: what the code of the change's new lines names. The file after the change
 * must be known; owned by @file. */
const GPtrArray *sp_prereqnames_uses(const SpPatchFile *file);

/* Whether @text has that word, be it in a comment. */
gboolean sp_prereqnames_has_word(const char *text, const char *word);
