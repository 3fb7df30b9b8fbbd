/* SPDX-License-Identifier: GPL-2.0-only */
/* prereqlines: the needs of a change, by a diff between upstream's file and the branch's. */
#include "stage/prereqlines.h"

#include "base/git.h"
#include "stage/csource.h"
#include "stage/ctext.h"
#include "stage/hunkfile.h"

#include <string.h>

/* How many bytes of whole lines both begin with; @lines: (out): how many lines that is. */
static gsize same_start(const char *one, const char *two, guint *lines)
{
	gsize start = 0;

	*lines = 0;
	for (gsize i = 0; one[i] && one[i] == two[i]; i++)
		if (one[i] == '\n') {
			start = i + 1;
			++*lines;
		}
	return start;
}

/* How many bytes of whole lines both end with. */
static gsize same_end(const char *one, gsize length_one, const char *two, gsize length_two)
{
	gsize most = MIN(length_one, length_two), same = 0, end = 0;

	while (same < most && one[length_one - same - 1] == two[length_two - same - 1]) {
		same++;
		/* What is behind the end of a line is whole lines. */
		if (same < length_one && same < length_two && one[length_one - same - 1] == '\n' &&
		    two[length_two - same - 1] == '\n')
			end = same;
	}
	return end;
}

/* Two states of a file are nearly the same, and libgit2 hashes all that it is given. */
GArray *sp_prereqlines_diff(const char *old, const char *new)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	g_autoptr(git_patch) patch = NULL;
	gsize old_length, new_length, start, end;
	GArray *changes;
	guint lines;

	start = same_start(old, new, &lines);
	old += start;
	new += start;
	old_length = strlen(old);
	new_length = strlen(new);
	end = same_end(old, old_length, new, new_length);
	options.context_lines = 0;
	if (git_patch_from_buffers(&patch, old, old_length - end, "a", new, new_length - end, "a",
				   &options) < 0)
		return NULL;
	changes = g_array_new(FALSE, FALSE, sizeof(SpLineChange));
	for (size_t i = 0; i < git_patch_num_hunks(patch); i++) {
		const git_diff_hunk *hunk;
		SpLineChange change;

		if (git_patch_get_hunk(&hunk, NULL, patch, i) < 0)
			continue;
		/* Of no lines, git gives the line before them. */
		change.old_count = (guint)hunk->old_lines;
		change.old_first = lines + (guint)hunk->old_start - (hunk->old_lines > 0);
		change.new_count = (guint)hunk->new_lines;
		change.new_first = lines + (guint)hunk->new_start - (hunk->new_lines > 0);
		g_array_append_val(changes, change);
	}
	return changes;
}

gboolean sp_prereqlines_back(const GArray *changes, SpNeed *need)
{
	guint line = need->line;

	for (guint i = 0; i < changes->len; i++) {
		const SpLineChange *one = &g_array_index(changes, SpLineChange, i);
		guint end = one->new_first + one->new_count;

		if (need->kind == SP_NEED_GAP && one->new_first <= need->line + 1 &&
		    need->line + 1 <= end)
			return FALSE;
		if (one->new_first <= need->line && need->line < end)
			return FALSE;
		if (end <= need->line)
			line = need->line - end + one->old_first + one->old_count;
	}
	need->line = line;
	return TRUE;
}

/* Adds a line, or a gap, of upstream's file unless it is in the branch, or known already. */
static void add_need(GArray *needs, const GArray *changes, SpNeedKind kind, guint line)
{
	SpNeed need = {.kind = kind, .line = line, .origin = line};
	SpNeed here = need;

	if (sp_prereqlines_back(changes, &here))
		return;
	for (guint i = 0; i < needs->len; i++) {
		const SpNeed *known = &g_array_index(needs, SpNeed, i);

		if (known->kind == kind && known->line == line)
			return;
	}
	g_array_append_val(needs, need);
}

static gboolean is_missing(const GArray *changes, guint line)
{
	SpNeed need = {.kind = SP_NEED_LINE, .line = line};

	return !sp_prereqlines_back(changes, &need);
}

