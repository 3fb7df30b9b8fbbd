/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FAILED mails read: every form and year, in each encoding and charset, with each kind of subject
 * and commit, in each wrapping; all that they say is asserted.
 */
#include "failedmail.h"

#include "base/lib.h"
#include "stage/failed.h"
#include "stage/mailtext.h"

/* How the text is sent. */
static const struct {
	const char *name, *headers, *charset; /* what the bytes are in */
	char transfer;			      /* '8', 'q' or 'b' */
} ways[] = {
	{"ansi",
	 "Content-Type: text/plain; charset=ANSI_X3.4-1968\n"
	 "Content-Transfer-Encoding: 8bit\n",
	 "UTF-8", '8'},
	{"bare", "Content-Transfer-Encoding: 8bit\n", "UTF-8", '8'},
	{"qp",
	 "Content-Type: text/plain; charset=UTF-8\n"
	 "Content-Transfer-Encoding: quoted-printable\n",
	 "UTF-8", 'q'},
	{"base64",
	 "Content-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n",
	 "UTF-8", 'b'},
	{"latin-1",
	 "Content-Type: text/plain; charset=iso-8859-1\n"
	 "Content-Transfer-Encoding: 8bit\n",
	 "ISO-8859-1", '8'},
	{"latin-15",
	 "Content-Type: text/plain; charset=ISO-8859-15\n"
	 "Content-Transfer-Encoding: quoted-printable\n",
	 "ISO-8859-15", 'q'},
	{"utf-16",
	 "Content-Type: text/plain; charset=utf-16be\n"
	 "Content-Transfer-Encoding: base64\n",
	 "UTF-16BE", 'b'},
	{"mislabelled",
	 "Content-Type: text/plain; charset=iso-8859-1\n"
	 "Content-Transfer-Encoding: 8bit\n",
	 "UTF-8", '8'},
};

