/* SPDX-License-Identifier: GPL-2.0-only */
/* lintapply: first where the patch says, then wherever its lines stand, never by fewer of them. */
#include "stage/lintapply.h"

#include "base/err.h"

#include <string.h>

/* Whether the old side of @hunk stands from line @at (0-based) on. */
static gboolean stands(char **lines, guint count, const SpHunk *hunk, guint at)
{
	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = hunk->lines->pdata[i];

		if (line->origin == '+')
			continue;
		if (at >= count || !g_str_equal(lines[at++], line->text))
			return FALSE;
	}
	return TRUE;
}

/* Adds the new side; the line behind the old one. */
static guint replace(GPtrArray *result, const SpHunk *hunk, guint at)
{
	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = hunk->lines->pdata[i];

		if (line->origin != '-')
			g_ptr_array_add(result, line->text);
		at += line->origin != '+';
	}
	return at;
}

/* @text with all hunks where they say; NULL if one does not stand there; (transfer full). */
static char *apply_in_place(const char *text, const GPtrArray *hunks)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GPtrArray) result = g_ptr_array_new();
	guint count = g_strv_length(lines), at = 0;

	for (guint i = 0; i < hunks->len; i++) {
		const SpHunk *hunk = hunks->pdata[i];
		guint start = hunk->old_start ? hunk->old_start - 1 : 0;

		if (start < at || !stands(lines, count, hunk, start))
			return NULL;
		while (at < start)
			g_ptr_array_add(result, lines[at++]);
		at = replace(result, hunk, at);
	}
	while (at < count)
		g_ptr_array_add(result, lines[at++]);
	g_ptr_array_add(result, NULL);
	return g_strjoinv("\n", (char **)result->pdata);
}

static void tell_offsets(SpLintMail *mail, const char *path, const GPtrArray *places)
{
	int most = 0;

	for (guint i = 0; i < places->len; i++) {
		const SpPlace *place = places->pdata[i];

		if (place && ABS(place->offset) > ABS(most))
			most = place->offset;
	}
	sp_lint_add(mail->findings, SP_LINT_APPLIES, SP_LINT_WARNING,
		    "%s: its lines stand %d lines from where it says", path, most);
}

/* A hunk with nothing in it that the file would have; NULL if all are held by some line. */
static const SpHunk *without_old_lines(const GPtrArray *hunks)
{
	for (guint i = 0; i < hunks->len; i++) {
		const SpHunk *hunk = hunks->pdata[i];
		gboolean old = FALSE;

		for (guint k = 0; k < hunk->lines->len; k++)
			old |= ((SpHunkLine *)hunk->lines->pdata[k])->origin != '+';
		if (!old)
			return hunk;
	}
	return NULL;
}

/* What stands in the way although each hunk can be put somewhere; NULL for nothing; (transfer
 * full). @result: what becomes of the file's @text. */
static char *unsound(const SpPatchFile *file, const char *text, const char *result)
{
	/* Into an empty file there is one place to put lines. */
	const SpHunk *loose = *text ? without_old_lines(file->hunks) : NULL;

	if (loose)
		return g_strdup_printf("its hunk at line %u only adds lines: it has no context",
				       loose->old_start);
	if (file->deleted && *result)
		return g_strdup("it deletes the file, and leaves lines of it");
	return NULL;
}

static void change(SpLintMail *mail, SpBranch *branch, const SpPatchFile *file, const char *text)
{
	g_autofree char *result = apply_in_place(text, file->hunks);
	g_autoptr(GPtrArray) places = NULL;
	g_autofree char *why = NULL;

	if (!result && sp_hunk_apply_all(text, file->hunks, NULL, &places, &result, &why))
		tell_offsets(mail, file->path, places);
	if (result)
		why = unsound(file, text, result);
	if (why)
		sp_lint_add(mail->findings, SP_LINT_APPLIES, SP_LINT_ERROR, "%s: %s", file->path,
			    why);
	else
		sp_branch_replace(branch, file->path, file->deleted ? NULL : result);
}

static gboolean apply_file(SpLintMail *mail, SpBranch *branch, const SpPatchFile *file,
			   GError **error)
{
	SpFileState state;
	const char *text;

	if (!sp_branch_read(branch, file->path, &state, &text, NULL, error))
		return FALSE;
	if (state == SP_FILE_LOST)
		sp_lint_add(mail->findings, SP_LINT_APPLIES, SP_LINT_UNCHECKED,
			    "%s: its content cannot be had", file->path);
	else if (file->added && state == SP_FILE_FOUND)
		sp_lint_add(mail->findings, SP_LINT_APPLIES, SP_LINT_ERROR,
			    "%s: it adds the file, which is there", file->path);
	else if (!file->added && state == SP_FILE_ABSENT)
		sp_lint_add(mail->findings, SP_LINT_APPLIES, SP_LINT_ERROR,
			    "%s: there is no such file", file->path);
	else
		change(mail, branch, file, file->added ? "" : text);
	return TRUE;
}

gboolean sp_lintapply(SpLintMail *mail, SpBranch *branch, GError **error)
{
	for (guint i = 0; i < mail->patch->files->len; i++)
		if (!apply_file(mail, branch, mail->patch->files->pdata[i], error))
			return FALSE;
	return TRUE;
}
