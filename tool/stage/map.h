/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * map: SpFix x SpBranch -> SpVerdict: does the branch need the fix, and how that was seen. From the
 * tree's content: by the probes of fix.conf, or, for a fix without probes, by its hunks.
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

#include "stage/branch.h"
#include "stage/fix.h"
#include "stage/probe.h"

typedef enum {
	SP_VERDICT_AFFECTED,	 /* the bug is there and the fix is not */
	SP_VERDICT_FIXED,	 /* the fix is there */
	SP_VERDICT_NOT_AFFECTED, /* the bug was never introduced there, or its code is gone */
	SP_VERDICT_UNKNOWN,	 /* it cannot be told; reason says what is missing */
} SpVerdictKind;

typedef struct {
	SpVerdictKind kind;
	char *reason;	     /* one line */
	GPtrArray *evidence; /* SpEvidence */
} SpVerdict;

void sp_verdict_free(SpVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpVerdict, sp_verdict_free)

/* "affected", "fixed", "not-affected", "unknown" */
const char *sp_verdict_name(SpVerdictKind kind);

/**
 * sp_map_branch:
 * @overlay: (nullable): path -> text that stands in place of the branch's own file
 *
 * Errors only when nothing can be said at all: a file that cannot be had leads to
 * SP_VERDICT_UNKNOWN instead.
 */
SpVerdict *sp_map_branch(const SpFix *fix, SpBranch *branch, GHashTable *overlay,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The paths that sp_map_branch() and a port will read; (transfer full), NULL-terminated strings. */
char **sp_map_paths(const SpFix *fix);

/* One branch's verdict as an object of @json. */
void sp_map_to_json(JsonBuilder *json, SpBranch *branch, const SpVerdict *verdict);

/**
 * sp_map_save:
 * @path: map.json, the record of all verdicts on one fix
 *
 * Puts this branch's verdict in, or in place of an older one of the same branch.
 */
gboolean sp_map_save(const char *path, const SpFix *fix, SpBranch *branch, const SpVerdict *verdict,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;
