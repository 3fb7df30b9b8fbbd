/* SPDX-License-Identifier: GPL-2.0-only */
/* portdouble: line by line, by the part of a line that may stand but once where it stands. */
#include "stage/portdouble.h"

#include "stage/ctext.h"
#include "stage/porthome.h"

#include <string.h>

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

/* An object that a Makefile has in a line that is not new. */
static char *object_twice(char *const *lines, guint n, const GArray *runs, guint line)
{
	g_auto(GStrv) words = g_strsplit_set(lines[line], " \t", -1);

	for (char **word = words; *word; word++) {
		for (guint i = 0; g_str_has_suffix(*word, ".o") && i < n; i++) {
			g_auto(GStrv) others = g_strsplit_set(lines[i], " \t", -1);

			if (!is_new(runs, i) && g_strv_contains((const char *const *)others, *word))
				return g_strdup(*word);
		}
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

	if (kind == SP_KIND_MAKEFILE && !pre)
		return object_twice(lines, n, runs, line);
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

char *sp_portdouble_find(const SpPatchFile *file, SpPortChange *change)
{
	const GArray *runs = sp_portchange_runs(change);
	g_auto(GStrv) lines = g_strsplit(change->after, "\n", -1);
	g_auto(GStrv) before = g_strsplit(change->before, "\n", -1);
	g_auto(GStrv) pre = file->pre ? g_strsplit(file->pre, "\n", -1) : NULL;
	guint n = g_strv_length(lines);

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
