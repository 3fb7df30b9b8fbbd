/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linkparse: a line is looked at when its first byte can begin a statement; the statement is then
 * read over as many lines as it has, and what follows it decides whether it is one.
 */
#include "stage/linkread.h"

#include <string.h>

typedef SpLinkReader Reader;

static gboolean take(Reader *r, const char *words)
{
	return sp_linkread_take(r, words);
}

/* The sentence's rest as far as it can take something back of what was said: lower-case words with
 * a blank around each. Reasons and purposes speak of other things. */
static void rest_of_sentence(const Reader *r, char *text, gsize size)
{
	static const char *const reasons[] = {
		" and partially ", " because ", " as ",	 " since ", " due ",
		" which ",	   " so ",	" for ", " to "};
	const char *p = r->c.p;
	gsize n = 0;

	text[n++] = ' ';
	for (; p < r->c.end && n < size - 2; p++) {
		if (*p == '.' && (p + 1 == r->c.end || g_ascii_isspace(p[1])))
			break;
		if (*p == '\n' && sp_linktext_apart(&r->c, p + 1))
			break;
		if (g_ascii_isalnum(*p))
			text[n++] = g_ascii_tolower(*p);
		else if (text[n - 1] != ' ')
			text[n++] = ' ';
	}
	if (text[n - 1] != ' ')
		text[n++] = ' ';
	text[n] = '\0';
	for (guint i = 0; i < G_N_ELEMENTS(reasons); i++) {
		char *found = strstr(text, reasons[i]);

		if (found)
			found[1] = '\0';
	}
}

static gboolean is_qualified(const Reader *r)
{
	static const char *const words[] = {
		" partial ", " partially ", " partly ",	  " in part ", " except ",
		" apart ",   " excluding ", " but keep",  " but leav", " but retain",
		" but not ", " but only ",  " only the ", " keeping ", " leaving ",
		" without ", " minus ",	    " parts of "};
	char text[256];

	rest_of_sentence(r, text, sizeof(text));
	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(text, words[i]))
			return TRUE;
	return FALSE;
}

/* ", which is commit Y upstream", "(commit Y upstream)": the same commit by another id. */
static gboolean read_alias(Reader *r)
{
	static const char *const clauses[] = {"which is ", "which was ", "which corresponds to ",
					      "aka ",	   "i.e. ",	 "i.e., ",
					      NULL};
	static const char *const tails[] = {" upstream",    " mainline",      " in upstream",
					    " in mainline", " from upstream", NULL};
	const char *first = r->c.p;
	gboolean sure, open;

	sp_linktext_gap(&r->c);
	take(r, ",");
	sp_linktext_gap(&r->c);
	open = take(r, "(");
	sure = sp_linkread_any(r, clauses);
	take(r, "a backport of ");
	if (take(r, "upstream ") || take(r, "mainline "))
		sure = TRUE;
	if (!take(r, "commits "))
		take(r, "commit ");
	if (sp_linkread_ids(r, 12) && (sp_linkread_any(r, tails) || sure)) {
		if (open)
			take(r, ")");
		for (guint i = 0; i < r->n_ids; i++)
			sp_linkread_add(r, SP_LINK_REVERT, &r->ids[i], FALSE);
		return TRUE;
	}
	r->c.p = first;
	return FALSE;
}

/* "Which was upstream commit Y." below "This reverts commit X.": a sentence, even a paragraph of
 * its own. */
static gboolean read_which(Reader *r)
{
	gboolean reverts = FALSE;

	for (guint i = r->first; i < r->links->len && !reverts; i++)
		reverts = g_array_index(r->links, SpLink, i).kind == SP_LINK_REVERT;
	return reverts && !r->open && *r->c.p == 'W' && read_alias(r);
}

