/* SPDX-License-Identifier: GPL-2.0-only */
/* Records made by hand, for tests. */
#pragma once

#include "stage/record.h"

static inline SpCell *cell(SpRecord *record, const char *scenario, const char *variant,
			   SpExpect expect, guint wanted)
{
	SpCell *one = sp_cell_new(scenario, variant, "title");

	one->expect = expect;
	one->boots_wanted = wanted;
	one->rounds_wanted = 100;
	g_ptr_array_add(record->cells, one);
	return one;
}

static inline void boots(SpCell *to, SpBootOutcome outcome, guint round, guint count)
{
	for (guint i = 0; i < count; i++) {
		SpBoot *boot = g_new0(SpBoot, 1);

		boot->outcome = outcome;
		boot->round = round;
		boot->worked = round;
		boot->work = 12345678901234;
		boot->seconds = 1.5;
		boot->nonce = g_strdup("abc");
		boot->signature = outcome == SP_BOOT_CRASHED ? g_strdup("VM_BUG_ON") : NULL;
		boot->excerpt = g_strdup("line\nwith \"quotes\"\n");
		g_ptr_array_add(to->boots, boot);
	}
}

/* One scenario, proven. */
static inline SpRecord *proven(void)
{
	SpRecord *record = sp_record_new();

	record->fix = g_strdup("my-fix");
	record->branch = g_strdup("linux-5.10.y");
	record->version = g_strdup("5.10.7");
	record->arch = g_strdup("arm64");
	record->control = SP_CONTROL_UNDONE;
	record->diff_sha256 = g_strdup("feed");
	record->arguments = g_strdup("2 processors, \xc3\xa4");
	boots(cell(record, "t", "unpatched", SP_EXPECT_CRASH, 2), SP_BOOT_CRASHED, 2, 2);
	boots(cell(record, "t", "lock", SP_EXPECT_CRASH, 1), SP_BOOT_CRASHED, 1, 1);
	boots(cell(record, "t", "backport", SP_EXPECT_SURVIVE, 2), SP_BOOT_SURVIVED, 100, 2);
	return record;
}
