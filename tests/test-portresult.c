/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Doubts about a changed file: each is raised by a small text, and not by one that is nearly the
 * same. A case marked "todo" comes out wrong so far.
 */
#include "trees.h"

#include "stage/portdiff.h"
#include "stage/portresult.h"
#include "stage/portupstream.h"

typedef struct {
	const char *name;
	const char *before, *after; /* of the branch */
	const char *doubt;	    /* a part of it; NULL for none */
	const char *pre, *post;	    /* upstream's file, NULL where it is not known */
	gboolean todo;
} Case;

/* clang-format off */
#define F(body) "int f(int a)\n{\n" body "}\n"

static const Case result_cases[] = {
	/* Braces. */
	{ "braces", F("	if (a) {\n		b();\n	}\n"), F("	if (a) {\n		b();\n	}\n	}\n"),
	  "the braces of f() would not match" },
	{ "braces-kept", F("	if (a)\n		b();\n"), F("	if (a) {\n		b();\n	}\n"), NULL },
	{ "braces-in-literal", F("	b();\n"), F("	b(\"{\", '}'); /* } */\n"), NULL },
	{ "braces-broken-before", F("#ifdef X\n	if (a) {\n#else\n	if (b) {\n#endif\n	}\n"),
	  F("#ifdef X\n	if (a) {\n#else\n	if (b) {\n#endif\n		c();\n	}\n"), NULL },
	{ "function-lost", F("	b();\n") "int g(int a)\n{\n}\n", F("	b();\n") "int g(int a)\n\n}\n",
	  "g() would be no function any more" },
	/* Something taken, a return, and given back. */
	{ "leaves", F("	b();\n	if (a)\n		return 1;\n	c();\n"),
	  F("	x = x_alloc(a);\n	b();\n	if (a)\n		return 1;\n	x_free(x);\n	c();\n"),
	  "f() returns between line 3, where the change takes something, and line 7" },
	{ "leaves-not", F("	b();\n	if (a)\n		d();\n	c();\n"),
	  F("	x = x_alloc(a);\n	b();\n	if (a)\n		d();\n	x_free(x);\n	c();\n"), NULL },
	{ "leaves-by-new-return", F("	b();\n	c();\n"),
	  F("	x = x_alloc(a);\n	if (!x)\n		return 1;\n	b();\n	x_free(x);\n	c();\n"), NULL },
	{ "leaves-other-function", F("	b();\n	if (a)\n		return 1;\n") "int g(int a)\n{\n	c();\n}\n",
	  F("	x_get(a);\n	b();\n	if (a)\n		return 1;\n") "int g(int a)\n{\n	x_put(x);\n	c();\n}\n", NULL },
	{ "leaves-after", F("	b();\n	c();\n	return a;\n"),
	  F("	x_get(a);\n	b();\n	x_put(x);\n	c();\n	return a;\n"), NULL },
	{ "leaves-other-call", F("	b();\n	if (a)\n		return 1;\n	c();\n"),
	  F("	x = target(a);\n	b();\n	if (a)\n		return 1;\n	output(x);\n	c();\n"), NULL },
	{ "leaves-upstream-too", F("	b();\n	if (a)\n		return 1;\n	c();\n"),
	  F("	x_get(a);\n	b();\n	if (a)\n		return 1;\n	x_put(x);\n	c();\n"), NULL,
	  F("	b();\n	if (a)\n		return 1;\n	c();\n"),
	  F("	x_get(a);\n	b();\n	if (a)\n		return 1;\n	x_put(x);\n	c();\n") },
	{ "leaves-upstream-not", F("	b();\n	if (a)\n		return 1;\n	c();\n"),
	  F("	x_get(a);\n	b();\n	if (a)\n		return 1;\n	x_put(x);\n	c();\n"), "f() returns between",
	  F("	b();\n	c();\n"), F("	x_get(a);\n	b();\n	x_put(x);\n	c();\n") },
	/* Given back twice. */
	{ "twice-above", F("	b();\n	x_put(x);\n	c();\n"), F("	x_put(x);\n	b();\n	x_put(x);\n	c();\n"),
	  "line 3 gives back", .todo = TRUE },
	{ "twice-below", F("	x_put(x);\n	b();\n	c();\n"), F("	x_put(x);\n	b();\n	x_put(x);\n	c();\n"),
	  "line 5 gives back what is given back on that way already" },
	{ "twice-other", F("	x_put(y);\n	b();\n	c();\n"), F("	x_put(y);\n	b();\n	x_put(x);\n	c();\n"), NULL },
	{ "twice-taken-anew", F("	x_put(x);\n	x_get(x);\n	c();\n"),
	  F("	x_put(x);\n	x_get(x);\n	x_put(x);\n	c();\n"), NULL },
	{ "twice-lock", F("	x_unlock(x);\n	b();\n	c();\n"), F("	x_unlock(x);\n	b();\n	x_unlock(x);\n	c();\n"), NULL },
	{ "twice-inner-block", F("	if (a) {\n		x_put(x);\n		return 1;\n	}\n	c();\n"),
	  F("	if (a) {\n		x_put(x);\n		return 1;\n	}\n	x_put(x);\n	c();\n"), NULL },
	{ "twice-in-callee", "static void del(int x)\n{\n	b();\n	x_put(x);\n}\n" F("	del(x);\n	c();\n"),
	  "static void del(int x)\n{\n	b();\n	x_put(x);\n}\n" F("	del(x);\n	x_put(x);\n	c();\n"), "line 9 gives back" },
	{ "twice-at-label", F("	if (a)\n		goto out;\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"),
	  F("	if (a) {\n		x_put(x);\n		goto out;\n	}\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"),
	  "line 4 gives back" },
	{ "twice-other-label", F("	if (a)\n		goto end;\n	return 0;\nout:\n	x_put(x);\nend:\n	return 1;\n"),
	  F("	if (a) {\n		x_put(x);\n		goto end;\n	}\n	return 0;\nout:\n	x_put(x);\nend:\n	return 1;\n"), NULL },
	/* Only one of two ways is taken. */
	{ "twice-else", F("	if (a) {\n		x_put(x);\n	} else {\n		b();\n	}\n"),
	  F("	if (a) {\n		x_put(x);\n	} else {\n		b();\n		x_put(x);\n	}\n"), NULL },
	{ "twice-behind-return", F("	x_put(x);\n	return 0;\nerr:\n	return 1;\n"),
	  F("	x_put(x);\n	return 0;\nerr:\n	x_put(x);\n	return 1;\n"), NULL, .todo = TRUE },
	{ "twice-case", F("	switch (a) {\n	case 1:\n		x_put(x);\n		break;\n	case 2:\n		break;\n	}\n"),
	  F("	switch (a) {\n	case 1:\n		x_put(x);\n		break;\n	case 2:\n		x_put(x);\n		break;\n	}\n"), NULL },
	{ "twice-else-if", F("	if (a) {\n		x_put(x);\n	} else if (b) {\n		c();\n	}\n"),
	  F("	if (a) {\n		x_put(x);\n	} else if (b) {\n		c();\n		x_put(x);\n	}\n"), NULL },
	{ "twice-else-braceless", F("	if (a)\n		x_put(x);\n	else\n		b();\n"),
	  F("	if (a)\n		x_put(x);\n	else\n		x_put(x);\n"), NULL },
	{ "twice-else-braceless-above", F("	x_put(x);\n	if (a)\n		b();\n	else\n		c();\n"),
	  F("	x_put(x);\n	if (a)\n		b();\n	else\n		x_put(x);\n"), "line 7 gives back" },
	{ "twice-arm-above-braceless", F("	if (a)\n		x_put(x);\n	else\n		b();\n	c();\n"),
	  F("	if (a)\n		x_put(x);\n	else\n		b();\n	x_put(x);\n	c();\n"), "line 7 gives back" },
	{ "twice-else-mixed", F("	x_put(x);\n	if (a) {\n		b();\n	}\n	else\n		c();\n"),
	  F("	x_put(x);\n	if (a) {\n		b();\n	}\n	else\n		x_put(x);\n"), "line 8 gives back" },
	{ "twice-arm-above", F("	if (a) {\n		b();\n	} else {\n		x_put(x);\n		c();\n	}\n"),
	  F("	if (a) {\n		b();\n	} else {\n		x_put(x);\n		c();\n		x_put(x);\n	}\n"), "line 8 gives back" },
	{ "twice-case-falls", F("	switch (a) {\n	case 1:\n		x_put(x);\n	case 2:\n		break;\n	}\n"),
	  F("	switch (a) {\n	case 1:\n		x_put(x);\n	case 2:\n		x_put(x);\n		break;\n	}\n"), "line 7 gives back" },
	{ "twice-case-may-fall", F("	switch (a) {\n	case 1:\n		x_put(x);\n		if (b)\n			break;\n	case 2:\n		break;\n	}\n"),
	  F("	switch (a) {\n	case 1:\n		x_put(x);\n		if (b)\n			break;\n	case 2:\n		x_put(x);\n		break;\n	}\n"), "line 9 gives back" },
	{ "twice-case-label", F("	switch (a) {\n	case 1:\n		x_put(x);\n		goto two;\n	case 2:\ntwo:\n		break;\n	}\n"),
	  F("	switch (a) {\n	case 1:\n		x_put(x);\n		goto two;\n	case 2:\ntwo:\n		x_put(x);\n		break;\n	}\n"), "line 9 gives back" },
	/* The goto is of another way. */
	{ "twice-goto-of-else", F("	if (a) {\n		b();\n	} else if (c) {\n		d();\n	} else {\n		goto out;\n	}\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"),
	  F("	if (a) {\n		b();\n	} else if (c) {\n		d();\n		x_put(x);\n	} else {\n		goto out;\n	}\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"), NULL },
	{ "twice-goto-of-arm", F("	if (a) {\n		b();\n	} else if (c) {\n		goto out;\n	} else {\n		d();\n	}\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"),
	  F("	if (a) {\n		b();\n	} else if (c) {\n		x_put(x);\n		goto out;\n	} else {\n		d();\n	}\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"),
	  "line 6 gives back" },
	{ "twice-goto-of-else-braceless", F("	if (a)\n		b();\n	else\n		goto out;\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"),
	  F("	if (a)\n		x_put(x);\n	else\n		goto out;\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"), NULL },
	{ "twice-goto-behind-else-braceless", F("	if (a)\n		b();\n	else if (c)\n		d();\n	goto out;\nout:\n	x_put(x);\n	return 1;\n"),
	  F("	if (a)\n		x_put(x);\n	else if (c)\n		d();\n	goto out;\nout:\n	x_put(x);\n	return 1;\n"), "line 4 gives back" },
	{ "twice-goto-in-other-else", F("	b();\n	if (a)\n		c();\n	else\n		goto out;\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"),
	  F("	x_put(x);\n	if (a)\n		c();\n	else\n		goto out;\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"), "line 3 gives back" },
	{ "twice-goto-of-case", F("	switch (a) {\n	case 1:\n		break;\n	case 2:\n		goto out;\n	}\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"),
	  F("	switch (a) {\n	case 1:\n		x_put(x);\n		break;\n	case 2:\n		goto out;\n	}\n	return 0;\nout:\n	x_put(x);\n	return 1;\n"), NULL },
	/* From a label on past the arms it is not in. */
	{ "twice-label-in-arm", F("	if (a)\n		goto in;\n	if (b) {\nin:\n		c();\n	} else {\n		x_put(x);\n	}\n"),
	  F("	if (a) {\n		x_put(x);\n		goto in;\n	}\n	if (b) {\nin:\n		c();\n	} else {\n		x_put(x);\n	}\n"), NULL },
	{ "twice-label-in-arm-below", F("	if (a)\n		goto in;\n	if (b) {\nin:\n		c();\n	} else {\n		return 0;\n	}\n	x_put(x);\n"),
	  F("	if (a) {\n		x_put(x);\n		goto in;\n	}\n	if (b) {\nin:\n		c();\n	} else {\n		return 0;\n	}\n	x_put(x);\n"), "line 4 gives back" },
	{ "twice-label-behind-block", F("	if (a)\n		goto out;\n	return 0;\nout:\n	if (b) {\n		c();\n		return 0;\n	}\n	x_put(x);\n"),
	  F("	if (a) {\n		x_put(x);\n		goto out;\n	}\n	return 0;\nout:\n	if (b) {\n		c();\n		return 0;\n	}\n	x_put(x);\n"), "line 4 gives back" },
	/* A break leads out of the loop, not of the if that it is in. */
	{ "twice-break", F("	for (;;) {\n		if (a)\n			goto in;\n		if (b) {\nin:\n			break;\n		}\n		x_put(x);\n	}\n"),
	  F("	for (;;) {\n		if (a) {\n			x_put(x);\n			goto in;\n		}\n		if (b) {\nin:\n			break;\n		}\n		x_put(x);\n	}\n"), NULL },
	{ "twice-break-below", F("	x_for_each(x) {\n		if (a)\n			goto in;\n		if (b) {\nin:\n			break;\n		}\n	}\n	x_put(x);\n"),
	  F("	x_for_each(x) {\n		if (a) {\n			x_put(x);\n			goto in;\n		}\n		if (b) {\nin:\n			break;\n		}\n	}\n	x_put(x);\n"), "line 5 gives back" },
	{ "twice-break-maybe", F("	for (;;) {\n		if (a)\n			goto in;\n		if (b) {\nin:\n			if (c)\n				break;\n		}\n		x_put(x);\n	}\n"),
	  F("	for (;;) {\n		if (a) {\n			x_put(x);\n			goto in;\n		}\n		if (b) {\nin:\n			if (c)\n				break;\n		}\n		x_put(x);\n	}\n"), "line 5 gives back" },
	/* Upstream's is no excuse when it is another one. */
	{ "twice-masked", F("	x_put(x);\n	b();\n	c();\n"), F("	x_put(x);\n	b();\n	x_put(x);\n	c();\n"),
	  "gives back", F("	c();\n	x_put(x);\n	return 0;\nerr:\n	return 1;\n"),
	  F("	c();\n	x_put(x);\n	return 0;\nerr:\n	x_put(x);\n	return 1;\n"), .todo = TRUE },
};

