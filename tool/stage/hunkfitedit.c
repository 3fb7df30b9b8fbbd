/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkfitedit: what speaks against a change before it is tried: another arm of a switch, another
 * entry of a table, names that the branch uses otherwise.
 */
#include "stage/hunkfitedit.h"

#include "stage/hunkinsert.h"
#include "stage/hunkreplace.h"
#include "stage/hunkscope.h"

#include <string.h>

/* Whether the name at word @w stands, at another place of the unit, here as well. */
static gboolean is_kept_elsewhere(const SpUnitSpan *unit, const GArray *pairs, guint w)
{
	const SpUnitWord *name = sp_units_word(unit->units, unit->first + w);

	for (guint i = 0; i < unit->n; i++)
		if (g_array_index(pairs, guint, i) != G_MAXUINT &&
		    sp_unitword_same(name, sp_units_word(unit->units, unit->first + i), NULL))
			return TRUE;
	return FALSE;
}

/*
 * The name that a change uses, and that the branch has something else for, or calls with other
 * arguments, in one of the hunk's lines; NULL if there is none.
 */
static const SpUnitWord *used_otherwise(const SpHunkFit *fit, const SpHunkGroup *group)
{
	static const char *const jumps[] = {"goto", NULL};
	g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < fit->theirs->units->len; i++) {
		guint at = sp_hunkfit_unit(fit, i)->ours;
		SpUnitSpan one, two;

		/* What the change itself replaces is compared word by word. */
		if (at == G_MAXUINT && sp_units_get(fit->theirs, i)->n_words > 1 &&
		    sp_hunkfit_begins(fit->theirs, i, jumps) &&
		    sp_hunkfit_adds(
			    fit, group,
			    sp_units_word(fit->theirs, sp_units_get(fit->theirs, i)->word + 1)))
			return sp_units_word(fit->theirs, sp_units_get(fit->theirs, i)->word + 1);
		if (at == G_MAXUINT || sp_hunkfit_unit(fit, i)->exact ||
		    (sp_units_get(fit->theirs, i)->last >= group->old &&
		     sp_units_get(fit->theirs, i)->first < group->old_end))
			continue;
		one = sp_units_span(fit->theirs, i, i);
		two = sp_units_span(fit->ours, at, at);
		sp_units_pair(&one, &two, fit->names, pairs);
		for (guint w = 0; w < one.n; w++) {
			const SpUnitWord *word = sp_units_word(fit->theirs, one.first + w);
			gboolean lost = g_array_index(pairs, guint, w) == G_MAXUINT &&
					!is_kept_elsewhere(&one, pairs, w);
			gboolean call = w + 1 < one.n && word->length > 3 &&
					sp_unitword_equals(word + 1, "(");

			if (sp_unitword_is_name(word) && (lost || call) &&
			    sp_hunkfit_adds(fit, group, word))
				return word;
		}
	}
	return NULL;
}

/* Whether a unit begins an entry of a file that is not C: it stands in the first column, or opens a
 * node. */
static gboolean opens_entry(const SpHunkFit *fit, guint i)
{
	const SpUnit *unit = sp_units_get(fit->theirs, i);
	const SpUnitWord *last = sp_units_word(fit->theirs, unit->word + unit->n_words - 1);

	return !sp_units_word(fit->theirs, unit->word)->at || sp_unitword_equals(last, "{");
}

/* The first unit that is not as in the patch, of those that say which arm of a switch, or which
 * entry of a table, the group is in; G_MAXUINT if all are. */
static guint other_home(const SpHunkFit *fit, guint i)
{
	static const char *const arms[] = {"case", "default", NULL};
	static const char *const ends[] = {"{", "}", NULL};
	const SpHunkGroup *group = &g_array_index(fit->groups, SpHunkGroup, i);
	const SpHunkScope *scope = &g_array_index(fit->scopes, SpHunkScope, i);
	gboolean c = fit->job->hints->c, in_entry = c && !scope->function;

	for (guint k = sp_hunkfit_above(fit, group->old); k < fit->theirs->units->len; k--) {
		gboolean arm = sp_hunkfit_begins(fit->theirs, k, arms) ||
			       (fit->job->hints->loose && opens_entry(fit, k));

		if ((arm || in_entry) && !sp_hunkfit_unit(fit, k)->exact &&
		    !(c && sp_units_same_head(
				   fit->theirs, k, fit->ours,
				   MIN(sp_hunkfit_unit(fit, k)->ours, fit->ours->units->len - 1),
				   fit->names)))
			return k;
		if (arm || (in_entry && sp_hunkfit_begins(fit->theirs, k, ends)))
			break;
	}
	for (guint k = sp_hunkfit_below(fit, group->old_end);
	     in_entry && k < fit->theirs->units->len && !sp_hunkfit_begins(fit->theirs, k, ends);
	     k++)
		if (!sp_hunkfit_unit(fit, k)->exact &&
		    !(sp_hunkfit_unit(fit, k)->ours != G_MAXUINT &&
		      sp_units_same_head(fit->theirs, k, fit->ours, sp_hunkfit_unit(fit, k)->ours,
					 fit->names)))
			return k;
	return G_MAXUINT;
}

