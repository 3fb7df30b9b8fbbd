/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * workdir: cache/src/<hash>/ holds tree/ (the source), lost (what it lacks) and changed/, where the
 * pristine text of each file that a variant replaced or removed is kept under its escaped name:
 * "f-mm%2Fshmem.c", or "a-..." for a file that the source does not have. The pristine copy is
 * written before the tree's file is touched, so a run that is killed anywhere can be put right by
 * the next.
 */
#include "stage/workdir.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/fs.h"
#include "base/progress.h"
#include "base/run.h"

#define ROLLBACK_SECONDS 60

struct _SpSource {
	char *key;
	char *tree;
	char *changed;
	GPtrArray *lost;
	SpLock *lock;
};

void sp_source_free(SpSource *source)
{
	if (!source)
		return;
	g_free(source->key);
	g_free(source->tree);
	g_free(source->changed);
	g_clear_pointer(&source->lost, g_ptr_array_unref);
	g_clear_pointer(&source->lock, sp_fs_unlock);
	g_free(source);
}

const char *sp_source_dir(const SpSource *source)
{
	return source->tree;
}

const char *sp_source_key(const SpSource *source)
{
	return source->key;
}

const GPtrArray *sp_source_lost(const SpSource *source)
{
	return source->lost;
}

void sp_workdir_sweep(const char *dir, const char *name)
{
	g_autofree char *prefix = g_strdup_printf(".%s.tmp-", name);
	g_autoptr(GDir) handle = g_dir_open(dir, 0, NULL);
	const char *entry;

	while (handle && (entry = g_dir_read_name(handle))) {
		g_autofree char *path = g_build_filename(dir, entry, NULL);
		g_autoptr(GError) error = NULL;

		/* Only space is at stake, and whoever needs it is told by the next write. */
		if (g_str_has_prefix(entry, prefix) && !sp_fs_remove(path, &error))
			g_debug("%s", error->message);
	}
}

/* make mrproper, which takes away what the architecture @arch (a folder of arch/) has generated. */
static gboolean mrproper(const char *tree, const char *arch, GError **error)
{
	static const char *const env[] = {"LC_ALL=C", "MAKEFLAGS", "MAKELEVEL", "KBUILD_OUTPUT",
					  NULL};
	g_autofree char *variable = g_strconcat("ARCH=", arch, NULL);
	const char *const argv[] = {"make", "-C", tree, variable, "mrproper", NULL};
	SpRunSpec spec = {.argv = argv, .env = env, .timeout = 1800};
	g_autofree char *output = NULL;

	if (sp_run_output(&spec, &output, error))
		return TRUE;
	g_prefix_error(error, "the source was built in, and cleaning our copy of it failed: ");
	return FALSE;
}

static gboolean exists_in(const char *tree, const char *path)
{
	g_autofree char *full = g_build_filename(tree, path, NULL);

	return g_file_test(full, G_FILE_TEST_EXISTS);
}

/* A folder that was built in, for whatever architecture, would be refused by a build with O=. */
static gboolean clean_copy(const char *tree, GError **error)
{
	g_autofree char *top = g_build_filename(tree, "arch", NULL);
	g_autoptr(GDir) arches = g_dir_open(top, 0, NULL);
	const char *arch;

	while (arches && (arch = g_dir_read_name(arches))) {
		g_autofree char *trace = g_build_filename("arch", arch, "include/generated", NULL);

		if (exists_in(tree, trace) && !mrproper(tree, arch, error))
			return FALSE;
	}
	return (!exists_in(tree, ".config") && !exists_in(tree, "include/config") &&
		!exists_in(tree, "include/generated")) ||
	       mrproper(tree, "x86", error);
}

/* Makes @dir with tree/ and lost, all at once. */
static gboolean export_source(SpBranch *branch, const char *dir, GError **error)
{
	g_autofree char *made = sp_fs_temp_dir(dir, error);
	g_autofree char *tree = made ? g_build_filename(made, "tree", NULL) : NULL;
	g_autofree char *list = made ? g_build_filename(made, "lost", NULL) : NULL;
	g_autoptr(GPtrArray) lost = NULL;
	g_autofree char *text = NULL;
	g_autoptr(GError) ignored = NULL;

	if (!made)
		return FALSE;
	sp_progress_start("%s: copying the source", sp_branch_name(branch));
	if (sp_fs_mkdir(tree, error) && sp_branch_export(branch, tree, &lost, error) &&
	    clean_copy(tree, error)) {
		g_ptr_array_add(lost, NULL);
		text = g_strjoinv("\n", (char **)lost->pdata);
		if (sp_fs_write(list, text, strlen(text), error) &&
		    sp_fs_replace_dir(made, dir, error)) {
			sp_progress_end("done");
			return TRUE;
		}
	}
	sp_progress_end("failed");
	if (!sp_fs_remove(made, &ignored))
		g_debug("%s", ignored->message);
	return FALSE;
}

