/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portuse: words around a name tell its use; braces, jumps and labels tell the way.
 */
#include "stage/portuse.h"

#include "stage/portbrace.h"

#include <string.h>

static gboolean is_arrow(const SpUnitWord *word)
{
	return sp_unitword_is(word, "->") || sp_unitword_is(word, ".");
}

static gboolean is_keyword(const SpUnitWord *word)
{
	static const char *const words[] = {"if",      "else",	   "for",    "while",  "do",
					    "switch",  "case",	   "return", "goto",   "break",
					    "default", "continue", "sizeof", "struct", "union",
					    "enum",    "const",	   "static", "NULL",   NULL};

	return sp_unitword_is_one_of(word, words);
}

/* Whether @name stands at word @n of unit @i, as itself and not as a member of something. */
static gboolean stands_at(const SpPortText *text, guint i, guint n, const SpPortName *name)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

	if (n + name->n_words > unit->n_words || (n && is_arrow(sp_portbrace_word(text, i, n - 1))))
		return FALSE;
	for (guint k = 0; k < name->n_words; k++)
		if (!sp_unitword_same(sp_units_word(name->units, name->word + k),
				      sp_portbrace_word(text, i, n + k), NULL))
			return FALSE;
	return TRUE;
}

static gboolean has_part(const SpUnitWord *name, const char *part)
{
	return g_strstr_len(name->text, name->length, part) != NULL;
}

static gboolean ends_with(const SpUnitWord *name, const char *end)
{
	gsize length = strlen(end);

	return name->length >= length &&
	       memcmp(name->text + name->length - length, end, length) == 0;
}

static gboolean starts_with(const SpUnitWord *name, const char *start)
{
	return name->length >= strlen(start) && memcmp(name->text, start, strlen(start)) == 0;
}

/*
 * How the argument at words @from to before @end of a call of @called is given back by it:
 * kfree(x), kmem_cache_free(cache, x), put_device(&x->dev), of_node_put(x); 0 if it is not. What
 * frees parts of an object may be called free_rings(x), or x_rings_free(x); skb_put(x, 4) puts
 * something in.
 */
static guint gives(const SpPortText *text, guint i, guint called, guint from, guint end)
{
	const SpUnitWord *name = sp_portbrace_word(text, i, called);
	gboolean sole = from == called + 2;

	if (!sp_unitword_is(sp_portbrace_word(text, i, end), ")"))
		return 0;
	if (starts_with(name, "kmem_cache_free") ||
	    (sole && (starts_with(name, "kfree") || starts_with(name, "kvfree") ||
		      starts_with(name, "vfree") || starts_with(name, "free_netdev") ||
		      starts_with(name, "free_percpu") || starts_with(name, "put_") ||
		      ends_with(name, "_put"))))
		return SP_USE_GIVE | SP_USE_FREE;
	return ends_with(name, "free") || (sole && ends_with(name, "_unref")) ? SP_USE_GIVE : 0;
}

/* The word before the "(" that is open at word @n; G_MAXUINT for none. */
static guint call_around(const SpPortText *text, guint i, guint n)
{
	int depth = 0;

	while (n-- > 1) {
		depth += sp_unitword_is(sp_portbrace_word(text, i, n), ")");
		if (!sp_unitword_is(sp_portbrace_word(text, i, n), "("))
			continue;
		if (depth-- == 0)
			return sp_unitword_is_name(sp_portbrace_word(text, i, n - 1)) &&
					       !is_keyword(sp_portbrace_word(text, i, n - 1))
				       ? n - 1
				       : G_MAXUINT;
	}
	return G_MAXUINT;
}

/* The use as an argument, @from to before @end with what is before and behind the name. */
static guint use_in_call(const SpPortText *text, guint i, guint from, guint end)
{
	const SpUnitWord *before = from ? sp_portbrace_word(text, i, from - 1) : NULL;
	gboolean address = sp_unitword_is(before, "&");
	const SpUnitWord *behind = sp_portbrace_word(text, i, end);
	guint member = end, called, use;

	if (address)
		before = from > 1 ? sp_portbrace_word(text, i, from - 2) : NULL;
	while (address && is_arrow(sp_portbrace_word(text, i, member)))
		member += 2;
	if ((!sp_unitword_is(before, "(") && !sp_unitword_is(before, ",")) ||
	    (!sp_unitword_is(sp_portbrace_word(text, i, member), ",") &&
	     !sp_unitword_is(sp_portbrace_word(text, i, member), ")")))
		return 0;
	called = call_around(text, i, from);
	if (called == G_MAXUINT)
		return 0;
	use = gives(text, i, called, from - address, member);
	if (use)
		return use;
	if (address)
		return is_arrow(behind) ? 0 : SP_USE_FILL;
	return has_part(sp_portbrace_word(text, i, called), "for_each") && called == 0 ? SP_USE_SET
										       : 0;
}

