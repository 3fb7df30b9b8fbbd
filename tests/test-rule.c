/* SPDX-License-Identifier: GPL-2.0-only */
/* rule: what a rule makes of a line, which rules are used for a file, and the built-in ones. */
#include "stage/rule.h"

#include "base/fs.h"
#include "base/lib.h"

#include <string.h>

static const struct {
	const char *from, *to, *text, *result; /* NULL: nothing to replace */
} lines[] = {
	{"old", "new", "\told(a);\n\tx->old = old_b + bold;",
	 "\tnew(a);\n\tx->new = old_b + bold;"},
	{"old", "new", "/* old() does it */", "/* new() does it */"},
	{"old", "new", "older(a);", NULL},
	{"get($x)", "take(&$x->m)", "get(p->q);", "take(&p->q->m);"},
	{"get($x)", "take(&$x->m)", "if (get(f(a, b)) && get(c))",
	 "if (take(&f(a, b)->m) && take(&c->m))"},
	{"get($x)", "take(&$x->m)", "forget(a);", NULL},
	{"get($x)", "take(&$x->m)", "get();", NULL},
	{"get($x)", "take(&$x->m)", "get(a,", NULL},
	{"get($x)", "take(&$x->m)", "get(a,\n    b);", NULL}, /* not on one line */
	{"get($x, $y)", "get($y, $x)", "get(a(1, 2), b);", "get(b, a(1, 2));"},
	{"get($x, NULL)", "get($x)", "get(a, NULL);", "get(a);"},
	{"get($x, NULL)", "get($x)", "get(a, b);", NULL},
	{"lock(&$m->i)", "lock(&$m->j)", "lock( &a->b->i );", NULL},
	{"lock(&$m->i)", "lock(&$m->j)", "lock(&a.b->i);", "lock(&a.b->j);"},
};

static void test_apply(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		SpRule rule = {.from = (char *)lines[i].from, .to = (char *)lines[i].to};
		g_autofree char *result = sp_rule_apply(&rule, lines[i].text);

		g_test_message("%u: %s", i, lines[i].text);
		g_assert_cmpstr(result, ==, lines[i].result);
	}
}

#define PATCH                                                                                      \
	"diff --git a/mm/x.c b/mm/x.c\n--- a/mm/x.c\n+++ b/mm/x.c\n"                               \
	"@@ -1,3 +1,4 @@ void old_name(int a)\n {\n \tmmap_read_lock(mm);\n+\told_name(2);\n }\n"

/* SpRuleAsk: @data: the names that the branch has, each with a blank behind. */
static gboolean ask(const char *name, gboolean *declared, gpointer data, GError **error)
{
	g_auto(GStrv) names = g_strsplit(data, " ", -1);

	(void)error;
	*declared = g_strv_contains((const char *const *)names, name);
	return TRUE;
}

static void check_rewrite(const char *version, const char *ours, const char *line, guint told)
{
	g_autoptr(GPtrArray) files = sp_diff_files(), used = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) rules = sp_rules_new();
	const SpPatchFile *file;
	SpPatchFile *result;
	SpKver kver;

	g_assert_true(sp_kver_parse(version, &kver));
	g_assert_true(sp_diff_parse(PATCH, strlen(PATCH), files, NULL));
	file = files->pdata[0];
	((SpPatchFile *)file)->pre = g_strdup("old_name\n");
	for (guint i = 0; i < 2; i++) {
		SpConfEntry entry = {.section = (char *)"rule",
				     .name = (char *)"one",
				     .key = (char *)(i ? "to" : "from"),
				     .value = (char *)(i ? "new_name" : "old_name")};

		g_assert_true(sp_rules_entry(rules, "x", &entry, NULL));
	}
	g_assert_true(sp_rules_check(rules, "x", NULL));
	for (guint i = 0; i < sp_rules_builtin(NULL)->len; i++)
		if (strstr(((SpRule *)sp_rules_builtin(NULL)->pdata[i])->name, "mmap read lock")) {
			SpRule *rule = sp_rules_builtin(NULL)->pdata[i];
			SpRule *copy = g_memdup2(rule, sizeof(SpRule));

			copy->name = g_strdup(rule->name);
			copy->from = g_strdup(rule->from);
			copy->to = g_strdup(rule->to);
			g_ptr_array_add(rules, copy);
		}
	g_assert_true(sp_rules_rewrite(file, rules, &kver, ask, (char *)ours, used, &result, NULL));
	g_assert_cmpuint(used->len, ==, told);
	g_assert_cmpint(result != NULL, ==, told > 0);
	if (result) {
		const SpHunk *hunk = result->hunks->pdata[0];

		g_assert_cmpstr(((SpHunkLine *)hunk->lines->pdata[1])->text, ==, line);
		g_assert_cmpstr(hunk->section, ==,
				strstr(ours, "old_name") ? "void old_name(int a)"
							 : "void new_name(int a)");
		g_assert_cmpstr(result->pre, ==,
				strstr(ours, "old_name") ? "old_name\n" : "new_name\n");
		sp_diff_free_file(result);
	}
	/* The patch itself stays as it is: it goes to other branches as well. */
	g_assert_nonnull(
		strstr(((SpHunkLine *)((SpHunk *)file->hunks->pdata[0])->lines->pdata[1])->text,
		       "mmap_read_lock(mm)"));
}

