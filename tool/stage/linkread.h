/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linkread: one statement being read, a part of links. linkparse finds the line where one may
 * begin, linkupstream and linkparse read it, this keeps where it stands and what was found.
 */
#pragma once

#include "stage/links.h"
#include "stage/linktext.h"

#define SP_LINK_MOST 128 /* ids in one statement; reverts of whole drivers name dozens */

typedef struct {
	GArray *links;
	guint first; /* of this message in @links */
	SpLinkCursor c;
	const char *line; /* where the statement begins */
	char open;	  /* the bracket it stands in, or 0 */
	const char *said; /* the line behind the last statement of UPSTREAM, if that ended there */
	SpLinkId ids[SP_LINK_MOST];
	guint n_ids;
} SpLinkReader;

/* Keeps the link, or what is new about it if it is there. */
void sp_linkread_add(SpLinkReader *r, SpLinkKind kind, const SpLinkId *id, gboolean picked);

gboolean sp_linkread_take(SpLinkReader *r, const char *words);

/* The first of @words, which ends in NULL. */
gboolean sp_linkread_any(SpLinkReader *r, const char *const *words);

/* sp_linktext_ids() into @r->ids. */
gboolean sp_linkread_ids(SpLinkReader *r, guint least);

/* Whether none of @r->ids is abbreviated. */
gboolean sp_linkread_whole(const SpLinkReader *r);

/* Whether the statement can begin where it does. */
gboolean sp_linkread_begins(const SpLinkReader *r);

/* Whether prose may be over at the end of this line. */
gboolean sp_linkread_next_is_apart(const SpLinkReader *r);

/* Takes the statement's end: its bracket, a full stop, or a line's end behind which prose may be
 * over. Where the bracket is missing, all ids must be whole. */
gboolean sp_linkread_ends(SpLinkReader *r);

/* Reads a statement of UPSTREAM that begins at the cursor. FALSE, and nothing added, if there is
 * none; where the cursor is then is not said. */
gboolean sp_linkread_upstream(SpLinkReader *r);

/* Reads "backport of X" and the like, what goes before (such as "This is a") having been taken. */
gboolean sp_linkread_pick(SpLinkReader *r);

/* Reads "the following upstream commits:" and the list below it, one a line. */
gboolean sp_linkread_several(SpLinkReader *r);
