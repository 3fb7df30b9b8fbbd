/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hunks against small files: placed, refused with a reason, taken back. A patch is written as the
 * lines of a diff, each hunk headed by "@@ <first old line>".
 */
#include "stage/csource.h"
#include "stage/hunk.h"

#include <stdlib.h>
#include <string.h>

static GPtrArray *parse(const char *patch)
{
	GPtrArray *hunks = g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunk_free);
	g_auto(GStrv) lines = g_strsplit(patch, "\n", -1);

	for (char **line = lines; *line; line++) {
		if (g_str_has_prefix(*line, "@@ "))
			g_ptr_array_add(hunks, sp_hunk_new(atoi(*line + 3)));
		else if (**line)
			sp_hunk_add(hunks->pdata[hunks->len - 1], **line, *line + 1,
				    strlen(*line + 1));
	}
	return hunks;
}

static gboolean apply_all(const char *text, const GPtrArray *hunks, GPtrArray **places,
			  char **result, char **why)
{
	return sp_hunk_apply_all(text, hunks, NULL, places, result, why);
}

/* "line offset function arm" of each place, and the result; or "refused: " and why. */
static char *run(gboolean undo, const char *text, const char *patch)
{
	g_autoptr(GPtrArray) hunks = parse(patch);
	g_autoptr(GPtrArray) places = NULL;
	g_autofree char *result = NULL, *why = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	gboolean done = (undo ? sp_hunk_undo_all : apply_all)(text, hunks, &places, &result, &why);

	if (!done) {
		g_assert_null(result);
		g_assert_null(places);
		return g_strconcat("refused: ", why, NULL);
	}
	g_assert_null(why);
	g_assert_cmpuint(places->len, ==, hunks->len);
	for (guint i = 0; i < places->len; i++) {
		const SpPlace *place = places->pdata[i];

		g_string_append_printf(out, "%u %+d %s[%s]\n", place->line, place->offset,
				       place->function ? place->function : "-", place->arm);
	}
	g_string_append(out, result);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

typedef struct {
	const char *path;
	gboolean undo;
	const char *text;
	const char *patch;
	const char *expected; /* the whole answer, or "refused" and the next one in it */
	const char *why;
} Case;

#define TEN "l1\nl2\nl3\nl4\nl5\nl6\nl7\nl8\nl9\nl10\n"

/* clang-format off */
#define TWIN(arms, body)                                                                           \
	arms "\nstatic bool prepare(struct page **page)\n{\n	if (wait)\n		return false;\n" \
	body "	return true;\n}\n"
#define NUMA_ARM TWIN("#ifdef CONFIG_NUMA", "")
#define ELSE_ARM(body) TWIN("#else", body) "#endif\n"
#define FORGET                                                                                     \
	"	/* The old page may be in use. */\n	if (page_count(*page) > 1)\n"                     \
	"		forget(page);\n"

static const Case apply_cases[] = {
	{ "exact", FALSE, TEN, "@@ 4\n l4\n-l5\n+L5\n l6\n",
	  "4 +0 -[]\nl1\nl2\nl3\nl4\nL5\nl6\nl7\nl8\nl9\nl10\n", NULL },
	{ "offset-positive", FALSE, TEN, "@@ 1\n l4\n-l5\n l6\n",
	  "4 +3 -[]\nl1\nl2\nl3\nl4\nl6\nl7\nl8\nl9\nl10\n", NULL },
	{ "offset-negative", FALSE, TEN, "@@ 40\n l4\n-l5\n l6\n",
	  "4 -36 -[]\nl1\nl2\nl3\nl4\nl6\nl7\nl8\nl9\nl10\n", NULL },
	{ "several", FALSE, TEN,
	  "@@ 11\n l1\n+new1\n+new2\n l2\n@@ 14\n l4\n-l5\n l6\n@@ 19\n l9\n+new9\n l10\n",
	  "1 -10 -[]\n4 -10 -[]\n9 -10 -[]\n"
	  "l1\nnew1\nnew2\nl2\nl3\nl4\nl6\nl7\nl8\nl9\nnew9\nl10\n", NULL },
	{ "order", FALSE, TEN, "@@ 1\n l8\n-l9\n@@ 4\n l4\n-l5\n l6\n", "refused",
	  "hunk 2: its one place, line 4, is not behind" },
	{ "overlap", FALSE, TEN, "@@ 1\n l1\n-l2\n l3\n@@ 3\n l3\n-l4\n l5\n", "refused",
	  "hunk 2: its one place, line 3" },
	{ "adjacent", FALSE, TEN, "@@ 1\n l1\n-l2\n@@ 3\n-l3\n l4\n",
	  "1 +0 -[]\n3 +0 -[]\nl1\nl4\nl5\nl6\nl7\nl8\nl9\nl10\n", NULL },
	{ "start", FALSE, TEN, "@@ 1\n+l0\n l1\n l2\n",
	  "1 +0 -[]\nl0\n" TEN, NULL },
	{ "end", FALSE, TEN, "@@ 9\n l9\n l10\n+l11\n", "9 +0 -[]\n" TEN "l11\n", NULL },
	{ "start-again", FALSE, "l0\n" TEN, "@@ 1\n+l0\n l1\n l2\n", "refused",
	  "hunk 1: the change is already there, at line 2" },
	{ "end-again", FALSE, TEN "l11\n", "@@ 9\n l9\n l10\n+l11\n", "refused", "already there" },
	{ "remove-all", FALSE, "l1\nl2\n", "@@ 1\n-l1\n-l2\n", "1 +0 -[]\n", NULL },
	{ "empty-file", FALSE, "", "@@ 0\n+l1\n+l2\n", "1 +1 -[]\nl1\nl2\n", NULL },
	{ "no-context", FALSE, TEN, "@@ 3\n+x1\n", "refused", "hunk 1: it has no context" },
	{ "no-newline-kept", FALSE, "l1\nl2\nl3", "@@ 1\n l1\n-l2\n+L2\n l3\n",
	  "1 +0 -[]\nl1\nL2\nl3", NULL },
	{ "no-newline-last-line", FALSE, "l1\nl2", "@@ 1\n l1\n-l2\n+L2\n+L3\n",
	  "1 +0 -[]\nl1\nL2\nL3", NULL },
	{ "newline-last-line", FALSE, "l1\nl2\n", "@@ 1\n l1\n-l2\n+L2\n+L3\n",
	  "1 +0 -[]\nl1\nL2\nL3\n", NULL },
	{ "white-space", FALSE, "\tl1\n        l2\n\tl3\n", "@@ 1\n \tl1\n-\tl2\n \tl3\n", "refused",
	  "nearest at line 1: it wants \"l2\", line 2 is \"l2\" (white space differs)" },
	{ "crlf", FALSE, "l1\r\nl2\r\n", "@@ 1\n l1\n-l2\n", "refused", "none of its lines" },
	{ "removed-absent", FALSE, TEN, "@@ 4\n l4\n-l5x\n+new\n l6\n", "refused",
	  "hunk 1: no place; nearest at line 4: it wants \"l5x\", line 5 is \"l5\"" },
	{ "file-ends", FALSE, TEN, "@@ 9\n l9\n l10\n-l11\n", "refused",
	  "nearest at line 9: it wants \"l11\" where the file ends" },
	{ "all-reasons", FALSE, TEN, "@@ 1\n-x1\n l2\n@@ 7\n l7\n-y8\n", "refused",
	  "\"x1\", line 1 is \"l1\"\nhunk 2: no place; nearest at line 7" },
	{ "control-characters", FALSE, "a1\n\033[2Jb\n", "@@ 1\n a1\n-\007x\n", "refused",
	  "it wants \"\\007x\", line 2 is \"\\033[2Jb\"" },
	{ "has-it", FALSE, TEN, "@@ 4\n l4\n-old\n+l5\n l6\n", "refused",
	  "hunk 1: the change is already there, at line 4" },
	{ "has-it-otherwise-commented", FALSE, NUMA_ARM ELSE_ARM(FORGET),
	  "@@ 10\n 		return false;\n+	/* Long\n+	 * story. */\n"
	  "+	if (page_count(*page) > 1)\n+		forget(page);\n 	return true;\n",
	  "refused", "already there, at line 12 in prepare() (!CONFIG_NUMA)" },
	{ "has-it-in-the-other-twin", FALSE,
	  "int f(void)\n{\n	a1();\n	b1();\n}\nint g(void)\n{\n	a1();\n	new();\n"
	  "	b1();\n}\n", "@@ 9\n 	a1();\n+	new();\n 	b1();\n", "refused",
	  "hunk 1: the change is already there, at line 8 in g()" },
	{ "becomes-as-its-twin", FALSE,
	  "int f(void)\n{\n	a1();\n	b1();\n}\nint g(void)\n{\n	a1();\n	new();\n"
	  "	b1();\n}\n", "@@ 3\n 	a1();\n+	new();\n 	b1();\n",
	  "3 +0 f[]\nint f(void)\n{\n	a1();\n	new();\n	b1();\n}\nint g(void)\n"
	  "{\n	a1();\n	new();\n	b1();\n}\n", NULL },
	{ "comment-only-not-there", FALSE, "f();\n/* a */\ng();\n",
	  "@@ 1\n f();\n-/* b */\n+/* c */\n g();\n", "refused",
	  "no place; nearest at line 1: it wants \"/* b */\", line 2 is \"/* a */\"" },
	{ "twins", FALSE, NUMA_ARM ELSE_ARM(""),
	  "@@ 12\n 	if (wait)\n 		return false;\n+	forget(page);\n 	return true;\n",
	  "refused",
	  "hunk 1: ambiguous, its lines stand in 2 places: line 4 in prepare() (CONFIG_NUMA) and "
	  "line 11 in prepare() (!CONFIG_NUMA)" },
	{ "twins-nearness-does-not-count", FALSE, "a1\nb1\n" TEN "a1\nb1\n", "@@ 1\n a1\n-b1\n",
	  "refused", "2 places: line 1 and line 13" },
	{ "twins-by-order-refused", FALSE, "a1\nb1\n" TEN "a1\nb1\n",
	  "@@ 3\n l1\n-l2\n@@ 13\n a1\n-b1\n", "refused", "hunk 2: ambiguous" },
	{ "twins-named-arm", FALSE, NUMA_ARM ELSE_ARM(""),
	  "@@ 12\n 	if (wait)\n 		return false;\n+	forget(page);\n 	return true;\n"
	  " }\n #endif\n",
	  "11 -1 prepare[!CONFIG_NUMA]\n" NUMA_ARM ELSE_ARM("	forget(page);\n"), NULL },
	{ "twins-named-else", FALSE, NUMA_ARM ELSE_ARM(""),
	  "@@ 8\n #else\n static bool prepare(struct page **page)\n {\n 	if (wait)\n"
	  " 		return false;\n+	forget(page);\n",
	  "8 +0 prepare[!CONFIG_NUMA]\n" NUMA_ARM ELSE_ARM("	forget(page);\n"), NULL },
	{ "twins-named-function", FALSE,
	  "int f(void)\n{\n	same();\n}\nint g(void)\n{\n	same();\n}\n",
	  "@@ 1\n int g(void)\n {\n-	same();\n+	other();\n }\n",
	  "5 +4 g[]\nint f(void)\n{\n	same();\n}\nint g(void)\n{\n	other();\n}\n", NULL },
	{ "twins-both-changed", FALSE, "a1\nb1\n" TEN "a1\nb1\n",
	  "@@ 1\n a1\n-b1\n@@ 13\n a1\n-b1\n",
	  "1 +0 -[]\n13 +0 -[]\na1\n" TEN "a1\n", NULL },
	{ "twins-one-of-two-left", FALSE, "a1\nb1\n" TEN, "@@ 1\n a1\n-b1\n@@ 13\n a1\n-b1\n",
	  "refused", "the patch has it 2 times and only line 1 fits" },
	{ "places", FALSE, "int f(void)\n{\n	a1();\n}\n",
	  "@@ 3\n 	a1();\n }\n+int g(void)\n+{\n+}\n",
	  "3 +0 g[]\nint f(void)\n{\n	a1();\n}\nint g(void)\n{\n}\n", NULL },
	{ "little-context-offset", FALSE, TEN "	}\n\n	return 0;\n}\n",
	  "@@ 5\n 	}\n \n+	more();\n 	return 0;\n }\n", "refused",
	  "hunk 1: too little context to be sure of the one place that fits, line 11" },
	{ "little-context-in-place", FALSE, "l1\n	}\n\n	return 0;\n}\n",
	  "@@ 2\n 	}\n \n+	more();\n 	return 0;\n }\n",
	  "2 +0 -[]\nl1\n	}\n\n	more();\n	return 0;\n}\n", NULL },
	{ "little-removed-line", FALSE, "\n	return -EINVAL;\n}\n",
	  "@@ 1\n-	return -EINVAL;\n+	return 0;\n }\n", "refused", "too little context" },
};

#define FIX                                                                                        \
	"@@ 4\n 	if (wait)\n 		return false;\n+	/* The old page may be in use. */\n"         \
	"+	if (page_count(*page) > 1)\n+		forget(page);\n 	return true;\n }\n #endif\n"
#define FIXED(comment)                                                                             \
	NUMA_ARM ELSE_ARM(comment "	if (page_count(*page) > 1)\n		forget(page);\n")
#define UNFIXED NUMA_ARM ELSE_ARM("")
#define IN_ELSE "11 +7 prepare[!CONFIG_NUMA]\n"

static const Case undo_cases[] = {
	{ "exact", TRUE, TEN, "@@ 4\n l4\n-old\n+l5\n l6\n",
	  "4 +0 -[]\nl1\nl2\nl3\nl4\nold\nl6\nl7\nl8\nl9\nl10\n", NULL },
	{ "several", TRUE, TEN, "@@ 1\n l1\n+l2\n l3\n@@ 6\n l7\n-x\n l8\n",
	  "1 +0 -[]\n7 +0 -[]\nl1\nl3\nl4\nl5\nl6\nl7\nx\nl8\nl9\nl10\n", NULL },
	{ "to-empty", TRUE, "l1\n", "@@ 0\n+l1\n", "1 +1 -[]\n", NULL },
	{ "no-newline", TRUE, "l1\nl2", "@@ 1\n l1\n+l2\n", "1 +0 -[]\nl1", NULL },
	{ "same-comment", TRUE, FIXED("	/* The old page may be in use. */\n"), FIX,
	  IN_ELSE UNFIXED, NULL },
	{ "longer-comment", TRUE, FIXED("	/*\n	 * Somebody may still hold on\n	 *\n"
					"	 * to the old page.\n	 */\n"), FIX, IN_ELSE UNFIXED, NULL },
	{ "no-comment", TRUE, FIXED(""), FIX, IN_ELSE UNFIXED, NULL },
	{ "comment-between", TRUE,
	  NUMA_ARM ELSE_ARM("	if (page_count(*page) > 1) /* in\n	use */\n		/* so: */\n"
			    "\n		forget(page);\n"), FIX, IN_ELSE UNFIXED, NULL },
	{ "own-comment-stays", TRUE,
	  "f1();\n/* was here */\n\n/* of the fix */\ng1();\nh1();\n",
	  "@@ 1\n f1();\n /* is here */\n+/* fix */\n+g1();\n h1();\n",
	  "1 +0 -[]\nf1();\n/* was here */\n\nh1();\n", NULL },
	{ "comment-not-brought-stays", TRUE, "f1();\n/* mine */\ng1();\nh1(); /* x */\n",
	  "@@ 1\n f1();\n+g1();\n h1();\n", "1 +0 -[]\nf1();\n/* mine */\nh1(); /* x */\n", NULL },
	{ "blank-lines", TRUE, "f1(); /* x */\n\ng1();\n\nh1();\n",
	  "@@ 1\n f1();\n \n+g1();\n+\n h1();\n", "1 +0 -[]\nf1(); /* x */\n\nh1();\n", NULL },
	{ "replaced-code", TRUE, "f1();\n\n/* because */\nnew1();\n\n/* then */\nh1();\n",
	  "@@ 1\n f1();\n \n-old1();\n+/* why */\n+new1();\n \n h1();\n",
	  "1 +0 -[]\nf1();\n\nold1();\n\n/* then */\nh1();\n", NULL },
	{ "removed-at-end", TRUE, "f1(); /* x */\ng1();\n\nafter1();\n",
	  "@@ 1\n f1();\n g1();\n-old1();\n",
	  "1 +0 -[]\nf1(); /* x */\ng1();\nold1();\n\nafter1();\n", NULL },
	{ "removed-at-start", TRUE, "before1();\n\nf1(); /* x */\ng1();\n",
	  "@@ 3\n-old1();\n f1();\n g1();\n",
	  "3 +0 -[]\nbefore1();\n\nold1();\nf1(); /* x */\ng1();\n", NULL },
	{ "trailing-comment", TRUE, "f1();\ng1(); /* two\n	lines */\nh1();\n",
	  "@@ 1\n f1();\n+g1();\n h1();\n", "1 +0 -[]\nf1();\nh1();\n", NULL },
	{ "context-in-comment", TRUE, "/*\n * of a branch\n */\nf1();\ng1();\nh1();\n",
	  "@@ 2\n  * upstream's\n  */\n f1();\n+g1();\n h1();\n",
	  "2 +0 -[]\n/*\n * of a branch\n */\nf1();\nh1();\n", NULL },
	{ "blank-line-alone", TRUE, "f1();\n\ng1();\n", "@@ 1\n f1();\n-\n g1();\n", "refused",
	  "hunk 1: the change is not there: line 1 has the code without it" },
	{ "blank-line-worded-otherwise", TRUE, "f1(); /* x */\ng1();\n",
	  "@@ 1\n f1();\n-\n g1();\n", "refused", "hunk 1: no place" },
	{ "inside-of-comment", TRUE, "f1();\n/*\n * other words\n */\ng1();\n",
	  "@@ 1\n f1();\n /*\n- * old\n+ * new\n  */\n-old1();\n g1();\n", "refused",
	  "hunk 1: it changes the inside of a comment" },
	{ "code-behind-comment", TRUE, "f1();\n/* a\n b */ g1();\nh1();\n",
	  "@@ 1\n f1();\n+g1();\n h1();\n", "refused", "code stands behind the end of a comment" },
	{ "two-hunks", TRUE, "f1(); /* x */\nn1();\ng1();\n\nh1();\nn2();\ni1();\n",
	  "@@ 1\n f1();\n+n1();\n g1();\n@@ 4\n h1(); /* y */\n+n2();\n i1();\n",
	  "1 +0 -[]\n5 +0 -[]\nf1(); /* x */\ng1();\n\nh1();\ni1();\n", NULL },
	{ "not-there", TRUE, UNFIXED, FIX, "refused",
	  "hunk 1: the change is not there: line 11 in prepare() (!CONFIG_NUMA) has the code "
	  "without it" },
	{ "other-code", TRUE, NUMA_ARM ELSE_ARM("	if (page_count(*page) > 2)\n"
						"		forget(page);\n"), FIX, "refused",
	  "hunk 1: no place; nearest at line 10" },
	{ "wrong-arm", TRUE, TWIN("#ifdef CONFIG_NUMA", FORGET) ELSE_ARM(""), FIX, "refused",
	  "hunk 1: the change is not there: line 14" },
	{ "both-arms", TRUE, TWIN("#ifdef CONFIG_NUMA", FORGET) ELSE_ARM(FORGET), FIX,
	  "14 +10 prepare[!CONFIG_NUMA]\n" TWIN("#ifdef CONFIG_NUMA", FORGET) ELSE_ARM(""), NULL },
	{ "ambiguous-code", TRUE, "f1();\ng1(); /* a */\nf1();\ng1(); /* b */\n",
	  "@@ 1\n f1();\n+g1();\n", "refused", "2 places: line 1 and line 3" },
	{ "start-undone", TRUE, TEN, "@@ 1\n-l0\n l1\n l2\n", "1 +0 -[]\nl0\n" TEN, NULL },
};
/* clang-format on */

static void test_case(gconstpointer data)
{
	const Case *test = data;
	g_autofree char *got = run(test->undo, test->text, test->patch);

	if (!test->why) {
		g_assert_cmpstr(got, ==, test->expected);
		return;
	}
	if (!g_str_has_prefix(got, "refused: ") || !strstr(got, test->why))
		g_assert_cmpstr(got, ==, test->why);
}

/* Undoing a fix that is otherwise commented and applying it again gives the same code. */
static void test_same_code(void)
{
	static const char *const comments[] = {
		"",
		"	/* x */\n",
		"	/*\n	 * x\n	 * y\n	 */\n",
		"	// x\n",
	};

	for (guint i = 0; i < G_N_ELEMENTS(comments); i++) {
		g_autofree char *text = g_strdup_printf(
			"%s%s	if (page_count(*page) > 1)\n		forget(page);\n%s",
			NUMA_ARM "#else\nstatic bool prepare(struct page **page)\n{\n	if (wait)\n"
				 "		return false;\n",
			comments[i], "	return true;\n}\n#endif\n");
		g_autoptr(GPtrArray) hunks = parse(FIX);
		g_autofree char *undone = NULL, *again = NULL, *why = NULL;
		g_autofree char *code = sp_csource_code(text, strlen(text));
		g_autofree char *same = NULL;

		g_assert_true(sp_hunk_undo_all(text, hunks, NULL, &undone, &why));
		g_assert_cmpstr(undone, ==, UNFIXED);
		g_assert_true(sp_hunk_apply_all(undone, hunks, NULL, NULL, &again, &why));
		same = sp_csource_code(again, strlen(again));
		g_assert_cmpstr(same, ==, code);
	}
}

/* A file of @n lines, each one distinct when @unique, or one of few. */
static GPtrArray *random_file(GRand *rand, guint n, guint kinds)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < n; i++)
		g_ptr_array_add(lines, g_strdup_printf("	word_%d(%u);",
						       g_rand_int_range(rand, 0, kinds),
						       kinds > 50 ? i : 0));
	return lines;
}

