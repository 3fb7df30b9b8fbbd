/* SPDX-License-Identifier: GPL-2.0-only */
/* A commit held against a mail's copy: what counts as a difference, and what does not. */
#include <string.h>

#include "base/lib.h"
#include "stage/patchsame.h"

#define HEAD                                                                                       \
	"From: A U Thor <author@example.org>\nDate: Fri, 9 Oct 2020 20:07:59 -0700\n"              \
	"Subject: [PATCH] mm: do it right\n\nWhy.\n\nAnd more.\n"
#define FILE_X                                                                                     \
	"diff --git a/mm/x.c b/mm/x.c\nindex 1111111..2222222 100644\n--- a/mm/x.c\n+++ b/mm/x.c\n"
#define FILE_Y "diff --git a/mm/y.c b/mm/y.c\n--- a/mm/y.c\n+++ b/mm/y.c\n@@ -1 +1 @@\n-a\n+b\n"
#define NEW_Z                                                                                      \
	"diff --git a/mm/z.c b/mm/z.c\nnew file mode 100644\n--- /dev/null\n+++ b/mm/z.c\n"        \
	"@@ -0,0 +1,2 @@\n+a\n+b\n"
#define PRE "head\n{\n\tone;\n}\n\nnext\n{\n\ttwo;\n}\n"
#define POST "head\n{\n\tone;\n}\n\nmid\n{\n\tmore;\n}\n\nnext\n{\n\ttwo;\n}\n"
#define HUNK "@@ -3,5 +3,10 @@\n \tone;\n }\n \n+mid\n+{\n+\tmore;\n+}\n+\n next\n {\n"

static SpPatch *parse(const char *text)
{
	g_autoptr(GError) error = NULL;
	SpPatch *patch = sp_patch_parse(text, strlen(text), "x", &error);

	g_assert_no_error(error);
	return patch;
}

static const struct {
	const char *name, *commit, *copy;
	const char *expected; /* the differences, each ended by '|' */
} cases[] = {
	{"same", HEAD FILE_X HUNK, HEAD FILE_X HUNK, ""},
	{"stat", HEAD FILE_X HUNK, HEAD "---\n mm/x.c | 5 +++++\n\n" FILE_X HUNK, ""},
	{"lines moved", HEAD FILE_X HUNK,
	 HEAD FILE_X "@@ -2,6 +2,11 @@\n {\n \tone;\n }\n+\n+mid\n+{\n+\tmore;\n+}\n \n next\n {\n",
	 ""},
	{"less context", HEAD FILE_X HUNK,
	 HEAD FILE_X "@@ -4,2 +4,7 @@\n }\n \n+mid\n+{\n+\tmore;\n+}\n+\n", ""},
	{"a blank more", HEAD FILE_X HUNK,
	 HEAD FILE_X "@@ -4,2 +4,7 @@\n }\n \n+mid\n+{\n+\tmore; \n+}\n+\n",
	 "diff: mm/x.c is changed otherwise in the mail|"},
	{"elsewhere", HEAD FILE_X HUNK,
	 HEAD FILE_X "@@ -1,2 +1,7 @@\n head\n+mid\n+{\n+\tmore;\n+}\n+\n {\n",
	 "diff: mm/x.c is changed otherwise in the mail|"},
	{"a file less", HEAD FILE_X HUNK FILE_Y, HEAD FILE_X HUNK,
	 "diff: mm/y.c is changed by the commit alone|"},
	{"a file more", HEAD FILE_X HUNK, HEAD FILE_X HUNK FILE_Y,
	 "diff: mm/y.c is changed by the mail's patch alone|"},
	{"a new file", HEAD NEW_Z, HEAD NEW_Z, ""},
	{"another new file", HEAD NEW_Z,
	 HEAD "diff --git a/mm/z.c b/mm/z.c\nnew file mode 100644\n--- /dev/null\n+++ b/mm/z.c\n"
	      "@@ -0,0 +1,2 @@\n+a\n+c\n",
	 "diff: mm/z.c is changed otherwise in the mail|"},
	{"message cut short", HEAD FILE_Y,
	 "From: A U Thor <author@example.org>\nSubject: [PATCH] mm: do it right\n\nWhy.\n" FILE_Y,
	 "message, line 3 below the subject: the commit has \"And more.\", the mail \"(nothing)\"|"},
	{"all of it", HEAD FILE_Y,
	 "From: B <b@example.org>\nSubject: [PATCH] mm: do it\n\nWhy?\n" FILE_X HUNK,
	 "subject: the commit has \"mm: do it right\", the mail \"mm: do it\"|"
	 "author: the commit has \"A U Thor <author@example.org>\", the mail \"B <b@example.org>\"|"
	 "message, line 1 below the subject: the commit has \"Why.\", the mail \"Why?\"|"
	 "diff: mm/y.c is changed by the commit alone|"
	 "diff: mm/x.c is changed by the mail's patch alone|"},
};

static void test_case(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(SpPatch) commit = parse(cases[i].commit);
	g_autoptr(SpPatch) copy = parse(cases[i].copy);
	g_autoptr(GPtrArray) found = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	SpPatchFile *file = commit->files->pdata[0];

	if (g_str_equal(file->path, "mm/x.c")) {
		file->pre = g_strdup(PRE);
		file->post = g_strdup(POST);
	}
	found = sp_patchsame(commit, copy);
	for (guint k = 0; k < found->len; k++)
		g_string_append_printf(text, "%s|", (char *)found->pdata[k]);
	g_assert_cmpstr(text->str, ==, cases[i].expected);
}

int main(int argc, char **argv)
{
	int code;

	g_test_init(&argc, &argv, NULL);
	sp_lib_start();
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/patchsame/%s", cases[i].name);

		g_test_add_data_func(path, GUINT_TO_POINTER(i), test_case);
	}
	code = g_test_run();
	sp_lib_stop();
	return code;
}
