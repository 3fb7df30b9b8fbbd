/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkinsert: a change that takes nothing away goes between its two neighbours, or next to the one
 * that is there when nothing of the other side is. One that takes blank lines away has them between
 * its two neighbours.
 */
#include "stage/hunkinsert.h"

#include "stage/hunkreach.h"
#include "stage/hunkwords.h"

#include <string.h>

/* The shift for an insertion: the neighbour's that upstream indents it like. */
static gboolean find_shift(const SpHunkFit *fit, const SpHunkGroup *group, guint left, guint right,
			   int *shift, const char **like)
{
	int first = sp_hunkwords_indent(fit->new->pdata[group->new]);
	guint best = left != G_MAXUINT ? left : right;

	for (guint i = group->new; i < group->new_end; i++)
		if (*(char *)fit->new->pdata[i]) {
			first = sp_hunkwords_indent(fit->new->pdata[i]);
			break;
		}
	if (right != G_MAXUINT &&
	    sp_hunkwords_indent(fit->old->pdata[sp_units_get(fit->theirs, right)->first]) == first)
		best = right;
	else if (left != G_MAXUINT && right != G_MAXUINT &&
		 sp_hunkfit_shift(fit, left) != sp_hunkfit_shift(fit, right) &&
		 sp_hunkwords_indent(fit->old->pdata[sp_units_get(fit->theirs, left)->first]) !=
			 first)
		return FALSE;
	*shift = sp_hunkfit_shift(fit, best);
	*like = sp_hunkfit_like(fit, best);
	return TRUE;
}

/* Whether the unit next to a neighbour, away from the change, is as in the patch. */
static gboolean goes_on(const SpHunkFit *fit, guint neighbour, int step)
{
	guint next = neighbour + step;

	return next < fit->theirs->units->len && sp_hunkfit_unit(fit, next)->exact;
}

/* Whether a unit and the one it is aligned with have a constant in common, a name in capitals. */
static gboolean shares_constant(const SpHunkFit *fit, guint unit)
{
	const SpUnit *one = sp_units_get(fit->theirs, unit);
	const SpUnit *two = sp_units_get(fit->ours, sp_hunkfit_unit(fit, unit)->ours);

	for (guint i = 0; i < one->n_words; i++) {
		const SpUnitWord *word = sp_units_word(fit->theirs, one->word + i);

		if (word->length < 4 || !g_ascii_isupper(word->text[0]) ||
		    !g_ascii_isupper(word->text[1]))
			continue;
		for (guint k = 0; k < two->n_words; k++)
			if (sp_unitword_same(word, sp_units_word(fit->ours, two->word + k), NULL))
				return TRUE;
	}
	return FALSE;
}

/* The one of an insertion's two neighbours, or both, must be as in the patch. */
static gboolean vouched(const SpHunkFit *fit, guint left, guint right)
{
	const SpAlignedUnit *one = sp_hunkfit_unit(fit, left), *two = sp_hunkfit_unit(fit, right);
	guint exact = one->exact ? left : right, other;

	if (one->exact && two->exact)
		return TRUE;
	/* Before a function of that name. */
	if (sp_units_same_head(fit->theirs, right, fit->ours, two->ours, fit->names))
		return one->exact;
	if (!one->exact && !two->exact)
		return FALSE;
	other = one->exact ? right : left;
	if (!sp_units_kin(fit->theirs, other, fit->ours, sp_hunkfit_unit(fit, other)->ours,
			  fit->names) &&
	    !shares_constant(fit, other))
		return FALSE;
	/* Behind a brace there must be more that fits. */
	return sp_units_get(fit->theirs, exact)->weight >= SP_TELLING || goes_on(fit, left, -1) ||
	       goes_on(fit, right, 1);
}

/* Units of code of ours between two: how many, and whether they are no more than a log. */
static guint between(const SpHunkFit *fit, guint from, guint end, gboolean *logs, guint *one)
{
	guint count = 0;

	*logs = TRUE;
	for (guint i = from + 1; i < end; i++) {
		if (sp_units_get(fit->ours, i)->comment)
			continue;
		*logs &= sp_hunkfit_is_log(fit->ours, i);
		*one = i;
		count++;
	}
	return count;
}

static gboolean all_includes(const SpHunkFit *fit, const SpHunkGroup *group)
{
	for (guint i = group->new; i < group->new_end; i++)
		if (!g_str_has_prefix(fit->new->pdata[i], "#include"))
			return FALSE;
	return TRUE;
}

