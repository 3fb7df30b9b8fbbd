/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portfile: placing by context and merging three-way know nothing of each other. Where both give a
 * result they must agree; where upstream's file is known the changes must stand in the functions
 * and arms that they stand in upstream.
 */
#include "stage/portfile.h"

#include "stage/csource.h"
#include "stage/portcheck.h"
#include "stage/portdiff.h"
#include "stage/porthome.h"
#include "stage/portresult.h"
#include "stage/portupstream.h"

#include <string.h>

static void place_free(gpointer data)
{
	sp_place_free(data);
}

/* Where the changes between two texts stand: an SpPlace for each run of changed lines. */
static GPtrArray *changed_places(const char *path, const char *before, const char *after)
{
	g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(place_free);
	g_autoptr(git_patch) diff = sp_portdiff(path, before, after, 0);
	g_autoptr(SpCSource) source = sp_csource_parse(after, strlen(after));

	for (size_t i = 0; diff && i < git_patch_num_hunks(diff); i++) {
		const git_diff_hunk *hunk;
		const SpFunction *function;
		SpPlace *place = g_new0(SpPlace, 1);
		guint line;

		git_patch_get_hunk(&hunk, NULL, diff, i);
		line = hunk->new_start > 0 ? (guint)hunk->new_start - 1 : 0;
		function = sp_csource_function_at(source, line);
		place->line = line + 1;
		place->changed = hunk->old_start > 0 ? (guint)hunk->old_start : 1;
		place->rung = SP_RUNG_MERGE;
		place->margin = 100;
		place->function = function ? g_strdup(function->name) : NULL;
		place->arm = g_strdup(sp_csource_arm_at(source, line));
		g_ptr_array_add(places, place);
	}
	return g_steal_pointer(&places);
}

static char *place_name(const SpPlace *place)
{
	return g_strdup_printf("%s%s%s%s%s", place->function ? place->function : "no function",
			       place->function ? "()" : "", *place->arm ? " [" : "", place->arm,
			       *place->arm ? "]" : "");
}

/* Whether a change of @after is in the struct or node that upstream has it in; @why if not. */
static gboolean same_home(const SpPatchFile *file, const SpPlace *there, const char *after,
			  const SpPlace *here, char **why)
{
	g_autofree char *theirs = NULL, *ours = NULL;

	/* A line of a function is in no struct, and both files would be cut up to learn it. */
	if (sp_porthome_kind(file->path) == SP_KIND_C && there->function && here->function)
		return TRUE;
	theirs = sp_porthome_of(file->path, file->post, there->line - 1);
	ours = sp_porthome_of(file->path, after, here->line - 1);
	if (g_str_equal(theirs, ours))
		return TRUE;
	*why = g_strdup_printf("%s:%u: a change would go into \"%s\" that upstream has in \"%s\"",
			       file->path, here->line, ours, theirs);
	return FALSE;
}

static gboolean defines(const char *text, const char *function)
{
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));
	g_autoptr(GPtrArray) found = sp_csource_find(source, function, NULL);

	return found->len > 0;
}

/* Whether it can be one function under two names: upstream has no @ours, the branch no @theirs. */
static gboolean is_renamed(const SpPatchFile *file, const char *after, const char *ours,
			   const char *theirs)
{
	return ours && theirs && !defines(after, theirs) && !defines(file->pre, ours);
}

static gboolean fits_place(const SpPatchFile *file, const char *after, const SpPlace *here,
			   const SpPlace *there, gboolean whole)
{
	return g_strcmp0(here->arm, there->arm) == 0 &&
	       (g_strcmp0(here->function, there->function) == 0 ||
		(whole && is_renamed(file, after, here->function, there->function)));
}

/*
 * Whether every change that led to @after is where upstream has one; @why if not. @whole: the
 * hunks' whole context stands there, so a function may have another name.
 */
