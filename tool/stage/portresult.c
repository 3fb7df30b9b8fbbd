/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portresult: what is asked of a changed file, in turn.
 */
#include "stage/portresult.h"

#include "stage/csource.h"
#include "stage/ctext.h"
#include "stage/hunkfile.h"
#include "stage/portdouble.h"
#include "stage/porthome.h"
#include "stage/portobject.h"
#include "stage/portorder.h"
#include "stage/porttwin.h"
#include "stage/portupstream.h"
#include "stage/portvalue.h"
#include "stage/portways.h"

#include <string.h>

static int balance(const SpCText *text, const SpFunction *function)
{
	int depth = 0;

	for (gsize at = text->starts[function->open]; at < text->starts[function->end + 1]; at++)
		if (text->kind[at] == SP_C_CODE)
			depth += (text->text[at] == '{') - (text->text[at] == '}');
	return depth;
}

/* Whether its braces match, and the last one stands in the first column. */
static gboolean is_whole(const SpCText *text, const SpFunction *function)
{
	return !balance(text, function) && text->text[text->starts[function->end]] == '}';
}

/* Whether a line that the patch takes away has that word. */
static gboolean takes_away(const SpPatchFile *file, const char *word)
{
	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];

		for (guint k = 0; k < hunk->lines->len; k++)
			if (sp_hunkfile_line(hunk, k)->origin == '-' &&
			    strstr(sp_hunkfile_line(hunk, k)->text, word))
				return TRUE;
	}
	return FALSE;
}

static char *unbalanced(const SpPatchFile *file, SpPortChange *change)
{
	const SpCText *had = sp_hunkfile_kinds(change->before);
	const SpCText *has = sp_hunkfile_kinds(change->after);
	const SpCSource *old = sp_hunkfile_source(change->before);
	const SpCSource *new = sp_hunkfile_source(change->after);
	const GPtrArray *functions = sp_csource_functions(new);

	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *function = functions->pdata[i];
		g_autoptr(GPtrArray) found = NULL;

		if (is_whole(has, function))
			continue;
		found = sp_csource_find(old, function->name, function->arm);
		if (found->len != 1 || !is_whole(had, found->pdata[0]))
			continue;
		return g_strdup_printf("the braces of %s() would not match", function->name);
	}
	functions = sp_csource_functions(old);
	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *function = functions->pdata[i];
		g_autoptr(GPtrArray) found = sp_csource_find(new, function->name, NULL);

		if (!found->len && !takes_away(file, function->name))
			return g_strdup_printf("%s() would be no function any more",
					       function->name);
	}
	return NULL;
}

/* Whether a line that the patch adds, or takes away where @both, is one by @test. */
static gboolean has_line(const SpPatchFile *file, gboolean both, gboolean (*test)(const char *line))
{
	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];

		for (guint k = 0; k < hunk->lines->len; k++) {
			const SpHunkLine *line = sp_hunkfile_line(hunk, k);

			if (line->origin != ' ' && (both || line->origin == '+') &&
			    test(line->text))
				return TRUE;
		}
	}
	return FALSE;
}

/* A brace, or what may hide or show one. */
static gboolean has_brace(const char *line)
{
	return strpbrk(line, "{}\"'#") || strstr(line, "/*") || strstr(line, "*/");
}

/* A doubt about the ways through a function that upstream's change does not raise as well. */
static char *doubt_ways(char *(*ask)(SpPortChange *change), SpPortChange *ours,
			SpPortChange *theirs)
{
	g_autofree char *why = ask(ours);
	g_autofree char *upstream = why && theirs->before && theirs->after ? ask(theirs) : NULL;

	return upstream ? NULL : g_steal_pointer(&why);
}

/* A change that is inside of other things than upstream, functions aside. */
static char *other_home(SpPortChange *theirs, SpPortChange *ours)
{
	gboolean c = sp_porthome_kind(ours->path) == SP_KIND_C;
	const GArray *there = sp_portchange_runs(theirs), *here = sp_portchange_runs(ours);

	for (guint i = 0; i < here->len && here->len == there->len; i++) {
		const SpPortRun *one = &g_array_index(there, SpPortRun, i);
		const SpPortRun *two = &g_array_index(here, SpPortRun, i);
		g_autofree char *their = NULL, *our = NULL;

		if (c && (sp_csource_function_at(sp_portchange_source(theirs), one->new) ||
			  sp_csource_function_at(sp_portchange_source(ours), two->new)))
			continue;
		their = sp_porthome_of(ours->path, theirs->after->text, one->new);
		our = sp_porthome_of(ours->path, ours->after->text, two->new);
		if (!g_str_equal(their, our))
			return g_strdup_printf("line %u is in \"%s\", upstream it is in \"%s\"",
					       two->new + 1, our, their);
	}
	return NULL;
}

char *sp_portresult_doubt(const SpPatchFile *file, SpPortChange *theirs, SpPortChange *ours,
			  gboolean agreed)
{
	gboolean known = theirs->before && theirs->after;
	g_autofree char *why = NULL;

	why = sp_portdouble_find(file, theirs->before, ours);
	if (!why && known && !agreed)
		why = sp_porttwin_find(theirs, ours);
	if (!why && known)
		why = sp_portorder_crossed(theirs, ours);
	if (!why && known && (!agreed || sp_porthome_kind(file->path) != SP_KIND_C))
		why = other_home(theirs, ours);
	if (!why && sp_porthome_kind(file->path) != SP_KIND_C)
		return NULL;
	if (!why && has_line(file, TRUE, has_brace))
		why = unbalanced(file, ours);
	if (!why && has_line(file, FALSE, sp_portways_may_give)) {
		why = doubt_ways(sp_portways_leaves, ours, theirs);
		if (!why)
			why = doubt_ways(sp_portways_gives_twice, ours, theirs);
	}
	if (!why && known)
		why = sp_portupstream_doubt(theirs, ours);
	if (!why && known)
		why = sp_portobject_other(theirs, ours);
	if (!why)
		why = sp_portvalue_doubt(file, theirs, ours);
	return why ? g_strdup_printf("%s: %s", file->path, why) : NULL;
}
