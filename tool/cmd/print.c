/* SPDX-License-Identifier: GPL-2.0-only */
/* print: what came of the branches, for people or as JSON. */
#include "cmd/print.h"

#include "base/err.h"
#include "base/json.h"
#include "cmd/show.h"
#include "stage/mapsave.h"

#include <stdio.h>

static void print(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* To stdout, cleaned. */
static void print(const char *format, ...)
{
	g_autofree char *text = NULL;
	g_autofree char *clean = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	clean = sp_clean_text(text);
	fputs(clean, stdout);
}

static void print_evidence(const SpVerdict *verdict)
{
	for (guint i = 0; i < verdict->evidence->len; i++) {
		const SpEvidence *one = verdict->evidence->pdata[i];

		print("    %-12s %-7s %s: %s\n", sp_asks_name(one->asks),
		      sp_answer_name(one->answer), one->source, one->why);
	}
}

/* Commits around the fix, and whether they are there. */
static void print_commits(const char *title, const GPtrArray *commits)
{
	for (guint i = 0; i < commits->len; i++) {
		const SpFateCommit *one = commits->pdata[i];

		print("    %-12s %-7s %.12s (%s) %s\n", title, sp_state_name(one->trace->state),
		      one->trace->id, one->trace->release ? one->trace->release : "-",
		      one->subject);
	}
}

static void print_verdict(const SpVerdict *verdict)
{
	print_evidence(verdict);
	if (verdict->fate) {
		print_commits("needs", verdict->fate->needs);
		print_commits("later", verdict->fate->followups);
	}
	for (guint i = 0; i < verdict->notes->len; i++)
		print("    note         %s\n", (char *)verdict->notes->pdata[i]);
}

/* The certificate of a hunk. */
static void print_place(const SpPortFile *file, const SpPlace *place)
{
	print("    placed       %s:%u (offset %d) in %s%s%s, by %s%s%s, margin %d of 100\n",
	      file->path, place->line, place->offset,
	      place->function ? place->function : "no function", *place->arm ? ", arm " : "",
	      place->arm, place->rung, place->names ? ": " : "", place->names ? place->names : "",
	      place->margin);
}

static void print_places(const SpPort *port)
{
	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];

		if (file->upstream)
			print("    moved        %s: upstream %s\n", file->path, file->upstream);
		if (!file->before || !file->after)
			print("    %-12s %s\n", file->after ? "added" : "removed", file->path);
		if (file->rules)
			print("    rules        %s: %s\n", file->path, file->rules);
		for (guint k = 0; k < file->places->len; k++)
			if (file->places->pdata[k])
				print_place(file, file->places->pdata[k]);
	}
	for (guint i = 0; i < port->there->len; i++)
		print("    there        %s: it has its change already\n",
		      ((SpPortFile *)port->there->pdata[i])->path);
}

static void print_stack(const SpStack *stack)
{
	if (stack->prereqs) {
		g_autofree char *text = sp_prereqs_text(stack->prereqs);
		gboolean could = stack->prereqs->applies && !stack->port->clean;

		print("%s%s\n", text, could ? " (--with-preconditions)" : "");
	}
	for (guint i = 0; stack->port->clean && i < stack->before->len; i++)
		print_places(((SpStackPatch *)stack->before->pdata[i])->port);
	if (stack->port->clean)
		print_places(stack->port);
}

/* Of the changed objects; where nothing could be looked at, "none" would say too much. */
static void print_alone(const SpRecord *record)
{
	const char *unbuilt = record->unbuilt ? record->unbuilt : "";
	g_auto(GStrv) each = g_strsplit(unbuilt, "\n", -1);

	if (record->warnings)
		print("    new warnings %s\n", *record->warnings ? record->warnings
					       : *unbuilt	 ? "none where they compile"
								 : "none");
	for (guint i = 0; each[i]; i++)
		if (*each[i])
			print("    not looked at %s\n", each[i]);
}

/* @named: it is not the only one. */
static void print_record(const SpRecord *record, gboolean named)
{
	g_autofree char *conclusion = named ? sp_record_conclusion(record) : NULL;

	if (named)
		print("    booted       %s: %s\n", record->arch, conclusion);
	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];
		g_autofree char *summary = sp_cell_summary(cell);

		print("    %-12s %-12s %s: %s\n", cell->variant, sp_cell_mark(cell), cell->scenario,
		      summary);
	}
	print_alone(record);
}

