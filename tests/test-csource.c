/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Functions and arms of small C files in kernel style. Each file is made up for its case.
 */
#include "stage/csource.h"

#include <string.h>

/* "name arm head-open-end" of each function, lines counted from 1. */
static char *functions(const char *text)
{
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));
	const GPtrArray *all = sp_csource_functions(source);
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < all->len; i++) {
		const SpFunction *f = all->pdata[i];

		g_string_append_printf(list, "%s[%s] %u-%u-%u\n", f->name, f->arm, f->head + 1,
				       f->open + 1, f->end + 1);
	}
	return g_string_free(list, FALSE);
}

typedef struct {
	const char *path;
	const char *text;
	const char *functions;
} FunctionCase;

static void test_functions(gconstpointer data)
{
	const FunctionCase *test = data;
	g_autofree char *got = functions(test->text);

	g_assert_cmpstr(got, ==, test->functions);
}

/* clang-format off */
static const FunctionCase function_cases[] = {
	{ "twins",
	  "#ifdef CONFIG_NUMA\n"
	  "static bool prepare(struct page **page)\n"
	  "{\n"
	  "	return !IS_ERR(*page);\n"
	  "}\n"
	  "#else\n"
	  "static bool prepare(struct page **page)\n"
	  "{\n"
	  "	return *page;\n"
	  "}\n"
	  "#endif\n",
	  "prepare[CONFIG_NUMA] 2-3-5\n"
	  "prepare[!CONFIG_NUMA] 7-8-10\n" },
	{ "three-times",
	  "#if defined(CONFIG_A)\n"
	  "int f(void)\n{\n	return 1;\n}\n"
	  "#elif IS_ENABLED(CONFIG_B)\n"
	  "int f(void)\n{\n	return 2;\n}\n"
	  "#else\n"
	  "int f(void)\n{\n	return 3;\n}\n"
	  "#endif\n",
	  "f[CONFIG_A] 2-3-5\n"
	  "f[!CONFIG_A && IS_ENABLED(CONFIG_B)] 7-8-10\n"
	  "f[!CONFIG_A && !(IS_ENABLED(CONFIG_B))] 12-13-15\n" },
	{ "attributes",
	  "static __printf(1, 2) void say(const char *format, ...)\n{\n}\n"
	  "static int __init __attribute__((cold)) begin(void)\n{\n	return 0;\n}\n"
	  "void __sched wait_it(struct lock *l) __acquires(l) __may_wait(l)\n{\n}\n"
	  "static void *take(int n) __attribute__((alloc_size(1)));\n"
	  "void plain(void) __weak\n{\n}\n"
	  "static inline void PRINTF(1, 2) fail(const char *format, ...)\n{\n}\n"
	  "void locked(struct lock *l)\n	LOCKS_REQUIRED(l->lock)\n{\n}\n"
	  "void *__realloc_size(2)\ngrow(void *p, int n)\n{\n}\n",
	  "say[] 1-2-3\nbegin[] 4-5-7\nwait_it[] 8-9-10\nplain[] 12-13-14\n"
	  "fail[] 15-16-17\nlocked[] 18-20-21\ngrow[] 22-24-25\n" },
	{ "macros",
	  "SYSCALL_DEFINE3(read_it, unsigned int, fd, char __user *, buf,\n"
	  "		size_t, count)\n{\n	return 0;\n}\n"
	  "COMPAT_SYSCALL_DEFINE1(twist, int, x)\n{\n	return x;\n}\n"
	  "static DEFINE_MUTEX(big_lock);\n"
	  "DEFINE_HANDLER(divide)\n{\n}\n"
	  "EXPORT_THAT(divide)\n"
	  "int STRANGE(int x)\n{\n	return x;\n}\n",
	  "sys_read_it[] 1-3-5\ncompat_sys_twist[] 6-7-9\ndivide[] 11-12-13\n"
	  "STRANGE[] 15-16-18\n" },
	{ "function-pointers",
	  "static int (*hook)(int a);\n"
	  "struct __aligned(sizeof(long)) pair {\n	int a;\n};\n"
	  "typeof(table->call)(find_call(int a))\n{\n}\n"
	  "int (*table[])(void) = {\n	one,\n};\n"
	  "void (*set_hook(int n, void (*new)(int)))(int)\n{\n	return NULL;\n}\n"
	  "int call(int (*fn)(void *), void *arg)\n{\n	return fn(arg);\n}\n"
	  "static const int (*rows(int n))[2][SIZE]\n{\n}\n",
	  "find_call[] 5-6-7\nset_hook[] 11-12-14\ncall[] 15-16-18\nrows[] 19-20-21\n" },
	{ "initialisers",
	  "static const struct op ops[] =\n"
	  "{\n"
	  "	OP(1),\n"
	  "	{ .run = do_run },\n"
	  "};\n"
	  "static struct foo bar = {\n"
	  "{\n	1,\n},\n"
	  "{\n	2,\n}\n"
	  "};\n"
	  "struct shape\n{\n	int (*area)(struct shape *);\n};\n"
	  "enum { A = SIZE(3) };\n"
	  "typedef struct wrap(x)\n{\n	int y;\n} wrap_t;\n"
	  "int real(void)\n{\n	struct foo f = {\n		1\n	};\n	return f.a;\n}\n",
	  "real[] 23-24-29\n" },
	{ "heads",
	  "static struct very_long_name *\n"
	  "find_it(struct very_long_name *from,\n"
	  "	int key,\n"
	  "	unsigned long flags)\n"
	  "{\n"
	  "	return NULL;\n"
	  "}\n"
	  "\n"
	  "/* Says hello. */\n"
	  "static inline int hello(void) { return 1; }\n"
	  "static inline void nothing(void) {}\n"
	  "int brace_behind(int a) {\n	if (a) {\n		a++;\n	}\n	return a;\n}\n",
	  "find_it[] 1-5-7\nhello[] 10-10-10\nnothing[] 11-11-11\nbrace_behind[] 12-12-17\n" },
	{ "comments-and-strings",
	  "/* int no(void)\n{\n*/\n"
	  "// int no2(void) { \\\n{\n"
	  "int yes(void)\n"
	  "{\n"
	  "	char c = '{', d = '\\'', *s = \"}\\\"{ /* \";\n"
	  "	puts(\"\\\n#if 0\\\n}\");\n"
	  "/*\n}\n#else\n*/\n"
	  "	return c; /* } */\n"
	  "}\n"
	  "#error don't {\n"
	  "int after(void)\n{\n}\n",
	  "yes[] 6-7-17\nafter[] 19-20-21\n" },
	{ "continued-macros",
	  "#define MAKE(name)		\\\n"
	  "int name(void)			\\\n"
	  "{				\\\n"
	  "	return 1; /* a\n"
	  "	} comment */		\\\n"
	  "}\n"
	  "MAKE(first)\n"
	  "MAKE(second);\n"
	  "int third(void)\n{\n}\n",
	  "third[] 9-10-11\n" },
	{ "linkage",
	  "#ifdef __cplusplus\nextern \"C\" {\n#endif\n"
	  "int f(void)\n{\n	return 1;\n}\n"
	  "#ifdef __cplusplus\n}\n#endif\n"
	  "int g(void)\n{\n}\n",
	  "f[] 4-5-7\ng[] 11-12-13\n" },
	{ "continued-line",
	  "static inline int f(int a) \\\n	{ return a; }\n"
	  "int g(void)\n{\n	return \\\r\n		1;\n}\n",
	  "f[] 1-2-2\ng[] 3-4-7\n" },
	{ "assembly",
	  "#ifdef __ASSEMBLY__\n.macro	SAVE (x)\n	jmp (a) {\n.endm\n#else\n"
	  "int f(void)\n{\n}\n#endif\n"
	  "#if defined(CONFIG_A) && defined(__ASSEMBLER__)\n	ld (r1)\n#endif\n"
	  "int g(void)\n{\n}\n",
	  "f[!__ASSEMBLY__] 6-7-8\ng[] 13-14-15\n" },
	{ "macro-before-type",
	  "DECLARE_MEAN(load, 4)\nstruct queue {\n	int a;\n};\n"
	  "MODULE_WORD(\"x\")\ntypedef struct pair {\n	int a;\n} pair_t;\n"
	  "DEFINE_RANGES(struct range, low, high)\nenum {\n	A,\n};\n"
	  "static DEF_START(begin)\nstatic const int x[] = {\n	1,\n};\n"
	  "int f(void)\n{\n}\n",
	  "f[] 17-18-19\n" },
	{ "macros-in-a-row",
	  "read_reg(eax)\nread_reg(ebx)\n\n"
	  "static inline int f(void)\n{\n}\n"
	  "show_one(max)\nshow_one(min)\nmake_one(last)\n{\n}\n"
	  "int g(struct lock *l)\ntaken_with(l)\n{\n}\n",
	  "f[] 4-5-6\nmake_one[] 9-10-11\ng[] 12-14-15\n" },
	{ "macro-made-names",
	  "static int FNAME(walk)(int a)\n{\n}\n"
	  "int PASTE(prefix, scan)(int a,\n	int b)\n{\n}\n"
	  "size_t __bare(strlen)(const char *s)\n{\n}\n"
	  "int (*hook(int n))(int)\n{\n}\n",
	  "walk[] 1-2-3\nscan[] 4-6-7\nstrlen[] 8-9-10\nhook[] 11-12-13\n" },
	{ "head-of-a-finished-arm",
	  "#ifdef CONFIG_X\nDECLARE_LOAD(u64, ld)\n#else\nDECLARE_LOAD(u32, lw)\n\n"
	  "static int load(int *a)\n{\n}\n#endif\n",
	  "load[!CONFIG_X] 6-7-8\n" },
	{ "brace-at-margin",
	  "int f(int a)\n{\n	if (a) {\n		a++;\n}\n	int x[] = {\n		1\n};\nout:\n"
	  "	return a;\n}\nint g(void)\n{\n}\n",
	  "f[] 1-2-11\ng[] 12-13-14\n" },
	{ "brace-at-margin-uneven-arm",
	  "int f(int a)\n{\n#ifdef X\n	if (a) {\n#endif\n	a++;\n#ifndef Y\n	}\n#endif\n"
	  "#ifdef X\n	{\n#endif\n}\nint g(void)\n{\n}\n",
	  "f[] 1-2-13\ng[] 14-15-16\n" },
	{ "brace-missing",
	  "int f(int a)\n{\n	BEGIN_EACH(a)\n	if (a) {\n}\n"
	  "int g(void)\n{\n}\n",
	  "f[] 1-2-5\ng[] 6-7-8\n" },
	{ "brace-of-another-arm",
	  "int f(int a)\n{\n#ifdef X\n	while (a) {\n#else\n	a = 1;\n#endif\n	a--;\n#ifdef X\n	}\n"
	  "#endif\n	return a;\n}\nint g(void)\n{\n}\n",
	  "f[] 1-2-13\ng[] 14-15-16\n" },
	{ "labels",
	  "int f(int a)\n{\n"
	  "	if (a)\n		goto out;\n"
	  "	a = 2;\n"
	  "out:\n"
	  "	return a;\n}\n"
	  "int g(void)\n{\n}\n",
	  "f[] 1-2-8\ng[] 9-10-11\n" },
	{ "arms-inside",
	  "int f(int a)\n{\n"
	  "#ifdef CONFIG_X\n"
	  "	if (a) {\n"
	  "#else\n"
	  "	while (a) {\n"
	  "#endif\n"
	  "		a--;\n"
	  "	}\n"
	  "	return a;\n}\n"
	  "int g(void) {\n"
	  "#ifdef CONFIG_X\n"
	  "	if (x) {\n"
	  "#endif\n"
	  "	y();\n"
	  "#ifdef CONFIG_X\n"
	  "	}\n"
	  "#endif\n"
	  "}\n"
	  "int h(void)\n{\n}\n",
	  "f[] 1-2-11\ng[] 12-12-20\nh[] 21-22-23\n" },
	{ "two-heads-with-braces",
	  "#ifdef CONFIG_X\n"
	  "int f(int a, int b)\n{\n"
	  "#else\n"
	  "int f(int a)\n{\n"
	  "	int b = 0;\n"
	  "#endif\n"
	  "	return a + b;\n}\n"
	  "int g(void)\n{\n}\n",
	  "f[CONFIG_X] 2-3-10\nf[!CONFIG_X] 5-6-10\ng[] 11-12-13\n" },
	{ "two-heads-one-brace",
	  "#ifdef CONFIG_X\n"
	  "int f(int a, int b)\n"
	  "#else\n"
	  "int g(int a)\n"
	  "#endif\n"
	  "{\n	return a;\n}\n",
	  "f[CONFIG_X] 2-6-8\ng[!CONFIG_X] 4-6-8\n" },
	{ "two-tails",
	  "int f(int a,\n"
	  "#ifdef CONFIG_X\n"
	  "	int b)\n"
	  "#else\n"
	  "	long b)\n"
	  "#endif\n"
	  "{\n"
	  "#ifdef CONFIG_X\n"
	  "	return b;\n}\n"
	  "int only_x(void)\n{\n}\n"
	  "#else\n"
	  "	return 0;\n}\n"
	  "#endif\n"
	  "int g(void)\n{\n}\n",
	  "f[] 1-7-16\nonly_x[CONFIG_X] 11-12-13\ng[] 18-19-20\n" },
	{ "never",
	  "#if 0\nint old(void)\n{\n}\nint broken(void)\n{\n	if (x) {\n#endif\n"
	  "int f(void)\n{\n}\n",
	  "old[0] 2-3-4\nf[] 9-10-11\n" },
	{ "guard",
	  "/* SPDX */\n#ifndef _X_H\n#define _X_H 1\n"
	  "static inline int f(void)\n{\n	return 0;\n}\n"
	  "#endif /* _X_H */\n",
	  "f[] 4-5-7\n" },
	{ "no-guard",
	  "#ifndef _X_H\n#define _X_H\n#endif\n"
	  "#ifndef Y\nint f(void)\n{\n}\n#endif\n",
	  "f[!Y] 5-6-7\n" },
	{ "guard-with-else",
	  "#ifndef X\n#define X\nint f(void)\n{\n}\n#else\nint g(void)\n{\n}\n#endif\n",
	  "f[!X] 3-4-5\ng[X] 7-8-9\n" },
	{ "crlf",
	  "#ifdef A\r\nint f(void)\r\n{\r\n}\r\n#define X \\\r\n{\r\n#endif\r\n"
	  "int g(void)\r\n{\r\n}\r\n",
	  "f[A] 2-3-4\ng[] 8-9-10\n" },
	{ "no-newline-at-end", "int f(void)\n{\n}", "f[] 1-2-3\n" },
	{ "directive-at-end", "int f(void)\n{\n}\n#define X \\", "f[] 1-2-3\n" },
	{ "stray", "#endif\n#else\n}\n)\nint f(void)\n{\n}\n#if A\n", "f[] 5-6-7\n" },
	{ "never-closed", "int f(void)\n{\n	if (x) {\n", "" },
	{ "empty", "", "" },
};
/* clang-format on */

