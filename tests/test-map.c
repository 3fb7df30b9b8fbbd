/* SPDX-License-Identifier: GPL-2.0-only */
/* Verdicts on small trees: what the probes of a fix, or its hunks, say of a branch. */
#include "stage/map.h"
#include "stage/mapsave.h"
#include "trees.h"

#include "base/err.h"
#include "stage/branchlist.h"

#define DIFF                                                                                       \
	FILE_X "@@ -1,5 +1,6 @@\n int f(int a)\n {\n+\tguard(a);\n \tuse(a);\n \tdrop(a);\n }\n"

#define BUGGY "int f(int a)\n{\n\tuse(a);\n\tdrop(a);\n}\n"
#define FIXED "int f(int a)\n{\n\tguard(a);\n\tuse(a);\n\tdrop(a);\n}\n"

/* Is f() there, was use() brought into it, does guard() stand in it? */
#define CODE                                                                                       \
	"[probe \"code\"]\nasks = code\nfile = mm/x.c\nfile = mm/y.c\nfunction = f\nfunction = old_f\n"
#define BUG                                                                                        \
	"[probe \"bug\"]\nasks = precondition\nfile = mm/x.c\nfile = mm/y.c\nfunction = f\nfunction = old_f\npresent = use(a)\n"
#define FIX                                                                                        \
	"[probe \"fix\"]\nasks = fix\nfile = mm/x.c\nfile = mm/y.c\nfunction = f\nfunction = old_f\npresent = \"guard(a);\"\n"

typedef struct {
	const char *path;
	const char *conf; /* probes, "" for none */
	const char *file;
	const char *content; /* NULL: the tree has no such file */
	SpVerdictKind kind;
	const char *reason; /* stands in it */
} Case;

