/* SPDX-License-Identifier: GPL-2.0-only */
/* portblock: the nearest line above that is indented less. */
#include "stage/portblock.h"

#include "stage/ctext.h"
#include "stage/hunkwords.h"

#include <string.h>

/* A line whose indentation tells nothing: empty, of the preprocessor, a comment, a label. */
static gboolean is_passed_over(const char *line)
{
	gsize word;

	line += strspn(line, " \t");
	for (word = 0; sp_ctext_is_word(line[word]);)
		word++;
	return !*line || *line == '#' || *line == '*' || g_str_has_prefix(line, "/*") ||
	       (word && g_str_equal(line + word, ":") && !g_str_equal(line, "default:"));
}

/* The line that opens the block of what is indented by @indent below of @above; NULL: none there.
 */
static const char *opener(char *const *above, guint n, int indent)
{
	while (n-- > 0)
		if (!is_passed_over(above[n]) && sp_hunkwords_indent(above[n]) < indent)
			return above[n];
	return NULL;
}

static gboolean is_same(const char *one, const char *two)
{
	for (;;) {
		one += strspn(one, " \t");
		two += strspn(two, " \t");
		if (!*one || *one != *two)
			return *one == *two;
		one++;
		two++;
	}
}

/* The hunk's old lines before its first change, and the indentation of what is changed. */
static GPtrArray *shown_above(const SpHunk *hunk, int *indent)
{
	GPtrArray *above = g_ptr_array_new();
	guint i = 0;

	for (; i < hunk->lines->len; i++) {
		const SpHunkLine *line = hunk->lines->pdata[i];

		if (line->origin != ' ')
			break;
		g_ptr_array_add(above, line->text);
	}
	*indent = -1;
	for (; i < hunk->lines->len && *indent < 0; i++) {
		const SpHunkLine *line = hunk->lines->pdata[i];

		if (line->origin != ' ' && !is_passed_over(line->text))
			*indent = sp_hunkwords_indent(line->text);
	}
	return above;
}

/* By how much the branch indents otherwise: by the lines before the change that are the same. */
static gboolean shift_of(const GPtrArray *above, char *const *lines, guint line, int *shift)
{
	const char *here, *there;

	if (!above->len || !line)
		return FALSE;
	here = lines[line - 1];
	there = above->pdata[above->len - 1];
	*shift = sp_hunkwords_indent(here) - sp_hunkwords_indent(there);
	return !is_passed_over(here) && is_same(here, there);
}

/* Whether the arm above of a switch ends before its label, the last of @above, or falls into it. */
static gboolean falls_in(char *const *above, guint n)
{
	static const char *const ends[] = {"break",    "return", "goto", "continue",
					   "switch (", "case ",	 NULL};

	for (n--; n > 0; n--) {
		const char *line = above[n - 1];

		if (is_passed_over(line))
			continue;
		line += strspn(line, " \t");
		for (const char *const *end = ends; *end; end++)
			if (g_str_has_prefix(line, *end))
				return FALSE;
		return !g_str_has_prefix(line, "}");
	}
	return FALSE;
}

/* Of what the hunk shows, the first change is the first of an arm that the arm above ends before.
 */
static gboolean falls_in_here(const GPtrArray *above, char *const *lines, guint line)
{
	const char *label = above->len ? above->pdata[above->len - 1] : "";

	label += strspn(label, " \t");
	return (g_str_has_prefix(label, "case ") || g_str_has_prefix(label, "default:")) &&
	       above->len > 1 && !falls_in((char *const *)above->pdata, above->len) &&
	       falls_in(lines, line);
}

char *sp_portblock_other(const SpHunk *hunk, char *const *pre, char *const *lines, guint line,
			 guint head)
{
	int indent, shift;
	g_autoptr(GPtrArray) above = shown_above(hunk, &indent);
	guint before = hunk->old_start + above->len;
	const char *here, *there;

	/* In the function itself, not in a block of it. */
	if (indent <= 8 || !shift_of(above, lines, line, &shift) || line <= head)
		return NULL;
	if (falls_in_here(above, lines, line))
		return g_strdup_printf("the arm above falls through into \"%s\" here, and not "
				       "upstream",
				       lines[line - 1] + strspn(lines[line - 1], " \t"));
	there = opener((char *const *)above->pdata, above->len, indent);
	if (!there && pre && before - 1 <= g_strv_length((GStrv)pre))
		there = opener(pre, before - 1, indent);
	here = opener(lines + head, line - head, indent + shift);
	if (!there || (here && is_same(here, there)))
		return NULL;
	return g_strdup_printf("upstream has it under \"%s\", the place is under \"%s\"",
			       there + strspn(there, " \t"),
			       here ? here + strspn(here, " \t") : "");
}