/* Where one of two neighbours is missing itself, that says it all. */
static void add_range(GArray *needs, const GArray *changes, guint first, guint end)
{
	for (guint line = first; line < end; line++) {
		add_need(needs, changes, SP_NEED_LINE, line);
		if (line + 1 < end && !is_missing(changes, line) && !is_missing(changes, line + 1))
			add_need(needs, changes, SP_NEED_GAP, line);
	}
}

/* What a walk over a hunk's changed lines gathers. */
typedef struct {
	GArray *needs;
	const GArray *changes;
	const SpCSource *source;
	const GArray *directives; /* SpCDirective */
	GHashTable *functions;	  /* SpFunction, those that are changed */
} Gather;

/* A function of another name is another place, whatever its lines are. */
static void note_function(Gather *gather, guint line)
{
	const SpFunction *function = sp_csource_function_at(gather->source, line);

	if (!function || !g_hash_table_add(gather->functions, (gpointer)function))
		return;
	for (guint i = function->head; i < function->open; i++)
		add_need(gather->needs, gather->changes, SP_NEED_LINE, i);
}

/* So is another #if arm. */
static void note_arms(Gather *gather, guint line)
{
	int depth = 0;

	for (guint i = gather->directives->len; i-- > 0;) {
		const SpCDirective *one = &g_array_index(gather->directives, SpCDirective, i);

		if (one->last >= line)
			continue;
		depth += one->kind == SP_C_ENDIF;
		if (depth == 0 && (one->kind == SP_C_IF || one->kind == SP_C_ELSE))
			for (guint k = one->line; k <= one->last; k++)
				add_need(gather->needs, gather->changes, SP_NEED_LINE, k);
		depth -= depth > 0 && one->kind == SP_C_IF;
	}
}

static void note_places(Gather *gather, const SpPatchFile *file, const SpHunk *hunk, guint first)
{
	gboolean is_c = g_str_has_suffix(file->path, ".c") || g_str_has_suffix(file->path, ".h");

	for (guint i = 0, line = first; is_c && i < hunk->lines->len; i++) {
		char origin = sp_hunkfile_line(hunk, i)->origin;

		if (origin != ' ') {
			note_function(gather, line);
			note_arms(gather, line);
		}
		if (origin == '+' && line > 0)
			note_function(gather, line - 1);
		line += origin != '+';
	}
}

static void gather_all(Gather *gather, const SpPatchFile *file)
{
	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];
		guint first, count = 0;

		for (guint k = 0; k < hunk->lines->len; k++)
			count += sp_hunkfile_line(hunk, k)->origin != '+';
		first = hunk->old_start - (count > 0 && hunk->old_start > 0);
		add_range(gather->needs, gather->changes, first, first + count);
		note_places(gather, file, hunk, first);
	}
	for (guint i = 0; i < gather->needs->len; i++) {
		SpNeed *need = &g_array_index(gather->needs, SpNeed, i);
		const SpFunction *function = sp_csource_function_at(gather->source, need->line);

		need->near = !function || g_hash_table_contains(gather->functions, function);
	}
}

void sp_prereqlines_needs(const SpPatchFile *file, const char *branch, GArray *needs)
{
	g_autoptr(GArray) changes = NULL;
	g_autoptr(SpCSource) source = NULL;
	g_autoptr(SpCText) text = NULL;
	g_autoptr(GArray) directives = NULL;
	g_autoptr(GHashTable) functions = g_hash_table_new(NULL, NULL);
	Gather gather = {.needs = needs, .functions = functions};

	if (!file->pre)
		return;
	if (!branch) {
		SpNeed need = {.kind = SP_NEED_FILE, .near = TRUE};

		g_array_append_val(needs, need);
		return;
	}
	gather.changes = changes = sp_prereqlines_diff(branch, file->pre);
	gather.source = source = sp_csource_parse(file->pre, strlen(file->pre));
	text = sp_ctext_new(file->pre, strlen(file->pre));
	gather.directives = directives = sp_ctext_directives(text);
	if (changes)
		gather_all(&gather, file);
}
