/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portways: by the names of the calls, as far as kernel style tells: alloc and free, get and put.
 */
#include "stage/portways.h"

#include "stage/porttext.h"

#include <string.h>

static const char *const takes[] = {"alloc", "get",   "lock",  "enable",  "register",
				    "start", "begin", "claim", "map",	  "suspend",
				    "pause", "hold",  "init",  "prepare", NULL};
static const char *const gives[] = {"free",    "put",  "unlock",  "disable",   "unregister",
				    "stop",    "end",  "release", "unmap",     "resume",
				    "unpause", "drop", "exit",	  "unprepare", NULL};

/* Whether @part is a part of the name between underscores; "free" and "alloc" may have a prefix. */
static gboolean has_part(const SpUnitWord *name, const char *part)
{
	gsize length = strlen(part);
	gboolean loose = g_str_equal(part, "free") || g_str_equal(part, "alloc");

	for (gsize i = 0; i + length <= name->length; i++) {
		gboolean begins = i == 0 || name->text[i - 1] == '_' || loose;
		gboolean ends = i + length == name->length || name->text[i + length] == '_';

		if (begins && ends && memcmp(name->text + i, part, length) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Whether a call in lines of the unit has one of @words in its name. */
static gboolean calls(const SpUnits *units, guint i, const char *const *words)
{
	const SpUnit *unit = sp_units_get(units, i);

	for (guint w = 0; w + 1 < unit->n_words; w++) {
		const SpUnitWord *word = sp_units_word(units, unit->word + w);

		if (!sp_unitword_is_name(word) || !sp_unitword_equals(word + 1, "("))
			continue;
		for (const char *const *one = words; *one; one++)
			if (has_part(word, *one))
				return TRUE;
	}
	return FALSE;
}

/* The units of @text that begin in lines @line to before @line + @n. */
static gboolean run_calls(const SpPortText *text, guint line, guint n, const char *const *words)
{
	for (guint i = sp_porttext_from(text, line); i < text->code->len; i++) {
		guint unit = sp_porttext_unit(text, i);

		if (sp_units_get(text->units, unit)->first >= line + n)
			return FALSE;
		if (calls(text->units, unit, words))
			return TRUE;
	}
	return FALSE;
}

static guint count_returns(const SpPortText *text, guint line, guint end)
{
	guint count = 0;

	for (guint i = sp_porttext_from(text, line); i < text->code->len; i++) {
		const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

		if (unit->first >= end)
			break;
		count += sp_unitword_equals(sp_units_word(text->units, unit->word), "return");
	}
	return count;
}

/* Statements that leave, between the runs @i and @k, the changed lines left out. */
static guint returns_between(const SpPortText *text, const GArray *runs, guint i, guint k)
{
	guint count = 0;

	for (; i < k; i++) {
		const SpPortRun *one = &g_array_index(runs, SpPortRun, i);

		count += count_returns(text, one->new + one->new_lines,
				       g_array_index(runs, SpPortRun, i + 1).new);
	}
	return count;
}

char *sp_portways_leaves(SpPortChange *change)
{
	const GArray *runs = sp_portchange_runs(change);
	const SpPortText *text = sp_portchange_near(change);
	const SpCSource *source = sp_portchange_source(change);

	for (guint i = 0; i + 1 < runs->len; i++) {
		const SpPortRun *one = &g_array_index(runs, SpPortRun, i);
		const SpFunction *function = sp_csource_function_at(source, one->new);

		if (!function || !run_calls(text, one->new, one->new_lines, takes) ||
		    run_calls(text, one->new, one->new_lines, gives))
			continue;
		for (guint k = i + 1; k < runs->len; k++) {
			const SpPortRun *two = &g_array_index(runs, SpPortRun, k);

			if (sp_csource_function_at(source, two->new) != function)
				break;
			if (!run_calls(text, two->new, two->new_lines, gives))
				continue;
			if (returns_between(text, runs, i, k))
				return g_strdup_printf("%s() returns between line %u, where the "
						       "change takes something, and line %u, where "
						       "it gives it back",
						       function->name, one->new + 1, two->new + 1);
			break;
		}
	}
	return NULL;
}

/* Whether unit @i of @a stands in the units @from to before @end of @b. */
static gboolean stands_in(const SpPortText *a, guint i, const SpPortText *b, guint from, guint end)
{
	for (guint k = from; k < MIN(end, b->code->len); k++)
		if (sp_porttext_same(a, i, b, k))
			return TRUE;
	return FALSE;
}

/* Whether a function of the file that unit @k calls does what unit @i does. */
static gboolean callee_does(const SpPortText *text, const SpCSource *source, guint i, guint k)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, k));

	for (guint w = 0; w + 1 < unit->n_words; w++) {
		const SpUnitWord *word = sp_units_word(text->units, unit->word + w);
		g_autofree char *name = NULL;
		g_autoptr(GPtrArray) found = NULL;

		if (!sp_unitword_is_name(word) || !sp_unitword_equals(word + 1, "("))
			continue;
		name = g_strndup(word->text, word->length);
		found = sp_csource_find(source, name, NULL);
		for (guint f = 0; f < found->len; f++) {
			const SpFunction *function = found->pdata[f];

			if (stands_in(text, i, text, sp_porttext_from(text, function->open),
				      sp_porttext_from(text, function->end)))
				return TRUE;
		}
	}
	return FALSE;
}

