/* SPDX-License-Identifier: GPL-2.0-only */
/* verdict: what map finds out about a fix and a branch. */
#include "stage/verdict.h"

static void evidence_free(gpointer data)
{
	sp_evidence_free(data);
}

SpVerdict *sp_verdict_new(void)
{
	SpVerdict *verdict = g_new0(SpVerdict, 1);

	verdict->evidence = g_ptr_array_new_with_free_func(evidence_free);
	verdict->notes = g_ptr_array_new_with_free_func(g_free);
	return verdict;
}

void sp_verdict_free(SpVerdict *verdict)
{
	if (!verdict)
		return;
	g_free(verdict->reason);
	g_ptr_array_unref(verdict->evidence);
	sp_fate_free(verdict->fate);
	g_ptr_array_unref(verdict->notes);
	g_free(verdict);
}

const char *sp_verdict_name(SpVerdictKind kind)
{
	static const char *const names[] = {"affected", "fixed", "not-affected", "unknown",
					    "contradiction"};

	return names[kind];
}
