/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cregion: functions are those that csource finds. Between them a declaration begins at a word in
 * the first column outside of all braces, and ends with its ";" or where the next one begins.
 */
#include "stage/cregion.h"

#include "stage/ctext.h"

#include <string.h>

static void region_free(gpointer data)
{
	SpCRegion *region = data;

	g_free(region->name);
	g_free(region->arm);
	g_array_unref(region->words);
	g_free(region);
}

char *sp_cregion_text(const GArray *code)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < code->len; i++) {
		g_string_append(text, g_array_index(code, SpCodeLine, i).code);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

static GArray *words_of(const SpCText *parts)
{
	const char *text = parts->text;
	GArray *words = g_array_sized_new(FALSE, FALSE, sizeof(SpCWord), parts->length / 4 + 16);

	for (guint line = 0; line < parts->n_lines; line++) {
		gsize at = parts->starts[line];
		guint first = words->len;
		SpCToken token;

		while (sp_ctext_next(parts, line, &at, &token)) {
			SpCWord word = {.text = text + token.at,
					.length = token.length,
					.line = line,
					.first = words->len == first};

			g_array_append_val(words, word);
		}
		if (words->len > first)
			g_array_index(words, SpCWord, words->len - 1).last = TRUE;
	}
	return words;
}

GArray *sp_cregion_words(const char *text)
{
	g_autoptr(SpCText) parts = sp_ctext_new(text, strlen(text));

	return words_of(parts);
}

/* (transfer none): new in @regions, first line @line. */
static SpCRegion *add_region(SpCRegions *regions, guint line, const char *arm, char *name)
{
	SpCRegion *region = g_new0(SpCRegion, 1);

	region->name = name;
	region->arm = g_strdup(arm);
	region->line = line;
	region->words = g_array_new(FALSE, FALSE, sizeof(SpCWord));
	g_ptr_array_add(regions->regions, region);
	return region;
}

/* The words of a line up to the first of @stops, @most at most. */
static char *name_of(const SpCWord *words, guint n, const char *stops, guint most)
{
	GString *name = g_string_new(NULL);

	for (guint i = 0; i < MIN(n, most); i++) {
		gboolean is_hash = *words[i].text == '#';

		if (words[i].length == 1 && strchr(stops, *words[i].text))
			break;
		g_string_append_len(name, words[i].text, words[i].length);
		if (!is_hash && i + 1 < n)
			g_string_append_c(name, ' ');
	}
	return g_strchomp(g_string_free(name, FALSE));
}

char *sp_cregion_name(const SpCWord *words, guint n)
{
	return name_of(words, n, "{=;", n);
}

/* What a scan of the lines keeps. */
typedef struct {
	SpCRegions *regions;
	const SpCDirective *directive; /* that @line is part of, or NULL */
	SpCRegion *open;	       /* declaration that goes on */
	SpCRegion *macro;	       /* directive that goes on */
	const SpFunction *function;
	SpCRegion *body; /* of @function */
	int depth;
} Cutter;

static const char *arm_at(const Cutter *cutter, guint line)
{
	return sp_csource_arm_at(sp_hunkfile_source(cutter->regions->file), line);
}

static SpCRegion *cut_directive(Cutter *cutter, guint line, const SpCWord *words, guint n)
{
	const SpCDirective *directive = cutter->directive;

	if (directive->line == line)
		cutter->macro = NULL;
	if (cutter->macro)
		return cutter->macro;
	if (directive->kind != SP_C_OTHER && cutter->open)
		return cutter->open;
	cutter->macro = add_region(
		cutter->regions, line, arm_at(cutter, line),
		name_of(words, n, "", g_str_equal(directive->word, "define") ? 3 : G_MAXUINT));
	return cutter->macro;
}

static SpCRegion *cut_declaration(Cutter *cutter, guint line, const SpCWord *words, guint n)
{
	const char *raw = cutter->regions->file->lines->pdata[line];
	SpCRegion *region;
	gboolean ends = FALSE;

	if (!cutter->open || (cutter->depth == 0 && sp_ctext_is_word(*raw)))
		cutter->open = add_region(cutter->regions, line, arm_at(cutter, line),
					  sp_cregion_name(words, n));
	region = cutter->open;
	for (guint i = 0; i < n; i++) {
		char c = words[i].length == 1 ? *words[i].text : '\0';

		cutter->depth += c && strchr("({[", c);
		cutter->depth -= c && strchr(")}]", c) && cutter->depth;
		ends = cutter->depth == 0 && c == ';';
	}
	if (*raw == '}') /* whatever the arms before it did to the depth */
		cutter->depth = 0;
	if (ends || (*raw == '}' && words[n - 1].text[0] == ';'))
		cutter->open = NULL;
	return region;
}

static SpCRegion *cut_line(Cutter *cutter, guint line, const SpCWord *words, guint n)
{
	const SpCSource *source = sp_hunkfile_source(cutter->regions->file);
	const SpFunction *function = sp_csource_function_at(source, line);

	if (!function)
		return cutter->directive ? cut_directive(cutter, line, words, n)
					 : cut_declaration(cutter, line, words, n);
	if (function != cutter->function)
		cutter->body = add_region(cutter->regions, line, function->arm,
					  g_strdup_printf("%s()", function->name));
	cutter->function = function;
	cutter->open = NULL;
	cutter->depth = 0;
	return cutter->body;
}

static void cut(SpCRegions *regions, const SpCText *parts)
{
	g_autoptr(GArray) directives = sp_ctext_directives(parts);
	Cutter cutter = {.regions = regions};
	const SpCWord *words = (const SpCWord *)(void *)regions->words->data;
	guint next = 0, end;

	for (guint at = 0; at < regions->words->len; at = end) {
		guint line = words[at].line;
		const SpCDirective *directive;
		SpCRegion *region;

		for (end = at + 1; end < regions->words->len && !words[end].first; end++)
			;
		while (next < directives->len &&
		       g_array_index(directives, SpCDirective, next).last < line)
			next++;
		directive = next < directives->len ? &g_array_index(directives, SpCDirective, next)
						   : NULL;
		cutter.directive = directive && directive->line <= line ? directive : NULL;
		region = cut_line(&cutter, line, words + at, end - at);
		region->n_lines++;
		g_array_append_vals(region->words, words + at, end - at);
		g_array_append_val(regions->lines, line);
		regions->region[line] = regions->regions->len;
		for (guint i = regions->regions->len; i > 0; i--)
			if (regions->regions->pdata[i - 1] == region) {
				regions->region[line] = i;
				break;
			}
	}
}

SpCRegions *sp_cregions_new(const char *text)
{
	SpCRegions *regions = g_new0(SpCRegions, 1);
	g_autoptr(SpCText) parts = NULL;

	regions->file = sp_hunkfile_new(text);
	regions->regions = g_ptr_array_new_with_free_func(region_free);
	regions->names = g_hash_table_new(g_str_hash, g_str_equal);
	regions->lines = g_array_new(FALSE, FALSE, sizeof(guint));
	regions->text = sp_cregion_text(sp_hunkfile_code(regions->file));
	parts = sp_ctext_new(regions->text, strlen(regions->text));
	regions->words = words_of(parts);
	regions->region = g_new0(guint, regions->file->lines->len + 1);
	cut(regions, parts);
	for (guint i = 0; i < regions->regions->len; i++) {
		char *name = ((SpCRegion *)regions->regions->pdata[i])->name;
		guint count = sp_cregions_count(regions, name);

		g_hash_table_insert(regions->names, name, GUINT_TO_POINTER(count + 1));
	}
	return regions;
}

void sp_cregions_free(SpCRegions *regions)
{
	if (!regions)
		return;
	sp_hunkfile_free(regions->file);
	g_ptr_array_unref(regions->regions);
	g_array_unref(regions->lines);
	g_array_unref(regions->words);
	g_free(regions->text);
	g_free(regions->region);
	g_hash_table_unref(regions->names);
	g_free(regions);
}

const SpCRegion *sp_cregions_at(const SpCRegions *regions, guint line)
{
	guint number = line < regions->file->lines->len ? regions->region[line] : 0;

	return number ? regions->regions->pdata[number - 1] : NULL;
}

guint sp_cregions_behind(const SpCRegions *regions, const SpCRegion *region)
{
	for (guint i = 0; i < regions->regions->len; i++) {
		const SpCRegion *one = regions->regions->pdata[i];

		if (one->line > region->line)
			return one->line;
	}
	return regions->file->lines->len;
}

guint sp_cregions_count(const SpCRegions *regions, const char *name)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(regions->names, name));
}

