/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cdecl: the names that a C file declares: functions, macros, types, struct and enum tags, members,
 * enumerators, variables, and within a function its parameters and locals. It relies on kernel
 * style and expands no macro; what a macro may declare is told apart as such. Pure text, GLib only.
 */
#pragma once

#include <glib.h>

#include "stage/ctoken.h"

typedef enum {
	SP_DECL_FUNCTION,
	SP_DECL_MACRO,
	SP_DECL_TYPE, /* typedef */
	SP_DECL_TAG,  /* struct, union or enum */
	SP_DECL_ENUMERATOR,
	SP_DECL_VARIABLE,
	SP_DECL_MEMBER,
} SpCDeclKind;

typedef struct {
	SpCDeclKind kind;
	const char *name;
	const char *type; /* tag or typedef name of what it is, holds, points to or returns, or NULL
			   */
	const char *of;	  /* tag of a member's struct */
	guint line;	  /* 0-based */
	guint token;	  /* its index; 0 for a macro */
	guint from, to;	  /* tokens where a local is known; a function's body if @body */
	gint64 least, most; /* number of arguments; @least -1: not known */
	gboolean body;	    /* a definition of a function or tag */
	gboolean fixed;	    /* static */
	gboolean vague;	    /* a tag with members that macros make; a name that a macro may make */
	const char *text;   /* a macro: what stands behind its name, else NULL */
	gint next;	    /* index of the one before it with this name, -1 for none */
} SpCDecl;

typedef struct {
	char *path;
	SpCTokens *tokens;
	GArray *decls;	/* SpCDecl, of file scope, and members */
	GArray *locals; /* SpCDecl, parameters and locals; locals only after sp_clocal_find() */
	/* Private: */
	GHashTable *names;	/* name -> index + 1 in @decls */
	GHashTable *declarator; /* token index + 1: a name that is being declared */
	GStringChunk *chunk;
	GArray *bodies; /* guint, indices in @decls of functions with a body, file order */
	gboolean local;
} SpCDecls;

/**
 * sp_cdecls_new:
 * @path: names the file's anonymous structs
 * @text: must outlive the result
 *
 * Never fails: what is not understood declares nothing.
 */
SpCDecls *sp_cdecls_new(const char *path, const char *text, gsize length);
void sp_cdecls_free(SpCDecls *decls);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCDecls, sp_cdecls_free)

/* The last declaration of @name, NULL if there is none; then the one before it. */
const SpCDecl *sp_cdecls_first(const SpCDecls *decls, const char *name);
const SpCDecl *sp_cdecls_next(const SpCDecls *decls, const SpCDecl *decl);

/* The parameter or local that @name is at token @at, the innermost; NULL if there is none. */
const SpCDecl *sp_cdecls_local(const SpCDecls *decls, const char *name, guint at);

/* The definition of the function that token @at is in the body of, NULL if in none. */
const SpCDecl *sp_cdecls_function(const SpCDecls *decls, guint at);

/* Whether token @at is the name in a declaration of it. */
gboolean sp_cdecls_is_declarator(const SpCDecls *decls, guint at);

/* Whether token @i is a keyword of C, or a word that GCC and kernel style treat as one. */
gboolean sp_cdecl_is_keyword(const SpCTokens *tokens, guint i);

/* Borrowed: the word of token @i. */
const char *sp_cdecl_word(const SpCDecls *decls, guint i);

/* For clocal: reads a declaration at token @i, before @limit, into @locals, known until @end;
 * returns the token behind what was read. */
guint sp_cdecls_read_local(SpCDecls *decls, guint i, guint limit, guint end);

/* Whether the macro at token @i may declare what its arguments name. */
gboolean sp_cdecls_may_declare(const SpCDecls *decls, guint i);

/* Whether token @i is a keyword that no declaration begins with. */
gboolean sp_cdecl_is_statement(const SpCTokens *tokens, guint i);
