/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csymbolname: one name at one place of a changed C file, asked by its use; a part of csymbol. Its
 * members are in csymbolmember.
 */
#pragma once

#include "stage/cnames.h"

typedef struct {
	SpCDecls *before, *after; /* sp_clocal_find() was called for them */
	SpCNames *names;	  /* of @after */
} SpCCheck;

/* Each takes the index of a token of @after and its word, and returns (transfer full) what speaks
 * against its being there, NULL for nothing. */
char *sp_csymbolname_label(SpCCheck *check, guint i, const char *name);
char *sp_csymbolname_tag(SpCCheck *check, guint i, const char *name);
char *sp_csymbolname_call(SpCCheck *check, guint i, const char *name);
char *sp_csymbolname_plain(SpCCheck *check, guint i, const char *name);

/* Whether the compiler or kbuild's command line knows @name. */
gboolean sp_csymbolname_is_predefined(const char *name);

/* Whether what is compiled in arm @theirs, see sp_csource_arm_at(), also is in arm @mine. */
gboolean sp_csymbolname_implies(const char *theirs, const char *mine);

/* The next token from @i on that is @name; n if there is none. */
guint sp_csymbolname_next(const SpCTokens *tokens, guint i, const char *name);

/* Returns: (transfer full): the words for a name that was not found anywhere. */
char *sp_csymbolname_not_found(const SpCCheck *check);
