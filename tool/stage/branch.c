/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * branch: single files, and the whole, of a kernel source that is a commit in a repository, a
 * folder or a tarball. What has been read is kept for the life of the branch; what was read from a
 * tarball also in the cache, as reading one file means unpacking most of it.
 */
#include "stage/branch.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/progress.h"
#include "stage/gittree.h"
#include "stage/srctree.h"

#include <string.h>

typedef struct {
	SpFileState state;
	char *text;
	gsize length;
} File;

struct _SpBranch {
	char *name;
	char *origin;
	SpKver version;
	SpControl control;
	char *key;	      /* NULL until asked for */
	git_repository *repo; /* borrowed; NULL when not from git */
	git_tree *tree;	      /* NULL when not from git */
	char *revision;	      /* NULL when it names no commit */
	git_oid commit;	      /* what it names */
	char *path;	      /* folder or tarball */
	gboolean folder;      /* path is a folder */
	char *peeked;	      /* for a tarball: cache folder of what was read from it */
	GHashTable *files;    /* path -> File */
	GHashTable *replaced; /* path -> char *, NULL for a file that is gone */
	SpBranch *below;      /* what is read where nothing was replaced, NULL for the source */
	GData *made;	      /* later stages' own */
};

static void file_free(gpointer data)
{
	File *file = data;

	g_free(file->text);
	g_free(file);
}

static SpBranch *branch_new(const char *name)
{
	SpBranch *branch = g_new0(SpBranch, 1);

	branch->name = g_strdup(name);
	branch->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, file_free);
	branch->replaced = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return branch;
}

void sp_branch_free(SpBranch *branch)
{
	if (!branch)
		return;
	g_datalist_clear(&branch->made);
	g_free(branch->name);
	g_free(branch->origin);
	g_free(branch->key);
	g_free(branch->path);
	g_free(branch->peeked);
	g_free(branch->revision);
	git_tree_free(branch->tree);
	g_hash_table_unref(branch->files);
	g_hash_table_unref(branch->replaced);
	g_free(branch);
}

SpBranch *sp_branch_over(SpBranch *below)
{
	SpBranch *branch = branch_new(below->name);

	branch->below = below;
	branch->origin = g_strdup(below->origin);
	branch->version = below->version;
	return branch;
}

const char *sp_branch_name(const SpBranch *branch)
{
	return branch->name;
}

const SpKver *sp_branch_version(const SpBranch *branch)
{
	return &branch->version;
}

const char *sp_branch_revision(const SpBranch *branch)
{
	return branch->revision;
}

const git_oid *sp_branch_commit(const SpBranch *branch)
{
	return branch->revision ? &branch->commit : NULL;
}

const char *sp_branch_origin(const SpBranch *branch)
{
	return branch->origin;
}

/* Takes @text. */
static const File *keep(SpBranch *branch, const char *path, SpFileState state, char *text,
			gsize length)
{
	File *file = g_new0(File, 1);

	file->state = state;
	file->text = text;
	file->length = length;
	g_hash_table_insert(branch->files, g_strdup(path), file);
	return file;
}

static gboolean read_git(SpBranch *branch, const char *path, GError **error)
{
	gboolean found, lost;
	GError *cause = NULL;
	g_autoptr(git_blob) blob =
		sp_git_blob(branch->repo, branch->tree, path, &found, &lost, &cause);

	if (cause) {
		g_propagate_prefixed_error(error, cause, "%s: ", branch->name);
		return FALSE;
	}
	if (!blob) {
		keep(branch, path, lost ? SP_FILE_LOST : SP_FILE_ABSENT, NULL, 0);
		return TRUE;
	}
	gsize length = git_blob_rawsize(blob);
	char *text = g_malloc(length + 1);

	memcpy(text, git_blob_rawcontent(blob), length);
	text[length] = '\0';
	keep(branch, path, SP_FILE_FOUND, text, length);
	return TRUE;
}

