/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ctext: one pass tells code, comments and literals apart, and everything after it asks that pass
 * what a byte is. A literal or a comment that is never closed ends with its line or with the file.
 */
#include "stage/ctext.h"

#include <string.h>

const guint8 sp_ctext_words[256] = {
	['0' ... '9'] = TRUE, ['A' ... 'Z'] = TRUE, ['a' ... 'z'] = TRUE,
	['_'] = TRUE,	      ['$'] = TRUE,
};

static inline gboolean is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

/* @at is at "/" before "*" or "/"; the end of line after a "//" comment is not part of it. */
static gsize comment_end(const char *text, gsize length, gsize at)
{
	if (text[at + 1] == '*') {
		const char *close = memmem(text + at + 2, length - at - 2, "*/", 2);

		return close ? (gsize)(close - text) + 2 : length;
	}
	for (; at < length && text[at] != '\n'; at++)
		if (text[at] == '\\' && at + 1 < length && text[at + 1] == '\n')
			at++;
	return at;
}

/* One that is not closed ends with its line, as an apostrophe in an #error does. */
static gsize literal_end(const char *text, gsize length, gsize at)
{
	char quote = text[at++];

	for (; at < length && text[at] != '\n'; at++) {
		if (text[at] == quote)
			return at + 1;
		if (text[at] != '\\' || at + 1 == length)
			continue;
		at++;
		if (text[at] == '\r' && at + 1 < length && text[at + 1] == '\n')
			at++;
	}
	return MIN(at, length);
}

static void find_kinds(SpCText *text)
{
	/* What may begin a literal or a comment; all else is passed over quickly. */
	static const guint8 begins[256] = {['"'] = TRUE, ['\''] = TRUE, ['/'] = TRUE};
	const char *bytes = text->text;
	gsize end;

	text->kind = g_malloc0(text->length + 1);
	for (gsize at = 0; at < text->length; at = end) {
		while (at < text->length && !begins[(guint8)bytes[at]])
			at++;
		if (at == text->length)
			break;
		end = at + 1;
		if (bytes[at] != '/') {
			end = literal_end(bytes, text->length, at);
			memset(text->kind + at, SP_C_LITERAL, end - at);
		} else if (end < text->length && (bytes[end] == '*' || bytes[end] == '/')) {
			end = comment_end(bytes, text->length, at);
			memset(text->kind + at, SP_C_COMMENT, end - at);
		}
	}
}

static void find_lines(SpCText *text)
{
	gsize room = text->length / 16 + 2;

	text->starts = g_new(gsize, room);
	for (gsize at = 0; at < text->length;) {
		const char *eol = memchr(text->text + at, '\n', text->length - at);

		if (text->n_lines + 2 > room)
			text->starts = g_renew(gsize, text->starts, room *= 2);
		text->starts[text->n_lines++] = at;
		at = eol ? (gsize)(eol - text->text) + 1 : text->length;
	}
	text->starts[text->n_lines] = text->length;
}

SpCText *sp_ctext_new(const char *bytes, gsize length)
{
	SpCText *text = g_new0(SpCText, 1);

	text->text = bytes;
	text->length = length;
	find_kinds(text);
	find_lines(text);
	return text;
}

void sp_ctext_free(SpCText *text)
{
	if (!text)
		return;
	g_free(text->kind);
	g_free(text->starts);
	g_free(text);
}

/* Whether the backslash at @at only says that the line goes on in the next one. */
static gboolean is_continuation(const SpCText *text, gsize at)
{
	gsize next = at + 1;

	if (text->text[at] != '\\')
		return FALSE;
	if (next < text->length && text->text[next] == '\r')
		next++;
	return next < text->length && text->text[next] == '\n';
}

