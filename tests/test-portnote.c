/* SPDX-License-Identifier: GPL-2.0-only */
/* The bracketed note: there if and only if the diff differs, and it says what the interdiff shows.
 */
#include "mailworld.h"

#define UPSTREAM                                                                                   \
	FILE_X "@@ -1,6 +1,7 @@\n int f(int a)\n {\n \tlock(a);\n+\tguard(a);\n \tuse(a);\n"       \
	       " \tunlock(a);\n }\n"

/* The port of the branch as it would be with the content @after, whatever the stages say. */
static void force(Mail *m, const char *after)
{
	SpPortFile *file = m->stack->port->files->pdata[0];
	g_autoptr(GError) error = NULL;

	mail_set(&file->after, after);
	g_assert_no_error(error);
}

static char *note(Mail *m)
{
	g_autoptr(GError) error = NULL;
	char *text = sp_portnote(m->fix->patch, m->stack->port, "5.10.y", &error);

	g_assert_no_error(error);
	g_test_message("%s", text);
	return text;
}

static void test_cases(Mail *m, gconstpointer data)
{
	static const struct {
		const char *content; /* of the branch */
		const char *after;   /* what the port makes of it, NULL for what the stages say */
		const char *note;
	} cases[] = {
		{BUGGY, NULL, ""},
		{"/* 5.10 */\n\n\n\n" BUGGY, NULL, ""}, /* other line numbers */
		{"int f(int a)\n{\n\tlock(a);\n\tuse(a);\n\n\tunlock(a);\n}\n", NULL,
		 "[ Backport to 5.10.y: mm/x.c: the context in f() differs ]\n"},
		{BUGGY, "int f(int a)\n{\n\tlock(a);\n\tguard(a, 1);\n\tuse(a);\n\tunlock(a);\n}\n",
		 "*: the changed lines in f() differ*upstream's ]\n"},
		{BUGGY,
		 "int f(int a)\n{\n\tlock(a);\n\tguard(a);\n\tuse(a);\n\tunlock(a);\n\tmore();\n}\n",
		 "*: the changed lines differ*the context in f() differs*"},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = NULL;

		mail_prepare(m, cases[i].content, UPSTREAM);
		if (cases[i].after)
			force(m, cases[i].after);
		got = note(m);
		g_assert_true(g_pattern_match_simple(cases[i].note, got));
	}
}

/* A certificate is not believed where the diff does not show what it says. */
static void test_certificates(Mail *m, gconstpointer data)
{
	static const struct {
		const char *names, *rules, *after;
		const char *says, *silent;
	} cases[] = {
		{"guard -> keep", NULL,
		 "int f(int a)\n{\n\tlock(a);\n\tkeep(a);\n\tuse(a);\n\tunlock(a);\n}\n",
		 "mm/x.c: guard is keep here ]", "differ"},
		{"fence -> keep", NULL,
		 "int f(int a)\n{\n\tlock(a);\n\tkeep(a);\n\tuse(a);\n\tunlock(a);\n}\n", "differ",
		 "fence"},
		{"guard -> keep", NULL,
		 "int f(int a)\n{\n\tlock(a);\n\tkeep(a, 1);\n\tuse(a);\n\tunlock(a);\n}\n",
		 "guard is keep here; the changed lines in f()", NULL},
		{"guard -> keep", "x -> y", BUGGY "\nint keeper;\n", "differ", "keep"},
		{NULL, "guard($a) -> keep($a)",
		 "int f(int a)\n{\n\tlock(a);\n\tkeep(a);\n\tuse(a);\n\tunlock(a);\n}\n",
		 "in the words of this branch (guard($a) -> keep($a))", NULL},
		{NULL, "guard -> keep",
		 "int f(int a)\n{\n\tlock(a);\n\tkeep(a);\n\tuse(a);\n\tunlock(a);\n}\n",
		 "mm/x.c: guard is keep here ]", "differ"},
		{NULL, "guard($a) -> fence($a)",
		 "int f(int a)\n{\n\tlock(a);\n\tkeep(a);\n\tuse(a);\n\tunlock(a);\n}\n", "differ",
		 "fence"},
		{"guard -> keep", "guard($a) -> keep($a)",
		 "int f(int a)\n{\n\tlock(a);\n\tguard(a);\n\tuse(a);\n\tunlock(a);\n}\n", NULL,
		 "guard"},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = NULL;
		g_autofree char *line = NULL;
		SpPortFile *file;
		SpPlace *place;

		mail_prepare(m, BUGGY, UPSTREAM);
		file = m->stack->port->files->pdata[0];
		place = file->places->pdata[0];
		mail_set(&place->names, cases[i].names);
		mail_set(&file->rules, cases[i].rules);
		force(m, cases[i].after);
		got = note(m);
		line = g_strdup(got);
		for (char *c = strstr(line, "\n  "); c; c = strstr(line, "\n  "))
			memmove(c, c + 2, strlen(c + 1));
		if (cases[i].says)
			g_assert_nonnull(strstr(line, cases[i].says));
		else
			g_assert_cmpstr(line, ==, "");
		if (cases[i].silent)
			g_assert_null(strstr(line, cases[i].silent));
	}
}

