/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * spawn: fork and exec with the whole process group under control. Each program gets a watchdog, a
 * forked process that does nothing but wait for this program's death and then kills the group: not
 * even SIGKILL to us leaves a QEMU or a make behind. Between fork and exec, and in the watchdog,
 * only async-signal-safe functions are called.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pipe2 */
#endif

#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib-unix.h>

#include "base/err.h"

/* What goes with one start: /dev/null, and pipes [read, write]. */
typedef struct {
	int in;
	int go[2];	/* a byte comes when the watchdog stands, an end when we died before that */
	int trouble[2]; /* tells why exec failed; closed by one that succeeds */
	int life[2];	/* the watchdog's */
} Pipes;

enum { STEP_CWD = 1, STEP_EXEC };

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Async-signal-safe. */
static void close_from(unsigned int first)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, first, ~0U, 0) == 0)
		return;
#endif
	for (unsigned int fd = first; fd < 65536; fd++)
		close((int)fd);
}

/* Async-signal-safe. */
static void default_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGCHLD};
	sigset_t none;

	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
		signal(numbers[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The terminal is that of @group from now on; async-signal-safe. One that is none stays as it is.
 */
static void give_terminal(pid_t group)
{
	/* Who is not in the terminal's group is stopped for asking. */
	void (*old)(int) = signal(SIGTTOU, SIG_IGN);

	tcsetpgrp(STDIN_FILENO, group);
	signal(SIGTTOU, old);
}

/* In the child; async-signal-safe from here to exec. */
static void launch(const SpSpawnSpec *spec, const Pipes *p, pid_t parent) G_GNUC_NORETURN;
static void launch(const SpSpawnSpec *spec, const Pipes *p, pid_t parent)
{
	int why[2] = {STEP_EXEC, 0};
	int trouble;
	char byte;

	close(p->go[1]); /* else our parent's death would not end the pipe */
	setpgid(0, 0);
	if (spec->terminal)
		give_terminal(getpid());
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	default_signals();
	while (read(p->go[0], &byte, 1) != 1) {
		if (errno != EINTR || getppid() != parent)
			_exit(127);
	}
	/* Out of the way of 0 to 3 first: any of them may have been closed when we were started. */
	trouble = fcntl(p->trouble[1], F_DUPFD_CLOEXEC, 10);
	if (!spec->terminal)
		dup2(fcntl(p->in, F_DUPFD_CLOEXEC, 10), STDIN_FILENO);
	dup2(fcntl(spec->out, F_DUPFD_CLOEXEC, 10), STDOUT_FILENO);
	dup2(STDOUT_FILENO, STDERR_FILENO);
	dup2(trouble, 3);
	fcntl(3, F_SETFD, FD_CLOEXEC);
	close_from(4);
	if (spec->cwd && chdir(spec->cwd) != 0)
		why[0] = STEP_CWD;
	else
		execve(spec->path, (char *const *)spec->argv, (char *const *)spec->env);
	why[1] = errno;
	if (write(3, why, sizeof(why)) < 0)
		_exit(126);
	_exit(127);
}

/* In the watchdog; async-signal-safe. @life ends when the last holder of the other end, us, dies.
 */
static void watch(int life, pid_t group) G_GNUC_NORETURN;
static void watch(int life, pid_t group)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
	char byte;

	setsid();
	prctl(PR_SET_NAME, "sp-watchdog");
	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
		signal(numbers[i], SIG_IGN);
	dup2(life, 0);
	close_from(1);
	while (read(0, &byte, 1) < 0 && errno == EINTR)
		;
	kill(-group, SIGKILL);
	_exit(0);
}

static void pipes_close(Pipes *p)
{
	close_fd(&p->in);
	for (guint i = 0; i < 2; i++) {
		close_fd(&p->go[i]);
		close_fd(&p->trouble[i]);
		close_fd(&p->life[i]);
	}
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pipes, pipes_close)

static gboolean pipes_open(Pipes *p, GError **error)
{
	p->in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (p->in >= 0 && pipe2(p->go, O_CLOEXEC) == 0 && pipe2(p->trouble, O_CLOEXEC) == 0 &&
	    pipe2(p->life, O_CLOEXEC) == 0)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot make a pipe: %s", g_strerror(errno));
	return FALSE;
}

/* Lets the child go on to exec once the watchdog stands, and hears how exec went. */
static gboolean release(SpGroup *group, const SpSpawnSpec *spec, const Pipes *p, GError **error)
{
	int why[2] = {0, 0};
	gssize got;

	group->watchdog = fork();
	if (group->watchdog == 0)
		watch(p->life[0], group->leader);
	if (group->watchdog < 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot start %s: fork: %s",
			    spec->argv[0], g_strerror(errno));
		return FALSE;
	}
	if (write(p->go[1], "g", 1) != 1) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot start %s: %s", spec->argv[0],
			    g_strerror(errno));
		return FALSE;
	}
	do
		got = read(p->trouble[0], why, sizeof(why));
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return TRUE;
	if (why[0] == STEP_CWD)
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot start %s in %s: %s",
			    spec->argv[0], spec->cwd, g_strerror(why[1]));
	else
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot start %s: %s", spec->argv[0],
			    g_strerror(why[1]));
	return FALSE;
}

int sp_spawn_settle(SpGroup *group)
{
	int leader = 0;
	int status;
	pid_t pid;

	/* The leader is not reaped yet, so its number cannot belong to somebody else by now. */
	kill(-group->leader, SIGKILL);
	kill(group->leader, SIGKILL);
	while ((pid = waitpid(-group->leader, &status, 0)) > 0 || (pid < 0 && errno == EINTR)) {
		if (pid == group->leader)
			leader = status;
	}
	if (group->watchdog > 0) {
		kill(group->watchdog, SIGKILL);
		while (waitpid(group->watchdog, NULL, 0) < 0 && errno == EINTR)
			;
	}
	group->watchdog = 0;
	close_fd(&group->life);
	if (group->terminal)
		give_terminal(getpgrp());
	return leader;
}

gboolean sp_spawn(const SpSpawnSpec *spec, SpGroup *group, GError **error)
{
	g_auto(Pipes) p = {-1, {-1, -1}, {-1, -1}, {-1, -1}};
	pid_t parent = getpid();

	group->watchdog = 0;
	group->terminal = spec->terminal;
	group->life = -1;
	if (!pipes_open(&p, error))
		return FALSE;
	group->leader = fork();
	if (group->leader == 0)
		launch(spec, &p, parent);
	if (group->leader < 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot start %s: fork: %s",
			    spec->argv[0], g_strerror(errno));
		return FALSE;
	}
	setpgid(group->leader, group->leader); /* the child does so too; whoever comes first */
	group->life = g_steal_fd(&p.life[1]);
	close_fd(&p.trouble[1]);
	if (release(group, spec, &p, error))
		return TRUE;
	sp_spawn_settle(group);
	return FALSE;
}
