/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cellboot: a cell of the matrix and the kernel's image -> the boots of the cell; those that an
 * earlier run left in the cache are taken from there.
 */
#pragma once

#include <glib.h>

#include "stage/record.h"

/* What all cells of a verification have in common; everything is borrowed. */
typedef struct {
	const SpFix *fix;
	const SpArch *arch;
	const char *cache;
	SpRecord *record; /* with branch, qemu and accelerator; @cell is one of its cells */
	const char *initramfs;
	const char **signatures; /* of this kernel, NULL-terminated */
	const char **others;	 /* likewise, see sp_matrix_others(); may be NULL */
	gboolean fresh;		 /* boot anew what an earlier run has booted */
	gboolean replay;	 /* just as often and as long as @cell says */
} SpCellBooting;

/* Whether a guest of @cell, or of the unpatched kernel in its scenario, did not get to its work:
 * that proves nothing, and each try may last to its time limit. */
gboolean sp_cellboot_is_hopeless(const SpRecord *record, const SpCell *cell);

/**
 * sp_cellboot_is_kept:
 * @variant: whose cells are meant; what they have to survive must not depend on others
 * @image_key: of its kernel
 * @image: path
 * @kept: (out): whether they all have their boots in the cache, so that sp_cellboot_run() would
 *        boot nothing
 */
gboolean sp_cellboot_is_kept(const SpCellBooting *booting, const char *variant,
			     const char *image_key, const char *image, gboolean *kept,
			     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_cellboot_run:
 * @cell: with its image's key; gets its command and its boots, and, from the unpatched kernel's
 *        crashes, how long it has to survive
 * @image: path
 *
 * Errors: SP_ERROR_UNKNOWN: QEMU failed, a full disk, stopped.
 */
gboolean sp_cellboot_run(const SpCellBooting *booting, SpCell *cell, const char *image,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