static char *join(const GPtrArray *lines, gboolean newline)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < lines->len; i++)
		g_string_append_printf(text, "%s%s", (char *)lines->pdata[i],
				       newline || i + 1 < lines->len ? "\n" : "");
	return g_string_free(text, FALSE);
}

/* Random hunks for @lines, and in @changed what they make of it. */
static GPtrArray *random_hunks(GRand *rand, const GPtrArray *lines, GPtrArray *changed, int shift)
{
	GPtrArray *hunks = g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunk_free);
	guint at = 0, made = 0;

	while (at < lines->len) {
		guint skip = g_rand_int_range(rand, 0, 12), length = g_rand_int_range(rand, 5, 12);
		SpHunk *hunk;

		for (; at < lines->len && skip; at++, skip--)
			g_ptr_array_add(changed, lines->pdata[at]);
		if (lines->len - at < length)
			break;
		hunk = sp_hunk_new(at + 1 + shift);
		g_ptr_array_add(hunks, hunk);
		for (guint i = 0; i < length; i++, at++) {
			const char *line = lines->pdata[at];
			gboolean edge = i < 2 || i >= length - 2;
			char origin = edge || g_rand_boolean(rand) ? ' ' : '-';

			sp_hunk_add(hunk, origin, line, strlen(line));
			if (origin == ' ')
				g_ptr_array_add(changed, lines->pdata[at]);
			if (i > 0 && i < length - 2 && g_rand_boolean(rand)) {
				g_autofree char *new = g_strdup_printf("	new_%u();", made++);

				sp_hunk_add(hunk, '+', new, strlen(new));
				g_ptr_array_add(changed, (char *)g_intern_string(new));
			}
		}
	}
	for (; at < lines->len; at++)
		g_ptr_array_add(changed, lines->pdata[at]);
	return hunks;
}

