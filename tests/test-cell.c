/* SPDX-License-Identifier: GPL-2.0-only */
/* What a cell tells of its boots: another bug, where a crash was, how long others have to survive.
 */
#include <string.h>

#include "recordcells.h"

/* Where a crash was, by the kernel's report, in the forms that 4.9 to 6.x have. */
static void test_faces(void)
{
	static const struct {
		const char *report, *face;
	} cases[] = {
		{"[    1.2] RIP: 0010:early+0x1/0x2\n[    2.0] page dumped because: VM_BUG_ON\n"
		 "[    2.1] RIP: 0010:find_lock_entry+0x61/0x6b\n",
		 "VM_BUG_ON in find_lock_entry()"},
		{"[    2.0] VM_BUG_ON\n[    2.1] RIP: 0010:[<ffffffff81080886>]  "
		 "[<ffffffff81080886>] f.part.3+0x61/0x6b\r\n",
		 "VM_BUG_ON in f.part.3()"},
		{"[    2.0] VM_BUG_ON\n[    2.1] PC is at g+0xe8/0x134\n[    2.2] pc : "
		 "[<ffffff80080e40c4>] lr : [<ffffff80080e40c4>] pstate: 00000145\n",
		 "VM_BUG_ON in g()"},
		{"[    2.0] VM_BUG_ON\n[    2.1] pc : h_1+0x74/0x8c\n[    2.2] lr : i+0x1/0x2\n",
		 "VM_BUG_ON in h_1()"},
		{"[    2.0] VM_BUG_ON\n[    2.1] RIP: 0010:0x0\n", "VM_BUG_ON"},
		{"[    2.0] VM_BUG_ON\n[    2.1] RIP: 0010:+0x61/0x6b", "VM_BUG_ON"},
		{"[    2.0] VM_BUG_ON", "VM_BUG_ON"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpRecord) record = sp_record_new();
		SpCell *one = cell(record, "t", "unpatched", SP_EXPECT_CRASH, 2);
		g_autoptr(GPtrArray) faces = NULL;

		boots(one, SP_BOOT_CRASHED, 1, 2); /* alike: told once */
		boots(one, SP_BOOT_SURVIVED, 1, 1);
		for (guint k = 0; k < 2; k++) {
			SpBoot *boot = one->boots->pdata[k];

			g_free(boot->excerpt);
			boot->excerpt = g_strdup(cases[i].report);
		}
		faces = sp_cell_faces(one, FALSE);
		g_assert_cmpuint(faces->len, ==, 1);
		g_assert_cmpstr(faces->pdata[0], ==, cases[i].face);
	}
}

/* One kernel may crash of both: each has its own. */
static void test_faces_of_two_bugs(void)
{
	g_autoptr(SpRecord) record = sp_record_new();
	SpCell *one = cell(record, "t", "unpatched", SP_EXPECT_NOT_THIS, 2);
	g_autoptr(GPtrArray) own = NULL, others = NULL;

	boots(one, SP_BOOT_OTHER_BUG, 1, 1);
	boots(one, SP_BOOT_CRASHED, 1, 1);
	for (guint i = 0; i < 2; i++) {
		SpBoot *boot = one->boots->pdata[i];

		g_free(boot->signature);
		g_free(boot->excerpt);
		boot->signature = g_strdup(i ? "BUG" : "OTHER");
		boot->excerpt = NULL;
	}
	own = sp_cell_faces(one, FALSE);
	others = sp_cell_faces(one, TRUE);
	g_assert_cmpuint(own->len, ==, 1);
	g_assert_cmpstr(own->pdata[0], ==, "BUG");
	g_assert_cmpuint(others->len, ==, 1);
	g_assert_cmpstr(others->pdata[0], ==, "OTHER");
}

static void test_asked(void)
{
	g_autoptr(SpRecord) record = proven();
	g_autofree char *asked = sp_record_asked(record, "t");
	g_autofree char *none = sp_record_asked(record, "u");

	g_assert_cmpstr(
		asked, ==,
		"at least 0.0976 a round with 95 % confidence: 135 rounds for a miss below 1e-06");
	g_assert_null(none);
}

/* A crash by another bug is no survival: a kernel without that bug has to survive in its place. */
static void test_other_bug(void)
{
	g_autoptr(SpRecord) record = sp_record_new();
	g_autofree char *alone = NULL, *conclusion = NULL, *struck = NULL, *back = NULL;
	g_autoptr(JsonNode) node = NULL;
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autoptr(SpCell) again = NULL;
	SpCell *one, *stand_in;

	record->not_affected = TRUE;
	one = cell(record, "t", "unpatched", SP_EXPECT_NOT_THIS, 1);
	one->needed = 100;
	boots(one, SP_BOOT_OTHER_BUG, 3, 1);
	g_assert_true(sp_cell_as_expected(one));
	g_assert_cmpuint(sp_cell_struck(one), ==, 0);
	g_assert_cmpuint(sp_cell_rounds(one), ==, 0);
	alone = sp_record_conclusion(record);
	g_assert_cmpstr(alone, ==,
			"not proven: t: another bug may strike there, and no kernel without it "
			"survived");
	stand_in = cell(record, "t", "without-it", SP_EXPECT_SURVIVE, 1);
	stand_in->needed = 100;
	boots(stand_in, SP_BOOT_SURVIVED, 100, 1);
	conclusion = sp_record_conclusion(record);
	g_assert_true(g_str_has_prefix(conclusion, "proven: t, "));
	g_assert_true(g_str_has_suffix(conclusion, ": survived 100 rounds"));
	sp_cell_write(json, one);
	node = json_builder_get_root(json);
	again = sp_cell_read(node);
	g_assert_cmpint(again->expect, ==, SP_EXPECT_NOT_THIS);
	g_assert_cmpuint(sp_cell_count(again, SP_BOOT_OTHER_BUG), ==, 1);
	boots(one, SP_BOOT_CRASHED, 7, 1);
	struck = sp_record_conclusion(record);
	g_assert_nonnull(strstr(struck, "t, unpatched: expected to survive, or to crash by another "
					"bug, but: crashed 1 of 2"));
	g_ptr_array_set_size(one->boots, 0);
	boots(one, SP_BOOT_CRASHED_ELSE, 7, 1); /* one that nobody knows */
	back = sp_record_conclusion(record);
	g_assert_nonnull(strstr(back, "but: crashed-otherwise 1 of 1"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cell/other-bug", test_other_bug);
	g_test_add_func("/cell/faces", test_faces);
	g_test_add_func("/cell/faces-of-two-bugs", test_faces_of_two_bugs);
	g_test_add_func("/cell/asked", test_asked);
	return g_test_run();
}
