/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What aligned lines tell of the branch's names, and changes of words in lines that the branch has
 * otherwise. A case marked "todo" is one that the code gets wrong.
 */
#include "hunks.h"

#include "stage/hunkalign.h"
#include "stage/hunknames.h"
#include "stage/hunkwords.h"

/* clang-format off */
static const struct {
	const char *theirs, *ours;
	const char *declares; /* what the branch declares */
	const char *expected; /* what is learned */
} name_cases[] = {
	/* Two witnesses, or one that is sure. */
	{ "aaa(old);\nbbb(old);\n", "aaa(new);\nbbb(new);\n", NULL, "old -> new" },
	{ "aaa(old);\nbbb(x);\n", "aaa(new);\nbbb(x);\n", NULL, NULL },
	{ "aaa(old, ccc, ddd);\n", "aaa(new, ccc, ddd);\n", NULL, "old -> new" },
	{ "aaa(old, ccc);\n", "aaa(new, ccc);\n", NULL, NULL },
	{ "aaa(old, ccc, ddd, eee);\n", "aaa(new, ccc, ddd, fff);\n", NULL, NULL },
	{ "aaa(old, old);\n", "aaa(new, new);\n", NULL, NULL },
	{ "aaa(old, one);\nbbb(old, one);\n", "aaa(new, two);\nbbb(new, two);\n", NULL,
	  "old -> new, one -> two" },
	/* An exception. */
	{ "aaa(old);\nbbb(old);\nccc(old);\n", "aaa(new);\nbbb(new);\nccc(other);\n", NULL, NULL },
	{ "aaa(old);\nbbb(old);\nccc(old);\n", "aaa(new);\nbbb(new);\nccc(old);\n", NULL, NULL },
	{ "aaa(old, old);\nbbb(old);\n", "aaa(new, other);\nbbb(new);\n", NULL, NULL },
	/* Two of theirs cannot become one of ours. */
	{ "aaa(one);\nbbb(one);\nccc(two);\nddd(two);\n", "aaa(new);\nbbb(new);\nccc(new);\nddd(new);\n",
	  NULL, NULL },
	{ "aaa(one);\nbbb(one);\nccc(new);\n", "aaa(new);\nbbb(new);\nccc(new);\n", NULL, NULL },
	/* They have the new one elsewhere, or we have the old one. */
	{ "aaa(old);\nbbb(old);\nx = new + 1;\n", "aaa(new);\nbbb(new);\nx = 7;\n", NULL, NULL },
	{ "aaa(old);\nbbb(old);\n", "aaa(new);\nbbb(new);\nwhile (old)\n", NULL, NULL },
	/* The branch declares the old one. */
	{ "aaa(old);\nbbb(old);\n", "aaa(new);\nbbb(new);\n", "old", NULL },
	{ "aaa(old);\nbbb(old);\n", "aaa(new);\nbbb(new);\n", "new", "old -> new" },
	/* Keywords, numbers, literals are no names. */
	{ "int aaa;\nint bbb;\n", "u32 aaa;\nu32 bbb;\n", NULL, NULL },
	{ "aaa(NULL);\nbbb(NULL);\n", "aaa(new);\nbbb(new);\n", NULL, NULL },
	{ "aaa(old);\nbbb(old);\n", "aaa(true);\nbbb(true);\n", NULL, NULL },
	{ "aaa(1, ccc);\nbbb(1, ccc);\n", "aaa(2, ccc);\nbbb(2, ccc);\n", NULL, NULL },
	/* Units that differ in more than names are no witnesses; nor are comments. */
	{ "aaa(old);\nbbb(old + 1);\n", "aaa(new);\nbbb(new - 1);\n", NULL, NULL },
	{ "/* aaa old */\n/* bbb old */\nccc();\n", "/* aaa new */\n/* bbb new */\nccc();\n", NULL, NULL },
};