/* Includes go next to an include; those that are there are left out. */
static SpHunkEdit *insert_includes(const SpHunkFit *fit, const SpHunkGroup *group, guint left,
				   guint right, char **why)
{
	guint anchor = left, line;
	SpHunkEdit *edit;

	if (anchor == G_MAXUINT || !sp_hunkfit_unit(fit, anchor)->exact)
		anchor = right;
	if (anchor == G_MAXUINT || !sp_hunkfit_unit(fit, anchor)->exact)
		return sp_hunkfit_refuse(why,
					 g_strdup("no include next to the one it adds is there"));
	line = anchor == left
		       ? sp_units_get(fit->ours, sp_hunkfit_unit(fit, anchor)->ours)->last + 1
		       : sp_units_get(fit->ours, sp_hunkfit_unit(fit, anchor)->ours)->first;
	edit = sp_hunkfit_new_edit(fit, line, 0);
	for (guint i = group->new; i < group->new_end; i++) {
		g_autoptr(GPtrArray) want = g_ptr_array_new();
		g_autoptr(GArray) found = NULL;

		g_ptr_array_add(want, fit->new->pdata[i]);
		found = sp_hunkfile_find(fit->job->file, want);
		if (!found->len)
			g_ptr_array_add(edit->lines, fit->new->pdata[i]);
	}
	if (!edit->lines->len)
		edit->rung = SP_RUNG_THERE;
	else
		sp_hunkedit_note(edit, TRUE, 0);
	return edit;
}

/* Whether there is code of theirs from line @line to before @end. */
static gboolean has_code(const SpHunkFit *fit, guint line, guint end)
{
	for (guint i = line; i < end; i++)
		if (fit->theirs->unit[i] &&
		    !sp_units_get(fit->theirs, fit->theirs->unit[i] - 1)->comment)
			return TRUE;
	return FALSE;
}

/* The line before which an insertion goes, among the blanks and comments between its neighbours. */
static guint line_between(const SpHunkFit *fit, const SpHunkGroup *group, guint left, guint right)
{
	guint above = sp_units_get(fit->ours, sp_hunkfit_unit(fit, left)->ours)->last + 1;
	guint below = sp_units_get(fit->ours, sp_hunkfit_unit(fit, right)->ours)->first;
	guint left_end = sp_units_get(fit->theirs, left)->last + 1;
	guint right_first = sp_units_get(fit->theirs, right)->first;
	guint before = group->old - left_end, after = right_first - group->old_end;

	/* By the one that nothing was passed over for. */
	if (has_code(fit, group->old_end, right_first))
		return above + MIN(before, below - above);
	if (!before)
		return above;
	if (after >= below - above)
		return above;
	return below - after;
}

/* Exact units one behind the other in both texts, from @unit on away from the change: their
 * weight; 0 for less than three. */
static guint run_weight(const SpHunkFit *fit, guint unit, int step)
{
	guint weight = 0, count = 0;

	for (guint i = unit; i < fit->theirs->units->len && sp_hunkfit_unit(fit, i)->exact;
	     i += step) {
		if (count &&
		    sp_hunkfit_unit(fit, i)->ours != sp_hunkfit_unit(fit, i - step)->ours + step)
			break;
		weight += sp_units_get(fit->theirs, i)->weight;
		count++;
	}
	return count >= 3 ? weight : 0;
}

/* Whether nothing of the hunk from @unit on, away from the change, is there. */
static gboolean is_lost(const SpHunkFit *fit, guint unit, int step)
{
	for (guint i = unit; i < fit->theirs->units->len; i += step)
		if (sp_hunkfit_unit(fit, i)->ours != G_MAXUINT &&
		    !sp_units_get(fit->theirs, i)->comment)
			return FALSE;
	return TRUE;
}

/* Whether another insertion of the hunk stands above, with nothing between the two but what is here
 * as it is: a statement that is put between two new ones. */
static gboolean is_closing(const SpHunkFit *fit, const SpHunkGroup *group, guint left)
{
	const SpHunkGroup *above = group - 1;

	if (group == (const SpHunkGroup *)(const void *)fit->groups->data ||
	    above->old != above->old_end)
		return FALSE;
	for (guint i = left; i < fit->theirs->units->len; i--) {
		if (sp_units_get(fit->theirs, i)->last < above->old)
			return TRUE;
		if (!sp_hunkfit_unit(fit, i)->exact ||
		    (i && sp_hunkfit_unit(fit, i - 1)->ours + 1 != sp_hunkfit_unit(fit, i)->ours))
			return FALSE;
	}
	return FALSE;
}

static gboolean is_blank(const GPtrArray *lines, guint line)
{
	const char *text = line < lines->len ? lines->pdata[line] : "x";

	return !text[strspn(text, " \t\r")];
}

