/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * map: what the content answers, what the history tells, and the verdict from both. Content that
 * says the opposite of what the history says is never smoothed over, and an answer that is not
 * plain is "unknown".
 */
#include "stage/map.h"

#include "stage/content.h"
#include "stage/mapnote.h"
#include "stage/since.h"

#include <string.h>

/* What the branch's files say, and the line of evidence that tells most. */
typedef struct {
	SpContent code, bug, fix; /* SP_CONTENT_THERE: yes */
	const char *code_why, *bug_why, *fix_why;
	gboolean asks_bug; /* something was asked about the bug */
} Content;

/* What all probes on one question say together. */
static SpContent together(const GPtrArray *evidence, SpAsks asks, const char **why)
{
	guint yes = 0, no = 0, unknown = 0;
	const char *whys[3] = {NULL, NULL, NULL}; /* the first of each answer */

	for (guint i = 0; i < evidence->len; i++) {
		const SpEvidence *one = evidence->pdata[i];

		if (one->asks != asks)
			continue;
		yes += one->answer == SP_ANSWER_YES;
		no += one->answer == SP_ANSWER_NO;
		unknown += one->answer == SP_ANSWER_UNKNOWN;
		if (!whys[one->answer])
			whys[one->answer] = one->why;
	}
	*why = whys[SP_ANSWER_UNKNOWN] ? whys[SP_ANSWER_UNKNOWN]
	       : whys[SP_ANSWER_NO]    ? whys[SP_ANSWER_NO]
				       : whys[SP_ANSWER_YES];
	/* Code that is gone anywhere is gone; for the rest all have to agree. */
	if (no && asks == SP_ASKS_CODE) {
		*why = whys[SP_ANSWER_NO];
		return SP_CONTENT_NOT_THERE;
	}
	if (unknown)
		return SP_CONTENT_UNKNOWN;
	if (yes && no)
		return SP_CONTENT_PARTLY;
	return yes ? SP_CONTENT_THERE : no ? SP_CONTENT_NOT_THERE : SP_CONTENT_UNKNOWN;
}

static gboolean has_probe(const SpFix *fix, SpAsks asks)
{
	for (guint i = 0; i < fix->probes->len; i++)
		if (((SpProbe *)fix->probes->pdata[i])->asks == asks)
			return TRUE;
	return FALSE;
}

/* The first piece of evidence from @from on that gives the answer, else the first of all. */
static const char *why_of(const GPtrArray *evidence, guint from, SpContent content)
{
	SpAnswer wanted = content == SP_CONTENT_THERE	    ? SP_ANSWER_YES
			  : content == SP_CONTENT_NOT_THERE ? SP_ANSWER_NO
							    : SP_ANSWER_UNKNOWN;

	for (guint i = from; i < evidence->len; i++)
		if (((SpEvidence *)evidence->pdata[i])->answer == wanted)
			return ((SpEvidence *)evidence->pdata[i])->why;
	return from < evidence->len ? ((SpEvidence *)evidence->pdata[from])->why : NULL;
}

/* Without a probe for it: are the commits there that brought the bug? Any of them will do. */
static gboolean ask_introduced(const SpFix *fix, SpBranch *branch, GHashTable *overlay,
			       GHashTable *seen, GPtrArray *evidence, Content *content,
			       GError **error)
{
	gboolean all = TRUE;

	content->bug = SP_CONTENT_UNKNOWN;
	for (guint i = 0; i < fix->fixes->len; i++) {
		const SpFixCommit *commit = sp_fix_commit(fix, fix->fixes->pdata[i]);
		g_autofree char *source =
			g_strdup_printf("commit %.12s", (char *)fix->fixes->pdata[i]);
		guint from = evidence->len;
		SpContent one;

		all &= commit != NULL;
		if (!commit)
			continue;
		if (!sp_content_ask(commit->patch, branch, overlay, seen, source,
				    SP_ASKS_PRECONDITION, evidence, &one, error))
			return FALSE;
		content->asks_bug = TRUE;
		all &= one == SP_CONTENT_NOT_THERE;
		if (one == SP_CONTENT_THERE || !content->bug_why)
			content->bug_why = why_of(evidence, from, one);
		if (one == SP_CONTENT_THERE)
			content->bug = one;
	}
	if (content->bug != SP_CONTENT_THERE && all && fix->fixes->len)
		content->bug = SP_CONTENT_NOT_THERE;
	return TRUE;
}

