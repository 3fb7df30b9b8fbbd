/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * err: the error domain of the whole program, and the one place where a libgit2 error becomes a
 * GError. A GError means that the tool could not do or find out something; "does not apply" or
 * "still crashes" are results, not errors. main.c turns the code into the exit code.
 */
#pragma once

#include <glib.h>

#define SP_ERROR (sp_error_quark())
GQuark sp_error_quark(void);

typedef enum {
	SP_ERROR_USAGE,	  /* command line or hand-written input is wrong: exit code 2 */
	SP_ERROR_UNKNOWN, /* could not find out (missing file, program, object, disk space): 3 */
	SP_ERROR_STOPPED, /* interrupted by a signal: 3 */
} SpErrorCode;

/**
 * sp_error_git:
 * @rc: the negative value that a libgit2 function has just returned
 * @format: what was tried, e.g. "linux-5.4.y: reading mm/khugepaged.c"
 *
 * Sets @error to the formatted text, ": " and libgit2's own message, which is read at once. Code
 * SP_ERROR_UNKNOWN.
 *
 * Returns: FALSE, so that a caller can return it.
 */
gboolean sp_error_git(GError **error, int rc, const char *format, ...) G_GNUC_PRINTF(3, 4);

/**
 * sp_clean_text:
 * @text: anything from a patch, a mail, a guest or the command line; NULL gives ""
 *
 * Returns: (transfer full): valid UTF-8 without control characters but for new line and tab, fit
 * for a terminal.
 */
char *sp_clean_text(const char *text);
