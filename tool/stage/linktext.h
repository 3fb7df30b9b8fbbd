/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linktext: reading a commit message, a part of links: a cursor that takes a wrapped statement for
 * one line, the ids in it, and where in the message a statement may stand. Knows no statement.
 */
#pragma once

#include <glib.h>

#define SP_LINK_DIGITS 40

typedef struct {
	const char *start, *end; /* the message; borrowed, not NUL-terminated */
	const char *p;
} SpLinkCursor;

/* The digits of one id, not NUL-terminated. */
typedef struct {
	const char *at;
	gsize length;
} SpLinkId;

/* Skips blanks in the line. */
void sp_linktext_blanks(SpLinkCursor *c);

/* Skips blanks and at most one end of line, never an empty line. Returns whether it did. */
gboolean sp_linktext_gap(SpLinkCursor *c);

/* Takes @words, in any case, if they stand here and end there; a blank in @words is a gap in the
 * message. @words is lower-case. */
gboolean sp_linktext_take(SpLinkCursor *c, const char *words);

/* Takes an id of @least to 40 digits. What goes on as a word, a path, a range, a file name or a
 * genitive is no id. */
gboolean sp_linktext_id(SpLinkCursor *c, guint least, SpLinkId *id);

/* Takes ("subject"), which may be wrapped and may begin on the next line, if it stands here. */
gboolean sp_linktext_subject(SpLinkCursor *c);

/* Takes (anything), which may be wrapped. */
gboolean sp_linktext_note(SpLinkCursor *c);

/* Takes "A", "A and B", "A ("a"), commit B and C" into @ids, the subjects with them; with @lines
 * also one a line, with or without a bullet. Returns the number, at most @most. */
guint sp_linktext_ids(SpLinkCursor *c, guint least, gboolean lines, SpLinkId *ids, guint most);

/* Whether nothing but blanks is left in the line. */
gboolean sp_linktext_at_eol(const SpLinkCursor *c);

/* First byte of the line after the one at @p; the message's end after the last. */
const char *sp_linktext_next(const SpLinkCursor *c, const char *p);

/* First byte of the line before the one that starts at @line; NULL before the first. */
const char *sp_linktext_previous(const SpLinkCursor *c, const char *line);

/* Whether the line at @line is empty or no prose: a trailer, a note in brackets, a ruler. The
 * message's end is empty. */
gboolean sp_linktext_apart(const SpLinkCursor *c, const char *line);

gboolean sp_linktext_empty(const SpLinkCursor *c, const char *line);

/* Whether a statement can begin in the line at @line: not in the middle of a sentence, nor in what
 * a line that ends in ':' announces. With @sentence it may follow another one, else prose must be
 * over by an empty line or the like. */
gboolean sp_linktext_may_begin(const SpLinkCursor *c, const char *line, gboolean sentence);

/* Whether the line at @line is a paragraph of its own, the first after the subject. */
gboolean sp_linktext_heads_body(const SpLinkCursor *c, const char *line);
