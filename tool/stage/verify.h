/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * verify: builds the unpatched branch, each control and the backport, boots them with the
 * reproducer, and holds what happens against what the fix folder expects -> SpRecord.
 */
#pragma once

#include <glib.h>

#include "stage/record.h"
#include "stage/stack.h"

typedef struct {
	const SpArch *arch; /* what is built and booted, and with which compiler */
	const char *cache;  /* cache directory; sources, images and boots lie there */
	const char *accel;  /* "auto", "kvm", "tcg" */
	guint boots;	    /* boots of what has to crash, 0 for what the scenario says */
	double miss; /* wanted chance that a kernel with the bug survives, see SP_RATE_MISS */
	gboolean only_boot; /* @fix has been through sp_fix_only_boot() */
	gboolean fresh;	    /* boot anew what an earlier run has booted */
	const SpCell
		*replay; /* (nullable): of a record: only this cell, just as often and as long */
} SpVerifyOptions;

/**
 * sp_verify_run:
 * @stack: (nullable): the clean port of @fix to @branch, with what goes before it; NULL for a
 *         branch that is not affected, of which that is to be shown
 *
 * The backport is all of the series upon the branch; the unpatched kernel has nothing of it.
 *
 * Images and boots that the cache has are taken from it: a run that was cut off goes on where it
 * stopped, and after a change of the backport only that is built and booted.
 *
 * Errors: SP_ERROR_USAGE for a fix without a reproducer or a scenario for this kernel;
 * SP_ERROR_UNKNOWN for what keeps it from being found out. A backport that does not build, or
 * crashes, is in the record.
 */
SpRecord *sp_verify_run(const SpFix *fix, SpBranch *branch, const SpStack *stack,
			const SpVerifyOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
