/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hunks whose lines do not all stand in the file, placed with what is known beside the patch: by
 * which rung, by what margin, under which names, and the file after it.
 */
#include "hunks.h"

typedef struct {
	const char *path;
	const char *text;
	const char *patch;
	const char *expected; /* "rung <names> line function[arm]" of each hunk, and the
				 file; or "!" and what the refusal says */
	const char *pre;
	const char *declares;
	gboolean plain, loose; /* no C; order says little */
	gboolean todo;	       /* comes out wrong so far */
} Case;

static char *run(const Case *test)
{
	g_autoptr(GPtrArray) hunks = hunks_parse(test->patch), places = NULL;
	g_autofree char *result = NULL, *why = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	SpHunkHints hints = {.c = !test->plain,
			     .loose = test->loose,
			     .pre = test->pre,
			     .declares = names_declare,
			     .data = (char *)test->declares};

	if (!sp_hunk_apply_all(test->text, hunks, &hints, &places, &result, &why)) {
		g_assert_null(result);
		g_assert_null(places);
		return g_strconcat("!", why, NULL);
	}
	g_assert_null(why);
	g_assert_cmpuint(places->len, ==, hunks->len);
	for (guint i = 0; i < places->len; i++) {
		const SpPlace *place = places->pdata[i];

		g_assert_cmpint(place->margin, >=, 0);
		g_assert_cmpint(place->margin, <=, 100);
		g_string_append_printf(out, "%s <%s> %u %s[%s]\n", place->rung,
				       place->names ? place->names : "", place->line,
				       place->function ? place->function : "-", place->arm);
	}
	g_string_append(out, result);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* clang-format off */
#define F(body) "int other(int a)\n{\n	zero(a);\n}\n\nint f(int a)\n{\n" body "	return a;\n}\n"
#define HUNK(lines) "@@ 9 @@ int f(int a)\n" lines

static const Case cases[] = {
	/* All of it stands there: hints change nothing. */
	{ "context", F("	one(a);\n	two(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n"),
	  "context <> 8 f[]\n" F("	one(a);\n	new(a);\n	two(a);\n") },
	/* The outer context is other, the neighbours are there. */
	{ "insert", F("	mine(a);\n	one(a);\n	two(a);\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n+	new(a);\n 	two(a);\n"),
	  "place <> 10 f[]\n" F("	mine(a);\n	one(a);\n	new(a);\n	two(a);\n") },
	{ "remove", F("	mine(a);\n	one(a);\n	gone(a);\n	two(a);\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n-	gone(a);\n 	two(a);\n"),
	  "place <> 10 f[]\n" F("	mine(a);\n	one(a);\n	two(a);\n") },
	{ "replace", F("	mine(a);\n	one(a);\n	gone(a);\n	two(a);\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n-	gone(a);\n+	new(a);\n 	two(a);\n"),
	  "place <> 10 f[]\n" F("	mine(a);\n	one(a);\n	new(a);\n	two(a);\n") },
	/* What the branch lacks hides no neighbour, unless it sets what the change uses. */
	{ "lacking", F("	mine(a);\n	one(a);\n	two(a);\n"),
	  HUNK(" 	one(a);\n 	lost(a);\n+	new(a);\n 	two(a);\n"),
	  "place <> 10 f[]\n" F("	mine(a);\n	one(a);\n	new(a);\n	two(a);\n") },
	{ "lacking-sets", F("	mine(a);\n	one(a);\n	two(a);\n"),
	  HUNK(" 	one(a);\n 	b = 1;\n+	new(a, b);\n 	two(a);\n"),
	  "!what it adds stands next to \"b = 1;\", which is not here" },
	{ "lacking-three", F("	mine(a);\n	one(aaa, bbb, ccc, ddd);\n	two(aaa, bbb, ccc, ddd);\n"),
	  HUNK(" 	one(aaa, bbb, ccc, ddd);\n 	x(a);\n 	y(a);\n 	z(a);\n+	new(a);\n"
	       " 	two(aaa, bbb, ccc, ddd);\n"),
	  "!what it adds stands next to \"z(a);\", which is not here" },
	/* An expression for a name: the certificate says so. */
	{ "object", F("	first(&a->part, 1);\n	second(&a->part, 2);\n	third(&a->part);\n"),
	  HUNK(" 	first(part, 1);\n 	second(part, 2);\n+	new(part);\n 	third(part);\n"),
	  "names <part -> &a->part> 10 f[]\n"
	  F("	first(&a->part, 1);\n	second(&a->part, 2);\n	new(&a->part);\n	third(&a->part);\n") },
	{ "object-condition", F("	first(&a->part, 1);\n	second(&a->part, 2);\n	third(&a->part);\n"),
	  HUNK(" 	first(part, 1);\n 	second(part, 2);\n+	if (part)\n+		new(part);\n 	third(part);\n"),
	  "!what stands here of it may stand anywhere" },
	{ "removed-line-absent", F("	mine(a);\n	one(a);\n	two(a);\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n-	gone(a);\n+	new(a);\n 	two(a);\n"),
	  "!\"gone(a);\" is not here" },
	{ "between-others", F("	one(a);\n	mine(a);\n	two(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n"),
	  "!what it adds may belong before or behind \"mine(a);\", line 9" },
	{ "between-log", F("	one(a);\n	pr_debug(\"x\");\n	two(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n"),
	  "place <> 9 f[]\n" F("	one(a);\n	new(a);\n	pr_debug(\"x\");\n	two(a);\n") },
	{ "neighbours-absent", F("	mine(a);\n	yours(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n"), "!what stands here of it may stand anywhere" },
	{ "function-absent", F("	one(a);\n	mine(a);\n	two(a);\n"),
	  "@@ 9 @@ int g(int a)\n 	one(a);\n-	mine(a);\n+	new(a);\n 	three(a);\n",
	  "!there is no function g() in it" },
	/* Of two functions with the lines the one that the "@@" line names. */
	{ "twins-by-section",
	  "int e(int a)\n{\n	one(a);\n	gone(a);\n	x();\n	two(a);\n}\n" F("	one(a);\n	gone(a);\n	y();\n	two(a);\n"),
	  HUNK(" 	one(a);\n-	gone(a);\n 	z();\n 	two(a);\n"),
	  "!something else stands next to what it changes here" },
	{ "twins-by-section-fits",
	  "int e(int a)\n{\n	one(a);\n	gone(a);\n	two(a);\n}\n" F("	one(a);\n	gone(a);\n	two(a);\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n-	gone(a);\n 	two(a);\n"),
	  "place <> 15 f[]\nint e(int a)\n{\n	one(a);\n	gone(a);\n	two(a);\n}\n" F("	one(a);\n	two(a);\n") },
	{ "twins-in-function", F("	one(a);\n	gone(a);\n	two(a);\n	x();\n	one(a);\n	gone(a);\n	two(a);\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n-	gone(a);\n 	two(a);\n"), "!another place fits" },
	/* Written otherwise: broken, indented, commented. */
	{ "broken-otherwise", F("	one(a,\n	    a);\n	gone(a);\n	two(a);\n"),
	  HUNK(" 	one(a, a);\n-	gone(a);\n+	new(a);\n 	two(a);\n"),
	  "place <> 10 f[]\n" F("	one(a,\n	    a);\n	new(a);\n	two(a);\n") },
	{ "deeper", F("	if (a) {\n		one(a);\n		two(a);\n	}\n"),
	  HUNK(" 	one(a);\n+	if (b)\n+		new(a);\n 	two(a);\n"),
	  "place <> 10 f[]\n" F("	if (a) {\n		one(a);\n		if (b)\n			new(a);\n		two(a);\n	}\n") },
	{ "comment-between", F("	one(a);\n	/* and then */\n	two(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n"),
	  "place <> 9 f[]\n" F("	one(a);\n	new(a);\n	/* and then */\n	two(a);\n") },
	/* Names: rung and names tell; only what is put in is renamed. */
	{ "names", F("	one(ours, a, b);\n	two(ours);\n	three(a);\n"),
	  HUNK(" 	one(theirs, a, b);\n 	two(theirs);\n+	new(theirs);\n 	three(a);\n"),
	  "names <theirs -> ours> 10 f[]\n" F("	one(ours, a, b);\n	two(ours);\n	new(ours);\n	three(a);\n") },
	{ "names-not-used", F("	one(ours, a, b);\n	two(ours);\n	three(a);\n"),
	  HUNK(" 	one(theirs, a, b);\n 	two(theirs);\n+	new(a);\n 	three(a);\n"),
	  "names <theirs -> ours> 10 f[]\n" F("	one(ours, a, b);\n	two(ours);\n	new(a);\n	three(a);\n") },
	{ "names-declared", F("	one(ours, a, b);\n	two(ours);\n	three(a);\n"),
	  HUNK(" 	one(theirs, a, b);\n 	two(theirs);\n+	new(theirs);\n 	three(a);\n"),
	  "!it uses \"theirs\"", .declares = "theirs" },
	{ "names-one-witness", F("	one(a);\n	two(ours);\n	three(a);\n"),
	  HUNK(" 	one(a);\n 	two(theirs);\n+	new(theirs);\n 	three(a);\n"),
	  "!it uses \"theirs\"" },
	/* Nothing but a blank line goes: where it stands between the same two here. */
	{ "blank", F("	one(ours, a, b);\n	two(ours);\n\n	three(a);\n"),
	  HUNK(" 	one(theirs, a, b);\n 	two(theirs);\n-\n 	three(a);\n"),
	  "names <theirs -> ours> 10 f[]\n" F("	one(ours, a, b);\n	two(ours);\n	three(a);\n") },
	{ "blank-one-of-two", F("	mine(a);\n	two(a);\n\n\n	three(a);\n"),
	  HUNK(" 	one(a);\n 	two(a);\n-\n \n 	three(a);\n"),
	  "place <> 10 f[]\n" F("	mine(a);\n	two(a);\n\n	three(a);\n") },
	{ "blank-above-comment", F("	mine(a);\n	two(a);\n\n	/*\n	 * Three of these.\n	 */\n	three(a);\n"),
	  HUNK(" 	one(a);\n 	two(a);\n-\n 	/*\n 	 * Three of these.\n 	 */\n 	three(a);\n"),
	  "place <> 10 f[]\n" F("	mine(a);\n	two(a);\n	/*\n	 * Three of these.\n	 */\n	three(a);\n") },
	{ "blank-twice", F("	mine(a);\n	two(a);\n\n	three(a);\n\n	four(a);\n"),
	  HUNK(" 	one(a);\n 	two(a);\n-\n 	three(a);\n-\n 	four(a);\n"),
	  "place <> 10 f[]\n" F("	mine(a);\n	two(a);\n	three(a);\n	four(a);\n") },
	/* All the code is as it will be: the line is to go nevertheless. */
	{ "blank-in-same-code", F("	one_of_them(aaa, bbb); /* x */\n	two_of_them(aaa, bbb);\n\n	three_of_them(aaa, bbb);\n"),
	  HUNK(" 	one_of_them(aaa,\n 		bbb);\n 	two_of_them(aaa, bbb);\n-\n 	three_of_them(aaa, bbb);\n"),
	  "place <> 10 f[]\n" F("	one_of_them(aaa, bbb); /* x */\n	two_of_them(aaa, bbb);\n	three_of_them(aaa, bbb);\n") },
	{ "blank-gone", F("	mine(a);\n	two(a);\n	three(a);\n	four(a);\n"),
	  HUNK(" 	one(a);\n 	two(a);\n-\n 	three(a);\n 	four(a);\n"),
	  "already there <> 10 f[]\n" F("	mine(a);\n	two(a);\n	three(a);\n	four(a);\n") },
	/* What the hunk does beside that is not looked at by the line. */
	{ "blank-and-more", F("	mine(a);\n	two(a);\n\n	three(a);\n	four(a);\n"),
	  HUNK(" 	one(a);\n 	two(a);\n-\n 	three(a);\n+	new(a);\n 	four(a);\n"),
	  "!it takes nothing but blank lines away" },
	{ "blank-more-here", F("	mine(a);\n	two(a);\n\n\n	three(a);\n"),
	  HUNK(" 	one(a);\n 	two(a);\n-\n 	three(a);\n"),
	  "!the blank lines that it takes away are not here" },
	{ "blank-other-between", F("	mine(a);\n	two(a);\n\n	yours(a);\n	three(a);\n"),
	  HUNK(" 	one(a);\n 	two(a);\n-\n 	three(a);\n"),
	  "!the blank lines that it takes away are not here" },
	{ "blank-comment-between", F("	mine(a);\n	two(a);\n	/* so: */\n	three(a);\n"),
	  HUNK(" 	one(a);\n 	two(a);\n-\n 	three(a);\n"),
	  "!the blank lines that it takes away are not here" },
	{ "blank-neighbour-absent", F("	mine(a);\n	one(a);\n	two(a);\n\n	four(a);\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n 	two(a);\n-\n 	three(a, b, c);\n"),
	  "!its neighbours are others here" },
	{ "blank-at-end", F("	mine(a);\n	one(a);\n	two(a);\n\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n 	two(a);\n-\n"),
	  "!it has lines on one side of them only" },
	{ "blank-not-c", "config A\n	bool \"A\"\n	depends on X\n\nconfig B\n	bool \"B\"\n",
	  "@@ 1\n config A\n 	bool \"A\"\n 	select Z\n-\n config B\n 	bool \"B\"\n",
	  "!it takes nothing but blank lines away", .plain = TRUE, .loose = TRUE },
	/* Words. */
	{ "words", F("	one(a);\n	call(mine, a, 1);\n	two(a);\n"),
	  HUNK(" 	one(a);\n-	call(theirs, a, 1);\n+	call(theirs, a, 2);\n 	two(a);\n"),
	  "words <> 9 f[]\n" F("	one(a);\n	call(mine, a, 2);\n	two(a);\n") },
	{ "words-other-operator", F("	one(a);\n	if (mine || a == 1)\n		two(a);\n"),
	  HUNK(" 	one(a);\n-	if (mine && a == 1)\n+	if (mine && a == 2)\n 		two(a);\n"),
	  "!the branch has no \"&&\" there" },
	/* Several changes in one hunk: each goes to its own place. */
	{ "several", F("	one(a);\n	two(a);\n	mine(a);\n	three(a);\n	gone(a);\n	four(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n 	three(a);\n-	gone(a);\n+	more(a);\n 	four(a);\n"),
	  "place <> 9 f[]\n" F("	one(a);\n	new(a);\n	two(a);\n	mine(a);\n	three(a);\n	more(a);\n	four(a);\n") },
	{ "several-one-refused", F("	one(a);\n	two(a);\n	mine(a);\n	three(a);\n	four(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n 	three(a);\n-	gone(a);\n 	four(a);\n"),
	  "!hunk 1: " },
	{ "two-hunks", F("	one(a);\n	two(a);\n	mine(a);\n	three(a);\n	four(a);\n"),
	  HUNK(" 	upstream_has(a);\n 	one(a);\n+	new(a);\n 	two(a);\n")
	  "@@ 15 @@ int f(int a)\n 	three(a);\n+	more(a);\n 	four(a);\n",
	  "place <> 9 f[]\ncontext <> 11 f[]\n"
	  F("	one(a);\n	new(a);\n	two(a);\n	mine(a);\n	three(a);\n	more(a);\n	four(a);\n") },
	{ "two-hunks-one-refused", F("	one(a);\n	two(a);\n	mine(a);\n	four(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n")
	  "@@ 15 @@ int f(int a)\n 	three(a);\n+	more(a);\n 	five(a);\n", "!hunk 2: " },
	/* Already there. */
	{ "there", F("	mine(a);\n	one_of_them(aaa, bbb);\n	new_thing(aaa, bbb);\n	two_of_them(aaa, bbb);\n"),
	  HUNK(" 	one_of_them(aaa, bbb);\n-	old_thing(a);\n+	new_thing(aaa, bbb);\n 	two_of_them(aaa, bbb);\n"),
	  "already there <> 9 f[]\n" F("	mine(a);\n	one_of_them(aaa, bbb);\n	new_thing(aaa, bbb);\n	two_of_them(aaa, bbb);\n") },
	{ "there-and-not", F("	one_of_them(aaa, bbb);\n	new_thing(aaa, bbb);\n	two_of_them(aaa, bbb);\n	old_thing(a);\n"),
	  HUNK(" 	one_of_them(aaa, bbb);\n-	old_thing(a);\n+	new_thing(aaa, bbb);\n 	two_of_them(aaa, bbb);\n"),
	  "!the change is already there" },
	{ "there-in-other-function", "int e(int a)\n{\n	one_of_them(aaa, bbb);\n	new_thing(aaa, bbb);\n	two_of_them(aaa, bbb);\n}\n" F("	mine(a);\n"),
	  HUNK(" 	one_of_them(aaa, bbb);\n-	old_thing(a);\n+	new_thing(aaa, bbb);\n 	two_of_them(aaa, bbb);\n"),
	  "!the change is already there" },
	/* Locks, blocks, arms. */
	{ "lock-extra", F("	one(a);\n	two(a);\n	spin_lock(&b);\n	three(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n 	three(a);\n"),
	  "!the branch has \"spin_lock(&b);\" among its lines" },
	{ "lock-other", F("	one(a);\n	mutex_lock(&b);\n	two(a);\n"),
	  HUNK(" 	one(a);\n 	spin_lock(&b);\n+	new(a);\n 	two(a);\n"),
	  "!the branch has not, or otherwise, \"spin_lock(&b);\"" },
	{ "all-of-an-if", F("	one(a);\n	if (a)\n		two(a);\n	three(a);\n"),
	  HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n 	three(a);\n"),
	  "!what it adds may belong before or behind \"if (a)\"" },
	{ "blocks-move", F("	if (a) {\n		one(a);\n		mine(a);\n	}\n	two(a);\n"),
	  HUNK("-	if (a) {\n-		one(a);\n-	}\n+	one(a);\n 	two(a);\n"),
	  "!something else stands before \"}\" here" },
	{ "other-arm", F("	one(a);\n#ifdef X\n	two(a);\n	three(a);\n#endif\n"),
	  HUNK(" 	zero(a);\n 	two(a);\n+	new(a);\n 	three(a);\n"),
	  "!its place is in [X], of which the patch shows nothing" },
	{ "other-arm-by-pre", F("	one(a);\n#ifdef X\n	two(a);\n	three(a);\n#endif\n"),
	  "@@ 8\n 	one(a);\n 	two(a);\n+	new(a);\n 	three(a);\n",
	  "!upstream has it in [], here it is in [X]", .pre = F("	one(a);\n	two(a);\n	three(a);\n") },
	/* By upstream's file, whatever the "@@" line says. */
	{ "function-by-pre", "int e(int a)\n{\n	one(a);\n	gone(a);\n	two(a);\n}\n" F("	one(a);\n	gone(a);\n	two(a);\n"),
	  "@@ 8 @@ int e(int a)\n 	upstream_has(a);\n 	one(a);\n-	gone(a);\n 	two(a);\n",
	  "place <> 15 f[]\nint e(int a)\n{\n	one(a);\n	gone(a);\n	two(a);\n}\n" F("	one(a);\n	two(a);\n"),
	  .pre = F("	upstream_has(a);\n	one(a);\n	gone(a);\n	two(a);\n") },
	/* Includes stand next to one, and not twice. */
	{ "include", "#include <a.h>\n#include <x.h>\n#include <c.h>\n\nint f;\n",
	  "@@ 1\n #include <a.h>\n+#include <b.h>\n #include <c.h>\n",
	  "place <> 2 -[]\n#include <a.h>\n#include <b.h>\n#include <x.h>\n#include <c.h>\n\nint f;\n" },
	{ "include-there", "#include <a.h>\n#include <x.h>\n#include <b.h>\n#include <c.h>\n\nint f;\n",
	  "@@ 1\n #include <a.h>\n+#include <b.h>\n #include <c.h>\n",
	  "already there <> 2 -[]\n#include <a.h>\n#include <x.h>\n#include <b.h>\n#include <c.h>\n\nint f;\n" },
	/* Not C. */
	{ "kconfig", "config A\n	bool \"A\"\n	depends on X\n	select MINE\n	help\n	  Text.\n",
	  "@@ 1\n config A\n 	bool \"A\"\n-	depends on X\n+	depends on Y\n 	select B\n 	help\n",
	  "place <> 3 -[]\nconfig A\n	bool \"A\"\n	depends on Y\n	select MINE\n	help\n	  Text.\n", .plain = TRUE, .loose = TRUE },
	{ "kconfig-other-entry", "config B\n	bool \"A\"\n	depends on X\n	select B\n	help\n",
	  "@@ 1\n config A\n 	bool \"A\"\n-	depends on X\n+	depends on Y\n 	select B\n 	help\n",
	  "!it belongs to \"config A\", which is not here", .plain = TRUE, .loose = TRUE },
	{ "changes-nothing", F("	mine(a);\n"), HUNK(" 	one(a);\n 	two(a);\n"), "!it changes nothing" },
};
/* clang-format on */

static void test_case(gconstpointer data)
{
	const Case *test = data;
	g_autofree char *got = run(test);

	if (*test->expected == '!' ? *got == '!' && strstr(got, test->expected + 1)
				   : g_str_equal(got, test->expected)) {
		g_test_message("%s", *got == '!' ? got : "placed");
		g_assert_false(test->todo);
		return;
	}
	if (test->todo)
		g_test_incomplete("comes out wrong");
	else
		g_assert_cmpstr(got, ==, test->expected);
}

/* The next best place, and whether there is one at all, makes the margin. */
static void test_margin(void)
{
	static const struct {
		const char *text;
		int least, most;
	} texts[] = {
		{F("	mine(a);\n	one(a);\n	gone(a);\n	two(a);\n"), 80, 100},
		{F("	mine(a);\n	one(a);\n	gone(a);\n	two(a);\n	one(a);\n"
		   "	three(a);\n	two(a);\n"),
		 20, 79},
	};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GPtrArray) hunks = hunks_parse(
			HUNK(" 	more(a);\n 	one(a);\n-	gone(a);\n 	two(a);\n"));
		g_autoptr(GPtrArray) places = NULL;
		g_autofree char *result = NULL, *why = NULL;
		SpHunkHints hints = {.c = TRUE};

		g_assert_true(
			sp_hunk_apply_all(texts[i].text, hunks, &hints, &places, &result, &why));
		g_test_message("%d", ((SpPlace *)places->pdata[0])->margin);
		g_assert_cmpint(((SpPlace *)places->pdata[0])->margin, >=, texts[i].least);
		g_assert_cmpint(((SpPlace *)places->pdata[0])->margin, <=, texts[i].most);
	}
}

