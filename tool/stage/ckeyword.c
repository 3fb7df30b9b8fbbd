/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ckeyword: the word lists. Kernel style has types that every file knows; they count as C's own.
 */
#include "stage/ckeyword.h"

#include <string.h>

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

enum { BASE = 1, QUALIFIER, AGGREGATE, TYPE_OF, STATEMENT, TYPEDEF };

/* Any word of a file is asked for, so this is a table with as few words to a place as can be. */
enum { N_SLOTS = 512 };
static struct {
	const char *word;
	guint8 kind;
} slots[N_SLOTS];

static guint slot_of(const char *word, gsize length)
{
	const guint8 *bytes = (const guint8 *)word;

	return (bytes[0] * 31u + bytes[length / 2] * 13u + bytes[length - 1] * 7u + (guint)length) %
	       N_SLOTS;
}

static void add(const char *const *words, guint8 kind)
{
	for (; *words; words++) {
		guint slot = slot_of(*words, strlen(*words));

		while (slots[slot].word)
			slot = (slot + 1) % N_SLOTS;
		slots[slot].word = *words;
		slots[slot].kind = kind;
	}
}

static guint8 kind_of(const SpCTokens *tokens, guint i)
{
	static const char *const typedefs[] = {"typedef", NULL};
	static gsize made;
	const SpCToken *token = &tokens->token[i];

	if (token->type != 'w')
		return 0;
	if (g_once_init_enter(&made)) {
		add(base_types, BASE);
		add(qualifiers, QUALIFIER);
		add(aggregates, AGGREGATE);
		add(types_of, TYPE_OF);
		add(statements, STATEMENT);
		add(typedefs, TYPEDEF);
		g_once_init_leave(&made, 1);
	}
	for (guint slot = slot_of(tokens->text->text + token->at, token->length); slots[slot].word;
	     slot = (slot + 1) % N_SLOTS)
		if (sp_ctokens_is(tokens, i, slots[slot].word))
			return slots[slot].kind;
	return 0;
}

gboolean sp_ckeyword_is_base(const SpCTokens *tokens, guint i)
{
	return kind_of(tokens, i) == BASE;
}

gboolean sp_ckeyword_is_qualifier(const SpCTokens *tokens, guint i)
{
	return kind_of(tokens, i) == QUALIFIER;
}

gboolean sp_ckeyword_is_aggregate(const SpCTokens *tokens, guint i)
{
	return kind_of(tokens, i) == AGGREGATE;
}

gboolean sp_ckeyword_is_typeof(const SpCTokens *tokens, guint i)
{
	return kind_of(tokens, i) == TYPE_OF;
}

gboolean sp_ckeyword_is_statement(const SpCTokens *tokens, guint i)
{
	return kind_of(tokens, i) == STATEMENT;
}

gboolean sp_ckeyword_is(const SpCTokens *tokens, guint i)
{
	return kind_of(tokens, i) != 0;
}
