/* SPDX-License-Identifier: GPL-2.0-only */
/* Boots that were made come back, and only for a cell that would be booted just so. */
#include <string.h>

#include "base/fs.h"
#include "stage/cellstore.h"

#define KEY "0123456789abcdef"

static SpCell *new_cell(void)
{
	SpCell *cell = sp_cell_new("t", "unpatched", "title");

	cell->expect = SP_EXPECT_CRASH;
	cell->boots_wanted = 10;
	cell->rounds_wanted = 50;
	cell->image = g_strdup(KEY);
	return cell;
}

static void boots(SpCell *cell, SpBootOutcome outcome, guint round)
{
	SpBoot *boot = g_new0(SpBoot, 1);

	boot->outcome = outcome;
	boot->round = round;
	boot->nonce = g_strdup("abc");
	boot->log_sha256 = g_strdup("feed");
	boot->date = g_strdup("2026-01-02T03:04:05Z");
	g_ptr_array_add(cell->boots, boot);
}

static char *fresh_dir(void)
{
	g_autofree char *top = g_dir_make_tmp("test-cellstore-XXXXXX", NULL);

	return g_build_filename(top, "cell", NULL);
}

static void remove_dir(const char *dir)
{
	g_autofree char *top = g_path_get_dirname(dir);

	g_assert_true(sp_fs_remove(top, NULL));
}

static void come_back(void)
{
	g_autofree char *dir = fresh_dir();
	g_autofree char *log = g_build_filename(dir, "boot-2.log", NULL);
	g_autoptr(SpCell) cell = new_cell();
	g_autoptr(SpCell) again = new_cell();
	const SpBoot *boot;

	g_assert_true(sp_cellstore_load(dir, cell, NULL)); /* nothing yet */
	g_assert_cmpuint(cell->boots->len, ==, 0);
	boots(cell, SP_BOOT_CRASHED, 3);
	boots(cell, SP_BOOT_SURVIVED, 50);
	g_assert_true(sp_cellstore_save(dir, cell, NULL));
	g_assert_true(sp_cellstore_load(dir, again, NULL));
	g_assert_cmpuint(again->boots->len, ==, 2);
	boot = again->boots->pdata[1];
	g_assert_cmpint(boot->outcome, ==, SP_BOOT_SURVIVED);
	g_assert_cmpuint(boot->round, ==, 50);
	g_assert_cmpstr(boot->log, ==, log);
	g_assert_cmpstr(boot->log_sha256, ==, "feed");
	g_assert_cmpstr(boot->date, ==, "2026-01-02T03:04:05Z");
	remove_dir(dir);
}

/* What came of a boot is not tried again until it agrees; a guest that did not come up is, once a
 * run. Half a file is none. */
static void left_out(void)
{
	static const SpBootOutcome kept[] = {SP_BOOT_SURVIVED, SP_BOOT_UNABLE,
					     SP_BOOT_NOT_APPLICABLE, SP_BOOT_HUNG, SP_BOOT_FLOODED};
	static const char *const damaged[] = {"", "{", "[]", "{}", "{\"boots\": []}"};
	g_autofree char *dir = fresh_dir();
	g_autofree char *path = g_build_filename(dir, "cell.json", NULL);

	g_assert_true(sp_fs_mkdir(dir, NULL));
	for (guint i = 0; i < G_N_ELEMENTS(kept); i++) {
		g_autoptr(SpCell) cell = new_cell();
		g_autoptr(SpCell) again = new_cell();

		boots(cell, SP_BOOT_CRASHED, 1);
		boots(cell, kept[i], 0);
		boots(cell, SP_BOOT_NOT_BOOTED, 0);
		g_assert_true(sp_cellstore_save(dir, cell, NULL));
		g_assert_true(sp_cellstore_load(dir, again, NULL));
		g_assert_cmpuint(again->boots->len, ==, 2);
		g_assert_cmpint(((SpBoot *)again->boots->pdata[1])->outcome, ==, kept[i]);
	}
	for (guint i = 0; i < G_N_ELEMENTS(damaged); i++) {
		g_autoptr(SpCell) again = new_cell();

		g_assert_true(sp_fs_write(path, damaged[i], strlen(damaged[i]), NULL));
		g_assert_true(sp_cellstore_load(dir, again, NULL));
		g_assert_cmpuint(again->boots->len, ==, 0);
	}
	remove_dir(dir);
}

/* What changes any of it is another cell; where the files lie and what is shown is not. */
static void keys(void)
{
	static const char *const one[] = {"BUG a", NULL}, *const two[] = {"BUG a", "BUG b", NULL},
				 *const other[] = {"BUG b", NULL};
	g_autofree char *first = sp_cellstore_dir("/cache", KEY, "QEMU 7", "qemu a=1",
						  "/x/0123.cpio", one, NULL, 400);
	g_autofree char *same = sp_cellstore_dir("/cache", KEY, "QEMU 7", "qemu a=1",
						 "/y/0123.cpio", one, NULL, 400);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	g_assert_cmpstr(first, ==, same);
	g_assert_true(g_str_has_prefix(first, "/cache/verify/"));
	for (guint i = 0; i < 8; i++)
		g_hash_table_add(seen, sp_cellstore_dir("/cache", i == 1 ? "other" : KEY,
							i == 2 ? "QEMU 8" : "QEMU 7",
							i == 3 ? "qemu a=2" : "qemu a=1",
							i == 4 ? "/x/4567.cpio" : "/x/0123.cpio",
							i == 5 ? two : one, i == 7 ? other : NULL,
							i == 6 ? 401 : 400));
	g_assert_cmpuint(g_hash_table_size(seen), ==, 8);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cellstore/come-back", come_back);
	g_test_add_func("/cellstore/left-out", left_out);
	g_test_add_func("/cellstore/keys", keys);
	return g_test_run();
}
