/* SPDX-License-Identifier: GPL-2.0-only */
/* conflictdir: the folder of a conflict: written whole, taken away only as it was written. */
#include "stage/conflictdir.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/json.h"
#include "stage/conflicttext.h"

#include <string.h>

#define FOLDER "conflict"
#define RECORD "conflict.json"

static gboolean changed(const char *path, GError **error)
{
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "%s was changed or put there by hand: move it away, or give another place with "
		    "--out",
		    path);
	return FALSE;
}

/* Path -> sum of what the record names, borrowed from it. */
static GHashTable *sums_of(JsonObject *record)
{
	GHashTable *sums = g_hash_table_new(g_str_hash, g_str_equal);
	JsonArray *files = sp_json_get_array(record, "files");

	for (guint i = 0; files && i < json_array_get_length(files); i++) {
		JsonNode *node = json_array_get_element(files, i);
		const char *path, *sum;

		if (!JSON_NODE_HOLDS_OBJECT(node))
			continue;
		path = sp_json_get_string(json_node_get_object(node), "path", NULL);
		sum = sp_json_get_string(json_node_get_object(node), "sha256", NULL);
		if (path && sum)
			g_hash_table_insert(sums, (gpointer)path, (gpointer)sum);
	}
	return sums;
}

/* Whether all below @dir/@below is as the record says; a file that is gone is nobody's loss. */
static gboolean check_below(const char *dir, const char *below, GHashTable *sums, GError **error)
{
	g_autofree char *folder = g_build_filename(dir, below, NULL);
	g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries))) {
		g_autofree char *inner = g_build_filename(below, name, NULL);
		g_autofree char *path = g_build_filename(dir, inner, NULL);
		const char *expected = g_hash_table_lookup(sums, inner);
		g_autofree char *sum = NULL;

		if (g_file_test(path, G_FILE_TEST_IS_DIR) &&
		    !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
			if (!check_below(dir, inner, sums, error))
				return FALSE;
			continue;
		}
		if (!expected)
			return changed(path, error);
		sum = sp_fs_hash(path, error);
		if (!sum)
			return FALSE;
		if (!g_str_equal(sum, expected))
			return changed(path, error);
	}
	return TRUE;
}

gboolean sp_conflictdir_check(const char *dir, gboolean *ours, GError **error)
{
	g_autofree char *path = g_build_filename(dir, RECORD, NULL);
	g_autoptr(JsonObject) record = NULL;
	g_autoptr(GHashTable) sums = NULL;
	g_autoptr(GDir) entries = NULL;
	const char *name;

	*ours = FALSE;
	if (!sp_json_load(path, &record, error))
		return FALSE;
	if (!record)
		return TRUE;
	entries = g_dir_open(dir, 0, NULL);
	while (entries && (name = g_dir_read_name(entries))) {
		g_autofree char *other = g_build_filename(dir, name, NULL);

		if (!g_str_equal(name, FOLDER) && !g_str_equal(name, RECORD))
			return changed(other, error);
	}
	sums = sums_of(record);
	*ours = check_below(dir, FOLDER, sums, error);
	return *ours;
}

/* One file: the record's entry, and the path for people. */
static gboolean add_file(JsonBuilder *json, GPtrArray *paths, const char *temp, const char *dir,
			 const char *name, const char *text, GError **error)
{
	g_autofree char *inner = g_build_filename(FOLDER, name, NULL);
	g_autofree char *path = g_build_filename(temp, inner, NULL);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

	json_builder_begin_object(json);
	sp_json_string(json, "path", inner);
	sp_json_string(json, "sha256", sum);
	json_builder_end_object(json);
	g_ptr_array_add(paths, g_build_filename(dir, inner, NULL));
	return sp_fs_write(path, text, strlen(text), error);
}

static gboolean write_all(const GPtrArray *files, const char *account, const char *temp,
			  const char *dir, GPtrArray *paths, GError **error)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *record = g_build_filename(temp, RECORD, NULL);
	g_autofree char *text = NULL;
	const char *readme = "README";

	json_builder_begin_object(json);
	json_builder_set_member_name(json, "files");
	json_builder_begin_array(json);
	for (guint i = 0; i < files->len; i++) {
		const SpConflictFile *file = files->pdata[i];

		/* The kernel has one, too. */
		if (file->text && g_str_equal(file->path, readme))
			readme = "README.stableport";
		if (file->text && !add_file(json, paths, temp, dir, file->path, file->text, error))
			return FALSE;
	}
	if (!add_file(json, paths, temp, dir, readme, account, error))
		return FALSE;
	json_builder_end_array(json);
	json_builder_end_object(json);
	text = sp_json_text(json);
	return sp_fs_write(record, text, strlen(text), error);
}

/* Whether @dir, which is as it was written, was written as @temp is. */
static gboolean is_same(const char *dir, const char *temp, const GPtrArray *paths)
{
	g_autofree char *old = g_build_filename(dir, RECORD, NULL);
	g_autofree char *new = g_build_filename(temp, RECORD, NULL);
	g_autofree char *was = sp_fs_hash(old, NULL);
	g_autofree char *is = sp_fs_hash(new, NULL);

	for (guint i = 0; i < paths->len; i++)
		if (!g_file_test(paths->pdata[i], G_FILE_TEST_EXISTS))
			return FALSE;
	return was && is && g_str_equal(was, is);
}

GPtrArray *sp_conflictdir_write(const GPtrArray *files, const char *account, const char *dir,
				GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *temp = sp_fs_temp_dir(dir, error);
	gboolean good;

	if (!temp)
		return NULL;
	good = write_all(files, account, temp, dir, paths, error);
	if (good && is_same(dir, temp, paths))
		good = sp_fs_remove(temp, error);
	else if (good)
		good = sp_fs_replace_dir(temp, dir, error);
	if (good)
		return g_steal_pointer(&paths);
	if (!sp_fs_remove(temp, NULL))
		g_prefix_error(error, "%s is left over; ", temp);
	return NULL;
}