static const struct {
	const char *old, *new, *ours;
	const char *names;
	int shift;
	const char *expected; /* the lines, or why not, behind "!" */
	gboolean todo;
} merge_cases[] = {
	{ "f(a, b);", "f(a, c);", "f(x, b);", NULL, 0, "f(x, c);" },
	{ "f(a, b);", "f(a, b, c);", "f(x, b);", NULL, 0, "f(x, b, c);" },
	{ "f(a, b, c);", "f(a, b);", "f(x, b, c);", NULL, 0, "f(x, b);" },
	/* White space comes with the change; the branch's own, and its comments, stay. */
	{ "f(a, b, c);", "f(a, b, d);", "\tf( x,\n\t   b,\n\t   c);", NULL, 0, "\tf( x,\n\t   b, d);" },
	{ "f(a, b, c);", "f(a, b, d);", "\tf( x,\n\t   b,  /* B */\n\t   c);", NULL, 0,
	  "\tf( x,\n\t   b,  /* B */\n\t   d);", TRUE },
	{ "f(a, b);", "g(a, b);", "\tf(x, b); /* because */", NULL, 0, "\tg(x, b); /* because */" },
	/* Added lines go as far in as the branch's do. */
	{ "\tf(a);", "\tif (b)\n\t\tf(a);", "\t\tf(x);", NULL, 8, "\t\tif (b)\n\t\t\tf(x);",
	  TRUE },
	{ "\tf(a);", "\tf(a);\n\tg();", "\t\tf(x);", NULL, 8, "\t\tf(x);\n\t\tg();" },
	/* Names. */
	{ "f(a, b);", "f(a, g(b));", "f(y, x);", "b=x", 0, "f(y, g(x));" },
	{ "f(\"b\", b);", "f(\"b\", b, b, \"b\");", "f(\"b\", x);", "b=x", 0, "f(\"b\", x, x, \"b\");" },
	/* What is around the change is other. */
	{ "f(a, b, c);", "f(a, d, c);", "f(a, x, c);", NULL, 0, "!the branch has other words around \"b\"" },
	{ "f(a, b, c);", "f(a, b, d);", "f(a, b, x, c);", NULL, 0,
	  "!the branch has other words around \"c\"" },
	{ "f(a, b);", "f(a, b, c);", "f(a, x);", NULL, 0, "!the branch has other words around" },
	/* What the change uses is something else there. */
	{ "f(a, b);", "f(a, g(a));", "f(x, b);", NULL, 0,
	  "!the change uses \"a\", and the branch has something else there" },
	/* Another operator, more of them or fewer. */
	{ "if (a && b)", "if (a && c)", "if (x || b)", NULL, 0, "!the branch has no \"&&\" there" },
	{ "if (a && b)", "if (a && c)", "if (b)", NULL, 0, "!the branch has no \"&&\" there" },
	{ "if (b)", "if (c)", "if (!b)", NULL, 0, "!the branch has a \"!\" more there" },
	{ "x = b;", "x = c;", "x |= b;", NULL, 0, "!the branch has no \"=\" there" },
	{ "x = a < b;", "x = a < c;", "x = a <= b;", NULL, 0, "!the branch has no \"<\" there" },
	{ "x = a + b;", "x = a + c;", "x = y - b;", NULL, 0, "!the branch has no \"+\" there" },
	{ "x = b;", "x = c;", "x = ~b;", NULL, 0, "!the branch has a \"~\" more there" },
	{ "f(a + x, b);", "f(a + x, c);", "f(a - x, b);", NULL, 0, "!the branch has no \"+\" there" },
	{ "f(a | x, b);", "f(a | x, c);", "f(a & x, b);", NULL, 0, "!the branch has no \"|\" there" },
	{ "f(a << x, b);", "f(a << x, c);", "f(a >> x, b);", NULL, 0, "!the branch has no \"<<\" there" },
	{ "f(a * x, b);", "f(a * x, c);", "f(a / x, b);", NULL, 0, "!the branch has no \"*\" there" },
	{ "f(++x, b);", "f(++x, c);", "f(--x, b);", NULL, 0, "!the branch has no \"++\" there", TRUE },
	{ "f(x, b);", "f(x, c);", "f(~x, b);", NULL, 0, "!the branch has a \"~\" more there" },
	{ "f(x, b);", "f(x, c);", "f(-x, b);", NULL, 0, "!the branch has a \"-\" more there" },
	/* An object's address, or what it points to, is no operator that tells. */
	{ "f(x, b);", "f(x, c);", "f(&x, b);", NULL, 0, "f(&x, c);" },
	{ "f(x->y, b);", "f(x->y, c);", "f(x.y, b);", NULL, 0, "!the branch has no \"->\" there" },
	/* Another number or text. */
	{ "f(1, b);", "f(1, c);", "f(2, b);", NULL, 0, "!the branch has no \"1\" there" },
	{ "f(a, b);", "f(a, c);", "f(a, 1, b);", NULL, 0, "!the branch has a \"1\" more there" },
	{ "f(\"s\", b);", "f(\"s\", c);", "f(\"t\", b);", NULL, 0, "!the branch has no \"\"s\"\" there" },
};

