/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contenthunk: both sides of the hunk are looked for as they are, and have to stand there as often
 * as in the file with, or without, the change. Only where neither side does is the change looked
 * for line by line.
 */
#include "stage/contenthunk.h"

#include "stage/contentlines.h"
#include "stage/hunkplace.h"

#include <string.h>

typedef struct {
	SpContentChange change;
	guint number; /* of the hunk */
	char *why;
} Ask;

/* How often a side has to stand in a file that has the change, and in one that has not. */
typedef struct {
	guint new_post, old_post, new_pre, old_pre;
	guint equals; /* hunks of the patch that are like this one, itself among them */
	guint mine;   /* how many of them stand before it */
} Counts;

static int grows_by(const SpHunk *hunk)
{
	int lines = 0;

	for (guint i = 0; i < hunk->lines->len; i++)
		lines += (sp_hunkfile_line(hunk, i)->origin == '+') -
			 (sp_hunkfile_line(hunk, i)->origin == '-');
	return lines;
}

static void open_sides(Ask *ask, const SpContentFile *file, guint number, gboolean as_text)
{
	const SpHunk *hunk = file->hunks->pdata[number];
	int moved = 0;

	for (guint i = 0; i < number; i++)
		moved += grows_by(file->hunks->pdata[i]);
	ask->change.file = file;
	ask->change.hunk = hunk;
	ask->number = number;
	ask->change.old = sp_contentside_new(hunk, '-', file->pre, hunk->old_start - 1, as_text);
	ask->change.new =
		sp_contentside_new(hunk, '+', file->post, hunk->old_start - 1 + moved, as_text);
	ask->change.known = ask->change.old->ref && ask->change.new->ref;
	if (!ask->change.known)
		ask->change.old->ref = ask->change.new->ref = NULL;
}

static void close_sides(Ask *ask)
{
	sp_contentside_free(ask->change.old);
	sp_contentside_free(ask->change.new);
}

static gboolean is_trimming(const char *code)
{
	static const char *const starts[] = {
		"#include ",	    "# include ",     "MODULE_AUTHOR", "MODULE_DESCRIPTION",
		"MODULE_PARM_DESC", "MODULE_VERSION", "MODULE_LICENSE"};

	for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_str_has_prefix(code, starts[i]))
			return TRUE;
	return !*code;
}

static gboolean has_more_than_trimmings(const SpContentSide *side)
{
	for (guint i = 0; i < side->lines->len; i++)
		if (side->changed[i] && !is_trimming(g_array_index(side->code, SpCodeLine, i).code))
			return TRUE;
	return FALSE;
}

/* All its lines are the inside of a comment, whose start and end the hunk does not show. */
static gboolean is_within_comment(const SpHunk *hunk)
{
	for (guint i = 0; i < hunk->lines->len; i++) {
		const char *text = sp_hunkfile_line(hunk, i)->text;

		text += strspn(text, " \t\r");
		if (*text && !(text[0] == '*' && strchr(" \t\r/", text[1])))
			return FALSE;
	}
	return TRUE;
}

/* Blank lines, and lines that begin with '#' where that is a comment. */
static gboolean has_text(const SpContentSide *side)
{
	for (guint i = 0; i < side->lines->len; i++) {
		const char *text = side->lines->pdata[i];

		text += strspn(text, " \t\r");
		if (side->changed[i] && *text && *text != '#')
			return TRUE;
	}
	return FALSE;
}

static gboolean same_words(const GArray *a, const GArray *b)
{
	if (a->len != b->len)
		return FALSE;
	for (guint i = 0; i < a->len; i++) {
		const SpCWord *one = &g_array_index(a, SpCWord, i);
		const SpCWord *two = &g_array_index(b, SpCWord, i);

		if (one->length != two->length || memcmp(one->text, two->text, one->length))
			return FALSE;
	}
	return TRUE;
}

gboolean sp_contenthunk_counts(const SpContentFile *file, guint number)
{
	Ask ask = {0};
	gboolean counts;

	open_sides(&ask, file, number, !file->is_c);
	if (!file->is_c)
		counts = has_text(ask.change.old) || has_text(ask.change.new);
	else
		counts = !is_within_comment(ask.change.hunk) &&
			 !same_words(ask.change.old->words, ask.change.new->words) &&
			 (has_more_than_trimmings(ask.change.old) ||
			  has_more_than_trimmings(ask.change.new));
	close_sides(&ask);
	return counts;
}

