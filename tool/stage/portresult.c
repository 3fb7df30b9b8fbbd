/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portresult: what is asked of a changed file, in turn.
 */
#include "stage/portresult.h"

#include "stage/csource.h"
#include "stage/ctext.h"
#include "stage/hunkfile.h"
#include "stage/porthome.h"
#include "stage/portupstream.h"
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

static char *unbalanced(const SpPatchFile *file, const char *before, const char *after)
{
	g_autoptr(SpCText) had = sp_ctext_new(before, strlen(before));
	g_autoptr(SpCText) has = sp_ctext_new(after, strlen(after));
	g_autoptr(SpCSource) old = sp_csource_parse(before, strlen(before));
	g_autoptr(SpCSource) new = sp_csource_parse(after, strlen(after));
	const GPtrArray *functions = sp_csource_functions(new);

	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *function = functions->pdata[i];
		g_autoptr(GPtrArray) found = NULL;

		found = sp_csource_find(old, function->name, function->arm);
		if (found->len != 1 || is_whole(had, found->pdata[0]) <= is_whole(has, function))
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

char *sp_portresult_doubt(const SpPatchFile *file, const char *before, const char *after)
{
	g_autofree char *why = NULL, *theirs = NULL;
	gboolean known = file->pre && file->post;

	if (sp_porthome_kind(file->path) != SP_KIND_C)
		return NULL;
	why = unbalanced(file, before, after);
	if (!why) {
		why = sp_portways_leaves(file->path, before, after);
		theirs =
			why && known ? sp_portways_leaves(file->path, file->pre, file->post) : NULL;
		/* Upstream leaves there, too. */
		if (theirs)
			g_clear_pointer(&why, g_free);
	}
	if (!why) {
		why = sp_portways_gives_twice(file->path, before, after);
		g_clear_pointer(&theirs, g_free);
		theirs = why && known ? sp_portways_gives_twice(file->path, file->pre, file->post)
				      : NULL;
		if (theirs)
			g_clear_pointer(&why, g_free);
	}
	if (!why && known)
		why = sp_portupstream_doubt(file, before, after);
	return why ? g_strdup_printf("%s: %s", file->path, why) : NULL;
}
