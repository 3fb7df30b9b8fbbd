/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * since: the branch's own commits are gone through from the one that brought the change; the
 * content is asked only where one of the files is another than before.
 */
#include "stage/since.h"

#include "base/git.h"
#include "stage/content.h"
#include "stage/links.h"

#include <string.h>

/* A vendor's branch of mainline's size is not gone through. */
#define MOST_COMMITS 20000

typedef struct {
	SpHistory *history;
	const SpHistBranch *place;
	SpBranch *branch;
	const SpPatch *patch;
	GArray *blobs;	 /* git_oid of each file in the state before, zero for none */
	gboolean gone;	 /* the lines were not there in it */
	gboolean merges; /* the states are not one line, and which came last is a matter of taste */
} Walk;

/* The branch's own commits after @position, oldest first. */
static gboolean list_own(const Walk *walk, gint64 position, GArray *ids, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		sp_history_db(walk->history),
		"SELECT m.id, c.rest FROM member m JOIN commits c ON c.id = m.id "
		"WHERE m.branch = ? AND m.position > ? ORDER BY m.position",
		error);
	gboolean row = TRUE;

	if (!get)
		return FALSE;
	sqlite3_bind_int(get, 1, walk->place->n);
	sqlite3_bind_int64(get, 2, position);
	while (sp_sql_step(get, &row, error)) {
		git_oid id;

		if (!row)
			return TRUE;
		sp_histdb_id(sqlite3_column_int64(get, 0), sqlite3_column_blob(get, 1), &id);
		g_array_append_val(ids, id);
	}
	return FALSE;
}

/* Notes the files of a commit; FALSE if they are those of the state before. */
static gboolean note_blobs(Walk *walk, git_commit *commit)
{
	g_autoptr(git_tree) tree = NULL;
	gboolean changed = FALSE;

	if (git_commit_tree(&tree, commit) < 0)
		return FALSE;
	for (guint i = 0; i < walk->patch->files->len; i++) {
		const SpPatchFile *file = walk->patch->files->pdata[i];
		git_oid *blob = &g_array_index(walk->blobs, git_oid, i);
		g_autoptr(git_tree_entry) entry = NULL;
		git_oid id = {{0}};

		if (git_tree_entry_bypath(&entry, tree, file->path) == 0)
			git_oid_cpy(&id, git_tree_entry_id(entry));
		changed = changed || !git_oid_equal(&id, blob);
		git_oid_cpy(blob, &id);
	}
	return changed;
}

/* Whether the lines are not, or not all, in the commit's files. */
static gboolean ask_gone(Walk *walk, git_commit *commit, gboolean *gone, GError **error)
{
	g_autoptr(GPtrArray) evidence =
		g_ptr_array_new_with_free_func((GDestroyNotify)sp_evidence_free);
	g_autoptr(SpBranch) then = NULL;
	SpContent content;

	then = sp_branch_from_repo(sp_branch_name(walk->branch), sp_history_repo(walk->history),
				   git_oid_tostr_s(git_commit_id(commit)), NULL);
	*gone = FALSE;
	if (!then)
		return TRUE; /* not a whole tree, which nobody can judge */
	if (!sp_content_ask(walk->patch, then, NULL, NULL, "hunks", SP_ASKS_FIX, evidence, &content,
			    error))
		return FALSE;
	*gone = content == SP_CONTENT_NOT_THERE || content == SP_CONTENT_PARTLY;
	return TRUE;
}

static gboolean step(Walk *walk, const git_oid *id, SpSinceKind kind, SpSince *since,
		     GError **error)
{
	g_autoptr(git_commit) commit = NULL;
	gboolean gone;

	if (git_commit_lookup(&commit, sp_history_repo(walk->history), id) < 0)
		return TRUE;
	walk->merges |= kind == SP_SINCE_COMMIT && git_commit_parentcount(commit) > 1;
	if (!note_blobs(walk, commit))
		return TRUE;
	if (!ask_gone(walk, commit, &gone, error))
		return FALSE;
	if (gone && !walk->gone) {
		since->kind = kind;
		git_oid_cpy(&since->id, id);
	}
	walk->gone = gone;
	return TRUE;
}

/* The state from which on the branch's own commits are gone through. */
static gboolean begin(Walk *walk, const git_oid *came, gint64 *position, SpSince *since,
		      GError **error)
{
	g_auto(SpHistPlace) place = {0};
	g_autoptr(git_commit) base = NULL;
	g_autofree char *release = NULL;

	if (!sp_history_where(walk->history, walk->place, came, &place, error))
		return FALSE;
	*position = place.position;
	if (place.own)
		return step(walk, came, SP_SINCE_START, since, error);
	*position = -1;
	if (!sp_history_release(walk->history, walk->place->base, &release, error))
		return FALSE;
	base = release ? sp_git_commit(sp_history_repo(walk->history), release, NULL) : NULL;
	return !base || step(walk, git_commit_id(base), SP_SINCE_MAINLINE, since, error);
}

/* Whether mainline has the commit, or one that its message says it is a backport of. */
static gboolean is_mainlines(SpHistory *history, const SpHistBranch *place, const git_oid *id,
			     gboolean *yes, GError **error)
{
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(SpLink));
	g_autoptr(git_commit) commit = NULL;
	const char *message;

	*yes = FALSE;
	if (git_commit_lookup(&commit, sp_history_repo(history), id) < 0)
		return TRUE;
	message = git_commit_message_raw(commit);
	sp_links_parse(message, strlen(message), links);
	for (guint i = 0; i <= links->len && !*yes; i++) {
		const SpLink *link = i < links->len ? &g_array_index(links, SpLink, i) : NULL;
		g_auto(SpHistPlace) where = {0};
		SpResolved resolved = SP_RESOLVED;
		git_oid other = *id;

		if (link && link->kind != SP_LINK_UPSTREAM)
			continue;
		if (link && !sp_history_resolve(history, link->id, &other, &resolved, error))
			return FALSE;
		if (resolved != SP_RESOLVED)
			continue;
		if (!sp_history_where(history, place, &other, &where, error))
			return FALSE;
		*yes = where.release != SP_RELEASE_NONE;
	}
	return TRUE;
}

gboolean sp_since_ask(SpHistory *history, const SpHistBranch *place, SpBranch *branch,
		      const git_oid *came, const SpPatch *patch, SpSince *since, GError **error)
{
	g_autoptr(GArray) blobs = g_array_new(FALSE, TRUE, sizeof(git_oid));
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(git_oid));
	Walk walk = {.history = history,
		     .place = place,
		     .branch = branch,
		     .patch = patch,
		     .blobs = blobs};
	gint64 position;

	*since = (SpSince){SP_SINCE_UNKNOWN};
	g_array_set_size(blobs, patch->files->len);
	if (!begin(&walk, came, &position, since, error) || !list_own(&walk, position, ids, error))
		return FALSE;
	for (guint i = 0; i < ids->len && ids->len <= MOST_COMMITS; i++)
		if (!step(&walk, &g_array_index(ids, git_oid, i), SP_SINCE_COMMIT, since, error))
			return FALSE;
	if (ids->len > MOST_COMMITS || !walk.gone || walk.merges)
		since->kind = SP_SINCE_UNKNOWN;
	return since->kind != SP_SINCE_COMMIT ||
	       is_mainlines(history, place, &since->id, &since->upstream, error);
}
