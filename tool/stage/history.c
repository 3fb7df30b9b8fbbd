/* SPDX-License-Identifier: GPL-2.0-only */
/* history: the index's place in the cache, when it is made anew, and what can be asked of it. */
#include "stage/history.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/progress.h"
#include "stage/histrefs.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct _SpHistory {
	git_repository *repo; /* borrowed */
	SpHistdb *db;
	char *path;
	gboolean mainline;
	SpHistRefs *refs;
	GHashTable *memo; /* char * -> GArray */
	GArray *tips;	  /* SpHistTip, what was asked for; the names are ours */
	GStatBuf opened;  /* the file that @db is */
};

void sp_hist_place_clear(SpHistPlace *place)
{
	g_clear_pointer(&place->tag, g_free);
}

void sp_history_free(SpHistory *history)
{
	if (!history)
		return;
	sp_histdb_free(history->db);
	sp_histrefs_free(history->refs);
	g_clear_pointer(&history->memo, g_hash_table_unref);
	g_array_unref(history->tips);
	g_free(history->path);
	g_free(history);
}

git_repository *sp_history_repo(const SpHistory *history)
{
	return history->repo;
}

SpHistdb *sp_history_db(const SpHistory *history)
{
	return history->db;
}

GHashTable *sp_history_memo(SpHistory *history)
{
	return history->memo;
}

gboolean sp_history_has_mainline(const SpHistory *history)
{
	return history->mainline;
}

/* The worktrees of a repository share what it holds, and so its index. Another mainline is another
 * index: changing from one to the other would make it anew each time. */
static char *index_path(git_repository *repo, const char *cache, const char *mainline)
{
	g_autofree char *dir = g_canonicalize_filename(git_repository_commondir(repo), NULL);
	g_autofree char *both = g_strconcat(dir, mainline ? "\n" : NULL, mainline, NULL);
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA1, both, -1);
	g_autofree char *name = g_strdup_printf("%.16s.sqlite", hash);

	return g_build_filename(cache, "history", name, NULL);
}

/* The index as it stands, if it is there and whole. */
static gboolean open_index(SpHistory *history, GError **error)
{
	g_autoptr(GError) cause = NULL;

	g_clear_pointer(&history->db, sp_histdb_free);
	g_hash_table_remove_all(history->memo);
	if (g_stat(history->path, &history->opened) != 0)
		return TRUE;
	history->db = sp_histdb_open(history->path, &cause);
	if (history->db || g_error_matches(cause, SP_SQL_ERROR, SP_SQL_ERROR_DAMAGED))
		return TRUE; /* a damaged one is made anew */
	g_propagate_prefixed_error(error, g_steal_pointer(&cause), "%s: ", history->path);
	return FALSE;
}

/* As if it were the whole file: it has no journal, and nobody else knows of it. */
static gboolean fill_index(SpHistory *history, const char *path, GError **error)
{
	g_autoptr(SpHistdb) db = sp_histdb_open(path, error);
	gboolean redo;

	return db &&
	       sp_histdb_exec(db,
			      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
			      "PRAGMA locking_mode = EXCLUSIVE",
			      error) &&
	       sp_histdb_set_meta(db, "repository", git_repository_commondir(history->repo),
				  error) &&
	       sp_histupdate(history->repo, db, history->refs, history->tips, TRUE, &redo, error);
}

static gboolean sync_file(const char *path)
{
	int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
	gboolean good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good;
}

/* Makes the index anew, beside the old one, and puts it in its place. */
static gboolean make_index(SpHistory *history, GError **error)
{
	g_autofree char *path = g_strdup_printf("%s.new", history->path);
	g_autofree char *journal = g_strdup_printf("%s-journal", history->path);
	gboolean good;

	if (!sp_fs_remove(path, error))
		return FALSE;
	sp_progress_start("reading the history of %s", git_repository_commondir(history->repo));
	good = fill_index(history, path, error);
	sp_progress_end(good ? "read" : "failed");
	if (!good) {
		g_unlink(path); /* what is left is made anew in any case */
		return FALSE;
	}
	/* The journal of an update that was cut off belongs to the old one, which is worth nothing
	 * without it. */
	if (!sp_fs_remove(history->path, error) || !sp_fs_remove(journal, error))
		return FALSE;
	if (sync_file(path) && g_rename(path, history->path) == 0)
		return open_index(history, error);
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot write %s", history->path);
	return FALSE;
}

static gboolean is_current(SpHistory *history, gboolean *current, GError **error)
{
	gboolean needed = TRUE;

	if (history->db &&
	    !sp_histupdate_needed(history->db, history->refs, history->tips, &needed, error))
		return FALSE;
	*current = history->db && !needed;
	return TRUE;
}

/* With the lock held: what another process has done meanwhile counts. */
static gboolean update_index(SpHistory *history, GError **error)
{
	gboolean current, redo = TRUE;

	if (!open_index(history, error) || !is_current(history, &current, error))
		return FALSE;
	if (current)
		return TRUE;
	sp_histrefs_sort(history->refs);
	if (history->db && !sp_histupdate(history->repo, history->db, history->refs, history->tips,
					  FALSE, &redo, error))
		return FALSE;
	return !redo || make_index(history, error);
}

