/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkfit: the hunk's old side is aligned with the function that it belongs to (with the file,
 * where nothing tells the function). The alignment says which lines of the file the changes' lines
 * and neighbours are; hunkfitedit then changes them, or says why it must not be done there.
 */
#include "stage/hunkfit.h"

#include "stage/hunkdoubt.h"
#include "stage/hunkfitedit.h"
#include "stage/hunkmember.h"
#include "stage/hunknames.h"
#include "stage/hunkobject.h"
#include "stage/hunkoption.h"
#include "stage/hunkscope.h"

#include <string.h>

/* Of 100: what must fit, and how much worse any other place must be. */
enum { ENOUGH_IN_FUNCTION = 35, ENOUGH_ANYWHERE = 50, CLEARLY = 20 };

static gboolean refuse(char **why, char *reason)
{
	g_free(*why);
	*why = reason;
	return FALSE;
}

/* The units of ours in lines @first to @last. */
static void range_of(const SpUnits *ours, guint first, guint last, guint *from, guint *end)
{
	*from = *end = 0;
	for (guint i = 0; i < ours->units->len; i++) {
		const SpUnit *unit = sp_units_get(ours, i);

		if (unit->last < first)
			*from = i + 1;
		if (unit->first <= last)
			*end = i + 1;
	}
}

/* The units of ours that the changes and their neighbours are, but for those that are only like
 * them: another place may need these. */
static GArray *near(const SpHunkFit *fit, const SpAlignment *alignment)
{
	GArray *shut = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < fit->groups->len; i++) {
		const SpHunkGroup *group = &g_array_index(fit->groups, SpHunkGroup, i);

		for (guint k = 0; k < fit->theirs->units->len; k++) {
			const SpUnit *unit = sp_units_get(fit->theirs, k);
			const SpAlignedUnit *ours = sp_alignment_get(alignment, k);
			gboolean inside = unit->last >= group->old && unit->first < group->old_end;

			if (ours->ours != G_MAXUINT && (ours->exact || inside) &&
			    unit->last + 2 >= group->old && unit->first <= group->old_end + 1)
				g_array_append_val(shut, ours->ours);
		}
	}
	return shut;
}

static int percent(int part, int whole)
{
	return whole > 0 ? MAX(part, 0) * 100 / whole : 0;
}

/* One range of ours to look in. */
typedef struct {
	guint from, end;
} Range;

/* The best alignment in any of @ranges; @second: the score of the next best, elsewhere. */
static SpAlignment *align_best(const SpHunkFit *fit, const GArray *ranges, const Range **where,
			       int *second)
{
	g_autoptr(SpAlignment) best = NULL;
	guint chosen = 0;

	*second = 0;
	for (guint i = 0; i < ranges->len; i++) {
		const Range *range = &g_array_index(ranges, Range, i);
		g_autoptr(SpAlignment) one =
			sp_align(fit->theirs, fit->ours, range->from, range->end, fit->names, NULL);

		if (!one)
			continue;
		if (best && one->score <= best->score) {
			*second = MAX(*second, one->score);
			continue;
		}
		*second = MAX(*second, best ? best->score : 0);
		g_clear_pointer(&best, sp_alignment_free);
		best = g_steal_pointer(&one);
		chosen = i;
	}
	if (best) {
		const Range *range = &g_array_index(ranges, Range, chosen);
		g_autoptr(GArray) shut = near(fit, best);
		g_autoptr(SpAlignment) other =
			sp_align(fit->theirs, fit->ours, range->from, range->end, fit->names, shut);

		*second = MAX(*second, other ? other->score : 0);
		*where = range;
	}
	return g_steal_pointer(&best);
}

/* What the branch calls the function. */
static const char *name_here(const SpHunkFit *fit, const char *function)
{
	const char *other = function && fit->names
				    ? g_hash_table_lookup((GHashTable *)fit->names, function)
				    : NULL;

	return other ? other : function;
}

