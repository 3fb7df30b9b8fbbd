/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqworld: a small history made by a test: a mainline (tags v5.4, v5.10), a branch linux-5.4.y,
 * a fix that is ported, and which commits were found, labelled and chosen for it.
 */
#pragma once

#include "stage/prereqwalk.h"
#include "stage/stack.h"
#include "trees.h"

/* mm/x.c in pieces; each is replaced by its name. */
#define GET "static struct page *get_page_of(struct pool *pool)\n{\n\treturn pool->page;\n}\n\n"
#define HEADER "struct pool {\n\tstruct page *page;\n\tint exposed;\n};\n"
#define USE(get, line, more)                                                                       \
	"int pool_use(struct pool *pool)\n{\n\tstruct page *page = " get "(pool);\n" line          \
	"\n\tif (!page)\n\t\treturn -ENOMEM;\n" more "\tpool->exposed = 1;\n\treturn 0;\n}\n"
#define TAIL "\nint pool_tail(int a)\n{\n\tint b = a;\n\n\treturn b;\n}\n"
#define X(get, line, more) "#include <linux/pool.h>\n\n" GET USE(get, line, more) TAIL

#define PLAIN_X X("get_page_of", "\tlock_page(page);", "")

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
static inline char *put(World *world, const char *first, const char *second, const char *message,
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

static inline void point(World *world, const char *name, const char *hex)
{
	git_reference *ref = NULL;
	git_oid id;

	g_assert_cmpint(git_oid_fromstr(&id, hex), ==, 0);
	g_assert_cmpint(git_reference_create(&ref, world->trees.repo, name, &id, 1, NULL), ==, 0);
	git_reference_free(ref);
}

/* The next commit of mainline; its id. */
static inline char *next(World *world, const char *message, const char *text, const char *header)
{
	char *id = put(world, world->tip, NULL, message, text, header);

	g_free(world->tip);
	world->tip = g_strdup(id);
	return id;
}

static inline void next_stable(World *world, const char *message, const char *text)
{
	char *id = put(world, world->stable, NULL, message, text, HEADER);

	g_free(world->stable);
	world->stable = id;
}

static inline void start(World *world, const char *text)
{
	world->base = put(world, NULL, NULL, "Linux 5.4\n", text, HEADER);
	world->tip = g_strdup(world->base);
	world->stable = g_strdup(world->base);
	point(world, "refs/tags/v5.4", world->base);
}

/* The fix, as the last commit of mainline, ported. */
static inline void fix_it(World *world, const char *message, const char *text, const char *header)
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

static inline void tear_down(World *world, gconstpointer data)
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

static inline void set_up(World *world, gconstpointer data)
{
	trees_set_up(&world->trees, data);
}

/* Commit number @n that was found is @id, labelled and chosen so. */
static inline void found(const World *world, guint n, const char *id, SpPrereqLabel label,
			 gboolean chosen)
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

static inline void found_all(const World *world, guint n)
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
static inline void ported(const World *world, guint n)
{
	g_assert_null(world->stack->refusal);
	g_assert_true(world->stack->port->clean);
	g_assert_cmpuint(world->stack->before->len, ==, n);
}

typedef struct {
	const char *name;
	void (*test)(World *world, gconstpointer data);
} WorldTest;

/* A world of its own for each; @group: "/prereq/". */
static inline int run_in_worlds(const char *group, const WorldTest *tests, guint n)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *path = g_strconcat(group, tests[i].name, NULL);

		g_test_add(path, World, NULL, set_up, tests[i].test, tear_down);
	}
	return g_test_run();
}
