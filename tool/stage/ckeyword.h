/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ckeyword: what kind of keyword a token is: C's own, and the words that GCC and kernel style treat
 * as such. Pure text, GLib only.
 */
#pragma once

#include <glib.h>

#include "stage/ctoken.h"

/* Whether token @i is a type that no file declares: int, u32, gfp_t. */
gboolean sp_ckeyword_is_base(const SpCTokens *tokens, guint i);

/* static, const, inline and their like, which stand beside a type. */
gboolean sp_ckeyword_is_qualifier(const SpCTokens *tokens, guint i);

/* struct, union, enum. */
gboolean sp_ckeyword_is_aggregate(const SpCTokens *tokens, guint i);

/* typeof and its spellings. */
gboolean sp_ckeyword_is_typeof(const SpCTokens *tokens, guint i);

/* A keyword that no declaration begins with. */
gboolean sp_ckeyword_is_statement(const SpCTokens *tokens, guint i);

/* Any of these, or typedef. */
gboolean sp_ckeyword_is(const SpCTokens *tokens, guint i);
