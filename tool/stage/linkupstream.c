/* SPDX-License-Identifier: GPL-2.0-only */
/* linkupstream: "this commit is a backport of X", a part of links. links.h lists the forms. */
#include "stage/linkread.h"

#include <string.h>

typedef SpLinkReader Reader;

static gboolean take(Reader *r, const char *words)
{
	return sp_linkread_take(r, words);
}

static gboolean add_all(Reader *r, gboolean picked)
{
	for (guint i = 0; i < r->n_ids; i++)
		sp_linkread_add(r, SP_LINK_UPSTREAM, &r->ids[i], picked);
	r->said = sp_linktext_at_eol(&r->c) ? sp_linktext_next(&r->c, r->c.p) : NULL;
	return TRUE;
}

/* A statement that stands and ends as one. */
static gboolean add_stated(Reader *r)
{
	return sp_linkread_begins(r) && sp_linkread_ends(r) && add_all(r, FALSE);
}

/* An id alone says so little that the line must be set apart on both sides. */
static gboolean add_bare(Reader *r)
{
	return r->open == '[' && sp_linkread_begins(r) && sp_linkread_ends(r) &&
	       sp_linkread_next_is_apart(r) && add_all(r, FALSE);
}

static gboolean take_upstream(Reader *r)
{
	static const char *const words[] = {
		" upstream",	  " mainline", " in upstream", " in mainline", " from upstream",
		" from mainline", NULL};

	return sp_linkread_any(r, words);
}

/* " for 2.6.29", " to kernel version 5.4.y" */
static gboolean take_target(Reader *r)
{
	static const char *const heads[] = {" for ", " to ", NULL};
	const char *first = r->c.p;

	if (!sp_linkread_any(r, heads))
		return FALSE;
	take(r, "the ");
	if (!take(r, "linux "))
		take(r, "kernel ");
	take(r, "version ");
	if (r->c.p < r->c.end && *r->c.p == 'v')
		r->c.p++;
	if (r->c.p == r->c.end || !g_ascii_isdigit(*r->c.p)) {
		r->c.p = first;
		return FALSE;
	}
	while (r->c.p < r->c.end && (g_ascii_isalnum(*r->c.p) || *r->c.p == '.'))
		r->c.p++;
	if (r->c.p[-1] == '.')
		r->c.p--;
	return TRUE;
}

/* " backported to 2.6.29", with nothing behind it but by whom. */
static gboolean take_backported(Reader *r)
{
	static const char *const words[] = {" backported", " back-ported", NULL};
	const char *first = r->c.p;

	if (sp_linkread_any(r, words) && take_target(r) &&
	    (sp_linktext_at_eol(&r->c) || *r->c.p == '.' || take(r, " by ")))
		return TRUE;
	r->c.p = first;
	return FALSE;
}

/* Whether a Red Hat "Upstream Status:" says where in upstream, not that it is not there. */
static gboolean names_upstream(SpLinkCursor *c)
{
	const char *stop = sp_linktext_next(c, c->p);

	sp_linktext_blanks(c);
	return memmem(c->p, stop - c->p, ".git", 4) ||
	       memmem(c->p, stop - c->p, "kernel/git/", 11) || sp_linktext_take(c, "since ") ||
	       sp_linktext_take(c, "merged");
}

/* A few lines above stands what makes a lone "commit X" a statement. */
static gboolean in_known_block(const Reader *r)
{
	const char *line = r->line;

	for (guint i = 0; i < 8 && (line = sp_linktext_previous(&r->c, line)); i++) {
		SpLinkCursor c = {r->c.start, r->c.end, line};

		if (sp_linktext_take(&c, "mainline inclusion") ||
		    sp_linktext_take(&c, "mainline-inclusion"))
			return i < 4 && sp_linktext_at_eol(&c);
		if (sp_linktext_take(&c, "commit-author "))
			return i < 4;
		if (sp_linktext_take(&c, "upstream status:") ||
		    sp_linktext_take(&c, "upstream-status:"))
			return names_upstream(&c);
		if (!g_ascii_isalpha(*line) && !sp_linktext_empty(&c, line))
			return FALSE;
	}
	return FALSE;
}

/* "commit X upstream. Needed for Y": the sentence is complete. */
static gboolean goes_on_after_stop(const Reader *r)
{
	return r->c.end - r->c.p > 1 && *r->c.p == '.' && (r->c.p[1] == ' ' || r->c.p[1] == '\t');
}

