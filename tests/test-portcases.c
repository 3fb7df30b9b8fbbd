/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cases in tests/port/, each a folder: upstream.patch, upstream/ (the files after the fix,
 * where the commit is known, and any beside them), branch/ (files of the branch), and either
 * expect/ (what the port must make of them; an empty file is one that it removes) or refuse (why
 * there must be no port). "about" says what kind a case is of. Each is tried with the commit known
 * and, unless known-only says why not, with the patch alone. A clean port that is not the expected
 * one is wrong; a refusal only if tests/port/solved names the case. tests/port/wrong names what
 * still comes out wrong.
 */
#include "stage/port.h"
#include "trees.h"

#include "base/err.h"

#include <stdio.h>

#define CASES "tests/port"
#define SOLVED_LIST "solved"
#define WRONG_LIST "wrong"
#define PLAIN "plain/"

typedef enum { SOLVED_RIGHT, REFUSED_RIGHT, REFUSED, WRONG } Outcome;

typedef struct {
	guint cases, solved, alone, refused, wrong;
} Count;

static GHashTable *solved_list; /* lines of tests/port/solved */
static GHashTable *wrong_list;	/* lines of tests/port/wrong */
static GHashTable *counts;	/* kind -> Count */

static char *read_text(const char *dir, const char *name)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	char *text = NULL;

	if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
		g_assert_true(sp_fs_read(path, &text, NULL, NULL));
	return text;
}

/* Path under @dir -> text, of every file there. */
static void read_files(const char *dir, const char *below, GHashTable *texts)
{
	g_autofree char *folder = g_build_filename(dir, below, NULL);
	g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries))) {
		g_autofree char *path =
			*below ? g_build_filename(below, name, NULL) : g_strdup(name);
		char *text = read_text(dir, path);

		if (text)
			g_hash_table_insert(texts, g_steal_pointer(&path), text);
		else
			read_files(dir, path, texts);
	}
}

static GHashTable *folder_texts(const char *dir, const char *name)
{
	g_autofree char *folder = g_build_filename(dir, name, NULL);
	GHashTable *texts = NULL;

	if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
		return NULL;
	texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	read_files(folder, "", texts);
	return texts;
}

/* One side of a hunk, "-" or "+"; how many lines it has. */
static guint append_side(GString *to, const SpHunk *hunk, char origin)
{
	guint count = 0;

	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = hunk->lines->pdata[i];

		if (line->origin != ' ' && line->origin != origin)
			continue;
		g_string_append_printf(to, "%s\n", line->text);
		count++;
	}
	return count;
}

/* The file before the change: @post with the hunks taken back where the patch says they are. */
static char *before_of(const SpPatchFile *file, const char *post)
{
	g_autoptr(GString) pre = g_string_new(NULL);
	const char *rest = post;
	guint line = 0; /* of @pre, 0-based */

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];
		g_autoptr(GString) old = g_string_new(NULL);
		g_autoptr(GString) new = g_string_new(NULL);
		guint removed = append_side(old, hunk, '-');
		guint first = removed ? hunk->old_start - 1 : hunk->old_start;

		append_side(new, hunk, '+');
		for (; line < first; line++) {
			const char *end = strchr(rest, '\n');

			g_assert_nonnull(end);
			g_string_append_len(pre, rest, end + 1 - rest);
			rest = end + 1;
		}
		/* The last line may have no end. */
		if (strlen(rest) + 1 == new->len) {
			g_string_truncate(new, new->len - 1);
			g_string_truncate(old, old->len - 1);
		}
		g_assert_true(g_str_has_prefix(rest, new->str));
		rest += new->len;
		g_string_append(pre, old->str);
		line += removed;
	}
	g_string_append(pre, rest);
	return g_string_free(g_steal_pointer(&pre), FALSE);
}

/* The names in the folder of @path. */
static GStrv names_beside(const char *path, GHashTable *upstream)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	GHashTableIter it;
	gpointer other;

	g_hash_table_iter_init(&it, upstream);
	while (g_hash_table_iter_next(&it, &other, NULL)) {
		g_autofree char *its = g_path_get_dirname(other);

		if (g_str_equal(its, folder))
			g_ptr_array_add(names, g_path_get_basename(other));
	}
	g_ptr_array_add(names, NULL);
	return (GStrv)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

