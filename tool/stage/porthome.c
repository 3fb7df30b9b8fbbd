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

/* Whether a line begins with one of @words, which NULL ends. */
static gboolean begins(const char *line, const char *const *words)
{
	gsize length = strspn(line, "abcdefghijklmnopqrstuvwxyz");

	for (; *words; words++)
		if (strlen(*words) == length && !strncmp(line, *words, length))
			return TRUE;
	return FALSE;
}

/* The conditions that are open at @line, outermost first, an "else" behind its own. */
static char *conditions_path(char *const *lines, guint line, const char *const *opening)
{
	static const char *const others[] = {"else", NULL}, *const ends[] = {"endif", NULL};
	g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < line && lines[i]; i++) {
		g_autofree char *text = g_strstrip(g_strdup(lines[i]));
		guint last = open->len - 1;

		if (begins(text, opening)) {
			g_ptr_array_add(open, g_steal_pointer(&text));
		} else if (begins(text, others) && open->len) {
			char *both = g_strdup_printf("%s %s", (char *)open->pdata[last], text);

			g_free(open->pdata[last]);
			open->pdata[last] = both;
		} else if (begins(text, ends) && open->len) {
			g_ptr_array_set_size(open, (int)last);
		}
	}
	g_ptr_array_add(open, NULL);
	return g_strjoinv(" / ", (char **)open->pdata);
}

static const char *const make_conditions[] = {"ifeq", "ifneq", "ifdef", "ifndef", NULL};

/* An entry, and, if there are several of that name, the conditions that it is in. */
static char *option_home(char *const *lines, guint line)
{
	static const char *const opening[] = {"if", NULL};
	g_autofree char *entry = sp_porthome_section(lines, line), *path = NULL;
	guint count = 0;

	for (guint i = 0; lines[i]; i++)
		count += *entry && g_str_has_prefix(lines[i], entry) &&
			 !lines[i][strlen(entry) + strspn(lines[i] + strlen(entry), " \t")];
	if (count < 2)
		return g_steal_pointer(&entry);
	path = conditions_path(lines, line, opening);
	return g_strdup_printf("%s / %s", path, entry);
}

/* A routine, and the local label above, "1:" or ".Lnext:". */
static char *routine_home(char *const *lines, guint line)
{
	g_autofree char *routine = sp_porthome_section(lines, line);

	for (guint i = MIN(line, g_strv_length((GStrv)lines)); i-- > 0;) {
		gsize word = strcspn(lines[i], ": \t(");

		if (g_ascii_isalpha(*lines[i]) || *lines[i] == '_' || *lines[i] == '$')
			break;
		if (word && lines[i][word] == ':' &&
		    (g_ascii_isdigit(*lines[i]) || *lines[i] == '.'))
			return g_strdup_printf("%s / %.*s", routine, (int)word, lines[i]);
	}
	return g_steal_pointer(&routine);
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

/* "struct x / } rx;", the name of an inner struct standing where it ends. */
static char *inner_home(const SpCRegions *regions, const SpCRegion *region, guint line)
{
	const GPtrArray *lines = regions->file->lines;
	GString *path = g_string_new(region->name);
	int depth = 0, least = 0;

	for (guint i = line; i < lines->len && *(char *)lines->pdata[i] != '}'; i++) {
		const SpCRegion *here = sp_cregions_at(regions, i);
		const char *text = lines->pdata[i];

		if (here && here != region)
			break;
		for (const char *c = text; *c; c++)
			depth += (*c == '{') - (*c == '}');
		if (depth >= least)
			continue;
		least = depth;
		text += strspn(text, " \t");
		g_string_append_printf(path, " / %.*s", (int)strcspn(text, ";"), text);
	}
	return g_string_free(path, FALSE);
}

char *sp_porthome_of(const char *path, const char *text, guint line)
{
	SpFileKind kind = sp_porthome_kind(path);
	g_auto(GStrv) lines = NULL;

	if (kind == SP_KIND_ASSEMBLY || kind == SP_KIND_KCONFIG || kind == SP_KIND_MAKEFILE) {
		lines = g_strsplit(text, "\n", -1);
		if (kind == SP_KIND_MAKEFILE)
			return conditions_path(lines, line, make_conditions);
		return kind == SP_KIND_KCONFIG ? option_home(lines, line)
					       : routine_home(lines, line);
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
			return inner_home(regions, region, line);
	}
	return g_strdup("");
}
