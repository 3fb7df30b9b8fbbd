/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * answer: from a "FAILED: patch ..." mail to the reply with the backport: the mail names fix and
 * branch, the chain does the rest. Of an mbox each such mail is answered on its own.
 */
#include "base/err.h"
#include "base/fs.h"
#include "base/json.h"
#include "cmd/boot.h"
#include "cmd/reply.h"
#include "cmd/send.h"
#include "cmd/submit.h"
#include "stage/mailtext.h"
#include "stage/newer.h"

#include <stdio.h>

typedef struct {
	SpInput *input;
	SpBootOptions *boot;
	char *fix; /* --fix */
	gboolean signoff, untested, before, older_only, send;
	JsonBuilder *json;  /* NULL: for people */
	GPtrArray *replies; /* SpReply */
	GPtrArray *earlier; /* SpNewer: the branches that this fix came to before */
	guint turn;	    /* whose @earlier is */
	int code;	    /* the worst so far */
	GError *worst;	    /* its error */
} Run;

/* The mail about the same fix and branch that was answered before @reply; NULL for none. */
static const SpReply *find_answered(const Run *run, const SpReply *reply)
{
	for (guint i = 0; i < run->replies->len && run->replies->pdata[i] != reply; i++) {
		const SpReply *other = run->replies->pdata[i];

		if (other->chosen &&
		    g_str_equal(other->failed->upstream, reply->failed->upstream) &&
		    g_str_equal(other->failed->branch, reply->failed->branch))
			return other;
	}
	return NULL;
}

static gboolean open_fix(Run *run, SpReply *reply, GError **error)
{
	const SpFailed *failed = reply->failed;
	const SpReply *other = find_answered(run, reply);

	if (other) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s is about the same fix and branch, for which a run writes one "
			    "reply; to answer this mail as well, run it alone, with another --out",
			    other->origin);
		return FALSE;
	}
	reply->chosen = sp_failedfix_choose(reply->failed, run->fix, run->input->repo, error);
	if (!reply->chosen)
		return FALSE;
	if (sp_input_open(run->input, g_steal_pointer(&reply->chosen->fix), failed->branch, error))
		return TRUE;
	g_prefix_error(error, "%s, which the mail names: ", failed->branch);
	return FALSE;
}

static void note(Run *run, int code, GError *error)
{
	if (code <= run->code) {
		g_clear_error(&error);
		return;
	}
	run->code = code;
	g_clear_error(&run->worst);
	run->worst = error;
}

/* Whom the answer goes to besides: all who had the mail. */
static void make_thread(SpThread *thread, const SpFailed *failed)
{
	thread->message_id = failed->message_id;
	thread->references = failed->references;
	thread->to = g_ptr_array_new();
	thread->cc = g_ptr_array_new();
	g_ptr_array_add(thread->to, failed->from);
	for (guint i = 0; i < failed->to->len; i++)
		g_ptr_array_add(thread->cc, failed->to->pdata[i]);
	for (guint i = 0; i < failed->cc->len; i++)
		g_ptr_array_add(thread->cc, failed->cc->pdata[i]);
}

/* A newer branch counts as served when its mail was written in the same run. */
static void remember(Run *run, const GPtrArray *outcomes)
{
	for (guint i = 0; i < outcomes->len; i++)
		sp_submit_remember(run->earlier, outcomes->pdata[i]);
}

