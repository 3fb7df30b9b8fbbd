/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csymbolname: one name at one place of a changed C file, asked by its use; a part of csymbol.
 */
#pragma once

#include "stage/cnames.h"

typedef struct {
	const SpCDecls *before, *after; /* their locals are known */
	SpCNames *names;		/* of @after */
} SpCCheck;

/* Each takes the index of a token of @after and its word, and returns (transfer full) what speaks
 * against its being there, NULL for nothing. */
char *sp_csymbolname_member(SpCCheck *check, guint i, const char *name);
char *sp_csymbolname_label(SpCCheck *check, guint i, const char *name);
char *sp_csymbolname_tag(SpCCheck *check, guint i, const char *name);
char *sp_csymbolname_call(SpCCheck *check, guint i, const char *name);
char *sp_csymbolname_plain(SpCCheck *check, guint i, const char *name);

/* Whether the compiler or kbuild's command line knows @name. */
gboolean sp_csymbolname_is_predefined(const char *name);
