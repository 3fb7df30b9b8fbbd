/* SPDX-License-Identifier: GPL-2.0-only */
/* git: the few reads from a repository that several stages share. */
#include "base/git.h"

#include "base/err.h"

git_repository *sp_git_open(const char *path, GError **error)
{
	g_autoptr(git_repository) repo = NULL;
	int rc = git_repository_open_ext(&repo, path, 0, NULL);

	if (rc == GIT_ENOTFOUND) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s is no git repository, nor inside one: --repo takes a clone of "
			    "linux-stable or the like; a source folder goes with --tree NAME=PATH",
			    path);
		return NULL;
	}
	if (rc < 0) {
		sp_error_git(error, rc, "opening the repository %s", path);
		return NULL;
	}
	return g_steal_pointer(&repo);
}

git_commit *sp_git_commit(git_repository *repo, const char *revision, GError **error)
{
	g_autoptr(git_object) object = NULL;
	g_autoptr(git_object) peeled = NULL;
	int rc = git_revparse_single(&object, repo, revision);

	if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC || rc == GIT_EAMBIGUOUS) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: %s in the repository", revision,
			    rc == GIT_EAMBIGUOUS ? "several objects begin like this"
						 : "there is no such commit");
		return NULL;
	}
	if (rc == 0)
		rc = git_object_peel(&peeled, object, GIT_OBJECT_COMMIT);
	if (rc < 0) {
		sp_error_git(error, rc, "reading commit %s", revision);
		return NULL;
	}
	return (git_commit *)g_steal_pointer(&peeled);
}

git_commit *sp_git_commit_if_there(git_repository *repo, const char *id)
{
	git_commit *commit = NULL;
	git_oid oid;

	if (git_oid_fromstr(&oid, id) < 0 || git_commit_lookup(&commit, repo, &oid) < 0)
		return NULL;
	return commit;
}

git_blob *sp_git_blob(git_repository *repo, git_tree *tree, const char *path, gboolean *found,
		      gboolean *lost, GError **error)
{
	g_autoptr(git_tree_entry) entry = NULL;
	git_blob *blob = NULL;
	int rc = git_tree_entry_bypath(&entry, tree, path);

	*found = *lost = FALSE;
	if (rc == GIT_ENOTFOUND) {
		/* Either the file or a folder object on the way to it: libgit2 says the same. */
		g_autofree char *parent = g_path_get_dirname(path);
		g_autoptr(git_tree_entry) up = NULL;
		g_autoptr(git_object) folder = NULL;

		if (g_str_equal(parent, ".") || git_tree_entry_bypath(&up, tree, parent) < 0)
			return NULL;
		*lost = git_tree_entry_type(up) == GIT_OBJECT_TREE &&
			git_tree_entry_to_object(&folder, repo, up) == GIT_ENOTFOUND;
		*found = *lost;
		return NULL;
	}
	if (rc < 0) {
		sp_error_git(error, rc, "looking for %s", path);
		return NULL;
	}
	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
		return NULL;
	*found = TRUE;
	rc = git_blob_lookup(&blob, repo, git_tree_entry_id(entry));
	if (rc == GIT_ENOTFOUND)
		*lost = TRUE;
	else if (rc < 0)
		sp_error_git(error, rc, "reading %s", path);
	return blob;
}

char *sp_git_blob_id(const char *text, gsize length)
{
	char hex[GIT_OID_HEXSZ + 1] = "";
	git_oid oid;

	if (git_odb_hash(&oid, text, length, GIT_OBJECT_BLOB) == 0)
		git_oid_tostr(hex, sizeof(hex), &oid);
	return g_strdup(hex);
}

static char *config_string(git_config *config, const char *name)
{
	git_buf value = GIT_BUF_INIT;
	char *text = NULL;

	if (config && git_config_get_string_buf(&value, config, name) == 0 && value.size)
		text = g_strdup(value.ptr);
	git_buf_dispose(&value);
	return text;
}

char *sp_git_identity(git_repository *repo, GError **error)
{
	g_autoptr(git_config) config = NULL;
	g_autofree char *name = g_strdup(g_getenv("GIT_COMMITTER_NAME"));
	g_autofree char *mail = g_strdup(g_getenv("GIT_COMMITTER_EMAIL"));
	int rc = repo ? git_repository_config(&config, repo) : git_config_open_default(&config);

	if (rc < 0)
		config = NULL;
	if (!name)
		name = config_string(config, "user.name");
	if (!mail)
		mail = config_string(config, "user.email");
	if (name && mail)
		return g_strdup_printf("%s <%s>", name, mail);
	g_set_error(
		error, SP_ERROR, SP_ERROR_USAGE,
		"git does not know who you are: `git config --global user.name \"Your Name\"` and "
		"`git config --global user.email you@example.org`");
	return NULL;
}
