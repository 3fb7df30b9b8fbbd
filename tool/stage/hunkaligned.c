/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkaligned: what the two ways of carrying a change, hunkinsert and hunkreplace, both need.
 */
#include "stage/hunkaligned.h"

#include "stage/hunknames.h"
#include "stage/hunkwords.h"

#include <string.h>

SpHunkEdit *sp_hunkfit_refuse(char **why, char *reason)
{
	g_free(*why);
	*why = reason;
	return NULL;
}

/* A comment is a neighbour if it stands there as it is and says something. */
static gboolean is_neighbour(const SpHunkFit *fit, guint unit)
{
	const SpUnit *one = sp_units_get(fit->theirs, unit);

	return !one->comment || (one->weight >= SP_TELLING && sp_hunkfit_unit(fit, unit)->exact);
}

guint sp_hunkfit_above(const SpHunkFit *fit, guint line)
{
	for (guint i = fit->theirs->units->len; i-- > 0;)
		if (sp_units_get(fit->theirs, i)->last < line && is_neighbour(fit, i))
			return i;
	return G_MAXUINT;
}

guint sp_hunkfit_below(const SpHunkFit *fit, guint line)
{
	for (guint i = 0; i < fit->theirs->units->len; i++)
		if (sp_units_get(fit->theirs, i)->first >= line && is_neighbour(fit, i))
			return i;
	return G_MAXUINT;
}

gboolean sp_hunkfit_is_log(const SpUnits *units, guint i)
{
	static const char *const logs[] = {"pr_",    "dev_dbg", "dev_info", "dev_warn", "dev_err",
					   "netdev", "printk",	"trace_",   "dprintk",	NULL};
	static const char *const effects[] = {"_put", "_get", "lock", "_free", "_alloc", NULL};
	const SpUnit *unit = sp_units_get(units, i);
	const SpUnitWord *word = sp_units_word(units, unit->word);

	for (const char *const *one = effects; *one; one++)
		if (g_strstr_len(word->text, word->length, *one))
			return FALSE;
	for (const char *const *log = logs; *log; log++)
		if (word->length >= strlen(*log) && memcmp(word->text, *log, strlen(*log)) == 0)
			return unit->n_words > 2 &&
			       sp_unitword_equals(sp_units_word(units, unit->word + 1), "(");
	return FALSE;
}

gboolean sp_hunkfit_begins(const SpUnits *units, guint i, const char *const *words)
{
	const SpUnitWord *first = sp_units_word(units, sp_units_get(units, i)->word);

	for (; *words; words++)
		if (sp_unitword_equals(first, *words))
			return TRUE;
	return FALSE;
}

gboolean sp_hunkfit_adds(const SpHunkFit *fit, const SpHunkGroup *group, const SpUnitWord *name)
{
	for (guint k = 0; k < fit->changed->words->len; k++) {
		const SpUnitWord *word = sp_units_word(fit->changed, k);

		if (word->line >= group->new && word->line < group->new_end &&
		    sp_unitword_same(word, name, NULL))
			return TRUE;
	}
	return FALSE;
}

SpHunkEdit *sp_hunkfit_new_edit(const SpHunkFit *fit, guint first, guint length)
{
	SpHunkEdit *edit = sp_hunkedit_new();

	edit->hunk = fit->index;
	edit->first = first;
	edit->length = length;
	edit->covers = first;
	edit->rung = g_hash_table_size(fit->names) ? SP_RUNG_NAMES : SP_RUNG_PLACE;
	edit->names = sp_hunknames_used(fit->names, fit->changed);
	if (!edit->names)
		edit->rung = SP_RUNG_PLACE;
	edit->margin = fit->margin;
	return edit;
}

void sp_hunkfit_add(const SpHunkFit *fit, SpHunkEdit *edit, guint from, guint end, int shift,
		    const char *like)
{
	for (guint i = from; i < end; i++) {
		char *line = sp_hunkwords_adapt(fit->new->pdata[i], fit->names, shift, like);

		g_ptr_array_add(edit->made, line);
		g_ptr_array_add(edit->lines, line);
	}
}

int sp_hunkfit_shift(const SpHunkFit *fit, guint unit)
{
	const SpUnit *ours = sp_units_get(fit->ours, sp_hunkfit_unit(fit, unit)->ours);
	const SpUnit *theirs = sp_units_get(fit->theirs, unit);

	return sp_hunkwords_indent(sp_hunkfit_line(fit, ours->first)) -
	       sp_hunkwords_indent(fit->old->pdata[theirs->first]);
}

const char *sp_hunkfit_like(const SpHunkFit *fit, guint unit)
{
	const SpUnit *ours = sp_units_get(fit->ours, sp_hunkfit_unit(fit, unit)->ours);
	const char *line = sp_hunkfit_line(fit, ours->first);
	const char *their_line = fit->old->pdata[sp_units_get(fit->theirs, unit)->first];

	return *line == *their_line ? NULL : line;
}

gboolean sp_hunkfit_units(const SpUnits *units, guint line, guint end, guint *first, guint *last)
{
	*first = *last = G_MAXUINT;
	for (guint i = 0; i < units->units->len; i++) {
		const SpUnit *unit = sp_units_get(units, i);

		if (unit->last < line || unit->first >= end)
			continue;
		*first = MIN(*first, i);
		*last = i;
	}
	return *first != G_MAXUINT;
}

gboolean sp_hunkfit_only_blanks(const SpHunkFit *fit)
{
	guint first, last;

	for (guint i = 0; i < fit->groups->len; i++) {
		const SpHunkGroup *group = &g_array_index(fit->groups, SpHunkGroup, i);

		if (group->new != group->new_end ||
		    sp_hunkfit_units(fit->theirs, group->old, group->old_end, &first, &last))
			return FALSE;
	}
	return TRUE;
}
