/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkgroup: a change within a statement of several lines is widened to all of that statement.
 */
#include "stage/hunkgroup.h"

#include "stage/hunkfile.h"

/* Runs of changed lines. */
static GArray *runs(const SpHunk *hunk)
{
	GArray *groups = g_array_new(FALSE, FALSE, sizeof(SpHunkGroup));
	guint old = 0, new = 0;
	gboolean open = FALSE;

	for (guint i = 0; i < hunk->lines->len; i++) {
		char origin = sp_hunkfile_line(hunk, i)->origin;
		SpHunkGroup group = {old, old, new, new};

		if (origin != ' ' && !open)
			g_array_append_val(groups, group);
		open = origin != ' ';
		old += origin != '+';
		new += origin != '-';
		if (open) {
			SpHunkGroup *last = &g_array_index(groups, SpHunkGroup, groups->len - 1);

			last->old_end = old;
			last->new_end = new;
		}
	}
	return groups;
}

/* The statement that goes on over the border before @line; NULL if none does. */
static const SpUnit *across(const SpUnits *units, guint line)
{
	guint number = line && line < units->lines->len ? units->unit[line] : 0;

	return number && units->unit[line - 1] == number ? sp_units_get(units, number - 1) : NULL;
}

static gboolean widen(SpHunkGroup *group, const SpUnits *old, const SpUnits *new)
{
	const SpUnit *head = across(old, group->old), *tail = across(old, group->old_end);
	guint up = head ? group->old - head->first : 0;
	guint down = tail ? tail->last + 1 - group->old_end : 0;

	head = across(new, group->new);
	tail = across(new, group->new_end);
	up = MAX(up, head ? group->new - head->first : 0);
	down = MAX(down, tail ? tail->last + 1 - group->new_end : 0);
	up = MIN(up, MIN(group->old, group->new));
	down = MIN(down, MIN(old->lines->len - group->old_end, new->lines->len - group->new_end));
	group->old -= up;
	group->new -= up;
	group->old_end += down;
	group->new_end += down;
	return up || down;
}

GArray *sp_hunkgroups(const SpHunk *hunk, const SpUnits *old, const SpUnits *new)
{
	GArray *groups = runs(hunk);

	for (guint i = 0; i < groups->len;) {
		SpHunkGroup *group = &g_array_index(groups, SpHunkGroup, i);

		while (widen(group, old, new))
			;
		if (i && group->old < group[-1].old_end) {
			guint end = MAX(group->old_end, group[-1].old_end);

			group[-1].new_end = group->new_end + (end - group->old_end);
			group[-1].old_end = end;
			g_array_remove_index(groups, i--);
			continue;
		}
		i++;
	}
	return groups;
}
