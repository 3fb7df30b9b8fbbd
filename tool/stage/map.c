/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * map: asks the probes of a fix, or its hunks, of a branch's content, and draws the verdict from
 * the answers. An answer that is not plain is "unknown", and so is then the verdict.
 */
#include "stage/map.h"

#include "base/fs.h"
#include "base/json.h"
#include "stage/content.h"

#include <string.h>

static void evidence_free(gpointer data)
{
	sp_evidence_free(data);
}

void sp_verdict_free(SpVerdict *verdict)
{
	if (!verdict)
		return;
	g_free(verdict->reason);
	g_ptr_array_unref(verdict->evidence);
	g_free(verdict);
}

const char *sp_verdict_name(SpVerdictKind kind)
{
	static const char *const names[] = {"affected", "fixed", "not-affected", "unknown"};

	return names[kind];
}

/* What all evidence on one question says together; @why the first that decides. */
static SpAnswer together(const GPtrArray *evidence, SpAsks asks, const char **why)
{
	SpAnswer answer = SP_ANSWER_UNKNOWN;
	gboolean first = TRUE;

	*why = NULL;
	for (guint i = 0; i < evidence->len; i++) {
		const SpEvidence *one = evidence->pdata[i];

		if (one->asks != asks)
			continue;
		/* Code that is gone anywhere is gone; for the rest all have to agree. */
		if (asks == SP_ASKS_CODE && one->answer == SP_ANSWER_NO) {
			*why = one->why;
			return SP_ANSWER_NO;
		}
		if (first || one->answer != answer) {
			answer = first ? one->answer : SP_ANSWER_UNKNOWN;
			*why = one->why;
		}
		first = FALSE;
	}
	return answer;
}

static void conclude(SpVerdict *verdict, SpVerdictKind kind, const char *text, const char *why)
{
	verdict->kind = kind;
	verdict->reason = g_strdup_printf("%s%s%s", text, why ? ": " : "", why ? why : "");
}

static void decide(SpVerdict *verdict)
{
	const char *code_why, *bug_why, *fix_why;
	SpAnswer code = together(verdict->evidence, SP_ASKS_CODE, &code_why);
	SpAnswer bug = together(verdict->evidence, SP_ASKS_PRECONDITION, &bug_why);
	SpAnswer fix = together(verdict->evidence, SP_ASKS_FIX, &fix_why);

	if (code == SP_ANSWER_NO)
		conclude(verdict, SP_VERDICT_NOT_AFFECTED, "the code is gone", code_why);
	else if (fix == SP_ANSWER_YES)
		conclude(verdict, SP_VERDICT_FIXED, "the fix is there", fix_why);
	else if (bug == SP_ANSWER_NO)
		conclude(verdict, SP_VERDICT_NOT_AFFECTED, "the bug was never introduced", bug_why);
	else if (code == SP_ANSWER_UNKNOWN && code_why)
		conclude(verdict, SP_VERDICT_UNKNOWN, "whether the code is there", code_why);
	else if (fix == SP_ANSWER_UNKNOWN)
		conclude(verdict, SP_VERDICT_UNKNOWN, "whether the fix is there", fix_why);
	else if (bug == SP_ANSWER_UNKNOWN)
		conclude(
			verdict, SP_VERDICT_UNKNOWN,
			bug_why ? "whether the bug was introduced"
				: "the fix is absent, but nothing tells whether the bug is there; a "
				  "fix folder with a [probe] that asks for the precondition would",
			bug_why);
	else
		conclude(verdict, SP_VERDICT_AFFECTED, "the bug is there, the fix is not", bug_why);
}

static gboolean has_probe(const SpFix *fix, SpAsks asks)
{
	for (guint i = 0; i < fix->probes->len; i++)
		if (((SpProbe *)fix->probes->pdata[i])->asks == asks)
			return TRUE;
	return FALSE;
}

/* Without a probe for it: are the commits there that brought the bug? */
static gboolean ask_commits(const SpFix *fix, SpBranch *branch, GHashTable *overlay,
			    GPtrArray *evidence, GError **error)
{
	for (guint i = 0; i < fix->fixes->len && !has_probe(fix, SP_ASKS_PRECONDITION); i++) {
		const SpFixCommit *commit = sp_fix_commit(fix, fix->fixes->pdata[i]);
		g_autofree char *source =
			g_strdup_printf("commit %.12s", (char *)fix->fixes->pdata[i]);
		SpContent content;

		if (commit && !sp_content_ask(commit->patch, branch, overlay, source,
					      SP_ASKS_PRECONDITION, evidence, &content, error))
			return FALSE;
	}
	return TRUE;
}

