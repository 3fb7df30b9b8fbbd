/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which missing commits a fix needs: small histories with a mainline (tags v5.4, v5.10) and a
 * branch linux-5.4.y, and what is found, how it is labelled, what is chosen.
 */
#include "stage/prereqwalk.h"
#include "stage/stack.h"
#include "trees.h"

#define UP(id) "commit %s upstream.\n\n", id

/* mm/x.c in pieces; each is replaced by its name. */
#define GET "static struct page *get_page_of(struct pool *pool)\n{\n\treturn pool->page;\n}\n\n"
#define HEADER "struct pool {\n\tstruct page *page;\n\tint exposed;\n};\n"
#define USE(get, line, more)                                                                       \
	"int pool_use(struct pool *pool)\n{\n\tstruct page *page = " get "(pool);\n" line          \
	"\n\tif (!page)\n\t\treturn -ENOMEM;\n" more "\tpool->exposed = 1;\n\treturn 0;\n}\n"
#define TAIL "\nint pool_tail(int a)\n{\n\tint b = a;\n\n\treturn b;\n}\n"
#define X(get, line, more) "#include <linux/pool.h>\n\n" GET USE(get, line, more) TAIL

#define PLAIN_X X("get_page_of", "\tlock_page(page);", "")
#define FIX_MORE "\tif (pool->exposed)\n\t\treturn -EBUSY;\n"

typedef struct {
	Trees trees;
	char *base;   /* v5.4 */
	char *tip;    /* of mainline */
	char *stable; /* of the branch */
	char *fix;
	SpHistory *history;
	SpBranch *branch;
	SpFix *loaded;
	SpStack *stack;
} World;

/* A commit with these files besides the Makefile, "" for none; @second: (nullable): merged. */
static char *put(World *world, const char *first, const char *second, const char *message,
		 const char *text, const char *header)
{
	const char *files[][2] = {
		{"Makefile", MAKEFILE}, {"mm/x.c", text}, {"include/linux/pool.h", header}};
	git_signature *who = NULL;
	git_index *index = NULL;
	g_autoptr(git_tree) tree = NULL;
	git_commit *parents[2] = {NULL, NULL};
	const char *ids[2] = {first, second};
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;
	int n = 0;

	if (!world->trees.repo) {
		g_autofree char *path = trees_path(&world->trees, "repo");

		g_assert_cmpint(git_repository_init(&world->trees.repo, path, 1), ==, 0);
	}
	for (guint i = 0; i < 2; i++)
		if (ids[i])
			parents[n++] = sp_git_commit_if_there(world->trees.repo, ids[i]);
	g_assert_cmpint(git_signature_new(&who, "A U Thor", "author@example.org", 1602298079, 0),
			==, 0);
	g_assert_cmpint(git_repository_index(&index, world->trees.repo), ==, 0);
	git_index_clear(index);
	for (guint i = 0; i < 3; i++) {
		git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .path = files[i][0]};

		if (*files[i][1])
			g_assert_cmpint(git_index_add_from_buffer(index, &entry, files[i][1],
								  strlen(files[i][1])),
					==, 0);
	}
	g_assert_cmpint(git_index_write_tree(&id, index), ==, 0);
	g_assert_cmpint(git_tree_lookup(&tree, world->trees.repo, &id), ==, 0);
	g_assert_cmpint(git_commit_create(&id, world->trees.repo, NULL, who, who, NULL, message,
					  tree, n, (const git_commit **)parents),
			==, 0);
	for (guint i = 0; i < 2; i++)
		git_commit_free(parents[i]);
	git_index_free(index);
	git_signature_free(who);
	return g_strdup(git_oid_tostr(hex, sizeof(hex), &id));
}

static void point(World *world, const char *name, const char *hex)
{
	git_reference *ref = NULL;
	git_oid id;

	g_assert_cmpint(git_oid_fromstr(&id, hex), ==, 0);
	g_assert_cmpint(git_reference_create(&ref, world->trees.repo, name, &id, 1, NULL), ==, 0);
	git_reference_free(ref);
}

/* The next commit of mainline; its id. */
static char *next(World *world, const char *message, const char *text, const char *header)
{
	char *id = put(world, world->tip, NULL, message, text, header);

	g_free(world->tip);
	world->tip = g_strdup(id);
	return id;
}

static void next_stable(World *world, const char *message, const char *text)
{
	char *id = put(world, world->stable, NULL, message, text, HEADER);

	g_free(world->stable);
	world->stable = id;
}

static void start(World *world, const char *text)
{
	world->base = put(world, NULL, NULL, "Linux 5.4\n", text, HEADER);
	world->tip = g_strdup(world->base);
	world->stable = g_strdup(world->base);
	point(world, "refs/tags/v5.4", world->base);
}