/* FALSE with SP_SQL_ERROR_DAMAGED when the index turns out to be broken while it is read. */
static gboolean bring_up_to_date(SpHistory *history, GError **error)
{
	g_autofree char *lock_path = g_strdup_printf("%s.lock", history->path);
	g_autoptr(SpLock) lock = NULL;
	gboolean current;

	if (!open_index(history, error) || !is_current(history, &current, error))
		return FALSE;
	if (current)
		return TRUE;
	lock = sp_fs_lock(lock_path, error);
	return lock && update_index(history, error);
}

/* As bring_up_to_date(), but what is broken is made anew. */
static gboolean refresh(SpHistory *history, GError **error)
{
	g_autoptr(GError) cause = NULL;

	if (!bring_up_to_date(history, &cause)) {
		gboolean damaged = g_error_matches(cause, SP_SQL_ERROR, SP_SQL_ERROR_DAMAGED);

		g_clear_pointer(&history->db, sp_histdb_free);
		if (damaged) {
			g_clear_error(&cause);
			if (!sp_fs_remove(history->path, error))
				return FALSE;
			(void)bring_up_to_date(history, &cause);
		}
	}
	if (!cause)
		return TRUE;
	g_propagate_prefixed_error(error, g_steal_pointer(&cause), "%s: ", history->path);
	return FALSE;
}

static void tip_clear(gpointer data)
{
	g_free((char *)((SpHistTip *)data)->name);
}

SpHistory *sp_history_open(git_repository *repo, const char *cache, const char *mainline,
			   const GArray *tips, GError **error)
{
	g_autoptr(SpHistory) history = g_new0(SpHistory, 1);

	history->repo = repo;
	history->path = index_path(repo, cache, mainline);
	history->memo = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					      (GDestroyNotify)g_array_unref);
	history->tips = g_array_new(FALSE, FALSE, sizeof(SpHistTip));
	g_array_set_clear_func(history->tips, tip_clear);
	for (guint i = 0; i < tips->len; i++) {
		SpHistTip tip = g_array_index(tips, SpHistTip, i);

		tip.name = g_strdup(tip.name);
		g_array_append_val(history->tips, tip);
	}
	history->refs = sp_histrefs_read(repo, mainline, error);
	if (!history->refs)
		return NULL;
	history->mainline = history->refs->mainline != NULL;
	for (guint i = 0; i < history->refs->tags->len && !history->mainline; i++) {
		const SpTag *tag = history->refs->tags->pdata[i];

		history->mainline = sp_histrefs_is_mainline(tag->name);
	}
	if (!refresh(history, error))
		return NULL;
	/* From here on single commits are read, all over the packs, not all of them. */
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)512 << 20);
	return g_steal_pointer(&history);
}

/* Whether another process has put another file there. An old one must not be read then: SQLite
 * would take the journal of the new one for its own. */
static gboolean was_replaced(const SpHistory *history)
{
	GStatBuf now;

	return !history->db || g_stat(history->path, &now) != 0 ||
	       now.st_ino != history->opened.st_ino || now.st_dev != history->opened.st_dev;
}

gboolean sp_history_hold(SpHistory *history, GError **error)
{
	enum { TRIES = 10 };

	for (guint i = 0; i < TRIES; i++) {
		gboolean current = FALSE;

		if (!was_replaced(history)) {
			if (!sp_histdb_exec(history->db, "BEGIN", error) ||
			    !is_current(history, &current, error))
				return FALSE;
			if (current)
				return TRUE;
			sp_history_let_go(history);
		}
		if (!refresh(history, error))
			return FALSE;
	}
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
		    "%s: others change it all the time; give this run a --cache of its own",
		    history->path);
	return FALSE;
}

void sp_history_let_go(SpHistory *history)
{
	/* Only what equal remembers is written in it, and that may get lost. */
	if (!sp_histdb_exec(history->db, "COMMIT", NULL) &&
	    !sp_histdb_exec(history->db, "ROLLBACK", NULL))
		g_debug("%s: the transaction has ended already", history->path);
}

gboolean sp_history_branch(SpHistory *history, const char *name, SpHistBranch *branch,
			   GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		history->db, "SELECT n, base, cut FROM branch WHERE name = ?", error);
	gboolean row;

	if (!get)
		return FALSE;
	sqlite3_bind_text(get, 1, name, -1, SQLITE_STATIC);
	if (!sp_sql_step(get, &row, error))
		return FALSE;
	if (!row) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s: %s is not in the index",
			    history->path, name);
		return FALSE;
	}
	branch->n = sqlite3_column_int(get, 0);
	branch->base = sqlite3_column_int(get, 1);
	branch->cut = sqlite3_column_int(get, 2);
	sqlite3_reset(get);
	return TRUE;
}

SpHistBranch sp_history_mainline(void)
{
	return (SpHistBranch){.base = G_MAXINT};
}