/* FALSE when there is no going on with other mails either. */
static gboolean go(Run *run, const SpReply *reply, GError **error)
{
	SpThread thread;
	SpChain chain = {.input = run->input,
			 .last = SP_STEP_MAIL,
			 .signoff = run->signoff,
			 .untested = run->untested,
			 .before = run->before,
			 .older_only = run->older_only,
			 .earlier = run->earlier,
			 .verify = run->boot->reproducer || !run->untested,
			 .thread = &thread};
	g_autoptr(GPtrArray) outcomes = NULL;
	g_autoptr(GPtrArray) to = NULL;
	g_autoptr(GPtrArray) cc = NULL;
	GError *cause = NULL;
	int code;

	make_thread(&thread, reply->failed);
	to = thread.to;
	cc = thread.cc;
	/* As far as there is something to verify with: all mails of a run are of one fix folder, or
	 * of none. */
	if (chain.verify && !run->boot->reproducer && !sp_fix_has_reproducer(run->input->fix))
		run->boot->reproducer = g_strdup("none");
	if (chain.verify && !sp_boot_set(&chain, run->boot, error))
		return FALSE;
	outcomes = sp_chain_run(&chain, error);
	if (!outcomes || !sp_reply_print(reply, &chain, outcomes, run->json, error))
		return FALSE;
	remember(run, outcomes);
	code = sp_chain_code(outcomes, &cause);
	note(run, code, cause);
	if (!run->send || code != SP_EXIT_DONE || sp_send(run->input->repo, outcomes, &cause))
		return TRUE;
	note(run, SP_EXIT_NEGATIVE, NULL);
	if (cause)
		g_propagate_error(error, cause);
	return !cause;
}

/* A file with one message has to be such a mail; in a thread or folder others may stand beside. */
static gboolean read_file(Run *run, const char *path, GError **error)
{
	gboolean standard = g_str_equal(path, "-");
	const char *name = standard ? "standard input" : path;
	guint before = run->replies->len;
	g_autofree char *text = NULL;
	g_autoptr(GPtrArray) mails = NULL;
	gsize length;

	if (standard ? !sp_fs_read_stdin(&text, &length, error)
		     : !sp_fs_read(path, &text, &length, error))
		return FALSE;
	mails = sp_mailtext_split(text, length);
	for (guint i = 0; i < mails->len; i++) {
		const char *data = g_bytes_get_data(mails->pdata[i], &length);
		g_autoptr(SpReply) reply = g_new0(SpReply, 1);
		g_autofree char *subject = NULL;

		reply->origin = mails->len > 1 ? g_strdup_printf("%s, message %u", name, i + 1)
					       : g_strdup(name);
		if (mails->len > 1 && !sp_failed_is(data, length, &subject)) {
			if (!run->json)
				sp_reply_pass_over(reply->origin, "it is no FAILED mail:",
						   subject ? subject : "(no subject)");
			continue;
		}
		reply->failed = sp_failed_parse(data, length, reply->origin, &reply->error);
		g_ptr_array_add(run->replies, g_steal_pointer(&reply));
	}
	if (run->replies->len > before)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: none of its %u messages is a FAILED mail",
		    name, mails->len);
	return FALSE;
}

static int newest_first(gconstpointer a, gconstpointer b)
{
	const SpReply *one = *(SpReply *const *)a, *two = *(SpReply *const *)b;
	SpKver mine = {0}, theirs = {0};

	if (one->turn != two->turn || !one->failed)
		return one->turn < two->turn ? -1 : one->turn > two->turn;
	sp_kver_parse(one->failed->series, &mine);
	sp_kver_parse(two->failed->series, &theirs);
	return -sp_kver_compare(&mine, &theirs);
}

/* A fix goes to the newer branches before the older ones. */
static void sort(GPtrArray *replies)
{
	for (guint i = 0; i < replies->len; i++) {
		SpReply *reply = replies->pdata[i];

		reply->turn = i;
		for (guint k = 0; reply->failed && k < i; k++) {
			const SpReply *other = replies->pdata[k];

			if (other->failed &&
			    g_str_equal(other->failed->upstream, reply->failed->upstream))
				reply->turn = other->turn;
		}
	}
	g_ptr_array_sort(replies, newest_first);
}

