/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * conflicttext: hunks are tried one by one upon the branch's file; what they change, and what
 * stands against those that are refused, is then put together from top to bottom.
 */
#include "stage/conflicttext.h"

#include "stage/hunkfile.h"

#include <git2.h>
#include <string.h>

void sp_conflict_file_free(SpConflictFile *file)
{
	if (!file)
		return;
	g_free(file->path);
	g_free(file->upstream);
	g_free(file->why);
	g_free(file->text);
	g_free(file->hunks);
	g_free(file);
}

/* What becomes of some lines of the file. */
typedef struct {
	guint first, end;    /* the lines, 0-based */
	const SpHunk *hunk;  /* whose */
	guint number;	     /* of the hunk */
	gboolean conflict;   /* somebody has to decide */
	SpHunkFile *changed; /* if not: the changed file, of which the lines below come there */
	char *text;	     /* of @changed */
	guint new_first, new_end;
} Edit;

static void edit_free(gpointer data)
{
	Edit *edit = data;

	sp_hunkfile_free(edit->changed);
	g_free(edit->text);
	g_free(edit);
}

/* How many of the first (or, @back, the last) lines of both are the same. */
static guint common(const GPtrArray *a, const GPtrArray *b, guint limit, gboolean back)
{
	guint n = 0;

	while (n < limit && g_str_equal(a->pdata[back ? a->len - 1 - n : n],
					b->pdata[back ? b->len - 1 - n : n]))
		n++;
	return n;
}

/* Takes @text, the file after one hunk. */
static Edit *change_edit(const SpHunkFile *file, const SpHunk *hunk, char *text)
{
	Edit *edit = g_new0(Edit, 1);
	guint before, behind, least;

	edit->hunk = hunk;
	edit->text = text;
	edit->changed = sp_hunkfile_new(text);
	least = MIN(file->lines->len, edit->changed->lines->len);
	before = common(file->lines, edit->changed->lines, least, FALSE);
	behind = common(file->lines, edit->changed->lines, least - before, TRUE);
	edit->first = edit->new_first = before;
	edit->end = file->lines->len - behind;
	edit->new_end = edit->changed->lines->len - behind;
	return edit;
}

/* Where most of the hunk's lines stand, else where it says. */
static Edit *conflict_edit(SpHunkFile *file, const SpHunk *hunk, gboolean *near)
{
	g_autoptr(GPtrArray) old = sp_hunkfile_side(hunk, '-');
	Edit *edit = g_new0(Edit, 1);
	guint line = 0;

	*near = sp_hunkfile_nearest(file, old, &line);
	edit->hunk = hunk;
	edit->conflict = TRUE;
	edit->first = *near ? line : MIN(MAX(hunk->old_start, 1) - 1, file->lines->len);
	edit->end = *near ? MIN(line + old->len, file->lines->len) : edit->first;
	return edit;
}

static SpHunkFile *file_before(const SpPatchFile *change)
{
	return change->pre ? sp_hunkfile_new(change->pre) : NULL;
}

/* "line 12 in f(), @@ int f(void)": where upstream has the hunk's first change. */
static char *upstream_place(SpHunkFile *before, const SpHunk *hunk)
{
	guint line = hunk->old_start ? hunk->old_start - 1 : 0;
	g_autofree char *where = NULL;

	for (guint i = 0; i < hunk->lines->len && sp_hunkfile_line(hunk, i)->origin == ' '; i++)
		line++;
	where = before ? sp_hunkfile_where(before, line) : g_strdup_printf("line %u", line + 1);
	return g_strdup_printf("%s%s%s", where, hunk->section ? ", @@ " : "",
			       hunk->section ? hunk->section : "");
}

static void indent(GString *out, const char *head, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i]; i++)
		g_string_append_printf(out, "        %-10s %s\n", i ? "" : head, lines[i]);
}

/* Hunks are tried alone, so that each is the first to the one that refuses it. */
static const char *bare_reason(const char *why)
{
	return g_str_has_prefix(why, "hunk 1: ") ? why + strlen("hunk 1: ") : why;
}

/* Tries one hunk. Tells of it in @out; Edit. */
static Edit *try_hunk(SpHunkFile *file, const SpPatchFile *change, guint i,
		      const SpHunkHints *hints, gboolean doubted, GString *out)
{
	SpHunk *hunk = change->hunks->pdata[i];
	g_autoptr(GPtrArray) one = g_ptr_array_new();
	g_autofree char *result = NULL;
	g_autofree char *why = NULL;
	g_autofree char *where = NULL;
	gboolean placed, near = FALSE;
	Edit *edit;

	g_ptr_array_add(one, hunk);
	placed = sp_hunk_apply_all(file->text, one, hints, NULL, &result, &why);
	edit = placed && !doubted ? change_edit(file, hunk, g_steal_pointer(&result))
				  : conflict_edit(file, hunk, &near);
	edit->number = i;
	if (why)
		indent(out, "refused", bare_reason(why));
	where = sp_hunkfile_where(file, edit->first);
	if (!edit->conflict)
		indent(out, "goes to", where);
	else
		indent(out, near ? "nearest" : "nowhere",
		       near ? where : "no line of it stands in the file: put where the patch says");
	return edit;
}

static void append_lines(GString *out, const GPtrArray *lines, guint first, guint end)
{
	for (guint i = first; i < end; i++)
		g_string_append_printf(out, "%s\n", (char *)lines->pdata[i]);
}

static gboolean same_at(const GPtrArray *ours, const GPtrArray *base, const GPtrArray *theirs,
			guint n, gboolean back)
{
	const GPtrArray *all[] = {ours, base, theirs};
	const char *line[3];

	for (guint i = 0; i < 3; i++) {
		if (n >= all[i]->len)
			return FALSE;
		line[i] = all[i]->pdata[back ? all[i]->len - 1 - n : n];
	}
	return g_str_equal(line[0], line[1]) && g_str_equal(line[1], line[2]);
}

