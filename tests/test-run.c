/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Programs are started, ended, and told apart by how they ended; nothing of them outlives us.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/err.h"
#include "base/run.h"

#define SH(script) ((const char *const[]){"/bin/sh", "-c", script, NULL})

typedef struct {
	char *dir, *log;
} Fixture;

static void set_up(Fixture *f, gconstpointer data)
{
	(void)data;
	f->dir = g_dir_make_tmp("test-run-XXXXXX", NULL);
	g_assert_nonnull(f->dir);
	f->log = g_build_filename(f->dir, "log", NULL);
}

static void tear_down(Fixture *f, gconstpointer data)
{
	g_autoptr(GDir) dir = g_dir_open(f->dir, 0, NULL);
	const char *name;

	(void)data;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(f->dir, name, NULL);

		g_unlink(path);
	}
	g_rmdir(f->dir);
	g_free(f->dir);
	g_free(f->log);
}

static char *slurp(const char *path)
{
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, NULL);
	return text ? text : g_strdup("");
}

/* TRUE once the process is gone or a zombie; waits up to 20 s. */
static gboolean vanishes(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)pid);

	for (guint i = 0; i < 2000; i++) {
		g_autofree char *stat = slurp(path);
		const char *paren = strrchr(stat, ')');

		if (!paren || strchr("ZX", paren[2]))
			return TRUE;
		g_usleep(10000);
	}
	return FALSE;
}

/* The number that a shell wrote into a file; waits for it. */
static pid_t read_pid(const char *path)
{
	for (guint i = 0; i < 2000; i++) {
		g_autofree char *text = slurp(path);

		if (strchr(text, '\n'))
			return (pid_t)atoi(text);
		g_usleep(10000);
	}
	g_assert_not_reached();
}

static void no_children(void)
{
	int status;

	g_assert_cmpint(waitpid(-1, &status, WNOHANG), ==, -1);
	g_assert_cmpint(errno, ==, ECHILD);
}

static void test_exit_codes(Fixture *f, gconstpointer data)
{
	static const struct {
		const char *script;
		SpRunEnd end;
		int code;
		const char *told;
	} cases[] = {
		{"exit 0", SP_RUN_ENDED, 0, "exit 0"},
		{"exit 7", SP_RUN_ENDED, 7, "exit 7"},
		{"exit 127", SP_RUN_ENDED, 127, "exit 127"},
		{"kill -9 $$", SP_RUN_SIGNAL, SIGKILL, "killed by signal 9*"},
		{"kill -11 $$", SP_RUN_SIGNAL, SIGSEGV, "killed by signal 11*"},
	};

	(void)data;
	(void)f;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *told = NULL;
		SpRunSpec spec = {.argv = SH(cases[i].script)};
		SpRunResult result;

		g_assert_true(sp_run(&spec, &result, &error));
		g_assert_no_error(error);
		g_assert_cmpint(result.end, ==, cases[i].end);
		g_assert_cmpint(result.code, ==, cases[i].code);
		told = sp_run_describe(&result);
		g_assert_true(g_pattern_match_simple(cases[i].told, told));
		no_children();
	}
}

static void test_log(Fixture *f, gconstpointer data)
{
	static const char *const env[] = {"SP_TEST_A=1=2", NULL};
	static const char script[] = "pwd; echo \"$SP_TEST_A\"; echo err >&2; read x || echo empty";
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	g_autofree char *expected = NULL;
	g_autofree char *quoted = g_shell_quote(script);
	SpRunSpec spec = {.argv = SH(script), .cwd = f->dir, .env = env, .log = f->log};
	SpRunResult result;

	(void)data;
	g_assert_true(g_file_set_contents(f->log, "before\n", -1, NULL));
	g_assert_true(sp_run(&spec, &result, &error));
	g_assert_no_error(error);
	text = slurp(f->log);
	expected =
		g_strdup_printf("before\n$ /bin/sh -c %s\n%s\n1=2\nerr\nempty\n", quoted, f->dir);
	g_assert_cmpstr(text, ==, expected);
}

