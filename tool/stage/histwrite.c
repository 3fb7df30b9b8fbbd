/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histwrite: rows are written in the order of their keys, which is several times as fast as any
 * other for a large table.
 */
#include "stage/histwrite.h"

#include "base/err.h"
#include "base/git.h"

#include <string.h>

enum { MANY_FILES = 1000 }; /* a commit that changes more is an import: it may hold anything */

gboolean sp_histwork_is_release(const SpHistWork *work, const SpNode *node)
{
	return node->release > 0 &&
	       g_array_index(work->releases, gint64, node->release - 1) == sp_histdb_key(&node->id);
}

void sp_histwork_keep(SpHistWork *work, guint32 number)
{
	SpNode *node = sp_graph_node(work->graph, number);

	if (!node->kept)
		g_array_append_val(work->kept, number);
	node->kept = TRUE;
}

GArray *sp_histwork_numbers(void)
{
	return g_array_new(FALSE, FALSE, sizeof(guint32));
}

guint32 sp_histwork_pop(GArray *stack)
{
	guint32 number = g_array_index(stack, guint32, stack->len - 1);

	g_array_set_size(stack, stack->len - 1);
	return number;
}

/* A row to be: all that is needed to sort it, and where the rest is. */
typedef struct {
	gint64 key;
	guint32 number;
} Row;

typedef struct {
	gint64 short_id, key;
	const SpLink *link;
	gboolean headed;
} LinkRow;

static int by_key(gconstpointer a, gconstpointer b)
{
	const Row *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

static int by_target(gconstpointer a, gconstpointer b)
{
	const LinkRow *x = a, *y = b;

	if (x->short_id != y->short_id)
		return x->short_id < y->short_id ? -1 : 1;
	if (x->link->kind != y->link->kind)
		return x->link->kind < y->link->kind ? -1 : 1;
	return x->key < y->key ? -1 : x->key > y->key;
}

static GArray *sorted_rows(const SpHistWork *work)
{
	GArray *rows = g_array_sized_new(FALSE, FALSE, sizeof(Row), work->kept->len);

	for (guint i = 0; i < work->kept->len; i++) {
		guint32 number = g_array_index(work->kept, guint32, i);
		Row row = {sp_histdb_key(&sp_graph_node(work->graph, number)->id), number};

		g_array_append_val(rows, row);
	}
	g_array_sort(rows, by_key);
	return rows;
}

static gboolean write_commits(SpHistWork *work, const GArray *rows, GError **error)
{
	sqlite3_stmt *put = sp_histdb_statement(
		work->db, "REPLACE INTO commits(id, rest, release, time) VALUES (?, ?, ?, ?)",
		error);

	if (!put)
		return FALSE;
	for (guint i = 0; i < rows->len; i++) {
		const Row *row = &g_array_index(rows, Row, i);
		const SpNode *node = sp_graph_node(work->graph, row->number);

		if (i && row[-1].key == row->key &&
		    !git_oid_equal(&node->id, &sp_graph_node(work->graph, row[-1].number)->id)) {
			g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
				    "two commits begin with the same 16 digits, %.16s: the index "
				    "cannot hold both",
				    git_oid_tostr_s(&node->id));
			return FALSE;
		}
		sqlite3_bind_int64(put, 1, row->key);
		sqlite3_bind_blob(put, 2, node->id.id + 8, 12, SQLITE_STATIC);
		sqlite3_bind_int(put, 3, node->release);
		sqlite3_bind_int64(put, 4, node->time);
		if (!sp_sql_run(put, error))
			return FALSE;
	}
	return TRUE;
}

/* Mainline has no backports; what it picked from itself has a twin there. */
static gboolean counts(const SpNode *node, const SpLink *link)
{
	return node->release <= 0 || link->kind == SP_LINK_FIXES || link->kind == SP_LINK_REVERT ||
	       link->picked;
}

