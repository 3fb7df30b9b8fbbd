/* SPDX-License-Identifier: GPL-2.0-only */
/* Which cells a branch has, what is expected of each, and for how long. */
#include <git2.h>
#include <gmime/gmime.h>
#include <string.h>

#include "base/err.h"
#include "base/fs.h"
#include "stage/matrix.h"

#define PATCH                                                                                      \
	"From: A <a@b.c>\nSubject: [PATCH] x: y\n\n---\n"                                          \
	"diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-int a;\n+int b;\n"

static const char conf[] = "[fix]\n"
			   "	upstream = 0123456789012345678901234567890123456789\n"
			   "	patch = fix.patch\n"
			   "	reproducer = r.c\n"
			   "	config = base.config\n"
			   "[signature \"old\"]\n"
			   "	kernels = ..5.9\n"
			   "	text = OLD\n"
			   "[signature \"new\"]\n"
			   "	kernels = 5.10..\n"
			   "	text = NEW\n"
			   "[signature \"all\"]\n"
			   "	text = ALL\n"
			   "[scenario \"a\"]\n"
			   "	args = x=1\n"
			   "	rounds = 20\n"
			   "	survive = 50\n"
			   "	config = a.config\n"
			   "[scenario \"b\"]\n"
			   "	kernels = 5.10..\n"
			   "	config = b.config\n"
			   "[variant \"lock\"]\n"
			   "	patch = fix.patch\n"
			   "	crash = a\n"
			   "	boots = 5\n"
			   "[variant \"numa\"]\n"
			   "	config = numa.config\n"
			   "	config = base.config\n"
			   "	expect = survive\n"
			   "[other \"new\"]\n"
			   "	kernels = 5.10..\n"
			   "	text = ELSE\n"
			   "	scenario = a\n"
			   "[variant \"without-it\"]\n"
			   "	on = not-affected\n"
			   "	patch = fix.patch\n"
			   "	survive = a\n"
			   "[variant \"early\"]\n"
			   "	kernels = ..5.4\n"
			   "	patch = fix.patch\n"
			   "	survive = a\n";

typedef struct {
	char *dir, *cache;
	SpFix *fix;
	SpBranch *branch;
	SpRecord *record;
} Fixture;

static void put(const Fixture *f, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(f->dir, name, NULL);

	g_assert_true(sp_fs_write(path, text, strlen(text), NULL));
}

static void set_up(Fixture *f, gconstpointer version)
{
	g_autofree char *makefile =
		g_strdup_printf("VERSION = 5\nPATCHLEVEL = %s\nSUBLEVEL = 1\nEXTRAVERSION =\n",
				(const char *)version);
	g_autoptr(GError) error = NULL;

	f->dir = g_dir_make_tmp("test-matrix-XXXXXX", NULL);
	f->cache = g_build_filename(f->dir, "cache", NULL);
	put(f, "fix.conf", conf);
	put(f, "fix.patch", PATCH);
	put(f, "r.c", "int main(void) { return 0; }\n");
	put(f, "base.config", "");
	put(f, "a.config", "");
	put(f, "b.config", "");
	put(f, "numa.config", "");
	put(f, "Makefile", makefile);
	f->fix = sp_fix_load(f->dir, NULL, &error);
	g_assert_no_error(error);
	f->branch = sp_branch_from_tree("linux-5.y", f->dir, f->cache, &error);
	g_assert_no_error(error);
	f->record = sp_record_new();
}

static void tear_down(Fixture *f, gconstpointer version)
{
	(void)version;
	sp_record_free(f->record);
	sp_branch_free(f->branch);
	sp_fix_free(f->fix);
	g_assert_true(sp_fs_remove(f->dir, NULL));
	g_free(f->cache);
	g_free(f->dir);
}

static void plan(Fixture *f, guint boots)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(sp_matrix_plan(f->fix, f->branch, boots, f->record, &error));
	g_assert_no_error(error);
}

static void check(const Fixture *f, const char *scenario, const char *variant, SpExpect expect,
		  guint boots, gboolean applicable)
{
	const SpCell *cell = sp_record_cell(f->record, scenario, variant);

	g_assert_nonnull(cell);
	g_assert_cmpint(cell->expect, ==, expect);
	g_assert_cmpuint(cell->boots_wanted, ==, boots);
	g_assert_cmpint(!cell->not_applicable, ==, applicable);
}

