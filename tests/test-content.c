/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether a change stands in a tree: each case is a file before and after a change and the tree's,
 * asked twice: with the whole files at hand, as from a repository, and with the patch alone. The
 * patch is made from the two files.
 */
#include "contentcases.h"
#include "trees.h"

#include <string.h>

static void append_diff(GString *to, const File *file)
{
	git_buf diff = {0};
	git_patch *patch = NULL;

	g_assert_cmpint(git_patch_from_buffers(
				&patch, file->pre, file->pre ? strlen(file->pre) : 0, file->path,
				file->post, file->post ? strlen(file->post) : 0, file->path, NULL),
			==, 0);
	g_assert_cmpint(git_patch_to_buf(&diff, patch), ==, 0);
	g_string_append_len(to, diff.ptr, diff.size);
	git_buf_dispose(&diff);
	git_patch_free(patch);
}

static SpPatch *make_patch(const Case *c)
{
	g_autoptr(GString) text = g_string_new(HEAD MESSAGE);
	g_autoptr(GError) error = NULL;
	SpPatch *patch;

	for (guint i = 0; i < G_N_ELEMENTS(c->files) && c->files[i].path; i++)
		append_diff(text, &c->files[i]);
	patch = sp_patch_parse(text->str, text->len, c->name, &error);
	g_assert_no_error(error);
	return patch;
}

static SpContent ask(Trees *trees, const Case *c, const SpPatch *patch, GPtrArray *evidence)
{
	g_autoptr(SpBranch) branch = trees_folder(trees, c->files[0].path, c->files[0].tree);
	g_autoptr(GError) error = NULL;
	SpContent answer = SP_CONTENT_UNKNOWN;

	for (guint i = 1; i < G_N_ELEMENTS(c->files) && c->files[i].path; i++) {
		g_autofree char *name = g_build_filename("tree", c->files[i].path, NULL);

		if (c->files[i].tree)
			trees_write(trees, name, c->files[i].tree);
	}
	g_assert_true(sp_content_ask(patch, branch, NULL, NULL, "hunks", SP_ASKS_FIX, evidence,
				     &answer, &error));
	g_assert_no_error(error);
	for (guint i = 0; i < evidence->len; i++) {
		const SpEvidence *one = evidence->pdata[i];

		g_test_message("%s: %s: %s", sp_content_name(answer), sp_answer_name(one->answer),
			       one->why);
		g_assert_null(strchr(one->why, '\n'));
	}
	g_assert_cmpuint(evidence->len, >, 0);
	return answer;
}

static void free_evidence(gpointer data)
{
	sp_evidence_free(data);
}

static void test_case(Trees *trees, gconstpointer data)
{
	const Case *c = data;
	g_autoptr(SpPatch) patch = make_patch(c);
	g_autoptr(GPtrArray) bare = g_ptr_array_new_with_free_func(free_evidence);
	g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(free_evidence);

	g_assert_cmpstr(sp_content_name(ask(trees, c, patch, bare)), ==, sp_content_name(c->bare));
	for (guint i = 0; i < patch->files->len; i++) {
		SpPatchFile *file = patch->files->pdata[i];

		for (guint k = 0; k < G_N_ELEMENTS(c->files); k++) {
			if (g_strcmp0(c->files[k].path, file->path) != 0)
				continue;
			file->pre = g_strdup(c->files[k].pre);
			file->post = g_strdup(c->files[k].post);
		}
	}
	g_assert_cmpstr(sp_content_name(ask(trees, c, patch, known)), ==,
			sp_content_name(c->known));
	g_assert_nonnull(strstr(((SpEvidence *)known->pdata[0])->why, c->why));
}

/* An overlay stands before the tree; a blob that the repository lacks says nothing. */
static void test_overlay_and_lost(Trees *trees, gconstpointer data)
{
	static const Case c = {"overlay", 0, 0, "", ONE(BEFORE, AFTER, BEFORE)};
	g_autofree char *id = trees_commit(trees, "refs/heads/linux-5.4.y", NULL, "one", BEFORE);
	g_autoptr(SpBranch) branch = sp_branch_from_repo("linux-5.4.y", trees->repo, id, NULL);
	g_autoptr(GHashTable) overlay = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) evidence = g_ptr_array_new_with_free_func(free_evidence);
	g_autoptr(SpPatch) patch = make_patch(&c);
	SpContent answer;

	(void)data;
	trees_lose(trees, BEFORE);
	g_assert_true(sp_content_ask(patch, branch, overlay, NULL, "hunks", SP_ASKS_FIX, evidence,
				     &answer, NULL));
	g_assert_cmpint(answer, ==, SP_CONTENT_UNKNOWN);
	g_assert_nonnull(strstr(((SpEvidence *)evidence->pdata[0])->why, "lacks its content"));
	g_hash_table_insert(overlay, (gpointer)X, (gpointer)(AFTER));
	g_assert_true(sp_content_ask(patch, branch, overlay, NULL, "commit 1", SP_ASKS_PRECONDITION,
				     evidence, &answer, NULL));
	g_assert_cmpint(answer, ==, SP_CONTENT_THERE);
	g_assert_cmpstr(((SpEvidence *)evidence->pdata[1])->source, ==, "commit 1");
	g_assert_cmpint(((SpEvidence *)evidence->pdata[1])->asks, ==, SP_ASKS_PRECONDITION);
}

/* Nothing that could be compared is no answer. */
static void test_empty_patch(Trees *trees, gconstpointer data)
{
	static const Case c = {"none", 0, 0, "", ONE(BEFORE, AFTER, BEFORE)};
	g_autoptr(SpBranch) branch = trees_folder(trees, X, BEFORE);
	g_autoptr(GPtrArray) evidence = g_ptr_array_new_with_free_func(free_evidence);
	g_autoptr(SpPatch) patch = make_patch(&c);
	SpContent answer;

	(void)data;
	g_ptr_array_set_size(patch->files, 0);
	g_assert_true(sp_content_ask(patch, branch, NULL, NULL, "hunks", SP_ASKS_FIX, evidence,
				     &answer, NULL));
	g_assert_cmpint(answer, ==, SP_CONTENT_UNKNOWN);
	g_assert_cmpuint(evidence->len, ==, 1);
}

static int run(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = g_strconcat("/content/", cases[i].name, NULL);

		g_test_add(name, Trees, &cases[i], trees_set_up, test_case, trees_tear_down);
	}
#define ADD(name, function) g_test_add(name, Trees, NULL, trees_set_up, function, trees_tear_down)
	ADD("/content-overlay-and-lost", test_overlay_and_lost);
	ADD("/content-empty-patch", test_empty_patch);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