static int braces_of(const SpUnits *units, guint i)
{
	const SpUnit *unit = sp_units_get(units, i);
	int depth = 0;

	for (guint w = 0; w < unit->n_words; w++) {
		const SpUnitWord *word = sp_units_word(units, unit->word + w);

		depth += sp_unitword_equals(word, "{");
		depth -= sp_unitword_equals(word, "}");
	}
	return depth;
}

/* The first unit behind the block that unit @i is in. */
static guint behind_block(const SpPortText *text, guint i)
{
	int depth = 0;

	while (i < text->code->len && depth >= 0)
		depth += braces_of(text->units, sp_porttext_unit(text, i++));
	return i;
}

static gboolean begins(const SpPortText *text, guint i, const char *name)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

	return sp_unitword_equals(sp_units_word(text->units, unit->word), name);
}

/* The unit that a goto leads to; G_MAXUINT if it cannot be told. */
static guint target_of(const SpPortText *text, const SpCSource *source, const SpFunction *function,
		       guint i)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

	if (unit->n_words < 2)
		return G_MAXUINT;
	return sp_porttext_behind_label(text, source, function->open,
					sp_units_word(text->units, unit->word + 1));
}

/* Whether the way from unit @k on does what unit @i does: straight on, over gotos and out of loops,
 * what is in inner blocks left aside. */
static gboolean way_does(const SpPortText *text, const SpCSource *source,
			 const SpFunction *function, guint i, guint k)
{
	enum { MOST_JUMPS = 8 };
	guint end = sp_porttext_from(text, function->end), jumps = 0;
	int depth = 0;

	while (k < end && jumps < MOST_JUMPS) {
		if (depth == 0 && sp_porttext_same(text, i, text, k))
			return TRUE;
		if (depth == 0 && (begins(text, k, "return") || begins(text, k, "continue") ||
				   calls(text->units, sp_porttext_unit(text, k), takes)))
			return FALSE;
		if (depth == 0 && (begins(text, k, "goto") || begins(text, k, "break"))) {
			k = begins(text, k, "goto") ? target_of(text, source, function, k)
						    : behind_block(text, k);
			jumps++;
			continue;
		}
		depth = MAX(depth + braces_of(text->units, sp_porttext_unit(text, k)), 0);
		k++;
	}
	return FALSE;
}

/* Whether what unit @i gives back is given back on the same way: above it in its block, or behind
 * the label that its block jumps to. */
static gboolean is_given_twice(const SpPortText *text, const SpCSource *source, guint i)
{
	guint unit = sp_porttext_unit(text, i);
	const SpFunction *function =
		sp_csource_function_at(source, sp_units_get(text->units, unit)->first);
	int depth = 0;

	if (!function)
		return FALSE;
	/* A lock is taken and given back all the time. */
	for (guint k = i;
	     !sp_units_locks(text->units, unit) && k-- > sp_porttext_from(text, function->open);) {
		depth -= braces_of(text->units, sp_porttext_unit(text, k));
		/* Taken anew since. */
		if (depth < 0 ||
		    (depth == 0 && calls(text->units, sp_porttext_unit(text, k), takes)))
			break;
		if (depth == 0 &&
		    (sp_porttext_same(text, i, text, k) || callee_does(text, source, i, k)))
			return TRUE;
	}
	depth = 0;
	for (guint k = i + 1; k < sp_porttext_from(text, function->end) && depth >= 0; k++) {
		depth += braces_of(text->units, sp_porttext_unit(text, k));
		if (depth == 0 && begins(text, k, "goto"))
			return way_does(text, source, function, i,
					target_of(text, source, function, k));
	}
	return FALSE;
}

char *sp_portways_gives_twice(SpPortChange *change)
{
	const GArray *runs = sp_portchange_runs(change);
	const SpPortText *text = sp_portchange_near(change);
	const SpCSource *source = sp_portchange_source(change);

	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);

		for (guint k = sp_porttext_from(text, run->new); k < text->code->len; k++) {
			const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, k));

			if (unit->first >= run->new + run->new_lines)
				break;
			if (calls(text->units, sp_porttext_unit(text, k), gives) &&
			    is_given_twice(text, source, k))
				return g_strdup_printf("line %u gives back what is given back on "
						       "that way already",
						       unit->first + 1);
		}
	}
	return NULL;
}

gboolean sp_portways_may_give(const char *line)
{
	if (!strchr(line, '('))
		return FALSE;
	for (const char *const *one = gives; *one; one++)
		if (strstr(line, *one))
			return TRUE;
	return FALSE;
}
