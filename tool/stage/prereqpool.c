/* SPDX-License-Identifier: GPL-2.0-only */
/* prereqpool: collects commits, asks whether the branch has them, labels them, puts them in order.
 */
#include "stage/prereqpool.h"

#include "base/git.h"
#include "stage/content.h"
#include "stage/fate.h"
#include "stage/prereqfind.h"

#include <stdlib.h>
#include <string.h>

/* Who wants more before a fix wants another branch. */
#define MOST_COMMITS 24

/* Commits that are looked at in all. A release of mainline has some 15,000; most are passed over.
 */
#define MOST_LOOKED_AT 30000

/* Within that time, committers' clocks do not tell which commit is the older one. */
#define CLOCK_DOUBT (24 * 60 * 60)

/* A change whose needs are still to be asked for. */
typedef struct {
	git_commit *commit;
	const SpPatch *patch;
	SpPrereqLabel label; /* of itself; the fix: SP_PREREQ_REQUIRED */
	char *name;	     /* NULL for the fix */
} Open;

typedef struct {
	const SpFix *fix;
	SpHistory *history;
	git_repository *repo;
	SpHistBranch place;
	SpBranch *branch;
	SpPrereqTry try;
	gpointer data;
	GPtrArray *commits;   /* SpPrereq */
	GHashTable *there;    /* char *, ids of commits that the branch has */
	GQueue *open;	      /* Open */
	GPtrArray *names;     /* SpPrereqName */
	GHashTable *declared; /* see sp_prereqfind() */
	SpPrereqBudget budget;
} Pool;

static void prereq_free(gpointer data)
{
	SpPrereq *prereq = data;

	g_free(prereq->id);
	g_free(prereq->subject);
	g_free(prereq->why);
	sp_patch_free(prereq->own);
	g_free(prereq);
}

GPtrArray *sp_prereqpool_new(void)
{
	return g_ptr_array_new_with_free_func(prereq_free);
}

static void array_free(gpointer data)
{
	g_ptr_array_unref(data);
}

static void open_free(gpointer data)
{
	Open *open = data;

	git_commit_free(open->commit);
	g_free(open->name);
	g_free(open);
}

/* Takes @commit. */
static void push(Pool *pool, git_commit *commit, const SpPatch *patch, SpPrereqLabel label,
		 const char *name)
{
	Open *open = g_new0(Open, 1);

	open->commit = commit;
	open->patch = patch;
	open->label = label;
	open->name = g_strdup(name);
	g_queue_push_tail(pool->open, open);
}

static SpPrereq *find(const Pool *pool, const char *id)
{
	for (guint i = 0; i < pool->commits->len; i++)
		if (sp_fix_same_id(((SpPrereq *)pool->commits->pdata[i])->id, id))
			return pool->commits->pdata[i];
	return NULL;
}

/* Whether the branch lacks the commit; @took_back: it had it once. */
static gboolean is_missing(Pool *pool, const char *id, gboolean *missing, gboolean *took_back,
			   GError **error)
{
	g_autoptr(SpTrace) trace = NULL;

	*missing = *took_back = FALSE;
	if (g_hash_table_contains(pool->there, id))
		return TRUE;
	trace = sp_fate_trace(pool->history, &pool->place, id, error);
	if (!trace)
		return FALSE;
	*missing = trace->state != SP_STATE_PRESENT;
	*took_back = trace->state == SP_STATE_REVERTED;
	if (!*missing)
		g_hash_table_add(pool->there, g_strdup(id));
	return TRUE;
}

