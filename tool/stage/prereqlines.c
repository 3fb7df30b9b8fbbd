/* SPDX-License-Identifier: GPL-2.0-only */
/* prereqlines: the needs of a change, by a diff between upstream's file and the branch's. */
#include "stage/prereqlines.h"

#include "base/git.h"
#include "stage/csource.h"
#include "stage/hunkfile.h"

#include <string.h>

GArray *sp_prereqlines_diff(const char *old, const char *new)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	g_autoptr(git_patch) patch = NULL;
	GArray *changes;

	options.context_lines = 0;
	if (git_patch_from_buffers(&patch, old, strlen(old), "a", new, strlen(new), "a", &options) <
	    0)
		return NULL;
	changes = g_array_new(FALSE, FALSE, sizeof(SpLineChange));
	for (size_t i = 0; i < git_patch_num_hunks(patch); i++) {
		const git_diff_hunk *hunk;
		SpLineChange change;

		if (git_patch_get_hunk(&hunk, NULL, patch, i) < 0)
			continue;
		/* Of no lines, git gives the line before them. */
		change.old_count = (guint)hunk->old_lines;
		change.old_first = (guint)hunk->old_start - (hunk->old_lines > 0);
		change.new_count = (guint)hunk->new_lines;
		change.new_first = (guint)hunk->new_start - (hunk->new_lines > 0);
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

/* A function of another name is another place, whatever its lines are. */
static void add_heads(GArray *needs, const GArray *changes, const SpHunk *hunk,
		      const SpCSource *source, guint first)
{
	for (guint i = 0, line = first; i < hunk->lines->len; i++) {
		char origin = sp_hunkfile_line(hunk, i)->origin;
		const SpFunction *function =
			origin == ' ' ? NULL : sp_csource_function_at(source, line);

		for (guint k = 0; function && function->head + k < function->open; k++)
			add_need(needs, changes, SP_NEED_LINE, function->head + k);
		line += origin != '+';
	}
}

void sp_prereqlines_needs(const SpPatchFile *file, const char *branch, GArray *needs)
{
	g_autoptr(GArray) changes = NULL;
	g_autoptr(SpCSource) source = NULL;

	if (!file->pre)
		return;
	if (!branch) {
		SpNeed need = {.kind = SP_NEED_FILE};

		g_array_append_val(needs, need);
		return;
	}
	changes = sp_prereqlines_diff(branch, file->pre);
	source = sp_csource_parse(file->pre, strlen(file->pre));
	for (guint i = 0; changes && i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];
		guint first, count = 0;

		for (guint k = 0; k < hunk->lines->len; k++)
			count += sp_hunkfile_line(hunk, k)->origin != '+';
		first = hunk->old_start - (count > 0 && hunk->old_start > 0);
		add_range(needs, changes, first, first + count);
		add_heads(needs, changes, hunk, source, first);
	}
}
