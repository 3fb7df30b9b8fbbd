/* SPDX-License-Identifier: GPL-2.0-only */
/* cellstore: one cell a folder: cell.json, and a console log for each boot beside it. */
#include "stage/cellstore.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/json.h"

#include <string.h>

static void add_texts(GChecksum *sum, const char *const *texts)
{
	for (guint i = 0; texts && texts[i]; i++)
		g_checksum_update(sum, (const guchar *)texts[i], (gssize)strlen(texts[i]) + 1);
}

char *sp_cellstore_dir(const char *cache, const char *image_key, const char *qemu,
		       const char *command, const char *initramfs, const char *const *signatures,
		       const char *const *others, guint timeout)
{
	g_autofree char *archive = g_path_get_basename(initramfs);
	g_autofree char *text = g_strdup_printf("stableport cell 3\n%s\n%s\n%s\n%s\n%u\n",
						image_key, archive, qemu, command, timeout);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *name = NULL;

	g_checksum_update(sum, (const guchar *)text, -1);
	add_texts(sum, signatures);
	if (others && *others) { /* a text that moves from one to the other makes another key */
		g_checksum_update(sum, (const guchar *)"", 1);
		add_texts(sum, others);
	}
	name = g_strndup(g_checksum_get_string(sum), 32);
	return g_build_filename(cache, "verify", name, NULL);
}

/* With the boots that count, see sp_cellstore_load(). What is no cell there is from a program that
 * was killed, or older: it will be written anew. */
static SpCell *read_stored(const char *path)
{
	SpCell *stored;
	const SpBoot *last;
	g_autoptr(JsonObject) root = NULL;
	g_autoptr(GError) ignored = NULL;
	g_autoptr(JsonNode) node = NULL;

	if (!sp_json_load(path, &root, &ignored)) {
		g_debug("%s", ignored->message);
		return NULL;
	}
	if (!root)
		return NULL;
	node = json_node_new(JSON_NODE_OBJECT);
	json_node_set_object(node, root);
	stored = sp_cell_read(node);
	last = stored && stored->boots->len ? stored->boots->pdata[stored->boots->len - 1] : NULL;
	if (last && last->outcome == SP_BOOT_NOT_BOOTED)
		g_ptr_array_remove_index(stored->boots, stored->boots->len - 1);
	return stored;
}

guint sp_cellstore_count(const char *dir)
{
	g_autofree char *path = g_build_filename(dir, "cell.json", NULL);
	g_autoptr(SpCell) stored = read_stored(path);

	return stored ? stored->boots->len : 0;
}

gboolean sp_cellstore_load(const char *dir, SpCell *cell, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "cell.json", NULL);
	g_autoptr(SpCell) stored = read_stored(path);

	if (!sp_fs_mkdir(dir, error))
		return FALSE;
	if (!stored)
		return TRUE;
	for (guint i = 0; i < stored->boots->len; i++) {
		SpBoot *boot = stored->boots->pdata[i];

		boot->log = g_strdup_printf("%s/boot-%u.log", dir, i + 1);
	}
	g_ptr_array_extend_and_steal(cell->boots, g_steal_pointer(&stored->boots));
	stored->boots = g_ptr_array_new();
	return TRUE;
}

gboolean sp_cellstore_save(const char *dir, const SpCell *cell, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "cell.json", NULL);
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *text = NULL;

	sp_cell_write(json, cell);
	text = sp_json_text(json);
	return sp_fs_write(path, text, strlen(text), error);
}
