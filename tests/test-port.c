/* SPDX-License-Identifier: GPL-2.0-only */
/* A fix carried to small branches: placed, merged, turned down with a reason, taken back out. */
#include "stage/map.h"
#include "stage/control.h"
#include "stage/port.h"
#include "trees.h"

#include "base/err.h"

#define HEADS "#include <x.h>\n\nint other(int a)\n{\n\treturn a;\n}\n\n"
#define BUGGY "int f(int a)\n{\n\tlock(a);\n\tuse(a);\n\tdrop(a);\n\tunlock(a);\n}\n"
#define FIXED "int f(int a)\n{\n\tlock(a);\n\tguard(a);\n\tuse(a);\n\tdrop(a);\n\tunlock(a);\n}\n"
#define HUNK                                                                                       \
	"@@ -2,5 +2,6 @@ int f(int a)\n {\n \tlock(a);\n+\tguard(a);\n \tuse(a);\n \tdrop(a);\n"   \
	" \tunlock(a);\n"
#define PROBE "[probe \"fix\"]\nasks = fix\nfile = mm/x.c\nfunction = f\npresent = \"guard(a);\"\n"

static SpPort *port_to(Trees *trees, const SpFix *fix, const char *content, SpBranch **branch)
{
	g_autoptr(GError) error = NULL;
	SpPort *port;

	*branch = trees_folder(trees, "mm/x.c", content);
	port = sp_port_fix(fix, *branch, &error);
	g_assert_no_error(error);
	g_assert_nonnull(port);
	if (port->clean) {
		g_assert_null(port->why);
		g_assert_cmpuint(port->files->len, ==, fix->patch->files->len);
	} else {
		g_test_message("%s", port->why);
		g_assert_nonnull(port->why);
		g_assert_cmpuint(port->files->len, ==, 0);
	}
	return port;
}

static void test_clean(Trees *trees, gconstpointer data)
{
	g_autoptr(SpFix) fix = trees_fix(trees, PROBE, FILE_X HUNK);
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(SpPort) port = port_to(trees, fix, HEADS BUGGY, &branch);
	g_autoptr(GHashTable) texts = sp_port_texts(port);
	const SpPortFile *file;
	const SpPlace *place;

	(void)data;
	g_assert_true(port->clean);
	file = port->files->pdata[0];
	place = file->places->pdata[0];
	g_assert_cmpstr(file->before, ==, HEADS BUGGY);
	g_assert_cmpstr(file->after, ==, HEADS FIXED);
	g_assert_cmpstr(place->rung, ==, "context");
	g_assert_cmpstr(place->function, ==, "f");
	g_assert_cmpint(place->offset, ==, 7);
	g_assert_nonnull(strstr(file->diff, "diff --git a/mm/x.c b/mm/x.c\n"));
	g_assert_nonnull(strstr(file->diff, "\n+\tguard(a);\n"));
	g_assert_cmpstr(g_hash_table_lookup(texts, "mm/x.c"), ==, HEADS FIXED);
}

static void test_conflict(Trees *trees, gconstpointer data)
{
	static const struct {
		const char *content, *told; /* NULL: no such file */
	} cases[] = {
		{"int f(int a)\n{\n\tlock(a);\n\tother(b, 1);\n\tdrop(a);\n\tunlock(a);\n}\n",
		 "mm/x.c: "},
		{"", "mm/x.c: "},
		{NULL, "there is no such file"},
		{BUGGY BUGGY, "mm/x.c: "}, /* two places */
		{FIXED, "there already"},
	};
	g_autoptr(SpFix) fix = trees_fix(trees, PROBE, FILE_X HUNK);

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpBranch) branch = NULL;
		g_autoptr(SpPort) port = port_to(trees, fix, cases[i].content, &branch);

		g_assert_false(port->clean);
		g_assert_nonnull(strstr(port->why, cases[i].told));
	}
}

/* It applies, but the fix's own probe does not see it. */
static void test_probe_says_no(Trees *trees, gconstpointer data)
{
	static const char conf[] = "[probe \"fix\"]\nasks = fix\nfile = mm/x.c\nfunction = other\n"
				   "present = \"guard(a);\"\n";
	g_autoptr(SpFix) fix = trees_fix(trees, conf, FILE_X HUNK);
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(SpPort) port = port_to(trees, fix, HEADS BUGGY, &branch);

	(void)data;
	g_assert_false(port->clean);
	g_assert_nonnull(strstr(port->why, "does not show the fix"));
}

