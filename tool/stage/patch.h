/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * patch: one change with its message, from a mail, an mbox, a `git format-patch` file or a commit.
 * In: bytes, or a commit. Out: SpPatch, hunks by file.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "stage/diff.h"

typedef struct {
	char *id;      /* 40 hex of the upstream commit the patch says it is (a backport: says it
			* is of; else format-patch's first line), or NULL */
	char *author;  /* as sp_trailer_person() has it, or NULL */
	char *date;    /* RFC 5322 date of authorship, or NULL */
	char *subject; /* one line, "[PATCH 1/2]" and the like removed, UTF-8 */
	char *body; /* the message after the subject, trailers included, UTF-8, ends in '\n'; "" if
		     * none */
	gboolean garbled; /* a commit's whose message or author is not the UTF-8 that it has to be:
			   * here it is, but not byte for byte the same */
	gboolean copy; /* it is out of a mail or a file: not the commit itself, as a repository has
			* it */
	char *differs; /* what a copy has otherwise than the commit, as its owner says, a clause;
			* NULL for nothing */
	GPtrArray *files; /* SpPatchFile, at least one unless it is only looked at */
} SpPatch;

void sp_patch_free(SpPatch *patch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpPatch, sp_patch_free)

/**
 * sp_patch_parse:
 * @data: a mail, an mbox with one message, or format-patch output
 * @origin: what to call it in messages (a file name)
 *
 * The message ends where it ends for `git am`. What stands between the files' diffs, or is more
 * than a hunk's head says, makes it an error, so that no part of a change is lost, and no diff that
 * the message only quotes is taken for the patch.
 *
 * Errors: SP_ERROR_USAGE when it holds no message, several, no diff, or a diff that cannot be read.
 */
SpPatch *sp_patch_parse(const char *data, gsize length, const char *origin,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_patch_parse_some:
 * @uncarried: gets char *, as sp_diff_parse_some() has it; such files are left out of the patch's,
 *             which may be none
 *
 * The same of a patch that is only looked at.
 */
SpPatch *sp_patch_parse_some(const char *data, gsize length, const char *origin,
			     GPtrArray *uncarried, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a file. */
SpPatch *sp_patch_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The change of @commit against its first parent. A merge is SP_ERROR_USAGE. */
SpPatch *sp_patch_from_commit(git_repository *repo, git_commit *commit,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a commit that is only looked at; @uncarried as above. */
SpPatch *sp_patch_from_commit_some(git_repository *repo, git_commit *commit, GPtrArray *uncarried,
				   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The file of that path, NULL for one that it does not change; borrowed. */
const SpPatchFile *sp_patch_file(const SpPatch *patch, const char *path);

/**
 * sp_patch_message_end:
 *
 * Returns: the first line of @text that git takes for the end of a message, wherever it stands:
 * "---", "diff -...", "Index: ..."; borrowed; NULL when there is none.
 */
const char *sp_patch_message_end(const char *text);
