/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqnames: a scan of the words of each of a file's regions. It knows no types: what it does not
 * understand declares nothing.
 */
#include "stage/prereqnames.h"

#include "stage/cregion.h"
#include "stage/ctext.h"

#include <string.h>

static void name_free(gpointer data)
{
	SpPrereqName *name = data;

	g_free(name->name);
	g_free(name->scope);
	g_free(name);
}

static void use_free(gpointer data)
{
	SpPrereqUse *use = data;

	g_free(use->name);
	g_free(use->region);
	g_free(use);
}

GPtrArray *sp_prereqnames_new(void)
{
	return g_ptr_array_new_with_free_func(name_free);
}

static gboolean is_name(const SpCWord *word)
{
	return g_ascii_isalpha(*word->text) || *word->text == '_';
}

static gboolean is(const SpCWord *word, char c)
{
	return word->length == 1 && *word->text == c;
}

static gboolean is_one_of(const SpCWord *word, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == word->length && memcmp(*list, word->text, word->length) == 0)
			return TRUE;
	return FALSE;
}

/* A statement that begins so declares nothing. */
static gboolean is_statement(const SpCWord *word)
{
	static const char *const words[] = {"return", "goto",	"else",	    "case",    "if",
					    "while",  "for",	"do",	    "switch",  "break",
					    "sizeof", "typeof", "continue", "default", NULL};

	return is_one_of(word, words);
}

static void add(GPtrArray *names, const SpCWord *word, const char *scope)
{
	SpPrereqName *name = g_new0(SpPrereqName, 1);

	name->name = g_strndup(word->text, word->length);
	name->scope = g_strdup(scope);
	name->line = word->line;
	g_ptr_array_add(names, name);
}

/* The index behind the bracket that closes the one at @at. */
static guint behind_bracket(const GArray *words, guint at)
{
	int depth = 0;

	for (; at < words->len; at++) {
		const SpCWord *word = &g_array_index(words, SpCWord, at);

		depth += word->length == 1 && strchr("([{", *word->text);
		depth -= word->length == 1 && strchr(")]}", *word->text);
		if (depth <= 0)
			return at + 1;
	}
	return at;
}

/* The index of the "," or ";" that ends an initializer. */
static guint behind_value(const GArray *words, guint at)
{
	while (at < words->len) {
		const SpCWord *word = &g_array_index(words, SpCWord, at);

		if (word->length == 1 && strchr(",;)}", *word->text))
			return at;
		at = word->length == 1 && strchr("([{", *word->text) ? behind_bracket(words, at)
								     : at + 1;
	}
	return at;
}

/* Up to where a statement goes that declares nothing. */
static guint behind_statement(const GArray *words, guint at)
{
	for (; at < words->len; at++) {
		const SpCWord *word = &g_array_index(words, SpCWord, at);

		if (word->length == 1 && strchr(";{}", *word->text))
			return at + 1;
	}
	return at;
}

/* "DEFINE_MUTEX(lock)": the first argument of an all-capitals macro outside of functions; FALSE if
 * it is no such macro. */
static gboolean add_made(GPtrArray *names, const GArray *words, guint at, const char *scope)
{
	const SpCWord *macro = &g_array_index(words, SpCWord, at);

	for (guint i = 0; i < macro->length; i++)
		if (!g_ascii_isupper(macro->text[i]) && macro->text[i] != '_' &&
		    !g_ascii_isdigit(macro->text[i]))
			return FALSE;
	if (at + 2 < words->len && is_name(macro + 2))
		add(names, macro + 2, scope);
	return TRUE;
}

/*
 * One statement from @at on, what it declares; returns where the next begins. @outside: not in a
 * function, where "int f(" declares f, too.
 */
static guint scan_statement(GPtrArray *names, const GArray *words, guint at, guint end,
			    const char *scope, gboolean outside)
{
	const SpCWord *last = NULL;
	guint count = 0;

	if (at < end && is_statement(&g_array_index(words, SpCWord, at)))
		return behind_statement(words, at);
	while (at < end) {
		const SpCWord *word = &g_array_index(words, SpCWord, at);

		if (is_name(word)) {
			last = word;
			count++;
			at++;
			continue;
		}
		if (word->length != 1 || !strchr("*;,=[:(){}", *word->text))
			return behind_statement(words, at);
		if (*word->text == '*' && count) {
			at++;
			continue;
		}
		if (*word->text == '{' || *word->text == '}' || !last)
			return at + 1;
		if (*word->text == ':' && count == 1 && !outside && at + 1 < end &&
		    !is(word + 1, ':')) {
			add(names, last, scope); /* a label */
			return at + 1;
		}
		if (*word->text == '(' && outside && word == last + 1 &&
		    add_made(names, words, at - 1, scope))
			return behind_statement(words, at);
		if (*word->text == '(' && at + 3 < end && is(word + 1, '*') && is_name(word + 2)) {
			add(names, word + 2, scope); /* a pointer to a function */
			return behind_statement(words, at);
		}
		if (count < 2 || (*word->text == '(' && !outside))
			return behind_statement(words, at);
		add(names, last, scope);
		if (*word->text == '(')
			return behind_statement(words, at);
		if (*word->text == '[' || *word->text == ':' || *word->text == '=')
			at = behind_value(words, *word->text == '[' ? at : at + 1);
		if (at >= end || !is(&g_array_index(words, SpCWord, at), ','))
			return at + 1;
		count = 1; /* the type goes for what follows the comma, too */
		last = NULL;
		at++;
	}
	return at;
}

