/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portindent: whether a change of a file in which blanks alone tell what a line belongs to, such as
 * YAML, stands inside of the same lines as upstream; a part of port. Pure text.
 */
#pragma once

#include "stage/diff.h"

/**
 * sp_portindent_other:
 * @lines: the branch's lines before the change, up to a NULL
 * @place: of @hunk, one of @file's
 *
 * Where upstream's file is not known, a hunk that is not where the patch says must show all lines
 * that its first change is inside of, or its "@@" line.
 *
 * Returns: (transfer full): what is other, NULL if nothing is.
 */
char *sp_portindent_other(const SpPatchFile *file, const SpHunk *hunk, char *const *lines,
			  const SpPlace *place);