static const Case upstream_cases[] = {
	/* Places left. */
	{ "left", F("	one(aaa);\n	old(bbb);\n	c();\n	one(aaa);\n	old(bbb);\n"),
	  F("	one(aaa);\n	new(bbb);\n	c();\n	one(aaa);\n	old(bbb);\n"), "line 6 is like what upstream changes",
	  F("	one(aaa);\n	old(bbb);\n	c();\n"), F("	one(aaa);\n	new(bbb);\n	c();\n") },
	{ "left-upstream-too", F("	one(aaa);\n	old(bbb);\n	c();\n	one(aaa);\n	old(bbb);\n"),
	  F("	one(aaa);\n	new(bbb);\n	c();\n	one(aaa);\n	old(bbb);\n"), NULL,
	  F("	one(aaa);\n	old(bbb);\n	c();\n	one(aaa);\n	old(bbb);\n"), F("	one(aaa);\n	new(bbb);\n	c();\n	one(aaa);\n	old(bbb);\n") },
	{ "left-alone", F("	one(aaa);\n	old(bbb);\n	c();\n	old(bbb);\n"), F("	one(aaa);\n	new(bbb);\n	c();\n	old(bbb);\n"), NULL,
	  F("	one(aaa);\n	old(bbb);\n	c();\n"), F("	one(aaa);\n	new(bbb);\n	c();\n") },
	/* A label's way out. */
	{ "label", F("	b();\n	return 0;\nout:\n	put(a);\n	return 1;\n"),
	  F("	if (a)\n		goto out;\n	b();\n	return 0;\nout:\n	put(a);\n	return 1;\n"), "behind the label out the branch does other things",
	  F("	b();\n	return 0;\nout:\n	return 1;\n"), F("	if (a)\n		goto out;\n	b();\n	return 0;\nout:\n	return 1;\n") },
	{ "label-same", F("	mine();\n	return 0;\nout:\n	put( a ); /* x */\n	return 1;\n"),
	  F("	if (a)\n		goto out;\n	mine();\n	return 0;\nout:\n	put( a ); /* x */\n	return 1;\n"), NULL,
	  F("	b();\n	return 0;\nout:\n	put(a);\n	return 1;\n"), F("	if (a)\n		goto out;\n	b();\n	return 0;\nout:\n	put(a);\n	return 1;\n") },
	{ "label-not-new", F("	if (a)\n		goto out;\n	b();\nout:\n	put(a);\n	return 1;\n"),
	  F("	if (a)\n		goto out;\n	b();\n	c();\nout:\n	put(a);\n	return 1;\n"), NULL,
	  F("	if (a)\n		goto out;\n	b();\nout:\n	return 1;\n"), F("	if (a)\n		goto out;\n	b();\n	c();\nout:\n	return 1;\n") },
	/* A function without a return ends at its brace, whatever stands below. */
	{ "label-void", F("	b();\nout:\n	put(a);\n") "int mine;\n", F("	if (a)\n		goto out;\n	b();\nout:\n	put(a);\n") "int mine;\n", NULL,
	  F("	b();\nout:\n	put(a);\n") "int theirs;\n", F("	if (a)\n		goto out;\n	b();\nout:\n	put(a);\n") "int theirs;\n" },
	/* The lock above. */
	{ "lock", F("	b();\n	c();\n"), F("	b();\n	new();\n	c();\n"), "above line 4 f() has no lock",
	  F("	mutex_lock(&l);\n	b();\n	c();\n"), F("	mutex_lock(&l);\n	b();\n	new();\n	c();\n") },
	{ "lock-more", F("	mutex_lock(&l);\n	b();\n	c();\n"), F("	mutex_lock(&l);\n	b();\n	new();\n	c();\n"), "other than upstream",
	  F("	b();\n	c();\n"), F("	b();\n	new();\n	c();\n") },
	{ "lock-kind", F("	spin_lock(&l);\n	b();\n	c();\n"), F("	spin_lock(&l);\n	b();\n	new();\n	c();\n"), "other than upstream",
	  F("	mutex_lock(&l);\n	b();\n	c();\n"), F("	mutex_lock(&l);\n	b();\n	new();\n	c();\n") },
	{ "lock-same", F("	mutex_lock(&l);\n	b();\n	c();\n"), F("	mutex_lock(&l);\n	b();\n	new();\n	c();\n"), NULL,
	  F("	mutex_lock(&m);\n	b();\n	c();\n"), F("	mutex_lock(&m);\n	b();\n	new();\n	c();\n") },
	{ "lock-below", F("	b();\n	c();\n	mutex_lock(&l);\n"), F("	b();\n	new();\n	c();\n	mutex_lock(&l);\n"), NULL,
	  F("	b();\n	c();\n"), F("	b();\n	new();\n	c();\n") },
	{ "lock-of-other-function", "int e(int a)\n{\n	mutex_lock(&l);\n}\n" F("	b();\n	c();\n"), "int e(int a)\n{\n	mutex_lock(&l);\n}\n" F("	b();\n	new();\n	c();\n"), NULL,
	  F("	b();\n	c();\n"), F("	b();\n	new();\n	c();\n") },
	/* The given-back lock is above, too. */
	{ "lock-given-back", F("	mutex_lock(&l);\n	b();\n	c();\n"), F("	mutex_lock(&l);\n	b();\n	new();\n	c();\n"), "other than upstream",
	  F("	mutex_lock(&l);\n	b();\n	mutex_unlock(&l);\n	c();\n"), F("	mutex_lock(&l);\n	b();\n	mutex_unlock(&l);\n	new();\n	c();\n") },
};

