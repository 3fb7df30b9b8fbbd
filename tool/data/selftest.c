// SPDX-License-Identifier: GPL-2.0-only
// The guest's /init where the reproducer is one of the kernel's own selftests, ./kselftest beside
// it: runs it round after round, and says what it said. See tool/stage/console.h for what the lines
// mean.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define SKIPPED 4 // KSFT_SKIP
#define TAIL 4096 // of what the test prints

static const char *nonce = "-";
static char tail[TAIL + 1];
static size_t used;
static char tap[TAIL + 1]; // the line that is being printed, as far as it fits
static size_t tap_used;
static int passed, skipped; // whether there was such a line of TAP

static void say(const char *format, ...)
{
	char text[512], line[600];
	va_list args;
	int length;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	length = snprintf(line, sizeof(line), "stableport %s %s\n", nonce, text);
	if (write(STDOUT_FILENO, line, length) == length)
		tcdrain(STDOUT_FILENO);
}

// What tests take for granted. A kernel may lack one or another, and a test that needs it says so.
static void mount_all(void)
{
	static const struct {
		const char *type, *where;
	} all[] = {{"proc", "/proc"},
		   {"sysfs", "/sys"},
		   {"devtmpfs", "/dev"},
		   {"tmpfs", "/dev/shm"},
		   {"tmpfs", "/tmp"},
		   {"debugfs", "/sys/kernel/debug"},
		   {"tracefs", "/sys/kernel/tracing"}};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		mkdir(all[i].where, 0755);
		(void)!mount(all[i].type, all[i].where, all[i].type, 0, NULL);
	}
}

// "ok 2 # SKIP no such device", in whatever letters.
static int is_skip(const char *text)
{
	for (text = strchr(text, '#'); text; text = strchr(text, '#')) {
		text++;
		if (!strncasecmp(text + strspn(text, " "), "skip", 4))
			return 1;
	}
	return 0;
}

static void end_line(void)
{
	int ok;

	tap[tap_used] = '\0';
	tap_used = 0;
	ok = !strcmp(tap, "ok") || !strncmp(tap, "ok ", 3);
	if (!ok && strncmp(tap, "not ok ", 7) && strncmp(tap, "1..0 ", 5))
		return;
	if (is_skip(tap))
		skipped = 1;
	else if (ok)
		passed = 1;
}

// What of TAP is in it; a test of old has none.
static void judge(const char *data, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (data[i] == '\n')
			end_line();
		else if (tap_used < TAIL)
			tap[tap_used++] = data[i];
	}
}

// A time stamp in brackets would look like the kernel's own.
static void keep(const char *data, size_t length)
{
	if (length > TAIL / 2) {
		data += length - TAIL / 2;
		length = TAIL / 2;
	}
	if (used + length > TAIL) {
		memmove(tail, tail + used + length - TAIL, TAIL - length);
		used = TAIL - length;
	}
	for (size_t i = 0; i < length; i++) {
		unsigned char c = data[i];

		tail[used++] = c == '[' ? '(' : c == '\n' || (c >= ' ' && c < 127) ? c : ' ';
	}
	tail[used] = '\0';
}

// Prints it all; returns the last line that is not empty.
static const char *show_tail(void)
{
	static char last[200];
	char *save = NULL;

	snprintf(last, sizeof(last), "without a word");
	for (char *line = strtok_r(tail, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		printf("kselftest: %s\n", line);
		if (line[strspn(line, " ")])
			snprintf(last, sizeof(last), "%s", line + strspn(line, " "));
	}
	fflush(stdout);
	return last;
}

static void become(char **argv, int out, int failed)
{
	int null = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	if (null >= 0)
		dup2(null, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	execv(argv[0], argv);
	if (write(failed, &errno, sizeof(errno)) < 0)
		_exit(126);
	_exit(127);
}

// Reads along until the test itself has ended; what it left running goes with it.
static int follow(pid_t pid, int out)
{
	struct pollfd fd = {.fd = out, .events = POLLIN};
	char data[4096];
	int status;
	ssize_t got;
	pid_t done;

	do {
		done = waitpid(pid, &status, WNOHANG);
		if (done < 0 && errno != EINTR)
			return -1;
		if (!done && poll(&fd, 1, 20) > 0 && (fd.revents & POLLHUP) &&
		    !(fd.revents & POLLIN))
			usleep(20000);
		while ((got = read(out, data, sizeof(data))) > 0) {
			judge(data, got);
			keep(data, got);
		}
	} while (done != pid);
	end_line();
	kill(-pid, SIGKILL);
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	return status;
}

// The status of wait(2); -1, with errno, when it could not be run.
static int run_test(char **argv)
{
	int out[2], failed[2], error = 0, status;
	pid_t pid;

	used = tap_used = 0;
	passed = skipped = 0;
	tail[0] = '\0';
	if (pipe(out) < 0)
		return -1;
	if (pipe2(failed, O_CLOEXEC) < 0 || fcntl(out[0], F_SETFL, O_NONBLOCK) < 0 ||
	    fcntl(out[0], F_SETFD, FD_CLOEXEC) < 0)
		return -1;
	pid = fork();
	if (pid == 0)
		become(argv, out[1], failed[1]);
	close(out[1]);
	close(failed[1]);
	if (pid > 0 && read(failed[0], &error, sizeof(error)) == 0)
		error = 0;
	status = pid > 0 ? follow(pid, out[0]) : -1;
	close(out[0]);
	close(failed[0]);
	if (!error)
		return status;
	errno = error;
	return -1;
}

// One round; whether another may follow.
static int play(char **argv, unsigned round)
{
	int status = run_test(argv);

	if (status < 0) {
		say("unable cannot run the test: %s", strerror(errno));
		return 0;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && (passed || !skipped)) {
		say("round %u work %u", round, round);
		return 1;
	}
	if (WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == SKIPPED))
		say("inapplicable %s", show_tail());
	else if (WIFEXITED(status))
		say("failed exit status %d: %s", WEXITSTATUS(status), show_tail());
	else
		say("failed signal %d: %s", WTERMSIG(status), show_tail());
	return 0;
}

int main(int argc, char **argv)
{
	char *test[argc + 1];
	unsigned rounds = 1, done = 0;
	int count = 0;

	test[count++] = "./kselftest";
	for (int i = 1; i < argc; i++) {
		if (!strncmp(argv[i], "nonce=", 6))
			nonce = argv[i] + 6;
		else if (!strncmp(argv[i], "rounds=", 7))
			rounds = strtoul(argv[i] + 7, NULL, 10);
		else
			test[count++] = argv[i];
	}
	test[count] = NULL;
	mount_all();
	say("start kselftest");
	while (done < rounds && play(test, done + 1))
		done++;
	if (done == rounds)
		say("survived rounds %u work %u", rounds, rounds);
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
