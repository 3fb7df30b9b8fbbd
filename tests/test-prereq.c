/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which missing commits a fix needs: how what is found is labelled, and what of it is chosen.
 */
#include "prereqworld.h"

#define RENAMED_GET                                                                                \
	"static struct page *pool_page(struct pool *pool)\n{\n\treturn pool->page;\n}\n\n"
#define RENAMED_X(line, more)                                                                      \
	"#include <linux/pool.h>\n\n" RENAMED_GET USE("pool_page", line, more)                     \
	TAIL

static void test_renaming(World *world, gconstpointer data)
{
	g_autofree char *rename = NULL;

	(void)data;
	start(world, X("get_page_of", "\tlock_page(page);", ""));
	rename = next(world, "mm: rename\n", RENAMED_X("\tlock_page(page);", ""), HEADER);
	fix_it(world, "mm: fix\n",
	       "#include <linux/pool.h>\n\n" RENAMED_GET
	       "int pool_use(struct pool *pool)\n{\n\tstruct page *page = pool->exposed ? NULL : "
	       "pool_page(pool);\n\tlock_page(page);\n\tif (!page)\n\t\treturn -ENOMEM;\n"
	       "\tpool->exposed = 1;\n\treturn 0;\n}\n" TAIL,
	       HEADER);
	found_all(world, 1);
	/* The branch's name is put in, so that it is not needed. */
	found(world, 0, rename, SP_PREREQ_INCIDENTAL, FALSE);
	ported(world, 0);
}

#define HELPER "static int pool_busy(struct pool *pool)\n{\n\treturn pool->exposed > 1;\n}\n\n"

/* The helper is nowhere near the fix's lines: the fix alone could be placed. */
static void test_helper(World *world, gconstpointer data)
{
	g_autofree char *helper = NULL;
	g_autofree char *other = NULL;

	(void)data;
	start(world, PLAIN_X);
	helper = next(world, "mm: helper\n", HELPER X("get_page_of", "\tlock_page(page);", ""),
		      HEADER);
	other = next(world, "mm: elsewhere\n",
		     HELPER X("get_page_of", "\tlock_page(page);", "") "\nint more;\n", HEADER);
	fix_it(world, "mm: fix\n",
	       HELPER X("get_page_of", "\tlock_page(page);",
			"\tif (pool_busy(pool))\n\t\treturn -EBUSY;\n") "\nint more;\n",
	       HEADER);
	found_all(world, 1);
	found(world, 0, helper, SP_PREREQ_REQUIRED, TRUE);
	ported(world, 1);
}

#define COUNTED "struct pool {\n\tstruct page *page;\n\tint exposed;\n\tint users;\n};\n"

static void test_member_of_header(World *world, gconstpointer data)
{
	g_autofree char *member = NULL;

	(void)data;
	start(world, PLAIN_X);
	member = next(world, "mm: count users\n", PLAIN_X, COUNTED);
	fix_it(world, "mm: fix\n",
	       X("get_page_of", "\tlock_page(page);", "\tif (pool->users)\n\t\treturn -EBUSY;\n"),
	       COUNTED);
	found_all(world, 1);
	found(world, 0, member, SP_PREREQ_REQUIRED, TRUE);
	ported(world, 1);
}

static void test_two_in_order(World *world, gconstpointer data)
{
	g_autofree char *one = NULL;
	g_autofree char *two = NULL;

	(void)data;
	start(world, PLAIN_X);
	one = next(world, "mm: one\n", X("get_page_of", "\tlock_pages(page, 1);", ""), HEADER);
	two = next(world, "mm: two\n", X("get_page_of", "\tlock_pages(page, 2);", ""), HEADER);
	fix_it(world, "mm: fix\n", X("get_page_of", "\tlock_pages(page, 3);", ""), HEADER);
	found_all(world, 2);
	found(world, 0, one, SP_PREREQ_UNKNOWN, TRUE);
	found(world, 1, two, SP_PREREQ_UNKNOWN, TRUE);
	ported(world, 2);
	g_assert_cmpstr(((SpStackPatch *)world->stack->before->pdata[0])->fix->upstream, ==, one);
	g_assert_nonnull(strstr(((SpStackPatch *)world->stack->before->pdata[0])->fix->patch->body,
				"[ \"mm: fix\" does not apply without it; unknown: for "));
}

