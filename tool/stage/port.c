/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * port: carries a patch to a branch, file by file. Two ways that know nothing of each other,
 * placing by context and merging three-way; a result is clean only if what can be tried agrees, and
 * if the changes stand in the functions and arms that they stand in upstream.
 */
#include "stage/port.h"

#include "base/err.h"
#include "base/git.h"
#include "stage/csource.h"
#include "stage/map.h"
#include "stage/portcheck.h"

#include <string.h>

static void port_file_free(gpointer data)
{
	SpPortFile *file = data;

	g_free(file->path);
	g_free(file->before);
	g_free(file->after);
	g_free(file->diff);
	g_clear_pointer(&file->places, g_ptr_array_unref);
	g_free(file);
}

void sp_port_free(SpPort *port)
{
	if (!port)
		return;
	g_free(port->why);
	g_ptr_array_unref(port->files);
	g_free(port);
}

static SpPort *port_new(void)
{
	SpPort *port = g_new0(SpPort, 1);

	port->files = g_ptr_array_new_with_free_func(port_file_free);
	return port;
}

/* Takes @why. */
static void refuse(SpPort *port, char *why)
{
	g_free(port->why);
	port->why = why;
	port->clean = FALSE;
	g_ptr_array_set_size(port->files, 0);
}

static void place_free(gpointer data)
{
	sp_place_free(data);
}

static git_patch *diff_texts(const char *path, const char *before, const char *after, guint context)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	git_patch *diff = NULL;

	options.context_lines = context;
	/* A text that is not there is a file that is not there: NULL, not "". */
	if (git_patch_from_buffers(&diff, before, before ? strlen(before) : 0, path, after,
				   after ? strlen(after) : 0, path, &options) < 0)
		return NULL;
	return diff;
}

static char *diff_string(const char *path, const char *before, const char *after)
{
	g_autoptr(git_patch) diff = diff_texts(path, before, after, 3);
	git_buf buffer = GIT_BUF_INIT;
	char *text = NULL;

	if (diff && git_patch_to_buf(&buffer, diff) == 0)
		text = g_strndup(buffer.ptr, buffer.size);
	git_buf_dispose(&buffer);
	return text;
}

/* Where the changes between two texts stand: an SpPlace for each run of changed lines. */
static GPtrArray *changed_places(const char *path, const char *before, const char *after)
{
	g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(place_free);
	g_autoptr(git_patch) diff = diff_texts(path, before, after, 0);
	g_autoptr(SpCSource) source = sp_csource_parse(after, strlen(after));

	for (size_t i = 0; diff && i < git_patch_num_hunks(diff); i++) {
		const git_diff_hunk *hunk;
		const SpFunction *function;
		SpPlace *place = g_new0(SpPlace, 1);
		guint line;

		git_patch_get_hunk(&hunk, NULL, diff, i);
		line = hunk->new_start > 0 ? (guint)hunk->new_start - 1 : 0;
		function = sp_csource_function_at(source, line);
		place->line = line + 1;
		place->function = function ? g_strdup(function->name) : NULL;
		place->arm = g_strdup(sp_csource_arm_at(source, line));
		g_ptr_array_add(places, place);
	}
	return g_steal_pointer(&places);
}

static char *place_name(const SpPlace *place)
{
	return g_strdup_printf("%s%s%s%s%s", place->function ? place->function : "no function",
			       place->function ? "()" : "", *place->arm ? " [" : "", place->arm,
			       *place->arm ? "]" : "");
}

/* Whether a change of @after is in the struct or node that upstream has it in; @why if not. */
static gboolean same_home(const SpPatchFile *file, const SpPlace *there, const char *after,
			  const SpPlace *here, char **why)
{
	g_autofree char *theirs = sp_portcheck_home(file->path, file->post, there->line - 1);
	g_autofree char *ours = sp_portcheck_home(file->path, after, here->line - 1);

	if (g_str_equal(theirs, ours))
		return TRUE;
	*why = g_strdup_printf("%s:%u: a change would go into \"%s\" that upstream has in \"%s\"",
			       file->path, here->line, ours, theirs);
	return FALSE;
}

static gboolean defines(const char *text, const char *function)
{
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));
	g_autoptr(GPtrArray) found = sp_csource_find(source, function, NULL);

	return found->len > 0;
}

/* Whether it can be one function under two names: upstream has no @ours, the branch no @theirs. */
static gboolean is_renamed(const SpPatchFile *file, const char *after, const char *ours,
			   const char *theirs)
{
	return ours && theirs && !defines(after, theirs) && !defines(file->pre, ours);
}

/*
 * Whether every change that led to @after is where upstream has it; @why if not. @whole: the
 * hunks' whole context stands there, so a function may have another name.
 */
