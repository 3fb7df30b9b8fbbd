/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * conflict: which files of a refused port are in conflict, and what is to be said of them;
 * conflictdir puts it on disk.
 */
#include "stage/conflict.h"

#include "base/err.h"
#include "base/fs.h"
#include "stage/conflictdir.h"
#include "stage/conflicttext.h"
#include "stage/csymbol.h"
#include "stage/portfile.h"
#include "stage/portpath.h"
#include "stage/series.h"

#include <string.h>

static void file_free(gpointer data)
{
	sp_conflict_file_free(data);
}

/* Of whom it is asked what is declared. */
typedef struct {
	SpBranch *branch;
	const char *path;
	const char *text;
} Asked;

/* For SpHunkHints: what cannot be told counts as declared. */
static gboolean is_global(const char *name, gpointer data)
{
	const Asked *asked = data;
	gboolean global;

	return !sp_csymbol_is_global(asked->branch, asked->path, asked->text, name, &global,
				     NULL) ||
	       global;
}

/* SpRuleAsk */
static gboolean is_declared(const char *name, gboolean *declared, gpointer data, GError **error)
{
	const Asked *asked = data;

	return sp_csymbol_declared(asked->branch, asked->path, asked->text, name, declared, error);
}

/* The change in the branch's words, as a port tries it; (transfer full). */
static SpPatchFile *reword(const SpFix *fix, const SpPatchFile *file, Asked *asked, GError **error)
{
	const GPtrArray *rules[] = {fix->rules, sp_rules_builtin(error)};
	g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);
	SpPatchFile *result;

	if (!rules[1])
		return NULL;
	result = sp_diff_copy_file(file);
	for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
		SpPatchFile *next = NULL;

		if (rules[i] &&
		    !sp_rules_rewrite(result, rules[i], sp_branch_version(asked->branch),
				      is_declared, asked, told, &next, error)) {
			sp_diff_free_file(result);
			return NULL;
		}
		if (!next)
			continue;
		sp_diff_free_file(result);
		result = next;
	}
	return result;
}

/* The branch's text of the file; NULL where there is nothing to be compared. */
static gboolean find_text(SpConflictFile *result, const SpPatchFile *file, SpBranch *branch,
			  const char **text, GError **error)
{
	SpFileState state;
	gsize length;

	if (!sp_branch_read(branch, file->path, &state, text, &length, error))
		return FALSE;
	if (state == SP_FILE_ABSENT && !file->added && !file->deleted) {
		g_autoptr(GPtrArray) paths = sp_portpath_find(file, branch, error);

		if (!paths)
			return FALSE;
		if (paths->len == 1) {
			g_free(result->path);
			result->path = g_strdup(paths->pdata[0]);
			result->upstream = g_strdup(file->path);
			if (!sp_branch_read(branch, result->path, &state, text, &length, error))
				return FALSE;
		}
	}
	if (state == SP_FILE_LOST)
		result->why = g_strdup("the repository lacks its content");
	else if (state == SP_FILE_ABSENT && !file->added)
		result->why = g_strdup("the branch has no such file");
	else if (state == SP_FILE_FOUND && file->deleted)
		result->why = g_strdup("upstream removes it");
	else if (state == SP_FILE_FOUND && strlen(*text) != length)
		result->why = g_strdup("it is no text: there is a NUL byte in it");
	result->good = state == SP_FILE_ABSENT && file->added;
	if (state == SP_FILE_FOUND && file->deleted && g_strcmp0(file->pre, *text) == 0)
		result->good = TRUE;
	if (result->why || result->good)
		*text = NULL;
	return TRUE;
}

/* A file of the patch, and what is made of it. */
typedef struct {
	SpConflictFile *result;
	SpPatchFile *change; /* in the branch's words; NULL without @ours */
	Asked asked;
	const char *ours;
} Work;

static void work_free(gpointer data)
{
	Work *work = data;

	sp_conflict_file_free(work->result);
	if (work->change)
		sp_diff_free_file(work->change);
	g_free(work);
}

/* FALSE on an error. */
static gboolean look_at(Work *work, const SpFix *fix, const SpPatchFile *file, SpBranch *branch,
			GError **error)
{
	g_autoptr(GPtrArray) places = NULL;
	g_autoptr(SpHunkFile) before = NULL, after = NULL;
	g_autofree char *diff = NULL;

	work->result = g_new0(SpConflictFile, 1);
	work->result->path = g_strdup(file->path);
	if (!find_text(work->result, file, branch, &work->ours, error))
		return FALSE;
	if (!work->ours)
		return TRUE;
	work->asked = (Asked){branch, work->result->path, work->ours};
	work->change = reword(fix, file, &work->asked, error);
	if (!work->change)
		return FALSE;
	if (file->added) {
		work->result->why = g_strdup("upstream adds it, and it is there");
		return TRUE;
	}
	before = sp_hunkfile_new(work->ours);
	after = sp_portfile_change(work->change, before, is_global, &work->asked, &places, &diff,
				   &work->result->why);
	work->result->good = after != NULL;
	return TRUE;
}

