/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * map: asks the probes of a fix, or its hunks, of a branch's content, and draws the verdict from the
 * answers. An answer that is not plain is "unknown", and so is then the verdict.
 */
#include "stage/map.h"

#include "base/fs.h"
#include "base/json.h"
#include "stage/csource.h"

#include <string.h>

static void evidence_free(gpointer data)
{
	SpEvidence *evidence = data;

	g_free(evidence->source);
	g_free(evidence->why);
	g_free(evidence);
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
	static const char *const names[] = { "affected", "fixed", "not-affected", "unknown" };

	return names[kind];
}

const char *sp_asks_name(SpAsks asks)
{
	static const char *const names[] = { "code", "precondition", "fix" };

	return names[asks];
}

const char *sp_answer_name(SpAnswer answer)
{
	static const char *const names[] = { "no", "yes", "unknown" };

	return names[answer];
}

static SpEvidence *evidence_new(const char *source, SpAsks asks)
{
	SpEvidence *evidence = g_new0(SpEvidence, 1);

	evidence->source = g_strdup(source);
	evidence->asks = asks;
	evidence->answer = SP_ANSWER_UNKNOWN;
	return evidence;
}

static gboolean read_file(SpBranch *branch, GHashTable *overlay, const char *path,
			  SpFileState *state, const char **text, GError **error)
{
	const char *over = overlay ? g_hash_table_lookup(overlay, path) : NULL;

	if (!over)
		return sp_branch_read(branch, path, state, text, NULL, error);
	*state = SP_FILE_FOUND;
	*text = over;
	return TRUE;
}

/* Code of some lines on one line, so that a line break in an expression does not matter. */
static char *one_line(const char *text, gsize length)
{
	char *code = sp_csource_code(text, length);

	g_strdelimit(code, "\n", ' ');
	return g_strstrip(code);
}

static char *function_code(const char *text, const SpFunction *function)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) body = g_string_new(NULL);

	for (guint i = function->head; i <= function->end && lines[i]; i++)
		g_string_append_printf(body, "%s\n", lines[i]);
	return one_line(body->str, body->len);
}

/* How many of @needles stand in @code; the first that does not is named in @missing. */
static guint count_present(const GPtrArray *needles, const char *code)
{
	guint count = 0;

	for (guint i = 0; i < needles->len; i++) {
		g_autofree char *needle = one_line(needles->pdata[i], strlen(needles->pdata[i]));

		count += strstr(code, needle) != NULL;
	}
	return count;
}

static SpAnswer judge_function(const SpProbe *probe, const char *text, const SpFunction *function)
{
	g_autofree char *code = function_code(text, function);
	guint there = count_present(probe->present, code);
	guint unwanted = count_present(probe->absent, code);
	gboolean all = there == probe->present->len && unwanted == 0;
	gboolean none = there == 0 && unwanted == probe->absent->len;

	if (all)
		return SP_ANSWER_YES;
	return none ? SP_ANSWER_NO : SP_ANSWER_UNKNOWN;
}

static char *name_list(const GPtrArray *names, const char *between)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(list, "%s%s", i ? between : "", (char *)names->pdata[i]);
	return g_string_free(g_steal_pointer(&list), FALSE);
}

/* What of the probe's code stands in the function and what does not: "has `a`, has no `b`". */
static char *findings(const SpProbe *probe, const char *text, const SpFunction *function)
{
	const GPtrArray *lists[] = { probe->present, probe->absent };
	g_autofree char *code = function_code(text, function);
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint k = 0; k < G_N_ELEMENTS(lists); k++) {
		for (guint i = 0; i < lists[k]->len; i++) {
			const char *wanted = lists[k]->pdata[i];
			g_autofree char *needle = one_line(wanted, strlen(wanted));

			g_string_append_printf(list, "%s%s `%s`", list->len ? ", " : "",
					       strstr(code, needle) ? "has" : "has no", wanted);
		}
	}
	if (!list->len)
		g_string_append(list, "is there");
	return g_string_free(g_steal_pointer(&list), FALSE);
}

/* All definitions that the probe's function and arm name have to give the same answer. */
static void judge_definitions(SpEvidence *evidence, const SpProbe *probe, const char *path,
			      const char *text, const GPtrArray *definitions)
{
	const SpFunction *first = definitions->pdata[0];
	g_autofree char *found = NULL;

	evidence->answer = judge_function(probe, text, first);
	for (guint i = 1; i < definitions->len; i++)
		if (judge_function(probe, text, definitions->pdata[i]) != evidence->answer)
			evidence->answer = SP_ANSWER_UNKNOWN;
	found = findings(probe, text, first);
	evidence->why = g_strdup_printf("%s:%u: %s()%s%s%s %s%s", path, first->head + 1,
					first->name, *first->arm ? " [" : "", first->arm,
					*first->arm ? "]" : "", found,
					definitions->len > 1 ? ", and there are more definitions of it"
							     : "");
}

/* Looks for the probe's functions in one file; TRUE when one was found and judged. */
static gboolean ask_file(SpEvidence *evidence, const SpProbe *probe, const char *path,
			 const char *text)
{
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));

	for (guint i = 0; i < probe->functions->len; i++) {
		g_autoptr(GPtrArray) definitions =
			sp_csource_find(source, probe->functions->pdata[i], probe->arm);

		if (!definitions->len)
			continue;
		judge_definitions(evidence, probe, path, text, definitions);
		return TRUE;
	}
	return FALSE;
}