static gboolean print_outcome(const SpChain *chain, const SpOutcome *outcome, GError **error)
{
	g_autofree char *version = sp_kver_string(sp_branch_version(outcome->branch));
	g_autofree char *conclusion = NULL;
	const char *control = sp_control_text(outcome->control);

	print("%s %s: ", sp_branch_name(outcome->branch), version);
	if (!outcome->verdict) {
		print("could not be looked at\n");
	} else {
		print("%s%s%s%s: %s\n", sp_verdict_name(outcome->verdict->kind),
		      control ? " (control: " : "", control ? control : "", control ? ")" : "",
		      outcome->verdict->reason);
		print_verdict(outcome->verdict);
	}
	if (outcome->stack)
		print_stack(outcome->stack);
	if (outcome->control == SP_CONTROL_UNDONE && outcome->patch)
		print("    control      the port gives back the tree's own code, comments aside\n");
	for (guint i = 0; i < outcome->records->len; i++)
		print_record(outcome->records->pdata[i], outcome->records->len > 1);
	if (outcome->replayed)
		conclusion = g_strdup(outcome->replayed);
	else if (outcome->records->len == 1)
		conclusion = sp_record_conclusion(outcome->records->pdata[0]);
	if (outcome->negative || conclusion)
		print("    verdict      %s\n", outcome->negative ? outcome->negative : conclusion);
	if (outcome->unfit)
		print("    unfit        %s: the stable team will not take the mail\n",
		      outcome->unfit);
	for (guint i = 0; outcome->conflict && i < outcome->conflict->len; i++)
		print("    conflict     %s\n", (char *)outcome->conflict->pdata[i]);
	if (outcome->patch)
		print("    patch        %s\n", outcome->patch);
	if (outcome->ref)
		print("    commit       %s\n", outcome->ref);
	for (guint i = 0; outcome->mails && i < outcome->mails->len; i++)
		print("    mail         %s\n", (char *)outcome->mails->pdata[i]);
	if (outcome->error)
		print("    stopped      %s\n", outcome->error->message);
	return !chain->show || sp_show_print(chain->input->fix, outcome, error);
}

void sp_print_strings(JsonBuilder *json, const char *name, const GPtrArray *strings)
{
	json_builder_set_member_name(json, name);
	json_builder_begin_array(json);
	for (guint i = 0; strings && i < strings->len; i++)
		json_builder_add_string_value(json, strings->pdata[i]);
	json_builder_end_array(json);
}

static gboolean add_json(const SpChain *chain, JsonBuilder *json, const SpOutcome *outcome,
			 GError **error)
{
	json_builder_begin_object(json);
	sp_json_string(json, "branch", sp_branch_name(outcome->branch));
	json_builder_set_member_name(json, "map");
	if (outcome->verdict)
		sp_map_to_json(json, outcome->branch, outcome->verdict);
	else
		json_builder_add_null_value(json);
	sp_json_string(json, "patch", outcome->patch);
	sp_json_string(json, "ref", outcome->ref);
	sp_print_strings(json, "conflict", outcome->conflict);
	sp_print_strings(json, "mails", outcome->mails);
	sp_json_string(json, "unfit", outcome->unfit);
	sp_json_string(json, "negative", outcome->negative);
	sp_json_string(json, "replayed", outcome->replayed);
	if (outcome->stack && outcome->stack->prereqs) {
		json_builder_set_member_name(json, "preconditions");
		sp_prereqs_to_json(json, outcome->stack->prereqs);
	}
	sp_json_string(json, "error", outcome->error ? outcome->error->message : NULL);
	json_builder_set_member_name(json, "records");
	json_builder_add_value(json, sp_record_to_array(outcome->records));
	if (chain->show && !sp_show_to_json(json, chain->input->fix, outcome, error))
		return FALSE;
	json_builder_end_object(json);
	return TRUE;
}

static gboolean add_array(const SpChain *chain, JsonBuilder *json, const GPtrArray *outcomes,
			  GError **error)
{
	json_builder_begin_array(json);
	for (guint i = 0; i < outcomes->len; i++)
		if (!add_json(chain, json, outcomes->pdata[i], error))
			return FALSE;
	json_builder_end_array(json);
	return TRUE;
}

gboolean sp_print_to_json(const SpChain *chain, JsonBuilder *json, const GPtrArray *outcomes,
			  GError **error)
{
	json_builder_set_member_name(json, "branches");
	return add_array(chain, json, outcomes, error);
}

gboolean sp_print_all(const SpChain *chain, const GPtrArray *outcomes, gboolean json,
		      GError **error)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();
	g_autofree char *text = NULL;

	for (guint i = 0; !json && i < outcomes->len; i++)
		if (!print_outcome(chain, outcomes->pdata[i], error))
			return FALSE;
	if (!json)
		return TRUE;
	if (!add_array(chain, builder, outcomes, error))
		return FALSE;
	text = sp_json_text(builder);
	fputs(text, stdout);
	return TRUE;
}