/* What is known of a commit besides what it is needed for. */
static SpPrereq *new_prereq(Pool *pool, git_commit *commit, GError **error)
{
	g_auto(SpHistPlace) where = {0};
	SpHistBranch mainline = sp_history_mainline();
	const char *subject = git_commit_summary(commit);
	SpPrereq *prereq;

	if (!sp_history_where(pool->history, &mainline, git_commit_id(commit), &where, error))
		return NULL;
	prereq = g_new0(SpPrereq, 1);
	prereq->id = g_strdup(git_oid_tostr_s(git_commit_id(commit)));
	prereq->subject = g_strdup(subject ? subject : "");
	/* A merge, or what only git can say. */
	prereq->own = sp_patch_from_commit(pool->repo, commit, NULL);
	prereq->patch = prereq->own;
	/* One that no release has yet is the newest. */
	prereq->release = where.release > 0 ? where.release : G_MAXINT;
	prereq->time = git_commit_time(commit);
	g_ptr_array_add(pool->commits, prereq);
	return prereq;
}

/* The label of what @open needs: no stronger than its own. Takes @why. */
static void set_label(SpPrereq *prereq, const Open *open, SpPrereqLabel label, char *why)
{
	g_autofree char *text = why;

	label = MIN(label, open->label);
	prereq->direct |= open->name == NULL;
	if (prereq->why && label <= prereq->label)
		return;
	prereq->label = label;
	g_free(prereq->why);
	prereq->why = open->name ? g_strdup_printf("for %.12s: %s", open->name, text)
				 : g_steal_pointer(&text);
}

/* One that cannot go in alone has needs of its own. */
static gboolean try_alone(Pool *pool, SpPrereq *prereq, git_commit *commit, GError **error)
{
	g_autoptr(GPtrArray) one = g_ptr_array_new();
	git_commit *copy = NULL;
	gboolean applies;

	if (!prereq->patch)
		return TRUE;
	g_ptr_array_add(one, prereq);
	if (!pool->try(one, FALSE, &applies, pool->data, error))
		return FALSE;
	if (!applies && git_commit_dup(&copy, commit) == 0)
		push(pool, copy, prereq->patch, prereq->label, prereq->id);
	return TRUE;
}

/*
 * A commit that @open needs. @names: SpPrereqName that it declared and @open uses; @near: see
 * sp_prereqlabel_of(); @said: (nullable): somebody says so.
 */
static gboolean add(Pool *pool, const Open *open, git_commit *commit, const GPtrArray *names,
		    gboolean near, const char *said, GError **error)
{
	g_autofree char *id = g_strdup(git_oid_tostr_s(git_commit_id(commit)));
	SpPrereq *prereq = find(pool, id);
	gboolean is_new = prereq == NULL, missing, took_back;
	SpPrereqLabel label = SP_PREREQ_REQUIRED;
	char *why;

	if (pool->fix->upstream && g_str_equal(id, pool->fix->upstream))
		return TRUE;
	if (!is_missing(pool, id, &missing, &took_back, error))
		return FALSE;
	if (!missing)
		return TRUE;
	if (is_new && pool->commits->len == MOST_COMMITS) {
		if (!pool->budget.stopped)
			pool->budget.stopped =
				g_strdup_printf("it would take more than %u", MOST_COMMITS);
		return TRUE;
	}
	if (is_new)
		prereq = new_prereq(pool, commit, error);
	if (!prereq)
		return FALSE;
	if (said) {
		why = g_strdup(said);
	} else if (prereq->patch) {
		label = sp_prereqlabel_of(open->patch, prereq->patch, id, names, near, &why);
	} else {
		why = sp_prereqlabel_named(open->patch, id);
		label = why ? SP_PREREQ_REQUIRED : SP_PREREQ_UNKNOWN;
		why = why ? why : g_strdup("it is a merge, or changes what no patch can carry");
	}
	if (took_back) {
		g_autofree char *plain = why;

		why = g_strdup_printf("%s; the branch had it and took it back", plain);
	}
	set_label(prereq, open, label, why);
	return !is_new || try_alone(pool, prereq, commit, error);
}

