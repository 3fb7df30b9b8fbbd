/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histupdate: mainline first, its branch and then tag by tag, so that each commit gets the first
 * release that has it; then each branch.
 *
 * Tags of mainline are a chain: each has all that the one before has. So a branch that has the
 * commit of a tag has every commit of that release and the earlier ones, and need not list them.
 */
#include "stage/histupdate.h"

#include "base/err.h"
#include "stage/histbranch.h"
#include "stage/histwrite.h"

#include <string.h>

static void work_clear(SpHistWork *work)
{
	g_clear_pointer(&work->graph, sp_graph_free);
	g_clear_pointer(&work->releases, g_array_unref);
	g_clear_pointer(&work->tags, g_hash_table_unref);
	g_clear_pointer(&work->kept, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpHistWork, work_clear)

/* Reads what the index knows of releases. */
static gboolean load_releases(SpHistWork *work, GError **error)
{
	sqlite3_stmt *all =
		sp_histdb_statement(work->db, "SELECT id FROM release ORDER BY n", error);
	gboolean row = TRUE;

	while (all && sp_sql_step(all, &row, error)) {
		gint64 id;

		if (!row)
			return TRUE;
		id = sqlite3_column_int64(all, 0);
		g_array_append_val(work->releases, id);
	}
	return FALSE;
}

/* A commit that has its place in mainline already, when @release is given out. */
static gboolean settled(const SpNode *node, gint32 release)
{
	return release == SP_RELEASE_NEXT ? node->release >= 0 : node->release > 0;
}

/**
 * Gives @release to @start and all before it that has none yet. @changed gets their numbers; @met
 * whether the commit @previous was come upon.
 */
static gboolean give_release(SpHistWork *work, guint32 start, gint32 release, gint64 previous,
			     GArray *changed, gboolean *met, GError **error)
{
	g_autoptr(GArray) stack = sp_histwork_numbers();

	g_array_append_val(stack, start);
	while (stack->len) {
		guint32 number = sp_histwork_pop(stack);
		SpNode *node = sp_graph_node(work->graph, number);

		if (settled(node, release)) {
			*met |= sp_histdb_key(&node->id) == previous;
			continue;
		}
		if (!sp_graph_read(work->graph, number, error))
			return FALSE;
		if (node->lost) {
			work->cut = TRUE;
			continue;
		}
		node->before = node->release;
		node->release = release;
		g_array_append_val(changed, number);
		g_array_append_vals(stack, node->parents, node->n_parents);
	}
	return TRUE;
}

static void keep_all(SpHistWork *work, const GArray *changed)
{
	for (guint i = 0; i < changed->len; i++)
		sp_histwork_keep(work, g_array_index(changed, guint32, i));
}

static gboolean write_release(SpHistWork *work, gint32 n, const char *name, gint64 key,
			      GError **error)
{
	sqlite3_stmt *put = sp_histdb_statement(
		work->db, "INSERT INTO release(n, name, id) VALUES (?, ?, ?)", error);

	if (!put)
		return FALSE;
	sqlite3_bind_int(put, 1, n);
	sqlite3_bind_text(put, 2, name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(put, 3, key);
	return sp_sql_run(put, error);
}

/* One more release of mainline, unless its tag does not come after the one before. The first has to
 * be in the mainline branch: somebody's v1.0 of his own must not start another chain. */
static gboolean add_release(SpHistWork *work, const char *name, const git_oid *commit,
			    GError **error)
{
	g_autoptr(GArray) changed = sp_histwork_numbers();
	gint32 release = (gint32)work->releases->len + 1;
	gint64 previous = release > 1 ? g_array_index(work->releases, gint64, release - 2) : 0;
	gint64 key = sp_histdb_key(commit);
	gboolean met = release == 1;
	guint32 start;

	if (!sp_graph_find(work->graph, commit, &start, error))
		return FALSE;
	if (met && work->refs->mainline && sp_graph_node(work->graph, start)->release < 0)
		return TRUE;
	if (!give_release(work, start, release, previous, changed, &met, error))
		return FALSE;
	if (met) {
		g_array_append_val(work->releases, key);
		keep_all(work, changed);
		return write_release(work, release, name, key, error);
	}
	for (guint i = 0; i < changed->len; i++) {
		SpNode *node = sp_graph_node(work->graph, g_array_index(changed, guint32, i));

		node->release = node->before;
	}
	return TRUE;
}

/* The mainline branch beyond its last release. */
static gboolean add_mainline(SpHistWork *work, gboolean *redo, GError **error)
{
	g_autoptr(GArray) changed = sp_histwork_numbers();
	g_autofree char *before = NULL;
	gboolean met = FALSE;
	git_oid old;
	guint32 start;

	if (!sp_histdb_get_meta(work->db, "tip", &before, error))
		return FALSE;
	if (!work->refs->mainline) {
		*redo = before != NULL;
		return TRUE;
	}
	if (!sp_graph_find(work->graph, &work->refs->tip, &start, error))
		return FALSE;
	memset(&old, 0, sizeof(old));
	if (before)
		git_oid_fromstr(&old, before);
	if (!give_release(work, start, SP_RELEASE_NEXT, sp_histdb_key(&old), changed, &met, error))
		return FALSE;
	keep_all(work, changed);
	*redo = !work->fresh && !met; /* it went back, or elsewhere, or there was none */
	return TRUE;
}

/* A tag's name and the commit it names, once peeled. */
typedef struct {
	const SpTag *tag;
	git_oid commit;
} Peeled;

static GArray *peel_tags(git_repository *repo, const SpHistRefs *refs)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(Peeled));

	for (guint i = 0; i < refs->tags->len; i++) {
		Peeled one = {refs->tags->pdata[i], {{0}}};

		if (sp_histrefs_peel(repo, &one.tag->id, &one.commit))
			g_array_append_val(all, one);
	}
	return all;
}

