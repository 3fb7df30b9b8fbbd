/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ctoken: a stack of open brackets is followed through the file; an #if saves it and an #else goes
 * back to what was saved. A bracket without counterpart is left alone, its readers step over it.
 */
#include "stage/ctoken.h"

#include <string.h>

typedef struct {
	SpCTokens *tokens;
	guint room;	  /* for tokens */
	GArray *open;	  /* guint, indices of open brackets */
	GPtrArray *saved; /* GArray, @open at each #if */
} Reader;

static gboolean is_off(const char *arm)
{
	const char *zero = arm;

	if (!*arm)
		return FALSE;
	while ((zero = strstr(zero, "0"))) {
		gboolean first = zero == arm || g_str_has_prefix(zero - 1, " 0");
		gboolean last = !zero[1] || g_str_has_prefix(zero + 1, " &&");

		if (first && last && (zero == arm || zero - arm > 3))
			return TRUE;
		zero++;
	}
	return FALSE;
}

static char opens_as(char close)
{
	return close == ')' ? '(' : close == ']' ? '[' : '{';
}

/* A brace also closes what was left open inside of it. */
static void close_bracket(Reader *reader, char type, guint index)
{
	for (guint i = reader->open->len; i-- > 0;) {
		guint other = g_array_index(reader->open, guint, i);
		char opener = reader->tokens->token[other].type;

		if (opener == opens_as(type)) {
			reader->tokens->match[other] = index;
			reader->tokens->match[index] = other;
			g_array_set_size(reader->open, i);
			return;
		}
		if (type != '}')
			return;
	}
}

/* Room for one more token, not counted yet. */
static SpCToken *reserve(Reader *reader)
{
	SpCTokens *tokens = reader->tokens;

	if (tokens->n == reader->room) {
		reader->room *= 2;
		tokens->token = g_renew(SpCToken, tokens->token, reader->room);
		tokens->match = g_renew(guint, tokens->match, reader->room);
	}
	tokens->match[tokens->n] = tokens->n;
	return &tokens->token[tokens->n];
}

static void read_line(Reader *reader, guint line)
{
	const SpCText *text = reader->tokens->text;
	gsize at = text->starts[line];

	while (sp_ctext_next(text, line, &at, reserve(reader))) {
		guint index = reader->tokens->n++;
		const SpCToken *token = &reader->tokens->token[index];
		char type = token->type;

		/* A brace at the margin ends all that is open. */
		if (type == '}' && token->at == text->starts[line] && reader->open->len > 1) {
			guint first = g_array_index(reader->open, guint, 0);

			if (reader->tokens->token[first].type == '{')
				g_array_set_size(reader->open, 1);
		}
		if (type == '(' || type == '[' || type == '{')
			g_array_append_val(reader->open, index);
		else if (type == ')' || type == ']' || type == '}')
			close_bracket(reader, type, index);
	}
}

static void read_directive(Reader *reader, const SpCDirective *directive)
{
	GPtrArray *saved = reader->saved;

	if (directive->kind == SP_C_IF) {
		g_ptr_array_add(saved, g_array_copy(reader->open));
	} else if (saved->len && directive->kind == SP_C_ELSE) {
		const GArray *open = saved->pdata[saved->len - 1];

		g_array_set_size(reader->open, 0);
		g_array_append_vals(reader->open, open->data, open->len);
	} else if (saved->len && directive->kind == SP_C_ENDIF) {
		g_ptr_array_remove_index(saved, saved->len - 1);
	}
}

static void read_all(Reader *reader)
{
	const SpCTokens *tokens = reader->tokens;
	guint next = 0;

	for (guint line = 0; line < tokens->text->n_lines; line++) {
		const SpCDirective *d =
			next < tokens->directives->len
				? &g_array_index(tokens->directives, SpCDirective, next)
				: NULL;

		if (d && d->line == line) {
			read_directive(reader, d);
			line = d->last;
			next++;
		} else if (!is_off(sp_carms_at(tokens->arms, line))) {
			read_line(reader, line);
		}
	}
}