/* The conflict, without the lines around it that all three have. */
static void append_conflict(GString *out, const SpHunkFile *file, const Edit *edit,
			    const SpConflictLabels *labels)
{
	g_autoptr(GPtrArray) base = sp_hunkfile_side(edit->hunk, '-');
	g_autoptr(GPtrArray) theirs = sp_hunkfile_side(edit->hunk, '+');
	g_autoptr(GPtrArray) ours = g_ptr_array_new();
	guint before = 0, behind = 0, least;

	for (guint i = edit->first; i < edit->end; i++)
		g_ptr_array_add(ours, file->lines->pdata[i]);
	while (same_at(ours, base, theirs, before, FALSE))
		before++;
	least = MIN(ours->len, MIN(base->len, theirs->len)) - before;
	while (behind < least && same_at(ours, base, theirs, behind, TRUE))
		behind++;
	append_lines(out, ours, 0, before);
	g_string_append_printf(out, "<<<<<<< %s\n", labels->ours);
	append_lines(out, ours, before, ours->len - behind);
	g_string_append_printf(out, "||||||| %s\n", labels->base);
	append_lines(out, base, before, base->len - behind);
	g_string_append(out, "=======\n");
	append_lines(out, theirs, before, theirs->len - behind);
	g_string_append_printf(out, ">>>>>>> %s\n", labels->theirs);
	append_lines(out, ours, ours->len - behind, ours->len);
}

static int by_line(gconstpointer a, gconstpointer b)
{
	const Edit *one = *(Edit *const *)a, *two = *(Edit *const *)b;

	if (one->first != two->first)
		return one->first < two->first ? -1 : 1;
	return one->number < two->number ? -1 : one->number > two->number;
}

/* The file from top to bottom. Sorts @edits. */
static char *put_together(const SpHunkFile *file, GPtrArray *edits, const SpConflictLabels *labels)
{
	GString *out = g_string_new(NULL);
	guint at = 0;

	g_ptr_array_sort(edits, by_line);
	for (guint i = 0; i < edits->len; i++) {
		Edit *edit = edits->pdata[i];

		/* Lines that another one has taken: what is left of them has to be decided. */
		edit->conflict |= edit->first < at;
		edit->first = MAX(edit->first, at);
		edit->end = MAX(edit->end, edit->first);
		append_lines(out, file->lines, at, edit->first);
		if (edit->conflict)
			append_conflict(out, file, edit, labels);
		else
			append_lines(out, edit->changed->lines, edit->new_first, edit->new_end);
		at = edit->end;
	}
	append_lines(out, file->lines, at, file->lines->len);
	return g_string_free(out, FALSE);
}

static git_merge_file_input input_of(const char *text)
{
	git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;

	input.ptr = text;
	input.size = strlen(text);
	return input;
}

/* The merge of the whole files; NULL if it leaves nothing to decide. */
static char *merge(const SpPatchFile *change, const char *ours, const SpConflictLabels *labels)
{
	git_merge_file_options options = GIT_MERGE_FILE_OPTIONS_INIT;
	git_merge_file_input base = input_of(change->pre ? change->pre : "");
	git_merge_file_input mine = input_of(ours);
	git_merge_file_input their = input_of(change->post);
	git_merge_file_result result = {0};
	char *text = NULL;

	options.flags = GIT_MERGE_FILE_STYLE_DIFF3;
	options.ancestor_label = labels->base;
	options.our_label = labels->ours;
	options.their_label = labels->theirs;
	if (git_merge_file(&result, &base, &mine, &their, &options) == 0 && !result.automergeable)
		text = g_strndup(result.ptr, result.len);
	git_merge_file_result_free(&result);
	return text;
}

static gboolean has_conflict(const GPtrArray *edits)
{
	for (guint i = 0; i < edits->len; i++)
		if (((Edit *)edits->pdata[i])->conflict)
			return TRUE;
	return FALSE;
}

/* Tries all hunks; Edit, and what is to be told of them. */
static GPtrArray *try_hunks(SpHunkFile *file, const SpPatchFile *change, const SpHunkHints *hints,
			    gboolean doubted, GString *told)
{
	GPtrArray *edits = g_ptr_array_new_with_free_func(edit_free);
	g_autoptr(SpHunkFile) before = file_before(change);

	for (guint i = 0; i < change->hunks->len; i++) {
		g_autofree char *where = upstream_place(before, change->hunks->pdata[i]);

		g_string_append_printf(told, "    hunk %u, upstream %s\n", i + 1, where);
		g_ptr_array_add(edits, try_hunk(file, change, i, hints, doubted, told));
	}
	return edits;
}

void sp_conflicttext_fill(SpConflictFile *file, const SpPatchFile *change, const char *ours,
			  const SpHunkHints *hints, const SpConflictLabels *labels,
			  gboolean doubted)
{
	g_autoptr(SpHunkFile) lines = sp_hunkfile_new(ours);
	g_autoptr(GString) told = g_string_new(NULL);
	g_autoptr(GPtrArray) edits = try_hunks(lines, change, hints, doubted, told);

	/* Each goes in by itself, and yet all of them do not: none is to be trusted. */
	if (!doubted && !has_conflict(edits)) {
		g_string_truncate(told, 0);
		g_ptr_array_unref(edits);
		edits = try_hunks(lines, change, hints, TRUE, told);
	}
	if (!doubted && change->post)
		file->text = merge(change, ours, labels);
	if (!file->text)
		file->text = put_together(lines, edits, labels);
	file->hunks = g_string_free(g_steal_pointer(&told), FALSE);
}
