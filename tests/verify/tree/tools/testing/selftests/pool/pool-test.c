/* SPDX-License-Identifier: GPL-2.0-only */
/* A selftest of the kernel of tests/verify/tree: asks it for a round, see its main.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kself.h"

static int ask(char letter)
{
	if (write(3, &letter, 1) != 1 || read(4, &letter, 1) != 1)
		exit(99);
	return letter == '+';
}

int main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "crash";

	printf("TAP version 13\n1..1\n");
	if (!strcmp(how, "skip")) {
		printf("ok 1 # SKIP no pools here\n");
		return POOL_TEST_SKIP;
	}
	if (!strcmp(how, "all-skipped")) { /* as ksft_finished() ends then */
		printf("ok 1 pool # SKIP no pools here\n");
		for (int i = 0; i < 500; i++)
			printf("# ok %d no more than a remark\n", i);
		return 0;
	}
	if (!strcmp(how, "quiet-in-part"))
		printf("ok 0 another pool # SKIP not here\n");
	if (!strcmp(how, "dump")) { /* what another kernel said, once */
		printf("[    1.000000] VM_BUG_ON_POOL(pool->index != looker.index)\n"
		       "[    1.000001] kernel BUG at mm/pool.c:9!\n");
		return KSFT_FAIL;
	}
	if (!strcmp(how, "signal"))
		abort();
	if (!strcmp(how, "always"))
		return KSFT_FAIL;
	if (!strcmp(how, "never"))
		return 0;
	if (ask(*how == 'q' ? 'q' : 'b')) {
		printf("ok 1 pool\n");
		return 0;
	}
	printf("not ok 1 pool: it was somebody else's\n\n");
	return KSFT_FAIL;
}
