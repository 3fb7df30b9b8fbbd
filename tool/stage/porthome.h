/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * porthome: what kind of file a path is, and what a line of it stands inside of, functions aside;
 * a part of port.
 */
#pragma once

#include <glib.h>

typedef enum {
	SP_KIND_C,	  /* .c and .h */
	SP_KIND_ASSEMBLY, /* .S */
	SP_KIND_DEVICE_TREE,
	SP_KIND_KCONFIG,
	SP_KIND_MAKEFILE,
	SP_KIND_INDENTED, /* YAML and Python: what a line belongs to is told by blanks alone */
	SP_KIND_OTHER,
} SpFileKind;

SpFileKind sp_porthome_kind(const char *path);

/* Whether @line opens a node of a device tree. */
gboolean sp_porthome_opens_node(const char *line);

/* Returns: (transfer full): what git writes behind "@@" for line number @line: the nearest one
 * above that begins with a letter; "" for none. @lines ends with NULL. */
char *sp_porthome_section(char *const *lines, guint line);

/* The line above @line that is indented by less than @indent columns, the nearest one that says
 * something; FALSE for none. */
gboolean sp_porthome_outer(char *const *lines, guint line, guint indent, guint *outer);

/* Returns: (transfer full): all of these outward from @line, the outermost first; "" for none. */
char *sp_porthome_path(char *const *lines, guint line, guint indent);

/**
 * sp_porthome_of:
 * @line: 0-based, of @text
 *
 * Returns: (transfer full): the struct, union or enum, with the ends of those in it, the
 * device-tree nodes, the routine, entry, condition or outer lines that a line is inside of; "" for
 * nothing, or when it cannot be told.
 */
char *sp_porthome_of(const char *path, const char *text, guint line);
