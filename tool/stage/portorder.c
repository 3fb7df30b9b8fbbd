/* SPDX-License-Identifier: GPL-2.0-only */
/* portorder: by the text of lines, whatever their indentation. */
#include "stage/portorder.h"

#include "stage/hunkplace.h"
#include "stage/portaround.h"
#include "stage/porthome.h"

#include <string.h>

/* A file after the change. */
typedef struct {
	SpPortChange *change;
	SpAroundFile in;
} Side;

static void side_clear(Side *side)
{
	sp_aroundfile_clear(&side->in);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Side, side_clear)

static guint indent_of(const char *line)
{
	return (guint)strspn(line, " \t");
}

/* The outermost list around a line of YAML. */
static void list_home(const Side *side, guint line, SpAround *home)
{
	char *const *lines = (char *const *)side->in.file->lines->pdata;
	guint indent = indent_of(lines[line]);

	home->first = line;
	while (sp_porthome_outer(lines, line, indent, &line)) {
		gboolean item = lines[line][indent_of(lines[line])] == '-';

		indent = indent_of(lines[line]);
		if (!item || !sp_porthome_outer(lines, line, indent, &home->first))
			continue;
		g_free(home->name);
		home->name = g_strdup(lines[home->first]);
	}
	if (!home->name)
		return;
	for (home->end = home->first + 1; home->end < side->in.file->lines->len; home->end++)
		if (*lines[home->end] &&
		    indent_of(lines[home->end]) <= indent_of(lines[home->first]))
			return;
}

/* Whether the order of a declaration's lines says little: "struct x", and not "struct x table[]".
 */
static gboolean is_loose(const char *name)
{
	static const char *const loose[] = {"struct ", "union ", "enum ", NULL};

	if (*name == '#' || g_str_has_prefix(name, "typedef "))
		return TRUE;
	for (const char *const *one = loose; *one; one++)
		if (g_str_has_prefix(name, *one))
			return !strchr(name + strlen(*one), ' ');
	return FALSE;
}

static void home_of(Side *side, const SpPortRun *run, SpAround *home)
{
	guint last = side->in.file->lines->len ? side->in.file->lines->len - 1 : 0;

	if (!side->in.c)
		list_home(side, MIN(run->new, last), home);
	else if (!sp_around_function(&side->in, run->new, home) &&
		 sp_around_region(&side->in, run->new, home) && is_loose(home->name))
		sp_around_clear(home);
}

static char *line_text(const Side *side, guint line)
{
	return g_strstrip(g_strdup(side->in.file->lines->pdata[line]));
}

/* Text of each line of @home that is not changed -> its number + 1; 0 for one that is there twice.
 */
static GHashTable *lines_of(Side *side, const SpAround *home)
{
	GHashTable *lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = home->first; i < home->end; i++) {
		char *text = line_text(side, i);
		guint n = g_hash_table_contains(lines, text) ? 0 : i + 1;

		g_hash_table_replace(lines, text, GUINT_TO_POINTER(n));
	}
	return lines;
}

/* -1 above, 1 below, 0 for a line of the run. */
static int side_of(const SpPortRun *run, guint line)
{
	return line < run->new ? -1 : line >= run->new + run->new_lines;
}

static gboolean tells(const char *text)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	g_ptr_array_add(lines, (char *)text);
	return strlen(text) > 5 && sp_hunkplace_is_telling(lines);
}

static gboolean is_changed(Side *side, guint line)
{
	const GArray *runs = sp_portchange_runs(side->change);

	for (guint i = 0; i < runs->len; i++)
		if (!side_of(&g_array_index(runs, SpPortRun, i), line))
			return TRUE;
	return FALSE;
}

/* Whether next to @line, on the side @step, stand lines that upstream's @there has not. */
static gboolean has_others(Side *side, const SpAround *home, GHashTable *there, guint line,
			   int step)
{
	enum { ENOUGH = 2 };
	guint count = 0;

	for (guint i = line + step; i >= home->first && i < home->end; i += step) {
		g_autofree char *text = line_text(side, i);

		if (!tells(text))
			continue;
		if (is_changed(side, i) || g_hash_table_contains(there, text))
			break;
		count++;
	}
	return count >= ENOUGH;
}

static char *crossed(Side *theirs, const SpPortRun *their, const SpAround *one, Side *ours,
		     const SpPortRun *our, const SpAround *two)
{
	g_autoptr(GHashTable) there = lines_of(theirs, one), here = lines_of(ours, two);

	for (guint i = one->first; i < one->end; i++) {
		g_autofree char *text = line_text(theirs, i);
		guint line = GPOINTER_TO_UINT(g_hash_table_lookup(here, text));

		if (!line || !g_hash_table_lookup(there, text) || is_changed(theirs, i) ||
		    is_changed(ours, line - 1) || side_of(their, i) == side_of(our, line - 1) ||
		    !tells(text))
			continue;
		/* Statements are moved about: then nothing stands where they would be. */
		if (two->function && !has_others(ours, two, there, line - 1, -side_of(their, i)))
			continue;
		return g_strdup_printf("\"%s\" stands %s it upstream, and here it does not", text,
				       side_of(their, i) < 0 ? "above" : "below");
	}
	return NULL;
}

char *sp_portorder_crossed(SpPortChange *theirs, SpPortChange *ours)
{
	SpFileKind kind = sp_porthome_kind(ours->path);
	gboolean c = kind == SP_KIND_C;
	g_auto(Side) one = {theirs, {theirs->after, c, NULL}};
	g_auto(Side) two = {ours, {ours->after, c, NULL}};
	const GArray *runs = sp_portchange_runs(theirs), *our_runs = sp_portchange_runs(ours);

	if (runs->len != our_runs->len || (!c && kind != SP_KIND_INDENTED))
		return NULL;
	for (guint i = 0; i < runs->len; i++) {
		const SpPortRun *their = &g_array_index(runs, SpPortRun, i);
		const SpPortRun *our = &g_array_index(our_runs, SpPortRun, i);
		g_auto(SpAround) there = {NULL};
		g_auto(SpAround) here = {NULL};
		char *why;

		home_of(&one, their, &there);
		home_of(&two, our, &here);
		if (!there.name || g_strcmp0(there.name, here.name) != 0)
			continue;
		why = crossed(&one, their, &there, &two, our, &here);
		if (why)
			return why;
	}
	return NULL;
}