static void test_random(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20260101);
	guint applied = 0, refused = 0;

	for (int round = 0; round < 1500; round++) {
		/* Of few kinds, contexts repeat: then a refusal is right, a wrong result never. */
		guint kinds = round % 3 ? 1000 : 3;
		g_autoptr(GPtrArray) lines =
			random_file(rand, g_rand_int_range(rand, 5, 90), kinds);
		g_autoptr(GPtrArray) changed = g_ptr_array_new(), places = NULL;
		g_autoptr(GPtrArray) hunks = random_hunks(rand, lines, changed, round % 7);
		gboolean newline = g_rand_boolean(rand);
		g_autofree char *text = join(lines, newline), *expected = join(changed, newline);
		g_autofree char *result = NULL, *back = NULL, *why = NULL, *refusal = NULL;

		if (!sp_hunk_apply_all(text, hunks, NULL, &places, &result, &why)) {
			g_assert_cmpuint(kinds, ==, 3);
			g_assert_nonnull(why);
			refused++;
			continue;
		}
		applied++;
		g_assert_cmpstr(result, ==, expected);
		for (guint i = 0; i < places->len; i++)
			g_assert_cmpint(((SpPlace *)places->pdata[i])->offset, ==, -(round % 7));
		if (!sp_hunk_undo_all(result, hunks, NULL, &back, &refusal)) {
			g_assert_cmpuint(kinds, ==, 3);
			continue;
		}
		g_assert_cmpstr(back, ==, text);
	}
	g_assert_cmpuint(applied, >=, 1000);
	g_assert_cmpuint(refused, >=, 50);
}

