/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunk: a hunk and the place of one, as values. What is done with them stands further up the list
 * of stages: hunkfile reads the file, hunkundo and hunkplace find the place, hunkapply makes the
 * changed file out of all hunks' places.
 */
#include "stage/hunk.h"

static void line_free(gpointer data)
{
	SpHunkLine *line = data;

	g_free(line->text);
	g_free(line);
}

SpHunk *sp_hunk_new(guint old_start)
{
	SpHunk *hunk = g_new0(SpHunk, 1);

	hunk->old_start = old_start;
	hunk->lines = g_ptr_array_new_with_free_func(line_free);
	return hunk;
}

void sp_hunk_add(SpHunk *hunk, char origin, const char *text, gsize length)
{
	SpHunkLine *line = g_new0(SpHunkLine, 1);

	line->origin = origin;
	line->text = g_strndup(text, length);
	g_ptr_array_add(hunk->lines, line);
}

void sp_hunk_free(SpHunk *hunk)
{
	if (!hunk)
		return;
	g_ptr_array_unref(hunk->lines);
	g_free(hunk->section);
	g_free(hunk);
}

gboolean sp_hunk_same(const SpHunk *one, const SpHunk *two)
{
	if (one->lines->len != two->lines->len)
		return FALSE;
	for (guint i = 0; i < one->lines->len; i++) {
		const SpHunkLine *a = one->lines->pdata[i], *b = two->lines->pdata[i];

		if (a->origin != b->origin || !g_str_equal(a->text, b->text))
			return FALSE;
	}
	return TRUE;
}

void sp_place_free(SpPlace *place)
{
	if (!place)
		return;
	g_free(place->function);
	g_free(place->arm);
	g_free(place->names);
	g_free(place);
}