SpVerdict *sp_map_branch(const SpFix *fix, SpBranch *branch, GHashTable *overlay, GError **error)
{
	g_autoptr(SpVerdict) verdict = g_new0(SpVerdict, 1);
	SpContent content;

	verdict->evidence = g_ptr_array_new_with_free_func(evidence_free);
	for (guint i = 0; i < fix->probes->len; i++) {
		SpEvidence *one = sp_probe_ask(fix->probes->pdata[i], branch, overlay, error);

		if (!one)
			return NULL;
		g_ptr_array_add(verdict->evidence, one);
	}
	if (!fix->probes->len && !sp_content_ask(fix->patch, branch, overlay, "hunks", SP_ASKS_FIX,
						 verdict->evidence, &content, error))
		return NULL;
	if (!ask_commits(fix, branch, overlay, verdict->evidence, error))
		return NULL;
	decide(verdict);
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
	for (guint i = 0; i < fix->variants->len; i++)
		sp_content_add_paths(((SpVariant *)fix->variants->pdata[i])->patch, paths);
	for (guint i = 0; i < fix->commits->len; i++)
		sp_content_add_paths(((SpFixCommit *)fix->commits->pdata[i])->patch, paths);
	g_ptr_array_add(paths, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&paths), FALSE);
}

void sp_map_to_json(JsonBuilder *json, SpBranch *branch, const SpVerdict *verdict)
{
	g_autofree char *version = sp_kver_string(sp_branch_version(branch));

	json_builder_begin_object(json);
	sp_json_string(json, "branch", sp_branch_name(branch));
	sp_json_string(json, "version", version);
	sp_json_string(json, "source", sp_branch_origin(branch));
	sp_json_bool(json, "control", g_hash_table_size(sp_branch_replaced(branch)) > 0);
	sp_json_string(json, "verdict", sp_verdict_name(verdict->kind));
	sp_json_string(json, "reason", verdict->reason);
	json_builder_set_member_name(json, "evidence");
	json_builder_begin_array(json);
	for (guint i = 0; i < verdict->evidence->len; i++) {
		const SpEvidence *one = verdict->evidence->pdata[i];

		json_builder_begin_object(json);
		sp_json_string(json, "source", one->source);
		sp_json_string(json, "asks", sp_asks_name(one->asks));
		sp_json_string(json, "answer", sp_answer_name(one->answer));
		sp_json_string(json, "why", one->why);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
	json_builder_end_object(json);
}

gboolean sp_map_save(const char *path, const SpFix *fix, SpBranch *branch, const SpVerdict *verdict,
		     GError **error)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autoptr(JsonObject) old = NULL;
	g_autofree char *text = NULL;
	gboolean placed = FALSE;
	JsonArray *branches;

	if (!sp_json_load(path, &old, error))
		return FALSE;
	branches = old ? sp_json_get_array(old, "branches") : NULL;
	json_builder_begin_object(json);
	sp_json_string(json, "fix", fix->name);
	sp_json_string(json, "upstream", fix->upstream);
	sp_json_string(json, "subject", fix->patch->subject);
	json_builder_set_member_name(json, "branches");
	json_builder_begin_array(json);
	for (guint i = 0; branches && i < json_array_get_length(branches); i++) {
		JsonNode *one = json_array_get_element(branches, i);

		if (!JSON_NODE_HOLDS_OBJECT(one))
			continue;
		if (g_str_equal(sp_json_get_string(json_node_get_object(one), "branch", ""),
				sp_branch_name(branch))) {
			sp_map_to_json(json, branch, verdict);
			placed = TRUE;
		} else {
			json_builder_add_value(json, json_node_copy(one));
		}
	}
	if (!placed)
		sp_map_to_json(json, branch, verdict);
	json_builder_end_array(json);
	json_builder_end_object(json);
	text = sp_json_text(json);
	return sp_fs_write_changed(path, text, strlen(text), error);
}
