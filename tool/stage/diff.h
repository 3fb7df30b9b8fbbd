/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * diff: what a diff changes, file by file, hunk by hunk. In: a diff as text, or libgit2's. Libgit2
 * reads it; what it would skip without a word (lines between the files' sections, lines too many
 * for a hunk, modes) is looked at here, since a part of a change must not get lost.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "stage/hunk.h"

typedef struct {
	char *path;	  /* in the tree, without a/ or b/; never leads out of it */
	gboolean added;	  /* the patch makes the file */
	gboolean deleted; /* the patch removes it */
	GPtrArray *hunks; /* SpHunk */
	char *pre;	  /* the whole file before the change, NULL when only the patch is known */
	char *post;	  /* the whole file after it, NULL likewise */
	gboolean exact;	  /* @hunks are what libgit2 gives as the diff of @pre and @post */
	GStrv beside;	  /* names in upstream's folder before the change, NULL likewise */
	GData *made;	  /* what later stages have made of these two, freed with them */
} SpPatchFile;

/* An array for SpPatchFile, which frees them. */
GPtrArray *sp_diff_files(void);

/* (transfer full): a copy, without what later stages have made of it. */
SpPatchFile *sp_diff_copy_file(const SpPatchFile *file);
void sp_diff_free_file(SpPatchFile *file);

/**
 * sp_diff_parse:
 * @text: from the first "diff --git" line on; a mail's signature ("-- ") and what stands below it
 *        are left out
 * @files: gets SpPatchFile, each path once
 *
 * Errors: SP_ERROR_USAGE for what cannot be read or carried: a rename, another mode than that of
 * plain files, a binary file, text that belongs to no hunk.
 */
gboolean sp_diff_parse(const char *text, gsize length, GPtrArray *files,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_diff_parse_some:
 * @uncarried: (nullable): gets char *, "PATH: a rename", for each file that is changed by more than
 *             hunks can say, and is left out of @files; with NULL it is the error that it is above
 *
 * The same for a diff that is only looked at.
 */
gboolean sp_diff_parse_some(const char *text, gsize length, GPtrArray *files, GPtrArray *uncarried,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a diff that libgit2 has made; @diff is not kept. */
gboolean sp_diff_read(git_diff *diff, GPtrArray *files, GPtrArray *uncarried,
		      GError **error) G_GNUC_WARN_UNUSED_RESULT;
