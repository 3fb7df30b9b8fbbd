/* SPDX-License-Identifier: GPL-2.0-only */
/* Several mails a branch, answers, base-commit, and what a mail may say of its evidence. */
#include "mailworld.h"

#include "base/err.h"
#include "base/mime.h"
#include "stage/lifetime.h"
#include "stage/newer.h"

#define BEFORE_X                                                                                   \
	FILE_X "@@ -1,5 +1,6 @@\n int f(int a)\n {\n+\tprepare(a);\n \tlock(a);\n \tuse(a);\n"     \
	       " \tunlock(a);\n"

/* One more patch that goes before the fix, which adds @line to a file of its own. */
static void add_before(Mail *m, const char *id, const char *subject, const char *line)
{
	g_autofree char *diff = g_strdup_printf(
		"diff --git a/mm/%s.c b/mm/%s.c\nnew file mode 100644\n--- /dev/null\n"
		"+++ b/mm/%s.c\n@@ -0,0 +1 @@\n+int %s;\n",
		line, line, line, line);
	SpStackPatch *one = g_new0(SpStackPatch, 1);
	g_autoptr(GError) error = NULL;

	one->fix = trees_fix(&m->trees, NULL, diff);
	mail_set(&one->fix->upstream, id);
	mail_set(&one->fix->patch->subject, subject);
	one->port = sp_port_patch(one->fix->patch, m->branch, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(one->port->why, ==, NULL);
	g_ptr_array_add(m->stack->before, one);
}

static const char *text_of(const GPtrArray *mails, guint i)
{
	return ((SpMail *)mails->pdata[i])->text;
}

/* The header's value, unfolded by GMime; (transfer full). */
static char *header(const char *text, const char *name)
{
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	g_autoptr(GMimeMessage) message = g_mime_parser_construct_message(parser, NULL);

	return g_strdup(g_mime_object_get_header(GMIME_OBJECT(message), name));
}

static void check_header(const char *text, const char *name, const char *value)
{
	g_autofree char *got = header(text, name);

	for (char *c = got; c && *c; c++)
		*c = *c == '\t' ? ' ' : *c; /* where a line was folded */
	g_assert_cmpstr(got, ==, value);
}

static void test_series(Mail *m, gconstpointer data)
{
	g_autoptr(GPtrArray) two = NULL;
	g_autoptr(GPtrArray) three = NULL;
	g_autofree char *first = NULL;
	g_autofree char *reply = NULL;

	(void)data;
	add_before(m, "1111111111111111111111111111111111111111", "mm: first", "one");
	two = mail_all(m, NULL, NULL);
	g_assert_nonnull(two);
	g_assert_cmpuint(two->len, ==, 2);
	check_header(text_of(two, 0), "Subject", "[PATCH 5.10.y 1/2] mm: first");
	check_header(text_of(two, 1), "Subject", "[PATCH 5.10.y 2/2] mm: do it right");
	check_header(text_of(two, 0), "In-Reply-To", NULL);
	first = header(text_of(two, 0), "Message-Id");
	reply = header(text_of(two, 1), "In-Reply-To");
	g_assert_cmpstr(first, ==, reply);
	check_header(text_of(two, 1), "References", first);
	g_assert_nonnull(
		strstr(text_of(two, 0), "commit 1111111111111111111111111111111111111111"));
	g_assert_nonnull(strstr(text_of(two, 0), "\n---\nPatch 2 of this series needs it"));
	g_assert_null(strstr(text_of(two, 0), "Not built"));
	g_assert_nonnull(strstr(text_of(two, 1), "\n---\nNot built and not booted."));
	add_before(m, "2222222222222222222222222222222222222222", "mm: second", "two");
	three = mail_all(m, NULL, NULL);
	g_assert_cmpuint(three->len, ==, 4);
	check_header(text_of(three, 0), "Subject", "[PATCH 5.10.y 0/3] mm: do it right");
	check_header(text_of(three, 3), "Subject", "[PATCH 5.10.y 3/3] mm: do it right");
	g_assert_nonnull(strstr(text_of(three, 0), "\n  111111111111 (\"mm: first\")\n"
						   "  222222222222 (\"mm: second\")\n"));
	g_assert_null(strstr(text_of(three, 0), "diff --git"));
}

/* (transfer full): the id of the only mail. */
static char *id_of(Mail *m)
{
	g_autofree char *text = mail_one(m, NULL, NULL);

	return header(text, "Message-Id");
}

/* The same submission has the same ids again, and no other has: of another change, in answer to
 * something else, or with another word in it. */
static void test_ids(Mail *m, gconstpointer data)
{
	SpThread thread = {(char *)"failed-1@gregkh", NULL, NULL, NULL};
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *one = mail_one(m, NULL, NULL);
	g_autofree char *again = mail_one(m, NULL, NULL);
	g_autofree char *id = id_of(m);

	(void)data;
	g_assert_cmpstr(one, ==, again);
	g_assert_true(g_str_has_prefix(id, "<0123456789ab.linux-5.10.y."));
	g_assert_true(g_str_has_suffix(id, ".1.stableport@der.org>"));
	g_assert_true(g_hash_table_add(seen, g_steal_pointer(&id)));
	m->thread = &thread;
	g_assert_true(g_hash_table_add(seen, id_of(m)));
	thread.message_id = (char *)"failed-2@gregkh";
	g_assert_true(g_hash_table_add(seen, id_of(m)));
	m->newer = "  linux-6.1.y: has it\n";
	g_assert_true(g_hash_table_add(seen, id_of(m)));
	sp_branch_set_control(m->branch, SP_CONTROL_UNDONE);
	g_assert_true(g_hash_table_add(seen, id_of(m)));
	mail_set(&m->fix->patch->body, "Another reason.\n");
	g_assert_true(g_hash_table_add(seen, id_of(m)));
	mail_set(&m->fix->patch->subject, "mm: do it otherwise");
	g_assert_true(g_hash_table_add(seen, id_of(m)));
	mail_prepare(m, BUGGY, BEFORE_X);
	g_assert_true(g_hash_table_add(seen, id_of(m)));
	g_assert_false(g_hash_table_add(seen, id_of(m)));
}

/* All of a series have other ids when one of them says something else. */
static void test_ids_series(Mail *m, gconstpointer data)
{
	g_autoptr(GPtrArray) mails = NULL;
	g_autofree char *one = NULL;
	g_autofree char *other = NULL;

	(void)data;
	add_before(m, "1111111111111111111111111111111111111111", "mm: first", "one");
	mails = mail_all(m, NULL, NULL);
	one = header(text_of(mails, 0), "Message-Id");
	g_ptr_array_unref(mails);
	m->newer = "  linux-6.1.y: has it\n";
	mails = mail_all(m, NULL, NULL);
	other = header(text_of(mails, 0), "Message-Id");
	g_assert_cmpstr(one, !=, other);
	check_header(text_of(mails, 1), "In-Reply-To", other);
}

static void test_thread(Mail *m, gconstpointer data)
{
	static const char *const to[] = {"Greg K <greg@example.org>",
					 "Au Thor <AUTHOR@example.org>",
					 "<stable@vger.kernel.org>"};
	SpThread thread = {(char *)"failed-1@gregkh", (char *)"<start@x>", g_ptr_array_new(),
			   g_ptr_array_new()};
	g_autoptr(GPtrArray) mails = NULL;
	g_autofree char *id = NULL;
	g_autofree char *references = NULL;
	g_autofree char *cc = NULL;

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(to); i++)
		g_ptr_array_add(thread.to, (gpointer)to[i]);
	g_ptr_array_add(thread.cc, (gpointer) "Sen Der <SEN@der.org>");
	g_ptr_array_add(thread.cc, (gpointer) "L <l@example.org>");
	m->thread = &thread;
	add_before(m, "1111111111111111111111111111111111111111", "mm: first", "one");
	mails = mail_all(m, NULL, NULL);
	check_header(text_of(mails, 0), "In-Reply-To", "<failed-1@gregkh>");
	check_header(text_of(mails, 0), "References", "<start@x> <failed-1@gregkh>");
	check_header(
		text_of(mails, 0), "To",
		"stable@vger.kernel.org, Greg K <greg@example.org>, Au Thor <AUTHOR@example.org>");
	/* Nobody twice, however the address is written, and not the sender. */
	check_header(text_of(mails, 0), "Cc", "L <l@example.org>");
	id = header(text_of(mails, 0), "Message-Id");
	check_header(text_of(mails, 1), "In-Reply-To", id);
	references = g_strdup_printf("<start@x> <failed-1@gregkh> %s", id);
	check_header(text_of(mails, 1), "References", references);
	g_ptr_array_unref(thread.to);
	g_ptr_array_unref(thread.cc);
}

