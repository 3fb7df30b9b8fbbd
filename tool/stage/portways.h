/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portways: what a change takes and gives back, and the ways through its function; a part of port.
 */
#pragma once

#include "stage/porttext.h"

/* Returns: (transfer full): where the change takes something above and gives it back below, and the
 * function returns between; NULL if it nowhere does. */
char *sp_portways_leaves(SpPortChange *change);

/* Returns: (transfer full): where the change gives something back that is given back on that way
 * already; NULL if it nowhere does. */
char *sp_portways_gives_twice(SpPortChange *change);

/* Whether a line may give something back, as a change must for either of these to say anything. */
gboolean sp_portways_may_give(const char *line);