const char *sp_cregions_inner_arm(const SpCRegions *regions, guint line)
{
	const char *arm = sp_csource_arm_at(sp_hunkfile_source(regions->file), line);
	const SpCRegion *region = sp_cregions_at(regions, line);

	if (!region || !g_str_has_prefix(arm, region->arm))
		return arm;
	arm += strlen(region->arm);
	return g_str_has_prefix(arm, " && ") ? arm + 4 : arm;
}

static gboolean is_same(const SpCWord *a, const SpCWord *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static gboolean stands_at(const SpCPhrase *phrase, const GArray *in, guint at)
{
	const SpCWord *want = (const SpCWord *)(void *)phrase->words->data;
	const SpCWord *have = (const SpCWord *)(void *)in->data;
	guint length = phrase->end - phrase->first, behind = at + length;

	for (guint i = 0; i < length; i++)
		if (!is_same(want + phrase->first + i, have + at + i))
			return FALSE;
	if (!have[at].first &&
	    (!phrase->first || !is_same(want + phrase->first - 1, have + at - 1)))
		return FALSE;
	return have[behind - 1].last || (phrase->end < phrase->words->len && behind < in->len &&
					 is_same(want + phrase->end, have + behind));
}

gboolean sp_cphrase_find(const SpCPhrase *phrase, const GArray *in, guint *from, guint *at)
{
	guint length = phrase->end - phrase->first;

	for (guint i = *from; length && i + length <= in->len; i++) {
		if (!stands_at(phrase, in, i))
			continue;
		*from = i + length;
		if (at)
			*at = i;
		return TRUE;
	}
	return FALSE;
}

guint sp_cphrase_count(const SpCPhrase *phrase, const GArray *in)
{
	guint count = 0, from = 0;

	while (in && sp_cphrase_find(phrase, in, &from, NULL))
		count++;
	return count;
}
