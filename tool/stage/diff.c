/* SPDX-License-Identifier: GPL-2.0-only */
/* diff: libgit2's view of a diff made SpPatchFile, after a look at what libgit2 overlooks. */
#include "stage/diff.h"

#include "base/err.h"
#include "base/git.h"

#include <stdio.h>
#include <string.h>

void sp_diff_free_file(SpPatchFile *file)
{
	g_datalist_clear(&file->made);
	g_free(file->path);
	g_free(file->pre);
	g_free(file->post);
	g_strfreev(file->beside);
	g_ptr_array_unref(file->hunks);
	g_free(file);
}

static void patch_file_free(gpointer data)
{
	sp_diff_free_file(data);
}

static void hunk_free(gpointer data)
{
	sp_hunk_free(data);
}

GPtrArray *sp_diff_files(void)
{
	return g_ptr_array_new_with_free_func(patch_file_free);
}

SpPatchFile *sp_diff_copy_file(const SpPatchFile *file)
{
	SpPatchFile *copy = g_new0(SpPatchFile, 1);

	copy->path = g_strdup(file->path);
	copy->added = file->added;
	copy->deleted = file->deleted;
	copy->pre = g_strdup(file->pre);
	copy->post = g_strdup(file->post);
	copy->beside = g_strdupv(file->beside);
	copy->hunks = g_ptr_array_new_with_free_func(hunk_free);
	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];
		SpHunk *mine = sp_hunk_new(hunk->old_start);

		mine->section = g_strdup(hunk->section);
		for (guint k = 0; k < hunk->lines->len; k++) {
			const SpHunkLine *line = hunk->lines->pdata[k];

			sp_hunk_add(mine, line->origin, line->text, strlen(line->text));
		}
		g_ptr_array_add(copy->hunks, mine);
	}
	return copy;
}

/* "@@ -1,2 +1,3 @@ int f(int a)" -> "int f(int a)" */
static char *read_section(const git_diff_hunk *head)
{
	g_autofree char *text = g_strndup(head->header, head->header_len);
	char *behind = g_str_has_prefix(text, "@@") ? strstr(text + 2, "@@") : NULL;

	behind = behind ? g_strstrip(behind + 2) : NULL;
	return behind && *behind ? g_strdup(behind) : NULL;
}

static SpHunk *read_hunk(git_patch *diff, size_t index, GError **error)
{
	const git_diff_hunk *head;
	g_autoptr(SpHunk) hunk = NULL;
	size_t lines;
	int rc = git_patch_get_hunk(&head, &lines, diff, index);

	if (rc < 0) {
		sp_error_git(error, rc, "hunk %zu", index + 1);
		return NULL;
	}
	hunk = sp_hunk_new((guint)head->old_start);
	hunk->section = read_section(head);
	for (size_t i = 0; i < lines; i++) {
		const git_diff_line *line;
		size_t length;

		rc = git_patch_get_line_in_hunk(&line, diff, index, i);
		if (rc < 0) {
			sp_error_git(error, rc, "hunk %zu", index + 1);
			return NULL;
		}
		if (line->origin != ' ' && line->origin != '+' && line->origin != '-')
			continue; /* "\ No newline at end of file" */
		length = line->content_len;
		if (length && line->content[length - 1] == '\n')
			length--;
		sp_hunk_add(hunk, line->origin, line->content, length);
	}
	return g_steal_pointer(&hunk);
}

static gboolean leads_out(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);

	for (guint i = 0; parts[i]; i++)
		if (!*parts[i] || g_str_equal(parts[i], "..") || g_str_equal(parts[i], ".") ||
		    g_ascii_strcasecmp(parts[i], ".git") == 0)
			return TRUE;
	return !*path;
}

