/* SPDX-License-Identifier: GPL-2.0-only */
/* map: a verdict per branch, with its evidence. */
#include "cmd/chain.h"

int sp_cmd_map(int argc, char **argv, SpGlobal *global, GError **error)
{
	g_autoptr(SpInput) input = sp_input_parse(
		argc, argv, global,
		"Says for each branch whether it needs the fix: affected, fixed, not-affected or "
		"unknown.",
		NULL, SP_INPUT_FIX, error);
	SpChain chain = {.input = input, .last = SP_STEP_MAP};

	return input ? sp_chain_finish(&chain, global->json, error) : SP_EXIT_UNKNOWN;
}
