/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * patch: one change with its message, from a mail, an mbox, a `git format-patch` file or a commit.
 * In: bytes, or a commit. Out: SpPatch, hunks by file.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "stage/hunk.h"

typedef struct {
	char *path;	   /* in the tree, without a/ or b/ */
	gboolean added;	   /* the patch makes the file */
	gboolean deleted;  /* the patch removes it */
	GPtrArray *hunks;  /* SpHunk */
	char *pre;	   /* the whole file before the change, NULL when only the patch is known */
	char *post;	   /* the whole file after it, NULL likewise */
} SpPatchFile;

typedef struct {
	char *id;      /* 40 hex of the upstream commit the patch says it is, or NULL */
	char *author;  /* "Name <address>", UTF-8, or NULL */
	char *date;    /* RFC 5322 date of authorship, or NULL */
	char *subject; /* one line, "[PATCH]" prefix removed, UTF-8 */
	char *body;    /* the message after the subject, trailers included, ends in '\n'; "" if none */
	GPtrArray *files; /* SpPatchFile, at least one */
} SpPatch;

void sp_patch_free(SpPatch *patch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpPatch, sp_patch_free)

/**
 * sp_patch_parse:
 * @data: a mail, an mbox with one message, or format-patch output
 * @origin: what to call it in messages (a file name)
 *
 * Errors: SP_ERROR_USAGE when it holds no message, no diff, or a diff that cannot be read.
 */
SpPatch *sp_patch_parse(const char *data, gsize length, const char *origin,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The change of @commit against its first parent. A merge is SP_ERROR_USAGE. */
SpPatch *sp_patch_from_commit(git_repository *repo, git_commit *commit,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The last value of a trailer such as "Fixes" (first word, hex), all of them; (transfer full). */
GPtrArray *sp_patch_fixes(const SpPatch *patch);

/* All "Name <address>" that the trailers of the message name, in order, without doubles. */
GPtrArray *sp_patch_people(const SpPatch *patch);
