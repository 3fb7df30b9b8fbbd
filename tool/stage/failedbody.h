/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * failedbody: the text of a "FAILED: patch ..." mail taken apart. In: its bytes. Out: what each of
 * its paragraphs says, and where the patch begins. Whether they agree is for failed to see.
 */
#pragma once

#include <glib.h>

/* A commit that the mail names. */
typedef struct {
	char *id; /* hex, as it stands there, mostly 12 digits */
	char *subject;
} SpFailedCommit;

typedef struct {
	char *series; /* "5.4": "The patch below does not apply to the 5.4-stable tree." */
	/* Of the commands to make the backport with: all of them, or all NULL. */
	char *fetched;		 /* series of the branch that `git fetch` names */
	char *picked;		 /* 40 hex, what `git cherry-pick` takes */
	char *answered;		 /* the message id of `git send-email --in-reply-to` */
	char *prefixed;		 /* series of its --subject-prefix */
	GPtrArray *dependencies; /* SpFailedCommit: what stands below "Possible dependencies:" */
	char *upstream;		 /* 40 hex, of the line that the patch begins with */
	char *patch;		 /* from that line to the end, bytes */
	char *stat;		 /* "3 files changed, 4 insertions(+)", NULL without diffstat */
} SpFailedBody;

void sp_failedbody_free(SpFailedBody *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpFailedBody, sp_failedbody_free)

/**
 * sp_failedbody_parse:
 * @text: the mail's text, NUL-terminated, any bytes
 *
 * Errors: SP_ERROR_USAGE with what is missing, stands there twice, or is no form that such a mail
 * has.
 */
SpFailedBody *sp_failedbody_parse(const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
