/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines as units, and what is made of them before a hunk is placed: which unit is which, the
 * changes of a hunk, and the function that each belongs to.
 */
#include "hunks.h"

#include "stage/hunkalign.h"
#include "stage/hunkfile.h"
#include "stage/hunkgroup.h"
#include "stage/hunkscope.h"

/* A line a unit: its lines, "#" behind them for a comment, its words. */
static char *show_units(const SpUnits *units)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < units->units->len; i++) {
		const SpUnit *unit = sp_units_get(units, i);

		g_string_append_printf(out, "%u-%u%s", unit->first, unit->last,
				       unit->comment ? "#" : "");
		for (guint w = 0; w < unit->n_words; w++) {
			const SpUnitWord *word = sp_units_word(units, unit->word + w);

			g_string_append_printf(out, " %.*s", (int)word->length, word->text);
		}
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

/* clang-format off */
static const struct {
	const char *text, *expected;
	gboolean plain; /* not C */
} unit_cases[] = {
	/* A statement over several lines, and one line each. */
	{ "\tf(a,\n\t  b);\n\tg();\n", "0-1 f ( a , b ) ;\n2-2 g ( ) ;\n" },
	{ "\tx = a +\n\t\tb;\n\ty++\n\tz--\n\tw;\n",
	  "0-1 x = a + b ;\n2-2 y ++\n3-3 z --\n4-4 w ;\n" },
	{ "if (a &&\n    b)\n\tc();\n", "0-1 if ( a && b )\n2-2 c ( ) ;\n" },
	{ "static char *\nf(void)\n", "0-1 static char * f ( void )\n" },
	/* One more "(" than ")": a blank line or a directive ends it. */
	{ "\tf(a,\n\n\tg();\n", "0-0 f ( a ,\n2-2 g ( ) ;\n" },
	{ "\tf(a,\n#ifdef X\n\t  b);\n", "0-0 f ( a ,\n1-1 # ifdef X\n2-2 b ) ;\n" },
	{ "#if (A && \\\n\tx();\n", "0-0 # if ( A &&\n1-1 x ( ) ;\n" },
	{ "f(\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n",
	  "0-15 f ( 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n16-16 16\n17-17 17\n" },
	/* Begins in the middle of a statement: its ")" must not count against the next one. */
	{ "\t  b);\n\tg(c,\n\t  d);\n", "0-0 b ) ;\n1-2 g ( c , d ) ;\n" },
	/* Operators. */
	{ "a<<=b>>c<=d->e...f^=g##h!=!i;\n",
	  "0-0 a <<= b >> c <= d -> e ... f ^= g ## h != ! i ;\n" },
	{ "a = -b - --c;\n", "0-0 a = - b - -- c ;\n" },
	/* Literals and comments. */
	{ "s(\"a && b( /* \", '(');\nt();\n", "0-0 s ( \"a && b( /* \" , '(' ) ;\n1-1 t ( ) ;\n" },
	{ "/* why */\nf(); /* x( */\n// y\ng();\n", "0-0# /* why */\n1-1 f ( ) ;\n2-2# // y\n3-3 g ( ) ;\n" },
	{ "/*\n * f(\n */\ng();\n", "0-0# /*\n1-1# * f(\n2-2# */\n3-3 g ( ) ;\n" },
	{ "f(a, /* one */\n  /* two */\n  b);\n", "0-2 f ( a , b ) ;\n" },
	/* Begins in a comment. */
	{ " * is it (\n */\ng();\n", "0-0# * is it (\n1-1# */\n2-2 g ( ) ;\n" },
	{ " it's over */ g();\nh();\n", "0-0 g ( ) ;\n1-1 h ( ) ;\n" },
	{ "g(); /* x */\n", "0-0 g ( ) ;\n" },
	/* Blank lines are no units; nor is the CR of one. */
	{ "\n \t\r\na;\r\n", "2-2 a ;\n" },
	{ "", "" },
	/* Not C: a line each, words by blanks. */
	{ "\tdepends on (A &&\n\t\tB)\n\n# f(\n", "0-0 depends on (A &&\n1-1 B)\n3-3 # f(\n", TRUE },
};

static const struct {
	const char *theirs, *ours;
	const char *names;
	const char *expected; /* "s"ame, of one "k"ind, same "h"ead */
} pair_cases[] = {
	{ "f(a,\n  b);", "\t\tf(a, b);", NULL, "sk" },
	{ "f(a);", "f(b);", NULL, "k" },
	{ "f(a);", "f(b);", "a=b", "sk" },
	{ "f(b);", "f(b);", "b=a", "k" },
	{ "f(a);", "g(a);", NULL, "" },
	{ "f(a);", "g(a);", "f=g", "sk" },
	{ "f(\"a\");", "f(\"b\");", "a=b", "k" },
	{ "f(a);", "f(a, b);", NULL, "k" },
	{ "else", "else if (b)", "a=b", "" },
	{ "a << b;", "a < b;", NULL, "" },
	{ "a->x = 1;", "a->x = f(2);", NULL, "k" },
	{ "a->x = 1;", "a->y = 1;", NULL, "" },
	{ "if (a)", "if (b)", NULL, "k" },
	{ "if (a) {", "if (b)", NULL, "" },
	{ "if (a) {", "if (b) {", NULL, "k" },
	{ "if (a)", "while (a)", NULL, "" },
	{ "return a;", "return f(b);", NULL, "k" },
	{ "/* a */", "/* a */", NULL, "s" },
	{ "/* a */", "/* b */", NULL, "" },
	{ "int f(int a)", "int f(long a)", NULL, "kh" },
	{ "int f(int a)", "void f(int a)", NULL, "h" },
	{ "int f(int a)", "static inline int f(int a)", NULL, "h" },
	{ "int f(int a)", "int g(int a)", NULL, "" },
	{ "int f(int a)", "int g(int a)", "f=g", "skh" },
	{ "int f(int a)", "\tint f(int a)", NULL, "sk" },
	{ "int f;", "int f;", NULL, "sk" },
};

static const struct {
	const char *text;
	gboolean locks;
} lock_cases[] = {
	{ "mutex_lock(&a);", TRUE }, { "spin_unlock_irqrestore(&a, f);", TRUE },
	{ "if (!mutex_trylock(&a))", TRUE }, { "down_write(&a);", TRUE }, { "up(&a);", TRUE },
	{ "mmap_read_lock(mm);", TRUE }, { "local_irq_save(f);", TRUE },
	{ "preempt_disable();", TRUE }, { "rcu_read_lock();", TRUE }, { "lock_sock(sk);", TRUE },
	{ "r = a ? 0 : local_bh_enable();", TRUE },
	{ "block(a);", FALSE }, { "clock_get(c);", FALSE }, { "x = a->lock;", FALSE },
	{ "init_lockdep(a);", FALSE }, { "shutdown(a);", FALSE }, { "update(a);", FALSE },
	{ "down_to(a);", FALSE }, { "/* mutex_lock(a) */", FALSE }, { "f(\"lock(\");", FALSE },
};

static const struct {
	const char *theirs, *ours;
	const char *names;
	const char *expected;
} word_cases[] = {
	{ "f(a, b);", "f(a, c, b);", NULL, "7: 0 1 2 3 6 7 8" },
	{ "a b c", "c a b", NULL, "2: 1 2 -" },
	{ "a b c", "x y", NULL, "0: - - -" },
	{ "a b", "b b", "a=b", "2: 0 1" },
	{ "a a a", "a", NULL, "1: 0 - -" },
};
/* clang-format on */

static void test_units(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(unit_cases); i++) {
		g_auto(Units) units = units_of(unit_cases[i].text, !unit_cases[i].plain);
		g_autofree char *got = show_units(units.units);

		g_test_message("%u: %s", i, unit_cases[i].text);
		g_assert_cmpstr(got, ==, unit_cases[i].expected);
	}
}

