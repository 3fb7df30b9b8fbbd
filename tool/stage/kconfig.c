/* SPDX-License-Identifier: GPL-2.0-only */
/* kconfig: configuration fragments read, and checked against what became of them. */
#include "stage/kconfig.h"

#include <string.h>

#include "base/err.h"

#define NOT_SET " is not set"

static void option_free(gpointer data)
{
	SpOption *option = data;

	g_free(option->symbol);
	g_free(option->line);
	g_free(option->origin);
	g_free(option);
}

GPtrArray *sp_kconfig_new(void)
{
	return g_ptr_array_new_with_free_func(option_free);
}

/* Length of a name such as CONFIG_64BIT at the start of @text, 0 if there is none. */
static gsize symbol_length(const char *text)
{
	gsize length = strlen("CONFIG_");

	if (!g_str_has_prefix(text, "CONFIG_"))
		return 0;
	while (g_ascii_isalnum(text[length]) || text[length] == '_')
		length++;
	return length > strlen("CONFIG_") ? length : 0;
}

/* The symbol that a line is about, NULL if it is neither form. */
static char *line_symbol(const char *line)
{
	gboolean off = g_str_has_prefix(line, "# CONFIG_");
	const char *name = off ? line + 2 : line;
	gsize length = symbol_length(name);

	if (!length)
		return NULL;
	if (off ? !g_str_equal(name + length, NOT_SET) : name[length] != '=' || !name[length + 1])
		return NULL;
	return g_strndup(name, length);
}

static void put(GPtrArray *options, char *symbol, const char *line, char *origin)
{
	SpOption *option = g_new0(SpOption, 1);

	for (guint i = 0; i < options->len; i++) {
		const SpOption *old = g_ptr_array_index(options, i);

		if (g_str_equal(old->symbol, symbol)) {
			g_ptr_array_remove_index(options, i);
			break;
		}
	}
	option->symbol = symbol;
	option->line = g_strdup(line);
	option->origin = origin;
	g_ptr_array_add(options, option);
}

/* "# kernels = RANGE"; FALSE when the line is no such comment. */
static gboolean is_limit(const char *line, const char **range)
{
	const char *p = line;

	if (*p++ != '#')
		return FALSE;
	p += strspn(p, " \t");
	if (!g_str_has_prefix(p, "kernels"))
		return FALSE;
	p += strlen("kernels");
	p += strspn(p, " \t");
	if (*p++ != '=')
		return FALSE;
	*range = p + strspn(p, " \t");
	return TRUE;
}

static gboolean set_wrong(GError **error, const char *origin, guint line, const char *text,
			  const char *want)
{
	g_autofree char *clean = sp_clean_text(text);

	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s:%u: \"%s\": want %s", origin, line, clean,
		    want);
	return FALSE;
}

gboolean sp_kconfig_add(GPtrArray *options, const char *text, const char *origin, guint line,
			const SpKver *version, GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gboolean wanted = TRUE;

	for (guint i = 0; lines[i]; i++, line++) {
		g_autofree char *symbol = NULL;
		const char *range;
		SpKverRange kernels;

		g_strchomp(lines[i]);
		symbol = line_symbol(lines[i]);
		if (!*lines[i]) {
			wanted = TRUE;
		} else if (symbol) {
			if (wanted)
				put(options, g_steal_pointer(&symbol), lines[i],
				    g_strdup_printf("%s:%u", origin, line));
		} else if (is_limit(lines[i], &range)) {
			if (!sp_kver_range_parse(range, &kernels))
				return set_wrong(error, origin, line, lines[i],
						 "a range of kernels, 5.4.. or 4.9..5.3");
			wanted = sp_kver_in_range(version, &kernels);
		} else if (*lines[i] != '#' || g_str_has_prefix(lines[i], "# CONFIG_")) {
			return set_wrong(error, origin, line, lines[i],
					 "CONFIG_NAME=value, \"# CONFIG_NAME is not set\" or a "
					 "comment");
		}
	}
	return TRUE;
}

char *sp_kconfig_text(const GPtrArray *options)
{
	GString *text = g_string_new("");

	for (guint i = 0; i < options->len; i++) {
		const SpOption *option = g_ptr_array_index(options, i);

		g_string_append_printf(text, "%s\n", option->line);
	}
	return g_string_free(text, FALSE);
}

GPtrArray *sp_kconfig_missing(const GPtrArray *options, const char *config)
{
	g_auto(GStrv) lines = g_strsplit(config, "\n", -1);
	g_autoptr(GHashTable) got = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GPtrArray *missing = g_ptr_array_new();

	for (guint i = 0; lines[i]; i++) {
		char *symbol = line_symbol(lines[i]);

		if (symbol)
			g_hash_table_replace(got, symbol, lines[i]);
	}
	for (guint i = 0; i < options->len; i++) {
		SpOption *option = g_ptr_array_index(options, i);
		const char *line = g_hash_table_lookup(got, option->symbol);
		gboolean off = option->line[0] == '#' || g_str_has_suffix(option->line, "=n");

		/* An option that is off may also be absent: not known, or not offered. */
		if (off ? line && line[0] != '#' : g_strcmp0(line, option->line) != 0)
			g_ptr_array_add(missing, option);
	}
	return missing;
}

/* Adds "FILE: depends on ..." for each definition of @name in the text of one Kconfig file. */
static void explain_file(const char *path, const char *text, const char *name, GString *out)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gboolean inside = FALSE;

	for (guint i = 0; lines[i]; i++) {
		g_autofree char *copy = g_strdup(lines[i]);
		char *line = g_strstrip(copy);

		if (g_str_has_prefix(line, "config ") || g_str_has_prefix(line, "menuconfig ")) {
			inside = g_str_equal(g_strstrip(strchr(line, ' ')), name);
			if (inside)
				g_string_append_printf(out, "; %s:%u defines it", path, i + 1);
		} else if (inside && g_str_has_prefix(line, "depends on ")) {
			g_string_append_printf(out, ", it %s", line);
		}
	}
}

static void explain_dir(const char *top, const char *dir, const char *arch, const char *name,
			GString *out)
{
	g_autofree char *full = g_build_filename(top, dir, NULL);
	g_autoptr(GDir) handle = g_dir_open(full, 0, NULL);
	const char *entry;

	while (handle && (entry = g_dir_read_name(handle))) {
		g_autofree char *sub = *dir ? g_build_filename(dir, entry, NULL) : g_strdup(entry);
		g_autofree char *path = g_build_filename(top, sub, NULL);
		g_autofree char *text = NULL;

		/* of the architectures only ours counts */
		if (g_str_equal(dir, "arch") && !g_str_equal(sub, arch) &&
		    !g_str_equal(sub, "arch/Kconfig"))
			continue;
		if (g_str_has_prefix(entry, "Kconfig")) {
			if (g_file_get_contents(path, &text, NULL, NULL))
				explain_file(sub, text, name, out);
		} else if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK) &&
			   g_file_test(path, G_FILE_TEST_IS_DIR)) {
			explain_dir(top, sub, arch, name, out);
		}
	}
}

char *sp_kconfig_explain(const char *source, const char *arch, const char *symbol)
{
	g_autoptr(GString) found = g_string_new("");
	const char *name = symbol + strlen("CONFIG_");

	explain_dir(source, "", arch, name, found);
	if (!found->len)
		return g_strdup("no Kconfig file of this kernel knows it");
	return g_strdup(found->str + strlen("; "));
}
