/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * port: carries a patch to a branch, file by file. A file that the branch has not, or without the
 * functions that are changed, is looked for where those functions are.
 */
#include "stage/port.h"

#include "base/err.h"
#include "base/git.h"
#include "stage/csymbol.h"
#include "stage/map.h"
#include "stage/portdiff.h"
#include "stage/portfile.h"
#include "stage/portpath.h"

#include <string.h>

static void let_go(SpPortFile *file)
{
	g_clear_pointer(&file->was, sp_hunkfile_free);
	g_clear_pointer(&file->is, sp_hunkfile_free);
}

static void port_file_free(gpointer data)
{
	SpPortFile *file = data;

	let_go(file);
	g_free(file->path);
	g_free(file->upstream);
	g_free(file->rules);
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
	g_ptr_array_unref(port->there);
	g_free(port);
}

static SpPort *port_new(void)
{
	SpPort *port = g_new0(SpPort, 1);

	port->files = g_ptr_array_new_with_free_func(port_file_free);
	port->there = g_ptr_array_new_with_free_func(port_file_free);
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

static char *diff_string(const char *path, const char *before, const char *after)
{
	g_autoptr(git_patch) diff = sp_portdiff(path, before, after, 3);
	git_buf buffer = GIT_BUF_INIT;
	char *text = NULL;

	if (diff && git_patch_to_buf(&buffer, diff) == 0)
		text = g_strndup(buffer.ptr, buffer.size);
	git_buf_dispose(&buffer);
	return text;
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
	result->places = g_ptr_array_new_with_free_func((GDestroyNotify)sp_place_free);
	return result;
}

/* What a port goes by besides the patch. */
typedef struct {
	const SpPatch *patch;
	const GPtrArray *rules[2]; /* SpRule; NULL for none */
	SpBranch *branch;
	SpPort *port;
} Job;

/* The file of the branch that a rule is asked for. */
typedef struct {
	const Job *job;
	const char *path, *text;
	GError *error; /* of the first question that had no answer */
} Asked;

/* For SpHunkHints: what cannot be told counts as declared. */
static gboolean is_global(const char *name, gpointer data)
{
	Asked *asked = data;
	gboolean global = TRUE;

	if (asked->error || !sp_csymbol_is_global(asked->job->branch, asked->path, asked->text,
						  name, &global, &asked->error))
		return TRUE;
	return global;
}

/* SpRuleAsk */
static gboolean is_declared(const char *name, gboolean *declared, gpointer data, GError **error)
{
	const Asked *asked = data;

	return sp_csymbol_declared(asked->job->branch, asked->path, asked->text, name, declared,
				   error);
}

/* The change in the branch's words in @result, NULL for the same; @told: the rules used. */
static gboolean in_our_words(const Job *job, const SpPatchFile *file, const char *path,
			     const char *before, GPtrArray *told, SpPatchFile **result,
			     GError **error)
{
	Asked asked = {job, path, before, NULL};

	*result = NULL;
	for (guint i = 0; i < G_N_ELEMENTS(job->rules); i++) {
		SpPatchFile *next = NULL;

		if (!job->rules[i])
			continue;
		if (!sp_rules_rewrite(*result ? *result : file, job->rules[i],
				      sp_branch_version(job->branch), is_declared, &asked, told,
				      &next, error)) {
			g_clear_pointer(result, sp_diff_free_file);
			return FALSE;
		}
		if (!next)
			continue;
		g_clear_pointer(result, sp_diff_free_file);
		*result = next;
	}
	return TRUE;
}

/* Changes one existing file, which the branch has at @path; @why when it cannot. */
static SpPortFile *change_file(const Job *job, const SpPatchFile *file, const char *path,
			       const char *before, char **why, GError **error)
{
	g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) places = NULL;
	g_autoptr(SpHunkFile) was = sp_hunkfile_new(before), is = NULL;
	g_autofree char *diff = NULL;
	Asked asked = {job, path, before, NULL};
	SpPatchFile *reworded;
	SpPortFile *result;

	if (!in_our_words(job, file, path, before, told, &reworded, error))
		return NULL;
	is = sp_portfile_change(reworded ? reworded : file, was, is_global, &asked, &places, &diff,
				why);
	g_clear_pointer(&reworded, sp_diff_free_file);
	if (asked.error) {
		g_propagate_error(error, asked.error);
		g_clear_pointer(why, g_free);
		return NULL;
	}
	if (!is)
		return NULL;
	g_ptr_array_add(told, NULL);
	result = g_new0(SpPortFile, 1);
	result->path = g_strdup(path);
	result->upstream = g_str_equal(path, file->path) ? NULL : g_strdup(file->path);
	result->before = g_strdup(before);
	result->after = g_strdup(is->text);
	result->was = g_steal_pointer(&was);
	result->is = g_steal_pointer(&is);
	result->places = g_steal_pointer(&places);
	result->diff = result->upstream ? NULL : g_steal_pointer(&diff);
	result->rules = told->len > 1 ? g_strjoinv(", ", (char **)told->pdata) : NULL;
	return result;
}

