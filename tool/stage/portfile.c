/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portfile: placing by context and merging three-way know nothing of each other. Where both give a
 * result they must agree; where upstream's file is known the changes must stand in the functions
 * and arms that they stand in upstream.
 */
#include "stage/portfile.h"

#include "base/git.h"
#include "stage/csource.h"
#include "stage/hunkapply.h"
#include "stage/portcheck.h"
#include "stage/porthome.h"
#include "stage/portresult.h"
#include "stage/portupstream.h"

#include <string.h>

static void place_free(gpointer data)
{
	sp_place_free(data);
}

/* Upstream's side of a change; the same for each branch. */
typedef struct {
	SpHunkFile *pre, *post; /* NULL if they are not known */
	SpPortChange change;
} Upstream;

/* The change of one file: upstream's, the branch's. */
typedef struct {
	const SpPatchFile *file;
	SpHunkFile *before;
	Upstream *theirs;
} Carry;

static void upstream_free(gpointer data)
{
	Upstream *upstream = data;

	sp_portchange_clear(&upstream->change);
	sp_hunkfile_free(upstream->pre);
	sp_hunkfile_free(upstream->post);
	g_free(upstream);
}

static Upstream *upstream_of(const SpPatchFile *file)
{
	GData **made = (GData **)&file->made;
	Upstream *upstream = g_datalist_get_data(made, "port-upstream");

	if (upstream)
		return upstream;
	upstream = g_new0(Upstream, 1);
	upstream->pre = file->pre ? sp_hunkfile_new(file->pre) : NULL;
	upstream->post = file->post ? sp_hunkfile_new(file->post) : NULL;
	upstream->change = (SpPortChange){.path = file->path,
					  .before = upstream->pre,
					  .after = upstream->post,
					  .hunks = file->exact ? file->hunks : NULL};
	g_datalist_set_data_full(made, "port-upstream", upstream, upstream_free);
	return upstream;
}

/* Where the changes stand: an SpPlace for each run of changed lines. */
static GPtrArray *changed_places(SpPortChange *change)
{
	g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(place_free);
	const GArray *runs = sp_portchange_runs(change);
	const SpCSource *source = sp_portchange_source(change);

	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);
		SpPlace *place = g_new0(SpPlace, 1);
		/* Where lines are taken away, the one above. */
		guint line = run->new - (!run->new_lines && run->new);
		const SpFunction *function = sp_csource_function_at(source, line);

		place->line = line + 1;
		place->changed = run->old + (run->old_lines || !run->old);
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

static gboolean defines(SpHunkFile *file, const char *function)
{
	g_autoptr(GPtrArray) found = sp_csource_find(sp_hunkfile_source(file), function, NULL);

	return found->len > 0;
}

/* Whether it can be one function under two names: upstream has no @ours, the branch no @theirs. */
static gboolean is_renamed(const Carry *carry, SpHunkFile *after, const char *ours,
			   const char *theirs)
{
	return ours && theirs && !defines(after, theirs) && !defines(carry->theirs->pre, ours);
}

static gboolean fits_place(const Carry *carry, SpHunkFile *after, const SpPlace *here,
			   const SpPlace *there, gboolean whole)
{
	return g_strcmp0(here->arm, there->arm) == 0 &&
	       (g_strcmp0(here->function, there->function) == 0 ||
		(whole && is_renamed(carry, after, here->function, there->function)));
}

/* The place of upstream's that @here, number @i, may be, but for those in @used; G_MAXUINT for
 * none. */
static guint find_place(const Carry *carry, SpHunkFile *after, const GPtrArray *there,
			const SpPlace *here, guint i, gboolean whole, const guint8 *used)
{
	/* Only where no name fits is it worth asking whether it is another one. */
	for (guint k = 0; k < 2 * there->len; k++) {
		guint at = (i + k) % there->len;

		if (!used[at] &&
		    fits_place(carry, after, here, there->pdata[at], whole && k >= there->len))
			return at;
	}
	return G_MAXUINT;
}

/*
 * Whether every change that led to @after is where upstream has one, each where another one is;
 * @why if not. @whole: the hunks' whole context stands there, so a function may have another name.
 */
