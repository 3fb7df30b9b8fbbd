/* SPDX-License-Identifier: GPL-2.0-only */
/* audit: the fixes of mainline that a branch lacks, and what it has that mainline took back. */
#include "stage/audit.h"

#include "base/err.h"
#include "base/json.h"
#include "cmd/input.h"

#include <stdio.h>

static void print(const SpInput *input, const SpAudit *audit)
{
	char hex[13], upstream[13], revert[13];

	for (guint i = 0; i < audit->missing->len; i++) {
		const SpAuditMissing *one = audit->missing->pdata[i];
		g_autofree char *subject = sp_clean_text(one->subject);

		printf("missing  %s %-10s %s, fixes", git_oid_tostr(hex, sizeof(hex), &one->id),
		       one->release ? one->release : "-", subject);
		for (guint k = 0; k < one->fixes->len; k++)
			printf(" %.12s", (char *)one->fixes->pdata[k]);
		putchar('\n');
	}
	for (guint i = 0; i < audit->reverted->len; i++) {
		const SpAuditReverted *one = audit->reverted->pdata[i];
		g_autofree char *subject = sp_clean_text(one->subject);

		printf("reverted %s (upstream %s) by %s in mainline: %s\n",
		       git_oid_tostr(hex, sizeof(hex), &one->id),
		       git_oid_tostr(upstream, sizeof(upstream), &one->upstream),
		       git_oid_tostr(revert, sizeof(revert), &one->reverted_by), subject);
	}
	printf("%s: %u fixes are missing, %u commits were reverted in mainline\n",
	       sp_branch_name(input->branches->pdata[0]), audit->missing->len,
	       audit->reverted->len);
}

static void add_id(JsonBuilder *json, const char *name, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];

	sp_json_string(json, name, git_oid_tostr(hex, sizeof(hex), id));
}

static void add_missing(JsonBuilder *json, const SpAuditMissing *one)
{
	g_autofree char *subject = sp_clean_text(one->subject);

	json_builder_begin_object(json);
	add_id(json, "id", &one->id);
	sp_json_string(json, "subject", subject);
	sp_json_string(json, "release", one->release);
	json_builder_set_member_name(json, "fixes");
	json_builder_begin_array(json);
	for (guint i = 0; i < one->fixes->len; i++)
		json_builder_add_string_value(json, one->fixes->pdata[i]);
	json_builder_end_array(json);
	json_builder_end_object(json);
}

static void add_reverted(JsonBuilder *json, const SpAuditReverted *one)
{
	g_autofree char *subject = sp_clean_text(one->subject);

	json_builder_begin_object(json);
	add_id(json, "id", &one->id);
	add_id(json, "upstream", &one->upstream);
	add_id(json, "reverted_by", &one->reverted_by);
	sp_json_string(json, "subject", subject);
	json_builder_end_object(json);
}

static void print_json(const SpInput *input, const SpAudit *audit)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *text = NULL;

	json_builder_begin_object(json);
	sp_json_string(json, "branch", sp_branch_name(input->branches->pdata[0]));
	json_builder_set_member_name(json, "missing");
	json_builder_begin_array(json);
	for (guint i = 0; i < audit->missing->len; i++)
		add_missing(json, audit->missing->pdata[i]);
	json_builder_end_array(json);
	json_builder_set_member_name(json, "reverted");
	json_builder_begin_array(json);
	for (guint i = 0; i < audit->reverted->len; i++)
		add_reverted(json, audit->reverted->pdata[i]);
	json_builder_end_array(json);
	json_builder_end_object(json);
	text = sp_json_text(json);
	fputs(text, stdout);
}

int sp_cmd_audit(int argc, char **argv, SpGlobal *global, GError **error)
{
	g_autofree char *since = NULL;
	const GOptionEntry own[] = {
		{"since", 0, 0, G_OPTION_ARG_STRING, &since,
		 "only fixes that this release of mainline does not have", "TAG"},
		{NULL},
	};
	g_autoptr(SpInput) input = sp_input_parse(
		argc, argv, global,
		"Lists the fixes of mainline that a branch lacks though it has the bug, newest first, "
		"and the commits that it has and mainline took back.",
		own, SP_INPUT_BRANCH, error);
	g_autoptr(SpAudit) audit = NULL;
	SpHistBranch branch;

	if (!input)
		return SP_EXIT_UNKNOWN;
	if (!input->history) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s has no history: it is no commit",
			    sp_branch_name(input->branches->pdata[0]));
		return SP_EXIT_USAGE;
	}
	if (!sp_history_hold(input->history, error))
		return SP_EXIT_UNKNOWN;
	if (sp_history_branch(input->history, sp_branch_revision(input->branches->pdata[0]),
			      &branch, error))
		audit = sp_audit_branch(input->history, &branch, since, error);
	sp_history_let_go(input->history);
	if (!audit)
		return SP_EXIT_UNKNOWN;
	if (global->json)
		print_json(input, audit);
	else
		print(input, audit);
	return SP_EXIT_DONE;
}
