/* SPDX-License-Identifier: GPL-2.0-only */
/* mapnote: hints held against the evidence. */
#include "stage/mapnote.h"

#include "base/git.h"
#include "stage/lifetime.h"
#include "stage/stabletag.h"

#include <string.h>

static void note(SpVerdict *verdict, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void note(SpVerdict *verdict, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(verdict->notes, g_strdup_vprintf(format, args));
	va_end(args);
}

/* The versions as the author wrote them: "5.5+, 4.19.x". */
static char *asked_for(const GPtrArray *tags)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (guint i = 0; i < tags->len; i++) {
		const SpStableTag *tag = tags->pdata[i];
		const SpKverRange *range;

		for (guint k = 0; k < tag->ranges->len; k++) {
			g_autofree char *from = NULL;

			range = &g_array_index(tag->ranges, SpKverRange, k);
			g_string_append_printf(all, "%s%u.%u", all->len ? ", " : "",
					       range->from.major, range->from.minor);
			if (range->to.major == G_MAXUINT)
				g_string_append(all, " and newer");
			else if (range->to.major != range->from.major ||
				 range->to.minor != range->from.minor)
				g_string_append_printf(all, " to %u.%u", range->to.major,
						       range->to.minor);
		}
	}
	return g_string_free(g_steal_pointer(&all), FALSE);
}

static gboolean asks_for(const GPtrArray *tags, const SpKver *version, gboolean *any)
{
	*any = FALSE;
	for (guint i = 0; i < tags->len; i++) {
		const SpStableTag *tag = tags->pdata[i];

		for (guint k = 0; k < tag->ranges->len; k++) {
			*any = TRUE;
			if (sp_kver_in_range(version, &g_array_index(tag->ranges, SpKverRange, k)))
				return TRUE;
		}
	}
	return FALSE;
}

/* The author's range is a hint; where it and the evidence differ, one of them is wrong. */
static void compare_hint(const GPtrArray *tags, const SpKver *version, SpVerdict *verdict)
{
	g_autofree char *range = asked_for(tags);
	gboolean any, covered = asks_for(tags, version, &any);

	if (any && !covered && verdict->kind == SP_VERDICT_AFFECTED)
		note(verdict,
		     "its \"Cc: stable\" asks for %s only, but the bug is in %u.%u as well", range,
		     version->major, version->minor);
	if (any && !covered && verdict->kind != SP_VERDICT_AFFECTED)
		note(verdict, "%u.%u is not among what its \"Cc: stable\" asks for: %s",
		     version->major, version->minor, range);
	if (covered && verdict->kind == SP_VERDICT_NOT_AFFECTED)
		note(verdict, "its \"Cc: stable\" asks for %s, but the bug is not in %u.%u", range,
		     version->major, version->minor);
}

static void note_autosel(const GPtrArray *tags, SpVerdict *verdict)
{
	for (guint i = 0; i < tags->len; i++) {
		const SpStableTag *tag = tags->pdata[i];

		if (tag->noautosel)
			note(verdict, "noautosel: no tool may pick it by itself%s%s",
			     tag->comment ? ": " : "", tag->comment ? tag->comment : "");
	}
}

void sp_mapnote_since(const SpFateCommit *commit, git_repository *repo, const SpSince *since,
		      SpVerdict *verdict)
{
	const SpTraceEvent *last = sp_trace_last(commit->trace);
	const char *id = commit->trace->id;
	g_autoptr(git_commit) other = NULL;
	const char *subject = "";
	char hex[13];

	if (since->kind == SP_SINCE_COMMIT && git_commit_lookup(&other, repo, &since->id) == 0)
		subject = git_commit_summary(other) ? git_commit_summary(other) : "";
	git_oid_tostr(hex, sizeof(hex), since->kind == SP_SINCE_COMMIT ? &since->id : &last->id);
	switch (since->kind) {
	case SP_SINCE_START:
		note(verdict, "%s did not change all that %.12s does", hex, id);
		break;
	case SP_SINCE_MAINLINE:
		note(verdict, "mainline itself changed lines of %.12s later", id);
		break;
	case SP_SINCE_COMMIT:
		note(verdict, "%s changed lines of %.12s later, %s: %s", hex, id,
		     since->upstream ? "as mainline did" : "and names no commit of mainline",
		     subject);
		break;
	case SP_SINCE_UNKNOWN:
		break;
	}
}

void sp_mapnote_add(const SpFix *fix, const SpBranch *branch, SpVerdict *verdict)
{
	const SpKver *version = sp_branch_version(branch);
	g_autoptr(GPtrArray) tags = sp_stable_tags(fix->patch->body);
	g_autofree char *end = sp_lifetime_text(version, sp_lifetime_now());

	compare_hint(tags, version, verdict);
	note_autosel(tags, verdict);
	if (end)
		note(verdict, "end of life: %s", end);
}
