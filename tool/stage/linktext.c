/* SPDX-License-Identifier: GPL-2.0-only */
/* linktext: bytes are compared where they stand; nothing is copied. */
#include "stage/linktext.h"

#include <string.h>

static gboolean is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* strchr() finds the NUL, too. */
static gboolean one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

void sp_linktext_blanks(SpLinkCursor *c)
{
	while (c->p < c->end && is_blank(*c->p))
		c->p++;
}

gboolean sp_linktext_gap(SpLinkCursor *c)
{
	const char *first = c->p;

	sp_linktext_blanks(c);
	if (c->p < c->end && *c->p == '\n') {
		const char *line_end = c->p++;

		sp_linktext_blanks(c);
		if (c->p == c->end || *c->p == '\n')
			c->p = line_end;
	}
	return c->p > first;
}

gboolean sp_linktext_take(SpLinkCursor *c, const char *words)
{
	const char *first = c->p;

	for (const char *w = words; *w; w++) {
		if (*w == ' ') {
			if (sp_linktext_gap(c))
				continue;
		} else if (c->p < c->end && g_ascii_tolower(*c->p) == *w) {
			c->p++;
			continue;
		}
		c->p = first;
		return FALSE;
	}
	if (c->p < c->end && (g_ascii_isalnum(*c->p) || *c->p == '_') &&
	    g_ascii_isalnum(c->p[-1])) {
		c->p = first;
		return FALSE;
	}
	return TRUE;
}

/* Whether what stands at @p can follow an id. */
static gboolean id_ends(const char *p, const char *end)
{
	if (p == end || is_blank(*p) || *p == '\n')
		return TRUE;
	if (*p == '.')
		return p + 1 == end || is_blank(p[1]) || one_of(p[1], "\n)]");
	return one_of(*p, ",;:()]\"");
}

gboolean sp_linktext_id(SpLinkCursor *c, guint least, SpLinkId *id)
{
	const char *p = c->p;
	gsize length;

	while (p < c->end && g_ascii_isxdigit(*p))
		p++;
	length = p - c->p;
	if (length < least || length > SP_LINK_DIGITS || !id_ends(p, c->end))
		return FALSE;
	*id = (SpLinkId){c->p, length};
	c->p = p;
	return TRUE;
}

/* Whether a subject or note that began @lines lines before ends at the newline at @p, closed or
 * not. */
static gboolean is_over(const SpLinkCursor *c, const char *p, guint lines)
{
	return lines == 2 || sp_linktext_apart(c, p + 1);
}

/* Behind the ')' that belongs to the '(' at @c; NULL if there is none. */
static const char *closing(const SpLinkCursor *c)
{
	guint depth = 0;
	guint lines = 0;

	for (const char *p = c->p; p < c->end; p++) {
		if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
		else if (*p == '\n' && is_over(c, p, lines++))
			return NULL;
	}
	return NULL;
}

/* Behind the '")' that ends the subject at @c: one that is followed by what follows an id. Subjects
 * hold quotes and lone brackets. */
static const char *quote_end(const SpLinkCursor *c)
{
	guint lines = 0;

	for (const char *p = c->p + 2; p + 1 < c->end; p++) {
		if (*p == '"' && p[1] == ')' &&
		    (p + 2 == c->end || is_blank(p[2]) || one_of(p[2], "\n.,;:)]")))
			return p + 2;
		if (*p == '\n' && is_over(c, p, lines++))
			return NULL;
	}
	return NULL;
}

gboolean sp_linktext_subject(SpLinkCursor *c)
{
	const char *first = c->p;
	const char *behind = NULL;

	sp_linktext_gap(c);
	if (c->p + 1 < c->end && *c->p == '(') {
		if (c->p[1] == '"')
			behind = quote_end(c);
		else if (c->p[1] == '\'' || c->p[1] == '\xe2') /* a quote of U+20xx */
			behind = closing(c);
	}
	c->p = behind ? behind : first;
	return behind != NULL;
}

gboolean sp_linktext_note(SpLinkCursor *c)
{
	const char *first = c->p;
	const char *behind = NULL;

	sp_linktext_blanks(c);
	if (c->p < c->end && *c->p == '(')
		behind = closing(c);
	c->p = behind ? behind : first;
	return behind != NULL;
}

/* What stands between two ids of a list, the word "commit" included. */
static gboolean take_separator(SpLinkCursor *c, gboolean lines)
{
	static const char *const words[] = {"and ", "& ", "+ "};
	const char *first = c->p;
	gboolean found;

	sp_linktext_gap(c);
	found = sp_linktext_take(c, ",") || (lines && memchr(first, '\n', c->p - first));
	sp_linktext_gap(c);
	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (sp_linktext_take(c, words[i]))
			found = TRUE;
	if (lines && !sp_linktext_take(c, "- "))
		sp_linktext_take(c, "* ");
	sp_linktext_take(c, "upstream ");
	if (!sp_linktext_take(c, "commits "))
		sp_linktext_take(c, "commit ");
	return found;
}

