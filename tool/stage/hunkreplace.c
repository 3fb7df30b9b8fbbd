/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkreplace: a change that takes lines away replaces those that they are aligned with, as a
 * whole, or word by word where the branch has some of them in other words.
 */
#include "stage/hunkreplace.h"

#include "stage/hunkreach.h"
#include "stage/hunkwords.h"

#include <string.h>

/* Whether the unit of ours next to @ours, on that side, is the equal of the neighbour of theirs. */
static gboolean is_next(const SpHunkFit *fit, guint neighbour, guint ours, int step)
{
	if (neighbour == G_MAXUINT || !sp_hunkfit_unit(fit, neighbour)->exact)
		return FALSE;
	for (guint i = ours + step; i < fit->ours->units->len; i += step)
		if (i == sp_hunkfit_unit(fit, neighbour)->ours ||
		    !sp_units_get(fit->ours, i)->comment)
			return i == sp_hunkfit_unit(fit, neighbour)->ours;
	return FALSE;
}

static gboolean has_call(const SpUnits *units, guint i)
{
	const SpUnit *unit = sp_units_get(units, i);

	for (guint w = 0; w < unit->n_words; w++)
		if (sp_unitword_equals(sp_units_word(units, unit->word + w), "("))
			return TRUE;
	return unit->weight > 2;
}

/* Whether the statement leaves, and does no more. */
static gboolean leaves(const SpUnits *units, guint i)
{
	static const char *const ways[] = {"return", "goto", NULL};

	return i < units->units->len && sp_hunkfit_begins(units, i, ways) &&
	       sp_units_get(units, i)->n_words <= 4;
}

/* Whether what stands there instead of a neighbour says nothing: a brace, a log, "return 0;". */
static gboolean is_idle(const SpHunkFit *fit, guint neighbour, guint ours, int step)
{
	static const char *const arms[] = {"else", "do", "case", "default", NULL};

	for (guint i = ours + step; i < fit->ours->units->len; i += step) {
		if (sp_units_get(fit->ours, i)->comment)
			continue;
		return (!has_call(fit->ours, i) && !sp_hunkfit_begins(fit->ours, i, arms)) ||
		       (leaves(fit->ours, i) && leaves(fit->theirs, neighbour)) ||
		       sp_hunkfit_is_log(fit->ours, i) ||
		       (neighbour != G_MAXUINT && sp_hunkfit_unit(fit, neighbour)->ours == i);
	}
	return TRUE;
}

/* Whether the lines of two equal units are broken alike. */
static gboolean same_breaks(const SpHunkFit *fit, guint unit)
{
	const SpUnit *theirs = sp_units_get(fit->theirs, unit);
	const SpUnit *ours = sp_units_get(fit->ours, sp_hunkfit_unit(fit, unit)->ours);

	if (ours->last - ours->first != theirs->last - theirs->first)
		return FALSE;
	for (guint i = 0; i < theirs->n_words; i++)
		if (sp_units_word(fit->theirs, theirs->word + i)->line - theirs->first !=
		    sp_units_word(fit->ours, ours->word + i)->line - ours->first)
			return FALSE;
	return TRUE;
}

/* New lines of the group; those that are context are the branch's own. */
static void replace_lines(const SpHunkFit *fit, const SpHunkGroup *group, SpHunkEdit *edit,
			  guint our_first, int shift, const char *like)
{
	guint old = 0, new = 0, line = our_first;

	for (guint i = 0; i < fit->hunk->lines->len; i++) {
		const SpHunkLine *mine = sp_hunkfile_line(fit->hunk, i);
		gboolean in_old = mine->origin != '+' && old >= group->old && old < group->old_end;
		gboolean in_new = mine->origin != '-' && new >= group->new &&new < group->new_end;

		if (mine->origin == '+' && in_new) {
			sp_hunkedit_note(edit, TRUE, edit->lines->len);
			sp_hunkfit_add(fit, edit, new, new + 1, shift, like);
		} else if (mine->origin == '-' && in_old) {
			sp_hunkedit_note(edit, FALSE, line);
		} else if (in_old && in_new) {
			g_ptr_array_add(edit->lines, (char *)sp_hunkfit_line(fit, line));
		}
		line += in_old;
		old += mine->origin != '+';
		new += mine->origin != '-';
	}
}