static const char *arm(const char *conditional, gboolean other)
{
	g_autofree char *text = g_strdup_printf("%s\nA\n#else\nB\n#endif\nC\n", conditional);
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));
	guint lines = 1;

	for (const char *p = conditional; *p; p++)
		lines += *p == '\n';
	g_assert_cmpstr(sp_csource_arm_at(source, 0), ==, "");
	g_assert_cmpstr(sp_csource_arm_at(source, lines + 1), ==, "");
	g_assert_cmpstr(sp_csource_arm_at(source, lines + 4), ==, "");
	return g_intern_string(sp_csource_arm_at(source, other ? lines + 2 : lines));
}

static void test_arm_words(void)
{
	g_assert_cmpstr(arm("#ifdef X", FALSE), ==, "X");
	g_assert_cmpstr(arm("#ifdef X", TRUE), ==, "!X");
	g_assert_cmpstr(arm("#ifndef X", FALSE), ==, "!X");
	g_assert_cmpstr(arm("#ifndef X", TRUE), ==, "X");
	g_assert_cmpstr(arm(" #  if defined( X ) /* why */", FALSE), ==, "X");
	g_assert_cmpstr(arm("#if !defined X", FALSE), ==, "!X");
	g_assert_cmpstr(arm("#if definedX", FALSE), ==, "definedX");
	g_assert_cmpstr(arm("#if defined(X) && !defined(Y)", FALSE), ==, "X && !Y");
	g_assert_cmpstr(arm("#if defined(X) && !defined(Y)", TRUE), ==, "!(X && !Y)");
	g_assert_cmpstr(arm("#if defined(X)||A", FALSE), ==, "(defined(X)||A)");
	g_assert_cmpstr(arm("#if defined(X)||A", TRUE), ==, "!(defined(X)||A)");
	g_assert_cmpstr(arm("#if (A || B) && C", FALSE), ==, "(A || B) && C");
	g_assert_cmpstr(arm("#if IS_ENABLED(X)", FALSE), ==, "IS_ENABLED(X)");
	g_assert_cmpstr(arm("#if IS_ENABLED(X)", TRUE), ==, "!(IS_ENABLED(X))");
	g_assert_cmpstr(arm("#if N   >\t3", FALSE), ==, "N > 3");
	g_assert_cmpstr(arm("#if A && \\\n	B", FALSE), ==, "A && B");
	g_assert_cmpstr(arm("#if 0", TRUE), ==, "!(0)");
	g_assert_cmpstr(arm("#if A\n#elif B", FALSE), ==, "!A && B");
	g_assert_cmpstr(arm("#if A\n#elif B", TRUE), ==, "!A && !B");
}

