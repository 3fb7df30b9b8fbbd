/* SPDX-License-Identifier: GPL-2.0-only */
/* hunkobject: an expression is names, "->", ".", "&" and "*": without a call it has no effect. */
#include "stage/hunkobject.h"

#include <string.h>

enum { WITNESSES = 2 };

typedef struct {
	char *name, *expression;
	guint witnesses;
} Claim;

static void claim_clear(Claim *claim)
{
	g_free(claim->name);
	g_free(claim->expression);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Claim, claim_clear)

static gboolean is_one_of(const SpUnitWord *word, const char *const *words)
{
	for (; *words; words++)
		if (sp_unitword_equals(word, *words))
			return TRUE;
	return FALSE;
}

/* Whether word @w of a text begins an argument of a call. */
static gboolean begins_argument(const SpUnits *units, guint w)
{
	static const char *const others[] = {"if",     "while",	 "for",	   "switch",
					     "return", "sizeof", "typeof", NULL};

	if (w && sp_unitword_equals(sp_units_word(units, w - 1), ","))
		return TRUE;
	return w > 1 && sp_unitword_equals(sp_units_word(units, w - 1), "(") &&
	       sp_unitword_is_name(sp_units_word(units, w - 2)) &&
	       !is_one_of(sp_units_word(units, w - 2), others);
}

static gboolean ends_argument(const SpUnits *units, guint w)
{
	return w < units->words->len && (sp_unitword_equals(sp_units_word(units, w), ",") ||
					 sp_unitword_equals(sp_units_word(units, w), ")"));
}

/* Whether a name alone is the argument. */
static gboolean is_argument(const SpUnits *units, guint w)
{
	return sp_unitword_is_name(sp_units_word(units, w)) && begins_argument(units, w) &&
	       ends_argument(units, w + 1);
}

/* (transfer full): the expression that is an argument, from word @w on; NULL if it is another thing
 * than an object, or a name alone. @end: the word behind it. */
static char *expression_at(const SpUnits *units, guint w, guint *end)
{
	static const char *const parts[] = {"->", ".", "&", "*", NULL};
	g_autoptr(GString) text = g_string_new(NULL);
	guint count = 0;

	for (*end = w; *end < units->words->len && !ends_argument(units, *end); ++*end) {
		const SpUnitWord *word = sp_units_word(units, *end);

		if (!sp_unitword_is_name(word) && !is_one_of(word, parts))
			return NULL;
		g_string_append_len(text, word->text, word->length);
		count++;
	}
	return count > 1 && begins_argument(units, w) ? g_string_free(g_steal_pointer(&text), FALSE)
						      : NULL;
}

/* FALSE if the two units differ in anything but arguments of that kind, all of one name; else what
 * they say, if anything. */
static gboolean compare(const SpHunkFit *fit, guint unit, guint ours, Claim *claim)
{
	const SpUnit *one = sp_units_get(fit->theirs, unit), *two = sp_units_get(fit->ours, ours);
	guint a = one->word, b = two->word, a_end = a + one->n_words, b_end = b + two->n_words;

	while (a < a_end && b < b_end) {
		const SpUnitWord *word = sp_units_word(fit->theirs, a);
		g_autofree char *expression = NULL, *name = NULL;

		if (sp_unitword_same(word, sp_units_word(fit->ours, b), fit->names)) {
			a++;
			b++;
			continue;
		}
		expression = is_argument(fit->theirs, a) ? expression_at(fit->ours, b, &b) : NULL;
		name = g_strndup(word->text, word->length);
		if (!expression || (claim->name && (!g_str_equal(name, claim->name) ||
						    !g_str_equal(expression, claim->expression))))
			return FALSE;
		if (!claim->name) {
			claim->name = g_steal_pointer(&name);
			claim->expression = g_steal_pointer(&expression);
		}
		a++;
	}
	return a == a_end && b == b_end;
}

