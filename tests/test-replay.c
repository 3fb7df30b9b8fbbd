/* SPDX-License-Identifier: GPL-2.0-only */
/* When a cell that was made again agrees with the one in the record. */
#include <string.h>

#include "base/err.h"
#include "stage/replay.h"

static SpCell *cell(SpRecord *record, const char *scenario, const char *variant,
		    SpBootOutcome outcome, guint count)
{
	SpCell *one = sp_cell_new(scenario, variant, "title");

	one->expect = outcome == SP_BOOT_CRASHED ? SP_EXPECT_CRASH : SP_EXPECT_SURVIVE;
	one->boots_wanted = count;
	one->rounds_wanted = 50;
	one->patch_sha256 = g_strdup("feed");
	one->options_sha256 = g_strdup("beef");
	one->command = g_strdup("qemu IMAGE");
	for (guint i = 0; i < count; i++) {
		SpBoot *boot = g_new0(SpBoot, 1);

		boot->outcome = outcome;
		boot->round = outcome == SP_BOOT_CRASHED ? i + 1 : 50;
		boot->worked = boot->round;
		g_ptr_array_add(one->boots, boot);
	}
	g_ptr_array_add(record->cells, one);
	return one;
}

static SpRecord *new_record(void)
{
	SpRecord *record = sp_record_new();

	record->source_key = g_strdup("tree 0123");
	record->reproducer_sha256 = g_strdup("cafe");
	record->arch = g_strdup("x86_64");
	record->compiler = g_strdup("gcc 12");
	record->linker = g_strdup("ld 2.40");
	record->qemu = g_strdup("QEMU 7");
	record->accelerator = g_strdup("tcg");
	return record;
}

static void choose(void)
{
	g_autoptr(SpRecord) record = new_record();
	g_autoptr(GError) error = NULL;

	g_assert_null(sp_replay_choose(record, NULL, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_assert_nonnull(strstr(error->message, "none at all"));
	g_clear_error(&error);
	cell(record, "t", "unpatched", SP_BOOT_CRASHED, 2);
	cell(record, "t", "backport", SP_BOOT_SURVIVED, 0); /* never booted */
	cell(record, "u", "backport", SP_BOOT_SURVIVED, 1);
	g_assert_cmpstr(sp_replay_choose(record, NULL, NULL)->scenario, ==, "u");
	g_assert_cmpstr(sp_replay_choose(record, "t,unpatched", NULL)->variant, ==, "unpatched");
	g_assert_null(sp_replay_choose(record, "t,backport", &error));
	g_assert_nonnull(strstr(error->message, "it has: t,unpatched  u,backport"));
	record->not_affected = TRUE;
	g_assert_cmpstr(sp_replay_choose(record, NULL, NULL)->variant, ==, "unpatched");
}

static void compare(void)
{
	static const struct {
		const char *what; /* changed in the second record */
		const char *begins, *told;
	} cases[] = {
		{"", "agrees: t, backport: recorded: survived 2 of 2", NULL},
		{"source", "cannot be compared: ", "the source is other, was tree 0123"},
		{"reproducer", "cannot be compared: ", "the reproducer is other, was cafe"},
		{"patch", "cannot be compared: ", "the change is other, was feed"},
		{"options", "cannot be compared: ", "the configuration is other, was beef"},
		{"command", "cannot be compared: ", "QEMU's command is other"},
		{"compiler", "agrees: ", "the compiler is other, was gcc 12"},
		{"qemu", "agrees: ", "QEMU is other, was QEMU 7"},
		{"arch", "cannot be compared: ", "the architecture is other, was x86_64"},
		{"control",
		 "cannot be compared: ", "what was done to it is the fix was taken out, was none"},
		{"fewer", "agrees: ", NULL},
		{"crash", "disagrees: ", "survived 1 of 2 boots, 50 rounds"},
		{"none", "disagrees: ", "now: not booted"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpRecord) old = new_record();
		g_autoptr(SpRecord) again = new_record();
		SpCell *then = cell(old, "t", "backport", SP_BOOT_SURVIVED, 2);
		SpCell *now = cell(again, "t", "backport", SP_BOOT_SURVIVED, 2);
		g_autoptr(SpReplay) replay = NULL;
		char **slots[] = {&again->source_key, &again->reproducer_sha256,
				  &now->patch_sha256, &now->options_sha256,
				  &now->command,      &again->compiler,
				  &again->qemu,	      &again->arch};

		if (i >= 1 && i <= G_N_ELEMENTS(slots)) {
			g_free(*slots[i - 1]);
			*slots[i - 1] = g_strdup("other");
		} else if (g_str_equal(cases[i].what, "control")) {
			again->control = SP_CONTROL_UNDONE;
		} else if (g_str_equal(cases[i].what, "fewer")) {
			g_ptr_array_set_size(now->boots, 1);
		} else if (g_str_equal(cases[i].what, "crash")) {
			((SpBoot *)now->boots->pdata[1])->outcome = SP_BOOT_CRASHED;
		} else if (g_str_equal(cases[i].what, "none")) {
			g_ptr_array_set_size(now->boots, 0);
		}
		replay = sp_replay_compare(old, then, again);
		g_test_message("%s: %s", cases[i].what, replay->told);
		g_assert_true(g_str_has_prefix(replay->told, cases[i].begins));
		g_assert_cmpint(replay->agrees, ==, cases[i].begins[0] == 'a');
		if (cases[i].told)
			g_assert_nonnull(strstr(replay->told, cases[i].told));
		else
			g_assert_null(strstr(replay->told, "; the "));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/replay/choose", choose);
	g_test_add_func("/replay/compare", compare);
	return g_test_run();
}