static void test_arm_nested(void)
{
	const char *text = "#ifdef A\n#ifndef B\nx\n#else\ny\n#endif\nz\n#endif\nw\n";
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));

	g_assert_cmpstr(sp_csource_arm_at(source, 1), ==, "A");
	g_assert_cmpstr(sp_csource_arm_at(source, 2), ==, "A && !B");
	g_assert_cmpstr(sp_csource_arm_at(source, 3), ==, "A");
	g_assert_cmpstr(sp_csource_arm_at(source, 4), ==, "A && B");
	g_assert_cmpstr(sp_csource_arm_at(source, 6), ==, "A");
	g_assert_cmpstr(sp_csource_arm_at(source, 8), ==, "");
	g_assert_cmpstr(sp_csource_arm_at(source, 1000), ==, "");
}

static guint count(const SpCSource *source, const char *name, const char *terms)
{
	g_autoptr(GPtrArray) found = sp_csource_find(source, name, terms);

	return found->len;
}

static void test_find(void)
{
	const char *text = "#if defined(S) && defined(T)\n#ifdef N\nint f(void)\n{\n}\n"
			   "#else\nint f(void)\n{\n}\n#endif\n#endif\nint g(void)\n{\n}\n";
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));
	g_autoptr(GPtrArray) found = sp_csource_find(source, "f", "!N");

	g_assert_cmpuint(found->len, ==, 1);
	g_assert_cmpstr(((SpFunction *)found->pdata[0])->arm, ==, "S && T && !N");
	g_assert_cmpuint(((SpFunction *)found->pdata[0])->head, ==, 6);
	g_assert_cmpuint(count(source, "f", NULL), ==, 2);
	g_assert_cmpuint(count(source, "f", ""), ==, 2);
	g_assert_cmpuint(count(source, "f", "S"), ==, 2);
	g_assert_cmpuint(count(source, "f", "!N && T"), ==, 1);
	g_assert_cmpuint(count(source, "f", "N && !N"), ==, 0);
	g_assert_cmpuint(count(source, "f", "!S"), ==, 0);
	g_assert_cmpuint(count(source, "g", "S"), ==, 0);
	g_assert_cmpuint(count(source, "F", NULL), ==, 0);
}

