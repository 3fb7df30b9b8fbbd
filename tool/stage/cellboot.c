/* SPDX-License-Identifier: GPL-2.0-only */
/* cellboot: boots until there are as many as are wanted, or more would not help. */
#include "stage/cellboot.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/progress.h"
#include "stage/cellstore.h"
#include "stage/matrix.h"

gboolean sp_cellboot_is_hopeless(const SpRecord *record, const SpCell *cell)
{
	const SpCell *unpatched = sp_record_cell(record, cell->scenario, "unpatched");

	return sp_cell_is_hopeless(cell) || (unpatched && sp_cell_is_hopeless(unpatched));
}

/* One survivor too few, and more boots can only take longer. */
static gboolean has_failed(const SpCell *cell)
{
	guint well = sp_cell_count(cell, SP_BOOT_SURVIVED);

	if (cell->expect == SP_EXPECT_NOT_THIS)
		well += sp_cell_count(cell, SP_BOOT_OTHER_BUG);
	return cell->expect != SP_EXPECT_CRASH && well < cell->boots->len;
}

/* Rounds without work do not count; a boot more may make up for a few of them. */
static gboolean wants_more(const SpCellBooting *booting, SpCell *cell, guint planned)
{
	if (sp_cellboot_is_hopeless(booting->record, cell) || has_failed(cell))
		return FALSE;
	if (cell->boots->len >= cell->boots_wanted && cell->expect == SP_EXPECT_SURVIVE &&
	    !booting->replay && cell->boots_wanted == planned &&
	    sp_cell_rounds(cell) < cell->needed)
		cell->boots_wanted++;
	return cell->boots->len < cell->boots_wanted;
}

static gboolean boot_once(const SpCellBooting *booting, SpCell *cell, SpBootSpec *spec,
			  const char *dir, GError **error)
{
	guint number = cell->boots->len + 1;
	g_autofree char *log = g_strdup_printf("%s/boot-%u.log", dir, number);
	g_autofree char *what =
		g_strdup_printf("%s: %s, %s: boot %u of %u", booting->record->branch,
				cell->scenario, cell->variant, number, cell->boots_wanted);
	g_autoptr(GDateTime) now = NULL;
	g_autoptr(SpBoot) boot = NULL;

	spec->log = log;
	spec->what = what;
	boot = sp_boot_run(spec, error);
	if (!boot)
		return FALSE;
	if (boot->outcome == SP_BOOT_QEMU_FAILED) { /* that says nothing of the kernel */
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s, %s: QEMU failed: %s (log: %s)",
			    cell->scenario, cell->variant, boot->excerpt ? boot->excerpt : "", log);
		return FALSE;
	}
	now = g_date_time_new_now_utc();
	boot->date = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
	boot->log_sha256 = sp_fs_hash(log, error);
	if (!boot->log_sha256)
		return FALSE;
	g_ptr_array_add(cell->boots, g_steal_pointer(&boot));
	return sp_cellstore_save(dir, cell, error);
}

/* QEMU's command, without what differs from boot to boot and from machine to machine. */
static char *command(const SpBootSpec *spec, GError **error)
{
	SpBootSpec general = *spec;
	g_auto(GStrv) argv = NULL;

	general.image = "IMAGE";
	general.initramfs = "INITRAMFS";
	general.log = "LOG";
	argv = sp_boot_argv(&general, "NONCE", error);
	return argv ? g_strjoinv(" ", argv) : NULL;
}

static SpBootSpec spec_of(const SpCellBooting *booting, const SpCell *cell, const char *image)
{
	const SpScenario *scenario = sp_fix_scenario(booting->fix, cell->scenario);

	return (SpBootSpec){.arch = booting->arch,
			    .image = image,
			    .initramfs = booting->initramfs,
			    .args = scenario->args,
			    .rounds = cell->rounds_wanted,
			    .signatures = booting->signatures,
			    .others = booting->others,
			    .smp = scenario->smp,
			    .memory = scenario->memory,
			    .timeout = scenario->timeout,
			    .accel = booting->record->accelerator};
}

static char *store_of(const SpCellBooting *booting, const SpBootSpec *spec, const char *image_key,
		      const char *qemu_command)
{
	return sp_cellstore_dir(booting->cache, image_key, booting->record->qemu, qemu_command,
				booting->initramfs, booting->signatures, booting->others,
				spec->timeout);
}

gboolean sp_cellboot_is_kept(const SpCellBooting *booting, const char *variant,
			     const char *image_key, const char *image, gboolean *kept,
			     GError **error)
{
	const GPtrArray *cells = booting->record->cells;

	*kept = !booting->fresh;
	for (guint i = 0; *kept && i < cells->len; i++) {
		const SpCell *cell = cells->pdata[i];
		g_autofree char *dir = NULL, *qemu_command = NULL;
		SpBootSpec spec;

		if (!g_str_equal(cell->variant, variant) || cell->not_applicable)
			continue;
		spec = spec_of(booting, cell, image);
		qemu_command = command(&spec, error);
		if (!qemu_command)
			return FALSE;
		dir = store_of(booting, &spec, image_key, qemu_command);
		*kept = sp_cellstore_count(dir) >= cell->boots_wanted;
	}
	return TRUE;
}

gboolean sp_cellboot_run(const SpCellBooting *booting, SpCell *cell, const char *image,
			 GError **error)
{
	g_autofree char *kept = NULL, *dir = NULL;
	guint planned;
	SpBootSpec spec;

	if (!booting->replay)
		sp_matrix_set_needed(booting->fix, booting->record, cell);
	spec = spec_of(booting, cell, image);
	cell->command = command(&spec, error);
	if (!cell->command)
		return FALSE;
	kept = store_of(booting, &spec, cell->image, cell->command);
	/* What is made again must not take the place of what was recorded. */
	dir = g_strconcat(kept, booting->replay ? "-replay" : "", NULL);
	if (booting->fresh ? !sp_fs_remove(dir, error) || !sp_fs_mkdir(dir, error)
			   : !sp_cellstore_load(dir, cell, error))
		return FALSE;
	if (cell->boots->len)
		sp_progress_note("%s: %s, %s: %u boots of an earlier run%s",
				 booting->record->branch, cell->scenario, cell->variant,
				 cell->boots->len,
				 sp_cell_is_hopeless(cell) ? " (--fresh makes them again)" : "");
	planned = cell->boots_wanted;
	while (wants_more(booting, cell, planned))
		if (!boot_once(booting, cell, &spec, dir, error))
			return FALSE;
	return TRUE;
}
