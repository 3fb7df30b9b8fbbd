/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-run: usage: bench-run [-1] TIMES COMMAND [ARGUMENT...]. Runs the command so often and
 * prints its best and its median wall time in seconds and the most memory it held, in MB. What the
 * command prints on stdout is thrown away. It has to exit with 0, with -1 also with 1 (a negative
 * verdict is a result, too); otherwise nothing is printed and bench-run exits with 1.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return at.tv_sec + at.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void become(char **argv)
{
	int null = open("/dev/null", O_RDWR);

	if (null >= 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1)
		execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

/* Runs it once; its exit status as wait() has it. */
static int run(char **argv, double *seconds, long *kilobytes)
{
	double begin = now();
	struct rusage usage;
	int status;
	pid_t pid = fork();

	if (pid == 0)
		become(argv);
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
		perror("bench-run");
		exit(1);
	}
	*seconds = now() - begin;
	if (usage.ru_maxrss > *kilobytes)
		*kilobytes = usage.ru_maxrss;
	return status;
}

int main(int argc, char **argv)
{
	int most = argc > 1 && strcmp(argv[1], "-1") == 0;
	int times = argc > most + 2 ? atoi(argv[most + 1]) : 0;
	long kilobytes = 0;
	double *seconds;

	if (times < 1) {
		fprintf(stderr, "usage: bench-run [-1] TIMES COMMAND [ARGUMENT...]\n");
		return 2;
	}
	seconds = calloc(times, sizeof *seconds);
	for (int i = 0; seconds && i < times; i++) {
		int status = run(argv + most + 2, &seconds[i], &kilobytes);

		if (WIFEXITED(status) && WEXITSTATUS(status) <= most)
			continue;
		fprintf(stderr, "bench-run: %s: %s %d\n", argv[most + 2],
			WIFEXITED(status) ? "exit code" : "signal",
			WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
		return 1;
	}
	if (!seconds)
		return 1;
	qsort(seconds, times, sizeof *seconds, by_size);
	printf("%.6f %.6f %.1f\n", seconds[0], (seconds[(times - 1) / 2] + seconds[times / 2]) / 2,
	       kilobytes / 1024.0);
	free(seconds);
	return 0;
}
