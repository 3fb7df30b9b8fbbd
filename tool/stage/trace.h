/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace: the fate of one commit in one branch: by which commits it came, went, and came again. In:
 * a history, an id. Out: SpTrace.
 */
#pragma once

#include <glib.h>

#include "stage/history.h"

typedef enum {
	SP_STATE_ABSENT,
	SP_STATE_PRESENT,
	SP_STATE_REVERTED, /* it was there, and was taken back */
	SP_STATE_UNKNOWN,
} SpState;

typedef enum {
	SP_BY_ANCESTRY, /* the commit itself, or its revert, is in the branch */
	SP_BY_MESSAGE,	/* a commit of the branch says that it is of it */
	SP_BY_EQUALITY, /* a commit of the branch says nothing, and changes the same */
} SpBy;

/* A commit that is in the branch and brought the change, or took it back. */
typedef struct {
	git_oid id;
	gboolean adds;
	SpBy by;
	char *release; /* the first that has it, NULL if none */
} SpTraceEvent;

typedef struct {
	char *id; /* of the commit that was asked for: 40 digits if it is known, else as given */
	SpState state;
	char *release; /* of mainline, the first that has the commit; NULL if none, or not known */
	GPtrArray *events; /* SpTraceEvent, oldest first */
	char *doubt;	   /* why the state is unknown, else NULL */
} SpTrace;

void sp_trace_free(SpTrace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpTrace, sp_trace_free)

/* "absent", "present", "reverted", "unknown"; "ancestry", "message", "equality" */
const char *sp_state_name(SpState state);
const char *sp_by_name(SpBy by);

/**
 * sp_trace_commit:
 * @hex: 7 to 40 digits
 * @equal: (nullable): git_oid, commits of the branch that change the same (sp_equal_find())
 *
 * Follows what messages say: who is a backport of the commit, or of its twin that was picked within
 * mainline, who reverts it or one of these, under the branch's own id or another's, who reverts
 * that again; and applies those that are in the branch in their order. A revert that names one of
 * several backports takes back that one; one that names what the branch does not have takes back
 * all.
 */
SpTrace *sp_trace_commit(SpHistory *history, const SpHistBranch *branch, const char *hex,
			 const GArray *equal, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The last event that decided the state; NULL if there is none. */
const SpTraceEvent *sp_trace_last(const SpTrace *trace);
