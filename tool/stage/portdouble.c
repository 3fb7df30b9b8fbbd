/* SPDX-License-Identifier: GPL-2.0-only */
/* portdouble: line by line, by the part of a line that may stand but once where it stands. */
#include "stage/portdouble.h"

#include "stage/ctext.h"
#include "stage/porthome.h"

#include <string.h>

/* Whether the line is but a call that takes a reference or sets an object up. */
static gboolean is_once(const char *text)
{
	gsize length =
		strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
	g_autofree char *name = g_strndup(text, length);

	return text[length] == '(' && g_str_has_suffix(text, ");") &&
	       (g_str_has_prefix(name, "get_") || g_str_has_suffix(name, "_get") ||
		g_str_has_prefix(name, "init_") || g_str_has_prefix(name, "INIT_") ||
		g_str_has_suffix(name, "_init"));
}

/* The part of @line that may stand once; (transfer full), NULL for a line of no such kind. */
static char *key_of(SpFileKind kind, const char *line, gboolean in_function)
{
	g_autofree char *text = g_strstrip(g_strdup(line));
	gsize length = strlen(text);

	if (kind == SP_KIND_KCONFIG)
		return g_str_has_prefix(text, "select ") || g_str_has_prefix(text, "imply ")
			       ? g_strndup(text, strcspn(text + 7, " \t") + 7)
			       : NULL;
	if (kind != SP_KIND_C || length < 6)
		return NULL;
	if (g_str_has_prefix(text, "case ") && strchr(text, ':'))
		return g_strndup(text, strchr(text, ':') - text + 1);
	if (g_str_has_prefix(text, "EXPORT_SYMBOL"))
		return g_steal_pointer(&text);
	if (*text == '.' && strchr(text, '='))
		return g_strchomp(g_strndup(text, strchr(text, '=') - text));
	if (in_function && is_once(text))
		return g_steal_pointer(&text);
	/* A row, or a member: all of the line. */
	if (!in_function && g_ascii_isspace(*line) &&
	    (g_str_has_suffix(text, "},") || g_str_has_suffix(text, ";")))
		return g_steal_pointer(&text);
	return NULL;
}

/* The lines between the nearest braces around @line, of initialisers. */
static void braces_around(char *const *lines, guint n, guint line, guint *from, guint *end)
{
	for (*from = line; *from && !strchr(lines[*from], '{');)
		--*from;
	for (*end = line + 1; *end < n && !strchr(lines[*end], '}');)
		++*end;
}

/* Lines that are one with @line: its function, its entry or declaration. */
static void scope_of(SpPortChange *change, char *const *lines, guint n, guint line, guint *from,
		     guint *end)
{
	const SpFunction *function = sp_csource_function_at(sp_portchange_source(change), line);

	if (function) {
		*from = function->open;
		*end = function->end;
		return;
	}
	for (*from = line; *from && (!*lines[*from] || g_ascii_isspace(*lines[*from]));)
		--*from;
	for (*end = line + 1; *end < n && (!*lines[*end] || g_ascii_isspace(*lines[*end]));)
		++*end;
}

static gboolean is_new(const GArray *runs, guint line)
{
	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);

		if (line >= run->new &&line < run->new + run->new_lines)
			return TRUE;
	}
	return FALSE;
}

/* Whether @line has the key: begins with it, and a longer name does not go on. */
static gboolean has_key(const char *line, const char *key)
{
	gsize length = strlen(key);

	line += strspn(line, " \t");
	return g_str_has_prefix(line, key) &&
	       !(sp_ctext_is_word(key[length - 1]) && sp_ctext_is_word(line[length]));
}

static guint count_key(char *const *lines, const char *key)
{
	guint count = 0;

	for (; lines && *lines; lines++)
		count += has_key(*lines, key);
	return count;
}

/* What a line of a Makefile lists: not the name before "=", as of CFLAGS_x.o. */
static GStrv listed(const char *line)
{
	const char *is = strchr(line, '=');

	return g_strsplit_set(is ? is + 1 : line, " \t", -1);
}

static gboolean line_has_word(const char *line, const char *word)
{
	g_auto(GStrv) words = listed(line);

	return g_strv_contains((const char *const *)words, word);
}

static gboolean have_word(char *const *lines, const char *word)
{
	for (; lines && *lines; lines++)
		if (line_has_word(*lines, word))
			return TRUE;
	return FALSE;
}

/* An object that a Makefile has in a line that is not new, and did not have upstream. */
static char *object_twice(char *const *lines, guint n, char *const *pre, const GArray *runs,
			  guint line)
{
	g_auto(GStrv) words = listed(lines[line]);

	for (char **word = words; *word; word++) {
		if (!g_str_has_suffix(*word, ".o") || have_word(pre, *word))
			continue;
		for (guint i = 0; i < n; i++)
			if (!is_new(runs, i) && line_has_word(lines[i], *word))
				return g_strdup(*word);
	}
	return NULL;
}

/* A function that is defined in the same conditions by lines that are not new. */
static char *function_twice(SpPortChange *change, const GArray *runs, guint line)
{
	const SpCSource *source = sp_portchange_source(change);
	const SpFunction *function = sp_csource_function_at(source, line);
	g_autoptr(GPtrArray) found = NULL;

	if (!function || function->line != line)
		return NULL;
	found = sp_csource_find(source, function->name, function->arm);
	for (guint i = 0; i < found->len; i++) {
		const SpFunction *other = found->pdata[i];

		if (g_str_equal(other->arm, function->arm) && !is_new(runs, other->line))
			return g_strdup_printf("%s()", function->name);
	}
	return NULL;
}

static char *twice(const SpPatchFile *file, SpPortChange *change, char *const *lines, guint n,
		   char *const *pre, char *const *before, guint line)
{
	SpFileKind kind = sp_porthome_kind(file->path);
	const GArray *runs = sp_portchange_runs(change);
	gboolean in_function =
		kind == SP_KIND_C && sp_csource_function_at(sp_portchange_source(change), line);
	g_autofree char *key = key_of(kind, lines[line], in_function);
	guint from, end;

	if (kind == SP_KIND_MAKEFILE)
		return object_twice(lines, n, pre, runs, line);
	if (in_function) {
		char *function = function_twice(change, runs, line);

		if (function)
			return function;
	}
	if (!key || (pre && count_key(pre, key) >= count_key(before, key)))
		return NULL;
	scope_of(change, lines, n, line, &from, &end);
	if (*key == '.')
		braces_around(lines, n, line, &from, &end);
	if (g_str_has_prefix(key, "EXPORT_SYMBOL")) {
		from = 0;
		end = n;
	}
	for (guint i = from; i < end; i++)
		if (!is_new(runs, i) && has_key(lines[i], key))
			return g_steal_pointer(&key);
	return NULL;
}

char *sp_portdouble_find(const SpPatchFile *file, SpHunkFile *upstream, SpPortChange *change)
{
	const GArray *runs = sp_portchange_runs(change);
	char *const *lines = sp_hunkfile_split(change->after);
	char *const *before = sp_hunkfile_split(change->before);
	char *const *pre = upstream ? sp_hunkfile_split(upstream) : NULL;
	guint n = g_strv_length((GStrv)lines);

	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);

		for (guint k = run->new; k < MIN(n, run->new + run->new_lines); k++) {
			g_autofree char *what = twice(file, change, lines, n, pre, before, k);

			if (what)
				return g_strdup_printf("line %u adds \"%s\", which is there "
						       "already",
						       k + 1, what);
		}
	}
	return NULL;
}
