/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * showport: a port for people to look at: upstream's functions after the fix, and beside each the
 * branch's. In: SpPatch and a clean SpPort. Out: SpShown, one a function, or a text in two columns.
 */
#pragma once

#include "stage/patch.h"
#include "stage/port.h"

typedef struct {
	char *path;	/* on the branch */
	char *function; /* the branch's, else upstream's; NULL for what stands in none */
	char *theirs;	/* upstream's name of the function where it is another one, else NULL */
	gboolean whole; /* @upstream is from upstream's file; else the new side of hunks alone */
	char *upstream; /* "" where upstream has nothing there */
	char *backport; /* "" where the branch has nothing there */
} SpShown;

/**
 * sp_showport:
 *
 * All functions that are changed on either side; a file that is added or removed as one. Functions
 * of the same name belong together, then those of the same arm, then the rest in their order.
 *
 * Returns: (transfer full): SpShown.
 */
GPtrArray *sp_showport(const SpPatch *patch, const SpPort *port);

/**
 * sp_showport_columns:
 * @width: of a line, at least 20
 *
 * As `diff -y` does: between the columns stands what differs: "|" both, "<" only on the left, ">"
 * only on the right. Lines that are too long are cut, tabs become blanks.
 *
 * Returns: (transfer full): fit for a terminal.
 */
char *sp_showport_columns(const char *left, const char *right, guint width);