static void test_weight(void)
{
	g_auto(Units) units = units_of("}\nif (a)\nfoo(bar, 7);\nf(aaa, bbb, ccc, ddd, eee, fff,\n"
				       "  ggg, hhh, iii);\n\nx;",
				       TRUE);
	static const guint weights[] = {1, 1, 3, 8, 1}, unit[] = {1, 2, 3, 4, 4, 0, 5};

	g_assert_cmpuint(units.units->units->len, ==, G_N_ELEMENTS(weights));
	for (guint i = 0; i < G_N_ELEMENTS(weights); i++)
		g_assert_cmpuint(sp_units_get(units.units, i)->weight, ==, weights[i]);
	for (guint i = 0; i < G_N_ELEMENTS(unit); i++)
		g_assert_cmpuint(units.units->unit[i], ==, unit[i]);
}

static void test_pairs(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(pair_cases); i++) {
		g_auto(Units) one = units_of(pair_cases[i].theirs, TRUE);
		g_auto(Units) two = units_of(pair_cases[i].ours, TRUE);
		g_autoptr(GHashTable) names = names_of(pair_cases[i].names);
		g_autoptr(GString) got = g_string_new(NULL);

		g_test_message("%u: %s", i, pair_cases[i].theirs);
		g_assert_cmpuint(one.units->units->len, ==, 1);
		if (sp_units_same(one.units, 0, two.units, 0, names))
			g_string_append_c(got, 's');
		if (sp_units_kin(one.units, 0, two.units, 0, names))
			g_string_append_c(got, 'k');
		if (sp_units_same_head(one.units, 0, two.units, 0, names))
			g_string_append_c(got, 'h');
		g_assert_cmpstr(got->str, ==, pair_cases[i].expected);
	}
}

