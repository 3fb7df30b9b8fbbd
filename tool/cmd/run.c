/* SPDX-License-Identifier: GPL-2.0-only */
/* run: map, port, verify, mail, one after the other, for each branch. */
#include "cmd/chain.h"

int sp_cmd_run(int argc, char **argv, SpGlobal *global, GError **error)
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
		"Maps all branches; ports, verifies and writes the mail for each that is affected.",
		own, TRUE, error);
	SpChain chain = {.input = input, .last = SP_STEP_MAIL, .verify = TRUE, .signoff = signoff};

	if (!input || !sp_chain_set_verify(&chain, accel, boots, error))
		return SP_EXIT_UNKNOWN;
	return sp_chain_finish(&chain, global->json, error);
}
