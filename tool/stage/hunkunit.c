/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkunit: a unit goes on as long as a parenthesis is open or its line ends in an operator. Lines
 * of a patch may begin in the middle of a comment or of a statement.
 */
#include "stage/hunkunit.h"

#include "stage/ctext.h"

#include <string.h>

/* A statement longer than this is rather a parenthesis that the scanner lost. */
enum { MOST_LINES = 16, MOST_WORDS = 400 };

static gboolean is_symbol(char c)
{
	return strchr("+-*/%&|^=<>!", c) && c;
}

/* Words of two and three characters that mean another thing than their characters. */
static guint operator_length(const char *text, gsize left)
{
	static const char *const operators[] = {"<<=", ">>=", "...", "->", "++", "--", "<<", ">>",
						"<=",  ">=",  "==",  "!=", "&&", "||", "+=", "-=",
						"*=",  "/=",  "%=",  "&=", "|=", "^=", "##", NULL};

	if (left < 2 || !strchr("+-*/%&|^=<>!.#", *text) || !strchr("+-=&|<>.#", text[1]))
		return 1;
	for (const char *const *one = operators; *one; one++)
		if (strlen(*one) <= left && memcmp(text, *one, strlen(*one)) == 0)
			return (guint)strlen(*one);
	return 1;
}

static void add_word(SpUnits *units, guint line, gsize at, gsize length)
{
	const char *text = units->lines->pdata[line];
	SpUnitWord word = {
		.text = text + at, .length = (guint)length, .line = line, .at = (guint)at};

	g_array_append_val(units->words, word);
}

/* What stands between blanks. */
static void add_plain(SpUnits *units, guint line)
{
	const char *text = units->lines->pdata[line];

	for (gsize at = strspn(text, " \t\r"); text[at];) {
		gsize length = strcspn(text + at, " \t\r");

		add_word(units, line, at, length);
		at += length;
		at += strspn(text + at, " \t\r");
	}
}

/* The words of C code; @shift: lines of @parts before the first one. */
static void add_code(SpUnits *units, const SpCText *parts, guint shift, guint line)
{
	gsize start = parts->starts[line + shift], at = start, skip = 0;
	SpCToken token;

	while (sp_ctext_next(parts, line + shift, &at, &token)) {
		const char *text = parts->text + token.at;
		guint length = token.length;

		if (token.at < skip || token.type == '\r')
			continue;
		if (token.type != 'w' && token.type != '"')
			length = operator_length(text, parts->starts[line + shift + 1] - token.at);
		skip = token.at + length;
		add_word(units, line, token.at - start, length);
	}
}

static guint weigh(const SpUnits *units, const SpUnit *unit)
{
	guint weight = 1;

	for (guint i = 0; i < unit->n_words; i++) {
		const SpUnitWord *word = sp_units_word(units, unit->word + i);

		weight += sp_unitword_is_name(word) && word->length > 2;
	}
	return MIN(weight, 8);
}

static void end_unit(SpUnits *units, SpUnit *unit)
{
	guint hash = 5381;

	unit->n_words = units->words->len - unit->word;
	for (guint i = 0; i < unit->n_words; i++) {
		const SpUnitWord *word = sp_units_word(units, unit->word + i);

		for (guint k = 0; k < word->length; k++)
			hash = hash * 33 + (guchar)word->text[k];
		hash = hash * 33 + ' ';
	}
	unit->hash = hash;
	unit->weight = weigh(units, unit);
	g_array_append_val(units->units, *unit);
	for (guint line = unit->first; line <= unit->last; line++)
		units->unit[line] = units->units->len;
}

/* Of a line's words from @from on: how the parentheses go, and whether more must come. */
static gboolean goes_on(const SpUnits *units, guint from, int *depth)
{
	const SpUnitWord *last;

	for (guint i = from; i < units->words->len; i++) {
		const SpUnitWord *word = sp_units_word(units, i);

		if (word->length != 1)
			continue;
		*depth += *word->text == '(';
		*depth -= *word->text == ')' && *depth;
	}
	if (*depth)
		return TRUE;
	last = sp_units_word(units, units->words->len - 1);
	return is_symbol(*last->text) && !sp_unitword_equals(last, "*/") &&
	       !sp_unitword_equals(last, "++") && !sp_unitword_equals(last, "--");
}

static gboolean is_directive(const char *line)
{
	return line[strspn(line, " \t")] == '#';
}

static gboolean is_empty(const char *line)
{
	return !line[strspn(line, " \t\r")];
}