static SpHunkEdit *replace_words(const SpHunkFit *fit, const SpHunkGroup *group, guint first,
				 guint last, int shift, char **why)
{
	guint mine = sp_hunkfit_unit(fit, first)->ours,
	      mine_last = sp_hunkfit_unit(fit, last)->ours;
	const SpUnit *one = sp_units_get(fit->ours, mine);
	const SpUnit *two = sp_units_get(fit->ours, mine_last);
	SpUnitSpan old = sp_units_span(fit->theirs, first, last);
	SpUnitSpan ours = sp_units_span(fit->ours, mine, mine_last), new;
	guint new_first, new_last;
	g_autofree char *text = NULL, *reason = NULL;
	g_auto(GStrv) lines = NULL;
	SpHunkEdit *edit;

	if (!sp_hunkfit_units(fit->changed, group->new, group->new_end, &new_first, &new_last))
		return sp_hunkfit_refuse(
			why, g_strdup("it takes away what the branch has in other words"));
	new = sp_units_span(fit->changed, new_first, new_last);
	text = sp_hunkwords_merge(&old, &new, &ours, fit->names, shift, &reason);
	if (!text)
		return sp_hunkfit_refuse(why, g_steal_pointer(&reason));
	edit = sp_hunkfit_new_edit(fit, one->first, two->last - one->first + 1);
	edit->rung = SP_RUNG_WORDS;
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		char *line = g_strdup(lines[i]);

		g_ptr_array_add(edit->made, line);
		g_ptr_array_add(edit->lines, line);
	}
	sp_hunkedit_note(edit, FALSE, one->first);
	return edit;
}

/* Blank lines at the ends of what a group takes away; they belong to no unit. */
static void count_blanks(const SpHunkFit *fit, const SpHunkGroup *group, guint first, guint last,
			 guint *above, guint *below)
{
	*above = sp_units_get(fit->theirs, first)->first - group->old;
	*below = group->old_end - sp_units_get(fit->theirs, last)->last - 1;
}

static gboolean are_blank(const SpHunkFit *fit, guint first, guint n)
{
	for (guint i = first; i < first + n; i++) {
		const char *line = i < fit->ours->lines->len ? sp_hunkfit_line(fit, i) : "x";

		if (line[strspn(line, " \t\r")])
			return FALSE;
	}
	return TRUE;
}

/*
 * For a group that adds nothing: of the branch's lines from the first to the last one that it takes
 * away, all must be among those; some that it takes away may be missing.
 */
static SpHunkEdit *take_away(const SpHunkFit *fit, const SpHunkGroup *group, guint first,
			     guint last, char **why)
{
	guint from = sp_hunkfit_unit(fit, first)->ours, to = sp_hunkfit_unit(fit, last)->ours,
	      mine = from;
	guint all = 0, there = 0;
	const SpUnit *one, *two;
	SpHunkEdit *edit;

	if (from == G_MAXUINT || to == G_MAXUINT || !sp_hunkfit_unit(fit, first)->exact ||
	    !sp_hunkfit_unit(fit, last)->exact)
		return sp_hunkfit_refuse(why, g_strdup("it takes away what is not here"));
	for (guint i = first; i <= last; i++) {
		all += sp_units_get(fit->theirs, i)->weight;
		if (sp_hunkfit_unit(fit, i)->ours == G_MAXUINT)
			continue;
		if (!sp_hunkfit_unit(fit, i)->exact || sp_hunkfit_unit(fit, i)->ours != mine++)
			return sp_hunkfit_refuse(
				why, g_strdup("what it takes away has other lines here"));
		there += sp_units_get(fit->theirs, i)->weight;
	}
	if (mine != to + 1 || there * 10 < all * 8)
		return sp_hunkfit_refuse(why, g_strdup("too little of what it takes away is here"));
	one = sp_units_get(fit->ours, from);
	two = sp_units_get(fit->ours, to);
	edit = sp_hunkfit_new_edit(fit, one->first, two->last - one->first + 1);
	/* The blank line below goes with it, as in the patch. */
	for (guint i = sp_units_get(fit->theirs, last)->last + 1; i < group->old_end; i++)
		edit->length += edit->first + edit->length < fit->ours->lines->len &&
				!*sp_hunkfit_line(fit, edit->first + edit->length);
	sp_hunkedit_note(edit, FALSE, one->first);
	return edit;
}

