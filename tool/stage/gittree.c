/* SPDX-License-Identifier: GPL-2.0-only */
/* gittree: kernel source that is a tree of a git repository, through libgit2. */
#include "stage/gittree.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/progress.h"
#include "base/run.h"
#include "stage/srctree.h"

#include <string.h>
#include <unistd.h>

void sp_gittree_list(git_repository *repo, git_tree *top, const char *folder, GPtrArray *names)
{
	g_autoptr(git_tree_entry) entry = NULL;
	g_autoptr(git_tree) below = NULL;
	const git_tree *tree = top;

	if (*folder) {
		if (git_tree_entry_bypath(&entry, top, folder) < 0 ||
		    git_tree_lookup(&below, repo, git_tree_entry_id(entry)) < 0)
			return;
		tree = below;
	}
	for (size_t i = 0; i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *one = git_tree_entry_byindex(tree, i);
		gboolean is_folder = git_tree_entry_type(one) == GIT_OBJECT_TREE;

		g_ptr_array_add(names,
				g_strconcat(git_tree_entry_name(one), is_folder ? "/" : "", NULL));
	}
}

typedef struct {
	git_repository *repo;
	const char *target;
	GPtrArray *lost;
	guint count;
	GError *error;
} Export;

static gboolean export_blob(Export *export, const git_tree_entry *entry, const char *place,
			    GError **error)
{
	g_autoptr(git_blob) blob = NULL;
	git_filemode_t mode = git_tree_entry_filemode(entry);
	int rc = git_blob_lookup(&blob, export->repo, git_tree_entry_id(entry));
	GError *cause = NULL;

	if (rc == GIT_ENOTFOUND) {
		g_ptr_array_add(export->lost, g_strdup(place + strlen(export->target) + 1));
		return TRUE;
	}
	if (rc < 0)
		return sp_error_git(error, rc, "reading %s", place);
	if (mode == GIT_FILEMODE_LINK) {
		g_autofree char *to = g_strndup(git_blob_rawcontent(blob), git_blob_rawsize(blob));

		if (symlink(to, place) == 0)
			return TRUE;
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot make the link %s", place);
		return FALSE;
	}
	if (g_file_set_contents_full(place, git_blob_rawcontent(blob), git_blob_rawsize(blob),
				     G_FILE_SET_CONTENTS_NONE,
				     mode == GIT_FILEMODE_BLOB_EXECUTABLE ? 0777 : 0666, &cause))
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s", cause->message);
	g_error_free(cause);
	return FALSE;
}

/* git_tree_walk callback: <0 ends the walk. */
static int export_entry(const char *root, const git_tree_entry *entry, void *payload)
{
	Export *export = payload;
	g_autofree char *place =
		g_strconcat(export->target, "/", root, git_tree_entry_name(entry), NULL);

	if (git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		return sp_fs_mkdir(place, &export->error) ? 0 : -1;
	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
		return 0; /* a submodule */
	if (++export->count % 256 == 0) {
		sp_progress_at(export->count / (double)SP_SOURCE_FILES, NULL);
		if (!sp_run_check_stopped(&export->error))
			return -1;
	}
	return export_blob(export, entry, place, &export->error) ? 0 : -1;
}

gboolean sp_gittree_export(git_repository *repo, const git_tree *tree, const char *target,
			   GPtrArray *lost, GError **error)
{
	Export export = {repo, target, lost, 0, NULL};
	int rc = git_tree_walk(tree, GIT_TREEWALK_PRE, export_entry, &export);

	if (export.error) {
		g_propagate_error(error, export.error);
		return FALSE;
	}
	return rc >= 0 || sp_error_git(error, rc, "writing the source out");
}
