/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * porttwin: the heaviest common subsequence of two texts' units, from either end, so that its
 * weight with any two units paired is a sum of two.
 */
#include "stage/porttwin.h"

#include "stage/hunkaligned.h"
#include "stage/portaround.h"
#include "stage/porthome.h"

#include <string.h>

/* Cells: what one pair of texts may cost. */
enum { MOST_CELLS = 2000000 };

/* Units above and below of a change that tell where it is. */
enum { AROUND = 3 };

typedef struct {
	GPtrArray *lines;
	SpUnits *units;
	guint n;
} Text;

typedef struct {
	Text theirs, ours;
	guint *head, *tail; /* weights of what is before, and from, each pair of units on */
} Pairing;

static void text_clear(Text *text)
{
	sp_units_free(text->units);
	g_clear_pointer(&text->lines, g_ptr_array_unref);
}

static void pairing_clear(Pairing *pairing)
{
	text_clear(&pairing->theirs);
	text_clear(&pairing->ours);
	g_free(pairing->head);
	g_free(pairing->tail);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pairing, pairing_clear)

/* What goes before a function is not in it. */
static gboolean is_ahead_of(SpAroundFile *side, guint line, guint n_lines)
{
	const SpCSource *source = sp_hunkfile_source(side->file);

	return !n_lines && (!line || sp_csource_function_at(source, line - 1) !=
					     sp_csource_function_at(source, line));
}

/* The name is "" for a line of C that is in nothing, and NULL for a whole file. */
static void home_of(SpAroundFile *side, guint line, guint n_lines, SpAround *home)
{
	*home = (SpAround){NULL, 0, side->file->lines->len, FALSE};
	if (!side->c ||
	    (!is_ahead_of(side, line, n_lines) && sp_around_function(side, line, home)) ||
	    sp_around_region(side, line, home) || (line && sp_around_region(side, line - 1, home)))
		return;
	*home = (SpAround){g_strdup(""), line, line, FALSE};
}

static void read_text(Text *text, const SpAroundFile *side, const SpAround *home)
{
	text->lines = g_ptr_array_new();
	for (guint i = home->first; i < home->end; i++)
		g_ptr_array_add(text->lines, side->file->lines->pdata[i]);
	text->units = sp_units_new(text->lines, side->c);
	text->n = text->units->units->len;
}

static guint weight_of(const Pairing *pairing, guint i, guint k)
{
	return sp_units_same(pairing->theirs.units, i, pairing->ours.units, k, NULL)
		       ? sp_units_get(pairing->theirs.units, i)->weight
		       : 0;
}

static guint cell(const Pairing *pairing, const guint *sums, guint i, guint k)
{
	return sums[(gsize)i * (pairing->ours.n + 1) + k];
}

static gboolean pair(Pairing *pairing)
{
	guint n = pairing->theirs.n, m = pairing->ours.n;
	gsize width = m + 1, cells = (n + 1) * width;

	if (!n || !m || cells > MOST_CELLS)
		return FALSE;
	pairing->head = g_new0(guint, cells);
	pairing->tail = g_new0(guint, cells);
	for (guint i = 1; i <= n; i++)
		for (guint k = 1; k <= m; k++) {
			guint weight = weight_of(pairing, i - 1, k - 1);
			guint *here = pairing->head + i * width + k;

			*here = MAX(here[-1], *(here - width));
			if (weight)
				*here = MAX(*here, *(here - width - 1) + weight);
		}
	for (guint i = n; i-- > 0;)
		for (guint k = m; k-- > 0;) {
			guint weight = weight_of(pairing, i, k);
			guint *here = pairing->tail + i * width + k;

			*here = MAX(here[1], here[width]);
			if (weight)
				*here = MAX(*here, here[width + 1] + weight);
		}
	return TRUE;
}

/* A change's units; of an insertion none, and where it goes. */
typedef struct {
	guint first, end;
} Range;

/* The units of the lines @line to before @line + @n. */
static Range range_of(const Text *text, guint line, guint n)
{
	Range range = {0, 0};

	for (guint i = 0; i < text->n; i++) {
		const SpUnit *unit = sp_units_get(text->units, i);

		if (unit->last < line)
			range.first = range.end = i + 1;
		/* An insertion may be in the middle of a statement. */
		else if (unit->first < line + n)
			range.end = i + 1;
	}
	return range;
}

/* What the pairs of the change's own units weigh. */
static guint inner_weight(const Pairing *pairing, const Range *there, const Range *here)
{
	guint sum = 0, from = here->first;

	for (guint i = there->first; i < there->end; i++)
		for (guint k = from; k < here->end; k++)
			if (weight_of(pairing, i, k)) {
				sum += weight_of(pairing, i, k);
				from = k + 1;
				break;
			}
	return sum;
}

/* -1 for a unit above of the change, 0 for one of it, 1 for one below. */
static int side_of(const Range *range, guint unit)
{
	return unit < range->first ? -1 : unit >= range->end;
}

static gboolean is_near(const Range *range, guint unit)
{
	return unit + AROUND >= range->first && unit < range->end + AROUND;
}

/* The only unit that is the same as unit @i of @a in @b; G_MAXUINT if there is none or several. */
static guint only(const Text *a, guint i, const Text *b)
{
	guint found = G_MAXUINT;

	for (guint k = 0; k < b->n; k++) {
		if (!sp_units_same(a->units, i, b->units, k, NULL))
			continue;
		if (found != G_MAXUINT)
			return G_MAXUINT;
		found = k;
	}
	return found;
}

