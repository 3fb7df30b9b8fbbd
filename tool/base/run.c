/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * run: programs with a time limit, a log, and an end that is always told. Forking itself is in
 * spawn. The loop waits in slices, so that a signal to us is noticed whichever way it arrives.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif

#include "base/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/spawn.h"

#define OUTPUT_LIMIT (1024 * 1024)
#define SLICE_MS 100 /* longest wait before the stop flag is looked at again */

struct _SpRun {
	SpGroup group;
	int pidfd;	 /* readable when the leader has ended; -1 on kernels before 5.3 */
	gint64 started;	 /* monotonic, microseconds */
	gint64 deadline; /* likewise, 0 for none */
	gboolean done;	 /* reaped, result is valid */
	SpRunResult result;
};

static volatile sig_atomic_t stop_signal;

static const struct {
	const char *program, *package;
} packages[] = {
	{"ld", "binutils"},	  {"as", "binutils"},
	{"objcopy", "binutils"},  {"git", "git"},
	{"gcc", "gcc"},		  {"make", "make"},
	{"quilt", "quilt"},	  {"flex", "flex"},
	{"bison", "bison"},	  {"bc", "bc"},
	{"perl", "perl"},	  {"gzip", "gzip"},
	{"xz", "xz-utils"},	  {"sbatch", "slurm-client"},
	{"srun", "slurm-client"},
};

static void on_signal(int number)
{
	stop_signal = number;
}

void sp_run_install_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = on_signal};

	sigemptyset(&action.sa_mask);
	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
		struct sigaction old;

		/* nohup: who ignores a signal keeps ignoring it */
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
}

gboolean sp_run_check_stopped(GError **error)
{
	int number = stop_signal;

	if (!number)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_STOPPED, "stopped by signal %d (%s)", number,
		    g_strsignal(number));
	return FALSE;
}

static const char *package_of(const char *program)
{
	g_autofree char *base = g_path_get_basename(program);

	for (guint i = 0; i < G_N_ELEMENTS(packages); i++)
		if (g_str_equal(packages[i].program, base))
			return packages[i].package;
	return NULL;
}

/* @package: Debian's, NULL for what we know ourselves. */
static char *find_program(const char *program, const char *package, GError **error)
{
	g_autofree char *found = g_find_program_in_path(program);

	if (found)
		return g_canonicalize_filename(found, NULL);
	if (!package)
		package = package_of(program);
	if (package)
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
			    "cannot start %s: it is not installed (Debian package %s)", program,
			    package);
	else
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
			    "cannot start %s: there is no such program in PATH", program);
	return NULL;
}

gboolean sp_run_need(const char *program, const char *package, GError **error)
{
	g_autofree char *path = find_program(program, package, error);

	return path != NULL;
}

gboolean sp_run_have(const char *program, GError **error)
{
	return sp_run_need(program, NULL, error);
}

char *sp_run_quote(const char *word)
{
	if (*word && !strpbrk(word, " \t\n'\"\\$&|;<>()*?`#~"))
		return g_strdup(word);
	return g_shell_quote(word);
}

static int open_log(const SpRunSpec *spec, GError **error)
{
	g_autoptr(GString) line = g_string_new("$");
	const char *path = spec->log ? spec->log : "/dev/null";
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);

	for (guint i = 0; spec->argv[i]; i++) {
		g_autofree char *quoted = sp_run_quote(spec->argv[i]);

		g_string_append_printf(line, " %s", quoted);
	}
	g_string_append_c(line, '\n');
	if (fd < 0 || write(fd, line->str, line->len) != (gssize)line->len) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot write the log %s: %s", path,
			    g_strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return fd;
}

static void settle(SpRun *run, gboolean forced, SpRunEnd end)
{
	int status = sp_spawn_settle(&run->group);

	if (run->pidfd >= 0)
		close(run->pidfd);
	run->pidfd = -1;
	run->done = TRUE;
	run->result.seconds = (double)(g_get_monotonic_time() - run->started) / G_USEC_PER_SEC;
	run->result.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
	run->result.end = WIFSIGNALED(status) ? SP_RUN_SIGNAL : SP_RUN_ENDED;
	if (forced)
		run->result.end = end;
}

static char **make_env(const SpRunSpec *spec)
{
	char **env = g_get_environ();

	for (guint i = 0; spec->env && spec->env[i]; i++) {
		g_auto(GStrv) parts = g_strsplit(spec->env[i], "=", 2);

		if (parts[1])
			env = g_environ_setenv(env, parts[0], parts[1], TRUE);
		else
			env = g_environ_unsetenv(env, parts[0]);
	}
	return env;
}

static SpRun *start_into(const SpRunSpec *spec, int out, GError **error)
{
	g_autofree char *path = find_program(spec->argv[0], NULL, error);
	g_auto(GStrv) env = make_env(spec);
	g_autoptr(SpRun) run = g_new0(SpRun, 1);
	SpSpawnSpec spawn = {.path = path,
			     .argv = spec->argv,
			     .cwd = spec->cwd,
			     .out = out,
			     .terminal = spec->terminal};

	run->done = TRUE; /* nothing to kill yet */
	run->pidfd = run->group.life = -1;
	if (!path)
		return NULL;
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	signal(SIGCHLD, SIG_DFL); /* an inherited SIG_IGN would lose every exit status */
	spawn.env = (const char *const *)env;
	run->started = g_get_monotonic_time();
	if (spec->timeout)
		run->deadline = run->started + (gint64)spec->timeout * G_USEC_PER_SEC;
	if (!sp_spawn(&spawn, &run->group, error))
		return NULL;
	run->done = FALSE;
#ifdef SYS_pidfd_open
	run->pidfd = (int)syscall(SYS_pidfd_open, run->group.leader, 0);
#endif
	return g_steal_pointer(&run);
}

