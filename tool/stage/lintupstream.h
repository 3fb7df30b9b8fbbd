/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lintupstream: a submission beside the commit of mainline that it says it is: subject, author,
 * message, and whether a note tells of what the diff has otherwise. In: SpLintMail, a history.
 */
#pragma once

#include "stage/fix.h"
#include "stage/history.h"
#include "stage/lintmail.h"

/**
 * sp_lintupstream:
 * @fix: (out): the commit, for later rules; NULL if it is not known, or cannot be judged
 * @why: (out): then the reason; (transfer full)
 *
 * For a mail whose patch names a commit. Errors: only when stopped or when the history cannot be
 * read.
 */
gboolean sp_lintupstream(SpLintMail *mail, SpHistory *history, SpFix **fix, char **why,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
