/* SPDX-License-Identifier: GPL-2.0-only */
/* reply: what came of a FAILED mail, on stdout. */
#include "cmd/reply.h"

#include "base/err.h"
#include "base/json.h"
#include "cmd/print.h"

#include <stdio.h>

void sp_reply_free(SpReply *reply)
{
	if (!reply)
		return;
	g_free(reply->origin);
	sp_failed_free(reply->failed);
	sp_failedfix_free(reply->chosen);
	g_clear_error(&reply->error);
	g_free(reply);
}

static void put(const char *text)
{
	g_autofree char *clean = sp_clean_text(text);

	fputs(clean, stdout);
}

static void add_failed(GString *text, const char *origin, const SpFailed *failed)
{
	g_string_append_printf(text, "%s: %.12s, %s, as %s wrote in <%s>\n", origin,
			       failed->upstream, failed->branch, sp_failed_author(failed->form),
			       failed->message_id);
	for (guint i = 0; i < failed->dependencies->len; i++) {
		const SpFailedCommit *one = failed->dependencies->pdata[i];

		g_string_append_printf(text, "    depends?     %s %s\n", one->id, one->subject);
	}
}

static void add_chosen(GString *text, const SpFailedFix *chosen)
{
	g_string_append_printf(text, "    fix          %s\n", chosen->taken);
	for (guint i = 0; i < chosen->differences->len; i++)
		g_string_append_printf(text, "    differs      %s\n",
				       (char *)chosen->differences->pdata[i]);
}

static gboolean by_word(const SpOutcome *outcome)
{
	return outcome->stack && outcome->verdict->kind == SP_VERDICT_UNKNOWN;
}

static void print_reply(const SpReply *reply, const GPtrArray *outcomes)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (reply->failed)
		add_failed(text, reply->origin, reply->failed);
	if (reply->chosen)
		add_chosen(text, reply->chosen);
	for (guint i = 0; i < outcomes->len; i++)
		if (by_word(outcomes->pdata[i]))
			g_string_append(text, "    needed       by the mail's word: it cannot be "
					      "told from the branch\n");
	if (reply->error)
		g_string_append_printf(text, "    stopped      %s\n", reply->error->message);
	put(text->str);
}

static void dependencies_to_json(JsonBuilder *json, const SpFailed *failed)
{
	json_builder_set_member_name(json, "dependencies");
	json_builder_begin_array(json);
	for (guint i = 0; failed && i < failed->dependencies->len; i++) {
		const SpFailedCommit *one = failed->dependencies->pdata[i];
		g_autofree char *subject = sp_clean_text(one->subject);

		json_builder_begin_object(json);
		sp_json_string(json, "id", one->id);
		sp_json_string(json, "subject", subject);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}

static gboolean reply_to_json(const SpReply *reply, const SpChain *chain, const GPtrArray *outcomes,
			      JsonBuilder *json, GError **error)
{
	const SpFailed *failed = reply->failed;
	const SpFailedFix *chosen = reply->chosen;

	json_builder_begin_object(json);
	sp_json_string(json, "mail", reply->origin);
	sp_json_string(json, "form", failed ? sp_failed_author(failed->form) : NULL);
	sp_json_string(json, "message_id", failed ? failed->message_id : NULL);
	sp_json_string(json, "upstream", failed ? failed->upstream : NULL);
	sp_json_string(json, "branch", failed ? failed->branch : NULL);
	dependencies_to_json(json, failed);
	sp_json_string(json, "taken", chosen ? chosen->taken : NULL);
	sp_print_strings(json, "differences", chosen ? chosen->differences : NULL);
	sp_json_string(json, "error", reply->error ? reply->error->message : NULL);
	if (!sp_print_to_json(chain, json, outcomes, error))
		return FALSE;
	json_builder_end_object(json);
	return TRUE;
}

gboolean sp_reply_print(const SpReply *reply, const SpChain *chain, const GPtrArray *outcomes,
			JsonBuilder *json, GError **error)
{
	static const GPtrArray none = {NULL, 0};

	if (!outcomes)
		outcomes = &none;
	if (json)
		return reply_to_json(reply, chain, outcomes, json, error);
	print_reply(reply, outcomes);
	return sp_print_all(chain, outcomes, FALSE, error);
}

void sp_reply_pass_over(const char *origin, const char *why, const char *what)
{
	g_autofree char *text = g_strdup_printf("%s: passed over, %s %s\n", origin, why, what);

	put(text);
}
