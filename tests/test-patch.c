/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mails and format-patch files taken apart: where the message ends, what the diff changes, what is
 * turned down because a part of it would get lost.
 */
#include <string.h>

#include <git2.h>
#include <gmime/gmime.h>

#include "base/err.h"
#include "stage/patch.h"
#include "stage/trailer.h"

#define ID "0123456789abcdef0123456789abcdef01234567"
#define FROM_LINE "From " ID " Mon Sep 17 00:00:00 2001\n"
#define HEAD                                                                                       \
	"From: A U Thor <author@example.org>\nDate: Fri, 9 Oct 2020 20:07:59 -0700\n"              \
	"Subject: [PATCH] mm: do it right\n"
#define STAT "---\n mm/x.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n"
#define FILE_X                                                                                     \
	"diff --git a/mm/x.c b/mm/x.c\nindex 1111111..2222222 100644\n--- a/mm/x.c\n+++ b/mm/x.c\n"
#define HUNK "@@ -1,3 +1,3 @@ int f(void)\n a\n-b\n+B\n c\n"
#define DIFF FILE_X HUNK
#define END "-- \n2.39.5\n\n"

static SpPatch *parse(const char *text, GError **error)
{
	return sp_patch_parse(text, strlen(text), "x.patch", error);
}

static SpPatch *good(const char *text)
{
	g_autoptr(GError) error = NULL;
	SpPatch *patch = parse(text, &error);

	g_assert_no_error(error);
	g_assert_nonnull(patch);
	return patch;
}

/* "path +-? n: lines" of each file. */
static char *changes(const SpPatch *patch)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];

		g_string_append_printf(text, "%s%s%s", file->path, file->added ? " added" : "",
				       file->deleted ? " deleted" : "");
		for (guint k = 0; k < file->hunks->len; k++) {
			const SpHunk *hunk = file->hunks->pdata[k];

			g_string_append_printf(text, " @%u", hunk->old_start);
			for (guint n = 0; n < hunk->lines->len; n++) {
				const SpHunkLine *line = hunk->lines->pdata[n];

				g_string_append_printf(text, "|%c%s", line->origin, line->text);
			}
		}
		g_string_append_c(text, '\n');
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

#define X_CHANGES "mm/x.c @1| a|-b|+B| c\n"

static void test_format_patch(void)
{
	g_autoptr(SpPatch) patch = good(
		FROM_LINE HEAD "\nWhy.\n\nFixes: 0123456\nSigned-off-by: A <a@b>\n" STAT DIFF END);
	g_autofree char *got = changes(patch);

	g_assert_cmpstr(patch->id, ==, ID);
	g_assert_cmpstr(patch->author, ==, "A U Thor <author@example.org>");
	g_assert_cmpstr(patch->date, ==, "Fri, 09 Oct 2020 20:07:59 -0700");
	g_assert_cmpstr(patch->subject, ==, "mm: do it right");
	g_assert_cmpstr(patch->body, ==, "Why.\n\nFixes: 0123456\nSigned-off-by: A <a@b>\n");
	g_assert_cmpstr(got, ==, X_CHANGES);
	g_assert_null(((SpPatchFile *)patch->files->pdata[0])->pre);
}

