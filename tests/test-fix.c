/* SPDX-License-Identifier: GPL-2.0-only */
/* Fix folders, whole and with one thing wrong; a patch file or a commit in place of a folder. */
#include <string.h>

#include <gmime/gmime.h>

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "stage/fix.h"

#define ID "0123456789abcdef0123456789abcdef01234567"
#define PATCH(subject)                                                                             \
	"From: A <a@b>\nSubject: [PATCH] " subject "\n\nWhy.\n\nFixes: 0123456\n---\n\n"           \
	"diff --git a/mm/x.c b/mm/x.c\n--- a/mm/x.c\n+++ b/mm/x.c\n@@ -1 +1 @@\n-a\n+b\n"

#define NEEDED "From 89abcdef0123456789abcdef0123456789abcdef Mon Sep 17 00:00:00 2001\n"

/* One entry a line, so that a case can name the line. */
static const char whole[] = "[fix]\n"			    /* 1 */
			    "\tupstream = " ID "\n"	    /* 2 */
			    "\tfixes = 0123456\n"	    /* 3 */
			    "\tfixes = 0123456789ab\n"	    /* 4 */
			    "\tpatch = fix.patch\n"	    /* 5 */
			    "\treproducer = reproducer.c\n" /* 6 */
			    "\tconfig = kernel.config\n"    /* 7 */
			    "[probe \"p q\"]\n"		    /* 8 */
			    "\tasks = fix\n"		    /* 9 */
			    "\tfile = mm/x.c\n"		    /* 10 */
			    "\tfile = mm/y.c\n"		    /* 11 */
			    "\tfunction = f\n"		    /* 12 */
			    "\tarm = !CONFIG_NUMA\n"	    /* 13 */
			    "\tpresent = \"a(b);\"\n"	    /* 14 */
			    "\tabsent = c\n"		    /* 15 */
			    "[signature \"s\"]\n"	    /* 16 */
			    "\tkernels = 5.10..\n"	    /* 17 */
			    "\ttext = VM_BUG_ON\n"	    /* 18 */
			    "[scenario \"t\"]\n"	    /* 19 */
			    "\targs = a=b c\n"		    /* 20 */
			    "\tsmp = 2\n"		    /* 21 */
			    "\tkernels = ..5.9\n"	    /* 22 */
			    "\tconfig = kernel.config\n"    /* 23 */
			    "\tsurvive = 1000000\n"	    /* 24 */
			    "[variant \"v\"]\n"		    /* 25 */
			    "\ttitle = a title\n"	    /* 26 */
			    "\tpatch = control.patch\n"	    /* 27 */
			    "\texpect = survive\n"	    /* 28 */
			    "\tboots = 3\n"		    /* 29 */
			    "[fix]\n"			    /* 30 */
			    "\tneeds = 89abcdef\n"	    /* 31 */
			    "\tneeds = 7654321\n"	    /* 32 */
			    "[commit \"89abcdef012\"]\n"    /* 33 */
			    "\tpatch = needed.patch\n";	    /* 34 */

typedef struct {
	char *dir;
} Fixture;

static void put(Fixture *f, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(f->dir, name, NULL);

	g_assert_true(sp_fs_write(path, text, strlen(text), NULL));
}

static void set_up(Fixture *f, gconstpointer data)
{
	g_autofree char *parent = g_dir_make_tmp("test-fix-XXXXXX", NULL);

	(void)data;
	f->dir = g_build_filename(parent, "my-fix", NULL);
	put(f, "fix.conf", whole);
	put(f, "fix.patch", PATCH("a: b"));
	put(f, "control.patch", PATCH("control"));
	put(f, "other.patch",
	    "From 76543210"
	    "0123456789abcdef0123456789abcdef Mon Sep 17 00:00:00 2001\n" PATCH("other"));
	put(f, "needed.patch", NEEDED PATCH("needed"));
	put(f, "reproducer.c", "int main(void) { return 0; }\n");
	put(f, "kernel.config", "CONFIG_X=y\n");
}

