/* SPDX-License-Identifier: GPL-2.0-only */
/* chain: the steps of one branch, one after the other, as far as a verb goes. */
#include "cmd/chain.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/progress.h"
#include "cmd/print.h"
#include "stage/branchwrite.h"
#include "stage/conflict.h"
#include "stage/control.h"
#include "stage/mail.h"
#include "stage/mapsave.h"
#include "stage/rate.h"
#include "stage/replay.h"
#include "stage/series.h"
#include "stage/toolchain.h"

#include <string.h>

void sp_outcome_free(SpOutcome *outcome)
{
	if (!outcome)
		return;
	g_free(outcome->dir);
	sp_verdict_free(outcome->verdict);
	sp_stack_free(outcome->stack);
	sp_record_free(outcome->record);
	g_free(outcome->replayed);
	g_free(outcome->patch);
	g_free(outcome->ref);
	g_clear_pointer(&outcome->conflict, g_ptr_array_unref);
	g_free(outcome->mail);
	g_free(outcome->negative);
	g_clear_error(&outcome->error);
	g_free(outcome);
}

static void outcome_free(gpointer data)
{
	sp_outcome_free(data);
}

static gboolean step_map(const SpChain *chain, SpOutcome *outcome, GError **error)
{
	const SpFix *fix = chain->input->fix;
	g_autofree char *dir = sp_input_fix_dir(chain->input);
	g_autofree char *path = g_build_filename(dir, "map.json", NULL);

	outcome->verdict = sp_map_branch(fix, outcome->branch, NULL, chain->input->history, error);
	if (!outcome->verdict)
		return FALSE;
	if (chain->input->undo && outcome->verdict->kind == SP_VERDICT_FIXED) {
		if (!sp_control_undo(fix, outcome->branch, error))
			return FALSE;
		outcome->control = TRUE;
		g_clear_pointer(&outcome->verdict, sp_verdict_free);
		outcome->verdict =
			sp_map_branch(fix, outcome->branch, NULL, chain->input->history, error);
		if (!outcome->verdict)
			return FALSE;
	}
	/* `map` only tells; the verbs that write leave the verdict with what they write. */
	return chain->last == SP_STEP_MAP || chain->replay ||
	       sp_map_save(path, fix, outcome->branch, outcome->verdict, error);
}

/* SOURCE_DATE_EPOCH, as reproducible builds have it, else now. */
static gint64 date_now(void)
{
	const char *fixed = g_getenv("SOURCE_DATE_EPOCH");
	gint64 date;

	if (fixed && g_ascii_string_to_signed(fixed, 10, 0, G_MAXINT64, &date, NULL))
		return date;
	return g_get_real_time() / G_USEC_PER_SEC;
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
	differs = outcome->control ? sp_control_same_code(port, outcome->branch) : NULL;
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
				      chain->prefix, signoff, date_now(), error);
	return outcome->ref != NULL;
}

static char *record_path(const SpOutcome *outcome)
{
	return g_build_filename(outcome->dir, "record.json", NULL);
}

static gboolean step_verify(const SpChain *chain, SpOutcome *outcome, GError **error)
{
	g_autofree char *path = record_path(outcome);
	g_autofree char *json = NULL;

	outcome->record = sp_verify_run(chain->input->fix, outcome->branch,
					outcome->stack ? outcome->stack->port : NULL,
					&chain->verifying, error);
	if (!outcome->record)
		return FALSE;
	if (chain->replay) {
		g_autoptr(SpReplay) replay =
			sp_replay_compare(chain->replay, chain->verifying.replay, outcome->record);

		if (!replay->agrees)
			outcome->negative = g_strdup(replay->told);
		else
			outcome->replayed = g_strdup(replay->told);
		return TRUE;
	}
	if (!sp_record_passed(outcome->record))
		outcome->negative = sp_record_conclusion(outcome->record);
	json = sp_record_to_json(outcome->record);
	return sp_fs_write(path, json, strlen(json), error);
}

/* A mail that lies there tells of an earlier state; the one of now is written when all is well. */
static gboolean drop_mail(const SpOutcome *outcome, GError **error)
{
	g_autofree char *path = g_build_filename(outcome->dir, "mail.eml", NULL);

	return sp_fs_remove(path, error);
}

/* The record that an earlier `verify` left, if it speaks of this very change to this source. */
static gboolean load_record(SpOutcome *outcome, gboolean untested, GError **error)
{
	g_autofree char *path = record_path(outcome);
	g_autofree char *hash = sp_series_patch_hash(outcome->stack->port);
	const char *key = sp_branch_key(outcome->branch, error);

	if (!key || !sp_record_load(path, &outcome->record, error))
		return FALSE;
	if (outcome->record && !sp_record_speaks_of(outcome->record, hash, key, outcome->control))
		g_clear_pointer(&outcome->record, sp_record_free);
	if (!outcome->record && !untested)
		outcome->negative = g_strdup("not verified: run `stableport verify` first, or give "
					     "--untested, and the mail will say so");
	else if (outcome->record && !sp_record_passed(outcome->record))
		outcome->negative = sp_record_conclusion(outcome->record);
	return TRUE;
}