static const Case cases[] = {
	{"affected", CODE BUG FIX, "mm/x.c", BUGGY, SP_VERDICT_AFFECTED, "bug is there"},
	{"fixed", CODE BUG FIX, "mm/x.c", FIXED, SP_VERDICT_FIXED, "mm/x.c:1: f() has `guard(a);`"},
	{"never-introduced", CODE BUG FIX, "mm/x.c", "int f(int a)\n{\n\tdrop(a);\n}\n",
	 SP_VERDICT_NOT_AFFECTED, "never introduced"},
	{"code-gone", CODE BUG FIX, "mm/x.c", "int g(int a)\n{\n\tuse(a);\n}\n",
	 SP_VERDICT_NOT_AFFECTED, "code is not there"},
	{"moved-file", CODE BUG FIX, "mm/z.c", BUGGY, SP_VERDICT_UNKNOWN, "moved, or renamed?"},
	{"no-file", CODE BUG FIX, "mm/z.c", NULL, SP_VERDICT_UNKNOWN, "moved, or renamed?"},
	{"second-file", CODE BUG FIX, "mm/y.c", BUGGY, SP_VERDICT_AFFECTED, "mm/y.c:1"},
	{"second-function", CODE BUG FIX, "mm/x.c", "int old_f(int a)\n{\n\tguard(a);\n}\n",
	 SP_VERDICT_FIXED, "old_f()"},
	{"first-function-counts", CODE BUG FIX, "mm/x.c",
	 "int old_f(int a)\n{\n\tguard(a);\n}\n\n" BUGGY, SP_VERDICT_AFFECTED, "f() has"},
	{"comment-is-no-code", CODE BUG FIX, "mm/x.c",
	 "int f(int a)\n{\n\t/* guard(a); */\n\tuse(a); // guard(a);\n}\n", SP_VERDICT_AFFECTED,
	 ""},
	{"line-break-is-no-matter", CODE BUG FIX, "mm/x.c",
	 "int f(int a)\n{\n\tuse(a);\n\tguard(a);\n}\n", SP_VERDICT_FIXED, ""},
	{"word-not-part", CODE BUG FIX, "mm/x.c",
	 "int f(int a)\n{\n\tuse(a);\n\tno_guard(a);\n\tguard(a)x;\n}\n", SP_VERDICT_AFFECTED, ""},
	{"twice-only-one-is-part", CODE BUG FIX, "mm/x.c",
	 "int f(int a)\n{\n\tno_guard(a);\n\tuse(a);\n\tguard(a);\n}\n", SP_VERDICT_FIXED, ""},
	{"other-function", CODE BUG FIX, "mm/x.c", BUGGY "int g(int a)\n{\n\tguard(a);\n}\n",
	 SP_VERDICT_AFFECTED, ""},
	/* In a form that the scanner does not see as a function. */
	{"unseen-function", CODE BUG FIX, "mm/x.c", "DEFINE(f,\n\tuse(a);\n\tdrop(a);\n)\n",
	 SP_VERDICT_UNKNOWN, "f is named there"},
	{"only-in-comment", CODE BUG FIX, "mm/x.c", "/* f() is gone */\nint g;\n",
	 SP_VERDICT_NOT_AFFECTED, "code is not there"},
	/* A half of what the fix adds. */
	{"mixed-in-function",
	 "[probe \"fix\"]\nasks = fix\nfile = mm/x.c\nfunction = f\npresent = \"guard(a);\"\n"
	 "present = \"use(a);\"\n",
	 "mm/x.c", BUGGY, SP_VERDICT_UNKNOWN, "has no `guard(a);`, has `use(a);`"},
	{"mixed-probes",
	 FIX
	 "[probe \"fix 2\"]\nasks = fix\nfile = mm/x.c\nfunction = f\nabsent = \"use(a);\"\n" BUG,
	 "mm/x.c", FIXED, SP_VERDICT_UNKNOWN, "whether the fix is there"},
	{"absent-says-yes",
	 "[probe \"fix\"]\nasks = fix\nfile = mm/x.c\nfunction = f\nabsent = \"use(a);\"\n",
	 "mm/x.c", "int f(int a)\n{\n}\n", SP_VERDICT_FIXED, "has no `use(a);`"},
	{"no-precondition-probe", FIX, "mm/x.c", BUGGY, SP_VERDICT_UNKNOWN, "precondition"},
	{"no-fix-probe", CODE BUG, "mm/x.c", BUGGY, SP_VERDICT_UNKNOWN, "whether the fix"},
	/* Twins: one name, two arms. */
	{"twins-differ", FIX BUG, "mm/x.c", "#ifdef X\n" FIXED "#else\n" BUGGY "#endif\n",
	 SP_VERDICT_UNKNOWN, "more definitions"},
	{"twins-agree", FIX BUG, "mm/x.c", "#ifdef X\n" FIXED "#else\n" FIXED "#endif\n",
	 SP_VERDICT_FIXED, ""},
	{"arm-fixed", CODE "arm = !X\n" FIX "arm = !X\n" BUG, "mm/x.c",
	 "#ifdef X\n" BUGGY "#else\n" FIXED "#endif\n", SP_VERDICT_FIXED, "f() [!X]"},
	{"arm-affected", CODE "arm = !X\n" FIX "arm = !X\n" BUG "arm = !X\n", "mm/x.c",
	 "#ifdef X\n" FIXED "#else\n" BUGGY "#endif\n", SP_VERDICT_AFFECTED, "f() [!X]"},
	{"arm-gone", CODE "arm = !X\n", "mm/x.c", "#ifdef X\n" BUGGY "#endif\n",
	 SP_VERDICT_NOT_AFFECTED, "no function f or old_f in arm !X"},
	/* The same code, but nobody says that it is not what is meant. */
	{"arm-dropped", CODE "arm = !X\n", "mm/x.c", BUGGY, SP_VERDICT_UNKNOWN, "another arm"},
	{"arm-worded-otherwise", CODE "arm = !X\n", "mm/x.c",
	 "#if !IS_ENABLED(X)\n" BUGGY "#endif\n", SP_VERDICT_UNKNOWN, "another arm"},
	{"arm-nested", CODE "arm = !X\n" BUG FIX, "mm/x.c",
	 "#ifdef Y\n#ifndef X\n" BUGGY "#endif\n#endif\n", SP_VERDICT_AFFECTED, ""},
	/* Without probes the hunks have to tell. */
	{"hunks-fixed", "", "mm/x.c", FIXED, SP_VERDICT_FIXED,
	 "has the 1 line that the change adds"},
	{"hunks-not-fixed", "", "mm/x.c", BUGGY, SP_VERDICT_UNKNOWN, "the fix is absent"},
	{"hunks-neither", "", "mm/x.c", "int g;\n", SP_VERDICT_UNKNOWN, "whether the fix"},
	{"hunks-no-file", "", "mm/z.c", FIXED, SP_VERDICT_UNKNOWN, "no such file"},
};

