/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkobject: what upstream passes by one name and the branch by an expression, as a function that
 * is given the outer object here does: "dock" is "&pier->dock"; a part of hunk.
 */
#pragma once

#include "stage/hunkaligned.h"

/*
 * Learns that from the statements of @fit's alignment which are the same but for such arguments:
 * two at least that agree, and none that speaks against it. The function here must not know the
 * name, and the change must use it as an argument alone.
 *
 * @names: (out): "name -> expression", of what the change uses; NULL for nothing
 *
 * Returns: (transfer full): the hunk with these arguments as the branch has them; NULL if there is
 * nothing to be learnt.
 */
SpHunk *sp_hunkobject_reword(const SpHunkFit *fit, char **names);
