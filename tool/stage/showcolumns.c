/* SPDX-License-Identifier: GPL-2.0-only */
/* showcolumns: sp_showport_columns(): two texts side by side. */
#include "base/err.h"
#include "stage/portdiff.h"
#include "stage/showport.h"

#include <string.h>

enum { TAB = 8 };

/* A line made @width columns wide at the most; @pad: and at the least. Its end does not count. */
static void append_cell(GString *out, const char *line, gsize length, guint width, gboolean pad)
{
	guint column = 0;

	for (const char *p = line; p < line + length && *p != '\n'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		guint wide = g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;

		if (c == '\t')
			wide = TAB - column % TAB;
		if (c == '\t')
			g_string_append_printf(out, "%*s", (int)MIN(wide, width - column), "");
		else if (column + wide <= width)
			g_string_append_unichar(out, c);
		column = MIN(column + wide, width);
		if (column == width && c != '\t')
			break;
	}
	if (pad)
		g_string_append_printf(out, "%*s", (int)(width - column), "");
}

typedef struct {
	const char *text;
	gsize length;
} Line;

typedef struct {
	GString *out;
	guint half;
	GArray *old, *new; /* Line: a run of lines that differ */
} Columns;

static void append_row(Columns *columns, const Line *left, char mark, const Line *right)
{
	static const Line none = {"", 0};

	left = left ? left : &none;
	append_cell(columns->out, left->text, left->length, columns->half, TRUE);
	g_string_append_printf(columns->out, " %c", mark);
	if (right) {
		g_string_append_c(columns->out, ' ');
		append_cell(columns->out, right->text, right->length, columns->half, FALSE);
	}
	/* The line of a blank mark and nothing behind it ends where its text does. */
	while (columns->out->len && columns->out->str[columns->out->len - 1] == ' ')
		g_string_truncate(columns->out, columns->out->len - 1);
	g_string_append_c(columns->out, '\n');
}

/* Those that differ, as far as they are as many paired in their order. */
static void flush(Columns *columns)
{
	guint n = MAX(columns->old->len, columns->new->len);

	for (guint i = 0; i < n; i++) {
		const Line *left =
			i < columns->old->len ? &g_array_index(columns->old, Line, i) : NULL;
		const Line *right =
			i < columns->new->len ? &g_array_index(columns->new, Line, i) : NULL;

		append_row(columns, left, left && right ? '|' : left ? '<' : '>', right);
	}
	g_array_set_size(columns->old, 0);
	g_array_set_size(columns->new, 0);
}

static void add_line(Columns *columns, char origin, const char *text, gsize length)
{
	Line line = {text, length};

	if (origin == '-') {
		g_array_append_val(columns->old, line);
	} else if (origin == '+') {
		g_array_append_val(columns->new, line);
	} else if (origin == ' ') {
		flush(columns);
		append_row(columns, &line, ' ', &line);
	}
}

static void add_same(Columns *columns, const char *text)
{
	while (*text) {
		gsize length = strcspn(text, "\n");

		add_line(columns, ' ', text, length);
		text += length + (text[length] == '\n');
	}
}

char *sp_showport_columns(const char *left, const char *right, guint width)
{
	enum { ALL = 1000000 }; /* lines of context: all of them in one hunk */
	g_autofree char *one = sp_clean_text(left);
	g_autofree char *two = sp_clean_text(right);
	g_autoptr(git_patch) diff = sp_portdiff("columns", one, two, ALL);
	g_autoptr(GArray) old = g_array_new(FALSE, FALSE, sizeof(Line));
	g_autoptr(GArray) new = g_array_new(FALSE, FALSE, sizeof(Line));
	Columns columns = {g_string_new(NULL), (MAX(width, 20) - 3) / 2, old, new};
	const git_diff_line *line;

	if (!diff || !git_patch_num_hunks(diff))
		add_same(&columns, one);
	for (size_t i = 0; diff && i < git_patch_num_hunks(diff); i++)
		for (int k = 0; k < git_patch_num_lines_in_hunk(diff, i); k++)
			if (git_patch_get_line_in_hunk(&line, diff, i, (size_t)k) == 0)
				add_line(&columns, line->origin, line->content, line->content_len);
	flush(&columns);
	return g_string_free(columns.out, FALSE);
}
