/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * conflictdir: the folder of a conflict, a part of conflict: conflict/ with its files and README,
 * and conflict.json beside it, which has the sums of them all.
 */
#pragma once

#include <glib.h>

/**
 * sp_conflictdir_check:
 * @ours: (out): whether @dir holds a conflict that sp_conflictdir_write() has left
 *
 * Errors: SP_ERROR_USAGE if something in it was changed or put there by hand since.
 */
gboolean sp_conflictdir_check(const char *dir, gboolean *ours,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_conflictdir_write:
 * @files: SpConflictFile, of which those with a text are written
 * @account: the README
 *
 * @dir must hold nothing, or a conflict that sp_conflictdir_check() has found to be ours. It
 * appears whole or not at all; what is the same already is left alone.
 *
 * Returns: (transfer full): char *, the paths written, the README's last.
 */
GPtrArray *sp_conflictdir_write(const GPtrArray *files, const char *account, const char *dir,
				GError **error) G_GNUC_WARN_UNUSED_RESULT;
