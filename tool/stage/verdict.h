/* SPDX-License-Identifier: GPL-2.0-only */
/* verdict: what map finds out about a fix and a branch. */
#pragma once

#include <glib.h>

#include "stage/fate.h"
#include "stage/fix.h"
#include "stage/probe.h"

typedef enum {
	SP_VERDICT_AFFECTED,	  /* the bug is there and the fix is not */
	SP_VERDICT_FIXED,	  /* the fix is there */
	SP_VERDICT_NOT_AFFECTED,  /* the bug was never introduced there, or its code is gone */
	SP_VERDICT_UNKNOWN,	  /* it cannot be told; reason says what is missing */
	SP_VERDICT_CONTRADICTION, /* history and content say opposite things: somebody has to look
				   */
} SpVerdictKind;

typedef struct {
	SpVerdictKind kind;
	const char *decided_by; /* "ancestry", "messages", "equality", "content", NULL if unknown */
	char *reason;		/* one line */
	GPtrArray *evidence;	/* SpEvidence */
	SpFate *fate;		/* what the history tells; NULL where there is none */
	GPtrArray *notes;	/* char *, what else is to be known, a line each */
} SpVerdict;

/* Empty, with its arrays. */
SpVerdict *sp_verdict_new(void);
void sp_verdict_free(SpVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpVerdict, sp_verdict_free)

/* "affected", "fixed", "not-affected", "unknown", "contradiction" */
const char *sp_verdict_name(SpVerdictKind kind);