static void test_base(Mail *m, gconstpointer data)
{
	g_autofree char *id = trees_commit(&m->trees, "refs/heads/linux-5.10.y", NULL, "x", BUGGY);
	g_autofree char *line = g_strdup_printf("\n\nbase-commit: %s\n", id);
	g_autofree char *none = mail_one(m, NULL, NULL);
	g_autofree char *text = NULL;
	g_autoptr(SpPatch) back = NULL;

	(void)data;
	g_assert_null(strstr(none, "base-commit"));
	sp_branch_free(m->branch);
	m->branch = sp_branch_from_repo("linux-5.10.y", m->trees.repo, "linux-5.10.y", NULL);
	text = mail_one(m, NULL, NULL);
	g_assert_true(g_str_has_suffix(text, line));
	back = sp_patch_parse(text, strlen(text), "mail", NULL);
	g_assert_nonnull(back);
	/* What was taken out of the tree is in no commit. */
	sp_branch_set_control(m->branch, SP_CONTROL_UNDONE);
	g_clear_pointer(&text, g_free);
	text = mail_one(m, NULL, NULL);
	g_assert_null(strstr(text, "base-commit"));
	g_assert_nonnull(strstr(
		text,
		"\n---\nCONTROL, NOT TO BE SENT: linux-5.10.y does not need this fix; the fix was taken out, "));
}

