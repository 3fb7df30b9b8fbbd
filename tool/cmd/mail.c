/* SPDX-License-Identifier: GPL-2.0-only */
/* mail: write the submission to the stable list. */
#include "cmd/chain.h"

int sp_cmd_mail(int argc, char **argv, SpGlobal *global, GError **error)
{
	gboolean signoff = FALSE, untested = FALSE;
	const GOptionEntry own[] = {
		SP_CHAIN_SIGNOFF_OPTION(signoff),
		{"untested", 0, 0, G_OPTION_ARG_NONE, &untested,
		 "write it without a record of a verification; it says so", NULL},
		{NULL},
	};
	g_autoptr(SpInput) input = sp_input_parse(
		argc, argv, global,
		"Writes OUT/FIX/BRANCH/mail.eml for each affected branch, with the evidence that "
		"`verify` left.",
		own, SP_INPUT_FIX, error);
	SpChain chain = {
		.input = input, .last = SP_STEP_MAIL, .signoff = signoff, .untested = untested};

	return input ? sp_chain_finish(&chain, global->json, error) : SP_EXIT_UNKNOWN;
}
