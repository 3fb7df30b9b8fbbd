/* SPDX-License-Identifier: GPL-2.0-only */
/* run: map, port, verify, mail, one after the other, for each branch. */
#include "cmd/boot.h"

int sp_cmd_run(int argc, char **argv, SpGlobal *global, GError **error)
{
	return sp_boot_verb(
		argc, argv, global,
		"Maps all branches; ports, verifies and writes the mail for each that is affected.",
		SP_STEP_MAIL, error);
}
