/* SPDX-License-Identifier: GPL-2.0-only */
/* hunkoption: the entry goes from its own line to the next one in the first column. */
#include "stage/hunkoption.h"

#include <string.h>

static gboolean is_option(const char *line)
{
	line += strspn(line, " \t");
	return g_str_has_prefix(line, "select ") || g_str_has_prefix(line, "imply ");
}

/* Whether each line that the change takes away or adds is one. */
static gboolean are_options(const SpHunkFit *fit)
{
	for (guint i = 0; i < fit->hunk->lines->len; i++) {
		const SpHunkLine *line = sp_hunkfile_line(fit->hunk, i);

		if (line->origin != ' ' && !is_option(line->text))
			return FALSE;
	}
	return TRUE;
}

static gboolean is_top(const char *line)
{
	return *line && !g_ascii_isspace(*line) && *line != '#';
}

/* (transfer full): the line that heads the entry of a change at @line of the old side. */
static char *entry_of(const SpHunkFit *fit, guint line)
{
	for (guint i = line; i-- > 0;)
		if (is_top(fit->old->pdata[i]))
			return g_strchomp(g_strdup(fit->old->pdata[i]));
	return g_strchomp(g_strdup(fit->hunk->section ? fit->hunk->section : ""));
}

/* The lines of the entry in the file; FALSE if it is not there once. */
static gboolean find_entry(const SpHunkFit *fit, const char *entry, guint *first, guint *end)
{
	const GPtrArray *lines = fit->ours->lines;
	guint count = 0;

	for (guint i = 0; i < lines->len; i++) {
		g_autofree char *line = g_strchomp(g_strdup(lines->pdata[i]));

		if (g_str_equal(line, entry)) {
			*first = i + 1;
			count++;
		}
	}
	for (*end = *first; count && *end < lines->len && !is_top(lines->pdata[*end]);)
		++*end;
	return count == 1 &&
	       (g_str_has_prefix(entry, "config ") || g_str_has_prefix(entry, "menuconfig "));
}

/* The one line of the entry with the words of line @line of the old side; G_MAXUINT for none. */
static guint find_line(const SpHunkFit *fit, guint line, guint first, guint end)
{
	guint theirs = fit->theirs->unit[line], found = G_MAXUINT;

	for (guint i = first; theirs && i < end; i++) {
		guint ours = fit->ours->unit[i];

		if (!ours || !sp_units_same(fit->theirs, theirs - 1, fit->ours, ours - 1, NULL))
			continue;
		if (found != G_MAXUINT)
			return G_MAXUINT;
		found = i;
	}
	return found;
}

/* One line for one: anything else has an order. */
static SpHunkEdit *change(const SpHunkFit *fit, const SpHunkGroup *group)
{
	g_autofree char *entry = entry_of(fit, group->old);
	guint first = 0, end = 0, line;
	SpHunkEdit *edit;

	if (group->old_end != group->old + 1 || group->new_end != group->new + 1 ||
	    !find_entry(fit, entry, &first, &end))
		return NULL;
	line = find_line(fit, group->old, first, end);
	if (line == G_MAXUINT)
		return NULL;
	edit = sp_hunkfit_new_edit(fit, line, 1);
	edit->margin = 100;
	edit->shift = (int)line + 1 - (int)(fit->hunk->old_start + group->old);
	g_ptr_array_add(edit->lines, fit->new->pdata[group->new]);
	sp_hunkedit_note(edit, FALSE, line);
	return edit;
}

gboolean sp_hunkoption_place(const SpHunkFit *fit, GPtrArray *edits)
{
	guint n_edits = edits->len;

	for (guint i = 0; are_options(fit) && i < fit->groups->len; i++) {
		SpHunkEdit *edit = change(fit, &g_array_index(fit->groups, SpHunkGroup, i));

		if (!edit) {
			g_ptr_array_set_size(edits, n_edits);
			return FALSE;
		}
		g_ptr_array_add(edits, edit);
	}
	return edits->len > n_edits;
}
