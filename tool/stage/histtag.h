/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histtag: the part of histbranch that tells which release of a branch first has each of its
 * commits. Used by histbranch alone.
 */
#pragma once

#include "stage/histwrite.h"

/**
 * sp_histtag_update:
 * @branch: its row
 * @last: position of the last commit that an earlier update listed, 0 if none
 * @order: guint32, nodes that this one has listed behind it
 *
 * Gives a tag to what has none yet; to all anew when a tag turns up that is lower than one given.
 */
gboolean sp_histtag_update(SpHistWork *work, int branch, gint64 last, const GArray *order,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;