/* All that the hits say of one commit, at its first hit. */
static gboolean add_hit(Pool *pool, const Open *open, const GPtrArray *hits, guint at,
			GError **error)
{
	const SpPrereqHit *hit = hits->pdata[at];
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(git_commit) commit = NULL;
	gboolean near = FALSE;

	for (guint i = 0; i < hits->len; i++) {
		const SpPrereqHit *other = hits->pdata[i];

		if (!git_oid_equal(&other->id, &hit->id))
			continue;
		if (i < at)
			return TRUE;
		for (guint k = 0; k < other->needs->len; k++) {
			const SpNeed *need = &g_array_index(other->needs, SpNeed, k);

			near |= need->near;
			if (need->kind == SP_NEED_NAME)
				g_ptr_array_add(names, (gpointer)need->name);
		}
	}
	return git_commit_lookup(&commit, pool->repo, &hit->id) < 0 ||
	       add(pool, open, commit, names, near, NULL, error);
}

/* Those that somebody says are needed. */
static gboolean add_said(Pool *pool, const Open *open, const GPtrArray *ids, const char *who,
			 GError **error)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	for (guint i = 0; i < ids->len; i++) {
		g_autoptr(git_commit) commit = NULL;
		SpResolved resolved;
		git_oid id;

		if (!sp_history_resolve(pool->history, ids->pdata[i], &id, &resolved, error))
			return FALSE;
		if (resolved == SP_RESOLVED && git_commit_lookup(&commit, pool->repo, &id) == 0 &&
		    !add(pool, open, commit, none, TRUE, who, error))
			return FALSE;
	}
	return TRUE;
}

/* All that one change needs. */
static gboolean ask(Pool *pool, const Open *open, GError **error)
{
	g_autoptr(GPtrArray) hits = sp_prereqwalk_hits();
	g_autoptr(GPtrArray) ids = sp_prereqlabel_ids(open->patch, sp_branch_version(pool->branch));

	if (!add_said(pool, open, ids, "the message says that it is needed", error) ||
	    !sp_prereqfind(pool->history, &pool->place, pool->branch, open->commit, open->patch,
			   &pool->budget, pool->declared, pool->names, hits, error))
		return FALSE;
	for (guint i = 0; i < hits->len; i++)
		if (!add_hit(pool, open, hits, i, error))
			return FALSE;
	return TRUE;
}

/* <0: @a is the older one. */
static int by_age(gconstpointer a, gconstpointer b)
{
	const SpPrereq *x = *(SpPrereq *const *)a, *y = *(SpPrereq *const *)b;

	if (x->release != y->release)
		return x->release < y->release ? -1 : 1;
	return x->time < y->time ? -1 : x->time > y->time;
}

/* Whether the later one in the list is known to be the ancestor, where clocks do not tell. */
static gboolean is_swapped(Pool *pool, const SpPrereq *first, const SpPrereq *second)
{
	git_oid one, two;

	return first->release == second->release && ABS(first->time - second->time) < CLOCK_DOUBT &&
	       git_oid_fromstr(&one, first->id) == 0 && git_oid_fromstr(&two, second->id) == 0 &&
	       git_graph_descendant_of(pool->repo, &one, &two) == 1;
}

static void put_in_order(Pool *pool)
{
	gpointer *all = pool->commits->pdata;

	g_ptr_array_sort(pool->commits, by_age);
	for (guint i = 0; i < pool->commits->len; i++)
		for (guint k = i + 1; k < pool->commits->len; k++) {
			gpointer later = all[k];

			if (!is_swapped(pool, all[i], later))
				continue;
			memmove(all + i + 1, all + i, (k - i) * sizeof(*all));
			all[i] = later;
			k = i; /* the new one at @i may have an ancestor behind it, too */
		}
}

/* What the fix is a commit of; @limit if it is not to be had. */
static gboolean start(Pool *pool, SpPatch **patch, char **limit)
{
	g_autoptr(git_commit) commit =
		pool->fix->upstream ? sp_git_commit_if_there(pool->repo, pool->fix->upstream)
				    : NULL;

	*patch = commit ? sp_patch_from_commit(pool->repo, commit, NULL) : NULL;
	if (!*patch) {
		*limit =
			g_strdup("the repository does not have the fix's commit, and a patch alone "
				 "does not tell who changed the lines before it");
		return FALSE;
	}
	push(pool, g_steal_pointer(&commit), *patch, SP_PREREQ_REQUIRED, NULL);
	return TRUE;
}

