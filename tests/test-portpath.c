/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where on a branch a file of upstream may be, in folders, a repository and a tarball that hold a
 * few files each; and what a branch lists.
 */
#include "trees.h"

#include "stage/portpath.h"

typedef struct {
	const char *name;
	const char *path;      /* upstream's */
	const char *section;   /* of its one hunk */
	const char *files[13]; /* of the branch: path, text, path, text, ... */
	const char *found;     /* with blanks between; "" for none */
	const char *pre;
	const char *beside; /* names in upstream's folder, with blanks between; NULL: unknown */
} Case;

/* clang-format off */
#define F "static int foo_get(struct foo *foo)\n{\n	int one;\n}\n"
#define F_OTHER "static int foo_get(struct bar *bar)\n{\n	int one;\n}\n"
#define CALLS "int x(void)\n{\n	return foo_get(a);\n}\n"
#define HEAD_LINE "static int foo_get(struct foo *foo)"
#define SEEN_LINE "int foo_get(struct foo *foo)"

static const Case cases[] = {
	{ "there", "drivers/a/foo.c", HEAD_LINE, { "drivers/a/foo.c", F, "drivers/foo.c", F }, "" },
	{ "there-other-head", "drivers/a/foo.c", HEAD_LINE, { "drivers/a/foo.c", F_OTHER, "drivers/foo.c", F }, "" },
	{ "nowhere", "drivers/a/foo.c", HEAD_LINE, { "drivers/a/bar.c", "int x;\n" }, "" },
	{ "above", "drivers/a/foo.c", HEAD_LINE, { "drivers/foo.c", F }, "drivers/foo.c" },
	{ "below", "drivers/a/foo.c", HEAD_LINE, { "drivers/a/core/foo.c", F }, "drivers/a/core/foo.c" },
	{ "two-below", "drivers/a/foo.c", HEAD_LINE, { "drivers/a/core/b/foo.c", F }, "" },
	{ "sister", "drivers/a/foo.c", HEAD_LINE, { "drivers/b/foo.c", F }, "drivers/b/foo.c" },
	{ "several", "drivers/a/foo.c", HEAD_LINE, { "drivers/foo.c", F, "drivers/a/z/foo.c", F, "drivers/a/b/foo.c", F },
	  "drivers/a/b/foo.c drivers/a/z/foo.c drivers/foo.c" },
	{ "sorted", "drivers/m/foo.c", HEAD_LINE, { "drivers/m/z/foo.c", F, "drivers/a/foo.c", F },
	  "drivers/a/foo.c drivers/m/z/foo.c" },
	{ "staging", "drivers/net/a/foo.c", HEAD_LINE, { "drivers/staging/net/a/foo.c", F }, "drivers/staging/net/a/foo.c" },
	{ "out-of-staging", "drivers/staging/a/foo.c", HEAD_LINE, { "drivers/a/foo.c", F }, "drivers/a/foo.c" },
	{ "other-name-far", "drivers/a/foo.c", HEAD_LINE, { "drivers/b/bar.c", F }, "" },
	{ "top-of-tree", "drivers/foo.c", HEAD_LINE, { "foo.c", F, "net/foo.c", F }, "" },
	/* Beside: only when none of the same name was found. */
	{ "beside", "drivers/a/foo.c", SEEN_LINE, { "drivers/a/foo.c", "int x;\n", "drivers/a/bar.c", F }, "drivers/a/bar.c" },
	{ "beside-file-absent", "drivers/a/foo.c", SEEN_LINE, { "drivers/a/bar.c", F }, "drivers/a/bar.c" },
	{ "beside-other-head", "drivers/a/foo.c", SEEN_LINE, { "drivers/a/bar.c", F_OTHER }, "drivers/a/bar.c" },
	{ "beside-call-alone", "drivers/a/foo.c", SEEN_LINE, { "drivers/a/bar.c", CALLS }, "" },
	{ "beside-no-c", "drivers/a/foo.c", SEEN_LINE, { "drivers/a/bar.txt", F }, "" },
	{ "beside-not-first", "drivers/a/foo.c", SEEN_LINE, { "drivers/a/bar.c", F, "drivers/foo.c", F }, "drivers/foo.c" },
	/* A static function may be a copy's: only if upstream has no such file. */
	{ "beside-static", "drivers/a/foo.c", HEAD_LINE, { "drivers/a/bar.c", F }, "" },
	{ "beside-type-above", "drivers/a/foo.c", "foo_get(struct foo *foo)", { "drivers/a/bar.c", F }, "" },
	{ "beside-named", "drivers/a/x-bird.c", "static int bird_get(struct foo *foo)", { "drivers/a/y.c", "static int bird_get(int x)\n{\n}\n" }, "drivers/a/y.c" },
	{ "beside-named-both", "drivers/a/x-bird.c", "static int bird_get(struct foo *foo)", { "drivers/a/y-bird.c", "static int bird_get(int x)\n{\n}\n" }, "" },
	{ "beside-named-folder", "drivers/bird/x-bird.c", "static int bird_get(struct foo *foo)", { "drivers/bird/y.c", "static int bird_get(int x)\n{\n}\n" }, "" },
	{ "beside-named-commonly", "drivers/a/x-bitmap.c", "static int bitmap_get(struct foo *foo)", { "drivers/a/y.c", "static int bitmap_get(int x)\n{\n}\n" }, "" },
	{ "beside-static-new", "drivers/a/foo.c", HEAD_LINE, { "drivers/a/bar.c", F }, "drivers/a/bar.c", NULL, "foo.c" },
	{ "beside-static-there", "drivers/a/foo.c", HEAD_LINE, { "drivers/a/bar.c", F }, "", NULL, "bar.c foo.c" },
	/* Far away the head must be the same, and the name no common one. */
	{ "sister-other-head", "drivers/a/foo.c", HEAD_LINE, { "drivers/b/foo.c", F_OTHER }, "" },
	{ "above-other-head", "drivers/a/foo.c", HEAD_LINE, { "drivers/foo.c", F_OTHER }, "drivers/foo.c" },
	{ "sister-common-name", "drivers/a/main.c", HEAD_LINE, { "drivers/b/main.c", F }, "" },
	{ "above-common-name", "drivers/a/main.c", HEAD_LINE, { "drivers/main.c", F }, "drivers/main.c" },
	{ "below-common-name", "drivers/a/main.c", HEAD_LINE, { "drivers/a/b/main.c", F }, "drivers/a/b/main.c" },
	{ "sister-longer-name", "drivers/a/main_x.c", HEAD_LINE, { "drivers/b/main_x.c", F }, "drivers/b/main_x.c" },
	/* A patch that names no function, or is no C, has no candidates. */
	{ "no-function", "drivers/a/foo.c", "struct foo {", { "drivers/foo.c", F }, "" },
	{ "no-c", "drivers/a/foo.S", HEAD_LINE, { "drivers/foo.S", F }, "" },
	/* By upstream's file, whatever the "@@" line says. */
	{ "by-pre", "drivers/a/foo.c", "int other(void)", { "drivers/foo.c", F }, "drivers/foo.c", F },
};
/* clang-format on */