static void test_locks(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(lock_cases); i++) {
		g_auto(Units) units = units_of(lock_cases[i].text, TRUE);

		g_test_message("%s", lock_cases[i].text);
		g_assert_cmpint(sp_units_locks(units.units, 0), ==, lock_cases[i].locks);
	}
}

static SpUnitSpan span_of(const Units *units)
{
	return sp_units_span(units->units, 0, units->units->units->len - 1);
}

static void test_words(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(word_cases); i++) {
		g_auto(Units) one = units_of(word_cases[i].theirs, TRUE);
		g_auto(Units) two = units_of(word_cases[i].ours, TRUE);
		g_autoptr(GHashTable) names = names_of(word_cases[i].names);
		g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(guint));
		g_autoptr(GString) got = g_string_new(NULL);
		SpUnitSpan theirs = span_of(&one), ours = span_of(&two);
		guint count = sp_units_pair(&theirs, &ours, names, pairs);

		g_string_append_printf(got, "%u:", count);
		for (guint k = 0; k < pairs->len; k++)
			if (g_array_index(pairs, guint, k) == G_MAXUINT)
				g_string_append(got, " -");
			else
				g_string_append_printf(got, " %u", g_array_index(pairs, guint, k));
		g_assert_cmpstr(got->str, ==, word_cases[i].expected);
	}
}

static void test_quote(void)
{
	g_auto(Units) units =
		units_of("\tf(a);\n\tg(a,\n\t  b);\n\tx\033[2J = "
			 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;",
			 TRUE);
	static const char *const quotes[] = {
		"\"f(a);\"", "\"g(a,...\"",
		"\"x\\033[2J = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\""};

	for (guint i = 0; i < G_N_ELEMENTS(quotes); i++) {
		g_autofree char *quote = sp_units_quote(units.units, i);

		g_assert_cmpstr(quote, ==, quotes[i]);
	}
}

