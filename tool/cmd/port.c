/* SPDX-License-Identifier: GPL-2.0-only */
/* port: adapt the fix to each affected branch and write the quilt series. */
#include "cmd/chain.h"

int sp_cmd_port(int argc, char **argv, SpGlobal *global, GError **error)
{
	gboolean signoff = FALSE, before = FALSE, show = FALSE;
	const GOptionEntry own[] = {
		SP_CHAIN_SIGNOFF_OPTION(signoff),
		{"with-preconditions", 0, 0, G_OPTION_ARG_NONE, &before,
		 "port what the fix needs and a branch lacks before it, as one series", NULL},
		{"show", 0, 0, G_OPTION_ARG_NONE, &show,
		 "print upstream's and the branch's functions side by side, and the interdiff",
		 NULL},
		{NULL},
	};
	g_autoptr(SpInput) input = sp_input_parse(
		argc, argv, global,
		"Adapts the fix to each affected branch and writes OUT/FIX/BRANCH/, a quilt series.",
		own, SP_INPUT_FIX, error);
	SpChain chain = {.input = input,
			 .last = SP_STEP_PORT,
			 .signoff = signoff,
			 .before = before,
			 .show = show};

	return input ? sp_chain_finish(&chain, global->json, error) : SP_EXIT_UNKNOWN;
}