/* What a commit in the repository would tell: the files before and after. */
static void know_commit(const SpPatch *patch, GHashTable *upstream)
{
	for (guint i = 0; i < patch->files->len; i++) {
		SpPatchFile *file = patch->files->pdata[i];
		const char *post = g_hash_table_lookup(upstream, file->path);

		if (file->deleted) {
			file->pre = before_of(file, "");
			continue;
		}
		g_assert_nonnull(post);
		file->post = g_strdup(post);
		file->beside = names_beside(file->path, upstream);
		if (!file->added)
			file->pre = before_of(file, post);
	}
}

/* The branch as a source folder. */
static SpBranch *make_branch(Trees *trees, GHashTable *files)
{
	g_autofree char *tree = trees_path(trees, "tree");
	g_autoptr(GError) error = NULL;
	GHashTableIter it;
	gpointer path, text;
	SpBranch *branch;

	g_assert_true(sp_fs_remove(tree, NULL));
	trees_write(trees, "tree/Makefile", MAKEFILE);
	g_hash_table_iter_init(&it, files);
	while (g_hash_table_iter_next(&it, &path, &text)) {
		g_autofree char *name = g_build_filename("tree", path, NULL);

		trees_write(trees, name, text);
	}
	branch = sp_branch_from_tree("linux-5.10.y", tree, trees->dir, &error);
	g_assert_no_error(error);
	return branch;
}

static void tell(const SpPortFile *file)
{
	for (guint i = 0; file->places && i < file->places->len; i++) {
		const SpPlace *place = file->places->pdata[i];

		g_test_message("line %u by %s, margin %d, %s", place->changed, place->rung,
			       place->margin, place->names ? place->names : "no names");
	}
	g_test_message("%s", file->diff);
}

/* Path of a file that is not as expected, with a part of what came out; NULL when all are. */
static char *first_difference(GHashTable *got, GHashTable *wanted)
{
	GHashTableIter it;
	gpointer path, text;

	g_hash_table_iter_init(&it, got);
	while (g_hash_table_iter_next(&it, &path, &text)) {
		const char *expected = g_hash_table_lookup(wanted, path);

		/* an empty one is to be removed */
		if (!expected || g_strcmp0(*expected ? expected : NULL, text) != 0)
			return g_strdup(path);
	}
	g_hash_table_iter_init(&it, wanted);
	while (g_hash_table_iter_next(&it, &path, NULL))
		if (!g_hash_table_contains(got, path))
			return g_strdup(path);
	return NULL;
}

static Outcome judge(const SpPort *port, GHashTable *wanted)
{
	g_autoptr(GHashTable) got = NULL;
	g_autofree char *different = NULL;

	if (!port->clean) {
		g_test_message("refused: %s", port->why);
		return wanted ? REFUSED : REFUSED_RIGHT;
	}
	got = sp_port_texts(port);
	different = wanted ? first_difference(got, wanted) : NULL;
	if (wanted && !different)
		return SOLVED_RIGHT;
	for (guint i = 0; i < port->files->len; i++)
		tell(port->files->pdata[i]);
	g_test_message("WRONG: called clean, but %s",
		       wanted ? different : "the case is to be refused");
	return WRONG;
}

static Outcome try_case(const char *dir, GHashTable *upstream)
{
	g_autofree char *file = g_build_filename(dir, "upstream.patch", NULL);
	g_autoptr(GHashTable) files = folder_texts(dir, "branch");
	g_autoptr(GHashTable) wanted = folder_texts(dir, "expect");
	g_autoptr(GError) error = NULL;
	g_autoptr(SpPatch) patch = sp_patch_read(file, &error);
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(SpPort) port = NULL;
	Outcome outcome;
	Trees trees;

	if (!patch) {
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("refused: %s", error->message);
		return wanted ? REFUSED : REFUSED_RIGHT;
	}
	if (upstream)
		know_commit(patch, upstream);
	trees_set_up(&trees, NULL);
	branch = make_branch(&trees, files);
	port = sp_port_patch(patch, branch, &error);
	g_assert_no_error(error);
	outcome = judge(port, wanted);
	trees_tear_down(&trees, NULL);
	return outcome;
}

/*
 * A case that was solved once must stay so, and one that is known to come out wrong must leave that
 * list as soon as it does not. @how: "", or " alone" for the patch alone.
 */
