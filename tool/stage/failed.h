/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * failed: the mail that says that a fix did not apply to a stable series, "FAILED: patch ... failed
 * to apply to 5.4-stable tree", as Greg Kroah-Hartman and Sasha Levin send it. In: the mail's
 * bytes. Out: SpFailed.
 */
#pragma once

#include "stage/failedbody.h"
#include "stage/patch.h"

typedef enum {
	SP_FAILED_GREG,	 /* FAILED: patch "[PATCH] SUBJECT" ..., its first line only */
	SP_FAILED_SASHA, /* FAILED: Patch "SUBJECT" ... */
} SpFailedForm;

typedef struct {
	SpFailedForm form;
	char *upstream;		 /* 40 hex */
	char *series;		 /* "5.4" */
	char *branch;		 /* "linux-5.4.y" */
	char *subject;		 /* of the mail, one line, UTF-8 */
	char *message_id;	 /* without <> */
	char *references;	 /* of the mail, NULL for none */
	char *from;		 /* as sp_trailer_person() has it */
	GPtrArray *to, *cc;	 /* char *, likewise; may be empty */
	GPtrArray *dependencies; /* SpFailedCommit, without the fix itself; may be empty */
	SpPatch *patch;		 /* the mail's copy of the commit; see sp_failedfix_choose() */
} SpFailed;

void sp_failed_free(SpFailed *failed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpFailed, sp_failed_free)

/**
 * sp_failed_is:
 * @subject: (out) (nullable): the mail's subject, UTF-8, NULL if it has none; (transfer full)
 *
 * Whether it wants to be such a mail, by its subject alone. A reply is none.
 */
gboolean sp_failed_is(const char *data, gsize length, char **subject);

/**
 * sp_failed_parse:
 * @data: one mail, see sp_mailtext_split()
 * @origin: what to call it in messages
 *
 * Whatever the mail says twice (series, upstream id, message id, subject, how much the patch
 * changes) has to be the same.
 *
 * Errors: SP_ERROR_USAGE for a mail that is none of these, was damaged, or contradicts itself.
 */
SpFailed *sp_failed_parse(const char *data, gsize length, const char *origin,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What to call the form: whose it is. */
const char *sp_failed_author(SpFailedForm form);