/* The commit in it: the head and message of the patch, and what has to be read there. */
static const struct {
	const char *name;
	const char *head;    /* From:, Date: and more, without Subject: */
	const char *subject; /* after "Subject: " */
	const char *quoted;  /* in the mail's subject: Greg's; Sasha has it whole */
	const char *whole;   /* what it is */
	const char *author;
	const char *body;
} commits[] = {
	{"plain", "From: Fi Xer <fixer@example.org>\nDate: " DATE "\n", "[PATCH] misc: gate: shut",
	 "[PATCH] misc: gate: shut", "misc: gate: shut", "Fi Xer <fixer@example.org>",
	 "Why.\n\nFixes: aaaaaaaaaaaa (\"misc: gate\")\nSigned-off-by: Fi Xer <fixer@example.org>\n"},
	{"truncated", "From: Fi Xer <fixer@example.org>\nDate: " DATE "\n",
	 "[PATCH] " FIRST_LINE "\n however often it is asked", "[PATCH] " FIRST_LINE, SUBJECT,
	 "Fi Xer <fixer@example.org>", "J\xc3\xb6rg asked why.\n"},
	{"revert", "From: \"Xer, Fi\" <fixer@example.org>\nDate: " DATE "\n",
	 "[PATCH] Revert \"misc: gate: \"shut\"\"", "[PATCH] Revert \"misc: gate: \"shut\"\"",
	 "Revert \"misc: gate: \"shut\"\"", "\"Xer, Fi\" <fixer@example.org>",
	 "This reverts commit bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.\n\n"
	 "It was \xc3\xa4rgerlich.\n"},
	{"encoded", "From: =?UTF-8?q?J=C3=B6rg=20Fixer?= <fixer@example.org>\nDate: " DATE "\n",
	 "[PATCH] =?UTF-8?q?misc:=20gate:=20J=C3=B6rg's=20gate=20is=20shut?=\n"
	 " =?UTF-8?q?=20for=20good?=",
	 "[PATCH] =?UTF-8?q?misc:=20gate:=20J=C3=B6rg's=20gate=20is=20shut?=",
	 "misc: gate: J\xc3\xb6rg's gate is shut for good", "J\xc3\xb6rg Fixer <fixer@example.org>",
	 "J\xc3\xb6rg says so.\n"},
	{"mime", "From: =?UTF-8?q?J=C3=B6rg=20Fixer?= <fixer@example.org>\nDate: " DATE "\n",
	 "[PATCH] misc: gate: shut\nMIME-Version: 1.0\n"
	 "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit",
	 "[PATCH] misc: gate: shut", "misc: gate: shut", "J\xc3\xb6rg Fixer <fixer@example.org>",
	 "J\xc3\xb6rg says so.\n"},
	{"misleading", "From: Fi Xer <fixer@example.org>\nDate: " DATE "\n",
	 "[PATCH] misc: gate: shut", "[PATCH] misc: gate: shut", "misc: gate: shut",
	 "Fi Xer <fixer@example.org>",
	 "Message-ID: <other@example>\nIn-Reply-To: <another@example>\n"
	 "The patch below does not apply to the 9.9-stable tree.\n\n"
	 "git cherry-pick -x bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	 "Possible dependencies:\n\nbroken (\"list\n\nFrom here on it is prose.\nthanks,\n\n" LINE
	 "\n > quoted\n"},
};

/* What stands around the mail. */
static const char *const wraps[] = {"plain", "crlf", "mbox", "parts", "tagged"};

static char *quoted_printable(const char *bytes, gsize length)
{
	g_autoptr(GString) out = g_string_new(NULL);
	guint column = 0;

	for (gsize i = 0; i < length; i++) {
		guint8 c = (guint8)bytes[i];

		if (c == '\n') {
			g_string_append_c(out, '\n');
			column = 0;
			continue;
		}
		if (column > 70) {
			g_string_append(out, "=\n");
			column = 0;
		}
		if (c == '=' || c > 126 || c < 32 || (i + 1 < length && bytes[i + 1] == '\n'))
			g_string_append_printf(out, "=%02X", c);
		else
			g_string_append_c(out, (char)c);
		column += 3;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static char *base64(const char *bytes, gsize length)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *all = g_base64_encode((const guchar *)bytes, length);

	for (gsize i = 0; i < strlen(all); i += 76)
		g_string_append_printf(out, "%.76s\n", all + i);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* As git send-email folds what is not ASCII; plain text as it is. */
static char *header_text(const char *text)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (g_str_is_ascii(text))
		return g_strdup(text);
	for (const char *p = text; *p;) {
		const char *start = p;
		g_autofree char *word = NULL;

		while (*p && p - start < 36)
			p = g_utf8_next_char(p);
		word = g_base64_encode((const guchar *)start, p - start);
		g_string_append_printf(out, "%s=?UTF-8?B?%s?=", out->len ? "\n " : "", word);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static char *subject_of(const FailedEra *era, guint commit)
{
	return g_strdup_printf(
		"FAILED: %catch \"%s\" failed to apply to %s tree", era->sasha ? 'P' : 'p',
		era->sasha ? commits[commit].whole : commits[commit].quoted, era->series);
}

static char *text_of(const FailedEra *era, guint commit)
{
	GString *text = g_string_new(NULL);

	failed_top(text, era);
	g_string_append_printf(text,
			       "From " ID " Mon Sep 17 00:00:00 2001\n%sSubject: %s\n\n%s%s%s",
			       commits[commit].head, commits[commit].subject, commits[commit].body,
			       era->sasha ? "---\n" STAT : "\n", DIFF);
	g_string_append(text, era->sasha ? "-- \n2.51.0\n\n\n\n\n" : "\n");
	return g_string_free(text, FALSE);
}

static char *replace(const char *text, const char *pattern, const char *by)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_RAW | G_REGEX_MULTILINE, 0, NULL);

	return g_regex_replace(regex, text, -1, 0, by, 0, NULL);
}

static char *make(const FailedEra *era, guint way, guint commit, const char *wrap)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	g_autofree char *subject = subject_of(era, commit);
	g_autofree char *header = era->sasha ? header_text(subject) : g_strdup(subject);
	g_autofree char *tagged = g_strdup_printf("[misc-devel] %s", header);
	g_autofree char *text = text_of(era, commit);
	g_autofree char *body = NULL;
	g_autofree char *sent = NULL;
	gsize length;

	body = g_convert(text, -1, ways[way].charset, "UTF-8", NULL, &length, NULL);
	g_assert_nonnull(body);
	sent = ways[way].transfer == 'q'   ? quoted_printable(body, length)
	       : ways[way].transfer == 'b' ? base64(body, length)
					   : g_strdup(body);
	failed_headers(mail, era, g_str_equal(wrap, "tagged") ? tagged : header);
	g_string_append(mail, "MIME-Version: 1.0\n");
	if (g_str_equal(wrap, "parts"))
		g_string_append_printf(mail,
				       "Content-Type: multipart/mixed; boundary=\"=_x\"\n\n"
				       "--=_x\n%s\n%s\n--=_x\nContent-Type: text/plain\n\n"
				       "a list's footer\n--=_x--\n",
				       ways[way].headers, sent);
	else
		g_string_append_printf(mail, "%s\n%s", ways[way].headers, sent);
	if (g_str_equal(wrap, "crlf"))
		return replace(mail->str, "$(?=\\n)", "\r");
	if (g_str_equal(wrap, "mbox")) {
		g_autofree char *quoted = replace(mail->str, "^(>*From )", ">\\1");

		return g_strdup_printf("From a@b Mon Oct  5 10:00:00 2020\n%s\n"
				       "From mboxrd@z Thu Jan  1 00:00:00 1970\nSubject: other\n\n"
				       "text\n",
				       quoted);
	}
	return g_string_free(g_steal_pointer(&mail), FALSE);
}

static char *joined(const GPtrArray *strings)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < strings->len; i++)
		g_string_append_printf(text, "%s|", (char *)strings->pdata[i]);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void check_people(const SpFailed *failed, const FailedEra *era)
{
	g_autofree char *to = joined(failed->to);
	g_autofree char *cc = joined(failed->cc);

	g_assert_cmpstr(failed->from, ==,
			era->sasha ? "Sasha Example <sasha@example.com>" : "greg@example.com");
	g_assert_cmpstr(to, ==,
			era->sasha ? "stable@vger.kernel.org|fixer@example.org|"
				   : "fixer@example.org|rita@example.net|");
	g_assert_cmpstr(cc, ==,
			era->sasha ? "\"Doe, Rita (Gates)\" <rita@example.net>|J\xc3\xb6rg "
				     "<joerg@example.net>|"
				   : "stable@vger.kernel.org|");
	g_assert_cmpstr(failed->message_id, ==, MESSAGE_ID);
	g_assert_cmpstr(failed->references, ==,
			era->sasha ? "<first@example> <second@example>" : NULL);
}