/* "mm/x.c:12: f() [CONFIG_X]" */
static char *place_of(const Ask *ask, guint line)
{
	const SpCRegion *region =
		ask->change.file->is_c ? sp_cregions_at(ask->change.file->tree, line) : NULL;

	if (!region)
		return g_strdup_printf("%s:%u", ask->change.file->path, line + 1);
	return g_strdup_printf("%s:%u: %.60s%s%s%s", ask->change.file->path, line + 1, region->name,
			       *region->arm ? " [" : "", region->arm, *region->arm ? "]" : "");
}

G_GNUC_PRINTF(3, 4)
static SpContent say(Ask *ask, SpContent answer, const char *format, ...)
{
	va_list args;

	g_free(ask->why);
	va_start(args, format);
	ask->why = g_strdup_vprintf(format, args);
	va_end(args);
	return answer;
}

static guint count_places(const SpContentSide *side, const SpCRegions *in, gboolean anywhere)
{
	g_autoptr(GArray) places = sp_contentside_places(side, in, anywhere);

	return places->len;
}

/* How often one side's code stands in the other's. */
static guint count_within(const SpContentSide *part, const SpContentSide *whole)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(SpHunkFile) file = NULL;
	g_autoptr(GArray) found = NULL;

	for (guint i = 0; i < whole->lines->len; i++)
		g_string_append_printf(text, "%s\n", (char *)whole->lines->pdata[i]);
	file = sp_hunkfile_new(text->str);
	found = part->as_text ? sp_hunkfile_find(file, part->lines)
			      : sp_hunkfile_find_code(file, part->lines);
	return found->len;
}

static gboolean is_equal(const SpHunk *a, const SpHunk *b)
{
	for (guint i = 0; i < MIN(a->lines->len, b->lines->len); i++)
		if (sp_hunkfile_line(a, i)->origin != sp_hunkfile_line(b, i)->origin ||
		    strcmp(sp_hunkfile_line(a, i)->text, sp_hunkfile_line(b, i)->text))
			return FALSE;
	return a->lines->len == b->lines->len;
}

/* Where the change is made to one function, and the tree has two of its name: twice as often. */
static guint count_twins(const SpContentSide *side, const SpCRegions *tree)
{
	const SpCRegion *region;
	guint own = 0, there = 0;

	if (side->as_text || !side->marks->len)
		return 1;
	region = sp_cregions_at(side->ref, sp_contentside_marked(side, side->ref, side->start));
	for (guint i = 0; i < side->ref->regions->len; i++)
		own += sp_contentside_matches(side->ref, region, side->ref,
					      side->ref->regions->pdata[i]);
	for (guint i = 0; region && i < tree->regions->len; i++) {
		const SpCRegion *one = tree->regions->pdata[i];

		there += g_str_equal(one->name, region->name) &&
			 sp_contentside_matches(side->ref, region, tree, one);
	}
	return own == 1 ? MAX(there, 1) : 1;
}

static Counts count_expected(const Ask *ask)
{
	const SpContentFile *file = ask->change.file;
	Counts counts = {0};

	for (guint i = 0; i < file->hunks->len; i++) {
		if (i == ask->number)
			counts.mine = counts.equals;
		counts.equals += is_equal(file->hunks->pdata[i], ask->change.hunk);
	}
	if (ask->change.known)
		counts.mine = 0;
	if (ask->change.known) {
		guint new_twins = count_twins(ask->change.new, file->tree);
		guint old_twins = count_twins(ask->change.old, file->tree);

		counts.new_post = count_places(ask->change.new, file->post, FALSE) * new_twins;
		counts.old_post = count_places(ask->change.old, file->post, FALSE) * old_twins;
		counts.new_pre = count_places(ask->change.new, file->pre, FALSE) * new_twins;
		counts.old_pre = count_places(ask->change.old, file->pre, FALSE) * old_twins;
	} else {
		counts.new_post = counts.old_pre = counts.equals;
		counts.old_post = counts.equals * count_within(ask->change.old, ask->change.new);
		counts.new_pre = counts.equals * count_within(ask->change.new, ask->change.old);
	}
	return counts;
}