/* Whether a tag below the first release, which was passed over, is in mainline now. */
static gboolean first_moves(SpHistWork *work, const GArray *tags, gboolean *moves, GError **error)
{
	gint64 first = work->releases->len ? g_array_index(work->releases, gint64, 0) : 0;

	*moves = FALSE;
	for (guint i = 0; i < tags->len && !work->fresh && !*moves; i++) {
		const Peeled *one = &g_array_index(tags, Peeled, i);
		guint32 number;

		if (!sp_histrefs_is_mainline(one->tag->name))
			continue;
		if (first && sp_histdb_key(&one->commit) == first)
			break;
		if (!sp_graph_find(work->graph, &one->commit, &number, error))
			return FALSE;
		*moves = sp_graph_node(work->graph, number)->release >= 0;
	}
	return TRUE;
}

/* What the index knows of a tag: @hex as it is now. */
static gboolean know_tag(SpHistWork *work, const char *name, const char *hex, gboolean *known,
			 gboolean *moved, GError **error)
{
	sqlite3_stmt *get =
		sp_histdb_statement(work->db, "SELECT target FROM tag WHERE name = ?", error);

	if (!get)
		return FALSE;
	sqlite3_bind_text(get, 1, name, -1, SQLITE_STATIC);
	if (!sp_sql_step(get, known, error))
		return FALSE;
	*moved = *known && g_strcmp0((const char *)sqlite3_column_text(get, 0), hex) != 0;
	sqlite3_reset(get);
	return TRUE;
}

static gboolean write_tag(SpHistWork *work, const char *name, const char *hex, GError **error)
{
	sqlite3_stmt *put =
		sp_histdb_statement(work->db, "INSERT INTO tag(name, target) VALUES (?, ?)", error);

	if (!put)
		return FALSE;
	sqlite3_bind_text(put, 1, name, -1, SQLITE_STATIC);
	sqlite3_bind_text(put, 2, hex, -1, SQLITE_STATIC);
	return sp_sql_run(put, error);
}

