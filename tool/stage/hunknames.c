/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunknames: each pair of aligned units that differ in names alone is a witness for those pairs of
 * names.
 */
#include "stage/hunknames.h"

#include <string.h>

/* One is enough that has so many names and differs in one alone. */
enum { WITNESSES = 2, SURE_NAMES = 4 };

/* Whether a word of the units @from to before @end is @name. */
static gboolean has_name(const SpUnits *units, guint from, guint end, const char *name)
{
	gsize length = strlen(name);
	SpUnitSpan span = sp_units_span(units, from, end - 1);

	for (guint i = span.first; i < span.first + span.n; i++) {
		const SpUnitWord *word = sp_units_word(units, i);

		if (word->length == length && memcmp(word->text, name, length) == 0)
			return TRUE;
	}
	return FALSE;
}

typedef struct {
	char *name; /* of ours; NULL once two witnesses disagree */
	guint witnesses;
} Claim;

static void claim_free(gpointer data)
{
	Claim *claim = data;

	g_free(claim->name);
	g_free(claim);
}

static char *word_text(const SpUnits *units, guint i)
{
	const SpUnitWord *word = sp_units_word(units, i);

	return g_strndup(word->text, word->length);
}

/* What the language gives names to, and what is a value and no name of anything. */
static gboolean is_keyword(const SpUnitWord *word)
{
	static const char *const words[] = {
		"if",	   "else",     "for",	 "while",    "do",    "switch", "case",
		"default", "return",   "goto",	 "break",    "int",   "long",	"char",
		"short",   "void",     "bool",	 "true",     "false", "NULL",	"static",
		"inline",  "const",    "struct", "union",    "enum",  "sizeof", "signed",
		"extern",  "unsigned", "typeof", "continue", NULL};

	for (const char *const *one = words; *one; one++)
		if (sp_unitword_equals(word, *one))
			return TRUE;
	return FALSE;
}

static gboolean can_rename(const SpUnitWord *a, const SpUnitWord *b)
{
	return sp_unitword_is_name(a) && sp_unitword_is_name(b) && !is_keyword(a) && !is_keyword(b);
}

/* Whether a unit's word is a type: a name stands behind it. One behind "struct" is a name itself.
 */
static gboolean is_type(const SpUnits *units, const SpUnit *unit, guint i)
{
	static const char *const tags[] = {"struct", "union", "enum", NULL};
	const SpUnitWord *word = sp_units_word(units, unit->word + i);

	if (i + 1 >= unit->n_words || !sp_unitword_is_name(word + 1))
		return FALSE;
	for (const char *const *tag = tags; i && *tag; tag++)
		if (sp_unitword_equals(word - 1, *tag))
			return FALSE;
	return TRUE;
}

/* Whether the two units differ in names alone; @sure: in one of many. */
static gboolean can_testify(const SpUnits *theirs, const SpUnit *one, const SpUnits *ours,
			    const SpUnit *two, gboolean *sure)
{
	guint names = 0, others = 0;

	if (one->n_words != two->n_words)
		return FALSE;
	for (guint i = 0; i < one->n_words; i++) {
		const SpUnitWord *a = sp_units_word(theirs, one->word + i);
		const SpUnitWord *b = sp_units_word(ours, two->word + i);

		names += sp_unitword_is_name(a);
		if (sp_unitword_same(a, b, NULL))
			continue;
		if (!can_rename(a, b) || is_type(theirs, one, i))
			return FALSE;
		others++;
	}
	*sure = others == 1 && names >= SURE_NAMES;
	return TRUE;
}

static void testify(GHashTable *claims, const SpUnits *theirs, const SpUnit *one,
		    const SpUnits *ours, const SpUnit *two, guint weight)
{
	g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < one->n_words; i++) {
		g_autofree char *name = NULL, *other = NULL;
		Claim *claim;

		if (!sp_unitword_is_name(sp_units_word(theirs, one->word + i)))
			continue;
		name = word_text(theirs, one->word + i);
		other = word_text(ours, two->word + i);
		claim = g_hash_table_lookup(claims, name);
		if (!claim) {
			claim = g_new0(Claim, 1);
			claim->name = g_strdup(other);
			g_hash_table_insert(claims, g_strdup(name), claim);
		} else if (g_strcmp0(claim->name, other) != 0) {
			g_clear_pointer(&claim->name, g_free);
		}
		if (g_hash_table_add(told, g_strdup(name)))
			claim->witnesses += weight;
	}
}

/* Two names of theirs cannot both be one of ours: two locks that became one are no renaming. */
static void drop_shared(GHashTable *claims)
{
	g_autoptr(GHashTable) first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter it;
	gpointer data;

	g_hash_table_iter_init(&it, claims);
	while (g_hash_table_iter_next(&it, NULL, &data)) {
		Claim *claim = data, *other;

		if (!claim->name)
			continue;
		other = g_hash_table_lookup(first, claim->name);
		if (!other) {
			g_hash_table_insert(first, g_strdup(claim->name), claim);
			continue;
		}
		other->witnesses = claim->witnesses = 0;
	}
}

gboolean sp_hunknames_learn(SpNames *names, const SpUnits *theirs, const SpUnits *ours, guint from,
			    guint end, const SpAlignment *alignment, const SpHunkHints *hints)
{
	g_autoptr(GHashTable) claims =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, claim_free);
	gboolean found = FALSE;
	GHashTableIter it;
	gpointer name, data;

	for (guint i = 0; i < theirs->units->len; i++) {
		const SpUnit *one = sp_units_get(theirs, i);
		guint at = sp_alignment_get(alignment, i)->ours;
		gboolean sure = FALSE;

		if (at != G_MAXUINT && !one->comment &&
		    can_testify(theirs, one, ours, sp_units_get(ours, at), &sure))
			testify(claims, theirs, one, ours, sp_units_get(ours, at),
				sure ? WITNESSES : 1);
	}
	drop_shared(claims);
	g_hash_table_iter_init(&it, claims);
	while (g_hash_table_iter_next(&it, &name, &data)) {
		const Claim *claim = data;

		if (!claim->name || claim->witnesses < WITNESSES ||
		    g_str_equal(claim->name, name) || g_hash_table_contains(names, name) ||
		    has_name(ours, from, end, name) ||
		    has_name(theirs, 0, theirs->units->len, claim->name) ||
		    (hints->declares && hints->declares(name, hints->data)))
			continue;
		g_hash_table_insert(names, g_strdup(name), g_strdup(claim->name));
		found = TRUE;
	}
	return found;
}

char *sp_hunknames_used(const SpNames *names, const SpUnits *lines)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GList) keys = g_hash_table_get_keys((GHashTable *)names);

	keys = g_list_sort(keys, (GCompareFunc)g_strcmp0);
	for (GList *key = keys; key; key = key->next)
		if (lines->units->len && has_name(lines, 0, lines->units->len, key->data))
			g_string_append_printf(
				text, "%s%s -> %s", text->len ? ", " : "", (char *)key->data,
				(char *)g_hash_table_lookup((GHashTable *)names, key->data));
	return text->len ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