/* The fix, as the last commit of mainline, ported. */
static void fix_it(World *world, const char *message, const char *text, const char *header)
{
	GArray *tips = g_array_new(FALSE, FALSE, sizeof(SpHistTip));
	SpHistTip tip = {"linux-5.4.y", {{0}}};
	g_autoptr(GError) error = NULL;

	world->fix = next(world, message, text, header);
	point(world, "refs/tags/v5.10", world->fix);
	point(world, "refs/heads/master", world->fix);
	point(world, "refs/heads/linux-5.4.y", world->stable);
	git_oid_fromstr(&tip.tip, world->stable);
	g_array_append_val(tips, tip);
	world->history = sp_history_open(world->trees.repo, world->trees.dir, NULL, tips, &error);
	g_assert_no_error(error);
	g_array_unref(tips);
	world->branch =
		sp_branch_from_repo("linux-5.4.y", world->trees.repo, "linux-5.4.y", &error);
	g_assert_no_error(error);
	world->loaded = sp_fix_load(world->fix, world->trees.repo, &error);
	g_assert_no_error(error);
	world->stack = sp_stack_make(world->loaded, world->history, world->branch, TRUE, &error);
	g_assert_no_error(error);
}

static void tear_down(World *world, gconstpointer data)
{
	sp_stack_free(world->stack);
	sp_fix_free(world->loaded);
	sp_branch_free(world->branch);
	sp_history_free(world->history);
	g_free(world->base);
	g_free(world->tip);
	g_free(world->stable);
	g_free(world->fix);
	trees_tear_down(&world->trees, data);
}

static void set_up(World *world, gconstpointer data)
{
	trees_set_up(&world->trees, data);
}

/* Commit number @n that was found is @id, labelled and chosen so. */
static void found(const World *world, guint n, const char *id, SpPrereqLabel label, gboolean chosen)
{
	const SpPrereqs *prereqs = world->stack->prereqs;
	const SpPrereq *one;

	g_assert_cmpuint(n, <, prereqs->commits->len);
	one = prereqs->commits->pdata[n];
	g_test_message("%s: %s: %s", one->subject, sp_prereqlabel_name(one->label), one->why);
	g_assert_cmpstr(one->id, ==, id);
	g_assert_cmpint(one->label, ==, label);
	g_assert_cmpint(one->chosen, ==, chosen);
}

static void found_all(const World *world, guint n)
{
	g_autofree char *conclusion = sp_prereqs_conclusion(world->stack->prereqs);

	g_test_message("%s; %s", conclusion,
		       world->stack->port->why ? world->stack->port->why : "it applies");
	for (guint i = 0; i < world->stack->prereqs->commits->len; i++) {
		g_autofree char *text = sp_prereq_text(world->stack->prereqs->commits->pdata[i]);

		g_test_message("%s", text);
	}
	g_assert_cmpuint(world->stack->prereqs->commits->len, ==, n);
}

/* The fix was ported, upon @n patches. */
static void ported(const World *world, guint n)
{
	g_assert_null(world->stack->refusal);
	g_assert_true(world->stack->port->clean);
	g_assert_cmpuint(world->stack->before->len, ==, n);
}

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

/* The branch has the first of the two under another id. */
static void test_backported(World *world, gconstpointer data)
{
	g_autofree char *one = NULL;
	g_autofree char *two = NULL;
	g_autofree char *message = NULL;

	(void)data;
	start(world, PLAIN_X);
	one = next(world, "mm: one\n", X("get_page_of", "\tlock_pages(page, 1);", ""), HEADER);
	two = next(world, "mm: two\n", X("get_page_of", "\tlock_pages(page, 2);", ""), HEADER);
	message = g_strdup_printf("mm: one\n\ncommit %s upstream.\n", one);
	next_stable(world, message, X("get_page_of", "\tlock_pages(page, 1);", "") "int own;\n");
	fix_it(world, "mm: fix\n", X("get_page_of", "\tlock_pages(page, 3);", ""), HEADER);
	found_all(world, 1);
	found(world, 0, two, SP_PREREQ_UNKNOWN, TRUE);
	ported(world, 1);
}