static gboolean same_places(const SpPatchFile *file, const char *after, const GPtrArray *here,
			    gboolean whole, char **why)
{
	g_autoptr(GPtrArray) there = changed_places(file->path, file->pre, file->post);

	if (there->len != here->len) {
		*why = g_strdup_printf("%s: upstream changes %u places, this %u", file->path,
				       there->len, here->len);
		return FALSE;
	}
	for (guint i = 0; i < here->len; i++) {
		const SpPlace *one = here->pdata[i], *two = there->pdata[i];

		if (g_strcmp0(one->arm, two->arm) == 0 &&
		    (g_strcmp0(one->function, two->function) == 0 ||
		     (whole && is_renamed(file, after, one->function, two->function)))) {
			if (!same_home(file, two, after, one, why))
				return FALSE;
			continue;
		}
		g_autofree char *ours = place_name(one);
		g_autofree char *theirs = place_name(two);

		*why = g_strdup_printf("%s:%u: a change would go into %s that upstream has in "
				       "%s",
				       file->path, one->line, ours, theirs);
		return FALSE;
	}
	return TRUE;
}

/* A clean three-way merge, or NULL. */
static char *merge(const SpPatchFile *file, const char *ours)
{
	git_merge_file_input base = GIT_MERGE_FILE_INPUT_INIT;
	git_merge_file_input us = GIT_MERGE_FILE_INPUT_INIT;
	git_merge_file_input them = GIT_MERGE_FILE_INPUT_INIT;
	git_merge_file_result result = {0};
	char *text = NULL;

	base.ptr = file->pre;
	base.size = strlen(file->pre);
	us.ptr = ours;
	us.size = strlen(ours);
	them.ptr = file->post;
	them.size = strlen(file->post);
	if (git_merge_file(&result, &base, &us, &them, NULL) == 0 && result.automergeable)
		text = g_strndup(result.ptr, result.len);
	git_merge_file_result_free(&result);
	return text;
}

/* Changes one existing file; sets port->why when it cannot. */
static SpPortFile *change_file(SpPort *port, const SpPatchFile *file, const char *before)
{
	g_autoptr(GPtrArray) places = NULL;
	g_autofree char *placed = NULL;
	g_autofree char *merged = file->pre && file->post ? merge(file, before) : NULL;
	g_autofree char *why = NULL;
	SpPortFile *result;

	if (!sp_hunk_apply_all(before, file->hunks, &places, &placed, &why)) {
		if (!merged || g_str_equal(merged, before)) {
			refuse(port, g_strdup_printf("%s: %s", file->path, why));
			return NULL;
		}
		g_clear_pointer(&why, g_free);
		places = changed_places(file->path, before, merged);
		if (!same_places(file, merged, places, FALSE, &why)) {
			refuse(port, g_steal_pointer(&why));
			return NULL;
		}
	} else if (merged && !g_str_equal(merged, placed)) {
		refuse(port, g_strdup_printf("%s: placing the hunks by their context and merging "
					     "three-way give different results",
					     file->path));
		return NULL;
	} else if (file->pre && file->post) {
		/* The merge can go astray as the context does: the functions must be upstream's. */
		g_autoptr(GPtrArray) changed = changed_places(file->path, before, placed);

		if (!same_places(file, placed, changed, TRUE, &why)) {
			refuse(port, g_steal_pointer(&why));
			return NULL;
		}
	}
	if (placed)
		why = sp_portcheck_places(file, before, places);
	if (why) {
		refuse(port, g_steal_pointer(&why));
		return NULL;
	}
	if (placed && g_str_equal(placed, before)) {
		refuse(port, g_strdup_printf("%s: the patch changes nothing in it", file->path));
		return NULL;
	}
	result = g_new0(SpPortFile, 1);
	result->path = g_strdup(file->path);
	result->before = g_strdup(before);
	result->rung = placed ? "context" : "three-way";
	result->after = placed ? g_steal_pointer(&placed) : g_steal_pointer(&merged);
	result->places = g_steal_pointer(&places);
	return result;
}

/* The whole content that a patch gives a new file. */
static char *new_content(const SpPatchFile *file)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];

		for (guint k = 0; k < hunk->lines->len; k++)
			g_string_append_printf(text, "%s\n",
					       ((SpHunkLine *)hunk->lines->pdata[k])->text);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static SpPortFile *whole_file(const SpPatchFile *file, const char *before)
{
	SpPortFile *result = g_new0(SpPortFile, 1);

	result->path = g_strdup(file->path);
	result->before = g_strdup(before);
	result->after = file->added ? new_content(file) : NULL;
	result->rung = "context";
	result->places = g_ptr_array_new_with_free_func(place_free);
	return result;
}

