/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * warnings: which of a compiler's warnings are new. In: what it said before a change and after it.
 * Pure text.
 */
#pragma once

#include <glib.h>

/**
 * sp_warnings_new:
 * @before: the compiler's output, LC_ALL=C
 * @after: likewise
 *
 * A warning is the same wherever in its file it stands; one that comes more often than before is
 * new.
 *
 * Returns: (transfer full): the lines of @after that are new, a line each; empty for none.
 */
char *sp_warnings_new(const char *before, const char *after);
