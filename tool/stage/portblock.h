/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portblock: whether a change stands in the same block of its function as upstream: under the same
 * condition, in the same loop or arm of a switch. By indentation, as kernel style has it; pure.
 */
#pragma once

#include "stage/hunk.h"

/**
 * sp_portblock_other:
 * @hunk: as the patch has it
 * @pre: the lines of the file before the change upstream, NULL if not known: then only a block that
 *       opens within the hunk is compared
 * @lines: the branch's lines, before the change
 * @line: the branch's line that the hunk's first change replaces or goes before, 0-based, within
 *        the function that begins at line @head
 *
 * Returns: (transfer full): what is other, NULL if nothing is.
 */
char *sp_portblock_other(const SpHunk *hunk, char *const *pre, char *const *lines, guint line,
			 guint head);
