/* SPDX-License-Identifier: GPL-2.0-only */
/* boot: the options of the verbs that boot. */
#include "cmd/boot.h"

#include "base/err.h"
#include "base/fs.h"
#include "stage/rate.h"
#include "stage/replay.h"
#include "stage/toolchain.h"

#include <string.h>

void sp_boot_options_clear(SpBootOptions *options)
{
	g_free(options->name);
	g_free(options->cc);
	g_free(options->cross);
	g_free(options->accel);
	g_free(options->reproducer);
	g_clear_pointer(&options->arch, sp_arch_free);
}

GOptionEntry *sp_boot_entries(SpBootOptions *options, const GOptionEntry *more)
{
	const GOptionEntry own[] = {
		{"arch", 0, 0, G_OPTION_ARG_STRING, &options->name,
		 "the architecture to build and boot (default: " SP_ARCH_DEFAULT ")", "ARCH"},
		{"cc", 0, 0, G_OPTION_ARG_STRING, &options->cc,
		 "the compiler, as make's CC=", "CC"},
		{"cross-compile", 0, 0, G_OPTION_ARG_STRING, &options->cross,
		 "prefix of compiler and linker, as make's CROSS_COMPILE=", "PREFIX"},
		{"accel", 0, 0, G_OPTION_ARG_STRING, &options->accel,
		 "auto, kvm or tcg (default: auto)", "WHICH"},
		{"boots", 0, 0, G_OPTION_ARG_INT, &options->boots,
		 "boots of each kernel that has to crash (default: fix.conf's)", "N"},
		{"confidence", 0, 0, G_OPTION_ARG_DOUBLE, &options->miss,
		 "chance that a kernel with the bug survives as long (default: 1e-6)", "CHANCE"},
		{"fresh", 0, 0, G_OPTION_ARG_NONE, &options->fresh,
		 "boot anew what an earlier run has booted", NULL},
		{"reproducer", 0, 0, G_OPTION_ARG_STRING, &options->reproducer,
		 "none: only build, and boot without one", "none"},
	};
	GArray *all = g_array_new(TRUE, FALSE, sizeof(GOptionEntry));

	options->miss = SP_RATE_MISS;
	g_array_append_vals(all, own, G_N_ELEMENTS(own));
	for (; more->long_name; more++)
		g_array_append_vals(all, more, 1);
	return (GOptionEntry *)g_array_free(all, FALSE);
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
	chain->not_affected = (*record)->not_affected;
	return chain->verifying.replay != NULL;
}

gboolean sp_boot_set(SpChain *chain, SpBootOptions *options, GError **error)
{
	if (!options->arch)
		options->arch = sp_arch_open(options->name, options->cc, options->cross, error);
	chain->verifying.arch = options->arch;
	chain->verifying.fresh = options->fresh;
	return options->arch &&
	       set_verify(chain, options->accel, options->boots, options->miss, error) &&
	       set_only_boot(chain, options->reproducer, error);
}

/* What was done for @record is done again. */
static void follow_record(SpInput *input, SpChain *chain, SpBootOptions *options,
			  const SpRecord *record)
{
	options->fresh = TRUE; /* a repetition out of the cache would be none */
	chain->before = TRUE;  /* where the fix applies alone, that changes nothing */
	input->undo = record->control == SP_CONTROL_UNDONE;
	input->introduce = record->control == SP_CONTROL_INTRODUCED;
	if (!options->name)
		options->name = g_strdup(record->arch);
	if (!record->only_boot)
		return;
	g_free(options->reproducer);
	options->reproducer = g_strdup("none");
}

int sp_boot_verb(int argc, char **argv, SpGlobal *global, const char *summary, SpStep last,
		 GError **error)
{
	g_auto(SpBootOptions) options = {0};
	g_autofree char *replay = NULL, *cell = NULL;
	g_autoptr(SpRecord) record = NULL;
	gboolean signoff = FALSE, older_only = FALSE, not_affected = FALSE, before = FALSE;
	const GOptionEntry more[] = {
		{"not-affected", 0, 0, G_OPTION_ARG_NONE, &not_affected,
		 "boot the branches that are not affected, too: they have to survive", NULL},
		{"replay", 0, 0, G_OPTION_ARG_FILENAME, &replay,
		 "make a cell of this record again, and say whether it agrees", "RECORD"},
		{"cell", 0, 0, G_OPTION_ARG_STRING, &cell,
		 "which one (default: the first of the backport)", "SCENARIO,VARIANT"},
		SP_CHAIN_SIGNOFF_OPTION(signoff),
		SP_CHAIN_BEFORE_OPTION(before),
		SP_CHAIN_OLDER_OPTION(older_only),
		{NULL},
	};
	g_autofree GOptionEntry *own = sp_boot_entries(&options, more);
	g_autoptr(SpInput) input =
		sp_input_parse(argc, argv, global, summary, own, SP_INPUT_FIX, error);
	SpChain chain = {.input = input,
			 .last = last,
			 .verify = TRUE,
			 .signoff = signoff,
			 .before = before,
			 .older_only = older_only};

	if (!input)
		return SP_EXIT_UNKNOWN;
	chain.not_affected = not_affected;
	if (!set_replay(&chain, replay, cell, &record, error))
		return SP_EXIT_UNKNOWN;
	if (record)
		follow_record(input, &chain, &options, record);
	if (!sp_boot_set(&chain, &options, error))
		return SP_EXIT_UNKNOWN;
	return sp_chain_finish(&chain, global->json, error);
}
