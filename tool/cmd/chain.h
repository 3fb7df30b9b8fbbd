/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * chain: the steps of one branch, one after the other, as far as a verb goes. Each step's verdict
 * says whether there is a next one; one branch's trouble does not keep the others from going on.
 */
#pragma once

#include <glib.h>

#include "cmd/input.h"
#include "stage/mail.h"
#include "stage/map.h"
#include "stage/record.h"
#include "stage/stack.h"
#include "stage/verify.h"

typedef enum { SP_STEP_MAP, SP_STEP_PORT, SP_STEP_VERIFY, SP_STEP_MAIL } SpStep;

typedef struct {
	const SpInput *input;
	SpStep last;	     /* the last step to take */
	gboolean verify;     /* for SP_STEP_MAIL: boot, rather than take the record that is there */
	gboolean signoff;    /* --signoff */
	gboolean untested;   /* --untested: mail without a record */
	gboolean older_only; /* --older-only: whatever newer branches lack */
	const GPtrArray *earlier; /* SpNewer: other branches of this run, done before; NULL: none */
	gboolean send;		  /* --send: hand the mails to git send-email */
	const SpThread *thread;	  /* what the mails answer; NULL for a thread of their own */
	gboolean before;	  /* --with-preconditions: what the fix needs goes before it */
	const char *prefix;	  /* --branch-prefix, NULL when not given: needs @signoff */
	gboolean not_affected;	  /* --not-affected: boot those as well */
	gboolean show;		  /* --show: what is ported beside upstream's */
	const SpRecord *replay;	  /* --replay: nothing is written; NULL when not given */
	SpVerifyOptions verifying;
} SpChain;

/* What came of one branch; what was not reached is NULL. */
typedef struct {
	SpBranch *branch; /* borrowed from the input */
	char *dir;	  /* <out>/<fix>/<branch> */
	SpVerdict *verdict;
	SpStack *stack;
	GPtrArray *records;  /* SpRecord, an architecture each: what was booted; may be empty */
	char *replayed;	     /* with --replay: whether it agrees, one line */
	char *patch;	     /* path of the fix's patch written */
	char *ref;	     /* the reference that names the port's commits, with --branch-prefix */
	gboolean ready;	     /* for a mail */
	GPtrArray *mails;    /* char *, paths of the mails written, in order; NULL for none */
	GPtrArray *conflict; /* char *, paths of what a refused port left */
	char *unfit;	     /* of one that gets mails: why the stable team will not take them */
	char *negative;	     /* the negative verdict that ended it, one line */
	SpControl control;   /* what was done to the branch */
	const SpPatch *bug;  /* what was put in, borrowed from the input */
	SpPort *bug_port;    /* how; until it is the stack's */
	GError *error;	     /* what could not be found out */
} SpOutcome;

void sp_outcome_free(SpOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpOutcome, sp_outcome_free)

/* The option of all verbs that write a message; an entry for a GOptionEntry array. */
#define SP_CHAIN_SIGNOFF_OPTION(signoff)                                                           \
	{                                                                                          \
		"signoff", 's', 0, G_OPTION_ARG_NONE, &(signoff),                                  \
			"add your Signed-off-by, from git's configuration", NULL                   \
	}

/* The option of the verbs that port no more than a series, likewise. */
#define SP_CHAIN_BEFORE_OPTION(before)                                                             \
	{                                                                                          \
		"with-preconditions", 0, 0, G_OPTION_ARG_NONE, &(before),                          \
			"port what the fix needs and a branch lacks before it, as one series",     \
			NULL                                                                       \
	}

/* The option of all verbs that write a mail, likewise. */
#define SP_CHAIN_OLDER_OPTION(older_only)                                                          \
	{                                                                                          \
		"older-only", 0, 0, G_OPTION_ARG_NONE, &(older_only),                              \
			"write the mail although newer branches lack the fix, or may; it says so", \
			NULL                                                                       \
	}

/* The option of the verbs that may send, likewise. */
#define SP_CHAIN_SEND_OPTION(send)                                                                 \
	{                                                                                          \
		"send", 0, 0, G_OPTION_ARG_NONE, &(send),                                          \
			"hand the mails to git send-email, after a dry run and a question", NULL   \
	}

/**
 * sp_chain_run:
 *
 * Takes the steps, branch by branch; prints progress alone.
 *
 * Returns: (transfer full): SpOutcome, one a branch; NULL only when stopped, or when the user has
 * to mend something that concerns all branches.
 */
GPtrArray *sp_chain_run(const SpChain *chain, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The exit code of the worst outcome: SP_EXIT_UNKNOWN if anything could not be found out, else
 * SP_EXIT_NEGATIVE if any verdict is negative. @error is set to the first branch's error as well,
 * if there is one. */
int sp_chain_code(const GPtrArray *outcomes, GError **error);

/* sp_chain_run(), what came of it printed (a few lines for each branch, or with @json one array),
 * sp_chain_code(). */
int sp_chain_finish(const SpChain *chain, gboolean json, GError **error);
