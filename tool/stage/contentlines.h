/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contentlines: the lines of a change one by one, a part of content: for a file that has neither
 * side of the hunk as it is. Only telling lines count: no braces, no "return 0;".
 */
#pragma once

#include <glib.h>

#include "stage/contentside.h"

/**
 * sp_contentlines_stand:
 * @line: (out): of the tree, where the first line that the change adds stands
 * @why: (out): the reason when they do not stand, or when that says nothing
 *
 * Whether all lines that the change adds stand, in order, in the function and the arms where they
 * are to stand, among those lines of the hunk's context that stand in it once: one at least, and,
 * for a line that the function had elsewhere before, one ahead and one behind; and not far from
 * them. They may not stand so among the same lines before the change. None of the removed lines may
 * stand in the function more often than after the change. Where only the patch is known,
 * the function is the one that holds more than a half of the context, if only one does.
 */
gboolean sp_contentlines_stand(const SpContentChange *change, guint *line, char **why);

/* Whether a line that the change removes stands in its function more often than after the change.
 * @at: line of the tree in that function. */
gboolean sp_contentlines_some_left(const SpContentChange *change, guint at);

/* Whether a line that the change adds stands in its function, by now, more often than before the
 * change. @at: line of the tree in that function. */
gboolean sp_contentlines_some_added(const SpContentChange *change, guint at);

/**
 * sp_contentlines_moved_to:
 * @at: line of the tree at which the old side's change stands
 *
 * Returns: (nullable): the function of the tree, another one, that holds all that the change adds,
 * which it does neither before nor after the change itself; NULL too when these are lines that
 * stand in other functions before it.
 */
const SpCRegion *sp_contentlines_moved_to(const SpContentChange *change, guint at);
