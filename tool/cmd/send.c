/* SPDX-License-Identifier: GPL-2.0-only */
/* send: a dry run, a question, and only then the real thing. */
#include "cmd/send.h"

#include "base/err.h"
#include "base/git.h"
#include "base/run.h"
#include "cmd/chain.h"
#include "stage/trailer.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DRY_LIMIT 120 /* seconds */

/* The mails have all their headers: nothing is added to them, and nobody (`true` names nobody, for
 * what no option switches off); without @from (who has to be their sender) another From would be
 * put above the author's. (transfer full). */
static GPtrArray *command(const char *from, const GPtrArray *mails, gboolean dry)
{
	static const char *const fixed[] = {
		"git",
		"send-email",
		"--no-format-patch",
		"--no-thread",
		"--no-signed-off-by-cc",
		"--suppress-cc=author",
		"--suppress-cc=body",
		"--suppress-cc=self",
		"--suppress-cc=cccmd",
		"--to-cmd=true",
		"--no-cc-cover",
		"--no-to",
		"--no-cc",
		"--no-bcc",
		"--confirm=never",
		"--to=" SP_MAIL_LIST,
	};
	GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
		g_ptr_array_add(argv, g_strdup(fixed[i]));
	g_ptr_array_add(argv, g_strdup_printf("--from=%s", from));
	if (dry)
		g_ptr_array_add(argv, g_strdup("--dry-run"));
	/* Whole paths: none is taken for an option; "--" would make revisions of them. */
	for (guint i = 0; i < mails->len; i++)
		g_ptr_array_add(argv, g_canonicalize_filename(mails->pdata[i], NULL));
	g_ptr_array_add(argv, NULL);
	return argv;
}

/* What no option switches off, and what adds recipients or takes some of the mails' own away. */
static gboolean check_config(GError **error)
{
	static const char *const argv[] = {"git", "config", "--list", NULL};
	SpRunSpec spec = {.argv = argv, .timeout = DRY_LIMIT};
	g_autoptr(GRegex) bad =
		g_regex_new("^sendemail\\.(?:.+\\.)?(?:headercmd=.+|suppresscc=(?:cc|all))$",
			    G_REGEX_RAW | G_REGEX_MULTILINE | G_REGEX_CASELESS, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *config = NULL;
	g_autofree char *line = NULL;
	g_autofree char *clean = NULL;

	if (!sp_run_output(&spec, &config, error)) {
		g_prefix_error(error, "nothing was sent: ");
		return FALSE;
	}
	if (!g_regex_match(bad, config, 0, &match))
		return TRUE;
	line = g_match_info_fetch(match, 0);
	clean = sp_clean_text(line);
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "nothing was sent: git's configuration has %s, by which the mails would go "
		    "to others than they say; take it out, or run `git send-email` yourself",
		    clean);
	return FALSE;
}

static gboolean show(const char *from, const GPtrArray *mails, GError **error)
{
	g_autoptr(GPtrArray) argv = command(from, mails, TRUE);
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

static gboolean send(const char *from, const GPtrArray *mails, GError **error)
{
	g_autoptr(GPtrArray) argv = command(from, mails, FALSE);
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

/* A control's mail, and one that the stable team will not take, is for no list. */
static gboolean is_sent(const SpOutcome *outcome)
{
	return outcome->mails && !outcome->control && !outcome->unfit;
}

gboolean sp_send(git_repository *repo, const GPtrArray *outcomes, GError **error)
{
	g_autofree char *identity = sp_git_identity(repo, error);
	g_autofree char *from = identity ? sp_trailer_person(identity) : NULL;
	guint mails = 0;

	if (!from)
		return FALSE;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "nothing was sent: --send asks on the terminal, and there is none; run "
			    "`git send-email` yourself on the mails that were written");
		return FALSE;
	}
	if (!check_config(error))
		return FALSE;
	for (guint i = 0; i < outcomes->len; i++) {
		const SpOutcome *one = outcomes->pdata[i];

		if (one->mails && one->unfit)
			fprintf(stderr, "%s: not sent: %s\n", sp_branch_name(one->branch),
				one->unfit);
		if (!is_sent(one))
			continue;
		if (!show(from, one->mails, error))
			return FALSE;
		mails += one->mails->len;
	}
	if (!mails || !agreed(mails)) {
		fputs(mails ? "Nothing was sent.\n" : "There is no mail to send.\n", stderr);
		return FALSE;
	}
	for (guint i = outcomes->len; i > 0; i--) {
		const SpOutcome *one = outcomes->pdata[i - 1];

		if (is_sent(one) && !send(from, one->mails, error))
			return FALSE;
	}
	return TRUE;
}
