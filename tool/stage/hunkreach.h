/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkreach: the neighbour of a change that stands here, where the branch merely lacks what stands
 * between the two upstream; a part of hunk.
 */
#pragma once

#include "stage/hunkaligned.h"

/*
 * From unit @neighbour of theirs on, away from @group: the first one that is here. What is passed
 * over are plain statements, one or two, that the function has nowhere, not even with other
 * arguments, and that set nothing which the change uses. G_MAXUINT if there is no such unit.
 */
guint sp_hunkreach(const SpHunkFit *fit, const SpHunkGroup *group, guint neighbour, int step);

/* Whether unit @i of theirs declares or changes something that the change uses. */
gboolean sp_hunkreach_sets(const SpHunkFit *fit, const SpHunkGroup *group, guint i);
