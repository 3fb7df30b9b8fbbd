/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contentlines: an added line that stands somewhere in a function proves little by itself, as it
 * may have stood there for other reasons. So it counts between its neighbours only, and not at all
 * if the same test says yes of the file before the change.
 */
#include "stage/contentlines.h"

static const SpCRegion *region_of(const SpCRegions *in, guint number)
{
	return in->regions->pdata[number];
}

/* How often the words stand in all regions of @in that are @wanted of @ref. */
static guint count_in(const SpCPhrase *phrase, const SpCRegions *ref, const SpCRegion *wanted,
		      const SpCRegions *in)
{
	guint count = 0;

	for (guint i = 0; i < in->regions->len; i++)
		if (sp_contentside_matches(ref, wanted, in, region_of(in, i)))
			count += sp_cphrase_count(phrase, region_of(in, i)->words);
	return count;
}

static gboolean is_added(const SpContentChange *change, guint line)
{
	return change->new->changed[line] && sp_contentside_is_telling(change->new, line);
}

gboolean sp_contentlines_some_added(const SpContentChange *change, guint at)
{
	const SpContentFile *file = change->file;
	const SpCRegion *there = sp_cregions_at(file->tree, at);

	for (guint i = 0; i < change->new->lines->len; i++) {
		SpCPhrase phrase = sp_contentside_phrase(change->new, i);
		const SpCRegion *own = sp_contentside_region(change->new, i);
		guint before, now;

		if (!is_added(change, i))
			continue;
		if (own) {
			before = count_in(&phrase, file->post, own, file->pre);
			now = count_in(&phrase, file->post, own, file->tree);
		} else {
			before = sp_cphrase_count(&phrase, change->old->words);
			now = there ? sp_cphrase_count(&phrase, there->words) : 0;
		}
		if (now > before)
			return TRUE;
	}
	return FALSE;
}

static gboolean holds_added(const SpContentChange *change, const SpCRegion *region)
{
	guint from = 0, added = 0;

	for (guint i = 0; i < change->new->lines->len; i++) {
		SpCPhrase phrase = sp_contentside_phrase(change->new, i);

		if (!is_added(change, i))
			continue;
		if (!sp_cphrase_find(&phrase, region->words, &from, NULL))
			return FALSE;
		added++;
	}
	return added > 0;
}

/* Whether a line is among those added that stands nowhere in the file before the change. */
static gboolean adds_news(const SpContentChange *change)
{
	const SpCRegions *pre = change->file->pre;

	for (guint i = 0; i < change->new->lines->len; i++) {
		SpCPhrase phrase = sp_contentside_phrase(change->new, i);
		guint count = 0;

		if (!is_added(change, i))
			continue;
		for (guint k = 0; change->known && k < pre->regions->len; k++)
			count += sp_cphrase_count(&phrase, region_of(pre, k)->words);
		if (!count)
			return TRUE;
	}
	return FALSE;
}

/* Whether the hunk changes @region of the tree, or the lines stand in it after the change anyway.
 */
static gboolean is_expected(const SpContentChange *change, const SpCRegion *region, guint at)
{
	const SpContentFile *file = change->file;

	if (!change->known)
		return region == sp_cregions_at(file->tree, at);
	for (guint i = 0; i < change->new->lines->len; i++)
		if (change->new->changed[i] &&
		    sp_contentside_matches(file->post, sp_contentside_region(change->new, i),
					   file->tree, region))
			return TRUE;
	for (guint i = 0; i < file->post->regions->len; i++) {
		const SpCRegion *own = region_of(file->post, i);

		if (sp_contentside_matches(file->post, own, file->tree, region) &&
		    holds_added(change, own))
			return TRUE;
	}
	return FALSE;
}

const SpCRegion *sp_contentlines_moved_to(const SpContentChange *change, guint at)
{
	const SpCRegions *tree = change->file->tree;

	if (!adds_news(change))
		return NULL;
	for (guint i = 0; i < tree->regions->len; i++)
		if (holds_added(change, region_of(tree, i)) &&
		    !is_expected(change, region_of(tree, i), at))
			return region_of(tree, i);
	return NULL;
}

/* The lines of the new side, those of one region or all, as they are found in order. */
typedef struct {
	const SpContentChange *change;
	const SpCRegion *own;	/* where they are to stand, NULL for all of the side */
	const SpCRegions *file; /* where they are looked for */
	const GArray *words;	/* SpCWord of one region there */
	gboolean *marks;	/* (nullable): of each line: it was an anchor */
	const gboolean *only;	/* (nullable): of each line: it may be one */
	guint from;		/* the next word to look at */
	guint anchors;
	guint last, last_own; /* the words that the line before began at, there and in the side */
	gboolean chained;     /* an anchor is in the chain of lines that are close to each other */
	gboolean waiting;     /* an added line is */
	gboolean far;	      /* a chain of added lines had no anchor */
	gboolean open;	      /* an added line still needs an anchor behind it */
	gboolean loose;	      /* one has none ahead of it */
	gboolean arms;	      /* all stand in the arms where they are to stand */
	guint added;
	guint line; /* of the first added one */
} Walk;

