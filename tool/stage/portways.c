/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portways: by the names of the calls, as far as kernel style tells: alloc and free, get and put.
 */
#include "stage/portways.h"

#include "stage/portbrace.h"
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

/* The ways through a function, to where unit @given is done again. */
typedef struct {
	const SpPortText *text;
	const SpCSource *source;
	const SpFunction *function;
	guint given;
	guint begin, end; /* units of the function's braces */
	guint jumps;	  /* followed so far */
} Ways;

/* Whether the way from unit @k on does it: straight on, past other arms, over gotos and out of
 * loops, what is in inner blocks left aside. */
static gboolean way_does(Ways *ways, guint k)
{
	enum { MOST_JUMPS = 64 };
	const SpPortText *text = ways->text;
	int depth = 0;

	while (k < ways->end && ways->jumps < MOST_JUMPS) {
		if (depth) {
			depth = MAX(depth + sp_portbrace_depth(text, k), 0);
			k++;
			continue;
		}
		if (sp_porttext_same(text, ways->given, text, k))
			return TRUE;
		if (sp_portbrace_begins(text, k, "return") ||
		    sp_portbrace_begins(text, k, "continue") ||
		    calls(text->units, sp_porttext_unit(text, k), takes))
			return FALSE;
		if (sp_portbrace_begins(text, k, "goto")) {
			ways->jumps++;
			k = target_of(text, ways->source, ways->function, k);
		} else if (sp_portbrace_begins(text, k, "break")) {
			guint behind = sp_portbrace_behind_loop(text, ways->begin, ways->end, k);

			ways->jumps++;
			if (!sp_portbrace_is_conditional(text, ways->begin, k))
				k = behind;
			else if (way_does(ways, behind))
				return TRUE;
			else
				k++;
		} else if (sp_portbrace_closes(text, k)) {
			k = sp_portbrace_behind(text, ways->end, k);
		} else {
			depth = MAX(sp_portbrace_depth(text, k), 0);
			k++;
		}
	}
	return FALSE;
}

/* Whether the way does not go on behind unit @i, whatever happens. */
static gboolean bars(const Ways *ways, guint i)
{
	return sp_portbrace_leaves(ways->text, i) &&
	       !sp_portbrace_is_conditional(ways->text, ways->begin, i);
}

/* Whether it is given back above in its block, on the way down to it. */
static gboolean is_given_above(const Ways *ways)
{
	const SpPortText *text = ways->text;
	guint own = sp_portbrace_else_of(text, ways->begin, ways->given);
	gboolean arm = FALSE, label = FALSE;
	int depth = 0;

	for (guint k = ways->given; k-- > ways->begin;) {
		if (k == own)
			k = sp_portbrace_first_arm(text, ways->begin, k);
		else if (depth == 0 && sp_portbrace_opens(text, k))
			return FALSE;
		else
			depth -= sp_portbrace_depth(text, k);
		/* Taken anew since. */
		if (depth < 0 ||
		    (depth == 0 && calls(text->units, sp_porttext_unit(text, k), takes)))
			return FALSE;
		if (depth)
			continue;
		if (sp_porttext_same(text, ways->given, text, k) ||
		    callee_does(text, ways->source, ways->given, k))
			return TRUE;
		/* The arm of a switch above this one ends. */
		if (arm && bars(ways, k))
			return FALSE;
		label |= sp_portbrace_is_label(text, k);
		arm = !label && sp_portbrace_is_case(text, k);
	}
	return FALSE;
}

/* Whether it is given back behind the label that its block jumps to. */
static gboolean is_given_below(Ways *ways)
{
	const SpPortText *text = ways->text;
	guint k = ways->given + 1;
	int depth = 0;

	if (sp_portbrace_is_conditional(text, ways->begin, ways->given))
		k = sp_portbrace_behind_else(text, ways->end, k);
	for (; k < ways->end && depth >= 0; k++) {
		if (depth == 0 && sp_portbrace_begins(text, k, "goto"))
			return way_does(ways, target_of(text, ways->source, ways->function, k));
		if (depth == 0 && (sp_portbrace_closes(text, k) || bars(ways, k)))
			return FALSE;
		depth += sp_portbrace_depth(text, k);
	}
	return FALSE;
}

/* Whether what unit @i gives back is given back on the same way. */
static gboolean is_given_twice(const SpPortText *text, const SpCSource *source, guint i)
{
	guint unit = sp_porttext_unit(text, i);
	const SpFunction *function =
		sp_csource_function_at(source, sp_units_get(text->units, unit)->first);
	Ways ways = {text, source, function, i};

	if (!function)
		return FALSE;
	ways.begin = sp_porttext_from(text, function->open);
	ways.end = sp_porttext_from(text, function->end);
	/* A lock is taken and given back all the time. */
	return (!sp_units_locks(text->units, unit) && is_given_above(&ways)) ||
	       is_given_below(&ways);
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
