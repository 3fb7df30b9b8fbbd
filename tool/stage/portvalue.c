/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portvalue: for each name that an added unit reads the last event above it is looked for on both
 * sides: what sets it, changes it, has its address or gives it back; for each that it sets or gives
 * back the first use below. The two are compared.
 */
#include "stage/portvalue.h"

#include "stage/portbrace.h"
#include "stage/portside.h"

#include <string.h>

#define EVENTS (SP_USE_SET | SP_USE_CHANGE | SP_USE_FILL | SP_USE_GIVE)

/* Events that are no unit: a value from before the function; one that the hunk does not show. */
enum { ENTRY = G_MAXUINT - 1, UNKNOWN = G_MAXUINT };

typedef struct {
	const SpPortSide *upstream, *branch;
	const SpPortName *name;
	GArray *theirs, *ours; /* SpPortStep, events of @name from the nearest on */
} Compare;

static const SpPortStep *step_at(const GArray *steps, guint i)
{
	return &g_array_index(steps, SpPortStep, i);
}

static gboolean same_unit(const Compare *compare, guint i, guint k)
{
	return sp_porttext_same(compare->upstream->text, i, compare->branch->text, k);
}

/* What unit @i does to the name so that it is another one afterwards. */
static guint event_of(const SpPortText *text, guint i, const SpPortName *name)
{
	guint use = sp_portuse_of(text, i, name, NULL) & EVENTS;

	/* The address of a member goes to whatever needs the object, that of a lock to lock it. */
	if (use == SP_USE_FILL &&
	    (name->n_words > 1 || sp_units_locks(text->units, sp_porttext_unit(text, i))))
		return 0;
	return use;
}

static GArray *events_of(const SpPortSide *side, const SpPortName *name)
{
	GArray *events = g_array_new(FALSE, FALSE, sizeof(SpPortStep));
	SpPortStep entry = {side->to_start ? ENTRY : UNKNOWN, TRUE};

	for (guint i = 0; i < side->above->len; i++) {
		const SpPortStep *step = step_at(side->above, i);

		if (event_of(side->text, step->unit, name))
			g_array_append_val(events, *step);
		/* It is local, and has no value from before. */
		if (name->n_words == 1 && sp_portuse_declares(side->text, step->unit, name)) {
			entry.unit = UNKNOWN;
			break;
		}
	}
	g_array_append_val(events, entry);
	return events;
}

/* Whether upstream's event does to the name what the branch's does, in the same words from the name
 * on: a declaration may stand before it. */
static gboolean same_event(const Compare *compare, guint theirs, guint ours)
{
	const SpPortText *a = compare->upstream->text, *b = compare->branch->text;
	const SpUnit *one, *two;
	guint use, n, m;

	if (theirs >= ENTRY || ours >= ENTRY)
		return theirs == ours && theirs == ENTRY;
	one = sp_units_get(a->units, sp_porttext_unit(a, theirs));
	two = sp_units_get(b->units, sp_porttext_unit(b, ours));
	use = sp_portuse_of(a, theirs, compare->name, &n);
	if (!event_of(a, theirs, compare->name) || use != sp_portuse_of(b, ours, compare->name, &m))
		return FALSE;
	/* Which call it is stands before the name. */
	if (use & SP_USE_FILL)
		return same_unit(compare, theirs, ours);
	if (one->n_words - n != two->n_words - m)
		return FALSE;
	for (; n < one->n_words; n++, m++)
		if (!sp_unitword_same(sp_units_word(a->units, one->word + n),
				      sp_units_word(b->units, two->word + m), NULL))
			return FALSE;
	return TRUE;
}

static gboolean ours_have(const Compare *compare, guint theirs)
{
	for (guint k = 0; k < compare->ours->len; k++)
		if (same_event(compare, theirs, step_at(compare->ours, k)->unit))
			return TRUE;
	return FALSE;
}

static gboolean theirs_have(const Compare *compare, guint ours)
{
	for (guint i = 0; i < compare->theirs->len; i++)
		if (same_event(compare, step_at(compare->theirs, i)->unit, ours))
			return TRUE;
	return FALSE;
}