/* The parameters between @at, the opening bracket, and its end; returns what is behind. */
static guint scan_parameters(GPtrArray *names, const GArray *words, guint at, const char *scope)
{
	guint end = behind_bracket(words, at);
	guint count = 0;

	for (guint i = at + 1; i < end; i++) {
		const SpCWord *word = &g_array_index(words, SpCWord, i);

		if (is_name(word))
			count++;
		else if ((is(word, ',') || i + 1 == end || is(word, '[')) && count >= 2 &&
			 is_name(word - 1))
			add(names, word - 1, scope);
		if (is(word, ','))
			count = 0;
	}
	return end;
}

static void scan_function(GPtrArray *names, const SpCRegion *region)
{
	g_autofree char *name = g_strndup(region->name, strlen(region->name) - 2);
	const GArray *words = region->words;
	SpPrereqName *own = g_new0(SpPrereqName, 1);
	guint at = 0;

	own->name = g_steal_pointer(&name);
	own->scope = g_strdup("");
	own->line = region->line;
	g_ptr_array_add(names, own);
	while (at < words->len && !is(&g_array_index(words, SpCWord, at), '('))
		at++;
	if (at < words->len)
		at = scan_parameters(names, words, at, region->name);
	while (at < words->len && !is(&g_array_index(words, SpCWord, at), '{'))
		at++;
	for (at++; at < words->len;)
		at = scan_statement(names, words, at, words->len, region->name, FALSE);
}

/* A declaration with a body, other than that of a value, is a type: "struct x { ... };". */
static gboolean find_body(const GArray *words, guint *open)
{
	for (guint i = 0; i < words->len; i++) {
		const SpCWord *word = &g_array_index(words, SpCWord, i);

		*open = i;
		if (is(word, '{'))
			return TRUE;
		if (is(word, '=') || is(word, '('))
			return FALSE;
	}
	return FALSE;
}

static void scan_enum(GPtrArray *names, const GArray *words, guint at)
{
	while (at < words->len) {
		const SpCWord *word = &g_array_index(words, SpCWord, at);

		if (is_name(word))
			add(names, word, "");
		at = behind_value(words, at) + 1;
	}
}

static void scan_declaration(GPtrArray *names, const SpCRegion *region)
{
	static const char *const enums[] = {"enum", NULL};
	const GArray *words = region->words;
	const SpCWord *first = &g_array_index(words, SpCWord, 0);
	guint open;

	if (!find_body(words, &open)) {
		scan_statement(names, words, 0, words->len, "", TRUE);
		return;
	}
	if (open && is_name(first + open - 1) && open >= 2)
		add(names, first + open - 1, "");
	if (is_one_of(first, enums)) {
		scan_enum(names, words, open + 1);
		return;
	}
	for (guint at = open + 1; at < words->len;)
		at = scan_statement(names, words, at, words->len, region->name, FALSE);
}

static void scan_region(GPtrArray *names, const SpCRegion *region)
{
	static const char *const define[] = {"define", NULL};
	const SpCWord *words = (const SpCWord *)(void *)region->words->data;

	if (!region->words->len)
		return;
	if (*words->text == '#') {
		if (region->words->len > 2 && is_one_of(words + 1, define))
			add(names, words + 2, "");
	} else if (g_str_has_suffix(region->name, "()")) {
		scan_function(names, region);
	} else {
		scan_declaration(names, region);
	}
}

static GPtrArray *names_in(const SpCRegions *regions)
{
	GPtrArray *names = sp_prereqnames_new();

	for (guint i = 0; i < regions->regions->len; i++)
		scan_region(names, regions->regions->pdata[i]);
	return names;
}

GPtrArray *sp_prereqnames_of(const char *text)
{
	g_autoptr(SpCRegions) regions = sp_cregions_new(text);

	return names_in(regions);
}

const SpPrereqName *sp_prereqnames_find(const GPtrArray *names, const char *name, const char *scope)
{
	for (guint i = 0; i < names->len; i++) {
		const SpPrereqName *one = names->pdata[i];

		if (g_str_equal(one->name, name) && g_str_equal(one->scope, scope))
			return one;
	}
	return NULL;
}

const SpPrereqName *sp_prereqnames_meant(const GPtrArray *names, const SpPrereqUse *use)
{
	const SpPrereqName *own = use->member || !*use->region
					  ? NULL
					  : sp_prereqnames_find(names, use->name, use->region);

	if (own || !use->member)
		return own ? own : sp_prereqnames_find(names, use->name, "");
	for (guint i = 0; i < names->len; i++) {
		const SpPrereqName *one = names->pdata[i];

		if (g_str_equal(one->name, use->name) && *one->scope &&
		    !g_str_has_suffix(one->scope, "()"))
			return one;
	}
	return NULL;
}

