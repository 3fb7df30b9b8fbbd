/* SPDX-License-Identifier: GPL-2.0-only */
/* A patch file or a commit in place of a fix folder, and beside one. */
#include "base/err.h"
#include "base/git.h"
#include "fixfolder.h"

/* A patch file as FIX: its id, or else its subject, is the name. */
static void test_patch_file(Fixture *f, gconstpointer data)
{
	static const struct {
		const char *text, *name, *upstream;
	} cases[] = {
		{PATCH("mm/huge: don't  do \"that\"!"), "mm-huge-don-t-do-that", NULL},
		{PATCH("../../etc/passwd"), "etc-passwd", NULL},
		{PATCH(".hidden v1.2."), "hidden-v1.2", NULL},
		{PATCH("\xc3\xa4\xc3\xb6"), "fix", NULL},
		{PATCH("0123456789 123456789 123456789 123456789 123456789 123456789 12345"),
		 "0123456789-123456789-123456789-123456789-123456789-123456789", NULL},
		{"From " ID " Mon Sep 17 00:00:00 2001\n" PATCH("a: b"), "0123456789ab", ID},
	};
	g_autofree char *path = g_build_filename(f->dir, "one.eml", NULL);

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpFix) fix = NULL;

		fix_put(f, "one.eml", cases[i].text);
		fix = sp_fix_load(path, NULL, NULL);
		g_assert_nonnull(fix);
		g_assert_cmpstr(fix->name, ==, cases[i].name);
		g_assert_cmpstr(fix->upstream, ==, cases[i].upstream);
		g_assert_null(fix->dir);
		g_assert_cmpuint(fix->fixes->len, ==, 1);
		g_assert_cmpuint(fix->probes->len, ==, 0);
	}
}

/* What a folder's patch says it is counts when fix.conf says nothing. */
static void test_id_from_patch(Fixture *f, gconstpointer data)
{
	g_autoptr(SpFix) fix = NULL;

	(void)data;
	fix_put(f, "fix.conf", "[fix]\npatch = fix.patch\n");
	fix_put(f, "fix.patch", "From " ID " Mon Sep 17 00:00:00 2001\n" PATCH("a: b"));
	fix = sp_fix_load(f->dir, NULL, NULL);
	g_assert_cmpstr(fix->upstream, ==, ID);
}

/* One commit on top of @parent (NULL: the first) with mm/x.c; its id. */
static char *commit(git_repository *repo, const char *parent, const char *message,
		    const char *content)
{
	git_signature *who = NULL;
	git_index *index = NULL;
	git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .path = "mm/x.c"};
	g_autoptr(git_tree) tree = NULL;
	g_autoptr(git_commit) up = parent ? sp_git_commit_if_there(repo, parent) : NULL;
	const git_commit *parents[] = {up};
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	g_assert_cmpint(git_signature_new(&who, "A (Oracle)", "a@b", 1602298079, -420), ==, 0);
	g_assert_cmpint(git_repository_index(&index, repo), ==, 0);
	g_assert_cmpint(git_index_add_from_buffer(index, &entry, content, strlen(content)), ==, 0);
	g_assert_cmpint(git_index_write_tree(&id, index), ==, 0);
	g_assert_cmpint(git_tree_lookup(&tree, repo, &id), ==, 0);
	g_assert_cmpint(git_commit_create(&id, repo, NULL, who, who, NULL, message, tree,
					  parent ? 1 : 0, parents),
			==, 0);
	git_index_free(index);
	git_signature_free(who);
	return g_strdup(git_oid_tostr(hex, sizeof(hex), &id));
}

