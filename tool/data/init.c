// SPDX-License-Identifier: GPL-2.0-only
// The guest's /init where a fix has no reproducer: the kernel came up and does what little it is
// asked for. See tool/stage/console.h for what the lines mean.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static const char *nonce = "-";

static void say(const char *text)
{
	char line[256];
	int length = snprintf(line, sizeof(line), "stableport %s %s\n", nonce, text);

	if (write(STDOUT_FILENO, line, length) == length)
		tcdrain(STDOUT_FILENO);
}

/* A process, a file system, and the kernel's own word for its version. */
static const char *try_out(void)
{
	char text[64] = "";
	int status, fd;
	pid_t pid;

	mkdir("/proc", 0755);
	if (mount("proc", "/proc", "proc", 0, NULL) < 0)
		return "unable cannot mount proc";
	fd = open("/proc/version", O_RDONLY);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) <= 0 || strncmp(text, "Linux version ", 14))
		return "unable cannot read /proc/version";
	close(fd);
	pid = fork();
	if (pid == 0)
		_exit(7);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 7)
		return "unable cannot run a process";
	return "survived rounds 1 work 1";
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!strncmp(argv[i], "nonce=", 6))
			nonce = argv[i] + 6;
	say("start boot");
	say(try_out());
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
