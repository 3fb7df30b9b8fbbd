/* SPDX-License-Identifier: GPL-2.0-only */
/* interdiff: both diffs are brought into one form, then compared as texts. */
#include "stage/interdiff.h"

#include "base/err.h"
#include "stage/portdiff.h"

#include <string.h>

/* Which lines of @hunk are changes, or no further than @context from one; gboolean. */
static GArray *lines_near(const SpHunk *hunk, guint context)
{
	GArray *near = g_array_sized_new(FALSE, TRUE, sizeof(gboolean), hunk->lines->len);
	guint count = hunk->lines->len;

	g_array_set_size(near, count);
	for (guint i = 0; i < count; i++) {
		guint from = i > context ? i - context : 0;
		guint to = count - 1 - i > context ? i + context : count - 1;

		if (((SpHunkLine *)hunk->lines->pdata[i])->origin == ' ')
			continue;
		for (guint k = from; k <= to; k++)
			g_array_index(near, gboolean, k) = TRUE;
	}
	return near;
}

char *sp_interdiff_bare(const SpPatchFile *file, guint context)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];
		g_autoptr(GArray) near = lines_near(hunk, context);
		gboolean before = FALSE;

		for (guint k = 0; k < hunk->lines->len; k++) {
			const SpHunkLine *line = hunk->lines->pdata[k];
			gboolean now = g_array_index(near, gboolean, k);

			if (now && !before)
				g_string_append(text, "@@\n");
			if (now)
				g_string_append_printf(text, "%c%s\n", line->origin, line->text);
			before = now;
		}
	}
	return g_string_free(text, FALSE);
}

/* The port's file for one of the patch, NULL when it does not change it. */
static const SpPortFile *counterpart(const SpPatchFile *file, const SpPort *port)
{
	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *one = port->files->pdata[i];

		if (g_str_equal(one->upstream ? one->upstream : one->path, file->path))
			return one;
	}
	return NULL;
}

static gboolean compare(const char *path, const char *theirs, const char *ours, GString *text,
			GError **error)
{
	g_autoptr(git_patch) diff = sp_portdiff(path, theirs, ours, 3);

	if (!diff) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
			    "%s: the two diffs cannot be compared", path);
		return FALSE;
	}
	for (size_t i = 0; i < git_patch_num_hunks(diff); i++) {
		const git_diff_hunk *hunk;
		const git_diff_line *line;
		size_t lines;

		if (git_patch_get_hunk(&hunk, &lines, diff, i) < 0)
			continue;
		if (i)
			g_string_append(text, "...\n");
		for (size_t k = 0; k < lines; k++) {
			if (git_patch_get_line_in_hunk(&line, diff, i, k) < 0)
				continue;
			g_string_append_c(text, line->origin);
			g_string_append_len(text, line->content, line->content_len);
		}
	}
	return TRUE;
}

static void interdiff_free(gpointer data)
{
	SpInterdiff *one = data;

	g_ptr_array_unref(one->parsed);
	g_free(one->text);
	g_free(one);
}

guint sp_interdiff_context(const SpPatchFile *file)
{
	guint most = 0;

	for (guint i = 0; i < file->hunks->len; i++) {
		const GPtrArray *lines = ((SpHunk *)file->hunks->pdata[i])->lines;
		guint first = 0, last = 0;

		while (first < lines->len && ((SpHunkLine *)lines->pdata[first])->origin == ' ')
			first++;
		while (last < lines->len &&
		       ((SpHunkLine *)lines->pdata[lines->len - 1 - last])->origin == ' ')
			last++;
		most = MAX(most, MAX(first, last));
	}
	return most;
}

/* The port's diff with as much around it as upstream's, so that what only one of them shows is no
 * difference. */
static gboolean parse_mine(SpInterdiff *one, GError **error)
{
	const SpPortFile *mine = one->mine;
	guint context = sp_interdiff_context(one->theirs);
	g_autoptr(git_patch) diff = sp_portdiff(mine->path, mine->before, mine->after, context);
	git_buf buffer = GIT_BUF_INIT;
	gboolean good;

	if (!diff || git_patch_to_buf(&buffer, diff) < 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s: no diff can be made",
			    mine->path);
		return FALSE;
	}
	good = sp_diff_parse(buffer.ptr, buffer.size, one->parsed, error);
	git_buf_dispose(&buffer);
	if (!good)
		g_prefix_error(error, "%s: ", mine->path);
	return good;
}

static gboolean fill(SpInterdiff *one, GError **error)
{
	const SpPortFile *mine = one->mine;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *theirs = sp_interdiff_bare(one->theirs, G_MAXUINT);
	g_autofree char *ours = NULL;

	if (mine && !parse_mine(one, error))
		return FALSE;
	ours = mine ? sp_interdiff_bare(one->parsed->pdata[0], G_MAXUINT) : g_strdup("");
	if (!g_str_equal(theirs, ours) || (mine && !g_str_equal(mine->path, one->theirs->path))) {
		g_string_append_printf(text, "--- upstream %s\n+++ backport %s\n",
				       one->theirs->path, mine ? mine->path : "(has it already)");
		if (!compare(one->theirs->path, theirs, ours, text, error))
			return FALSE;
	}
	one->text = g_string_free(g_steal_pointer(&text), FALSE);
	return TRUE;
}

GPtrArray *sp_interdiff_files(const SpPatch *patch, const SpPort *port, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(interdiff_free);

	for (guint i = 0; i < patch->files->len; i++) {
		SpInterdiff *one = g_new0(SpInterdiff, 1);

		one->theirs = patch->files->pdata[i];
		one->mine = counterpart(one->theirs, port);
		one->parsed = sp_diff_files();
		g_ptr_array_add(files, one);
		if (!fill(one, error))
			return NULL;
	}
	return g_steal_pointer(&files);
}

char *sp_interdiff(const SpPatch *patch, const SpPort *port, GError **error)
{
	g_autoptr(GPtrArray) files = sp_interdiff_files(patch, port, error);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; files && i < files->len; i++)
		g_string_append(text, ((SpInterdiff *)files->pdata[i])->text);
	return files ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
