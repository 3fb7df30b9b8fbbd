/* SPDX-License-Identifier: GPL-2.0-only */
/* chain: the steps of one branch, one after the other, as far as a verb goes. */
#include "cmd/chain.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/progress.h"
#include "cmd/print.h"
#include "cmd/send.h"
#include "cmd/submit.h"
#include "stage/lifetime.h"
#include "stage/branchwrite.h"
#include "stage/conflict.h"
#include "stage/control.h"
#include "stage/mapsave.h"
#include "stage/replay.h"
#include "stage/series.h"

#include <string.h>

void sp_outcome_free(SpOutcome *outcome)
{
	if (!outcome)
		return;
	g_free(outcome->dir);
	sp_verdict_free(outcome->verdict);
	sp_stack_free(outcome->stack);
	g_ptr_array_unref(outcome->records);
	sp_port_free(outcome->bug_port);
	g_free(outcome->replayed);
	g_free(outcome->patch);
	g_free(outcome->ref);
	g_clear_pointer(&outcome->conflict, g_ptr_array_unref);
	g_clear_pointer(&outcome->mails, g_ptr_array_unref);
	g_free(outcome->unfit);
	g_free(outcome->negative);
	g_clear_error(&outcome->error);
	g_free(outcome);
}

static void outcome_free(gpointer data)
{
	sp_outcome_free(data);
}

/* --undo-fix, --introduce-bug: makes the branch one that has the bug, where that is asked for. */
static gboolean make_control(const SpChain *chain, SpOutcome *outcome, GError **error)
{
	const SpFix *fix = chain->input->fix;

	if (chain->input->undo && outcome->verdict->kind == SP_VERDICT_FIXED) {
		if (!sp_control_undo(fix, outcome->branch, error))
			return FALSE;
	} else if (chain->input->introduce && outcome->verdict->kind == SP_VERDICT_NOT_AFFECTED) {
		if (!sp_control_introduce(fix, outcome->branch, &outcome->bug, &outcome->bug_port,
					  error))
			return FALSE;
	} else {
		return TRUE;
	}
	outcome->control = sp_branch_control(outcome->branch);
	if (!outcome->control) {
		outcome->negative =
			g_strdup_printf("the bug cannot be put in: %s", outcome->bug_port->why);
		return TRUE;
	}
	g_clear_pointer(&outcome->verdict, sp_verdict_free);
	outcome->verdict = sp_map_branch(fix, outcome->branch, NULL, chain->input->history, error);
	if (outcome->verdict && outcome->verdict->kind != SP_VERDICT_AFFECTED)
		outcome->negative = g_strdup_printf("%s, and still the verdict is not \"affected\"",
						    sp_control_text(outcome->control));
	return outcome->verdict != NULL;
}

static gboolean step_map(const SpChain *chain, SpOutcome *outcome, GError **error)
{
	const SpFix *fix = chain->input->fix;
	g_autofree char *dir = sp_input_fix_dir(chain->input);
	g_autofree char *path = g_build_filename(dir, "map.json", NULL);

	outcome->verdict = sp_map_branch(fix, outcome->branch, NULL, chain->input->history, error);
	if (!outcome->verdict || !make_control(chain, outcome, error))
		return FALSE;
	/* `map` only tells; the verbs that write leave the verdict with what they write. */
	return chain->last == SP_STEP_MAP || chain->replay ||
	       sp_map_save(path, fix, outcome->branch, outcome->verdict, error);
}

