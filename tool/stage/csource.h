/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csource: what a C file is made of, functions and preprocessor arms, by a scanner that relies on
 * kernel style alone: a function's braces stand in column 0, a conditional on a line of its own.
 * Pure text in, positions out; no git, no I/O, GLib only.
 */
#pragma once

#include <glib.h>

#include "stage/ctext.h"

typedef struct {
	char *name; /* identifier; SYSCALL_DEFINE3(x, ...) is "sys_x", other MACRO(x, ...) is "x",
		       MACRO(prefix, x)(parameters) is "x" */
	char *arm;  /* conditionals around it, see sp_csource_arm_at(); "" when there are none */
	guint head; /* first line of the definition (return type, or the name), 0-based */
	guint line; /* line of the name, 0-based */
	guint open; /* line of the opening brace, 0-based */
	guint end;  /* line of the closing brace, 0-based, inclusive */
} SpFunction;

typedef struct _SpCSource SpCSource;

/**
 * sp_csource_parse:
 * @text: the file, need not be valid UTF-8, not NULL
 * @length: its bytes
 *
 * Never fails: what the scanner does not understand is simply no function.
 * The result does not refer to @text afterwards.
 *
 * Returns: the scanned file, free with sp_csource_free().
 */
SpCSource *sp_csource_parse(const char *text, gsize length);

/* The same of a text that has been looked at already. */
SpCSource *sp_csource_of(const SpCText *text);
void sp_csource_free(SpCSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCSource, sp_csource_free)

/* The functions in file order, elements SpFunction, owned by @source. */
const GPtrArray *sp_csource_functions(const SpCSource *source);

/* The function whose definition holds @line (0-based; head to end), or NULL. Owned by @source. */
const SpFunction *sp_csource_function_at(const SpCSource *source, guint line);

/**
 * sp_csource_find:
 * @name: function name, not NULL
 * @arm: terms that must all be among those of the function's arm, in any order, worded and joined
 *       by " && " as sp_csource_arm_at() does; NULL or "" for any arm. So "!CONFIG_NUMA" also finds
 *       a function that one branch has inside of another "#ifdef CONFIG_SHMEM".
 *
 * Returns: (transfer container): all definitions of that name, file order; empty if there is none.
 */
GPtrArray *sp_csource_find(const SpCSource *source, const char *name, const char *arm);

/**
 * sp_csource_arm_at:
 * @line: 0-based
 *
 * The conditionals that @line is inside of, outermost first, joined by " && ". One level is
 *   #ifdef X, #if defined(X)        "X"
 *   #ifndef X, #if !defined(X)      "!X"
 *   #if A && B                      each term on its own, as if two #if stood there: "A && B"
 *   #if A || B, #if A ? B : C       in parentheses: "(A || B)"
 *   #if EXPR                        EXPR with blanks folded, as in "IS_ENABLED(X)"
 *   #else, #elif                    the negations of the arms before it, and its own expression for
 *                                   #elif
 * A negation of "X" is "!X", of "!X" is "X", of anything else "!(EXPR)". The include guard of a
 * header is not an arm. The line of a conditional itself stands in the arm around it.
 *
 * Returns: owned by @source, never NULL.
 */
const char *sp_csource_arm_at(const SpCSource *source, guint line);

/* What the compiler sees of one line. */
typedef struct {
	char *code;	  /* as in sp_csource_code(), borrowed; "" if the line has none */
	gboolean comment; /* holds a comment or a part of one */
	gboolean joined;  /* begins inside a comment that started on an earlier line */
	char *block;	  /* private: what all code lies in, of the last line */
} SpCodeLine;

/**
 * sp_csource_code_lines:
 *
 * Where code stands before and after a comment of several lines, all of it counts for the line that
 * the comment starts on.
 *
 * Returns: (transfer full): one SpCodeLine for each line of @text.
 */
GArray *sp_csource_code_lines(const char *text, gsize length);

/* The same of a text that has been looked at already. */
GArray *sp_csource_code_of(const SpCText *text);

/**
 * sp_csource_code:
 *
 * The text without what the compiler does not see: a comment becomes a blank, each run of blanks
 * one blank (none at a line's ends), lines that are then empty vanish. String and character
 * literals are kept as they are, but for a NUL, which becomes \000. Two files with the same result
 * hold the same code.
 *
 * Returns: (transfer full): NUL-terminated, lines end in '\n'.
 */
char *sp_csource_code(const char *text, gsize length);
