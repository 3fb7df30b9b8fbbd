/* SPDX-License-Identifier: GPL-2.0-only */
/* hunkreach: statements end in ";" and begin with no word that leads elsewhere. */
#include "stage/hunkreach.h"

/* How many statements the branch may lack. */
enum { MOST = 2 };

static gboolean is_statement(const SpUnits *units, guint i)
{
	static const char *const others[] = {"return", "goto", "break", "continue", "case",
					     "if",     "else", "for",	"while",    "do",
					     "switch", "}",    "{",	NULL};
	const SpUnit *unit = sp_units_get(units, i);
	const SpUnitWord *last = sp_units_word(units, unit->word + unit->n_words - 1);

	return !unit->comment && sp_unitword_equals(last, ";") &&
	       !sp_hunkfit_begins(units, i, others) && !sp_units_locks(units, i);
}

/* Whether the name at word @w of a statement is declared or changed by it. */
static gboolean is_set(const SpUnits *units, const SpUnit *unit, guint w)
{
	static const char *const sets[] = {"=",	 "+=", "-=", "*=",  "/=",  "%=", "|=", "&=",
					   "^=", "++", "--", "<<=", ">>=", ";",	 "[",  NULL};
	const SpUnitWord *word = sp_units_word(units, unit->word + w);

	if (!sp_unitword_is_name(word) || w + 1 >= unit->n_words)
		return FALSE;
	for (const char *const *one = sets; *one; one++)
		if (sp_unitword_equals(word + 1, *one))
			return TRUE;
	/* An address that is given away. */
	return w > 1 && sp_unitword_equals(word - 1, "&") &&
	       (sp_unitword_equals(word - 2, "(") || sp_unitword_equals(word - 2, ",")) &&
	       (sp_unitword_equals(word + 1, ")") || sp_unitword_equals(word + 1, ","));
}

/* Whether the function calls @name. */
static gboolean calls(const SpHunkFit *fit, const SpUnitWord *name)
{
	for (guint i = fit->from; i < fit->end; i++) {
		const SpUnit *unit = sp_units_get(fit->ours, i);

		for (guint w = 0; w + 1 < unit->n_words && !unit->comment; w++)
			if (sp_unitword_same(name, sp_units_word(fit->ours, unit->word + w),
					     fit->names) &&
			    sp_unitword_equals(sp_units_word(fit->ours, unit->word + w + 1), "("))
				return TRUE;
	}
	return FALSE;
}

gboolean sp_hunkreach_sets(const SpHunkFit *fit, const SpHunkGroup *group, guint i)
{
	const SpUnit *unit = sp_units_get(fit->theirs, i);

	for (guint w = 0; w < unit->n_words && !unit->comment; w++)
		if (is_set(fit->theirs, unit, w) &&
		    sp_hunkfit_adds(fit, group, sp_units_word(fit->theirs, unit->word + w)))
			return TRUE;
	return FALSE;
}

static gboolean can_lack(const SpHunkFit *fit, const SpHunkGroup *group, guint i)
{
	const SpUnit *unit = sp_units_get(fit->theirs, i);

	if (!is_statement(fit->theirs, i) ||
	    (!sp_hunkfit_is_log(fit->theirs, i) && sp_hunkreach_sets(fit, group, i)))
		return FALSE;
	for (guint w = 0; w < unit->n_words; w++) {
		const SpUnitWord *word = sp_units_word(fit->theirs, unit->word + w);
		gboolean call = w + 1 < unit->n_words && sp_unitword_is_name(word) &&
				sp_unitword_equals(word + 1, "(");

		if (call && calls(fit, word))
			return FALSE;
	}
	return TRUE;
}

guint sp_hunkreach(const SpHunkFit *fit, const SpHunkGroup *group, guint neighbour, int step)
{
	guint lacks = 0;

	for (guint i = neighbour; i < fit->theirs->units->len; i += step) {
		if (sp_units_get(fit->theirs, i)->comment)
			continue;
		if (sp_hunkfit_unit(fit, i)->ours != G_MAXUINT)
			return i;
		if (!fit->in_function || !fit->job->hints->c || lacks++ == MOST ||
		    !can_lack(fit, group, i))
			break;
	}
	return G_MAXUINT;
}