/* An arm that cannot be split into terms matches no terms, and any arm at all. */
static void test_find_unbalanced(void)
{
	const char *text = "#if (A\n#if B) || C\nint f(void)\n{\n}\n#endif\n#endif\n";
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));
	g_autoptr(GPtrArray) any = sp_csource_find(source, "f", NULL);
	g_autoptr(GPtrArray) some = sp_csource_find(source, "f", "A");

	g_assert_cmpuint(any->len, ==, 1);
	g_assert_cmpuint(some->len, ==, 0);
}

static void test_find_alternatives(void)
{
	const char *text = "#if defined(A) || defined(B)\nint f(void)\n{\n}\n#endif\n";
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));

	g_assert_cmpuint(count(source, "f", "(defined(A) || defined(B))"), ==, 1);
	g_assert_cmpuint(count(source, "f", "A"), ==, 0);
}

static void test_function_at(void)
{
	const char *text = "int a;\nint\nf(void)\n{\n	x();\n}\n\nint g(void)\n{\n}\n";
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));

	g_assert_null(sp_csource_function_at(source, 0));
	g_assert_cmpstr(sp_csource_function_at(source, 1)->name, ==, "f");
	g_assert_cmpuint(sp_csource_function_at(source, 1)->line, ==, 2);
	g_assert_cmpstr(sp_csource_function_at(source, 5)->name, ==, "f");
	g_assert_null(sp_csource_function_at(source, 6));
	g_assert_cmpstr(sp_csource_function_at(source, 7)->name, ==, "g");
	g_assert_null(sp_csource_function_at(source, 10));
}

