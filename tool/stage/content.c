/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * content: goes along the files of a patch and puts together what their hunks say. Whole files that
 * are added or removed are looked at here.
 */
#include "stage/content.h"

#include "stage/hunkplace.h"

#include <string.h>

/* One file of the patch, and what the branch has in its place. */
typedef struct {
	const SpPatchFile *file;
	SpFileState state;
	gboolean aside;		/* documentation, tests */
	SpCRegions *tree;	/* owned by the question's @seen */
	SpCRegions *pre, *post; /* of the patch's file, which keeps them */
	SpContentFile content;
} Part;

typedef struct {
	SpBranch *branch;
	GHashTable *overlay;
	GHashTable *seen;
	const char *source;
	SpAsks asks;
	GPtrArray *evidence;
	GPtrArray *parts; /* Part */
	gboolean trifles; /* nothing but what does not count elsewhere */
	guint there, not_there, unknown;
} Question;

const char *sp_content_name(SpContent content)
{
	static const char *const names[] = {"there", "not there", "partly", "unknown"};

	return names[content];
}

static gboolean is_aside(const char *path)
{
	return g_str_has_prefix(path, "Documentation/") ||
	       g_str_has_prefix(path, "tools/testing/") || g_str_has_suffix(path, ".rst") ||
	       g_str_has_suffix(path, ".txt") || g_str_has_suffix(path, "MAINTAINERS");
}

static void regions_free(gpointer data)
{
	sp_cregions_free(data);
}

/* Of the commit's own file: the same for every branch that is asked. */
static SpCRegions *regions_of(const SpPatchFile *file, const char *which, const char *text)
{
	GData **made = (GData **)&file->made;
	SpCRegions *regions = g_datalist_get_data(made, which);

	if (!regions) {
		regions = sp_cregions_new(text);
		g_datalist_set_data_full(made, which, regions, regions_free);
	}
	return regions;
}

GHashTable *sp_content_seen_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, regions_free);
}

/* Of the branch's file. */
static SpCRegions *see(Question *question, const char *path, const char *text)
{
	SpCRegions *regions = g_hash_table_lookup(question->seen, path);

	if (!regions) {
		regions = sp_cregions_new(text);
		g_hash_table_insert(question->seen, g_strdup(path), regions);
	}
	return regions;
}

static gboolean open_part(Question *question, const SpPatchFile *file, GError **error)
{
	Part *part = g_new0(Part, 1);
	const char *text;

	g_ptr_array_add(question->parts, part);
	part->file = file;
	part->aside = is_aside(file->path);
	if (!sp_probe_read(question->branch, question->overlay, file->path, &part->state, &text,
			   error))
		return FALSE;
	if (part->state == SP_FILE_FOUND)
		part->tree = see(question, file->path, text);
	if (file->pre && file->post) {
		part->pre = regions_of(file, "pre", file->pre);
		part->post = regions_of(file, "post", file->post);
	}
	part->content = (SpContentFile){
		.path = file->path,
		.is_c = g_str_has_suffix(file->path, ".c") || g_str_has_suffix(file->path, ".h"),
		.hunks = file->hunks,
		.tree = part->tree,
		.pre = part->pre,
		.post = part->post,
	};
	return TRUE;
}

static gboolean counts(const Question *question, const Part *part, guint hunk)
{
	if (question->trifles)
		return TRUE;
	return !part->aside && (part->file->added || part->file->deleted ||
				sp_contenthunk_counts(&part->content, hunk));
}

static gboolean any_counts(const Question *question)
{
	for (guint i = 0; i < question->parts->len; i++) {
		const Part *part = question->parts->pdata[i];

		for (guint k = 0; k < part->file->hunks->len; k++)
			if (counts(question, part, k))
				return TRUE;
	}
	return FALSE;
}

/* @why: (transfer full) */
static void note(Question *question, SpContent answer, char *why)
{
	SpEvidence *one = sp_evidence_new(question->source, question->asks);

	one->why = why;
	if (answer == SP_CONTENT_THERE) {
		one->answer = SP_ANSWER_YES;
		question->there++;
	} else if (answer == SP_CONTENT_NOT_THERE) {
		one->answer = SP_ANSWER_NO;
		question->not_there++;
	} else {
		question->unknown++;
	}
	g_ptr_array_add(question->evidence, one);
}

/* Whether all telling lines of a side that is a whole file stand in the branch's, in order. */
static gboolean holds_all(const Part *part, char origin)
{
	guint telling = 0, from = 0;

	for (guint i = 0; i < part->file->hunks->len; i++) {
		g_autoptr(SpContentSide) side =
			sp_contentside_new(part->file->hunks->pdata[i], origin, NULL, 0, FALSE);

		for (guint k = 0; k < side->lines->len; k++) {
			SpCPhrase phrase = sp_contentside_phrase(side, k);

			if (!sp_contentside_is_telling(side, k))
				continue;
			telling++;
			if (!sp_cphrase_find(&phrase, part->tree->words, &from, NULL))
				return FALSE;
		}
	}
	return telling > 0;
}

/* The same for a file that is no C: all its lines, as they are. */
static gboolean holds_text(const Part *part, char origin)
{
	const GPtrArray *have = part->tree->file->lines;
	guint found = 0, from = 0;

	for (guint i = 0; i < part->file->hunks->len; i++) {
		g_autoptr(GPtrArray) lines = sp_hunkfile_side(part->file->hunks->pdata[i], origin);

		for (guint k = 0; k < lines->len; k++) {
			while (from < have->len && strcmp(have->pdata[from], lines->pdata[k]) != 0)
				from++;
			if (from++ == have->len)
				return FALSE;
			found++;
		}
	}
	return found > 0;
}