static gboolean count_tags(SpHistWork *work, guint *count, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(work->db, "SELECT count(*) FROM tag", error);
	gboolean row;

	if (!get || !sp_sql_step(get, &row, error))
		return FALSE;
	*count = (guint)sqlite3_column_int(get, 0);
	sqlite3_reset(get);
	return TRUE;
}

/* The last release's name; "" if there is none. */
static gboolean last_release(SpHistWork *work, char **name, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		work->db, "SELECT name FROM release ORDER BY n DESC LIMIT 1", error);
	gboolean row;

	if (!get || !sp_sql_step(get, &row, error))
		return FALSE;
	*name = g_strdup(row ? (const char *)sqlite3_column_text(get, 0) : "");
	sqlite3_reset(get);
	return TRUE;
}

/* Enters one tag; @last: name of the last release that the index knew when the update began. */
static gboolean enter_tag(SpHistWork *work, const Peeled *one, const char *last, guint *known,
			  gboolean *redo, GError **error)
{
	g_autofree char *hex = g_strdup(git_oid_tostr_s(&one->commit));
	gboolean there, moved;

	if (!know_tag(work, one->tag->name, hex, &there, &moved, error))
		return FALSE;
	*known += there;
	*redo |= moved;
	if (there)
		return TRUE;
	if (!write_tag(work, one->tag->name, hex, error))
		return FALSE;
	if (!sp_histrefs_is_mainline(one->tag->name))
		return TRUE;
	/* A release before those that were given out: all after it would change. */
	*redo |= *last && sp_histrefs_compare(one->tag->name, last) < 0;
	return *redo || add_release(work, one->tag->name, &one->commit, error);
}

static gboolean is_release(const SpHistWork *work, gint64 key)
{
	for (guint i = 0; i < work->releases->len; i++)
		if (g_array_index(work->releases, gint64, i) == key)
			return TRUE;
	return FALSE;
}

/* Notes what a branch's commits may be released in: not a "v1.0" that is none of mainline's. */
static void note_tag(SpHistWork *work, const Peeled *one)
{
	gint64 key = sp_histdb_key(&one->commit);

	if (g_hash_table_contains(work->tags, &key) ||
	    (sp_histrefs_is_mainline(one->tag->name) && !is_release(work, key)))
		return;
	g_hash_table_insert(work->tags, g_memdup2(&key, sizeof(key)), (gpointer)one->tag);
}

static gboolean add_tags(SpHistWork *work, const GArray *tags, gboolean *redo, GError **error)
{
	g_autofree char *last = NULL;
	guint known = 0, count;

	if (!last_release(work, &last, error) || !count_tags(work, &count, error))
		return FALSE;
	for (guint i = 0; i < tags->len && !*redo; i++) {
		const Peeled *one = &g_array_index(tags, Peeled, i);

		if (!enter_tag(work, one, last, &known, redo, error))
			return FALSE;
		note_tag(work, one);
	}
	*redo |= known < count; /* one was deleted */
	return TRUE;
}

/* For a new index: all commits that it will look at, read on all processors. */
static gboolean read_everything(SpHistWork *work, const GArray *tags, const GArray *tips,
				GError **error)
{
	g_autoptr(GArray) starts = sp_histwork_numbers();
	guint32 number;

	if (work->refs->mainline) {
		if (!sp_graph_find(work->graph, &work->refs->tip, &number, error))
			return FALSE;
		g_array_append_val(starts, number);
	}
	for (guint i = 0; i < tips->len; i++) {
		if (!sp_graph_find(work->graph, &g_array_index(tips, SpHistTip, i).tip, &number,
				   error))
			return FALSE;
		g_array_append_val(starts, number);
	}
	for (guint i = 0; i < tags->len; i++) {
		const Peeled *one = &g_array_index(tags, Peeled, i);

		if (!sp_histrefs_is_mainline(one->tag->name))
			continue;
		if (!sp_graph_find(work->graph, &one->commit, &number, error))
			return FALSE;
		g_array_append_val(starts, number);
	}
	return sp_graph_read_all(work->graph, starts, error);
}