static void check_patch(const SpPatch *patch, guint commit)
{
	g_autoptr(GString) changes = g_string_new(NULL);

	g_assert_cmpstr(patch->id, ==, ID);
	g_assert_cmpstr(patch->subject, ==, commits[commit].whole);
	g_assert_cmpstr(patch->author, ==, commits[commit].author);
	g_assert_cmpstr(patch->date, ==, "Fri, 09 Oct 2020 20:07:59 -0700");
	g_assert_cmpstr(patch->body, ==, commits[commit].body);
	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];

		g_string_append_printf(changes, "%s:", file->path);
		for (guint k = 0; k < file->hunks->len; k++) {
			const SpHunk *hunk = file->hunks->pdata[k];

			for (guint n = 0; n < hunk->lines->len; n++) {
				const SpHunkLine *line = hunk->lines->pdata[n];

				g_string_append_printf(changes, "%c%s|", line->origin, line->text);
			}
		}
	}
	g_assert_cmpstr(changes->str, ==,
			"drivers/misc/gate.c: \tgate_lock(gate);|+\tif (!gate->open)|"
			"+\t\treturn gate_shut(gate);| \tgate->open = 1 == 2;|"
			" \tgate_unlock(gate);| \treturn 0;|"
			"drivers/misc/gate.h: #pragma once|-int gate_close(void);|"
			"+int gate_close(struct gate *gate);| int gate_shut(struct gate *gate);|");
}

