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

/* The unit with the "{" of the "}" that unit @i begins with; @begin if there is none. */
guint sp_portbrace_head(const SpPortText *text, guint begin, guint i);

/* The unit that ends the block which unit @i opens; @end if there is none. */
guint sp_portbrace_end(const SpPortText *text, guint end, guint i);

/* Whether unit @i is all of the body of an "if" or the like without braces. */
gboolean sp_portbrace_is_conditional(const SpPortText *text, guint begin, guint i);
