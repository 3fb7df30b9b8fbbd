/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunks: hunks, lines and names as tests write them. A patch is the lines of a diff, each hunk
 * headed by "@@ <first old line>", and " @@ <section>" behind it if it has one.
 */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "stage/hunk.h"
#include "stage/hunkunit.h"

static inline GPtrArray *hunks_parse(const char *patch)
{
	GPtrArray *hunks = g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunk_free);
	g_auto(GStrv) lines = g_strsplit(patch, "\n", -1);

	for (char **line = lines; *line; line++) {
		const char *section = g_str_has_prefix(*line, "@@ ") ? strstr(*line, " @@ ") : NULL;

		if (g_str_has_prefix(*line, "@@ "))
			g_ptr_array_add(hunks, sp_hunk_new((guint)atoi(*line + 3)));
		else if (**line)
			sp_hunk_add(hunks->pdata[hunks->len - 1], **line, *line + 1,
				    strlen(*line + 1));
		if (section)
			((SpHunk *)hunks->pdata[hunks->len - 1])->section = g_strdup(section + 4);
	}
	return hunks;
}

/* A text cut into units; it owns what they borrow. */
typedef struct {
	char **text;
	GPtrArray *lines;
	SpUnits *units;
} Units;

static inline Units units_of(const char *text, gboolean c)
{
	Units units = {.text = g_strsplit(text, "\n", -1), .lines = g_ptr_array_new()};

	for (char **line = units.text; *line && (line[1] || **line); line++)
		g_ptr_array_add(units.lines, *line);
	units.units = sp_units_new(units.lines, c);
	return units;
}

static inline void units_clear(Units *units)
{
	sp_units_free(units->units);
	g_ptr_array_unref(units->lines);
	g_strfreev(units->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Units, units_clear)

/* "a=b c=d"; NULL for NULL. */
static inline SpNames *names_of(const char *text)
{
	SpNames *names;
	g_auto(GStrv) pairs = NULL;

	if (!text)
		return NULL;
	names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	pairs = g_strsplit(text, " ", -1);
	for (char **pair = pairs; *pair && **pair; pair++) {
		g_auto(GStrv) sides = g_strsplit(*pair, "=", 2);

		g_hash_table_insert(names, g_strdup(sides[0]), g_strdup(sides[1]));
	}
	return names;
}

/* SpHunkHints's: @data: the names that the branch declares, with blanks between; NULL for none. */
static inline gboolean names_declare(const char *name, gpointer data)
{
	g_auto(GStrv) names = g_strsplit(data ? data : "", " ", -1);

	return g_strv_contains((const char *const *)names, name);
}
