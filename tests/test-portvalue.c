/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a change reads, sets and gives back, on the branch and upstream: each doubt is raised by a
 * small function, and not by one that is nearly the same. Added lines begin with "+".
 */
#include "trees.h"

#include "stage/portdiff.h"
#include "stage/portvalue.h"

#include <string.h>

typedef struct {
	const char *name;
	const char *upstream, *branch; /* the function's body */
	const char *doubt;	       /* a part of it; NULL for none */
	const char *alone;	       /* the same when the patch alone is known */
} Case;

#define READS "what it reads in "
#define NOISE "	one(x);\n	two(x);\n	three(x);\n"
#define BELOW "	four(x);\n	five(x);\n	six(x);\n"

/* clang-format off */
static const Case cases[] = {
	/* What is read. */
	{ "same", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n" NOISE "+	use(v);\n" BELOW },
	{ "set-anew", "	v = get(x);\n	extra();\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	extra();\n	v = other(x);\n" NOISE "+	use(v);\n" BELOW,
	  READS "v comes from \"v = other(x);\" here, and from \"v = get(x);\" upstream" },
	{ "set-anew-shown", "	v = get(x);\n	one(x);\n	two(x);\n+	use(v);\n" BELOW, "	v = get(x);\n	one(x);\n	v = 0;\n	two(x);\n+	use(v);\n" BELOW,
	  READS "v comes from \"v = 0;\"", READS "v comes from \"v = 0;\"" },
	{ "set-anew-between-shown", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	one(x);\n	v = 0;\n	two(x);\n	three(x);\n+	use(v);\n" BELOW,
	  READS "v", READS "v" },
	{ "set-in-other-words", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = older(x);\n" NOISE "+	use(v);\n" BELOW },
	{ "set-elsewhere-in-other-words", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, NOISE "	v = older(x);\n+	use(v);\n" BELOW,
	  READS "v", "what" },
	{ "declared-there", "	int v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	int v;\n	v = get(x);\n" NOISE "+	use(v);\n" BELOW },
	{ "set-below", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	int v;\n" NOISE "+	use(v);\n" BELOW "	v = get(x);\n", READS "v" },
	{ "set-anew-upstream", "	v = get(x);\n	v = mask(v);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, READS "v" },
	{ "argument", NOISE "+	use(x);\n" BELOW, "	x = parent(x);\n" NOISE "+	use(x);\n" BELOW, READS "x" },
	{ "argument-is-local", NOISE "+	use(y);\n" BELOW, "	int y = x;\n" NOISE "+	use(y);\n" BELOW },
	{ "argument-shadowed", "	if (x) {\n" NOISE "+	use(x);\n" BELOW "	}\n", "	if (x) {\n		int y = 1, x = y;\n" NOISE "+	use(x);\n" BELOW "	}\n" },
	{ "member", NOISE "+	use(x->m->n);\n" BELOW, "	x->m = 0;\n" NOISE "+	use(x->m->n);\n" BELOW, READS "x->m comes from \"x->m = 0;\"" },
	{ "member-of-other", NOISE "+	use(x->m);\n" BELOW, "	y->m = 0;\n	x->m.n = 0;\n" NOISE "+	use(x->m);\n" BELOW },
	{ "advanced", "	i = 0;\n" NOISE "+	use(i);\n" BELOW "	i++;\n", "	i = 1;\n	i++;\n" NOISE "+	use(i);\n" BELOW, READS "i comes from \"i++;\"" },
	{ "filled", "	get(x, &v);\n	extra();\n" NOISE "+	use(v);\n" BELOW, "	get(x, &v);\n	extra();\n	other(x, &v);\n" NOISE "+	use(v);\n" BELOW, READS "v" },
	{ "lock-passed", "	mutex_unlock(&lll);\n" NOISE "+	mutex_lock(&lll);\n" BELOW, "	mutex_lock(&lll);\n	extra(x);\n	mutex_unlock(&lll);\n" NOISE "+	mutex_lock(&lll);\n" BELOW },
	{ "member-passed", "	get(&x->m);\n" NOISE "+	use(&x->m);\n" BELOW, "	get(&x->m);\n	note(&x->m);\n" NOISE "+	use(&x->m);\n" BELOW },
	{ "set-by-change", NOISE "+	v = get(x);\n+	use(v);\n" BELOW, "	v = 0;\n" NOISE "+	v = get(x);\n+	use(v);\n" BELOW },
	{ "set-by-loop", NOISE "+	for (i = 0; i < x; i++)\n+		use(i);\n" BELOW, "	i = 1;\n" NOISE "+	for (i = 0; i < x; i++)\n+		use(i);\n" BELOW },
	{ "flags", "	x->m |= 1;\n	x->m |= 2;\n" NOISE "+	x->m |= 4;\n" BELOW, "	x->m |= 1;\n" NOISE "+	x->m |= 4;\n" BELOW },
	{ "masked", "	x->m = 1;\n	x->m &= 2;\n" NOISE "+	use(x->m);\n" BELOW, "	x->m = 1;\n" NOISE "+	use(x->m);\n" BELOW, READS "x->m" },
	{ "compared", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	if (v == 1 || v <= x)\n		extra();\n" NOISE "+	use(v);\n" BELOW },
	/* Ways. */
	{ "block", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	if (x) {\n		extra();\n		v = 0;\n	}\n" NOISE "+	use(v);\n" BELOW, READS "v" },
	{ "block-without-braces", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	if (x)\n		v = 0;\n" NOISE "+	use(v);\n" BELOW, READS "v" },
	{ "block-leaves", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	if (x) {\n		v = 0;\n		goto out;\n	}\n" NOISE "+	use(v);\n" BELOW },
	{ "loop-block-breaks", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	for (;;) {\n		if (x) {\n			v = 0;\n			break;\n		}\n	}\n" NOISE "+	use(v);\n" BELOW, READS "v" },
	{ "other-arm", "	v = get(x);\n	if (x) {\n" NOISE "+	use(v);\n" BELOW "	}\n", "	v = get(x);\n	if (!x) {\n		v = 0;\n	} else {\n" NOISE "+	use(v);\n" BELOW "	}\n" },
	{ "other-case", "	v = get(x);\n	switch (x) {\n	case 2:\n" NOISE "+	use(v);\n" BELOW "		break;\n	}\n",
	  "	v = get(x);\n	switch (x) {\n	case 1:\n		v = 0;\n		break;\n	case 2:\n" NOISE "+	use(v);\n" BELOW "		break;\n	}\n" },
	{ "two-arms-each-set", "	if (x)\n		v = get(x);\n	else\n		v = 0;\n" NOISE "+	use(v);\n" BELOW, "	v = 0;\n	if (x)\n		v = older(x);\n" NOISE "+	use(v);\n" BELOW },
	{ "behind-a-return", "	v = get(x);\n	return 0;\nout:\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	v = 0;\n	return 0;\nout:\n" NOISE "+	use(v);\n" BELOW },
	/* Given back. */
	{ "freed", NOISE "+	use(x);\n" BELOW "	kfree(x);\n", "	kfree(x);\n" NOISE "+	use(x);\n" BELOW, READS "x comes from \"kfree(x);\"", READS "x comes from \"kfree(x);\"" },
	{ "freed-upstream-too", "	kfree(x);\n	one(x);\n	two(x);\n+	use(x);\n" BELOW, "	kfree(x);\n	one(x);\n	two(x);\n+	use(x);\n" BELOW },
	{ "freed-and-set", "	x = get();\n" NOISE "+	use(x);\n" BELOW, "	kfree(x);\n	x = get();\n" NOISE "+	use(x);\n" BELOW },
	{ "freed-on-way-out", NOISE "+	use(x);\n" BELOW, "	if (bad(y)) {\n		kfree(x);\n		return;\n	}\n" NOISE "+	use(x);\n" BELOW },
	{ "freed-last-argument", NOISE "+	use(x);\n" BELOW, "	kmem_cache_free(c, x);\n" NOISE "+	use(x);\n" BELOW, READS "x", READS "x" },
	/* It may free a part of it. */
	{ "freed-by-other", NOISE "+	use(x);\n" BELOW, "	ring_free(x);\n" NOISE "+	use(x);\n" BELOW, READS "x" },
	{ "returns-alike", "	v = older(x);\n	if (y)\n		return -ENOMEM;\n" NOISE "	if (z)\n		return -EINVAL;\n+	use(v);\n" BELOW,
	  "	if (z)\n		return -EINVAL;\n	v = get(x);\n" NOISE "	if (z + y)\n		return 0;\n+	use(v);\n" BELOW },
	{ "device-put", NOISE "+	use(x);\n" BELOW, "	put_device(&x->dev);\n" NOISE "+	use(x);\n" BELOW, READS "x", READS "x" },
	{ "something-put-into-it", NOISE "+	use(x);\n" BELOW, "	skb_put(x, 4);\n	put_user(y, x);\n	free_rings(x);\n" NOISE "+	use(x);\n" BELOW },
	{ "frees-before-use", "	extra(x);\n" "	one();\n	two();\n	three();\n+	kfree(x);\n	four();\n	five();\n	six();\n", "	one();\n	two();\n	three();\n+	kfree(x);\n	four();\n	five();\n	six();\n	extra(x);\n",
	  "it gives x back, which is used below by \"extra(x);\"", "it gives x back, which is used below by \"extra(x);\"" },
	{ "frees-and-leaves", NOISE "	if (y) {\n+		kfree(x);\n		return;\n	}\n" BELOW, NOISE "	if (y) {\n+		kfree(x);\n		return;\n	}\n" BELOW "	extra(x);\n" },
	{ "frees-and-sets", "	one();\n	two();\n	three();\n+	kfree(x);\n	four();\n	five();\n	six();\n", "	one();\n	two();\n	three();\n+	kfree(x);\n	four();\n	five();\n	six();\n	x = 0;\n	extra(x);\n" },
	/* What is set. */
	{ "overwritten", NOISE "+	r = check(x);\n" BELOW "	seven();\n	return r;\n", NOISE "+	r = check(x);\n" BELOW "	r = 0;\n	seven();\n	return r;\n",
	  "it sets r, which \"r = 0;\" sets again before it is read" },
	{ "overwritten-in-block", NOISE "+	r = check(x);\n" BELOW "	return r;\n", NOISE "+	r = check(x);\n" BELOW "	if (x)\n		r = 0;\n	return r;\n" },
	{ "read-by-change", NOISE "+	r = check(x);\n+	if (r)\n+		return r;\n" BELOW "	return r;\n", NOISE "+	r = check(x);\n+	if (r)\n+		return r;\n" BELOW "	r = 0;\n	return r;\n" },
	/* A lock given up since. */
	{ "relocked", "	lock(x);\n	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	lock(x);\n	v = get(x);\n	unlock(x);\n	wait(x);\n	lock(x);\n" NOISE "+	use(v);\n" BELOW, "a lock is given back and taken anew since v" },
	{ "relocked-upstream-too", "	lock(x);\n	v = get(x);\n	unlock(x);\n	lock(x);\n" NOISE "+	use(v);\n" BELOW, "	lock(x);\n	v = get(x);\n	unlock(x);\n	wait(x);\n	lock(x);\n" NOISE "+	use(v);\n" BELOW },
	{ "locked-first-behind", "	v = get(x);\n" NOISE "+	use(v);\n" BELOW, "	v = get(x);\n	lock(x);\n	extra();\n	unlock(x);\n	lock(x);\n" NOISE "+	use(v);\n" BELOW },
	/* A check. */
	{ "used-before-check", "	v = get(x);\n" NOISE "+	if (!v)\n+		return;\n" BELOW "	extra(v->m);\n", "	v = get(x);\n	extra(v->m);\n" NOISE "+	if (!v)\n+		return;\n" BELOW, "it checks what \"extra(v->m);\" has used already" },
	{ "used-before-and-after", "	v = get(x);\n" NOISE "+	if (!v)\n+		return;\n" BELOW "	extra(v->m);\n", "	v = get(x);\n	extra(v->m);\n" NOISE "+	if (!v)\n+		return;\n" BELOW "	extra(v->m);\n" },
};
/* clang-format on */

/* The function before the change, or @after it. */
static char *text_of(const char *body, gboolean after)
{
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
	GString *text = g_string_new("void f(int x)\n{\n");

	for (guint i = 0; lines[i] && lines[i + 1]; i++)
		if (*lines[i] != '+' || after)
			g_string_append_printf(text, "%s\n", lines[i] + (*lines[i] == '+'));
	return g_string_free(g_string_append(text, "}\n"), FALSE);
}

static GPtrArray *patch_of(const char *pre, const char *post)
{
	GPtrArray *files = sp_diff_files();
	g_autoptr(git_patch) diff = sp_portdiff("x.c", pre, post, 3);
	git_buf text = GIT_BUF_INIT;

	g_assert_cmpint(git_patch_to_buf(&text, diff), ==, 0);
	g_assert_true(sp_diff_parse(text.ptr, text.size, files, NULL));
	git_buf_dispose(&text);
	return files;
}

static void try(const Case *test, gboolean known, const char *doubt)
{
	g_autofree char *pre = text_of(test->upstream, FALSE);
	g_autofree char *post = text_of(test->upstream, TRUE);
	g_autofree char *before = text_of(test->branch, FALSE);
	g_autofree char *after = text_of(test->branch, TRUE);
	g_autoptr(GPtrArray) files = patch_of(pre, post);
	g_autoptr(SpHunkFile) one = sp_hunkfile_new(before), two = sp_hunkfile_new(after);
	g_autoptr(SpHunkFile) three = sp_hunkfile_new(pre), four = sp_hunkfile_new(post);
	g_auto(SpPortChange) ours = {.path = "x.c", .before = one, .after = two};
	g_auto(SpPortChange) theirs = {
		.path = "x.c", .before = known ? three : NULL, .after = known ? four : NULL};
	g_autofree char *why = sp_portvalue_doubt(files->pdata[0], &theirs, &ours);

	g_test_message("%s: %s", known ? "known" : "alone", why ? why : "no doubt");
	if (doubt ? !why || !strstr(why, doubt) : why != NULL)
		g_assert_cmpstr(why, ==, doubt);
}

static void test_case(gconstpointer data)
{
	const Case *test = data;

	try(test, TRUE, test->doubt);
	try(test, FALSE, test->alone);
}

static int run(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/portvalue/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