/* Whether the neighbour stands at another depth, against what the patch shows. */
static gboolean is_deeper(const SpHunkFit *fit, guint neighbour, int shift)
{
	const char *line;

	if (neighbour == G_MAXUINT || sp_hunkfit_unit(fit, neighbour)->ours == G_MAXUINT)
		return FALSE;
	line = fit->old->pdata[sp_units_get(fit->theirs, neighbour)->first];
	/* Labels and directives stand where they stand. */
	return g_ascii_isspace(*line) && sp_hunkfit_shift(fit, neighbour) != shift;
}

/* Whether a line like unit @unit stands in the hunk that the branch has not: it is one of two. */
static gboolean is_one_of_two(const SpHunkFit *fit, guint unit)
{
	for (guint i = 0; i < fit->theirs->units->len; i++)
		if (i != unit && sp_hunkfit_unit(fit, i)->ours == G_MAXUINT &&
		    sp_units_same(fit->theirs, unit, fit->theirs, i, NULL))
			return TRUE;
	return FALSE;
}

/* The unit that opens the block which unit @i is in: the nearest above that is indented less;
 * G_MAXUINT if it is none with a brace. */
static guint opener(const SpUnits *units, guint i)
{
	int indent = sp_hunkwords_indent(units->lines->pdata[sp_units_get(units, i)->first]);

	while (i-- > 0) {
		const SpUnit *unit = sp_units_get(units, i);
		const char *line = units->lines->pdata[unit->first];

		if (unit->comment || !g_ascii_isspace(*line) || sp_hunkwords_indent(line) >= indent)
			continue;
		line = sp_units_word(units, unit->word)->text;
		return *line != '}' && sp_unitword_equals(
					       sp_units_word(units, unit->word + unit->n_words - 1),
					       "{")
			       ? i
			       : G_MAXUINT;
	}
	return G_MAXUINT;
}

/* How often the unit of theirs stands in units @from to before @end. */
static guint count_units(const SpHunkFit *fit, guint unit, const SpUnits *units, guint from,
			 guint end)
{
	guint count = 0;

	for (guint i = from; i < end; i++)
		count += sp_units_same(fit->theirs, unit, units, i,
				       units == fit->ours ? fit->names : NULL);
	return count;
}

/* Whether the unit, the only one of its kind in the function, is in the block that it is in
 * upstream, and nothing that the change uses is set otherwise in it. */
static gboolean is_in_its_block(const SpHunkFit *fit, const SpHunkGroup *group, guint unit)
{
	enum { MUCH = 4 };
	guint ours = sp_hunkfit_unit(fit, unit)->ours, head = opener(fit->theirs, unit);

	if (!fit->in_function || !fit->job->hints->c || head == G_MAXUINT ||
	    sp_units_get(fit->theirs, unit)->weight < MUCH || !sp_hunkfit_unit(fit, head)->exact ||
	    sp_hunkfit_unit(fit, head)->ours != opener(fit->ours, ours))
		return FALSE;
	for (guint i = head + 1; i < unit; i++)
		if (!sp_hunkfit_unit(fit, i)->exact && sp_hunkreach_sets(fit, group, i))
			return FALSE;
	return count_units(fit, unit, fit->ours, fit->from, fit->end) == 1 &&
	       count_units(fit, unit, fit->theirs, 0, fit->theirs->units->len) == 1;
}

