/* SPDX-License-Identifier: GPL-2.0-only */
/* trees: small sources made by a test, as folders and as branches of a repository. */
#pragma once

#include <string.h>

#include <gmime/gmime.h>

#include "base/fs.h"
#include "base/git.h"
#include "stage/branch.h"
#include "stage/fix.h"

#define MAKEFILE "VERSION = 5\nPATCHLEVEL = 10\nSUBLEVEL = 7\n"
#define ID "0123456789abcdef0123456789abcdef01234567"
#define HEAD "From " ID " Mon Sep 17 00:00:00 2001\nFrom: A U Thor <author@example.org>\n"
#define MESSAGE                                                                                    \
	"Date: Fri, 9 Oct 2020 20:07:59 -0700\nSubject: [PATCH] mm: do it right\n\nWhy.\n\n"       \
	"Signed-off-by: A U Thor <author@example.org>\n---\n\n"
#define FILE_X "diff --git a/mm/x.c b/mm/x.c\n--- a/mm/x.c\n+++ b/mm/x.c\n"

typedef struct {
	char *dir;
	git_repository *repo; /* NULL until asked for */
} Trees;

static inline void trees_set_up(Trees *trees, gconstpointer data)
{
	(void)data;
	trees->dir = g_dir_make_tmp("stableport-test-XXXXXX", NULL);
	trees->repo = NULL;
	g_assert_nonnull(trees->dir);
}

static inline void trees_tear_down(Trees *trees, gconstpointer data)
{
	(void)data;
	git_repository_free(trees->repo);
	g_assert_true(sp_fs_remove(trees->dir, NULL));
	g_free(trees->dir);
}

static inline char *trees_path(Trees *trees, const char *name)
{
	return g_build_filename(trees->dir, name, NULL);
}

static inline void trees_write(Trees *trees, const char *name, const char *text)
{
	g_autofree char *path = trees_path(trees, name);

	g_assert_true(sp_fs_write(path, text, strlen(text), NULL));
}

/* A source folder with one file besides the Makefile; @content NULL leaves that file out. */
static inline SpBranch *trees_folder(Trees *trees, const char *file, const char *content)
{
	g_autofree char *tree = trees_path(trees, "tree");
	g_autofree char *name = g_build_filename("tree", file, NULL);
	g_autoptr(GError) error = NULL;
	SpBranch *branch;

	g_assert_true(sp_fs_remove(tree, NULL));
	trees_write(trees, "tree/Makefile", MAKEFILE);
	if (content)
		trees_write(trees, name, content);
	branch = sp_branch_from_tree("linux-5.10.y", tree, trees->dir, &error);
	g_assert_no_error(error);
	return branch;
}

/* A commit of a Makefile and mm/x.c on @reference (NULL: none); its id. */
static inline char *trees_commit(Trees *trees, const char *reference, const char *parent,
				 const char *message, const char *content)
{
	g_autofree char *path = trees_path(trees, "repo");
	const char *files[][2] = {{"Makefile", MAKEFILE}, {"mm/x.c", content}};
	git_signature *who = NULL;
	git_index *index = NULL;
	g_autoptr(git_tree) tree = NULL;
	g_autoptr(git_commit) up = NULL;
	const git_commit *parents[1];
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	if (!trees->repo)
		g_assert_cmpint(git_repository_init(&trees->repo, path, 1), ==, 0);
	up = parent ? sp_git_commit_if_there(trees->repo, parent) : NULL;
	parents[0] = up;
	g_assert_cmpint(git_signature_new(&who, "A U Thor", "author@example.org", 1602298079, 0),
			==, 0);
	g_assert_cmpint(git_repository_index(&index, trees->repo), ==, 0);
	for (guint i = 0; i < 2; i++) {
		git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .path = files[i][0]};

		g_assert_cmpint(
			git_index_add_from_buffer(index, &entry, files[i][1], strlen(files[i][1])),
			==, 0);
	}
	g_assert_cmpint(git_index_write_tree(&id, index), ==, 0);
	g_assert_cmpint(git_tree_lookup(&tree, trees->repo, &id), ==, 0);
	g_assert_cmpint(git_commit_create(&id, trees->repo, reference, who, who, NULL, message,
					  tree, parent ? 1 : 0, parents),
			==, 0);
	git_index_free(index);
	git_signature_free(who);
	return g_strdup(git_oid_tostr(hex, sizeof(hex), &id));
}

/* Takes the object of a text out of the repository, as a partial clone lacks it. */
static inline void trees_lose(Trees *trees, const char *content)
{
	g_autofree char *id = sp_git_blob_id(content, strlen(content));
	g_autofree char *name = g_strdup_printf("repo/objects/%.2s/%s", id, id + 2);
	g_autofree char *path = trees_path(trees, name);

	g_assert_true(g_file_test(path, G_FILE_TEST_IS_REGULAR));
	g_assert_true(sp_fs_remove(path, NULL));
}

/* A fix of @diff; @conf (nullable): the probes. */
static inline SpFix *trees_fix(Trees *trees, const char *conf, const char *diff)
{
	g_autofree char *dir = trees_path(trees, "fix");
	g_autofree char *patch = g_strconcat(HEAD MESSAGE, diff, NULL);
	g_autofree char *text =
		g_strconcat("[fix]\nupstream = " ID "\npatch = fix.patch\n", conf, NULL);
	g_autoptr(GError) error = NULL;
	SpFix *fix;

	trees_write(trees, "fix/fix.patch", patch);
	trees_write(trees, "fix/fix.conf", text);
	fix = sp_fix_load(dir, NULL, &error);
	g_assert_no_error(error);
	return fix;
}

static inline int trees_run(int (*run)(void))
{
	int result;

	git_libgit2_init();
	g_mime_init();
	result = run();
	g_mime_shutdown();
	git_libgit2_shutdown();
	return result;
}