static gboolean read_lost(SpSource *source, const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (!sp_fs_read(path, &text, NULL, error))
		return FALSE;
	source->lost = g_ptr_array_new_with_free_func(g_free);
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		if (*lines[i])
			g_ptr_array_add(source->lost, g_strdup(lines[i]));
	}
	return TRUE;
}

/* Exports once more when the user has fetched since what the repository lacked. */
static gboolean regain_lost(SpSource *source, SpBranch *branch, const char *dir, GError **error)
{
	g_autofree char *lost = g_build_filename(dir, "lost", NULL);
	gboolean regained = FALSE;

	for (guint i = 0; !regained && i < source->lost->len; i++) {
		SpFileState state;
		const char *text;

		if (!sp_branch_read(branch, g_ptr_array_index(source->lost, i), &state, &text, NULL,
				    error))
			return FALSE;
		regained = state == SP_FILE_FOUND;
	}
	if (!regained)
		return TRUE;
	g_clear_pointer(&source->lost, g_ptr_array_unref);
	return export_source(branch, dir, error) && read_lost(source, lost, error);
}

SpSource *sp_source_open(SpBranch *branch, const char *cache, GError **error)
{
	g_autoptr(SpSource) source = g_new0(SpSource, 1);
	const char *key = sp_branch_key(branch, error);
	g_autofree char *hash = NULL;
	g_autofree char *top = g_build_filename(cache, "src", NULL);
	g_autofree char *dir = NULL;
	g_autofree char *lock = NULL;
	g_autofree char *lost = NULL;

	if (!key)
		return NULL;
	hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
	hash[16] = '\0';
	dir = g_build_filename(top, hash, NULL);
	lock = g_strconcat(dir, ".lock", NULL);
	lost = g_build_filename(dir, "lost", NULL);
	source->key = g_strdup(key);
	source->tree = g_build_filename(dir, "tree", NULL);
	source->changed = g_build_filename(dir, "changed", NULL);
	if (!sp_fs_mkdir(top, error))
		return NULL;
	source->lock = sp_fs_lock(lock, error);
	if (!source->lock)
		return NULL;
	sp_workdir_sweep(top, hash);
	if (!g_file_test(lost, G_FILE_TEST_EXISTS) && !export_source(branch, dir, error))
		return NULL;
	if (!read_lost(source, lost, error) || !regain_lost(source, branch, dir, error))
		return NULL;
	return g_steal_pointer(&source);
}

/* TRUE if @path stays below @tree: no "..", and no link on the way that leads out. */
static gboolean stays_inside(const char *tree, const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	g_autofree char *real_tree = realpath(tree, NULL);
	g_autofree char *at = g_strdup(tree);
	gboolean inside = *path && *path != '/' && real_tree;

	for (guint i = 0; inside && parts[i]; i++) {
		g_autofree char *real = NULL;
		char *next;

		if (!*parts[i] || g_str_equal(parts[i], "..") || g_str_equal(parts[i], "."))
			return FALSE;
		if (!parts[i + 1])
			break; /* a link as the last part is replaced, not followed */
		next = g_build_filename(at, parts[i], NULL);
		g_free(at);
		at = next;
		real = realpath(at, NULL);
		if (!real)
			break; /* not there yet */
		inside = g_str_has_prefix(real, real_tree) && real[strlen(real_tree)] == '/';
	}
	return inside;
}

/* The entry of changed/ for @path. */
static char *kept_path(const SpSource *source, char kind, const char *path)
{
	g_autofree char *escaped = g_uri_escape_string(path, NULL, FALSE);
	g_autofree char *name = g_strdup_printf("%c-%s", kind, escaped);

	return g_build_filename(source->changed, name, NULL);
}

/* sp_fs_write_changed(), with the mode that @model has, where that is there. */
static gboolean write_like(const char *model, const char *path, const char *text, gsize length,
			   GError **error)
{
	struct stat st;
	gboolean known = stat(model, &st) == 0;

	if (!sp_fs_write_changed(path, text, length, error))
		return FALSE;
	if (known && g_chmod(path, st.st_mode & 0777) != 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot set the mode of %s", path);
		return FALSE;
	}
	return TRUE;
}

/* Writes down what stands at @path in the branch's source, unless that was done before. */
static gboolean keep_pristine(const SpSource *source, const char *path, GError **error)
{
	g_autofree char *kept = kept_path(source, 'f', path);
	g_autofree char *absent = kept_path(source, 'a', path);
	g_autofree char *real = g_build_filename(source->tree, path, NULL);
	g_autofree char *text = NULL;
	gsize length;

	if (g_file_test(kept, G_FILE_TEST_EXISTS) || g_file_test(absent, G_FILE_TEST_EXISTS))
		return TRUE;
	if (!g_file_test(real, G_FILE_TEST_EXISTS))
		return sp_fs_write(absent, "", 0, error);
	return sp_fs_read(real, &text, &length, error) &&
	       write_like(real, kept, text, length, error);
}

