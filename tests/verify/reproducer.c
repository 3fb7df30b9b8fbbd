/* SPDX-License-Identifier: GPL-2.0-only */
/* The reproducer of tests/verify: asks the kernel of tests/verify/tree for rounds, see its main.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *value(char **argv, const char *key, const char *otherwise)
{
	for (; *argv; argv++)
		if (strncmp(*argv, key, strlen(key)) == 0 && (*argv)[strlen(key)] == '=')
			return *argv + strlen(key) + 1;
	return otherwise;
}

static unsigned ask(char letter)
{
	if (write(3, &letter, 1) != 1 || read(4, &letter, 1) != 1)
		exit(1);
	return letter == '+';
}

int main(int argc, char **argv)
{
	const char *nonce = value(argv, "nonce", "-");
	const char *scenario = value(argv, "scenario", "both");
	unsigned rounds = (unsigned)atoi(value(argv, "rounds", "1"));
	unsigned work = 0;
	unsigned every = (unsigned)atoi(value(argv, "every", "1"));

	(void)argc;
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("stableport %s start %s\n", nonce, scenario);
	if (strcmp(scenario, "file") == 0) {
		printf("stableport %s inapplicable no pools of files here\n", nonce);
		ask('p');
	}
	for (unsigned n = 1; n <= rounds; n++) {
		work += ask(n % every ? 'n' : *scenario == 'a' ? 'a' : 'b');
		printf("stableport %s round %u work %u\n", nonce, n, work);
	}
	printf("stableport %s survived rounds %u work %u\n", nonce, rounds, work);
	ask('p');
	return 0;
}