static guint use_at(const SpPortText *text, guint i, guint n, guint n_words)
{
	/* Not "|=": flags are gathered, in any order. */
	static const char *const changes[] = {
		"+=", "-=", "*=", "/=", "%=", "&=", "^=", "<<=", ">>=", "++", "--", NULL};
	static const char *const steps[] = {"++", "--", NULL};
	const SpUnitWord *before = n ? sp_portbrace_word(text, i, n - 1) : NULL;
	const SpUnitWord *behind = sp_portbrace_word(text, i, n + n_words);
	guint use = use_in_call(text, i, n, n + n_words);

	if (sp_unitword_is(behind, "=") && !sp_unitword_is(before, "*"))
		return SP_USE_SET;
	if (sp_unitword_is_one_of(behind, changes) || sp_unitword_is_one_of(before, steps))
		return SP_USE_CHANGE | SP_USE_READ;
	if (use == SP_USE_SET)
		return use;
	return use | SP_USE_READ;
}

guint sp_portuse_of(const SpPortText *text, guint i, const SpPortName *name, guint *word)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));
	guint uses = 0;

	for (guint n = 0; n < unit->n_words; n++) {
		if (!stands_at(text, i, n, name) ||
		    (sp_unitword_equals(sp_portbrace_word(text, i, 0), "goto")))
			continue;
		if (!uses && word)
			*word = n;
		uses |= use_at(text, i, n, name->n_words);
		/* It is set before the rest of the line reads it. */
		if (uses == SP_USE_SET && sp_portbrace_begins(text, i, "for"))
			return uses;
	}
	if (uses & SP_USE_SET && uses & SP_USE_READ)
		uses = (uses & ~(guint)SP_USE_SET) | SP_USE_CHANGE;
	return uses;
}

GArray *sp_portuse_names(const SpPortText *text, guint i)
{
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));
	GArray *names = g_array_new(FALSE, FALSE, sizeof(SpPortName));

	for (guint n = 0; n < unit->n_words; n++) {
		const SpUnitWord *word = sp_portbrace_word(text, i, n);
		SpPortName name = {text->units, unit->word + n, 1};

		if (!sp_unitword_is_name(word) || is_keyword(word) ||
		    (n && is_arrow(sp_portbrace_word(text, i, n - 1))))
			continue;
		while (!sp_unitword_is(sp_portbrace_word(text, i, n + name.n_words), "(")) {
			g_array_append_val(names, name);
			if (!is_arrow(sp_portbrace_word(text, i, n + name.n_words)) ||
			    !sp_portbrace_word(text, i, n + name.n_words + 1))
				break;
			name.n_words += 2;
		}
	}
	return names;
}

