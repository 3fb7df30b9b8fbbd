/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cfresh: libgit2 compares the code of the two files line by line, both with as many lines as they
 * have, so that its line numbers are the files'.
 */
#include "stage/cfresh.h"

#include "base/err.h"
#include "base/git.h"
#include "stage/clocal.h"
#include "stage/csource.h"

#include <string.h>

/* The lines of the code before and after, and how many are the same at both ends. */
typedef struct {
	const GArray *before, *after; /* SpCodeLine */
	guint head, tail;
} Sides;

static const char *code_at(const GArray *lines, guint line)
{
	return g_array_index(lines, SpCodeLine, line).code;
}

static void compare(Sides *sides, SpHunkFile *before, SpHunkFile *after)
{
	guint n, m, least;

	sides->before = sp_hunkfile_code(before);
	sides->after = sp_hunkfile_code(after);
	n = sides->before->len;
	m = sides->after->len;
	least = MIN(n, m);
	while (sides->head < least &&
	       !strcmp(code_at(sides->before, sides->head), code_at(sides->after, sides->head)))
		sides->head++;
	while (sides->tail < least - sides->head &&
	       !strcmp(code_at(sides->before, n - 1 - sides->tail),
		       code_at(sides->after, m - 1 - sides->tail)))
		sides->tail++;
}

/* The lines that are not the same at both ends, and how they begin, which is asked first. */
typedef struct {
	GHashTable *lines;
	guint8 begins[256][64];
} Between;

/*
 * The lines for a diff: of those that are the same at both ends only the ones that stand between
 * them, too, as the diff counts how often a line is there; for all
 * else one and the same line will do.
 */
static char *join(const Sides *sides, const GArray *lines, const Between *between)
{
	g_autoptr(GString) code = g_string_new(NULL);

	for (guint i = 0; i < lines->len; i++) {
		const char *line = code_at(lines, i);

		if (*line && ((i >= sides->head && i < lines->len - sides->tail) ||
			      (between->begins[(guint8)line[0]][(guint8)line[1] % 64] &&
			       g_hash_table_contains(between->lines, line))))
			g_string_append(code, line);
		else if (*line)
			g_string_append_c(code, '\f');
		g_string_append_c(code, '\n');
	}
	return g_string_free(g_steal_pointer(&code), FALSE);
}

