/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkwords: two alignments, old to new and old to ours; what the first one changes is cut out of
 * ours and put in as it stands in new, white space included.
 */
#include "stage/hunkwords.h"

#include "stage/ctext.h"

#include <string.h>

enum { TAB = 8 };

int sp_hunkwords_indent(const char *line)
{
	int column = 0;

	for (; *line == ' ' || *line == '\t'; line++)
		column = *line == '\t' ? (column / TAB + 1) * TAB : column + 1;
	return column;
}

/* The text with each name in code and comments as the branch has it. */
static void append_renamed(GString *to, const char *text, gsize length, const SpNames *names)
{
	gboolean quoted = FALSE;

	for (gsize i = 0; i < length;) {
		gsize n = 1;

		if (text[i] == '"' && (i == 0 || text[i - 1] != '\\'))
			quoted = !quoted;
		if (names && sp_ctext_is_word(text[i])) {
			g_autofree char *name = NULL;
			const char *other;

			while (i + n < length && sp_ctext_is_word(text[i + n]))
				n++;
			name = g_strndup(text + i, n);
			other = quoted ? NULL : g_hash_table_lookup((GHashTable *)names, name);
			g_string_append(to, other ? other : name);
		} else {
			g_string_append_c(to, text[i]);
		}
		i += n;
	}
}

static void append_indent(GString *to, int columns, const char *like)
{
	gboolean spaces = like && *like == ' ';

	for (; !spaces && columns >= TAB; columns -= TAB)
		g_string_append_c(to, '\t');
	for (; columns > 0; columns--)
		g_string_append_c(to, ' ');
}

