/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkundo: goes along the hunk and the file from one line of code to the next. These are the same
 * in both; in the gaps between them, comments and blank lines stay or go by how many of them the
 * hunk has as context and how many it changes.
 */
#include "stage/hunkundo.h"

#include <string.h>

/* What a line of the hunk's old side is to one who reads code alone. */
enum { BLANK, REMARK, KINDS, CODE, REST, NEW };

typedef struct {
	const SpHunkFile *file;
	const SpHunk *hunk;
	guint *kind; /* of each line of the hunk; REST goes on with a comment, NEW is a '+' */
	SpHunkEdit *edit;
} Patcher;

/* What the hunk says about the comments and blank lines of a gap. */
typedef struct {
	int gone[KINDS], stay[KINDS];
	guint before, after; /* how many that stay are ahead of and behind all new lines */
	gboolean news;	     /* it has new lines */
} Gap;

static const SpCodeLine *code_at(const GArray *code, guint line)
{
	return &g_array_index(code, SpCodeLine, line);
}

/* The first line of code at or behind @line, or the number of lines. */
static guint next_code(const GArray *code, guint line)
{
	while (line < code->len && !*code_at(code, line)->code)
		line++;
	return line;
}

/* The line after @line and after what is left of a comment that starts on it. */
static guint behind(const GArray *code, guint line)
{
	for (line++; line < code->len; line++)
		if (!code_at(code, line)->joined)
			break;
	return line;
}

/* Behind the last line of code before @line. */
static guint behind_previous(const GArray *code, guint line)
{
	while (line > 0 && !*code_at(code, line - 1)->code)
		line--;
	return line ? behind(code, line - 1) : 0;
}

static char origin_of(const Patcher *patcher, guint i)
{
	return sp_hunkfile_line(patcher->hunk, i)->origin;
}

static gboolean has_change(const Patcher *patcher, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		if (origin_of(patcher, i) != ' ')
			return TRUE;
	return FALSE;
}

static Gap read_gap(const Patcher *patcher, guint from, guint to)
{
	Gap gap = {0};

	for (guint i = from; i < to; i++) {
		guint kind = patcher->kind[i];

		if (kind == NEW) {
			gap.news = TRUE;
			gap.after = 0;
		} else if (kind < KINDS && origin_of(patcher, i) == '-') {
			gap.gone[kind]++;
		} else if (kind < KINDS) {
			gap.stay[kind]++;
			gap.before += !gap.news;
			gap.after++;
		}
	}
	return gap;
}

/* guint: where each comment and blank line of the file's lines @first to @last begins; then @last.
 */
static GArray *find_blocks(const GArray *code, guint first, guint last)
{
	GArray *blocks = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint line = first; line < last; line = behind(code, line))
		g_array_append_val(blocks, line);
	g_array_append_val(blocks, last);
	return blocks;
}

/*
 * Which of the @n blocks go: as many as the hunk removes, but none that it has as context, or @all
 * if it has no context; looked for from the end when @backwards. In @before, how many of those that
 * stay are ahead of the new lines.
 */
static gboolean *choose_gone(const Gap *gap, const GArray *code, const GArray *blocks,
			     gboolean backwards, gboolean all, guint *before)
{
	guint n = blocks->len - 1, kept = 0;
	int gone[KINDS], there[KINDS] = {0};
	gboolean *drop = g_new0(gboolean, n + 1);

	all = all && !gap->stay[BLANK] && !gap->stay[REMARK];
	for (guint i = 0; i < n; i++)
		there[code_at(code, g_array_index(blocks, guint, i))->comment]++;
	for (guint i = 0; i < KINDS; i++)
		gone[i] = all ? there[i] : CLAMP(there[i] - gap->stay[i], 0, gap->gone[i]);
	for (guint i = 0; i < n; i++) {
		guint at = backwards ? n - 1 - i : i;

		drop[at] = gone[code_at(code, g_array_index(blocks, guint, at))->comment]-- > 0;
		kept += !drop[at];
	}
	*before = backwards ? kept - MIN(kept, gap->after) : MIN(kept, gap->before);
	return drop;
}

static void copy_lines(const Patcher *patcher, guint first, guint last)
{
	for (guint line = first; line < last; line++)
		g_ptr_array_add(patcher->edit->lines, patcher->file->lines->pdata[line]);
}

static void add_news(const Patcher *patcher, guint from, guint to)
{
	sp_hunkedit_note(patcher->edit, TRUE, patcher->edit->lines->len);
	for (guint i = from; i < to; i++)
		if (patcher->kind[i] == NEW)
			g_ptr_array_add(patcher->edit->lines,
					sp_hunkfile_line(patcher->hunk, i)->text);
}

/*
 * The hunk's lines @from to @to, none of them code of its old side, against the file's lines
 * @first to @last.
 */