static void add_between(const Sides *sides, const GArray *lines, Between *between)
{
	for (guint i = sides->head; i < lines->len - sides->tail; i++) {
		const char *line = code_at(lines, i);

		if (*line)
			between->begins[(guint8)line[0]][(guint8)line[1] % 64] = TRUE;
		g_hash_table_add(between->lines, (gpointer)line);
	}
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

static void add_keys(GHashTable *keys, const SpCDecl *function, const GArray *locals)
{
	for (guint i = 0; i < locals->len; i++) {
		const SpCDecl *decl = &g_array_index(locals, SpCDecl, i);

		if (decl->to <= function->to && decl->to >= function->from)
			g_hash_table_add(keys,
					 g_strdup_printf("%s %s", function->name, decl->name));
	}
}

/* Adds the keys of all locals and labels of the functions of those names to @keys. */
static void find_keys(SpCDecls *decls, GHashTable *names, GHashTable *keys)
{
	const SpCTokens *tokens = decls->tokens;

	for (guint i = 0; i < decls->bodies->len; i++) {
		const SpCDecl *function = sp_cdecls_of_body(decls, i);

		if (!g_hash_table_contains(names, function->name))
			continue;
		add_keys(keys, function, decls->locals);
		add_keys(keys, function, sp_clocal_of(decls, i));
		for (guint k = function->from; k <= function->to; k++)
			if (sp_ctokens_is_name(tokens, k) && sp_ctokens_is_label(tokens, k))
				g_hash_table_add(keys,
						 local_key(decls, k, sp_cdecls_word(decls, k)));
	}
}

static guint last_line(const SpCDecls *decls, guint body)
{
	return decls->tokens->token[sp_cdecls_of_body(decls, body)->to].line;
}

/* How many functions stand in the first @lines lines. */
static guint count_above(const SpCDecls *decls, guint lines)
{
	guint i = 0;

	while (i < decls->bodies->len && last_line(decls, i) < lines)
		i++;
	return i;
}

/* How many functions stand below line @line, with all that is between them and the one above. */
static guint count_below(const SpCDecls *decls, guint line)
{
	guint count = 0;

	for (guint i = decls->bodies->len; i-- > 1 && last_line(decls, i - 1) >= line;)
		count++;
	return count;
}

/* The names of all functions but those that stand where nothing has changed. */
static GHashTable *changed_names(const Sides *sides, const SpCDecls *before, const SpCDecls *after)
{
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
	guint above = count_above(before, sides->head);
	guint below = count_below(before, sides->before->len - sides->tail);

	/* Another number of functions in the same lines: braces that do not match. */
	if (above != count_above(after, sides->head) ||
	    below != count_below(after, sides->after->len - sides->tail))
		above = below = 0;
	for (guint i = above; i + below < before->bodies->len; i++)
		g_hash_table_add(names, (gpointer)sp_cdecls_of_body(before, i)->name);
	for (guint i = above; i + below < after->bodies->len; i++)
		g_hash_table_add(names, (gpointer)sp_cdecls_of_body(after, i)->name);
	return names;
}

/* A GHRFunc. */
static gboolean is_in(gpointer key, gpointer value, gpointer data)
{
	(void)value;
	return g_hash_table_contains(data, key);
}

static void find_orphans(SpCFresh *fresh, const Sides *sides, SpCDecls *before, SpCDecls *after)
{
	g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) names = changed_names(sides, before, after);

	find_keys(before, names, fresh->orphans);
	find_keys(after, names, keys);
	g_hash_table_foreach_remove(fresh->orphans, is_in, keys);
	for (guint i = 0; i < before->decls->len; i++) {
		const SpCDecl *decl = &g_array_index(before->decls, SpCDecl, i);

		if (!declares(after, decl))
			g_hash_table_add(fresh->orphans, g_strdup(decl->name));
	}
}

static gboolean mark_fresh(SpCFresh *fresh, const Sides *sides, const SpCDecls *after,
			   GError **error)
{
	g_autoptr(GHashTable) lines = g_hash_table_new(g_str_hash, g_str_equal);
	Between between = {.lines = lines};
	g_autofree char *old = NULL, *new = NULL;
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	Mark mark = {fresh, after->tokens->text->n_lines};
	int rc;

	/* Lines are added in one place, or taken away: needs no diff. */
	if (sides->head + sides->tail == MIN(sides->before->len, sides->after->len)) {
		memset(fresh->line + sides->head, TRUE,
		       sides->after->len - sides->head - sides->tail);
		return TRUE;
	}
	add_between(sides, sides->before, &between);
	add_between(sides, sides->after, &between);
	old = join(sides, sides->before, &between);
	new = join(sides, sides->after, &between);
	options.context_lines = 0;
	options.flags = GIT_DIFF_FORCE_TEXT;
	rc = git_diff_buffers(old, strlen(old), NULL, new, strlen(new), NULL, &options, NULL, NULL,
			      NULL, mark_line, &mark);
	if (rc < 0)
		sp_error_git(error, rc, "comparing %s before and after", after->path);
	return rc >= 0;
}

SpCFresh *sp_cfresh_new(SpHunkFile *old, SpHunkFile *new, SpCDecls *before, SpCDecls *after,
			GError **error)
{
	g_autoptr(SpCFresh) fresh = g_new0(SpCFresh, 1);
	Sides sides = {0};

	compare(&sides, old, new);
	fresh->line = g_new0(guint8, after->tokens->text->n_lines + 1);
	fresh->orphans = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (!mark_fresh(fresh, &sides, after, error))
		return NULL;
	find_orphans(fresh, &sides, before, after);
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