/* What cannot be said in hunks, NULL if all can. */
static const char *not_carried(const git_diff_delta *delta, size_t hunks)
{
	guint old = delta->old_file.mode, new = delta->new_file.mode;

	if (delta->flags & GIT_DIFF_FLAG_BINARY)
		return "a binary file";
	if (delta->status != GIT_DELTA_ADDED && delta->status != GIT_DELTA_DELETED) {
		if (g_strcmp0(delta->old_file.path, delta->new_file.path) != 0)
			return "a rename";
		if (old && new &&old != new)
			return "a change of mode";
	}
	if (delta->status == GIT_DELTA_ADDED && new == GIT_FILEMODE_BLOB_EXECUTABLE)
		return "a new file that can be run";
	if ((old && old != GIT_FILEMODE_BLOB && old != GIT_FILEMODE_BLOB_EXECUTABLE) ||
	    (new &&new != GIT_FILEMODE_BLOB &&new != GIT_FILEMODE_BLOB_EXECUTABLE))
		return "a link or submodule";
	return hunks ? NULL : "a rename, a change of mode, a binary or an empty file";
}

static gboolean have_path(const GPtrArray *files, const char *path)
{
	for (guint i = 0; i < files->len; i++)
		if (g_str_equal(((SpPatchFile *)files->pdata[i])->path, path))
			return TRUE;
	return FALSE;
}

static gboolean wrong(GError **error, const char *path, const char *what)
{
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: %s", path, what);
	return FALSE;
}

static gboolean read_file(git_diff *diff, size_t index, GPtrArray *files, GPtrArray *uncarried,
			  GError **error)
{
	g_autoptr(git_patch) one = NULL;
	const git_diff_delta *delta;
	const char *path, *what;
	SpPatchFile *file;
	int rc = git_patch_from_diff(&one, diff, index);

	if (rc < 0)
		return sp_error_git(error, rc, "file %zu of the diff", index + 1);
	delta = git_patch_get_delta(one);
	path = delta->status == GIT_DELTA_DELETED ? delta->old_file.path : delta->new_file.path;
	what = not_carried(delta, git_patch_num_hunks(one));
	if (what && uncarried) {
		g_ptr_array_add(uncarried, g_strdup_printf("%s: %s", path, what));
		return TRUE;
	}
	if (what) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: %s; only changes of text can be carried over so far", path, what);
		return FALSE;
	}
	if (leads_out(path))
		return wrong(error, path, "such a path cannot be in a kernel's source");
	if (have_path(files, path))
		return wrong(error, path, "it is changed twice; one diff a file can be read");
	file = g_new0(SpPatchFile, 1);
	file->path = g_strdup(path);
	file->added = delta->status == GIT_DELTA_ADDED;
	file->deleted = delta->status == GIT_DELTA_DELETED;
	file->hunks = g_ptr_array_new_with_free_func(hunk_free);
	g_ptr_array_add(files, file);
	for (size_t i = 0; i < git_patch_num_hunks(one); i++) {
		SpHunk *hunk = read_hunk(one, i, error);

		if (!hunk)
			return FALSE;
		g_ptr_array_add(file->hunks, hunk);
	}
	return TRUE;
}

gboolean sp_diff_read(git_diff *diff, GPtrArray *files, GPtrArray *uncarried, GError **error)
{
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++)
		if (!read_file(diff, i, files, uncarried, error))
			return FALSE;
	if (!files->len && !(uncarried && uncarried->len)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "it changes no file");
		return FALSE;
	}
	return TRUE;
}

/* Where a scan of a diff's lines stands. */
typedef struct {
	guint old, new;	 /* lines that the hunk still has to come */
	gboolean header; /* of a file: before its first hunk */
	gboolean below;	 /* right below a hunk's last line */
	gboolean loose;	 /* something stood below the last hunk that is no part of the diff */
	guint files;
} Scan;

static gboolean is_signature(const char *line, gsize length)
{
	return (length == 2 || (length == 3 && line[2] == ' ')) && memcmp(line, "--", 2) == 0;
}

/* "@@ -12,7 +12,8 @@"; a length that is not there is 1. */
static gboolean hunk_head(Scan *scan, const char *line)
{
	guint start;
	int used = 0;

	scan->old = scan->new = 1;
	if (sscanf(line, "@@ -%u%n", &start, &used) != 1)
		return FALSE;
	line += used;
	if (*line == ',' && (sscanf(line, ",%u%n", &scan->old, &used) == 1))
		line += used;
	if (sscanf(line, " +%u%n", &start, &used) != 1)
		return FALSE;
	line += used;
	return *line != ',' || sscanf(line, ",%u", &scan->new) == 1;
}

