/* SPDX-License-Identifier: GPL-2.0-only */
/* Which warnings a change brings. */
#include "stage/warnings.h"

#define A "mm/x.c:10:3: warning: unused variable 'a' [-Wunused-variable]\n"
#define A_MOVED "mm/x.c:14:3: warning: unused variable 'a' [-Wunused-variable]\n"
#define A_THERE "mm/y.c:10:3: warning: unused variable 'a' [-Wunused-variable]\n"
#define B "mm/x.c:11:7: warning: unused variable 'b' [-Wunused-variable]\n"
#define PLAIN "mm/x.c: warning: no place\n"
#define AROUND "  CC      mm/x.o\nmm/x.c: In function 'f':\n"
#define AFTER "   10 |  int a;\n      |      ^\nmm/x.c:3: error: no\n"

static void cases(void)
{
	static const struct {
		const char *before, *after, *new;
	} all[] = {
		{"", "", ""},
		{AROUND A AFTER, AROUND A AFTER, ""},
		{AROUND A AFTER, AROUND A_MOVED AFTER, ""},
		{AROUND A AFTER, AROUND AFTER, ""},
		{AROUND AFTER, AROUND A AFTER, A},
		{A, A B, B},
		{B A, A B, ""},
		{A, A_MOVED A, A}, /* once more than before */
		{A A_MOVED, A_MOVED, ""},
		{A, A_THERE, A_THERE}, /* another file's */
		{"", PLAIN, PLAIN},
		{PLAIN, PLAIN, ""},
		{"", "no newline: warning: at the end", "no newline: warning: at the end\n"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
		g_autofree char *new = sp_warnings_new(all[i].before, all[i].after);

		g_test_message("%u", i);
		g_assert_cmpstr(new, ==, all[i].new);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/warnings/cases", cases);
	return g_test_run();
}
