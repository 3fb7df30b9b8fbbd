/* SPDX-License-Identifier: GPL-2.0-only */
/* prereq: which of the commits that may be needed are enough. */
#include "stage/prereq.h"

#include "base/json.h"

/* Sets of optional commits up to this size are all tried, as far as the tries go. */
#define MOST_AT_ONCE 3
#define MOST_TRIES 64

/* Of more commits, sets are not tried where all together do not do. */
#define MOST_OF_WHICH_PAIRS 6

typedef struct {
	const GPtrArray *commits; /* SpPrereq */
	SpPrereqTry try;
	gpointer data;
	guint tries;  /* left */
	guint64 best; /* the set that will do, a bit a commit; 0 with @found FALSE */
	guint best_lines;
	gboolean found;
} Search;

void sp_prereqs_free(SpPrereqs *prereqs)
{
	if (!prereqs)
		return;
	g_ptr_array_unref(prereqs->commits);
	g_free(prereqs->limit);
	g_free(prereqs);
}

static const SpPrereq *commit_at(const Search *search, guint i)
{
	return search->commits->pdata[i];
}

static guint changed_lines(const SpPatch *patch)
{
	guint count = 0;

	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];

		for (guint k = 0; k < file->hunks->len; k++) {
			const GPtrArray *lines = ((SpHunk *)file->hunks->pdata[k])->lines;

			for (guint n = 0; n < lines->len; n++)
				count += ((SpHunkLine *)lines->pdata[n])->origin != ' ';
		}
	}
	return count;
}

/* Tries a set; FALSE on an error alone. What it costs is the lines it brings in. */
static gboolean try_set(Search *search, guint64 set, gboolean *applies, guint *lines,
			GError **error)
{
	g_autoptr(GPtrArray) first = g_ptr_array_new();

	*applies = FALSE;
	*lines = 0;
	if (!search->tries)
		return TRUE;
	for (guint i = 0; i < search->commits->len; i++) {
		const SpPrereq *one = commit_at(search, i);

		if (!(set >> i & 1))
			continue;
		if (!one->patch)
			return TRUE;
		*lines += changed_lines(one->patch);
		g_ptr_array_add(first, (gpointer)one);
	}
	search->tries--;
	return search->try(first, TRUE, applies, search->data, error);
}

/* All sets of @more optional commits from number @from on, besides those of @set. */
static gboolean try_sets(Search *search, guint64 set, guint from, guint more, GError **error)
{
	gboolean applies;
	guint lines;

	if (!more) {
		if (!try_set(search, set, &applies, &lines, error))
			return FALSE;
		if (applies && (!search->found || lines < search->best_lines)) {
			search->found = TRUE;
			search->best = set;
			search->best_lines = lines;
		}
		return TRUE;
	}
	for (guint i = from; i < search->commits->len; i++)
		if (!(set >> i & 1) && commit_at(search, i)->patch &&
		    !try_sets(search, set | G_GUINT64_CONSTANT(1) << i, i + 1, more - 1, error))
			return FALSE;
	return TRUE;
}

/* All that can be carried. */
static guint64 everything(const Search *search, guint64 must)
{
	guint64 set = must;

	for (guint i = 0; i < search->commits->len; i++)
		if (commit_at(search, i)->patch)
			set |= G_GUINT64_CONSTANT(1) << i;
	return set;
}

/* From a set that will do down: one after the other is left out, the newest first, if it can be. */
static gboolean leave_out(Search *search, guint64 set, guint64 must, GError **error)
{
	gboolean applies;
	guint lines;

	for (guint i = search->commits->len; i-- > 0;) {
		guint64 without = set & ~(G_GUINT64_CONSTANT(1) << i);

		if (without == set || must >> i & 1)
			continue;
		if (!try_set(search, without, &applies, &lines, error))
			return FALSE;
		set = applies ? without : set;
	}
	search->found = TRUE;
	search->best = set;
	return TRUE;
}

static gboolean search_all(Search *search, guint64 must, GError **error)
{
	guint64 all = everything(search, must);
	guint most = MOST_AT_ONCE;
	gboolean applies;
	guint lines;

	if (!try_set(search, all, &applies, &lines, error))
		return FALSE;
	/* Where many do not do, few hardly will. */
	if (!applies && search->commits->len > MOST_OF_WHICH_PAIRS)
		most = 1;
	for (guint size = 0; !search->found && size <= most; size++)
		if (!try_sets(search, must, 0, size, error))
			return FALSE;
	search->tries = MOST_TRIES;
	return search->found || !applies || leave_out(search, all, must, error);
}

