/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reply: what came of a FAILED mail, on stdout: whose it is, which copy of the fix was taken,
 * then the branch as for all verbs. In: SpReply, SpOutcome.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cmd/chain.h"
#include "stage/failedfix.h"

/* What came of one mail; what was not reached is NULL. */
typedef struct {
	char *origin; /* what the mail is called in messages */
	SpFailed *failed;
	SpFailedFix *chosen; /* its fix may have been handed on */
	GError *error;	     /* what stopped it before the chain */
	guint turn;	     /* of the first mail about this fix */
} SpReply;

void sp_reply_free(SpReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpReply, sp_reply_free)

/**
 * sp_reply_print:
 * @outcomes: (nullable): SpOutcome, NULL when the chain was not reached
 * @json: (nullable): an array to which an object is added; NULL to print for people
 */
gboolean sp_reply_print(const SpReply *reply, const SpChain *chain, const GPtrArray *outcomes,
			JsonBuilder *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* That a mail gets no reply, which is no error: "@why @what" is the reason. */
void sp_reply_pass_over(const char *origin, const char *why, const char *what);
