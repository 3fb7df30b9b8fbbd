/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histbranch: from the tip down to what mainline has up to the release that the branch is based on;
 * all that is met on the way is the branch's own, commits of mainline beyond that release included.
 */
#include "stage/histbranch.h"

#include "base/err.h"

#include <string.h>

typedef struct {
	SpHistWork *work;
	const char *name;
	int n;	     /* its row, 0 for a new one */
	int base;    /* so far */
	gint64 last; /* highest position so far */
	gboolean cut;
	git_oid before;	  /* tip of last time, if n */
	gboolean met;	  /* the walk came upon it */
	GArray *order;	  /* guint32, what is new, parents first */
	GHashTable *seen; /* numbers of nodes that the walk at hand has been at */
} Branch;

static void branch_clear(Branch *branch)
{
	g_clear_pointer(&branch->order, g_array_unref);
	g_clear_pointer(&branch->seen, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Branch, branch_clear)

static gboolean load_branch(Branch *branch, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		branch->work->db,
		"SELECT n, base, cut, tip, coalesce((SELECT max(position) FROM member WHERE "
		"branch = n), 0) FROM branch WHERE name = ?",
		error);
	gboolean row;

	if (!get)
		return FALSE;
	sqlite3_bind_text(get, 1, branch->name, -1, SQLITE_STATIC);
	if (!sp_sql_step(get, &row, error))
		return FALSE;
	if (!row)
		return TRUE;
	branch->n = sqlite3_column_int(get, 0);
	branch->base = sqlite3_column_int(get, 1);
	branch->cut = sqlite3_column_int(get, 2);
	git_oid_fromstr(&branch->before, (const char *)sqlite3_column_text(get, 3));
	branch->last = sqlite3_column_int64(get, 4);
	sqlite3_reset(get);
	return TRUE;
}

/* In the part of mainline that the branch has as a whole. */
static gboolean covered(const Branch *branch, const SpNode *node)
{
	return node->release > 0 && node->release <= branch->base;
}

/* One of those that the index has listed for the branch already. */
static gboolean is_member(Branch *branch, const SpNode *node, gboolean *member, GError **error)
{
	sqlite3_stmt *get;

	*member = FALSE;
	if (!branch->n || !node->stored)
		return TRUE;
	get = sp_histdb_statement(branch->work->db,
				  "SELECT 1 FROM member WHERE id = ? AND branch = ?", error);
	if (!get)
		return FALSE;
	sqlite3_bind_int64(get, 1, sp_histdb_key(&node->id));
	sqlite3_bind_int(get, 2, branch->n);
	if (!sp_sql_step(get, member, error))
		return FALSE;
	sqlite3_reset(get);
	branch->met |= *member && git_oid_equal(&node->id, &branch->before);
	return TRUE;
}

/* Whether the walk goes past a node: into it, or not. */
static gboolean enter(Branch *branch, guint32 number, gboolean *into, GError **error)
{
	SpNode *node = sp_graph_node(branch->work->graph, number);
	gboolean member;

	*into = FALSE;
	if (covered(branch, node) || g_hash_table_contains(branch->seen, GUINT_TO_POINTER(number)))
		return TRUE;
	g_hash_table_add(branch->seen, GUINT_TO_POINTER(number));
	if (!is_member(branch, node, &member, error))
		return FALSE;
	if (member)
		return TRUE;
	if (!sp_graph_read(branch->work->graph, number, error))
		return FALSE;
	branch->cut |= node->lost;
	*into = !node->lost;
	return TRUE;
}

/* Where a node of mainline waits: those of no release yet come last of all. */
static GArray *bucket(GPtrArray *buckets, const SpNode *node)
{
	return buckets->pdata[node->release > 0 ? node->release - 1 : (gint32)buckets->len - 1];
}

/* The branch's own commits down to mainline; where it meets mainline goes into @buckets. */
static gboolean meet_mainline(Branch *branch, guint32 tip, GPtrArray *buckets, GError **error)
{
	SpGraph *graph = branch->work->graph;
	g_autoptr(GArray) stack = sp_histwork_numbers();

	g_array_append_val(stack, tip);
	while (stack->len) {
		guint32 number = sp_histwork_pop(stack);
		const SpNode *node = sp_graph_node(graph, number);
		gboolean into;

		if (!enter(branch, number, &into, error))
			return FALSE;
		if (into && node->release >= 0)
			g_array_append_val(bucket(buckets, node), number);
		else if (into)
			g_array_append_vals(stack, node->parents, node->n_parents);
	}
	return TRUE;
}

static gboolean has_release(const SpHistWork *work, const GArray *numbers)
{
	for (guint i = 0; i < numbers->len; i++)
		if (sp_histwork_is_release(
			    work, sp_graph_node(work->graph, g_array_index(numbers, guint32, i))))
			return TRUE;
	return FALSE;
}