static void test_nul(void)
{
	static const char text[] = "int f(void)\n{\n\0	x = \"a\0b\"; /* \0 */\n}\n";
	g_autoptr(SpCSource) source = sp_csource_parse(text, sizeof(text) - 1);
	g_autofree char *code = sp_csource_code(text, sizeof(text) - 1);

	g_assert_cmpuint(sp_csource_functions(source)->len, ==, 1);
	g_assert_cmpstr(code, ==, "int f(void)\n{\nx = \"a\\000b\";\n}\n");
}

/* Any bytes at all: nothing to compare with, but the sanitizers look on. */
static void test_noise(void)
{
	/* clang-format off */
	static const char *const bits[] = { "#if ", "#else\n", "#endif\n", "{", "}", "\n", "(", ")",
					    "f", "\"", "'", "\\", "/*", "*/", "//", ";", "=", " ",
					    "#ifdef", "&&", "||", "!", "defined" };
	/* clang-format on */
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);

	for (int round = 0; round < 2000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);

		for (int i = g_rand_int_range(rand, 0, 60); i > 0; i--)
			g_string_append(text, bits[g_rand_int_range(rand, 0, G_N_ELEMENTS(bits))]);

		g_autoptr(SpCSource) source = sp_csource_parse(text->str, text->len);
		g_autofree char *code = sp_csource_code(text->str, text->len);
		const GPtrArray *all = sp_csource_functions(source);

		for (guint i = 0; i < all->len; i++) {
			const SpFunction *f = all->pdata[i];

			g_assert_cmpuint(f->head, <=, f->open);
			g_assert_cmpuint(f->open, <=, f->end);
		}
		g_assert_cmpuint(strlen(code), <=, text->len + 1);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(function_cases); i++) {
		g_autofree char *path =
			g_strconcat("/csource/functions/", function_cases[i].path, NULL);

		g_test_add_data_func(path, &function_cases[i], test_functions);
	}
	g_test_add_func("/csource/arm/words", test_arm_words);
	g_test_add_func("/csource/arm/nested", test_arm_nested);
	g_test_add_func("/csource/find/terms", test_find);
	g_test_add_func("/csource/find/unbalanced", test_find_unbalanced);
	g_test_add_func("/csource/find/alternatives", test_find_alternatives);
	g_test_add_func("/csource/function-at", test_function_at);
	g_test_add_func("/csource/nul", test_nul);
	g_test_add_func("/csource/noise", test_noise);
	return g_test_run();
}
