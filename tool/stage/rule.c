/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rule: a rule's pattern is matched from a name on, character by character, blanks folded; what a
 * "$x" stands for ends where the pattern goes on outside of parentheses.
 */
#include "stage/rule.h"

#include "base/err.h"
#include "stage/cocci.h"
#include "stage/ctext.h"
#include "stage/portdiff.h"

#include <string.h>

static void rule_free(gpointer data)
{
	SpRule *rule = data;

	g_free(rule->name);
	g_free(rule->from);
	g_free(rule->to);
	g_free(rule->cocci);
	g_free(rule);
}

GPtrArray *sp_rules_new(void)
{
	return g_ptr_array_new_with_free_func(rule_free);
}

static SpRule *rule_named(GPtrArray *rules, const char *name)
{
	SpRule *rule;

	for (guint i = 0; i < rules->len; i++)
		if (g_str_equal(((SpRule *)rules->pdata[i])->name, name))
			return rules->pdata[i];
	rule = g_new0(SpRule, 1);
	rule->name = g_strdup(name);
	rule->kernels.to.major = G_MAXUINT;
	g_ptr_array_add(rules, rule);
	return rule;
}

gboolean sp_rules_entry(GPtrArray *rules, const char *path, const SpConfEntry *entry,
			GError **error)
{
	SpRule *rule = rule_named(rules, entry->name);
	char **slot = g_str_equal(entry->key, "from") ? &rule->from : &rule->to;

	if (g_str_equal(entry->key, "kernels")) {
		if (sp_kver_range_parse(entry->value, &rule->kernels))
			return TRUE;
		return sp_conf_wrong(error, path, entry, "\"%s\" is no range of kernels",
				     entry->value);
	}
	if (g_str_equal(entry->key, "cocci")) {
		g_autofree char *folder = g_path_get_dirname(path);

		g_free(rule->cocci);
		rule->cocci = g_build_filename(folder, entry->value, NULL);
		return g_file_test(rule->cocci, G_FILE_TEST_IS_REGULAR) ||
		       sp_conf_wrong(error, path, entry, "%s is not there", rule->cocci);
	}
	if (!g_str_equal(entry->key, "from") && !g_str_equal(entry->key, "to"))
		return sp_conf_wrong(error, path, entry,
				     "unknown key; [rule] knows kernels, from, to, cocci");
	if (slot == &rule->from && (!sp_ctext_is_word(*entry->value) || *entry->value == '$'))
		return sp_conf_wrong(error, path, entry, "it must begin with a name");
	g_free(*slot);
	*slot = g_strdup(entry->value);
	return TRUE;
}

gboolean sp_rules_check(const GPtrArray *rules, const char *path, GError **error)
{
	for (guint i = 0; i < rules->len; i++) {
		const SpRule *rule = rules->pdata[i];

		if (rule->cocci ? !rule->from && !rule->to : rule->from && rule->to)
			continue;
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: [rule \"%s\"] %s", path,
			    rule->name,
			    rule->cocci	 ? "has cocci, and from or to besides"
			    : rule->from ? "lacks to"
					 : "lacks from");
		return FALSE;
	}
	return TRUE;
}

const GPtrArray *sp_rules_builtin(GError **error)
{
	static const char name[] = "rules.conf";
	static GPtrArray *read; /* once in the life of the program */
	g_autoptr(GPtrArray) entries = NULL, rules = NULL;

	if (read)
		return read;
	entries = sp_conf_builtin(name, error);
	rules = sp_rules_new();
	for (guint i = 0; entries && i < entries->len; i++)
		if (!sp_rules_entry(rules, name, entries->pdata[i], error))
			return NULL;
	if (!entries || !sp_rules_check(rules, name, error))
		return NULL;
	read = g_steal_pointer(&rules);
	return read;
}

/* What the variables of a pattern stand for, each by its one letter. */
typedef struct {
	const char *at[26];
	gsize length[26];
} Binding;

static gboolean is_variable(const char *pattern)
{
	return pattern[0] == '$' && g_ascii_islower(pattern[1]);
}

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

