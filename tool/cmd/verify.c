/* SPDX-License-Identifier: GPL-2.0-only */
/* verify: build and boot each affected branch: crash before, survive after. */
#include "cmd/chain.h"

int sp_cmd_verify(int argc, char **argv, SpGlobal *global, GError **error)
{
	g_autofree char *accel = NULL;
	int boots = 0;
	gboolean signoff = FALSE;
	const GOptionEntry own[] = {
		SP_CHAIN_VERIFY_OPTIONS(accel, boots),
		SP_CHAIN_SIGNOFF_OPTION(signoff),
		{NULL},
	};
	g_autoptr(SpInput) input = sp_input_parse(
		argc, argv, global,
		"Builds each affected branch without the fix, with each control patch, and with the "
		"backport, boots them\nwith the reproducer, and writes OUT/FIX/BRANCH/record.json.",
		own, TRUE, error);
	SpChain chain = {
		.input = input, .last = SP_STEP_VERIFY, .verify = TRUE, .signoff = signoff};

	if (!input || !sp_chain_set_verify(&chain, accel, boots, error))
		return SP_EXIT_UNKNOWN;
	return sp_chain_finish(&chain, global->json, error);
}
