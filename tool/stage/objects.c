/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * objects: what came of it is kept as cache/objects/<hash>.log: a line "made OBJECT" for each, an
 * empty one, and what the compiler said.
 */
#include "stage/objects.h"

#include <string.h>

#include "base/fs.h"
#include "base/progress.h"
#include "stage/image.h"

#define MADE "made "

/* From here on kbuild itself refuses an object that no Makefile lists: 394053f4a4b3, v5.4. */
static const SpKver refuses = {.major = 5, .minor = 4};

void sp_objects_free(SpObjects *objects)
{
	if (!objects)
		return;
	g_free(objects->text);
	g_hash_table_unref(objects->made);
	g_free(objects->complaint);
	g_free(objects);
}

static char *kept_path(const SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted)
{
	g_autofree char *base = sp_image_key(dir->config_hash, files);
	g_autoptr(GString) key = g_string_new(base);
	g_autofree char *hash = NULL;

	g_string_append(key, " each");
	for (guint i = 0; i < wanted->len; i++)
		g_string_append_printf(key, " %s", (const char *)wanted->pdata[i]);
	hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key->str, -1);
	hash[32] = '\0';
	return g_strdup_printf("%s/objects/%s.log", dir->cache, hash);
}

/* What is not there cannot be taken for what was made. */
static gboolean remove_old(const SpBuilddir *dir, const GPtrArray *wanted, GError **error)
{
	for (guint i = 0; i < wanted->len; i++) {
		g_autofree char *path = g_build_filename(dir->objects, wanted->pdata[i], NULL);

		if (!sp_fs_remove(path, error))
			return FALSE;
	}
	return TRUE;
}

/* Takes those off @made that make would not come to by itself. */
static gboolean drop_unlisted(SpBuilddir *dir, GHashTable *made, GError **error)
{
	g_autofree char *log = g_build_filename(dir->path, "listed.log", NULL);
	GHashTableIter it;
	gpointer object;

	g_hash_table_iter_init(&it, made);
	while (g_hash_table_iter_next(&it, &object, NULL)) {
		g_autofree char *folder = g_path_get_dirname(object);
		g_autofree char *target = g_strconcat(folder, "/", NULL);
		g_autofree char *listed = g_strdup_printf(" %s'", (char *)object);
		g_autofree char *text = NULL;
		SpRunResult result;

		if (!sp_fs_remove(log, error) ||
		    !sp_kmake_pretend(dir->kmake, target, log, &result, error) ||
		    !sp_fs_read(log, &text, NULL, error))
			return FALSE;
		/* echo '  CC [M]  drivers/x/y.o' */
		if (!strstr(text, listed))
			g_hash_table_iter_remove(&it);
	}
	return TRUE;
}

static GHashTable *new_set(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Which of them are there now. */
static GHashTable *look(const SpBuilddir *dir, const GPtrArray *wanted)
{
	GHashTable *made = new_set();

	for (guint i = 0; i < wanted->len; i++) {
		g_autofree char *path = g_build_filename(dir->objects, wanted->pdata[i], NULL);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			g_hash_table_add(made, g_strdup(wanted->pdata[i]));
	}
	return made;
}

/* Compiles them; @made: (out). */
static gboolean compile(SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
			const char *log, GHashTable **made, GError **error)
{
	SpRunResult result;
	g_autofree char *complaint = NULL;
	SpBuildlogCause cause;

	if (!sp_builddir_begin(dir, files, error) || !remove_old(dir, wanted, error) ||
	    !sp_fs_remove(log, error) ||
	    !sp_kmake_objects(dir->kmake, wanted, log, &result, error) ||
	    !sp_builddir_end(dir, &result, error))
		return FALSE;
	if ((result.end != SP_RUN_ENDED || result.code != 0) &&
	    !sp_builddir_judge(dir, files, &result, log, &cause, &complaint, error))
		return FALSE;
	*made = look(dir, wanted);
	if (sp_kver_compare(sp_branch_version(dir->branch), &refuses) >= 0)
		return TRUE;
	return remove_old(dir, wanted, error) && drop_unlisted(dir, *made, error);
}

static gboolean make_kept(SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
			  const char *path, GError **error)
{
	g_autofree char *log = g_build_filename(dir->path, "objects.log", NULL);
	g_autofree char *prefix = g_strconcat(sp_source_dir(dir->source), "/", NULL);
	g_autofree char *text = NULL, *bare = NULL;
	g_autoptr(GHashTable) made = NULL;
	g_autoptr(GString) all = g_string_new(NULL);
	g_auto(GStrv) parts = NULL;

	if (!compile(dir, files, wanted, log, &made, error))
		return FALSE;
	text = sp_fs_read_tail(log, SP_BUILDLOG_LIMIT, error);
	if (!text)
		return FALSE;
	parts = g_strsplit(text, prefix, -1);
	bare = g_strjoinv("", parts);
	for (guint i = 0; i < wanted->len; i++)
		if (g_hash_table_contains(made, wanted->pdata[i]))
			g_string_append_printf(all, MADE "%s\n", (char *)wanted->pdata[i]);
	g_string_append_printf(all, "\n%s", bare);
	return sp_fs_write(path, all->str, all->len, error);
}

static SpObjects *load(const SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
		       const char *path, GError **error)
{
	g_autoptr(SpObjects) objects = g_new0(SpObjects, 1);
	g_autofree char *text = NULL;
	const char *line;

	objects->made = new_set();
	if (!sp_fs_read(path, &text, NULL, error))
		return NULL;
	for (line = text; g_str_has_prefix(line, MADE); line += strcspn(line, "\n") + 1)
		g_hash_table_add(objects->made, g_strndup(line + strlen(MADE),
							  strcspn(line, "\n") - strlen(MADE)));
	objects->text = g_strdup(line + (*line == '\n'));
	if (g_hash_table_size(objects->made) < wanted->len &&
	    sp_buildlog_judge(objects->text, sp_source_dir(dir->source), files,
			      &objects->complaint) != SP_BUILDLOG_SOURCE)
		g_clear_pointer(&objects->complaint, g_free); /* not the compiler's words */
	return g_steal_pointer(&objects);
}

SpObjects *sp_objects_make(SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
			   GError **error)
{
	g_autofree char *path = kept_path(dir, files, wanted);
	gboolean done;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		sp_progress_start("%s: compiling with W=1%s", sp_branch_name(dir->branch),
				  dir->most ? " (allmodconfig)" : "");
		done = make_kept(dir, files, wanted, path, error);
		sp_progress_end(done ? "done" : "failed");
		if (!done)
			return NULL;
	}
	return load(dir, files, wanted, path, error);
}