/* clang-format off */
static const struct {
	const char *theirs, *ours;
	const char *names;
	const char *shut;     /* a digit for each unit */
	const char *expected; /* of each of theirs the unit of ours, "=" exact, "~" alike, or "-" */
} align_cases[] = {
	{ "aaa();\nbbb();\n", "aaa();\nbbb();\n", NULL, NULL, "0= 1=" },
	/* Extra units of ours, within and at the ends. */
	{ "aaa();\nbbb();\n", "xxx();\naaa();\nyyy();\nbbb();\nzzz();\n", NULL, NULL, "1= 3=" },
	/* Lost ones. */
	{ "aaa();\nbbb();\nccc();\n", "aaa();\nccc();\n", NULL, NULL, "0= - 1=" },
	{ "aaa();\nbbb();\nccc();\n", "aaa();\nxxx(yyy);\nccc();\n", NULL, NULL, "0= - 2=" },
	/* Alike: of one kind, or with most of the words. */
	{ "aaa();\nret = get(foo, 1);\nccc();\n", "aaa();\nret = get(bar, 1);\nccc();\n", NULL, NULL,
	  "0= 1~ 2=" },
	{ "aaa();\nif (foo)\nccc();\n", "aaa();\nif (bar)\nccc();\n", NULL, NULL, "0= 1~ 2=" },
	{ "int fun(int aaa)\n", "static void fun(struct bbb *bbb)\n", NULL, NULL, "0~" },
	{ "aaa(foo);\n", "bbb(foo);\n", "aaa=bbb", NULL, "0=" },
	/* Of two equal ones the one whose neighbours fit. */
	{ "aaa(1);\nput(x);\nbbb(1);\n", "put(x);\nccc(2);\naaa(1);\nput(x);\nbbb(1);\n", NULL, NULL,
	  "2= 3= 4=" },
	/* In order: of two that changed places the one that tells more. */
	{ "aaa(foo);\nbbb(111);\n", "bbb(111);\naaa(foo);\n", NULL, NULL, "1= -" },
	{ "aaa(111);\nbbb(foo);\n", "bbb(foo);\naaa(111);\n", NULL, NULL, "- 0=" },
	/* A comment has its equal or none, and costs nothing. */
	{ "/* foo bar */\naaa();\n", "/* foo baz */\naaa();\n", NULL, NULL, "- 1=" },
	{ "/* foo bar */\naaa();\n", "/* foo bar */\naaa();\n", NULL, NULL, "0= 1=" },
	/* Shut ones. */
	{ "aaa();\n", "aaa();\nbbb();\naaa();\n", NULL, "0", "2=" },
	{ "aaa();\n", "aaa();\nbbb();\naaa();\n", NULL, "02", "-" },
	{ "aaa();\n", "aaa();\nbbb();\naaa();\n", NULL, NULL, "0=" },
};
/* clang-format on */

static char *show_alignment(const SpAlignment *alignment)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < alignment->units->len; i++) {
		const SpAlignedUnit *unit = sp_alignment_get(alignment, i);

		if (unit->ours == G_MAXUINT)
			g_string_append_printf(out, "%s-", i ? " " : "");
		else
			g_string_append_printf(out, "%s%u%c", i ? " " : "", unit->ours,
					       unit->exact ? '=' : '~');
	}
	return g_string_free(out, FALSE);
}

static void test_align(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(align_cases); i++) {
		g_auto(Units) one = units_of(align_cases[i].theirs, TRUE);
		g_auto(Units) two = units_of(align_cases[i].ours, TRUE);
		g_autoptr(GHashTable) names = names_of(align_cases[i].names);
		g_autoptr(GArray) shut = g_array_new(FALSE, FALSE, sizeof(guint));
		g_autoptr(SpAlignment) alignment = NULL;
		g_autofree char *got = NULL;

		for (const char *c = align_cases[i].shut; c && *c; c++) {
			guint unit = (guint)(*c - '0');

			g_array_append_val(shut, unit);
		}
		alignment = sp_align(one.units, two.units, 0, two.units->units->len, names, shut);
		got = show_alignment(alignment);
		g_test_message("%u: %s", i, align_cases[i].theirs);
		g_assert_cmpstr(got, ==, align_cases[i].expected);
	}
}