static void test_bad_log(Fixture *f, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	SpRunSpec spec = {.argv = SH("exit 0"), .log = "/nonexistent/log"};
	SpRunResult result;

	(void)f;
	(void)data;
	g_assert_false(sp_run(&spec, &result, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_assert_nonnull(strstr(error->message, "/nonexistent/log"));
}

static void test_missing(Fixture *f, gconstpointer data)
{
	g_autofree char *path = g_strdup(g_getenv("PATH"));
	const char *const quilt[] = {"quilt", "--version", NULL};
	const char *const unknown[] = {"no-such-program-at-all", NULL};
	const char *const no_exec[] = {f->log, NULL};
	SpRunSpec spec = {.argv = unknown};
	SpRunResult result;
	GError *error = NULL;

	(void)data;
	g_assert_false(sp_run(&spec, &result, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_assert_nonnull(strstr(error->message, "no-such-program-at-all"));
	g_clear_error(&error);

	g_setenv("PATH", f->dir, TRUE);
	spec.argv = quilt;
	g_assert_null(sp_run_start(&spec, &error));
	g_assert_nonnull(strstr(error->message, "(Debian package quilt)"));
	g_clear_error(&error);
	/* one that only the caller knows */
	g_assert_false(sp_run_need("no-such-program-at-all", "its-package", &error));
	g_assert_nonnull(strstr(error->message, "(Debian package its-package)"));
	g_clear_error(&error);
	g_setenv("PATH", path, TRUE);

	/* found and executable, but exec fails: no interpreter of that name */
	g_assert_true(g_file_set_contents(f->log, "#!/nonexistent/interpreter\n", -1, NULL));
	g_chmod(f->log, 0755);
	spec.argv = no_exec;
	g_assert_false(sp_run(&spec, &result, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_clear_error(&error);

	spec.argv = SH("exit 0");
	spec.cwd = "/nonexistent";
	g_assert_false(sp_run(&spec, &result, &error));
	g_assert_nonnull(strstr(error->message, "/nonexistent"));
	g_clear_error(&error);
	no_children();
}

static void test_timeout(Fixture *f, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *pid_file = g_build_filename(f->dir, "pid", NULL);
	g_autofree char *script = g_strdup_printf(
		"(trap '' TERM INT HUP; sh -c 'echo $$ >%s; exec sleep 600') & wait", pid_file);
	SpRunSpec spec = {.argv = SH(script), .timeout = 2};
	SpRunResult result;

	(void)data;
	g_assert_true(sp_run(&spec, &result, &error));
	g_assert_no_error(error);
	g_assert_cmpint(result.end, ==, SP_RUN_TIMEOUT);
	g_assert_cmpfloat(result.seconds, >=, 1.9);
	g_assert_cmpint(kill(read_pid(pid_file), 0), ==, -1); /* dead, and reaped too */
	no_children();
}

static void test_leftover(Fixture *f, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *pid_file = g_build_filename(f->dir, "pid", NULL);
	g_autofree char *script = g_strdup_printf("sleep 600 & echo $! >%s; exit 3", pid_file);
	SpRunSpec spec = {.argv = SH(script), .timeout = 60};
	SpRunResult result;

	(void)data;
	g_assert_true(sp_run(&spec, &result, &error));
	g_assert_no_error(error);
	g_assert_cmpint(result.end, ==, SP_RUN_ENDED);
	g_assert_cmpint(result.code, ==, 3);
	g_assert_cmpint(kill(read_pid(pid_file), 0), ==, -1);
	no_children();
}

static void test_kill_and_two(Fixture *f, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	SpRunSpec spec = {.argv = SH("sleep 600")};
	g_autoptr(SpRun) first = sp_run_start(&spec, &error);
	g_autoptr(SpRun) second = sp_run_start(&spec, &error);
	gboolean done = TRUE;

	(void)f;
	(void)data;
	g_assert_no_error(error);
	g_assert_true(sp_run_poll(first, 0, &done, &error));
	g_assert_false(done);
	sp_run_kill(first); /* must not wait for what the second one holds open */
	g_assert_cmpint(sp_run_result(first)->end, ==, SP_RUN_KILLED);
	g_assert_true(sp_run_poll(first, 0, &done, &error));
	g_assert_true(done);
	g_assert_true(sp_run_poll(second, 20, &done, &error));
	g_assert_false(done);
	g_clear_pointer(&second, sp_run_free);
	no_children();
}

static void test_descriptors(Fixture *f, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *output = NULL;
	SpRunSpec spec = {.argv = (const char *const[]){"ls", "/proc/self/fd", NULL}};
	int leak = open("/dev/null", O_RDONLY); /* no CLOEXEC */

	(void)f;
	(void)data;
	g_assert_cmpint(fcntl(leak, F_DUPFD, 100), ==, 100);
	g_assert_true(sp_run_output(&spec, &output, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(output, ==, "0\n1\n2\n3\n"); /* 3 is ls's own */
	close(100);
	close(leak);
}

static void test_output(Fixture *f, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *output = NULL;
	SpRunSpec spec = {.argv = SH("echo one; echo two >&2")};

	(void)f;
	(void)data;
	g_assert_true(sp_run_output(&spec, &output, &error));
	g_assert_cmpstr(output, ==, "one\ntwo\n");
	g_clear_pointer(&output, g_free);
	spec.argv = SH("echo broken; echo more; exit 4");
	g_assert_false(sp_run_output(&spec, &output, &error));
	g_assert_null(output);
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_assert_cmpstr(error->message, ==, "/bin/sh: exit 4: broken");
	g_clear_error(&error);
	spec.argv = SH("yes | head -c 3000000");
	g_assert_true(sp_run_output(&spec, &output, &error));
	g_assert_cmpuint(strlen(output), ==, 1024 * 1024);
}

/* Runs sp_run() in a process of its own; that one is told by @number while it waits. */
static int interrupted_child(Fixture *f, int number, pid_t *grandchild)
{
	g_autofree char *pid_file = g_build_filename(f->dir, "pid", NULL);
	g_autofree char *script = g_strdup_printf(
		"(trap '' INT TERM HUP; sh -c 'echo $$ >%s; exec sleep 600') & wait", pid_file);
	SpRunSpec spec = {.argv = SH(script), .log = f->log};
	pid_t child = fork();
	int status = 0;

	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		g_autoptr(GError) error = NULL;
		SpRunResult result;

		/* Who runs the tests in the background may have it ignored. */
		if (number != SIGKILL)
			signal(number, SIG_DFL);
		sp_run_install_signals();
		if (sp_run(&spec, &result, &error) ||
		    !g_error_matches(error, SP_ERROR, SP_ERROR_STOPPED))
			_exit(1);
		g_clear_error(&error);
		if (waitpid(-1, &status, WNOHANG) != -1 || errno != ECHILD)
			_exit(2);
		spec.argv = SH("exit 0");
		if (sp_run_start(&spec, &error) ||
		    !g_error_matches(error, SP_ERROR, SP_ERROR_STOPPED))
			_exit(3);
		g_clear_error(&error);
		_exit(sp_run_check_stopped(&error) ? 4 : 42);
	}
	*grandchild = read_pid(pid_file);
	g_assert_cmpint(kill(child, number), ==, 0);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	return status;
}

static void test_stop(Fixture *f, gconstpointer data)
{
	pid_t grandchild;
	int status = interrupted_child(f, GPOINTER_TO_INT(data), &grandchild);

	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, 42);
	g_assert_cmpint(kill(grandchild, 0), ==, -1);
}

static void test_watchdog(Fixture *f, gconstpointer data)
{
	pid_t grandchild;
	int status = interrupted_child(f, SIGKILL, &grandchild);

	(void)data;
	g_assert_true(WIFSIGNALED(status));
	g_assert_true(vanishes(grandchild));
	while (waitpid(-1, &status, 0) > 0) /* what the dead child left came to us, a subreaper */
		;
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
#define ADD(name, data, function)                                                                  \
	g_test_add("/run/" name, Fixture, data, set_up, function, tear_down)
	ADD("exit-codes", NULL, test_exit_codes);
	ADD("log", NULL, test_log);
	ADD("bad-log", NULL, test_bad_log);
	ADD("missing", NULL, test_missing);
	ADD("timeout-kills-group", NULL, test_timeout);
	ADD("end-takes-leftovers", NULL, test_leftover);
	ADD("two-at-once", NULL, test_kill_and_two);
	ADD("no-leaked-descriptors", NULL, test_descriptors);
	ADD("output", NULL, test_output);
	ADD("stop/int", GINT_TO_POINTER(SIGINT), test_stop);
	ADD("stop/term", GINT_TO_POINTER(SIGTERM), test_stop);
	ADD("stop/hup", GINT_TO_POINTER(SIGHUP), test_stop);
	ADD("watchdog", NULL, test_watchdog);
	return g_test_run();
}
