/* SPDX-License-Identifier: GPL-2.0-only */
/* What a verification says in sum, and that it comes back from record.json as it went in. */
#include <string.h>

#include "base/err.h"
#include "base/fs.h"
#include "recordcells.h"

static void test_proven(void)
{
	g_autoptr(SpRecord) record = proven();
	g_autofree char *why = NULL;

	g_assert_true(sp_record_proven(record, &why));
	g_assert_null(why);
	g_assert_true(sp_record_proven(record, NULL));
	boots(sp_record_cell(record, "t", "backport"), SP_BOOT_SURVIVED, 100, 5); /* more is well */
	g_assert_true(sp_record_proven(record, NULL));
	g_assert_null(sp_record_cell(record, "t", "other"));
}

static void no_cell(SpRecord *record, const char *variant)
{
	g_ptr_array_remove(record->cells, sp_record_cell(record, "t", variant));
}

/* Each way of not being proven; each starts from a record that is. */
static void test_not_proven(void)
{
	static const char *const told[] = {
		"backport: expected to survive, but: survived 2 of 3 boots",
		"backport: expected to survive, but: crashed 1 of 3",
		"unpatched: expected to crash, but: crashed 2 of 3 boots, median round 2, survived",
		"unpatched: expected to crash, but: crashed 2 of 3 boots, median round 2, "
		"crashed-otherwise 1",
		"lock: expected to crash, but: not booted",
		"backport: expected to survive, but: does not build",
		"t was not run on both",
		"t was not run on both",
		"no scenario",
		"u was not run on both",
		"t was not run on both",			/* unpatched expected to survive */
		"expected to crash, but: crashed 2 of 2 boots", /* none were wanted */
		"backport: expected to survive, but: survived 2 of 3 boots, 200 rounds, hung",
	};

	for (guint i = 0; i < G_N_ELEMENTS(told); i++) {
		g_autoptr(SpRecord) record = proven();
		SpCell *unpatched = sp_record_cell(record, "t", "unpatched");
		SpCell *backport = sp_record_cell(record, "t", "backport");
		g_autofree char *why = NULL;

		switch (i) {
		case 0:
			boots(backport, SP_BOOT_UNABLE, 0, 1);
			break;
		case 1:
			boots(backport, SP_BOOT_CRASHED, 99, 1);
			break;
		case 2:
			boots(unpatched, SP_BOOT_SURVIVED, 100, 1);
			break;
		case 3:
			boots(unpatched, SP_BOOT_CRASHED_ELSE, 1, 1);
			break;
		case 4:
			g_ptr_array_set_size(sp_record_cell(record, "t", "lock")->boots, 0);
			break;
		case 5:
			backport->complaint = g_strdup("does not build");
			break;
		case 6:
			no_cell(record, "unpatched");
			break;
		case 7:
			no_cell(record, "backport");
			break;
		case 8:
			g_ptr_array_set_size(record->cells, 0);
			break;
		case 9:
			boots(cell(record, "u", "backport", SP_EXPECT_SURVIVE, 1), SP_BOOT_SURVIVED,
			      100, 1);
			break;
		case 10:
			unpatched->expect = SP_EXPECT_SURVIVE;
			g_ptr_array_set_size(unpatched->boots, 0);
			boots(unpatched, SP_BOOT_SURVIVED, 100, 2);
			break;
		case 11:
			unpatched->boots_wanted = 0;
			break;
		default:
			boots(backport, SP_BOOT_HUNG, 5, 1);
			break;
		}
		g_assert_false(sp_record_proven(record, &why));
		g_test_message("%u: %s", i, why);
		g_assert_nonnull(strstr(why, told[i]));
	}
}