static SpPortFile *lost_content(const SpBranch *branch, const char *path, GError **error)
{
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
		    "%s: %s: the repository lacks its content: fetch it, or give the source "
		    "with --tree",
		    sp_branch_name(branch), path);
	return NULL;
}

static gboolean has_path(const Job *job, const char *path)
{
	for (guint i = 0; i < job->patch->files->len; i++)
		if (g_str_equal(((SpPatchFile *)job->patch->files->pdata[i])->path, path))
			return TRUE;
	for (guint i = 0; i < job->port->files->len; i++)
		if (g_str_equal(((SpPortFile *)job->port->files->pdata[i])->path, path))
			return TRUE;
	return FALSE;
}

/* Tries the one other file that has the functions; @why: (inout): why it must be another one. */
static SpPortFile *port_elsewhere(const Job *job, const SpPatchFile *file, char **why,
				  GError **error)
{
	g_autoptr(GPtrArray) paths = sp_portpath_find(file, job->branch, error);
	g_autofree char *before = g_steal_pointer(why);
	const char *path, *text;
	SpFileState state;
	gsize length;
	SpPortFile *result;

	if (!paths)
		return NULL;
	if (paths->len != 1) {
		g_ptr_array_add(paths, NULL);
		g_autofree char *list = g_strjoinv(", ", (char **)paths->pdata);

		*why = g_strdup_printf("%s%s%s", before,
				       *list ? "; several other files have its functions: " : "",
				       list);
		return NULL;
	}
	path = paths->pdata[0];
	if (!sp_branch_read(job->branch, path, &state, &text, &length, error))
		return NULL;
	if (state == SP_FILE_LOST)
		return lost_content(job->branch, path, error);
	if (has_path(job, path) || strlen(text) != length) {
		*why = g_strdup_printf("%s; %s has its functions, but the patch changes that file "
				       "as well",
				       before, path);
		return NULL;
	}
	result = change_file(job, file, path, text, why, error);
	if (!result && *why) {
		g_autofree char *there = g_steal_pointer(why);

		*why = g_strdup_printf("%s; in %s: %s", before, path, there);
	}
	return result;
}

/* The text of @path as the port leaves it, NULL if there is none. */
static gboolean read_after(const Job *job, const char *path, const char **text, GError **error)
{
	SpFileState state;

	for (guint i = 0; i < job->port->files->len; i++) {
		const SpPortFile *file = job->port->files->pdata[i];

		if (g_str_equal(file->path, path)) {
			*text = file->after;
			return TRUE;
		}
	}
	return sp_branch_read(job->branch, path, &state, text, NULL, error);
}

