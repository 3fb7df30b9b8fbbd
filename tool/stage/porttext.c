/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * porttext: a text cut into units once; runs by a diff without context.
 */
#include "stage/porttext.h"

#include "stage/portdiff.h"

#include <string.h>

void sp_porttext_clear(SpPortText *text)
{
	g_clear_pointer(&text->units, sp_units_free);
	g_clear_pointer(&text->lines, g_ptr_array_unref);
	g_clear_pointer(&text->file, sp_hunkfile_free);
	g_clear_pointer(&text->code, g_array_unref);
}

void sp_porttext_read(SpPortText *text, const char *content, const guint8 *wanted)
{
	text->file = sp_hunkfile_new(content);
	text->lines = g_ptr_array_new();
	for (guint i = 0; i < text->file->lines->len; i++)
		g_ptr_array_add(text->lines,
				!wanted || wanted[i] ? text->file->lines->pdata[i] : (char *)"");
	text->units = sp_units_new(text->lines, TRUE);
	text->code = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < text->units->units->len; i++)
		if (!sp_units_get(text->units, i)->comment)
			g_array_append_val(text->code, i);
}

guint sp_porttext_from(const SpPortText *text, guint line)
{
	for (guint i = 0; i < text->code->len; i++)
		if (sp_units_get(text->units, sp_porttext_unit(text, i))->last >= line)
			return i;
	return text->code->len;
}

gboolean sp_porttext_same(const SpPortText *a, guint i, const SpPortText *b, guint k)
{
	return i < a->code->len && k < b->code->len &&
	       sp_units_same(a->units, sp_porttext_unit(a, i), b->units, sp_porttext_unit(b, k),
			     NULL);
}

GArray *sp_portruns(const char *path, const char *before, const char *after)
{
	GArray *runs = g_array_new(FALSE, FALSE, sizeof(SpPortRun));
	g_autoptr(git_patch) diff = sp_portdiff(path, before, after, 0);

	for (size_t i = 0; diff && i < git_patch_num_hunks(diff); i++) {
		const git_diff_hunk *hunk;
		SpPortRun run;

		git_patch_get_hunk(&hunk, NULL, diff, i);
		run.old_lines = (guint)hunk->old_lines;
		run.new_lines = (guint)hunk->new_lines;
		/* Of an empty side git tells the line above. */
		run.old = (guint)hunk->old_start - (hunk->old_lines ? 1 : 0);
		run.new = (guint)hunk->new_start - (hunk->new_lines ? 1 : 0);
		g_array_append_val(runs, run);
	}
	return runs;
}

guint sp_porttext_behind_label(const SpPortText *text, const SpCSource *source, guint line,
			       const SpUnitWord *name)
{
	const SpFunction *function = sp_csource_function_at(source, line);

	for (guint i = function ? sp_porttext_from(text, function->open) : text->code->len;
	     i < text->code->len; i++) {
		const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

		if (unit->first > function->end)
			break;
		if (unit->n_words == 2 &&
		    sp_unitword_same(sp_units_word(text->units, unit->word), name, NULL) &&
		    sp_unitword_equals(sp_units_word(text->units, unit->word + 1), ":"))
			return i + 1;
	}
	return G_MAXUINT;
}

void sp_portchange_clear(SpPortChange *change)
{
	g_clear_pointer(&change->runs, g_array_unref);
	sp_porttext_clear(&change->old);
	sp_porttext_clear(&change->new);
	sp_porttext_clear(&change->near);
	g_clear_pointer(&change->source, sp_csource_free);
}

const GArray *sp_portchange_runs(SpPortChange *change)
{
	if (!change->runs)
		change->runs = sp_portruns(change->path, change->before, change->after);
	return change->runs;
}

static guint count_lines(const char *text)
{
	guint count = 1;

	for (; (text = strchr(text, '\n')); text++)
		count++;
	return count;
}

/* The lines of a change and those around it, from a brace in the first column on, above which no
 * comment can be open. */
static void want_around(guint8 *wanted, char *const *lines, guint n, const SpPortRun *run)
{
	enum { AROUND = 20 };
	guint from = run->old > AROUND ? run->old - AROUND : 0;

	while (from && *lines[from] != '{' && *lines[from] != '}')
		from--;
	for (guint i = from; i < MIN(n, run->old + run->old_lines + AROUND); i++)
		wanted[i] = TRUE;
}

const SpPortText *sp_portchange_old(SpPortChange *change)
{
	const GArray *runs = sp_portchange_runs(change);
	g_auto(GStrv) lines = NULL;
	g_autofree guint8 *wanted = NULL;
	guint n;

	if (change->old.file)
		return &change->old;
	lines = g_strsplit(change->before, "\n", -1);
	n = g_strv_length(lines);
	wanted = g_new0(guint8, n + 1);
	for (guint i = 0; i < runs->len; i++)
		want_around(wanted, lines, n, &g_array_index(runs, SpPortRun, i));
	sp_porttext_read(&change->old, change->before, wanted);
	return &change->old;
}

const SpPortText *sp_portchange_new(SpPortChange *change)
{
	if (!change->new.file)
		sp_porttext_read(&change->new, change->after, NULL);
	return &change->new;
}

static void want(guint8 *wanted, const SpFunction *function)
{
	memset(wanted + function->head, TRUE, function->end - function->head + 1);
}

/* Whether a line of @function names @other. */
static gboolean names(char *const *lines, const SpFunction *function, const SpFunction *other)
{
	for (guint i = function->open; i <= function->end && lines[i]; i++)
		if (strstr(lines[i], other->name))
			return TRUE;
	return FALSE;
}

const SpPortText *sp_portchange_near(SpPortChange *change)
{
	const GArray *runs = sp_portchange_runs(change);
	const SpCSource *source = sp_portchange_source(change);
	const GPtrArray *functions = sp_csource_functions(source);
	g_auto(GStrv) lines = NULL;
	g_autofree guint8 *wanted = NULL;

	if (change->near.file)
		return &change->near;
	lines = g_strsplit(change->after, "\n", -1);
	wanted = g_new0(guint8, count_lines(change->after) + 1);
	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);
		const SpFunction *function = sp_csource_function_at(source, run->new);

		if (!function || wanted[function->open])
			continue;
		want(wanted, function);
		for (guint k = 0; k < functions->len; k++)
			if (names(lines, function, functions->pdata[k]))
				want(wanted, functions->pdata[k]);
	}
	sp_porttext_read(&change->near, change->after, wanted);
	return &change->near;
}

const SpCSource *sp_portchange_source(SpPortChange *change)
{
	if (!change->source)
		change->source = sp_csource_parse(change->after, strlen(change->after));
	return change->source;
}
