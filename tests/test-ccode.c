/* SPDX-License-Identifier: GPL-2.0-only */
/* What stays of a C file without comments and blanks. */
#include "stage/csource.h"

#include <string.h>

typedef struct {
	const char *path;
	const char *text;
	const char *code;
} CodeCase;

/* clang-format off */
static const CodeCase code_cases[] = {
	{ "empty", "", "" },
	{ "blank", " \n\t\n\r\n", "" },
	{ "comments", "a; /* x */ b; // c\n/* d\n * e\n */\nf;\n", "a; b;\nf;\n" },
	{ "comment-separates", "int/**/a;", "int a;\n" },
	{ "blanks", "\tif  (a)\t\tb = c;  \n", "if (a) b = c;\n" },
	{ "literals", "s = \"  /* no */ //  \"; c = '\"'; /* yes */\n",
	  "s = \"  /* no */ //  \"; c = '\"';\n" },
	{ "slash-star-slash", "a /*/ b */ c\n", "a c\n" },
	{ "comment-joins-lines", "#define X /*\n */ 1\ny\n", "#define X 1\ny\n" },
	{ "line-comment-continued", "a // b \\\n c\nd\n", "a\nd\n" },
	{ "no-end", "a /* b", "a\n" },
	{ "crlf", "a;\r\n\r\nb;\r\n", "a;\nb;\n" },
	{ "division", "a = b / c;\n", "a = b / c;\n" },
};
/* clang-format on */

static void test_code(gconstpointer data)
{
	const CodeCase *test = data;
	g_autofree char *code = sp_csource_code(test->text, strlen(test->text));

	g_assert_cmpstr(code, ==, test->code);
}

static void test_code_lines(void)
{
	const char *text = "a /* x\n y */ b\n\n/* z */\n/* p\n\n q */ c\nd";
	/* clang-format off */
	static const char *const expected[] = { "a b|10", "|11", "|00", "|10", "|10", "|11",
						"c|11",	  "d|00" };
	/* clang-format on */
	g_autoptr(GArray) lines = sp_csource_code_lines(text, strlen(text));

	g_assert_cmpuint(lines->len, ==, G_N_ELEMENTS(expected));
	for (guint i = 0; i < lines->len; i++) {
		const SpCodeLine *line = &g_array_index(lines, SpCodeLine, i);
		g_autofree char *got =
			g_strdup_printf("%s|%d%d", line->code, line->comment, line->joined);

		g_assert_cmpstr(got, ==, expected[i]);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(code_cases); i++) {
		g_autofree char *path = g_strconcat("/csource/code/", code_cases[i].path, NULL);

		g_test_add_data_func(path, &code_cases[i], test_code);
	}
	g_test_add_func("/csource/code-lines", test_code_lines);
	return g_test_run();
}
