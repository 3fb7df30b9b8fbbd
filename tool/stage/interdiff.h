/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * interdiff: what a port changes otherwise than upstream does. In: SpPatch and a clean SpPort. Out:
 * a diff of the two diffs, with as much around each change as upstream's has, from which line
 * numbers, section names and blob ids have been left out.
 */
#pragma once

#include "stage/patch.h"
#include "stage/port.h"

/* The most lines that a file's diff shows around a change. */
guint sp_interdiff_context(const SpPatchFile *file);

/**
 * sp_interdiff_bare:
 * @context: lines to leave around each change, G_MAXUINT for all that there are
 *
 * Returns: (transfer full): the hunks of a file as text, without what depends on where they stand,
 * as they would be had the diff been made with no more than @context.
 */
char *sp_interdiff_bare(const SpPatchFile *file, guint context);

/* One file of the patch beside the port's. */
typedef struct {
	const SpPatchFile *theirs;
	const SpPortFile *mine; /* NULL: the port does not change it */
	GPtrArray *parsed;	/* SpPatchFile, what @mine's diff says; empty without it */
	char *text;		/* its part of the interdiff, "" when the diffs are the same */
} SpInterdiff;

/* Returns: (transfer full): SpInterdiff, in the patch's order; must not outlive the two. */
GPtrArray *sp_interdiff_files(const SpPatch *patch, const SpPort *port,
			      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_interdiff:
 *
 * A line of the result has two columns ahead of the text: in the first what stands only in
 * upstream's diff ('-') or only in the port's ('+'), in the second what that diff does with it. The
 * files' names stand between them; a file that has its change already is one that the port does not
 * change.
 *
 * Returns: (transfer full): "" when the diffs are the same.
 */
char *sp_interdiff(const SpPatch *patch, const SpPort *port,
		   GError **error) G_GNUC_WARN_UNUSED_RESULT;