char *sp_hunkwords_adapt(const char *line, const SpNames *names, int shift, const char *like)
{
	g_autoptr(GString) text = g_string_new(NULL);
	gsize blank = strspn(line, " \t");
	gboolean spaces = like && *like == ' ';

	if (!line[blank])
		return g_strdup(line);
	if (shift || spaces)
		append_indent(text, sp_hunkwords_indent(line) + shift, like);
	else
		g_string_append_len(text, line, blank);
	append_renamed(text, line + blank, strlen(line + blank), names);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The lines of a span as one text, and where in it its words are. */
typedef struct {
	char *text;
	GArray *begin, *end; /* gsize of each word */
} Text;

static void text_clear(Text *text)
{
	g_free(text->text);
	g_clear_pointer(&text->begin, g_array_unref);
	g_clear_pointer(&text->end, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Text, text_clear)

static void read_text(const SpUnitSpan *span, Text *text)
{
	guint first = sp_units_word(span->units, span->first)->line;
	guint last = sp_units_word(span->units, span->first + span->n - 1)->line;
	g_autoptr(GString) joined = g_string_new(NULL);
	g_autofree gsize *starts = g_new(gsize, last - first + 1);

	text->begin = g_array_new(FALSE, FALSE, sizeof(gsize));
	text->end = g_array_new(FALSE, FALSE, sizeof(gsize));
	for (guint line = first; line <= last; line++) {
		starts[line - first] = joined->len;
		g_string_append(joined, span->units->lines->pdata[line]);
		if (line < last)
			g_string_append_c(joined, '\n');
	}
	for (guint i = 0; i < span->n; i++) {
		const SpUnitWord *word = sp_units_word(span->units, span->first + i);
		gsize begin = starts[word->line - first] + word->at, end = begin + word->length;

		g_array_append_val(text->begin, begin);
		g_array_append_val(text->end, end);
	}
	text->text = g_string_free(g_steal_pointer(&joined), FALSE);
}

static gsize offset(const GArray *of, guint i)
{
	return g_array_index(of, gsize, i);
}

static guint pair_of(const GArray *pairs, guint i)
{
	return g_array_index(pairs, guint, i);
}

typedef struct {
	const SpUnitSpan *old, *new, *ours;
	const SpNames *names;
	GArray *changed; /* of each old word its new one, or G_MAXUINT */
	GArray *kept;	 /* of each old word ours, or G_MAXUINT */
	Text theirs, mine;
	int shift;
} Merge;

static const SpUnitWord *word_of(const SpUnitSpan *span, guint i)
{
	return sp_units_word(span->units, span->first + i);
}

static gboolean is_operator(const SpUnitWord *word)
{
	static const char *const risky[] = {
		"!",  "==", "!=", "<", ">",  "<=",    ">=",  "&&",     "||",   "=",    "|=", "&=",
		"+=", "-=", "?",  ":", "if", "while", "for", "return", "goto", "else", NULL};

	for (const char *const *one = risky; *one; one++)
		if (sp_unitword_equals(word, *one))
			return TRUE;
	return FALSE;
}

/* Whether one of the words that the change adds is @name. */
static gboolean adds_word(const Merge *merge, const SpUnitWord *name)
{
	g_autofree guint8 *kept = g_new0(guint8, merge->new->n + 1);

	for (guint i = 0; i < merge->old->n; i++)
		if (pair_of(merge->changed, i) != G_MAXUINT)
			kept[pair_of(merge->changed, i)] = TRUE;
	for (guint i = 0; i < merge->new->n; i++)
		if (!kept[i] && sp_unitword_same(word_of(merge->new, i), name, NULL))
			return TRUE;
	return FALSE;
}

/* A number, a literal or another value makes it another thing. */
static gboolean is_constant(const SpUnitWord *word)
{
	return g_ascii_isdigit(*word->text) || *word->text == '"' || *word->text == '\'' ||
	       sp_unitword_equals(word, "true") || sp_unitword_equals(word, "false") ||
	       sp_unitword_equals(word, "NULL");
}

/* An "&" that takes an address: what is a pointer here may be the object itself there. */
static gboolean is_address(const SpUnitSpan *span, guint i)
{
	static const char *const before[] = {"(", ",", "=", "return", NULL};

	if (!i || !sp_unitword_equals(word_of(span, i), "&"))
		return FALSE;
	for (const char *const *one = before; *one; one++)
		if (sp_unitword_equals(word_of(span, i - 1), *one))
			return TRUE;
	return FALSE;
}

/* What the branch must not have lost, or not have more of. */
static gboolean is_arithmetic(const SpUnitSpan *span, guint i, gboolean lost)
{
	const SpUnitWord *word = word_of(span, i);
	static const char *const words[] = {"-", "*", "&",  "|",  "~", "^",
					    "%", "/", "<<", ">>", ".", NULL};

	if (is_address(span, i))
		return FALSE;
	for (const char *const *one = words; *one; one++)
		if (sp_unitword_equals(word, *one))
			return TRUE;
	return lost && (sp_unitword_equals(word, "+") || sp_unitword_equals(word, "->"));
}

/* Whether the word is the name of a call. */
static gboolean is_callee(const SpUnitSpan *span, guint i)
{
	return i + 1 < span->n && sp_unitword_is_name(word_of(span, i)) &&
	       sp_unitword_equals(word_of(span, i + 1), "(");
}

/*
 * A change of what is called, or of how many arguments, holds for the call as it is upstream: not
 * for one of another function, nor, where both change, for one with other arguments.
 */
static gboolean changes_other_call(const Merge *merge)
{
	gboolean callee = FALSE, other_callee = FALSE;
	gboolean same = merge->old->n == merge->ours->n;
	guint lost = 0, old_commas = 0, new_commas = 0;

	for (guint i = 0; i < merge->old->n; i++) {
		gboolean gone = pair_of(merge->changed, i) == G_MAXUINT;
		gboolean others = pair_of(merge->kept, i) == G_MAXUINT;

		callee |= gone && is_callee(merge->old, i);
		other_callee |= others && is_callee(merge->old, i);
		same &= !others;
		lost += gone;
		old_commas += sp_unitword_equals(word_of(merge->old, i), ",");
	}
	for (guint i = 0; i < merge->new->n; i++)
		new_commas += sp_unitword_equals(word_of(merge->new, i), ",");
	return (other_callee && old_commas != new_commas) || (callee && lost > 1 && !same);
}

/* What the branch has otherwise must be no more than objects and arguments. */
static char *doubt(const Merge *merge)
{
	g_autofree guint8 *paired = g_new0(guint8, merge->ours->n + 1);

	for (guint i = 0; i < merge->old->n; i++) {
		const SpUnitWord *word = word_of(merge->old, i);
		guint at = pair_of(merge->kept, i);

		if (at != G_MAXUINT) {
			paired[at] = TRUE;
			continue;
		}
		if (is_operator(word) || is_constant(word) || is_arithmetic(merge->old, i, TRUE))
			return g_strdup_printf("the branch has no \"%.*s\" there",
					       (int)word->length, word->text);
		if (sp_unitword_is_name(word) && adds_word(merge, word))
			return g_strdup_printf("the change uses \"%.*s\", and the branch has "
					       "something else there",
					       (int)word->length, word->text);
	}
	for (guint i = 0; i < merge->ours->n; i++) {
		const SpUnitWord *word = word_of(merge->ours, i);

		if (!paired[i] && (is_operator(word) || is_constant(word) ||
				   is_arithmetic(merge->ours, i, FALSE)))
			return g_strdup_printf("the branch has a \"%.*s\" more there",
					       (int)word->length, word->text);
	}
	return NULL;
}

static int line_indent(const SpUnitSpan *span, guint i)
{
	return sp_hunkwords_indent(span->units->lines->pdata[word_of(span, i)->line]);
}

/* The words [a, a_end) of old become [b, b_end) of new. FALSE if ours has others around them. */
static gboolean replace(const Merge *merge, guint a, guint a_end, guint b, guint b_end,
			GString *result, gsize *copied)
{
	guint left = a ? pair_of(merge->kept, a - 1) : G_MAXUINT;
	guint at = a ? left + 1 : 0; /* the first word of ours that goes */
	guint end = at + (a_end - a);
	int shift = merge->shift;
	gsize from, until, take, stop;
	g_auto(GStrv) lines = NULL;
	g_autofree char *text = NULL;

	if (a && left == G_MAXUINT)
		return FALSE;
	for (guint i = a; i < a_end; i++)
		if (pair_of(merge->kept, i) != at + (i - a))
			return FALSE;
	if (a_end < merge->old->n ? pair_of(merge->kept, a_end) != end : end != merge->ours->n)
		return FALSE;
	from = a ? offset(merge->mine.end, left) : offset(merge->mine.begin, 0);
	until = a_end < merge->old->n ? offset(merge->mine.begin, end)
				      : offset(merge->mine.end, merge->ours->n - 1);
	take = b ? offset(merge->theirs.end, b - 1) : offset(merge->theirs.begin, 0);
	stop = b_end < merge->new->n ? offset(merge->theirs.begin, b_end)
				     : offset(merge->theirs.end, merge->new->n - 1);
	if (a)
		shift = line_indent(merge->ours, left) - line_indent(merge->old, a - 1);
	text = g_strndup(merge->theirs.text + take, stop - take);
	lines = g_strsplit(text, "\n", -1);
	g_string_append_len(result, merge->mine.text + *copied, from - *copied);
	for (guint i = 0; lines[i]; i++) {
		g_autofree char *line =
			i ? sp_hunkwords_adapt(lines[i], merge->names, shift, NULL) : NULL;

		if (i)
			g_string_append_printf(result, "\n%s", line);
		else
			append_renamed(result, lines[i], strlen(lines[i]), merge->names);
	}
	*copied = until;
	return TRUE;
}

static char *merge_all(const Merge *merge, char **why)
{
	g_autoptr(GString) result = g_string_new(NULL);
	gsize copied = 0;
	guint a = 0, b = 0, n = merge->old->n;

	while (a < n || b < merge->new->n) {
		guint start = a, from = b;

		while (a < n && pair_of(merge->changed, a) == G_MAXUINT)
			a++;
		b = a < n ? pair_of(merge->changed, a) : merge->new->n;
		if ((a > start || b > from) &&
		    !replace(merge, start, a, from, b, result, &copied)) {
			const SpUnitWord *word = word_of(merge->old, MIN(start, n - 1));

			*why = g_strdup_printf("the branch has other words around \"%.*s\"",
					       (int)word->length, word->text);
			return NULL;
		}
		if (a < n) {
			a++;
			b++;
		}
	}
	g_string_append(result, merge->mine.text + copied);
	return g_string_free(g_steal_pointer(&result), FALSE);
}

char *sp_hunkwords_merge(const SpUnitSpan *old, const SpUnitSpan *new, const SpUnitSpan *ours,
			 const SpNames *names, int shift, char **why)
{
	g_autoptr(GArray) changed = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(guint));
	g_auto(Text) theirs = {0}, mine = {0};
	Merge merge;

	*why = NULL;
	if (!old->n || !new->n || !ours->n) {
		*why = g_strdup("there are no words to compare");
		return NULL;
	}
	read_text(new, &theirs);
	read_text(ours, &mine);
	sp_units_pair(old, new, NULL, changed);
	sp_units_pair(old, ours, names, kept);
	merge = (Merge){old, new, ours, names, changed, kept, theirs, mine, shift};
	*why = changes_other_call(&merge) ? g_strdup("it changes a call, which is another one here")
					  : doubt(&merge);
	return *why ? NULL : merge_all(&merge, why);
}