static void test_whole_files(Trees *trees, gconstpointer data)
{
	static const char diff[] = "diff --git a/mm/new.c b/mm/new.c\nnew file mode 100644\n"
				   "index 0000000..1111111\n--- /dev/null\n+++ b/mm/new.c\n"
				   "@@ -0,0 +1,2 @@\n+one\n+two\n";
	g_autoptr(SpFix) fix = trees_fix(trees, PROBE, diff);
	g_autoptr(SpBranch) without = trees_folder(trees, "mm/x.c", FIXED);
	g_autoptr(SpPort) port = sp_port_patch(fix->patch, without, NULL);
	g_autoptr(SpBranch) with = NULL;
	g_autoptr(SpPort) refused = NULL;
	const SpPortFile *file = port->files->pdata[0];

	(void)data;
	g_assert_true(port->clean);
	g_assert_null(file->before);
	g_assert_cmpstr(file->after, ==, "one\ntwo\n");
	g_assert_nonnull(strstr(file->diff, "new file mode 100644"));
	with = trees_folder(trees, "mm/new.c", "three\n");
	refused = sp_port_patch(fix->patch, with, NULL);
	g_assert_false(refused->clean);
	g_assert_nonnull(strstr(refused->why, "adds it, but it is there"));
}

/* What the patch only writes differently is no port. */
static void test_changes_nothing(Trees *trees, gconstpointer data)
{
	g_autoptr(SpFix) fix = trees_fix(trees, PROBE,
					 FILE_X "@@ -1,2 +1,2 @@\n int f;\n-int guard;\n"
						"\\ No newline at end of file\n+int guard;\n");
	g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", "int f;\nint guard;");
	g_autoptr(SpPort) port = sp_port_patch(fix->patch, branch, NULL);

	(void)data;
	g_assert_false(port->clean);
	g_assert_nonnull(strstr(port->why, "changes nothing"));
}

static void test_nul(Trees *trees, gconstpointer data)
{
	static const char content[] = BUGGY "\0" BUGGY;
	g_autoptr(SpFix) fix = trees_fix(trees, PROBE, FILE_X HUNK);
	g_autofree char *path = trees_path(trees, "tree/mm/x.c");
	g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", NULL);
	g_autoptr(SpPort) port = NULL;

	(void)data;
	g_assert_true(sp_fs_write(path, content, sizeof(content) - 1, NULL));
	port = sp_port_patch(fix->patch, branch, NULL);
	g_assert_false(port->clean);
	g_assert_nonnull(strstr(port->why, "NUL"));
}

/* Upstream's commit is in the repository, and with it the file before and after. */
static SpFix *upstream(Trees *trees, const char *pre, const char *post)
{
	g_autofree char *first = trees_commit(trees, NULL, NULL, "first\n", pre);
	g_autofree char *second =
		trees_commit(trees, NULL, first, "mm: do it right\n\nWhy.\n", post);
	SpFix *fix = sp_fix_load(second, trees->repo, NULL);

	g_assert_nonnull(fix);
	g_assert_nonnull(((SpPatchFile *)fix->patch->files->pdata[0])->post);
	return fix;
}

#define PRE                                                                                        \
	"int f(int a)\n{\n\tone(a);\n\ttwo(a);\n\tuse(a);\n\tdrop(a);\n\tthree(a);\n\tfour(a);\n}\n"
#define POST                                                                                       \
	"int f(int a)\n{\n\tone(a);\n\ttwo(a);\n\tguard(a);\n\tuse(a);\n\tdrop(a);\n\tthree(a);\n" \
	"\tfour(a);\n}\n"
#define OURS "\tolder(a);\n\ttwo(a);\n\tuse(a);\n\tdrop(a);\n\tthree(a);\n\tfour(a);\n}\n"
#define OURS_FIXED                                                                                 \
	"\tolder(a);\n\ttwo(a);\n\tguard(a);\n\tuse(a);\n\tdrop(a);\n\tthree(a);\n\tfour(a);\n}\n"