gboolean sp_ctext_next(const SpCText *text, guint line, gsize *at, SpCToken *token)
{
	gsize end = text->starts[line + 1], start = *at, next;
	const char *bytes = text->text;

	for (; start < end; start++) {
		char c = bytes[start];

		if (text->kind[start] == SP_C_COMMENT)
			continue;
		if (((guint8)c > ' ' && c != '\\') ||
		    !(is_blank(c) || c == '\n' || is_continuation(text, start)))
			break;
	}
	if (start == end)
		return FALSE;
	next = start + 1;
	token->type = bytes[start];
	if (text->kind[start] == SP_C_LITERAL) {
		token->type = '"';
		while (next < end && text->kind[next] == SP_C_LITERAL)
			next++;
	} else if (sp_ctext_is_word(bytes[start])) {
		/* Nothing but code, as none of what ends it can stand in a word. */
		token->type = 'w';
		while (next < end && sp_ctext_is_word(bytes[next]))
			next++;
	}
	token->at = start;
	token->length = next - start;
	token->line = line;
	*at = next;
	return TRUE;
}

char *sp_ctext_write_code(const SpCText *text, gsize at, gsize end, char *start, char *to,
			  gboolean *gap)
{
	const char *bytes = text->text;
	const guint8 *kinds = text->kind;
	gboolean due = *gap;

	for (; at < end; at++) {
		guint8 kind = kinds[at];
		char c = bytes[at];

		if (kind == SP_C_COMMENT ||
		    (kind == SP_C_CODE && (guint8)c <= ' ' && (is_blank(c) || c == '\n'))) {
			due = TRUE;
			continue;
		}
		if (kind == SP_C_LITERAL && c == '\n')
			continue;
		if (due && to > start)
			*to++ = ' ';
		due = FALSE;
		if (c)
			*to++ = c;
		else
			to = stpcpy(to, "\\000"); /* in a literal: the same to the compiler */
	}
	*gap = due;
	return to;
}

/* Whether the directive on @line goes on in the next one. */
static gboolean is_continued(const SpCText *text, guint line)
{
	gsize start = text->starts[line], end = text->starts[line + 1];

	if (end == 0 || text->text[end - 1] != '\n')
		return FALSE;
	if (text->kind[end - 1] == SP_C_COMMENT)
		return TRUE;
	end--;
	if (end > start && text->text[end - 1] == '\r')
		end--;
	return end > start && text->text[end - 1] == '\\' && text->kind[end - 1] != SP_C_COMMENT;
}

static void directive_clear(gpointer data)
{
	SpCDirective *directive = data;

	g_free(directive->word);
	g_free(directive->rest);
}

static void add_directive(const SpCText *text, guint line, guint last, GArray *to)
{
	gsize from = text->starts[line], end_at = text->starts[last + 1];
	g_autofree char *code = g_malloc(4 * (end_at - from) + 1);
	SpCDirective directive = {.line = line, .last = last, .kind = SP_C_OTHER};
	gboolean gap = FALSE;
	const char *word, *end;
	char *behind = code;

	for (gsize at = from; at < end_at; at++) {
		if (text->text[at] == '\\' && at + 1 < text->length &&
		    (text->text[at + 1] == '\n' || text->text[at + 1] == '\r'))
			gap = TRUE;
		else
			behind = sp_ctext_write_code(text, at, at + 1, code, behind, &gap);
	}
	*behind = '\0';
	word = code + 1 + strspn(code + 1, " ");
	for (end = word; sp_ctext_is_word(*end); end++)
		;
	directive.word = g_strndup(word, end - word);
	directive.rest = g_strdup(end + strspn(end, " "));
	if (g_str_has_prefix(directive.word, "if"))
		directive.kind = SP_C_IF;
	else if (g_str_has_prefix(directive.word, "el"))
		directive.kind = SP_C_ELSE;
	else if (strcmp(directive.word, "endif") == 0)
		directive.kind = SP_C_ENDIF;
	g_array_append_val(to, directive);
}

GArray *sp_ctext_directives(const SpCText *text)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(SpCDirective));

	g_array_set_clear_func(found, directive_clear);
	for (guint line = 0; line < text->n_lines; line++) {
		gsize at = text->starts[line];
		guint last = line;
		SpCToken token;

		if (!sp_ctext_next(text, line, &at, &token) || token.type != '#')
			continue;
		while (last + 1 < text->n_lines && is_continued(text, last))
			last++;
		add_directive(text, line, last, found);
		line = last;
	}
	return found;
}