static void tear_down(Fixture *f, gconstpointer data)
{
	g_autofree char *parent = g_path_get_dirname(f->dir);

	(void)data;
	g_assert_true(sp_fs_remove(parent, NULL));
	g_free(f->dir);
}

static void test_folder(Fixture *f, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SpFix) fix = sp_fix_load(f->dir, NULL, &error);
	const SpProbe *probe;
	const SpScenario *scenario;
	const SpVariant *variant;
	SpExpect expect;

	(void)data;
	g_assert_no_error(error);
	g_assert_cmpstr(fix->name, ==, "my-fix");
	g_assert_cmpstr(fix->dir, ==, f->dir);
	g_assert_cmpstr(fix->upstream, ==, ID);
	g_assert_cmpuint(fix->fixes->len, ==, 2);
	g_assert_cmpstr(fix->patch->subject, ==, "a: b");
	g_assert_null(((SpPatchFile *)fix->patch->files->pdata[0])->pre);
	g_assert_true(g_str_has_suffix(fix->reproducer, "/my-fix/reproducer.c"));
	g_assert_true(g_str_has_suffix(fix->configs->pdata[0], "/my-fix/kernel.config"));
	probe = fix->probes->pdata[0];
	g_assert_cmpstr(probe->name, ==, "p q");
	g_assert_cmpint(probe->asks, ==, SP_ASKS_FIX);
	g_assert_cmpstr(probe->files->pdata[1], ==, "mm/y.c");
	g_assert_cmpstr(probe->arm, ==, "!CONFIG_NUMA");
	g_assert_cmpstr(probe->present->pdata[0], ==, "a(b);");
	g_assert_cmpuint(((SpSignature *)fix->signatures->pdata[0])->kernels.from.minor, ==, 10);
	scenario = fix->scenarios->pdata[0];
	g_assert_cmpuint(scenario->smp, ==, 2);
	g_assert_cmpuint(scenario->survive, ==, 1000000);
	g_assert_cmpuint(scenario->boots, ==, 10); /* not given: the default */
	g_assert_cmpstr(scenario->args, ==, "a=b c");
	variant = fix->variants->pdata[0];
	g_assert_cmpstr(variant->title, ==, "a title");
	g_assert_cmpuint(variant->patches->len, ==, 1);
	g_assert_cmpstr(((SpPatch *)variant->patches->pdata[0])->subject, ==, "control");
	g_assert_cmpuint(variant->configs->len, ==, 0);
	g_assert_true(sp_variant_expects(variant, "t", &expect));
	g_assert_cmpint(expect, ==, SP_EXPECT_SURVIVE);
	g_assert_cmpuint(variant->boots, ==, 3);
	g_assert_cmpuint(fix->needs->len, ==, 2);
	g_assert_cmpstr(fix->needs->pdata[0], ==, "89abcdef"); /* in order */
	g_assert_cmpuint(fix->commits->len, ==, 1);
	g_assert_cmpstr(sp_fix_commit(fix, "89abcdef")->patch->subject, ==, "needed");
	g_assert_null(sp_fix_commit(fix, "7654321"));
	g_assert_null(sp_fix_commit(fix, "0123456"));
}

/* The folder with one line put in place of another. */
static void replace_line(Fixture *f, guint number, const char *line)
{
	g_auto(GStrv) lines = g_strsplit(whole, "\n", -1);
	g_autofree char *text = NULL;

	g_free(lines[number - 1]);
	lines[number - 1] = g_strdup(line);
	text = g_strjoinv("\n", lines);
	put(f, "fix.conf", text);
}