/* The first line that is changed, in the file as it was: below the context of an insertion. */
static void test_changed(void)
{
	static const struct {
		const char *patch;
		guint changed;
	} patches[] = {
		{HUNK(" 	one(a);\n-	two(a);\n+	new(a);\n"), 9},
		{HUNK(" 	more(a);\n 	one(a);\n+	new(a);\n 	two(a);\n"), 9},
		{HUNK(" 	more(a);\n 	one(a);\n-	two(a);\n 	three(a);\n"), 9},
		{HUNK(" 	one(a);\n+	new(a);\n 	two(a);\n"), 9},
	};

	for (guint i = 0; i < G_N_ELEMENTS(patches); i++) {
		g_autoptr(GPtrArray) hunks = hunks_parse(patches[i].patch);
		g_autoptr(GPtrArray) places = NULL;
		g_autofree char *result = NULL, *why = NULL;
		SpHunkHints hints = {.c = TRUE};
		guint changed;

		g_assert_true(
			sp_hunk_apply_all(F("	one(a);\n	two(a);\n	three(a);\n"),
					  hunks, &hints, &places, &result, &why));
		changed = ((SpPlace *)places->pdata[0])->changed;
		g_assert_cmpuint(changed, ==, patches[i].changed);
	}
}

/* Without hints only what all stands there is placed. */
static void test_no_hints(void)
{
	g_autoptr(GPtrArray) hunks = hunks_parse(
		HUNK(" 	more(a);\n 	one(a);\n+	new(a);\n 	two(a);\n"));
	g_autofree char *result = NULL, *why = NULL;

	g_assert_false(sp_hunk_apply_all(F("	one(a);\n	two(a);\n"), hunks, NULL, NULL,
					 &result, &why));
	g_assert_cmpstr(why, ==,
			"hunk 1: no place; nearest at line 7: it wants \"more(a);\", line 7 in f() "
			"is \"{\"");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/hunkfit/", cases[i].path, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/hunkfit/margin", test_margin);
	g_test_add_func("/hunkfit/changed", test_changed);
	g_test_add_func("/hunkfit/no-hints", test_no_hints);
	return g_test_run();
}
