/* SPDX-License-Identifier: GPL-2.0-only */
/* Fix folders, whole and with one thing wrong. */
#include <string.h>

#include "base/err.h"
#include "fixfolder.h"

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
	fix_put(f, "fix.conf", text);
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
		{29, "on = fixed", "neither affected nor not-affected"},
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
		{6, "\treproducer = kselftest:x", "/fix.conf:6: [fix] reproducer: \"kselftest:x\""},
		{6, "\treproducer = kselftest:vm/../x", "is no program of tools/testing/selftests"},
		{7, "\treproducer = kselftest:vm/x", "/fix.conf: [fix] has both a C file and a"},
		{6, "\tselftest = reproducer.c", "/fix.conf: [fix] has selftest, the source of"},
		{20, "\tfails = yes", "/fix.conf:20: [scenario \"t\"] fails: \"yes\" is neither"},
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
		{"[fix]\npatch = fix.patch\n[other \"o\"]\nkernels = 5.4\n",
		 "[other \"o\"] lacks text"},
		{"[fix]\npatch = fix.patch\n[other \"o\"]\ntext = a\n",
		 "[other \"o\"] lacks scenario"},
		{"[fix]\npatch = fix.patch\n[other \"o\"]\ntext = a\nscenario = t\n",
		 "[other \"o\"] names scenario \"t\", of which there is none"},
		{"[fix]\npatch = fix.patch\n[other \"o\"]\ntxt = a\n", "unknown key"},
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

		fix_put(f, "fix.conf", cases[i].conf);
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
	fix_put(f, "fix.conf",
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

int main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_mime_init();
#define ADD(name, function)                                                                        \
	g_test_add("/fix/" name, Fixture, NULL, fix_set_up, function, fix_tear_down)
	ADD("folder", test_folder);
	ADD("wrong-entry", test_wrong);
	ADD("wrong-section", test_sections);
	ADD("missing", test_missing);
	ADD("expectations", test_expectations);
	ADD("no-folder", test_no_folder);
	result = g_test_run();
	g_mime_shutdown();
	git_libgit2_shutdown();
	return result;
}
