/* SPDX-License-Identifier: GPL-2.0-only */
/* patchsame: a commit held against a copy of it that came by mail. */
#include "stage/patchsame.h"

#include <string.h>

static void compare_line(GPtrArray *found, const char *what, const char *a, const char *b)
{
	if (g_strcmp0(a, b) != 0)
		g_ptr_array_add(found, g_strdup_printf("%s: the commit has \"%s\", the mail \"%s\"",
						       what, a ? a : "", b ? b : ""));
}

static void compare_message(GPtrArray *found, const SpPatch *commit, const SpPatch *copy)
{
	g_auto(GStrv) a = g_strsplit(commit->body, "\n", -1);
	g_auto(GStrv) b = g_strsplit(copy->body, "\n", -1);
	guint i = 0;
	g_autofree char *what = NULL;

	while (a[i] && b[i] && g_str_equal(a[i], b[i]))
		i++;
	what = g_strdup_printf("message, line %u below the subject", i + 1);
	if (a[i] || b[i])
		compare_line(found, what, a[i] ? a[i] : "(nothing)", b[i] ? b[i] : "(nothing)");
}

static gboolean same_hunks(const SpPatchFile *a, const SpPatchFile *b)
{
	if (a->hunks->len != b->hunks->len)
		return FALSE;
	for (guint i = 0; i < a->hunks->len; i++)
		if (!sp_hunk_same(a->hunks->pdata[i], b->hunks->pdata[i]))
			return FALSE;
	return TRUE;
}

static gboolean same_change(const SpPatchFile *commit, const SpPatchFile *copy)
{
	g_autofree char *result = NULL;
	g_autofree char *why = NULL;

	if (commit->added != copy->added || commit->deleted != copy->deleted)
		return FALSE;
	if (same_hunks(commit, copy))
		return TRUE;
	return commit->pre && commit->post &&
	       sp_hunk_apply_all(commit->pre, copy->hunks, NULL, NULL, &result, &why) &&
	       g_str_equal(result, commit->post);
}

static void compare_diff(GPtrArray *found, const SpPatch *commit, const SpPatch *copy)
{
	for (guint i = 0; i < commit->files->len; i++) {
		const SpPatchFile *file = commit->files->pdata[i];
		const SpPatchFile *other = sp_patch_file(copy, file->path);

		if (!other || !same_change(file, other))
			g_ptr_array_add(found, g_strdup_printf("diff: %s is changed %s", file->path,
							       other ? "otherwise in the mail"
								     : "by the commit alone"));
	}
	for (guint i = 0; i < copy->files->len; i++) {
		const SpPatchFile *file = copy->files->pdata[i];

		if (!sp_patch_file(commit, file->path))
			g_ptr_array_add(found, g_strdup_printf("diff: %s is changed by the mail's "
							       "patch alone",
							       file->path));
	}
}

GPtrArray *sp_patchsame(const SpPatch *commit, const SpPatch *copy)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);

	compare_line(found, "subject", commit->subject, copy->subject);
	compare_line(found, "author", commit->author, copy->author);
	compare_message(found, commit, copy);
	compare_diff(found, commit, copy);
	return found;
}
