/* SPDX-License-Identifier: GPL-2.0-only */
/* cellstore: one cell a folder: cell.json, and a console log for each boot beside it. */
#include "stage/cellstore.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/json.h"

#include <string.h>

char *sp_cellstore_dir(const char *cache, const char *image_key, const char *qemu,
		       const char *command, const char *initramfs, const char *const *signatures,
		       guint timeout)
{
	g_autofree char *archive = g_path_get_basename(initramfs);
	g_autofree char *text = g_strdup_printf("stableport cell 3\n%s\n%s\n%s\n%s\n%u\n",
						image_key, archive, qemu, command, timeout);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *name = NULL;

	g_checksum_update(sum, (const guchar *)text, -1);
	for (guint i = 0; signatures && signatures[i]; i++)
		g_checksum_update(sum, (const guchar *)signatures[i],
				  (gssize)strlen(signatures[i]) + 1);
	name = g_strndup(g_checksum_get_string(sum), 32);
	return g_build_filename(cache, "verify", name, NULL);
}

/* A guest that did not get to its work says nothing of the kernel; one that hung in the middle of
 * it may: it is not tried again until it happens to survive. */
static gboolean deserves_another_try(const SpCell *cell)
{
	for (guint i = 0; i < cell->boots->len; i++) {
		const SpBoot *boot = cell->boots->pdata[i];

		if (boot->outcome == SP_BOOT_HUNG && boot->round)
			return FALSE;
	}
	return sp_cell_is_hopeless(cell);
}

/* What is no cell there is from a program that was killed, or older: it will be written anew. */
static SpCell *read_stored(const char *path)
{
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
	return sp_cell_read(node);
}

gboolean sp_cellstore_load(const char *dir, SpCell *cell, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "cell.json", NULL);
	g_autoptr(SpCell) stored = read_stored(path);

	if (!sp_fs_mkdir(dir, error))
		return FALSE;
	if (!stored || deserves_another_try(stored))
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
