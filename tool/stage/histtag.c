/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histtag: which release of a branch first has each of its commits: the tags that stand on the
 * branch, by version.
 */
#include "stage/histtag.h"

/* A branch whose commits are listed in table member. */
typedef struct {
	SpHistWork *work;
	int n;		     /* its row */
	gint64 last;	     /* position of the last commit that was listed by an earlier update */
	const GArray *order; /* guint32, nodes that were listed behind it */
} Listing;

/* A commit of the branch that is in none of its releases yet. */
typedef struct {
	guint32 number;
	gint64 position;
	const char *tag;
} Untagged;

/* Those of earlier updates, then the new ones. */
static gboolean list_untagged(Listing *listing, GArray *list, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		listing->work->db,
		"SELECT m.position, m.id, c.rest FROM member m JOIN commits c ON c.id = m.id WHERE "
		"m.branch = ? AND m.position <= ? AND m.tag IS NULL",
		error);
	gboolean row = TRUE;

	if (!get)
		return FALSE;
	sqlite3_bind_int(get, 1, listing->n);
	sqlite3_bind_int64(get, 2, listing->last);
	while (sp_sql_step(get, &row, error)) {
		Untagged one = {0, sqlite3_column_int64(get, 0), NULL};
		git_oid id;

		if (!row)
			break;
		sp_histdb_id(sqlite3_column_int64(get, 1), sqlite3_column_blob(get, 2), &id);
		if (!sp_graph_find(listing->work->graph, &id, &one.number, error))
			return FALSE;
		g_array_append_val(list, one);
	}
	for (guint i = 0; i < listing->order->len; i++) {
		Untagged one = {g_array_index(listing->order, guint32, i), listing->last + 1 + i,
				NULL};

		g_array_append_val(list, one);
	}
	return !row;
}

/* Gives @tag to the one at @start and all before it that have none. */
static gboolean give_tag(Listing *listing, GHashTable *untagged, guint32 start, const char *tag,
			 GError **error)
{
	SpGraph *graph = listing->work->graph;
	g_autoptr(GArray) stack = sp_histwork_numbers();

	g_array_append_val(stack, start);
	while (stack->len) {
		guint32 number = sp_histwork_pop(stack);
		Untagged *one = g_hash_table_lookup(untagged, GUINT_TO_POINTER(number));
		const SpNode *node = sp_graph_node(graph, number);

		if (!one || one->tag)
			continue;
		one->tag = tag;
		if (!sp_graph_read(graph, number, error))
			return FALSE;
		g_array_append_vals(stack, node->parents, node->n_parents);
	}
	return TRUE;
}

static int by_tag(gconstpointer a, gconstpointer b)
{
	const SpTag *x = *(SpTag *const *)a, *y = *(SpTag *const *)b;

	return sp_histrefs_compare(x->name, y->name);
}

static gboolean write_tags(Listing *listing, const GArray *list, GError **error)
{
	sqlite3_stmt *put = sp_histdb_statement(
		listing->work->db, "UPDATE member SET tag = ? WHERE branch = ? AND position = ?",
		error);

	if (!put)
		return FALSE;
	for (guint i = 0; i < list->len; i++) {
		const Untagged *one = &g_array_index(list, Untagged, i);

		if (!one->tag)
			continue;
		sqlite3_bind_text(put, 1, one->tag, -1, SQLITE_STATIC);
		sqlite3_bind_int(put, 2, listing->n);
		sqlite3_bind_int64(put, 3, one->position);
		if (!sp_sql_run(put, error))
			return FALSE;
	}
	return TRUE;
}

/* Of a branch: the highest tag that was given, and the lowest that stands there and was not. */
typedef struct {
	char *given;
	const SpTag *waiting;
} Tags;

static void tags_clear(Tags *tags)
{
	g_clear_pointer(&tags->given, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Tags, tags_clear)

/* One commit of the branch, and the tag that it was given, if any. */
static void take_tags(const SpHistWork *work, Tags *tags, gint64 key, const char *given)
{
	const SpTag *there = g_hash_table_lookup(work->tags, &key);

	if (given && (!tags->given || sp_histrefs_compare(given, tags->given) > 0)) {
		g_free(tags->given);
		tags->given = g_strdup(given);
	}
	if (there && (!given || sp_histrefs_compare(there->name, given) < 0) &&
	    (!tags->waiting || sp_histrefs_compare(there->name, tags->waiting->name) < 0))
		tags->waiting = there;
}

/* Whether a tag is lower than one that was given before it was there. */
static gboolean comes_late(Listing *listing, gboolean *late, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		listing->work->db, "SELECT id, tag FROM member WHERE branch = ?", error);
	g_auto(Tags) tags = {NULL, NULL};
	gboolean row = TRUE;

	if (!get)
		return FALSE;
	sqlite3_bind_int(get, 1, listing->n);
	while (row) {
		if (!sp_sql_step(get, &row, error))
			return FALSE;
		if (row)
			take_tags(listing->work, &tags, sqlite3_column_int64(get, 0),
				  (const char *)sqlite3_column_text(get, 1));
	}
	*late = tags.given && tags.waiting &&
		sp_histrefs_compare(tags.waiting->name, tags.given) < 0;
	return TRUE;
}

static gboolean drop_tags(Listing *listing, GError **error)
{
	sqlite3_stmt *drop = sp_histdb_statement(
		listing->work->db, "UPDATE member SET tag = NULL WHERE branch = ?", error);

	if (!drop)
		return FALSE;
	sqlite3_bind_int(drop, 1, listing->n);
	return sp_sql_run(drop, error);
}

gboolean sp_histtag_update(SpHistWork *work, int branch, gint64 last, const GArray *order,
			   GError **error)
{
	Listing one_branch = {work, branch, last, order}, *listing = &one_branch;
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Untagged));
	g_autoptr(GHashTable) untagged = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) starts = g_hash_table_new(NULL, NULL); /* SpTag -> number */
	g_autoptr(GPtrArray) tags = g_ptr_array_new();
	gboolean late;

	if (!comes_late(listing, &late, error) || (late && !drop_tags(listing, error)) ||
	    !list_untagged(listing, list, error))
		return FALSE;
	for (guint i = 0; i < list->len; i++) {
		Untagged *one = &g_array_index(list, Untagged, i);
		gint64 key = sp_histdb_key(&sp_graph_node(work->graph, one->number)->id);
		SpTag *tag = g_hash_table_lookup(work->tags, &key);

		g_hash_table_insert(untagged, GUINT_TO_POINTER(one->number), one);
		if (!tag)
			continue;
		g_ptr_array_add(tags, tag);
		g_hash_table_insert(starts, tag, GUINT_TO_POINTER(one->number));
	}
	g_ptr_array_sort(tags, by_tag);
	for (guint i = 0; i < tags->len; i++) {
		const SpTag *tag = tags->pdata[i];

		if (!give_tag(listing, untagged, GPOINTER_TO_UINT(g_hash_table_lookup(starts, tag)),
			      tag->name, error))
			return FALSE;
	}
	return write_tags(listing, list, error);
}
