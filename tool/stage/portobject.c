/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portobject: a statement of the branch's that differs from one of upstream's in names alone is
 * taken for the same one, done to something else.
 */
#include "stage/portobject.h"

#include "stage/ctext.h"

#include <string.h>

/* A function without the lines that the change has made, and those lines. */
typedef struct {
	GPtrArray *rest, *added; /* char *, borrowed */
} Body;

static void body_clear(Body *body)
{
	g_clear_pointer(&body->rest, g_ptr_array_unref);
	g_clear_pointer(&body->added, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Body, body_clear)

static gboolean is_added(const GArray *runs, guint line)
{
	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);

		if (line >= run->new &&line < run->new + run->new_lines)
			return TRUE;
	}
	return FALSE;
}

static void read_body(Body *body, const GArray *runs, const SpHunkFile *file,
		      const SpFunction *function)
{
	body->rest = g_ptr_array_new();
	body->added = g_ptr_array_new();
	for (guint i = function->head; i <= function->end && i < file->lines->len; i++)
		g_ptr_array_add(is_added(runs, i) ? body->added : body->rest,
				file->lines->pdata[i]);
}

static gboolean mentions(const GPtrArray *lines, const char *name)
{
	gsize length = strlen(name);

	for (guint i = 0; i < lines->len; i++)
		for (const char *line = lines->pdata[i], *at = line; (at = strstr(at, name)); at++)
			if ((at == line || !sp_ctext_is_word(at[-1])) &&
			    !sp_ctext_is_word(at[length]))
				return TRUE;
	return FALSE;
}

/* A name as it is used: of a member, or by itself. */
typedef struct {
	char *text;
	gboolean member;
} Name;

static void name_clear(Name *name)
{
	g_free(name->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Name, name_clear)

static gboolean is_member(const SpUnits *units, guint i)
{
	const SpUnitWord *before = i ? sp_units_word(units, i - 1) : NULL;

	return before && (sp_unitword_equals(before, "->") || sp_unitword_equals(before, "."));
}

/* Whether two units differ in names alone, in @name too, and are the same in as many at least. */
static gboolean is_stand_in(const SpUnits *theirs, guint i, const SpUnits *ours, guint k,
			    const Name *name, const SpUnitWord **instead)
{
	const SpUnit *one = sp_units_get(theirs, i), *two = sp_units_get(ours, k);
	guint same = 0, other = 0;

	*instead = NULL;
	if (one->comment || two->comment || one->n_words != two->n_words)
		return FALSE;
	for (guint w = 0; w < one->n_words; w++) {
		const SpUnitWord *a = sp_units_word(theirs, one->word + w);
		const SpUnitWord *b = sp_units_word(ours, two->word + w);

		if (sp_unitword_same(a, b, NULL)) {
			same += sp_unitword_is_name(a);
			continue;
		}
		if (!sp_unitword_is_name(a) || !sp_unitword_is_name(b))
			return FALSE;
		other++;
		if (sp_unitword_equals(a, name->text) &&
		    is_member(theirs, one->word + w) == name->member)
			*instead = b;
	}
	return *instead && same > 1 && same >= other;
}

static gboolean has_unit(const SpUnits *in, const SpUnits *units, guint k)
{
	for (guint i = 0; i < in->units->len; i++)
		if (sp_units_same(in, i, units, k, NULL))
			return TRUE;
	return FALSE;
}

/* What the branch's lines do to something else; NULL if they do not. */
static char *find_stand_in(const GPtrArray *theirs, const GPtrArray *ours, const Name *name)
{
	g_autoptr(SpUnits) one = sp_units_new(theirs, TRUE), two = sp_units_new(ours, TRUE);
	const SpUnitWord *instead;

	for (guint i = 0; i < one->units->len; i++)
		for (guint k = 0; k < two->units->len; k++)
			if (is_stand_in(one, i, two, k, name, &instead) && !has_unit(one, two, k))
				return g_strdup_printf(
					"it uses \"%s\", and the branch has \"%.*s\" "
					"where upstream has that",
					name->text, (int)instead->length, instead->text);
	return NULL;
}

/* A name that is not called, and that may be another one by chance only if it is long enough. */
static gboolean is_object(const SpUnits *units, guint i)
{
	const SpUnitWord *word = sp_units_word(units, i);

	return sp_unitword_is_name(word) && word->length > 2 &&
	       (i + 1 == units->words->len || !sp_unitword_equals(word + 1, "("));
}

static char *compare(const Body *theirs, const Body *ours)
{
	g_autoptr(SpUnits) added = sp_units_new(ours->added, TRUE);

	for (guint i = 0; i < added->words->len; i++) {
		const SpUnitWord *word = sp_units_word(added, i);
		g_auto(Name) name = {NULL, is_member(added, i)};
		char *why;

		if (!is_object(added, i))
			continue;
		name.text = g_strndup(word->text, word->length);
		if (mentions(ours->rest, name.text) || !mentions(theirs->rest, name.text))
			continue;
		why = find_stand_in(theirs->rest, ours->rest, &name);
		if (why)
			return why;
	}
	return NULL;
}

char *sp_portobject_other(SpPortChange *theirs, SpPortChange *ours)
{
	const GArray *runs = sp_portchange_runs(ours);
	const SpCSource *here = sp_portchange_source(ours), *there = sp_portchange_source(theirs);
	const SpFunction *last = NULL;

	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *run = &g_array_index(runs, SpPortRun, i);
		const SpFunction *function = sp_csource_function_at(here, run->new);
		g_autoptr(GPtrArray) found = NULL;
		g_auto(Body) one = {NULL, NULL};
		g_auto(Body) two = {NULL, NULL};
		char *why;

		if (!run->new_lines || !function || function == last)
			continue;
		last = function;
		found = sp_csource_find(there, function->name, function->arm);
		if (found->len != 1)
			continue;
		read_body(&one, sp_portchange_runs(theirs), theirs->after, found->pdata[0]);
		read_body(&two, runs, ours->after, function);
		why = compare(&one, &two);
		if (why)
			return why;
	}
	return NULL;
}
