/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkplace: the candidates come from hunkfile; here one is chosen and doubted. A place that is not
 * where the patch said must be vouched for by the hunk's words, and the change must not be there
 * already. Where nothing fits, the nearest place and its first difference are the reason given.
 */
#include "stage/hunkplace.h"
#include "stage/hunkundo.h"

#include <string.h>

void sp_hunkplace_refuse(SpHunkJob *job, guint i, const char *format, ...)
{
	va_list args;

	g_string_append_printf(job->why, "%shunk %u: ", job->why->len ? "\n" : "", i + 1);
	va_start(args, format);
	g_string_append_vprintf(job->why, format, args);
	va_end(args);
}

static gboolean has_origin(const SpHunk *hunk, char origin)
{
	for (guint i = 0; i < hunk->lines->len; i++)
		if (sp_hunkfile_line(hunk, i)->origin == origin)
			return TRUE;
	return FALSE;
}

static gboolean has_value(const GArray *values, guint value)
{
	for (guint i = 0; i < values->len; i++)
		if (g_array_index(values, guint, i) == value)
			return TRUE;
	return FALSE;
}

/* Whether the @length bytes at @word are one of @words, NULL-terminated. */
static gboolean is_one_of(const char *const *words, const char *word, gsize length)
{
	for (; *words; words++)
		if (**words == *word && strlen(*words) == length &&
		    memcmp(*words, word, length) == 0)
			return TRUE;
	return FALSE;
}

gboolean sp_hunkplace_is_telling(const GPtrArray *lines)
{
	/* clang-format off */
	static const char *const common[] = {
		"auto", "bool", "break", "case", "char", "const", "continue", "default", "define",
		"do", "done", "double", "else", "endif", "err", "error", "extern", "fail", "fall",
		"fallthrough", "false", "float", "for", "goto", "if", "ifdef", "ifndef", "inline",
		"int", "long", "out", "rc", "register", "res", "ret", "retval", "return", "short",
		"signed", "sizeof", "static", "struct", "switch", "through", "true", "union",
		"unlock", "unsigned", "void", "volatile", "while", "NULL", "EINVAL", "ENOMEM", NULL
	};
	/* clang-format on */

	static const char between[] = " \t\r!\"#%&'()*+,-./:;<=>?@[\\]^{|}~";

	for (guint i = 0; i < lines->len; i++) {
		const char *word = lines->pdata[i];

		for (gsize length; *word; word += length) {
			word += strspn(word, between);
			length = strcspn(word, between);
			if (length > 1 && !g_ascii_isdigit(*word) &&
			    !is_one_of(common, word, length))
				return TRUE;
		}
	}
	return FALSE;
}

/* A line from outside, fit for a terminal. */
static char *quote(const char *line)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(line));
	g_autofree char *escaped = g_strescape(trimmed, NULL);

	return g_strdup_printf("\"%s\"", escaped);
}

/* For a hunk whose old side, @old, stands nowhere as a whole. */
static void explain_nearest(SpHunkJob *job, guint i, const GPtrArray *old)
{
	const GPtrArray *lines = job->file->lines;
	guint start = 0, k = 0;
	g_autofree char *wanted = NULL, *there = NULL, *place = NULL;

	if (!sp_hunkfile_nearest(job->file, old, &start)) {
		sp_hunkplace_refuse(job, i, "none of its lines stands in the file");
		return;
	}
	while (k < old->len && start + k < lines->len &&
	       strcmp(old->pdata[k], lines->pdata[start + k]) == 0)
		k++;
	g_assert(k < old->len);
	wanted = quote(old->pdata[k]);
	if (start + k == lines->len) {
		sp_hunkplace_refuse(job, i,
				    "no place; nearest at line %u: it wants %s where the file ends",
				    start + 1, wanted);
		return;
	}
	there = quote(lines->pdata[start + k]);
	place = sp_hunkfile_where(job->file, start + k);
	sp_hunkplace_refuse(job, i, "no place; nearest at line %u: it wants %s, %s is %s%s",
			    start + 1, wanted, place, there,
			    strcmp(wanted, there) ? "" : " (white space differs)");
}