static void cut_code(SpUnits *units, const SpCText *parts, guint shift)
{
	SpUnit unit = {0};
	gboolean open = FALSE;
	int depth = 0;

	for (guint line = 0; line < units->lines->len; line++) {
		const char *text = units->lines->pdata[line];
		guint word = units->words->len;

		if (!*text && !open)
			continue;
		if (open &&
		    (is_empty(text) || is_directive(text) || line - unit.first >= MOST_LINES)) {
			end_unit(units, &unit);
			open = FALSE;
		}
		if (*text)
			add_code(units, parts, shift, line);
		if (units->words->len > word) {
			if (!open)
				unit = (SpUnit){.first = line, .word = word};
			depth = open ? depth : 0;
			unit.last = line;
			open = goes_on(units, word, &depth) && !is_directive(text);
			if (!open)
				end_unit(units, &unit);
		} else if (!open && !is_empty(text)) {
			add_plain(units, line);
			unit = (SpUnit){.first = line, .last = line, .word = word, .comment = TRUE};
			end_unit(units, &unit);
		}
	}
	if (open)
		end_unit(units, &unit);
}

/* Whether the lines begin inside a comment. */
static gboolean begins_joined(const char *text)
{
	const char *open = strstr(text, "/*"), *close = strstr(text, "*/");

	return close && (!open || close < open);
}

SpUnits *sp_units_new(const GPtrArray *lines, gboolean c)
{
	SpUnits *units = g_new0(SpUnits, 1);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(SpCText) parts = NULL;
	gboolean joined;

	units->lines = lines;
	units->c = c;
	units->words = g_array_new(FALSE, TRUE, sizeof(SpUnitWord));
	units->units = g_array_new(FALSE, TRUE, sizeof(SpUnit));
	units->unit = g_new0(guint, lines->len + 1);
	for (guint i = 0; i < lines->len; i++) {
		if (*(const char *)lines->pdata[i])
			g_string_append(text, lines->pdata[i]);
		g_string_append_c(text, '\n');
	}
	joined = c && begins_joined(text->str);
	if (joined)
		g_string_prepend(text, "/*\n");
	for (guint i = 0; !c && i < lines->len; i++) {
		SpUnit unit = {.first = i, .last = i, .word = units->words->len};

		add_plain(units, i);
		if (units->words->len > unit.word)
			end_unit(units, &unit);
	}
	if (!c)
		return units;
	parts = sp_ctext_new(text->str, text->len);
	cut_code(units, parts, joined);
	return units;
}

void sp_units_free(SpUnits *units)
{
	if (!units)
		return;
	g_array_unref(units->words);
	g_array_unref(units->units);
	g_free(units->unit);
	g_free(units);
}

gboolean sp_unitword_is_name(const SpUnitWord *word)
{
	return sp_ctext_is_word(*word->text) && !g_ascii_isdigit(*word->text);
}

gboolean sp_unitword_equals(const SpUnitWord *word, const char *text)
{
	return word->length == strlen(text) && memcmp(word->text, text, word->length) == 0;
}

gboolean sp_unitword_is(const SpUnitWord *word, const char *text)
{
	return word && sp_unitword_equals(word, text);
}

gboolean sp_unitword_is_one_of(const SpUnitWord *word, const char *const *words)
{
	for (; word && *words; words++)
		if (sp_unitword_equals(word, *words))
			return TRUE;
	return FALSE;
}

gboolean sp_unitword_same(const SpUnitWord *theirs, const SpUnitWord *ours, const SpNames *names)
{
	g_autofree char *name = NULL;
	const char *other;

	if (!names || !g_hash_table_size((GHashTable *)names) || !sp_unitword_is_name(theirs))
		return theirs->length == ours->length &&
		       memcmp(theirs->text, ours->text, ours->length) == 0;
	name = g_strndup(theirs->text, theirs->length);
	other = g_hash_table_lookup((GHashTable *)names, name);
	return sp_unitword_equals(ours, other ? other : name);
}

gboolean sp_units_same(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
		       const SpNames *names)
{
	const SpUnit *one = sp_units_get(theirs, i), *two = sp_units_get(ours, k);

	if (one->n_words != two->n_words || one->comment != two->comment ||
	    (!names && one->hash != two->hash))
		return FALSE;
	for (guint w = 0; w < one->n_words; w++)
		if (!sp_unitword_same(sp_units_word(theirs, one->word + w),
				      sp_units_word(ours, two->word + w), names))
			return FALSE;
	return TRUE;
}

/* How many words at a unit's beginning say what it is: up to "(" or an assignment's "=". */
static guint head_of(const SpUnits *units, const SpUnit *unit)
{
	for (guint i = 0; i < unit->n_words; i++) {
		const SpUnitWord *word = sp_units_word(units, unit->word + i);

		if (sp_unitword_equals(word, "(") || sp_unitword_equals(word, "=") ||
		    sp_unitword_equals(word, ";"))
			return MAX(i, 1);
		if (i == 0 && sp_unitword_equals(word, "return"))
			return 1;
	}
	return MIN(unit->n_words, 2);
}

