/* SPDX-License-Identifier: GPL-2.0-only */
/* mapsave: verdicts as JSON, and map.json, the record of all verdicts on one fix. */
#include "stage/mapsave.h"

#include "base/fs.h"
#include "base/json.h"

#include <string.h>

static void add_strings(JsonBuilder *json, const char *name, const GPtrArray *strings)
{
	json_builder_set_member_name(json, name);
	json_builder_begin_array(json);
	for (guint i = 0; i < strings->len; i++)
		json_builder_add_string_value(json, strings->pdata[i]);
	json_builder_end_array(json);
}

static void add_evidence(JsonBuilder *json, const GPtrArray *evidence)
{
	json_builder_set_member_name(json, "evidence");
	json_builder_begin_array(json);
	for (guint i = 0; i < evidence->len; i++) {
		const SpEvidence *one = evidence->pdata[i];

		json_builder_begin_object(json);
		sp_json_string(json, "source", one->source);
		sp_json_string(json, "asks", sp_asks_name(one->asks));
		sp_json_string(json, "answer", sp_answer_name(one->answer));
		sp_json_string(json, "why", one->why);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}

/* What was traced of a commit, as members of the object at hand. */
static void add_trace(JsonBuilder *json, const SpFateCommit *commit)
{
	char hex[GIT_OID_HEXSZ + 1];

	sp_json_string(json, "id", commit->trace->id);
	sp_json_string(json, "subject", commit->subject);
	sp_json_string(json, "release", commit->trace->release);
	sp_json_string(json, "state", sp_state_name(commit->trace->state));
	json_builder_set_member_name(json, "commits");
	json_builder_begin_array(json);
	for (guint i = 0; i < commit->trace->events->len; i++) {
		const SpTraceEvent *event = commit->trace->events->pdata[i];

		json_builder_begin_object(json);
		sp_json_string(json, "id", git_oid_tostr(hex, sizeof(hex), &event->id));
		sp_json_string(json, "action", event->adds ? "adds" : "removes");
		sp_json_string(json, "by", sp_by_name(event->by));
		sp_json_string(json, "release", event->release);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}

static void add_commits(JsonBuilder *json, const char *name, const GPtrArray *commits,
			gboolean kinds)
{
	json_builder_set_member_name(json, name);
	json_builder_begin_array(json);
	for (guint i = 0; i < commits->len; i++) {
		const SpFateCommit *commit = commits->pdata[i];

		json_builder_begin_object(json);
		if (kinds)
			sp_json_string(json, "kind", commit->reverts ? "reverts" : "fixes");
		add_trace(json, commit);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}

static void add_fate(JsonBuilder *json, const SpFate *fate)
{
	if (!fate)
		return;
	json_builder_set_member_name(json, "fix");
	if (fate->fix) {
		json_builder_begin_object(json);
		add_trace(json, fate->fix);
		json_builder_end_object(json);
	} else {
		json_builder_add_null_value(json);
	}
	add_commits(json, "introduced", fate->introduced, FALSE);
	add_commits(json, "needs", fate->needs, FALSE);
	add_commits(json, "followups", fate->followups, TRUE);
}

void sp_map_to_json(JsonBuilder *json, SpBranch *branch, const SpVerdict *verdict)
{
	g_autofree char *version = sp_kver_string(sp_branch_version(branch));

	json_builder_begin_object(json);
	sp_json_string(json, "branch", sp_branch_name(branch));
	sp_json_string(json, "version", version);
	sp_json_string(json, "source", sp_branch_origin(branch));
	sp_json_string(json, "control", sp_control_text(sp_branch_control(branch)));
	sp_json_string(json, "verdict", sp_verdict_name(verdict->kind));
	sp_json_string(json, "reason", verdict->reason);
	sp_json_string(json, "decided_by", verdict->decided_by);
	add_evidence(json, verdict->evidence);
	add_fate(json, verdict->fate);
	add_strings(json, "notes", verdict->notes);
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