gboolean sp_portuse_declares(const SpPortText *text, guint i, const SpPortName *name)
{
	const SpUnitWord *first = sp_portbrace_word(text, i, 0),
			 *second = sp_portbrace_word(text, i, 1);
	SpPortName base = {name->units, name->word, 1};
	const SpUnit *unit = sp_units_get(text->units, sp_porttext_unit(text, i));

	if (!second || !sp_unitword_is_name(first) ||
	    (is_keyword(first) && !sp_unitword_is(first, "struct") &&
	     !sp_unitword_is(first, "union") && !sp_unitword_is(first, "enum") &&
	     !sp_unitword_is(first, "const") && !sp_unitword_is(first, "static")) ||
	    (!sp_unitword_is_name(second) && !sp_unitword_is(second, "*")))
		return FALSE;
	for (guint n = 1; n < unit->n_words; n++) {
		static const char *const ends[] = {";", ",", "=", "[", NULL};

		if (stands_at(text, i, n, &base) &&
		    sp_unitword_is_one_of(sp_portbrace_word(text, i, n + 1), ends))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_loop(const SpPortText *text, guint i)
{
	static const char *const heads[] = {"for", "while", "do", "switch", NULL};
	const SpUnitWord *first = sp_portbrace_word(text, i, 0);

	return sp_unitword_is_one_of(first, heads) || has_part(first, "for_each");
}

/* Whether nothing above unit @i is passed on the way to below it; where @loop a "break" only leads
 * to the end of the block that is being read. */
static gboolean bars(const SpPortText *text, guint begin, guint i, gboolean loop)
{
	return sp_portbrace_leaves(text, i) && !sp_portbrace_is_conditional(text, begin, i) &&
	       !(loop && (sp_portbrace_begins(text, i, "break") ||
			  sp_portbrace_begins(text, i, "continue")));
}

typedef struct {
	const SpPortText *text;
	GArray *steps; /* SpPortStep */
	guint depth;   /* of blocks that ended above */
} Way;

static void add(Way *way, guint begin, guint i)
{
	SpPortStep step = {i, !way->depth && !sp_portbrace_is_conditional(way->text, begin, i)};

	g_array_append_val(way->steps, step);
}

static gboolean walk_up(Way *way, guint begin, guint place, gboolean loop);

/* Adds what ended with unit @i, all of its arms; returns the unit that opened the first. */
static guint add_block(Way *way, guint begin, guint i, gboolean loop)
{
	do {
		guint head = sp_portbrace_head(way->text, begin, i);

		add(way, begin, i);
		way->depth++;
		walk_up(way, MIN(head + 1, i), i, loop || is_loop(way->text, head));
		way->depth--;
		i = head;
	} while (sp_portbrace_closes(way->text, i) && i > begin);
	add(way, begin, i);
	return i;
}

/* Adds the units from @place up to @begin. @loop: they are of a loop or "switch" that ended.
 * Returns whether the way goes up to @begin. */
static gboolean walk_up(Way *way, guint begin, guint place, gboolean loop)
{
	gboolean arm = FALSE, barred = FALSE;

	for (guint i = place; i-- > begin;) {
		if (sp_portbrace_opens(way->text, i)) {
			/* Out of an "else": the arms above it are not passed. */
			while (sp_portbrace_closes(way->text, i) && i > begin)
				i = sp_portbrace_head(way->text, begin, i);
			/* Lines of a patch that begin in one of these arms. */
			if (!sp_portbrace_opens(way->text, i))
				return FALSE;
			add(way, begin, i);
			arm = sp_portbrace_is_case(way->text, i);
			barred = FALSE;
		} else if (sp_portbrace_closes(way->text, i)) {
			guint steps = way->steps->len;

			i = add_block(way, begin, i, loop);
			if (barred)
				g_array_set_size(way->steps, steps);
		} else if (sp_portbrace_is_case(way->text, i)) {
			arm = TRUE;
		} else if (barred) {
			continue;
		} else if (bars(way->text, begin, i, loop)) {
			if (!arm)
				return FALSE;
			barred = TRUE;
		} else if (!sp_portbrace_begins(way->text, i, "#")) {
			add(way, begin, i);
		}
	}
	return TRUE;
}

GArray *sp_portuse_above(const SpPortText *text, guint begin, guint place, gboolean *whole)
{
	Way way = {text, g_array_new(FALSE, FALSE, sizeof(SpPortStep)), 0};

	*whole = walk_up(&way, begin, place, FALSE);
	return way.steps;
}

/* The unit behind the label that the goto at unit @i leads to; @end if it is not known. */
static guint target_of(const SpPortText *text, guint begin, guint end, guint i)
{
	const SpUnitWord *name = sp_portbrace_word(text, i, 1);

	for (guint k = begin; k < end; k++)
		if (name && sp_unitword_is(sp_portbrace_word(text, k, 1), ":") &&
		    !sp_portbrace_word(text, k, 2) &&
		    sp_unitword_same(sp_portbrace_word(text, k, 0), name, NULL))
			return k + 1;
	return end;
}

GArray *sp_portuse_below(const SpPortText *text, guint begin, guint end, guint place,
			 gboolean *whole)
{
	enum { MOST_STEPS = 400 };
	GArray *steps = g_array_new(FALSE, FALSE, sizeof(SpPortStep));
	guint depth = 0;

	*whole = FALSE;
	for (guint i = place; i < end && steps->len < MOST_STEPS; i++) {
		SpPortStep step;

		if (sp_portbrace_closes(text, i) && depth)
			depth--;
		else if (sp_portbrace_closes(text, i) &&
			 is_loop(text, sp_portbrace_head(text, begin, i)))
			return steps;
		else if (sp_portbrace_closes(text, i))
			/* Out of the block, and past its "else". */
			while (i < end && sp_portbrace_opens(text, i))
				i = sp_portbrace_end(text, end, i);
		if (i >= end)
			break;
		step = (SpPortStep){i, !depth && !sp_portbrace_is_conditional(text, begin, i)};
		g_array_append_val(steps, step);
		depth += sp_portbrace_opens(text, i);
		if (depth || !sp_portbrace_leaves(text, i) || !step.sure)
			continue;
		*whole = sp_portbrace_begins(text, i, "return");
		if (!sp_portbrace_begins(text, i, "goto"))
			return steps;
		i = target_of(text, begin, end, i) - 1;
		if (i + 1 >= end)
			return steps;
	}
	*whole = steps->len < MOST_STEPS;
	return steps;
}
