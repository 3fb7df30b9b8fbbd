/* SPDX-License-Identifier: GPL-2.0-only */
/* The submission: its headers, and that it comes out of our own reader, and of git's, unchanged. */
#include "mailworld.h"

#include "base/err.h"
#include "base/mime.h"
#include "base/run.h"

/* Our own reader gives back what went in: subject, author, message, and each line of the diff. */
static void check_back(Mail *m, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SpPatch) back = sp_patch_parse(text, strlen(text), "mail", &error);
	g_autofree char *message = mail_message(m);

	g_assert_no_error(error);
	g_assert_cmpstr(back->subject, ==, m->fix->patch->subject);
	g_assert_cmpstr(back->author, ==, m->fix->patch->author);
	g_assert_cmpstr(back->body, ==, message);
	g_assert_cmpstr(back->id, ==, ID);
	g_assert_cmpuint(back->files->len, ==, m->stack->port->files->len);
	for (guint i = 0; i < back->files->len; i++) {
		const SpPatchFile *file = back->files->pdata[i];
		const SpPortFile *port = m->stack->port->files->pdata[i];
		g_autofree char *result = NULL;
		g_autofree char *why = NULL;

		g_assert_cmpstr(file->path, ==, port->path);
		g_assert_true(
			sp_hunk_apply_all(port->before, file->hunks, NULL, NULL, &result, &why));
		g_assert_cmpstr(result, ==, port->after);
	}
}

static void test_headers(Mail *m, gconstpointer data)
{
	g_autofree char *text = NULL;

	(void)data;
	mail_set(&m->fix->patch->body,
		 "Why.\n\nSigned-off-by: " AUTHOR "\nCc: R (Oracle) <r@x.org>\n"
		 "Cc: <stable@vger.kernel.org> # 5.4\nCc: stable@kernel.org\n"
		 "Cc: stable+noautosel@kernel.org # no\nCc: X <Stable+y@vger.kernel.org>\n"
		 "Reported-by: J\xc3\xa9r\xc3\xb4me <j@x.org>\n"
		 "Cc: not-stable@x.org\nCc: stable@x.org\nCc: S <stable+z@x.kernel.org>\n"
		 "Cc: stable@vger.kernel.org.x\n");
	text = mail_one(m, NULL, NULL);
	g_assert_nonnull(text);
	g_test_message("%s", text);
	g_assert_nonnull(strstr(text, "From: Sen Der <sen@der.org>\n"));
	g_assert_nonnull(strstr(text, "\nTo: stable@vger.kernel.org\n"));
	g_assert_nonnull(strstr(text, "=?UTF-8?b?SsOpcsO0bWU=?= <j@x.org>"));
	g_assert_nonnull(strstr(text, "\nSubject: [PATCH 5.10.y] mm: do it right\n"));
	g_assert_nonnull(strstr(text, "\nDate: Sat, 10 Oct 2020 02:47:59 +0000\n"));
	g_assert_nonnull(strstr(text, "\nContent-Transfer-Encoding: 8bit\n"));
	g_assert_nonnull(strstr(text, "\n\nFrom: " AUTHOR "\n\ncommit " ID " upstream.\n\nWhy.\n"));
	g_assert_nonnull(strstr(text, "Signed-off-by: Sen Der <sen@der.org>\n---\nNot built"));

	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	g_autoptr(GMimeMessage) message = g_mime_parser_construct_message(parser, NULL);
	g_autofree char *cc =
		internet_address_list_to_string(g_mime_message_get_cc(message), NULL, FALSE);

	g_assert_cmpstr(cc, ==,
			AUTHOR ", \"R (Oracle)\" <r@x.org>, J\xc3\xa9r\xc3\xb4me <j@x.org>, "
			       "not-stable@x.org, stable@x.org, S <stable+z@x.kernel.org>, "
			       "stable@vger.kernel.org.x");
	check_back(m, text);
}

/* One's own fix has no second From. */
static void test_own(Mail *m, gconstpointer data)
{
	static const char *const people[][2] = {
		{AUTHOR, AUTHOR}, {"\"A (Oracle)\" <a@x.org>", "A (Oracle) <a@x.org>"}};

	(void)data;
	for (guint i = 0; i < 2; i++) {
		g_autofree char *text = NULL;

		mail_set(&m->fix->patch->author, people[i][0]);
		mail_set(&m->sender, people[i][1]);
		text = mail_one(m, NULL, NULL);
		g_assert_nonnull(text);
		g_assert_null(strstr(text, "\n\nFrom: "));
		check_back(m, text);
	}
}