static gboolean step_mail(const SpChain *chain, SpOutcome *outcome, const char *sender,
			  GError **error)
{
	g_autofree char *path = g_build_filename(outcome->dir, "mail.eml", NULL);
	g_autofree char *text = NULL;
	gsize length;

	if (!chain->verify && !load_record(outcome, chain->untested, error))
		return FALSE;
	if (outcome->negative)
		return TRUE;
	text = sp_mail_compose(chain->input->fix, sp_branch_name(outcome->branch),
			       outcome->stack->port, outcome->record, sender, date_now(), &length,
			       error);
	if (!text || !sp_fs_write(path, text, length, error))
		return FALSE;
	outcome->mail = g_steal_pointer(&path);
	return TRUE;
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
static char *not_replayed(const SpChain *chain, const SpOutcome *outcome)
{
	return g_strdup_printf(
		"cannot be compared: %s is %s, as the record's was not%s",
		sp_branch_name(outcome->branch), sp_verdict_name(outcome->verdict->kind),
		chain->replay->control && !chain->input->undo ? ": it was made with --undo-fix"
							      : "");
}

/* The steps of one branch, until one has no next. */
static gboolean one_branch(const SpChain *chain, SpOutcome *outcome, const char *identity,
			   GError **error)
{
	if (!check_replayed(chain, outcome, error) || !step_map(chain, outcome, error))
		return FALSE;
	if (chain->not_affected && outcome->verdict->kind == SP_VERDICT_NOT_AFFECTED)
		return step_verify(chain, outcome, error);
	if (!is_wanted(chain, outcome) && chain->replay)
		outcome->negative = not_replayed(chain, outcome);
	if (!is_wanted(chain, outcome) || chain->last == SP_STEP_MAP)
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
	if (!chain->replay && !drop_mail(outcome, error))
		return FALSE;
	if (chain->verify && !step_verify(chain, outcome, error))
		return FALSE;
	if (outcome->negative || chain->last == SP_STEP_VERIFY)
		return TRUE;
	return step_mail(chain, outcome, identity, error);
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

/* Many messages begin with the branch already. */
static void prefix_branch(SpOutcome *outcome)
{
	g_autofree char *prefix = g_strdup_printf("%s: ", sp_branch_name(outcome->branch));

	if (!g_str_has_prefix(outcome->error->message, prefix))
		g_prefix_error(&outcome->error, "%s", prefix);
}

/* SpOutcome for each branch; NULL only when stopped, or when the user has to mend something that
 * concerns all branches. */
static GPtrArray *run_all(const SpChain *chain, GError **error)
{
	g_autoptr(GPtrArray) outcomes = g_ptr_array_new_with_free_func(outcome_free);
	g_autofree char *identity = NULL;

	if (!identity_of(chain, &identity, error))
		return NULL;
	for (guint i = 0; i < chain->input->branches->len; i++) {
		SpOutcome *outcome = g_new0(SpOutcome, 1);

		outcome->branch = chain->input->branches->pdata[i];
		outcome->dir = sp_input_branch_dir(chain->input, outcome->branch);
		g_ptr_array_add(outcomes, outcome);
		if (one_branch(chain, outcome, identity, &outcome->error))
			continue;
		sp_progress_end("stopped");
		prefix_branch(outcome);
		if (g_error_matches(outcome->error, SP_ERROR, SP_ERROR_STOPPED)) {
			g_propagate_error(error, g_steal_pointer(&outcome->error));
			return NULL;
		}
	}
	return g_steal_pointer(&outcomes);
}

/* The worst of all branches. */
static int exit_code(const GPtrArray *outcomes)
{
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
	}
	return code;
}

/* Checks what the options were given; @accel NULL for auto, @boots 0 for the scenario's. */
static gboolean set_verify(SpChain *chain, const char *accel, int boots, double miss,
			   GError **error)
{
	SpVerifyOptions *options = &chain->verifying;
	const char *wrong = NULL;

	options->cache = chain->input->cache;
	options->accel = accel ? accel : "auto";
	options->boots = (guint)boots;
	options->miss = miss;
	if (boots < 0 || boots > 100000)
		wrong = "--boots takes 1 to 100000";
	else if (!(miss > 0 && miss < 0.5))
		wrong = "--confidence takes the chance of a miss, more than 0 and less than 0.5";
	else if (!g_str_equal(options->accel, "auto") && !g_str_equal(options->accel, "kvm") &&
		 !g_str_equal(options->accel, "tcg"))
		wrong = "--accel takes auto, kvm or tcg";
	if (wrong)
		g_set_error_literal(error, SP_ERROR, SP_ERROR_USAGE, wrong);
	return !wrong;
}

int sp_chain_finish(const SpChain *chain, gboolean json, GError **error)
{
	g_autoptr(GPtrArray) outcomes = run_all(chain, error);

	if (!outcomes || !sp_print_all(chain, outcomes, json, error))
		return SP_EXIT_UNKNOWN;
	/* What stands among the results is said on stderr as well, by main: the first of it. */
	for (guint i = 0; i < outcomes->len; i++) {
		const SpOutcome *outcome = outcomes->pdata[i];

		if (!outcome->error)
			continue;
		g_propagate_error(error, g_error_copy(outcome->error));
		break;
	}
	return exit_code(outcomes);
}

/* --reproducer none: the guest's /init is the one that the program brings. */
static gboolean set_only_boot(SpChain *chain, const char *reproducer, GError **error)
{
	g_autofree char *init = g_build_filename(chain->input->cache, "init.c", NULL);
	g_autofree char *text = NULL;

	if (!reproducer)
		return TRUE;
	if (!g_str_equal(reproducer, "none")) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--reproducer takes none; the fix folder names the one there is");
		return FALSE;
	}
	text = sp_toolchain_data("init.c", error);
	if (!text || !sp_fs_write_changed(init, text, strlen(text), error))
		return FALSE;
	sp_fix_only_boot(chain->input->fix, init);
	chain->verifying.only_boot = TRUE;
	return TRUE;
}