static gboolean is_else(const SpUnits *units, guint i)
{
	const SpUnit *unit = i < units->units->len ? sp_units_get(units, i) : NULL;

	for (guint w = 0; unit && w < MIN(unit->n_words, 2); w++)
		if (sp_unitword_equals(sp_units_word(units, unit->word + w), "else"))
			return TRUE;
	return FALSE;
}

/* Whether the next statement, without braces, is all that hangs on this one. */
static gboolean is_open_head(const SpUnits *units, guint i)
{
	static const char *const heads[] = {"if", "else", "for", "while", "do", "}", NULL};
	const SpUnit *unit = sp_units_get(units, i);
	const SpUnitWord *first = sp_units_word(units, unit->word);
	const SpUnitWord *last = sp_units_word(units, unit->word + unit->n_words - 1);
	gboolean loop = g_strstr_len(first->text, first->length, "for_each") != NULL;

	if (sp_unitword_equals(last, "{") || sp_unitword_equals(last, ";") ||
	    (sp_unitword_equals(first, "}") && !is_else(units, i)))
		return FALSE;
	return loop || sp_hunkfit_begins(units, i, heads);
}

static guint code_from(const SpUnits *units, guint line)
{
	for (guint i = 0; i < units->units->len; i++)
		if (sp_units_get(units, i)->first >= line && !sp_units_get(units, i)->comment)
			return i;
	return G_MAXUINT;
}

static guint code_before(const SpUnits *units, guint line)
{
	for (guint i = units->units->len; i-- > 0;)
		if (sp_units_get(units, i)->last < line && !sp_units_get(units, i)->comment)
			return i;
	return G_MAXUINT;
}

static guint code_from_unit(const SpUnits *units, guint i)
{
	for (; i < units->units->len; i++)
		if (!sp_units_get(units, i)->comment)
			return i;
	return G_MAXUINT;
}

/* Whether the last unit that the change touches is an if without braces. */
static gboolean changes_open_if(const SpHunkFit *fit, const SpHunkGroup *group)
{
	guint first, last;

	return sp_hunkfit_units(fit->theirs, group->old, group->old_end, &first, &last) &&
	       is_open_head(fit->theirs, last);
}

/* Whether the change would cut an if from its else, or what hangs on a head without braces. */
static gboolean cuts_off(const SpHunkFit *fit, const SpHunkGroup *group, const SpHunkEdit *edit,
			 char **why)
{
	guint below = code_from(fit->ours, edit->first + edit->length);
	guint theirs_below = code_from(fit->theirs, group->old_end);
	guint above = code_before(fit->ours, edit->first);
	guint theirs_above = code_before(fit->theirs, group->old);

	/* Behind an if without braces and its one statement. */
	if (changes_open_if(fit, group)) {
		below = below == G_MAXUINT ? below : code_from_unit(fit->ours, below + 1);
		theirs_below = theirs_below == G_MAXUINT
				       ? theirs_below
				       : code_from_unit(fit->theirs, theirs_below + 1);
	}
	if (is_else(fit->ours, below) && !is_else(fit->theirs, theirs_below)) {
		sp_hunkfit_refuse(why, g_strdup("an else hangs on it here"));
		return TRUE;
	}
	if (above == G_MAXUINT || !is_open_head(fit->ours, above) ||
	    (theirs_above != G_MAXUINT && sp_hunkfit_unit(fit, theirs_above)->exact &&
	     sp_hunkfit_unit(fit, theirs_above)->ours == above))
		return FALSE;
	sp_hunkfit_refuse(why, g_strdup("it is all that an if, else or loop without braces has "
					"here"));
	return TRUE;
}

SpHunkEdit *sp_hunkfit_edit(const SpHunkFit *fit, guint i, char **why)
{
	const SpHunkGroup *group = &g_array_index(fit->groups, SpHunkGroup, i);
	guint first, last, other = other_home(fit, i);

	const SpUnitWord *name = fit->job->hints->c ? used_otherwise(fit, group) : NULL;

	if (other != G_MAXUINT) {
		g_autofree char *text = sp_units_quote(fit->theirs, other);

		return sp_hunkfit_refuse(
			why, g_strdup_printf("it belongs to %s, which is not here", text));
	}
	if (name)
		return sp_hunkfit_refuse(
			why, g_strdup_printf("it uses \"%.*s\", for which the branch has "
					     "something else, or other arguments",
					     (int)name->length, name->text));

	g_autoptr(SpHunkEdit) edit = NULL;

	if (group->old == group->old_end)
		edit = sp_hunkinsert(fit, group, why);
	else if (sp_hunkfit_units(fit->theirs, group->old, group->old_end, &first, &last))
		edit = sp_hunkreplace(fit, group, first, last, why);
	else if (fit->job->hints->c && sp_hunkfit_only_blanks(fit))
		edit = sp_hunkclose(fit, group, why);
	else
		sp_hunkfit_refuse(why, g_strdup("it takes nothing but blank lines away"));
	if (edit && fit->job->hints->c && !g_str_equal(edit->rung, SP_RUNG_THERE) &&
	    cuts_off(fit, group, edit, why))
		return NULL;
	if (edit)
		edit->shift = (int)edit->first + 1 - (int)(fit->hunk->old_start + group->old);
	return g_steal_pointer(&edit);
}

