/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Damaged FAILED mails: each ends in an error that says what is wrong. Those that differ from a
 * good one by an edit are made here; the others are files in tests/failed/, with what is expected
 * of them in tests/failed/expect.
 */
#include "failedmail.h"

#include "base/err.h"
#include "base/lib.h"
#include "stage/failed.h"

#define OTHER "fedcba9876543210fedcba9876543210fedcba98"

/* Of failed_eras. */
enum { GREG = 5, SASHA = 8 };

static const struct {
	const char *name;
	int era;
	const char *pattern, *by; /* replaced wherever it matches */
	const char *error;
} damages[] = {
	{"series in the text", GREG, "the 6\\.12-stable", "the 5.10-stable",
	 "the series is 6.12 in the subject, and 5.10 in the text"},
	{"series twice in the text", GREG, "^If someone",
	 "The patch below does not apply to the\n5.4-stable tree.\n\\0",
	 "the series stands there twice: 6.12 and 5.4"},
	{"series in git fetch", GREG, "linux-6\\.12\\.y", "linux-6.1.y",
	 "the series is 6.12 in the subject, and 6.1 in `git fetch`"},
	{"series in the prefix", GREG, "PATCH 6\\.12\\.y", "PATCH 6.1.y",
	 "the series is 6.12 in the subject, and 6.1 in --subject-prefix"},
	{"series missing in the subject", GREG, "apply to 6\\.12-stable tree$", "apply to tree",
	 "is not FAILED: patch \"...\" failed to apply to X.Y-stable tree"},
	{"series missing in the text", SASHA, "^The patch below does[^.]*", "It does not apply",
	 "it does not say to which tree the patch does not apply"},
	{"another id picked", GREG, "-x " ID, "-x " OTHER,
	 "the upstream commit is " ID " where the patch begins, and " OTHER
	 " in `git cherry-pick`"},
	{"two ids picked", GREG, "^git cherry-pick.*", "\\0\ngit cherry-pick -x " OTHER,
	 "git cherry-pick stands there twice: " ID " and " OTHER},
	{"another id in the message", SASHA, "^Why\\.", "commit " OTHER " upstream.\n\n\\0",
	 "the upstream commit is " ID " where the patch begins, and " OTHER
	 " by the patch's own message"},
	{"two patches", SASHA, "^-- $", "\\0\n2.51.0\n\nFrom " OTHER " Mon Sep 17 00:00:00 2001\n",
	 "its patch: it holds more than one message"},
	{"a short id", GREG, "^From " ID, "From 0123456789abcdef0123456789abcdef0123456",
	 "no \"From <40 hex digits> Mon Sep 17 ...\" line begins the patch"},
	{"no id", SASHA, "^From " ID ".*\n", "", "the upstream commit is not named"},
	{"another mail answered", GREG, "--in-reply-to '", "\\0x",
	 "the message id is " MESSAGE_ID " in the header, and x" MESSAGE_ID " in --in-reply-to"},
	{"no Message-ID", GREG, "^Message-ID:.*\n", "", "it has no Message-ID header"},
	{"two Message-IDs", SASHA, "^Message-ID:.*\n", "\\0Message-ID: <x@y>\n",
	 "it has more than one Message-ID header"},
	{"a Message-ID that is none", GREG, "^Message-ID:.*", "Message-ID: <>",
	 "is none that could be answered"},
	{"no sender", GREG, "^From:   .*", "From: undisclosed:;", "its From header has no address"},
	{"no subject", SASHA, "^Subject: FAILED.*\n", "", "it has no Subject header"},
	{"two subjects", GREG, "^Subject: FAILED.*\n", "\\0Subject: x\n",
	 "it has more than one Subject header"},
	{"another subject", SASHA, "Patch \"misc: gate", "Patch \"misc: door",
	 "the upstream subject is misc: door: shut in the mail's subject, and misc: gate: shut in "
	 "the patch"},
	{"commands cut short", GREG, " --subject-prefix.*", "",
	 "its commands have no whole `git send-email --subject-prefix`"},
	{"commands gone", GREG, "^git .*\n", "", "its commands have no whole `git fetch`"},
	{"a dependency wrapped", GREG, "is a count", "is\na count",
	 "among its possible dependencies stands what is none: \"aaaaaaaaaaaa (\"misc: gate: "
	 "\"open\" (and shut) is\""},
	{"a dependency without subject", GREG, "^bbbbbbbbbbbb .*", "bbbbbbbbbbbb",
	 "stands what is none: \"bbbbbbbbbbbb\""},
	{"a dependency without id", GREG, "^bbbbbbbbbbbb", "misc",
	 "stands what is none: \"misc (\"misc: gate: lock\")\""},
	{"dependencies without head", GREG, "^Possible.*\n", "",
	 "it lists commits, but no \"Possible dependencies:\" above"},
	{"dependencies without end", GREG, "^thanks,\n", "",
	 "the list of its possible dependencies has no end"},
	{"no line above the patch", GREG, "^-+ original.*\n", "",
	 "it has no line \"------------------ original commit in Linus's tree "
	 "------------------\""},
	{"that line wrapped", GREG, "tree -+$", "tree\n------------------",
	 "does not stand alone: the text was wrapped"},
	{"nothing below it", SASHA, "^From " ID "(.|\n)*", "", "nothing stands below"},
	{"cut off in the message", GREG, "^Signed-off-by(.|\n)*", "",
	 "its patch: it holds no \"diff --git\" line"},
	{"cut off in a hunk", GREG, "^ int gate_shut(.|\n)*", "",
	 "its patch: the diff ends in the middle of a hunk"},
	{"cut off between files", SASHA, "^diff --git a/drivers/misc/gate\\.h(.|\n)*", "",
	 "the patch is not whole: its diffstat says 2 files changed, 3 insertions(+), 1 "
	 "deletion(-), and there are 1 files, 2 lines added and 0 removed"},
	{"a line lost", SASHA, "^\\+\tif .*\n", "", "its patch: "},
	{"blanks lost", GREG, "^ \t", "\t", "its patch: line 6 of the diff belongs to no hunk"},
	{"lines of the patch wrapped", GREG, "int gate_shut\\(struct", "int\ngate_shut(struct",
	 "belongs to no hunk: \"gate_shut(struct gate *gate);\""},
	{"a rename", GREG, "^index 3.*\n(.*\n){6} int gate_shut.*",
	 "similarity index 90%\nrename from drivers/misc/gate.h\nrename to drivers/misc/door.h",
	 "its patch: "},
	{"quoted", GREG, "(?s)\\A(.*?\n\n)|^", "\\1> ", "what it says is quoted"},
	{"a reply", SASHA, "^Subject: FAILED", "Subject: RE: FAILED",
	 "it is a reply to a FAILED mail"},
	{"no mail", GREG, "(?s)^.*", "", "it is no mail"},
};