static SpPortFile *port_file(SpPort *port, const SpPatchFile *file, SpBranch *branch,
			     GError **error)
{
	SpFileState state;
	const char *before;
	gsize length;

	if (!sp_branch_read(branch, file->path, &state, &before, &length, error))
		return NULL;
	if (state == SP_FILE_LOST) {
		g_set_error(
			error, SP_ERROR, SP_ERROR_UNKNOWN,
			"%s: %s: the repository lacks its content: fetch it, or give the source "
			"with --tree",
			sp_branch_name(branch), file->path);
		return NULL;
	}
	if (file->added && state == SP_FILE_ABSENT)
		return whole_file(file, NULL);
	if (state == SP_FILE_FOUND && strlen(before) != length) {
		refuse(port,
		       g_strdup_printf("%s: it is no text: there is a NUL byte in it", file->path));
		return NULL;
	}
	if (file->added || state == SP_FILE_ABSENT) {
		refuse(port, g_strdup_printf("%s: %s", file->path,
					     file->added ? "the patch adds it, but it is there"
							 : "there is no such file"));
		return NULL;
	}
	if (!file->deleted)
		return change_file(port, file, before);
	/* Removing what differs from upstream's file would lose the branch's own changes. */
	if (file->pre && g_str_equal(file->pre, before))
		return whole_file(file, before);
	refuse(port,
	       g_strdup_printf("%s: the patch removes it, and it is not upstream's", file->path));
	return NULL;
}

SpPort *sp_port_patch(const SpPatch *patch, SpBranch *branch, GError **error)
{
	g_autoptr(SpPort) port = port_new();

	port->clean = TRUE;
	for (guint i = 0; port->clean && i < patch->files->len; i++) {
		GError *cause = NULL;
		SpPortFile *file = port_file(port, patch->files->pdata[i], branch, &cause);

		if (cause) {
			g_propagate_error(error, cause);
			return NULL;
		}
		if (!file)
			break;
		file->diff = diff_string(file->path, file->before, file->after);
		g_ptr_array_add(port->files, file);
		if (!file->diff)
			refuse(port, g_strdup_printf("%s: no diff can be made of it", file->path));
	}
	return g_steal_pointer(&port);
}

GHashTable *sp_port_texts(const SpPort *port)
{
	GHashTable *texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];

		g_hash_table_insert(texts, g_strdup(file->path),
				    g_strdup(file->after ? file->after : ""));
	}
	return texts;
}

SpPort *sp_port_fix(const SpFix *fix, SpBranch *branch, GError **error)
{
	g_autoptr(SpPort) port = sp_port_patch(fix->patch, branch, error);
	g_autoptr(GHashTable) texts = NULL;
	g_autoptr(SpVerdict) verdict = NULL;

	if (!port || !port->clean)
		return g_steal_pointer(&port);
	texts = sp_port_texts(port);
	verdict = sp_map_branch(fix, branch, texts, NULL, error);
	if (!verdict)
		return NULL;
	if (verdict->kind != SP_VERDICT_FIXED)
		refuse(port, g_strdup_printf("it applies, but the result does not show the fix: "
					     "%s (%s)",
					     sp_verdict_name(verdict->kind), verdict->reason));
	return g_steal_pointer(&port);
}

gboolean sp_port_undo(const SpFix *fix, SpBranch *branch, GError **error)
{
	g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	GHashTableIter it;
	gpointer path, text;

	for (guint i = 0; i < fix->patch->files->len; i++) {
		const SpPatchFile *file = fix->patch->files->pdata[i];
		g_autofree char *why = NULL;
		SpFileState state;
		const char *now;
		char *before;

		if (!sp_branch_read(branch, file->path, &state, &now, NULL, error))
			return FALSE;
		if (state != SP_FILE_FOUND ||
		    !sp_hunk_undo_all(now, file->hunks, NULL, &before, &why)) {
			g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
				    "%s: the fix cannot be taken out of %s: %s",
				    sp_branch_name(branch), file->path,
				    why ? why : "the file is not there");
			return FALSE;
		}
		g_hash_table_insert(texts, file->path, before);
	}
	g_hash_table_iter_init(&it, texts);
	while (g_hash_table_iter_next(&it, &path, &text))
		sp_branch_replace(branch, path, text);
	return TRUE;
}

const char *sp_port_same_code(const SpPort *port, SpBranch *branch)
{
	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];
		const char *original = sp_branch_original(branch, file->path);
		g_autofree char *code = NULL;
		g_autofree char *had = NULL;

		if (!original || !file->after)
			return file->path;
		code = sp_csource_code(file->after, strlen(file->after));
		had = sp_csource_code(original, strlen(original));
		if (!g_str_equal(code, had))
			return file->path;
	}
	return NULL;
}
