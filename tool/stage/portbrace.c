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

static gboolean is(const SpUnitWord *word, const char *text)
{
	return word && sp_unitword_equals(word, text);
}

static gboolean is_one_of(const SpUnitWord *word, const char *const *words)
{
	for (; word && *words; words++)
		if (sp_unitword_equals(word, *words))
			return TRUE;
	return FALSE;
}

static const SpUnitWord *last_word(const SpPortText *text, guint i)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

	return sp_portbrace_word(text, i, unit->n_words - 1);
}

gboolean sp_portbrace_begins(const SpPortText *text, guint i, const char *word)
{
	return is(sp_portbrace_word(text, i, 0), word);
}

gboolean sp_portbrace_leaves(const SpPortText *text, guint i)
{
	static const char *const words[] = {"return", "goto", "break", "continue", NULL};

	return is_one_of(sp_portbrace_word(text, i, 0), words);
}

gboolean sp_portbrace_closes(const SpPortText *text, guint i)
{
	return sp_portbrace_begins(text, i, "}");
}

gboolean sp_portbrace_opens(const SpPortText *text, guint i)
{
	return is(last_word(text, i), "{");
}

gboolean sp_portbrace_is_case(const SpPortText *text, guint i)
{
	return sp_portbrace_begins(text, i, "case") || sp_portbrace_begins(text, i, "default");
}

guint sp_portbrace_head(const SpPortText *text, guint begin, guint i)
{
	int depth = 1;

	while (i-- > begin) {
		const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

		for (guint n = unit->n_words; n-- > 0;) {
			depth -= is(sp_portbrace_word(text, i, n), "{");
			if (depth == 0)
				return i;
			depth += is(sp_portbrace_word(text, i, n), "}");
		}
	}
	return begin;
}

int sp_portbrace_depth(const SpPortText *text, guint i)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));
	int depth = 0;

	for (guint n = 0; n < unit->n_words; n++) {
		depth += is(sp_portbrace_word(text, i, n), "{");
		depth -= is(sp_portbrace_word(text, i, n), "}");
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
	return is(sp_portbrace_word(text, i, sp_portbrace_closes(text, i) ? 1 : 0), "else");
}

/* Whether the statement below is all of the body of unit @i. */
static gboolean is_open_head(const SpPortText *text, guint i)
{
	static const char *const heads[] = {"if", "else", "for", "while", NULL};

	return (is_one_of(sp_portbrace_word(text, i, 0), heads) || is_else(text, i)) &&
	       !sp_portbrace_opens(text, i) && !is(last_word(text, i), ";");
}

gboolean sp_portbrace_is_conditional(const SpPortText *text, guint begin, guint i)
{
	return i > begin && is_open_head(text, i - 1);
}
