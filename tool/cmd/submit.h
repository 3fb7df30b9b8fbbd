/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * submit: the mails of a chain, written when all branches have been gone through: the newest first,
 * since the mail for an older branch tells whether the newer ones have the fix or get it.
 */
#pragma once

#include "cmd/chain.h"

/* Removes the mails that an earlier run left: they tell of another state. */
gboolean sp_submit_drop(const SpOutcome *outcome, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_submit_all:
 * @outcomes: SpOutcome; those that are ready get their mails, or a negative verdict, or an error
 * @identity: "Name <address>" of the sender
 *
 * FALSE only when stopped, or for what concerns all branches.
 */
gboolean sp_submit_all(const SpChain *chain, GPtrArray *outcomes, const char *identity,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds what came of a branch, and whether it gets a mail that is to be sent, to @all, an array of
 * SpNewer. */
void sp_submit_remember(GPtrArray *all, const SpOutcome *outcome);

/* After @outcome's error was set: names the branch in it. FALSE, with @error, when stopped. */
gboolean sp_submit_go_on(SpOutcome *outcome, GError **error);