static void test_case(Trees *trees, gconstpointer data)
{
	const Case *c = data;
	g_autoptr(SpFix) fix = trees_fix(trees, c->conf, DIFF);
	g_autoptr(SpBranch) branch = trees_folder(trees, c->file, c->content);
	g_autoptr(SpVerdict) verdict = sp_map_branch(fix, branch, NULL, NULL, NULL);

	g_assert_nonnull(verdict);
	g_test_message("%s: %s", sp_verdict_name(verdict->kind), verdict->reason);
	for (guint i = 0; i < verdict->evidence->len; i++) {
		const SpEvidence *one = verdict->evidence->pdata[i];

		g_test_message("%s %s: %s", one->source, sp_answer_name(one->answer), one->why);
		g_assert_nonnull(one->why);
	}
	g_assert_cmpstr(sp_verdict_name(verdict->kind), ==, sp_verdict_name(c->kind));
	g_assert_nonnull(strstr(verdict->reason, c->reason));
	g_assert_null(strchr(verdict->reason, '\n'));
}

static void test_overlay(Trees *trees, gconstpointer data)
{
	g_autoptr(SpFix) fix = trees_fix(trees, CODE BUG FIX, DIFF);
	g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", BUGGY);
	g_autoptr(GHashTable) overlay = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(SpVerdict) verdict = NULL;
	g_auto(GStrv) paths = sp_map_paths(fix);

	(void)data;
	g_hash_table_insert(overlay, (gpointer) "mm/x.c", (gpointer)FIXED);
	verdict = sp_map_branch(fix, branch, overlay, NULL, NULL);
	g_assert_cmpint(verdict->kind, ==, SP_VERDICT_FIXED);
	g_assert_true(g_strv_contains((const char *const *)paths, "mm/x.c"));
	g_assert_true(g_strv_contains((const char *const *)paths, "mm/y.c"));
	g_assert_true(g_strv_contains((const char *const *)paths, "mm/Makefile"));
}

/* Two branches of a repository; of the second one the file's content is not held. */
static void test_repo(Trees *trees, gconstpointer data)
{
	static const char lost[] = "int f(int a)\n{\n\tuse(a);\n\tlost(a);\n}\n";
	g_autofree char *one = trees_commit(trees, "refs/heads/linux-5.4.y", NULL, "one", BUGGY);
	g_autofree char *two = trees_commit(trees, "refs/heads/linux-5.10.y", NULL, "two", lost);
	g_autoptr(SpFix) probes = trees_fix(trees, CODE BUG FIX, DIFF);
	g_autoptr(SpFix) hunks = NULL;
	g_autoptr(GPtrArray) names = NULL;
	g_autoptr(GPtrArray) revisions = NULL;

	(void)data;
	trees_lose(trees, lost);
	hunks = trees_fix(trees, "", DIFF);
	g_assert_true(sp_branch_list_repo(trees->repo, &names, &revisions, NULL));
	g_assert_cmpuint(names->len, ==, 2);
	g_assert_cmpstr(names->pdata[0], ==, "linux-5.4.y"); /* by version, not by letters */
	g_assert_cmpstr(names->pdata[1], ==, "linux-5.10.y");
	for (guint i = 0; i < 2; i++) {
		g_autoptr(SpBranch) branch = sp_branch_from_repo(names->pdata[i], trees->repo,
								 revisions->pdata[i], NULL);
		g_autoptr(SpVerdict) verdict = sp_map_branch(probes, branch, NULL, NULL, NULL);
		g_autoptr(SpVerdict) bare = sp_map_branch(hunks, branch, NULL, NULL, NULL);

		g_assert_cmpint(verdict->kind, ==, i ? SP_VERDICT_UNKNOWN : SP_VERDICT_AFFECTED);
		g_assert_cmpint(bare->kind, ==, SP_VERDICT_UNKNOWN);
		if (i) {
			g_assert_nonnull(strstr(verdict->reason, "lacks its content"));
			g_assert_nonnull(strstr(bare->reason, "lacks its content"));
		}
	}
}

/* The lost file is the one that counts: a later file must not answer in its place. */
static void test_lost_first(Trees *trees, gconstpointer data)
{
	static const char conf[] = "[probe \"fix\"]\nasks = fix\nfile = mm/x.c\nfile = Makefile\n"
				   "function = f\npresent = \"guard(a);\"\n";
	g_autofree char *id = trees_commit(trees, "refs/heads/linux-5.4.y", NULL, "one", BUGGY);
	g_autoptr(SpFix) fix = trees_fix(trees, conf, DIFF);
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(SpVerdict) verdict = NULL;

	(void)data;
	trees_lose(trees, BUGGY);
	branch = sp_branch_from_repo("linux-5.4.y", trees->repo, id, NULL);
	sp_branch_replace(branch, "Makefile", FIXED);
	verdict = sp_map_branch(fix, branch, NULL, NULL, NULL);
	g_assert_cmpint(verdict->kind, ==, SP_VERDICT_UNKNOWN);
}

