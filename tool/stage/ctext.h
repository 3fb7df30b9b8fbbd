/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ctext: the lexical view of a C file, a part of csource: which bytes are code, comment or literal,
 * where the lines, the preprocessor's directives and the tokens are. It knows no grammar.
 */
#pragma once

#include <glib.h>

enum { SP_C_CODE, SP_C_COMMENT, SP_C_LITERAL };

typedef struct {
	const char *text; /* borrowed; need not be valid UTF-8 nor free of NULs */
	gsize length;	  /* bytes */
	guint8 *kind;	  /* SP_C_CODE, SP_C_COMMENT or SP_C_LITERAL of each byte */
	gsize *starts;	  /* offset of each line, and @length at the end */
	guint n_lines;
} SpCText;

typedef struct {
	guint line, last; /* 0-based, from the '#' to the end of its last continuation */
	enum {
		SP_C_IF,   /* #if, #ifdef, #ifndef */
		SP_C_ELSE, /* #else, #elif */
		SP_C_ENDIF,
		SP_C_OTHER
	} kind;
	char *word; /* "ifdef" */
	char *rest; /* what follows on it, comments gone and blanks folded */
} SpCDirective;

typedef struct {
	char type; /* 'w' a word or number, '"' a literal, else the character itself */
	gsize at;  /* offset in the text */
	guint length, line;
} SpCToken;

/* The view of @length bytes of @text, which must outlive it. Never fails. */
SpCText *sp_ctext_new(const char *text, gsize length);
void sp_ctext_free(SpCText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCText, sp_ctext_free)

/* Of each byte whether it can stand in an identifier. */
extern const guint8 sp_ctext_words[256];

static inline gboolean sp_ctext_is_word(char c)
{
	return sp_ctext_words[(guint8)c];
}

/**
 * sp_ctext_next:
 * @line: 0-based; the token must begin in it
 * @at: (inout): where to look on, at first the line's start; then the byte behind the token
 * @token: (out): set if there is one
 *
 * A literal that is continued on the next line is one token in each of them.
 *
 * Returns: FALSE at the end of the line.
 */
gboolean sp_ctext_next(const SpCText *text, guint line, gsize *at, SpCToken *token);

/**
 * sp_ctext_write_code:
 * @at, @end: the bytes to be written as the compiler sees them
 * @start: of what is being written; no blank is written there
 * @to: has room for as many bytes, and one more for each NUL three times
 * @gap: (inout): whether a blank is due before the next byte; FALSE for a new line
 *
 * A comment becomes a blank, each run of blanks one blank, none at the ends; ends of line vanish. A
 * NUL in a literal becomes "\000". No NUL is put at the end.
 *
 * Returns: behind what was written.
 */
char *sp_ctext_write_code(const SpCText *text, gsize at, gsize end, char *start, char *to,
			  gboolean *gap);

/* Returns: (transfer full): SpCDirective in file order. */
GArray *sp_ctext_directives(const SpCText *text);