/* The rarer the crashes, the longer the backport has to survive. */
static void test_enough(void)
{
	g_autoptr(SpRecord) record = proven();
	SpCell *unpatched = sp_record_cell(record, "t", "unpatched");
	SpCell *backport = sp_record_cell(record, "t", "backport");
	g_autofree char *conclusion = sp_record_conclusion(record);
	g_autofree char *why = NULL;

	/* 2 crashes in 4 rounds: 0.098 at the least. */
	g_assert_cmpfloat_with_epsilon(sp_cell_rate(unpatched), 0.0976, 1e-3);
	g_assert_cmpstr(
		conclusion, ==,
		"proven: t: crashed 2 of 2 boots without the fix (at least 0.0976 a round), "
		"survived 200 rounds with it (135 for a miss below 1e-06)");
	record->miss = 1e-9;
	g_assert_false(sp_record_proven(record, &why));
	g_assert_cmpstr(why, ==,
			"t, backport: survived 2 of 2 boots, 200 rounds, which is not enough");
	record->miss = 1e-6;
	((SpBoot *)unpatched->boots->pdata[0])->round = 20;
	g_assert_false(sp_record_proven(record, NULL));
	boots(unpatched, SP_BOOT_CRASHED, 1, 8); /* more boots make it surer */
	g_assert_true(sp_record_proven(record, NULL));
	backport->needed = 201;
	g_assert_false(sp_cell_as_expected(backport));
	g_assert_false(sp_record_proven(record, NULL));
}

/* All boots as they should be, and a configuration in which it does not compile. */
static void test_broken(void)
{
	g_autoptr(SpRecord) record = proven();
	g_autofree char *conclusion = NULL;

	record->warnings = g_strdup("");
	record->unbuilt = g_strdup("allmodconfig: mm/y.o is not built there\n");
	record->broken = g_strdup("");
	g_assert_true(sp_record_proven(record, NULL));
	g_free(record->broken);
	record->broken = g_strdup("allmodconfig: mm/x.o: mm/x.c:3: error: no\n");
	conclusion = sp_record_conclusion(record);
	g_assert_cmpstr(conclusion, ==,
			"not proven: the backport does not compile: allmodconfig: mm/x.o: "
			"mm/x.c:3: error: no");
	g_assert_false(sp_record_passed(record));
}

/* A reproducer that says that it failed tells the bug only where its scenario says so. */
static void test_failed(void)
{
	g_autoptr(SpRecord) record = proven();
	SpCell *unpatched = sp_record_cell(record, "t", "unpatched");
	SpCell *backport = sp_record_cell(record, "t", "backport");
	g_autofree char *unexpected = NULL, *conclusion = NULL, *still = NULL;

	g_ptr_array_set_size(unpatched->boots, 0);
	boots(unpatched, SP_BOOT_FAILED, 2, 2);
	unexpected = sp_record_conclusion(record);
	g_assert_cmpstr(unexpected, ==,
			"not proven: t, unpatched: expected to crash, but: failed 2 of 2 boots");
	g_assert_cmpfloat(sp_cell_rate(unpatched), ==, 0);
	unpatched->fails = backport->fails = TRUE;
	conclusion = sp_record_conclusion(record);
	g_assert_cmpstr(conclusion, ==,
			"proven: t: failed 2 of 2 boots without the fix (at least 0.0976 a round), "
			"survived 200 rounds with it (135 for a miss below 1e-06)");
	boots(backport, SP_BOOT_FAILED, 1, 1); /* with the fix it is never as it should be */
	still = sp_record_conclusion(record);
	g_assert_true(g_str_has_prefix(
		still, "not proven: t, backport: expected to survive, but: survived 2 of 3"));
	boots(unpatched, SP_BOOT_UNABLE, 1, 1);
	g_assert_false(sp_cell_as_expected(unpatched));
}

/* A control that survives has to do so for as long as the backport. */
static void test_surviving_control(void)
{
	g_autoptr(SpRecord) record = proven();
	SpCell *numa = cell(record, "t", "numa", SP_EXPECT_SURVIVE, 1);
	g_autofree char *why = NULL;

	boots(numa, SP_BOOT_SURVIVED, 100, 1);
	g_assert_false(sp_record_proven(record, &why));
	g_assert_cmpstr(why, ==, "t, numa: survived 1 of 1 boots, 100 rounds, which is not enough");
	boots(numa, SP_BOOT_SURVIVED, 100, 1);
	g_assert_true(sp_record_proven(record, NULL));
}

