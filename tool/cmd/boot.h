/* SPDX-License-Identifier: GPL-2.0-only */
/* boot: what `verify` and `run` are, but for how far they go. */
#pragma once

#include <glib.h>

#include "cmd/chain.h"

/**
 * sp_boot_verb:
 * @summary: what the verb does, for --help
 * @last: the last step to take, SP_STEP_VERIFY or later
 *
 * A whole verb that boots: takes --arch, --cc, --cross-compile, --accel, --boots and --signoff
 * besides the options of all verbs.
 *
 * Returns: as sp_chain_finish() does.
 */
int sp_boot_verb(int argc, char **argv, SpGlobal *global, const char *summary, SpStep last,
		 GError **error);
