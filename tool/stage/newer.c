/* SPDX-License-Identifier: GPL-2.0-only */
/* newer: the stable branches that are newer than one, and a fix. */
#include "stage/newer.h"

#include "stage/lifetime.h"

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

gboolean sp_newer_matters(const SpKver *version, const SpKver *other, gint64 now)
{
	g_autofree char *end = sp_lifetime_end(other, now);
	gboolean newer = other->major > version->major ||
			 (other->major == version->major && other->minor > version->minor);

	return newer && !end;
}

static int by_version(gconstpointer a, gconstpointer b)
{
	const SpNewer *one = *(SpNewer *const *)a, *two = *(SpNewer *const *)b;

	return sp_kver_compare(&one->version, &two->version);
}

/* How the branch stands; @lacks: whether that is against the rule. */
static const char *state(const SpNewer *one, gboolean *lacks)
{
	*lacks = FALSE;
	if (one->sent)
		return "gets it by a mail of its own";
	switch (one->kind) {
	case SP_VERDICT_FIXED:
		return "has it";
	case SP_VERDICT_NOT_AFFECTED:
		return "does not need it";
	case SP_VERDICT_AFFECTED:
		*lacks = TRUE;
		return "lacks it";
	default:
		*lacks = TRUE;
		return "not known whether it has it";
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
		const char *how = state(one, &lacks);

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
