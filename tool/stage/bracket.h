/* SPDX-License-Identifier: GPL-2.0-only */
/* bracket: a note in a commit message, between brackets. Pure text in and out. */
#pragma once

#include <glib.h>

/* "[ @said ]" in lines of at most 72 columns (but for longer words), the second and later ones
 * indented, so that none of them can look like a trailer or a diff; without control characters,
 * ends in '\n'; (transfer full). */
char *sp_bracket(const char *said);