/*
 * TRUE and a reason if the hunk's new side stands in the file already, lines @at to @at + @length,
 * its own place, left aside.
 */
static gboolean is_done(SpHunkJob *job, guint i, guint at, guint length)
{
	const SpHunk *hunk = job->hunks->pdata[i];
	g_autoptr(GPtrArray) old = sp_hunkfile_side(hunk, '-'), new = sp_hunkfile_side(hunk, '+');
	g_autoptr(GArray) found = NULL, old_code = NULL, new_code = NULL;
	guint last = hunk->lines->len - 1;

	if (!sp_hunkplace_is_telling(new))
		return FALSE;
	/* Of a mere removal at its edge, the new side is a part of the old one. */
	if (!has_origin(hunk, '+') && (sp_hunkfile_line(hunk, 0)->origin == '-' ||
				       sp_hunkfile_line(hunk, last)->origin == '-'))
		return FALSE;
	found = sp_hunkfile_find(job->file, new);
	old_code = sp_hunkfile_find_code(job->file, old);
	new_code = sp_hunkfile_find_code(job->file, new);
	for (guint k = 0; k < new_code->len; k++) {
		guint line = g_array_index(new_code, guint, k);

		/* A change of comments alone has no code of its own to be known by. */
		if (!has_value(old_code, line))
			g_array_append_val(found, line);
	}
	for (guint k = 0; k < found->len; k++) {
		guint line = g_array_index(found, guint, k);
		g_autofree char *place = NULL;

		if (line >= at && line < at + length)
			continue;
		place = sp_hunkfile_where(job->file, line);
		sp_hunkplace_refuse(job, i,
				    job->undo
					    ? "the change is not there: %s has the code without it"
					    : "the change is already there, at %s",
				    place);
		return TRUE;
	}
	return FALSE;
}

static gboolean is_equal(const SpHunk *a, const SpHunk *b)
{
	if (a->lines->len != b->lines->len)
		return FALSE;
	for (guint i = 0; i < a->lines->len; i++)
		if (sp_hunkfile_line(a, i)->origin != sp_hunkfile_line(b, i)->origin ||
		    strcmp(sp_hunkfile_line(a, i)->text, sp_hunkfile_line(b, i)->text))
			return FALSE;
	return TRUE;
}

/* Chooses one of the lines at which hunk number @i fits, one at least, or says why not. */
static gboolean choose(SpHunkJob *job, guint i, const GArray *lines, guint *chosen)
{
	guint total = 0, mine = 0; /* of its equals in the patch */
	g_autoptr(GString) places = g_string_new(NULL);

	for (guint k = 0; k < job->hunks->len; k++) {
		if (k == i)
			mine = total;
		total += is_equal(job->hunks->pdata[i], job->hunks->pdata[k]);
	}
	if (lines->len == total) {
		*chosen = g_array_index(lines, guint, mine);
		return TRUE;
	}
	for (guint k = 0; k < MIN(lines->len, 5); k++) {
		g_autofree char *place =
			sp_hunkfile_where(job->file, g_array_index(lines, guint, k));

		g_string_append_printf(places, "%s%s", k ? " and " : "", place);
	}
	if (lines->len == 1)
		sp_hunkplace_refuse(job, i, "ambiguous, the patch has it %u times and only %s fits",
				    total, places->str);
	else
		sp_hunkplace_refuse(job, i, "ambiguous, its lines stand in %u places: %s%s",
				    lines->len, places->str, lines->len > 5 ? " and others" : "");
	return FALSE;
}

/* An insertion at the edge of its hunk finds its context even when it has been made already. */
static gboolean is_repeated(const SpHunkJob *job, const SpHunk *hunk, guint at, guint length)
{
	g_autoptr(GPtrArray) new = sp_hunkfile_side(hunk, '+');
	g_autoptr(GArray) found = NULL;

	if (has_origin(hunk, '-') || !has_origin(hunk, '+'))
		return FALSE;
	found = sp_hunkfile_find(job->file, new);
	for (guint i = 0; i < found->len; i++) {
		guint start = g_array_index(found, guint, i);

		if (start < at + length && at < start + new->len)
			return TRUE;
	}
	return FALSE;
}