/* The first claim that has its witnesses; one that is contradicted has none. */
static gboolean learn(const SpHunkFit *fit, Claim *found)
{
	for (guint i = 0; i < fit->theirs->units->len; i++) {
		guint ours = sp_hunkfit_unit(fit, i)->ours;
		g_auto(Claim) claim = {0};

		if (ours == G_MAXUINT || sp_units_get(fit->theirs, i)->comment ||
		    !compare(fit, i, ours, &claim) || !claim.name)
			continue;
		if (!found->name) {
			*found = claim;
			claim = (Claim){0};
		} else if (!g_str_equal(found->name, claim.name) ||
			   !g_str_equal(found->expression, claim.expression)) {
			return FALSE;
		}
		found->witnesses++;
	}
	return found->witnesses >= WITNESSES;
}

static gboolean is_member(const SpUnits *units, guint w)
{
	return w && (sp_unitword_equals(sp_units_word(units, w - 1), "->") ||
		     sp_unitword_equals(sp_units_word(units, w - 1), "."));
}

/* Whether words @from to before @end have @name, as anything but a member. */
static gboolean knows(const SpUnits *units, guint from, guint end, const char *name)
{
	for (guint w = from; w < end; w++)
		if (sp_unitword_equals(sp_units_word(units, w), name) && !is_member(units, w))
			return TRUE;
	return FALSE;
}

/* Whether the lines that the hunk adds, or takes away, have the name as anything but an argument.
 */
static gboolean uses_otherwise(const SpHunkFit *fit, const SpUnits *units, const char *name)
{
	for (guint w = 0; w < units->words->len; w++) {
		const SpUnitWord *word = sp_units_word(units, w);
		gboolean changed = FALSE;

		for (guint i = 0; i < fit->groups->len; i++) {
			const SpHunkGroup *group = &g_array_index(fit->groups, SpHunkGroup, i);
			guint from = units == fit->theirs ? group->old : group->new;
			guint end = units == fit->theirs ? group->old_end : group->new_end;

			changed |= word->line >= from && word->line < end;
		}
		if (changed && sp_unitword_equals(word, name) && !is_member(units, w) &&
		    !is_argument(units, w))
			return TRUE;
	}
	return FALSE;
}

/* (transfer full): line @line of a side, @text, with the arguments in the branch's words. */
static char *reword_line(const SpUnits *units, guint line, const char *text, const Claim *claim)
{
	g_autoptr(GString) result = g_string_new(NULL);
	gsize copied = 0;

	for (guint w = 0; w < units->words->len; w++) {
		const SpUnitWord *word = sp_units_word(units, w);

		if (word->line != line || !sp_unitword_equals(word, claim->name) ||
		    !is_argument(units, w))
			continue;
		g_string_append_len(result, text + copied, word->at - copied);
		g_string_append(result, claim->expression);
		copied = word->at + word->length;
	}
	g_string_append(result, text + copied);
	return g_string_free(g_steal_pointer(&result), FALSE);
}

SpHunk *sp_hunkobject_reword(const SpHunkFit *fit, char **names)
{
	g_auto(Claim) claim = {0};
	SpUnitSpan here;
	SpHunk *hunk;
	guint old = 0, new = 0;

	*names = NULL;
	if (!fit->alignment || !fit->in_function || !fit->job->hints->c || !learn(fit, &claim))
		return NULL;
	here = sp_units_span(fit->ours, fit->from, fit->end - 1);
	if (knows(fit->ours, here.first, here.first + here.n, claim.name) ||
	    uses_otherwise(fit, fit->theirs, claim.name) ||
	    uses_otherwise(fit, fit->changed, claim.name))
		return NULL;
	hunk = sp_hunk_new(fit->hunk->old_start);
	hunk->section = g_strdup(fit->hunk->section);
	for (guint i = 0; i < fit->hunk->lines->len; i++) {
		const SpHunkLine *line = sp_hunkfile_line(fit->hunk, i);
		gboolean added = line->origin == '+';
		g_autofree char *text = reword_line(added ? fit->changed : fit->theirs,
						    added ? new : old, line->text, &claim);

		if (added && !*names && !g_str_equal(text, line->text))
			*names = g_strdup_printf("%s -> %s", claim.name, claim.expression);
		sp_hunk_add(hunk, line->origin, text, strlen(text));
		old += !added;
		new += line->origin != '-';
	}
	return hunk;
}