static void check(const SpFailed *failed, const FailedEra *era, guint commit, gboolean tagged)
{
	g_autofree char *series = failed_series(era);
	g_autofree char *branch = g_strdup_printf("linux-%s.y", series);
	g_autofree char *plain = subject_of(era, commit);
	g_autofree char *start = g_strdup_printf(
		"%sFAILED: %catch \"", tagged ? "[misc-devel] " : "", era->sasha ? 'P' : 'p');
	g_autofree char *subject = g_strdup_printf("%s%s", tagged ? "[misc-devel] " : "", plain);

	g_assert_cmpint(failed->form, ==, era->sasha ? SP_FAILED_SASHA : SP_FAILED_GREG);
	g_assert_cmpstr(failed->upstream, ==, ID);
	g_assert_cmpstr(failed->series, ==, series);
	g_assert_cmpstr(failed->branch, ==, branch);
	/* Whether a word within quotes is decoded is GMime's affair. */
	if (strstr(subject, "=?"))
		g_assert_true(g_str_has_prefix(failed->subject, start));
	else
		g_assert_cmpstr(failed->subject, ==, subject);
	g_assert_cmpuint(failed->dependencies->len, ==, era->filled ? 2 : 0);
	for (guint i = 0; i < failed->dependencies->len; i++) {
		const SpFailedCommit *one = failed->dependencies->pdata[i];

		g_assert_cmpstr(one->id, ==, i ? "bbbbbbbbbbbb" : "aaaaaaaaaaaa");
		g_assert_cmpstr(one->subject, ==,
				i ? "misc: gate: lock"
				  : "misc: gate: \"open\" (and shut) is a count");
	}
	check_people(failed, era);
	check_patch(failed->patch, commit);
}

static void one(const FailedEra *era, guint way, guint commit, const char *wrap)
{
	g_autofree char *mail = make(era, way, commit, wrap);
	g_autoptr(GPtrArray) all = sp_mailtext_split(mail, strlen(mail));
	GBytes *first = all->pdata[0];
	g_autoptr(GError) error = NULL;
	g_autoptr(SpFailed) failed = NULL;
	g_autofree char *subject = NULL;
	gsize length;
	const char *data = g_bytes_get_data(first, &length);

	g_assert_cmpuint(all->len, ==, g_str_equal(wrap, "mbox") ? 2 : 1);
	g_assert_true(sp_failed_is(data, length, &subject));
	failed = sp_failed_parse(data, length, "mail", &error);
	if (error)
		g_test_message("%s, %s, %s, %s:\n%s", era->name, ways[way].name,
			       commits[commit].name, wrap, mail);
	g_assert_no_error(error);
	g_assert_cmpstr(failed->subject, ==, subject);
	check(failed, era, commit, g_str_equal(wrap, "tagged"));
}

static void test_era(gconstpointer data)
{
	const FailedEra *era = data;

	for (guint way = 0; way < G_N_ELEMENTS(ways); way++)
		for (guint commit = 0; commit < G_N_ELEMENTS(commits); commit++)
			for (guint wrap = 0; wrap < G_N_ELEMENTS(wraps); wrap++)
				one(era, way, commit, wraps[wrap]);
}

int main(int argc, char **argv)
{
	int code;

	g_test_init(&argc, &argv, NULL);
	sp_lib_start();
	for (guint i = 0; i < G_N_ELEMENTS(failed_eras); i++) {
		g_autofree char *path = g_strdup_printf("/failed/%s", failed_eras[i].name);

		g_test_add_data_func(path, &failed_eras[i], test_era);
	}
	code = g_test_run();
	sp_lib_stop();
	return code;
}
