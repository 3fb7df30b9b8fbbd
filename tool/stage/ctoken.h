/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ctoken: all tokens of a C file outside of its directives and of "#if 0", with the bracket that
 * belongs to each bracket. Where an #else begins, the brackets that are open are those at its #if,
 * so that each arm is read as if the others were not. Pure text, GLib only.
 */
#pragma once

#include <glib.h>
#include <string.h>

#include "stage/carms.h"
#include "stage/ctext.h"

typedef struct {
	const SpCText *text;
	GArray *directives; /* SpCDirective */
	SpCArms *arms;
	SpCToken *token; /* @n of them, and one more of type 0 */
	guint n;
	guint *match; /* the counterpart of a bracket, its own index if there is none */
	SpCText *own; /* private: @text if it is its own */
} SpCTokens;

/* @text: must outlive the result. */
SpCTokens *sp_ctokens_new(const char *text, gsize length);

/* The same of a text that has been looked at already; must outlive the result. */
SpCTokens *sp_ctokens_of(const SpCText *text);
void sp_ctokens_free(SpCTokens *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCTokens, sp_ctokens_free)

/* Whether token @i (may be @n) is the word @word. */
static inline gboolean sp_ctokens_is(const SpCTokens *tokens, guint i, const char *word)
{
	const SpCToken *token = &tokens->token[i];

	return token->type == 'w' && token->length == strlen(word) &&
	       memcmp(tokens->text->text + token->at, word, token->length) == 0;
}

/* Whether token @i is a word that begins with @prefix. */
gboolean sp_ctokens_starts(const SpCTokens *tokens, guint i, const char *prefix);

/* Whether token @i is one of @words, NULL-terminated. */
gboolean sp_ctokens_in(const SpCTokens *tokens, guint i, const char *const *words);

/* Whether token @i is an identifier, not a number. */
gboolean sp_ctokens_is_name(const SpCTokens *tokens, guint i);

/* Whether it is one without small letters. */
gboolean sp_ctokens_is_capital(const SpCTokens *tokens, guint i);

/* Whether "->" or a single "." stands before token @i; @base (nullable): the token before that. */
gboolean sp_ctokens_is_member(const SpCTokens *tokens, guint i, guint *base);

/* Whether token @i is a label, not a use of one. */
gboolean sp_ctokens_is_label(const SpCTokens *tokens, guint i);

/* Whether "(*name)(" stands at token @open; a pointer to a function is declared so, behind a type.
 */
gboolean sp_ctokens_is_function_pointer(const SpCTokens *tokens, guint open);

/* How many arguments stand between the parenthesis @open and its counterpart; -1 if preprocessor
 * arms make that more than one number. */
int sp_ctokens_arguments(const SpCTokens *tokens, guint open);

/* Behind token @i, or behind its counterpart if it opens a bracket. */
guint sp_ctokens_skip(const SpCTokens *tokens, guint i);
