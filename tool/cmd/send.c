/* SPDX-License-Identifier: GPL-2.0-only */
/* send: a dry run, a question, and only then the real thing. */
#include "cmd/send.h"

#include "base/err.h"
#include "base/run.h"
#include "cmd/chain.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DRY_LIMIT 120 /* seconds */

/* The mails have all their headers: nothing is added to them, and nobody. (transfer full). */
static GPtrArray *command(const GPtrArray *mails, gboolean dry)
{
	static const char *const fixed[] = {
		"git",
		"send-email",
		"--no-format-patch",
		"--no-thread",
		"--no-signed-off-by-cc",
		"--suppress-cc=author",
		"--suppress-cc=body",
		"--confirm=never",
		"--to=" SP_MAIL_LIST,
	};
	GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
		g_ptr_array_add(argv, g_strdup(fixed[i]));
	if (dry)
		g_ptr_array_add(argv, g_strdup("--dry-run"));
	g_ptr_array_add(argv, g_strdup("--"));
	for (guint i = 0; i < mails->len; i++)
		g_ptr_array_add(argv, g_strdup(mails->pdata[i]));
	g_ptr_array_add(argv, NULL);
	return argv;
}

static gboolean show(const GPtrArray *mails, GError **error)
{
	g_autoptr(GPtrArray) argv = command(mails, TRUE);
	SpRunSpec spec = {.argv = (const char *const *)argv->pdata, .timeout = DRY_LIMIT};
	g_autofree char *said = NULL;
	g_autofree char *clean = NULL;

	if (!sp_run_output(&spec, &said, error)) {
		g_prefix_error(error, "nothing was sent: the dry run failed (Debian package "
				      "git-email): ");
		return FALSE;
	}
	clean = sp_clean_text(said);
	fputs(clean, stderr);
	return TRUE;
}

static gboolean send(const GPtrArray *mails, GError **error)
{
	g_autoptr(GPtrArray) argv = command(mails, FALSE);
	SpRunSpec spec = {.argv = (const char *const *)argv->pdata, .terminal = TRUE};
	g_autofree char *end = NULL;
	SpRunResult result;

	fflush(stdout);
	if (!sp_run(&spec, &result, error))
		return FALSE;
	if (result.end == SP_RUN_ENDED && result.code == 0)
		return TRUE;
	end = sp_run_describe(&result);
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
		    "git send-email: %s: look what of %s and those after it has gone out", end,
		    (char *)mails->pdata[0]);
	return FALSE;
}

/* "y" or "yes", and nothing else. */
static gboolean agreed(guint mails)
{
	char answer[16] = "";

	fprintf(stderr, "\nSend %u mail%s? [y/N] ", mails, mails == 1 ? "" : "s");
	fflush(stderr);
	if (!fgets(answer, sizeof(answer), stdin))
		return FALSE;
	g_strstrip(answer);
	return g_ascii_strcasecmp(answer, "y") == 0 || g_ascii_strcasecmp(answer, "yes") == 0;
}

gboolean sp_send(const GPtrArray *outcomes, GError **error)
{
	guint mails = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "nothing was sent: --send asks on the terminal, and there is none; run "
			    "`git send-email` yourself on the mails that were written");
		return FALSE;
	}
	for (guint i = 0; i < outcomes->len; i++) {
		const SpOutcome *one = outcomes->pdata[i];

		if (one->mails && !one->control && !show(one->mails, error))
			return FALSE;
		mails += one->mails && !one->control ? one->mails->len : 0;
	}
	if (!mails || !agreed(mails)) {
		fputs(mails ? "Nothing was sent.\n" : "There is no mail to send.\n", stderr);
		return FALSE;
	}
	for (guint i = outcomes->len; i > 0; i--) {
		const SpOutcome *one = outcomes->pdata[i - 1];

		if (one->mails && !one->control && !send(one->mails, error))
			return FALSE;
	}
	return TRUE;
}