/* Both changed what the hunk shows; one is enough. */
static void test_smallest(World *world, gconstpointer data)
{
	g_autofree char *far = NULL;
	g_autofree char *near = NULL;
	const char *with_far = "#include <linux/pool.h>\n\n" GET
			       "int pool_use(struct pool *pool)\n{\n\tstruct page *page = "
			       "get_page_of(pool);\n\tlock_page(page);\n\tif (!page)\n"
			       "\t\treturn -EAGAIN;\n\tpool->exposed = 1;\n\treturn 0;\n}\n" TAIL;
	const char *with_near = "#include <linux/pool.h>\n\n" GET
				"int pool_use(struct pool *pool)\n{\n\tstruct page *page = "
				"get_page_of(pool);\n\tlock_pages(page, 1);\n\tif (!page)\n"
				"\t\treturn -EAGAIN;\n\tpool->exposed = 1;\n\treturn 0;\n}\n" TAIL;
	const char *fixed = "#include <linux/pool.h>\n\n" GET
			    "int pool_use(struct pool *pool)\n{\n\tstruct page *page = "
			    "get_page_of(pool);\n\tlock_pages(page, 3);\n\tif (!page)\n"
			    "\t\treturn -EAGAIN;\n\tpool->exposed = 1;\n\treturn 0;\n}\n" TAIL;

	(void)data;
	start(world, PLAIN_X);
	far = next(world, "mm: far\n", with_far, HEADER);
	near = next(world, "mm: near\n", with_near, HEADER);
	fix_it(world, "mm: fix\n", fixed, HEADER);
	found_all(world, 2);
	found(world, 0, far, SP_PREREQ_UNKNOWN, FALSE);
	found(world, 1, near, SP_PREREQ_UNKNOWN, TRUE);
	ported(world, 1);
}

#define H(args, result) "int pool_sum(" args ")\n{\n\treturn " result ";\n}\n"

/* Another function, which the hunk only shows. */
static void test_elsewhere(World *world, gconstpointer data)
{
	g_autofree char *other = NULL;
	const char *before = "int f(int a)\n{\n\tg(a);\n\treturn a;\n}\n" H("int a", "a");
	const char *now = "int f(int a)\n{\n\tg(a);\n\treturn a + 1;\n}\n" H("int a", "a");
	const char *fixed =
		"int f(int a)\n{\n\tg(a);\n\treturn a + 1;\n}\n" H("int a, int b", "a + b");

	(void)data;
	start(world, before);
	other = next(world, "mm: f\n", now, HEADER);
	fix_it(world, "mm: fix h\n", fixed, HEADER);
	found_all(world, 1);
	found(world, 0, other, SP_PREREQ_INCIDENTAL, FALSE);
}

#define ARM(arm, line)                                                                             \
	"#include <linux/pool.h>\n\n#ifdef " arm "\n" GET USE("get_page_of", line, "") TAIL        \
		"#endif\n"

/* The lines are the same, the #if around them is not; and the function had another name when the
 * first of the two changed it. */
static void test_arm(World *world, gconstpointer data)
{
	g_autofree char *arm = NULL;

	(void)data;
	start(world, ARM("CONFIG_OLD", "\tlock_page(page);"));
	arm = next(world, "mm: another switch\n", ARM("CONFIG_NEW", "\tlock_page(page);"), HEADER);
	fix_it(world, "mm: fix\n", ARM("CONFIG_NEW", "\tlock_pages(page, 3);"), HEADER);
	found_all(world, 1);
	found(world, 0, arm, SP_PREREQ_UNKNOWN, TRUE);
	ported(world, 1);
}

