/* SPDX-License-Identifier: GPL-2.0-only */
/* send: --send: the mails of a run to `git send-email`, which the user is asked about first. */
#pragma once

#include <git2.h>
#include <glib.h>

/**
 * sp_send:
 * @repo: (nullable): its configuration, too, says who sends
 * @outcomes: SpOutcome
 *
 * Shows on stderr what `git send-email --dry-run` says of all mails, asks, and sends on "y". One
 * call a branch: a thread. Mails of controls, and those that the stable team will not take, are for
 * no list.
 *
 * Returns: FALSE without @error when the answer was another one. Errors: SP_ERROR_USAGE without a
 * terminal to ask on, or where git's configuration would have the mails go to others than they say;
 * SP_ERROR_UNKNOWN when git send-email fails.
 */
gboolean sp_send(git_repository *repo, const GPtrArray *outcomes,
		 GError **error) G_GNUC_WARN_UNUSED_RESULT;