/* sp_fs_write_changed(), but a script stays executable, also when it was gone in between. */
static gboolean write_file(const SpSource *source, const char *path, const char *text, gsize length,
			   GError **error)
{
	g_autofree char *real = g_build_filename(source->tree, path, NULL);
	g_autofree char *kept = kept_path(source, 'f', path);

	if (g_file_test(real, G_FILE_TEST_EXISTS))
		return write_like(real, real, text, length, error);
	return write_like(kept, real, text, length, error);
}

/* Puts back the file that one entry of changed/ is about, and removes the entry. */
static gboolean put_back(const SpSource *source, const char *entry, const char *path,
			 GError **error)
{
	g_autofree char *kept = g_build_filename(source->changed, entry, NULL);
	g_autofree char *real = g_build_filename(source->tree, path, NULL);
	g_autofree char *text = NULL;
	gsize length;

	if (*entry == 'a')
		return sp_fs_remove(real, error) && sp_fs_remove(kept, error);
	return sp_fs_read(kept, &text, &length, error) &&
	       write_file(source, path, text, length, error) && sp_fs_remove(kept, error);
}

static gboolean put_others_back(const SpSource *source, GHashTable *files, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(source->changed, 0, NULL);
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		/* anything else is the temporary file of a write that was cut off */
		if (g_str_has_prefix(name, "f-") || g_str_has_prefix(name, "a-"))
			g_ptr_array_add(entries, g_strdup(name));
	}
	for (guint i = 0; i < entries->len; i++) {
		const char *entry = g_ptr_array_index(entries, i);
		g_autofree char *path = g_uri_unescape_string(entry + 2, NULL);

		if (path && stays_inside(source->tree, path) &&
		    !g_hash_table_contains(files, path) && !put_back(source, entry, path, error))
			return FALSE;
	}
	return TRUE;
}

gboolean sp_source_apply(SpSource *source, GHashTable *files, GError **error)
{
	GHashTableIter it;
	gpointer path, text;

	if (!put_others_back(source, files, error))
		return FALSE;
	g_hash_table_iter_init(&it, files);
	while (g_hash_table_iter_next(&it, &path, &text)) {
		g_autofree char *real = g_build_filename(source->tree, path, NULL);

		if (!stays_inside(source->tree, path)) {
			g_autofree char *clean = sp_clean_text(path);

			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "%s: a path that leads out of the kernel source", clean);
			return FALSE;
		}
		if (!keep_pristine(source, path, error) ||
		    !(text ? write_file(source, path, text, strlen(text), error)
			   : sp_fs_remove(real, error)))
			return FALSE;
	}
	return TRUE;
}

static gint64 mtime_of(const struct stat *st)
{
	return (gint64)st->st_mtim.tv_sec * G_USEC_PER_SEC + st->st_mtim.tv_nsec / 1000;
}

/* Finds the newest time stamp below @dir; or, if @since, removes the files from then on. */
static gint64 walk(const char *dir, gint64 since)
{
	g_autoptr(GDir) handle = g_dir_open(dir, 0, NULL);
	gint64 newest = 0;
	const char *name;

	while (handle && (name = g_dir_read_name(handle))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		struct stat st;

		if (lstat(path, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			newest = MAX(newest, walk(path, since));
		else if (S_ISREG(st.st_mode) && !g_str_equal(name, ".config"))
			newest = MAX(newest, mtime_of(&st));
		else
			continue;
		if (since && S_ISREG(st.st_mode) && mtime_of(&st) >= since)
			g_unlink(path);
	}
	return newest;
}

static char *boot_id(void)
{
	char *text = NULL;

	g_file_get_contents("/proc/sys/kernel/random/boot_id", &text, NULL, NULL);
	return text ? g_strstrip(text) : g_strdup("unknown");
}

gboolean sp_workdir_begin(const char *marker, const char *objects, gboolean *usable, GError **error)
{
	g_autofree char *now = boot_id();
	g_autofree char *then = NULL;
	struct stat st;

	*usable = TRUE;
	if (g_file_get_contents(marker, &then, NULL, NULL) && stat(marker, &st) == 0) {
		gint64 newest = walk(objects, 0);

		*usable = g_str_equal(now, then);
		if (*usable)
			walk(objects, MAX(mtime_of(&st),
					  newest - (gint64)ROLLBACK_SECONDS * G_USEC_PER_SEC));
	}
	return sp_fs_write(marker, now, strlen(now), error);
}

gboolean sp_workdir_end(const char *marker, GError **error)
{
	return sp_fs_remove(marker, error);
}