/* When no function was found: gone, if the file is there to show it; else nobody knows. */
static void no_function(SpEvidence *evidence, const SpProbe *probe, const GPtrArray *seen,
			const char *lost)
{
	g_autofree char *functions = name_list(probe->functions, " or ");
	g_autofree char *files = name_list(seen->len ? seen : probe->files, ", ");

	if (lost) {
		evidence->why = g_strdup_printf("%s: the repository lacks its content", lost);
		return;
	}
	if (!seen->len) {
		evidence->why = g_strdup_printf("not in the tree: %s: moved, or renamed?", files);
		return;
	}
	if (probe->asks == SP_ASKS_CODE)
		evidence->answer = SP_ANSWER_NO;
	evidence->why = g_strdup_printf("no function %s%s%s in %s", functions,
					probe->arm ? " in arm " : "", probe->arm ? probe->arm : "",
					files);
}

static SpEvidence *ask_probe(const SpProbe *probe, SpBranch *branch, GHashTable *overlay,
			     GError **error)
{
	SpEvidence *evidence = evidence_new(probe->name, probe->asks);
	g_autoptr(GPtrArray) seen = g_ptr_array_new();
	const char *lost = NULL;

	for (guint i = 0; i < probe->files->len; i++) {
		const char *path = probe->files->pdata[i];
		const char *text;
		SpFileState state;

		if (!read_file(branch, overlay, path, &state, &text, error)) {
			evidence_free(evidence);
			return NULL;
		}
		if (state == SP_FILE_LOST)
			lost = path;
		if (state != SP_FILE_FOUND)
			continue;
		g_ptr_array_add(seen, (gpointer)path);
		if (ask_file(evidence, probe, path, text))
			return evidence;
	}
	no_function(evidence, probe, seen, lost);
	return evidence;
}

/* Without probes: do the fix's own hunks stand in the tree, or does what they replace? */
static SpAnswer ask_hunks(const SpPatchFile *file, const char *text, char **why)
{
	g_autofree char *result = NULL;
	g_autofree char *reason = NULL;

	if (sp_hunk_undo_all(text, file->hunks, NULL, &result, &reason)) {
		*why = g_strdup_printf("%s: holds what the fix adds", file->path);
		return SP_ANSWER_YES;
	}
	g_clear_pointer(&reason, g_free);
	if (sp_hunk_apply_all(text, file->hunks, NULL, &result, &reason)) {
		*why = g_strdup_printf("%s: holds what the fix replaces", file->path);
		return SP_ANSWER_NO;
	}
	*why = g_strdup_printf("%s: %s", file->path, reason);
	return SP_ANSWER_UNKNOWN;
}

static gboolean ask_patch(const SpFix *fix, SpBranch *branch, GHashTable *overlay,
			  GPtrArray *evidence, GError **error)
{
	for (guint i = 0; i < fix->patch->files->len; i++) {
		const SpPatchFile *file = fix->patch->files->pdata[i];
		SpEvidence *one;
		const char *text;
		SpFileState state;

		if (!read_file(branch, overlay, file->path, &state, &text, error))
			return FALSE;
		one = evidence_new("hunks", SP_ASKS_FIX);
		if (state == SP_FILE_FOUND && !file->added && !file->deleted)
			one->answer = ask_hunks(file, text, &one->why);
		else
			one->why = g_strdup_printf(
				"%s: %s", file->path,
				state == SP_FILE_LOST	? "the repository lacks its content"
				: state == SP_FILE_FOUND ? "the fix adds or removes the whole file"
							 : "there is no such file");
		g_ptr_array_add(evidence, one);
	}
	return TRUE;
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

static void decide(SpVerdict *verdict, gboolean probes)
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
		conclude(verdict, SP_VERDICT_UNKNOWN,
			 probes && bug_why
				 ? "whether the bug was introduced"
				 : "the fix is absent, but nothing tells whether the bug is there; a "
				   "fix folder with a [probe] that asks for the precondition would",
			 bug_why);
	else
		conclude(verdict, SP_VERDICT_AFFECTED, "the bug is there, the fix is not", bug_why);
}

SpVerdict *sp_map_branch(const SpFix *fix, SpBranch *branch, GHashTable *overlay, GError **error)
{
	g_autoptr(SpVerdict) verdict = g_new0(SpVerdict, 1);

	verdict->evidence = g_ptr_array_new_with_free_func(evidence_free);
	for (guint i = 0; i < fix->probes->len; i++) {
		SpEvidence *one = ask_probe(fix->probes->pdata[i], branch, overlay, error);

		if (!one)
			return NULL;
		g_ptr_array_add(verdict->evidence, one);
	}
	if (!fix->probes->len && !ask_patch(fix, branch, overlay, verdict->evidence, error))
		return NULL;
	decide(verdict, fix->probes->len > 0);
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
	for (guint i = 0; i < fix->patch->files->len; i++)
		g_ptr_array_add(paths,
				g_strdup(((SpPatchFile *)fix->patch->files->pdata[i])->path));
	for (guint i = 0; i < fix->variants->len; i++) {
		const SpVariant *variant = fix->variants->pdata[i];

		for (guint k = 0; k < variant->patch->files->len; k++)
			g_ptr_array_add(paths, g_strdup(((SpPatchFile *)variant->patch->files
								 ->pdata[k])
								->path));
	}
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
