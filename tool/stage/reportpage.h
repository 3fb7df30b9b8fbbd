/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reportpage: the rows of a report as a page in Markdown: which line needs the fix, what was booted
 * on each and what came out, and what says so.
 */
#pragma once

#include <glib.h>

#include "stage/report.h"

/**
 * sp_reportpage:
 * @dir: <out>/<fix>, which the page lies in: links are relative to it
 * @fix: what fix.conf tells
 *
 * Returns: (transfer full): the page, with notes.md of the fix folder, if there is one; the same
 * rows give the same bytes.
 */
char *sp_reportpage(const char *dir, const SpFix *fix, const GPtrArray *rows,
		    GError **error) G_GNUC_WARN_UNUSED_RESULT;
