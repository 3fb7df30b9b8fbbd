/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portheading: git puts the nearest line above that begins in the first column there, which is the
 * function's head or a label of it.
 */
#include "stage/portheading.h"

#include "stage/cregion.h"

#include <string.h>

gboolean sp_portheading_has(const char *text, const char *name)
{
	g_autoptr(GArray) words = sp_cregion_words(text);

	for (guint i = 0; i < words->len; i++) {
		const SpCWord *word = &g_array_index(words, SpCWord, i);

		if (word->length == strlen(name) && memcmp(word->text, name, word->length) == 0)
			return TRUE;
	}
	return FALSE;
}

gboolean sp_portheading_names(SpHunkFile *file, const char *section, guint first, guint changed)
{
	const SpCSource *source = sp_hunkfile_source(file);
	const SpFunction *function = sp_csource_function_at(source, first);

	return function && function == sp_csource_function_at(source, changed) &&
	       first > function->head && sp_portheading_has(section, function->name);
}

/* Whether git would put @section on the "@@" line of a hunk that begins at line @first. */
static gboolean is_below(SpHunkFile *file, const char *section, guint first)
{
	char *const *lines = sp_hunkfile_split(file);
	g_autofree char *wanted = g_strchomp(g_strdup(section));

	while (first-- > 0) {
		g_autofree char *line = NULL;

		if (!g_ascii_isalpha(*lines[first]) && *lines[first] != '_' && *lines[first] != '$')
			continue;
		line = g_strchomp(g_strdup(lines[first]));
		return g_str_equal(line, wanted);
	}
	return FALSE;
}

gboolean sp_portheading_beside(const SpPatchFile *patch, SpHunkFile *text, const GPtrArray *places,
			       guint i)
{
	const SpHunk *hunk = patch->hunks->pdata[i];
	const SpPlace *place = places->pdata[i];

	if (!hunk->section || !g_str_has_suffix(hunk->section, ":") ||
	    !is_below(text, hunk->section, place->line - 1))
		return FALSE;
	for (guint k = 0; k < MIN(places->len, patch->hunks->len); k++) {
		const SpHunk *one = patch->hunks->pdata[k];
		const SpPlace *other = places->pdata[k];

		if (k != i && one->section && g_str_equal(other->rung, SP_RUNG_CONTEXT) &&
		    other->offset == place->offset && strchr(one->section, '(') &&
		    sp_portheading_names(text, one->section, other->line - 1, place->line - 1) &&
		    sp_portheading_names(text, one->section, place->line - 1, place->changed - 1))
			return TRUE;
	}
	return FALSE;
}
