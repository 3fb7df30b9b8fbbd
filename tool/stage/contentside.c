/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contentside: where a side stands is found by hunkfile; here the places that are in another
 * function or arm than the change was made in are left out.
 */
#include "stage/contentside.h"

#include "stage/ctext.h"
#include "stage/hunkplace.h"

#include <string.h>

static const char *code_at(const SpContentSide *side, guint line)
{
	return g_array_index(side->code, SpCodeLine, line).code;
}

/* The ref tells which lines are within a comment that the hunk does not hold the start of. */
static void take_code(SpContentSide *side)
{
	for (guint i = 0; side->ref && i < side->lines->len; i++) {
		SpCodeLine *line = &g_array_index(side->code, SpCodeLine, i);

		line->code = g_array_index(side->ref->file->code, SpCodeLine, side->start + i).code;
	}
}

static void find_telling(SpContentSide *side)
{
	side->telling = g_new0(gboolean, side->lines->len + 1);
	for (guint i = 0; i < side->lines->len; i++) {
		g_autoptr(GPtrArray) one = g_ptr_array_new();

		g_ptr_array_add(one, (gpointer)code_at(side, i));
		side->telling[i] = sp_hunkplace_is_telling(one);
	}
}

static void find_marks(SpContentSide *side, guint change)
{
	guint rank = 0, near = 0;

	for (guint i = 0; i < side->lines->len; i++) {
		if (!*code_at(side, i))
			continue;
		if (side->changed[i])
			g_array_append_val(side->marks, rank);
		if (i < change)
			near = rank;
		rank++;
	}
	if (!side->marks->len && rank)
		g_array_append_val(side->marks, near);
}

/* Whether the change ends the side: no context with code beyond it, nor a changed line of its own.
 */
static void find_ends(SpContentSide *side, const SpHunk *hunk)
{
	gboolean changed = FALSE, own = FALSE, context = FALSE, seen = FALSE;

	for (guint i = 0, k = 0; i < hunk->lines->len; i++) {
		gboolean mine = k < side->lines->len &&
				sp_hunkfile_line(hunk, i)->text == side->lines->pdata[k];
		gboolean code = mine && *code_at(side, k);

		if (sp_hunkfile_line(hunk, i)->origin != ' ') {
			if (!changed)
				side->open_start = !seen && !code;
			changed = TRUE;
			context = FALSE;
			own = code;
		} else {
			context = context || code;
			seen = seen || code;
		}
		k += mine;
	}
	side->open_end = changed && !context && !own;
}

static gboolean stands_in(const SpCRegions *ref, const GPtrArray *lines, guint start)
{
	for (guint i = 0; i < lines->len; i++)
		if (start + i >= ref->file->lines->len ||
		    strcmp(ref->file->lines->pdata[start + i], lines->pdata[i]))
			return FALSE;
	return TRUE;
}

SpContentSide *sp_contentside_new(const SpHunk *hunk, char origin, const SpCRegions *ref,
				  guint start, gboolean as_text)
{
	SpContentSide *side = g_new0(SpContentSide, 1);
	guint change = G_MAXUINT, line = 0;

	side->lines = sp_hunkfile_side(hunk, origin);
	side->changed = g_new0(gboolean, side->lines->len + 1);
	for (guint i = 0; i < hunk->lines->len; i++) {
		char mine = sp_hunkfile_line(hunk, i)->origin;

		if (mine != ' ')
			change = MIN(change, line);
		if (mine == ' ' || mine == origin)
			side->changed[line++] = mine != ' ';
	}
	side->as_text = as_text;
	side->section = hunk->section;
	side->code = sp_hunkfile_code_of(side->lines);
	if (ref && stands_in(ref, side->lines, start)) {
		side->ref = ref;
		side->start = start;
	}
	take_code(side);
	find_telling(side);
	side->text = sp_cregion_text(side->code);
	side->words = sp_cregion_words(side->text);
	side->marks = g_array_new(FALSE, FALSE, sizeof(guint));
	find_marks(side, change);
	find_ends(side, hunk);
	return side;
}

void sp_contentside_free(SpContentSide *side)
{
	if (!side)
		return;
	g_ptr_array_unref(side->lines);
	g_free(side->changed);
	g_free(side->telling);
	g_array_unref(side->code);
	g_free(side->text);
	g_array_unref(side->words);
	g_array_unref(side->marks);
	g_free(side);
}