/* What nearly every folder has one of; the first one tells where a C file's headers are. */
static const char *const usual[] = {"Makefile", "Kconfig", "Kbuild"};

void sp_content_add_paths(const SpPatch *patch, GPtrArray *paths)
{
	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];
		g_autofree char *folder = g_path_get_dirname(file->path);
		guint more = file->added || file->deleted	  ? G_N_ELEMENTS(usual)
			     : g_str_has_suffix(file->path, ".c") ? 1
								  : 0;

		g_ptr_array_add(paths, g_strdup(file->path));
		for (guint k = 0; k < more; k++)
			g_ptr_array_add(paths, g_build_filename(folder, usual[k], NULL));
	}
}

/* Whether something else is known to be in the folder of @path. */
static gboolean has_folder(const Question *question, const char *path, gboolean *has,
			   GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);

	*has = g_str_equal(folder, ".");
	for (guint i = 0; i < question->parts->len && !*has; i++) {
		const Part *part = question->parts->pdata[i];
		g_autofree char *other = g_path_get_dirname(part->file->path);

		*has = part->state == SP_FILE_FOUND && g_str_equal(other, folder);
	}
	for (guint i = 0; i < G_N_ELEMENTS(usual) && !*has; i++) {
		g_autofree char *name = g_build_filename(folder, usual[i], NULL);
		SpFileState state;
		const char *text;

		if (!sp_probe_read(question->branch, question->overlay, name, &state, &text, error))
			return FALSE;
		*has = state != SP_FILE_ABSENT;
	}
	return TRUE;
}

/* A file that the change adds or removes. */
static gboolean ask_whole(Question *question, const Part *part, GError **error)
{
	const char *path = part->file->path;
	gboolean added = part->file->added, holds, has = FALSE;

	if (part->state == SP_FILE_FOUND) {
		char origin = added ? '+' : '-';

		holds = part->content.is_c ? holds_all(part, origin) : holds_text(part, origin);
		note(question,
		     !holds  ? SP_CONTENT_UNKNOWN
		     : added ? SP_CONTENT_THERE
			     : SP_CONTENT_NOT_THERE,
		     g_strdup_printf("%s: the file that the change %s is there%s", path,
				     added ? "adds" : "removes",
				     holds ? "" : ", but with other content"));
		return TRUE;
	}
	if (!has_folder(question, path, &has, error))
		return FALSE;
	note(question,
	     !has    ? SP_CONTENT_UNKNOWN
	     : added ? SP_CONTENT_NOT_THERE
		     : SP_CONTENT_THERE,
	     g_strdup_printf("%s: there is no such file, which the change %s%s", path,
			     added ? "adds" : "removes",
			     has ? "" : ", nor anything known in its folder"));
	return TRUE;
}

static gboolean ask_part(Question *question, const Part *part, GError **error)
{
	gboolean whole = part->file->added || part->file->deleted;

	for (guint i = 0; i < part->file->hunks->len; i++) {
		SpContent answer;
		char *why = NULL;

		if (!counts(question, part, i))
			continue;
		if (part->state == SP_FILE_LOST || (part->state == SP_FILE_ABSENT && !whole)) {
			note(question, SP_CONTENT_UNKNOWN,
			     g_strdup_printf("%s: %s", part->file->path,
					     part->state == SP_FILE_LOST
						     ? "the repository lacks its content"
						     : "there is no such file: moved, renamed?"));
			return TRUE;
		}
		if (whole)
			return ask_whole(question, part, error);
		answer = sp_contenthunk_ask(&part->content, i, question->trifles, &why);
		note(question, answer, why);
	}
	return TRUE;
}

static SpContent together(const Question *question)
{
	if (question->there && question->not_there)
		return SP_CONTENT_PARTLY;
	if (question->there)
		return question->unknown ? SP_CONTENT_UNKNOWN : SP_CONTENT_THERE;
	if (question->not_there && !(question->trifles && question->unknown))
		return SP_CONTENT_NOT_THERE;
	return SP_CONTENT_UNKNOWN;
}

gboolean sp_content_ask(const SpPatch *patch, SpBranch *branch, GHashTable *overlay,
			GHashTable *seen, const char *source, SpAsks asks, GPtrArray *evidence,
			SpContent *answer, GError **error)
{
	g_autoptr(GHashTable) read = seen ? g_hash_table_ref(seen) : sp_content_seen_new();
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
	Question question = {.branch = branch,
			     .overlay = overlay,
			     .seen = read,
			     .source = source,
			     .asks = asks,
			     .evidence = evidence,
			     .parts = parts};

	for (guint i = 0; i < patch->files->len; i++)
		if (!open_part(&question, patch->files->pdata[i], error))
			return FALSE;
	question.trifles = !any_counts(&question);
	for (guint i = 0; i < parts->len; i++)
		if (!ask_part(&question, parts->pdata[i], error))
			return FALSE;
	if (!question.there && !question.not_there && !question.unknown)
		note(&question, SP_CONTENT_UNKNOWN,
		     g_strdup("the change has no lines that could be compared"));
	*answer = together(&question);
	return TRUE;
}
