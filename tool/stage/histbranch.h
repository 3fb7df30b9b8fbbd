/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histbranch: one branch in an update of the history index: the release of mainline that it is
 * based on, what it has besides, and which of its own releases first has it. Used by histupdate
 * alone.
 */
#pragma once

#include "stage/histwrite.h"

/**
 * sp_histbranch_update:
 *
 * Adds what is new since the branch was last looked at, or, if it was rewritten or is new, all.
 */
gboolean sp_histbranch_update(SpHistWork *work, const char *name, const git_oid *tip,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the index has that branch at that tip, as of these references. */
gboolean sp_histbranch_current(SpHistdb *db, const char *name, const git_oid *tip,
			       const char *state, gboolean *current,
			       GError **error) G_GNUC_WARN_UNUSED_RESULT;
