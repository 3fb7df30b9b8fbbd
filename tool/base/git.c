/* SPDX-License-Identifier: GPL-2.0-only */
/* git: the few reads from a repository that several stages share. */
#include "base/git.h"

#include "base/err.h"

#include <string.h>

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

/* Adds the commits that begin with @prefix to @count. */
static void count_commits(git_odb *odb, const char *prefix, git_oid *found, guint *count)
{
	gsize digits = strlen(prefix);
	git_object_t type;
	git_oid id, full;
	size_t size;
	int rc;

	if (git_oid_fromstrn(&id, prefix, digits) < 0)
		return;
	rc = git_odb_exists_prefix(&full, odb, &id, digits);
	if (rc == 0 && git_odb_read_header(&size, &type, odb, &full) == 0 &&
	    type == GIT_OBJECT_COMMIT && (*count)++ == 0)
		git_oid_cpy(found, &full);
	for (guint i = 0; rc == GIT_EAMBIGUOUS && i < 16 && *count < 2; i++) {
		g_autofree char *longer = g_strdup_printf("%s%x", prefix, i);

		count_commits(odb, longer, found, count);
	}
}

guint sp_git_commits_like(git_repository *repo, const char *prefix, git_oid *found)
{
	git_odb *odb = NULL;
	guint count = 0;

	if (git_repository_odb(&odb, repo) == 0)
		count_commits(odb, prefix, found, &count);
	git_odb_free(odb);
	return count;
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

typedef struct {
	git_repository *repo;
	GPtrArray *paths;
	guint limit;
} Changes;

static gboolean compare_trees(Changes *changes, const git_oid *before, const git_oid *now,
			      const char *prefix);

static const git_oid *tree_of(const git_tree_entry *entry)
{
	return entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE ? git_tree_entry_id(entry)
								      : NULL;
}

/* One name of a folder, in either tree or in both. */
static gboolean compare_entries(Changes *changes, const git_tree_entry *before,
				const git_tree_entry *now, const char *prefix)
{
	g_autofree char *path = NULL;

	if (before && now && git_oid_equal(git_tree_entry_id(before), git_tree_entry_id(now)) &&
	    git_tree_entry_filemode(before) == git_tree_entry_filemode(now))
		return TRUE;
	path = g_strconcat(prefix, git_tree_entry_name(now ? now : before), NULL);
	if (tree_of(before) || tree_of(now)) {
		g_autofree char *folder = g_strconcat(path, "/", NULL);

		return compare_trees(changes, tree_of(before), tree_of(now), folder);
	}
	if (changes->paths->len == changes->limit)
		return FALSE;
	g_ptr_array_add(changes->paths, g_steal_pointer(&path));
	return TRUE;
}

/* Either id may be NULL: no such folder. */
static gboolean compare_trees(Changes *changes, const git_oid *before, const git_oid *now,
			      const char *prefix)
{
	g_autoptr(git_tree) one = NULL;
	g_autoptr(git_tree) two = NULL;
	size_t i = 0, k = 0, ends[2];
	gboolean good = TRUE;

	if ((before && git_tree_lookup(&one, changes->repo, before) < 0) ||
	    (now && git_tree_lookup(&two, changes->repo, now) < 0))
		return FALSE;
	ends[0] = one ? git_tree_entrycount(one) : 0;
	ends[1] = two ? git_tree_entrycount(two) : 0;
	while (good && (i < ends[0] || k < ends[1])) {
		const git_tree_entry *a = i < ends[0] ? git_tree_entry_byindex(one, i) : NULL;
		const git_tree_entry *b = k < ends[1] ? git_tree_entry_byindex(two, k) : NULL;
		int order = a && b ? git_tree_entry_cmp(a, b) : a ? -1 : 1;

		good = compare_entries(changes, order <= 0 ? a : NULL, order >= 0 ? b : NULL,
				       prefix);
		i += order <= 0;
		k += order >= 0;
	}
	return good;
}

GPtrArray *sp_git_changed_paths(git_repository *repo, const git_oid *id, guint limit)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(git_commit) commit = NULL;
	g_autoptr(git_commit) parent = NULL;
	Changes changes = {repo, paths, limit};

	if (git_commit_lookup(&commit, repo, id) < 0 || git_commit_parent(&parent, commit, 0) < 0 ||
	    !compare_trees(&changes, git_commit_tree_id(parent), git_commit_tree_id(commit), ""))
		return NULL;
	return g_steal_pointer(&paths);
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