static gboolean read_disk(SpBranch *branch, const char *full, const char *path, GError **error)
{
	char *text;
	gsize length;

	if (!g_file_test(full, G_FILE_TEST_IS_REGULAR)) {
		keep(branch, path, SP_FILE_ABSENT, NULL, 0);
		return TRUE;
	}
	if (!sp_fs_read(full, &text, &length, error))
		return FALSE;
	keep(branch, path, SP_FILE_FOUND, text, length);
	return TRUE;
}

/* Where the cache keeps a file of a tarball, or the note that it has none of that name. */
static char *peeked_path(const SpBranch *branch, const char *kind, const char *path)
{
	return g_build_filename(branch->peeked, kind, path, NULL);
}

static gboolean store_peeked(SpBranch *branch, GHashTable *found, GHashTable *absent,
			     GError **error)
{
	GHashTableIter it;
	gpointer path, bytes;

	g_hash_table_iter_init(&it, found);
	while (g_hash_table_iter_next(&it, &path, &bytes)) {
		g_autofree char *full = peeked_path(branch, "files", path);
		gsize length;
		const char *data = g_bytes_get_data(bytes, &length);

		if (!sp_fs_write(full, data ? data : "", length, error))
			return FALSE;
		keep(branch, path, SP_FILE_FOUND, g_strndup(data ? data : "", length), length);
	}
	g_hash_table_iter_init(&it, absent);
	while (g_hash_table_iter_next(&it, &path, NULL)) {
		g_autofree char *full = peeked_path(branch, "absent", path);

		if (!sp_fs_write(full, "", 0, error))
			return FALSE;
		keep(branch, path, SP_FILE_ABSENT, NULL, 0);
	}
	return TRUE;
}

/* What the cache has of @path already; FALSE if the tarball must be read. */
static gboolean have_peeked(SpBranch *branch, const char *path)
{
	g_autofree char *found = peeked_path(branch, "files", path);
	g_autofree char *absent = peeked_path(branch, "absent", path);

	if (g_file_test(absent, G_FILE_TEST_IS_REGULAR)) {
		keep(branch, path, SP_FILE_ABSENT, NULL, 0);
		return TRUE;
	}
	return g_file_test(found, G_FILE_TEST_IS_REGULAR) && read_disk(branch, found, path, NULL);
}

gboolean sp_branch_prefetch(SpBranch *branch, const char *const *paths, GError **error)
{
	g_autoptr(GHashTable) wanted = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							    (GDestroyNotify)g_bytes_unref);
	gboolean good;

	if (branch->below)
		return sp_branch_prefetch(branch->below, paths, error);
	if (!branch->peeked)
		return TRUE;
	for (; *paths; paths++)
		if (!g_hash_table_contains(branch->files, *paths) && !have_peeked(branch, *paths))
			g_hash_table_add(wanted, (gpointer)*paths);
	if (!g_hash_table_size(wanted))
		return TRUE;
	sp_progress_start("%s: reading %s", branch->name, branch->origin);
	good = sp_srctree_peek(branch->path, wanted, found, error) &&
	       store_peeked(branch, found, wanted, error);
	sp_progress_end(good ? "read" : "failed");
	if (!good)
		g_prefix_error(error, "%s: ", branch->name);
	return good;
}

