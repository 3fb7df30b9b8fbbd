/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereq: what has to go before a fix where the fix alone does not apply: the commits of mainline
 * that the branch lacks and that made the lines and names which the fix needs. In: SpFix, a
 * history, a branch, a way of trying. Out: SpPrereqs.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "stage/prereqpool.h"

typedef struct {
	GPtrArray *commits; /* SpPrereq, in the order in which mainline has them */
	gboolean applies;   /* with the chosen ones before it the fix does */
	char *limit;	    /* why there may be others; NULL when all was looked at */
} SpPrereqs;

void sp_prereqs_free(SpPrereqs *prereqs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpPrereqs, sp_prereqs_free)

/**
 * sp_prereq_find:
 * @history: (nullable): of the branch's repository
 * @try: carries patches to the branch, for a try; stage port comes later
 *
 * Looked for: the commits that made what the fix needs (sp_prereqfind()); those that fix.conf or
 * the fix's message say it needs; and what those need that cannot be carried alone. A commit that
 * the branch has, by ancestry, by a message or by an equal change, is none of them; one that it
 * took back is.
 *
 * Chosen are all that are required, and the fewest others with which the fix applies; of two sets
 * of the same number the one with fewer changed lines. Without history only what fix.conf
 * carries can be tried, and the limit says so.
 *
 * Returns: (transfer full): must not outlive @fix.
 */
SpPrereqs *sp_prereq_find(const SpFix *fix, SpHistory *history, SpBranch *branch, SpPrereqTry try,
			  gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The chosen ones; (transfer container): SpPrereq, in order. */
GPtrArray *sp_prereqs_chosen(const SpPrereqs *prereqs);

/* '12 digits ("subject") [label: why]'; (transfer full). */
char *sp_prereq_text(const SpPrereq *prereq);

/* One sentence: whether, and with how many of them, the fix applies; (transfer full). */
char *sp_prereqs_conclusion(const SpPrereqs *prereqs);

/* For people: a line each, those that only others need and that do not help counted; the conclusion
 * is the last, without an end of line; (transfer full). */
char *sp_prereqs_text(const SpPrereqs *prereqs);

/* All of it as an object of @json. */
void sp_prereqs_to_json(JsonBuilder *json, const SpPrereqs *prereqs);