/* The end of an expression that @stop follows, outside of parentheses; NULL if the line has none.
 */
static const char *expression_end(const char *text, char stop)
{
	int depth = 0;

	for (; *text && *text != '\n'; text++) {
		if (depth == 0 && *text == stop)
			return text;
		depth += strchr("([{", *text) != NULL;
		depth -= strchr(")]}", *text) != NULL;
		if (depth < 0)
			return NULL;
	}
	return NULL;
}

/* The end of what @pattern matches at the start of @text, NULL if it does not. */
static const char *match(const char *pattern, const char *text, Binding *binding)
{
	while (*pattern) {
		if (is_variable(pattern)) {
			guint i = pattern[1] - 'a';
			const char *end = expression_end(text, pattern[2]);

			if (!end || end == text)
				return NULL;
			binding->at[i] = text;
			binding->length[i] = end - text;
			text = end;
			pattern += 2;
		} else if (g_ascii_isspace(*pattern)) {
			pattern = skip_blanks(pattern);
			text = skip_blanks(text);
		} else if (*pattern++ != *text++) {
			return NULL;
		}
	}
	if (sp_ctext_is_word(pattern[-1]) && sp_ctext_is_word(*text))
		return NULL;
	return text;
}

static void append_filled(GString *to, const char *pattern, const Binding *binding)
{
	for (; *pattern; pattern++) {
		if (is_variable(pattern)) {
			guint i = pattern[1] - 'a';

			g_string_append_len(to, binding->at[i], binding->length[i]);
			pattern++;
		} else {
			g_string_append_c(to, *pattern);
		}
	}
}

char *sp_rule_apply(const SpRule *rule, const char *text)
{
	g_autoptr(GString) result = g_string_new(NULL);
	gboolean used = FALSE;

	for (const char *at = text; *at;) {
		gboolean begins = at == text || !sp_ctext_is_word(at[-1]);
		Binding binding = {0};
		const char *end =
			begins && *at == *rule->from ? match(rule->from, at, &binding) : NULL;

		if (!end) {
			g_string_append_c(result, *at++);
			continue;
		}
		append_filled(result, rule->to, &binding);
		used = TRUE;
		at = end;
	}
	return used ? g_string_free(g_steal_pointer(&result), FALSE) : NULL;
}

/* (transfer full): the name that code begins with, "" for none. */
static char *first_name(const char *code)
{
	gsize length = 0;

	while (sp_ctext_is_word(code[length]) && code[length] != '$')
		length++;
	return g_strndup(code, length);
}

/* Whether the branch has only what the rule says that it has. */
static gboolean is_needed(const SpRule *rule, SpRuleAsk ask, gpointer data, gboolean *needed,
			  GError **error)
{
	g_autofree char *from = first_name(rule->from);
	g_autofree char *to = first_name(rule->to);
	gboolean has_from, has_to = TRUE;

	*needed = FALSE;
	if (!ask(from, &has_from, data, error))
		return FALSE;
	/* A parenthesis or a "$x" may come first: then there is nothing to ask for. */
	if (!has_from && *to && !ask(to, &has_to, data, error))
		return FALSE;
	*needed = !has_from && has_to;
	return TRUE;
}

/* Whether a line of the change has that word. */
static gboolean mentions(const SpPatchFile *file, const char *word)
{
	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];

		if (hunk->section && strstr(hunk->section, word))
			return TRUE;
		for (guint k = 0; k < hunk->lines->len; k++)
			if (strstr(((SpHunkLine *)hunk->lines->pdata[k])->text, word))
				return TRUE;
	}
	return FALSE;
}

