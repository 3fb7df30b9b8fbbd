/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * objects: what came of it is kept as cache/objects/<hash>.log: a line "made OBJECT" for each, an
 * empty one, and what the compiler said. Only what will be so the next time is kept: all were made,
 * or the source is at fault, or the same else went wrong without the change and with it.
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
	g_free(objects->unkept);
	g_free(objects);
}

static char *kept_path(const SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted)
{
	g_autofree char *base = sp_image_key(dir->config_hash, files);
	g_autoptr(GString) key = g_string_new(base);
	g_autofree char *hash = NULL;

	g_string_append(key, " each 2");
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
		g_autofree char *path =
			g_build_filename(sp_kmake_dir(dir->w1), wanted->pdata[i], NULL);

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
		    !sp_kmake_pretend(dir->w1, target, log, &result, error) ||
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
		g_autofree char *path =
			g_build_filename(sp_kmake_dir(dir->w1), wanted->pdata[i], NULL);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			g_hash_table_add(made, g_strdup(wanted->pdata[i]));
	}
	return made;
}

/* Compiles them; @made: (out); @cause: (out): what kept the others from it. */
static gboolean compile(SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
			const char *log, GHashTable **made, SpBuildlogCause *cause, GError **error)
{
	SpRunResult result;
	g_autofree char *complaint = NULL;

	*cause = SP_BUILDLOG_SOURCE;
	if (!sp_builddir_begin(dir, dir->w1, files, error) || !remove_old(dir, wanted, error) ||
	    !sp_fs_remove(log, error) || !sp_kmake_objects(dir->w1, wanted, log, &result, error) ||
	    !sp_builddir_end(dir->w1, &result, error))
		return FALSE;
	if ((result.end != SP_RUN_ENDED || result.code != 0) &&
	    !sp_builddir_judge(dir, files, &result, log, cause, &complaint, error))
		return FALSE;
	*made = look(dir, wanted);
	if (sp_kver_compare(sp_branch_version(dir->branch), &refuses) >= 0)
		return TRUE;
	return remove_old(dir, wanted, error) && drop_unlisted(dir, *made, error);
}

/* Takes @made and @text. */
static SpObjects *objects_new(const SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
			      GHashTable *made, char *text)
{
	SpObjects *objects = g_new0(SpObjects, 1);

	objects->made = made;
	objects->text = text;
	objects->cause = SP_BUILDLOG_SOURCE;
	if (g_hash_table_size(made) < wanted->len)
		objects->cause = sp_buildlog_judge(text, sp_source_dir(dir->source), files,
						   &objects->complaint);
	if (objects->cause != SP_BUILDLOG_SOURCE && objects->cause != SP_BUILDLOG_TOOLS)
		g_clear_pointer(&objects->complaint, g_free); /* no program's words */
	return objects;
}

static gboolean keep(SpObjects *objects, GError **error)
{
	g_autofree char *path = g_steal_pointer(&objects->unkept);
	g_autoptr(GString) all = g_string_new(NULL);
	GHashTableIter it;
	gpointer object;

	g_hash_table_iter_init(&it, objects->made);
	while (g_hash_table_iter_next(&it, &object, NULL))
		g_string_append_printf(all, MADE "%s\n", (char *)object);
	g_string_append_printf(all, "\n%s", objects->text);
	return sp_fs_write(path, all->str, all->len, error);
}

static char *log_path(const SpBuilddir *dir)
{
	return g_build_filename(dir->path, "objects.log", NULL);
}

/* Keeps what it can vouch for alone; of the rest unkept is set. */
static SpObjects *make(SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
		       const char *path, GError **error)
{
	g_autofree char *log = log_path(dir);
	g_autofree char *prefix = g_strconcat(sp_source_dir(dir->source), "/", NULL);
	g_autofree char *text = NULL;
	g_autoptr(GHashTable) made = NULL;
	g_autoptr(SpObjects) objects = NULL;
	g_auto(GStrv) parts = NULL;
	SpBuildlogCause cause;

	if (!compile(dir, files, wanted, log, &made, &cause, error))
		return NULL;
	text = sp_fs_read_tail(log, SP_BUILDLOG_LIMIT, error);
	if (!text)
		return NULL;
	parts = g_strsplit(text, prefix, -1);
	objects = objects_new(dir, files, wanted, g_steal_pointer(&made), g_strjoinv("", parts));
	objects->cause = cause;
	objects->unkept = g_strdup(path);
	if ((cause == SP_BUILDLOG_SOURCE || g_hash_table_size(objects->made) == wanted->len) &&
	    !keep(objects, error))
		return NULL;
	return g_steal_pointer(&objects);
}

static SpObjects *load(const SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
		       const char *path, GError **error)
{
	g_autoptr(GHashTable) made = new_set();
	g_autofree char *text = NULL;
	const char *line;

	if (!sp_fs_read(path, &text, NULL, error))
		return NULL;
	for (line = text; g_str_has_prefix(line, MADE); line += strcspn(line, "\n") + 1)
		g_hash_table_add(
			made, g_strndup(line + strlen(MADE), strcspn(line, "\n") - strlen(MADE)));
	return objects_new(dir, files, wanted, g_steal_pointer(&made),
			   g_strdup(line + (*line == '\n')));
}

static SpObjects *make_or_load(SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
			       GError **error)
{
	g_autofree char *path = kept_path(dir, files, wanted);
	SpObjects *objects;

	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return load(dir, files, wanted, path, error);
	sp_progress_start("%s: compiling with W=1%s", sp_branch_name(dir->branch),
			  dir->most ? " (allmodconfig)" : "");
	objects = make(dir, files, wanted, path, error);
	sp_progress_end(objects ? "done" : "failed");
	return objects;
}

/* The first that was made without the change and, for no reason that is known, not with it. */
static const char *unexplained(const SpObjects *before, const SpObjects *after)
{
	GHashTableIter it;
	gpointer object;

	if (!after->unkept || after->cause != SP_BUILDLOG_UNKNOWN)
		return NULL;
	g_hash_table_iter_init(&it, before->made);
	while (g_hash_table_iter_next(&it, &object, NULL))
		if (!g_hash_table_contains(after->made, object))
			return object;
	return NULL;
}

gboolean sp_objects_make(SpBuilddir *dir, GHashTable *plain, GHashTable *ported,
			 const GPtrArray *wanted, SpObjects **before, SpObjects **after,
			 GError **error)
{
	g_autofree char *log = log_path(dir), *said = NULL;
	g_autoptr(SpObjects) first = make_or_load(dir, plain, wanted, error);
	g_autoptr(SpObjects) second = first ? make_or_load(dir, ported, wanted, error) : NULL;
	const char *object = second ? unexplained(first, second) : NULL;
	gboolean agree;

	if (!second)
		return FALSE;
	if (object) {
		sp_buildlog_judge(second->text, sp_source_dir(dir->source), ported, &said);
		sp_builddir_set_failed(dir, second->cause, said, log, error);
		g_prefix_error(error, "%s compiles without the backport; with it, ", object);
		return FALSE;
	}
	agree = first->cause == second->cause && first->cause != SP_BUILDLOG_UNKNOWN;
	if (agree &&
	    ((first->unkept && !keep(first, error)) || (second->unkept && !keep(second, error))))
		return FALSE;
	*before = g_steal_pointer(&first);
	*after = g_steal_pointer(&second);
	return TRUE;
}