/* Built and booted is all that is said of what only was. */
static void test_only_boot(Mail *m, gconstpointer data)
{
	static const char *const variants[] = {"unpatched", "backport"};
	g_autoptr(SpRecord) record = sp_record_new();
	g_autofree char *text = NULL;

	(void)data;
	record->only_boot = TRUE;
	record->branch = g_strdup("linux-5.10.y");
	record->version = g_strdup("5.10.7");
	record->arch = g_strdup("x86_64");
	record->warnings = g_strdup("");
	for (guint i = 0; i < 2; i++) {
		SpCell *cell = sp_cell_new("boot", variants[i], "as it is");
		SpBoot *boot = g_new0(SpBoot, 1);

		boot->outcome = SP_BOOT_SURVIVED;
		boot->round = 1;
		boot->worked = 1;
		cell->expect = SP_EXPECT_SURVIVE;
		cell->boots_wanted = cell->rounds_wanted = 1;
		g_ptr_array_add(cell->boots, boot);
		g_ptr_array_add(record->cells, cell);
	}
	g_assert_true(sp_record_passed(record));
	text = mail_one(m, record, NULL);
	g_assert_null(strcasestr(text, "proven"));
	g_assert_null(strstr(text, "Tested on"));
	g_assert_null(strstr(text, "crash"));
	g_assert_null(strstr(text, "reproducer of"));
	g_assert_nonnull(strstr(text, "\n---\nBuilt and booted on 5.10.7 "));
	g_assert_nonnull(strstr(text, "No more than that was done: nothing provoked the bug"));
	g_assert_nonnull(strstr(text, "--arch x86_64 --reproducer none, which builds"));
	g_assert_nonnull(strstr(text, "with W=1: none."));
	mail_set(&record->warnings, "mm/x.c:3: unused\nmm/x.c:4: more");
	g_free(text);
	text = mail_one(m, record, NULL);
	g_assert_nonnull(strstr(text, "with W=1:\n    mm/x.c:3: unused\n    mm/x.c:4: more\n"));
	mail_set(&record->warnings, "");
	mail_set(&record->unbuilt, "allmodconfig: mm/x.o is not built there\n");
	g_free(text);
	text = mail_one(m, record, NULL);
	g_assert_nonnull(strstr(text, "with W=1: none where they compile.\n\nNot looked at for "
				      "warnings:\n    allmodconfig: mm/x.o is not built there\n"));
}

/* What a reader has to know who takes it with other options than usual. */
static void test_how(Mail *m, gconstpointer data)
{
	g_autofree char *usual = mail_one(m, NULL, NULL);
	g_autofree char *bracket = NULL;
	g_autofree char *scissors = NULL;
	g_autofree char *both = NULL;

	(void)data;
	g_assert_null(strstr(usual, "git am"));
	mail_set(&m->fix->patch->body, "Why.\n\n-- >8 --\nmore\n");
	scissors = mail_one(m, NULL, NULL);
	g_assert_nonnull(strstr(scissors, "\n---\nTo be applied with `git am --no-scissors`: "));
	mail_set(&m->fix->patch->subject, "[media] x");
	both = mail_one(m, NULL, NULL);
	g_assert_nonnull(strstr(both, "\n---\nTo be applied with `git am --keep-non-patch "
				      "--no-scissors`: the subject begins with a bracket, and "
				      "the message has a line of scissors.\n\nNot built"));
	mail_set(&m->fix->patch->body, "Why.\n");
	bracket = mail_one(m, NULL, NULL);
	g_assert_nonnull(strstr(bracket, "\n---\nTo be applied with `git am --keep-non-patch`: "));
}