/* Whether lines next to the change, of which either text has one, stand next to the place on the
 * same side, and none on another. */
static gboolean is_anchored(const Pairing *pairing, const Range *there, const Range *here)
{
	gboolean anchored = FALSE;

	for (guint i = 0; i < pairing->theirs.n; i++) {
		guint k;

		if (!is_near(there, i) ||
		    sp_units_get(pairing->theirs.units, i)->weight < SP_TELLING ||
		    only(&pairing->theirs, i, &pairing->theirs) != i)
			continue;
		k = only(&pairing->theirs, i, &pairing->ours);
		if (k == G_MAXUINT)
			continue;
		if (side_of(there, i) != side_of(here, k))
			return FALSE;
		anchored |= is_near(here, k);
	}
	return anchored;
}

/* The most that can be paired if a unit in or next to the place is one of upstream's that is not
 * there by its change. */
static guint weight_elsewhere(const Pairing *pairing, const Range *there, const Range *here)
{
	guint most = 0;

	for (guint k = 0; k < pairing->ours.n; k++) {
		if (!is_near(here, k) || sp_units_get(pairing->ours.units, k)->weight < SP_TELLING)
			continue;
		for (guint i = 0; i < pairing->theirs.n; i++)
			if (side_of(there, i) != side_of(here, k) && weight_of(pairing, i, k))
				most = MAX(most,
					   cell(pairing, pairing->head, i, k) +
						   weight_of(pairing, i, k) +
						   cell(pairing, pairing->tail, i + 1, k + 1));
	}
	return most;
}

/* Whether the branch's run @our, in @two, can be upstream's @their, in @one. */
static gboolean is_there(const Pairing *pairing, const SpPortRun *their, const SpAround *one,
			 const SpPortRun *our, const SpAround *two)
{
	Range there = range_of(&pairing->theirs, their->old - one->first, their->old_lines);
	Range here = range_of(&pairing->ours, our->old - two->first, our->old_lines);
	guint weight = cell(pairing, pairing->head, there.first, here.first) +
		       inner_weight(pairing, &there, &here) +
		       cell(pairing, pairing->tail, there.end, here.end);

	return weight_elsewhere(pairing, &there, &here) <= weight ||
	       is_anchored(pairing, &there, &here);
}

/* How many of the first @until are of that name. */
static guint count_home(const SpAround *homes, const char *name, guint until)
{
	guint count = 0;

	for (guint i = 0; i < until; i++)
		count += g_strcmp0(homes[i].name, name) == 0;
	return count;
}

static SpAround *homes_of(SpAroundFile *side, const GArray *runs)
{
	SpAround *homes = g_new0(SpAround, runs->len + 1);

	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);

		home_of(side, run->old, run->old_lines, &homes[i]);
	}
	return homes;
}

typedef struct {
	const GArray *runs;
	SpAround *homes; /* of each */
} Part;

static void part_clear(Part *part)
{
	for (guint i = 0; part->homes && i < part->runs->len; i++)
		sp_around_clear(&part->homes[i]);
	g_free(part->homes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Part, part_clear)

/* Whether @ours's run @i has a run of @theirs in the same home that it can be, or none there. */
static gboolean has_place(const Pairing *pairing, const Part *theirs, const Part *ours, guint i)
{
	const SpAround *home = &ours->homes[i];
	guint rank = count_home(ours->homes, home->name, i);
	gboolean alike = count_home(ours->homes, home->name, ours->runs->len) ==
			 count_home(theirs->homes, home->name, theirs->runs->len);
	gboolean any = FALSE;

	for (guint k = 0; k < theirs->runs->len; k++) {
		if (g_strcmp0(theirs->homes[k].name, home->name) != 0)
			continue;
		any = TRUE;
		if (alike && rank-- > 0)
			continue;
		if (is_there(pairing, &g_array_index(theirs->runs, SpPortRun, k), &theirs->homes[k],
			     &g_array_index(ours->runs, SpPortRun, i), home))
			return TRUE;
		if (alike)
			return FALSE;
	}
	return !any;
}

/* The first of @theirs in a home of that name; NULL for none. */
static const SpAround *same_home(const Part *theirs, const char *name)
{
	for (guint k = 0; k < theirs->runs->len; k++)
		if (g_strcmp0(theirs->homes[k].name, name) == 0)
			return &theirs->homes[k];
	return NULL;
}

char *sp_porttwin_find(SpPortChange *theirs, SpPortChange *ours)
{
	gboolean c = sp_porthome_kind(ours->path) == SP_KIND_C;
	g_auto(SpAroundFile) one = {theirs->before, c, NULL};
	g_auto(SpAroundFile) two = {ours->before, c, NULL};
	g_auto(Part) there = {sp_portchange_runs(theirs), NULL};
	g_auto(Part) here = {sp_portchange_runs(ours), NULL};

	there.homes = homes_of(&one, there.runs);
	here.homes = homes_of(&two, here.runs);
	for (guint i = 0; i < here.runs->len; i++) {
		const SpAround *home = &here.homes[i], *other = same_home(&there, home->name);
		g_auto(Pairing) pairing = {.head = NULL};

		if (!other || (c && !*home->name))
			continue;
		read_text(&pairing.theirs, &one, other);
		read_text(&pairing.ours, &two, home);
		if (pair(&pairing) && !has_place(&pairing, &there, &here, i))
			return g_strdup_printf("line %u is like what upstream changes, and more "
					       "of the lines around are as upstream's around "
					       "another place",
					       g_array_index(here.runs, SpPortRun, i).old + 1);
	}
	return NULL;
}
