/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ckeyword: the word lists. Kernel style has types that every file knows; they count as C's own.
 */
#include "stage/ckeyword.h"

static const char *const base_types[] = {
	"void",	    "char",   "short",	"int",	      "long",	  "float",  "double",	  "signed",
	"unsigned", "bool",   "_Bool",	"__signed__", "__int128", "s8",	    "u8",	  "s16",
	"u16",	    "s32",    "u32",	"s64",	      "u64",	  "__s8",   "__u8",	  "__s16",
	"__u16",    "__s32",  "__u32",	"__s64",      "__u64",	  "__be16", "__be32",	  "__be64",
	"__le16",   "__le32", "__le64", "size_t",     "ssize_t",  "loff_t", "dma_addr_t", "gfp_t",
	"pid_t",    "dev_t",  NULL};

static const char *const qualifiers[] = {
	"static",   "extern",	  "const",	     "volatile", "register",	 "inline",
	"__inline", "__inline__", "__always_inline", "noinline", "asmlinkage",	 "__extension__",
	"auto",	    "restrict",	  "__restrict",	     "__const",	 "__volatile__", "_Noreturn",
	NULL};

static const char *const aggregates[] = {"struct", "union", "enum", NULL};

static const char *const types_of[] = {"typeof", "__typeof__", "__typeof", "__auto_type", NULL};

static const char *const statements[] = {"if",
					 "else",
					 "for",
					 "while",
					 "do",
					 "switch",
					 "case",
					 "default",
					 "return",
					 "goto",
					 "break",
					 "continue",
					 "sizeof",
					 "asm",
					 "__asm__",
					 "__asm",
					 "_Static_assert",
					 "_Alignof",
					 "__alignof__",
					 "_Generic",
					 "__attribute__",
					 "__label__",
					 NULL};

gboolean sp_ckeyword_is_base(const SpCTokens *tokens, guint i)
{
	return sp_ctokens_in(tokens, i, base_types);
}

gboolean sp_ckeyword_is_qualifier(const SpCTokens *tokens, guint i)
{
	return sp_ctokens_in(tokens, i, qualifiers);
}

gboolean sp_ckeyword_is_aggregate(const SpCTokens *tokens, guint i)
{
	return sp_ctokens_in(tokens, i, aggregates);
}

gboolean sp_ckeyword_is_typeof(const SpCTokens *tokens, guint i)
{
	return sp_ctokens_in(tokens, i, types_of);
}

gboolean sp_ckeyword_is_statement(const SpCTokens *tokens, guint i)
{
	return sp_ctokens_in(tokens, i, statements);
}

gboolean sp_ckeyword_is(const SpCTokens *tokens, guint i)
{
	return sp_ckeyword_is_base(tokens, i) || sp_ckeyword_is_qualifier(tokens, i) ||
	       sp_ckeyword_is_aggregate(tokens, i) || sp_ckeyword_is_typeof(tokens, i) ||
	       sp_ckeyword_is_statement(tokens, i) || sp_ctokens_is(tokens, i, "typedef");
}