/* The name that a unit "... name = ...;" sets; NULL for another unit. */
static const SpUnitWord *set_by(const SpUnits *units, guint i)
{
	const SpUnit *unit = sp_units_get(units, i);
	const SpUnitWord *words = sp_units_word(units, unit->word);

	if (unit->comment || !sp_unitword_equals(words + unit->n_words - 1, ";"))
		return NULL;
	for (guint w = 1; w < unit->n_words; w++) {
		if (sp_unitword_equals(words + w, "("))
			return NULL;
		if (sp_unitword_equals(words + w, "="))
			return sp_unitword_is_name(words + w - 1) ? words + w - 1 : NULL;
	}
	return NULL;
}

/* Whether all that is added sets something that nothing else of the function here speaks of. */
static gboolean sets_its_own(const SpHunkFit *fit, const SpHunkGroup *group)
{
	SpUnitSpan all = sp_units_span(fit->ours, fit->from, fit->end - 1);
	guint first, last;

	if (!sp_hunkfit_units(fit->changed, group->new, group->new_end, &first, &last))
		return FALSE;
	for (guint i = first; i <= last; i++) {
		const SpUnitWord *name = set_by(fit->changed, i);

		for (guint w = 0; name && w < all.n; w++)
			if (sp_unitword_same(name, sp_units_word(fit->ours, all.first + w), NULL))
				return FALSE;
		if (!name)
			return FALSE;
	}
	return TRUE;
}

/* Whether, in both texts, a blank line ends the statements which the insertion stands below, and
 * its order among what follows does not matter. */
static gboolean ends_paragraph(const SpHunkFit *fit, const SpHunkGroup *group, guint left)
{
	const SpUnit *ours = sp_units_get(fit->ours, sp_hunkfit_unit(fit, left)->ours);

	return fit->job->hints->c && group->old == sp_units_get(fit->theirs, left)->last + 1 &&
	       is_blank(fit->old, group->old) && is_blank(fit->ours->lines, ours->last + 1) &&
	       sets_its_own(fit, group);
}

/* Where all above is there, and nothing of what is below: right below what it closes or goes on. */
static SpHunkEdit *insert_at_run(const SpHunkFit *fit, const SpHunkGroup *group, guint left,
				 guint right)
{
	const SpUnit *ours;
	SpHunkEdit *edit;

	if (!fit->in_function || left == G_MAXUINT || !is_lost(fit, right, 1) ||
	    run_weight(fit, left, -1) < 2 * SP_TELLING ||
	    (!is_closing(fit, group, left) && !ends_paragraph(fit, group, left)) ||
	    sp_units_get(fit->theirs, left)->weight < SP_TELLING)
		return NULL;
	ours = sp_units_get(fit->ours, sp_hunkfit_unit(fit, left)->ours);
	edit = sp_hunkfit_new_edit(fit, ours->last + 1, 0);
	sp_hunkfit_add(fit, edit, group->new, group->new_end, sp_hunkfit_shift(fit, left),
		       sp_hunkfit_like(fit, left));
	sp_hunkedit_note(edit, TRUE, 0);
	return edit;
}

/* A label or a directive stands where it stands whatever the depth of blocks. */
static gboolean has_label(const SpHunkFit *fit, guint unit)
{
	const SpUnit *one = sp_units_get(fit->theirs, unit);
	const char *line = fit->old->pdata[one->first];

	return *line && !g_ascii_isspace(*line);
}

/* The neighbours, of which one that is not here may be passed over where all else fits. */
static gboolean find_neighbours(const SpHunkFit *fit, const SpHunkGroup *group, guint *left,
				guint *right, gboolean *passed, char **why)
{
	guint ends[] = {*left, *right};

	*passed = FALSE;
	for (guint i = 0; i < 2; i++) {
		guint *end = i ? right : left;
		g_autofree char *text = NULL;

		if (sp_hunkfit_unit(fit, *end)->ours != G_MAXUINT)
			continue;
		*end = sp_hunkreach(fit, group, *end, i ? 1 : -1);
		*passed = TRUE;
		if (*end != G_MAXUINT && sp_hunkfit_unit(fit, *end)->exact &&
		    sp_hunkfit_unit(fit, ends[!i])->exact)
			continue;
		text = sp_units_quote(fit->theirs, ends[i]);
		sp_hunkfit_refuse(why, g_strdup_printf("what it adds stands next to %s, which is "
						       "not here",
						       text));
		return FALSE;
	}
	return TRUE;
}

