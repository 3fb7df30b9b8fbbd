/* SPDX-License-Identifier: GPL-2.0-only */
/* linkread: prose is told from statements by what stands before and behind. */
#include "stage/linkread.h"

#include <string.h>

/* How many links back a repeated one is looked for: a message of a megabyte must not take long. */
#define LOOK_BACK 256

void sp_linkread_add(SpLinkReader *r, SpLinkKind kind, const SpLinkId *id, gboolean picked)
{
	SpLink link = {.kind = kind, .length = id->length, .picked = picked};
	guint first = r->links->len > LOOK_BACK ? r->links->len - LOOK_BACK : 0;

	for (gsize i = 0; i < id->length; i++)
		link.id[i] = g_ascii_tolower(id->at[i]);
	for (guint i = MAX(first, r->first); i < r->links->len; i++) {
		SpLink *old = &g_array_index(r->links, SpLink, i);

		if (old->kind == kind && strcmp(old->id, link.id) == 0) {
			old->picked &= link.picked;
			return;
		}
	}
	g_array_append_val(r->links, link);
}

gboolean sp_linkread_take(SpLinkReader *r, const char *words)
{
	return sp_linktext_take(&r->c, words);
}

gboolean sp_linkread_any(SpLinkReader *r, const char *const *words)
{
	for (; *words; words++)
		if (sp_linktext_take(&r->c, *words))
			return TRUE;
	return FALSE;
}

gboolean sp_linkread_ids(SpLinkReader *r, guint least)
{
	r->n_ids = sp_linktext_ids(&r->c, least, FALSE, r->ids, SP_LINK_MOST);
	return r->n_ids > 0;
}

gboolean sp_linkread_whole(const SpLinkReader *r)
{
	for (guint i = 0; i < r->n_ids; i++)
		if (r->ids[i].length != SP_LINK_DIGITS)
			return FALSE;
	return TRUE;
}

gboolean sp_linkread_begins(const SpLinkReader *r)
{
	return r->said == r->line || sp_linktext_may_begin(&r->c, r->line, !r->open);
}

gboolean sp_linkread_next_is_apart(const SpLinkReader *r)
{
	SpLinkCursor c = r->c;
	SpLinkId id;

	c.p = sp_linktext_next(&c, c.p);
	if (sp_linktext_apart(&c, c.p))
		return TRUE;
	return sp_linktext_take(&c, "commit ") && sp_linktext_id(&c, SP_LINK_DIGITS, &id);
}

gboolean sp_linkread_ends(SpLinkReader *r)
{
	gboolean stop = sp_linktext_take(&r->c, ".");
	const char *close = r->open == '(' ? ")" : "]"; /* a "[" may have been lost */

	if (r->open)
		sp_linktext_gap(&r->c);
	sp_linktext_blanks(&r->c);
	if (sp_linktext_take(&r->c, close))
		stop = sp_linktext_take(&r->c, ".") || r->open == '[';
	else if (r->open && !sp_linkread_whole(r))
		return FALSE;
	if (!sp_linktext_at_eol(&r->c))
		return FALSE;
	return stop || sp_linkread_next_is_apart(r);
}