static gboolean same_places(Carry *carry, SpPortChange *ours, const GPtrArray *here, gboolean whole,
			    char **why)
{
	g_autoptr(GPtrArray) there = changed_places(&carry->theirs->change);
	g_autofree guint8 *used = g_new0(guint8, there->len + 1);
	const SpPatchFile *file = carry->file;

	for (guint i = 0; i < here->len; i++) {
		const SpPlace *one = here->pdata[i];
		const SpPlace *nearest = there->pdata[MIN(i, there->len - 1)];
		guint found = find_place(carry, ours->after, there, one, i, whole, used);

		if (found != G_MAXUINT) {
			used[found] = here->len == there->len;
			if (!same_home(file, there->pdata[found], ours->after->text, one, why))
				return FALSE;
			continue;
		}
		g_autofree char *mine = place_name(one);
		g_autofree char *theirs = place_name(nearest);

		*why = g_strdup_printf("%s:%u: a change would go into %s that upstream has in "
				       "%s",
				       file->path, one->line, mine, theirs);
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
static gboolean is_contradicted(Carry *carry, SpPortChange *placed, char *merged,
				const GPtrArray *places, char **why)
{
	g_autoptr(GPtrArray) changed = NULL;
	g_autofree char *astray = NULL;
	const SpPatchFile *file = carry->file;
	g_autoptr(SpHunkFile) after = NULL;
	g_auto(SpPortChange) other = {.path = file->path, .before = carry->before};

	if (!merged || g_str_equal(merged, placed->after->text) ||
	    (sp_porthome_kind(file->path) == SP_KIND_C && same_code(merged, placed->after->text)))
		return FALSE;
	/* A merge knows nothing of names, nor that it has gone into another function. */
	after = sp_hunkfile_new(merged);
	other.after = after;
	changed = changed_places(&other);
	if (!is_whole(places) || !same_places(carry, &other, changed, FALSE, &astray))
		return FALSE;
	*why = g_strdup_printf("%s: placing the hunks by their context and merging three-way give "
			       "different results",
			       file->path);
	return TRUE;
}

/* The places are known; whether they can be trusted. */
static gboolean is_doubtful(Carry *carry, SpPortChange *placed, char *merged,
			    const GPtrArray *places, char **why)
{
	if (is_contradicted(carry, placed, merged, places, why))
		return TRUE;
	if (carry->theirs->pre && carry->theirs->post && is_whole(places)) {
		/* The merge can go astray as the context does: the functions must be upstream's. */
		g_autoptr(GPtrArray) changed = changed_places(placed);

		if (!same_places(carry, placed, changed, TRUE, why))
			return TRUE;
	}
	*why = sp_portcheck_places(carry->file, carry->theirs->pre, carry->before, places);
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

/* Whether a function is the same in both files, @moved lines further down in @b. */
static gboolean same_function(const SpHunkFile *a, const SpFunction *one, const SpHunkFile *b,
			      const SpFunction *two, int moved)
{
	if ((int)two->head - (int)one->head != moved || (int)two->end - (int)one->end != moved ||
	    !g_str_equal(one->name, two->name) || !g_str_equal(one->arm, two->arm))
		return FALSE;
	for (guint i = 0; i <= one->end - one->head; i++)
		if (strcmp(a->lines->pdata[one->head + i], b->lines->pdata[two->head + i]))
			return FALSE;
	return TRUE;
}

/* Whether all that the hunk changes is in a function that both files have but once, and alike. */
static gboolean is_settled(Carry *carry, const SpHunk *hunk, const SpPlace *place)
{
	const SpCSource *pre = sp_hunkfile_source(carry->theirs->pre);
	const SpCSource *source = sp_hunkfile_source(carry->before);
	int moved = (int)place->line - (int)hunk->old_start;
	const SpFunction *one, *two;
	g_autoptr(GPtrArray) twins = NULL, here = NULL;
	guint line = hunk->old_start - 1, first = G_MAXUINT, last = 0;

	for (guint i = 0; i < hunk->lines->len; i++) {
		char origin = sp_hunkfile_line(hunk, i)->origin;

		if (origin != ' ') {
			/* What is added stands between two lines. */
			first = MIN(first, line - (origin == '+' && line));
			last = line;
		}
		line += origin != '+';
	}
	one = hunk->old_start ? sp_csource_function_at(pre, last) : NULL;
	two = one ? sp_csource_function_at(source, (guint)((int)last + moved)) : NULL;
	if (!two || first < one->head || one != sp_csource_function_at(pre, first) ||
	    !same_function(carry->theirs->pre, one, carry->before, two, moved))
		return FALSE;
	twins = sp_csource_find(pre, one->name, NULL);
	here = sp_csource_find(source, two->name, NULL);
	return twins->len == 1 && here->len == 1;
}

/* Whether a merge has nothing to add: what is changed stands here as it does upstream. */
static gboolean are_settled(Carry *carry, const GPtrArray *places)
{
	if (sp_porthome_kind(carry->file->path) != SP_KIND_C || !carry->file->exact ||
	    !is_whole(places))
		return FALSE;
	for (guint i = 0; i < places->len; i++)
		if (!is_settled(carry, carry->file->hunks->pdata[i], places->pdata[i]))
			return FALSE;
	return TRUE;
}

/* Whether what the hunks have made of the file can be trusted; @why if not. */
static gboolean is_trusted(Carry *carry, SpPortChange *placed, GPtrArray *places, char **diff,
			   char **why)
{
	const SpPatchFile *file = carry->file;
	gboolean settled = are_settled(carry, places), agreed;
	g_autofree char *merged =
		file->pre && file->post && !settled ? merge(file, carry->before->text) : NULL;
	git_buf buffer = GIT_BUF_INIT;
	git_patch *made;

	if (is_doubtful(carry, placed, merged, places, why))
		return FALSE;
	agreed = settled || (is_whole(places) && g_strcmp0(merged, placed->after->text) == 0);
	*why = sp_portresult_doubt(carry->file, &carry->theirs->change, placed, agreed);
	if (*why)
		return FALSE;
	if (g_strcmp0(merged, placed->after->text) == 0)
		note_merge(places);
	made = sp_portchange_diff(placed);
	if (made && git_patch_to_buf(&buffer, made) == 0)
		*diff = g_strndup(buffer.ptr, buffer.size);
	git_buf_dispose(&buffer);
	return TRUE;
}

/* The file after the merge alone, where the hunks have no place; takes @merged. */
static SpHunkFile *trusted_merge(Carry *carry, char *merged, GPtrArray **places, char **why)
{
	g_autoptr(SpHunkFile) after = sp_hunkfile_new_taken(merged);
	g_auto(SpPortChange)
		ours = {.path = carry->file->path, .before = carry->before, .after = after};

	*places = changed_places(&ours);
	if (!same_places(carry, &ours, *places, FALSE, why))
		return NULL;
	*why = sp_portupstream_merged(&carry->theirs->change, &ours);
	if (!*why)
		*why = sp_portresult_doubt(carry->file, &carry->theirs->change, &ours, FALSE);
	return *why ? NULL : g_steal_pointer(&after);
}

/* The file after the change; NULL, with @why, if it cannot be told. */
static SpHunkFile *change_text(const SpPatchFile *file, SpHunkFile *before,
			       const SpHunkHints *hints, GPtrArray **places, char **diff,
			       char **why)
{
	Carry carry = {.file = file, .before = before, .theirs = upstream_of(file)};
	g_autoptr(SpHunkFile) after = NULL;
	g_autofree char *merged = NULL, *reason = NULL;

	if (sp_hunkapply(before, file->hunks, hints, places, &after, why)) {
		g_auto(SpPortChange)
			placed = {.path = file->path, .before = before, .after = after};

		return is_trusted(&carry, &placed, *places, diff, why) ? g_steal_pointer(&after)
								       : NULL;
	}
	merged = file->pre && file->post ? merge(file, before->text) : NULL;
	reason = g_steal_pointer(why);
	if (merged && !g_str_equal(merged, before->text))
		return trusted_merge(&carry, g_steal_pointer(&merged), places, why);
	*why = g_strdup_printf("%s: %s", file->path, reason);
	return NULL;
}

/* How many lines end in CRLF, and if there are any, how many in LF alone. */
static void count_ends(const char *text, guint *crlf, guint *lf)
{
	*crlf = *lf = 0;
	if (!strchr(text, '\r'))
		return;
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

SpHunkFile *sp_portfile_change(const SpPatchFile *file, SpHunkFile *before,
			       gboolean (*declares)(const char *name, gpointer data), gpointer data,
			       GPtrArray **places, char **diff, char **why)
{
	SpFileKind kind = sp_porthome_kind(file->path);
	SpHunkHints hints = {.c = kind == SP_KIND_C,
			     .loose = kind == SP_KIND_MAKEFILE || kind == SP_KIND_KCONFIG ||
				      kind == SP_KIND_DEVICE_TREE,
			     .pre = file->pre,
			     .declares = declares,
			     .data = data};
	g_autoptr(SpHunkFile) plain = NULL, after = NULL;
	guint crlf, lf;

	count_ends(before->text, &crlf, &lf);
	if (crlf && lf && !hunks_have_crlf(file)) {
		*why = g_strdup_printf("%s: %u of its lines end in CRLF and %u in LF; which end "
				       "new lines take is not known",
				       file->path, crlf, lf);
		return NULL;
	}
	if (!crlf || hunks_have_crlf(file))
		return change_text(file, before, &hints, places, diff, why);
	plain = sp_hunkfile_new_taken(replace_all(before->text, "\r\n", "\n"));
	after = change_text(file, plain, &hints, places, diff, why);
	g_clear_pointer(diff, g_free);
	return after ? sp_hunkfile_new_taken(replace_all(after->text, "\n", "\r\n")) : NULL;
}
