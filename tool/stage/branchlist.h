/* SPDX-License-Identifier: GPL-2.0-only */
/* branchlist: which stable branches a repository has. */
#pragma once

#include <git2.h>
#include <glib.h>

/**
 * sp_branch_list_repo:
 * @names: (out): names of the linux-X.Y.y branches, local and remote ones, each once, sorted by
 *         version; (transfer full), elements char *
 * @revisions: (out): the reference for each, likewise
 */
gboolean sp_branch_list_repo(git_repository *repo, GPtrArray **names, GPtrArray **revisions,
			     GError **error) G_GNUC_WARN_UNUSED_RESULT;
