/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkunit: lines cut into units, a part of hunk: a statement that is broken over several lines is
 * one unit, so that two sides which break it otherwise can still be compared, word by word. For
 * what is not C a line is a unit.
 */
#pragma once

#include <glib.h>

typedef struct {
	const char *text; /* borrowed from a line; not ended by a NUL */
	guint length;
	guint line; /* 0-based */
	guint at;   /* offset in the line */
} SpUnitWord;

typedef struct {
	guint first, last; /* lines */
	guint word, n_words;
	guint hash;	  /* of the words */
	guint weight;	  /* how much it tells: 1 for a brace, more for words of its own */
	gboolean comment; /* nothing but comment */
} SpUnit;

typedef struct {
	const GPtrArray *lines; /* const char *, borrowed */
	gboolean c;
	GArray *words; /* SpUnitWord */
	GArray *units; /* SpUnit; blank lines belong to none */
	guint *unit;   /* of each line: its number + 1, 0 for none */
} SpUnits;

/* What a word is called on the other side; NULL where the names are the same. */
typedef GHashTable SpNames; /* char * -> char * */

/* @lines: const char *, must outlive the result; @c: whether they are C */
SpUnits *sp_units_new(const GPtrArray *lines, gboolean c);
void sp_units_free(SpUnits *units);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpUnits, sp_units_free)

static inline const SpUnit *sp_units_get(const SpUnits *units, guint i)
{
	return &g_array_index(units->units, SpUnit, i);
}

static inline const SpUnitWord *sp_units_word(const SpUnits *units, guint i)
{
	return &g_array_index(units->words, SpUnitWord, i);
}

gboolean sp_unitword_is_name(const SpUnitWord *word);
gboolean sp_unitword_equals(const SpUnitWord *word, const char *text);

/* The same of a @word that may be NULL, which is no word; the other: any of @words,
 * NULL-terminated.
 */
gboolean sp_unitword_is(const SpUnitWord *word, const char *text);
gboolean sp_unitword_is_one_of(const SpUnitWord *word, const char *const *words);

/* Whether @theirs, as the branch calls it by @names (nullable), is the word @ours. */
gboolean sp_unitword_same(const SpUnitWord *theirs, const SpUnitWord *ours, const SpNames *names);

/* Whether all words of unit @i of @theirs and unit @k of @ours are the same. */
gboolean sp_units_same(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
		       const SpNames *names);

/* Whether two units are of one kind: the same keyword, the same function called, the same object
 * assigned to, and both or neither open a block. */
gboolean sp_units_kin(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
		      const SpNames *names);

/* Whether both are the head of a function, or of a declaration, of the same name. */
gboolean sp_units_same_head(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
			    const SpNames *names);

/* The unit's words with single blanks, cut at a length fit for a message. */
char *sp_units_quote(const SpUnits *units, guint i);

/* Some words of a text: @n from number @first on. */
typedef struct {
	const SpUnits *units;
	guint first, n;
} SpUnitSpan;

SpUnitSpan sp_units_span(const SpUnits *units, guint first_unit, guint last_unit);

/* Pairs equal words, in order, as many as there can be; returns how many. @pairs: guint for each
 * word of @theirs: that of @ours, both counted from the span's first, or G_MAXUINT. */
guint sp_units_pair(const SpUnitSpan *theirs, const SpUnitSpan *ours, const SpNames *names,
		    GArray *pairs);

/* Whether a call in it takes or gives back a lock, or switches interrupts or preemption. */
gboolean sp_units_locks(const SpUnits *units, guint i);