static void test_wrong(Fixture *f, gconstpointer data)
{
	static const struct {
		guint line;
		const char *text, *told;
	} cases[] = {
		{2, "upstream = 0123456", "40 hex"},
		{2, "upstream = 0123456789ABCDEF0123456789ABCDEF01234567", "40 hex"},
		{2, "upstraem = " ID, "unknown key"},
		{3, "fixes = 012345", "7 to 40"},
		{3, "fixes = " ID "0", "7 to 40"},
		{3, "fixes = v5.4", "7 to 40"},
		{5, "patch = missing.patch", "there is no file"},
		{5, "patch = .", "there is no file"},
		{6, "reproducer = missing.c", "there is no file"},
		{7, "config = missing.config", "there is no file"},
		{9, "asks = bug", "none of code, precondition, fix"},
		{9, "ask = fix", "unknown key"},
		{10, "file =", "no code"},
		{12, "function = /* f */", "no code"},
		{14, "present =", "no code"},
		{14, "present = \"// only a comment\"", "no code"},
		{15, "absent = \"  \"", "no code"},
		{17, "kernels = 5.10-5.15", "no range"},
		{17, "kernels = 5.15..5.10", "no range"},
		{17, "kernels =", "no range"},
		{18, "txt = a", "unknown key"},
		{21, "smp = 0", "no number"},
		{21, "smp = -1", "no number"},
		{21, "smp = 2x", "no number"},
		{21, "smp = 1000001", "no number"},
		{21, "smp = 99999999999999999999999", "no number"},
		{21, "smp =", "no number"},
		{22, "kernels = new", "no range"},
		{23, "config = missing", "there is no file"},
		{24, "survived = 5", "unknown key"},
		{27, "patch = missing.patch", "there is no file"},
		{28, "expect = nothing", "neither crash nor survive"},
		{29, "boots = many", "no number"},
		{29, "rounds = 5", "unknown key"},
		{32, "needs = 765432", "7 to 40"},
		{32, "needs = next", "7 to 40"},
		{34, "patch = missing.patch", "there is no file"},
		{34, "patch = other.patch", "is of commit 76543210"},
		{34, "path = needed.patch", "unknown key"},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *line = g_strconcat("\t", cases[i].text, NULL);
		g_autofree char *where = g_strdup_printf("/fix.conf:%u: [", cases[i].line);
		g_autoptr(GError) error = NULL;

		replace_line(f, cases[i].line, line);
		g_assert_null(sp_fix_load(f->dir, NULL, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s: %s", cases[i].text, error->message);
		g_assert_nonnull(strstr(error->message, where));
		g_assert_nonnull(strstr(error->message, cases[i].told));
	}
}

/* Sections that there are none of, and names that cannot be. */
static void test_sections(Fixture *f, gconstpointer data)
{
	static const struct {
		guint line;
		const char *text, *where;
	} cases[] = {
		{8, "[probes \"x\"]", "/fix.conf:9: [probes \"x\"] asks: unknown section"},
		{8, "[probe]", "/fix.conf:9: [probe] asks: unknown section"},
		{1, "[fix \"x\"]", "/fix.conf:2: [fix \"x\"] upstream: unknown section"},
		{19, "[scenario \"../t\"]", "/fix.conf:20: [scenario \"../t\"] args: a name"},
		{25, "[variant \"..\"]", "/fix.conf:26: "},
		{25, "[variant \"backport\"]", "/fix.conf:26: "},
		{25, "[variant \"unpatched\"]", "/fix.conf:26: "},
		{25, "[variant \"x]", "/fix.conf:25)"},
		{33, "[commit]", "/fix.conf:34: [commit] patch: unknown section"},
		{33, "[commit \"89abcd\"]",
		 "/fix.conf:34: [commit \"89abcd\"] patch: \"89abcd\" is no commit id"},
		{33, "[commit \"HEAD\"]", "is no commit id"},
		{33, "[commit \"89abcdef1\"]", "is of commit 89abcdef0123"},
		{31, "config = kernel.config",
		 "/fix.conf:34: [commit \"89abcdef012\"] patch: neither"},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		replace_line(f, cases[i].line, cases[i].text);
		g_assert_null(sp_fix_load(f->dir, NULL, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].where));
	}
}

static void test_missing(Fixture *f, gconstpointer data)
{
	static const struct {
		const char *conf, *told;
	} cases[] = {
		{"", "[fix] has no patch"},
		{"[fix]\nupstream = " ID "\n", "[fix] has no patch"},
		{"[fix]\npatch = fix.patch\n[probe \"p\"]\nasks = code\nfile = x\n",
		 "[probe \"p\"] lacks file or function"},
		{"[fix]\npatch = fix.patch\n[probe \"p\"]\nasks = fix\nfile = x\nfunction = f\n",
		 "[probe \"p\"] lacks both present and absent"},
		{"[fix]\npatch = fix.patch\n[signature \"s\"]\nkernels = 5.4\n",
		 "[signature \"s\"] lacks text"},
		{"[fix]\npatch = fix.patch\n[signature \"s\"]\ntext =\n",
		 "[signature \"s\"] lacks text"},
		{"[fix]\npatch = fix.patch\n[variant \"v\"]\nboots = 1\n",
		 "[variant \"v\"] lacks both patch and config"},
		{"[fix]\npatch = fix.patch\n[variant \"v\"]\npatch = control.patch\n",
		 "[variant \"v\"] lacks expect, crash and survive"},
		{"[fix]\npatch = fix.patch\n[variant \"v\"]\nconfig = kernel.config\ncrash = t\n",
		 "[variant \"v\"] names scenario \"t\", of which there is none"},
		{"[fix]\npatch = fix.patch\nreproducer = reproducer.c\n[signature \"s\"]\ntext=a\n",
		 "a reproducer needs"},
		{"[fix]\npatch = reproducer.c\n", "reproducer.c: "},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		put(f, "fix.conf", cases[i].conf);
		g_assert_null(sp_fix_load(f->dir, NULL, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].told));
	}
}

