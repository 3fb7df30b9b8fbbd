/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mail: SpStack + SpRecord -> the submission to stable@vger.kernel.org, as the stable rules lay it
 * out (Documentation/process/stable-kernel-rules.rst, option 3), the evidence below "---": one
 * message, or a numbered series where other commits go before the fix.
 */
#pragma once

#include <glib.h>

#include "stage/record.h"
#include "stage/stack.h"

/* To whom every submission goes. */
#define SP_MAIL_LIST "stable@vger.kernel.org"

/* What is answered. */
typedef struct {
	char *message_id;   /* of what is answered, without <> */
	char *references;   /* its References, NULL for none */
	GPtrArray *to, *cc; /* char *, "Name <address>": whom the answer goes to besides */
} SpThread;

typedef struct {
	const SpFix *fix;
	SpBranch *branch;
	const SpStack *stack;	  /* all of its ports are clean */
	const GPtrArray *records; /* SpRecord: what was verified; empty writes that nothing was */
	const char *newer;	/* what is to be said of newer branches, lines; NULL for nothing */
	const char *unfit;	/* why the stable team will not take it, NULL if it may */
	const char *sender;	/* "Name <address>", who submits and signs off */
	gint64 date;		/* seconds since 1970 */
	const SpThread *thread; /* NULL for a thread of its own */
} SpMailing;

typedef struct {
	char *name; /* of the file: see sp_series_is_mail() */
	char *text;
	gsize length; /* of @text in bytes */
} SpMail;

/**
 * sp_mail_compose:
 * @scratch: the cache directory, for a folder that is gone afterwards
 *
 * A cover letter goes before a series of three or more. The first message answers @thread, the
 * others the first. Message-IDs follow from fix, branch, text, what is answered and the sender's
 * domain: the same submission has the same ones again, and no other has.
 *
 * Each message is read back as our own reader and `git am` read it: subject, author, message and
 * tree have to be what went in.
 *
 * Returns: (transfer full): SpMail, lines end in '\n'. SP_ERROR_USAGE for a fix without an upstream
 * id, which the stable team does not take, and for one that would not come out of `git am` as it
 * is.
 */
GPtrArray *sp_mail_compose(const SpMailing *mailing, const char *scratch,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;
