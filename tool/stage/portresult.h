/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portresult: doubts about a changed file as a whole, a part of port: what its places alone do not
 * show. Pure text.
 */
#pragma once

#include "stage/diff.h"
#include "stage/porttext.h"

/**
 * sp_portresult_doubt:
 * @theirs: upstream's change, its files NULL if they are not known
 * @ours: the branch's
 * @agreed: all of each hunk's lines stand there as they are, and a merge gives the same
 *
 * Turned down are: a function whose braces no longer match; something that is taken or allocated at
 * one place and given back at another with a return between them; what sp_portvalue_doubt() says;
 * where upstream's file is known, more places like the changed one than upstream leaves, a new goto
 * to a label behind which the branch does other things, a name that the branch has another one in
 * the place of, and, unless @agreed, lines that are other ones of upstream's.
 *
 * Returns: (transfer full): the first doubt, one sentence; NULL when there is none.
 */
char *sp_portresult_doubt(const SpPatchFile *file, SpPortChange *theirs, SpPortChange *ours,
			  gboolean agreed);