/* A control that has to do one thing here and another there, and is not tried elsewhere. */
static void test_expectations(Fixture *f, gconstpointer data)
{
	static const struct {
		const char *scenario;
		gboolean tried;
		SpExpect expect;
	} cases[] = {{"a", TRUE, SP_EXPECT_CRASH},
		     {"b", TRUE, SP_EXPECT_SURVIVE},
		     {"c", TRUE, SP_EXPECT_SURVIVE},
		     {"d", FALSE, SP_EXPECT_CRASH}};
	g_autoptr(SpFix) fix = NULL;
	g_autoptr(GError) error = NULL;
	const SpVariant *variant;

	(void)data;
	put(f, "fix.conf",
	    "[fix]\npatch = fix.patch\n[variant \"v\"]\npatch = control.patch\n"
	    "patch = other.patch\nconfig = kernel.config\ncrash = a\nsurvive = b\nsurvive = c\n"
	    "[variant \"w\"]\nconfig = kernel.config\nexpect = survive\ncrash = a\n"
	    "[scenario \"a\"]\nsmp = 1\n[scenario \"b\"]\nsmp = 1\n"
	    "[scenario \"c\"]\nsmp = 1\n[scenario \"d\"]\nsmp = 1\n");
	fix = sp_fix_load(f->dir, NULL, &error);
	g_assert_no_error(error);
	variant = fix->variants->pdata[0];
	g_assert_cmpuint(variant->patches->len, ==, 2);
	g_assert_cmpstr(((SpPatch *)variant->patches->pdata[1])->subject, ==, "other");
	g_assert_true(g_str_has_suffix(variant->configs->pdata[0], "/kernel.config"));
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		SpExpect expect;

		g_assert_cmpint(sp_variant_expects(variant, cases[i].scenario, &expect), ==,
				cases[i].tried);
		if (cases[i].tried)
			g_assert_cmpint(expect, ==, cases[i].expect);
		g_assert_true(
			sp_variant_expects(fix->variants->pdata[1], cases[i].scenario, &expect));
		g_assert_cmpint(expect, ==, i ? SP_EXPECT_SURVIVE : SP_EXPECT_CRASH);
	}
}

