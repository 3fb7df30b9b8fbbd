/* SPDX-License-Identifier: GPL-2.0-only */
/* port: adapt the fix to each affected branch and write the quilt series. */
#include "base/err.h"
#include "cmd/chain.h"

/* What a commit needs that a quilt series does without. */
static gboolean check_prefix(const SpChain *chain, GError **error)
{
	gboolean control = chain->input->undo || chain->input->introduce;
	const char *lacks = NULL;

	if (!chain->prefix)
		return TRUE;
	if (!chain->input->repo)
		lacks = "--repo, the repository that gets the commits";
	else if (!chain->signoff)
		lacks = "--signoff: a commit names who made it";
	if (lacks)
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "--branch-prefix needs %s", lacks);
	else if (control)
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--branch-prefix does not go with --undo-fix and --introduce-bug: what "
			    "they port to is no commit of the branch");
	return !lacks && !control;
}

int sp_cmd_port(int argc, char **argv, SpGlobal *global, GError **error)
{
	g_autofree char *prefix = NULL;
	gboolean signoff = FALSE, before = FALSE, show = FALSE;
	const GOptionEntry own[] = {
		SP_CHAIN_SIGNOFF_OPTION(signoff),
		SP_CHAIN_BEFORE_OPTION(before),
		{"branch-prefix", 0, 0, G_OPTION_ARG_STRING, &prefix,
		 "write each port as commits on the new branch PREFIX/BRANCH of --repo", "PREFIX"},
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
			 .prefix = prefix,
			 .show = show};

	if (!input || !check_prefix(&chain, error))
		return SP_EXIT_UNKNOWN;
	return sp_chain_finish(&chain, global->json, error);
}
