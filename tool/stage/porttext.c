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
	g_clear_pointer(&text->file, sp_hunkfile_free);
	g_clear_pointer(&text->code, g_array_unref);
}
void sp_porttext_read(SpPortText *text, const char *content)
{
	text->file = sp_hunkfile_new(content);
	text->units = sp_units_new(text->file->lines, TRUE);
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
	g_clear_pointer(&change->source, sp_csource_free);
}

const GArray *sp_portchange_runs(SpPortChange *change)
{
	if (!change->runs)
		change->runs = sp_portruns(change->path, change->before, change->after);
	return change->runs;
}

const SpPortText *sp_portchange_old(SpPortChange *change)
{
	if (!change->old.file)
		sp_porttext_read(&change->old, change->before);
	return &change->old;
}

const SpPortText *sp_portchange_new(SpPortChange *change)
{
	if (!change->new.file)
		sp_porttext_read(&change->new, change->after);
	return &change->new;
}

const SpCSource *sp_portchange_source(SpPortChange *change)
{
	if (!change->source)
		change->source = sp_csource_parse(change->after, strlen(change->after));
	return change->source;
}