static gboolean same_places(const SpPatchFile *file, const char *after, const GPtrArray *here,
			    gboolean whole, char **why)
{
	g_autoptr(GPtrArray) there = changed_places(file->path, file->pre, file->post);

	for (guint i = 0; i < here->len; i++) {
		const SpPlace *one = here->pdata[i];
		const SpPlace *nearest = there->pdata[MIN(i, there->len - 1)];
		gboolean found = FALSE;

		/* Only where no name fits is it worth asking whether it is another one. */
		for (guint k = 0; k < 2 * there->len && !found; k++) {
			const SpPlace *other = there->pdata[(i + k) % there->len];

			found = fits_place(file, after, one, other, whole && k >= there->len);
			nearest = found ? other : nearest;
		}
		if (found) {
			if (!same_home(file, nearest, after, one, why))
				return FALSE;
			continue;
		}
		g_autofree char *ours = place_name(one);
		g_autofree char *theirs = place_name(nearest);

		*why = g_strdup_printf("%s:%u: a change would go into %s that upstream has in "
				       "%s",
				       file->path, one->line, ours, theirs);
		return FALSE;
	}
	if (here->len == there->len)
		return TRUE;
	*why = g_strdup_printf("%s: upstream changes %u places, this %u", file->path, there->len,
			       here->len);
	return FALSE;
}

/* A clean three-way merge, or NULL. */
static char *merge(const SpPatchFile *file, const char *ours)
{
	git_merge_file_input base = GIT_MERGE_FILE_INPUT_INIT;
	git_merge_file_input us = GIT_MERGE_FILE_INPUT_INIT;
	git_merge_file_input them = GIT_MERGE_FILE_INPUT_INIT;
	git_merge_file_result result = {0};
	char *text = NULL;

	base.ptr = file->pre;
	base.size = strlen(file->pre);
	us.ptr = ours;
	us.size = strlen(ours);
	them.ptr = file->post;
	them.size = strlen(file->post);
	if (git_merge_file(&result, &base, &us, &them, NULL) == 0 && result.automergeable)
		text = g_strndup(result.ptr, result.len);
	git_merge_file_result_free(&result);
	return text;
}

/* Whether each hunk went where all of its lines stand as they are. */
static gboolean is_whole(const GPtrArray *places)
{
	for (guint i = 0; i < places->len; i++)
		if (!g_str_equal(((SpPlace *)places->pdata[i])->rung, SP_RUNG_CONTEXT))
			return FALSE;
	return TRUE;
}

static gboolean same_code(const char *a, const char *b)
{
	g_autofree char *one = sp_csource_code(a, strlen(a));
	g_autofree char *two = sp_csource_code(b, strlen(b));

	return g_str_equal(one, two);
}

/* Whether the merge speaks against what placing has made of the file; @why if so. */
static gboolean is_contradicted(const SpPatchFile *file, const char *before, const char *placed,
				const char *merged, const GPtrArray *places, char **why)
{
	g_autoptr(GPtrArray) changed = NULL;
	g_autofree char *astray = NULL;

	if (!merged || g_str_equal(merged, placed) ||
	    (sp_porthome_kind(file->path) == SP_KIND_C && same_code(merged, placed)))
		return FALSE;
	/* A merge knows nothing of names, nor that it has gone into another function. */
	changed = changed_places(file->path, before, merged);
	if (!is_whole(places) || !same_places(file, merged, changed, FALSE, &astray))
		return FALSE;
	*why = g_strdup_printf("%s: placing the hunks by their context and merging three-way give "
			       "different results",
			       file->path);
	return TRUE;
}

/* The places are known; whether they can be trusted. */
static gboolean is_doubtful(const SpPatchFile *file, const char *before, const char *placed,
			    const char *merged, const GPtrArray *places, char **why)
{
	if (is_contradicted(file, before, placed, merged, places, why))
		return TRUE;
	if (file->pre && file->post && is_whole(places)) {
		/* The merge can go astray as the context does: the functions must be upstream's. */
		g_autoptr(GPtrArray) changed = changed_places(file->path, before, placed);

		if (!same_places(file, placed, changed, TRUE, why))
			return TRUE;
	}
	*why = sp_portcheck_places(file, before, places);
	return *why != NULL;
}

