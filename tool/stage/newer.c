/* SPDX-License-Identifier: GPL-2.0-only */
/* newer: the stable branches that are newer than one, and a fix. */
#include "stage/newer.h"

#include "stage/lifetime.h"

#include <string.h>

static void newer_free(gpointer data)
{
	SpNewer *one = data;

	g_free(one->branch);
	g_free(one);
}

GPtrArray *sp_newer_list(void)
{
	return g_ptr_array_new_with_free_func(newer_free);
}

void sp_newer_add(GPtrArray *all, const char *branch, const SpKver *version, SpVerdictKind kind,
		  gboolean sent)
{
	SpNewer *one = g_new0(SpNewer, 1);

	one->branch = g_strdup(branch);
	one->version = *version;
	one->kind = kind;
	one->sent = sent;
	g_ptr_array_add(all, one);
}

void sp_newer_copy(GPtrArray *all, const SpNewer *one)
{
	SpNewer *copy = g_memdup2(one, sizeof(*one));

	copy->branch = g_strdup(one->branch);
	g_ptr_array_add(all, copy);
}

const SpNewer *sp_newer_find(const GPtrArray *all, const char *branch)
{
	for (guint i = 0; i < all->len; i++)
		if (g_str_equal(((SpNewer *)all->pdata[i])->branch, branch))
			return all->pdata[i];
	return NULL;
}

/* The release of mainline from which on all of it has the fix; 0.0 if that is not known. What is
 * seen counts before what fix.conf says. */
static gboolean since_of(const SpFix *fix, SpHistory *history, SpKver *since, GError **error)
{
	SpHistBranch mainline = sp_history_mainline();
	g_autoptr(SpTrace) trace = NULL;
	const SpTraceEvent *last;

	*since = fix->release;
	if (!history || !fix->upstream || !sp_history_has_mainline(history))
		return TRUE;
	*since = (SpKver){0, 0, 0};
	trace = sp_trace_commit(history, &mainline, fix->upstream, NULL, error);
	if (!trace)
		return FALSE;
	last = sp_trace_last(trace);
	if (trace->state == SP_STATE_PRESENT && last && last->release &&
	    !sp_kver_parse(last->release, since))
		*since = (SpKver){0, 0, 0};
	return TRUE;
}

GPtrArray *sp_newer_lines(const SpFix *fix, SpHistory *history, const SpKver *version, gint64 now,
			  GError **error)
{
	g_autoptr(GArray) lines = sp_lifetime_newer(version, now);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	SpKver since;

	if (!since_of(fix, history, &since, error))
		return NULL;
	for (guint i = 0; i < lines->len; i++) {
		const SpKver *line = &g_array_index(lines, SpKver, i);

		if (!since.major || sp_kver_compare(line, &since) < 0)
			g_ptr_array_add(names,
					g_strdup_printf("linux-%u.%u.y", line->major, line->minor));
	}
	return g_steal_pointer(&names);
}

gboolean sp_newer_add_unseen(GPtrArray *all, const SpFix *fix, SpHistory *history,
			     const SpKver *version, gint64 now, const char *why, GError **error)
{
	g_autoptr(GPtrArray) names = sp_newer_lines(fix, history, version, now, error);

	for (guint i = 0; names && i < names->len; i++) {
		const char *name = names->pdata[i];
		SpNewer one = {
			.branch = names->pdata[i], .kind = SP_VERDICT_UNKNOWN, .unseen = why};

		if (!sp_newer_find(all, name) &&
		    sp_kver_parse(name + strlen("linux-"), &one.version))
			sp_newer_copy(all, &one);
	}
	return names != NULL;
}

gboolean sp_newer_matters(const SpKver *version, const SpKver *other, gint64 now)
{
	g_autofree char *end = sp_lifetime_end(other, now);

	return sp_kver_newer_line(other, version) && !end;
}

static int by_version(gconstpointer a, gconstpointer b)
{
	const SpNewer *one = *(SpNewer *const *)a, *two = *(SpNewer *const *)b;

	return sp_kver_compare(&one->version, &two->version);
}

/* How the branch stands; @lacks: whether that is against the rule; (transfer full). */
static char *state(const SpNewer *one, gboolean *lacks)
{
	*lacks = FALSE;
	if (one->sent)
		return g_strdup("gets it by a mail of its own");
	switch (one->kind) {
	case SP_VERDICT_FIXED:
		return g_strdup("has it");
	case SP_VERDICT_NOT_AFFECTED:
		return g_strdup("does not need it");
	case SP_VERDICT_AFFECTED:
		*lacks = TRUE;
		return g_strdup("lacks it");
	default:
		*lacks = TRUE;
		return one->unseen
			       ? g_strdup_printf("%s: not known whether it needs it", one->unseen)
			       : g_strdup("not known whether it has it");
	}
}

char *sp_newer_text(const GPtrArray *all, const SpKver *version, gint64 now, char **missing)
{
	g_autoptr(GPtrArray) matter = g_ptr_array_new();
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) short_of = g_string_new(NULL);

	*missing = NULL;
	for (guint i = 0; i < all->len; i++)
		if (sp_newer_matters(version, &((SpNewer *)all->pdata[i])->version, now))
			g_ptr_array_add(matter, all->pdata[i]);
	if (!matter->len)
		return NULL;
	g_ptr_array_sort(matter, by_version);
	for (guint i = 0; i < matter->len; i++) {
		const SpNewer *one = matter->pdata[i];
		gboolean lacks;
		g_autofree char *how = state(one, &lacks);

		g_string_append_printf(text, "  %s: %s\n", one->branch, how);
		if (lacks)
			g_string_append_printf(short_of, "%s%s (%s)", short_of->len ? ", " : "",
					       one->branch, how);
	}
	g_string_prepend(text, short_of->len ? "NOT IN ALL NEWER BRANCHES THAT GET RELEASES:\n"
					     : "Newer branches that get releases:\n");
	if (short_of->len)
		*missing = g_string_free(g_steal_pointer(&short_of), FALSE);
	return g_string_free(g_steal_pointer(&text), FALSE);
}