static void hold(const char *name, const char *how, Outcome outcome)
{
	g_autofree char *entry = g_strconcat(name, how, NULL);
	gboolean was_solved = g_hash_table_contains(solved_list, entry);
	gboolean was_wrong = g_hash_table_contains(wrong_list, entry);

	if (outcome == WRONG)
		g_test_message("wrong, called clean: %s", entry);
	if (outcome == WRONG && was_wrong)
		g_test_incomplete("known to be wrong");
	else if (outcome == WRONG)
		g_test_fail_printf("%s: wrong, and called clean", entry);
	else if (was_wrong)
		g_test_fail_printf("%s: not wrong any more: take it off " WRONG_LIST, entry);
	if (was_solved && outcome != SOLVED_RIGHT)
		g_test_fail_printf("%s: it was solved before", entry);
	else if (!was_solved && outcome == SOLVED_RIGHT)
		g_test_message("not in " SOLVED_LIST " yet: %s", entry);
}

static Count *count_of(const char *dir)
{
	g_autofree char *about = read_text(dir, "about");
	char *colon;
	Count *count;

	g_assert_nonnull(about);
	colon = strchr(about, ':');
	g_assert_nonnull(colon);
	*colon = '\0';
	count = g_hash_table_lookup(counts, about);
	if (!count) {
		count = g_new0(Count, 1);
		g_hash_table_insert(counts, g_strdup(about), count);
	}
	return count;
}

static void test_case(gconstpointer data)
{
	const char *name = data;
	g_autofree char *dir = g_build_filename(CASES, name, NULL);
	g_autofree char *refuse = read_text(dir, "refuse");
	g_autofree char *known_only = read_text(dir, "known-only");
	g_autoptr(GHashTable) upstream = folder_texts(dir, "upstream");
	g_autoptr(GHashTable) wanted = folder_texts(dir, "expect");
	Count *count = count_of(dir);
	Outcome known = REFUSED, alone = REFUSED;

	g_assert_true(!refuse == !!wanted);
	g_assert_true(upstream || !known_only);
	if (upstream)
		known = try_case(dir, upstream);
	if (!known_only)
		alone = try_case(dir, NULL);
	if (!upstream)
		known = alone;
	count->cases++;
	count->solved += known == SOLVED_RIGHT;
	count->alone += alone == SOLVED_RIGHT;
	count->refused += known == REFUSED || known == REFUSED_RIGHT;
	count->wrong += known == WRONG || alone == WRONG;
	hold(name, "", known);
	if (!known_only)
		hold(name, " alone", alone);
}

static int compare_names(gconstpointer one, gconstpointer two)
{
	return strcmp(*(const char *const *)one, *(const char *const *)two);
}

static GPtrArray *case_names(void)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) entries = g_dir_open(CASES, 0, NULL);
	const char *name;

	g_assert_nonnull(entries); /* run from the top of the source */
	while ((name = g_dir_read_name(entries))) {
		g_autofree char *dir = g_build_filename(CASES, name, NULL);

		if (g_file_test(dir, G_FILE_TEST_IS_DIR))
			g_ptr_array_add(names, g_strdup(name));
	}
	g_ptr_array_sort(names, compare_names);
	return names;
}

/* The lines of a list as a set. */
static GHashTable *read_list(const char *name)
{
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *text = read_text(CASES, name);
	g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);

	for (char **line = lines; *line; line++)
		if (**line)
			g_hash_table_add(set, g_strdup(*line));
	return set;
}

static void print_counts(void)
{
	g_autoptr(GList) kinds = g_list_sort(g_hash_table_get_keys(counts), (GCompareFunc)strcmp);
	guint plain = 0, solved = 0, alone = 0;

	for (GList *kind = kinds; kind; kind = kind->next) {
		const Count *count = g_hash_table_lookup(counts, kind->data);

		printf("# %-24s %3u cases, %3u solved (%u by the patch alone), %3u refused, %u "
		       "wrong\n",
		       (const char *)kind->data, count->cases, count->solved, count->alone,
		       count->refused, count->wrong);
		if (!g_str_has_prefix(kind->data, PLAIN))
			continue;
		plain += count->cases;
		solved += count->solved;
		alone += count->alone;
	}
	if (plain)
		printf("# of the %u that are not adversarial %u %% are solved, %u %% by the patch "
		       "alone\n",
		       plain, solved * 100 / plain, alone * 100 / plain);
}

static int run(void)
{
	g_autoptr(GPtrArray) names = case_names();
	int result;

	counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	solved_list = read_list(SOLVED_LIST);
	wrong_list = read_list(WRONG_LIST);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path = g_strconcat("/portcases/", names->pdata[i], NULL);

		g_test_add_data_func(path, names->pdata[i], test_case);
	}
	result = g_test_run();
	print_counts();
	g_hash_table_unref(counts);
	g_hash_table_unref(solved_list);
	g_hash_table_unref(wrong_list);
	return result;
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions(); /* one wrong case must not hide the others */
	return trees_run(run);
}