static const struct {
	const char *line;
	const char *names;
	int shift;
	const char *like;
	const char *expected;
	gboolean todo;
} adapt_cases[] = {
	{ "\tf(a);", NULL, 0, NULL, "\tf(a);" },
	{ "\tf(a);", NULL, 8, NULL, "\t\tf(a);" },
	{ "\t\tf(a);", NULL, -8, NULL, "\tf(a);" },
	{ "\tf(a);", NULL, -16, NULL, "f(a);" },
	{ "\tf(a,", NULL, 4, NULL, "\t    f(a," },
	{ "\t    f(a,", NULL, 4, NULL, "\t\tf(a," },
	{ "\tf(a);", NULL, 0, "    x", "        f(a);" },
	{ "\tf(a);", NULL, -4, "    x", "    f(a);" },
	{ "    f(a);", NULL, 0, NULL, "    f(a);" },
	{ "    f(a);", NULL, 4, "\tx", "\tf(a);" },
	/* A blank line is not indented. */
	{ "", NULL, 8, NULL, "" },
	{ "\t", NULL, 8, NULL, "\t" },
	/* Names: whole words, in comments as well, not in literals. */
	{ "\ta(aa, ba, x->a);", "a=b", 0, NULL, "\tb(aa, ba, x->b);" },
	{ "\tf(a); /* of a */", "a=b", 0, NULL, "\tf(b); /* of b */" },
	{ "\tf(\"a %d\", a);", "a=b", 0, NULL, "\tf(\"a %d\", b);" },
	{ "\tf(\"x \\\" a\", a);", "a=b", 0, NULL, "\tf(\"x \\\" a\", b);" },
	{ "\tf(\"\\\\\", a);", "a=b", 0, NULL, "\tf(\"\\\\\", b);", TRUE },
	{ "\tf('\"', a);", "a=b", 0, NULL, "\tf('\"', b);", TRUE },
	{ "\tf(a, b);", "a=b b=a", 0, NULL, "\tf(b, a);" },
};
/* clang-format on */

static gboolean has_todo; /* as g_test_incomplete() does not end a table */

/* Whether a case comes out right; one that is marked must not, or the mark is to go. */
static void check(const char *title, gboolean todo, const char *got, const char *expected)
{
	gboolean refused = *expected == '!';
	gboolean right = refused ? g_str_has_prefix(got, expected) : g_str_equal(got, expected);

	g_test_message("%s: %s", title, got);
	has_todo |= todo && !right;
	if (!todo && !right)
		g_assert_cmpstr(got, ==, expected);
	if (todo && right)
		g_error("%s: no longer wrong", title);
}

static void test_names(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(name_cases); i++) {
		g_auto(Units) one = units_of(name_cases[i].theirs, TRUE);
		g_auto(Units) two = units_of(name_cases[i].ours, TRUE);
		guint n = two.units->units->len;
		g_autoptr(SpAlignment) alignment = sp_align(one.units, two.units, 0, n, NULL, NULL);
		g_autoptr(GHashTable) names = names_of("");
		SpHunkHints hints = {.c = TRUE,
				     .declares = names_declare,
				     .data = (char *)name_cases[i].declares};
		gboolean more =
			sp_hunknames_learn(names, one.units, two.units, 0, n, alignment, &hints);
		g_autofree char *got = sp_hunknames_used(names, one.units);

		g_test_message("%u: %s", i, name_cases[i].theirs);
		g_assert_cmpstr(got, ==, name_cases[i].expected);
		g_assert_cmpint(more, ==, got != NULL);
		/* What is known is not new. */
		g_assert_false(
			sp_hunknames_learn(names, one.units, two.units, 0, n, alignment, &hints));
	}
}