static void whole(Fixture *f, gconstpointer version)
{
	g_autofree const char **texts = sp_matrix_signatures(f->fix, f->branch);

	(void)version;
	plan(f, 0);
	g_assert_cmpuint(f->record->cells->len, ==, 8);
	check(f, "a", "unpatched", SP_EXPECT_CRASH, 10, TRUE);
	check(f, "a", "backport", SP_EXPECT_SURVIVE, 3, TRUE); /* 50 rounds, 20 a boot */
	check(f, "a", "lock", SP_EXPECT_CRASH, 5, TRUE);
	check(f, "a", "numa", SP_EXPECT_SURVIVE, 3, TRUE);
	check(f, "a", "early", SP_EXPECT_SURVIVE, 3, FALSE); /* a control of other kernels */
	check(f, "b", "unpatched", SP_EXPECT_CRASH, 10, TRUE);
	g_assert_null(sp_record_cell(f->record, "b", "lock")); /* not tried there */
	check(f, "b", "numa", SP_EXPECT_SURVIVE, 1, TRUE);
	g_assert_cmpstr(f->record->arguments, ==, "-smp 1 -m 512, x=1; -smp 1 -m 512, ");
	g_assert_cmpstr(texts[0], ==, "NEW");
	g_assert_cmpstr(texts[1], ==, "ALL");
	g_assert_null(texts[2]);
}

/* A scenario that this kernel does not have stands in the record, and asks for nothing. */
static void older(Fixture *f, gconstpointer version)
{
	g_autofree const char **texts = sp_matrix_signatures(f->fix, f->branch);
	g_autofree const char **others = sp_matrix_others(f->fix, f->branch);
	g_autoptr(GPtrArray) usual = sp_matrix_fragments(f->fix, f->branch, NULL);
	g_autoptr(GPtrArray) numa =
		sp_matrix_fragments(f->fix, f->branch, f->fix->variants->pdata[1]);

	(void)version;
	plan(f, 2);
	check(f, "a", "unpatched", SP_EXPECT_CRASH, 2, TRUE); /* --boots 2 */
	check(f, "a", "lock", SP_EXPECT_CRASH, 2, TRUE);
	check(f, "a", "early", SP_EXPECT_SURVIVE, 3, TRUE);
	check(f, "b", "unpatched", SP_EXPECT_CRASH, 2, FALSE);
	check(f, "b", "backport", SP_EXPECT_SURVIVE, 1, FALSE);
	check(f, "b", "numa", SP_EXPECT_SURVIVE, 1, FALSE);
	g_assert_cmpstr(texts[0], ==, "OLD");
	g_assert_cmpstr(texts[1], ==, "ALL");
	g_assert_null(texts[2]);
	g_assert_null(others[0]); /* the other bug is not on this kernel */
	g_assert_cmpuint(usual->len, ==, 2);
	g_assert_true(g_str_has_suffix(usual->pdata[1], "/a.config"));
	g_assert_cmpuint(numa->len, ==, 3); /* base.config once */
	g_assert_true(g_str_has_suffix(numa->pdata[2], "/numa.config"));
}

static void crashes(const Fixture *f, const char *scenario, guint round, guint count)
{
	SpCell *cell = sp_record_cell(f->record, scenario, "unpatched");

	for (guint i = 0; i < count; i++) {
		SpBoot *boot = g_new0(SpBoot, 1);

		boot->outcome = SP_BOOT_CRASHED;
		boot->round = round;
		g_ptr_array_add(cell->boots, boot);
	}
}