SpCTokens *sp_ctokens_of(const SpCText *text)
{
	SpCTokens *tokens = g_new0(SpCTokens, 1);
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GPtrArray) saved = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	Reader reader = {
		.tokens = tokens, .room = 64 + text->length / 4, .open = open, .saved = saved};

	tokens->text = text;
	tokens->directives = sp_ctext_directives(tokens->text);
	tokens->arms = sp_carms_new(tokens->text, tokens->directives);
	tokens->token = g_new(SpCToken, reader.room);
	tokens->match = g_new(guint, reader.room);
	read_all(&reader);
	*reserve(&reader) = (SpCToken){0};
	return tokens;
}

SpCTokens *sp_ctokens_new(const char *text, gsize length)
{
	SpCText *own = sp_ctext_new(text, length);
	SpCTokens *tokens = sp_ctokens_of(own);

	tokens->own = own;
	return tokens;
}

void sp_ctokens_free(SpCTokens *tokens)
{
	if (!tokens)
		return;
	g_free(tokens->token);
	g_free(tokens->match);
	sp_carms_free(tokens->arms);
	g_array_unref(tokens->directives);
	sp_ctext_free(tokens->own);
	g_free(tokens);
}

gboolean sp_ctokens_starts(const SpCTokens *tokens, guint i, const char *prefix)
{
	const SpCToken *token = &tokens->token[i];
	gsize length = strlen(prefix);

	return token->type == 'w' && token->length >= length &&
	       memcmp(tokens->text->text + token->at, prefix, length) == 0;
}

gboolean sp_ctokens_in(const SpCTokens *tokens, guint i, const char *const *words)
{
	const SpCToken *token = &tokens->token[i];
	const char *text = tokens->text->text + token->at;

	for (; token->type == 'w' && *words; words++)
		if (**words == *text && sp_ctokens_is(tokens, i, *words))
			return TRUE;
	return FALSE;
}

gboolean sp_ctokens_is_name(const SpCTokens *tokens, guint i)
{
	const SpCToken *token = &tokens->token[i];

	return token->type == 'w' && !g_ascii_isdigit(tokens->text->text[token->at]);
}

gboolean sp_ctokens_is_capital(const SpCTokens *tokens, guint i)
{
	const SpCToken *token = &tokens->token[i];

	if (!sp_ctokens_is_name(tokens, i))
		return FALSE;
	for (guint k = 0; k < token->length; k++)
		if (g_ascii_islower(tokens->text->text[token->at + k]))
			return FALSE;
	return TRUE;
}

gboolean sp_ctokens_is_member(const SpCTokens *tokens, guint i, guint *base)
{
	const SpCToken *token = tokens->token;
	gboolean arrow = i > 2 && token[i - 1].type == '>' && token[i - 2].type == '-' &&
			 token[i - 2].at + 1 == token[i - 1].at;
	gboolean dot = i > 1 && token[i - 1].type == '.' && token[i - 2].type != '.';

	if (base)
		*base = i - (arrow ? 3 : 2);
	return arrow || dot;
}

gboolean sp_ctokens_is_label(const SpCTokens *tokens, guint i)
{
	char before = i ? tokens->token[i - 1].type : ';';

	return tokens->token[i + 1].type == ':' && strchr(";{}:", before) != NULL;
}

gboolean sp_ctokens_is_function_pointer(const SpCTokens *tokens, guint open)
{
	guint close = tokens->match[open];

	return tokens->token[open].type == '(' && close != open &&
	       tokens->token[open + 1].type == '*' && tokens->token[close + 1].type == '(';
}

int sp_ctokens_arguments(const SpCTokens *tokens, guint open)
{
	guint close = tokens->match[open];
	int count = close > open + 1;

	for (guint i = open + 1; i < close; i = sp_ctokens_skip(tokens, i))
		count += tokens->token[i].type == ',';
	for (guint i = open; i < close; i++)
		if (sp_carms_at(tokens->arms, tokens->token[i].line) !=
		    sp_carms_at(tokens->arms, tokens->token[i + 1].line))
			return -1;
	return close == open ? -1 : count;
}

guint sp_ctokens_skip(const SpCTokens *tokens, guint i)
{
	return MAX(tokens->match[i], i) + 1;
}
