/* SPDX-License-Identifier: GPL-2.0-only */
/* mail: write the submission to the stable list. */
#include "cmd/chain.h"

int sp_cmd_mail(int argc, char **argv, SpGlobal *global, GError **error)
{
	gboolean signoff = FALSE, untested = FALSE, older_only = FALSE, before = FALSE,
		 send = FALSE;
	const GOptionEntry own[] = {
		SP_CHAIN_SIGNOFF_OPTION(signoff),
		{"untested", 0, 0, G_OPTION_ARG_NONE, &untested,
		 "write it without a record of a verification; it says so", NULL},
		SP_CHAIN_BEFORE_OPTION(before),
		SP_CHAIN_OLDER_OPTION(older_only),
		SP_CHAIN_SEND_OPTION(send),
		{NULL},
	};
	g_autoptr(SpInput) input = sp_input_parse(
		argc, argv, global,
		"Writes OUT/FIX/BRANCH/mail.eml for each affected branch, with the evidence that "
		"`verify` left; mail-0001.eml and so on where other commits go before the fix.",
		own, SP_INPUT_FIX, error);
	SpChain chain = {.input = input,
			 .last = SP_STEP_MAIL,
			 .signoff = signoff,
			 .untested = untested,
			 .before = before,
			 .older_only = older_only,
			 .send = send};

	return input ? sp_chain_finish(&chain, global->json, error) : SP_EXIT_UNKNOWN;
}