static gboolean opens_block(const SpUnits *units, const SpUnit *unit)
{
	return sp_unitword_equals(sp_units_word(units, unit->word + unit->n_words - 1), "{");
}

/* Whether the unit begins in the first column, as a function's head does; the word before its "(",
 * which is the function's name there. */
static gboolean has_head(const SpUnits *units, const SpUnit *unit, SpUnitWord *name)
{
	if (!units->c || unit->comment || sp_units_word(units, unit->word)->at ||
	    !sp_unitword_is_name(sp_units_word(units, unit->word)))
		return FALSE;
	for (guint i = 1; i < unit->n_words; i++) {
		*name = *sp_units_word(units, unit->word + i - 1);
		if (sp_unitword_equals(sp_units_word(units, unit->word + i), "("))
			return i > 1;
	}
	return FALSE;
}

gboolean sp_units_same_head(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
			    const SpNames *names)
{
	SpUnitWord one, two;

	return has_head(theirs, sp_units_get(theirs, i), &one) &&
	       has_head(ours, sp_units_get(ours, k), &two) && sp_unitword_same(&one, &two, names);
}

gboolean sp_units_kin(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
		      const SpNames *names)
{
	const SpUnit *one = sp_units_get(theirs, i), *two = sp_units_get(ours, k);
	guint n = head_of(theirs, one);

	if (one->comment || two->comment || n != head_of(ours, two) ||
	    opens_block(theirs, one) != opens_block(ours, two))
		return FALSE;
	for (guint w = 0; w < n; w++)
		if (!sp_unitword_same(sp_units_word(theirs, one->word + w),
				      sp_units_word(ours, two->word + w), names))
			return FALSE;
	return TRUE;
}

char *sp_units_quote(const SpUnits *units, guint i)
{
	const SpUnit *unit = sp_units_get(units, i);
	g_autofree char *line = g_strstrip(g_strdup(units->lines->pdata[unit->first]));
	g_autofree char *escaped = g_strescape(line, NULL);

	return g_strdup_printf("\"%.60s%s\"", escaped,
			       strlen(escaped) > 60 || unit->last > unit->first ? "..." : "");
}

SpUnitSpan sp_units_span(const SpUnits *units, guint first_unit, guint last_unit)
{
	const SpUnit *first = sp_units_get(units, first_unit);
	const SpUnit *last = sp_units_get(units, last_unit);

	return (SpUnitSpan){units, first->word, last->word + last->n_words - first->word};
}

static gboolean same_at(const SpUnitSpan *theirs, guint i, const SpUnitSpan *ours, guint k,
			const SpNames *names)
{
	return sp_unitword_same(sp_units_word(theirs->units, theirs->first + i),
				sp_units_word(ours->units, ours->first + k), names);
}

guint sp_units_pair(const SpUnitSpan *theirs, const SpUnitSpan *ours, const SpNames *names,
		    GArray *pairs)
{
	guint n = MIN(theirs->n, MOST_WORDS), m = MIN(ours->n, MOST_WORDS);
	gsize width = m + 1;
	g_autofree guint16 *best = g_new0(guint16, (n + 1) * width);
	guint missing = G_MAXUINT, b = 0;

	for (guint i = n; i-- > 0;)
		for (guint k = m; k-- > 0;)
			best[i * width + k] =
				same_at(theirs, i, ours, k, names)
					? best[(i + 1) * width + k + 1] + 1
					: MAX(best[(i + 1) * width + k], best[i * width + k + 1]);
	g_array_set_size(pairs, 0);
	for (guint i = 0; i < theirs->n; i++) {
		while (i < n && b < m && !same_at(theirs, i, ours, b, names) &&
		       best[i * width + b + 1] >= best[(i + 1) * width + b])
			b++;
		if (i < n && b < m && same_at(theirs, i, ours, b, names)) {
			g_array_append_val(pairs, b);
			b++;
		} else {
			g_array_append_val(pairs, missing);
		}
	}
	return best[0];
}

gboolean sp_units_locks(const SpUnits *units, guint i)
{
	static GRegex *regex;
	const SpUnit *unit = sp_units_get(units, i);

	if (!regex)
		regex = g_regex_new(
			"(^|_)(try|un)?lock(_|$)|^(down|up)_(read|write|try|inter|kill)|"
			"^(down|up)$|^local_(irq|bh)_|^preempt_(en|dis)",
			G_REGEX_OPTIMIZE, 0, NULL);
	for (guint w = 0; w + 1 < unit->n_words && !unit->comment; w++) {
		const SpUnitWord *word = sp_units_word(units, unit->word + w);

		if (sp_unitword_is_name(word) && sp_unitword_equals(word + 1, "(") &&
		    g_regex_match_full(regex, word->text, word->length, 0,
				       G_REGEX_MATCH_ANCHORED & 0, NULL, NULL))
			return TRUE;
	}
	return FALSE;
}
