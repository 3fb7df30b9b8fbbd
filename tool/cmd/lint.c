/* SPDX-License-Identifier: GPL-2.0-only */
/* lint: submissions, ours or anybody's, against the rules. */
#include "base/err.h"
#include "base/fs.h"
#include "base/json.h"
#include "cmd/chain.h"
#include "stage/lifetime.h"
#include "stage/lintbranch.h"
#include "stage/lintmessage.h"
#include "stage/lintseries.h"
#include "stage/lintupstream.h"

#include <stdio.h>

static void mail_free(gpointer data)
{
	sp_lintmail_free(data);
}

/* (transfer full): SpLintMail, one a file. */
static GPtrArray *read_mails(char **files, GError **error)
{
	g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func(mail_free);

	for (guint i = 0; files[i]; i++) {
		g_autofree char *text = NULL;
		gsize length;

		if (!sp_fs_read(files[i], &text, &length, error))
			return NULL;
		g_ptr_array_add(mails, sp_lintmail_new(files[i], text, length));
	}
	return g_steal_pointer(&mails);
}

/* The rules that take a repository. */
static gboolean look_up(const SpInput *input, GPtrArray *mails, GError **error)
{
	SpLintBranches all = {
		.mails = mails,
		.branches = input->branches,
		.history = input->history,
		.now = sp_lifetime_now(),
	};
	gboolean good = TRUE;

	for (guint i = 0; good && i < mails->len; i++) {
		SpLintMail *mail = mails->pdata[i];
		g_autoptr(SpFix) fix = NULL;
		g_autofree char *why = NULL;

		if (!mail->patch)
			continue;
		if (!input->history) {
			sp_lint_unchecked(mail->findings, SP_LINT_MAINLINE, SP_LINT_FOLLOWUPS,
					  input->repo ? "the repository has no branch linux-*.y"
						      : "it takes --repo, a clone of linux-stable");
			continue;
		}
		if (!sp_lintmail_upstream(mail)) {
			why = g_strdup("no commit of mainline is named");
			sp_lint_unchecked(mail->findings, SP_LINT_MAINLINE, SP_LINT_NOTE, why);
		} else if (!sp_lintupstream(mail, input->history, &fix, &why, error)) {
			good = FALSE;
		}
		good = good && sp_lintbranch(&all, mail, fix, why, error);
	}
	sp_lintbranch_done(&all);
	return good;
}

static void print_text(const GPtrArray *mails)
{
	for (guint i = 0; i < mails->len; i++) {
		const SpLintMail *mail = mails->pdata[i];
		g_autofree char *path = sp_clean_text(mail->path);
		g_autofree char *text = sp_lint_text(mail->findings);

		printf("%s:%s\n%s", path, *text ? "" : " nothing found", text);
	}
}

static void print_json(const GPtrArray *mails)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *text = NULL;

	json_builder_begin_array(json);
	for (guint i = 0; i < mails->len; i++) {
		const SpLintMail *mail = mails->pdata[i];

		json_builder_begin_object(json);
		sp_json_string(json, "file", mail->path);
		json_builder_set_member_name(json, "findings");
		sp_lint_to_json(json, mail->findings);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
	text = sp_json_text(json);
	fputs(text, stdout);
}

int sp_cmd_lint(int argc, char **argv, SpGlobal *global, GError **error)
{
	g_autoptr(SpInput) input = sp_input_parse(
		argc, argv, global,
		"Holds mails against the rules of submission to stable@vger.kernel.org; a series in "
		"its order.",
		NULL, SP_INPUT_FILES, error);
	g_autoptr(GPtrArray) mails = input ? read_mails(input->files, error) : NULL;
	int code = SP_EXIT_DONE;

	if (!mails)
		return SP_EXIT_UNKNOWN;
	for (guint i = 0; i < mails->len; i++)
		sp_lintmessage(mails->pdata[i], sp_lifetime_now());
	sp_lintseries(mails);
	if (!look_up(input, mails, error))
		return SP_EXIT_UNKNOWN;
	if (global->json)
		print_json(mails);
	else
		print_text(mails);
	for (guint i = 0; i < mails->len; i++)
		if (sp_lint_has(((SpLintMail *)mails->pdata[i])->findings, SP_LINT_ERROR))
			code = SP_EXIT_NEGATIVE;
	return code;
}
