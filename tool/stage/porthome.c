/* SPDX-License-Identifier: GPL-2.0-only */
/* porthome: by the file's name, and by what stands in the first column. */
#include "stage/porthome.h"

#include "stage/cregion.h"

#include <string.h>

SpFileKind sp_porthome_kind(const char *path)
{
	static const struct {
		const char *suffix;
		SpFileKind kind;
	} kinds[] = {{".c", SP_KIND_C},
		     {".h", SP_KIND_C},
		     {".S", SP_KIND_ASSEMBLY},
		     {".dts", SP_KIND_DEVICE_TREE},
		     {".dtsi", SP_KIND_DEVICE_TREE},
		     {".dtso", SP_KIND_DEVICE_TREE},
		     {".yaml", SP_KIND_INDENTED},
		     {".yml", SP_KIND_INDENTED},
		     {".py", SP_KIND_INDENTED}};
	g_autofree char *name = g_path_get_basename(path);

	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_has_suffix(name, kinds[i].suffix))
			return kinds[i].kind;
	if (g_str_has_prefix(name, "Kconfig"))
		return SP_KIND_KCONFIG;
	return g_str_has_prefix(name, "Makefile") || g_str_equal(name, "Kbuild") ? SP_KIND_MAKEFILE
										 : SP_KIND_OTHER;
}

gboolean sp_porthome_opens_node(const char *line)
{
	return g_str_has_suffix(line, "{") && !strpbrk(line, ";=");
}

char *sp_porthome_section(char *const *lines, guint line)
{
	for (guint i = MIN(line, g_strv_length((GStrv)lines)); i-- > 0;)
		if (g_ascii_isalpha(*lines[i]) || *lines[i] == '_' || *lines[i] == '$')
			return g_strchomp(g_strndup(lines[i], 80));
	return g_strdup("");
}

guint sp_porthome_conditions(char *const *lines, guint line)
{
	guint depth = 0;

	for (guint i = 0; i < line && lines[i]; i++) {
		const char *text = lines[i] + strspn(lines[i], " \t");

		gsize word = strspn(text, "abcdefghijklmnopqrstuvwxyz");

		if ((word == 4 && (!strncmp(text, "ifeq", 4))) ||
		    (word == 5 && (!strncmp(text, "ifdef", 5) || !strncmp(text, "ifneq", 5))) ||
		    (word == 6 && !strncmp(text, "ifndef", 6)))
			depth++;
		else if (g_str_has_prefix(text, "endif") && depth)
			depth--;
	}
	return depth;
}

static guint indent_of(const char *line)
{
	return (guint)strspn(line, " \t");
}

/* "&i2c1 / eeprom@50". */
static char *node_path(char *const *lines, guint line)
{
	g_autoptr(GString) path = g_string_new(NULL);
	guint indent = lines[line] && *lines[line] ? indent_of(lines[line]) : G_MAXUINT;

	for (guint i = line; i-- > 0 && indent;) {
		g_autofree char *text = g_strstrip(g_strdup(lines[i]));

		if (!sp_porthome_opens_node(text) || indent_of(lines[i]) >= indent)
			continue;
		indent = indent_of(lines[i]);
		g_string_prepend(path, text);
	}
	return g_string_free(g_steal_pointer(&path), FALSE);
}

gboolean sp_porthome_outer(char *const *lines, guint line, guint indent, guint *outer)
{
	while (indent && line-- > 0) {
		guint here = indent_of(lines[line]);

		if (here >= indent || !lines[line][here] || lines[line][here] == '#')
			continue;
		*outer = line;
		return TRUE;
	}
	return FALSE;
}

char *sp_porthome_path(char *const *lines, guint line, guint indent)
{
	g_autoptr(GString) path = g_string_new(NULL);

	while (sp_porthome_outer(lines, line, indent, &line)) {
		g_autofree char *text = g_strstrip(g_strdup(lines[line]));

		indent = indent_of(lines[line]);
		g_string_prepend(path, path->len ? " / " : "");
		g_string_prepend(path, text);
	}
	return g_string_free(g_steal_pointer(&path), FALSE);
}

char *sp_porthome_of(const char *path, const char *text, guint line)
{
	SpFileKind kind = sp_porthome_kind(path);
	g_auto(GStrv) lines = NULL;

	if (kind == SP_KIND_ASSEMBLY || kind == SP_KIND_KCONFIG) {
		lines = g_strsplit(text, "\n", -1);
		return sp_porthome_section(lines, line);
	}

	if (kind == SP_KIND_DEVICE_TREE) {
		lines = g_strsplit(text, "\n", -1);
		return node_path(lines, MIN(line, g_strv_length(lines)));
	}
	if (kind == SP_KIND_INDENTED) {
		lines = g_strsplit(text, "\n", -1);
		line = MIN(line, g_strv_length(lines));
		return sp_porthome_path(lines, line, lines[line] ? indent_of(lines[line]) : 0);
	}
	if (kind == SP_KIND_C) {
		g_autoptr(SpCRegions) regions = sp_cregions_new(text);
		const SpCRegion *region = sp_cregions_at(regions, line);

		if (region && (g_str_has_prefix(region->name, "struct ") ||
			       g_str_has_prefix(region->name, "union ") ||
			       g_str_has_prefix(region->name, "enum ")))
			return g_strdup(region->name);
	}
	return g_strdup("");
}