gboolean sp_branch_read(SpBranch *branch, const char *path, SpFileState *state, const char **text,
			gsize *length, GError **error)
{
	const char *one[] = {path, NULL};
	g_autofree char *full = NULL;
	const File *file;
	gboolean good = TRUE;
	gpointer replaced;

	if (g_hash_table_lookup_extended(branch->replaced, path, NULL, &replaced)) {
		*state = replaced ? SP_FILE_FOUND : SP_FILE_ABSENT;
		*text = replaced;
		if (length)
			*length = replaced ? strlen(replaced) : 0;
		return TRUE;
	}
	if (branch->below)
		return sp_branch_read(branch->below, path, state, text, length, error);
	if (!g_hash_table_contains(branch->files, path)) {
		if (branch->tree) {
			good = read_git(branch, path, error);
		} else if (branch->folder) {
			full = g_build_filename(branch->path, path, NULL);
			good = read_disk(branch, full, path, error);
		} else {
			good = sp_branch_prefetch(branch, one, error);
		}
	}
	if (!good)
		return FALSE;
	file = g_hash_table_lookup(branch->files, path);
	*state = file->state;
	*text = file->text;
	if (length)
		*length = file->length;
	return TRUE;
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What was replaced in the folder itself: there, or gone. */
static void list_replaced(const SpBranch *branch, const char *folder, GPtrArray *names)
{
	GHashTableIter it;
	gpointer path, text;

	g_hash_table_iter_init(&it, branch->replaced);
	while (g_hash_table_iter_next(&it, &path, &text)) {
		g_autofree char *home = g_path_get_dirname(path);
		g_autofree char *name = g_path_get_basename(path);
		guint at;

		if (!g_str_equal(home, *folder ? folder : "."))
			continue;
		if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, &at))
			g_ptr_array_remove_index(names, at);
		if (text)
			g_ptr_array_add(names, g_steal_pointer(&name));
	}
}

static void list(const SpBranch *branch, const char *folder, GPtrArray *names)
{
	if (branch->below)
		list(branch->below, folder, names);
	else if (branch->tree)
		sp_gittree_list(branch->repo, branch->tree, folder, names);
	else if (branch->folder)
		sp_srctree_list(branch->path, folder, names);
	list_replaced(branch, folder, names);
}

GPtrArray *sp_branch_list(SpBranch *branch, const char *folder)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	list(branch, folder, names);
	g_ptr_array_sort(names, by_name);
	return names;
}

static const char *const texts[] = {NULL, "the fix was taken out", "the bug was put in"};

const char *sp_control_text(SpControl control)
{
	return texts[control];
}

gboolean sp_control_parse(const char *text, SpControl *control)
{
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		if (g_strcmp0(text, texts[i]) == 0) {
			*control = (SpControl)i;
			return TRUE;
		}
	return FALSE;
}

SpControl sp_branch_control(const SpBranch *branch)
{
	return branch->control;
}

void sp_branch_set_control(SpBranch *branch, SpControl control)
{
	branch->control = control;
}

void sp_branch_replace(SpBranch *branch, const char *path, const char *text)
{
	g_hash_table_insert(branch->replaced, g_strdup(path), g_strdup(text));
}

GHashTable *sp_branch_replaced(const SpBranch *branch)
{
	return branch->replaced;
}

const char *sp_branch_original(const SpBranch *branch, const char *path)
{
	const File *file = g_hash_table_lookup(branch->files, path);

	if (branch->below)
		return sp_branch_original(branch->below, path);
	return file && g_hash_table_contains(branch->replaced, path) ? file->text : NULL;
}

/* Only kernel source has such a Makefile at its top. */
static gboolean read_version(SpBranch *branch, const char *where, GError **error)
{
	const char *makefile;
	SpFileState state;

	if (!sp_branch_read(branch, "Makefile", &state, &makefile, NULL, error))
		return FALSE;
	if (state == SP_FILE_FOUND && sp_kver_from_makefile(makefile, &branch->version))
		return TRUE;
	g_set_error(error, SP_ERROR, state == SP_FILE_LOST ? SP_ERROR_UNKNOWN : SP_ERROR_USAGE,
		    "%s: %s is no kernel source: %s", branch->name, where,
		    state == SP_FILE_FOUND  ? "its Makefile names no VERSION and PATCHLEVEL"
		    : state == SP_FILE_LOST ? "the repository lacks its Makefile's content"
					    : "it has no Makefile at its top");
	return FALSE;
}