/* Only names that stand in the lines are told. */
static void test_names_used(void)
{
	g_autoptr(GHashTable) names = names_of("c=d a=b");
	g_auto(Units) both = units_of("f(a);\ng(c);\n", TRUE), one = units_of("f(c, b);\n", TRUE);
	g_auto(Units) neither = units_of("f(\"a\", ca);\n", TRUE), none = units_of("", TRUE);
	g_autofree char *of_both = sp_hunknames_used(names, both.units);
	g_autofree char *of_one = sp_hunknames_used(names, one.units);

	g_assert_cmpstr(of_both, ==, "a -> b, c -> d");
	g_assert_cmpstr(of_one, ==, "c -> d");
	g_assert_null(sp_hunknames_used(names, neither.units));
	g_assert_null(sp_hunknames_used(names, none.units));
}

static void test_merge(gconstpointer todo)
{
	has_todo = FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(merge_cases); i++) {
		g_auto(Units) old = units_of(merge_cases[i].old, TRUE);
		g_auto(Units) new = units_of(merge_cases[i].new, TRUE);
		g_auto(Units) ours = units_of(merge_cases[i].ours, TRUE);
		g_autoptr(GHashTable) names = names_of(merge_cases[i].names);
		SpUnitSpan one = sp_units_span(old.units, 0, old.units->units->len - 1);
		SpUnitSpan two = sp_units_span(new.units, 0, new.units->units->len - 1);
		SpUnitSpan three = sp_units_span(ours.units, 0, ours.units->units->len - 1);
		g_autofree char *why = NULL, *got = NULL, *text = NULL;

		if (merge_cases[i].todo != GPOINTER_TO_INT(todo))
			continue;
		got = sp_hunkwords_merge(&one, &two, &three, names, merge_cases[i].shift, &why);
		g_assert_cmpint(got == NULL, ==, why != NULL);
		text = got ? g_strdup(got) : g_strconcat("!", why, NULL);
		check(merge_cases[i].new, merge_cases[i].todo, text, merge_cases[i].expected);
	}
	if (has_todo)
		g_test_incomplete("cases that come out wrong");
}

static void test_merge_nothing(void)
{
	g_auto(Units) units = units_of("f(a);", TRUE);
	SpUnitSpan some = sp_units_span(units.units, 0, 0), none = {units.units, 0, 0};
	const SpUnitSpan *cases[][3] = {
		{&none, &some, &some}, {&some, &none, &some}, {&some, &some, &none}};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *why = NULL;

		g_assert_null(
			sp_hunkwords_merge(cases[i][0], cases[i][1], cases[i][2], NULL, 0, &why));
		g_assert_cmpstr(why, ==, "there are no words to compare");
	}
}

static void test_adapt(gconstpointer todo)
{
	has_todo = FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(adapt_cases); i++) {
		g_autoptr(GHashTable) names = names_of(adapt_cases[i].names);
		g_autofree char *got = sp_hunkwords_adapt(
			adapt_cases[i].line, names, adapt_cases[i].shift, adapt_cases[i].like);

		if (adapt_cases[i].todo != GPOINTER_TO_INT(todo))
			continue;
		check(adapt_cases[i].line, adapt_cases[i].todo, got, adapt_cases[i].expected);
	}
	if (has_todo)
		g_test_incomplete("cases that come out wrong");
}

static void test_indent(void)
{
	g_assert_cmpint(sp_hunkwords_indent("x"), ==, 0);
	g_assert_cmpint(sp_hunkwords_indent("   x\t"), ==, 3);
	g_assert_cmpint(sp_hunkwords_indent("\t  x"), ==, 10);
	g_assert_cmpint(sp_hunkwords_indent("   \tx"), ==, 8);
	g_assert_cmpint(sp_hunkwords_indent(""), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hunknames/learn", test_names);
	g_test_add_func("/hunknames/used", test_names_used);
	g_test_add_data_func("/hunkwords/merge", GINT_TO_POINTER(FALSE), test_merge);
	g_test_add_data_func("/hunkwords/merge-todo", GINT_TO_POINTER(TRUE), test_merge);
	g_test_add_func("/hunkwords/nothing", test_merge_nothing);
	g_test_add_data_func("/hunkwords/adapt", GINT_TO_POINTER(FALSE), test_adapt);
	g_test_add_data_func("/hunkwords/adapt-todo", GINT_TO_POINTER(TRUE), test_adapt);
	g_test_add_func("/hunkwords/indent", test_indent);
	return g_test_run();
}