SpCPhrase sp_contentside_phrase(const SpContentSide *side, guint line)
{
	SpCPhrase phrase = {.words = side->words};

	for (guint i = 0; i < side->words->len; i++) {
		guint at = g_array_index(side->words, SpCWord, i).line;

		phrase.first += at < line;
		phrase.end += at <= line;
	}
	return phrase;
}

gboolean sp_contentside_is_telling(const SpContentSide *side, guint line)
{
	return side->telling[line];
}

const SpCRegion *sp_contentside_region(const SpContentSide *side, guint line)
{
	return side->ref ? sp_cregions_at(side->ref, side->start + line) : NULL;
}

gboolean sp_contentside_matches(const SpCRegions *ref, const SpCRegion *wanted,
				const SpCRegions *in, const SpCRegion *region)
{
	if (!region || !wanted)
		return FALSE;
	if (!g_str_equal(region->name, wanted->name))
		return !sp_cregions_count(in, wanted->name) &&
		       !sp_cregions_count(ref, region->name);
	if (g_str_equal(region->arm, wanted->arm))
		return TRUE;
	return sp_cregions_count(ref, wanted->name) == 1 && (!*region->arm || !*wanted->arm);
}

/* The line of @in with its @rank-th line of code from @place on; G_MAXUINT behind the end. */
static guint code_line(const SpCRegions *in, guint place, guint rank)
{
	guint low = 0, high = in->lines->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(in->lines, guint, middle) < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low + rank < in->lines->len ? g_array_index(in->lines, guint, low + rank)
					   : G_MAXUINT;
}

/* A line of the side's own file with its @rank-th line of code. */
static guint own_line(const SpContentSide *side, guint rank)
{
	return code_line(side->ref, side->start, rank);
}

static gboolean fits(const SpContentSide *side, const SpCRegions *in, guint place)
{
	for (guint i = 0; i < side->marks->len; i++) {
		guint rank = g_array_index(side->marks, guint, i);
		guint own = own_line(side, rank), line = code_line(in, place, rank);

		if (!sp_contentside_matches(side->ref, sp_cregions_at(side->ref, own), in,
					    sp_cregions_at(in, line)) ||
		    !g_str_equal(sp_cregions_inner_arm(side->ref, own),
				 sp_cregions_inner_arm(in, line)))
			return FALSE;
	}
	return TRUE;
}

/* The nearest line at or above @line that begins a part of a file that is no C. */
static const char *head_of(const SpCRegions *file, guint line)
{
	for (guint i = line + 1; i > 0; i--) {
		const char *text = file->file->lines->pdata[i - 1];

		if (g_ascii_isalnum(*text) || (*text && strchr("_&.$", *text)))
			return text;
	}
	return "";
}

static guint first_change(const SpContentSide *side)
{
	for (guint i = 0; i < side->lines->len; i++)
		if (side->changed[i])
			return i;
	return 0;
}

/* As text: below the same head, or, if that is not known, with the head among its own lines. */
static gboolean fits_text(const SpContentSide *side, const SpCRegions *in, guint place)
{
	guint changed = first_change(side);
	const char *head = head_of(in, place + changed);

	if (side->ref)
		return g_str_equal(head, head_of(side->ref, side->start + changed));
	for (guint i = 0; i <= changed; i++)
		if (*head && g_str_equal(head, side->lines->pdata[i]))
			return TRUE;
	return FALSE;
}

GArray *sp_contentside_places(const SpContentSide *side, const SpCRegions *in, gboolean anywhere)
{
	g_autoptr(GArray) found = side->as_text ? sp_hunkfile_find(in->file, side->lines)
						: sp_hunkfile_find_code(in->file, side->lines);
	GArray *places = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < found->len; i++) {
		guint place = g_array_index(found, guint, i);

		if (anywhere || (side->as_text ? fits_text(side, in, place)
					       : !side->ref || fits(side, in, place)))
			g_array_append_val(places, place);
	}
	return places;
}

/* The code of a line, NULL for one that is not there. */
static const char *code_of(const SpCRegions *file, guint line)
{
	return line < file->file->code->len ? g_array_index(file->file->code, SpCodeLine, line).code
					    : NULL;
}

/* The line with code before @place. */
static guint line_before(const SpCRegions *file, guint place)
{
	for (guint line = place; line > 0; line--)
		if (*code_of(file, line - 1))
			return line - 1;
	return G_MAXUINT;
}

