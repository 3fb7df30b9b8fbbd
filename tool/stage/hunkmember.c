/* SPDX-License-Identifier: GPL-2.0-only */
/* hunkmember: a struct goes from "struct name {" in the first column to "};". */
#include "stage/hunkmember.h"

#include <string.h>

static char *trimmed(const char *line)
{
	return g_strchomp(g_strdup(line));
}

/* "struct name {" for the head of a struct; NULL for another line. */
static char *head_of(const char *line)
{
	g_autofree char *head = trimmed(line);
	gsize name;

	if (!g_str_has_prefix(head, "struct "))
		return NULL;
	name = strlen("struct ");
	name += strspn(head + name, "_abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	return g_str_equal(head + name, " {") ? g_steal_pointer(&head) : NULL;
}

static gboolean is_end(const char *line)
{
	g_autofree char *end = trimmed(line);

	return g_str_equal(end, "};");
}

/* "__u32", "__le16": a type of what leaves the kernel, where each member has its offset. */
static gboolean has_fixed_type(const char *line)
{
	for (const char *at = strstr(line, "__"); at; at = strstr(at + 1, "__")) {
		gsize letters = strspn(at + 2, "belsu");

		if (letters && g_ascii_isdigit(at[2 + letters]))
			return TRUE;
	}
	return FALSE;
}

/* One member in one line; not an array without length, which has to be the last one. */
static gboolean is_member(const char *line)
{
	g_autofree char *text = trimmed(line);
	gsize length = strlen(text);

	return length > 2 && !has_fixed_type(text) && *text == '\t' && text[1] != '\t' &&
	       text[length - 1] == ';' && !strpbrk(text, "{}()\"'#:/") && !strstr(text, "[]") &&
	       !strstr(text, "[0]");
}

/* The struct that the patch names, all of whose end is in the hunk; NULL if it is not so. */
static char *struct_of(const SpHunkFit *fit, const SpHunkGroup *group)
{
	char *head = NULL;

	if (group->old >= fit->old->len || !is_end(fit->old->pdata[group->old]))
		return NULL;
	for (guint i = group->old; i-- > 0 && !head;) {
		const char *line = fit->old->pdata[i];

		head = head_of(line);
		if (!head && *line && !g_ascii_isspace(*line))
			return NULL;
	}
	return head || !fit->hunk->section ? head : head_of(fit->hunk->section);
}

/* The line of ours that ends the one struct with that head; G_MAXUINT for none. */
static guint end_of(const SpHunkFit *fit, const char *head)
{
	const GPtrArray *lines = fit->ours->lines;
	guint count = 0, end = G_MAXUINT;

	for (guint i = 0; i < lines->len; i++) {
		g_autofree char *line = trimmed(lines->pdata[i]);

		if (!g_str_equal(line, head))
			continue;
		count++;
		for (end = i + 1; end < lines->len; end++)
			if (has_fixed_type(lines->pdata[end]) ||
			    ((char *)lines->pdata[end])[0] == '}')
				break;
	}
	if (count != 1 || end >= lines->len || !is_end(lines->pdata[end]) ||
	    !is_member(lines->pdata[end - 1]))
		return G_MAXUINT;
	return end;
}

gboolean sp_hunkmember_place(const SpHunkFit *fit, GPtrArray *edits)
{
	const SpHunkGroup *group = &g_array_index(fit->groups, SpHunkGroup, 0);
	g_autofree char *head = NULL;
	SpHunkEdit *edit;
	guint end;

	if (fit->groups->len != 1 || group->old != group->old_end)
		return FALSE;
	for (guint i = group->new; i < group->new_end; i++)
		if (!is_member(fit->new->pdata[i]))
			return FALSE;
	head = struct_of(fit, group);
	end = head ? end_of(fit, head) : G_MAXUINT;
	if (end == G_MAXUINT)
		return FALSE;
	edit = sp_hunkfit_new_edit(fit, end, 0);
	edit->margin = 100;
	edit->shift = (int)end + 1 - (int)(fit->hunk->old_start + group->old);
	for (guint i = group->new; i < group->new_end; i++)
		g_ptr_array_add(edit->lines, fit->new->pdata[i]);
	sp_hunkedit_note(edit, TRUE, 0);
	g_ptr_array_add(edits, edit);
	return TRUE;
}