static gboolean step_port(const SpChain *chain, SpOutcome *outcome, const char *signoff,
			  GError **error)
{
	const SpFix *fix = chain->input->fix;
	g_autofree char *name = sp_series_patch_name(fix);
	const SpPort *port;
	const char *differs;
	gboolean changed;

	/* Before anything is written. */
	if (chain->prefix && !sp_branchwrite_check(outcome->branch, chain->prefix, error))
		return FALSE;
	outcome->stack =
		sp_stack_make(fix, chain->input->history, outcome->branch, chain->before, error);
	if (!outcome->stack)
		return FALSE;
	if (outcome->bug)
		sp_stack_put_bug(outcome->stack, outcome->bug, g_steal_pointer(&outcome->bug_port));
	port = outcome->stack->port;
	if (!port->clean || outcome->stack->refusal) {
		outcome->negative = g_strdup_printf(
			"does not apply: %s", port->clean ? outcome->stack->refusal : port->why);
		if (chain->replay)
			return TRUE;
		outcome->conflict = sp_conflict_write(
			fix, outcome->branch, outcome->stack,
			port->clean ? outcome->stack->refusal : port->why, outcome->dir, error);
		return outcome->conflict != NULL;
	}
	differs = outcome->control == SP_CONTROL_UNDONE
			  ? sp_control_same_code(port, outcome->branch)
			  : NULL;
	if (differs) {
		outcome->negative = g_strdup_printf("the port does not give back the code that %s "
						    "had with its own fix",
						    differs);
		return TRUE;
	}
	if (chain->replay)
		return TRUE;
	if (!sp_conflict_retire(outcome->dir, error) ||
	    !sp_series_write(fix, outcome->branch, outcome->verdict, outcome->stack, signoff,
			     outcome->dir, &changed, error))
		return FALSE;
	outcome->patch = g_build_filename(outcome->dir, name, NULL);
	if (!chain->prefix)
		return TRUE;
	outcome->ref = sp_branchwrite(chain->input->repo, fix, outcome->branch, outcome->stack,
				      chain->prefix, signoff, sp_lifetime_now(), error);
	return outcome->ref != NULL;
}

static gboolean step_verify(const SpChain *chain, SpOutcome *outcome, GError **error)
{
	g_autofree char *name = sp_record_name(chain->verifying.arch->name);
	g_autofree char *path = g_build_filename(outcome->dir, name, NULL);
	g_autofree char *json = NULL;
	SpRecord *record = sp_verify_run(chain->input->fix, outcome->branch, outcome->stack,
					 &chain->verifying, error);

	if (!record)
		return FALSE;
	g_ptr_array_add(outcome->records, record);
	if (chain->replay) {
		g_autoptr(SpReplay) replay =
			sp_replay_compare(chain->replay, chain->verifying.replay, record);

		if (!replay->agrees)
			outcome->negative = g_strdup(replay->told);
		else
			outcome->replayed = g_strdup(replay->told);
		return TRUE;
	}
	/* Mails of before were of another record. */
	if (!sp_submit_drop(outcome, error))
		return FALSE;
	if (!sp_record_passed(record))
		outcome->negative = sp_record_conclusion(record);
	json = sp_record_to_json(record);
	return sp_fs_write(path, json, strlen(json), error);
}

/* Whether the branch needs the fix; --needed is the user's word where that is not known. */
static gboolean is_wanted(const SpChain *chain, const SpOutcome *outcome)
{
	return outcome->verdict->kind == SP_VERDICT_AFFECTED ||
	       (outcome->verdict->kind == SP_VERDICT_UNKNOWN && chain->input->needed);
}

/* A record is of one branch. */
static gboolean check_replayed(const SpChain *chain, const SpOutcome *outcome, GError **error)
{
	const char *name = sp_branch_name(outcome->branch);

	if (!chain->replay || g_str_equal(chain->replay->branch, name))
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "the record is of %s: choose it with --branch, or give its source with --tree",
		    chain->replay->branch);
	return FALSE;
}

/* With --replay: why nothing was made again; (transfer full). */
static char *not_replayed(const SpOutcome *outcome)
{
	return g_strdup_printf("cannot be compared: %s is %s, as the record's was not",
			       sp_branch_name(outcome->branch),
			       sp_verdict_name(outcome->verdict->kind));
}

