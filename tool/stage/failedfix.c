/* SPDX-License-Identifier: GPL-2.0-only */
/* failedfix: which copy of the fix that a FAILED mail is about is to be ported. */
#include "stage/failedfix.h"

#include "base/err.h"
#include "base/git.h"
#include "stage/patchsame.h"

#include <string.h>

void sp_failedfix_free(SpFailedFix *one)
{
	if (!one)
		return;
	sp_fix_free(one->fix);
	g_free(one->taken);
	g_clear_pointer(&one->differences, g_ptr_array_unref);
	g_free(one);
}

static SpFix *from_folder(const SpFailed *failed, const char *folder, git_repository *repo,
			  GError **error)
{
	g_autoptr(SpFix) fix = sp_fix_load(folder, repo, error);

	if (!fix)
		return NULL;
	if (g_strcmp0(fix->upstream, failed->upstream) == 0)
		return g_steal_pointer(&fix);
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "the mail is about commit %.12s, and %s about %.12s", failed->upstream, folder,
		    fix->upstream ? fix->upstream : "none");
	return NULL;
}

/* @why: (out): what keeps the repository's from being taken; (transfer full), NULL if it is. */
static SpFix *from_commit(const SpFailed *failed, git_repository *repo, char **why, GError **error)
{
	g_autoptr(git_commit) commit = repo ? sp_git_commit_if_there(repo, failed->upstream) : NULL;
	g_autoptr(GError) cause = NULL;
	g_autoptr(SpPatch) patch = commit ? sp_patch_from_commit(repo, commit, &cause) : NULL;

	*why = patch ? NULL
		     : g_strdup(cause ? cause->message : "no repository at hand holds the commit");
	if (!patch || g_str_equal(patch->id, failed->upstream))
		return patch ? sp_fix_from_patch(g_steal_pointer(&patch), repo) : NULL;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "commit %.12s says that it is a backport of %.12s: it is no upstream commit",
		    failed->upstream, patch->id);
	return NULL;
}

static gboolean is_c(const char *path)
{
	return g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h") ||
	       g_str_has_suffix(path, ".S");
}

/* Where mail programs make blanks of tabs the patch can be read, but is another one: no kernel C is
 * indented by eight blanks throughout. */
static gboolean lost_tabs(const SpPatch *patch)
{
	guint tabs = 0, blanks = 0;

	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];

		for (guint k = 0; is_c(file->path) && k < file->hunks->len; k++) {
			const SpHunk *hunk = file->hunks->pdata[k];

			for (guint n = 0; n < hunk->lines->len; n++) {
				const char *text = ((SpHunkLine *)hunk->lines->pdata[n])->text;

				tabs += strchr(text, '\t') != NULL;
				blanks += g_str_has_prefix(text, "        ");
			}
		}
	}
	return blanks && !tabs;
}

SpFailedFix *sp_failedfix_choose(SpFailed *failed, const char *folder, git_repository *repo,
				 GError **error)
{
	g_autoptr(SpFailedFix) one = g_new0(SpFailedFix, 1);
	g_autofree char *why = NULL;

	if (folder) {
		one->fix = from_folder(failed, folder, repo, error);
		one->taken = g_strdup_printf("the fix of %s is taken", folder);
	} else {
		one->fix = from_commit(failed, repo, &why, error);
		one->taken = why ? g_strdup_printf("the mail's copy is taken: %s", why)
				 : g_strdup("the repository's commit is taken");
		if (why && lost_tabs(failed->patch)) {
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "the mail's copy of the patch has blanks where there were "
				    "tabs, and %s",
				    why);
			return NULL;
		}
		if (why)
			one->fix = sp_fix_from_patch(g_steal_pointer(&failed->patch), repo);
	}
	if (!one->fix)
		return NULL;
	one->differences =
		failed->patch ? sp_patchsame(one->fix->patch, failed->patch) : g_ptr_array_new();
	return g_steal_pointer(&one);
}
