/* SPDX-License-Identifier: GPL-2.0-only */
/* boot: the options of the verbs that boot, and what `verify` and `run` are, but for how far they
 * go. */
#pragma once

#include <glib.h>

#include "cmd/chain.h"

/* What the verbs that boot are told; opened by sp_boot_set(). */
typedef struct {
	char *name, *cc, *cross, *accel, *reproducer;
	int boots;
	double miss;
	gboolean fresh;
	SpArch *arch;
} SpBootOptions;

void sp_boot_options_clear(SpBootOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpBootOptions, sp_boot_options_clear)

/**
 * sp_boot_entries:
 * @options: zeros; gets the defaults, and is what the options set: outlives what is returned
 * @more: the verb's other options
 *
 * Returns: (transfer container): the options of all verbs that boot, and @more.
 */
GOptionEntry *sp_boot_entries(SpBootOptions *options,
			      const GOptionEntry *more) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_boot_set:
 * @options: outlives @chain
 *
 * Takes the options over into @chain and its fix.
 *
 * Errors: SP_ERROR_USAGE for an option's value; what sp_arch_open() gives.
 */
gboolean sp_boot_set(SpChain *chain, SpBootOptions *options,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_boot_verb:
 * @summary: what the verb does, for --help
 * @last: the last step to take, SP_STEP_VERIFY or later
 *
 * A whole verb that boots: takes sp_boot_entries(), --not-affected, --replay and --signoff besides
 * the options of all verbs.
 *
 * Returns: as sp_chain_finish() does.
 */
int sp_boot_verb(int argc, char **argv, SpGlobal *global, const char *summary, SpStep last,
		 GError **error);
