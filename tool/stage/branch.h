/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * branch: where a fix may have to go. In: a git repository's linux-*.y branches, or a kernel source
 * folder or tarball under a branch's name. Out: SpBranch, from which single files are read without
 * touching the rest, and which can be written out whole for a build.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "base/kver.h"

typedef struct _SpBranch SpBranch;

typedef enum {
	SP_FILE_FOUND,
	SP_FILE_ABSENT, /* the tree has no such file */
	SP_FILE_LOST,	/* the tree names it, but its content cannot be had */
} SpFileState;

void sp_branch_free(SpBranch *branch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpBranch, sp_branch_free)

/**
 * sp_branch_from_tree:
 * @name: e.g. "linux-5.10.y"
 * @path: kernel source folder, or .tar.xz (any archive that libarchive reads) with one top folder
 * @cache: the cache directory
 *
 * Errors: SP_ERROR_USAGE when it is no kernel source.
 */
SpBranch *sp_branch_from_tree(const char *name, const char *path, const char *cache,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_branch_from_repo:
 * @name: name of the branch, "linux-5.10.y"
 * @revision: commit-ish in @repo to take: a branch, a tag, an id
 *
 * @repo must stay valid as long as the branch.
 */
SpBranch *sp_branch_from_repo(const char *name, git_repository *repo, const char *revision,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A branch that reads as @below, which must outlive it, until files of its own are replaced: for
 * what is to go upon a patch that is not in the branch yet. */
SpBranch *sp_branch_over(SpBranch *below);

const char *sp_branch_name(const SpBranch *branch);
const SpKver *sp_branch_version(const SpBranch *branch); /* from its Makefile */

/* The revision that was asked for, if it is a commit with a history, and that commit; else NULL. */
const char *sp_branch_revision(const SpBranch *branch);
const git_oid *sp_branch_commit(const SpBranch *branch);

/* Where it comes from, for people and records: "linux-source-5.10.tar.xz", "v5.4.59 (commit …)". */
const char *sp_branch_origin(const SpBranch *branch);

/* What identifies the content: "git:<tree id>", "archive:<sha256>", "folder:<sha256 of a listing>".
 * Files that were replaced with sp_branch_replace() are not part of it. */
const char *sp_branch_key(SpBranch *branch, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_branch_prefetch:
 * @paths: NULL-terminated
 *
 * Reads these in one go, which matters for a tarball. Not needed, only faster.
 */
gboolean sp_branch_prefetch(SpBranch *branch, const char *const *paths,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_branch_read:
 * @text: (out): owned by @branch, NUL-terminated, NULL unless SP_FILE_FOUND
 * @length: (out) (nullable): bytes
 *
 * Returns: FALSE on an error that says nothing about the file (SP_ERROR_UNKNOWN).
 */
gboolean sp_branch_read(SpBranch *branch, const char *path, SpFileState *state, const char **text,
			gsize *length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_branch_list:
 * @folder: in the tree, "" for its top
 *
 * Returns: (transfer full): char *, sorted: the names of what is in it, folders with a "/" at their
 * end; empty for no such folder, and for a tarball, which would have to be unpacked for it.
 */
GPtrArray *sp_branch_list(SpBranch *branch, const char *folder);

/* What was done to a branch so that the reproducer can be tried on it. */
typedef enum {
	SP_CONTROL_NONE,
	SP_CONTROL_UNDONE,     /* the fix was taken out: --undo-fix */
	SP_CONTROL_INTRODUCED, /* the bug was put in: --introduce-bug */
} SpControl;

/* "the fix was taken out", "the bug was put in"; NULL for SP_CONTROL_NONE. */
const char *sp_control_text(SpControl control);

/* The one of that text, which NULL is, too; FALSE for what is none of them. */
gboolean sp_control_parse(const char *text, SpControl *control) G_GNUC_WARN_UNUSED_RESULT;

SpControl sp_branch_control(const SpBranch *branch);
void sp_branch_set_control(SpBranch *branch, SpControl control);

/* From now on @path reads as @text; NULL: it is not there. For controls, and for patches upon
 * patches. The source itself is never changed. */
void sp_branch_replace(SpBranch *branch, const char *path, const char *text);

/* What was replaced: path -> text, borrowed. */
GHashTable *sp_branch_replaced(const SpBranch *branch);

/* The text that @path had before it was replaced, NULL if it was not; owned by @branch. */
const char *sp_branch_original(const SpBranch *branch, const char *path);

/* What later stages have made of its files, freed with it. */
GData **sp_branch_made(SpBranch *branch);

/**
 * sp_branch_export:
 * @target: an empty folder
 * @lost: (out): paths whose content cannot be had, elements char *
 *
 * Writes the whole source there, without what was replaced.
 */
gboolean sp_branch_export(SpBranch *branch, const char *target, GPtrArray **lost,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;