static void test_rewrite(void)
{
	check_rewrite("5.4.1", "new_name down_read", "\tdown_read(&mm->mmap_sem);", 2);
	check_rewrite("5.8", "new_name down_read", "\tmmap_read_lock(mm);", 1);
	/* The branch has the name: some vendor brought it. */
	check_rewrite("5.4.1", "new_name mmap_read_lock down_read", "\tmmap_read_lock(mm);", 1);
	check_rewrite("5.8", "old_name new_name", NULL, 0);
	/* It has neither. */
	check_rewrite("5.8", "other", NULL, 0);
}

static void test_wrong(void)
{
	static const struct {
		const char *key, *value, *told;
	} cases[] = {
		{"kernels", "five", "no range of kernels"},
		{"from", "$x + 1", "must begin with a name"},
		{"form", "a", "unknown key"},
	};
	g_autoptr(GPtrArray) half = sp_rules_new();
	SpConfEntry from = {.section = (char *)"rule",
			    .name = (char *)"half",
			    .key = (char *)"from",
			    .value = (char *)"a"};
	g_autoptr(GError) lacks = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) rules = sp_rules_new();
		SpConfEntry entry = {.section = (char *)"rule",
				     .name = (char *)"one",
				     .key = (char *)cases[i].key,
				     .value = (char *)cases[i].value};
		g_autoptr(GError) error = NULL;

		g_assert_false(sp_rules_entry(rules, "fix.conf", &entry, &error));
		g_assert_nonnull(strstr(error->message, cases[i].told));
	}
	g_assert_true(sp_rules_entry(half, "fix.conf", &from, NULL));
	g_assert_false(sp_rules_check(half, "fix.conf", &lacks));
	g_assert_nonnull(strstr(lacks->message, "[rule \"half\"] lacks to"));
}

#define NEWER "int f(int a)\n{\n\tif (a)\n\t\tnewer(a, 0);\n\treturn 0;\n}\n"
#define FIXED "int f(int a)\n{\n\tif (a)\n\t\tnewer(a, 0);\n\tnewer(2, 0);\n\treturn 0;\n}\n"

/* A semantic patch goes over upstream's file before and after the change. */
static void test_cocci(void)
{
	static const char semantic[] = "@@ expression E; @@\n- newer(E, 0)\n+ older(E)\n";
	g_autofree char *dir = g_dir_make_tmp("stableport-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "older.cocci", NULL);
	g_autofree char *conf = g_build_filename(dir, "fix.conf", NULL);
	g_autoptr(GPtrArray) rules = sp_rules_new(), files = sp_diff_files();
	g_autoptr(GPtrArray) used = g_ptr_array_new_with_free_func(g_free);
	SpConfEntry entry = {.section = (char *)"rule",
			     .name = (char *)"older",
			     .key = (char *)"cocci",
			     .value = (char *)"older.cocci"};
	SpKver kver = {5, 4, 0};
	SpPatchFile *file, *result;
	const SpHunk *hunk;

	g_assert_false(sp_rules_entry(rules, conf, &entry, NULL));
	g_assert_true(sp_fs_write(path, semantic, strlen(semantic), NULL));
	g_assert_true(sp_rules_entry(rules, conf, &entry, NULL));
	g_assert_true(sp_rules_check(rules, conf, NULL));
	g_assert_true(sp_diff_parse(PATCH, strlen(PATCH), files, NULL));
	file = files->pdata[0];
	/* By the patch alone it has nothing to go by. */
	g_assert_true(sp_rules_rewrite(file, rules, &kver, ask, NULL, used, &result, NULL));
	g_assert_null(result);
	file->pre = g_strdup(NEWER);
	file->post = g_strdup(FIXED);
	g_assert_true(sp_rules_rewrite(file, rules, &kver, ask, NULL, used, &result, NULL));
	g_assert_nonnull(result);
	g_assert_cmpstr(used->pdata[0], ==, "older.cocci");
	g_assert_nonnull(strstr(result->pre, "older(a);"));
	g_assert_nonnull(strstr(result->post, "older(2);"));
	hunk = result->hunks->pdata[0];
	g_assert_cmpuint(result->hunks->len, ==, 1);
	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = hunk->lines->pdata[i];

		if (line->origin == '+')
			g_assert_cmpstr(line->text, ==, "\tolder(2);");
	}
	sp_diff_free_file(result);
	g_assert_true(sp_fs_write(path, "@@ nonsense\n", 12, NULL));
	g_assert_false(sp_rules_rewrite(file, rules, &kver, ask, NULL, used, &result, NULL));
	g_assert_true(sp_fs_remove(dir, NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	sp_lib_start();
	g_test_add_func("/rule/apply", test_apply);
	g_test_add_func("/rule/rewrite", test_rewrite);
	g_test_add_func("/rule/wrong", test_wrong);
	g_test_add_func("/rule/cocci", test_cocci);
	return g_test_run();
}
