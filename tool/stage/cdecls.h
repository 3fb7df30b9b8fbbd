/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cdecls: the names that a C file declares: functions, macros, types, struct and enum tags,
 * members, enumerators, variables, and within a function its parameters and locals. Stage cdecl
 * reads them from the text. Pure text, GLib only.
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
	GArray *locals; /* SpCDecl, parameters; what functions declare is in stage clocal */
	/* Private: */
	GHashTable *names;  /* name -> index + 1 in @decls */
	guint8 *declarator; /* of each token: whether it is a name that is being declared */
	GStringChunk *chunk;
	GArray *bodies; /* guint, indices in @decls of functions with a body, file order */
	GPtrArray *own; /* GArray of SpCDecl of each of @bodies, NULL until asked; see clocal */
} SpCDecls;

/* Nothing declared yet; @path names the file's anonymous structs; @tokens: (transfer full). */
SpCDecls *sp_cdecls_new(const char *path, SpCTokens *tokens);
void sp_cdecls_free(SpCDecls *decls);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCDecls, sp_cdecls_free)

/* Adds @name, declared by token @token (0: by none), to @to, which is @decls->decls or
 * @decls->locals; @name lives as long as @decls. Borrowed, until the next is added. */
SpCDecl *sp_cdecls_add(SpCDecls *decls, GArray *to, const char *name, SpCDeclKind kind,
		       guint token);

/* Adds the macro of a #define to @decls->decls; nothing if there is no name in it. */
void sp_cdecls_add_define(SpCDecls *decls, const SpCDirective *directive);

/* Borrowed: the word of token @i. */
const char *sp_cdecls_word(const SpCDecls *decls, guint i);

/* The last declaration of @name, NULL if there is none; then the one before it. */
const SpCDecl *sp_cdecls_first(const SpCDecls *decls, const char *name);
const SpCDecl *sp_cdecls_next(const SpCDecls *decls, const SpCDecl *decl);

/* The definition of the function that token @at is in the body of, NULL if in none. */
const SpCDecl *sp_cdecls_function(const SpCDecls *decls, guint at);

/* Which of @decls->bodies that is, -1 for none. */
int sp_cdecls_body(const SpCDecls *decls, guint at);

/* The function that has body number @body. */
static inline const SpCDecl *sp_cdecls_of_body(const SpCDecls *decls, guint body)
{
	return &g_array_index(decls->decls, SpCDecl, g_array_index(decls->bodies, guint, body));
}
