/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cellstore: the boots that a cell has had, kept in the cache by a hash of all that they depend on,
 * with their console logs: cache/verify/<hash>/. What was booted is not booted again, unless that
 * is asked for; a run that was cut off goes on.
 */
#pragma once

#include <glib.h>

#include "stage/cell.h"

/**
 * sp_cellstore_dir:
 * @image_key: of the kernel
 * @qemu: QEMU's version
 * @command: QEMU's command line without what differs from boot to boot
 * @initramfs: path of the reproducer's archive, whose name is a hash of it
 * @signatures: NULL-terminated; @others, too, may be NULL
 * @timeout: seconds
 *
 * Returns: (transfer full): the folder of the cell that is booted so.
 */
char *sp_cellstore_dir(const char *cache, const char *image_key, const char *qemu,
		       const char *command, const char *initramfs, const char *const *signatures,
		       const char *const *others, guint timeout);

/* Takes over the boots that lie in @dir, also when there are none. What came of a boot stays; only
 * a last one whose guest did not come up, as on an overloaded machine, is made again. */
gboolean sp_cellstore_load(const char *dir, SpCell *cell, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many boots it would take over; 0 where there is no such folder. */
guint sp_cellstore_count(const char *dir);

/* Keeps @cell with its boots in @dir. */
gboolean sp_cellstore_save(const char *dir, const SpCell *cell,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;