/* Whether the function did not have the line before the change. */
static gboolean is_new(const Walk *walk, const SpCPhrase *phrase)
{
	const SpContentFile *file = walk->change->file;

	return walk->own && !count_in(phrase, file->post, walk->own, file->pre);
}

/* How many lines begin among the words from @first to @end. */
static guint count_lines(const GArray *words, guint first, guint end)
{
	guint lines = 0;

	for (guint i = first; i < end; i++)
		lines += g_array_index(words, SpCWord, i).first;
	return lines;
}

/* A few lines may have come between two since; more, and they are no neighbours. */
static void chain(Walk *walk, const SpCPhrase *phrase, guint at, gboolean anchor)
{
	guint own = count_lines(phrase->words, walk->last_own, phrase->first);

	if (count_lines(walk->words, walk->last, at) > own + 4) {
		walk->far = walk->far || (walk->waiting && !walk->chained);
		walk->chained = walk->waiting = FALSE;
	}
	walk->chained = walk->chained || anchor;
	walk->waiting = walk->waiting || !anchor;
	walk->last = at;
	walk->last_own = phrase->first;
}

static gboolean walk_added(Walk *walk, guint i, const SpCPhrase *phrase)
{
	const SpContentSide *side = walk->change->new;
	guint at, line;

	if (!sp_cphrase_find(phrase, walk->words, &walk->from, &at))
		return FALSE;
	chain(walk, phrase, at, FALSE);
	line = g_array_index(walk->words, SpCWord, at).line;
	if (!walk->added++)
		walk->line = line;
	if (side->ref && !g_str_equal(sp_cregions_inner_arm(side->ref, side->start + i),
				      sp_cregions_inner_arm(walk->file, line)))
		walk->arms = FALSE;
	if (!is_new(walk, phrase)) {
		walk->open = TRUE;
		walk->loose = walk->loose || !walk->anchors;
	}
	return TRUE;
}

/* FALSE if an added line is missing, or not where it is to stand. */
static gboolean walk_all(Walk *walk)
{
	const SpContentSide *side = walk->change->new;

	walk->arms = TRUE;
	for (guint i = 0; i < side->lines->len; i++) {
		SpCPhrase phrase = sp_contentside_phrase(side, i);
		guint at;

		if (!sp_contentside_is_telling(side, i) ||
		    (walk->own && sp_contentside_region(side, i) != walk->own))
			continue;
		if (side->changed[i]) {
			if (!walk_added(walk, i, &phrase))
				return FALSE;
		} else if ((!walk->only || walk->only[i]) &&
			   sp_cphrase_count(&phrase, walk->words) == 1) {
			if (!sp_cphrase_find(&phrase, walk->words, &walk->from, &at))
				return FALSE;
			if (walk->marks)
				walk->marks[i] = TRUE;
			chain(walk, &phrase, at, TRUE);
			walk->anchors++;
			walk->open = FALSE;
		}
	}
	walk->far = walk->far || (walk->waiting && !walk->chained);
	return walk->added > 0;
}

/* The region is new, all of it: nothing else can be around the lines. */
static gboolean is_whole(const SpContentChange *change, const SpCRegion *own)
{
	guint lines = 0;

	/* The same #if may stand anywhere. */
	if (own && *own->name == '#' && !g_str_has_prefix(own->name, "#define"))
		return FALSE;
	for (guint i = 0; own && i < change->new->lines->len; i++)
		lines += change->new->changed[i] && sp_contentside_region(change->new, i) == own;
	return own && lines == own->n_lines;
}

/* Whether they stand in order in any region of @in that is @own, among the lines @only. */
static gboolean stand_in(const SpContentChange *change, const SpCRegion *own, const SpCRegions *in,
			 const gboolean *only)
{
	for (guint i = 0; i < in->regions->len; i++) {
		Walk walk = {.change = change,
			     .own = own,
			     .file = in,
			     .words = region_of(in, i)->words,
			     .only = only};

		if (sp_contentside_matches(change->file->post, own, in, region_of(in, i)) &&
		    walk_all(&walk))
			return TRUE;
	}
	return FALSE;
}

/* Whether they stand in the file before the change, too, among the lines that are still around them
 * in the tree: those that are not may be what told the two files from each other. */
static gboolean stood_before(const SpContentChange *change, const SpCRegion *own,
			     const gboolean *only)
{
	Walk walk = {.change = change,
		     .file = change->file->tree,
		     .words = change->old->words,
		     .only = only};

	return own ? stand_in(change, own, change->file->pre, only) : walk_all(&walk);
}