/* "commit X upstream." */
static gboolean read_commit(Reader *r)
{
	static const char *const heads[] = {"commits ", "commit: ", "commit id ", "commit ", NULL};

	if (!sp_linkread_any(r, heads) || !sp_linkread_ids(r, 12))
		return FALSE;
	if (sp_linkread_whole(r) && take_backported(r))
		return sp_linkread_begins(r) && add_all(r, FALSE);
	if (!take_upstream(r)) {
		if (r->n_ids > 1 || r->ids[0].length != SP_LINK_DIGITS)
			return FALSE;
		if (r->open)
			return add_bare(r);
		return r->c.p == r->ids[0].at + SP_LINK_DIGITS && sp_linktext_at_eol(&r->c) &&
		       (sp_linktext_heads_body(&r->c, r->line) || in_known_block(r)) &&
		       add_all(r, FALSE);
	}
	if (!r->open && (goes_on_after_stop(r) || (r->n_ids > 1 && take(r, " merged together"))))
		return sp_linkread_begins(r) && add_all(r, FALSE);
	sp_linktext_note(&r->c);
	return add_stated(r);
}

/* "X", "X upstream." */
static gboolean read_bare(Reader *r)
{
	if (!sp_linkread_ids(r, SP_LINK_DIGITS))
		return FALSE;
	if (take_upstream(r))
		return add_stated(r);
	if (r->open)
		return add_bare(r);
	return r->n_ids == 1 && sp_linktext_at_eol(&r->c) &&
	       sp_linktext_heads_body(&r->c, r->line) && add_all(r, FALSE);
}

/* The last word of the line, brackets and full stops aside, if it is an id of 40 digits. */
static gboolean read_last_word(Reader *r)
{
	const char *stop = sp_linktext_next(&r->c, r->c.p);
	const char *first;

	while (stop > r->c.p && stop[-1] && strchr(" \t\r\n])>.", stop[-1]))
		stop--;
	for (first = stop; first > r->c.p && g_ascii_isxdigit(first[-1]);)
		first--;
	if (stop - first != SP_LINK_DIGITS ||
	    (first > r->c.p && first[-1] && !strchr(" \t/=:[(<,", first[-1])))
		return FALSE;
	r->ids[0] = (SpLinkId){first, SP_LINK_DIGITS};
	r->n_ids = 1;
	r->c.p = stop;
	return add_all(r, FALSE);
}

/* The value of Red Hat's and OpenEmbedded's key; it can also say that upstream has it not. */
static gboolean read_status(Reader *r)
{
	static const char *const values[] = {"backport", "backported", "commit",   "merged",
					     "linus",	 "mainline",   "linux",	   "since",
					     "git:",	 "https:",     "http:",	   "kernel",
					     "accepted", "torvalds",   "upstream", NULL};
	SpLinkCursor at;
	SpLinkId id;

	sp_linktext_blanks(&r->c);
	at = r->c;
	if (!sp_linktext_id(&at, SP_LINK_DIGITS, &id) && !sp_linkread_any(r, values))
		return FALSE;
	return read_last_word(r);
}

/* Takes the note up to its bracket; FALSE if it says that it has only a part of the commit. */
static gboolean take_rest_of_note(Reader *r)
{
	char close = r->open == '[' ? ']' : ')';
	const char *first = r->c.p;
	const char *stop = sp_linktext_next(&r->c, first);
	const char *found = NULL;

	/* A url and a branch may stand on the next line. */
	for (guint i = 0; i < 3 && !found; i++) {
		found = memchr(first, close, stop - first);
		if (!found && sp_linktext_apart(&r->c, stop))
			break;
		if (!found)
			stop = sp_linktext_next(&r->c, stop);
	}
	stop = found ? found : sp_linktext_next(&r->c, first);
	r->c.p = found ? found + 1 : first;
	return (found || sp_linkread_whole(r)) && !memmem(first, stop - first, "artial", 6) &&
	       !memmem(first, stop - first, "art of", 6);
}

/* "Upstream commit X", "Upstream: X" */
static gboolean read_upstream(Reader *r)
{
	static const char *const nouns[] = {"commits: ",   "commits:",	 "commit: ",	"commit:",
					    "commit id: ", "commit id ", "commit-id: ", "commits ",
					    "commit ",	   NULL};

	if (!r->open && (take(r, "upstream status:") || take(r, "upstream-status:")))
		return read_status(r);
	if (!take(r, "upstream") && !take(r, "mainline"))
		return FALSE;
	if (take(r, ":")) {
		sp_linktext_blanks(&r->c);
		take(r, "commit ");
		return sp_linkread_ids(r, SP_LINK_DIGITS) && add_stated(r);
	}
	if (!take(r, "-") && !sp_linktext_gap(&r->c))
		return FALSE;
	if (r->open == '[' && sp_linkread_ids(r, SP_LINK_DIGITS))
		return add_stated(r);
	if (!sp_linkread_any(r, nouns) || !sp_linkread_ids(r, r->open == '[' ? 12 : SP_LINK_DIGITS))
		return FALSE;
	if (r->open == '[' && r->c.p < r->c.end && *r->c.p == ',' && sp_linkread_whole(r))
		return sp_linkread_begins(r) && take_rest_of_note(r) && add_all(r, FALSE);
	if (!r->open && take_backported(r))
		return sp_linkread_begins(r) && add_all(r, FALSE);
	return add_stated(r);
}