SpHunkEdit *sp_hunkinsert(const SpHunkFit *fit, const SpHunkGroup *group, char **why)
{
	guint left = sp_hunkfit_above(fit, group->old);
	guint right = sp_hunkfit_below(fit, group->old_end);
	guint extra, one = 0, line;
	gboolean logs, passed;
	const char *like;
	SpHunkEdit *edit;
	int shift;

	if (fit->job->hints->c && all_includes(fit, group))
		return insert_includes(fit, group, left, right, why);
	edit = insert_at_run(fit, group, left, right);
	if (edit)
		return edit;
	if (left == G_MAXUINT || right == G_MAXUINT)
		return sp_hunkfit_refuse(why, g_strdup("what it adds has lines on one side only"));
	if (!find_neighbours(fit, group, &left, &right, &passed, why))
		return NULL;
	extra = between(fit, sp_hunkfit_unit(fit, left)->ours, sp_hunkfit_unit(fit, right)->ours,
			&logs, &one);
	if (extra && (passed || !logs || !sp_hunkfit_unit(fit, left)->exact ||
		      !sp_hunkfit_unit(fit, right)->exact)) {
		g_autofree char *text = sp_units_quote(fit->ours, one);

		return sp_hunkfit_refuse(
			why, g_strdup_printf("what it adds may belong before or behind %s, "
					     "line %u",
					     text, sp_units_get(fit->ours, one)->first + 1));
	}
	if (fit->job->hints->c && sp_hunkfit_unit(fit, left)->exact &&
	    sp_hunkfit_unit(fit, right)->exact && !has_label(fit, left) && !has_label(fit, right) &&
	    sp_hunkfit_shift(fit, left) != sp_hunkfit_shift(fit, right))
		return sp_hunkfit_refuse(why, g_strdup("its neighbours are in other blocks here"));
	if (!vouched(fit, left, right))
		return sp_hunkfit_refuse(why, g_strdup("its neighbours are others here"));
	if (!find_shift(fit, group, left, right, &shift, &like))
		return sp_hunkfit_refuse(why,
					 g_strdup("it stands at another depth of blocks here"));
	if (shift && !fit->job->hints->c)
		return sp_hunkfit_refuse(why, g_strdup("its lines are indented otherwise here"));
	line = extra ? sp_units_get(fit->ours, sp_hunkfit_unit(fit, left)->ours)->last + 1
		     : line_between(fit, group, left, right);
	edit = sp_hunkfit_new_edit(fit, line, 0);
	sp_hunkfit_add(fit, edit, group->new, group->new_end, shift, like);
	sp_hunkedit_note(edit, TRUE, 0);
	return edit;
}

/* The unit next to line @line, or in it, on that side: code or comment; G_MAXUINT for none. */
static guint next_unit(const SpHunkFit *fit, guint line, int step)
{
	for (; line < fit->old->len; line += step)
		if (fit->theirs->unit[line])
			return fit->theirs->unit[line] - 1;
	return G_MAXUINT;
}

/* Whether the unit stands here, a comment as it is. */
static gboolean stands_here(const SpHunkFit *fit, guint unit)
{
	return unit != G_MAXUINT && sp_hunkfit_unit(fit, unit)->ours != G_MAXUINT &&
	       (sp_hunkfit_unit(fit, unit)->exact || !sp_units_get(fit->theirs, unit)->comment);
}

SpHunkEdit *sp_hunkclose(const SpHunkFit *fit, const SpHunkGroup *group, char **why)
{
	guint left = sp_hunkfit_above(fit, group->old);
	guint right = sp_hunkfit_below(fit, group->old_end);
	guint above = next_unit(fit, group->old - 1, -1), below = next_unit(fit, group->old_end, 1);
	guint first, end, gap;
	SpHunkEdit *edit;

	if (left == G_MAXUINT || right == G_MAXUINT)
		return sp_hunkfit_refuse(why, g_strdup("it takes nothing but blank lines away, and "
						       "it has lines on one side of them only"));
	if (!stands_here(fit, left) || !stands_here(fit, right) || !stands_here(fit, above) ||
	    !stands_here(fit, below) || !vouched(fit, left, right))
		return sp_hunkfit_refuse(why, g_strdup("it takes nothing but blank lines away, and "
						       "its neighbours are others here"));
	first = sp_units_get(fit->ours, sp_hunkfit_unit(fit, above)->ours)->last + 1;
	end = sp_units_get(fit->ours, sp_hunkfit_unit(fit, below)->ours)->first;
	gap = sp_units_get(fit->theirs, below)->first - sp_units_get(fit->theirs, above)->last - 1;
	for (guint i = first; i < end; i++)
		if (!is_blank(fit->ours->lines, i))
			gap = 0;
	if (end != first && (end < first || end - first != gap))
		return sp_hunkfit_refuse(
			why, g_strdup("the blank lines that it takes away are not here"));
	edit = sp_hunkfit_new_edit(fit, first, end == first ? 0 : group->old_end - group->old);
	if (end == first)
		edit->rung = SP_RUNG_THERE;
	else
		sp_hunkedit_note(edit, FALSE, first);
	return edit;
}