static void patch_gap(const Patcher *patcher, guint from, guint to, guint first, guint last,
		      gboolean backwards, gboolean all)
{
	const GArray *code = patcher->file->code;
	Gap gap = read_gap(patcher, from, to);
	g_autoptr(GArray) blocks = find_blocks(code, first, last);
	guint before, kept = 0, n = blocks->len - 1;
	g_autofree gboolean *drop = choose_gone(&gap, code, blocks, backwards, all, &before);

	for (guint i = 0; i <= n; i++) {
		guint line = g_array_index(blocks, guint, i);

		if (gap.news && kept == before && !drop[i]) {
			add_news(patcher, from, to);
			gap.news = FALSE;
		}
		if (i == n)
			break;
		if (drop[i]) {
			sp_hunkedit_note(patcher->edit, FALSE, line);
		} else {
			copy_lines(patcher, line, g_array_index(blocks, guint, i + 1));
			kept++;
		}
	}
}

/* The gap ahead of the hunk's first line of code, @i of the hunk, @line of the file. */
static void patch_head(const Patcher *patcher, guint i, guint line)
{
	guint first = behind_previous(patcher->file->code, line), covered = 0;

	/* A neighbour's blank lines are left alone, another hunk may need them. */
	if (!has_change(patcher, 0, i))
		first = line;
	patcher->edit->first = first;
	patch_gap(patcher, 0, i, first, line, TRUE, FALSE);
	for (guint k = 0; k < i; k++)
		covered += patcher->kind[k] != NEW;
	patcher->edit->covers = line - MIN(covered, line);
}

/* @line: at which the old side's code stands. */
static void patch_code(const Patcher *patcher, guint line)
{
	const GArray *code = patcher->file->code;
	guint n = patcher->hunk->lines->len, from = 0, end = 0;
	char last = '\0'; /* origin of the line of code before */

	for (guint i = 0; i < n; i++) {
		char mine = origin_of(patcher, i);

		if (patcher->kind[i] != CODE)
			continue;
		if (!last)
			patch_head(patcher, i, line);
		else
			patch_gap(patcher, from, i, end, line,
				  last == ' ' && (mine == '-' || origin_of(patcher, from) == ' '),
				  last == '-' && mine == '-');
		end = behind(code, line);
		if (mine == '-')
			sp_hunkedit_note(patcher->edit, FALSE, line);
		else
			copy_lines(patcher, line, end);
		last = mine;
		from = i + 1;
		line = next_code(code, line + 1);
	}
	if (has_change(patcher, from, n)) {
		patch_gap(patcher, from, n, end, line, FALSE, FALSE);
		end = line;
	}
	patcher->edit->length = end - patcher->edit->first;
}

/* FALSE if the hunk changes a comment that it does not hold from its start. */
static gboolean read_kinds(const SpHunk *hunk, char origin, guint *kind)
{
	g_autoptr(GPtrArray) side = sp_hunkfile_side(hunk, origin);
	g_autoptr(GArray) code = sp_hunkfile_code_of(side);
	char owner = ' ';

	for (guint i = 0, k = 0; i < hunk->lines->len; i++) {
		char mine = sp_hunkfile_line(hunk, i)->origin;
		const SpCodeLine *line;

		if (mine != ' ' && mine != origin)
			continue;
		line = code_at(code, k);
		if (line->joined && mine != owner)
			return FALSE;
		owner = mine;
		if (*line->code)
			kind[i] = CODE;
		else if (line->joined && k)
			kind[i] = REST;
		else
			kind[i] = line->comment ? REMARK : BLANK;
		k++;
	}
	return TRUE;
}

/* The lines of code of one side, each with its end. */
static char *code_text(const GPtrArray *side)
{
	g_autoptr(GArray) code = sp_hunkfile_code_of(side);
	GString *text = g_string_new(NULL);

	for (guint i = next_code(code, 0); i < code->len; i = next_code(code, i + 1))
		g_string_append_printf(text, "%s\n", code_at(code, i)->code);
	return g_string_free(text, FALSE);
}

GArray *sp_hunkundo_find(SpHunkFile *file, const SpHunk *hunk)
{
	g_autoptr(GPtrArray) old = sp_hunkfile_side(hunk, '-'), new = sp_hunkfile_side(hunk, '+');
	g_autofree char *old_code = code_text(old), *new_code = code_text(new);

	if (strcmp(old_code, new_code) == 0)
		return g_array_new(FALSE, FALSE, sizeof(guint));
	return sp_hunkfile_find_code(file, old);
}

SpHunkEdit *sp_hunkundo_edit(const SpHunkFile *file, const SpHunk *hunk, guint line,
			     const char **why)
{
	g_autofree guint *kind = g_new0(guint, hunk->lines->len);
	g_autoptr(SpHunkEdit) edit = sp_hunkedit_new();
	guint at = line;

	if (!read_kinds(hunk, '+', kind) || !read_kinds(hunk, '-', kind)) {
		*why = "it changes the inside of a comment that is worded otherwise";
		return NULL;
	}
	for (guint i = 0; i < hunk->lines->len; i++) {
		if (sp_hunkfile_line(hunk, i)->origin == '+')
			kind[i] = NEW;
		if (kind[i] != CODE)
			continue;
		if (code_at(file->code, at)->joined) {
			*why = "code stands behind the end of a comment";
			return NULL;
		}
		at = next_code(file->code, at + 1);
	}
	patch_code(&(Patcher){.file = file, .hunk = hunk, .kind = kind, .edit = edit}, line);
	return g_steal_pointer(&edit);
}
