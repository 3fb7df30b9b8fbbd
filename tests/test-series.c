/* SPDX-License-Identifier: GPL-2.0-only */
/* The quilt directory: what is written, what is left alone, and that git takes the patch. */
#include "stage/map.h"
#include "stage/port.h"
#include "stage/series.h"
#include "trees.h"

#include "base/err.h"
#include "base/run.h"

#define BUGGY "int f(int a)\n{\n\tlock(a);\n\tuse(a);\n\tunlock(a);\n}\n"
#define FIXED "int f(int a)\n{\n\tlock(a);\n\tguard(a);\n\tuse(a);\n\tunlock(a);\n}\n"
#define HUNK                                                                                       \
	"@@ -2,4 +2,5 @@ int f(int a)\n {\n \tlock(a);\n+\tguard(a);\n \tuse(a);\n \tunlock(a);\n"
#define PROBE "[probe \"fix\"]\nasks = fix\nfile = mm/x.c\nfunction = f\npresent = \"guard(a);\"\n"
#define NAME "mm-do-it-right.patch"
#define SIGNOFF "S <s@t>"

typedef struct {
	Trees trees;
	char *out; /* the branch's folder */
	SpFix *fix;
	SpBranch *branch;
	SpVerdict *verdict;
	SpStack *stack;
	SpPort *port; /* the stack's */
} Series;

static void set_up(Series *s, gconstpointer data)
{
	trees_set_up(&s->trees, data);
	s->out = trees_path(&s->trees, "out/fix/linux-5.10.y");
	s->fix = trees_fix(&s->trees, PROBE, FILE_X HUNK);
	s->branch = trees_folder(&s->trees, "mm/x.c", "int other;\n\n" BUGGY);
	s->verdict = sp_map_branch(s->fix, s->branch, NULL, NULL, NULL);
	s->stack = sp_stack_make(s->fix, NULL, s->branch, FALSE, NULL);
	s->port = s->stack->port;
	g_assert_true(s->port->clean);
}

static void tear_down(Series *s, gconstpointer data)
{
	sp_stack_free(s->stack);
	sp_verdict_free(s->verdict);
	sp_branch_free(s->branch);
	sp_fix_free(s->fix);
	g_free(s->out);
	trees_tear_down(&s->trees, data);
}

static gboolean write_it(Series *s, gboolean *changed, GError **error)
{
	return sp_series_write(s->fix, s->branch, s->verdict, s->stack, SIGNOFF, s->out, changed,
			       error);
}

static char *get(Series *s, const char *name)
{
	g_autofree char *path = g_build_filename(s->out, name, NULL);
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, NULL);
	return text;
}

static void put(Series *s, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(s->out, name, NULL);

	g_assert_true(sp_fs_write(path, text, strlen(text), NULL));
}

static void test_new_and_same(Series *s, gconstpointer data)
{
	g_autofree char *series = NULL;
	g_autofree char *patch = NULL;
	g_autofree char *record = NULL;
	g_autofree char *again = NULL;
	g_autofree char *restored = NULL;
	g_autofree char *series_path = g_build_filename(s->out, "series", NULL);
	gboolean changed = FALSE;

	(void)data;
	g_assert_true(write_it(s, &changed, NULL));
	g_assert_true(changed);
	series = get(s, "series");
	patch = get(s, NAME);
	record = get(s, "port.json");
	g_assert_cmpstr(series, ==, NAME "\n");
	g_assert_true(g_str_has_prefix(patch, "From: A U Thor <author@example.org>\n"
					      "Date: Fri, 09 Oct 2020 20:07:59 -0700\n"
					      "Subject: [PATCH] mm: do it right\n\n"
					      "commit " ID " upstream.\n\nWhy.\n\n"
					      "Signed-off-by: A U Thor <author@example.org>\n"
					      "Signed-off-by: " SIGNOFF "\n---\n mm/x.c |"));
	g_assert_nonnull(strstr(record, "\"rung\" : \"context\""));
	g_assert_true(write_it(s, &changed, NULL));
	g_assert_false(changed);
	again = get(s, NAME);
	g_assert_cmpstr(again, ==, patch);
	g_assert_true(sp_fs_remove(series_path, NULL));
	g_assert_true(write_it(s, &changed, NULL)); /* all of it stands there again */
	restored = get(s, "series");
	g_assert_cmpstr(restored, ==, NAME "\n");
}