static void test_no_folder(Fixture *f, gconstpointer data)
{
	g_autofree char *parent = g_path_get_dirname(f->dir);
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_null(sp_fix_load(parent, NULL, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_assert_nonnull(strstr(error->message, "no fix.conf"));
	g_clear_error(&error);
	g_assert_null(sp_fix_load("no/such/thing", NULL, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_assert_nonnull(strstr(error->message, "no/such/thing"));
}

/* A patch file as FIX: its id, or else its subject, is the name. */
static void test_patch_file(Fixture *f, gconstpointer data)
{
	static const struct {
		const char *text, *name, *upstream;
	} cases[] = {
		{PATCH("mm/huge: don't  do \"that\"!"), "mm-huge-don-t-do-that", NULL},
		{PATCH("../../etc/passwd"), "etc-passwd", NULL},
		{PATCH(".hidden v1.2."), "hidden-v1.2", NULL},
		{PATCH("\xc3\xa4\xc3\xb6"), "fix", NULL},
		{PATCH("0123456789 123456789 123456789 123456789 123456789 123456789 12345"),
		 "0123456789-123456789-123456789-123456789-123456789-123456789", NULL},
		{"From " ID " Mon Sep 17 00:00:00 2001\n" PATCH("a: b"), "0123456789ab", ID},
	};
	g_autofree char *path = g_build_filename(f->dir, "one.eml", NULL);

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpFix) fix = NULL;

		put(f, "one.eml", cases[i].text);
		fix = sp_fix_load(path, NULL, NULL);
		g_assert_nonnull(fix);
		g_assert_cmpstr(fix->name, ==, cases[i].name);
		g_assert_cmpstr(fix->upstream, ==, cases[i].upstream);
		g_assert_null(fix->dir);
		g_assert_cmpuint(fix->fixes->len, ==, 1);
		g_assert_cmpuint(fix->probes->len, ==, 0);
	}
}

/* What a folder's patch says it is counts when fix.conf says nothing. */
static void test_id_from_patch(Fixture *f, gconstpointer data)
{
	g_autoptr(SpFix) fix = NULL;

	(void)data;
	put(f, "fix.conf", "[fix]\npatch = fix.patch\n");
	put(f, "fix.patch", "From " ID " Mon Sep 17 00:00:00 2001\n" PATCH("a: b"));
	fix = sp_fix_load(f->dir, NULL, NULL);
	g_assert_cmpstr(fix->upstream, ==, ID);
}

/* One commit on top of @parent (NULL: the first) with mm/x.c; its id. */
static char *commit(git_repository *repo, const char *parent, const char *message,
		    const char *content)
{
	git_signature *who = NULL;
	git_index *index = NULL;
	git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .path = "mm/x.c"};
	g_autoptr(git_tree) tree = NULL;
	g_autoptr(git_commit) up = parent ? sp_git_commit_if_there(repo, parent) : NULL;
	const git_commit *parents[] = {up};
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	g_assert_cmpint(git_signature_new(&who, "A (Oracle)", "a@b", 1602298079, -420), ==, 0);
	g_assert_cmpint(git_repository_index(&index, repo), ==, 0);
	g_assert_cmpint(git_index_add_from_buffer(index, &entry, content, strlen(content)), ==, 0);
	g_assert_cmpint(git_index_write_tree(&id, index), ==, 0);
	g_assert_cmpint(git_tree_lookup(&tree, repo, &id), ==, 0);
	g_assert_cmpint(git_commit_create(&id, repo, NULL, who, who, NULL, message, tree,
					  parent ? 1 : 0, parents),
			==, 0);
	git_index_free(index);
	git_signature_free(who);
	return g_strdup(git_oid_tostr(hex, sizeof(hex), &id));
}

static void test_commit(Fixture *f, gconstpointer data)
{
	git_repository *raw = NULL;
	g_autofree char *path = g_build_filename(f->dir, "repo", NULL);
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	g_autofree char *beside = NULL;
	g_autoptr(SpFix) fix = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_cmpint(git_repository_init(&raw, path, 1), ==, 0);
	g_autoptr(git_repository) repo = raw;

	first = commit(repo, NULL, "first\n", "a\n");
	second = commit(repo, first, "mm: do\nit\n\nWhy.", "b\n");
	fix = sp_fix_load(second, repo, &error);
	g_assert_no_error(error);
	g_assert_nonnull(
		((SpPatchFile *)fix->patch->files->pdata[0])->pre); /* the commit, not the copy */
	g_assert_cmpstr(fix->upstream, ==, second);
	g_assert_cmpstr(fix->patch->subject, ==, "mm: do it");
	g_assert_cmpstr(fix->patch->body, ==, "Why.\n"); /* the end of the line was not there */
	g_assert_cmpstr(fix->patch->author, ==, "\"A (Oracle)\" <a@b>");
	g_assert_cmpstr(fix->patch->date, ==, "Fri, 09 Oct 2020 19:47:59 -0700");
	g_assert_cmpstr(((SpPatchFile *)fix->patch->files->pdata[0])->pre, ==, "a\n");
	g_assert_cmpstr(((SpPatchFile *)fix->patch->files->pdata[0])->post, ==, "b\n");
	beside = g_strjoinv(" ", ((SpPatchFile *)fix->patch->files->pdata[0])->beside);
	g_assert_cmpstr(beside, ==, "x.c");
	g_assert_cmpuint(fix->commits->len, ==, 0);
	g_assert_null(sp_fix_load(first, repo, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_clear_error(&error);
	g_assert_null(sp_fix_load("no-such-commit", repo, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
}

/* What the repository holds of the commits that the fix speaks of stands before the copies. */
static void test_commits(Fixture *f, gconstpointer data)
{
	git_repository *raw = NULL;
	g_autofree char *path = g_build_filename(f->dir, "repo", NULL);
	g_autofree char *first = NULL, *bug = NULL, *needed = NULL, *fixed = NULL;
	g_autofree char *message = NULL, *conf = NULL, *copy = NULL;
	g_autoptr(SpFix) bare = NULL;
	g_autoptr(SpFix) folder = NULL;
	g_autoptr(SpFix) without = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_cmpint(git_repository_init(&raw, path, 1), ==, 0);
	g_autoptr(git_repository) repo = raw;

	first = commit(repo, NULL, "first\n", "a\n");
	bug = commit(repo, first, "mm: bug\n", "b\n");
	needed = commit(repo, bug, "mm: needed\n", "c\n");
	message = g_strdup_printf(
		"mm: fix\n\nFixes: %.12s (\"mm: bug\")\nFixes: %.12s (\"first\")\n", bug, first);
	fixed = commit(repo, needed, message, "d\n");
	bare = sp_fix_load(fixed, repo, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(bare->commits->len, ==, 1); /* the first of all changes nothing */
	g_assert_cmpstr(sp_fix_commit(bare, bug)->patch->subject, ==, "mm: bug");
	conf = g_strdup_printf("[fix]\npatch = fix.patch\nfixes = %.10s\nneeds = %s\n"
			       "[commit \"%.8s\"]\npatch = needed.patch\n",
			       bug, needed, needed);
	copy = g_strdup_printf("From %s Mon Sep 17 00:00:00 2001\n" PATCH("copy"), needed);
	put(f, "fix.conf", conf);
	put(f, "needed.patch", copy);
	without = sp_fix_load(f->dir, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(without->commits->len, ==, 1);
	g_assert_cmpstr(sp_fix_commit(without, needed)->patch->subject, ==, "copy");
	folder = sp_fix_load(f->dir, repo, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(folder->commits->len, ==, 2);
	g_assert_cmpstr(sp_fix_commit(folder, needed)->patch->subject, ==, "mm: needed");
	g_assert_nonnull(((SpPatchFile *)sp_fix_commit(folder, bug)->patch->files->pdata[0])->pre);
}

int main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_mime_init();
#define ADD(name, function) g_test_add("/fix/" name, Fixture, NULL, set_up, function, tear_down)
	ADD("folder", test_folder);
	ADD("wrong-entry", test_wrong);
	ADD("wrong-section", test_sections);
	ADD("missing", test_missing);
	ADD("expectations", test_expectations);
	ADD("no-folder", test_no_folder);
	ADD("patch-file", test_patch_file);
	ADD("id-from-patch", test_id_from_patch);
	ADD("commit", test_commit);
	ADD("commits", test_commits);
	result = g_test_run();
	g_mime_shutdown();
	git_libgit2_shutdown();
	return result;
}