static gboolean answer_one(Run *run, SpReply *reply, GError **error)
{
	const SpChain chain = {.input = run->input};
	const SpReply *other = reply->failed ? find_answered(run, reply) : NULL;

	if (other && g_str_equal(other->failed->message_id, reply->failed->message_id)) {
		if (!run->json)
			sp_reply_pass_over(reply->origin, "it has Message-ID, fix and branch of",
					   other->origin);
		return TRUE;
	}
	if (run->turn != reply->turn)
		g_ptr_array_set_size(run->earlier, 0);
	run->turn = reply->turn;
	if (reply->failed && open_fix(run, reply, &reply->error))
		return go(run, reply, error);
	if (reply->failed)
		g_prefix_error(&reply->error, "%s: ", reply->origin);
	note(run,
	     g_error_matches(reply->error, SP_ERROR, SP_ERROR_USAGE) ? SP_EXIT_USAGE
								     : SP_EXIT_UNKNOWN,
	     g_error_copy(reply->error));
	return sp_reply_print(reply, &chain, NULL, run->json, error);
}

static gboolean answer_all(Run *run, GError **error)
{
	g_autofree char *text = NULL;

	for (guint i = 0; run->input->files[i]; i++)
		if (!read_file(run, run->input->files[i], error))
			return FALSE;
	sort(run->replies);
	if (run->json)
		json_builder_begin_array(run->json);
	for (guint i = 0; i < run->replies->len; i++)
		if (!answer_one(run, run->replies->pdata[i], error))
			return FALSE;
	if (!run->json)
		return TRUE;
	json_builder_end_array(run->json);
	text = sp_json_text(run->json);
	fputs(text, stdout);
	return TRUE;
}

static void reply_free(gpointer data)
{
	sp_reply_free(data);
}

int sp_cmd_answer(int argc, char **argv, SpGlobal *global, GError **error)
{
	g_auto(SpBootOptions) boot = {0};
	g_autofree char *fix = NULL;
	gboolean signoff = FALSE, untested = FALSE, before = FALSE, older_only = FALSE,
		 send = FALSE;
	const GOptionEntry more[] = {
		{"fix", 0, 0, G_OPTION_ARG_FILENAME, &fix,
		 "the fix folder: its reproducer is booted (without one, both kernels are only "
		 "built and booted)",
		 "FOLDER"},
		{"untested", 0, 0, G_OPTION_ARG_NONE, &untested,
		 "build and boot nothing: the answer has what an earlier `verify` left, or says that "
		 "nothing was tested",
		 NULL},
		SP_CHAIN_SIGNOFF_OPTION(signoff),
		SP_CHAIN_BEFORE_OPTION(before),
		SP_CHAIN_OLDER_OPTION(older_only),
		SP_CHAIN_SEND_OPTION(send),
		{NULL},
	};
	g_autofree GOptionEntry *own = sp_boot_entries(&boot, more);
	g_autoptr(SpInput) input = sp_input_parse(
		argc, argv, global,
		"Answers \"FAILED: patch ... failed to apply to X.Y-stable tree\" mails: ports the "
		"fix to the branch\nthat the mail names, verifies the port, and writes "
		"OUT/FIX/BRANCH/mail.eml, a reply to it.",
		own, SP_INPUT_MAILS, error);
	g_autoptr(GPtrArray) replies = g_ptr_array_new_with_free_func(reply_free);
	g_autoptr(GPtrArray) earlier = sp_newer_list();
	g_autoptr(JsonBuilder) json = global->json ? json_builder_new() : NULL;
	Run run = {.input = input,
		   .boot = &boot,
		   .fix = fix,
		   .signoff = signoff,
		   .untested = untested,
		   .before = before,
		   .older_only = older_only,
		   .send = send,
		   .earlier = earlier,
		   .json = json,
		   .replies = replies};

	if (!input)
		return SP_EXIT_UNKNOWN;
	if (input->patterns) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--branch: the mail names the branch that it is about");
		return SP_EXIT_USAGE;
	}
	/* A patch that does not apply says little of its branch by its content. */
	input->needed = TRUE;
	if (!answer_all(&run, error)) {
		g_clear_error(&run.worst);
		return SP_EXIT_UNKNOWN;
	}
	if (run.worst)
		g_propagate_error(error, run.worst);
	return run.code;
}