static const Case merged_cases[] = {
	{ "same", F("	mine();\n	a1();\n	b1();\n	c1();\n	d1();\n"), F("	mine();\n	a1();\n	b1();\n	new();\n	c1();\n	d1();\n"), NULL,
	  F("	a1();\n	b1();\n	c1();\n	d1();\n"), F("	a1();\n	b1();\n	new();\n	c1();\n	d1();\n") },
	{ "other-above", F("	a1();\n	mine();\n	c1();\n	d1();\n"), F("	a1();\n	mine();\n	new();\n	c1();\n	d1();\n"), "x.c:5: only a merge has a place for it",
	  F("	a1();\n	b1();\n	c1();\n	d1();\n"), F("	a1();\n	b1();\n	new();\n	c1();\n	d1();\n") },
	{ "other-one-line", F("	mine();\n	b1();\n	c1();\n	d1();\n"), F("	mine();\n	b1();\n	new();\n	c1();\n	d1();\n"), "only a merge",
	  F("	a1();\n	b1();\n	c1();\n	d1();\n"), F("	a1();\n	b1();\n	new();\n	c1();\n	d1();\n") },
	{ "outside-of-functions", "int mine;\nint b;\nint c;\nint d;\n", "int mine;\nint b;\nint new;\nint c;\nint d;\n", NULL,
	  "int a;\nint b;\nint c;\nint d;\n", "int a;\nint b;\nint new;\nint c;\nint d;\n" },
	{ "outside-two-other", "int mine;\nint b;\nint c;\nint yours;\n", "int mine;\nint b;\nint new;\nint c;\nint yours;\n", "only a merge",
	  "int a;\nint b;\nint c;\nint d;\n", "int a;\nint b;\nint new;\nint c;\nint d;\n" },
	{ "blank-lines", F("	a1();\n\n	b1();\n	c1();\n	d1();\n"), F("	a1();\n\n	b1();\n	new();\n	c1();\n	d1();\n"), NULL,
	  F("	a1();\n	b1();\n	c1();\n	d1();\n"), F("	a1();\n	b1();\n	new();\n	c1();\n	d1();\n") },
};
/* clang-format on */

