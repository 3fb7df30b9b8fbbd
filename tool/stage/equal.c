/* SPDX-License-Identifier: GPL-2.0-only */
/* equal: candidates from the index, by the files they touch; then line by line. */
#include "stage/equal.h"

#include "base/git.h"
#include "stage/histgraph.h"
#include "stage/histwrite.h"
#include "stage/trailer.h"

#include <string.h>

enum { MANY_FILES = 50 }; /* what changes more is no backport of one fix */

typedef struct {
	git_oid id;
	int branch;
	guint32 subject;
	gboolean hashed; /* change is known */
	gboolean fresh;	 /* and the index does not have it yet */
	gint64 change;
} Candidate;

/* The unnamed commits that touch @path, or may, of all branches; borrowed. */
static const GArray *touching(SpHistory *history, const char *path, GError **error)
{
	g_autoptr(GArray) all = NULL;
	sqlite3_stmt *get;
	gboolean row = TRUE;

	if (g_hash_table_contains(sp_history_memo(history), path))
		return g_hash_table_lookup(sp_history_memo(history), path);
	get = sp_histdb_statement(sp_history_db(history),
				  "SELECT u.id, u.rest, u.subject, u.change, m.branch FROM touch t "
				  "JOIN unnamed u ON u.id = t.id JOIN member m ON m.id = t.id "
				  "WHERE t.path IN (?, ?)",
				  error);
	if (!get)
		return NULL;
	sqlite3_bind_int64(get, 1, sp_histwrite_path_hash(path));
	sqlite3_bind_int64(get, 2, SP_HISTWRITE_ANY_PATH);
	all = g_array_new(FALSE, FALSE, sizeof(Candidate));
	while (sp_sql_step(get, &row, error)) {
		Candidate one = {.fresh = FALSE};

		if (!row) {
			g_hash_table_insert(sp_history_memo(history), g_strdup(path),
					    g_array_ref(all));
			return all; /* the memo holds it */
		}
		sp_histdb_id(sqlite3_column_int64(get, 0), sqlite3_column_blob(get, 1), &one.id);
		one.subject = (guint32)sqlite3_column_int64(get, 2);
		one.hashed = sqlite3_column_type(get, 3) != SQLITE_NULL;
		one.change = sqlite3_column_int64(get, 3);
		one.branch = sqlite3_column_int(get, 4);
		g_array_append_val(all, one);
	}
	return NULL;
}

/* Those of them that are of the branch. */
static gboolean add_candidates(SpHistory *history, const SpHistBranch *branch, const char *path,
			       GHashTable *candidates, GError **error)
{
	const GArray *all = touching(history, path, error);

	for (guint i = 0; all && i < all->len; i++) {
		const Candidate *one = &g_array_index(all, Candidate, i);
		gint64 key = sp_histdb_key(&one->id);

		if (one->branch == branch->n)
			g_hash_table_replace(candidates, g_memdup2(&key, sizeof(key)),
					     g_memdup2(one, sizeof(*one)));
	}
	return all != NULL;
}

/* A line without its white space. */
static char *squeeze(const char *text)
{
	char *line = g_malloc(strlen(text) + 1), *end = line;

	for (; *text; text++)
		if (!g_ascii_isspace(*text))
			*end++ = *text;
	*end = '\0';
	return line;
}

/* All lines of a file's hunks, squeezed, with the sign before each. */
static char *all_lines(const SpPatchFile *file)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];

		for (guint k = 0; k < hunk->lines->len; k++) {
			const SpHunkLine *line = hunk->lines->pdata[k];
			g_autofree char *text = squeeze(line->text);

			g_string_append_printf(all, "%c%s\n", line->origin, text);
		}
	}
	return g_string_free(g_steal_pointer(&all), FALSE);
}

static int by_path(gconstpointer a, gconstpointer b)
{
	return strcmp((*(SpPatchFile *const *)a)->path, (*(SpPatchFile *const *)b)->path);
}

/* Git's patch id, so to speak. */
static gint64 hash_change(const GPtrArray *files)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_copy((GPtrArray *)files, NULL, NULL);
	g_autoptr(GString) all = g_string_new(NULL);

	g_ptr_array_set_free_func(sorted, NULL); /* they are not its own */
	g_ptr_array_sort(sorted, by_path);
	for (guint i = 0; i < sorted->len; i++) {
		const SpPatchFile *file = sorted->pdata[i];
		g_autofree char *lines = all_lines(file);

		g_string_append_printf(all, "%s %d %d\n%s", file->path, file->added, file->deleted,
				       lines);
	}
	return sp_histwrite_path_hash(all->str);
}

/* Changed lines with a word in them: "path\n+line" -> how often. */
static GHashTable *changed_lines(const GPtrArray *files, guint *count)
{
	GHashTable *lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	*count = 0;
	for (guint i = 0; i < files->len; i++) {
		const SpPatchFile *file = files->pdata[i];
		g_autofree char *text = all_lines(file);
		g_auto(GStrv) all = g_strsplit(text, "\n", -1);

		for (guint k = 0; all[k]; k++) {
			gsize words = strcspn(all[k], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr"
						      "stuvwxyz");
			char *key;

			if (!*all[k] || *all[k] == ' ' || !all[k][words])
				continue;
			key = g_strconcat(file->path, "\n", all[k], NULL);
			g_hash_table_insert(
				lines, key,
				GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(lines, key)) +
						 1));
			(*count)++;
		}
	}
	return lines;
}