static void add_use(GPtrArray *uses, const SpCWord *word, const char *region, gboolean member)
{
	g_autofree char *name = g_strndup(word->text, word->length);
	SpPrereqUse *use;

	for (guint i = 0; i < uses->len; i++) {
		const SpPrereqUse *one = uses->pdata[i];

		if (one->member == member && g_str_equal(one->name, name) &&
		    g_str_equal(one->region, region))
			return;
	}
	use = g_new0(SpPrereqUse, 1);
	use->name = g_steal_pointer(&name);
	use->region = g_strdup(region);
	use->member = member;
	g_ptr_array_add(uses, use);
}

GArray *sp_prereqnames_changes(const SpPatchFile *file)
{
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(SpPrereqChange));
	int shift = 0; /* from a line before the change to the one after it */

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];
		guint old = 0;
		int line;

		for (guint k = 0; k < hunk->lines->len; k++)
			old += ((SpHunkLine *)hunk->lines->pdata[k])->origin != '+';
		line = (int)hunk->old_start - (old > 0 && hunk->old_start > 0);
		for (guint k = 0; k < hunk->lines->len; k++) {
			char origin = ((SpHunkLine *)hunk->lines->pdata[k])->origin;
			SpPrereqChange change = {.added = origin == '+', .line = (guint)line};

			change.line += change.added ? shift : 0;
			if (origin != ' ')
				g_array_append_val(changes, change);
			shift += origin == '+' ? 1 : origin == '-' ? -1 : 0;
			line += origin != '+';
		}
	}
	return changes;
}

/* A byte for each line of the file after the change: whether it is added. */
static GByteArray *added_lines(const GArray *changes, guint n_lines)
{
	GByteArray *added = g_byte_array_new();

	g_byte_array_set_size(added, n_lines + 1);
	memset(added->data, 0, added->len);
	for (guint i = 0; i < changes->len; i++) {
		const SpPrereqChange *one = &g_array_index(changes, SpPrereqChange, i);

		if (one->added && one->line < added->len)
			added->data[one->line] = TRUE;
	}
	return added;
}

static GPtrArray *uses_of(const SpPatchFile *file)
{
	const SpCRegions *regions = sp_prereqnames_regions(file, TRUE);
	g_autoptr(GArray) changes = sp_prereqnames_changes(file);
	g_autoptr(GByteArray) added = added_lines(changes, regions->file->lines->len);
	const SpCWord *words = (const SpCWord *)(void *)regions->words->data;
	GPtrArray *uses = g_ptr_array_new_with_free_func(use_free);

	for (guint i = 0; i < regions->words->len; i++) {
		const SpCRegion *region = sp_cregions_at(regions, words[i].line);
		gboolean member = (i > 0 && is(words + i - 1, '.')) ||
				  (i > 1 && is(words + i - 1, '>') && is(words + i - 2, '-'));

		if (is_name(words + i) && added->data[words[i].line])
			add_use(uses, words + i,
				region && g_str_has_suffix(region->name, "()") ? region->name : "",
				member);
	}
	return uses;
}

static void regions_free(gpointer data)
{
	sp_cregions_free(data);
}

static void array_free(gpointer data)
{
	g_ptr_array_unref(data);
}

/* The same is asked of a change again and again, and a scan of a large file takes its time. */
const SpCRegions *sp_prereqnames_regions(const SpPatchFile *file, gboolean after)
{
	GData **made = (GData **)&file->made;
	const char *key = after ? "prereq-regions-after" : "prereq-regions-before";
	SpCRegions *regions = g_datalist_get_data(made, key);

	if (!regions) {
		regions = sp_cregions_new(after ? file->post : file->pre);
		g_datalist_set_data_full(made, key, regions, regions_free);
	}
	return regions;
}

const GPtrArray *sp_prereqnames_in(const SpPatchFile *file, gboolean after)
{
	GData **made = (GData **)&file->made;
	const char *key = after ? "prereq-names-after" : "prereq-names-before";
	GPtrArray *names = g_datalist_get_data(made, key);

	if (!names) {
		names = names_in(sp_prereqnames_regions(file, after));
		g_datalist_set_data_full(made, key, names, array_free);
	}
	return names;
}

const GPtrArray *sp_prereqnames_uses(const SpPatchFile *file)
{
	GData **made = (GData **)&file->made;
	GPtrArray *uses = g_datalist_get_data(made, "prereq-uses");

	if (!uses) {
		uses = uses_of(file);
		g_datalist_set_data_full(made, "prereq-uses", uses, array_free);
	}
	return uses;
}

gboolean sp_prereqnames_has_word(const char *text, const char *word)
{
	gsize length = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if ((at == text || !sp_ctext_is_word(at[-1])) && !sp_ctext_is_word(at[length]))
			return TRUE;
	return FALSE;
}