/* What a kernel does not have is neither for nor against it. */
static void test_not_applicable(void)
{
	g_autoptr(SpRecord) record = proven();
	SpCell *text = cell(record, "text", "unpatched", SP_EXPECT_CRASH, 2);
	g_autofree char *summary = NULL, *why = NULL;

	text->not_applicable = g_strdup("older");
	summary = sp_cell_summary(text);
	g_assert_cmpstr(summary, ==, "not applicable: older");
	g_assert_cmpstr(sp_cell_mark(text), ==, "-");
	g_assert_false(sp_cell_as_expected(text));
	g_assert_true(sp_record_proven(record, NULL));
	/* But it is no proof either. */
	sp_record_cell(record, "t", "backport")->not_applicable = g_strdup("x");
	g_assert_false(sp_record_proven(record, NULL));
	for (guint i = 0; i < record->cells->len; i++) {
		SpCell *one = record->cells->pdata[i];

		g_free(one->not_applicable);
		one->not_applicable = g_strdup("none is");
	}
	g_assert_false(sp_record_proven(record, &why));
	g_assert_nonnull(strstr(why, "no scenario"));
	/* A reproducer that finds nothing to work on, where it should, proves nothing. */
	g_clear_pointer(&text->not_applicable, g_free);
	boots(text, SP_BOOT_NOT_APPLICABLE, 0, 2);
	g_assert_false(sp_cell_as_expected(text));
	text->expect = SP_EXPECT_SURVIVE;
	g_assert_false(sp_cell_as_expected(text));
}

static void test_not_affected(void)
{
	g_autoptr(SpRecord) record = sp_record_new();
	g_autofree char *none = NULL, *conclusion = NULL, *crashed = NULL;
	SpCell *one;

	record->not_affected = TRUE;
	none = sp_record_conclusion(record);
	g_assert_cmpstr(none, ==, "not proven: no scenario was run on it");
	one = cell(record, "t", "unpatched", SP_EXPECT_SURVIVE, 1);
	one->needed = 100;
	boots(one, SP_BOOT_SURVIVED, 100, 1);
	conclusion = sp_record_conclusion(record);
	g_assert_cmpstr(conclusion, ==, "proven: t: survived 100 rounds");
	boots(one, SP_BOOT_CRASHED, 7, 1);
	crashed = sp_record_conclusion(record);
	g_assert_true(g_str_has_prefix(crashed,
				       "not proven: t, unpatched: expected to survive, but: "
				       "crashed 1 of 2"));
}

/* Where there is no reproducer, both kernels come up, and nothing is proven. */
static void test_only_boot(void)
{
	g_autoptr(SpRecord) record = sp_record_new();
	g_autofree char *why = NULL, *crashed = NULL;
	SpCell *backport;

	record->only_boot = TRUE;
	g_assert_false(sp_record_passed(record));
	boots(cell(record, "boot", "unpatched", SP_EXPECT_SURVIVE, 1), SP_BOOT_SURVIVED, 100, 1);
	g_assert_false(sp_record_passed(record));
	backport = cell(record, "boot", "backport", SP_EXPECT_SURVIVE, 1);
	boots(backport, SP_BOOT_SURVIVED, 100, 1);
	g_assert_true(sp_record_passed(record));
	g_assert_false(sp_record_proven(record, &why));
	g_assert_nonnull(strstr(why, "nothing provoked the bug"));
	boots(backport, SP_BOOT_CRASHED_ELSE, 1, 1);
	g_assert_false(sp_record_passed(record));
	crashed = sp_record_conclusion(record);
	g_assert_nonnull(strstr(crashed, "boot, backport: expected to survive"));
}

