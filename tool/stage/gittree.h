/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * gittree: kernel source that is a tree of a git repository: its folders, and all of it written
 * out. Used by branch alone; srctree is the same for what is not in git.
 */
#pragma once

#include <git2.h>
#include <glib.h>

/* Adds the names of what is in @folder ("" for the top), "/" behind those of folders, to @names,
 * which frees them; nothing if there is no such folder. */
void sp_gittree_list(git_repository *repo, git_tree *top, const char *folder, GPtrArray *names);

/**
 * sp_gittree_export:
 * @target: existing empty folder
 * @lost: gets the paths, char *, of those that the repository has no content of
 */
gboolean sp_gittree_export(git_repository *repo, const git_tree *tree, const char *target,
			   GPtrArray *lost, GError **error) G_GNUC_WARN_UNUSED_RESULT;