/* Whether what stands around the units that are replaced is as in the patch, as far as it must. */
static gboolean fits_around(const SpHunkFit *fit, const SpHunkGroup *group, guint first, guint last,
			    gboolean exact, char **why)
{
	guint left = sp_hunkfit_above(fit, group->old);
	guint right = sp_hunkfit_below(fit, group->old_end);
	guint mine = sp_hunkfit_unit(fit, first)->ours;
	guint mine_last = sp_hunkfit_unit(fit, last)->ours;
	gboolean left_ok = is_next(fit, left, mine, -1), left_near;
	gboolean right_ok = is_next(fit, right, mine_last, 1), right_near;
	int shift = sp_hunkfit_shift(fit, first);

	/* The head of a function of that name needs no line above it. */
	left_ok |= first == last &&
		   sp_units_same_head(fit->theirs, first, fit->ours, mine, fit->names);
	left_near = left_ok || is_next(fit, sp_hunkreach(fit, group, left, -1), mine, -1);
	right_near = right_ok || is_next(fit, sp_hunkreach(fit, group, right, 1), mine_last, 1);
	if (exact ? !left_ok && !right_ok && !(first == last && is_in_its_block(fit, group, first))
		  : (!left_ok && !right_ok) || !left_near || !right_near)
		sp_hunkfit_refuse(why,
				  g_strdup("the lines around what it changes are others here"));
	else if (!fit->job->hints->loose && ((!left_near && !is_idle(fit, left, mine, -1)) ||
					     (!right_near && !is_idle(fit, right, mine_last, 1))))
		sp_hunkfit_refuse(why,
				  g_strdup("something else stands next to what it changes here"));
	else if (fit->job->hints->c && ((left_ok && is_deeper(fit, left, shift)) ||
					(right_ok && is_deeper(fit, right, shift))))
		sp_hunkfit_refuse(why, g_strdup("it stands at another depth of blocks than the "
						"lines around it"));
	else
		return TRUE;
	return FALSE;
}

SpHunkEdit *sp_hunkreplace(const SpHunkFit *fit, const SpHunkGroup *group, guint first, guint last,
			   char **why)
{
	guint mine = sp_hunkfit_unit(fit, first)->ours, above, below;
	gboolean exact = TRUE, alike = TRUE;
	const SpUnit *one, *two;
	SpHunkEdit *edit;
	int shift;

	for (guint i = first; i <= last; i++) {
		const SpAlignedUnit *unit = sp_hunkfit_unit(fit, i);
		g_autofree char *text = sp_units_quote(fit->theirs, i);

		if (is_one_of_two(fit, i))
			return sp_hunkfit_refuse(
				why, g_strdup_printf("there is one %s less here", text));
		if (unit->ours == G_MAXUINT && group->new == group->new_end)
			return take_away(fit, group, first, last, why);
		if (unit->ours == G_MAXUINT)
			return sp_hunkfit_refuse(why, g_strdup_printf("%s is not here", text));
		if (unit->ours != mine + (i - first))
			return sp_hunkfit_refuse(
				why, g_strdup_printf("something else stands before %s here", text));
		exact &= unit->exact && same_breaks(fit, i);
		alike &= unit->exact ||
			 sp_align_likeness(fit->theirs, i, fit->ours, unit->ours, fit->names) >= 50;
		if (!alike)
			return sp_hunkfit_refuse(
				why, g_strdup_printf("it takes away %s, which is another "
						     "one here",
						     text));
	}
	shift = sp_hunkfit_shift(fit, first);
	if (!fits_around(fit, group, first, last, exact, why))
		return NULL;
	if (shift && !fit->job->hints->c)
		return sp_hunkfit_refuse(why, g_strdup("its lines are indented otherwise here"));
	if (!exact)
		return replace_words(fit, group, first, last, shift, why);
	count_blanks(fit, group, first, last, &above, &below);
	one = sp_units_get(fit->ours, mine);
	two = sp_units_get(fit->ours, sp_hunkfit_unit(fit, last)->ours);
	if (above > one->first || !are_blank(fit, one->first - above, above) ||
	    !are_blank(fit, two->last + 1, below))
		return sp_hunkfit_refuse(
			why, g_strdup("the blank lines that it takes away are not here"));
	if (two->last + 1 + below - (one->first - above) != group->old_end - group->old)
		return sp_hunkfit_refuse(
			why, g_strdup("there are blank lines or comments more in what it "
				      "takes away"));
	edit = sp_hunkfit_new_edit(fit, one->first - above, group->old_end - group->old);
	replace_lines(fit, group, edit, edit->first, shift, sp_hunkfit_like(fit, first));
	return edit;
}