/* Without a probe for it, the commit that brought the bug tells whether it was brought. */
static void test_fixes_commit(Trees *trees, gconstpointer data)
{
	static const char conf[] = "fixes = 89abcdef\n[commit \"89abcdef\"]\npatch = bug.patch\n";
	static const char bug[] =
		"From 89abcdef0123456789abcdef0123456789abcdef Mon Sep 17 00:00:00 2001\n"
		"From: A <a@b>\n" MESSAGE FILE_X
		"@@ -1,4 +1,5 @@\n int f(int a)\n {\n+\tuse(a);\n \tdrop(a);\n }\n";
	static const struct {
		const char *content;
		SpVerdictKind kind;
	} trees_of[] = {
		{BUGGY, SP_VERDICT_AFFECTED},
		{FIXED, SP_VERDICT_FIXED},
		{"int f(int a)\n{\n\tdrop(a);\n}\n", SP_VERDICT_NOT_AFFECTED},
		{"int f(int a)\n{\n\tuse_more(a);\n\tdrop(a);\n}\n", SP_VERDICT_UNKNOWN},
	};
	g_autofree char *probed = g_strconcat(conf, FIX, NULL);
	g_autofree char *asked = g_strconcat(conf, FIX, BUG, NULL);

	(void)data;
	trees_write(trees, "fix/bug.patch", bug);
	for (guint i = 0; i < G_N_ELEMENTS(trees_of); i++) {
		g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", trees_of[i].content);
		g_autoptr(SpFix) fix = trees_fix(trees, probed, DIFF);
		g_autoptr(SpFix) own = trees_fix(trees, asked, DIFF);
		g_autoptr(SpVerdict) verdict = sp_map_branch(fix, branch, NULL, NULL, NULL);
		g_autoptr(SpVerdict) other = sp_map_branch(own, branch, NULL, NULL, NULL);

		g_test_message("%s", verdict->reason);
		g_assert_cmpstr(sp_verdict_name(verdict->kind), ==,
				sp_verdict_name(trees_of[i].kind));
		g_assert_cmpuint(verdict->evidence->len, ==, 2);
		g_assert_cmpstr(((SpEvidence *)verdict->evidence->pdata[1])->source, ==,
				"commit 89abcdef");
		g_assert_cmpuint(other->evidence->len, ==, 2); /* the two probes alone */
	}
}

static void test_save(Trees *trees, gconstpointer data)
{
	g_autofree char *path = trees_path(trees, "map.json");
	g_autoptr(SpFix) fix = trees_fix(trees, CODE BUG FIX, DIFF);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	const char *contents[] = {BUGGY, FIXED};

	(void)data;
	for (guint i = 0; i < 2; i++) {
		g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", contents[i]);
		g_autoptr(SpVerdict) verdict = sp_map_branch(fix, branch, NULL, NULL, NULL);

		g_assert_true(sp_map_save(path, fix, branch, verdict, NULL));
	}
	g_assert_true(sp_fs_read(path, &text, NULL, NULL));
	g_assert_null(strstr(text, "\"affected\"")); /* the newer stands in place of the older */
	g_assert_nonnull(strstr(text, "\"fixed\""));
	g_assert_nonnull(strstr(text, "\"5.10.7\""));
	trees_write(trees, "map.json", "{ damaged");
	g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", BUGGY);
	g_autoptr(SpVerdict) verdict = sp_map_branch(fix, branch, NULL, NULL, NULL);

	g_assert_false(sp_map_save(path, fix, branch, verdict, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
}

static int run(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = g_strconcat("/map/", cases[i].path, NULL);

		g_test_add(name, Trees, &cases[i], trees_set_up, test_case, trees_tear_down);
	}
#define ADD(name, function) g_test_add(name, Trees, NULL, trees_set_up, function, trees_tear_down)
	ADD("/map-overlay", test_overlay);
	ADD("/map-repo", test_repo);
	ADD("/map-lost-first", test_lost_first);
	ADD("/map-fixes-commit", test_fixes_commit);
	ADD("/map-save", test_save);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