static gboolean ask_content(const SpFix *fix, SpBranch *branch, GHashTable *overlay,
			    GPtrArray *evidence, Content *content, GError **error)
{
	g_autoptr(GHashTable) seen = sp_content_seen_new();

	for (guint i = 0; i < fix->probes->len; i++) {
		SpEvidence *one = sp_probe_ask(fix->probes->pdata[i], branch, overlay, error);

		if (!one)
			return FALSE;
		g_ptr_array_add(evidence, one);
	}
	content->code = together(evidence, SP_ASKS_CODE, &content->code_why);
	content->fix = together(evidence, SP_ASKS_FIX, &content->fix_why);
	content->bug = together(evidence, SP_ASKS_PRECONDITION, &content->bug_why);
	content->asks_bug = has_probe(fix, SP_ASKS_PRECONDITION);
	if (!fix->probes->len) {
		if (!sp_content_ask(fix->patch, branch, overlay, seen, "hunks", SP_ASKS_FIX,
				    evidence, &content->fix, error))
			return FALSE;
		content->fix_why = why_of(evidence, 0, content->fix);
	}
	return content->asks_bug ||
	       ask_introduced(fix, branch, overlay, seen, evidence, content, error);
}

static void conclude(SpVerdict *verdict, SpVerdictKind kind, const char *by, const char *text,
		     const char *why)
{
	verdict->kind = kind;
	verdict->decided_by = by;
	verdict->reason = g_strdup_printf("%s%s%s", text, why ? ": " : "", why ? why : "");
}

/* "ancestry", "messages", "equality": how it is known what became of a commit. */
static const char *source_of(const SpTrace *trace)
{
	static const char *const names[] = {"ancestry", "messages", "equality"};
	const SpTraceEvent *last = sp_trace_last(trace);

	return names[last ? last->by : SP_BY_ANCESTRY];
}

/* "came in v4.20-rc5", "was reverted as 1a3e33682fe4 (v4.19.7)" */
static char *describe(const SpTraceEvent *event)
{
	const char *what = event->adds ? "came" : "was reverted";
	char hex[13];

	if (event->by == SP_BY_ANCESTRY && event->release)
		return g_strdup_printf("%s in %s", what, event->release);
	if (event->by == SP_BY_ANCESTRY)
		return g_strdup(event->adds ? "is an ancestor" : "was reverted by an ancestor");
	return g_strdup_printf("%s as %s (%s%s)", what, git_oid_tostr(hex, sizeof(hex), &event->id),
			       event->release ? event->release : "in no release yet",
			       event->by == SP_BY_EQUALITY ? ", an equal change" : "");
}