/* The score is what margins are made of; only the units that were asked for count. */
static void test_align_score(void)
{
	g_auto(Units) one = units_of("aaa();\nbbb(ccc);\n", TRUE);
	g_auto(Units) two = units_of("aaa();\nbbb(ccc);\nxxx();\nbbb(ccc);\n", TRUE);
	g_auto(Units) none = units_of("", TRUE);
	g_autoptr(SpAlignment) all = sp_align(one.units, two.units, 0, 4, NULL, NULL);
	g_autoptr(SpAlignment) tail = sp_align(one.units, two.units, 2, 4, NULL, NULL);
	g_auto(Units) three = units_of("aaa();\nxxx();\n/* y */\nbbb(ccc);\n", TRUE);
	g_autoptr(SpAlignment) apart = sp_align(one.units, three.units, 0, 4, NULL, NULL);
	g_autofree char *got = show_alignment(tail);

	g_assert_cmpint(all->full, ==, 50);
	g_assert_cmpint(all->score, ==, 50);
	g_assert_cmpint(tail->full, ==, 50);
	g_assert_cmpint(tail->score, ==, 30 - 6);
	g_assert_cmpstr(got, ==, "- 3=");
	g_assert_cmpint(apart->score, ==, 50 - 5);
	g_assert_null(sp_align(one.units, two.units, 2, 2, NULL, NULL));
	g_assert_null(sp_align(one.units, two.units, 4, 2, NULL, NULL));
	g_assert_null(sp_align(none.units, two.units, 0, 4, NULL, NULL));
	g_assert_null(sp_align(one.units, none.units, 0, 0, NULL, NULL));
}

static void test_align_too_large(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(Units) one = {0}, two = {0};

	for (guint i = 0; i < 6000; i++)
		g_string_append(text, "a;\n");
	one = units_of(text->str, FALSE);
	two = units_of(text->str, FALSE);
	g_assert_null(sp_align(one.units, two.units, 0, 6000, NULL, NULL));
}

static void test_likeness(void)
{
	static const struct {
		const char *theirs, *ours;
		guint likeness;
	} cases[] = {
		{"f(a, b);", "f(a, b);", 100},
		{"f(a, b);", "g(c, d);", 0},
		{"f(a, b);", "f(a, c);", 66},
		{"f(a);", "f(a, b, c);", 66},
		{"}", "}", 100},
		{"};", "}", 66},
		{"f(1);", "f(2);", 50},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Units) one = units_of(cases[i].theirs, TRUE);
		g_auto(Units) two = units_of(cases[i].ours, TRUE);

		g_test_message("%s", cases[i].theirs);
		g_assert_cmpuint(sp_align_likeness(one.units, 0, two.units, 0, NULL), ==,
				 cases[i].likeness);
	}
}

/* clang-format off */
static const struct {
	const char *patch;
	const char *expected; /* "old-old_end:new-new_end", 0-based, the end not included */
} group_cases[] = {
	{ "@@ 1\n a;\n-b;\n+c;\n d;\n", "1-2:1-2" },
	{ "@@ 1\n a;\n+c;\n d;\n", "1-1:1-2" },
	{ "@@ 1\n a;\n-c;\n d;\n", "1-2:1-1" },
	{ "@@ 1\n a;\n-b;\n+B;\n c;\n+d;\n e;\n-f;\n", "1-2:1-2 3-3:3-4 4-5:5-5" },
	{ "@@ 1\n a;\n b;\n", "" },
	/* Blank lines are lines, too. */
	{ "@@ 1\n a;\n+\n+c;\n d;\n", "1-1:1-3" },
	/* A statement of several lines is changed as a whole. */
	{ "@@ 1\n a;\n f(x,\n-  y);\n+  z);\n b;\n", "1-3:1-3" },
	{ "@@ 1\n a;\n-f(x,\n+f(z,\n   y);\n b;\n", "1-3:1-3" },
	{ "@@ 1\n a;\n f(x,\n+  z,\n   y);\n b;\n", "1-3:1-4" },
	/* It is one statement after the change only, or before it only. */
	{ "@@ 1\n a;\n-f(x);\n+f(x,\n+  y);\n b;\n", "1-2:1-3" },
	{ "@@ 1\n a;\n-x = f(\n y);\n b;\n", "1-3:1-2" },
	{ "@@ 1\n a;\n f(x,\n-#ifdef X\n+  y);\n b;\n", "1-3:1-3" },
	/* Two changes in one statement are one. */
	{ "@@ 1\n a;\n f(x,\n-  y,\n+  Y,\n   z,\n-  u);\n+  U);\n b;\n", "1-5:1-5" },
	/* Two statements, one behind the other, are not. */
	{ "@@ 1\n-f(x,\n+f(X,\n   y);\n g(z,\n-  u);\n+  U);\n", "0-2:0-2 2-4:2-4" },
};

