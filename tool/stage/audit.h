/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * audit: what a branch lacks of mainline's fixes for bugs that it has, and what it has that
 * mainline took back. From the history alone: the content of files is not looked at.
 */
#pragma once

#include <glib.h>

#include "stage/history.h"

/* A fix of mainline that the branch lacks. */
typedef struct {
	git_oid id;
	char *subject;	  /* one line, "" if the repository lacks the commit */
	char *release;	  /* the first that has it, NULL if none */
	gint64 time;	  /* of the committer */
	gint32 number;	  /* of the release; SP_RELEASE_NEXT for none */
	GPtrArray *fixes; /* char *, 40 digits: what it fixes of what the branch has */
} SpAuditMissing;

/* A commit of the branch that mainline has taken back. */
typedef struct {
	git_oid id; /* the branch's commit; mainline's own where the branch has that */
	git_oid upstream;
	git_oid reverted_by; /* of mainline */
	char *subject;	     /* upstream's */
} SpAuditReverted;

typedef struct {
	GPtrArray *missing;  /* SpAuditMissing, newest first */
	GPtrArray *reverted; /* SpAuditReverted, newest revert first */
} SpAudit;

void sp_audit_free(SpAudit *audit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpAudit, sp_audit_free)

/**
 * sp_audit_branch:
 * @history: held (sp_history_hold())
 * @since: (nullable): a release of mainline, "v5.9": only what is not in it
 *
 * Errors: SP_ERROR_USAGE if mainline is not known, or has no release @since; SP_ERROR_UNKNOWN for a
 * branch whose history is not all there.
 */
SpAudit *sp_audit_branch(SpHistory *history, const SpHistBranch *branch, const char *since,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