static void check(const Case *test, const char *why)
{
	gboolean right = test->doubt ? why && strstr(why, test->doubt) : !why;

	g_test_message("%s: %s", test->name, why ? why : "no doubt");
	if (test->todo && !right)
		g_test_incomplete("comes out wrong");
	else if (test->todo || !right)
		g_assert_cmpstr(why, ==, test->todo ? "no longer wrong" : test->doubt);
}

/* The hunks of the patch: upstream's, or where that is not known the branch's own. */
static void add_hunks(SpPatchFile *file, const Case *test)
{
	const char *before = test->pre ? test->pre : test->before;
	g_autoptr(git_patch) diff =
		sp_portdiff("x.c", before, test->pre ? test->post : test->after, 3);
	g_autoptr(GPtrArray) files = sp_diff_files();
	git_buf text = GIT_BUF_INIT;

	g_assert_cmpint(git_patch_to_buf(&text, diff), ==, 0);
	if (text.size && sp_diff_parse(text.ptr, text.size, files, NULL)) {
		SpPatchFile *one = files->pdata[0];

		g_ptr_array_extend_and_steal(file->hunks, g_steal_pointer(&one->hunks));
		one->hunks = g_ptr_array_new();
	}
	git_buf_dispose(&text);
}

static SpPatchFile *file_of(const Case *test, const char *path)
{
	SpPatchFile *file = g_new0(SpPatchFile, 1);

	file->path = g_strdup(path);
	file->hunks = g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunk_free);
	file->pre = g_strdup(test->pre);
	file->post = g_strdup(test->post);
	add_hunks(file, test);
	return file;
}