#define PRE                                                                                        \
	"int before;\n\nint f(int a)\n{\n	a1();\n	b1();\n}\n\n"                                    \
	"#ifdef CONFIG_X\nint g(int a)\n{\n	a1();\n#ifdef Y\n	b1();\n#endif\n}\n#endif\n"

static const struct {
	const char *pre;
	const char *patch;
	const char *expected; /* function, "-" for none, "?" for not known; "[arm]" */
} scope_cases[] = {
	/* By upstream's file: the "@@" line's number counts, its section does not. */
	{ PRE, "@@ 5 @@ int g(int a)\n 	a1();\n-	b1();\n", "f[]" },
	{ PRE, "@@ 5\n 	a1();\n+	c1();\n 	b1();\n", "f[]" },
	{ PRE, "@@ 12\n 	a1();\n #ifdef Y\n-	b1();\n", "g[CONFIG_X && Y]" },
	{ PRE, "@@ 12\n 	a1();\n+	c1();\n #ifdef Y\n", "g[CONFIG_X]" },
	{ PRE, "@@ 1\n-int before;\n \n", "-[]" },
	{ PRE, "@@ 6\n 	b1();\n }\n+int after;\n \n", "-[]" },
	{ PRE, "@@ 2\n \n+int more;\n int f(int a)\n", "-[]" },
	/* A removed head belongs to its function, and an insertion before the last brace. */
	{ PRE, "@@ 3\n-int f(int a)\n {\n", "f[]" },
	{ PRE, "@@ 6\n 	b1();\n+	c1();\n }\n", "f[]" },
	/* By the hunk's lines. */
	{ NULL, "@@ 5 @@ int f(int a)\n }\n \n int g(int a)\n {\n-	b1();\n", "g" },
	{ NULL, "@@ 5 @@ int f(int a)\n int g(int a,\n       int b)\n {\n+	b1();\n", "g" },
	{ NULL, "@@ 5 @@ int f(int a)\n 	a1();\n }\n+int more;\n \n", "-" },
	{ NULL, "@@ 5 @@ int f(int a)\n }\n \n-int more;\n", "-" },
	{ NULL, "@@ 5 @@ int f(int a)\n-int g(int a)\n+int g(void)\n {\n", "g" },
	{ NULL, "@@ 5 @@ int f(int a)\n out:\n-	b1();\n", "f" },
	{ NULL, "@@ 5 @@ int f(int a)\n #ifdef X\n-	b1();\n }\n int g(int a)\n", "f" },
	{ NULL, "@@ 5 @@ int f(int a)\n int g(int a);\n-	b1();\n", "f" },
	/* By the "@@" line, which git cuts at 80 characters. */
	{ NULL, "@@ 5 @@ static int f(int a)\n-	b1();\n", "f" },
	{ NULL, "@@ 5 @@ static int long_name_of_function(struct first_argument *one, struct sec\n-	b1();\n",
	  "long_name_of_function" },
	{ NULL, "@@ 5 @@ static int long_name_of_function(struct first_argument *one,\n-	b1();\n",
	  "long_name_of_function" },
	{ NULL, "@@ 5 @@ static int f(\n-	b1();\n", "f" },
	{ NULL, "@@ 5 @@ static int f(int a) {\n-	b1();\n", "f" },
	{ NULL, "@@ 5 @@ static int f(int (*get)(int\n-	b1();\n", "f" },
	{ NULL, "@@ 5 @@ SYSCALL_DEFINE2(open, const char __user *, name,\n-	b1();\n", "sys_open" },
	{ NULL, "@@ 5 @@ out_free:\n-	b1();\n", "?" },
	{ NULL, "@@ 5 @@ struct x {\n-	int b1;\n", "?" },
	{ NULL, "@@ 5 @@ MODULE_LICENSE(\"GPL\");\n-	b1();\n", "?" },
	{ NULL, "@@ 5\n-	b1();\n", "?" },
};
/* clang-format on */