/* At least half of the larger one's lines. */
static gboolean near_change(const GPtrArray *a, const GPtrArray *b)
{
	guint of_a, of_b, common = 0;
	g_autoptr(GHashTable) x = changed_lines(a, &of_a);
	g_autoptr(GHashTable) y = changed_lines(b, &of_b);
	GHashTableIter it;
	gpointer line, count;

	g_hash_table_iter_init(&it, x);
	while (g_hash_table_iter_next(&it, &line, &count))
		common += MIN(GPOINTER_TO_UINT(count),
			      GPOINTER_TO_UINT(g_hash_table_lookup(y, line)));
	return common && 2 * common >= MAX(of_a, of_b);
}

/* What a commit changes; NULL if that is much, or cannot be had or be read. */
static GPtrArray *changes_of(git_repository *repo, git_commit *commit)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	g_autoptr(GPtrArray) paths = sp_git_changed_paths(repo, git_commit_id(commit), MANY_FILES);
	g_autoptr(GPtrArray) files = sp_diff_files();
	g_autoptr(git_commit) parent = NULL;
	g_autoptr(git_tree) now = NULL;
	g_autoptr(git_tree) before = NULL;
	g_autoptr(git_diff) diff = NULL;

	if (!paths || !paths->len)
		return NULL;
	/* Named, so that libgit2 goes to these alone. */
	options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH | GIT_DIFF_IGNORE_SUBMODULES;
	options.pathspec = (git_strarray){(char **)paths->pdata, paths->len};
	if (git_commit_parent(&parent, commit, 0) < 0 || git_commit_tree(&now, commit) < 0 ||
	    git_commit_tree(&before, parent) < 0 ||
	    git_diff_tree_to_tree(&diff, repo, before, now, &options) < 0 ||
	    !sp_diff_read(diff, files, NULL, NULL))
		return NULL;
	return g_steal_pointer(&files);
}

static gboolean same_author(git_commit *commit, const SpPatch *patch)
{
	const git_signature *author = git_commit_author(commit);
	g_autofree char *text = g_strdup_printf("%s <%s>", author->name, author->email);
	g_autofree char *person = sp_trailer_person(text);

	return g_strcmp0(person, patch->author) == 0;
}

static gboolean is_equal(git_repository *repo, Candidate *candidate, const SpPatch *patch,
			 gint64 change)
{
	guint32 subject = sp_graph_subject_hash(patch->subject, strlen(patch->subject));
	g_autoptr(GPtrArray) files = NULL;
	g_autoptr(git_commit) commit = NULL;

	if (candidate->hashed && (candidate->change == change || candidate->subject != subject))
		return candidate->change == change;
	if (git_commit_lookup(&commit, repo, &candidate->id) < 0)
		return FALSE;
	files = changes_of(repo, commit);
	if (!candidate->hashed) {
		candidate->change = files ? hash_change(files) : 0;
		candidate->hashed = candidate->fresh = TRUE;
	}
	return files && (candidate->change == change ||
			 (candidate->subject == subject && same_author(commit, patch) &&
			  near_change(files, patch->files)));
}

/* So that the next run need not read these commits again. It only spares time: a cache that cannot
 * be written, or is being written by another process, is no error. */
static void remember(SpHistory *history, GHashTable *candidates)
{
	sqlite3_stmt *put = sp_histdb_statement(sp_history_db(history),
						"UPDATE unnamed SET change = ? WHERE id = ?", NULL);
	gboolean good = put != NULL, any = FALSE;
	GHashTableIter it;
	gpointer key, value;

	g_hash_table_iter_init(&it, candidates);
	while (good && g_hash_table_iter_next(&it, &key, &value)) {
		const Candidate *one = value;

		if (!one->fresh)
			continue;
		any = TRUE;
		sqlite3_bind_int64(put, 1, one->change);
		sqlite3_bind_int64(put, 2, *(gint64 *)key);
		good = sp_sql_run(put, NULL);
	}
	if (any)
		g_hash_table_remove_all(sp_history_memo(history));
}

GArray *sp_equal_find(SpHistory *history, const SpHistBranch *branch, const SpPatch *patch,
		      guint *unlike, GError **error)
{
	g_autoptr(GHashTable) candidates =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	g_autoptr(GArray) equal = g_array_new(FALSE, FALSE, sizeof(git_oid));
	gint64 change = hash_change(patch->files);
	GHashTableIter it;
	gpointer one;

	*unlike = 0;
	for (guint i = 0; i < patch->files->len; i++)
		if (!add_candidates(history, branch, ((SpPatchFile *)patch->files->pdata[i])->path,
				    candidates, error))
			return NULL;
	g_hash_table_iter_init(&it, candidates);
	while (g_hash_table_iter_next(&it, NULL, &one)) {
		Candidate *candidate = one;

		if (is_equal(sp_history_repo(history), candidate, patch, change))
			g_array_append_val(equal, candidate->id);
		else
			(*unlike)++;
	}
	remember(history, candidates);
	return g_steal_pointer(&equal);
}
