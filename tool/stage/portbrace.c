/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portbrace: by kernel style a "}" begins a unit and a "{" ends one; what has no braces is the body
 * of the unit above it.
 */
#include "stage/portbrace.h"

const SpUnitWord *sp_portbrace_word(const SpPortText *text, guint i, guint n)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

	return n < unit->n_words ? sp_units_word(text->units, unit->word + n) : NULL;
}

static const SpUnitWord *last_word(const SpPortText *text, guint i)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

	return sp_portbrace_word(text, i, unit->n_words - 1);
}

gboolean sp_portbrace_begins(const SpPortText *text, guint i, const char *word)
{
	return sp_unitword_is(sp_portbrace_word(text, i, 0), word);
}

gboolean sp_portbrace_leaves(const SpPortText *text, guint i)
{
	static const char *const words[] = {"return", "goto", "break", "continue", NULL};

	return sp_unitword_is_one_of(sp_portbrace_word(text, i, 0), words);
}

gboolean sp_portbrace_closes(const SpPortText *text, guint i)
{
	return sp_portbrace_begins(text, i, "}");
}

gboolean sp_portbrace_opens(const SpPortText *text, guint i)
{
	return sp_unitword_is(last_word(text, i), "{");
}

gboolean sp_portbrace_is_case(const SpPortText *text, guint i)
{
	return sp_portbrace_begins(text, i, "case") || sp_portbrace_begins(text, i, "default");
}

gboolean sp_portbrace_is_label(const SpPortText *text, guint i)
{
	return sp_unitword_is(sp_portbrace_word(text, i, 1), ":") &&
	       !sp_portbrace_word(text, i, 2) && !sp_portbrace_is_case(text, i);
}

guint sp_portbrace_head(const SpPortText *text, guint begin, guint i)
{
	int depth = 1;

	while (i-- > begin) {
		const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

		for (guint n = unit->n_words; n-- > 0;) {
			depth -= sp_unitword_is(sp_portbrace_word(text, i, n), "{");
			if (depth == 0)
				return i;
			depth += sp_unitword_is(sp_portbrace_word(text, i, n), "}");
		}
	}
	return begin;
}

int sp_portbrace_depth(const SpPortText *text, guint i)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));
	int depth = 0;

	for (guint n = 0; n < unit->n_words; n++) {
		depth += sp_unitword_is(sp_portbrace_word(text, i, n), "{");
		depth -= sp_unitword_is(sp_portbrace_word(text, i, n), "}");
	}
	return depth;
}

guint sp_portbrace_end(const SpPortText *text, guint end, guint i)
{
	int depth = 1;

	for (guint k = i + 1; k < end; k++) {
		if (depth == 1 && sp_portbrace_closes(text, k))
			return k;
		depth = MAX(depth + sp_portbrace_depth(text, k), 1);
	}
	return end;
}

/* Whether unit @i begins with "else", or with "} else". */
static gboolean is_else(const SpPortText *text, guint i)
{
	return sp_unitword_is(sp_portbrace_word(text, i, sp_portbrace_closes(text, i) ? 1 : 0),
			      "else");
}

/* Whether the statement below is all of the body of unit @i. */
static gboolean is_open_head(const SpPortText *text, guint i)
{
	static const char *const heads[] = {"if", "else", "for", "while", NULL};

	return (sp_unitword_is_one_of(sp_portbrace_word(text, i, 0), heads) || is_else(text, i)) &&
	       !sp_portbrace_opens(text, i) && !sp_unitword_is(last_word(text, i), ";");
}

gboolean sp_portbrace_is_conditional(const SpPortText *text, guint begin, guint i)
{
	return i > begin && is_open_head(text, i - 1);
}

/* The first unit behind the statement that unit @i begins, with all of its arms. */
static guint behind_statement(const SpPortText *text, guint end, guint i)
{
	while (i < end) {
		gboolean head = is_open_head(text, i);

		if (sp_portbrace_opens(text, i)) {
			i = sp_portbrace_end(text, end, i);
			if (i < end && is_else(text, i))
				continue;
		}
		i = MIN(i + 1, end);
		if (!head && (i == end || !sp_portbrace_begins(text, i, "else")))
			return i;
	}
	return end;
}

guint sp_portbrace_behind_else(const SpPortText *text, guint end, guint i)
{
	return i < end && is_else(text, i) ? behind_statement(text, end, i) : i;
}

guint sp_portbrace_behind(const SpPortText *text, guint end, guint i)
{
	return is_else(text, i) ? behind_statement(text, end, i)
				: sp_portbrace_behind_else(text, end, i + 1);
}

guint sp_portbrace_else_of(const SpPortText *text, guint begin, guint i)
{
	while (sp_portbrace_is_conditional(text, begin, i))
		if (sp_portbrace_begins(text, --i, "else"))
			return i;
	return G_MAXUINT;
}

guint sp_portbrace_first_arm(const SpPortText *text, guint begin, guint i)
{
	while (i > begin && is_else(text, i)) {
		gboolean closes = sp_portbrace_closes(text, i);

		if (!closes)
			i--;
		if (sp_portbrace_closes(text, i))
			i = sp_portbrace_head(text, begin, i);
		while (!closes && sp_portbrace_is_conditional(text, begin, i))
			i--;
	}
	return i;
}

/* Whether a "break" leads out of the block that unit @i opens, and not only out of an "if". What is
 * no keyword is a macro that loops. */
static gboolean is_left_by_break(const SpPortText *text, guint begin, guint i)
{
	static const char *const others[] = {"}", "if", "else", "{", "case", "default", NULL};

	if (sp_portbrace_begins(text, i, "{") && i > begin &&
	    sp_unitword_is(last_word(text, i - 1), ")"))
		i--;
	return !sp_unitword_is_one_of(sp_portbrace_word(text, i, 0), others) &&
	       !sp_unitword_is(sp_portbrace_word(text, i, 1), ":");
}

guint sp_portbrace_behind_loop(const SpPortText *text, guint begin, guint end, guint i)
{
	int depth = 0;

	for (guint k = i + 1; k < end; k++) {
		if (depth || !sp_portbrace_closes(text, k))
			depth = MAX(depth + sp_portbrace_depth(text, k), 0);
		else if (!sp_portbrace_opens(text, k) &&
			 is_left_by_break(text, begin, sp_portbrace_head(text, begin, k)))
			return k + 1;
	}
	return end;
}