static void test_groups(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(group_cases); i++) {
		g_autoptr(GPtrArray) hunks = hunks_parse(group_cases[i].patch);
		g_autoptr(GPtrArray) old = sp_hunkfile_side(hunks->pdata[0], '-');
		g_autoptr(GPtrArray) new = sp_hunkfile_side(hunks->pdata[0], '+');
		g_autoptr(SpUnits) one = sp_units_new(old, TRUE), two = sp_units_new(new, TRUE);
		g_autoptr(GArray) groups = sp_hunkgroups(hunks->pdata[0], one, two);
		g_autoptr(GString) got = g_string_new(NULL);

		for (guint k = 0; k < groups->len; k++) {
			const SpHunkGroup *group = &g_array_index(groups, SpHunkGroup, k);

			g_string_append_printf(got, "%s%u-%u:%u-%u", k ? " " : "", group->old,
					       group->old_end, group->new, group->new_end);
		}
		g_test_message("%s", group_cases[i].patch);
		g_assert_cmpstr(got->str, ==, group_cases[i].expected);
	}
}

static void test_scope(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(scope_cases); i++) {
		const char *text = scope_cases[i].pre;
		g_autoptr(GPtrArray) hunks = hunks_parse(scope_cases[i].patch);
		g_autoptr(GPtrArray) old = sp_hunkfile_side(hunks->pdata[0], '-');
		g_autoptr(GPtrArray) new = sp_hunkfile_side(hunks->pdata[0], '+');
		g_autoptr(SpUnits) one = sp_units_new(old, TRUE), two = sp_units_new(new, TRUE);
		g_autoptr(GArray) groups = sp_hunkgroups(hunks->pdata[0], one, two);
		g_autoptr(SpCSource) pre = text ? sp_csource_parse(text, strlen(text)) : NULL;
		const SpHunkGroup *group = &g_array_index(groups, SpHunkGroup, 0);
		g_auto(SpHunkScope) scope = {FALSE};
		g_autofree char *got = NULL;

		sp_hunkscope_of(hunks->pdata[0], old, group->old, group->old_end, pre, &scope);
		got = g_strdup_printf("%s%s%s%s",
				      scope.function ? scope.function
				      : scope.known  ? "-"
						     : "?",
				      scope.arm ? "[" : "", scope.arm ? scope.arm : "",
				      scope.arm ? "]" : "");
		g_test_message("%u: %s", i, scope_cases[i].patch);
		g_assert_cmpstr(got, ==, scope_cases[i].expected);
		g_assert_cmpint(scope.known, ==, !g_str_equal(got, "?"));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hunkunit/units", test_units);
	g_test_add_func("/hunkunit/weight", test_weight);
	g_test_add_func("/hunkunit/pairs", test_pairs);
	g_test_add_func("/hunkunit/locks", test_locks);
	g_test_add_func("/hunkunit/words", test_words);
	g_test_add_func("/hunkunit/quote", test_quote);
	g_test_add_func("/hunkalign/units", test_align);
	g_test_add_func("/hunkalign/score", test_align_score);
	g_test_add_func("/hunkalign/too-large", test_align_too_large);
	g_test_add_func("/hunkalign/likeness", test_likeness);
	g_test_add_func("/hunkgroup", test_groups);
	g_test_add_func("/hunkscope", test_scope);
	return g_test_run();
}
