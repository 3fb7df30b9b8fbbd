/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portside: upstream's run is the one that begins with the statement that the branch's begins with.
 */
#include "stage/portside.h"

#include <string.h>

struct _SpPortPairs {
	GArray *pairs;
	GPtrArray *texts;    /* SpPortText of each hunk's new side */
	GPtrArray *contents; /* SpHunkFile, what they were read from */
	GArray *shown;	     /* SpPortSide of each run in them */
};

static void text_free(gpointer data)
{
	sp_porttext_clear(data);
	g_free(data);
}

static gboolean begins_column(const SpPortText *text, guint i, const char *word)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));
	const SpUnitWord *first = sp_units_word(text->units, unit->word);

	return !first->at && sp_unitword_equals(first, word);
}

/* As far as the lines of the hunk go the function's first and last unit. */
static void bound(SpPortSide *side)
{
	for (side->begin = side->first; side->begin > 0 && !side->from_start;) {
		side->from_start = begins_column(side->text, side->begin - 1, "{");
		side->begin -= !side->from_start;
	}
	for (side->end = side->last; side->end < side->text->code->len && !side->to_end;) {
		side->to_end = begins_column(side->text, side->end, "}");
		side->end += !side->to_end;
	}
}

/* The runs of added lines that a hunk shows. */
static void read_hunk(SpPortPairs *pairs, const SpHunk *hunk)
{
	GString *content = g_string_new(NULL);
	SpPortText *text = g_new0(SpPortText, 1);
	SpHunkFile *file;
	guint line = 0;

	g_ptr_array_add(pairs->texts, text);
	for (guint i = 0; i < hunk->lines->len; i++)
		if (sp_hunkfile_line(hunk, i)->origin != '-')
			g_string_append_printf(content, "%s\n", sp_hunkfile_line(hunk, i)->text);
	file = sp_hunkfile_new_taken(g_string_free(content, FALSE));
	g_ptr_array_add(pairs->contents, file);
	sp_porttext_read(text, file, NULL);
	for (guint i = 0; i < hunk->lines->len; i++) {
		SpPortSide side = {.text = text};
		guint from = line;

		for (; i < hunk->lines->len && sp_hunkfile_line(hunk, i)->origin == '+'; i++)
			line++;
		side.first = sp_porttext_from(text, from);
		side.last = sp_porttext_from(text, line);
		bound(&side);
		if (line > from && side.first < side.last)
			g_array_append_val(pairs->shown, side);
		line += i < hunk->lines->len && sp_hunkfile_line(hunk, i)->origin == ' ';
	}
}

/* The run as a side of its function; FALSE if it adds nothing within one. */
static gboolean side_of_run(SpPortChange *change, const SpPortRun *run, SpPortSide *side)
{
	const SpFunction *function;
	const SpPortText *text;

	if (!run->new_lines)
		return FALSE;
	function = sp_csource_function_at(sp_portchange_source(change), run->new);
	if (!function || run->new <= function->open)
		return FALSE;
	text = sp_portchange_near(change);
	*side = (SpPortSide){.text = text, .from_start = TRUE, .to_end = TRUE};
	side->begin = sp_porttext_from(text, function->open + 1);
	side->end = sp_porttext_from(text, function->end);
	side->first = sp_porttext_from(text, run->new);
	side->last = sp_porttext_from(text, run->new + run->new_lines);
	return side->first < side->last && side->last <= side->end;
}

static void read_upstream(SpPortPairs *pairs, const SpPatchFile *file, SpPortChange *theirs)
{
	const GArray *runs = theirs->before && theirs->after ? sp_portchange_runs(theirs) : NULL;
	SpPortSide side;

	for (guint i = 0; runs && i < runs->len; i++)
		if (side_of_run(theirs, &g_array_index(runs, SpPortRun, i), &side))
			g_array_append_val(pairs->shown, side);
	for (guint i = 0; !runs && i < file->hunks->len; i++)
		read_hunk(pairs, file->hunks->pdata[i]);
}

/* The one run of upstream's that begins as @branch does; FALSE for none, or several. */
static gboolean find(const SpPortPairs *pairs, const SpPortSide *branch, SpPortSide *upstream)
{
	guint found = 0;

	for (guint i = 0; i < pairs->shown->len; i++) {
		const SpPortSide *side = &g_array_index(pairs->shown, SpPortSide, i);

		if (!sp_porttext_same(side->text, side->first, branch->text, branch->first))
			continue;
		*upstream = *side;
		found++;
	}
	return found == 1;
}

static void find_ways(SpPortSide *side)
{
	side->above = sp_portuse_above(side->text, side->begin, side->first, &side->to_start);
	side->below =
		sp_portuse_below(side->text, side->begin, side->end, side->last, &side->to_return);
	side->to_start &= side->from_start;
	side->to_return &= side->to_end;
}

/* Lines of a text, @n from @line on. */
static char *lines_of(const char *text, guint line, guint n)
{
	const char *end;

	for (; line && text; line--)
		text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL;
	for (end = text; n && end; n--)
		end = strchr(end, '\n') ? strchr(end, '\n') + 1 : NULL;
	return end ? g_strndup(text, end - text) : g_strdup(text ? text : "");
}

SpPortPairs *sp_portside_pairs(const SpPatchFile *file, SpPortChange *theirs, SpPortChange *ours)
{
	SpPortPairs *pairs = g_new0(SpPortPairs, 1);
	const GArray *runs = sp_portchange_runs(ours);
	SpPortPair pair;

	pairs->pairs = g_array_new(FALSE, FALSE, sizeof(SpPortPair));
	pairs->shown = g_array_new(FALSE, FALSE, sizeof(SpPortSide));
	pairs->texts = g_ptr_array_new_with_free_func(text_free);
	pairs->contents = g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunkfile_free);
	read_upstream(pairs, file, theirs);
	for (guint i = 0; pairs->shown->len && i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);

		if (!side_of_run(ours, run, &pair.branch) ||
		    !find(pairs, &pair.branch, &pair.upstream))
			continue;
		pair.known = theirs->before && theirs->after;
		pair.line = run->new;
		pair.removed = lines_of(ours->before->text, run->old, run->old_lines);
		find_ways(&pair.branch);
		find_ways(&pair.upstream);
		g_array_append_val(pairs->pairs, pair);
	}
	return pairs;
}

static void clear_ways(SpPortSide *side)
{
	g_array_unref(side->above);
	g_array_unref(side->below);
}

void sp_portside_free(SpPortPairs *pairs)
{
	for (guint i = 0; i < pairs->pairs->len; i++) {
		SpPortPair *pair = &g_array_index(pairs->pairs, SpPortPair, i);

		clear_ways(&pair->branch);
		clear_ways(&pair->upstream);
		g_free(pair->removed);
	}
	g_array_unref(pairs->pairs);
	g_array_unref(pairs->shown);
	g_ptr_array_unref(pairs->texts);
	g_ptr_array_unref(pairs->contents);
	g_free(pairs);
}

const GArray *sp_portside_get(const SpPortPairs *pairs)
{
	return pairs->pairs;
}