static void test_commit(Fixture *f, gconstpointer data)
{
	git_repository *raw = NULL;
	g_autofree char *path = g_build_filename(f->dir, "repo", NULL);
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	g_autofree char *beside = NULL;
	g_autoptr(SpFix) fix = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_cmpint(git_repository_init(&raw, path, 1), ==, 0);
	g_autoptr(git_repository) repo = raw;

	first = commit(repo, NULL, "first\n", "a\n");
	second = commit(repo, first, "mm: do\nit\n\nWhy.", "b\n");
	fix = sp_fix_load(second, repo, &error);
	g_assert_no_error(error);
	g_assert_nonnull(
		((SpPatchFile *)fix->patch->files->pdata[0])->pre); /* the commit, not the copy */
	g_assert_cmpstr(fix->upstream, ==, second);
	g_assert_cmpstr(fix->patch->subject, ==, "mm: do it");
	g_assert_cmpstr(fix->patch->body, ==, "Why.\n"); /* the end of the line was not there */
	g_assert_cmpstr(fix->patch->author, ==, "\"A (Oracle)\" <a@b>");
	g_assert_cmpstr(fix->patch->date, ==, "Fri, 09 Oct 2020 19:47:59 -0700");
	g_assert_cmpstr(((SpPatchFile *)fix->patch->files->pdata[0])->pre, ==, "a\n");
	g_assert_cmpstr(((SpPatchFile *)fix->patch->files->pdata[0])->post, ==, "b\n");
	beside = g_strjoinv(" ", ((SpPatchFile *)fix->patch->files->pdata[0])->beside);
	g_assert_cmpstr(beside, ==, "x.c");
	g_assert_cmpuint(fix->commits->len, ==, 0);
	g_assert_null(sp_fix_load(first, repo, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_clear_error(&error);
	g_assert_null(sp_fix_load("no-such-commit", repo, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
}

/* What fix.conf says of the folder's patch is said of no commit. */
static void test_differs(Fixture *f, gconstpointer data)
{
	git_repository *raw = NULL;
	g_autofree char *path = g_build_filename(f->dir, "repo", NULL);
	g_autofree char *first = NULL, *second = NULL, *conf = NULL;
	g_autoptr(SpFix) copy = NULL;
	g_autoptr(SpFix) original = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_cmpint(git_repository_init(&raw, path, 1), ==, 0);
	g_autoptr(git_repository) repo = raw;

	first = commit(repo, NULL, "first\n", "a\n");
	second = commit(repo, first, "mm: do it\n", "b\n");
	conf = g_strdup_printf("[fix]\nupstream = %s\npatch = fix.patch\n"
			       "differs = \"the comment is in other words\"\n",
			       second);
	fix_put(f, "fix.conf", conf);
	copy = sp_fix_load(f->dir, NULL, &error);
	g_assert_no_error(error);
	g_assert_true(copy->patch->copy);
	g_assert_cmpstr(copy->patch->differs, ==, "the comment is in other words");
	original = sp_fix_load(f->dir, repo, &error);
	g_assert_no_error(error);
	g_assert_false(original->patch->copy);
	g_assert_cmpstr(original->patch->differs, ==, NULL);
}

/* What the repository holds of the commits that the fix speaks of stands before the copies. */
static void test_commits(Fixture *f, gconstpointer data)
{
	git_repository *raw = NULL;
	g_autofree char *path = g_build_filename(f->dir, "repo", NULL);
	g_autofree char *first = NULL, *bug = NULL, *needed = NULL, *fixed = NULL;
	g_autofree char *message = NULL, *conf = NULL, *copy = NULL;
	g_autoptr(SpFix) bare = NULL;
	g_autoptr(SpFix) folder = NULL;
	g_autoptr(SpFix) without = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_cmpint(git_repository_init(&raw, path, 1), ==, 0);
	g_autoptr(git_repository) repo = raw;

	first = commit(repo, NULL, "first\n", "a\n");
	bug = commit(repo, first, "mm: bug\n", "b\n");
	needed = commit(repo, bug, "mm: needed\n", "c\n");
	message = g_strdup_printf(
		"mm: fix\n\nFixes: %.12s (\"mm: bug\")\nFixes: %.12s (\"first\")\n", bug, first);
	fixed = commit(repo, needed, message, "d\n");
	bare = sp_fix_load(fixed, repo, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(bare->commits->len, ==, 1); /* the first of all changes nothing */
	g_assert_cmpstr(sp_fix_commit(bare, bug)->patch->subject, ==, "mm: bug");
	conf = g_strdup_printf("[fix]\npatch = fix.patch\nfixes = %.10s\nneeds = %s\n"
			       "[commit \"%.8s\"]\npatch = needed.patch\n",
			       bug, needed, needed);
	copy = g_strdup_printf("From %s Mon Sep 17 00:00:00 2001\n" PATCH("copy"), needed);
	fix_put(f, "fix.conf", conf);
	fix_put(f, "needed.patch", copy);
	without = sp_fix_load(f->dir, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(without->commits->len, ==, 1);
	g_assert_cmpstr(sp_fix_commit(without, needed)->patch->subject, ==, "copy");
	folder = sp_fix_load(f->dir, repo, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(folder->commits->len, ==, 2);
	g_assert_cmpstr(sp_fix_commit(folder, needed)->patch->subject, ==, "mm: needed");
	g_assert_nonnull(((SpPatchFile *)sp_fix_commit(folder, bug)->patch->files->pdata[0])->pre);
}

int main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_mime_init();
#define ADD(name, function)                                                                        \
	g_test_add("/fix/" name, Fixture, NULL, fix_set_up, function, fix_tear_down)
	ADD("patch-file", test_patch_file);
	ADD("id-from-patch", test_id_from_patch);
	ADD("commit", test_commit);
	ADD("differs", test_differs);
	ADD("commits", test_commits);
	result = g_test_run();
	g_mime_shutdown();
	git_libgit2_shutdown();
	return result;
}
