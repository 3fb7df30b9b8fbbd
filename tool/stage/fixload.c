/* SPDX-License-Identifier: GPL-2.0-only */
/* fixload: sp_fix_load(): a fix folder, a commit, a patch file, or standard input -> SpFix. */
#include "stage/fix.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "stage/fixconf.h"
#include "stage/links.h"

/* The commit in the repository is the original; the folder's copy stands in where it is not held.
 */
static gboolean choose_patch(SpFix *fix, const char *conf, const char *path, const char *differs,
			     git_repository *repo, GError **error)
{
	g_autoptr(git_commit) commit =
		repo && fix->upstream ? sp_git_commit_if_there(repo, fix->upstream) : NULL;

	if (commit) /* NULL in a shallow clone, which lacks the parent */
		fix->patch = sp_patch_from_commit(repo, commit, NULL);
	if (!fix->patch && !path) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: [fix] has no patch, and no repository at hand holds the upstream "
			    "commit",
			    conf);
		return FALSE;
	}
	if (!fix->patch)
		fix->patch = sp_patch_read(path, error);
	if (!fix->patch)
		return FALSE;
	if (fix->patch->copy)
		fix->patch->differs = g_strdup(differs);
	if (!fix->upstream)
		fix->upstream = g_strdup(fix->patch->id);
	if (!fix->patch->id || g_str_equal(fix->patch->id, fix->upstream))
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "%s: [fix] upstream is %.12s, but %s is of commit %.12s", conf, fix->upstream,
		    path, fix->patch->id);
	return FALSE;
}

static SpFix *load_folder(const char *dir, git_repository *repo, GError **error)
{
	g_autoptr(SpFix) fix = sp_fix_new();
	g_autofree char *conf = g_build_filename(dir, "fix.conf", NULL);
	g_autofree char *patch = NULL;
	g_autofree char *differs = NULL;

	fix->dir = g_canonicalize_filename(dir, NULL);
	fix->name = g_path_get_basename(fix->dir);
	if (!g_file_test(conf, G_FILE_TEST_EXISTS)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s is no fix folder: it holds no fix.conf", dir);
		return NULL;
	}
	if (!sp_fixconf_read(fix, conf, &patch, &differs, error) ||
	    !choose_patch(fix, conf, patch, differs, repo, error))
		return NULL;
	return g_steal_pointer(&fix);
}

/* "mm/khugepaged: fix x" -> "mm-khugepaged-fix-x": for a patch that has no id and no folder. */
static char *name_from_subject(const char *subject)
{
	GString *name = g_string_new(NULL);

	for (const char *p = subject; *p && name->len < 60; p++) {
		if (g_ascii_isalnum(*p) || *p == '_' || (*p == '.' && name->len))
			g_string_append_c(name, *p);
		else if (name->len && name->str[name->len - 1] != '-')
			g_string_append_c(name, '-');
	}
	while (name->len && strchr("-.", name->str[name->len - 1]))
		g_string_truncate(name, name->len - 1);
	if (!name->len)
		g_string_assign(name, "fix");
	return g_string_free(name, FALSE);
}

/* A fix of which there is nothing but the patch. */
static SpFix *bare_fix(SpPatch *patch)
{
	g_autoptr(GArray) links = sp_links_of(patch->subject, patch->body);
	SpFix *fix = sp_fix_new();

	fix->patch = patch;
	fix->upstream = g_strdup(patch->id);
	g_ptr_array_unref(fix->fixes);
	fix->fixes = sp_links_ids(links, SP_LINK_FIXES);
	/* A revert mends what the commit brought that it takes back. */
	if (!fix->fixes->len) {
		g_ptr_array_unref(fix->fixes);
		fix->fixes = sp_links_ids(links, SP_LINK_REVERT);
	}
	fix->name = patch->id ? g_strndup(patch->id, 12) : name_from_subject(patch->subject);
	return fix;
}

static SpFix *load_stdin(GError **error)
{
	g_autofree char *text = NULL;
	SpPatch *patch;
	gsize length;

	if (!sp_fs_read_stdin(&text, &length, error))
		return NULL;
	patch = sp_patch_parse(text, length, "standard input", error);
	return patch ? bare_fix(patch) : NULL;
}

/* The change of a commit in the repository; NULL if it is not held, or cannot be carried over. */
static SpPatch *patch_in(git_repository *repo, const char *id)
{
	g_autoptr(git_commit) commit = sp_git_commit(repo, id, NULL);
	g_autoptr(SpPatch) patch = commit ? sp_patch_from_commit(repo, commit, NULL) : NULL;
	char hex[GIT_OID_HEXSZ + 1];

	/* What looks like an id can be the name of a branch. */
	if (!patch || !g_str_has_prefix(git_oid_tostr(hex, sizeof(hex), git_commit_id(commit)), id))
		return NULL;
	return g_steal_pointer(&patch);
}

/* The commits that the fix speaks of: those in the repository before the folder's copies. */
static void take_commits(SpFix *fix, const GPtrArray *ids, git_repository *repo)
{
	for (guint i = 0; i < ids->len; i++) {
		SpFixCommit *known = sp_fix_commit(fix, ids->pdata[i]);
		SpPatch *patch = patch_in(repo, ids->pdata[i]);

		if (!patch)
			continue;
		if (!known) {
			known = g_new0(SpFixCommit, 1);
			known->id = g_strdup(ids->pdata[i]);
			g_ptr_array_add(fix->commits, known);
		}
		sp_patch_free(known->patch);
		known->patch = patch;
	}
}

static SpFix *load(const char *what, git_repository *repo, GError **error)
{
	g_autoptr(git_commit) commit = NULL;
	SpPatch *patch;

	if (g_str_equal(what, "-"))
		return load_stdin(error);
	if (g_file_test(what, G_FILE_TEST_IS_DIR))
		return load_folder(what, repo, error);
	if (g_file_test(what, G_FILE_TEST_EXISTS)) {
		patch = sp_patch_read(what, error);
		return patch ? bare_fix(patch) : NULL;
	}
	if (!repo) {
		g_set_error(
			error, SP_ERROR, SP_ERROR_USAGE,
			"%s: there is no such fix folder or patch file; a commit needs --repo to "
			"be looked up in",
			what);
		return NULL;
	}
	commit = sp_git_commit(repo, what, error);
	if (!commit) {
		g_prefix_error(error, "no such fix folder or patch file, and ");
		return NULL;
	}
	patch = sp_patch_from_commit(repo, commit, error);
	if (!patch)
		return NULL;
	return bare_fix(patch);
}

static SpFix *with_commits(SpFix *fix, git_repository *repo)
{
	if (fix && repo) {
		take_commits(fix, fix->fixes, repo);
		take_commits(fix, fix->needs, repo);
	}
	return fix;
}

SpFix *sp_fix_load(const char *what, git_repository *repo, GError **error)
{
	return with_commits(load(what, repo, error), repo);
}

SpFix *sp_fix_from_patch(SpPatch *patch, git_repository *repo)
{
	return with_commits(bare_fix(patch), repo);
}