static void test_subjects(void)
{
	static const struct {
		const char *header, *subject;
	} cases[] = {
		{"[PATCH] a: b", "a: b"},
		{"[PATCH v3 1/2] a: b", "a: b"},
		{"Re: [PATCH] a: b", "a: b"},
		{"[PATCH 5.4.y] [media] a: b", "[media] a: b"},
		{"[RFC PATCH] [PATCH] a: b", "a: b"},
		{"a: b [PATCH] c", "a: b [PATCH] c"},
		{"[media] a: b", "[media] a: b"},
		{"[PATCH]", "[PATCH]"},
		{"a: fold\n ed", "a: fold ed"},
		{"=?UTF-8?q?a=3A_=C3=A4?=", "a: \xc3\xa4"},
		{"=?UTF-8?q?a=3A=0ABcc=3A_x?=", "a: Bcc: x"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf("From: A <a@b>\nSubject: %s\n\nWhy.\n---\n"
							"\n" DIFF,
							cases[i].header);
		g_autoptr(SpPatch) patch = good(text);

		g_assert_cmpstr(patch->subject, ==, cases[i].subject);
		g_assert_cmpstr(patch->body, ==, "Why.\n");
	}
}

/* Who wrote it, and which commit it is. */
static void test_authors(void)
{
	static const struct {
		const char *from, *body, *author, *rest;
	} cases[] = {
		{"A <a@b>", "Why.\n", "A <a@b>", "Why.\n"},
		{"a@b", "Why.\n", "a@b", "Why.\n"},
		{"=?ISO-8859-1?Q?J=E9r=F4me?= <j@b>", "Why.\n", "J\xc3\xa9r\xc3\xb4me <j@b>",
		 "Why.\n"},
		{"\"A (Oracle)\" <a@b>", "Why.\n", "\"A (Oracle)\" <a@b>", "Why.\n"},
		{"A (Oracle) <a@b>", "Why.\n", "\"A (Oracle)\" <a@b>", "Why.\n"},
		{"Doe, John <a@b>", "Why.\n", "\"Doe, John\" <a@b>", "Why.\n"},
		{"=?utf-8?q?A=0ABcc=3A_x?= <a@b>", "Why.\n", "\"A Bcc: x\" <a@b>", "Why.\n"},
		{"M <m@b>", "From: A (Oracle) <a@b>\n\nWhy.\n", "\"A (Oracle)\" <a@b>", "Why.\n"},
		{"M <m@b>", "\nFrom: =?UTF-8?q?=C3=84?= <a@b>\n\nWhy.\n", "\xc3\x84 <a@b>",
		 "Why.\n"},
		{"M <m@b>", "Why.\n\nFrom: A <a@b>\n", "M <m@b>", "Why.\n\nFrom: A <a@b>\n"},
		{"M <m@b>", "From: A <a@b>\n\nFrom: C <c@b>\n", "A <a@b>", "From: C <c@b>\n"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf("From: %s\nSubject: s\n\n%s---\n\n" DIFF,
							cases[i].from, cases[i].body);
		g_autoptr(SpPatch) patch = good(text);

		g_assert_cmpstr(patch->author, ==, cases[i].author);
		g_assert_cmpstr(patch->body, ==, cases[i].rest);
		g_assert_null(patch->id);
	}
}

static void test_body_headers(void)
{
	g_autoptr(SpPatch) patch =
		good(HEAD "\nDate: Sat, 1 Jan 2000 00:00:00 +0000\n"
			  "Subject: [PATCH] other\nFrom: B <b@c>\n\nWhy.\n" STAT DIFF);

	g_assert_cmpstr(patch->subject, ==, "other");
	g_assert_cmpstr(patch->author, ==, "B <b@c>");
	g_assert_cmpstr(patch->date, ==, "Sat, 1 Jan 2000 00:00:00 +0000");
	g_assert_cmpstr(patch->body, ==, "Why.\n");
}

/* A backport is not the upstream commit: it says which one it is of. */
static void test_upstream_id(void)
{
	static const struct {
		const char *line;
		gboolean stated;
	} cases[] = {
		{"commit abcdefabcdefabcdefabcdefabcdefabcdefabcd upstream.", TRUE},
		{"commit abcdefabcdefabcdefabcdefabcdefabcdefabcd upstream", TRUE},
		{"[ Upstream commit abcdefabcdefabcdefabcdefabcdefabcdefabcd ]", TRUE},
		{"Upstream commit abcdefabcdefabcdefabcdefabcdefabcdefabcd", TRUE},
		{"In commit abcdefabcdefabcdefabcdefabcdefabcdefabcd upstream.", FALSE},
		{"commit abcdefabcdefabcdefabcdefabcdefabcdefabcd broke it", FALSE},
		{"commit abcdefa upstream.", FALSE},
		{"[ abcdefabcdefabcdefabcdefabcdefabcdefabcd ]", TRUE},
		{"abcdefabcdefabcdefabcdefabcdefabcdefabcd", TRUE},
		{"Since\ncommit abcdefabcdefabcdefabcdefabcdefabcdefabcd upstream.", FALSE},
		/* A commit of mainline can have been picked from another tree. */
		{"(cherry picked from commit abcdefabcdefabcdefabcdefabcdefabcdefabcd)", FALSE},
		{"This reverts commit abcdefabcdefabcdefabcdefabcdefabcdefabcd.", FALSE},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
			g_strdup_printf(FROM_LINE HEAD "\n%s\n\nWhy.\n" STAT DIFF, cases[i].line);
		g_autoptr(SpPatch) patch = good(text);

		g_assert_cmpstr(patch->id, ==,
				cases[i].stated ? "abcdefabcdefabcdefabcdefabcdefabcdefabcd" : ID);
	}
}

static void test_transfer(void)
{
	static const struct {
		const char *headers, *body, *changes;
	} cases[] = {
		{"", "Why \xc3\xa4.\n---\n\n" DIFF, X_CHANGES},
		{"Content-Type: text/plain; charset=utf-8\n"
		 "Content-Transfer-Encoding: quoted-printable\n",
		 "Why =C3=\n=A4.\n---\n\ndiff --git a/mm/x.c b/mm/x.c\n--- a/mm/x.c\n+++ b/mm/x.c\n"
		 "@@ -1,3 +1,3 @@\n a\n-b =3D \"=20\n+B\n c\n",
		 "mm/x.c @1| a|-b = \" |+B| c\n"},
		{"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
		 "V2h5IMOkLgotLS0KCmRpZmYgLS1naXQgYS9tbS94LmMgYi9tbS94LmMKLS0tIGEvbW0veC5jCisr\n"
		 "KyBiL21tL3guYwpAQCAtMSwzICsxLDMgQEAKIGEKLWIKK0IKIGMK\n",
		 X_CHANGES},
		/* The message is converted, the diff is what the file holds. */
		{"Content-Type: text/plain; charset=ISO-8859-1\n"
		 "Content-Transfer-Encoding: 8bit\n",
		 "Why \xe4.\n---\n\n" FILE_X "@@ -1 +1 @@\n-\xe4\n+\xc3\xa4\n",
		 "mm/x.c @1|-\xe4|+\xc3\xa4\n"},
		{"", "Why \xe4.\n---\n\n" FILE_X "@@ -1 +1 @@\n-\xe4\n+\xc3\xa4\n",
		 "mm/x.c @1|-\xe4|+\xc3\xa4\n"},
		{"Content-Type: text/plain; charset=ANSI_X3.4-1968\n",
		 "Why \xc3\xa4.\n---\n\n" DIFF, X_CHANGES},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
			g_strconcat(HEAD, cases[i].headers, "\n", cases[i].body, NULL);
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
		g_autofree char *crlf = g_strjoinv("\r\n", lines);
		const char *forms[] = {text, crlf};

		for (guint k = 0; k < 2; k++) {
			g_autoptr(SpPatch) patch = good(forms[k]);
			g_autofree char *got = changes(patch);

			g_test_message("%u %s", i, k ? "CRLF" : "LF");
			g_assert_cmpstr(patch->body, ==, "Why \xc3\xa4.\n");
			g_assert_cmpstr(got, ==, cases[i].changes);
		}
	}
}

/* A file with DOS line ends keeps them. */
static void test_carriage_returns(void)
{
	g_autoptr(SpPatch) patch =
		good(HEAD "\nWhy.\n" STAT FILE_X "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+B\r\n");
	g_autofree char *got = changes(patch);

	g_assert_cmpstr(got, ==, "mm/x.c @1| a\r|-b\r|+B\r\n");
}

/* What `git am` does with such lines was tried by hand with git 2.39. */
static void test_message_ends(void)
{
	static const struct {
		const char *body, *kept;
	} cases[] = {
		{"Why.\n---\nnot kept\n", "Why.\n"},
		{"Why.\n---  \nnot kept\n", "Why.\n"},
		{"Why.\n--- a/file\nnot kept\n", "Why.\n"},
		{"Why.\nIndex: x\nnot kept\n", "Why.\n"},
		{"Why.\ndiff -u is a program\nnot kept\n", "Why.\n"},
		{"Why.\n----\n---x\n --- a/x\n diff --git a/x b/x\n> diff --git a/x b/x\n",
		 "Why.\n----\n---x\n --- a/x\n diff --git a/x b/x\n> diff --git a/x b/x\n"},
		{"Why.\n-- >8 --\nscissors\n", "Why.\n-- >8 --\nscissors\n"},
		{"Why.\n@@ -1 +1 @@\n-a\n+b\n", "Why.\n@@ -1 +1 @@\n-a\n+b\n"},
		{"Why.\nFrom here on it is bad.\n>From me\n",
		 "Why.\nFrom here on it is bad.\n>From me\n"},
		{"\n\n  Why.\n\n\n\nMore.  \n\n\n", "  Why.\n\n\n\nMore.\n"},
		{"", ""},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
			g_strconcat(FROM_LINE HEAD "\n", cases[i].body, STAT DIFF END, NULL);
		g_autoptr(SpPatch) patch = good(text);
		g_autofree char *got = changes(patch);

		g_assert_cmpstr(patch->body, ==, cases[i].kept);
		g_assert_cmpstr(got, ==, X_CHANGES);
	}
}

static void test_files(void)
{
	g_autoptr(SpPatch) patch = good(
		HEAD
		"\nWhy.\n" STAT
		"diff --git a/mm/new.c b/mm/new.c\nnew file mode 100644\nindex 0000000..1111111\n"
		"--- /dev/null\n+++ b/mm/new.c\n@@ -0,0 +1,2 @@\n+one\n+two\n"
		"\\ No newline at end of file\n"
		"diff --git a/mm/old.c b/mm/old.c\ndeleted file mode 100644\nindex 1111111..0000000\n"
		"--- a/mm/old.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n" FILE_X HUNK
		"@@ -11,2 +11,3 @@\n \n+-- \n d\n\\ No newline at end of file\n"
		"\n_____\na mailing list\nhttp://lists/\n");
	g_autofree char *got = changes(patch);

	g_assert_cmpstr(got, ==,
			"mm/new.c added @0|+one|+two\n"
			"mm/old.c deleted @1|-gone\n"
			"mm/x.c @1| a|-b|+B| c @11| |+-- | d\n");
}

/* Where a mailer cut the blank that an empty line of context consists of. */
static void test_cut_blanks(void)
{
	g_autoptr(SpPatch) patch =
		good(HEAD "\nWhy.\n" STAT FILE_X "@@ -1,3 +1,3 @@\n a\n\n-b\n+B\n--\n2.39\n");
	g_autofree char *got = changes(patch);

	g_assert_cmpstr(got, ==, "mm/x.c @1| a| |-b|+B\n");
}

static void test_refused(void)
{
	static const struct {
		const char *text, *told;
	} cases[] = {
		{"", "x.patch: "},
		{"not a mail", "x.patch: "},
		{DIFF, "it is no mail"},
		{"From: A <a@b>\n\nWhy.\n---\n" DIFF, "it is no mail"},
		{HEAD "\nWhy.\n", "no \"diff --git\" line"},
		{HEAD "\nWhy.\n---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", "no \"diff --git\""},
		{FROM_LINE HEAD "\nWhy.\n" STAT DIFF END FROM_LINE HEAD "\nWhy.\n" STAT DIFF END,
		 "more than one message"},
		{HEAD "\nWhy.\n" STAT DIFF END DIFF, "below the signature"},
		{HEAD "\nWhy.\n" STAT FILE_X "@@ -1,4 +1,4 @@\n a\n-b\n+B\n c\n", "hunk"},
		{HEAD "\nWhy.\n" STAT FILE_X "@@ -1,2 +1,2 @@\n a\n-b\n+B\n+and more\n",
		 "belongs to no hunk: \"+and more\""},
		{HEAD "\nWhy.\n" STAT DIFF "--- a/mm/y.c\n+++ b/mm/y.c\n" HUNK,
		 "belongs to no hunk: \"--- a/mm/y.c\""},
		{HEAD "\nWhy, the diff was\n" DIFF "and is wrong.\n" STAT DIFF,
		 "belongs to no hunk"},
		/* The last line of it was wrapped. */
		{HEAD "\n" DIFF "d;\n\n", "belongs to no hunk: \"d;\""},
		{HEAD "\nWhy, the diff was\n" DIFF "\nand is wrong.\n" DIFF, "belongs to no hunk"},
		{HEAD "\nWhy.\n" STAT DIFF DIFF, "changed twice"},
		{HEAD "\nWhy.\n" STAT FILE_X "@@ -1,x +1,3 @@\n a\n-b\n+B\n c\n", "hunk"},
		{HEAD "\nWhy.\n" STAT "diff --git a/x b/y\nsimilarity index 100%\nrename from x\n"
		      "rename to y\n",
		 "rename"},
		{HEAD "\nWhy.\n" STAT "diff --git a/x b/y\nsimilarity index 90%\nrename from x\n"
		      "rename to y\nindex 1111111..2222222 100644\n--- a/x\n+++ b/y\n" HUNK,
		 "rename"},
		{HEAD "\nWhy.\n" STAT "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n",
		 "mode"},
		{HEAD "\nWhy.\n" STAT "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"
		      "index 1111111..2222222\n--- a/x\n+++ b/x\n" HUNK,
		 "mode"},
		{HEAD
		 "\nWhy.\n" STAT
		 "diff --git a/x b/x\nnew file mode 100755\nindex 0000000..1111111\n--- /dev/null\n"
		 "+++ b/x\n@@ -0,0 +1 @@\n+#!/bin/sh\n",
		 "can be run"},
		{HEAD
		 "\nWhy.\n" STAT
		 "diff --git a/x b/x\nnew file mode 120000\nindex 0000000..1111111\n--- /dev/null\n"
		 "+++ b/x\n@@ -0,0 +1 @@\n+y\n\\ No newline at end of file\n",
		 "link"},
		{HEAD "\nWhy.\n" STAT "diff --git a/x b/x\nindex 1111111..2222222 100644\n"
		      "Binary files a/x and b/x differ\n",
		 "binary"},
		{HEAD "\nWhy.\n" STAT DIFF "diff --git a/x b/x\nindex 1111111..2222222 100644\n"
		      "Binary files a/x and b/x differ\n",
		 "binary"},
		{HEAD "\nWhy.\n" STAT "diff --git a/../x b/../x\n--- a/../x\n+++ b/../x\n" HUNK,
		 "../x: such a path"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("case %u", i);
		g_assert_null(parse(cases[i].text, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, "x.patch: "));
		g_assert_nonnull(strstr(error->message, cases[i].told));
	}
}

static void test_nul(void)
{
	static const char text[] = HEAD "\nWhy.\n" STAT FILE_X "@@ -1 +1 @@\n-a\0b\n+c\n";
	g_autoptr(GError) error = NULL;

	g_assert_null(sp_patch_parse(text, sizeof(text) - 1, "x.patch", &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
}

static char *joined(GPtrArray *strings)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < strings->len; i++)
		g_string_append_printf(text, "%s\n", (char *)strings->pdata[i]);
	g_ptr_array_unref(strings);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void test_trailers(void)
{
	static const char body[] =
		"Why.\n\nFixes: 0123456789ab (\"x\")\nReported-by: R (Oracle) <r@x>\nCc: a@x, B <b@x>\n"
		"CC: A <author@x> # v4.9+\nTested-by: nobody\n"
		"Link: https://x/?q=a@b\nReported-by: R (Oracle) <r@x>\n"
		"Cc: stable@vger.kernel.org # 5.4+: why\n"
		"Acked-by: \"Doe, J.\" <j@x>\n";
	g_autofree char *people = joined(sp_trailer_people("A <author@x>", body));

	g_assert_cmpstr(people, ==,
			"A <author@x>\n\"R (Oracle)\" <r@x>\na@x\nB <b@x>\n"
			"stable@vger.kernel.org\n\"Doe, J.\" <j@x>\n");
}

int main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_mime_init();
	g_test_add_func("/patch/format-patch", test_format_patch);
	g_test_add_func("/patch/subjects", test_subjects);
	g_test_add_func("/patch/authors", test_authors);
	g_test_add_func("/patch/body-headers", test_body_headers);
	g_test_add_func("/patch/upstream-id", test_upstream_id);
	g_test_add_func("/patch/transfer", test_transfer);
	g_test_add_func("/patch/carriage-returns", test_carriage_returns);
	g_test_add_func("/patch/message-ends", test_message_ends);
	g_test_add_func("/patch/files", test_files);
	g_test_add_func("/patch/cut-blanks", test_cut_blanks);
	g_test_add_func("/patch/refused", test_refused);
	g_test_add_func("/patch/nul", test_nul);
	g_test_add_func("/patch/trailers", test_trailers);
	result = g_test_run();
	g_mime_shutdown();
	git_libgit2_shutdown();
	return result;
}