static SpHunkEdit *edit_text(const SpHunk *hunk, guint at)
{
	SpHunkEdit *edit = sp_hunkedit_new();
	guint line = at;

	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *mine = sp_hunkfile_line(hunk, i);

		if (mine->origin == '+')
			sp_hunkedit_note(edit, TRUE, edit->lines->len);
		else if (mine->origin == '-')
			sp_hunkedit_note(edit, FALSE, line);
		if (mine->origin != '-')
			g_ptr_array_add(edit->lines, mine->text);
		line += mine->origin != '+';
	}
	edit->first = edit->covers = at;
	edit->length = line - at;
	return edit;
}

/* @found: where the hunk's old side, @length lines, stands as text. */
static SpHunkEdit *place_text(SpHunkJob *job, guint i, const GArray *found, guint length)
{
	g_autofree char *there = NULL;
	guint at;

	if (!choose(job, i, found, &at))
		return NULL;
	if (!is_repeated(job, job->hunks->pdata[i], at, length))
		return edit_text(job->hunks->pdata[i], at);
	there = sp_hunkfile_where(job->file, at);
	sp_hunkplace_refuse(job, i,
			    job->undo ? "the change is not there, at %s"
				      : "the change is already there, at %s",
			    there);
	return NULL;
}

/* NULL, and perhaps a reason, if the old side's code does not stand in one place. */
static SpHunkEdit *place_code(SpHunkJob *job, guint i)
{
	const SpHunk *hunk = job->hunks->pdata[i];
	g_autoptr(GArray) found = sp_hunkundo_find(job->file, hunk);
	const char *why = NULL;
	SpHunkEdit *edit;
	guint at;

	if (!found->len || !choose(job, i, found, &at))
		return NULL;
	edit = sp_hunkundo_edit(job->file, hunk, at, &why);
	if (!edit)
		sp_hunkplace_refuse(job, i, "%s", why);
	return edit;
}

/* Whether a place that is not where the patch said is to be refused all the same. */
static gboolean is_doubtful(SpHunkJob *job, guint i, const SpHunkEdit *edit, const GPtrArray *old)
{
	g_autofree char *there = NULL;

	/* Of two twins, the one that fits may be the wrong one, as the right one is changed
	 * already. */
	if (!job->undo && is_done(job, i, edit->first, edit->length))
		return TRUE;
	if (sp_hunkplace_is_telling(old))
		return FALSE;
	there = sp_hunkfile_where(job->file, edit->covers);
	sp_hunkplace_refuse(job, i, "too little context to be sure of the one place that fits, %s",
			    there);
	return TRUE;
}

SpHunkEdit *sp_hunkplace_find(SpHunkJob *job, guint i)
{
	const SpHunk *hunk = job->hunks->pdata[i];
	g_autoptr(GPtrArray) old = sp_hunkfile_side(hunk, '-');
	g_autoptr(GArray) found = sp_hunkfile_find(job->file, old);
	g_autoptr(SpHunkEdit) edit = NULL;
	gsize reasons = job->why->len;

	if (!old->len && job->file->lines->len) {
		sp_hunkplace_refuse(job, i, "it has no context, so any place would do");
		return NULL;
	}
	if (!old->len)
		edit = edit_text(hunk, 0);
	else if (found->len)
		edit = place_text(job, i, found, old->len);
	else if (job->undo)
		edit = place_code(job, i);
	if (!edit) {
		if (job->why->len == reasons && !is_done(job, i, 0, 0))
			explain_nearest(job, i, old);
		return NULL;
	}
	edit->shift = (int)edit->covers + 1 - (int)hunk->old_start;
	if (old->len && edit->shift && is_doubtful(job, i, edit, old))
		return NULL;
	return g_steal_pointer(&edit);
}
