/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkalign: the alignment of the highest score, by the method of Needleman and Wunsch (Journal of
 * Molecular Biology 48, 1970, 443-453), with both ends of ours free.
 */
#include "stage/hunkalign.h"

#include <string.h>

/* Scores: a unit with its equal counts by its weight. */
enum { EQUAL = 10, SAME_HEAD = 7, ALIKE = 4, KIN = 2, LOST = -6, EXTRA = -5 };

/* Of 100: from where on two units are taken for one that was changed. */
enum { ALIKE_ENOUGH = 45 };

/* Cells: what one file's hunk may cost. */
enum { MOST_CELLS = 30000000 };

enum { STEP_PAIR = 1, STEP_LOST, STEP_EXTRA };

static gboolean tells(const SpUnitWord *word)
{
	return sp_unitword_is_name(word) || g_ascii_isdigit(*word->text) || *word->text == '"';
}

/* Punctuation says little: by names, numbers and literals, unless there are none. */
guint sp_align_likeness(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
			const SpNames *names)
{
	g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(guint));
	SpUnitSpan one = sp_units_span(theirs, i, i), two = sp_units_span(ours, k, k);
	guint all = sp_units_pair(&one, &two, names, pairs), total = 0, same = 0;

	for (guint w = 0; w < one.n; w++) {
		gboolean counts = tells(sp_units_word(theirs, one.first + w));

		total += counts;
		same += counts && g_array_index(pairs, guint, w) != G_MAXUINT;
	}
	for (guint w = 0; w < two.n; w++)
		total += tells(sp_units_word(ours, two.first + w));
	return total ? 200 * same / total : 200 * all / (one.n + two.n);
}

/* G_MININT for units that are not of the same kind at all. */
static int score_pair(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
		      const SpNames *names)
{
	const SpUnit *one = sp_units_get(theirs, i), *two = sp_units_get(ours, k);
	gboolean kin;
	guint likeness;

	if (sp_units_same(theirs, i, ours, k, names))
		return EQUAL * (int)one->weight;
	if (one->comment || two->comment || one->n_words > 3 * two->n_words ||
	    two->n_words > 3 * one->n_words)
		return G_MININT;
	if (sp_units_same_head(theirs, i, ours, k, names))
		return SAME_HEAD * (int)one->weight;
	kin = sp_units_kin(theirs, i, ours, k, names);
	if (!kin && (one->weight < 2 || two->weight < 2))
		return G_MININT;
	likeness = sp_align_likeness(theirs, i, ours, k, names);
	if (likeness >= ALIKE_ENOUGH)
		return ALIKE * (int)one->weight * (int)likeness / 100;
	return kin ? KIN : G_MININT;
}

static gboolean is_shut(const GArray *shut, guint unit)
{
	for (guint i = 0; shut && i < shut->len; i++)
		if (g_array_index(shut, guint, i) == unit)
			return TRUE;
	return FALSE;
}

static void trace(SpAlignment *alignment, const guint8 *steps, const SpUnits *theirs,
		  const SpUnits *ours, guint from, guint m, guint k, const SpNames *names)
{
	for (guint i = theirs->units->len; i > 0;) {
		SpAlignedUnit *unit = &g_array_index(alignment->units, SpAlignedUnit, i - 1);

		switch (steps[i * (gsize)(m + 1) + k]) {
		case STEP_PAIR:
			i--;
			k--;
			unit->ours = from + k;
			unit->exact = sp_units_same(theirs, i, ours, unit->ours, names);
			break;
		case STEP_EXTRA:
			k--;
			break;
		default:
			i--;
		}
	}
}

SpAlignment *sp_align(const SpUnits *theirs, const SpUnits *ours, guint from, guint end,
		      const SpNames *names, const GArray *shut)
{
	guint n = theirs->units->len, m = end > from ? end - from : 0, best = 0;
	gsize width = m + 1;
	g_autofree guint8 *steps = NULL;
	g_autofree int *above = NULL, *row = NULL;
	SpAlignment *alignment;

	if (!n || !m || n * width > MOST_CELLS)
		return NULL;
	steps = g_new0(guint8, (n + 1) * width);
	above = g_new0(int, width);
	row = g_new0(int, width);
	alignment = g_new0(SpAlignment, 1);
	alignment->units = g_array_new(FALSE, FALSE, sizeof(SpAlignedUnit));
	for (guint i = 1; i <= n; i++) {
		const SpUnit *unit = sp_units_get(theirs, i - 1);
		SpAlignedUnit none = {G_MAXUINT, FALSE};
		int lost = unit->comment ? 0 : LOST;

		alignment->full += EQUAL * (int)unit->weight;
		g_array_append_val(alignment->units, none);
		row[0] = above[0] + lost;
		steps[i * width] = STEP_LOST;
		for (guint k = 1; k <= m; k++) {
			int extra = i == n || sp_units_get(ours, from + k - 1)->comment ? 0 : EXTRA;
			int pair = is_shut(shut, from + k - 1)
					   ? G_MININT
					   : score_pair(theirs, i - 1, ours, from + k - 1, names);

			row[k] = above[k] + lost;
			steps[i * width + k] = STEP_LOST;
			if (row[k - 1] + extra > row[k]) {
				row[k] = row[k - 1] + extra;
				steps[i * width + k] = STEP_EXTRA;
			}
			if (pair != G_MININT && above[k - 1] + pair >= row[k]) {
				row[k] = above[k - 1] + pair;
				steps[i * width + k] = STEP_PAIR;
			}
		}
		memcpy(above, row, width * sizeof(int));
	}
	for (guint k = 0; k <= m; k++)
		if (above[k] > above[best])
			best = k;
	alignment->score = above[best];
	trace(alignment, steps, theirs, ours, from, m, best, names);
	return alignment;
}

void sp_alignment_free(SpAlignment *alignment)
{
	if (!alignment)
		return;
	g_array_unref(alignment->units);
	g_free(alignment);
}
