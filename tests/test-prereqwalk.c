/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqwalk: the way back through history to the commits that made what a fix needs: past reverts,
 * merges and releases, and not for ever.
 */
#include "prereqworld.h"

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

static int run(void)
{
	static const WorldTest tests[] = {
		{"backported", test_backported}, {"reverted", test_reverted},
		{"merge", test_merge},		 {"made-by-merge", test_made_by_merge},
		{"taken-out", test_taken_out},	 {"own-change", test_own_change},
		{"releases", test_releases},	 {"limit", test_limit},
	};

	return run_in_worlds("/prereqwalk/", tests, G_N_ELEMENTS(tests));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