/* The newest release that the branch has as a whole: goes down from where it meets mainline until
 * all that is left is before a release's tag. */
static gboolean find_base(Branch *branch, guint32 tip, GError **error)
{
	SpHistWork *work = branch->work;
	g_autoptr(GPtrArray) buckets =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

	for (guint i = 0; i <= work->releases->len; i++)
		g_ptr_array_add(buckets, sp_histwork_numbers());
	if (!meet_mainline(branch, tip, buckets, error))
		return FALSE;
	for (int i = (int)work->releases->len; i >= branch->base; i--) {
		GArray *numbers = buckets->pdata[i];

		if (has_release(work, numbers)) {
			branch->base = i + 1;
			return TRUE;
		}
		for (guint k = 0; k < numbers->len; k++) { /* it grows meanwhile */
			const SpNode *node =
				sp_graph_node(work->graph, g_array_index(numbers, guint32, k));

			for (guint p = 0; p < node->n_parents; p++) {
				const SpNode *parent = sp_graph_node(work->graph, node->parents[p]);
				gboolean into;

				if (!enter(branch, node->parents[p], &into, error))
					return FALSE;
				if (into && parent->release >= 0)
					g_array_append_val(bucket(buckets, parent),
							   node->parents[p]);
			}
		}
	}
	return TRUE;
}

typedef struct {
	guint32 number;
	guint16 next; /* the parent to go to next */
} Step;

/* All that is new of the branch, each after its parents, the first parent's line first. */
static gboolean list_new(Branch *branch, guint32 tip, GError **error)
{
	g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(Step));
	Step first = {tip, 0};
	gboolean into;

	g_hash_table_remove_all(branch->seen);
	if (!enter(branch, tip, &into, error))
		return FALSE;
	if (into)
		g_array_append_val(path, first);
	while (path->len) {
		Step *step = &g_array_index(path, Step, path->len - 1);
		const SpNode *node = sp_graph_node(branch->work->graph, step->number);

		if (step->next == node->n_parents) {
			g_array_append_val(branch->order, step->number);
			g_array_set_size(path, path->len - 1);
			continue;
		}
		Step parent = {node->parents[step->next++], 0};

		if (!enter(branch, parent.number, &into, error))
			return FALSE;
		if (into)
			g_array_append_val(path, parent);
	}
	return TRUE;
}

static gboolean forget(Branch *branch, GError **error)
{
	sqlite3_stmt *members =
		sp_histdb_statement(branch->work->db, "DELETE FROM member WHERE branch = ?", error);

	if (!members)
		return FALSE;
	sqlite3_bind_int(members, 1, branch->n);
	branch->base = 0;
	branch->last = 0;
	branch->cut = FALSE;
	return sp_sql_run(members, error);
}

static gboolean write_branch(Branch *branch, const git_oid *tip, GError **error)
{
	g_autofree char *hex = g_strdup(git_oid_tostr_s(tip));
	sqlite3_stmt *put = sp_histdb_statement(
		branch->work->db,
		"INSERT INTO branch(name, tip, base, cut, state) VALUES (?1, ?2, ?3, ?4, ?5) "
		"ON CONFLICT(name) DO UPDATE SET tip = ?2, base = ?3, cut = ?4, state = ?5 "
		"RETURNING n",
		error);
	gboolean row;

	if (!put)
		return FALSE;
	sqlite3_bind_text(put, 1, branch->name, -1, SQLITE_STATIC);
	sqlite3_bind_text(put, 2, hex, -1, SQLITE_STATIC);
	sqlite3_bind_int(put, 3, branch->base);
	sqlite3_bind_int(put, 4, branch->cut || branch->work->cut);
	sqlite3_bind_text(put, 5, branch->work->refs->state, -1, SQLITE_STATIC);
	if (!sp_sql_step(put, &row, error))
		return FALSE;
	branch->n = sqlite3_column_int(put, 0);
	sqlite3_reset(put);
	return TRUE;
}

static gboolean write_members(Branch *branch, GError **error)
{
	SpHistWork *work = branch->work;
	sqlite3_stmt *put = sp_histdb_statement(
		work->db, "INSERT INTO member(branch, position, id) VALUES (?, ?, ?)", error);

	if (!put)
		return FALSE;
	for (guint i = 0; i < branch->order->len; i++) {
		guint32 number = g_array_index(branch->order, guint32, i);
		SpNode *node = sp_graph_node(work->graph, number);

		sqlite3_bind_int(put, 1, branch->n);
		sqlite3_bind_int64(put, 2, branch->last + 1 + i);
		sqlite3_bind_int64(put, 3, sp_histdb_key(&node->id));
		if (!sp_sql_run(put, error))
			return FALSE;
		if (!node->stored)
			sp_histwork_keep(work, number);
	}
	return TRUE;
}