static char *named(const char *function, const char *line)
{
	return g_strdup_printf("int f(int a)\n{\n\tg(a);\n\treturn a;\n}\n\nint %s(int a)\n{\n"
			       "\tint b = 1;\n\n\t%s\n\tuse(b);\n\treturn b;\n}\n",
			       function, line);
}

/* A commit that changed the function when it was called otherwise is not elsewhere. */
static void test_other_name(World *world, gconstpointer data)
{
	g_autofree char *a = named("old_name", "first(a);");
	g_autofree char *b = named("old_name", "second(a);");
	g_autofree char *c = named("new_name", "second(a);");
	g_autofree char *d = named("new_name", "third(a);");
	g_autofree char *changed = NULL;
	g_autofree char *renamed = NULL;

	(void)data;
	start(world, a);
	changed = next(world, "mm: second\n", b, HEADER);
	renamed = next(world, "mm: new name\n", c, HEADER);
	fix_it(world, "mm: fix\n", d, HEADER);
	found_all(world, 2);
	found(world, 0, changed, SP_PREREQ_UNKNOWN, TRUE);
	g_assert_cmpint(((SpPrereq *)world->stack->prereqs->commits->pdata[1])->label, ==,
			SP_PREREQ_INCIDENTAL);
}

/* The function that the fix uses was in the file, under the same name, and only came elsewhere; its
 * member was in a struct of another name. */
static void test_not_new(World *world, gconstpointer data)
{
	const char *old_struct = "struct old_pool {\n\tint users;\n\tint b;\n};\n";
	const char *new_struct = "struct pool {\n\tlong c;\n\tlong users;\n};\n";
	g_autofree char *moved = NULL;

	(void)data;
	start(world, PLAIN_X);
	g_free(world->base);
	world->base = put(world, NULL, NULL, "Linux 5.4\n", PLAIN_X, old_struct);
	g_free(world->tip);
	world->tip = g_strdup(world->base);
	g_free(world->stable);
	world->stable = g_strdup(world->base);
	point(world, "refs/tags/v5.4", world->base);
	moved = next(world, "mm: another struct\n", PLAIN_X, new_struct);
	fix_it(world, "mm: fix\n",
	       X("get_page_of", "\tlock_page(page);", "\tif (pool->users)\n\t\treturn -EBUSY;\n"),
	       new_struct);
	found_all(world, 1);
	found(world, 0, moved, SP_PREREQ_UNKNOWN, FALSE);
}

/* The author says so; the lines do not. */
static void test_named(World *world, gconstpointer data)
{
	g_autofree char *tagged = NULL;
	g_autofree char *told = NULL;
	g_autofree char *message = NULL;

	(void)data;
	start(world, PLAIN_X);
	tagged = next(world, "mm: tagged\n", PLAIN_X "int tagged;\n", HEADER);
	told = next(world, "mm: told\n", PLAIN_X "int tagged;\nint told;\n", HEADER);
	message = g_strdup_printf("mm: fix\n\nThis depends on commit %.12s (\"mm: told\").\n\n"
				  "Cc: stable@vger.kernel.org # 5.10.x: %.12s: mm: tagged\n",
				  told, tagged);
	fix_it(world, message,
	       X("get_page_of", "\tlock_page(page);",
		 "\tif (pool->exposed)\n\t\treturn -EBUSY;\n") "int tagged;\nint told;\n",
	       HEADER);
	found_all(world, 2);
	found(world, 0, tagged, SP_PREREQ_REQUIRED, TRUE);
	found(world, 1, told, SP_PREREQ_REQUIRED, TRUE);
	ported(world, 2);
}

