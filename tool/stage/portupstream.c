/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portupstream: pairs of units are counted, ways out of a label compared, unit by unit.
 */
#include "stage/portupstream.h"

#include "stage/porttext.h"

#include <string.h>

/* How often the units @i and @i + 1 of @a stand one behind the other in @b; @line: the last. */
static guint count_pairs(const SpPortText *a, guint i, const SpPortText *b, guint *line)
{
	guint count = 0;

	for (guint k = 0; k + 1 < b->code->len; k++) {
		if (!sp_porttext_same(a, i, b, k) || !sp_porttext_same(a, i + 1, b, k + 1))
			continue;
		count++;
		*line = sp_units_get(b->units, sp_porttext_unit(b, k))->first + 1;
	}
	return count;
}

/* Whether @text has more of the longest name of unit @i of @pre than @other has. */
static gboolean has_more(const SpPortText *pre, guint i, const char *text, const char *other)
{
	const SpUnit *unit = sp_units_get(pre->units, sp_porttext_unit(pre, i));
	g_autofree char *name = NULL;
	guint longest = unit->word, count = 0;

	for (guint w = unit->word; w < unit->word + unit->n_words; w++)
		if (sp_unitword_is_name(sp_units_word(pre->units, w)) &&
		    sp_units_word(pre->units, w)->length >
			    sp_units_word(pre->units, longest)->length)
			longest = w;
	name = g_strndup(sp_units_word(pre->units, longest)->text,
			 sp_units_word(pre->units, longest)->length);
	for (const char *at = text; (at = strstr(at, name)); at++)
		count++;
	for (const char *at = other; count && (at = strstr(at, name)); at++)
		count--;
	return count > 0;
}

/* A pair of units of upstream's change of which the branch has more left than upstream. */
static char *places_left(SpPortChange *theirs, SpPortChange *ours)
{
	enum { TELLING = 4 };
	const GArray *runs = sp_portchange_runs(theirs);
	const SpPortText *pre = sp_portchange_old(theirs);

	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);
		guint first = sp_porttext_from(pre, run->old);
		guint end = sp_porttext_from(pre, run->old + run->old_lines);

		/* The lines themselves and the ones around them. */
		for (guint k = first ? first - 1 : 0; k < end && k + 1 < pre->code->len; k++) {
			guint line = 0, here = 0, there;
			guint weight =
				sp_units_get(pre->units, sp_porttext_unit(pre, k))->weight +
				sp_units_get(pre->units, sp_porttext_unit(pre, k + 1))->weight;

			/* Cheap, and true nearly always: no more of it than upstream. */
			if (weight < TELLING ||
			    !has_more(pre, k, ours->after->text, theirs->after->text))
				continue;
			there = count_pairs(pre, k, sp_portchange_new(theirs), &line);
			here = count_pairs(pre, k, sp_portchange_new(ours), &line);
			if (here > there)
				return g_strdup_printf("line %u is like what upstream changes, and "
						       "upstream has no such place",
						       line);
		}
	}
	return NULL;
}

/* Whether the same is done from the unit @i of @a and @k of @b on, up to a return or to the units
 * @a_end and @b_end, where their functions end. */
static gboolean same_way_out(const SpPortText *a, guint i, guint a_end, const SpPortText *b,
			     guint k, guint b_end)
{
	for (; i < a_end && k < b_end; i++, k++) {
		const SpUnit *unit = sp_units_get(a->units, sp_porttext_unit(a, i));

		if (!sp_porttext_same(a, i, b, k))
			return FALSE;
		if (sp_unitword_equals(sp_units_word(a->units, unit->word), "return"))
			return TRUE;
	}
	return i == a_end && k == b_end;
}

/* A goto that the change adds, to a label behind which the branch does other things. */
static char *other_label(SpPortChange *upstream, SpPortChange *branch)
{
	const GArray *runs = sp_portchange_runs(branch);
	const SpPortText *post = sp_portchange_near(upstream);
	const SpPortText *after = sp_portchange_near(branch);
	const SpCSource *theirs = sp_portchange_source(upstream);
	const SpCSource *ours = sp_portchange_source(branch);

	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);

		for (guint k = sp_porttext_from(after, run->new); k < after->code->len; k++) {
			const SpUnit *unit = sp_units_get(after->units, sp_porttext_unit(after, k));
			const SpUnitWord *word = sp_units_word(after->units, unit->word);
			const SpFunction *function = sp_csource_function_at(ours, unit->first);
			g_autoptr(GPtrArray) twins = NULL;
			const SpFunction *twin;
			guint there, here;

			if (unit->first >= run->new + run->new_lines)
				break;
			if (!sp_unitword_equals(word, "goto") || unit->n_words < 2 || !function)
				continue;
			twins = sp_csource_find(theirs, function->name, function->arm);
			if (twins->len != 1)
				continue;
			twin = twins->pdata[0];
			there = sp_porttext_behind_label(post, theirs, twin->open, word + 1);
			here = sp_porttext_behind_label(after, ours, unit->first, word + 1);
			if (there != G_MAXUINT && here != G_MAXUINT &&
			    !same_way_out(post, there, sp_porttext_from(post, twin->end), after,
					  here, sp_porttext_from(after, function->end)))
				return g_strdup_printf(
					"behind the label %.*s the branch does other "
					"things than upstream",
					(int)word[1].length, word[1].text);
		}
	}
	return NULL;
}

