/* SPDX-License-Identifier: GPL-2.0-only */
/* bracket: words put into lines. */
#include "stage/bracket.h"

#include "base/err.h"

#include <string.h>

#define WIDTH 72

char *sp_bracket(const char *said)
{
	g_autofree char *clean = sp_clean_text(said);
	g_auto(GStrv) words = g_strsplit_set(clean, " \n\t", -1);
	GString *text = g_string_new("[");
	gsize start = 0;

	for (guint i = 0; words[i]; i++) {
		if (!*words[i])
			continue;
		/* With room for the closing bracket. */
		if (text->len - start + 1 + strlen(words[i]) > WIDTH - 2) {
			g_string_append(text, "\n ");
			start = text->len - 1;
		}
		g_string_append_printf(text, " %s", words[i]);
	}
	g_string_append(text, " ]\n");
	return g_string_free(text, FALSE);
}