/* As long as the crash rate asks for, and never less than the folder does. */
static void needed(Fixture *f, gconstpointer version)
{
	SpCell *backport, *lock, *one;

	(void)version;
	plan(f, 0);
	backport = sp_record_cell(f->record, "a", "backport");
	lock = sp_record_cell(f->record, "a", "lock");
	sp_matrix_set_needed(f->fix, f->record, backport); /* no crash: what the folder says */
	g_assert_cmpuint(backport->needed, ==, 50);
	crashes(f, "a", 1, 10);
	sp_matrix_set_needed(f->fix, f->record, backport); /* 11 would do */
	g_assert_cmpuint(backport->needed, ==, 50);
	g_assert_cmpuint(backport->boots_wanted, ==, 3);
	g_assert_cmpuint(backport->rounds_wanted, ==, 20);
	crashes(f, "a", 9, 10); /* 20 in 100 rounds: 0.137 a round at the least */
	sp_matrix_set_needed(f->fix, f->record, backport);
	g_assert_cmpuint(backport->needed, ==, 95);
	g_assert_cmpuint(backport->boots_wanted, ==, 5);
	f->record->miss = 1e-9;
	sp_matrix_set_needed(f->fix, f->record, backport);
	g_assert_cmpuint(backport->needed, ==, 142);
	f->record->miss = 1e-6;
	one = sp_record_cell(f->record, "b", "backport");
	g_assert_cmpuint(one->rounds_wanted, ==, 100);
	crashes(f, "b", 1, 10);
	sp_matrix_set_needed(f->fix, f->record, one); /* one boot does no more than that */
	g_assert_cmpuint(one->needed, ==, 11);
	g_assert_cmpuint(one->boots_wanted, ==, 1);
	g_assert_cmpuint(one->rounds_wanted, ==, 11);
	crashes(f, "b", 100, 2); /* until one boot does not suffice */
	sp_matrix_set_needed(f->fix, f->record, one);
	g_assert_cmpuint(one->boots_wanted, ==, 5); /* 0.0333 a round: 408 rounds */
	g_assert_cmpuint(one->rounds_wanted, ==, 100);
	sp_matrix_set_needed(f->fix, f->record, lock);
	g_assert_cmpuint(lock->needed, ==, 0);
	g_assert_cmpuint(lock->boots_wanted, ==, 5);
}

/* A branch that is said not to have the bug: the unpatched kernel has to survive, and so has
 * the variant for such branches. */
static void not_affected(Fixture *f, gconstpointer version)
{
	(void)version;
	f->record->not_affected = TRUE;
	plan(f, 10);
	g_assert_cmpuint(f->record->cells->len, ==, 3);
	check(f, "a", "unpatched", SP_EXPECT_SURVIVE, 3, TRUE);
	check(f, "a", "without-it", SP_EXPECT_SURVIVE, 3, TRUE);
	check(f, "b", "unpatched", SP_EXPECT_SURVIVE, 1, FALSE);
}

/* On this kernel one scenario provokes another bug as well: its crash says nothing of this one. */
static void other_bug(Fixture *f, gconstpointer version)
{
	g_autofree const char **others = sp_matrix_others(f->fix, f->branch);

	(void)version;
	f->record->not_affected = TRUE;
	plan(f, 10);
	check(f, "a", "unpatched", SP_EXPECT_NOT_THIS, 3, TRUE);
	check(f, "a", "without-it", SP_EXPECT_SURVIVE, 3, TRUE);
	check(f, "b", "unpatched", SP_EXPECT_SURVIVE, 1, TRUE);
	g_assert_cmpstr(others[0], ==, "ELSE");
	g_assert_null(others[1]);
}

/* Without a reproducer: both kernels, to come up. */
static void only_boot(Fixture *f, gconstpointer version)
{
	(void)version;
	sp_fix_only_boot(f->fix, "/x/init.c");
	g_assert_cmpstr(f->fix->reproducer, ==, "/x/init.c");
	f->record->only_boot = TRUE;
	plan(f, 0);
	g_assert_cmpuint(f->record->cells->len, ==, 2);
	check(f, "boot", "unpatched", SP_EXPECT_SURVIVE, 1, TRUE);
	check(f, "boot", "backport", SP_EXPECT_SURVIVE, 1, TRUE);
}

static void nothing(Fixture *f, gconstpointer version)
{
	g_autoptr(GError) error = NULL;

	(void)version;
	g_clear_pointer(&f->fix->reproducer, g_free);
	g_assert_false(sp_matrix_plan(f->fix, f->branch, 0, f->record, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_assert_nonnull(strstr(error->message, "has no reproducer"));
}

int main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_mime_init();
#define ADD(name, version, function)                                                               \
	g_test_add("/matrix/" name, Fixture, version, set_up, function, tear_down)
	ADD("whole", "10", whole);
	ADD("older", "4", older);
	ADD("needed", "10", needed);
	ADD("not-affected", "4", not_affected);
	ADD("other-bug", "10", other_bug);
	ADD("only-boot", "10", only_boot);
	ADD("nothing", "10", nothing);
	result = g_test_run();
	g_mime_shutdown();
	git_libgit2_shutdown();
	return result;
}