/* The steps of one branch, until one has no next. */
static gboolean one_branch(const SpChain *chain, SpOutcome *outcome, const char *identity,
			   GError **error)
{
	gboolean wanted;

	if (!check_replayed(chain, outcome, error) || !step_map(chain, outcome, error))
		return FALSE;
	if (chain->last == SP_STEP_MAP)
		return TRUE;
	wanted = !outcome->negative && is_wanted(chain, outcome);
	/* What an earlier run left for a branch that needed it would be sent by mistake. */
	if (!wanted && !chain->replay &&
	    (!sp_submit_drop(outcome, error) || !sp_series_retire(outcome->dir, error)))
		return FALSE;
	if (outcome->negative)
		return TRUE;
	if (chain->not_affected && outcome->verdict->kind == SP_VERDICT_NOT_AFFECTED)
		return step_verify(chain, outcome, error);
	if (!wanted && chain->replay)
		outcome->negative = not_replayed(outcome);
	if (!wanted)
		return TRUE;
	if (!step_port(chain, outcome, identity, error))
		return FALSE;
	if (outcome->negative && chain->replay)
		return TRUE;
	if (outcome->negative)
		return outcome->conflict || (sp_conflict_retire(outcome->dir, error) &&
					     sp_series_retire(outcome->dir, error));
	if (chain->last == SP_STEP_PORT)
		return TRUE;
	/* Where it cannot be verified, what was written before still holds. */
	if (!(chain->verify ? step_verify(chain, outcome, error) : sp_submit_drop(outcome, error)))
		return FALSE;
	if (outcome->negative || chain->last == SP_STEP_VERIFY)
		return TRUE;
	outcome->ready = TRUE;
	return TRUE;
}

static gboolean identity_of(const SpChain *chain, char **identity, GError **error)
{
	*identity = NULL;
	if (chain->last == SP_STEP_MAIL && !chain->signoff) {
		g_set_error(
			error, SP_ERROR, SP_ERROR_USAGE,
			"a submission carries your Signed-off-by (the Developer's Certificate of "
			"Origin): say so with --signoff");
		return FALSE;
	}
	if (!chain->signoff)
		return TRUE;
	*identity = sp_git_identity(chain->input->repo, error);
	return *identity != NULL;
}

GPtrArray *sp_chain_run(const SpChain *chain, GError **error)
{
	g_autoptr(GPtrArray) outcomes = g_ptr_array_new_with_free_func(outcome_free);
	g_autofree char *identity = NULL;

	if (!identity_of(chain, &identity, error))
		return NULL;
	for (guint i = 0; i < chain->input->branches->len; i++) {
		SpOutcome *outcome = g_new0(SpOutcome, 1);

		outcome->branch = chain->input->branches->pdata[i];
		outcome->dir = sp_input_branch_dir(chain->input, outcome->branch);
		outcome->records = sp_record_array();
		g_ptr_array_add(outcomes, outcome);
		if (one_branch(chain, outcome, identity, &outcome->error))
			continue;
		sp_progress_end("stopped");
		if (!sp_submit_go_on(outcome, error))
			return NULL;
	}
	if (chain->last == SP_STEP_MAIL && !sp_submit_all(chain, outcomes, identity, error))
		return NULL;
	return g_steal_pointer(&outcomes);
}

int sp_chain_code(const GPtrArray *outcomes, GError **error)
{
	const GError *first = NULL;
	int code = SP_EXIT_DONE;

	for (guint i = 0; i < outcomes->len; i++) {
		const SpOutcome *outcome = outcomes->pdata[i];
		gboolean usage = g_error_matches(outcome->error, SP_ERROR, SP_ERROR_USAGE);
		int one = SP_EXIT_DONE;

		if (outcome->error)
			one = usage ? SP_EXIT_USAGE : SP_EXIT_UNKNOWN;
		else if (outcome->verdict->kind == SP_VERDICT_UNKNOWN && !outcome->stack)
			one = SP_EXIT_UNKNOWN;
		else if (outcome->negative || outcome->verdict->kind == SP_VERDICT_CONTRADICTION)
			one = SP_EXIT_NEGATIVE;
		code = MAX(code, one);
		if (!first)
			first = outcome->error;
	}
	/* What stands among the results is said on stderr as well, by main. */
	if (first)
		g_propagate_error(error, g_error_copy(first));
	return code;
}

int sp_chain_finish(const SpChain *chain, gboolean json, GError **error)
{
	g_autoptr(GPtrArray) outcomes = sp_chain_run(chain, error);
	int code;

	if (!outcomes || !sp_print_all(chain, outcomes, json, error))
		return SP_EXIT_UNKNOWN;
	code = sp_chain_code(outcomes, error);
	if (!chain->send || code != SP_EXIT_DONE)
		return code;
	return sp_send(chain->input->repo, outcomes, error) ? code : SP_EXIT_NEGATIVE;
}
