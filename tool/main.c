/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * main: global options and the table of verbs; the only place that prints an error or exits.
 */
#include "cmd.h"

#include "base/err.h"
#include "base/lib.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *name;
	SpVerb run;
	const char *summary;
} verbs[] = {
	{"map", sp_cmd_map, "a verdict per branch, with its evidence"},
	{"audit", sp_cmd_audit, "the fixes that a branch lacks"},
	{"port", sp_cmd_port, "adapt the fix and write the quilt series"},
	{"verify", sp_cmd_verify, "build and boot: crash before, survive after"},
	{"mail", sp_cmd_mail, "write the submission to the stable list"},
	{"answer", sp_cmd_answer, "a FAILED mail: port its fix and write the reply"},
	{"lint", sp_cmd_lint, "hold mails against the rules of submission"},
	{"report", sp_cmd_report, "show all records"},
	{"run", sp_cmd_run, "all of these, one after the other"},
};

static void usage(FILE *out)
{
	fputs("usage: stableport [-C DIR] [-q] [--json] VERB FIX [options]\n\n", out);
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
		fprintf(out, "  %-8s %s\n", verbs[i].name, verbs[i].summary);
	fputs("\n"
	      "FIX is a fix folder, a commit of --repo, a patch or mail file, or - (standard input);\n"
	      "audit takes a BRANCH instead, answer FAILED mails, lint mail files.\n"
	      "`stableport VERB --help` shows a verb's options.\n"
	      "Exit codes: 0 done, 1 negative verdict, 2 wrong usage, 3 could not find out.\n",
	      out);
}

static int exit_code(const GError *error)
{
	if (error->domain == G_OPTION_ERROR || g_error_matches(error, SP_ERROR, SP_ERROR_USAGE))
		return SP_EXIT_USAGE;
	return SP_EXIT_UNKNOWN;
}

static int complain(const GError *error)
{
	g_autofree char *text = sp_clean_text(error->message);

	fprintf(stderr, "stableport: %s\n", text);
	return exit_code(error);
}

/* Takes the options before the verb; index of the verb in @argv, 0 when there is none. */
static int global_options(int argc, char **argv, SpGlobal *global, GError **error)
{
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i];

		if (g_str_equal(arg, "-q") || g_str_equal(arg, "--quiet")) {
			global->quiet = TRUE;
		} else if (g_str_equal(arg, "--json")) {
			global->json = TRUE;
		} else if (g_str_equal(arg, "-C") && i + 1 < argc) {
			if (chdir(argv[++i]) == 0)
				continue;
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "-C %s: no such folder",
				    argv[i]);
			return 0;
		} else if (*arg == '-') {
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "%s: not an option that stands before the verb; "
				    "`stableport --help` shows them",
				    arg);
			return 0;
		} else {
			return i;
		}
	}
	return 0;
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	SpGlobal global = {FALSE, FALSE};
	int at, code;

	setlocale(LC_CTYPE, "C.UTF-8");
	if (argc == 2 && (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h"))) {
		usage(stdout);
		return SP_EXIT_DONE;
	}
	at = global_options(argc, argv, &global, &error);
	if (error)
		return complain(error);
	if (!at) {
		usage(stderr);
		return SP_EXIT_USAGE;
	}
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (!g_str_equal(argv[at], verbs[i].name))
			continue;
		sp_lib_start();
		code = verbs[i].run(argc - at, argv + at, &global, &error);
		sp_lib_stop();
		if (fflush(stdout) != 0 && !error)
			g_set_error(&error, SP_ERROR, SP_ERROR_UNKNOWN,
				    "the result could not be written to standard output");
		return error ? complain(error) : code;
	}
	fprintf(stderr, "stableport: there is no verb \"%s\"\n", argv[at]);
	usage(stderr);
	return SP_EXIT_USAGE;
}