/* Whether upstream's event stands below the change on the branch. */
static gboolean is_below_ours(const Compare *compare, guint theirs)
{
	for (guint k = compare->branch->last; k < compare->branch->end; k++)
		if (same_event(compare, theirs, k))
			return TRUE;
	return FALSE;
}

static gboolean is_below_theirs(const Compare *compare, guint ours)
{
	for (guint i = compare->upstream->last; i < compare->upstream->end; i++)
		if (same_event(compare, i, ours))
			return TRUE;
	return FALSE;
}

/* Where in @steps unit @i of @text stands; G_MAXUINT for nowhere, or for several places. */
static guint find_step(const SpPortText *text, guint i, const SpPortText *other,
		       const GArray *steps)
{
	guint found = G_MAXUINT;

	for (guint k = 0; k < steps->len; k++) {
		if (!sp_porttext_same(text, i, other, step_at(steps, k)->unit))
			continue;
		if (found != G_MAXUINT)
			return G_MAXUINT;
		found = k;
	}
	return found;
}

/* Whether one side has a statement behind the event @one that the other has before its event @two:
 * what follows the event on the one side goes before it on the other. */
static gboolean crosses(const SpPortSide *side, guint one, const SpPortSide *other, guint two)
{
	enum { TELLING = 2 };
	guint place = G_MAXUINT;

	for (guint k = 0; k < other->above->len && place == G_MAXUINT; k++)
		if (step_at(other->above, k)->unit == two)
			place = k;
	for (guint i = 0; i < side->above->len && place != G_MAXUINT; i++) {
		guint unit = step_at(side->above, i)->unit, there;

		if (unit == one)
			return FALSE;
		/* One return is like another. */
		if (sp_portbrace_leaves(side->text, unit) ||
		    sp_units_get(side->text->units, sp_porttext_unit(side->text, unit))->weight <
			    TELLING)
			continue;
		there = find_step(side->text, unit, other->text, other->above);
		if (there != G_MAXUINT && there > place)
			return TRUE;
	}
	return FALSE;
}

static guint use_of(const SpPortSide *side, guint unit, const SpPortName *name)
{
	return unit < ENTRY ? sp_portuse_of(side->text, unit, name, NULL) : 0;
}

/* Whether the last event on the branch is known to be another one than upstream's. */
static gboolean is_other_event(const Compare *compare)
{
	const SpPortStep *theirs = step_at(compare->theirs, 0), *ours = step_at(compare->ours, 0);
	guint use = use_of(compare->branch, ours->unit, compare->name);
	gboolean known, knows;

	/* Where it is not known that upstream does otherwise it must be beyond doubt. */
	if (use & SP_USE_GIVE && (theirs->unit != UNKNOWN || use & SP_USE_FREE))
		return !(use_of(compare->upstream, theirs->unit, compare->name) & SP_USE_GIVE);
	known = ours_have(compare, theirs->unit);
	knows = theirs_have(compare, ours->unit);
	if ((known && theirs->sure) || (knows && ours->sure))
		return TRUE;
	if (!known && (is_below_ours(compare, theirs->unit) ||
		       crosses(compare->branch, ours->unit, compare->upstream, theirs->unit)))
		return TRUE;
	return !knows && (is_below_theirs(compare, ours->unit) ||
			  crosses(compare->upstream, theirs->unit, compare->branch, ours->unit));
}

/* Whether the unit gives a lock back: a call of unlock() or up(). */
static gboolean unlocks(const SpPortText *text, guint i)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));
	const SpUnitWord *name = sp_units_word(text->units, unit->word);

	return sp_units_locks(text->units, sp_porttext_unit(text, i)) &&
	       (g_strstr_len(name->text, name->length, "unlock") ||
		g_str_has_prefix(name->text, "up"));
}