static void test_patch_alone(World *world, gconstpointer data)
{
	g_autofree char *id = NULL;
	g_autoptr(SpFix) fix = NULL;
	g_autoptr(SpStack) stack = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	start(world, PLAIN_X);
	id = next(world, "mm: one\n", X("get_page_of", "\tlock_pages(page, 1);", ""), HEADER);
	fix_it(world, "mm: fix\n", X("get_page_of", "\tlock_pages(page, 3);", ""), HEADER);
	fix = trees_fix(&world->trees, "",
			FILE_X "@@ -1,3 +1,3 @@\n int a;\n-int b;\n+int c;\n int d;\n");
	stack = sp_stack_make(fix, world->history, world->branch, TRUE, &error);
	g_assert_no_error(error);
	g_assert_false(stack->port->clean);
	g_assert_cmpuint(stack->prereqs->commits->len, ==, 0);
	g_assert_nonnull(strstr(stack->prereqs->limit, "does not have the fix's commit"));
}

#define ONE(name)                                                                                  \
	"int f(int a)\n{\n\tint ret = lookup(a);\n\n\t" name                                       \
	"(a);\n\tif (ret)\n\t\tcount(a);\n\treturn ret;\n}\n"
#define ONE_HUNK(from, to)                                                                         \
	"@@ -2,7 +2,7 @@\n {\n \tint ret = lookup(a);\n \n-\t" from "(a);\n+\t" to                 \
	"(a);\n \tif (ret)\n \t\tcount(a);\n \treturn ret;\n"

/* fix.conf carries what the fix needs: no history is wanted for that. */
static void test_carried(World *world, gconstpointer data)
{
	const char *need =
		"From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001\n"
		"From: A U Thor <author@example.org>\nSubject: [PATCH] mm: first\n\n"
		"Why.\n---\n\n" FILE_X ONE_HUNK("one", "uno");
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(SpFix) fix = NULL;
	g_autoptr(SpStack) stack = NULL;
	g_autoptr(SpStack) alone = NULL;
	g_autofree char *dir = trees_path(&world->trees, "fix");
	g_autoptr(GError) error = NULL;

	(void)data;
	trees_write(&world->trees, "fix/need.patch", need);
	trees_write(&world->trees, "fix/fix.patch", HEAD MESSAGE FILE_X ONE_HUNK("uno", "eins"));
	trees_write(&world->trees, "fix/fix.conf",
		    "[fix]\nupstream = " ID "\npatch = fix.patch\nneeds = "
		    "1111111111111111111111111111111111111111\n"
		    "[commit \"1111111111111111111111111111111111111111\"]\npatch = need.patch\n");
	branch = trees_folder(&world->trees, "mm/x.c", ONE("one"));
	fix = sp_fix_load(dir, NULL, &error);
	g_assert_no_error(error);
	stack = sp_stack_make(fix, NULL, branch, TRUE, &error);
	g_assert_no_error(error);
	g_assert_true(stack->port->clean);
	g_assert_cmpuint(stack->before->len, ==, 1);
	g_assert_cmpstr(((SpPortFile *)stack->port->files->pdata[0])->after, ==, ONE("eins"));
	alone = sp_stack_make(fix, NULL, branch, FALSE, &error);
	g_assert_no_error(error);
	g_assert_false(alone->port->clean);
	g_assert_true(alone->prereqs->applies);
	g_assert_cmpuint(alone->before->len, ==, 0);
	/* A branch that has it already. */
	sp_branch_replace(branch, "mm/x.c", ONE("uno"));
	g_clear_pointer(&alone, sp_stack_free);
	alone = sp_stack_make(fix, NULL, branch, TRUE, &error);
	g_assert_no_error(error);
	g_assert_true(alone->port->clean);
	g_assert_cmpuint(alone->before->len, ==, 0);
}

static int run(void)
{
	static const WorldTest tests[] = {
		{"renaming", test_renaming},
		{"helper", test_helper},
		{"member-of-header", test_member_of_header},
		{"two-in-order", test_two_in_order},
		{"smallest", test_smallest},
		{"elsewhere", test_elsewhere},
		{"arm", test_arm},
		{"other-name", test_other_name},
		{"not-new", test_not_new},
		{"named", test_named},
		{"patch-alone", test_patch_alone},
		{"carried", test_carried},
	};

	return run_in_worlds("/prereq/", tests, G_N_ELEMENTS(tests));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