/* Whether a line of @reason speaks of the file. */
static gboolean is_named(const SpConflictFile *file, const char *reason)
{
	g_autofree char *start = g_strconcat(file->path, ":", NULL);
	g_autofree char *inner = g_strconcat("\n", start, NULL);

	return g_str_has_prefix(reason, start) || strstr(reason, inner);
}

/* Every file by itself may be fine: then those that the reason names are in doubt, or all. */
static void doubt(const GPtrArray *works, const char *reason)
{
	gboolean named = FALSE;

	for (guint i = 0; i < works->len; i++)
		if (!((Work *)works->pdata[i])->result->good)
			return;
	for (guint i = 0; i < works->len; i++)
		named |= is_named(((Work *)works->pdata[i])->result, reason);
	for (guint i = 0; i < works->len; i++) {
		const Work *work = works->pdata[i];

		if (work->ours && (!named || is_named(work->result, reason))) {
			work->result->good = FALSE;
			work->result->why = g_strdup("it could be placed, but see above");
		}
	}
}

static gboolean is_c(const char *path)
{
	return g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h");
}

/* SpConflictFile, one for each file of the patch. */
static GPtrArray *all_files(const SpFix *fix, SpBranch *branch, const char *reason, GError **error)
{
	g_autoptr(GPtrArray) works = g_ptr_array_new_with_free_func(work_free);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(file_free);
	const char *id = fix->upstream ? fix->upstream : "patch";
	g_autofree char *base = g_strdup_printf("upstream before %.12s", id);
	g_autofree char *theirs = g_strdup_printf("upstream %.12s", id);
	SpConflictLabels labels = {sp_branch_name(branch), base, theirs};
	gboolean all_good = TRUE;

	for (guint i = 0; i < fix->patch->files->len; i++) {
		Work *work = g_new0(Work, 1);

		g_ptr_array_add(works, work);
		if (!look_at(work, fix, fix->patch->files->pdata[i], branch, error))
			return NULL;
		all_good = all_good && work->result->good;
	}
	doubt(works, reason);
	for (guint i = 0; i < works->len; i++) {
		Work *work = works->pdata[i];
		SpHunkHints hints = {.declares = is_global, .data = &work->asked};

		if (work->ours && !work->result->good) {
			hints.c = is_c(work->change->path);
			hints.pre = work->change->pre;
			sp_conflicttext_fill(work->result, work->change, work->ours, &hints,
					     &labels, all_good);
		}
		g_ptr_array_add(files, g_steal_pointer(&work->result));
	}
	return g_steal_pointer(&files);
}

static void indented(GString *out, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i]; i++)
		g_string_append_printf(out, "%s%s\n", *lines[i] ? "    " : "", lines[i]);
}

static void tell_file(GString *out, const SpConflictFile *file, const char *reason)
{
	g_string_append_printf(out, "\n%s%s%s%s: %s\n", file->path,
			       file->upstream ? " (upstream " : "",
			       file->upstream ? file->upstream : "", file->upstream ? ")" : "",
			       file->good   ? "nothing to decide; it is not in this folder"
			       : file->text ? "in conflict"
					    : "cannot be shown as a conflict");
	if (file->why && !file->good && !strstr(reason, file->why))
		indented(out, file->why);
	if (file->hunks)
		g_string_append(out, file->hunks);
}

static char *account(const SpFix *fix, SpBranch *branch, const SpStack *stack, const char *reason,
		     const GPtrArray *files)
{
	g_autofree char *version = sp_kver_string(sp_branch_version(branch));
	g_autoptr(GString) out = g_string_new(NULL);

	g_string_append_printf(out, "%s\n", fix->patch->subject);
	if (fix->upstream)
		g_string_append_printf(out, "commit %s upstream\n", fix->upstream);
	g_string_append_printf(out,
			       "does not apply to %s %s (%s), and nothing here is a finished "
			       "patch:\n\n",
			       sp_branch_name(branch), version, sp_branch_origin(branch));
	indented(out, reason);
	for (guint i = 0; i < files->len; i++)
		tell_file(out, files->pdata[i], reason);
	if (stack->prereqs) {
		g_autofree char *text = sp_prereqs_text(stack->prereqs);

		g_string_append_printf(out, "\nWhat the branch lacks:\n%s\n", text);
	}
	return sp_clean_text(out->str);
}

GPtrArray *sp_conflict_write(const SpFix *fix, SpBranch *branch, const SpStack *stack,
			     const char *reason, const char *dir, GError **error)
{
	g_autoptr(GPtrArray) files = all_files(fix, branch, reason, error);
	g_autofree char *text = NULL;
	gboolean ours;

	if (!files || !sp_conflictdir_check(dir, &ours, error))
		return NULL;
	if (!ours && !sp_series_retire(dir, error))
		return NULL;
	text = account(fix, branch, stack, reason, files);
	return sp_conflictdir_write(files, text, dir, error);
}

gboolean sp_conflict_retire(const char *dir, GError **error)
{
	gboolean ours;

	if (!sp_conflictdir_check(dir, &ours, error))
		return FALSE;
	return !ours || sp_fs_remove(dir, error);
}
