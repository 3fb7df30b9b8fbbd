/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * audit: one pass over all that messages say, to find the few thousand commits that may matter;
 * each of these is then traced as map does it.
 */
#include "stage/audit.h"

#include "base/err.h"
#include "base/git.h"
#include "stage/auditload.h"
#include "stage/fate.h"
#include "stage/histgraph.h"
#include "stage/trace.h"

#include <string.h>

static void missing_free(gpointer data)
{
	SpAuditMissing *missing = data;

	g_free(missing->subject);
	g_free(missing->release);
	g_ptr_array_unref(missing->fixes);
	g_free(missing);
}

static void reverted_free(gpointer data)
{
	SpAuditReverted *reverted = data;

	g_free(reverted->subject);
	g_free(reverted);
}

void sp_audit_free(SpAudit *audit)
{
	if (!audit)
		return;
	g_ptr_array_unref(audit->missing);
	g_ptr_array_unref(audit->reverted);
	g_free(audit);
}

static gboolean full_id(SpAuditFacts *facts, gint64 key, git_oid *id, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(sp_history_db(facts->history),
						"SELECT rest FROM commits WHERE id = ?", error);
	gboolean row;

	if (!get)
		return FALSE;
	sqlite3_bind_int64(get, 1, key);
	if (!sp_sql_step(get, &row, error))
		return FALSE;
	sp_histdb_id(key, sqlite3_column_blob(get, 0), id);
	sqlite3_reset(get);
	return TRUE;
}

/* Whether the branch has a commit of mainline, or @mainline itself still has it. */
static gboolean has_commit(SpAuditFacts *facts, const SpHistBranch *branch, guint index,
			   gboolean *has, GError **error)
{
	g_autoptr(SpTrace) trace = NULL;
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	*has = branch->base == G_MAXINT || sp_auditload_is_ancestor(facts, index) ||
	       sp_auditload_contains(facts, facts->named, index);
	if (!sp_auditload_contains(facts, facts->doubtful, index))
		return TRUE;
	if (!full_id(facts, sp_auditload_id(facts, index), &id, error))
		return FALSE;
	trace = sp_trace_commit(facts->history, branch, git_oid_tostr(hex, sizeof(hex), &id), NULL,
				error);
	if (trace)
		*has = trace->state == SP_STATE_PRESENT;
	return trace != NULL;
}

static char *read_subject(const SpAuditFacts *facts, const git_oid *id)
{
	g_autoptr(git_commit) commit = NULL;
	const char *message;

	if (git_commit_lookup(&commit, sp_history_repo(facts->history), id) < 0)
		return g_strdup("");
	message = git_commit_message(commit);
	return g_strndup(message, strcspn(message, "\n"));
}

/* Whether a commit of the branch that names nothing has the same subject. */
static gboolean has_namesake(const SpAuditFacts *facts, const char *subject)
{
	guint32 hash = sp_graph_subject_hash(subject, strlen(subject));

	return g_hash_table_contains(facts->subjects, GUINT_TO_POINTER(hash));
}

/* A commit of the branch that names nothing may be it: same subject, and an equal change. */
static gboolean has_equal(SpAuditFacts *facts, const git_oid *id, const char *subject,
			  gboolean *has, GError **error)
{
	g_autoptr(SpTrace) trace = NULL;

	*has = FALSE;
	if (!has_namesake(facts, subject))
		return TRUE;
	trace = sp_fate_trace(facts->history, facts->branch, git_oid_tostr_s(id), error);
	if (trace)
		*has = trace->state == SP_STATE_PRESENT;
	return trace != NULL;
}

/* Whether the fix at @index is one to tell of: mainline has it still, the branch has it not. */
static gboolean lacks(SpAuditFacts *facts, guint index, SpAuditMissing *missing, gboolean *lacking,
		      GError **error)
{
	SpHistBranch mainline = sp_history_mainline();
	gint32 release = sp_auditload_release(facts, index);
	gboolean has;

	*lacking = FALSE;
	if (facts->since && (facts->since == G_MAXINT || (release > 0 && release <= facts->since)))
		return TRUE;
	if (!has_commit(facts, facts->branch, index, &has, error))
		return FALSE;
	if (has)
		return TRUE;
	if (!has_commit(facts, &mainline, index, &has, error))
		return FALSE;
	if (!has)
		return TRUE;
	missing->subject = read_subject(facts, &missing->id);
	if (!has_equal(facts, &missing->id, missing->subject, &has, error))
		return FALSE;
	*lacking = !has;
	return TRUE;
}