/* (transfer full): a change with the rule applied to it, NULL if there is nothing in it. */
static SpPatchFile *rewrite(const SpPatchFile *file, const SpRule *rule)
{
	g_autofree char *name = first_name(rule->from);
	SpPatchFile *result;
	gboolean used = FALSE;

	if (!mentions(file, name))
		return NULL;
	result = sp_diff_copy_file(file);
	for (guint i = 0; i < result->hunks->len; i++) {
		SpHunk *hunk = result->hunks->pdata[i];
		char *section = hunk->section ? sp_rule_apply(rule, hunk->section) : NULL;

		for (guint k = 0; k < hunk->lines->len; k++) {
			SpHunkLine *line = hunk->lines->pdata[k];
			char *text = sp_rule_apply(rule, line->text);

			if (!text)
				continue;
			g_free(line->text);
			line->text = text;
			used = TRUE;
		}
		if (!section)
			continue;
		g_free(hunk->section);
		hunk->section = section;
		used = TRUE;
	}
	if (!used) {
		sp_diff_free_file(result);
		return NULL;
	}
	for (guint i = 0; i < 2; i++) {
		char **side = i ? &result->post : &result->pre;
		char *text = *side ? sp_rule_apply(rule, *side) : NULL;

		if (!text)
			continue;
		g_free(*side);
		*side = text;
	}
	return result;
}

/* The change between two files as upstream's, of the same path. */
static SpPatchFile *change_between(const SpPatchFile *file, const char *pre, const char *post,
				   GError **error)
{
	g_autoptr(git_patch) diff = sp_portdiff(file->path, pre, post, 3);
	g_autoptr(GPtrArray) files = sp_diff_files();
	git_buf text = GIT_BUF_INIT;
	SpPatchFile *result = NULL;

	if (diff && git_patch_to_buf(&text, diff) == 0 &&
	    sp_diff_parse(text.ptr, text.size, files, error) && files->len == 1) {
		result = g_ptr_array_steal_index(files, 0);
		result->pre = g_strdup(pre);
		result->post = g_strdup(post);
	}
	git_buf_dispose(&text);
	return result;
}

/* What a semantic patch makes of upstream's file before and after; *result is NULL for no change.
 */
static gboolean rewrite_by_cocci(const SpPatchFile *file, const SpRule *rule, SpPatchFile **result,
				 GError **error)
{
	g_autofree char *pre = NULL, *post = NULL;

	*result = NULL;
	if (!file->pre || !file->post || !g_str_has_suffix(file->path, ".c") ||
	    !sp_cocci_is_there())
		return TRUE;
	if (!sp_cocci_apply(rule->cocci, file->pre, &pre, error) ||
	    !sp_cocci_apply(rule->cocci, file->post, &post, error))
		return FALSE;
	if (!pre && !post)
		return TRUE;
	*result = change_between(file, pre ? pre : file->pre, post ? post : file->post, error);
	return *result || !error || !*error;
}

gboolean sp_rules_rewrite(const SpPatchFile *file, const GPtrArray *rules, const SpKver *version,
			  SpRuleAsk ask, gpointer data, GPtrArray *told, SpPatchFile **result,
			  GError **error)
{
	*result = NULL;
	for (guint i = 0; i < rules->len; i++) {
		const SpRule *rule = rules->pdata[i];
		SpPatchFile *next;
		gboolean needed;

		if (!sp_kver_in_range(version, &rule->kernels))
			continue;
		if (rule->cocci) {
			if (!rewrite_by_cocci(*result ? *result : file, rule, &next, error)) {
				g_clear_pointer(result, sp_diff_free_file);
				return FALSE;
			}
			if (!next)
				continue;
			g_clear_pointer(result, sp_diff_free_file);
			*result = next;
			g_ptr_array_add(told, g_path_get_basename(rule->cocci));
			continue;
		}
		next = rewrite(*result ? *result : file, rule);
		if (!next)
			continue;
		if (!is_needed(rule, ask, data, &needed, error)) {
			sp_diff_free_file(next);
			g_clear_pointer(result, sp_diff_free_file);
			return FALSE;
		}
		if (!needed) {
			sp_diff_free_file(next);
			continue;
		}
		g_clear_pointer(result, sp_diff_free_file);
		*result = next;
		g_ptr_array_add(told, g_strdup_printf("%s -> %s", rule->from, rule->to));
	}
	return TRUE;
}