static void test_reverted(World *world, gconstpointer data)
{
	g_autofree char *one = NULL;
	g_autofree char *message = NULL;
	g_autofree char *back = NULL;

	(void)data;
	start(world, PLAIN_X);
	one = next(world, "mm: one\n", X("get_page_of", "\tlock_pages(page, 1);", ""), HEADER);
	message = g_strdup_printf("mm: one\n\ncommit %s upstream.\n", one);
	next_stable(world, message, X("get_page_of", "\tlock_pages(page, 1);", ""));
	back = g_strdup_printf("Revert \"mm: one\"\n\nThis reverts commit %s.\n", world->stable);
	next_stable(world, back, PLAIN_X);
	fix_it(world, "mm: fix\n", X("get_page_of", "\tlock_pages(page, 3);", ""), HEADER);
	found_all(world, 1);
	found(world, 0, one, SP_PREREQ_UNKNOWN, TRUE);
	g_assert_nonnull(strstr(((SpPrereq *)world->stack->prereqs->commits->pdata[0])->why,
				"the branch had it and took it back"));
	ported(world, 1);
}

/* The commit came in by the second parent of a merge whose first parent changed the file, too. */
static void test_merge(World *world, gconstpointer data)
{
	g_autofree char *side = NULL;
	g_autofree char *main = NULL;
	char *merge;

	(void)data;
	start(world, PLAIN_X);
	side = put(world, world->tip, NULL, "mm: side\n",
		   X("get_page_of", "\tlock_pages(page, 1);", ""), HEADER);
	main = next(world, "mm: elsewhere\n", PLAIN_X "int more;\n", HEADER);
	merge = put(world, world->tip, side, "Merge\n",
		    X("get_page_of", "\tlock_pages(page, 1);", "") "int more;\n", HEADER);
	g_free(world->tip);
	world->tip = merge;
	fix_it(world, "mm: fix\n", X("get_page_of", "\tlock_pages(page, 3);", "") "int more;\n",
	       HEADER);
	found_all(world, 1);
	found(world, 0, side, SP_PREREQ_UNKNOWN, TRUE);
	ported(world, 1);
}

/* A merge that made the line itself cannot be carried. */
static void test_made_by_merge(World *world, gconstpointer data)
{
	g_autofree char *side = NULL;
	g_autofree char *id = NULL;

	(void)data;
	start(world, PLAIN_X);
	side = put(world, world->tip, NULL, "mm: side\n", PLAIN_X "int side;\n", HEADER);
	free(next(world, "mm: elsewhere\n", PLAIN_X "int more;\n", HEADER));
	id = put(world, world->tip, side, "Merge\n",
		 X("get_page_of", "\tlock_pages(page, 1);", "") "int more;\nint side;\n", HEADER);
	g_free(world->tip);
	world->tip = g_strdup(id);
	fix_it(world, "mm: fix\n",
	       X("get_page_of", "\tlock_pages(page, 3);", "") "int more;\nint side;\n", HEADER);
	found_all(world, 1);
	found(world, 0, id, SP_PREREQ_UNKNOWN, FALSE);
	g_assert_false(world->stack->port->clean);
	g_assert_cmpuint(world->stack->before->len, ==, 0);
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

/* A line that was taken out leaves no line to blame anybody for. */
static void test_taken_out(World *world, gconstpointer data)
{
	g_autofree char *out = NULL;
	const char *twice = X("get_page_of", "\tlock_page(page);\n\tlock_page(page);", "");

	(void)data;
	start(world, twice);
	out = next(world, "mm: once is enough\n", PLAIN_X, HEADER);
	fix_it(world, "mm: fix\n", X("get_page_of", "\tlock_page_killable(page);", ""), HEADER);
	found_all(world, 1);
	found(world, 0, out, SP_PREREQ_UNKNOWN, TRUE);
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
	       X("get_page_of", "\tlock_page(page);", FIX_MORE) "int tagged;\nint told;\n", HEADER);
	found_all(world, 2);
	found(world, 0, tagged, SP_PREREQ_REQUIRED, TRUE);
	found(world, 1, told, SP_PREREQ_REQUIRED, TRUE);
	ported(world, 2);
}