static SpBranch *branch_of(Trees *trees, const char *const *files)
{
	g_autofree char *tree = trees_path(trees, "tree");
	g_autoptr(GError) error = NULL;
	SpBranch *branch;

	g_assert_true(sp_fs_remove(tree, NULL));
	trees_write(trees, "tree/Makefile", MAKEFILE);
	for (guint i = 0; files[i]; i += 2) {
		g_autofree char *name = g_build_filename("tree", files[i], NULL);

		trees_write(trees, name, files[i + 1]);
	}
	branch = sp_branch_from_tree("linux-5.10.y", tree, trees->dir, &error);
	g_assert_no_error(error);
	return branch;
}

static char *join(const GPtrArray *names)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(text, "%s%s", i ? " " : "", (char *)names->pdata[i]);
	return g_string_free(text, FALSE);
}

static char *find(const Case *test, SpBranch *branch)
{
	g_autofree char *diff =
		g_strdup_printf("diff --git a/%1$s b/%1$s\n--- a/%1$s\n+++ b/%1$s\n"
				"@@ -3,1 +3,1 @@ %2$s\n-	int one;\n+	int two;\n",
				test->path, test->section);
	g_autoptr(GPtrArray) files = sp_diff_files(), paths = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(sp_diff_parse(diff, strlen(diff), files, &error));
	((SpPatchFile *)files->pdata[0])->pre = g_strdup(test->pre);
	if (test->beside)
		((SpPatchFile *)files->pdata[0])->beside = g_strsplit(test->beside, " ", -1);
	paths = sp_portpath_find(files->pdata[0], branch, &error);
	g_assert_no_error(error);
	return join(paths);
}