guint sp_linktext_ids(SpLinkCursor *c, guint least, gboolean lines, SpLinkId *ids, guint most)
{
	guint n = 0;

	if (lines) {
		if (!sp_linktext_take(c, "- "))
			sp_linktext_take(c, "* ");
		sp_linktext_take(c, "commit ");
	}
	while (n < most) {
		const char *first = c->p;

		if ((n && !take_separator(c, lines)) || !sp_linktext_id(c, least, &ids[n])) {
			c->p = first;
			break;
		}
		n++;
		sp_linktext_subject(c);
	}
	return n;
}

gboolean sp_linktext_at_eol(const SpLinkCursor *c)
{
	const char *p = c->p;

	while (p < c->end && is_blank(*p))
		p++;
	return p == c->end || *p == '\n';
}

const char *sp_linktext_next(const SpLinkCursor *c, const char *p)
{
	const char *stop = p < c->end ? memchr(p, '\n', c->end - p) : NULL;

	return stop ? stop + 1 : c->end;
}

const char *sp_linktext_previous(const SpLinkCursor *c, const char *line)
{
	const char *stop;

	if (line == c->start)
		return NULL;
	stop = memrchr(c->start, '\n', line - 1 - c->start);
	return stop ? stop + 1 : c->start;
}

gboolean sp_linktext_empty(const SpLinkCursor *c, const char *line)
{
	SpLinkCursor at = {c->start, c->end, line};

	return sp_linktext_at_eol(&at);
}

/* The line's last byte that is no blank; NULL for an empty one. */
static const char *last_of(const SpLinkCursor *c, const char *line)
{
	const char *p = sp_linktext_next(c, line);

	while (p > line && (is_blank(p[-1]) || p[-1] == '\n'))
		p--;
	return p > line ? p - 1 : NULL;
}

static gboolean is_ruler(const char *first, const char *last)
{
	for (const char *p = first; p <= last; p++)
		if (*p != *first)
			return FALSE;
	return last - first >= 2 && one_of(*first, "-=*~_");
}

/* Keys that no sentence begins with: "Note: ..." is prose. */
static gboolean is_trailer(const char *first, const char *last)
{
	static const char *const keys[] = {
		"from",
		"cc",
		"to",
		"link",
		"fixes",
		"author",
		"date",
		"subject",
		"closes",
		"bug",
		"buglink",
		"bugzilla",
		"cve",
		"jira",
		"change-id",
		"reference",
		"references",
		"orabug",
		"anbz",
		"category",
		"stable-dep-of",
		"git-commit",
		"git-repo",
		"message-id",
		"patch-mainline",
		"upstream-commit",
		"conflicts",
		"origin",
		"bug-ubuntu",
	};
	const char *colon = memchr(first, ':', last + 1 - first);
	gsize length = colon ? colon - first : 0;

	if (!length || (colon < last && !is_blank(colon[1])))
		return FALSE;
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_isalnum(first[i]) && first[i] != '-')
			return FALSE;
	if (length > 3 && g_ascii_strncasecmp(colon - 3, "-by", 3) == 0)
		return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		if (strlen(keys[i]) == length && g_ascii_strncasecmp(first, keys[i], length) == 0)
			return TRUE;
	return FALSE;
}

gboolean sp_linktext_apart(const SpLinkCursor *c, const char *line)
{
	const char *last = last_of(c, line);
	const char *first = line;

	if (!last)
		return TRUE;
	while (is_blank(*first))
		first++;
	if ((*first == '[' && *last == ']') || (*first == '(' && *last == ')'))
		return TRUE;
	return is_ruler(first, last) || is_trailer(first, last);
}

gboolean sp_linktext_may_begin(const SpLinkCursor *c, const char *line, gboolean sentence)
{
	const char *before = sp_linktext_previous(c, line);
	char last;

	if (!before || before == c->start)
		return TRUE;
	if (!sp_linktext_empty(c, before)) {
		last = *last_of(c, before);
		if (last == ':')
			return FALSE;
		return sp_linktext_apart(c, before) || (sentence && one_of(last, ".!?"));
	}
	while (before && sp_linktext_empty(c, before))
		before = sp_linktext_previous(c, before);
	if (!before || before == c->start || sp_linktext_apart(c, before))
		return TRUE;
	return *last_of(c, before) != ':';
}

gboolean sp_linktext_heads_body(const SpLinkCursor *c, const char *line)
{
	const char *before = sp_linktext_previous(c, line);

	if (!before || !sp_linktext_empty(c, before) ||
	    !sp_linktext_empty(c, sp_linktext_next(c, line)))
		return FALSE;
	while (before && sp_linktext_empty(c, before))
		before = sp_linktext_previous(c, before);
	for (; before; before = sp_linktext_previous(c, before))
		if (sp_linktext_empty(c, before))
			return FALSE;
	return TRUE;
}