/* "reverts commit A, commit B being the better fix": B is of another clause. */
static gboolean list_is_over(const Reader *r)
{
	static const char *const words[] = {"which ", "because ", "as ",   "since ", "upstream",
					    "(",      "due ",	  "from ", "in ",    "to ",
					    "for ",   "that ",	  NULL};
	SpLinkReader after = *r;

	if (r->c.p == r->c.end || (*r->c.p && strchr(".,;)]", *r->c.p)))
		return TRUE;
	if (sp_linktext_at_eol(&r->c) && sp_linkread_next_is_apart(r))
		return TRUE;
	sp_linktext_gap(&after.c);
	return sp_linkread_any(&after, words);
}

/* Behind "This reverts": the commits, and what they are called upstream. */
static gboolean read_reverted(Reader *r)
{
	static const char *const lists[] = {"commits: ", "commits:", NULL};
	static const char *const nouns[] = {"commits ", "commit: ", "commit id ", "commit ", NULL};
	gboolean several, is_commit;

	if (!take(r, "the following "))
		take(r, "the ");
	if (!take(r, "upstream ") && !take(r, "mainline "))
		take(r, "stable ");
	several = sp_linkread_any(r, lists);
	is_commit = several || sp_linkread_any(r, nouns);
	/* The list may be set off by an empty line. */
	if (several && sp_linktext_at_eol(&r->c)) {
		r->c.p = sp_linktext_next(&r->c, r->c.p);
		if (sp_linktext_empty(&r->c, r->c.p))
			r->c.p = sp_linktext_next(&r->c, r->c.p);
		sp_linktext_blanks(&r->c);
	}
	r->n_ids = sp_linktext_ids(&r->c, is_commit ? 7 : 12, several, r->ids, SP_LINK_MOST);
	if (!r->n_ids || is_qualified(r))
		return FALSE;
	if (r->n_ids > 1 && !several && !list_is_over(r))
		r->n_ids = 1;
	for (guint i = 0; i < r->n_ids; i++)
		sp_linkread_add(r, SP_LINK_REVERT, &r->ids[i], FALSE);
	while (read_alias(r))
		;
	take(r, " upstream");
	return TRUE;
}

/* A revert in brackets is an aside of prose unless it is set apart. */
static gboolean read_this(Reader *r)
{
	static const char *const heads[] = {"this reverts ",	    "this commit reverts ",
					    "this patch reverts ",  "this change reverts ",
					    "this is a revert of ", NULL};
	gboolean sentence = !r->open && *r->c.p == 'T';

	if (sp_linkread_any(r, heads))
		return (sentence || sp_linkread_begins(r)) && read_reverted(r);
	if (take(r, "this is a ") || take(r, "this is the "))
		return sp_linkread_pick(r);
	if (take(r, "this backports "))
		return sp_linkread_several(r);
	/* In a paragraph that says more, "this" can be something else than this commit. */
	return take(r, "this is ") && sp_linktext_may_begin(&r->c, r->line, FALSE) &&
	       sp_linkread_upstream(r);
}

static gboolean read_revert(Reader *r)
{
	static const char *const heads[] = {"reverts: ", "reverts ", "revert ", NULL};

	return sp_linkread_any(r, heads) && sp_linkread_begins(r) && read_reverted(r);
}

/* "deadbee" is a word and 1234567 a bug's number, unless a subject follows; a number has no 0 in
 * front. */
static gboolean may_be_other(const SpLinkId *id)
{
	guint digits = 0;

	for (gsize i = 0; i < id->length; i++)
		digits += g_ascii_isdigit(id->at[i]);
	return id->length < 12 && (digits == 0 || (digits == id->length && *id->at != '0'));
}

/* One "commit X ("subject")" of a trailer; without a colon the subject must be there and be all. */
static gboolean read_named_one(Reader *r, SpLinkKind kind, gboolean colon)
{
	gboolean subject;

	sp_linktext_gap(&r->c);
	take(r, "and ");
	if (!take(r, "upstream ") && !take(r, "mainline "))
		take(r, "stable ");
	if (!take(r, "commit: ") && !take(r, "commits "))
		take(r, "commit ");
	if (!sp_linktext_id(&r->c, 7, r->ids))
		return FALSE;
	subject = sp_linktext_subject(&r->c);
	if (!subject && (!colon || may_be_other(r->ids)))
		return FALSE;
	if (!subject)
		sp_linktext_note(&r->c);
	if (!colon) {
		take(r, ".");
		if (!sp_linktext_at_eol(&r->c))
			return FALSE;
	}
	sp_linkread_add(r, kind, r->ids, FALSE);
	return TRUE;
}