SpRun *sp_run_start(const SpRunSpec *spec, GError **error)
{
	SpRun *run;
	int log;

	if (!sp_run_check_stopped(error) || !sp_run_have(spec->argv[0], error))
		return NULL;
	if (spec->terminal)
		return start_into(spec, STDOUT_FILENO, error);
	log = open_log(spec, error);
	if (log < 0)
		return NULL;
	run = start_into(spec, log, error);
	close(log);
	return run;
}

static gboolean has_ended(const SpRun *run)
{
	siginfo_t info = {0};

	/* WNOWAIT: settle() still needs the number to be ours */
	return waitid(P_PID, (id_t)run->group.leader, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == run->group.leader;
}

static void wait_slice(const SpRun *run, gint64 until)
{
	gint64 left = (until - g_get_monotonic_time() + 999) / 1000;
	struct pollfd pfd = {.fd = run->pidfd, .events = POLLIN};

	if (left > 0)
		poll(&pfd, 1, (int)MIN(left, run->pidfd < 0 ? 10 : SLICE_MS));
}

gboolean sp_run_poll(SpRun *run, guint milliseconds, gboolean *done, GError **error)
{
	gint64 until = g_get_monotonic_time() + (gint64)milliseconds * 1000;

	while (!run->done) {
		gint64 now = g_get_monotonic_time();

		if (!sp_run_check_stopped(error)) {
			settle(run, !has_ended(run), SP_RUN_KILLED);
			*done = TRUE;
			return FALSE;
		}
		if (has_ended(run))
			settle(run, FALSE, SP_RUN_ENDED);
		else if (run->deadline && now >= run->deadline)
			settle(run, TRUE, SP_RUN_TIMEOUT);
		else if (now >= until)
			break;
		else
			wait_slice(run, run->deadline ? MIN(until, run->deadline) : until);
	}
	*done = run->done;
	return TRUE;
}

void sp_run_kill(SpRun *run)
{
	if (!run->done)
		settle(run, !has_ended(run), SP_RUN_KILLED);
}

const SpRunResult *sp_run_result(const SpRun *run)
{
	g_assert(run->done);
	return &run->result;
}

void sp_run_free(SpRun *run)
{
	if (!run)
		return;
	sp_run_kill(run);
	g_free(run);
}

gboolean sp_run(const SpRunSpec *spec, SpRunResult *result, GError **error)
{
	g_autoptr(SpRun) run = sp_run_start(spec, error);
	gboolean done = FALSE;

	if (!run)
		return FALSE;
	while (!done) {
		if (!sp_run_poll(run, G_MAXUINT, &done, error))
			return FALSE;
	}
	*result = *sp_run_result(run);
	return TRUE;
}

char *sp_run_describe(const SpRunResult *result)
{
	switch (result->end) {
	case SP_RUN_ENDED:
		return g_strdup_printf("exit %d", result->code);
	case SP_RUN_SIGNAL:
		return g_strdup_printf("killed by signal %d (%s)", result->code,
				       g_strsignal(result->code));
	case SP_RUN_TIMEOUT:
		return g_strdup_printf("timed out after %.0f s", result->seconds);
	case SP_RUN_KILLED:
	default:
		return g_strdup("killed");
	}
}

static char *read_back(int fd)
{
	g_autofree char *text = g_malloc(OUTPUT_LIMIT + 1);
	gssize got = 0;
	gssize more = 0;

	while (got < OUTPUT_LIMIT &&
	       (more = pread(fd, text + got, (gsize)(OUTPUT_LIMIT - got), got)) > 0)
		got += more;
	return g_strndup(text, (gsize)got);
}

gboolean sp_run_output(const SpRunSpec *spec, char **output, GError **error)
{
	g_autoptr(SpRun) run = NULL;
	g_autofree char *text = NULL;
	g_autofree char *how = NULL;
	gboolean done = FALSE;
	int fd;

	*output = NULL;
	if (!sp_run_check_stopped(error))
		return FALSE;
	fd = memfd_create("output", MFD_CLOEXEC);
	if (fd < 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "memfd_create: %s",
			    g_strerror(errno));
		return FALSE;
	}
	run = start_into(spec, fd, error);
	while (run && !done) {
		if (!sp_run_poll(run, G_MAXUINT, &done, error))
			g_clear_pointer(&run, sp_run_free);
	}
	if (run)
		text = read_back(fd);
	close(fd);
	if (!run)
		return FALSE;
	if (run->result.end == SP_RUN_ENDED && run->result.code == 0) {
		*output = g_steal_pointer(&text);
		return TRUE;
	}
	how = sp_run_describe(&run->result);
	text[strcspn(text, "\n")] = '\0';
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s: %s%s%s", spec->argv[0], how,
		    *text ? ": " : "", text);
	return FALSE;
}