/* Where to look: the function of the first change, if all changes are in one; else the file. */
static GArray *ranges_of(SpHunkFit *fit, char **why)
{
	GArray *ranges = g_array_new(FALSE, FALSE, sizeof(Range));
	const SpHunkScope *scope = &g_array_index(fit->scopes, SpHunkScope, 0);
	const char *name = name_here(fit, scope->function);
	Range range = {0, fit->ours->units->len};
	g_autoptr(GPtrArray) found = NULL;

	for (guint i = 0; i < fit->scopes->len && name; i++)
		if (g_strcmp0(g_array_index(fit->scopes, SpHunkScope, i).function,
			      scope->function) != 0)
			name = NULL;
	if (!name) {
		g_array_append_val(ranges, range);
		return ranges;
	}
	found = sp_csource_find(sp_hunkfile_source(fit->job->file), name, NULL);
	for (guint i = 0; i < found->len; i++) {
		const SpFunction *function = found->pdata[i];

		if (found->len > 1 && scope->arm && !g_str_has_prefix(scope->arm, function->arm))
			continue;
		range_of(fit->ours, function->head, function->end, &range.from, &range.end);
		g_array_append_val(ranges, range);
	}
	fit->in_function = TRUE;
	if (!ranges->len)
		refuse(why, g_strdup_printf("there is no function %s() in it", name));
	return ranges;
}

/* Whether the hunk has a line of a conditional. */
static gboolean shows_arm(const SpHunkFit *fit)
{
	for (guint i = 0; i < fit->old->len; i++)
		if (g_str_has_prefix(fit->old->pdata[i], "#if") ||
		    g_str_has_prefix(fit->old->pdata[i], "#e"))
			return TRUE;
	return FALSE;
}

/* Whether each change would go into its function and arm. */
static gboolean check_scopes(const SpHunkFit *fit, guint n_edits, const GPtrArray *edits,
			     char **why)
{
	const SpCSource *source = sp_hunkfile_source(fit->job->file);

	for (guint i = n_edits; i < edits->len; i++) {
		const SpHunkEdit *edit = edits->pdata[i];
		const SpHunkScope *scope = &g_array_index(fit->scopes, SpHunkScope, i - n_edits);
		const char *name = name_here(fit, scope->function);
		guint line = edit->length || !edit->first ? edit->first : edit->first - 1;
		const SpFunction *function = sp_csource_function_at(source, line);
		const char *arm = sp_csource_arm_at(source, line);

		if (g_str_equal(edit->rung, SP_RUNG_THERE))
			continue;
		if (scope->known && scope->function &&
		    g_strcmp0(name, function ? function->name : NULL))
			return refuse(why,
				      g_strdup_printf("it belongs to %s(), and its place is in "
						      "%s()",
						      name,
						      function ? function->name : "no function"));
		if (scope->arm && g_strcmp0(arm, scope->arm) != 0)
			return refuse(why,
				      g_strdup_printf("upstream has it in [%s], here it is in [%s]",
						      scope->arm, arm));
		if (fit->job->hints->c && !scope->arm &&
		    !g_str_equal(arm, function ? function->arm : "") && !shows_arm(fit))
			return refuse(why, g_strdup_printf("its place is in [%s], of which the "
							   "patch shows nothing",
							   arm));
	}
	return TRUE;
}

static void find_scopes(SpHunkFit *fit)
{
	const SpHunkHints *hints = fit->job->hints;
	g_autoptr(SpCSource) pre =
		hints->pre && hints->c ? sp_csource_parse(hints->pre, strlen(hints->pre)) : NULL;

	fit->scopes = g_array_new(FALSE, TRUE, sizeof(SpHunkScope));
	g_array_set_clear_func(fit->scopes, (GDestroyNotify)sp_hunkscope_clear);
	for (guint i = 0; i < fit->groups->len; i++) {
		const SpHunkGroup *group = &g_array_index(fit->groups, SpHunkGroup, i);
		SpHunkScope scope = {FALSE};

		if (hints->c)
			sp_hunkscope_of(fit->hunk, fit->old, group->old, group->old_end, pre,
					&scope);
		g_array_append_val(fit->scopes, scope);
	}
}