/* Upstream's change and the branch's. */
typedef struct {
	SpHunkFile *pre, *post, *before, *after;
	SpPortChange theirs, ours;
} Both;

static void both_read(Both *both, const SpPatchFile *file, const Case *test)
{
	both->pre = file->pre ? sp_hunkfile_new(file->pre) : NULL;
	both->post = file->post ? sp_hunkfile_new(file->post) : NULL;
	both->before = sp_hunkfile_new(test->before);
	both->after = sp_hunkfile_new(test->after);
	both->theirs = (SpPortChange){.path = file->path, .before = both->pre, .after = both->post};
	both->ours =
		(SpPortChange){.path = file->path, .before = both->before, .after = both->after};
}

static void both_clear(Both *both)
{
	sp_portchange_clear(&both->theirs);
	sp_portchange_clear(&both->ours);
	sp_hunkfile_free(both->pre);
	sp_hunkfile_free(both->post);
	sp_hunkfile_free(both->before);
	sp_hunkfile_free(both->after);
}

static char *result_doubt(const SpPatchFile *file, Both *both)
{
	return sp_portresult_doubt(file, &both->theirs, &both->ours, FALSE);
}

static char *upstream_doubt(const SpPatchFile *file, Both *both)
{
	(void)file;
	return sp_portupstream_doubt(&both->theirs, &both->ours);
}