/* Where all units of @changed stand one behind the other, code alone; G_MAXUINT for nowhere. */
static guint find_whole(const SpHunkFit *fit, guint from, guint end)
{
	const SpUnits *changed = fit->changed;

	for (guint start = from; start < end; start++) {
		guint at = start;
		gboolean all = TRUE;

		for (guint i = 0; i < changed->units->len && all; i++) {
			if (sp_units_get(changed, i)->comment)
				continue;
			while (at < end && sp_units_get(fit->ours, at)->comment)
				at++;
			all = at < end && sp_units_same(changed, i, fit->ours, at++, fit->names);
		}
		if (all)
			return start;
	}
	return G_MAXUINT;
}

/* Whether units @from up to @end have a call of that name. */
static gboolean have_call(const SpUnits *units, guint from, guint end, const SpUnitWord *name)
{
	for (guint k = from; k < end; k++) {
		const SpUnit *unit = sp_units_get(units, k);

		for (guint w = 0; w + 1 < unit->n_words; w++)
			if (sp_unitword_same(sp_units_word(units, unit->word + w), name, NULL) &&
			    sp_unitword_equals(sp_units_word(units, unit->word + w + 1), "("))
				return TRUE;
	}
	return FALSE;
}

/* A call that the change takes out whole, made here with other arguments. */
static gboolean is_still_called(const SpHunkFit *fit, guint removed, guint from, guint end)
{
	const SpUnit *unit = sp_units_get(fit->theirs, removed);
	const SpUnitWord *name = sp_units_word(fit->theirs, unit->word);

	return unit->n_words > 1 && sp_unitword_is_name(name) &&
	       sp_unitword_equals(sp_units_word(fit->theirs, unit->word + 1), "(") &&
	       !have_call(fit->changed, 0, fit->changed->units->len, name) &&
	       have_call(fit->ours, from, end, name);
}

/* Whether something that the hunk takes away stands in the units. */
static gboolean has_removed(const SpHunkFit *fit, guint from, guint end)
{
	guint old = 0;

	for (guint i = 0; i < fit->hunk->lines->len; i++) {
		char origin = sp_hunkfile_line(fit->hunk, i)->origin;
		guint unit = origin == '-' ? fit->theirs->unit[old] : 0;

		old += origin != '+';
		if (unit && is_still_called(fit, unit - 1, from, end))
			return TRUE;
		for (guint k = from; unit && k < end; k++)
			if (sp_units_get(fit->theirs, unit - 1)->weight > 1 &&
			    sp_units_same(fit->theirs, unit - 1, fit->ours, k, fit->names))
				return TRUE;
	}
	return FALSE;
}

/* Whether the old side fits where the new one, found at unit @at, is not. */
static gboolean fits_elsewhere(const SpHunkFit *fit, guint from, guint end, guint at)
{
	enum { MUCH = 50 };
	g_autoptr(GArray) shut = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(SpAlignment) other = NULL;

	for (guint i = at; i < MIN(end, at + fit->changed->units->len); i++)
		g_array_append_val(shut, i);
	other = sp_align(fit->theirs, fit->ours, from, end, fit->names, shut);
	return other && other->score * 100 >= other->full * MUCH;
}

gboolean sp_hunkfit_is_there(const SpHunkFit *fit, guint from, guint end, GPtrArray *edits)
{
	guint weight = 0, at;
	SpHunkEdit *edit;

	for (guint i = 0; i < fit->changed->units->len; i++)
		weight += sp_units_get(fit->changed, i)->weight;
	if (!fit->in_function || weight < 3 * SP_TELLING)
		return FALSE;
	at = find_whole(fit, from, end);
	if (at == G_MAXUINT || find_whole(fit, at + 1, end) != G_MAXUINT ||
	    has_removed(fit, from, end))
		return FALSE;
	if (fits_elsewhere(fit, from, end, at))
		return FALSE;
	edit = sp_hunkfit_new_edit(fit, sp_units_get(fit->ours, at)->first, 0);
	edit->rung = SP_RUNG_THERE;
	g_ptr_array_add(edits, edit);
	return TRUE;
}
