/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portside: a run of added statements as the branch has it and as upstream has it, side by side; a
 * part of port. Where only the patch is known its hunk stands for upstream's function.
 */
#pragma once

#include "stage/diff.h"
#include "stage/portuse.h"

/* Units [@first, @last) are added; those of the function, as far as known, are [@begin, @end). */
typedef struct {
	const SpPortText *text; /* borrowed */
	guint begin, end, first, last;
	gboolean from_start, to_end; /* nothing of the function is missing above, below */
	/* Of the pairs alone: */
	GArray *above, *below; /* SpPortStep, from @first up and from @last down */
	gboolean to_start;     /* @above goes up to the function's start */
	gboolean to_return;    /* @below goes down to where the function ends */
} SpPortSide;

typedef struct {
	SpPortSide upstream, branch;
	gboolean known; /* upstream's is the whole function */
	guint line;	/* of the branch after the change, 0-based */
	char *removed;	/* the lines of the branch that they replace */
} SpPortPair;

typedef struct _SpPortPairs SpPortPairs;

/**
 * sp_portside_pairs:
 * @file, @theirs, @ours: must outlive the result; the texts of @theirs are NULL where only the
 *                        patch is known
 */
SpPortPairs *sp_portside_pairs(const SpPatchFile *file, SpPortChange *theirs, SpPortChange *ours);
void sp_portside_free(SpPortPairs *pairs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpPortPairs, sp_portside_free)

/* SpPortPair of each run of lines that is added within a function and begins on both sides with the
 * same statement, if no other run does. Owned by @pairs. */
const GArray *sp_portside_get(const SpPortPairs *pairs);