/* A commit that the branch has, and that its file does not show, is not missing. */
static void test_own_change(World *world, gconstpointer data)
{
	(void)data;
	start(world, PLAIN_X);
	next_stable(world, "mm: our own\n", X("get_page_of", "\town_lock(page);", ""));
	fix_it(world, "mm: fix\n", X("get_page_of", "\tlock_pages(page, 3);", ""), HEADER);
	found_all(world, 0);
	g_assert_null(world->stack->prereqs->limit);
	g_assert_false(world->stack->port->clean);
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

/* Releases in which the file is the same are passed over, whatever lies between. */
static void test_releases(World *world, gconstpointer data)
{
	g_autoptr(GArray) needs = g_array_new(FALSE, FALSE, sizeof(SpNeed));
	g_autoptr(GPtrArray) hits = sp_prereqwalk_hits();
	SpNeed need = {.kind = SP_NEED_LINE, .line = 0};
	SpPrereqBudget budget = {.left = 100};
	g_autofree char *it = NULL;
	SpHistBranch place;
	git_oid from;

	(void)data;
	start(world, "int a0;\n");
	it = next(world, "mm: it\n", "int it;\nint a0;\n", HEADER);
	for (guint i = 5; i < 10; i++) {
		g_autofree char *tag = g_strdup_printf("refs/tags/v5.%u", i);

		point(world, tag, world->tip);
		g_free(next(world, "mm: there\n", "int it;\nint b;\n", HEADER));
		g_free(next(world, "mm: and back\n", "int it;\nint a0;\n", HEADER));
	}
	git_oid_fromstr(&from, world->tip);
	fix_it(world, "mm: fix\n", "int it;\nint fixed;\n", HEADER);
	g_array_append_val(needs, need);
	g_assert_true(sp_history_hold(world->history, NULL));
	g_assert_true(sp_history_branch(world->history, "linux-5.4.y", &place, NULL));
	g_assert_true(
		sp_prereqwalk(world->history, &place, &from, "mm/x.c", needs, &budget, hits, NULL));
	sp_history_let_go(world->history);
	g_assert_cmpuint(hits->len, ==, 1);
	g_assert_cmpstr(git_oid_tostr_s(&((SpPrereqHit *)hits->pdata[0])->id), ==, it);
	/* Two behind v5.9, v5.9 itself, and v5.5, which is the commit. */
	g_assert_cmpuint(budget.left, ==, 96);
}

static void test_limit(World *world, gconstpointer data)
{
	g_autoptr(GArray) needs = g_array_new(FALSE, FALSE, sizeof(SpNeed));
	g_autoptr(GPtrArray) hits = sp_prereqwalk_hits();
	SpNeed need = {.kind = SP_NEED_LINE, .line = 0};
	SpPrereqBudget budget = {.left = 3};
	g_autoptr(GError) error = NULL;
	SpHistBranch place;
	git_oid from;

	(void)data;
	start(world, "int a0;\n");
	g_free(next(world, "mm: it\n", "int it;\nint a0;\n", HEADER));
	for (guint i = 1; i < 6; i++) {
		g_autofree char *text = g_strdup_printf("int it;\nint a%u;\n", i);

		g_free(next(world, "mm: more\n", text, HEADER));
	}
	git_oid_fromstr(&from, world->tip);
	fix_it(world, "mm: fix\n", "int it;\nint fixed;\n", HEADER);
	g_array_append_val(needs, need);
	g_assert_true(sp_history_hold(world->history, NULL));
	g_assert_true(sp_history_branch(world->history, "linux-5.4.y", &place, NULL));
	g_assert_true(sp_prereqwalk(world->history, &place, &from, "mm/x.c", needs, &budget, hits,
				    &error));
	g_assert_no_error(error);
	g_assert_cmpuint(hits->len, ==, 0);
	g_assert_nonnull(strstr(budget.stopped, "only so many commits are looked at"));
	g_clear_pointer(&budget.stopped, g_free);
	budget.left = 100;
	g_assert_true(sp_prereqwalk(world->history, &place, &from, "mm/x.c", needs, &budget, hits,
				    &error));
	sp_history_let_go(world->history);
	g_assert_null(budget.stopped);
	g_assert_cmpuint(hits->len, ==, 1);
	g_assert_cmpuint(budget.left, ==, 94);
}

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

static int run(void)
{
	static const struct {
		const char *name;
		void (*test)(World *world, gconstpointer data);
	} tests[] = {
		{"renaming", test_renaming},
		{"helper", test_helper},
		{"member-of-header", test_member_of_header},
		{"two-in-order", test_two_in_order},
		{"backported", test_backported},
		{"reverted", test_reverted},
		{"merge", test_merge},
		{"made-by-merge", test_made_by_merge},
		{"smallest", test_smallest},
		{"taken-out", test_taken_out},
		{"elsewhere", test_elsewhere},
		{"arm", test_arm},
		{"other-name", test_other_name},
		{"not-new", test_not_new},
		{"named", test_named},
		{"own-change", test_own_change},
		{"patch-alone", test_patch_alone},
		{"carried", test_carried},
		{"releases", test_releases},
		{"limit", test_limit},
	};

	g_test_add_func("/prereq/lines", test_lines);
	g_test_add_func("/prereq/names", test_names);
	for (guint i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/prereq/", tests[i].name, NULL);

		g_test_add(path, World, NULL, set_up, tests[i].test, tear_down);
	}
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