/* A commit of the branch that is in none of its releases yet. */
typedef struct {
	guint32 number;
	gint64 position;
	const char *tag;
} Untagged;

/* Those of earlier updates, then the new ones. */
static gboolean list_untagged(Branch *branch, GArray *list, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		branch->work->db,
		"SELECT m.position, m.id, c.rest FROM member m JOIN commits c ON c.id = m.id WHERE "
		"m.branch = ? AND m.position <= ? AND m.tag IS NULL",
		error);
	gboolean row = TRUE;

	if (!get)
		return FALSE;
	sqlite3_bind_int(get, 1, branch->n);
	sqlite3_bind_int64(get, 2, branch->last);
	while (sp_sql_step(get, &row, error)) {
		Untagged one = {0, sqlite3_column_int64(get, 0), NULL};
		git_oid id;

		if (!row)
			break;
		sp_histdb_id(sqlite3_column_int64(get, 1), sqlite3_column_blob(get, 2), &id);
		if (!sp_graph_find(branch->work->graph, &id, &one.number, error))
			return FALSE;
		g_array_append_val(list, one);
	}
	for (guint i = 0; i < branch->order->len; i++) {
		Untagged one = {g_array_index(branch->order, guint32, i), branch->last + 1 + i,
				NULL};

		g_array_append_val(list, one);
	}
	return !row;
}

/* Gives @tag to the one at @start and all before it that have none. */
static gboolean give_tag(Branch *branch, GHashTable *untagged, guint32 start, const char *tag,
			 GError **error)
{
	SpGraph *graph = branch->work->graph;
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

static gboolean write_tags(Branch *branch, const GArray *list, GError **error)
{
	sqlite3_stmt *put = sp_histdb_statement(
		branch->work->db, "UPDATE member SET tag = ? WHERE branch = ? AND position = ?",
		error);

	if (!put)
		return FALSE;
	for (guint i = 0; i < list->len; i++) {
		const Untagged *one = &g_array_index(list, Untagged, i);

		if (!one->tag)
			continue;
		sqlite3_bind_text(put, 1, one->tag, -1, SQLITE_STATIC);
		sqlite3_bind_int(put, 2, branch->n);
		sqlite3_bind_int64(put, 3, one->position);
		if (!sp_sql_run(put, error))
			return FALSE;
	}
	return TRUE;
}

/* The first release of each commit: the tags that stand on the branch, by version. */
static gboolean update_tags(Branch *branch, GError **error)
{
	SpHistWork *work = branch->work;
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Untagged));
	g_autoptr(GHashTable) untagged = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) starts = g_hash_table_new(NULL, NULL); /* SpTag -> number */
	g_autoptr(GPtrArray) tags = g_ptr_array_new();

	if (!list_untagged(branch, list, error))
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

		if (!give_tag(branch, untagged, GPOINTER_TO_UINT(g_hash_table_lookup(starts, tag)),
			      tag->name, error))
			return FALSE;
	}
	return write_tags(branch, list, error);
}

gboolean sp_histbranch_current(SpHistdb *db, const char *name, const git_oid *tip,
			       const char *state, gboolean *current, GError **error)
{
	g_autofree char *hex = g_strdup(git_oid_tostr_s(tip));
	sqlite3_stmt *get = sp_histdb_statement(
		db, "SELECT 1 FROM branch WHERE name = ? AND tip = ? AND state = ?", error);

	if (!get)
		return FALSE;
	sqlite3_bind_text(get, 1, name, -1, SQLITE_STATIC);
	sqlite3_bind_text(get, 2, hex, -1, SQLITE_STATIC);
	sqlite3_bind_text(get, 3, state, -1, SQLITE_STATIC);
	if (!sp_sql_step(get, current, error))
		return FALSE;
	sqlite3_reset(get);
	return TRUE;
}

gboolean sp_histbranch_update(SpHistWork *work, const char *name, const git_oid *tip,
			      GError **error)
{
	g_auto(Branch) branch = {.work = work,
				 .name = name,
				 .order = sp_histwork_numbers(),
				 .seen = g_hash_table_new(NULL, NULL)};
	gboolean same;
	guint32 start;

	if (!load_branch(&branch, error) || !sp_graph_find(work->graph, tip, &start, error) ||
	    !find_base(&branch, start, error))
		return FALSE;
	same = branch.n && git_oid_equal(tip, &branch.before);
	/* The tip of last time is no longer a part of it: rewritten. */
	if (branch.n && !branch.met && !same) {
		g_hash_table_remove_all(branch.seen);
		if (!forget(&branch, error) || !find_base(&branch, start, error))
			return FALSE;
	}
	return list_new(&branch, start, error) && write_branch(&branch, tip, error) &&
	       write_members(&branch, error) && update_tags(&branch, error);
}