static gboolean write_links(SpHistWork *work, const GArray *rows, GError **error)
{
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(LinkRow));
	sqlite3_stmt *put = sp_histdb_statement(
		work->db,
		"INSERT OR IGNORE INTO link(short, kind, id, target, headed) VALUES (?, ?, ?, ?, ?)",
		error);

	if (!put)
		return FALSE;
	for (guint i = 0; i < rows->len; i++) {
		const Row *row = &g_array_index(rows, Row, i);
		const SpNode *node = sp_graph_node(work->graph, row->number);

		for (guint k = 0; k < node->n_links && !node->stored; k++) {
			LinkRow link = {sp_histdb_short(node->links[k].id), row->key,
					&node->links[k], node->headed};

			if (counts(node, link.link))
				g_array_append_val(links, link);
		}
	}
	g_array_sort(links, by_target);
	for (guint i = 0; i < links->len; i++) {
		const LinkRow *link = &g_array_index(links, LinkRow, i);

		sqlite3_bind_int64(put, 1, link->short_id);
		sqlite3_bind_int(put, 2, link->link->kind);
		sqlite3_bind_int64(put, 3, link->key);
		sqlite3_bind_text(put, 4, link->link->id, link->link->length, SQLITE_STATIC);
		sqlite3_bind_int(put, 5, link->headed);
		if (!sp_sql_run(put, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean names_upstream(const SpNode *node)
{
	for (guint i = 0; i < node->n_links; i++)
		if (node->links[i].kind == SP_LINK_UPSTREAM)
			return TRUE;
	return FALSE;
}

gint64 sp_histwrite_path_hash(const char *path)
{
	guint64 hash = 14695981039346656037u; /* FNV-1a */

	for (; *path; path++)
		hash = (hash ^ (guchar)*path) * 1099511628211u;
	return (gint64)hash;
}

static gboolean write_touched(SpHistWork *work, const SpNode *node, sqlite3_stmt *put,
			      GError **error)
{
	g_autoptr(GPtrArray) paths = sp_git_changed_paths(work->repo, &node->id, MANY_FILES);

	for (guint i = 0; i < (paths ? paths->len : 1); i++) {
		sqlite3_bind_int64(put, 1,
				   paths ? sp_histwrite_path_hash(paths->pdata[i])
					 : SP_HISTWRITE_ANY_PATH);
		sqlite3_bind_int64(put, 2, sp_histdb_key(&node->id));
		if (!sp_sql_run(put, error))
			return FALSE;
	}
	return TRUE;
}

/* The commits of branches that say nothing of where they come from; one without parents, as a
 * vendor's tree begins with, may hold anything. */
static gboolean write_unnamed(SpHistWork *work, const GArray *rows, GError **error)
{
	sqlite3_stmt *put = sp_histdb_statement(
		work->db, "INSERT OR IGNORE INTO unnamed(id, rest, subject) VALUES (?, ?, ?)",
		error);
	sqlite3_stmt *touch = sp_histdb_statement(
		work->db, "INSERT OR IGNORE INTO touch(path, id) VALUES (?, ?)", error);

	if (!put || !touch)
		return FALSE;
	for (guint i = 0; i < rows->len; i++) {
		const Row *row = &g_array_index(rows, Row, i);
		const SpNode *node = sp_graph_node(work->graph, row->number);

		if (node->stored || node->release != SP_RELEASE_NONE || node->n_parents > 1 ||
		    names_upstream(node))
			continue;
		sqlite3_bind_int64(put, 1, row->key);
		sqlite3_bind_blob(put, 2, node->id.id + 8, 12, SQLITE_STATIC);
		sqlite3_bind_int64(put, 3, node->subject);
		if (!sp_sql_run(put, error) || !write_touched(work, node, touch, error))
			return FALSE;
	}
	return TRUE;
}

/* What was written of a commit before it got into mainline, or into a release of it. */
static gboolean drop_outdated(SpHistWork *work, const GArray *rows, GError **error)
{
	sqlite3_stmt *unnamed =
		sp_histdb_statement(work->db, "DELETE FROM unnamed WHERE id = ?", error);
	sqlite3_stmt *said = sp_histdb_statement(
		work->db, "DELETE FROM link WHERE short = ? AND kind = ? AND id = ? AND target = ?",
		error);

	if (!unnamed || !said)
		return FALSE;
	for (guint i = 0; i < rows->len; i++) {
		const Row *row = &g_array_index(rows, Row, i);
		const SpNode *node = sp_graph_node(work->graph, row->number);

		if (!node->stored || node->release == SP_RELEASE_NONE)
			continue;
		sqlite3_bind_int64(unnamed, 1, row->key);
		if (!sp_sql_run(unnamed, error))
			return FALSE;
		for (guint k = 0; k < node->n_links; k++) {
			const SpLink *link = &node->links[k];

			if (counts(node, link))
				continue;
			sqlite3_bind_int64(said, 1, sp_histdb_short(link->id));
			sqlite3_bind_int(said, 2, link->kind);
			sqlite3_bind_int64(said, 3, row->key);
			sqlite3_bind_text(said, 4, link->id, link->length, SQLITE_STATIC);
			if (!sp_sql_run(said, error))
				return FALSE;
		}
	}
	return TRUE;
}

gboolean sp_histwrite_commits(SpHistWork *work, GError **error)
{
	g_autoptr(GArray) rows = sorted_rows(work);

	return write_commits(work, rows, error) && drop_outdated(work, rows, error) &&
	       write_links(work, rows, error) && write_unnamed(work, rows, error);
}
