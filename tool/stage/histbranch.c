/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histbranch: from the tip down to what mainline has up to the release that the branch is based on;
 * all that is met on the way is the branch's own, commits of mainline beyond that release included.
 */
#include "stage/histbranch.h"

#include "stage/histtag.h"

#include <string.h>

typedef struct {
	SpHistWork *work;
	const char *name;
	int n;	     /* its row, 0 for a new one */
	int base;    /* so far */
	gint64 last; /* highest position so far */
	gboolean cut;
	git_oid before;	  /* tip of last time, if n */
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

/* Whether the index has listed the commit for the branch already. */
static gboolean has_member(const Branch *branch, gint64 key, gboolean *member, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		branch->work->db, "SELECT 1 FROM member WHERE id = ? AND branch = ?", error);

	if (!get)
		return FALSE;
	sqlite3_bind_int64(get, 1, key);
	sqlite3_bind_int(get, 2, branch->n);
	if (!sp_sql_step(get, member, error))
		return FALSE;
	sqlite3_reset(get);
	return TRUE;
}

static gboolean is_member(const Branch *branch, const SpNode *node, gboolean *member,
			  GError **error)
{
	*member = FALSE;
	return !branch->n || !node->stored ||
	       has_member(branch, sp_histdb_key(&node->id), member, error);
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

/*
 * What is new goes behind what is listed, which gives the order that a listing of all would give
 * only if last time's tip is on the line of first parents.
 */
static gboolean goes_on(Branch *branch, guint32 number, gboolean *on, GError **error)
{
	SpGraph *graph = branch->work->graph;

	for (;;) {
		const SpNode *node = sp_graph_node(graph, number);
		gboolean member;

		*on = git_oid_equal(&node->id, &branch->before);
		if (*on || covered(branch, node))
			return TRUE;
		if (!is_member(branch, node, &member, error) ||
		    (!member && !sp_graph_read(graph, number, error)))
			return FALSE;
		if (member || node->lost || !node->n_parents)
			return TRUE;
		number = node->parents[0];
	}
}

/* A release of mainline beyond the base that the branch has: it was tagged after the listing. */
static gboolean has_later_release(Branch *branch, gboolean *has, GError **error)
{
	const SpHistWork *work = branch->work;

	*has = FALSE;
	for (guint i = (guint)branch->base; i < work->releases->len && !*has; i++)
		if (!has_member(branch, g_array_index(work->releases, gint64, i), has, error))
			return FALSE;
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
	g_hash_table_remove_all(branch->seen);
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
	gboolean on = TRUE, again = FALSE;
	guint32 start;
	int base;

	if (!load_branch(&branch, error) || !sp_graph_find(work->graph, tip, &start, error))
		return FALSE;
	if (branch.n &&
	    (!goes_on(&branch, start, &on, error) || !has_later_release(&branch, &again, error)))
		return FALSE;
	base = branch.base;
	if ((!on || again) && !forget(&branch, error))
		return FALSE;
	if (!find_base(&branch, start, error))
		return FALSE;
	/* Below a newer base, what was the branch's own is mainline's: it is listed anew. */
	if (on && !again && branch.base != base && branch.last &&
	    (!forget(&branch, error) || !find_base(&branch, start, error)))
		return FALSE;
	return list_new(&branch, start, error) && write_branch(&branch, tip, error) &&
	       write_members(&branch, error) &&
	       sp_histtag_update(work, branch.n, branch.last, branch.order, error);
}