static void test_newer(Mail *m, gconstpointer data)
{
	static const struct {
		const char *version;
		SpVerdictKind kind;
		gboolean sent;
	} lines[] = {
		{"4.19", SP_VERDICT_AFFECTED, FALSE}, /* older */
		{"5.9", SP_VERDICT_AFFECTED, FALSE},  /* ended */
		{"5.15", SP_VERDICT_FIXED, FALSE},	   {"6.1", SP_VERDICT_AFFECTED, TRUE},
		{"6.6", SP_VERDICT_NOT_AFFECTED, FALSE},   {"6.12", SP_VERDICT_AFFECTED, FALSE},
		{"6.18", SP_VERDICT_CONTRADICTION, FALSE},
	};
	g_autoptr(GPtrArray) all = sp_newer_list();
	g_autofree char *missing = NULL;
	g_autofree char *none = NULL;
	g_autofree char *text = NULL;
	g_autofree char *mail = NULL;
	SpKver version;

	(void)data;
	for (guint i = G_N_ELEMENTS(lines); i > 0; i--) {
		g_autofree char *name = g_strdup_printf("linux-%s.y", lines[i - 1].version);

		g_assert_true(sp_kver_parse(lines[i - 1].version, &version));
		sp_newer_add(all, name, &version, lines[i - 1].kind, lines[i - 1].sent);
	}
	g_assert_true(sp_kver_parse("5.4.7", &version));
	text = sp_newer_text(all, &version, DATE, &missing);
	g_assert_cmpstr(missing, ==,
			"linux-6.12.y (lacks it), linux-6.18.y (not known whether it has it)");
	g_assert_cmpstr(text, ==,
			"NOT IN ALL NEWER BRANCHES THAT GET RELEASES:\n"
			"  linux-5.15.y: has it\n"
			"  linux-6.1.y: gets it by a mail of its own\n"
			"  linux-6.6.y: does not need it\n"
			"  linux-6.12.y: lacks it\n"
			"  linux-6.18.y: not known whether it has it\n");
	m->newer = text;
	mail = mail_one(m, NULL, NULL);
	g_assert_nonnull(strstr(mail, "\n---\nNot built and not booted.\n\nThe diff is that of "));
	g_assert_nonnull(strstr(mail, "\n  linux-6.12.y: lacks it\n"));
	g_clear_pointer(&missing, g_free);
	g_assert_true(sp_kver_parse("6.18.1", &version));
	none = sp_newer_text(all, &version, DATE, &missing);
	g_assert_null(none);
	g_assert_null(missing);
}

/* Which long-term lines got releases on a day. */
static void test_lines(Mail *m, gconstpointer data)
{
	static const struct {
		const char *day, *than, *lines;
	} cases[] = {
		{"2020-10-10", "4.4.1", "4.9 4.14 4.19 5.4 "},
		{"2020-12-12", "5.4.1", ""},
		{"2020-12-13", "5.4.1", "5.10 "}, /* its first day */
		{"2024-01-31", "4.9.337", "4.14 4.19 5.4 5.10 5.15 6.1 6.6 "},
		{"2024-02-01", "4.9.337", "4.19 5.4 5.10 5.15 6.1 6.6 "}, /* 4.14 has ended */
		{"2026-06-01", "6.6.300", "6.12 6.18 "},
		{"2026-06-01", "6.18.0", ""},
	};

	(void)m;
	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *time = g_strconcat(cases[i].day, "T12:00:00Z", NULL);
		g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(time, NULL);
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GArray) lines = NULL;
		SpKver version;

		g_assert_true(sp_kver_parse(cases[i].than, &version));
		lines = sp_lifetime_newer(&version, g_date_time_to_unix(date));
		for (guint k = 0; k < lines->len; k++)
			g_string_append_printf(text, "%u.%u ",
					       g_array_index(lines, SpKver, k).major,
					       g_array_index(lines, SpKver, k).minor);
		g_assert_cmpstr(text->str, ==, cases[i].lines);
	}
}

static int run(void)
{
#define ADD(name, function)                                                                        \
	g_test_add("/mailseries/" name, Mail, NULL, mail_set_up, function, mail_tear_down)
	ADD("series", test_series);
	ADD("ids", test_ids);
	ADD("ids-series", test_ids_series);
	ADD("thread", test_thread);
	ADD("base", test_base);
	ADD("only-boot", test_only_boot);
	ADD("how", test_how);
	ADD("newer", test_newer);
	ADD("lines", test_lines);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