/* Behind the unit @event a lock that was held is given back and one taken anew. */
static gboolean is_relocked(const SpPortSide *side, guint event)
{
	gboolean behind = TRUE, taken = FALSE, dropped = FALSE;

	for (guint i = 0; i < side->above->len; i++) {
		const SpPortStep *step = step_at(side->above, i);

		behind &= step->unit != event;
		if (!step->sure || step->unit == event ||
		    !sp_units_locks(side->text->units, sp_porttext_unit(side->text, step->unit)))
			continue;
		if (!behind)
			return dropped && !unlocks(side->text, step->unit);
		dropped |= taken && unlocks(side->text, step->unit);
		taken |= !unlocks(side->text, step->unit);
	}
	return FALSE;
}

static char *quote(const SpPortSide *side, guint unit)
{
	if (unit < ENTRY)
		return sp_units_quote(side->text->units, sp_porttext_unit(side->text, unit));
	return g_strdup(unit == ENTRY ? "before the function" : "nothing that is known");
}

static char *name_text(const SpPortName *name)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < name->n_words; i++) {
		const SpUnitWord *word = sp_units_word(name->units, name->word + i);

		g_string_append_len(text, word->text, word->length);
	}
	return g_string_free(text, FALSE);
}

static char *doubt_above(const Compare *compare)
{
	guint theirs = step_at(compare->theirs, 0)->unit, ours = step_at(compare->ours, 0)->unit;
	g_autofree char *name = name_text(compare->name);
	g_autofree char *here = NULL, *there = NULL;

	if (same_event(compare, theirs, ours)) {
		if (ours >= ENTRY || !is_relocked(compare->branch, ours) ||
		    is_relocked(compare->upstream, theirs))
			return NULL;
		return g_strdup_printf("a lock is given back and taken anew since %s was set, and "
				       "not upstream",
				       name);
	}
	if (!is_other_event(compare))
		return NULL;
	here = quote(compare->branch, ours);
	there = quote(compare->upstream, theirs);
	return g_strdup_printf("what it reads in %s comes from %s here, and from %s upstream", name,
			       here, there);
}

/* Whether a unit from @from to before @to has one of @uses for the name. */
static gboolean is_used_in(const SpPortSide *side, guint from, guint to, const SpPortName *name,
			   guint uses)
{
	for (guint k = from; k < to; k++)
		if (sp_portuse_of(side->text, k, name, NULL) & uses)
			return TRUE;
	return FALSE;
}

static char *compare_above(const SpPortPair *pair, guint unit, const SpPortName *name)
{
	Compare compare = {&pair->upstream, &pair->branch, name, NULL, NULL};
	g_autofree char *text = name_text(name);
	char *why = NULL;

	/* What the branch reads there already it may go on to read. */
	if (!(use_of(&pair->branch, unit, name) & (SP_USE_READ | SP_USE_FILL)) ||
	    is_used_in(&pair->branch, pair->branch.first, unit, name, EVENTS) ||
	    strstr(pair->removed, text))
		return NULL;
	compare.theirs = events_of(&pair->upstream, name);
	compare.ours = events_of(&pair->branch, name);
	why = doubt_above(&compare);
	g_array_unref(compare.theirs);
	g_array_unref(compare.ours);
	return why;
}

/* The first use of the name below the change: SP_USE_SET where it sets it whatever happens, else
 * SP_USE_READ; 0 for none. */
static guint use_below(const SpPortSide *side, const SpPortName *name, guint *unit)
{
	for (guint i = 0; i < side->below->len; i++) {
		const SpPortStep *step = step_at(side->below, i);
		guint use = use_of(side, step->unit, name);

		if (!use || (use == SP_USE_SET && !step->sure))
			continue;
		*unit = step->unit;
		return use == SP_USE_SET ? SP_USE_SET : SP_USE_READ;
	}
	return 0;
}

