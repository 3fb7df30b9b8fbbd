/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histupdate: brings the history index up to date: which release of mainline first has a commit,
 * what each branch has of its own, what the messages say. Used by history alone.
 */
#pragma once

#include "stage/histdb.h"
#include "stage/histrefs.h"

/* A branch to be looked at. */
typedef struct {
	const char *name; /* under which the index keeps it: the reference or commit asked for */
	git_oid tip;	  /* its commit */
} SpHistTip;

/* @needed: (out): whether anything has changed since the index was written. @tips: SpHistTip. */
gboolean sp_histupdate_needed(SpHistdb *db, const SpHistRefs *refs, const GArray *tips,
			      gboolean *needed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_histupdate:
 * @fresh: the index is empty
 * @redo: (out): mainline or a tag was rewritten, or the index was made while the repository lacked
 * a part of its history: nothing was changed, start from an empty index
 *
 * All in one transaction.
 */
gboolean sp_histupdate(git_repository *repo, SpHistdb *db, const SpHistRefs *refs,
		       const GArray *tips, gboolean fresh, gboolean *redo,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;