/* Behind the key. */
static gboolean read_named(Reader *r, SpLinkKind kind)
{
	gboolean any = FALSE;
	const char *good;
	gboolean colon;

	sp_linktext_blanks(&r->c);
	colon = take(r, ":");
	if (!colon && (kind != SP_LINK_FIXES || !strchr(" \t", r->c.p[-1])))
		return FALSE;
	do {
		good = r->c.p;
		if (!read_named_one(r, kind, colon)) {
			r->c.p = good; /* it may be on the next line */
			return any;
		}
		any = TRUE;
		good = r->c.p;
		sp_linktext_blanks(&r->c);
	} while (take(r, ",") || take(r, ";") || take(r, "and ") || take(r, "& "));
	r->c.p = good;
	return TRUE;
}

static gboolean read_statement(Reader *r)
{
	switch (g_ascii_tolower(*r->c.p)) {
	case 't':
		return read_this(r);
	case 'r':
		return read_revert(r);
	case 'f':
		if (!r->open && take(r, "fixes"))
			return read_named(r, SP_LINK_FIXES);
		return sp_linkread_upstream(r);
	case 's':
		return !r->open && take(r, "stable-dep-of") && read_named(r, SP_LINK_DEP_OF);
	case 'w':
		return read_which(r);
	default:
		return sp_linkread_upstream(r);
	}
}

static gboolean read_line(Reader *r, const char *p)
{
	r->open = *p == '[' || *p == '(' ? *p : '\0';
	r->c.p = p;
	if (r->open) {
		r->c.p++;
		sp_linktext_gap(&r->c);
	}
	return r->c.p < r->c.end && read_statement(r);
}

static gboolean is_hex(const char *p)
{
	return g_ascii_isxdigit(*p);
}

/* Whether a statement can begin at @p. Nearly all lines of nearly all messages are done with here,
 * so that two million messages take a second or two. */
static inline gboolean can_start(const char *p, const char *end)
{
	/* The first three letters of the word that each statement begins with. */
	static const char *const words[26] = {
		['b' - 'a'] = "bac", ['c' - 'a'] = "com", ['f' - 'a'] = "fix", ['g' - 'a'] = "git",
		['m' - 'a'] = "mai", ['o' - 'a'] = "ori", ['r' - 'a'] = "rev", ['s' - 'a'] = "sta",
		['t' - 'a'] = "thi", ['u' - 'a'] = "ups", ['w' - 'a'] = "whi",
	};
	const char *word;
	char second, third;

	if (end - p < 3)
		return FALSE;
	if (*p == '[' || *p == '(')
		return TRUE;
	if (end - p >= SP_LINK_DIGITS && is_hex(p) && is_hex(p + 1) &&
	    is_hex(p + SP_LINK_DIGITS - 1))
		return TRUE;
	if (!g_ascii_isalpha(*p))
		return FALSE;
	word = words[g_ascii_tolower(*p) - 'a'];
	second = p[1] | 0x20;
	third = p[2] | 0x20;
	if (word && second == word[1] && third == word[2])
		return TRUE;
	return (*p == 'c' || *p == 'C') && second == 'h' && third == 'e'; /* cherry */
}

void sp_links_parse(const char *message, gsize length, GArray *links)
{
	const char *end = message + length;
	Reader r; /* its ids are not worth clearing */

	r.links = links;
	r.first = links->len;
	r.c = (SpLinkCursor){message, end, message};
	r.open = '\0';
	r.said = NULL;
	r.n_ids = 0;
	for (const char *line = message; line < end;) {
		const char *p = line;

		while (p < end && *p == ' ' && p - line < 3)
			p++;
		r.line = line;
		if (can_start(p, end) && read_line(&r, p))
			p = r.c.p;
		line = sp_linktext_next(&r.c, p);
	}
}
