/* SPDX-License-Identifier: GPL-2.0-only */
/* hostile: commit messages that are hard to send by mail, drawn by a seeded generator. */
#pragma once

#include <glib.h>

typedef struct {
	const char *text; /* NULL: a line of a thousand bytes and more */
	guint weight;
} HostileLine;

/* Lines of a body. Every one of them has been seen in some commit, or is one letter from it. */
static const HostileLine hostile_lines[] = {
	{"The count is taken before the lock, and may be gone by then.", 60},
	{"", 30},
	{"\tindented = \"=20\";", 6},
	{"From here on nobody holds it.", 6},
	{"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001", 3},
	{"From me Fri Oct  9 20:07:59 2020", 2},
	{">From the report:", 3},
	{"From: Other One <other@example.org>", 3},
	{"Subject: [PATCH] another one", 2},
	{"Date: Fri, 9 Oct 2020 20:07:59 -0700", 2},
	{"MIME-Version: 1.0", 2},
	{"Content-Type: text/html; charset=koi8-r", 2},
	{"Content-Transfer-Encoding: base64", 2},
	{"---", 1},
	{"---  ", 1},
	{"--- a/mm/x.c", 1},
	{"----", 4},
	{" ---", 4},
	{"-- >8 --", 3},
	{"8< - - - scissors - - - 8<", 3},
	{"diff --git a/mm/x.c b/mm/x.c", 1},
	{"diff -u a b", 1},
	{" diff --git a/mm/x.c b/mm/x.c", 3},
	{"differs from the other", 3},
	{"Index: mm/x.c", 1},
	{"index 0123456..789abcd 100644", 3},
	{"@@ -1,2 +1,3 @@ int f(int a)", 3},
	{"+\tguard(a);", 3},
	{"-\tguard(a);", 3},
	{"[unbalanced (bracket {", 5},
	{"]] ) } >", 4},
	{"[ all of it ]", 3},
	{".", 3},
	{"..", 2},
	{"=", 2},
	{"=?utf-8?q?=41?= is a letter", 2},
	{"a = b; /* =3D */", 3},
	{"# not a comment", 3},
	{"Gr\xc3\xbc\xc3\x9f"
	 "e, \xe6\xbc\xa2\xe5\xad\x97, \xf0\x9f\x90\xa7",
	 8},
	{"\xc2\xa0no-break space first", 2},
	{"a line\xe2\x80\xa8separator", 2},
	{"\xef\xbb\xbf"
	 "byte order mark",
	 2},
	{"a bell\a and an escape \033[31m", 2},
	{"Latin-1: Gr\xfc\xdf"
	 "e",
	 1},
	{"\xff\xfe\x80 no text at all", 1},
	{"ends in a blank ", 1},
	{"ends in DOS fashion\r", 1},
	{"a\rb", 2},
	{"-- ", 1},
	{NULL, 4},
};

static const char *const hostile_subjects[] = {
	"mm: count before the lock",
	"mm: count before the lock",
	"mm: count before the lock",
	"mm: a subject so long that a header has to be folded, as it goes on and on well beyond "
	"what anybody would want to read in a list of one line a commit, and then some more of it",
	"mm: Gr\xc3\xbc\xc3\x9f"
	"e, \xe6\xbc\xa2\xe5\xad\x97: letters that make a header long "
	"enough to be folded in the midst of an encoded word, which is not so easy to do right",
	"[media] mm: count",
	"[unbalanced (bracket {: count",
	"mm: count]",
	"Revert \"mm: count before the lock\"",
	"From here on: count",
	"mm: PATCH the count",
	"mm: [PATCH] in the midst",
	"mm: =20 and a = b",
	"\xc3\xa4\xc3\xb6: first letters",
	"Re: mm: count",
	"[PATCH 1/2] mm: count",
	"mm:  two blanks",
	"=?utf-8?q?=41?= mm: count",
	"mm: Gr\xfc\xdf"
	"e",
	"---",
	"diff --git a/x b/x",
};

static const char *const hostile_names[] = {
	"A U Thor",
	"A U Thor",
	"J\xc3\xa9r\xc3\xb4me M\xc3\xbcller",
	"\xe6\xbc\xa2\xe5\xad\x97 \xe5\x90\x8d",
	"Quentin R. Doe, Jr.",
	"A (Oracle)",
	"O'Neil \"Q\" Smith",
	"[bracket",
	"Li",
	"a.b@example.org",
	"=?utf-8?q?=41?= Thor",
	"A name that is longer than any name that anybody ever had in the world",
};

static inline const char *hostile_of(GRand *random, const char *const *all, guint n)
{
	return all[g_rand_int_range(random, 0, (gint32)n)];
}

/* Like most messages: a hostile subject or name is one among many. */
static inline const char *hostile_subject(GRand *random)
{
	return g_rand_int_range(random, 0, 3)
		       ? hostile_subjects[0]
		       : hostile_of(random, hostile_subjects, G_N_ELEMENTS(hostile_subjects));
}

static inline const char *hostile_name(GRand *random)
{
	return g_rand_int_range(random, 0, 4)
		       ? hostile_names[0]
		       : hostile_of(random, hostile_names, G_N_ELEMENTS(hostile_names));
}

static inline void hostile_add_line(GRand *random, GString *text)
{
	guint all = 0, drawn;
	const HostileLine *line = hostile_lines;

	for (guint i = 0; i < G_N_ELEMENTS(hostile_lines); i++)
		all += hostile_lines[i].weight;
	for (drawn = (guint)g_rand_int_range(random, 0, (gint32)all); drawn >= line->weight; line++)
		drawn -= line->weight;
	if (line->text)
		g_string_append(text, line->text);
	for (guint i = 0; !line->text && i <= 400; i++) /* ends in no blank */
		g_string_append(text, i % 7 ? "abc" : "\xc3\xa4 ");
	g_string_append_c(text, '\n');
}

/* A body of up to a dozen lines, then trailers. */
static inline char *hostile_body(GRand *random)
{
	GString *text = g_string_new(NULL);
	guint lines = (guint)g_rand_int_range(random, 0, 12);

	for (guint i = 0; i < lines; i++)
		hostile_add_line(random, text);
	if (lines)
		g_string_append(text, g_str_has_suffix(text->str, "\n\n") ? "" : "\n");
	if (g_rand_boolean(random))
		g_string_append(text,
				"Fixes: 0123456789ab (\"mm: [odd] (\\\"quoted\\\") \xc3\xa4\")\n");
	if (g_rand_boolean(random))
		g_string_append(text,
				"Reported-by: J\xc3\xa9r\xc3\xb4me <j@example.org> # (by mail\n");
	g_string_append(text, "Cc: <stable@vger.kernel.org> # 5.4\n"
			      "Signed-off-by: A U Thor <author@example.org>\n");
	return g_string_free(text, FALSE);
}
