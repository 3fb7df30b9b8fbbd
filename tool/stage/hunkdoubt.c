/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkdoubt: locks, the ends of blocks, what is set once more, and the order of what has an effect.
 */
#include "stage/hunkdoubt.h"

/* Whether a name is one that the change adds. */
static gboolean adds_name(const SpHunkFit *fit, const SpUnitWord *name)
{
	for (guint i = 0; i < fit->groups->len; i++)
		if (sp_hunkfit_adds(fit, &g_array_index(fit->groups, SpHunkGroup, i), name))
			return TRUE;
	return FALSE;
}

static gboolean is_matched(const SpHunkFit *fit, guint ours)
{
	for (guint i = 0; i < fit->theirs->units->len; i++)
		if (sp_alignment_get(fit->alignment, i)->ours == ours)
			return TRUE;
	return FALSE;
}

/* Whether the branch, among the hunk's lines, sets a variable again that the change uses. */
static gboolean sets_again(const SpHunkFit *fit, char **why)
{
	guint first = G_MAXUINT, last = 0;

	for (guint i = 0; i < fit->theirs->units->len; i++) {
		guint at = sp_alignment_get(fit->alignment, i)->ours;

		if (at == G_MAXUINT)
			continue;
		first = MIN(first, at);
		last = MAX(last, at);
	}
	for (guint k = first; first != G_MAXUINT && k <= last; k++) {
		const SpUnit *unit = sp_units_get(fit->ours, k);
		const SpUnitWord *word = sp_units_word(fit->ours, unit->word);

		if (unit->comment || unit->n_words < 3 || is_matched(fit, k) ||
		    !sp_unitword_equals(word + 1, "=") || !adds_name(fit, word))
			continue;
		sp_hunkfit_refuse(why,
				  g_strdup_printf("the branch sets %.*s again, line %u",
						  (int)word->length, word->text, unit->first + 1));
		return TRUE;
	}
	return FALSE;
}

/* Whether something with an effect stands in another order here: it is in the hunk, and in the
 * function, but not where the hunk has it, and the change uses what it is done to. */
static gboolean is_reordered(const SpHunkFit *fit, char **why)
{
	for (guint i = 0; i < fit->theirs->units->len && fit->in_function; i++) {
		const SpUnit *unit = sp_units_get(fit->theirs, i);
		gboolean used = FALSE;

		if (unit->comment || unit->weight < 2 ||
		    sp_alignment_get(fit->alignment, i)->ours != G_MAXUINT || unit->n_words < 4 ||
		    !sp_unitword_equals(sp_units_word(fit->theirs, unit->word + 1), "("))
			continue;
		for (guint w = 2; w < unit->n_words && !used; w++) {
			const SpUnitWord *word = sp_units_word(fit->theirs, unit->word + w);

			used = sp_unitword_is_name(word) && adds_name(fit, word);
		}
		for (guint k = fit->from; used && k < fit->end; k++) {
			g_autofree char *text = NULL;

			if (!sp_units_same(fit->theirs, i, fit->ours, k, fit->names))
				continue;
			text = sp_units_quote(fit->theirs, i);
			sp_hunkfit_refuse(
				why, g_strdup_printf("%s stands at another place here, line %u",
						     text, sp_units_get(fit->ours, k)->first + 1));
			return TRUE;
		}
	}
	return FALSE;
}

/* Whether, among the hunk's lines, the branch takes other locks, or at other places. */
static gboolean locks_otherwise(const SpHunkFit *fit, char **why)
{
	guint first = G_MAXUINT, last = 0, other = G_MAXUINT;
	g_autofree char *text = NULL;

	for (guint i = 0; i < fit->theirs->units->len && other == G_MAXUINT; i++) {
		const SpAlignedUnit *unit = sp_alignment_get(fit->alignment, i);

		if (unit->ours != G_MAXUINT) {
			first = MIN(first, unit->ours);
			last = MAX(last, unit->ours);
		}
		if (!unit->exact && sp_units_locks(fit->theirs, i))
			other = i;
	}
	if (other != G_MAXUINT) {
		text = sp_units_quote(fit->theirs, other);
		sp_hunkfit_refuse(why,
				  g_strdup_printf("the branch has not, or otherwise, %s", text));
		return TRUE;
	}
	for (guint k = first; k <= last && first != G_MAXUINT; k++) {
		gboolean matched = !sp_units_locks(fit->ours, k);

		for (guint i = 0; i < fit->theirs->units->len && !matched; i++)
			matched = sp_alignment_get(fit->alignment, i)->ours == k;
		if (matched)
			continue;
		text = sp_units_quote(fit->ours, k);
		sp_hunkfit_refuse(why, g_strdup_printf("the branch has %s among its lines", text));
		return TRUE;
	}
	return FALSE;
}

/* How many more braces are opened than closed in lines @line to before @end. */
static int braces(const SpUnits *units, guint line, guint end)
{
	int depth = 0;

	for (guint i = 0; i < units->words->len; i++) {
		const SpUnitWord *word = sp_units_word(units, i);

		if (word->line < line || word->line >= end)
			continue;
		depth += sp_unitword_equals(word, "{");
		depth -= sp_unitword_equals(word, "}");
	}
	return depth;
}

/* A change of where blocks begin and end holds only if all between is as in the patch. */
static gboolean moves_blocks(const SpHunkFit *fit, char **why)
{
	guint first = G_MAXUINT, last = 0, before = G_MAXUINT;

	for (guint i = 0; i < fit->groups->len; i++) {
		const SpHunkGroup *group = &g_array_index(fit->groups, SpHunkGroup, i);

		if (braces(fit->theirs, group->old, group->old_end) ==
		    braces(fit->changed, group->new, group->new_end))
			continue;
		first = MIN(first, group->old);
		last = MAX(last, group->old_end);
	}
	for (guint i = 0; first != G_MAXUINT && i < fit->theirs->units->len; i++) {
		const SpUnit *unit = sp_units_get(fit->theirs, i);
		const SpAlignedUnit *ours = sp_alignment_get(fit->alignment, i);

		if (unit->last < first || unit->first >= last)
			continue;
		if (!ours->exact || (before != G_MAXUINT && ours->ours != before + 1)) {
			sp_hunkfit_refuse(
				why,
				g_strdup("it changes where blocks begin or end, and what is in "
					 "them is other here"));
			return TRUE;
		}
		before = ours->ours;
	}
	return FALSE;
}

gboolean sp_hunkdoubt(const SpHunkFit *fit, char **why)
{
	return locks_otherwise(fit, why) || moves_blocks(fit, why) || sets_again(fit, why) ||
	       is_reordered(fit, why);
}