static void test_message(Series *s, gconstpointer data)
{
	static const struct {
		const char *body, *message;
	} cases[] = {
		{"", "commit " ID " upstream.\n\nSigned-off-by: " SIGNOFF "\n"},
		{"Why.\n", "commit " ID " upstream.\n\nWhy.\n\nSigned-off-by: " SIGNOFF "\n"},
		{"Cc: a@b\n", "commit " ID " upstream.\n\nCc: a@b\nSigned-off-by: " SIGNOFF "\n"},
		{"Why.\n\n[ sasha: adapted ]\n",
		 "commit " ID " upstream.\n\nWhy.\n\n"
		 "[ sasha: adapted ]\nSigned-off-by: " SIGNOFF "\n"},
		{"commit " ID " upstream.\n\nWhy: not\n",
		 "commit " ID " upstream.\n\nWhy: not\nSigned-off-by: " SIGNOFF "\n"},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = NULL;

		g_free(s->fix->patch->body);
		s->fix->patch->body = g_strdup(cases[i].body);
		got = sp_series_message(s->fix, "", SIGNOFF);
		g_assert_cmpstr(got, ==, cases[i].message);
	}
}

static void test_names(Series *s, gconstpointer data)
{
	static const char *const cases[][2] = {
		{"mm/x: don't  do \"it\"", "mm-x-don-t-do-it.patch"},
		{"../..", "fix.patch"},
		{"\xc3\xa4", "fix.patch"},
		{"0123456789012345678901234567890123456789012345678901234", /* 55 */
		 "0123456789012345678901234567890123456789012345678901.patch"},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = NULL;

		g_free(s->fix->patch->subject);
		s->fix->patch->subject = g_strdup(cases[i][0]);
		name = sp_series_patch_name(s->fix);
		g_assert_cmpstr(name, ==, cases[i][1]);
	}
	g_assert_cmpstr(sp_series_version("linux-5.10.y"), ==, "5.10.y");
	g_assert_cmpstr(sp_series_version("my-branch"), ==, "my-branch");
}