static void test_case(Trees *trees, gconstpointer data)
{
	const Case *test = data;
	g_autoptr(SpBranch) branch = branch_of(trees, test->files);
	g_autofree char *found = find(test, branch);

	g_assert_cmpstr(found, ==, test->found);
}

static SpBranch *tarball_of(Trees *trees, const char *const *files)
{
	g_autoptr(SpBranch) folder = branch_of(trees, files);
	g_autofree char *tar = trees_path(trees, "tree.tar");
	const char *argv[] = {"tar", "-cf", tar, "-C", trees->dir, "tree", NULL};
	g_autoptr(GError) error = NULL;
	SpBranch *branch;
	int status;

	g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
				   NULL, &status, &error));
	g_assert_cmpint(status, ==, 0);
	branch = sp_branch_from_tree("linux-5.10.y", tar, trees->dir, &error);
	g_assert_no_error(error);
	return branch;
}

/* A tarball is not searched: what is beside or in other folders is not found. */
static void test_tarball(Trees *trees, gconstpointer data)
{
	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpBranch) branch = NULL;
		g_autoptr(GPtrArray) list = NULL;
		g_autofree char *found = NULL;

		if (!g_str_equal(cases[i].name, "beside") && !g_str_equal(cases[i].name, "sister"))
			continue;
		branch = tarball_of(trees, cases[i].files);
		list = sp_branch_list(branch, "");
		found = find(&cases[i], branch);
		g_assert_cmpuint(list->len, ==, 0);
		g_assert_cmpstr(found, ==, "");
	}
}

static void check_list(SpBranch *branch, const char *folder, const char *expected)
{
	g_autoptr(GPtrArray) names = sp_branch_list(branch, folder);
	g_autofree char *got = join(names);

	g_test_message("%s", folder);
	g_assert_cmpstr(got, ==, expected);
}

static void test_list_folder(Trees *trees, gconstpointer data)
{
	const char *files[] = {"mm/z.c", "", "mm/a/x.c", "", "mm/b.c", "", NULL};
	g_autoptr(SpBranch) branch = branch_of(trees, files);

	(void)data;
	check_list(branch, "", "Makefile mm/");
	check_list(branch, "mm", "a/ b.c z.c");
	check_list(branch, "mm/a", "x.c");
	check_list(branch, "mm/none", "");
	check_list(branch, "mm/b.c", "");
}

/* A branch with patches on it has the files of the one below, and those that they add. */
static void test_list_over(Trees *trees, gconstpointer data)
{
	const char *files[] = {"mm/a.c", "", "mm/b.c", "", NULL};
	g_autoptr(SpBranch) below = branch_of(trees, files), branch = sp_branch_over(below);
	g_autoptr(GPtrArray) names = NULL, changed = NULL;
	g_autofree char *got = NULL, *after = NULL;

	(void)data;
	names = sp_branch_list(branch, "mm");
	got = join(names);
	sp_branch_replace(branch, "mm/b.c", NULL);
	sp_branch_replace(branch, "mm/c.c", "");
	changed = sp_branch_list(branch, "mm");
	after = join(changed);
	g_assert_cmpstr(got, ==, "a.c b.c");
	g_assert_cmpstr(after, ==, "a.c c.c");
}

static void test_list_repo(Trees *trees, gconstpointer data)
{
	g_autofree char *id =
		trees_commit(trees, "refs/heads/linux-5.10.y", NULL, "one", "int x;\n");
	g_autoptr(GError) error = NULL;
	g_autoptr(SpBranch) branch =
		sp_branch_from_repo("linux-5.10.y", trees->repo, "linux-5.10.y", &error);

	(void)data;
	g_assert_no_error(error);
	check_list(branch, "", "Makefile mm/");
	check_list(branch, "mm", "x.c");
	check_list(branch, "none", "");
	check_list(branch, "mm/x.c", "");
}

static int run(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/portpath/", cases[i].name, NULL);

		g_test_add(path, Trees, &cases[i], trees_set_up, test_case, trees_tear_down);
	}
	g_test_add("/portpath/tarball", Trees, NULL, trees_set_up, test_tarball, trees_tear_down);
	g_test_add("/branch/list/folder", Trees, NULL, trees_set_up, test_list_folder,
		   trees_tear_down);
	g_test_add("/branch/list/over", Trees, NULL, trees_set_up, test_list_over, trees_tear_down);
	g_test_add("/branch/list/repo", Trees, NULL, trees_set_up, test_list_repo, trees_tear_down);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