/* Fewer boots than wanted. */
static void test_unfinished(void)
{
	g_autoptr(SpRecord) record = proven();
	SpCell *backport = sp_record_cell(record, "t", "backport");

	g_assert_true(sp_cell_as_expected(backport));
	backport->boots_wanted = 3;
	g_assert_false(sp_cell_as_expected(backport));
	g_assert_false(sp_record_proven(record, NULL));
}

static void test_median(void)
{
	static const struct {
		const char *rounds;
		double median;
	} cases[] = {{"", 0}, {"7", 7}, {"9 1", 5}, {"1 2", 1.5}, {"100 3 2", 3}, {"4 1 9 2", 3}};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpRecord) record = sp_record_new();
		SpCell *one = cell(record, "t", "unpatched", SP_EXPECT_CRASH, 1);
		g_auto(GStrv) rounds = g_strsplit(cases[i].rounds, " ", -1);

		boots(one, SP_BOOT_SURVIVED, 500, 2); /* these do not count */
		for (guint k = 0; rounds[k]; k++)
			boots(one, SP_BOOT_CRASHED, (guint)g_ascii_strtoull(rounds[k], NULL, 10),
			      1);
		g_assert_cmpfloat(sp_cell_median_round(one), ==, cases[i].median);
	}
}

static void test_summaries(void)
{
	g_autoptr(SpRecord) record = sp_record_new();
	SpCell *one = cell(record, "t", "unpatched", SP_EXPECT_CRASH, 1);
	g_autofree char *nothing = sp_cell_summary(one);
	g_autofree char *mixed = NULL;
	g_autofree char *complaint = NULL;

	g_assert_cmpstr(nothing, ==, "not booted");
	boots(one, SP_BOOT_CRASHED, 1, 2);
	boots(one, SP_BOOT_SURVIVED, 100, 1);
	boots(one, SP_BOOT_NOT_BOOTED, 0, 1);
	mixed = sp_cell_summary(one);
	g_assert_cmpstr(mixed, ==,
			"crashed 2 of 4 boots, median round 1, survived 1 of 4 boots, 100 rounds, "
			"not-booted 1 of 4 boots");
	g_assert_cmpuint(sp_cell_rounds(one), ==, 100);
	g_assert_cmpuint(sp_cell_count(one, SP_BOOT_CRASHED), ==, 2);
	one->complaint = g_strdup("does not build: mm/x.c:5: error");
	complaint = sp_cell_summary(one);
	g_assert_cmpstr(complaint, ==, "does not build: mm/x.c:5: error");
}