static gboolean fill(Pool *pool, char **limit, GError **error)
{
	g_autoptr(SpPatch) patch = NULL;
	gboolean good = TRUE;

	if (start(pool, &patch, limit)) {
		good = add_said(pool, g_queue_peek_head(pool->open), pool->fix->needs,
				"fix.conf names it", error);
		while (good && !g_queue_is_empty(pool->open)) {
			Open *open = g_queue_pop_head(pool->open);

			good = ask(pool, open, error);
			open_free(open);
		}
		put_in_order(pool);
		*limit = g_steal_pointer(&pool->budget.stopped);
	}
	return good;
}

static SpPrereq *carried(const char *id, const SpPatch *patch)
{
	SpPrereq *prereq = g_new0(SpPrereq, 1);

	prereq->id = g_strdup(id);
	prereq->subject = g_strdup(patch ? patch->subject : "");
	prereq->label = SP_PREREQ_REQUIRED;
	prereq->why = g_strdup("fix.conf names it");
	prereq->patch = patch;
	prereq->direct = TRUE;
	return prereq;
}

/* What fix.conf names and no repository at hand has: the files must tell whether it is there. */
static gboolean take_carried(const Pool *pool, GError **error)
{
	const SpFix *fix = pool->fix;
	guint at = 0;

	for (guint i = 0; i < fix->needs->len; i++) {
		const char *id = fix->needs->pdata[i];
		const SpFixCommit *known = sp_fix_commit(fix, id);
		g_autoptr(GPtrArray) evidence =
			g_ptr_array_new_with_free_func((GDestroyNotify)sp_evidence_free);
		SpContent content = SP_CONTENT_UNKNOWN;
		git_oid oid;

		if (pool->repo && sp_git_commits_like(pool->repo, id, &oid) > 0)
			continue;
		if (known && !sp_content_ask(known->patch, pool->branch, NULL, NULL, "hunks",
					     SP_ASKS_FIX, evidence, &content, error))
			return FALSE;
		if (content != SP_CONTENT_THERE)
			g_ptr_array_insert(pool->commits, at++,
					   carried(id, known ? known->patch : NULL));
	}
	return TRUE;
}

/* All of it, from one state of the index. */
static gboolean ask_history(Pool *pool, char **limit, GError **error)
{
	gboolean good;

	if (!sp_history_hold(pool->history, error))
		return FALSE;
	good = sp_history_branch(pool->history, sp_branch_revision(pool->branch), &pool->place,
				 error) &&
	       fill(pool, limit, error);
	sp_history_let_go(pool->history);
	if (good && !*limit && pool->place.cut)
		*limit = g_strdup("the repository lacks a part of the branch's history");
	return good;
}

gboolean sp_prereqpool_fill(const SpFix *fix, SpHistory *history, SpBranch *branch, SpPrereqTry try,
			    gpointer data, GPtrArray *commits, char **limit, GError **error)
{
	g_autoptr(GHashTable) there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) names = sp_prereqnames_new();
	g_autoptr(GHashTable) declared =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, array_free);
	GQueue open = G_QUEUE_INIT;
	Pool pool = {.fix = fix,
		     .history = history,
		     .branch = branch,
		     .try = try,
		     .data = data,
		     .commits = commits,
		     .there = there,
		     .open = &open,
		     .names = names,
		     .declared = declared,
		     .budget = {.left = MOST_LOOKED_AT}};
	gboolean good = TRUE;

	*limit = NULL;
	if (history && sp_branch_revision(branch) && sp_history_has_mainline(history)) {
		pool.repo = sp_history_repo(history);
		good = ask_history(&pool, limit, error);
	} else {
		*limit = g_strdup("without the history of mainline and of the branch nobody can "
				  "tell who changed the lines");
	}
	g_queue_clear_full(&open, open_free);
	g_free(pool.budget.stopped);
	return good && take_carried(&pool, error);
}
