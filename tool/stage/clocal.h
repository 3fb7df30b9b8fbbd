/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * clocal: what the functions of a C file declare within, read when it is asked for; a part of
 * cdecl.
 */
#pragma once

#include "stage/cdecl.h"

/* To be called before all others: they then read a function when they are asked for it. */
void sp_clocal_find(SpCDecls *decls);

/* What is declared in body number @body of @decls->bodies, SpCDecl, in order; owned by @decls. */
const GArray *sp_clocal_of(SpCDecls *decls, guint body);

/* Returns: (transfer full): those of all functions, SpCDecl, and all parameters, in order. */
GArray *sp_clocal_all(SpCDecls *decls);

/* The parameter or local that @name is at token @at, the innermost; NULL if there is none. */
const SpCDecl *sp_clocal_at(SpCDecls *decls, const char *name, guint at);

/* Whether token @at is the name in a declaration of it. */
gboolean sp_clocal_is_declarator(SpCDecls *decls, guint at);
