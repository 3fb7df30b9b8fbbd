/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkapply: the hunks of one file together, sp_hunk_apply_all() and sp_hunk_undo_all() of hunk.h.
 * hunkplace finds each one's place; if all have one, in order, the changed file and the account of
 * the places are made here. Taking hunks back is applying them reversed.
 */
#include "stage/hunkapply.h"

#include "stage/csource.h"
#include "stage/hunk.h"
#include "stage/hunkfile.h"
#include "stage/hunkfit.h"
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

/* SpPlace of each hunk, by the first of its edits. */
static GPtrArray *describe(SpHunkFile *file, const GPtrArray *edits, guint n_hunks,
			   SpHunkFile *after)
{
	GPtrArray *places = g_ptr_array_new_with_free_func((GDestroyNotify)sp_place_free);
	int moved = 0;

	g_ptr_array_set_size(places, (int)n_hunks);
	for (guint i = 0; i < edits->len; i++) {
		const SpHunkEdit *edit = edits->pdata[i];
		const SpCSource *source = sp_hunkfile_source(edit->changed_new ? after : file);
		guint line = edit->changed == G_MAXUINT ? edit->first : edit->changed;
		SpPlace *place = g_new0(SpPlace, 1);
		const SpFunction *function;

		place->changed = (edit->changed_new ? edit->first + edit->changed : line) + 1;
		if (edit->changed_new)
			line += edit->first + moved;
		moved += (int)edit->lines->len - (int)edit->length;
		if (places->pdata[edit->hunk]) {
			sp_place_free(place);
			continue;
		}
		function = sp_csource_function_at(source, line);
		place->line = edit->covers + 1;
		place->offset = edit->shift;
		place->rung = edit->rung;
		place->margin = edit->margin;
		place->names = g_strdup(edit->names);
		place->function = function ? g_strdup(function->name) : NULL;
		place->arm = g_strdup(sp_csource_arm_at(source, line));
		places->pdata[edit->hunk] = place;
	}
	return places;
}

static int by_line(gconstpointer a, gconstpointer b)
{
	const SpHunkEdit *one = *(SpHunkEdit *const *)a, *two = *(SpHunkEdit *const *)b;

	if (one->first != two->first)
		return one->first < two->first ? -1 : 1;
	return one->hunk < two->hunk ? -1 : one->hunk > two->hunk;
}

/* How many places have all of the hunk's old side. */
static guint count_whole(SpHunkFile *file, const SpHunk *hunk)
{
	g_autoptr(GPtrArray) old = sp_hunkfile_side(hunk, '-');
	g_autoptr(GArray) found = sp_hunkfile_find(file, old);

	return found->len;
}

/* Whether the names of functions may choose among several places: only if upstream has as many. */
static gboolean may_choose(const SpHunkJob *job, guint i)
{
	const SpHunk *hunk = job->hunks->pdata[i];
	g_autoptr(SpHunkFile) pre = NULL;
	guint count = count_whole(job->file, hunk);

	if (count < 2)
		return TRUE;
	pre = job->hints->pre ? sp_hunkfile_new(job->hints->pre) : NULL;
	return pre && count_whole(pre, hunk) == count;
}

/* Places hunk number @i, as a whole if that can be, else change by change. */
static gboolean place(SpHunkJob *job, guint i, GPtrArray *edits)
{
	gsize reasons = job->why->len;
	SpHunkEdit *edit = sp_hunkplace_find(job, i);
	g_autofree char *why = NULL;

	if (edit) {
		edit->hunk = i;
		g_ptr_array_add(edits, edit);
		return TRUE;
	}
	if (!job->hints || !may_choose(job, i))
		return FALSE;
	if (!sp_hunkfit(job, i, edits, &why)) {
		g_string_append_printf(job->why, "; %s", why);
		return FALSE;
	}
	g_string_truncate(job->why, reasons);
	return TRUE;
}

/* Puts the edits in the file's order; those of two hunks must not meet. */
static void order(SpHunkJob *job, GPtrArray *edits)
{
	g_ptr_array_sort(edits, by_line);
	for (guint i = 1; i < edits->len; i++) {
		const SpHunkEdit *one = edits->pdata[i - 1], *two = edits->pdata[i];
		const SpHunkEdit *later = one->hunk > two->hunk ? one : two;
		const SpCSource *source = sp_hunkfile_source(job->file);
		g_autofree char *there = NULL;

		if (two->first >= one->first + one->length &&
		    (two->hunk >= one->hunk || sp_csource_function_at(source, one->first) !=
						       sp_csource_function_at(source, two->first)))
			continue;
		there = sp_hunkfile_where(job->file, later->covers);
		sp_hunkplace_refuse(job, later->hunk,
				    "its one place, %s, is not behind that of the hunk before",
				    there);
	}
}

static gboolean apply(SpHunkFile *file, const GPtrArray *hunks, const SpHunkHints *hints,
		      gboolean undo, GPtrArray **places, SpHunkFile **after, char **why)
{
	g_autoptr(GPtrArray) edits =
		g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunkedit_free);
	g_autoptr(GString) reasons = g_string_new(NULL);
	g_autoptr(GPtrArray) reworded =
		g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunk_free);
	SpHunkJob job = {.file = file,
			 .hunks = hunks,
			 .hints = hints,
			 .reworded = reworded,
			 .undo = undo,
			 .why = reasons};

	for (guint i = 0; i < hunks->len; i++) {
		const SpHunk *hunk = hunks->pdata[i], *before = i ? hunks->pdata[i - 1] : hunk;

		if (hunk->old_start < before->old_start)
			sp_hunkplace_refuse(&job, i, "the patch has it behind a later one");
		else
			place(&job, i, edits);
	}
	if (!reasons->len)
		order(&job, edits);
	sp_units_free(job.units);
	if (reasons->len) {
		*why = g_strdup(reasons->str);
		return FALSE;
	}
	*after = sp_hunkfile_new_taken(splice(file, edits));
	if (places)
		*places = describe(file, edits, hunks->len, *after);
	return TRUE;
}

gboolean sp_hunkapply(SpHunkFile *file, const GPtrArray *hunks, const SpHunkHints *hints,
		      GPtrArray **places, SpHunkFile **after, char **why)
{
	return apply(file, hunks, hints, FALSE, places, after, why);
}

static gboolean apply_text(const char *text, const GPtrArray *hunks, const SpHunkHints *hints,
			   gboolean undo, GPtrArray **places, char **result, char **why)
{
	g_autoptr(SpHunkFile) file = sp_hunkfile_new(text);
	g_autoptr(SpHunkFile) after = NULL;

	if (!apply(file, hunks, hints, undo, places, &after, why))
		return FALSE;
	*result = g_strdup(after->text);
	return TRUE;
}

gboolean sp_hunk_apply_all(const char *text, const GPtrArray *hunks, const SpHunkHints *hints,
			   GPtrArray **places, char **result, char **why)
{
	return apply_text(text, hunks, hints, FALSE, places, result, why);
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
	return apply_text(text, back, NULL, TRUE, places, result, why);
}
