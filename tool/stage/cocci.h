/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cocci: a semantic patch put to a C file by Coccinelle's spatch, where that is installed.
 */
#pragma once

#include <glib.h>

/* Whether spatch is there. */
gboolean sp_cocci_is_there(void);

/**
 * sp_cocci_apply:
 * @path: the semantic patch, a .cocci file
 * @text: a whole C file
 * @result: (out): (transfer full): the file after it, NULL if it changes nothing
 *
 * Errors: SP_ERROR_USAGE with what spatch says of the semantic patch.
 */
gboolean sp_cocci_apply(const char *path, const char *text, char **result,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;