static gboolean add_missing(SpAuditFacts *facts, GHashTable *found, guint index, gint64 bug,
			    GError **error)
{
	gint64 key = sp_auditload_id(facts, index);
	SpAuditMissing *missing = g_hash_table_lookup(found, &key);
	gboolean lacking, good;
	git_oid id;

	if (!missing) {
		missing = g_new0(SpAuditMissing, 1);
		missing->number = sp_auditload_release(facts, index);
		missing->fixes = g_ptr_array_new_with_free_func(g_free);
		good = full_id(facts, key, &missing->id, error) &&
		       lacks(facts, index, missing, &lacking, error);
		if (!good || !lacking) {
			missing_free(missing);
			return good;
		}
		g_hash_table_insert(found, g_memdup2(&key, sizeof(key)), missing);
	}
	if (!full_id(facts, bug, &id, error))
		return FALSE;
	g_ptr_array_add(missing->fixes, g_strdup(git_oid_tostr_s(&id)));
	return TRUE;
}

static int newest_first(gconstpointer a, gconstpointer b)
{
	const SpAuditMissing *x = *(SpAuditMissing *const *)a, *y = *(SpAuditMissing *const *)b;
	guint one = (guint)x->number - 1, two = (guint)y->number - 1; /* "next" is the newest */

	if (one != two)
		return one > two ? -1 : 1;
	if (x->time != y->time)
		return x->time > y->time ? -1 : 1;
	return git_oid_cmp(&x->id, &y->id);
}

/* What the table of commits knows of those that were found. */
static gboolean complete_missing(SpAuditFacts *facts, SpAuditMissing *missing, GError **error)
{
	SpHistBranch mainline = sp_history_mainline();
	g_auto(SpHistPlace) place = {0};

	if (!sp_history_where(facts->history, &mainline, &missing->id, &place, error))
		return FALSE;
	missing->time = place.position;
	missing->release = g_steal_pointer(&place.tag);
	return TRUE;
}

static gboolean find_missing(SpAuditFacts *facts, GPtrArray *list, GError **error)
{
	g_autoptr(GHashTable) found =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	GHashTableIter it;
	gpointer one;
	gboolean good = TRUE;

	for (guint i = 0; i < facts->fixes->len && good; i++) {
		const SpAuditSaid *said = &g_array_index(facts->fixes, SpAuditSaid, i);
		guint fix, bug;
		gboolean has;

		if (!sp_auditload_index(facts, said->from, &fix) ||
		    !sp_auditload_find(facts, said->target, &bug))
			continue;
		/* Most are told apart here, without a look into the database. */
		if ((sp_auditload_is_ancestor(facts, fix) ||
		     sp_auditload_contains(facts, facts->named, fix)) &&
		    !sp_auditload_contains(facts, facts->doubtful, fix))
			continue;
		good = has_commit(facts, facts->branch, bug, &has, error) &&
		       (!has || add_missing(facts, found, fix, sp_auditload_id(facts, bug), error));
	}
	g_hash_table_iter_init(&it, found);
	while (g_hash_table_iter_next(&it, NULL, &one)) {
		g_ptr_array_add(list, one);
		good = good && complete_missing(facts, one, error);
	}
	g_ptr_array_sort(list, newest_first);
	return good;
}

/* Of a commit that mainline reverted: whether the branch has it still. */
static gboolean check_reverted(SpAuditFacts *facts, guint index, GPtrArray *list, GError **error)
{
	SpHistBranch branch = sp_history_mainline();
	g_autoptr(SpTrace) here = NULL;
	g_autoptr(SpTrace) there = NULL;
	const SpTraceEvent *last, *revert;
	char hex[GIT_OID_HEXSZ + 1];
	g_autofree char *subject = NULL;
	SpAuditReverted *one;
	git_oid id;

	if (!full_id(facts, sp_auditload_id(facts, index), &id, error))
		return FALSE;
	subject = read_subject(facts, &id);
	if (!sp_auditload_is_ancestor(facts, index) &&
	    !sp_auditload_contains(facts, facts->named, index) && !has_namesake(facts, subject))
		return TRUE;
	git_oid_tostr(hex, sizeof(hex), &id);
	here = sp_fate_trace(facts->history, facts->branch, hex, error);
	there = here ? sp_trace_commit(facts->history, &branch, hex, NULL, error) : NULL;
	if (!there)
		return FALSE;
	last = sp_trace_last(here);
	revert = sp_trace_last(there);
	if (here->state != SP_STATE_PRESENT || there->state != SP_STATE_REVERTED || !last ||
	    !revert)
		return TRUE;
	one = g_new0(SpAuditReverted, 1);
	git_oid_cpy(&one->id, &last->id);
	git_oid_cpy(&one->upstream, &id);
	git_oid_cpy(&one->reverted_by, &revert->id);
	one->subject = g_steal_pointer(&subject);
	g_ptr_array_add(list, one);
	return TRUE;
}

