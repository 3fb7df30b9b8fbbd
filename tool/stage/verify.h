/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * verify: builds the unpatched branch, each control and the backport, boots them with the
 * reproducer, and holds what happens against what the fix folder expects -> SpRecord.
 */
#pragma once

#include <glib.h>

#include "stage/port.h"
#include "stage/record.h"

/* The backport has to survive at least so many times the median round of the unpatched crash. */
#define SP_VERIFY_FACTOR 50

typedef struct {
	const SpArch *arch; /* what is built and booted, and with which compiler */
	const char *cache;  /* cache directory; images, logs and an unfinished record lie there */
	const char *accel;  /* "auto", "kvm", "tcg" */
	guint boots;	    /* boots of unpatched and controls, 0 for what the scenario says */
} SpVerifyOptions;

/**
 * sp_verify_run:
 * @port: the clean port of @fix to @branch
 *
 * A run that was cut off goes on where it stopped; one that was finished is made again, from the
 * images that are there.
 *
 * Errors: SP_ERROR_USAGE for a fix without a reproducer or a scenario for this kernel;
 * SP_ERROR_UNKNOWN for what keeps it from being found out. A backport that does not build, or
 * crashes, is in the record.
 */
SpRecord *sp_verify_run(const SpFix *fix, SpBranch *branch, const SpPort *port,
			const SpVerifyOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
