/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csymbol: whether what the new lines of a ported file name is there on the branch: labels, calls
 * with their number of arguments, members of the struct at hand, types, macros, variables. In: the
 * file before and after, the branch for its headers. Out: SpSymbolDoubt. No compiler is asked, so a
 * doubt is no proof of absence, and its words say only what was looked for.
 */
#pragma once

#include <glib.h>

#include "stage/branch.h"
#include "stage/hunkfile.h"

typedef struct {
	char *name;
	const char *kind; /* "function", "member", "type", "label", "variable", "name"; static */
	guint line;	  /* of the result, 1-based */
	char *why;	  /* a clause: "struct x has no such member" */
} SpSymbolDoubt;

/**
 * sp_csymbol_check:
 * @path: in the tree; all but .c and .h, and assembler, have no doubts
 * @before: the branch's file, empty when it is added
 * @after: the ported file
 * @files: (nullable): path -> text of other files as the same port changes them, NULL: gone
 *
 * New lines are those that a line diff of the code alone says. What the rest of the file uses in
 * the same way, in an arm of the preprocessor that the new line is in as well, is there; all else
 * must be declared in the file above, or in a header that it includes. A name that a macro may make
 * with
 * "##" of an argument counts as declared. A local that hides or repeats another one of its function
 * is a doubt as well; so is an old use of what the change no longer declares.
 *
 * Returns: (transfer full): SpSymbolDoubt, by line, each name once a kind; NULL on an error that
 * says nothing about the port (SP_ERROR_UNKNOWN).
 */
GPtrArray *sp_csymbol_check(SpBranch *branch, const char *path, SpHunkFile *before,
			    SpHunkFile *after, GHashTable *files,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_csymbol_declared:
 * @text: a file of @branch
 *
 * Whether the file, or a header that it includes, declares or uses @name.
 */
gboolean sp_csymbol_declared(SpBranch *branch, const char *path, const char *text, const char *name,
			     gboolean *declared, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same, and the file's own uses do not count: whether it is declared, outside of functions. */
gboolean sp_csymbol_is_global(SpBranch *branch, const char *path, const char *text,
			      const char *name, gboolean *global,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;
