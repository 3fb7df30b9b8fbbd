/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portbrace: where blocks and arms of a function begin and end, as units tell it; a part of port.
 * A unit is counted as in SpPortText's code; @begin and @end bound what is looked at.
 */
#pragma once

#include "stage/porttext.h"

/* Word @n of unit @i; NULL for none. */
const SpUnitWord *sp_portbrace_word(const SpPortText *text, guint i, guint n);

gboolean sp_portbrace_begins(const SpPortText *text, guint i, const char *word);

/* Whether unit @i leaves: return, goto, break, continue. */
gboolean sp_portbrace_leaves(const SpPortText *text, guint i);

/* Whether a block ends with the unit's first word; whether one begins with its last. "} else {"
 * does both. */
gboolean sp_portbrace_closes(const SpPortText *text, guint i);
gboolean sp_portbrace_opens(const SpPortText *text, guint i);

/* How many more blocks are open behind the unit than before it. */
int sp_portbrace_depth(const SpPortText *text, guint i);

/* Whether the unit begins an arm of a switch. */
gboolean sp_portbrace_is_case(const SpPortText *text, guint i);

/* Whether the unit is a label, and nothing behind it. */
gboolean sp_portbrace_is_label(const SpPortText *text, guint i);

/* The unit with the "{" of the "}" that unit @i begins with; @begin if there is none. */
guint sp_portbrace_head(const SpPortText *text, guint begin, guint i);

/* The unit that ends the block which unit @i opens; @end if there is none. */
guint sp_portbrace_end(const SpPortText *text, guint end, guint i);

/* Whether unit @i is all of the body of an "if" or the like without braces. */
gboolean sp_portbrace_is_conditional(const SpPortText *text, guint begin, guint i);

/* The first unit behind the arm that begins at unit @i, an "else", and those that follow; @i itself
 * where it is none. */
guint sp_portbrace_behind_else(const SpPortText *text, guint end, guint i);

/* The first unit behind the block that unit @i ends, and the arms that follow. */
guint sp_portbrace_behind(const SpPortText *text, guint end, guint i);

/* The "else" without braces that unit @i is in; G_MAXUINT for none. The "if" of its first arm:
 * what stands above that is passed before all of them. */
guint sp_portbrace_else_of(const SpPortText *text, guint begin, guint i);
guint sp_portbrace_first_arm(const SpPortText *text, guint begin, guint i);

/* The first unit behind the loop or switch around unit @i, as a "break" leads to; @end for none. */
guint sp_portbrace_behind_loop(const SpPortText *text, guint begin, guint end, guint i);