/* What a maintainer would see after `git am`. */
static void git_am(Mail *m, const char *text, const char *author)
{
	static const char *const commands[][8] = {
		{"git", "init", "-q", ".", NULL},
		{"git", "add", ".", NULL},
		{"git", "commit", "-q", "-m", "base", NULL},
		{"git", "am", "-q", "--keep-non-patch", "mail.eml", NULL},
	};
	g_autofree char *tree = trees_path(&m->trees, "tree");
	g_autofree char *log = trees_path(&m->trees, "log");
	g_autofree char *said = NULL;
	const char *env[] = {"GIT_CONFIG_GLOBAL=/dev/null",
			     "GIT_CONFIG_NOSYSTEM=1",
			     "GIT_AUTHOR_NAME=T",
			     "GIT_AUTHOR_EMAIL=t@x",
			     "GIT_COMMITTER_NAME=T",
			     "GIT_COMMITTER_EMAIL=t@x",
			     "GIT_AUTHOR_DATE=@1600000000 +0000",
			     "GIT_COMMITTER_DATE=@1600000000 +0000",
			     NULL};
	g_autofree char *message = mail_message(m);
	g_autofree char *expected = g_strdup_printf("%s\n\n%s", m->fix->patch->subject, message);

	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		SpRunSpec spec = {
			.argv = commands[i], .cwd = tree, .env = env, .log = log, .timeout = 60};
		SpRunResult result;

		if (i == 3)
			trees_write(&m->trees, "tree/mail.eml", text);
		g_assert_true(sp_run(&spec, &result, NULL));
		g_assert_true(sp_fs_read(log, &said, NULL, NULL));
		if (result.code != 0)
			g_test_message("%s", said);
		g_assert_cmpint(result.code, ==, 0);
		g_clear_pointer(&said, g_free);
	}
	g_autoptr(git_repository) repo = sp_git_open(tree, NULL);
	g_autoptr(git_commit) head = sp_git_commit(repo, "HEAD", NULL);
	const git_signature *who = git_commit_author(head);
	g_autofree char *name = g_strdup_printf("%s <%s>", who->name, who->email);
	g_autoptr(git_tree) top = NULL;
	gboolean found, lost;

	g_assert_cmpstr(git_commit_message(head), ==, expected);
	g_assert_cmpstr(name, ==, author);
	g_assert_cmpint(git_commit_tree(&top, head), ==, 0);
	g_autoptr(git_blob) blob = sp_git_blob(repo, top, "mm/x.c", &found, &lost, NULL);
	g_autofree char *after = g_strndup(git_blob_rawcontent(blob), git_blob_rawsize(blob));

	g_assert_cmpstr(after, ==, ((SpPortFile *)m->stack->port->files->pdata[0])->after);
}

static void test_encodings(Mail *m, gconstpointer data)
{
	static const char *const encodings[] = {": 8bit", ": quoted-printable",
						": quoted-printable", ": base64"};
	g_autoptr(GString) line = g_string_new("\t/* ");

	(void)data;
	while (line->len < 990)
		g_string_append(line, "x = y; ");
	for (guint i = 0; i < 4; i++) {
		/* 8bit; too long a line; bytes that are no UTF-8; a DOS line end. */
		const char *added[] = {"\t/* \xc3\xa4 */", line->str, "\t/* \xe4\xff */",
				       "\tuse(a);\r"};
		g_autofree char *diff = NULL;
		g_autofree char *text = NULL;

		if (i == 1)
			g_string_append(line, "and more */");
		diff = g_strdup_printf(FILE_X "@@ -2,4 +2,5 @@\n {\n \tlock(a);\n+%s\n \tuse(a);\n"
					      " \tunlock(a);\n",
				       i == 1 ? line->str : added[i]);
		mail_prepare(m, BUGGY, diff);
		text = mail_one(m, NULL, NULL);
		g_assert_nonnull(text);
		g_assert_nonnull(strstr(text, encodings[i]));
		check_back(m, text);
		trees_write(&m->trees, "tree/mm/x.c", BUGGY);
		git_am(m, text, AUTHOR);
	}
}

#define WORDS "what is in a subject that goes on for longer than a line may be, "
#define LONG WORDS WORDS WORDS WORDS WORDS

