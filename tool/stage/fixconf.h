/* SPDX-License-Identifier: GPL-2.0-only */
/* fixconf: the fix.conf of a fix folder -> the parts of SpFix. README.md tells the keys. */
#pragma once

#include <glib.h>

#include "stage/fix.h"

/**
 * sp_fixconf_read:
 * @fix: new, with its dir set; gets all but the patch
 * @path: of fix.conf
 * @patch: (inout): NULL before; path of the folder's copy of the fix, NULL if it names none
 * @differs: (inout): NULL before; what that copy has otherwise than the commit, NULL for nothing
 *
 * Errors: SP_ERROR_USAGE with file and line.
 */
gboolean sp_fixconf_read(SpFix *fix, const char *path, char **patch, char **differs,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