/* The last lock call above @line in its function; G_MAXUINT for none. */
static guint lock_above(const SpPortText *text, const SpFunction *function, guint line)
{
	for (guint i = sp_porttext_from(text, line); i-- > 0;) {
		const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

		if (unit->first <= function->open)
			return G_MAXUINT;
		if (unit->first < line && sp_units_locks(text->units, sp_porttext_unit(text, i)))
			return i;
	}
	return G_MAXUINT;
}

/* Whether the function's text may take a lock at all. */
static gboolean mentions_lock(const char *text, const SpFunction *function)
{
	static const char *const words[] = {"lock", "down", "up(",     "up_",
					    "irq",  "_bh",  "preempt", NULL};
	g_autofree char *body = NULL;
	const char *from = text, *end;

	for (guint i = 0; i < function->open && from; i++)
		from = strchr(from, '\n') ? strchr(from, '\n') + 1 : NULL;
	end = from;
	for (guint i = function->open; i < function->end && end; i++)
		end = strchr(end, '\n') ? strchr(end, '\n') + 1 : NULL;
	if (!from || !end)
		return TRUE;
	body = g_strndup(from, end - from);
	for (const char *const *word = words; *word; word++)
		if (strstr(body, *word))
			return TRUE;
	return FALSE;
}

/* Changes of a function in which another lock is taken above than upstream. */
static char *other_lock(SpPortChange *upstream, SpPortChange *branch)
{
	const GArray *theirs = sp_portchange_runs(upstream), *ours = sp_portchange_runs(branch);
	const SpCSource *there = sp_portchange_source(upstream);
	const SpCSource *here = sp_portchange_source(branch);

	for (guint i = 0; i < ours->len && ours->len == theirs->len; i++) {
		guint line = g_array_index(theirs, SpPortRun, i).new;
		guint our_line = g_array_index(ours, SpPortRun, i).new;
		const SpFunction *one = sp_csource_function_at(there, line);
		const SpFunction *two = sp_csource_function_at(here, our_line);
		const SpPortText *post, *after;
		g_autofree char *text = NULL;
		guint a, b;

		if (!one || !two || !g_str_equal(one->name, two->name) ||
		    (!mentions_lock(upstream->after->text, one) &&
		     !mentions_lock(branch->after->text, two)))
			continue;
		post = sp_portchange_near(upstream);
		after = sp_portchange_near(branch);
		a = lock_above(post, one, line);
		b = lock_above(after, two, our_line);
		if (a == G_MAXUINT && b == G_MAXUINT)
			continue;
		if (a != G_MAXUINT && b != G_MAXUINT &&
		    sp_units_kin(post->units, sp_porttext_unit(post, a), after->units,
				 sp_porttext_unit(after, b), NULL))
			continue;
		text = b == G_MAXUINT ? g_strdup("no lock")
				      : sp_units_quote(after->units, sp_porttext_unit(after, b));
		return g_strdup_printf("above line %u %s() has %s, other than upstream",
				       our_line + 1, two->name, text);
	}
	return NULL;
}

/* Whether a line that the change adds begins with "goto". */
static gboolean adds_goto(SpPortChange *change)
{
	const GArray *runs = sp_portchange_runs(change);
	char *const *lines = sp_hunkfile_split(change->after);
	guint n = g_strv_length((GStrv)lines);

	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);

		for (guint k = run->new; k < MIN(n, run->new + run->new_lines); k++)
			if (strstr(lines[k], "goto "))
				return TRUE;
	}
	return FALSE;
}

char *sp_portupstream_doubt(SpPortChange *theirs, SpPortChange *ours)
{
	char *why = places_left(theirs, ours);

	if (!why && adds_goto(ours))
		why = other_label(theirs, ours);
	return why ? why : other_lock(theirs, ours);
}

/* Lines with more than blanks and braces next to a run, two on each side, that are the same. */
static guint same_lines(const GPtrArray *a, guint line, const GPtrArray *b, guint other, int step)
{
	guint same_count = 0;

	for (guint n = 0; n < 2; n++) {
		g_autofree char *one = NULL, *two = NULL;

		do
			line += step;
		while (line < a->len && !*(char *)a->pdata[line]);
		do
			other += step;
		while (other < b->len && !*(char *)b->pdata[other]);
		if (line >= a->len || other >= b->len)
			return same_count + (line >= a->len && other >= b->len) * (2 - n);
		one = g_strstrip(g_strdup(a->pdata[line]));
		two = g_strstrip(g_strdup(b->pdata[other]));
		if (!g_str_equal(one, two))
			return same_count;
		same_count++;
	}
	return same_count;
}

char *sp_portupstream_merged(SpPortChange *upstream, SpPortChange *merged)
{
	const GArray *theirs = sp_portchange_runs(upstream), *ours = sp_portchange_runs(merged);
	const SpHunkFile *post = upstream->after, *result = merged->after;
	const SpCSource *source = sp_portchange_source(merged);

	for (guint i = 0; i < ours->len && theirs->len == ours->len; i++) {
		const SpPortRun *one = &g_array_index(theirs, SpPortRun, i);
		const SpPortRun *two = &g_array_index(ours, SpPortRun, i);
		guint above = same_lines(post->lines, one->new, result->lines, two->new, -1);
		guint below = same_lines(post->lines, one->new + one->new_lines - 1, result->lines,
					 two->new + two->new_lines - 1, 1);

		if (!above || !below ||
		    above + below < (sp_csource_function_at(source, two->new) ? 4 : 3))
			return g_strdup_printf("%s:%u: only a merge has a place for it, and its "
					       "surroundings are not upstream's",
					       merged->path, two->new + 1);
	}
	return NULL;
}