static gboolean choose(SpPrereqs *prereqs, SpPrereqTry try, gpointer data, GError **error)
{
	Search search = {
		.commits = prereqs->commits, .try = try, .data = data, .tries = MOST_TRIES};
	guint64 must = 0;

	for (guint i = 0; i < prereqs->commits->len; i++)
		if (commit_at(&search, i)->label == SP_PREREQ_REQUIRED)
			must |= G_GUINT64_CONSTANT(1) << i;
	if (!search_all(&search, must, error))
		return FALSE;
	prereqs->applies = search.found;
	for (guint i = 0; search.found && i < prereqs->commits->len; i++)
		((SpPrereq *)prereqs->commits->pdata[i])->chosen = search.best >> i & 1;
	return TRUE;
}

SpPrereqs *sp_prereq_find(const SpFix *fix, SpHistory *history, SpBranch *branch, SpPrereqTry try,
			  gpointer data, GError **error)
{
	g_autoptr(SpPrereqs) prereqs = g_new0(SpPrereqs, 1);

	prereqs->commits = sp_prereqpool_new();
	if (!sp_prereqpool_fill(fix, history, branch, try, data, prereqs->commits, &prereqs->limit,
				error))
		return NULL;
	if (prereqs->commits->len && !choose(prereqs, try, data, error))
		return NULL;
	return g_steal_pointer(&prereqs);
}

GPtrArray *sp_prereqs_chosen(const SpPrereqs *prereqs)
{
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < prereqs->commits->len; i++)
		if (((SpPrereq *)prereqs->commits->pdata[i])->chosen)
			g_ptr_array_add(chosen, prereqs->commits->pdata[i]);
	return chosen;
}

char *sp_prereq_text(const SpPrereq *prereq)
{
	return g_strdup_printf("%.12s (\"%s\") [%s: %s]", prereq->id, prereq->subject,
			       sp_prereqlabel_name(prereq->label), prereq->why);
}

char *sp_prereqs_conclusion(const SpPrereqs *prereqs)
{
	g_autoptr(GPtrArray) chosen = sp_prereqs_chosen(prereqs);
	const char *limit = prereqs->limit;
	g_autofree char *first = NULL;

	if (!prereqs->commits->len)
		return limit ? g_strdup_printf("which commits it lacks is not known: %s", limit)
			     : g_strdup(
				       "no commit of mainline that the branch lacks made the lines "
				       "that the fix needs");
	if (prereqs->applies && chosen->len == 1)
		first = g_strdup_printf("with %.12s before it, the fix applies",
					((SpPrereq *)chosen->pdata[0])->id);
	else if (prereqs->applies && chosen->len)
		first = g_strdup_printf("with %u of these commits before it, the fix applies",
					chosen->len);
	else if (prereqs->applies)
		first = g_strdup("the fix applies without any of these commits");
	else
		first = g_strdup("no set of these commits that was tried makes the fix apply");
	return limit ? g_strdup_printf("%s; there may be others: %s", first, limit)
		     : g_steal_pointer(&first);
}

char *sp_prereqs_text(const SpPrereqs *prereqs)
{
	g_autofree char *conclusion = sp_prereqs_conclusion(prereqs);
	GString *text = g_string_new(NULL);
	guint more = 0;

	for (guint i = 0; i < prereqs->commits->len; i++) {
		const SpPrereq *one = prereqs->commits->pdata[i];
		g_autofree char *line = sp_prereq_text(one);

		if (one->direct || one->chosen)
			g_string_append_printf(text, "    %-12s %s\n",
					       one->chosen ? "before" : "lacks", line);
		else
			more++;
	}
	if (more)
		g_string_append_printf(text, "    lacks        %u more that only these need\n",
				       more);
	g_string_append_printf(text, "    missing      %s", conclusion);
	return g_string_free(text, FALSE);
}

void sp_prereqs_to_json(JsonBuilder *json, const SpPrereqs *prereqs)
{
	g_autofree char *conclusion = sp_prereqs_conclusion(prereqs);

	json_builder_begin_object(json);
	sp_json_bool(json, "applies", prereqs->applies);
	sp_json_string(json, "conclusion", conclusion);
	sp_json_string(json, "limit", prereqs->limit);
	json_builder_set_member_name(json, "commits");
	json_builder_begin_array(json);
	for (guint i = 0; i < prereqs->commits->len; i++) {
		const SpPrereq *one = prereqs->commits->pdata[i];

		json_builder_begin_object(json);
		sp_json_string(json, "id", one->id);
		sp_json_string(json, "subject", one->subject);
		sp_json_string(json, "label", sp_prereqlabel_name(one->label));
		sp_json_string(json, "why", one->why);
		sp_json_bool(json, "direct", one->direct);
		sp_json_bool(json, "chosen", one->chosen);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
	json_builder_end_object(json);
}
