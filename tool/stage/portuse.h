/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portuse: what a statement does with a variable or member: reads it, sets it, gives it back; and
 * the statements on the way to a place. A part of port. By kernel style, as units tell it.
 */
#pragma once

#include "stage/porttext.h"

/* A variable, or a member of one: "a", "a->b.c". */
typedef struct {
	const SpUnits *units;
	guint word, n_words;
} SpPortName;

enum {
	SP_USE_READ = 1,
	SP_USE_SET = 2,	   /* by an assignment that does not read it, or by a loop over a list */
	SP_USE_CHANGE = 4, /* len -= 4, i++ */
	SP_USE_FILL = 8,   /* its address goes to a call */
	SP_USE_GIVE = 16,  /* it is freed, or the reference to it is given back */
	SP_USE_FREE = 32 /* the same, and not a part of it: by kfree(), put_device() and the like */
};

/* Uses of @name in unit @i. @word (out) (nullable): where it stands first, set if it does. */
guint sp_portuse_of(const SpPortText *text, guint i, const SpPortName *name, guint *word);

/* Returns: (transfer full): SpPortName of all in unit @i, and of what they are members of: a->b.c,
 * a->b, a. Not what is called, nor a keyword. */
GArray *sp_portuse_names(const SpPortText *text, guint i);

/* Whether unit @i declares a variable @name. */
gboolean sp_portuse_declares(const SpPortText *text, guint i, const SpPortName *name);

/* A unit on a way. */
typedef struct {
	guint unit;
	gboolean sure; /* passed whatever happens, unlike one in an "if" */
} SpPortStep;

/**
 * sp_portuse_above:
 * @begin: the function's first unit behind its brace
 * @place: a unit
 * @whole: (out): whether it goes up to @begin
 *
 * Returns: (transfer full): SpPortStep, the units above @place that can be passed on the way to it,
 * from the nearest on. Other arms of the same "if" or "switch" and blocks that leave are left out.
 */
GArray *sp_portuse_above(const SpPortText *text, guint begin, guint place, gboolean *whole);

/**
 * sp_portuse_below:
 * @end: the unit of the function's last brace
 * @whole: (out): whether it goes down to a return or to @end
 *
 * Returns: (transfer full): SpPortStep, the units from @place on that can be passed on the way from
 * it, over gotos, not back to the beginning of a loop.
 */
GArray *sp_portuse_below(const SpPortText *text, guint begin, guint end, guint place,
			 gboolean *whole);