static void clear(SpHunkFit *fit)
{
	g_clear_pointer(&fit->old, g_ptr_array_unref);
	g_clear_pointer(&fit->new, g_ptr_array_unref);
	g_clear_pointer(&fit->theirs, sp_units_free);
	g_clear_pointer(&fit->changed, sp_units_free);
	g_clear_pointer(&fit->groups, g_array_unref);
	g_clear_pointer(&fit->scopes, g_array_unref);
	g_clear_pointer(&fit->alignment, sp_alignment_free);
	g_clear_pointer(&fit->names, g_hash_table_unref);
}

/* Whether the lines that are as in the patch have a telling word among them. */
static gboolean tells_enough(const SpHunkFit *fit)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	for (guint i = 0; i < fit->theirs->units->len; i++) {
		const SpUnit *unit = sp_units_get(fit->theirs, i);

		const SpAlignedUnit *ours = sp_alignment_get(fit->alignment, i);
		gboolean counts = ours->exact || (ours->ours != G_MAXUINT &&
						  sp_units_same_head(fit->theirs, i, fit->ours,
								     ours->ours, fit->names));

		for (guint k = unit->first; counts && k <= unit->last; k++)
			g_ptr_array_add(lines, fit->old->pdata[k]);
	}
	return sp_hunkplace_is_telling(lines);
}

/* The alignment, once more when it has told what the branch calls otherwise. */
static gboolean align(SpHunkFit *fit, const GArray *ranges, char **why)
{
	const Range *where = NULL;
	gboolean more;
	int second, enough = fit->in_function ? ENOUGH_IN_FUNCTION : ENOUGH_ANYWHERE;

	do {
		g_clear_pointer(&fit->alignment, sp_alignment_free);
		fit->alignment = align_best(fit, ranges, &where, &second);
		if (!fit->alignment)
			return refuse(why, g_strdup("there is nothing to compare it with"));
		fit->from = where->from;
		fit->end = where->end;
		more = fit->job->hints->c &&
		       sp_hunknames_learn(fit->names, fit->theirs, fit->ours, where->from,
					  where->end, fit->alignment, fit->job->hints);
	} while (more);
	if (!tells_enough(fit))
		return refuse(why, g_strdup("what stands here of it may stand anywhere"));
	if (percent(fit->alignment->score, fit->alignment->full) < enough)
		return refuse(
			why, g_strdup_printf("too little of it stands here (%d of 100)",
					     percent(fit->alignment->score, fit->alignment->full)));
	fit->margin = 100 - percent(second, fit->alignment->score);
	if (fit->margin < CLEARLY)
		return refuse(why,
			      g_strdup_printf("another place fits nearly as well (margin %d of "
					      "100)",
					      fit->margin));
	return TRUE;
}

/* What all of upstream's function tells of names, where it is known. */
static void learn_from_function(SpHunkFit *fit, const GArray *ranges)
{
	const SpHunkScope *scope = &g_array_index(fit->scopes, SpHunkScope, 0);
	const Range *range = &g_array_index(ranges, Range, 0);
	g_autoptr(SpHunkFile) pre = NULL;
	g_autoptr(GPtrArray) found = NULL, lines = g_ptr_array_new();
	g_autoptr(SpUnits) theirs = NULL;
	g_autoptr(SpAlignment) alignment = NULL;
	const SpFunction *function;

	if (!fit->job->hints->pre || !fit->in_function || ranges->len != 1 ||
	    range->end <= range->from)
		return;
	pre = sp_hunkfile_new(fit->job->hints->pre);
	found = sp_csource_find(sp_hunkfile_source(pre), scope->function, scope->arm);
	if (found->len != 1)
		return;
	function = found->pdata[0];
	for (guint i = function->head; i <= function->end && i < pre->lines->len; i++)
		g_ptr_array_add(lines, pre->lines->pdata[i]);
	theirs = sp_units_new(lines, TRUE);
	alignment = sp_align(theirs, fit->ours, range->from, range->end, fit->names, NULL);
	if (alignment)
		sp_hunknames_learn(fit->names, theirs, fit->ours, range->from, range->end,
				   alignment, fit->job->hints);
}