static gboolean find_reverted(SpAuditFacts *facts, GPtrArray *list, GError **error)
{
	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint i = 0; i < facts->reverted->len; i++) {
		const SpAuditSaid *said = &g_array_index(facts->reverted, SpAuditSaid, i);
		guint index, by;
		gint64 key;

		if (!sp_auditload_index(facts, said->from, &by) ||
		    !sp_auditload_find(facts, said->target, &index))
			continue;
		key = sp_auditload_id(facts, index);
		if (sp_auditload_is_ancestor(facts, by) || g_hash_table_contains(seen, &key))
			continue;
		g_hash_table_add(seen, g_memdup2(&key, sizeof(key)));
		if (!check_reverted(facts, index, list, error))
			return FALSE;
	}
	return TRUE;
}

/* Whether it is mainline's last commit, by whatever name: then there is nothing since. */
static gboolean is_mainline_end(SpAuditFacts *facts, const char *name, gboolean *end,
				GError **error)
{
	g_autoptr(git_commit) commit = sp_git_commit(sp_history_repo(facts->history), name, NULL);
	g_autofree char *tip = NULL;

	if (!sp_histdb_get_meta(sp_history_db(facts->history), "tip", &tip, error))
		return FALSE;
	*end = commit && g_strcmp0(tip, git_oid_tostr_s(git_commit_id(commit))) == 0;
	return TRUE;
}

/* The number of the release that --since names. */
static gboolean find_since(SpAuditFacts *facts, const char *name, GError **error)
{
	gboolean end;
	sqlite3_stmt *get = sp_histdb_statement(sp_history_db(facts->history),
						"SELECT n FROM release WHERE name = ?", error);
	gboolean row;

	if (!get)
		return FALSE;
	sqlite3_bind_text(get, 1, name, -1, SQLITE_STATIC);
	if (!sp_sql_step(get, &row, error))
		return FALSE;
	if (row) {
		facts->since = sqlite3_column_int(get, 0);
		sqlite3_reset(get);
		return TRUE;
	}
	if (!is_mainline_end(facts, name, &end, error))
		return FALSE;
	facts->since = G_MAXINT;
	if (end)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "--since %s: the repository has no such release of mainline; it takes v5.9 or "
		    "v5.9-rc8",
		    name);
	return FALSE;
}

static gboolean can_tell(const SpHistory *history, const SpHistBranch *branch, GError **error)
{
	if (!sp_history_has_mainline(history)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "the repository shows no mainline, neither a tag such as v5.9 nor a "
			    "branch master: --mainline REVISION tells which it is");
		return FALSE;
	}
	if (!branch->cut)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
		    "the repository lacks a part of the branch's history: `git fetch --unshallow` "
		    "gets it");
	return FALSE;
}

SpAudit *sp_audit_branch(SpHistory *history, const SpHistBranch *branch, const char *since,
			 GError **error)
{
	g_auto(SpAuditFacts) facts = {0};
	g_autoptr(SpAudit) audit = g_new0(SpAudit, 1);

	audit->missing = g_ptr_array_new_with_free_func(missing_free);
	audit->reverted = g_ptr_array_new_with_free_func(reverted_free);
	if (!can_tell(history, branch, error) || !sp_auditload(&facts, history, branch, error) ||
	    (since && !find_since(&facts, since, error)) ||
	    !find_missing(&facts, audit->missing, error) ||
	    !find_reverted(&facts, audit->reverted, error))
		return NULL;
	return g_steal_pointer(&audit);
}
