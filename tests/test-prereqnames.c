/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqlines, prereqnames: which lines two versions of a file differ in, what a file declares, and
 * what a change uses. Texts alone, no history.
 */
#include <string.h>

#include <git2.h>

#include "stage/prereqlines.h"
#include "stage/prereqnames.h"

/* old, new, and the changes as "old_first,old_count new_first,new_count; ..." */
static void test_lines(void)
{
	static const char *const cases[][3] = {
		{"a\nb\nc\n", "a\nb\nc\n", ""},
		{"a\nb\nc\n", "a\nx\nc\n", "1,1 1,1; "},
		{"a\nc\n", "a\nb\nc\n", "1,0 1,1; "},
		{"a\nb\nc\n", "a\nc\n", "1,1 1,0; "},
		{"", "a\n", "0,0 0,1; "},
		{"a\n", "", "0,1 0,0; "},
		{"a\nb", "a\nc", "1,1 1,1; "},
		{"b\n", "a\nb\n", "0,0 0,1; "},
		{"ab\nz\n", "b\nz\n", "0,1 0,1; "},
		{"x\na\n\n\nb\n", "x\na\n\nb\n", "3,1 3,0; "},
		{"1\n2\n3\n4\n5\n", "1\nx\n3\n5\ny\n", "1,1 1,1; 3,1 3,0; 5,0 4,1; "},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) changes = sp_prereqlines_diff(cases[i][0], cases[i][1]);
		g_autoptr(GString) text = g_string_new(NULL);

		for (guint k = 0; k < changes->len; k++) {
			const SpLineChange *one = &g_array_index(changes, SpLineChange, k);

			g_string_append_printf(text, "%u,%u %u,%u; ", one->old_first,
					       one->old_count, one->new_first, one->new_count);
		}
		g_test_message("%u", i);
		g_assert_cmpstr(text->str, ==, cases[i][2]);
	}
}

static void test_names(void)
{
	g_autoptr(GPtrArray) names = sp_prereqnames_of(
		"#define LIMIT 3\nstruct pool {\n\tstruct list_head all, *first;\n\tint (*done)(int "
		"x);\n\tunsigned int busy:1;\n};\nenum kind { ONE, TWO = 2,\nTHREE };\n"
		"static DEFINE_MUTEX(pool_lock);\nstatic int table[] = { LIMIT, 4 };\n"
		"extern int other(int y);\n"
		"static int f(struct pool *pool, int n)\n{\n\tunsigned long flags = n * 2, *p;\n"
		"\tstruct pool *q;\n\n\tif (n)\n\t\tgoto out;\n\tflags = other(n);\n"
		"\treturn flags;\nout:\n\tn = p * q;\n\treturn 0;\n}\n");
	static const char *const there[][2] = {{"LIMIT", ""},
					       {"pool", ""},
					       {"all", "struct pool"},
					       {"first", "struct pool"},
					       {"done", "struct pool"},
					       {"busy", "struct pool"},
					       {"ONE", ""},
					       {"TWO", ""},
					       {"THREE", ""},
					       {"pool_lock", ""},
					       {"table", ""},
					       {"other", ""},
					       {"f", ""},
					       {"n", "f()"},
					       {"pool", "f()"},
					       {"flags", "f()"},
					       {"p", "f()"},
					       {"q", "f()"},
					       {"out", "f()"}};

	for (guint i = 0; i < G_N_ELEMENTS(there); i++) {
		g_test_message("%s in %s", there[i][0], there[i][1]);
		g_assert_nonnull(sp_prereqnames_find(names, there[i][0], there[i][1]));
	}
	for (guint i = 0; i < names->len; i++) {
		const SpPrereqName *name = names->pdata[i];
		gboolean known = g_str_equal(name->name, "kind");

		for (guint k = 0; k < G_N_ELEMENTS(there); k++)
			known |= g_str_equal(name->name, there[k][0]) &&
				 g_str_equal(name->scope, there[k][1]);
		g_test_message("%s in %s", name->name, name->scope);
		g_assert_true(known);
	}
}

int main(int argc, char **argv)
{
	int result;

	git_libgit2_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/prereqnames/lines", test_lines);
	g_test_add_func("/prereqnames/names", test_names);
	result = g_test_run();
	git_libgit2_shutdown();
	return result;
}