/* The merge is the higher rung, where it gives the same. */
static void note_merge(GPtrArray *places)
{
	for (guint i = 0; i < places->len; i++) {
		SpPlace *place = places->pdata[i];

		if (!g_str_equal(place->rung, SP_RUNG_CONTEXT))
			place->rung = SP_RUNG_MERGE;
	}
}

/* The file after the change; NULL, with @why, if it cannot be told. */
static char *change_text(const SpPatchFile *file, const char *before, const SpHunkHints *hints,
			 GPtrArray **places, char **why)
{
	g_autofree char *merged = file->pre && file->post ? merge(file, before) : NULL;
	g_autofree char *placed = NULL;
	gboolean agreed;

	if (sp_hunk_apply_all(before, file->hunks, hints, places, &placed, why)) {
		if (is_doubtful(file, before, placed, merged, *places, why))
			return NULL;
		agreed = is_whole(*places) && g_strcmp0(merged, placed) == 0;
		*why = sp_portresult_doubt(file, before, placed, agreed);
		if (*why)
			return NULL;
		if (g_strcmp0(merged, placed) == 0)
			note_merge(*places);
		return g_steal_pointer(&placed);
	}
	if (!merged || g_str_equal(merged, before)) {
		g_autofree char *reason = g_steal_pointer(why);

		*why = g_strdup_printf("%s: %s", file->path, reason);
		return NULL;
	}
	g_clear_pointer(why, g_free);
	*places = changed_places(file->path, before, merged);
	if (!same_places(file, merged, *places, FALSE, why))
		return NULL;
	*why = sp_portupstream_merged(file, before, merged);
	if (!*why)
		*why = sp_portresult_doubt(file, before, merged, FALSE);
	return *why ? NULL : g_steal_pointer(&merged);
}

/* How many lines end in CRLF, and how many in LF alone. */
static void count_ends(const char *text, guint *crlf, guint *lf)
{
	*crlf = *lf = 0;
	for (const char *eol = strchr(text, '\n'); eol; eol = strchr(eol + 1, '\n'))
		++*(eol > text && eol[-1] == '\r' ? crlf : lf);
}

static gboolean hunks_have_crlf(const SpPatchFile *file)
{
	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];

		for (guint k = 0; k < hunk->lines->len; k++)
			if (g_str_has_suffix(((SpHunkLine *)hunk->lines->pdata[k])->text, "\r"))
				return TRUE;
	}
	return FALSE;
}

static char *replace_all(const char *text, const char *from, const char *to)
{
	g_auto(GStrv) parts = g_strsplit(text, from, -1);

	return g_strjoinv(to, parts);
}

char *sp_portfile_change(const SpPatchFile *file, const char *before,
			 gboolean (*declares)(const char *name, gpointer data), gpointer data,
			 GPtrArray **places, char **why)
{
	SpFileKind kind = sp_porthome_kind(file->path);
	SpHunkHints hints = {.c = kind == SP_KIND_C,
			     .loose = kind == SP_KIND_MAKEFILE || kind == SP_KIND_KCONFIG ||
				      kind == SP_KIND_DEVICE_TREE,
			     .pre = file->pre,
			     .declares = declares,
			     .data = data};
	g_autofree char *plain = NULL, *after = NULL;
	guint crlf, lf;

	count_ends(before, &crlf, &lf);
	if (crlf && lf && !hunks_have_crlf(file)) {
		*why = g_strdup_printf("%s: %u of its lines end in CRLF and %u in LF; which end "
				       "new lines take is not known",
				       file->path, crlf, lf);
		return NULL;
	}
	if (!crlf || hunks_have_crlf(file))
		return change_text(file, before, &hints, places, why);
	plain = replace_all(before, "\r\n", "\n");
	after = change_text(file, plain, &hints, places, why);
	return after ? replace_all(after, "\n", "\r\n") : NULL;
}