static char *good_mail(int era)
{
	const FailedEra *form = &failed_eras[era];
	GString *mail = g_string_new(NULL);
	g_autofree char *subject = g_strdup_printf(
		"FAILED: %s\"%smisc: gate: shut\" failed to apply to %s tree",
		form->sasha ? "Patch " : "patch ", form->sasha ? "" : "[PATCH] ", form->series);

	failed_headers(mail, form, subject);
	g_string_append_c(mail, '\n');
	failed_top(mail, form);
	g_string_append_printf(mail,
			       "From " ID " Mon Sep 17 00:00:00 2001\n"
			       "From: Fi Xer <fixer@example.org>\nDate: " DATE "\n"
			       "Subject: [PATCH] misc: gate: shut\n\nWhy.\n\n"
			       "Signed-off-by: Fi Xer <fixer@example.org>\n%s" DIFF "%s\n",
			       form->sasha ? "---\n" STAT : "\n",
			       form->sasha ? "-- \n2.51.0\n\n" : "");
	return g_string_free(mail, FALSE);
}

static void expect_error(const char *mail, gsize length, const char *name, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SpFailed) failed = sp_failed_parse(mail, length, "it.eml", &error);

	g_test_message("%s: %s", name, error ? error->message : mail);
	g_assert_null(failed);
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_assert_true(g_str_has_prefix(error->message, "it.eml: "));
	g_assert_nonnull(strstr(error->message, expected));
}

