/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * chead: a function's name is the last word with a parenthesis behind it that is no attribute. An
 * attribute is known by its name or by its place, directly behind another's parenthesis.
 */
#include "stage/chead.h"

#include <string.h>

/* clang-format off */
static const char *const no_name[] = {
	"void", "int", "char", "long", "short", "unsigned", "signed", "float", "double", "const",
	"volatile", "if", "for", "while", "switch", "return", "sizeof", "typeof", "__typeof__",
	"asm", "__asm__", "_Static_assert", "static_assert", NULL
};
static const char *const attributes[] = {
	"__attribute__", "__attribute", "__printf", "__scanf", "__section", "__aligned", "__alias",
	"__acquires", "__releases", "__must_hold", "__cond_lock", "__malloc", "__alloc_size",
	"__assume_aligned", "__nonnull", "__no_sanitize", "__optimize", "__target", "__error",
	"__compiletime_error", "__compiletime_warning", "__copy", "__nonstring", "__diag",
	"__realloc_size", "__diagnose_as", "PRINTF", "SCANF", NULL
};
static const char *const aggregates[] = { "struct", "union", "enum", "goto", NULL };
static const char *const storage[] = { "static", "inline", "extern", "asmlinkage", NULL };
/* clang-format on */

static gboolean one_of(const SpCText *text, const SpCToken *token, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == token->length &&
		    memcmp(*words, text->text + token->at, token->length) == 0)
			return TRUE;
	return FALSE;
}

static gboolean starts_with(const SpCText *text, const SpCToken *token, const char *prefix)
{
	gsize length = strlen(prefix);

	return token->length >= length && memcmp(text->text + token->at, prefix, length) == 0;
}

/* The index of the parenthesis that closes the one at @open, or the number of tokens. */
static guint closing(const GArray *tokens, guint open)
{
	guint depth = 0, i;

	for (i = open; i < tokens->len; i++) {
		char type = g_array_index(tokens, SpCToken, i).type;

		depth += type == '(';
		if (type == ')' && --depth == 0)
			break;
	}
	return i;
}

/* A name in capitals that no type stands before is a macro that makes the real name. */
static gboolean is_macro(const SpCText *text, const SpCToken *token, guint from, guint name)
{
	for (guint i = 0; i < token[name].length; i++)
		if (g_ascii_islower(text->text[token[name].at + i]))
			return FALSE;
	for (guint i = from; i < name; i++)
		if (!one_of(text, &token[i], storage) && !starts_with(text, &token[i], "__"))
			return FALSE;
	return TRUE;
}

static char *real_name(const SpCText *text, const GArray *tokens, guint from, guint name)
{
	const SpCToken *all = (const SpCToken *)tokens->data;
	const SpCToken *token = &all[name], *first = token + 2;
	guint close = closing(tokens, name + 1);
	const char *prefix = "";

	/* MACRO(prefix, name)(parameters) */
	if (close + 1 < tokens->len && all[close + 1].type == '(' && all[close - 1].type == 'w')
		return g_strndup(text->text + all[close - 1].at, all[close - 1].length);
	if (!is_macro(text, all, from, name) || name + 2 >= tokens->len || first->type != 'w' ||
	    one_of(text, first, no_name) || one_of(text, first, aggregates))
		return g_strndup(text->text + token->at, token->length);
	if (starts_with(text, token, "SYSCALL_DEFINE"))
		prefix = "sys_";
	else if (starts_with(text, token, "COMPAT_SYSCALL_DEFINE"))
		prefix = "compat_sys_";
	return g_strdup_printf("%s%.*s", prefix, (int)first->length, text->text + first->at);
}

/* Whether tokens @i and @i + 1, a word and a parenthesis, can be the name of a function and its. */
static gboolean is_named(const SpCText *text, const GArray *tokens, guint i)
{
	const SpCToken *token = (const SpCToken *)tokens->data;

	return !(i + 2 < tokens->len && token[i + 2].type == '*') &&
	       !one_of(text, &token[i], no_name) && !one_of(text, &token[i], attributes) &&
	       !(i && one_of(text, &token[i - 1], aggregates));
}

/*
 * Whether the parenthesis at @i begins "(*name(", as where a pointer to a function is returned, or
 * "(name(" behind a typeof().
 */
static gboolean is_pointer(const GArray *tokens, guint i)
{
	const SpCToken *token = (const SpCToken *)tokens->data;

	if (i + 3 >= tokens->len || token[i].type != '(')
		return FALSE;
	if (token[i + 1].type == '*')
		return token[i + 2].type == 'w' && token[i + 3].type == '(';
	return i && token[i - 1].type == ')' && token[i + 1].type == 'w' &&
	       token[i + 2].type == '(';
}

/* The index behind the parenthesis at @open, if there is one. */
static guint behind(const GArray *tokens, guint open)
{
	if (open < tokens->len && g_array_index(tokens, SpCToken, open).type == '(')
		return closing(tokens, open) + 1;
	return open;
}

/*
 * Whether all from @i on, behind the parameters, are attributes. Behind a macro that lacks its
 * semicolon, a type may stand there.
 */
static gboolean is_tail(const SpCText *text, const GArray *tokens, guint i)
{
	const SpCToken *token = (const SpCToken *)tokens->data;

	while (i < tokens->len) {
		if (token[i].type != 'w' || one_of(text, &token[i], no_name) ||
		    one_of(text, &token[i], aggregates) || one_of(text, &token[i], storage))
			return FALSE;
		i = behind(tokens, i + 1);
	}
	return i == tokens->len;
}

/* Whether token @i, no attribute, stands at the margin. */
static gboolean at_margin(const SpCText *text, const GArray *tokens, guint i)
{
	const SpCToken *token = &g_array_index(tokens, SpCToken, i);

	return token->at == text->starts[token->line] && !starts_with(text, token, "__");
}

char *sp_chead_read(const SpCText *text, const GArray *tokens, guint *head, guint *line)
{
	const SpCToken *token = (const SpCToken *)tokens->data;
	guint n = tokens->len, name = n, from = 0, name_from = 0, tail = n, end = n;

	if (n < 3 || starts_with(text, token, "typedef"))
		return NULL;
	for (guint i = 0; i < n; i++) {
		gboolean call = token[i].type == 'w' && i + 1 < n && token[i + 1].type == '(';

		if (token[i].type == '=')
			return NULL;
		if (call && is_named(text, tokens, i) &&
		    (i != tail ||
		     (is_macro(text, token, i, i) && is_macro(text, token, name_from, name)) ||
		     (name == name_from && at_margin(text, tokens, i)))) {
			name = i;
			name_from = from;
			from = tail = end = behind(tokens, closing(tokens, i + 1) + 1);
		} else if (i == tail && (call || starts_with(text, &token[i], "__"))) {
			tail = call ? closing(tokens, i + 1) + 1 : i + 1;
		} else if (name == n && is_pointer(tokens, i)) {
			name = token[i + 1].type == '*' ? i + 2 : i + 1;
			end = behind(tokens, closing(tokens, i) + 1);
			while (end < n && strchr("[]", token[end].type))
				end += end + 1 < n && token[end].type == '[' &&
						       token[end + 1].type == 'w'
					       ? 2
					       : 1;
		}
		if (token[i].type == '(')
			i = closing(tokens, i);
	}
	if (name == n || !is_tail(text, tokens, end))
		return NULL;
	*head = token[name_from].line;
	*line = token[name].line;
	return real_name(text, tokens, name_from, name);
}