/* Whether the lines of @own stand in @region of the tree. */
static gboolean ask_region(const SpContentChange *change, const SpCRegion *own,
			   const SpCRegion *region, guint *line, char **why)
{
	g_autofree gboolean *marks = g_new0(gboolean, change->new->lines->len + 1);
	Walk walk = {.change = change,
		     .own = own,
		     .file = change->file->tree,
		     .words = region->words,
		     .marks = marks};
	g_autofree char *place =
		g_strdup_printf("%.60s at line %u", region->name, region->line + 1);

	if (!walk_all(&walk))
		*why = g_strdup_printf("%s has neither what it adds nor what it replaces as it is",
				       place);
	else if (!walk.arms)
		*why = g_strdup_printf("%s has what it adds in another #if arm", place);
	else if (!is_whole(change, own) && (walk.far || walk.open || walk.loose))
		*why = g_strdup_printf("%s has the lines that it adds, but too little of its "
				       "context to be sure",
				       place);
	else if (stood_before(change, own, marks) ||
		 (own && !stand_in(change, own, change->file->post, NULL)))
		*why = g_strdup_printf("%s has the lines that it adds, as before the change",
				       place);
	*line = walk.line;
	return !*why;
}

/* Every region of the tree that is @own has to have them. */
static gboolean ask_own(const SpContentChange *change, const SpCRegion *own, guint *line,
			char **why)
{
	const SpCRegions *tree = change->file->tree;
	guint found = 0;

	for (guint i = 0; i < tree->regions->len; i++) {
		/* No renamed one: of those, any that the other file lacks would do. */
		if (!g_str_equal(region_of(tree, i)->name, own->name) ||
		    !sp_contentside_matches(change->file->post, own, tree, region_of(tree, i)))
			continue;
		found++;
		if (!ask_region(change, own, region_of(tree, i), line, why))
			return FALSE;
	}
	if (!found)
		*why = g_strdup_printf("no %.60s%s%s%s in it that could be compared, nor do the "
				       "lines stand anywhere as they are",
				       own->name, *own->arm ? " [" : "", own->arm,
				       *own->arm ? "]" : "");
	return found > 0;
}

/* FALSE and a reason if a line that the change removes is still there; @there (nullable): where,
 * when only the patch is known. */
static gboolean are_removed(const SpContentChange *change, const SpCRegion *there, char **why)
{
	const SpContentFile *file = change->file;

	for (guint i = 0; i < change->old->lines->len; i++) {
		SpCPhrase phrase = sp_contentside_phrase(change->old, i);
		const SpCRegion *own = sp_contentside_region(change->old, i);
		guint now, after;

		if (!change->old->changed[i] || !sp_contentside_is_telling(change->old, i))
			continue;
		if (own) {
			now = count_in(&phrase, file->pre, own, file->tree);
			after = count_in(&phrase, file->pre, own, file->post);
		} else {
			now = there ? sp_cphrase_count(&phrase, there->words) : 0;
			after = sp_cphrase_count(&phrase, change->new->words);
		}
		if (now <= after)
			continue;
		*why = g_strdup(
			"the lines that it adds are there, but one that it removes is, too");
		return FALSE;
	}
	return TRUE;
}

/* Only the patch is known. */
static gboolean ask_like(const SpContentChange *change, guint *line, char **why)
{
	const SpCRegion *like = NULL;
	guint n = sp_contentside_has_like(change->new, change->file->tree, G_MAXUINT, &like);

	if (n != 1) {
		*why = g_strdup(n ? "several functions are like that of its context"
				  : "its context stands nowhere in the file");
		return FALSE;
	}
	if (!sp_contentside_is_head(change->new, like)) {
		*why = g_strdup_printf(
			"%.60s at line %u is like that of its context, but has another "
			"name",
			like->name, like->line + 1);
		return FALSE;
	}
	return ask_region(change, NULL, like, line, why) && are_removed(change, like, why);
}

gboolean sp_contentlines_stand(const SpContentChange *change, guint *line, char **why)
{
	const SpCRegion *own, *before = NULL;
	guint added = 0, first = 0;

	for (guint i = 0; i < change->new->lines->len; i++) {
		if (!is_added(change, i))
			continue;
		own = sp_contentside_region(change->new, i);
		if (change->known && own && own != before &&
		    !ask_own(change, own, added ? &first : line, why))
			return FALSE;
		before = own;
		added++;
	}
	if (!added) {
		*why = g_strdup("neither what it leaves nor what it removes stands there as it is");
		return FALSE;
	}
	return change->known ? are_removed(change, NULL, why) : ask_like(change, line, why);
}

gboolean sp_contentlines_some_left(const SpContentChange *change, guint at)
{
	g_autofree char *why = NULL;

	return !are_removed(change, sp_cregions_at(change->file->tree, at), &why);
}