static void test_three_way(Trees *trees, gconstpointer data)
{
	static const struct {
		const char *ours, *after, *rung, *why;
	} cases[] = {
		{PRE, POST, "context", NULL},
		{"int f(int a)\n{\n" OURS, "int f(int a)\n{\n" OURS_FIXED, "three-way", NULL},
		/* The same lines in a function of another name, or in an arm. */
		{"int g(int a)\n{\n" OURS, NULL, NULL, "g() that upstream has in f()"},
		{"#ifdef X\nint f(int a)\n{\n" OURS "#endif\n", NULL, NULL,
		 "[X] that upstream has"},
		{"int f(int a)\n{\n\tuse(a, 1);\n}\n", NULL, NULL, "mm/x.c: "},
		{POST, NULL, NULL, "there already"},
	};
	g_autoptr(SpFix) fix = upstream(trees, PRE, POST);

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", cases[i].ours);
		g_autoptr(SpPort) port = sp_port_patch(fix->patch, branch, NULL);

		g_test_message("%u: %s", i, port->why ? port->why : "clean");
		g_assert_cmpint(port->clean, ==, cases[i].after != NULL);
		if (port->clean) {
			const SpPortFile *file = port->files->pdata[0];

			g_assert_cmpstr(file->after, ==, cases[i].after);
			g_assert_cmpuint(file->places->len, ==, 1);
			g_assert_cmpstr(((SpPlace *)file->places->pdata[0])->rung, ==,
					cases[i].rung);
		} else {
			g_assert_nonnull(strstr(port->why, cases[i].why));
		}
	}
}

/* The two ways do not agree: neither is taken. */
static void test_disagree(Trees *trees, gconstpointer data)
{
	g_autoptr(SpFix) fix = upstream(trees, PRE, POST);
	g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", PRE);
	g_autoptr(SpPort) port = NULL;
	SpPatchFile *file = fix->patch->files->pdata[0];

	(void)data;
	g_free(file->post);
	file->post = g_strdup(PRE "int more;\n");
	file->exact = FALSE;
	port = sp_port_patch(fix->patch, branch, NULL);
	g_assert_false(port->clean);
	g_assert_nonnull(strstr(port->why, "give different results"));
}

#define BLOCK "\tone(a);\n\ttwo(a);\n\tthree(a);\n\tuse(a);\n\tfour(a);\n\tfive(a);\n\tsix(a);\n"
#define BLOCK_FIXED                                                                                \
	"\tone(a);\n\ttwo(a);\n\tthree(a);\n\tguard(a);\n\tfour(a);\n\tfive(a);\n\tsix(a);\n"

/*
 * Upstream fixes the second of two functions alike. Here the second was rewritten: the hunk's lines
 * stand in the first alone, and that is not where they belong.
 */
static void test_wrong_twin(Trees *trees, gconstpointer data)
{
	g_autoptr(SpFix) fix =
		upstream(trees, "int f(int a)\n{\n" BLOCK "}\n\nint g(int a)\n{\n" BLOCK "}\n",
			 "int f(int a)\n{\n" BLOCK "}\n\nint g(int a)\n{\n" BLOCK_FIXED "}\n");
	g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c",
						  "int f(int a)\n{\n" BLOCK
						  "}\n\nint g(int a)\n{\n\trewritten(a);\n}\n");
	g_autoptr(SpPort) port = sp_port_patch(fix->patch, branch, NULL);

	(void)data;
	g_test_message("%s", port->why ? port->why : "clean");
	g_assert_false(port->clean);
}

static void test_removed_file(Trees *trees, gconstpointer data)
{
	static const char *const contents[] = {"int gone;\n", "int gone; /* ours */\n"};
	g_autoptr(SpFix) fix = trees_fix(trees, PROBE,
					 "diff --git a/mm/x.c b/mm/x.c\ndeleted file mode 100644\n"
					 "index 1111111..0000000\n--- a/mm/x.c\n+++ /dev/null\n"
					 "@@ -1 +0,0 @@\n-int gone;\n");

	(void)data;
	((SpPatchFile *)fix->patch->files->pdata[0])->pre = g_strdup("int gone;\n");
	for (guint i = 0; i < 2; i++) {
		g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", contents[i]);
		g_autoptr(SpPort) port = sp_port_patch(fix->patch, branch, NULL);

		g_assert_cmpint(port->clean, ==, i == 0);
		if (port->clean)
			g_assert_null(((SpPortFile *)port->files->pdata[0])->after);
	}
}

