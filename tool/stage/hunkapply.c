/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkapply: the hunks of one file together, sp_hunk_apply_all() and sp_hunk_undo_all() of hunk.h.
 * hunkplace finds each one's place; if all have one, in order, the changed file and the account of
 * the places are made here. Taking hunks back is applying them reversed.
 */
#include "stage/csource.h"
#include "stage/hunk.h"
#include "stage/hunkfile.h"
#include "stage/hunkplace.h"

#include <string.h>

static void append_line(GString *to, const char *line)
{
	g_string_append(to, line);
	g_string_append_c(to, '\n');
}

/* The file's lines with each edit's in their place; the file's end is as it was. */
static char *splice(const SpHunkFile *file, const GPtrArray *edits)
{
	gsize length = strlen(file->text);
	GString *result = g_string_sized_new(length + 4096);
	guint line = 0;

	for (guint i = 0; i < edits->len; i++) {
		const SpHunkEdit *edit = edits->pdata[i];

		for (; line < edit->first; line++)
			append_line(result, file->lines->pdata[line]);
		for (guint k = 0; k < edit->lines->len; k++)
			append_line(result, edit->lines->pdata[k]);
		line += edit->length;
	}
	for (; line < file->lines->len; line++)
		append_line(result, file->lines->pdata[line]);
	if (length && file->text[length - 1] != '\n' && result->len)
		g_string_truncate(result, result->len - 1);
	return g_string_free(result, FALSE);
}

/* SpPlace of each edit. */
static GPtrArray *describe(SpHunkFile *file, const GPtrArray *edits, const char *result)
{
	GPtrArray *places = g_ptr_array_new_with_free_func((GDestroyNotify)sp_place_free);
	const SpCSource *before = sp_hunkfile_source(file);
	g_autoptr(SpCSource) after = sp_csource_parse(result, strlen(result));
	int moved = 0;

	for (guint i = 0; i < edits->len; i++) {
		const SpHunkEdit *edit = edits->pdata[i];
		const SpCSource *source = edit->changed_new ? after : before;
		guint line = edit->changed == G_MAXUINT ? edit->first : edit->changed;
		SpPlace *place = g_new0(SpPlace, 1);
		const SpFunction *function;

		if (edit->changed_new)
			line += edit->first + moved;
		function = sp_csource_function_at(source, line);
		place->line = edit->covers + 1;
		place->offset = edit->shift;
		place->function = function ? g_strdup(function->name) : NULL;
		place->arm = g_strdup(sp_csource_arm_at(source, line));
		g_ptr_array_add(places, place);
		moved += (int)edit->lines->len - (int)edit->length;
	}
	return places;
}

static gboolean apply(const char *text, const GPtrArray *hunks, gboolean undo, GPtrArray **places,
		      char **result, char **why)
{
	g_autoptr(GPtrArray) edits =
		g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunkedit_free);
	g_autoptr(SpHunkFile) file = sp_hunkfile_new(text);
	g_autoptr(GString) reasons = g_string_new(NULL);
	SpHunkJob job = {.file = file, .hunks = hunks, .undo = undo, .why = reasons};
	guint end = 0;

	for (guint i = 0; i < hunks->len; i++) {
		SpHunkEdit *edit = sp_hunkplace_find(&job, i);

		if (!edit)
			continue;
		g_ptr_array_add(edits, edit);
		if (edit->first < end) {
			g_autofree char *there = sp_hunkfile_where(file, edit->covers);

			sp_hunkplace_refuse(
				&job, i, "its one place, %s, is not behind that of the hunk before",
				there);
		}
		end = MAX(end, edit->first + edit->length);
	}
	if (reasons->len) {
		*why = g_strdup(reasons->str);
		return FALSE;
	}
	*result = splice(file, edits);
	if (places)
		*places = describe(file, edits, *result);
	return TRUE;
}

gboolean sp_hunk_apply_all(const char *text, const GPtrArray *hunks, GPtrArray **places,
			   char **result, char **why)
{
	return apply(text, hunks, FALSE, places, result, why);
}

/* The hunk as it would be in the patch from new to old. */
static SpHunk *reverse(const SpHunk *hunk, guint start)
{
	SpHunk *reversed = sp_hunk_new(start);

	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = sp_hunkfile_line(hunk, i);
		char origin = line->origin == '+' ? '-' : line->origin == '-' ? '+' : ' ';

		sp_hunk_add(reversed, origin, line->text, strlen(line->text));
	}
	return reversed;
}

gboolean sp_hunk_undo_all(const char *text, const GPtrArray *hunks, GPtrArray **places,
			  char **result, char **why)
{
	g_autoptr(GPtrArray) back = g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunk_free);
	int moved = 0;

	for (guint i = 0; i < hunks->len; i++) {
		const SpHunk *hunk = hunks->pdata[i];

		g_ptr_array_add(back, reverse(hunk, hunk->old_start + moved));
		for (guint k = 0; k < hunk->lines->len; k++)
			moved += (sp_hunkfile_line(hunk, k)->origin == '+') -
				 (sp_hunkfile_line(hunk, k)->origin == '-');
	}
	return apply(text, back, TRUE, places, result, why);
}
