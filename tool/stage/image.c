/* SPDX-License-Identifier: GPL-2.0-only */
/* image: the store of finished kernel images: by what key they lie there, and how they get there.
 */
#include "stage/image.h"

#include <string.h>

#include "base/fs.h"
#include "stage/buildlog.h"
#include "stage/workdir.h"

void sp_image_free(SpImage *image)
{
	if (!image)
		return;
	g_free(image->image);
	g_free(image->key);
	g_free(image->complaint);
	g_free(image);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

char *sp_image_key(const char *config_hash, GHashTable *files)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autoptr(GList) paths = g_list_sort(g_hash_table_get_keys(files), by_name);
	char *key;

	g_checksum_update(sum, (const guchar *)config_hash, -1);
	for (const GList *l = paths; l; l = l->next) {
		const char *text = g_hash_table_lookup(files, l->data);
		g_autofree char *size = text ? g_strdup_printf("%" G_GSIZE_FORMAT, strlen(text))
					     : g_strdup("removed");
		g_autofree char *head = g_strdup_printf("\n%s\n%s\n", (char *)l->data, size);

		g_checksum_update(sum, (const guchar *)head, -1);
		if (text)
			g_checksum_update(sum, (const guchar *)text, -1);
	}
	key = g_strdup(g_checksum_get_string(sum));
	key[32] = '\0';
	return key;
}

SpImage *sp_image_open(const char *cache, const char *config_hash, GHashTable *files,
		       const char *name)
{
	SpImage *image = g_new0(SpImage, 1);
	g_autofree char *top = g_build_filename(cache, "images", NULL);
	g_autofree char *dir = NULL;

	image->key = sp_image_key(config_hash, files);
	dir = g_build_filename(top, image->key, NULL);
	image->image = g_build_filename(dir, name, NULL);
	image->built = g_file_test(image->image, G_FILE_TEST_EXISTS);
	if (!image->built)
		sp_workdir_sweep(top, image->key);
	return image;
}

/* Writes all that belongs into @dir. */
static gboolean fill(const SpImage *image, const char *dir, const char *made, const char *log,
		     GError **error)
{
	g_autofree char *name = g_path_get_basename(image->image);
	g_autofree char *to = g_build_filename(dir, name, NULL);
	g_autofree char *to_log = g_build_filename(dir, "build.log", NULL);
	g_autofree char *text = sp_fs_read_tail(log, SP_BUILDLOG_LIMIT, error);
	g_autofree char *bytes = NULL;
	gsize length;

	return text && sp_fs_write(to_log, text, strlen(text), error) &&
	       (!image->built || (sp_fs_read(made, &bytes, &length, error) &&
				  sp_fs_write(to, bytes, length, error)));
}

gboolean sp_image_store(const SpImage *image, const char *made, const char *log, GError **error)
{
	g_autofree char *dir = g_path_get_dirname(image->image);
	g_autofree char *new = sp_fs_temp_dir(dir, error);
	g_autoptr(GError) ignored = NULL;

	if (!new)
		return FALSE;
	if (fill(image, new, made, log, error) && sp_fs_replace_dir(new, dir, error))
		return TRUE;
	/* On a full disk what there is of it would be in the way. */
	if (!sp_fs_remove(new, &ignored))
		g_debug("%s", ignored->message);
	return FALSE;
}