static gboolean open_tarball(SpBranch *branch, const char *cache, GError **error)
{
	g_autofree char *hash = sp_fs_hash(branch->path, error);
	g_autofree char *base = NULL;

	if (!hash)
		return FALSE;
	branch->key = g_strdup_printf("archive:%s", hash);
	branch->peeked = g_build_filename(cache, "peek", hash, NULL);
	return TRUE;
}

SpBranch *sp_branch_from_tree(const char *name, const char *path, const char *cache, GError **error)
{
	g_autoptr(SpBranch) branch = branch_new(name);

	branch->path = g_canonicalize_filename(path, NULL);
	branch->origin = g_path_get_basename(branch->path);
	branch->folder = g_file_test(path, G_FILE_TEST_IS_DIR);
	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(
			error, SP_ERROR, SP_ERROR_USAGE,
			"%s: there is no %s; --tree takes NAME=PATH of a kernel source folder or "
			"tarball",
			name, path);
		return NULL;
	}
	if (!branch->folder && !open_tarball(branch, cache, error)) {
		g_prefix_error(error, "%s: ", name);
		return NULL;
	}
	if (!read_version(branch, path, error))
		return NULL;
	return g_steal_pointer(&branch);
}

SpBranch *sp_branch_from_repo(const char *name, git_repository *repo, const char *revision,
			      GError **error)
{
	g_autoptr(SpBranch) branch = branch_new(name);
	g_autoptr(git_object) object = NULL;
	g_autoptr(git_object) tree = NULL;
	g_autoptr(git_object) commit = NULL;
	char id[GIT_OID_HEXSZ + 1];
	int rc = git_revparse_single(&object, repo, revision);

	if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC || rc == GIT_EAMBIGUOUS) {
		g_set_error(
			error, SP_ERROR, SP_ERROR_USAGE,
			"%s: the repository has no %s; `git -C %s branch -a` and `git tag` show "
			"what it has",
			name, revision, git_repository_path(repo));
		return NULL;
	}
	if (rc == 0)
		rc = git_object_peel(&tree, object, GIT_OBJECT_TREE);
	if (rc < 0) {
		sp_error_git(error, rc, "%s: reading %s", name, revision);
		return NULL;
	}
	if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0) {
		branch->revision = g_strdup(revision);
		git_oid_cpy(&branch->commit, git_object_id(commit));
	}
	branch->repo = repo;
	branch->tree = (git_tree *)g_steal_pointer(&tree);
	git_oid_tostr(id, sizeof(id), git_tree_id(branch->tree));
	branch->key = g_strdup_printf("git:%s", id);
	git_oid_tostr(id, 13, git_object_id(object));
	branch->origin = g_strdup_printf("%s (%s %s)", revision,
					 git_object_type2string(git_object_type(object)), id);
	if (!read_version(branch, revision, error))
		return NULL;
	return g_steal_pointer(&branch);
}

const char *sp_branch_key(SpBranch *branch, GError **error)
{
	g_autofree char *hash = NULL;

	if (branch->below)
		return sp_branch_key(branch->below, error);
	if (branch->key)
		return branch->key;
	hash = sp_srctree_listing_hash(branch->path, error);
	if (!hash)
		return NULL;
	branch->key = g_strdup_printf("folder:%s", hash);
	return branch->key;
}

GData **sp_branch_made(SpBranch *branch)
{
	return &branch->made;
}

gboolean sp_branch_export(SpBranch *branch, const char *target, GPtrArray **lost, GError **error)
{
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);

	if (branch->below)
		return sp_branch_export(branch->below, target, lost, error);
	if (branch->tree) {
		if (!sp_gittree_export(branch->repo, branch->tree, target, missing, error)) {
			g_prefix_error(error, "%s: ", branch->name);
			return FALSE;
		}
	} else if (!sp_srctree_copy(branch->path, target, error)) {
		return FALSE;
	}
	*lost = g_steal_pointer(&missing);
	return TRUE;
}