/* Whoever reads the branch with the port finds no such file, not an empty one. */
static void test_removed_is_absent(Trees *trees, gconstpointer data)
{
	g_autoptr(SpFix) fix = trees_fix(trees, NULL,
					 "diff --git a/mm/x.c b/mm/x.c\ndeleted file mode 100644\n"
					 "index 1111111..0000000\n--- a/mm/x.c\n+++ /dev/null\n"
					 "@@ -1 +0,0 @@\n-int gone;\n");
	g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", "int gone;\n");
	g_autoptr(SpBranch) above = sp_branch_over(branch);
	g_autoptr(SpPort) port = NULL;
	g_autoptr(GHashTable) texts = NULL;
	g_autoptr(SpVerdict) verdict = NULL;
	SpFileState state;
	const char *text;

	(void)data;
	trees_write(trees, "tree/mm/Makefile", "");
	((SpPatchFile *)fix->patch->files->pdata[0])->pre = g_strdup("int gone;\n");
	port = sp_port_fix(fix, branch, NULL);
	g_assert_true(port->clean);
	texts = sp_port_texts(port);
	g_assert_true(g_hash_table_contains(texts, "mm/x.c"));
	g_assert_null(g_hash_table_lookup(texts, "mm/x.c"));
	verdict = sp_map_branch(fix, branch, texts, NULL, NULL);
	g_assert_cmpint(verdict->kind, ==, SP_VERDICT_FIXED);
	sp_port_put_in(port, above);
	g_assert_true(sp_branch_read(above, "mm/x.c", &state, &text, NULL, NULL));
	g_assert_cmpint(state, ==, SP_FILE_ABSENT);
}

/* Content that the repository lacks keeps it from being tried: an error, no verdict. */
static void test_lost(Trees *trees, gconstpointer data)
{
	g_autofree char *id = trees_commit(trees, NULL, NULL, "one", BUGGY);
	g_autoptr(SpFix) fix = trees_fix(trees, PROBE, FILE_X HUNK);
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	trees_lose(trees, BUGGY);
	branch = sp_branch_from_repo("linux-5.10.y", trees->repo, id, NULL);
	g_assert_null(sp_port_fix(fix, branch, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_assert_nonnull(strstr(error->message, "linux-5.10.y: mm/x.c"));
}

/* The branch has the fix with a comment of its own words. */
static void test_undo(Trees *trees, gconstpointer data)
{
	static const char commented[] = HEADS
		"int f(int a)\n{\n\tlock(a);\n\t/* otherwise it breaks */\n\tguard(a);\n\tuse(a);\n"
		"\tdrop(a);\n\tunlock(a);\n}\n";
	g_autoptr(SpFix) fix = trees_fix(
		trees, PROBE,
		FILE_X
		"@@ -2,5 +2,7 @@ int f(int a)\n {\n \tlock(a);\n+\t/* upstream */\n+\tguard(a);\n \tuse(a);\n \tdrop(a);\n \tunlock(a);\n");
	g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", commented);
	g_autoptr(GError) error = NULL;
	g_autoptr(SpPort) port = NULL;
	SpFileState state;
	const char *text;
	SpPortFile *file;

	(void)data;
	g_assert_true(sp_control_undo(fix, branch, &error));
	g_assert_no_error(error);
	g_assert_true(sp_branch_read(branch, "mm/x.c", &state, &text, NULL, NULL));
	g_assert_null(strstr(text, "guard"));
	port = sp_port_fix(fix, branch, NULL);
	g_assert_true(port->clean);
	g_assert_null(sp_control_same_code(port, branch)); /* the comment apart, as it came */
	file = port->files->pdata[0];
	g_free(file->after);
	file->after = g_strdup(HEADS BUGGY);
	g_assert_cmpstr(sp_control_same_code(port, branch), ==, "mm/x.c");
}

static void test_undo_impossible(Trees *trees, gconstpointer data)
{
	static const char *const contents[] = {BUGGY, "int g;\n", NULL};
	g_autoptr(SpFix) fix = trees_fix(trees, PROBE, FILE_X HUNK);

	(void)data;
	for (guint i = 0; i < 3; i++) {
		g_autoptr(SpBranch) branch = trees_folder(trees, "mm/x.c", contents[i]);
		g_autoptr(GError) error = NULL;

		g_assert_false(sp_control_undo(fix, branch, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
		g_assert_nonnull(strstr(error->message, "mm/x.c"));
		g_assert_cmpuint(g_hash_table_size(sp_branch_replaced(branch)), ==, 0);
	}
}

static int run(void)
{
#define ADD(name, function)                                                                        \
	g_test_add("/port/" name, Trees, NULL, trees_set_up, function, trees_tear_down)
	ADD("clean", test_clean);
	ADD("conflict", test_conflict);
	ADD("probe-says-no", test_probe_says_no);
	ADD("whole-files", test_whole_files);
	ADD("changes-nothing", test_changes_nothing);
	ADD("nul", test_nul);
	ADD("three-way", test_three_way);
	ADD("disagree", test_disagree);
	ADD("wrong-twin", test_wrong_twin);
	ADD("removed-file", test_removed_file);
	ADD("removed-is-absent", test_removed_is_absent);
	ADD("lost", test_lost);
	ADD("undo", test_undo);
	ADD("undo-impossible", test_undo_impossible);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
