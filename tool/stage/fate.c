/* SPDX-License-Identifier: GPL-2.0-only */
/* fate: the trace of each commit that matters, with what is equal to it where no message names it.
 */
#include "stage/fate.h"

#include "base/git.h"
#include "stage/equal.h"
#include "stage/stabletag.h"

#include <string.h>

static void commit_free(gpointer data)
{
	SpFateCommit *commit = data;

	if (!commit)
		return;
	sp_trace_free(commit->trace);
	g_free(commit->subject);
	g_free(commit);
}

void sp_fate_free(SpFate *fate)
{
	if (!fate)
		return;
	commit_free(fate->fix);
	g_ptr_array_unref(fate->introduced);
	g_ptr_array_unref(fate->needs);
	g_ptr_array_unref(fate->followups);
	g_free(fate);
}

typedef struct {
	const SpFix *fix;
	SpHistory *history;
	const SpHistBranch *branch;
} Asker;

/* Where no message speaks of the commit, one that changes the same may stand for it. */
static gboolean compare(const Asker *asker, SpFateCommit *commit, const SpPatch *patch,
			GError **error)
{
	g_autoptr(GArray) equal =
		sp_equal_find(asker->history, asker->branch, patch, &commit->unlike, error);
	SpTrace *trace;

	if (!equal)
		return FALSE;
	if (!equal->len)
		return TRUE;
	trace = sp_trace_commit(asker->history, asker->branch, commit->trace->id, equal, error);
	if (!trace)
		return FALSE;
	sp_trace_free(commit->trace);
	commit->trace = trace;
	return TRUE;
}

/* @patch: (nullable): its change, if it is known already; else it is read when needed */
static SpFateCommit *ask(const Asker *asker, const char *hex, const SpPatch *patch, GError **error)
{
	SpFateCommit *commit = g_new0(SpFateCommit, 1);
	g_autoptr(git_commit) object = NULL;
	g_autoptr(SpPatch) own = NULL;

	commit->trace = sp_trace_commit(asker->history, asker->branch, hex, NULL, error);
	if (!commit->trace) {
		commit_free(commit);
		return NULL;
	}
	object = sp_git_commit_if_there(sp_history_repo(asker->history), commit->trace->id);
	commit->subject = g_strdup(object  ? git_commit_summary(object)
				   : patch ? patch->subject
					   : "");
	/* A merge, a rename, or a parent that is not there: nothing to compare with. */
	if (!patch && object && commit->trace->state != SP_STATE_PRESENT)
		patch = own = sp_patch_from_commit(sp_history_repo(asker->history), object, NULL);
	/* What is there by ancestry or message is there; else an equal change may have brought it.
	 */
	if (patch && commit->trace->state != SP_STATE_PRESENT &&
	    !compare(asker, commit, patch, error)) {
		commit_free(commit);
		return NULL;
	}
	return commit;
}

static gboolean add(const Asker *asker, GPtrArray *list, const char *hex, const SpPatch *patch,
		    GError **error)
{
	SpFateCommit *commit = ask(asker, hex, patch, error);

	if (commit)
		g_ptr_array_add(list, commit);
	return commit != NULL;
}

static gboolean add_ids(const Asker *asker, GPtrArray *list, const GPtrArray *ids, GError **error)
{
	for (guint i = 0; i < ids->len; i++) {
		const SpFixCommit *known = sp_fix_commit(asker->fix, ids->pdata[i]);

		if (!add(asker, list, ids->pdata[i], known ? known->patch : NULL, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean has_id(const GPtrArray *list, const char *id)
{
	for (guint i = 0; i < list->len; i++)
		if (sp_fix_same_id(((SpFateCommit *)list->pdata[i])->trace->id, id))
			return TRUE;
	return FALSE;
}

/* "Cc: stable # 5.4.x: a1f84a3: subject" speaks of 5.4 alone. */
static gboolean speaks_of(const SpStableTag *tag, const SpKver *version)
{
	for (guint i = 0; i < tag->ranges->len; i++) {
		const SpKverRange *range = &g_array_index(tag->ranges, SpKverRange, i);

		if (range->from.major == version->major && range->from.minor == version->minor)
			return TRUE;
	}
	return FALSE;
}

static gboolean add_needs(const Asker *asker, GPtrArray *list, const SpKver *version,
			  GError **error)
{
	g_autoptr(GPtrArray) tags = sp_stable_tags(asker->fix->patch->body);

	if (!add_ids(asker, list, asker->fix->needs, error))
		return FALSE;
	for (guint i = 0; i < tags->len; i++) {
		const SpStableTag *tag = tags->pdata[i];

		for (guint k = 0; k < tag->needs->len && speaks_of(tag, version); k++) {
			const SpStableNeed *need = tag->needs->pdata[k];

			if (!has_id(list, need->id) && !add(asker, list, need->id, NULL, error))
				return FALSE;
		}
	}
	return TRUE;
}

/* Commits of mainline whose "Fixes:" or revert names the fix. */
static gboolean add_followups(const Asker *asker, GPtrArray *list, GError **error)
{
	g_autoptr(GArray) links = sp_history_links(asker->history, asker->fix->upstream, error);

	for (guint i = 0; links && i < links->len; i++) {
		const SpHistLink *link = &g_array_index(links, SpHistLink, i);
		char hex[GIT_OID_HEXSZ + 1];

		if (link->release < 0 ||
		    (link->kind != SP_LINK_FIXES && link->kind != SP_LINK_REVERT))
			continue;
		git_oid_tostr(hex, sizeof(hex), &link->from);
		if (has_id(list, hex) || g_str_equal(hex, asker->fix->upstream))
			continue;
		if (!add(asker, list, hex, NULL, error))
			return FALSE;
		((SpFateCommit *)list->pdata[list->len - 1])->reverts =
			link->kind == SP_LINK_REVERT;
	}
	return links != NULL;
}

SpFate *sp_fate_of(const SpFix *fix, SpHistory *history, const SpHistBranch *branch,
		   const SpKver *version, GError **error)
{
	g_autoptr(SpFate) fate = g_new0(SpFate, 1);
	Asker asker = {fix, history, branch};

	fate->introduced = g_ptr_array_new_with_free_func(commit_free);
	fate->needs = g_ptr_array_new_with_free_func(commit_free);
	fate->followups = g_ptr_array_new_with_free_func(commit_free);
	if (fix->upstream) {
		fate->fix = ask(&asker, fix->upstream, fix->patch, error);
		if (!fate->fix || !add_followups(&asker, fate->followups, error))
			return NULL;
	}
	if (!add_ids(&asker, fate->introduced, fix->fixes, error) ||
	    !add_needs(&asker, fate->needs, version, error))
		return NULL;
	return g_steal_pointer(&fate);
}

SpTrace *sp_fate_trace(SpHistory *history, const SpHistBranch *branch, const char *hex,
		       GError **error)
{
	Asker asker = {NULL, history, branch};
	SpFateCommit *commit = ask(&asker, hex, NULL, error);
	SpTrace *trace = commit ? g_steal_pointer(&commit->trace) : NULL;

	commit_free(commit);
	return trace;
}
