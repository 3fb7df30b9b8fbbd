/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stack: the patches that carry a fix to a branch: the fix alone, or, where it does not apply, what
 * has to go before it, each ported upon the one before. In: SpFix, a branch, a history. Out:
 * SpStack, of which series writes a quilt directory.
 */
#pragma once

#include "stage/port.h"
#include "stage/prereq.h"

/* One patch that goes before the fix. */
typedef struct {
	SpFix *fix; /* the commit and its message, in which a note says what it is there for */
	SpPort *port;
	gboolean bug; /* a control's: it brings the bug */
} SpStackPatch;

typedef struct {
	SpPort *port;	    /* of the fix, upon what goes before it */
	GPtrArray *before;  /* SpStackPatch, in order; empty for the fix alone */
	SpPrereqs *prereqs; /* what was found to be missing; NULL where nobody asked */
	char *refusal; /* why there is no series although the fix itself can be placed, or NULL */
} SpStack;

void sp_stack_free(SpStack *stack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpStack, sp_stack_free)

/* SpStackPatch of @before that make the submission with the fix, borrowed: what a control puts in
 * goes to nobody; (transfer container). The other: SpPort of these and of the fix, likewise. */
GPtrArray *sp_stack_sent(const SpStack *stack);
GPtrArray *sp_stack_ports(const SpStack *stack);

/**
 * sp_stack_put_bug:
 * @port: (transfer full): what sp_control_introduce() made of @patch
 *
 * The patch that brings the bug goes before all others.
 */
void sp_stack_put_bug(SpStack *stack, const SpPatch *patch, SpPort *port);

/**
 * sp_stack_make:
 * @history: (nullable): of the branch's repository
 * @before: port what has to go before the fix, too, where that makes it apply
 *
 * Where the fix does not apply, it is asked which commits are missing, whatever @before says.
 */
SpStack *sp_stack_make(const SpFix *fix, SpHistory *history, SpBranch *branch, gboolean before,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;