static char *compare_below(const SpPortPair *pair, guint unit, const SpPortName *name)
{
	Compare compare = {&pair->upstream, &pair->branch, name, NULL, NULL};
	guint does = use_of(&pair->branch, unit, name), here, there, theirs, ours;
	g_autofree char *what = NULL, *text = NULL;

	if (!(does & SP_USE_SET || does & (pair->known ? SP_USE_GIVE : SP_USE_FREE)) ||
	    is_used_in(&pair->branch, unit + 1, pair->branch.last, name, G_MAXUINT))
		return NULL;
	ours = use_below(&pair->branch, name, &here);
	theirs = use_below(&pair->upstream, name, &there);
	if (!ours || theirs == ours)
		return NULL;
	what = name_text(name);
	text = quote(&pair->branch, here);
	if (does & SP_USE_SET)
		return ours == SP_USE_SET && theirs
			       ? g_strdup_printf(
					 "it sets %s, which %s sets again before it is read", what,
					 text)
			       : NULL;
	/* It may be the way to it that is not understood. */
	for (guint i = pair->upstream.last; i < pair->upstream.end; i++)
		if (same_unit(&compare, i, here))
			return NULL;
	return ours == SP_USE_READ
		       ? g_strdup_printf("it gives %s back, which is used below by %s", what, text)
		       : NULL;
}

/* Whether the change leaves the function, or goes to another place in it. */
static gboolean leaves(const SpPortSide *side)
{
	for (guint i = side->first; i < side->last; i++)
		if (sp_portbrace_leaves(side->text, i))
			return TRUE;
	return FALSE;
}

/* What the added unit @unit checks is used above on the branch by what upstream has below. */
static char *compare_check(const SpPortPair *pair, guint unit, const SpPortName *name)
{
	const SpPortSide *branch = &pair->branch, *upstream = &pair->upstream;
	Compare compare = {upstream, branch, name, NULL, NULL};

	if (!sp_portbrace_begins(branch->text, unit, "if") || !leaves(branch))
		return NULL;
	for (guint i = 0; i < branch->above->len; i++) {
		guint use = step_at(branch->above, i)->unit;
		gboolean below = FALSE;

		if (!(use_of(branch, use, name) & SP_USE_READ))
			continue;
		for (guint k = upstream->last; k < upstream->end && !below; k++)
			below = same_unit(&compare, k, use);
		for (guint k = branch->last; k < branch->end && below; k++)
			below = !sp_porttext_same(branch->text, use, branch->text, k);
		for (guint k = upstream->begin; k < upstream->first && below; k++)
			below = !same_unit(&compare, k, use);
		if (below) {
			g_autofree char *text = quote(branch, use);

			return g_strdup_printf("it checks what %s has used already", text);
		}
	}
	return NULL;
}

static char *doubt_pair(const SpPortPair *pair)
{
	gboolean whole;
	g_autoptr(GArray) reached =
		sp_portuse_above(pair->branch.text, pair->branch.first, pair->branch.last, &whole);
	char *why = NULL;

	for (guint i = pair->branch.first, k = pair->upstream.first;
	     !why && i < pair->branch.last && k < pair->upstream.last; i++, k++) {
		g_autoptr(GArray) names = NULL;
		gboolean goes_on = FALSE;

		if (!sp_porttext_same(pair->upstream.text, k, pair->branch.text, i))
			break;
		for (guint n = 0; n < reached->len; n++)
			goes_on |= step_at(reached, n)->unit == i;
		names = sp_portuse_names(pair->branch.text, i);
		for (guint n = 0; !why && n < names->len; n++) {
			const SpPortName *name = &g_array_index(names, SpPortName, n);

			why = compare_above(pair, i, name);
			if (!why && goes_on)
				why = compare_below(pair, i, name);
			if (!why)
				why = compare_check(pair, i, name);
		}
	}
	return why;
}

char *sp_portvalue_doubt(const SpPatchFile *file, SpPortChange *theirs, SpPortChange *ours)
{
	g_autoptr(SpPortPairs) sides = sp_portside_pairs(file, theirs, ours);
	const GArray *pairs = sp_portside_get(sides);

	for (guint i = 0; i < pairs->len; i++) {
		const SpPortPair *pair = &g_array_index(pairs, SpPortPair, i);
		g_autofree char *why = doubt_pair(pair);

		if (why)
			return g_strdup_printf("line %u: %s", pair->line + 1, why);
	}
	return NULL;
}