static void test_speed(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GPtrArray) hunks = g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunk_free);
	g_autoptr(GPtrArray) places = NULL;
	g_autofree char *result = NULL, *why = NULL;

	for (guint i = 0; i < 6500; i++)
		g_string_append_printf(text,
				       "static int f%u(int a)\n{\n	int b;\n\n	if (a)\n"
				       "		b = g%u(a);\n	else\n		b = 0;\n"
				       "	return b;\n}\n",
				       i, i);
	for (guint i = 0; i < 50; i++) {
		SpHunk *hunk = sp_hunk_new(i * 1300 + 1);
		g_autofree char *call = g_strdup_printf("		b = g%u(a);", i * 130);

		sp_hunk_add(hunk, ' ', "", 0);
		sp_hunk_add(hunk, ' ', "	if (a)", 7);
		sp_hunk_add(hunk, '-', call, strlen(call));
		sp_hunk_add(hunk, '+', "		b = 1;", 8);
		sp_hunk_add(hunk, ' ', "	else", 5);
		g_ptr_array_add(hunks, hunk);
	}
	g_test_timer_start();
	g_assert_true(sp_hunk_apply_all(text->str, hunks, NULL, &places, &result, &why));
	g_test_minimized_result(g_test_timer_elapsed(), "65000 lines, 50 hunks");
	g_assert_cmpuint(places->len, ==, 50);
	g_assert_cmpstr(((SpPlace *)places->pdata[49])->function, ==, "f6370");
}

static void add_cases(const char *folder, const Case *cases, guint n)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *path = g_strconcat(folder, cases[i].path, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_cases("/hunk/apply/", apply_cases, G_N_ELEMENTS(apply_cases));
	add_cases("/hunk/undo/", undo_cases, G_N_ELEMENTS(undo_cases));
	g_test_add_func("/hunk/same-code", test_same_code);
	g_test_add_func("/hunk/random", test_random);
	g_test_add_func("/hunk/speed", test_speed);
	return g_test_run();
}
