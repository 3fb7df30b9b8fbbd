/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cmd: what main knows of a verb, and the exit codes.
 */
#pragma once

#include <glib.h>

enum {
	SP_EXIT_DONE = 0,
	SP_EXIT_NEGATIVE = 1, /* a negative verdict: does not apply, does not build, not proven */
	SP_EXIT_USAGE = 2,    /* the command line or an input file is wrong */
	SP_EXIT_UNKNOWN = 3,  /* could not find out */
};

/* Options that stand before the verb; the verb's own -q and --json set the same. */
typedef struct {
	gboolean quiet;
	gboolean json;
} SpGlobal;

/**
 * A verb: @argv[0] is its name. Results go to stdout.
 *
 * Returns: an exit code; with @error set, main derives it from the error instead.
 */
typedef int (*SpVerb)(int argc, char **argv, SpGlobal *global, GError **error);

int sp_cmd_map(int argc, char **argv, SpGlobal *global, GError **error);
int sp_cmd_audit(int argc, char **argv, SpGlobal *global, GError **error);
int sp_cmd_port(int argc, char **argv, SpGlobal *global, GError **error);
int sp_cmd_verify(int argc, char **argv, SpGlobal *global, GError **error);
int sp_cmd_mail(int argc, char **argv, SpGlobal *global, GError **error);
int sp_cmd_answer(int argc, char **argv, SpGlobal *global, GError **error);
int sp_cmd_lint(int argc, char **argv, SpGlobal *global, GError **error);
int sp_cmd_report(int argc, char **argv, SpGlobal *global, GError **error);
int sp_cmd_run(int argc, char **argv, SpGlobal *global, GError **error);