/* What the branch has already is left out of the diff, and the note says so. */
static void test_left_out(Mail *m, gconstpointer data)
{
	static const char *const other =
		"diff --git a/mm/y.c b/mm/y.c\n--- a/mm/y.c\n+++ b/mm/y.c\n"
		"@@ -1,5 +1,6 @@\n int y(int a)\n {\n \tyield_to(a);\n+\tguard(a);\n \tcount_all(a);\n }\n";
	g_autofree char *diff = g_strconcat(UPSTREAM, other, NULL);
	g_autofree char *got = NULL;
	g_autofree char *mail = NULL;

	(void)data;
	mail_clear(m);
	m->fix = trees_fix(&m->trees, NULL, diff);
	m->branch = trees_folder(&m->trees, "mm/x.c", BUGGY);
	trees_write(&m->trees, "tree/mm/y.c",
		    "int y(int a)\n{\n\tyield_to(a);\n\tguard(a);\n\tcount_all(a);\n}\n");
	m->stack = sp_stack_make(m->fix, NULL, m->branch, FALSE, NULL);
	g_assert_cmpstr(m->stack->port->why, ==, NULL);
	got = note(m);
	g_assert_cmpstr(got, ==,
			"[ Backport to 5.10.y: mm/y.c: left out, the branch has this change\n"
			"  already ]\n");
	mail = mail_one(m, NULL, NULL);
	g_assert_nonnull(strstr(mail, "Signed-off-by: A U Thor <author@example.org>\n"
				      "[ Backport to 5.10.y: mm/y.c: left out, the branch has this "
				      "change\n  already ]\nSigned-off-by: Sen Der <sen@der.org>\n"
				      "---\n"));
	g_assert_nonnull(strstr(mail, "\n    +++ backport (has it already)\n"));
}

/* The same change of a file that has another name here. */
static void test_moved(Mail *m, gconstpointer data)
{
	g_autofree char *got = NULL;
	g_autofree char *mail = NULL;
	SpPatchFile *theirs;

	(void)data;
	mail_prepare(m, BUGGY, UPSTREAM);
	theirs = m->fix->patch->files->pdata[0];
	mail_set(&theirs->path, "mm/new.c");
	mail_set(&((SpPortFile *)m->stack->port->files->pdata[0])->upstream, "mm/new.c");
	got = note(m);
	g_assert_cmpstr(got, ==, "[ Backport to 5.10.y: mm/x.c: it is upstream's mm/new.c ]\n");
	mail = mail_one(m, NULL, NULL);
	g_assert_null(strstr(mail, "\nThe diff is "));
	g_assert_nonnull(strstr(mail, "\n    --- upstream mm/new.c\n    +++ backport mm/x.c\n"));
}

/* A copy that is not upstream's to the letter: the note says so, whatever else it says, and the
 * mail claims nothing of upstream's diff. */
static void test_copy(Mail *m, gconstpointer data)
{
	g_autofree char *alone = NULL;
	g_autofree char *both = NULL;
	g_autofree char *mail = NULL;
	g_autofree char *original = NULL;

	(void)data;
	mail_prepare(m, "int f(int a)\n{\n\tlock(a);\n\tuse(a);\n\n\tunlock(a);\n}\n", UPSTREAM);
	mail_set(&m->fix->patch->differs, "the comment is in other words");
	both = note(m);
	g_assert_cmpstr(both, ==,
			"[ Backport to 5.10.y: the comment is in other words. mm/x.c: the\n"
			"  context in f() differs ]\n");
	mail_prepare(m, BUGGY, UPSTREAM);
	mail_set(&m->fix->patch->differs, "the comment is in other words");
	alone = note(m);
	g_assert_cmpstr(alone, ==, "[ Backport to 5.10.y: the comment is in other words ]\n");
	mail = mail_one(m, NULL, NULL);
	g_assert_nonnull(strstr(mail, "\n[ Backport to 5.10.y: the comment is in other words ]\n"));
	g_assert_nonnull(strstr(mail,
				"\nThe diff is that of the patch that was given, but for line "
				"numbers.\n\nThat patch was not held against upstream's"));
	g_assert_null(strstr(mail, "The diff is upstream's"));
	m->fix->patch->copy = FALSE;
	original = mail_one(m, NULL, NULL);
	g_assert_nonnull(strstr(original, "\nThe diff is upstream's, but for line numbers.\n"));
	g_assert_null(strstr(original, "not held against"));
}

/* Nothing that a name or path holds gets out of the note's lines. */
static void test_hostile(Mail *m, gconstpointer data)
{
	g_autofree char *got = NULL;
	g_auto(GStrv) lines = NULL;
	SpPortFile *file;
	SpPlace *place;

	(void)data;
	mail_prepare(m, BUGGY, UPSTREAM);
	file = m->stack->port->files->pdata[0];
	place = file->places->pdata[0];
	mail_set(&place->function, "f\n---\ndiff --git a/x b/x\n\033[31m");
	mail_set(&file->upstream, "mm/\n---\nother.c");
	g_free(((SpPatchFile *)m->fix->patch->files->pdata[0])->path);
	((SpPatchFile *)m->fix->patch->files->pdata[0])->path = g_strdup("mm/\n---\nother.c");
	force(m, "int f(int a)\n{\n\tlock(a);\n\tkeep(a);\n\tuse(a);\n\tunlock(a);\n}\n");
	got = note(m);
	g_assert_null(strchr(got, '\033'));
	g_assert_null(sp_patch_message_end(got));
	lines = g_strsplit(got, "\n", -1);
	for (guint i = 1; lines[i] && *lines[i]; i++)
		g_assert_true(g_str_has_prefix(lines[i], "  "));
}

static int run(void)
{
#define ADD(name, function)                                                                        \
	g_test_add("/portnote/" name, Mail, NULL, mail_set_up, function, mail_tear_down)
	ADD("cases", test_cases);
	ADD("certificates", test_certificates);
	ADD("left-out", test_left_out);
	ADD("moved", test_moved);
	ADD("copy", test_copy);
	ADD("hostile", test_hostile);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
