/* SPDX-License-Identifier: GPL-2.0-only */
/* probe: SpProbe x SpBranch -> SpEvidence: one question asked of one branch, and what was seen. */
#pragma once

#include <glib.h>

#include "stage/branch.h"
#include "stage/fix.h"

typedef enum { SP_ANSWER_NO, SP_ANSWER_YES, SP_ANSWER_UNKNOWN } SpAnswer;

typedef struct {
	char *source; /* name of the probe, "hunks", or "commit ID" */
	SpAsks asks;
	SpAnswer answer;
	char *why; /* one line: where was looked, what stands there */
} SpEvidence;

SpEvidence *sp_evidence_new(const char *source, SpAsks asks);
void sp_evidence_free(SpEvidence *evidence);

const char *sp_asks_name(SpAsks asks);
const char *sp_answer_name(SpAnswer answer);

/* sp_branch_read(), but a text in @overlay (nullable: path -> text, NULL: gone) stands before the
 * branch's. */
gboolean sp_probe_read(SpBranch *branch, GHashTable *overlay, const char *path, SpFileState *state,
		       const char **text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_probe_ask:
 *
 * The first of the probe's files that has one of its functions is looked at; all definitions in the
 * probe's arm must agree. Code is compared by the word, comments and blanks aside. A function that
 * is not found is gone only if nothing in those files speaks against it: not its name, not a
 * definition in an arm that the probe's does not exclude, not a file whose content cannot be had.
 *
 * Returns: (transfer full): NULL on an error that says nothing about the branch.
 */
SpEvidence *sp_probe_ask(const SpProbe *probe, SpBranch *branch, GHashTable *overlay,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