static void test_damage(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autofree char *mail = good_mail(damages[i].era);
	g_autoptr(GError) error = NULL;
	g_autoptr(SpFailed) good = sp_failed_parse(mail, strlen(mail), "good", &error);
	g_autoptr(GRegex) regex = g_regex_new(damages[i].pattern, G_REGEX_MULTILINE, 0, NULL);
	g_autofree char *bad = NULL;

	g_assert_no_error(error);
	g_assert_nonnull(regex);
	bad = g_regex_replace(regex, mail, -1, 0, damages[i].by, 0, NULL);
	g_assert_cmpstr(bad, !=, mail);
	expect_error(bad, strlen(bad), damages[i].name, damages[i].error);
}

/* Cut off at any place, it is either refused or lacks nothing but what no mail program shows. */
static void test_cut(void)
{
	for (int era = GREG; era <= SASHA; era += SASHA - GREG) {
		g_autofree char *mail = good_mail(era);
		const char *second = strstr(mail, "diff --git a/drivers/misc/gate.h");
		const char *end = strstr(mail, " int gate_shut(") + strlen(" int gate_shut(struct");

		for (gsize n = 0; n < strlen(mail); n++) {
			g_autoptr(GError) error = NULL;
			g_autoptr(SpFailed) cut = sp_failed_parse(mail, n, "cut", &error);

			g_assert_true(cut ? !error : error && error->code == SP_ERROR_USAGE);
			/* Without a diffstat nothing tells that a second file is missing. */
			if (cut && mail + n < end)
				g_assert_true(era == GREG && mail + n <= second + 11 &&
					      mail + n >= second - 1);
		}
	}
}

/* No change of one byte crashes it or makes it say another id. */
static void test_bytes(void)
{
	g_autofree char *mail = good_mail(GREG);
	gsize length = strlen(mail);

	for (gsize n = 0; n < length; n++) {
		static const char bytes[] = {'\0', '\n', '\xff', '>'};
		char kept = mail[n];

		for (guint i = 0; i < G_N_ELEMENTS(bytes); i++) {
			g_autoptr(SpFailed) failed = NULL;

			mail[n] = bytes[i];
			failed = sp_failed_parse(mail, length, "bytes", NULL);
			if (failed) {
				g_assert_cmpstr(failed->upstream, ==, ID);
				g_assert_cmpstr(failed->branch, ==, "linux-6.12.y");
				g_assert_cmpstr(failed->message_id, ==, MESSAGE_ID);
			}
		}
		mail[n] = kept;
	}
}

/* "NAME<TAB>ok", or "NAME<TAB>what the error says". */
static void test_file(gconstpointer data)
{
	g_auto(GStrv) expected = g_strsplit(data, "\t", 2);
	g_autofree char *name = g_strdup_printf("tests/failed/%s.eml", expected[0]);
	g_autofree char *mail = NULL;
	gsize length;

	g_assert_true(g_file_get_contents(name, &mail, &length, NULL));
	if (!g_str_equal(expected[1], "ok")) {
		expect_error(mail, length, name, expected[1]);
		return;
	}
	g_autoptr(GError) error = NULL;
	g_autoptr(SpFailed) failed = sp_failed_parse(mail, length, name, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(failed->upstream, ==, ID);
	g_assert_cmpstr(failed->branch, ==, "linux-5.4.y");
	g_assert_cmpstr(failed->patch->subject, ==, "misc: gate: shut");
	g_assert_cmpuint(failed->patch->files->len, ==, 1);
}

int main(int argc, char **argv)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	int code;

	g_test_init(&argc, &argv, NULL);
	g_assert_true(g_file_get_contents("tests/failed/expect", &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	sp_lib_start();
	for (guint i = 0; i < G_N_ELEMENTS(damages); i++) {
		g_autofree char *path = g_strdup_printf("/failedbad/edit/%s", damages[i].name);

		g_test_add_data_func(path, GUINT_TO_POINTER(i), test_damage);
	}
	for (guint i = 0; lines[i]; i++) {
		g_autofree char *path = g_strdup_printf("/failedbad/file/%.*s",
							(int)strcspn(lines[i], "\t"), lines[i]);

		if (*lines[i])
			g_test_add_data_func(path, lines[i], test_file);
	}
	g_test_add_func("/failedbad/cut", test_cut);
	g_test_add_func("/failedbad/bytes", test_bytes);
	code = g_test_run();
	sp_lib_stop();
	return code;
}
