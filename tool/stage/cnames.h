/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cnames: what is known of a name at a place of a C file: its declarations in the file and in the
 * headers it includes, and which struct an expression is of. Reads headers only as far as needed.
 */
#pragma once

#include "stage/cinclude.h"

typedef struct {
	SpCDecls *file;
	SpCIncludes *includes;
	GError *error; /* the first; all answers after it are worth nothing */
} SpCNames;

/* @file and @includes are borrowed. */
SpCNames *sp_cnames_new(SpCDecls *file, SpCIncludes *includes);
void sp_cnames_free(SpCNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCNames, sp_cnames_free)

/* Returns: TRUE to end the search. */
typedef gboolean (*SpCNamesFunc)(const SpCDecls *in, const SpCDecl *decl, gpointer data);

/* Calls @func with each declaration of @name: in the file (unless @headers_only), then in headers.
 */
gboolean sp_cnames_each(SpCNames *names, const char *name, gboolean headers_only, SpCNamesFunc func,
			gpointer data);

typedef enum {
	SP_MEMBER_THERE,
	SP_MEMBER_MISSING, /* the struct is there, and has no such member */
	SP_MEMBER_UNKNOWN, /* no such struct was found, or only a macro can tell its members */
} SpCMember;

/* @type: tag or typedef name; @of: (out) (nullable): the member's own type, NULL if unknown. */
SpCMember sp_cnames_member(SpCNames *names, const char *type, const char *member, const char **of);

/* Type of the expression that ends with token @at of the file; NULL if it cannot be told. */
const char *sp_cnames_type(SpCNames *names, guint at);

/* Type of the struct that the designator ".x" at token @at stands in an initialiser of, or NULL. */
const char *sp_cnames_initialised(SpCNames *names, guint at);

/* Whether a header has @name( outside of comments, or its word if @name is in capitals. */
gboolean sp_cnames_used(SpCNames *names, const char *name);

/* The @n-th header, NULL if there are no more. */
SpCHeader *sp_cnames_header(SpCNames *names, guint n);