/* Takes a file away, unless the branch still builds it. */
static SpPortFile *remove_file(const Job *job, const SpPatchFile *file, const char *before,
			       char **why, GError **error)
{
	static const char *const makefiles[] = {"Makefile", "Kbuild"};
	g_autofree char *folder = g_path_get_dirname(file->path);
	g_autofree char *base = g_path_get_basename(file->path);
	g_autofree char *object = g_strdup_printf("%.*s.o", (int)strcspn(base, "."), base);

	for (guint i = 0; i < G_N_ELEMENTS(makefiles); i++) {
		g_autofree char *path = g_build_filename(folder, makefiles[i], NULL);
		g_autoptr(GRegex) regex = NULL;
		g_autofree char *escaped = g_regex_escape_string(object, -1);
		g_autofree char *pattern = g_strdup_printf("(^|[\\s=/])%s\\b", escaped);
		const char *text;

		if (!read_after(job, path, &text, error))
			return NULL;
		regex = g_regex_new(pattern, G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
		if (!text || !g_regex_match(regex, text, 0, NULL))
			continue;
		*why = g_strdup_printf("%s: the patch removes it, and %s still has %s", file->path,
				       path, object);
		return NULL;
	}
	return whole_file(file, before);
}

/* The patch's file carried to the one of that path; @why when it cannot. */
static SpPortFile *port_here(const Job *job, const SpPatchFile *file, SpFileState state,
			     const char *before, gsize length, char **why, GError **error)
{
	if (file->added && state == SP_FILE_ABSENT)
		return whole_file(file, NULL);
	if (file->added)
		*why = g_strdup_printf("%s: the patch adds it, but it is there", file->path);
	else if (state == SP_FILE_ABSENT)
		*why = g_strdup_printf("%s: there is no such file", file->path);
	else if (strlen(before) != length)
		*why = g_strdup_printf("%s: it is no text: there is a NUL byte in it", file->path);
	else if (!file->deleted)
		return change_file(job, file, file->path, before, why, error);
	else if (g_strcmp0(file->pre, before) == 0)
		return remove_file(job, file, before, why, error);
	else /* That would lose the branch's own changes. */
		*why = g_strdup_printf("%s: the patch removes it, and it is not upstream's",
				       file->path);
	return NULL;
}

static SpPortFile *port_file(const Job *job, const SpPatchFile *file, GError **error)
{
	g_autofree char *why = NULL;
	GError *cause = NULL;
	SpPortFile *result;
	SpFileState state;
	const char *before;
	gsize length;

	if (!sp_branch_read(job->branch, file->path, &state, &before, &length, error))
		return NULL;
	if (state == SP_FILE_LOST)
		return lost_content(job->branch, file->path, error);
	result = port_here(job, file, state, before, length, &why, &cause);
	if (!result && !cause && !file->added && !file->deleted)
		result = port_elsewhere(job, file, &why, &cause);
	if (cause) {
		g_propagate_error(error, cause);
		return NULL;
	}
	if (!result)
		refuse(job->port, g_steal_pointer(&why));
	return result;
}

/* Doubts about names in @doubts, as a clause for the refusal. */
static char *tell_doubts(const char *path, const GPtrArray *doubts)
{
	enum { MOST = 5 };
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < MIN(doubts->len, MOST); i++) {
		const SpSymbolDoubt *doubt = doubts->pdata[i];

		g_string_append_printf(text, "%s%s:%u: it uses the %s %s: %s", i ? "\n" : "", path,
				       doubt->line, doubt->kind, doubt->name, doubt->why);
	}
	if (doubts->len > MOST)
		g_string_append_printf(text, "\n... and %u names more", doubts->len - MOST);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Refuses a result that names what the branch has not. FALSE on an error. */
static gboolean check_symbols(SpPort *port, SpBranch *branch, GError **error)
{
	g_autoptr(GHashTable) texts = sp_port_texts(port);

	for (guint i = 0; i < port->files->len; i++) {
		SpPortFile *file = port->files->pdata[i];
		g_autoptr(GPtrArray) doubts = NULL;

		if (!file->after)
			continue;
		if (!file->is) {
			file->was = sp_hunkfile_new(file->before ? file->before : "");
			file->is = sp_hunkfile_new(file->after);
		}
		doubts = sp_csymbol_check(branch, file->path, file->was, file->is, texts, error);
		let_go(file);
		if (!doubts)
			return FALSE;
		if (doubts->len) {
			refuse(port, tell_doubts(file->path, doubts));
			return TRUE;
		}
	}
	return TRUE;
}

/* @rules: (nullable): SpRule, which go before those that are built in. */
static SpPort *port_with_rules(const SpPatch *patch, const GPtrArray *rules, SpBranch *branch,
			       GError **error)
{
	g_autoptr(SpPort) port = port_new();
	Job job = {patch, {rules, sp_rules_builtin(error)}, branch, port};

	if (!job.rules[1])
		return NULL;

	port->clean = TRUE;
	for (guint i = 0; port->clean && i < patch->files->len; i++) {
		GError *cause = NULL;
		SpPortFile *file = port_file(&job, patch->files->pdata[i], &cause);

		if (cause) {
			g_propagate_error(error, cause);
			return NULL;
		}
		if (!file)
			break;
		if (g_strcmp0(file->before, file->after) == 0) {
			g_ptr_array_add(port->there, file);
			continue;
		}
		if (!file->diff)
			file->diff = diff_string(file->path, file->before, file->after);
		g_ptr_array_add(port->files, file);
		if (!file->diff)
			refuse(port, g_strdup_printf("%s: no diff can be made of it", file->path));
	}
	if (port->clean && !port->files->len)
		refuse(port, g_strdup("the patch changes nothing: all of it is there already"));
	if (port->clean && !check_symbols(port, branch, error))
		return NULL;
	return g_steal_pointer(&port);
}

SpPort *sp_port_patch(const SpPatch *patch, SpBranch *branch, GError **error)
{
	return port_with_rules(patch, NULL, branch, error);
}

GHashTable *sp_port_texts(const SpPort *port)
{
	GHashTable *texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];

		g_hash_table_insert(texts, g_strdup(file->path), g_strdup(file->after));
	}
	return texts;
}

void sp_port_put_in(const SpPort *port, SpBranch *branch)
{
	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];

		sp_branch_replace(branch, file->path, file->after);
	}
}

static gboolean asks_for_fix(const SpFix *fix)
{
	for (guint i = 0; i < fix->probes->len; i++)
		if (((SpProbe *)fix->probes->pdata[i])->asks == SP_ASKS_FIX)
			return TRUE;
	return FALSE;
}

SpPort *sp_port_fix(const SpFix *fix, SpBranch *branch, GError **error)
{
	g_autoptr(SpPort) port = port_with_rules(fix->patch, fix->rules, branch, error);
	g_autoptr(GHashTable) texts = NULL;
	g_autoptr(SpVerdict) verdict = NULL;

	if (!port || !port->clean)
		return g_steal_pointer(&port);
	texts = sp_port_texts(port);
	verdict = sp_map_branch(fix, branch, texts, NULL, error);
	if (!verdict)
		return NULL;
	/* By hunks alone the result is only compared with itself. */
	if (verdict->kind == SP_VERDICT_UNKNOWN && !asks_for_fix(fix))
		return g_steal_pointer(&port);
	if (verdict->kind != SP_VERDICT_FIXED)
		refuse(port, g_strdup_printf("it applies, but the result does not show the fix: "
					     "%s (%s)",
					     sp_verdict_name(verdict->kind), verdict->reason));
	return g_steal_pointer(&port);
}
