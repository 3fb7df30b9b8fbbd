/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkscope: a function's head stands in the first column, and so does the brace that ends it.
 */
#include "stage/hunkscope.h"

#include "stage/ctext.h"

#include <string.h>

void sp_hunkscope_clear(SpHunkScope *scope)
{
	g_clear_pointer(&scope->function, g_free);
	g_clear_pointer(&scope->arm, g_free);
}

char *sp_hunkscope_head(const char *line)
{
	g_autoptr(GString) text = g_string_new(line);
	g_autoptr(SpCSource) source = NULL;
	const GPtrArray *functions;
	int depth = 0;

	/* "@@" lines are cut at 80 characters. */
	g_strchomp(text->str);
	text->len = strlen(text->str);
	if (!sp_ctext_is_word(*line) || !strchr(line, '(') || g_str_has_suffix(text->str, ";") ||
	    g_str_has_suffix(text->str, ":"))
		return NULL;
	if (g_str_has_suffix(text->str, "{"))
		g_string_truncate(text, text->len - 1);
	if (g_str_has_suffix(text->str, ","))
		g_string_append(text, " int x");
	for (const char *c = text->str; *c; c++)
		depth += (*c == '(') - (*c == ')');
	if (depth > 0 && g_str_has_suffix(text->str, "("))
		g_string_append(text, "void");
	for (; depth > 0; depth--)
		g_string_append_c(text, ')');
	g_string_append(text, "\n{\n}\n");
	source = sp_csource_parse(text->str, text->len);
	functions = sp_csource_functions(source);
	return functions->len ? g_strdup(((SpFunction *)functions->pdata[0])->name) : NULL;
}

static const SpFunction *around(const SpCSource *source, guint line)
{
	const SpFunction *function = line ? sp_csource_function_at(source, line - 1) : NULL;

	return function && function == sp_csource_function_at(source, line) ? function : NULL;
}

static void ask_file(const SpHunk *hunk, guint first, guint end, const SpCSource *pre,
		     SpHunkScope *scope)
{
	guint line = hunk->old_start + first - 1;
	const SpFunction *function =
		end > first ? sp_csource_function_at(pre, line) : around(pre, line);

	scope->known = TRUE;
	scope->function = function ? g_strdup(function->name) : NULL;
	scope->arm = g_strdup(sp_csource_arm_at(pre, line));
}

void sp_hunkscope_of(const SpHunk *hunk, const GPtrArray *old, guint first, guint end,
		     const SpCSource *pre, SpHunkScope *scope)
{
	*scope = (SpHunkScope){FALSE};
	if (pre && hunk->old_start) {
		ask_file(hunk, first, end, pre, scope);
		return;
	}
	for (guint i = end > first ? end : first; i-- > 0;) {
		const char *line = old->pdata[i];

		if (*line == '}' && i < first) {
			scope->known = TRUE;
			return;
		}
		if (*line == '{' || *line == '}' || *line == '#')
			continue;
		scope->function = sp_hunkscope_head(line);
		if (scope->function) {
			scope->known = TRUE;
			return;
		}
	}
	if (hunk->section)
		scope->function = sp_hunkscope_head(hunk->section);
	scope->known = scope->function != NULL;
}