gboolean sp_linkread_several(Reader *r)
{
	static const char *const nouns[] = {"commits", "patches", NULL};
	const char *stop;

	take(r, "the ");
	take(r, "following ");
	if ((!take(r, "upstream ") && !take(r, "mainline ")) || !sp_linkread_any(r, nouns) ||
	    !sp_linkread_begins(r))
		return FALSE;
	stop = sp_linktext_next(&r->c, r->c.p);
	while (stop > r->c.p && g_ascii_isspace(stop[-1]))
		stop--;
	r->c.p = sp_linktext_next(&r->c, r->c.p);
	if (sp_linktext_empty(&r->c, r->c.p))
		r->c.p = sp_linktext_next(&r->c, r->c.p);
	else if (stop[-1] != ':')
		return FALSE;
	sp_linktext_blanks(&r->c);
	r->n_ids = sp_linktext_ids(&r->c, SP_LINK_DIGITS, TRUE, r->ids, SP_LINK_MOST);
	return r->n_ids > 0 && sp_linktext_at_eol(&r->c) && add_all(r, FALSE);
}

gboolean sp_linkread_pick(Reader *r)
{
	static const char *const picks[] = {"cherry picked from ",
					    "cherry-picked from ",
					    "cherry-pick from ",
					    "cherry pick from ",
					    "cherry-pick of ",
					    "cherry pick of ",
					    NULL};
	static const char *const ports[] = {"backported from ", "back-ported from ",
					    "back ported from ", "backport from ", NULL};
	gboolean picked = sp_linkread_any(r, picks);
	gboolean ported = !picked && sp_linkread_any(r, ports);
	gboolean is_commit;
	const char *first;

	if (!picked && !ported && !take(r, "backport of ") && !take(r, "port of "))
		return FALSE;
	first = r->c.p;
	if (!picked && !ported && sp_linkread_several(r))
		return TRUE;
	r->c.p = first;
	take(r, "the ");
	if (!take(r, "upstream ") && !take(r, "mainline "))
		take(r, "linux ");
	is_commit = take(r, "commits ") || take(r, "commit: ") || take(r, "commit ");
	if (!sp_linkread_ids(r, picked && is_commit && r->open ? 12 : SP_LINK_DIGITS))
		return FALSE;
	if ((picked || ported) && r->open)
		return take_rest_of_note(r) && add_all(r, picked);
	if (!take_upstream(r))
		take_target(r);
	return sp_linkread_begins(r) && sp_linkread_ends(r) && add_all(r, picked);
}

/* Git-commit: X */
static gboolean read_git_commit(Reader *r)
{
	return take(r, "git-commit: ") && sp_linkread_ids(r, SP_LINK_DIGITS) &&
	       sp_linktext_at_eol(&r->c) && add_all(r, FALSE);
}

/* Origin: upstream, https://git.kernel.org/linus/X */
static gboolean read_origin(Reader *r)
{
	static const char *const values[] = {"upstream,", "backport,", "https://git.kernel.org/",
					     NULL};

	return take(r, "origin: ") && sp_linkread_any(r, values) && read_last_word(r);
}

gboolean sp_linkread_upstream(Reader *r)
{
	const char *first = r->c.p;
	gboolean found = FALSE;

	switch (g_ascii_tolower(*first)) {
	case 'c':
		found = read_commit(r);
		if (!found) {
			r->c.p = first;
			found = sp_linkread_pick(r);
		}
		break;
	case 'u':
	case 'm':
		found = read_upstream(r);
		break;
	case 'a': /* of commits, that is */
		found = r->open == '[' && take(r, "a combination of ") && read_upstream(r);
		break;
	case 'b':
		found = sp_linkread_pick(r);
		break;
	case 'g':
		found = read_git_commit(r);
		break;
	case 'o':
		found = read_origin(r);
		break;
	}
	if (found || !g_ascii_isxdigit(*first))
		return found;
	r->c.p = first;
	return read_bare(r);
}