/* What somebody else has put there is refused and stays. */
static void test_by_hand(Series *s, gconstpointer data)
{
	static const char *const cases[][2] = {
		{NAME, "edited\n"}, {"series", NAME "\nmore.patch\n"}, {"more.patch", "x\n"}};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *now = NULL;
		gboolean changed;

		g_assert_true(sp_fs_remove(s->out, NULL));
		g_assert_true(write_it(s, &changed, NULL));
		put(s, cases[i][0], cases[i][1]);
		g_assert_false(write_it(s, &changed, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_assert_nonnull(strstr(error->message, cases[i][0]));
		now = get(s, cases[i][0]);
		g_assert_cmpstr(now, ==, cases[i][1]);
	}
}

static void test_foreign(Series *s, gconstpointer data)
{
	static const char *const records[] = {NULL, "[]\n", "{}\n", "damaged",
					      "{\"patch\": \"../x\", \"patch_sha256\": \"0\"}\n"};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(records); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *kept = NULL;
		gboolean changed;

		put(s, "notes", "mine");
		if (records[i])
			put(s, "port.json", records[i]);
		g_assert_false(write_it(s, &changed, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		kept = get(s, "notes");
		g_assert_cmpstr(kept, ==, "mine");
	}
}

/* A record is of a change, whatever the message; a mail is of the message too. */
static void test_record(Series *s, gconstpointer data)
{
	g_autofree char *hash = sp_series_patch_hash(s->port);
	g_autofree char *record = g_strdup_printf("{\"diff_sha256\": \"%s\"}\n", hash);
	g_autofree char *kept = NULL;
	g_autofree char *mail = NULL;
	g_autofree char *dropped = NULL;
	SpPortFile *file = s->port->files->pdata[0];
	gboolean changed;

	(void)data;
	g_assert_true(write_it(s, &changed, NULL));
	put(s, "record.json", record);
	put(s, "mail.eml", "mail");
	g_free(s->fix->patch->body);
	s->fix->patch->body = g_strdup("Another reason.\n");
	g_assert_true(write_it(s, &changed, NULL));
	g_assert_true(changed);
	kept = get(s, "record.json");
	g_assert_cmpstr(kept, ==, record);
	mail = get(s, "mail.eml");
	g_assert_null(mail);
	for (char *c = file->diff; (c = strstr(c, "guard")); c++)
		*c = 'G';
	g_assert_true(write_it(s, &changed, NULL));
	dropped = get(s, "record.json");
	g_assert_null(dropped);
}

/* Lines of the message that git or quilt would take for the begin of the diff. */
static void test_hostile(Series *s, gconstpointer data)
{
	static const struct {
		const char *body, *told; /* NULL: it can be carried */
	} cases[] = {
		{"Why.\n---\nmore\n", "\"---\""},
		{"Why.\n--- a/mm/x.c\n", "\"--- a/mm/x.c\""},
		{"Why.\ndiff --git a/x b/x\n", "\"diff --git a/x b/x\""},
		{"Why.\n" FILE_X "@@ -1 +1,2 @@\n int other;\n+int evil;\n", "\"diff --git"},
		{"Why.\nIndex: x\n", "\"Index: x\""},
		{"Why.\n ---\n ----\n diff --git a/x b/x\nFrom here\n>From me\n", NULL},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		gboolean changed;
		gboolean good;

		g_free(s->fix->patch->body);
		s->fix->patch->body = g_strdup(cases[i].body);
		good = write_it(s, &changed, &error);
		g_assert_cmpint(good, ==, cases[i].told == NULL);
		if (good)
			continue;
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].told));
		g_assert_false(g_file_test(s->out, G_FILE_TEST_EXISTS));
	}
}

/* Without "commit <id> upstream." the message's first line is the body's first. */
static void test_hostile_first_line(Series *s, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	gboolean changed;

	(void)data;
	g_clear_pointer(&s->fix->upstream, g_free);
	g_free(s->fix->patch->body);
	s->fix->patch->body = g_strdup("Subject: of the day.\n");
	g_assert_false(write_it(s, &changed, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_test_message("%s", error->message);
}

static void run_git(Series *s, const char *command)
{
	g_autofree char *tree = trees_path(&s->trees, "tree");
	g_autofree char *log = trees_path(&s->trees, "log");
	g_autofree char *patch = g_build_filename(s->out, NAME, NULL);
	const char *argv[] = {"git", command, patch, NULL};
	const char *env[] = {"GIT_CEILING_DIRECTORIES=/", "GIT_CONFIG_GLOBAL=/dev/null",
			     "GIT_CONFIG_NOSYSTEM=1", NULL};
	SpRunSpec spec = {.argv = argv, .cwd = tree, .env = env, .log = log, .timeout = 60};
	SpRunResult result;

	g_assert_true(sp_run(&spec, &result, NULL));
	g_assert_cmpint(result.end, ==, SP_RUN_ENDED);
	g_assert_cmpint(result.code, ==, 0);
}

static void test_git_apply(Series *s, gconstpointer data)
{
	g_autofree char *path = trees_path(&s->trees, "tree/mm/x.c");
	g_autofree char *text = NULL;
	gboolean changed;

	(void)data;
	g_assert_true(write_it(s, &changed, NULL));
	run_git(s, "apply");
	g_assert_true(sp_fs_read(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, "int other;\n\n" FIXED);
}

static int run(void)
{
#define ADD(name, function) g_test_add("/series/" name, Series, NULL, set_up, function, tear_down)
	ADD("new-and-same", test_new_and_same);
	ADD("message", test_message);
	ADD("names", test_names);
	ADD("by-hand", test_by_hand);
	ADD("foreign", test_foreign);
	ADD("record", test_record);
	ADD("hostile", test_hostile);
	ADD("hostile-first-line", test_hostile_first_line);
	ADD("git-apply", test_git_apply);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
