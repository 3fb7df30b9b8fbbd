/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * build: series + config + toolchain -> kernel image. Variants differ by a few files and are built
 * one after the other in the same builddir, so that only what changed is compiled.
 */
#pragma once

#include <glib.h>

#include "stage/builddir.h"
#include "stage/image.h"

/**
 * sp_build_variant:
 * @variant: name for progress and log, e.g. "unpatched"
 * @files: path -> text, NULL for a file that is to be gone; all else is as the source has it, also
 *         where @branch had something replaced (sp_branch_replace()). Files of an earlier variant
 *         that are not in it are put back.
 *
 * Returns: the image, or the verdict that it does not build; NULL when it could not be found out.
 */
SpImage *sp_build_variant(SpBuilddir *dir, const char *variant, GHashTable *files,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;