gboolean sp_contentside_is_bounded(const SpContentSide *side, const SpCRegions *in, guint place)
{
	const char *there, *own;
	guint lines = 0;

	if (side->as_text)
		return TRUE;
	for (guint i = 0; i < side->lines->len; i++)
		lines += *code_at(side, i) != '\0';
	if (side->open_end) {
		there = code_of(in, code_line(in, place, lines));
		own = side->ref ? code_of(side->ref, own_line(side, lines)) : NULL;
		if (g_strcmp0(there, own) != 0)
			return FALSE;
	}
	if (side->open_start) {
		there = code_of(in, line_before(in, place));
		own = side->ref ? code_of(side->ref, line_before(side->ref, side->start)) : NULL;
		if (g_strcmp0(there, own) != 0)
			return FALSE;
	}
	return TRUE;
}

guint sp_contentside_marked(const SpContentSide *side, const SpCRegions *in, guint place)
{
	guint line = place;

	if (side->as_text)
		return place + first_change(side);
	if (side->marks->len)
		line = code_line(in, place, g_array_index(side->marks, guint, 0));
	return line == G_MAXUINT ? place : line;
}

/*
 * How many of the telling lines of context stand in the region, not counting the line that it
 * begins with.
 */
static guint count_like(const SpContentSide *side, const SpCRegion *region, guint *all)
{
	guint count = 0, from, at;

	*all = 0;
	for (guint i = 0; i < side->lines->len; i++) {
		SpCPhrase phrase;

		if (side->changed[i] || !sp_contentside_is_telling(side, i))
			continue;
		phrase = sp_contentside_phrase(side, i);
		from = 0;
		if (sp_cphrase_find(&phrase, region->words, &from, &at))
			count += at > 0;
		else
			at = 1;
		*all += at > 0;
	}
	return count;
}

static gboolean is_part(const SpContentSide *side, const SpCRegions *in, guint place,
			const SpCRegion *region)
{
	guint rank = 0;

	for (guint i = 0; place != G_MAXUINT && i < side->lines->len; i++) {
		if (!*code_at(side, i))
			continue;
		if (sp_cregions_at(in, code_line(in, place, rank++)) == region)
			return TRUE;
	}
	return FALSE;
}

/* Whether the "@@" line says that the hunk begins in @region; TRUE if it says nothing. */
static gboolean is_section(const char *section, const SpCRegion *region)
{
	g_autoptr(GArray) words = NULL;
	const char *end = strpbrk(region->name, "({=;");
	gsize length = end ? (gsize)(end - region->name) : strlen(region->name);
	g_autofree char *name = g_strstrip(g_strndup(region->name, length));
	g_autofree char *said = NULL;
	gsize shorter;

	if (!section || g_str_has_suffix(section, ":"))
		return TRUE;
	words = sp_cregion_words(section);
	for (guint i = 0; i < words->len; i++) {
		const SpCWord *word = &g_array_index(words, SpCWord, i);

		if (word->length == strlen(name) && memcmp(word->text, name, word->length) == 0)
			return TRUE;
	}
	said = sp_cregion_name((const SpCWord *)(void *)words->data, words->len);
	shorter = MIN(strlen(said), strlen(name));
	return shorter && strncmp(said, name, shorter) == 0;
}

gboolean sp_contentside_is_said(const SpContentSide *side, const SpCRegions *in, guint place)
{
	const SpCRegion *first = sp_cregions_at(in, place);

	if (!first || first->line >= place || !side->marks->len ||
	    first != sp_cregions_at(in, sp_contentside_marked(side, in, place)))
		return TRUE;
	return is_section(side->section, first);
}

gboolean sp_contentside_is_head(const SpContentSide *side, const SpCRegion *region)
{
	const char *head = side->section;
	guint change = first_change(side);

	for (guint i = 0; i < change; i++) {
		const char *line = side->lines->pdata[i];

		if (sp_ctext_is_word(*line) && !g_str_has_suffix(line, ":"))
			head = line;
	}
	return is_section(head, region);
}

/* Of the same name: any likeness is enough. */
static gboolean is_twin(const SpCRegions *in, guint place, const SpCRegion *region)
{
	const SpCRegion *there = place == G_MAXUINT ? NULL : sp_cregions_at(in, place);

	return there && there != region && g_str_equal(there->name, region->name);
}

guint sp_contentside_has_like(const SpContentSide *side, const SpCRegions *in, guint place,
			      const SpCRegion **like)
{
	guint found = 0, all, count;

	for (guint i = 0; i < in->regions->len; i++) {
		const SpCRegion *region = in->regions->pdata[i];

		count = count_like(side, region, &all);
		if ((count * 2 <= all && !(count && is_twin(in, place, region))) ||
		    is_part(side, in, place, region))
			continue;
		if (like)
			*like = region;
		found++;
	}
	return found;
}
