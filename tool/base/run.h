/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * run: the only place that starts programs. Argument vectors, never a shell; its own process group,
 * so that a time-out, an interruption or the death of this program takes all of a child's children
 * along. Only for the main thread.
 */
#pragma once

#include <glib.h>

typedef struct {
	const char *const *argv; /* NULL-terminated, argv[0] is looked up in PATH; not NULL */
	const char *cwd;	 /* working directory, NULL for ours */
	const char *const *env;	 /* what differs from ours: "NAME=value", or "NAME" for one that is
				  * to be unset; NULL-terminated; NULL for none */
	const char *log;	 /* file for stdout and stderr, appended to; NULL drops them */
	guint timeout;		 /* seconds, 0 for no limit */
	gboolean terminal;	 /* it talks to our terminal, which is its own until it ends: for
				  * sp_run() with no @log, of a program that may ask something */
} SpRunSpec;

typedef enum {
	SP_RUN_ENDED,	/* with an exit status */
	SP_RUN_SIGNAL,	/* killed by a signal that was not ours */
	SP_RUN_TIMEOUT, /* killed by us at the time limit */
	SP_RUN_KILLED,	/* killed by sp_run_kill(), or because we were told to stop */
} SpRunEnd;

typedef struct {
	SpRunEnd end;
	int code;	/* exit status, or signal number */
	double seconds; /* wall time */
} SpRunResult;

typedef struct _SpRun SpRun;

/**
 * sp_run_install_signals:
 *
 * From now on SIGINT, SIGTERM and SIGHUP do not end the program at once: a run that is under way is
 * killed with its whole group and ends in SP_ERROR_STOPPED, so that callers unwind. Nothing can be
 * started any more after that. Call it once.
 */
void sp_run_install_signals(void);

/* SP_ERROR_STOPPED in @error and FALSE when such a signal has come. For loops that start no
 * program. */
gboolean sp_run_check_stopped(GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_run_start:
 *
 * Starts the program; its standard input is empty unless @spec->terminal, and it inherits no
 * descriptors of ours. The argument vector goes into the log first.
 *
 * Should this program be killed, even by SIGKILL, a watchdog process kills the group. It cannot
 * reach what the program has moved into a process group of its own.
 *
 * Returns: (transfer full): NULL with SP_ERROR_UNKNOWN when it could not be started (the message
 * says which package usually has the program); free with sp_run_free(), which kills what still
 * runs.
 */
SpRun *sp_run_start(const SpRunSpec *spec, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_run_poll:
 * @milliseconds: how long to wait at the most
 * @done: (out): whether the program has ended, and been reaped
 *
 * A program that has ended takes what it left running in its group along.
 *
 * Returns: FALSE with SP_ERROR_STOPPED after a signal (the group is dead and reaped by then).
 */
gboolean sp_run_poll(SpRun *run, guint milliseconds, gboolean *done,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Kills the whole group and reaps it. */
void sp_run_kill(SpRun *run);

/* Valid once the program has ended. */
const SpRunResult *sp_run_result(const SpRun *run);

/* Kills what still runs, reaps it, frees. NULL is allowed. */
void sp_run_free(SpRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpRun, sp_run_free)

/* Starts and waits. FALSE only if it could not be started or was stopped; see @result for the rest.
 */
gboolean sp_run(const SpRunSpec *spec, SpRunResult *result,
		GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_run_output:
 * @output: (out): what it printed on stdout and stderr, at most 1 MiB, NUL-terminated
 *
 * For short queries (a compiler's version). SP_ERROR_UNKNOWN unless it exits with 0. @spec's log is
 * not used.
 */
gboolean sp_run_output(const SpRunSpec *spec, char **output,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "exit 2", "killed by signal 11 (Segmentation fault)", "timed out"; (transfer full). */
char *sp_run_describe(const SpRunResult *result);

/* As a shell takes it: in quotes only where that is needed; (transfer full). */
char *sp_run_quote(const char *word);

/* FALSE with the message of sp_run_start() when @program is not in PATH. */
gboolean sp_run_have(const char *program, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same; @package (nullable) is Debian's package of it, where that is not known here. */
gboolean sp_run_need(const char *program, const char *package,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;
