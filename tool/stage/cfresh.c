/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cfresh: libgit2 compares the code of the two files line by line, both with as many lines as they
 * have, so that its line numbers are the files'.
 */
#include "stage/cfresh.h"

#include "base/err.h"
#include "base/git.h"
#include "stage/csource.h"

#include <string.h>

static char *code_of(const SpCDecls *decls)
{
	const SpCText *text = decls->tokens->text;
	g_autoptr(GArray) lines = sp_csource_code_lines(text->text, text->length);
	g_autoptr(GString) code = g_string_sized_new(text->length);

	for (guint i = 0; i < lines->len; i++)
		g_string_append_printf(code, "%s\n", g_array_index(lines, SpCodeLine, i).code);
	return g_string_free(g_steal_pointer(&code), FALSE);
}

typedef struct {
	SpCFresh *fresh;
	guint n;
} Mark;

/* A git_diff_line_cb. */
static int mark_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		     const git_diff_line *line, void *payload)
{
	const Mark *mark = payload;

	(void)delta;
	(void)hunk;
	if (line->origin == GIT_DIFF_LINE_ADDITION && line->new_lineno > 0 &&
	    (guint)line->new_lineno <= mark->n)
		mark->fresh->line[line->new_lineno - 1] = TRUE;
	return 0;
}

/* Key of a local in @orphans. */
static char *local_key(const SpCDecls *decls, guint at, const char *name)
{
	const SpCDecl *function = sp_cdecls_function(decls, at);

	return function ? g_strdup_printf("%s %s", function->name, name) : NULL;
}

static gboolean declares(const SpCDecls *after, const SpCDecl *old)
{
	for (const SpCDecl *d = sp_cdecls_first(after, old->name); d; d = sp_cdecls_next(after, d))
		if ((d->kind == SP_DECL_MEMBER) == (old->kind == SP_DECL_MEMBER) &&
		    (d->kind == SP_DECL_TAG) == (old->kind == SP_DECL_TAG))
			return TRUE;
	return FALSE;
}

/* Adds the keys of all locals and labels to @keys. */
static void find_keys(const SpCDecls *decls, GHashTable *keys)
{
	for (guint i = 0; i < decls->locals->len; i++) {
		const SpCDecl *decl = &g_array_index(decls->locals, SpCDecl, i);
		char *key = local_key(decls, decl->to, decl->name);

		if (key)
			g_hash_table_add(keys, key);
	}
	for (guint i = 0; i < decls->tokens->n; i++) {
		char *key = NULL;

		if (sp_ctokens_is_name(decls->tokens, i) && sp_ctokens_is_label(decls->tokens, i))
			key = local_key(decls, i, sp_cdecls_word(decls, i));
		if (key)
			g_hash_table_add(keys, key);
	}
}

/* A GHRFunc. */
static gboolean is_in(gpointer key, gpointer value, gpointer data)
{
	(void)value;
	return g_hash_table_contains(data, key);
}

static void find_orphans(SpCFresh *fresh, const SpCDecls *before, const SpCDecls *after)
{
	g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	find_keys(before, fresh->orphans);
	find_keys(after, keys);
	g_hash_table_foreach_remove(fresh->orphans, is_in, keys);
	for (guint i = 0; i < before->decls->len; i++) {
		const SpCDecl *decl = &g_array_index(before->decls, SpCDecl, i);

		if (!declares(after, decl))
			g_hash_table_add(fresh->orphans, g_strdup(decl->name));
	}
}

SpCFresh *sp_cfresh_new(const SpCDecls *before, const SpCDecls *after, GError **error)
{
	g_autoptr(SpCFresh) fresh = g_new0(SpCFresh, 1);
	g_autofree char *old = code_of(before), *new = code_of(after);
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	Mark mark = {fresh, after->tokens->text->n_lines};
	int rc;

	fresh->line = g_new0(guint8, mark.n + 1);
	fresh->orphans = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	options.context_lines = 0;
	options.flags = GIT_DIFF_FORCE_TEXT;
	rc = git_diff_buffers(old, strlen(old), NULL, new, strlen(new), NULL, &options, NULL, NULL,
			      NULL, mark_line, &mark);
	if (rc < 0) {
		sp_error_git(error, rc, "comparing %s before and after", after->path);
		return NULL;
	}
	find_orphans(fresh, before, after);
	return g_steal_pointer(&fresh);
}

void sp_cfresh_free(SpCFresh *fresh)
{
	if (!fresh)
		return;
	g_free(fresh->line);
	if (fresh->orphans)
		g_hash_table_unref(fresh->orphans);
	g_free(fresh);
}

gboolean sp_cfresh_is_orphan(const SpCFresh *fresh, const SpCDecls *after, guint i)
{
	const char *name;
	g_autofree char *key = NULL;

	if (!g_hash_table_size(fresh->orphans))
		return FALSE;
	name = sp_cdecls_word(after, i);
	if (g_hash_table_contains(fresh->orphans, name))
		return TRUE;
	key = local_key(after, i, name);
	return key && g_hash_table_contains(fresh->orphans, key);
}