/* When only the patch is known: may another place than the one found be the one that is meant? */
static gboolean is_doubtful(Ask *ask, const SpContentSide *side, guint place, guint equals)
{
	const SpCRegion *like = NULL;
	gboolean telling = FALSE;
	g_autofree char *where = NULL;

	if (ask->change.known || side->as_text)
		return FALSE;
	where = place_of(ask, sp_contentside_marked(side, ask->change.file->tree, place));
	for (guint i = 0; i < side->lines->len; i++)
		telling = telling || (!side->changed[i] && sp_contentside_is_telling(side, i));
	if (!telling) {
		say(ask, SP_CONTENT_UNKNOWN,
		    "%s has the lines of hunk %u, but its context is too little to be sure of the "
		    "place",
		    where, ask->number + 1);
		return TRUE;
	}
	if (!sp_contentside_is_said(side, ask->change.file->tree, place)) {
		say(ask, SP_CONTENT_UNKNOWN,
		    "%s has the lines of hunk %u, but its head names \"%.60s\"", where,
		    ask->number + 1, side->section);
		return TRUE;
	}
	if (sp_contentside_has_like(side, ask->change.file->tree, place, &like) < equals)
		return FALSE;
	say(ask, SP_CONTENT_UNKNOWN,
	    "%s has the lines of hunk %u, but %.60s at line %u is much like it, and only the whole "
	    "file could tell which is meant",
	    where, ask->number + 1, like->name, like->line + 1);
	return TRUE;
}

/* The other side may follow on it in other words. */
static gboolean is_open(Ask *ask, const SpContentSide *side, guint place)
{
	g_autofree char *where = NULL;

	if (sp_contentside_is_bounded(side, ask->change.file->tree, place))
		return FALSE;
	where = place_of(ask, sp_contentside_marked(side, ask->change.file->tree, place));
	say(ask, SP_CONTENT_UNKNOWN,
	    "%s has the context of hunk %u, but the change is at its end, and other code follows",
	    where, ask->number + 1);
	return TRUE;
}

static guint count_changed(const SpContentSide *side)
{
	guint count = 0;

	for (guint i = 0; i < side->lines->len; i++)
		count += side->changed[i] &&
			 (side->as_text || *g_array_index(side->code, SpCodeLine, i).code);
	return count;
}

static SpContent say_there(Ask *ask, guint line)
{
	guint added = count_changed(ask->change.new);
	g_autofree char *where = place_of(ask, line);

	if (!added)
		return say(ask, SP_CONTENT_THERE,
			   "%s is without the %u line%s that the change removes", where,
			   count_changed(ask->change.old),
			   count_changed(ask->change.old) == 1 ? "" : "s");
	return say(ask, SP_CONTENT_THERE, "%s has the %u line%s that the change adds", where, added,
		   added == 1 ? "" : "s");
}

/* Whether the new side stands in more functions, or arms, than in other ones before or after the
 * change. */
static gboolean stands_elsewhere(const Ask *ask)
{
	const SpContentChange *change = &ask->change;
	guint before, after, own;

	if (!change->known)
		return FALSE;
	before = count_places(change->new, change->file->pre, TRUE);
	after = count_places(change->new, change->file->post, TRUE);
	own = count_places(change->new, change->file->post, FALSE);
	return count_places(change->new, change->file->tree, TRUE) > MAX(before, after - own);
}

