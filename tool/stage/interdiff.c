/* SPDX-License-Identifier: GPL-2.0-only */
/* interdiff: both diffs are brought into one form, then compared as texts. */
#include "stage/interdiff.h"

#include "base/err.h"
#include "stage/portdiff.h"

#include <string.h>

/* The hunks without what depends on where they stand. */
static char *bare_diff(const SpPatchFile *file)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];

		g_string_append(text, "@@\n");
		for (guint k = 0; k < hunk->lines->len; k++) {
			const SpHunkLine *line = hunk->lines->pdata[k];

			g_string_append_printf(text, "%c%s\n", line->origin, line->text);
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

static gboolean add_file(const SpPatchFile *file, const SpPort *port, GString *text, GError **error)
{
	const SpPortFile *mine = counterpart(file, port);
	g_autoptr(GPtrArray) back = sp_diff_files();
	g_autofree char *theirs = bare_diff(file);
	g_autofree char *ours = NULL;

	if (mine && !sp_diff_parse(mine->diff, strlen(mine->diff), back, error)) {
		g_prefix_error(error, "%s: ", mine->path);
		return FALSE;
	}
	ours = mine ? bare_diff(back->pdata[0]) : g_strdup("");
	if (g_str_equal(theirs, ours))
		return TRUE;
	g_string_append_printf(text, "--- upstream %s\n+++ backport %s\n", file->path,
			       mine ? mine->path : "(has it already)");
	return compare(file->path, theirs, ours, text, error);
}

char *sp_interdiff(const SpPatch *patch, const SpPort *port, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < patch->files->len; i++)
		if (!add_file(patch->files->pdata[i], port, text, error))
			return NULL;
	return g_string_free(g_steal_pointer(&text), FALSE);
}
