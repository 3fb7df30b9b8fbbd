/* SPDX-License-Identifier: GPL-2.0-only */
/* portindent: the lines of less indentation above, from the place outward. */
#include "stage/portindent.h"

#include "stage/hunkfile.h"
#include "stage/porthome.h"

#include <string.h>

/* The hunk's first changed line; its indentation, that of blank lines being 0. */
static guint first_change(const SpHunk *hunk, guint *indent)
{
	guint leading = 0;

	while (leading < hunk->lines->len && sp_hunkfile_line(hunk, leading)->origin == ' ')
		leading++;
	*indent = 0;
	for (guint i = leading; i < hunk->lines->len && !*indent; i++) {
		const SpHunkLine *line = sp_hunkfile_line(hunk, i);
		gsize blanks = strspn(line->text, " \t");

		if (line->origin != ' ' && line->text[blanks])
			*indent = (guint)blanks;
	}
	return leading;
}

static char *unseen(const SpHunk *hunk, char *const *lines, const SpPlace *place, guint indent)
{
	g_autofree char *section = hunk->section ? g_strstrip(g_strdup(hunk->section)) : NULL;
	guint line = place->changed - 1;

	if (!place->offset && g_str_equal(place->rung, SP_RUNG_CONTEXT))
		return NULL;
	while (sp_porthome_outer(lines, line, indent, &line)) {
		g_autofree char *text = g_strstrip(g_strdup(lines[line]));

		indent = (guint)strspn(lines[line], " \t");
		if (line + 1 < place->line && g_strcmp0(text, section) != 0)
			return g_strdup_printf("it is inside of \"%s\" here, of which the patch "
					       "shows nothing",
					       text);
	}
	return NULL;
}

char *sp_portindent_other(const SpPatchFile *file, const SpHunk *hunk, char *const *lines,
			  const SpPlace *place)
{
	g_auto(GStrv) pre = file->pre ? g_strsplit(file->pre, "\n", -1) : NULL;
	guint indent, line = hunk->old_start + first_change(hunk, &indent) - 1;
	g_autofree char *here = NULL, *there = NULL;

	if (!pre)
		return unseen(hunk, lines, place, indent);
	here = sp_porthome_path(lines, place->changed - 1, indent);
	there = sp_porthome_path(pre, MIN(line, g_strv_length(pre)), indent);
	if (g_str_equal(here, there))
		return NULL;
	return g_strdup_printf("upstream has it in \"%s\", the place is in \"%s\"", there, here);
}