static gboolean place(SpHunkFit *fit, GPtrArray *edits, char **why)
{
	g_autoptr(GArray) ranges = NULL;
	guint n_edits = edits->len;

	fit->groups = sp_hunkgroups(fit->hunk, fit->theirs, fit->changed);
	if (!fit->groups->len)
		return refuse(why, g_strdup("it changes nothing"));
	find_scopes(fit);
	ranges = ranges_of(fit, why);
	if (!ranges->len)
		return FALSE;
	/* Blank lines are of no unit: the rest of the hunk is there, of course. */
	if (!sp_hunkfit_only_blanks(fit) &&
	    sp_hunkfit_is_there(fit, ((Range *)(void *)ranges->data)->from,
				((Range *)(void *)ranges->data)->end, edits))
		return TRUE;
	if (fit->job->hints->loose && sp_hunkoption_place(fit, edits))
		return TRUE;
	if (fit->job->hints->c && sp_hunkmember_place(fit, edits))
		return check_scopes(fit, n_edits, edits, why);
	if (fit->job->hints->c)
		learn_from_function(fit, ranges);
	if (!align(fit, ranges, why) || (fit->job->hints->c && sp_hunkdoubt(fit, why)))
		return FALSE;
	for (guint i = 0; i < fit->groups->len; i++) {
		SpHunkEdit *edit = sp_hunkfit_edit(fit, i, why);

		if (!edit)
			return FALSE;
		g_ptr_array_add(edits, edit);
	}
	return check_scopes(fit, n_edits, edits, why);
}

static gboolean fit_hunk(SpHunkFit *fit, const SpHunk *hunk, GPtrArray *edits, char **why)
{
	const SpHunkHints *hints = fit->job->hints;
	guint n_edits = edits->len;

	fit->hunk = hunk;
	fit->in_function = FALSE;
	fit->old = sp_hunkfile_side(hunk, '-');
	fit->new = sp_hunkfile_side(hunk, '+');
	fit->theirs = sp_units_new(fit->old, hints->c);
	fit->changed = sp_units_new(fit->new, hints->c);
	fit->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (place(fit, edits, why))
		return TRUE;
	g_ptr_array_set_size(edits, n_edits);
	return FALSE;
}

/* Once more with the hunk in the branch's words, where the first try has told some of them. */
static gboolean fit_reworded(SpHunkFit *fit, GPtrArray *edits)
{
	g_autofree char *objects = NULL, *why = NULL;
	g_autoptr(SpHunk) hunk = sp_hunkobject_reword(fit, &objects);
	guint n_edits = edits->len;

	if (!hunk)
		return FALSE;
	clear(fit);
	if (!fit_hunk(fit, hunk, edits, &why))
		return FALSE;
	for (guint i = n_edits; objects && i < edits->len; i++)
		sp_hunkedit_name(edits->pdata[i], objects);
	g_ptr_array_add(fit->job->reworded, g_steal_pointer(&hunk));
	return TRUE;
}

gboolean sp_hunkfit(SpHunkJob *job, guint i, GPtrArray *edits, char **why)
{
	SpHunkFit fit = {.job = job, .index = i};
	gboolean ok;

	if (!job->units)
		job->units = sp_units_new(job->file->lines, job->hints->c);
	fit.ours = job->units;
	ok = fit_hunk(&fit, job->hunks->pdata[i], edits, why) || fit_reworded(&fit, edits);
	clear(&fit);
	return ok;
}