static void test_git_am(Mail *m, gconstpointer data)
{
	static const struct {
		const char *subject, *author, *body;
	} cases[] = {
		{"mm: do it", AUTHOR, "Why.\n\nSigned-off-by: " AUTHOR "\n"},
		{"[media] do it", "A (Oracle) <a@x.org>", "Why.\n\nAcked-by: B <b@x.org>\n"},
		{"mm: \xc3\xa4 is a letter that makes a header's line long enough to be folded there",
		 "J\xc3\xa9r\xc3\xb4me Q. Doe, Jr <j@x.org>", "Why \xc3\xa4.\n"},
		{"mm: do it", AUTHOR,
		 "Why.\nFrom here on.\n>From me\n ---\n----\n ---\n diff --git a/x b/x\n"
		 "> diff --git a/x b/x\n-- >8 --\n@@ -1 +1 @@\n-a\n+b\n"},
		{"mm: do it", AUTHOR,
		 "From " ID " Mon Sep 17 00:00:00 2001\nFrom: Other <o@x.org>\nSubject: other\n"},
		{"mm: do it", AUTHOR, "Subject: the other one\n\n\tindented = \"=20\";\nend=\n"},
		{"=?utf-8?q?=41?= is no letter here, nor is \xc3\xa4, in a subject that takes several "
		 "words",
		 AUTHOR, "Why.\n"},
		{"mm: a =? b ?= c", AUTHOR, "Why.\n"},
		{"mm: " LONG LONG LONG LONG "or so", AUTHOR, "Why.\n"},
		{"mm: \xc3\xa4: " LONG LONG LONG LONG "or so", AUTHOR, "Why.\n"},
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = NULL;
		g_autofree char *tree = trees_path(&m->trees, "tree/.git");
		SpPatch *patch = m->fix->patch;

		mail_set(&patch->subject, cases[i].subject);
		mail_set(&patch->body, cases[i].body);
		g_free(patch->author);
		patch->author = sp_trailer_person(cases[i].author);
		text = mail_one(m, NULL, &error);
		g_assert_no_error(error);
		g_assert_false(
			g_regex_match_simple("^.{999}", text, G_REGEX_MULTILINE | G_REGEX_RAW, 0));
		check_back(m, text);
		g_assert_true(sp_fs_remove(tree, NULL));
		trees_write(&m->trees, "tree/mm/x.c", BUGGY);
		git_am(m, text, cases[i].author);
	}
}

/* git am would end the message there, or take the quoted diff for the patch: not sent. */
static void test_hostile(Mail *m, gconstpointer data)
{
	static const char *const bodies[] = {
		"Why.\n---\nmore\n",
		"Why.\n---   \nmore\n",
		"Why.\n--- a/mm/x.c\n",
		"Why.\ndiff --git a/mm/x.c b/mm/x.c\nmore\n",
		"Why.\n" FILE_X "@@ -1,2 +1,3 @@\n int f(int a)\n+evil\n {\n",
		"Why.\ndiff -u a b\n",
		"Index: mm/x.c\n",
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(bodies); i++) {
		g_autoptr(GError) error = NULL;

		mail_set(&m->fix->patch->body, bodies[i]);
		g_assert_null(mail_one(m, NULL, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, "git am"));
	}
}

static void test_no_upstream(Mail *m, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	mail_set(&m->fix->upstream, NULL);
	g_assert_null(mail_one(m, NULL, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
}

/* What a compiler or a console said stands in the mail, and is not taken for the patch. */
static void test_evidence(Mail *m, gconstpointer data)
{
	g_autoptr(SpRecord) record = sp_record_new();
	SpCell *crash = sp_cell_new("t", "unpatched", "as it is");
	SpCell *broken = sp_cell_new("t", "lock", "rejected");
	SpBoot *boot = g_new0(SpBoot, 1);
	g_autofree char *text = NULL;

	(void)data;
	g_ptr_array_add(record->cells, crash);
	g_ptr_array_add(record->cells, broken);
	record->branch = g_strdup("linux-5.10.y");
	record->version = g_strdup("5.10.7");
	record->arch = g_strdup("arm64");
	record->reproducer_sha256 = g_strdup("feed");
	boot->outcome = SP_BOOT_CRASHED;
	boot->round = 1;
	boot->signature = g_strdup("VM_BUG_ON\033[31m(x)\ndiff --git a/x b/x");
	g_ptr_array_add(crash->boots, boot);
	broken->complaint = g_strdup("does not build:\n" FILE_X "@@ -1 +1 @@\n-a\n+b\n---");
	text = mail_one(m, record, NULL);
	g_assert_nonnull(text);
	g_assert_null(strchr(text, '\033'));
	g_assert_nonnull(strstr(text, "\n  t:\n    as it is: crashed 1 of 1 boots, median round 1\n"
				      "      VM_BUG_ON"));
	g_assert_nonnull(strstr(text, "\n      diff --git a/x b/x\n"));
	g_assert_nonnull(strstr(text, "\n    diff --git a/mm/x.c b/mm/x.c\n"));
	g_assert_nonnull(strstr(text, "\nTested on 5.10.7 "));
	g_assert_nonnull(strstr(text, " --arch arm64, which builds"));
	check_back(m, text);
	g_clear_pointer(&text, g_free);
	record->control = SP_CONTROL_UNDONE;
	text = mail_one(m, record, NULL);
	g_assert_nonnull(strstr(text, "\n---\nCONTROL, NOT TO BE SENT"));
	check_back(m, text);
}

static int run(void)
{
#define ADD(name, function)                                                                        \
	g_test_add("/mail/" name, Mail, NULL, mail_set_up, function, mail_tear_down)
	ADD("headers", test_headers);
	ADD("own", test_own);
	ADD("encodings", test_encodings);
	ADD("git-am", test_git_am);
	ADD("hostile", test_hostile);
	ADD("no-upstream", test_no_upstream);
	ADD("evidence", test_evidence);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
