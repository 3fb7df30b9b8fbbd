/* SPDX-License-Identifier: GPL-2.0-only */
/* verify: build and boot each affected branch: crash before, survive after. */
#include "cmd/boot.h"

int sp_cmd_verify(int argc, char **argv, SpGlobal *global, GError **error)
{
	return sp_boot_verb(
		argc, argv, global,
		"Builds each affected branch without the fix, with each control patch, and with the "
		"backport, boots them\nwith the reproducer, and writes OUT/FIX/BRANCH/record.json.",
		SP_STEP_VERIFY, error);
}