/* "87c460a0bded (mainline v4.20-rc5) came as 1a3e33682fe4 (v4.19.7)" */
static char *describe_trace(const SpFateCommit *commit)
{
	const SpTrace *trace = commit->trace;
	const SpTraceEvent *first = trace->events->len ? trace->events->pdata[0] : NULL;
	g_autoptr(GString) text = g_string_new(NULL);

	g_string_append_printf(text, "%.12s ", trace->id);
	if (trace->release && !(first && first->by == SP_BY_ANCESTRY))
		g_string_append_printf(text, "(mainline %s) ", trace->release);
	if (trace->doubt)
		g_string_append(text, trace->doubt);
	else if (!first)
		g_string_append(text, "is no ancestor, and no commit names it");
	for (guint i = 0; i < trace->events->len; i++) {
		g_autofree char *event = describe(trace->events->pdata[i]);

		g_string_append_printf(text, "%s%s", i ? ", " : "", event);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What was traced, as evidence beside the content's. */
static void add_evidence(SpVerdict *verdict, const SpFateCommit *commit, SpAsks asks)
{
	SpEvidence *one = sp_evidence_new(source_of(commit->trace), asks);
	SpState state = commit->trace->state;

	one->answer = state == SP_STATE_PRESENT	  ? SP_ANSWER_YES
		      : state == SP_STATE_UNKNOWN ? SP_ANSWER_UNKNOWN
						  : SP_ANSWER_NO;
	one->why = describe_trace(commit);
	g_ptr_array_add(verdict->evidence, one);
}

/* The commit that decides whether the bug was brought in: one that is there, or may be, or was. */
static const SpFateCommit *decisive(const SpFate *fate)
{
	static const SpState order[] = {SP_STATE_PRESENT, SP_STATE_UNKNOWN, SP_STATE_REVERTED,
					SP_STATE_ABSENT};

	for (guint i = 0; i < G_N_ELEMENTS(order); i++)
		for (guint k = 0; k < fate->introduced->len; k++) {
			const SpFateCommit *one = fate->introduced->pdata[k];

			if (one->trace->state == order[i])
				return one;
		}
	return NULL;
}

/* The state that the history claims; what may hide in commits that name nothing makes "absent"
 * unknown, unless the content settles it. */
static SpState claimed(const SpFateCommit *commit, SpContent content)
{
	if (!commit)
		return SP_STATE_UNKNOWN;
	if (commit->trace->state == SP_STATE_ABSENT && commit->unlike &&
	    content != SP_CONTENT_NOT_THERE)
		return SP_STATE_UNKNOWN;
	return commit->trace->state;
}

/* What neither the history can tell nor the content, if anything was asked of it. */
static char *doubt_of(const SpFateCommit *commit, const char *why)
{
	g_autofree char *log = NULL;

	if (commit && commit->trace->doubt)
		log = g_strdup(commit->trace->doubt);
	else if (commit && commit->trace->state == SP_STATE_ABSENT && commit->unlike)
		log = g_strdup_printf(
			"no commit names %.12s, but %u of the branch may change the same files "
			"and name no upstream commit",
			commit->trace->id, commit->unlike);
	if (!log || !why)
		return log ? g_steal_pointer(&log) : g_strdup(why);
	return g_strdup_printf("%s; %s", why, log);
}

static void contradict(SpVerdict *verdict, const char *format, const SpFateCommit *commit,
		       const char *why)
{
	g_autofree char *told = describe_trace(commit);
	g_autofree char *text = g_strdup_printf("%s (%s)", format, told);

	conclude(verdict, SP_VERDICT_CONTRADICTION, NULL, text, why);
}

/* A fix that undoes the bug's commit "stands" wherever that commit never came. */
static gboolean never_came(const SpVerdict *verdict, const Content *content)
{
	const SpFateCommit *bug = verdict->fate ? decisive(verdict->fate) : NULL;

	return bug && bug->trace->state == SP_STATE_ABSENT && content->bug == SP_CONTENT_NOT_THERE;
}

/* The fix is there, or the sources say opposite things about it. TRUE when it is so. */
static gboolean settle_fix(SpVerdict *verdict, const Content *content)
{
	const SpFateCommit *fix = verdict->fate ? verdict->fate->fix : NULL;
	SpState state = claimed(fix, content->fix);
	gboolean there = content->fix == SP_CONTENT_THERE;

	if (state == SP_STATE_PRESENT &&
	    (content->fix == SP_CONTENT_NOT_THERE || content->fix == SP_CONTENT_PARTLY)) {
		contradict(verdict, "the log has the fix, the code has not", fix, content->fix_why);
	} else if (state == SP_STATE_REVERTED && there) {
		contradict(verdict, "the log took the fix back, the code has it", fix,
			   content->fix_why);
	} else if (state == SP_STATE_PRESENT) {
		g_autofree char *told = describe_trace(fix);

		conclude(verdict, SP_VERDICT_FIXED, source_of(fix->trace), "the fix is there",
			 told);
	} else if (there && !never_came(verdict, content)) {
		conclude(verdict, SP_VERDICT_FIXED, "content",
			 fix && fix->trace->state == SP_STATE_ABSENT
				 ? "the fix is there, though no commit names it"
				 : "the fix is there",
			 content->fix_why);
	}
	return verdict->reason != NULL;
}

/* The bug is not there, or the sources say opposite things about it. TRUE when it is so. */
static gboolean settle_bug(SpVerdict *verdict, const Content *content)
{
	const SpFateCommit *bug = verdict->fate ? decisive(verdict->fate) : NULL;
	SpState state = claimed(bug, content->bug);

	if (state == SP_STATE_PRESENT && content->bug == SP_CONTENT_NOT_THERE) {
		contradict(verdict, "the log has the bug, the code has not", bug, content->bug_why);
	} else if (state == SP_STATE_REVERTED && content->bug == SP_CONTENT_THERE) {
		contradict(verdict, "the log took the bug back, the code has it", bug,
			   content->bug_why);
	} else if (content->bug == SP_CONTENT_THERE || state == SP_STATE_PRESENT) {
		return FALSE;
	} else if (state == SP_STATE_REVERTED || state == SP_STATE_ABSENT) {
		g_autofree char *told = describe_trace(bug);

		conclude(verdict, SP_VERDICT_NOT_AFFECTED, source_of(bug->trace),
			 "the bug is not there", told);
	} else if (content->bug == SP_CONTENT_NOT_THERE) {
		conclude(verdict, SP_VERDICT_NOT_AFFECTED, "content",
			 "the bug was never introduced", content->bug_why);
	}
	return verdict->reason != NULL;
}

/* Something is needed to say "affected" that cannot be told. TRUE when it is so. */
static gboolean find_gap(SpVerdict *verdict, const Content *content)
{
	const SpFateCommit *fix = verdict->fate ? verdict->fate->fix : NULL;
	const SpFateCommit *bug = verdict->fate ? decisive(verdict->fate) : NULL;
	SpState fixed = claimed(fix, content->fix), broken = claimed(bug, content->bug);
	g_autofree char *fix_doubt = doubt_of(fix, content->fix_why);
	g_autofree char *bug_doubt = doubt_of(bug, content->bug_why);

	if (content->code == SP_CONTENT_UNKNOWN && content->code_why)
		conclude(verdict, SP_VERDICT_UNKNOWN, NULL, "whether the code is there",
			 content->code_why);
	else if (content->fix == SP_CONTENT_PARTLY)
		conclude(verdict, SP_VERDICT_UNKNOWN, NULL,
			 "whether the fix is there: a part of it is", content->fix_why);
	else if (content->fix == SP_CONTENT_UNKNOWN && fixed == SP_STATE_UNKNOWN)
		conclude(verdict, SP_VERDICT_UNKNOWN, NULL, "whether the fix is there", fix_doubt);
	else if (content->bug == SP_CONTENT_THERE || broken == SP_STATE_PRESENT)
		return FALSE;
	else if (bug || content->asks_bug)
		conclude(verdict, SP_VERDICT_UNKNOWN, NULL, "whether the bug was introduced",
			 bug_doubt);
	else
		conclude(verdict, SP_VERDICT_UNKNOWN, NULL,
			 "the fix is absent, but nothing tells whether the bug is there; a fix "
			 "folder with \"fixes\", or with a [probe] that asks for the precondition, "
			 "would",
			 NULL);
	return TRUE;
}

static void conclude_affected(SpVerdict *verdict, const Content *content)
{
	const SpFateCommit *fix = verdict->fate ? verdict->fate->fix : NULL;
	const SpFateCommit *bug = verdict->fate ? decisive(verdict->fate) : NULL;
	g_autofree char *told = NULL;
	g_autofree char *text = NULL;

	if (!bug || bug->trace->state != SP_STATE_PRESENT) {
		conclude(verdict, SP_VERDICT_AFFECTED, "content",
			 "the bug is there, the fix is not", content->bug_why);
		return;
	}
	told = describe_trace(bug);
	text = g_strdup_printf("the bug is there (%s), the fix %s", told,
			       fix && fix->trace->state == SP_STATE_REVERTED ? "was reverted"
									     : "is not");
	conclude(verdict, SP_VERDICT_AFFECTED, source_of(bug->trace), text, NULL);
}

static void decide(SpVerdict *verdict, const Content *content)
{
	if (content->code == SP_CONTENT_NOT_THERE)
		conclude(verdict, SP_VERDICT_NOT_AFFECTED, "content", "the code is not there",
			 content->code_why);
	else if (!settle_fix(verdict, content) && !settle_bug(verdict, content) &&
		 !find_gap(verdict, content))
		conclude_affected(verdict, content);
}

static gboolean ask_history(const SpFix *fix, SpBranch *branch, SpHistory *history,
			    const SpHistBranch *place, SpVerdict *verdict, GError **error)
{
	verdict->fate = sp_fate_of(fix, history, place, sp_branch_version(branch), error);
	if (!verdict->fate)
		return FALSE;
	if (verdict->fate->fix)
		add_evidence(verdict, verdict->fate->fix, SP_ASKS_FIX);
	for (guint i = 0; i < verdict->fate->introduced->len; i++)
		add_evidence(verdict, verdict->fate->introduced->pdata[i], SP_ASKS_PRECONDITION);
	return TRUE;
}

/* Code that is another than the commit's, as mainline itself changed it later, denies nothing.
 * @content: SP_CONTENT_UNKNOWN then */
static gboolean excuse(SpHistory *history, SpBranch *branch, const SpHistBranch *place,
		       const SpFateCommit *commit, const SpPatch *patch, gboolean backports,
		       SpContent *content, SpVerdict *verdict, GError **error)
{
	const SpTraceEvent *last = sp_trace_last(commit->trace);
	SpSince since;

	if (!sp_since_ask(history, place, branch, &last->id, patch, &since, error))
		return FALSE;
	if (since.kind == SP_SINCE_MAINLINE ||
	    (backports && since.kind == SP_SINCE_COMMIT && since.upstream))
		*content = SP_CONTENT_UNKNOWN;
	sp_mapnote_since(commit, sp_history_repo(history), &since, verdict);
	return TRUE;
}

static gboolean came(const SpFateCommit *commit)
{
	const SpTraceEvent *last = commit ? sp_trace_last(commit->trace) : NULL;

	return last && last->adds && commit->trace->state == SP_STATE_PRESENT;
}

/* Where the log and the hunks say opposite things; a probe was written by somebody who knows. */
static gboolean excuse_all(const SpFix *fix, SpBranch *branch, SpHistory *history,
			   const SpHistBranch *place, SpVerdict *verdict, Content *content,
			   GError **error)
{
	const SpFateCommit *bug = decisive(verdict->fate);
	const SpFixCommit *known = bug ? sp_fix_commit(fix, bug->trace->id) : NULL;

	if (!fix->probes->len && came(verdict->fate->fix) &&
	    (content->fix == SP_CONTENT_NOT_THERE || content->fix == SP_CONTENT_PARTLY) &&
	    !excuse(history, branch, place, verdict->fate->fix, fix->patch, TRUE, &content->fix,
		    verdict, error))
		return FALSE;
	return !known || has_probe(fix, SP_ASKS_PRECONDITION) || !came(bug) ||
	       (verdict->fate->fix && verdict->fate->fix->trace->state == SP_STATE_PRESENT) ||
	       content->bug != SP_CONTENT_NOT_THERE ||
	       excuse(history, branch, place, bug, known->patch, FALSE, &content->bug, verdict,
		      error);
}

/* What the history says, if the branch has one that is its own; all of it from one state. */
static gboolean ask_log(const SpFix *fix, SpBranch *branch, SpHistory *history, SpVerdict *verdict,
			Content *content, GError **error)
{
	SpHistBranch place;
	gboolean good;

	if (!history || !sp_branch_revision(branch) ||
	    g_hash_table_size(sp_branch_replaced(branch)))
		return TRUE;
	if (!sp_history_hold(history, error))
		return FALSE;
	good = sp_history_branch(history, sp_branch_revision(branch), &place, error) &&
	       ask_history(fix, branch, history, &place, verdict, error) &&
	       excuse_all(fix, branch, history, &place, verdict, content, error);
	sp_history_let_go(history);
	return good;
}

SpVerdict *sp_map_branch(const SpFix *fix, SpBranch *branch, GHashTable *overlay,
			 SpHistory *history, GError **error)
{
	g_autoptr(SpVerdict) verdict = sp_verdict_new();
	Content content = {SP_CONTENT_UNKNOWN, SP_CONTENT_UNKNOWN, SP_CONTENT_UNKNOWN};

	if (!ask_content(fix, branch, overlay, verdict->evidence, &content, error) ||
	    !ask_log(fix, branch, history, verdict, &content, error))
		return NULL;
	decide(verdict, &content);
	sp_mapnote_add(fix, branch, verdict);
	return g_steal_pointer(&verdict);
}

char **sp_map_paths(const SpFix *fix)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < fix->probes->len; i++) {
		const SpProbe *probe = fix->probes->pdata[i];

		for (guint k = 0; k < probe->files->len; k++)
			g_ptr_array_add(paths, g_strdup(probe->files->pdata[k]));
	}
	sp_content_add_paths(fix->patch, paths);
	for (guint i = 0; i < fix->bugs->len; i++)
		sp_content_add_paths(fix->bugs->pdata[i], paths);
	for (guint i = 0; i < fix->variants->len; i++) {
		const SpVariant *variant = fix->variants->pdata[i];

		for (guint k = 0; k < variant->patches->len; k++)
			sp_content_add_paths(variant->patches->pdata[k], paths);
	}
	for (guint i = 0; i < fix->commits->len; i++)
		sp_content_add_paths(((SpFixCommit *)fix->commits->pdata[i])->patch, paths);
	g_ptr_array_add(paths, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&paths), FALSE);
}
