/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cdecl: reads what a C file declares. It relies on kernel style and expands no macro; what a macro
 * may declare is told apart as such. Pure text, GLib only.
 */
#pragma once

#include <glib.h>

#include "stage/cdecls.h"

/**
 * sp_cdecl_read:
 * @path: names the file's anonymous structs
 * @text: must outlive the result
 *
 * Never fails: what is not understood declares nothing.
 */
SpCDecls *sp_cdecl_read(const char *path, const char *text, gsize length);

/* The same of a text that has been looked at already; must outlive the result. */
SpCDecls *sp_cdecl_read_text(const char *path, const SpCText *text);

/* For clocal: reads a declaration at token @i, before @limit, into @locals, known until @end;
 * returns the token behind what was read. */
guint sp_cdecl_read_local(SpCDecls *decls, guint i, guint limit, guint end);

/* Whether the macro at token @i may declare what its arguments name. */
gboolean sp_cdecl_may_declare(const SpCDecls *decls, guint i);
