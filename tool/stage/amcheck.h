/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * amcheck: what `git am` makes of a mail, found out by asking it: in a repository of its own that
 * holds the files as they are before the change. A part of mail.
 */
#pragma once

#include "stage/port.h"

/* One mail, and what has to come of it. */
typedef struct {
	const char *mail;
	const SpPort *port;
	const char *subject;
	const char *message; /* below the subject, ends in '\n' */
	const char *author;  /* as sp_trailer_person() has it */
} SpAmMail;

/**
 * sp_amcheck:
 * @mails: SpAmMail, in the order in which they are to be applied
 * @scratch: a folder to make another one in, which is gone afterwards
 *
 * Errors: SP_ERROR_USAGE when something else comes of a mail, with what; SP_ERROR_UNKNOWN when it
 * could not be tried (there is no git).
 */
gboolean sp_amcheck(const GArray *mails, const char *scratch,
		    GError **error) G_GNUC_WARN_UNUSED_RESULT;