static SpContent say_not_there(Ask *ask, guint place, guint equals)
{
	const SpContentChange *change = &ask->change;
	guint at = sp_contentside_marked(change->old, change->file->tree, place);
	g_autofree char *where = place_of(ask, at);
	const SpCRegion *other = NULL;
	guint added = count_changed(change->new);

	if (is_doubtful(ask, change->old, place, equals) || is_open(ask, change->old, place))
		return SP_CONTENT_UNKNOWN;
	if (stands_elsewhere(ask))
		return say(ask, SP_CONTENT_UNKNOWN,
			   "%s holds what hunk %u replaces, but what it makes stands elsewhere",
			   where, ask->number + 1);
	if (!change->old->as_text && sp_contentlines_some_added(change, at))
		return say(ask, SP_CONTENT_UNKNOWN,
			   "%s holds what hunk %u replaces, but a line that it adds, too", where,
			   ask->number + 1);
	if (!change->old->as_text && (other = sp_contentlines_moved_to(change, at)))
		return say(ask, SP_CONTENT_UNKNOWN,
			   "%s holds what hunk %u replaces, but what it adds stands in %.60s at "
			   "line %u",
			   where, ask->number + 1, other->name, other->line + 1);
	if (count_changed(change->old))
		return say(ask, SP_CONTENT_NOT_THERE, "%s holds what the change replaces", where);
	return say(ask, SP_CONTENT_NOT_THERE, "%s is without the %u line%s that the change adds",
		   where, added, added == 1 ? "" : "s");
}

/* Neither side stands there as it is. */
static SpContent ask_lines(Ask *ask)
{
	const SpContentChange *change = &ask->change;
	g_autofree char *reason = NULL;
	g_autofree char *where = NULL;
	guint line = 0;

	if (!change->old->as_text && sp_contentlines_stand(change, &line, &reason))
		return say_there(ask, line);
	if (change->old->as_text)
		reason =
			g_strdup("neither what it adds nor what it replaces stands there as it is");
	where = g_strdup_printf("%s: hunk %u", change->file->path, ask->number + 1);
	return say(ask, SP_CONTENT_UNKNOWN, "%s: %s", where, reason);
}

/* The lines around a removed one may stand in this way for other reasons. */
static gboolean is_left(Ask *ask, guint at)
{
	const SpContentChange *change = &ask->change;
	g_autofree char *where = NULL;

	if (change->old->as_text || (change->known && count_changed(change->new)) ||
	    !sp_contentlines_some_left(change, at))
		return FALSE;
	where = place_of(ask, at);
	say(ask, SP_CONTENT_UNKNOWN, "%s has the lines of hunk %u, but one that it removes, too",
	    where, ask->number + 1);
	return TRUE;
}

static SpContent decide(Ask *ask)
{
	const SpContentChange *change = &ask->change;
	const SpCRegions *tree = change->file->tree;
	g_autoptr(GArray) new_at = sp_contentside_places(change->new, tree, FALSE);
	g_autoptr(GArray) old_at = sp_contentside_places(change->old, tree, FALSE);
	Counts counts = count_expected(ask);
	gboolean exact = !change->known;
	gboolean there =
		counts.new_post && old_at->len <= counts.old_post &&
		sp_hunkplace_is_telling(change->new->lines) &&
		(new_at->len == counts.new_post || (!exact && new_at->len > counts.new_post));
	gboolean not_there =
		counts.old_pre && new_at->len <= counts.new_pre &&
		sp_hunkplace_is_telling(change->old->lines) &&
		(old_at->len == counts.old_pre || (!exact && old_at->len > counts.old_pre));

	if (there && !not_there) {
		guint place = g_array_index(new_at, guint, counts.mine);

		guint at = sp_contentside_marked(change->new, tree, place);

		if (is_doubtful(ask, change->new, place, counts.equals) ||
		    is_open(ask, change->new, place))
			return SP_CONTENT_UNKNOWN;
		return is_left(ask, at) ? SP_CONTENT_UNKNOWN : say_there(ask, at);
	}
	if (not_there && !there)
		return say_not_there(ask, g_array_index(old_at, guint, counts.mine), counts.equals);
	if (!new_at->len && old_at->len <= counts.old_post)
		return ask_lines(ask);
	return say(ask, SP_CONTENT_UNKNOWN,
		   "%s: hunk %u: what it makes stands there %u time%s, what it replaces %u time%s: "
		   "not plain which is meant",
		   change->file->path, ask->number + 1, new_at->len, new_at->len == 1 ? "" : "s",
		   old_at->len, old_at->len == 1 ? "" : "s");
}

SpContent sp_contenthunk_ask(const SpContentFile *file, guint number, gboolean as_text, char **why)
{
	Ask ask = {0};
	SpContent answer;

	open_sides(&ask, file, number, as_text || !file->is_c);
	answer = decide(&ask);
	close_sides(&ask);
	*why = ask.why;
	return answer;
}
