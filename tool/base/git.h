/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * git: cleanup types for libgit2, and the few reads that several stages share. Repositories are
 * opened for reading.
 */
#pragma once

#include <git2.h>
#include <glib.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_repository, git_repository_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_object, git_object_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_commit, git_commit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_tree, git_tree_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_tree_entry, git_tree_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_blob, git_blob_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_reference, git_reference_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_branch_iterator, git_branch_iterator_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_config, git_config_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_config_iterator, git_config_iterator_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_diff, git_diff_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_patch, git_patch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_signature, git_signature_free)

/* Opens @path or a parent of it; SP_ERROR_USAGE when there is no repository. */
git_repository *sp_git_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @revision must name a commit (a tag is followed); SP_ERROR_USAGE when it names nothing. */
git_commit *sp_git_commit(git_repository *repo, const char *revision,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The commit of that id if the repository holds it, else NULL; never an error. */
git_commit *sp_git_commit_if_there(git_repository *repo, const char *id);

/**
 * sp_git_commits_like:
 * @prefix: 4 to 40 digits, lower case
 * @found: (out): the first of them
 *
 * Returns: how many commits of the repository have an id that begins so, two for more. Unlike
 * libgit2's own search, files and trees that begin alike do not matter.
 */
guint sp_git_commits_like(git_repository *repo, const char *prefix, git_oid *found);

/**
 * sp_git_blob:
 * @found: (out): FALSE when the tree has no such file
 * @lost: (out): TRUE when the tree names it, but the repository lacks the object
 *
 * Returns: (transfer full): the blob, or NULL in these two cases or on an error.
 */
git_blob *sp_git_blob(git_repository *repo, git_tree *tree, const char *path, gboolean *found,
		      gboolean *lost, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_git_changed_paths:
 * @limit: how many at the most
 *
 * The files that a commit changes against its first parent. For many commits: libgit2's own diff
 * of two kernel trees takes ten times as long.
 *
 * Returns: (transfer full): char *; NULL if there are more, or if the repository lacks a tree.
 */
GPtrArray *sp_git_changed_paths(git_repository *repo, const git_oid *commit, guint limit);

/* The id a text has as a git blob, 40 hex digits. */
char *sp_git_blob_id(const char *text, gsize length);

/**
 * sp_git_identity:
 * @repo: (nullable): its configuration counts too
 *
 * Returns: (transfer full): "Name <address>" of the user as git knows it: GIT_COMMITTER_NAME and
 * GIT_COMMITTER_EMAIL, else user.name and user.email. SP_ERROR_USAGE when git knows none.
 */
char *sp_git_identity(git_repository *repo, GError **error) G_GNUC_WARN_UNUSED_RESULT;
