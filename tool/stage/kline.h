/* SPDX-License-Identifier: GPL-2.0-only */
/* kline: what one line of a kernel's console is. Pure text; a part of console. */
#pragma once

#include <glib.h>

/* The head of the report of a crash: "kernel BUG at", "BUG:", an oops, a panic. */
gboolean sp_kline_is_crash(const char *line);

/* The first line of such a report: what follows, an oops or a panic, may be heads as well. */
gboolean sp_kline_is_report(const char *line);

/* What the kernel complains of, and goes on. */
gboolean sp_kline_is_splat(const char *line);

/* Where printk's "[   12.345678] " begins in @line, NULL if nowhere; @text: (out) what follows it.
 */
const char *sp_kline_stamp(const char *line, const char **text);