static gboolean write_state(SpHistWork *work, GError **error)
{
	g_autofree char *tip = g_strdup(git_oid_tostr_s(&work->refs->tip));

	return sp_histdb_set_meta(work->db, "refs", work->refs->state, error) &&
	       sp_histdb_set_meta(work->db, "mainline", work->refs->mainline, error) &&
	       sp_histdb_set_meta(work->db, "tip", work->refs->mainline ? tip : NULL, error) &&
	       sp_histdb_set_meta(work->db, "shallow", work->refs->shallow, error) &&
	       (!work->cut || sp_histdb_set_meta(work->db, "cut", "1", error));
}

/* Whether the index lacks what the repository lacked, which may have come meanwhile. */
static gboolean was_cut(SpHistWork *work, gboolean *cut, GError **error)
{
	g_autofree char *mainline = NULL;
	g_autofree char *shallow = NULL;
	sqlite3_stmt *branch =
		sp_histdb_statement(work->db, "SELECT 1 FROM branch WHERE cut", error);

	if (!branch || !sp_histdb_get_meta(work->db, "cut", &mainline, error) ||
	    !sp_histdb_get_meta(work->db, "shallow", &shallow, error) ||
	    !sp_sql_step(branch, cut, error))
		return FALSE;
	sqlite3_reset(branch);
	*cut |= mainline || (!work->fresh && g_strcmp0(shallow, work->refs->shallow));
	return TRUE;
}

static gboolean update(SpHistWork *work, const GArray *tips, gboolean *redo, GError **error)
{
	g_autoptr(GArray) tags = peel_tags(work->repo, work->refs);

	if (!was_cut(work, redo, error))
		return FALSE;
	if (*redo)
		return TRUE;
	if (!load_releases(work, error) ||
	    (work->fresh && !read_everything(work, tags, tips, error)) ||
	    !add_mainline(work, redo, error))
		return FALSE;
	if (!*redo && !first_moves(work, tags, redo, error))
		return FALSE;
	if (!*redo && !add_tags(work, tags, redo, error))
		return FALSE;
	for (guint i = 0; i < tips->len && !*redo; i++) {
		const SpHistTip *tip = &g_array_index(tips, SpHistTip, i);

		if (!sp_histbranch_update(work, tip->name, &tip->tip, error))
			return FALSE;
	}
	return *redo || (sp_histwrite_commits(work, error) && write_state(work, error));
}

gboolean sp_histupdate_needed(SpHistdb *db, const SpHistRefs *refs, const GArray *tips,
			      gboolean *needed, GError **error)
{
	g_autofree char *state = NULL;
	gboolean current;

	if (!sp_histdb_get_meta(db, "refs", &state, error))
		return FALSE;
	*needed = g_strcmp0(state, refs->state) != 0;
	for (guint i = 0; i < tips->len && !*needed; i++) {
		const SpHistTip *tip = &g_array_index(tips, SpHistTip, i);

		if (!sp_histbranch_current(db, tip->name, &tip->tip, refs->state, &current, error))
			return FALSE;
		*needed = !current;
	}
	return TRUE;
}

gboolean sp_histupdate(git_repository *repo, SpHistdb *db, const SpHistRefs *refs,
		       const GArray *tips, gboolean fresh, gboolean *redo, GError **error)
{
	g_auto(SpHistWork)
		work = {.repo = repo,
			.db = db,
			.refs = refs,
			.graph = sp_graph_new(repo, fresh ? NULL : db, error),
			.fresh = fresh,
			.releases = g_array_new(FALSE, FALSE, sizeof(gint64)),
			.tags = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
			.kept = sp_histwork_numbers()};
	gboolean good;

	*redo = FALSE;
	if (!work.graph || !sp_histdb_exec(db, "BEGIN IMMEDIATE", error))
		return FALSE;
	good = update(&work, tips, redo, error);
	if (good && !*redo)
		return (!fresh || sp_histdb_index(db, error)) &&
		       sp_histdb_exec(db, "COMMIT", error);
	return sp_histdb_exec(db, "ROLLBACK", good ? error : NULL) && good;
}
