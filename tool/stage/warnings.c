/* SPDX-License-Identifier: GPL-2.0-only */
/* warnings: those of before are counted, and those of after taken off. */
#include "stage/warnings.h"

#include <string.h>

/* "mm/x.c: warning: text" of "mm/x.c:12:3: warning: text"; NULL for any other line. */
static char *without_place(const char *line)
{
	const char *warning = strstr(line, ": warning: ");
	const char *end = warning;

	if (!warning)
		return NULL;
	while (end > line && (g_ascii_isdigit(end[-1]) || end[-1] == ':'))
		end--;
	return g_strdup_printf("%.*s%s", (int)(end - line), line, warning);
}

char *sp_warnings_new(const char *before, const char *after)
{
	g_autoptr(GHashTable) count = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) old = g_strsplit(before, "\n", -1), new = g_strsplit(after, "\n", -1);
	GString *text = g_string_new(NULL);

	for (guint i = 0; old[i]; i++) {
		char *key = without_place(old[i]);

		if (key)
			g_hash_table_replace(
				count, key,
				GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(count, key)) +
						 1));
	}
	for (guint i = 0; new[i]; i++) {
		g_autofree char *key = without_place(new[i]);
		guint left = key ? GPOINTER_TO_UINT(g_hash_table_lookup(count, key)) : 0;

		if (left)
			g_hash_table_replace(count, g_steal_pointer(&key),
					     GUINT_TO_POINTER(left - 1));
		else if (key)
			g_string_append_printf(text, "%s\n", new[i]);
	}
	return g_string_free(text, FALSE);
}