static char *merged_doubt(const SpPatchFile *file, Both *both)
{
	(void)file;
	return sp_portupstream_merged(&both->theirs, &both->ours);
}

static char *ask(const Case *test, const char *path,
		 char *(*doubt)(const SpPatchFile *file, Both *both))
{
	SpPatchFile *file = file_of(test, path);
	Both both;
	char *why;

	both_read(&both, file, test);
	why = doubt(file, &both);
	both_clear(&both);
	sp_diff_free_file(file);
	return why;
}

static void test_result(gconstpointer data)
{
	const Case *test = data;
	g_autofree char *why = ask(test, "x.c", result_doubt);

	check(test, why);
}

static void test_upstream(gconstpointer data)
{
	const Case *test = data;
	g_autofree char *why = ask(test, "x.c", upstream_doubt);

	check(test, why);
}

static void test_merged(gconstpointer data)
{
	const Case *test = data;
	g_autofree char *why = ask(test, "x.c", merged_doubt);

	check(test, why);
}

/* Only C has braces of functions. */
static void test_not_c(void)
{
	g_assert_null(ask(&result_cases[0], "x.S", result_doubt));
}

/* A doubt is shown on a terminal. */
static void test_plain_text(void)
{
	const Case *test = NULL;
	g_autofree char *why = NULL;
	gboolean plain = TRUE;

	for (guint i = 0; i < G_N_ELEMENTS(upstream_cases); i++)
		if (g_str_equal(upstream_cases[i].name, "lock-more"))
			test = &upstream_cases[i];
	why = ask(test, "x.c", upstream_doubt);
	g_assert_nonnull(strstr(why, "mutex_lock(&l);"));
	for (const char *c = why; *c; c++)
		plain &= !g_ascii_iscntrl(*c);
	g_assert_true(plain);
}

static void add_cases(const char *folder, const Case *cases, guint n,
		      void (*test)(gconstpointer data))
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *path = g_strconcat(folder, cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test);
	}
}

static int run(void)
{
	add_cases("/portresult/", result_cases, G_N_ELEMENTS(result_cases), test_result);
	add_cases("/portupstream/doubt/", upstream_cases, G_N_ELEMENTS(upstream_cases),
		  test_upstream);
	add_cases("/portupstream/merged/", merged_cases, G_N_ELEMENTS(merged_cases), test_merged);
	g_test_add_func("/portupstream/plain-text", test_plain_text);
	g_test_add_func("/portresult/not-c", test_not_c);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