/* --replay and --cell; @record: (out): owned by the caller. */
static gboolean set_replay(SpChain *chain, const char *path, const char *cell, SpRecord **record,
			   GError **error)
{
	*record = NULL;
	if (!path && !cell)
		return TRUE;
	if (!path || chain->last != SP_STEP_VERIFY) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    path ? "--replay is an option of `stableport verify`"
				 : "--cell chooses a cell of --replay's record");
		return FALSE;
	}
	if (!sp_record_load(path, record, error))
		return FALSE;
	if (!*record) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: there is no such file", path);
		return FALSE;
	}
	chain->replay = *record;
	chain->verifying.replay = sp_replay_choose(*record, cell, error);
	chain->verifying.fresh = TRUE;
	chain->not_affected = (*record)->not_affected;
	return chain->verifying.replay != NULL;
}

int sp_chain_boot(int argc, char **argv, SpGlobal *global, const char *summary, SpStep last,
		  GError **error)
{
	g_autofree char *name = NULL, *cc = NULL, *cross = NULL, *accel = NULL;
	g_autofree char *replay = NULL, *cell = NULL, *reproducer = NULL;
	g_autoptr(SpRecord) record = NULL;
	int boots = 0;
	double miss = SP_RATE_MISS;
	gboolean signoff = FALSE, fresh = FALSE, not_affected = FALSE;
	const GOptionEntry own[] = {
		{"arch", 0, 0, G_OPTION_ARG_STRING, &name,
		 "the architecture to build and boot (default: " SP_ARCH_DEFAULT ")", "ARCH"},
		{"cc", 0, 0, G_OPTION_ARG_STRING, &cc, "the compiler, as make's CC=", "CC"},
		{"cross-compile", 0, 0, G_OPTION_ARG_STRING, &cross,
		 "prefix of compiler and linker, as make's CROSS_COMPILE=", "PREFIX"},
		{"accel", 0, 0, G_OPTION_ARG_STRING, &accel, "auto, kvm or tcg (default: auto)",
		 "WHICH"},
		{"boots", 0, 0, G_OPTION_ARG_INT, &boots,
		 "boots of each kernel that has to crash (default: fix.conf's)", "N"},
		{"confidence", 0, 0, G_OPTION_ARG_DOUBLE, &miss,
		 "chance that a kernel with the bug survives as long (default: 1e-6)", "CHANCE"},
		{"fresh", 0, 0, G_OPTION_ARG_NONE, &fresh,
		 "boot anew what an earlier run has booted", NULL},
		{"not-affected", 0, 0, G_OPTION_ARG_NONE, &not_affected,
		 "boot the branches that are not affected, too: they have to survive", NULL},
		{"reproducer", 0, 0, G_OPTION_ARG_STRING, &reproducer,
		 "none: only build, and boot without one", "none"},
		{"replay", 0, 0, G_OPTION_ARG_FILENAME, &replay,
		 "make a cell of this record again, and say whether it agrees", "RECORD"},
		{"cell", 0, 0, G_OPTION_ARG_STRING, &cell,
		 "which one (default: the first of the backport)", "SCENARIO,VARIANT"},
		SP_CHAIN_SIGNOFF_OPTION(signoff),
		{NULL},
	};
	g_autoptr(SpInput) input =
		sp_input_parse(argc, argv, global, summary, own, SP_INPUT_FIX, error);
	g_autoptr(SpArch) arch = input ? sp_arch_open(name, cc, cross, error) : NULL;
	SpChain chain = {.input = input, .last = last, .verify = TRUE, .signoff = signoff};

	if (!arch || !set_verify(&chain, accel, boots, miss, error))
		return SP_EXIT_UNKNOWN;
	chain.verifying.arch = arch;
	chain.verifying.fresh = fresh;
	chain.not_affected = not_affected;
	if (!set_replay(&chain, replay, cell, &record, error) ||
	    !set_only_boot(&chain, record && record->only_boot ? "none" : reproducer, error))
		return SP_EXIT_UNKNOWN;
	return sp_chain_finish(&chain, global->json, error);
}