/* What comes back when @json is on disk. */
static gboolean load(const char *json, SpRecord **record, GError **error)
{
	g_autofree char *dir = g_dir_make_tmp("test-record-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "record.json", NULL);
	gboolean good;

	if (json)
		g_assert_true(sp_fs_write(path, json, strlen(json), NULL));
	good = sp_record_load(path, record, error);
	g_assert_true(sp_fs_remove(dir, NULL));
	return good;
}

static void test_round_trip(void)
{
	g_autoptr(SpRecord) record = proven();
	g_autoptr(SpRecord) back = NULL;
	g_autofree char *json = NULL;
	g_autofree char *again = NULL;
	const SpCell *one;
	const SpBoot *boot;

	sp_record_cell(record, "t", "lock")->complaint = g_strdup("does not apply");
	sp_record_cell(record, "t", "backport")->image = g_strdup("0123");
	json = sp_record_to_json(record);
	g_assert_nonnull(strstr(json, "\"proven\" : false"));
	g_assert_nonnull(strstr(json, "expected to crash, but: does not apply"));
	g_assert_true(load(json, &back, NULL));
	again = sp_record_to_json(back);
	g_assert_cmpstr(again, ==, json);
	g_assert_cmpstr(back->branch, ==, "linux-5.10.y");
	g_assert_cmpstr(back->arch, ==, "arm64");
	g_assert_cmpstr(back->arguments, ==, "2 processors, \xc3\xa4");
	g_assert_null(back->date);
	g_assert_cmpint(back->control, ==, SP_CONTROL_UNDONE);
	g_assert_cmpuint(back->cells->len, ==, 3);
	one = sp_record_cell(back, "t", "unpatched");
	g_assert_cmpint(one->expect, ==, SP_EXPECT_CRASH);
	g_assert_cmpuint(one->boots_wanted, ==, 2);
	boot = one->boots->pdata[1];
	g_assert_cmpint(boot->outcome, ==, SP_BOOT_CRASHED);
	g_assert_cmpuint(boot->round, ==, 2);
	g_assert_cmpuint(boot->work, ==, 12345678901234);
	g_assert_cmpfloat(boot->seconds, ==, 1.5);
	g_assert_cmpstr(boot->signature, ==, "VM_BUG_ON");
	g_assert_null(boot->excerpt); /* as the first one's */
	boot = one->boots->pdata[0];
	g_assert_cmpstr(boot->excerpt, ==, "line\nwith \"quotes\"\n");
	g_assert_null(
		((SpBoot *)sp_record_cell(back, "t", "backport")->boots->pdata[0])->signature);
}

/* "proven" in the file is not believed; what cannot be read proves nothing. */
static void test_damaged(void)
{
	static const char *const bad[] = {
		"",
		"[]",
		"{",
		"{\"branch\": \"b\"}",
		"{\"control\": null, \"cells\": []}",
		"{\"branch\": \"b\", \"cells\": []}",
		"{\"branch\": \"b\", \"control\": true, \"cells\": []}",
		"{\"branch\": \"b\", \"control\": \"it was painted\", \"cells\": []}",
		"{\"branch\": 5, \"control\": null, \"cells\": []}",
		"{\"branch\": \"b\", \"control\": null, \"cells\": [5]}",
		"{\"branch\": \"b\", \"control\": null, \"cells\": [{\"expect\": \"crash\"}]}",
		"{\"branch\": \"b\", \"control\": null, \"cells\": [{\"expect\": \"fly\", \"boots\": []}]}",
		"{\"branch\": \"b\", \"control\": null, \"cells\": [{\"expect\": \"crash\", \"boots\": [1]}]}",
	};
	static const char boasting[] =
		"{\"branch\": \"b\", \"control\": null, \"proven\": true, \"cells\": ["
		"{\"scenario\": \"t\", \"variant\": \"unpatched\", \"expect\": \"crash\","
		" \"as_expected\": true, \"boots_wanted\": 1, \"boots\": [{\"outcome\": \"CRASHED\"}]},"
		"{\"scenario\": \"t\", \"variant\": \"backport\", \"expect\": \"survive\","
		" \"boots_wanted\": 1, \"boots\": [{\"outcome\": \"survived\"}]}]}";
	g_autoptr(SpRecord) record = NULL;
	g_autofree char *why = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("%s", bad[i]);
		g_assert_false(load(bad[i], &record, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_assert_nonnull(strstr(error->message, "record.json"));
		g_assert_null(record);
	}
	g_assert_true(load(NULL, &record, NULL));
	g_assert_null(record); /* no such file */
	g_assert_true(load(boasting, &record, NULL));
	g_assert_false(sp_record_proven(record, &why));
	g_assert_nonnull(strstr(why, "qemu-failed"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/record/proven", test_proven);
	g_test_add_func("/record/not-proven", test_not_proven);
	g_test_add_func("/record/enough", test_enough);
	g_test_add_func("/record/failed", test_failed);
	g_test_add_func("/record/broken", test_broken);
	g_test_add_func("/record/surviving-control", test_surviving_control);
	g_test_add_func("/record/not-applicable", test_not_applicable);
	g_test_add_func("/record/not-affected", test_not_affected);
	g_test_add_func("/record/only-boot", test_only_boot);
	g_test_add_func("/record/unfinished", test_unfinished);
	g_test_add_func("/record/median", test_median);
	g_test_add_func("/record/summaries", test_summaries);
	g_test_add_func("/record/round-trip", test_round_trip);
	g_test_add_func("/record/damaged", test_damaged);
	return g_test_run();
}