gboolean sp_history_release(SpHistory *history, gint32 release, char **name, GError **error)
{
	sqlite3_stmt *get =
		sp_histdb_statement(history->db, "SELECT name FROM release WHERE n = ?", error);
	gboolean row;

	*name = NULL;
	if (!get)
		return FALSE;
	sqlite3_bind_int(get, 1, release);
	if (!sp_sql_step(get, &row, error))
		return FALSE;
	if (row)
		*name = g_strdup((const char *)sqlite3_column_text(get, 0));
	sqlite3_reset(get);
	return TRUE;
}

/* Looks among what the branch has besides mainline up to its base. */
static gboolean find_member(SpHistory *history, const SpHistBranch *branch, gint64 key,
			    SpHistPlace *place, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		history->db, "SELECT position, tag FROM member WHERE id = ? AND branch = ?", error);

	if (!get)
		return FALSE;
	sqlite3_bind_int64(get, 1, key);
	sqlite3_bind_int(get, 2, branch->n);
	if (!sp_sql_step(get, &place->own, error))
		return FALSE;
	if (!place->own)
		return TRUE;
	place->there = TRUE;
	place->position = sqlite3_column_int64(get, 0);
	place->tag = g_strdup((const char *)sqlite3_column_text(get, 1));
	sqlite3_reset(get);
	return TRUE;
}

gboolean sp_history_where(SpHistory *history, const SpHistBranch *branch, const git_oid *id,
			  SpHistPlace *place, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		history->db, "SELECT rest, release, time FROM commits WHERE id = ?", error);
	gint64 key = sp_histdb_key(id);
	gboolean row;
	git_oid full;

	*place = (SpHistPlace){.release = SP_RELEASE_NONE};
	if (!get)
		return FALSE;
	sqlite3_bind_int64(get, 1, key);
	if (!sp_sql_step(get, &row, error))
		return FALSE;
	if (!row)
		return TRUE;
	sp_histdb_id(key, sqlite3_column_blob(get, 0), &full);
	place->release = sqlite3_column_int(get, 1);
	place->position = sqlite3_column_int64(get, 2);
	sqlite3_reset(get);
	if (!git_oid_equal(&full, id))
		return TRUE;
	place->there = place->release >= 0 && branch->base == G_MAXINT;
	if (!place->there && (place->release <= 0 || place->release > branch->base))
		return find_member(history, branch, key, place, error);
	place->there = TRUE;
	return sp_history_release(history, place->release, &place->tag, error);
}

gboolean sp_history_in_mainline(SpHistory *history, const git_oid *id, gboolean *there,
				GError **error)
{
	SpHistBranch mainline = sp_history_mainline();
	g_auto(SpHistPlace) place = {0};

	if (!sp_history_where(history, &mainline, id, &place, error))
		return FALSE;
	*there = place.there && place.release != SP_RELEASE_NONE;
	return TRUE;
}

gboolean sp_history_resolve(SpHistory *history, const char *hex, git_oid *id, SpResolved *resolved,
			    GError **error)
{
	sqlite3_stmt *get =
		sp_histdb_statement(history->db, "SELECT 1 FROM commits WHERE id = ?", error);
	gboolean row = FALSE;
	guint count;

	if (!get)
		return FALSE;
	if (strlen(hex) == GIT_OID_HEXSZ && git_oid_fromstr(id, hex) == 0) {
		sqlite3_bind_int64(get, 1, sp_histdb_key(id));
		if (!sp_sql_step(get, &row, error))
			return FALSE;
		sqlite3_reset(get);
	}
	/* All of the repository counts: what is short may mean a commit of no branch. */
	count = row ? 1 : sp_git_commits_like(history->repo, hex, id);
	*resolved = count == 0 ? SP_RESOLVED_NONE : count == 1 ? SP_RESOLVED : SP_RESOLVED_MANY;
	return TRUE;
}

GArray *sp_history_links(SpHistory *history, const char *hex, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		history->db,
		"SELECT l.kind, l.target, c.id, c.rest, c.release, c.time, l.headed FROM link l "
		"JOIN commits c ON c.id = l.id WHERE l.short = ? ORDER BY c.time",
		error);
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(SpHistLink));
	gboolean row = TRUE;

	if (!get)
		return NULL;
	sqlite3_bind_int64(get, 1, sp_histdb_short(hex));
	while (sp_sql_step(get, &row, error)) {
		const char *target;
		SpHistLink link;

		if (!row)
			return g_steal_pointer(&links);
		target = (const char *)sqlite3_column_text(get, 1);
		link.kind = (SpLinkKind)sqlite3_column_int(get, 0);
		link.digits = (guint8)strlen(target);
		sp_histdb_id(sqlite3_column_int64(get, 2), sqlite3_column_blob(get, 3), &link.from);
		link.release = sqlite3_column_int(get, 4);
		link.time = sqlite3_column_int64(get, 5);
		link.headed = sqlite3_column_int(get, 6);
		if (strncmp(target, hex, MIN(link.digits, strlen(hex))) == 0)
			g_array_append_val(links, link);
	}
	return NULL;
}