/* A line that is in no hunk; FALSE if the diff cannot be what was meant. */
static gboolean scan_outside(Scan *scan, const char *line, gsize length)
{
	gboolean below = scan->below;

	scan->below = below && length && *line == '\\';
	if (g_str_has_prefix(line, "diff --git ")) {
		scan->header = TRUE;
		scan->files++;
		return !scan->loose;
	}
	if (g_str_has_prefix(line, "@@ ")) {
		scan->header = FALSE;
		return !scan->loose && hunk_head(scan, line);
	}
	if (scan->header || length == 0 || *line == '\\')
		return TRUE;
	scan->loose = TRUE;
	/* A mailer that wraps lines leaves the end of the last one here. */
	if (below && strspn(line, "_") < length)
		return FALSE;
	return !strchr("+-@", *line) && !g_str_has_prefix(line, "diff -");
}

static gboolean scan_line(Scan *scan, const char *line, gsize length)
{
	char kind = length ? *line : ' '; /* mailers cut the blank of an empty context line */

	if (!scan->old && !scan->new)
		return scan_outside(scan, line, length);
	if (kind == '\\')
		return TRUE;
	if (!strchr(" +-", kind) || (kind != '+' && !scan->old) || (kind != '-' && !scan->new))
		return FALSE;
	scan->old -= kind != '+';
	scan->new -= kind != '-';
	scan->below = !scan->old && !scan->new;
	return TRUE;
}

/* The diff's length without what stands below it; @files how many it changes. */
static gboolean scan_text(const char *text, gsize *length, guint *files, GError **error)
{
	Scan scan = {0};
	const char *end = text + *length;
	guint number = 1;

	for (const char *line = text; line < end; number++) {
		const char *stop = memchr(line, '\n', end - line);
		gsize size = (stop ? stop : end) - line;

		if (!scan.old && !scan.new && !scan.header && is_signature(line, size)) {
			*length = line - text;
			break;
		}
		if (!scan_line(&scan, line, size)) {
			g_autofree char *start = g_strndup(line, MIN(size, 60));
			g_autofree char *clean = sp_clean_text(start);

			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "line %u of the diff belongs to no hunk: \"%s\"", number,
				    clean);
			return FALSE;
		}
		line = stop ? stop + 1 : end;
	}
	*files = scan.files;
	if (!scan.old && !scan.new)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "the diff ends in the middle of a hunk");
	return FALSE;
}

/* Below the signature nothing of a diff may stand: it would be left out. */
static gboolean nothing_below(const char *rest, GError **error)
{
	if (!strstr(rest, "\ndiff --git ") && !strstr(rest, "\n@@ -"))
		return TRUE;
	g_set_error(
		error, SP_ERROR, SP_ERROR_USAGE,
		"there is more of a diff below the signature (\"-- \"): is it several patches?");
	return FALSE;
}

gboolean sp_diff_parse(const char *text, gsize length, GPtrArray *files, GError **error)
{
	return sp_diff_parse_some(text, length, files, NULL, error);
}

gboolean sp_diff_parse_some(const char *text, gsize length, GPtrArray *files, GPtrArray *uncarried,
			    GError **error)
{
	g_autoptr(git_diff) diff = NULL;
	gsize used = length;
	guint expected, got;
	int rc;

	if (memchr(text, '\0', length)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "there is a NUL byte in the diff");
		return FALSE;
	}
	if (!scan_text(text, &used, &expected, error) || !nothing_below(text + used, error))
		return FALSE;
	rc = git_diff_from_buffer(&diff, text, used);
	if (rc < 0) {
		sp_error_git(error, rc, "the diff cannot be read");
		if (error && *error)
			(*error)->code = SP_ERROR_USAGE;
		return FALSE;
	}
	if (!sp_diff_read(diff, files, uncarried, error))
		return FALSE;
	got = files->len + (uncarried ? uncarried->len : 0);
	if (got == expected)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "the diff has %u files, of which %u can be read", expected, got);
	return FALSE;
}
