/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portcheck: each hunk's place asked four questions, see portcheck.h. A place that all of its lines
 * fit can still be the wrong one: the twin of a function that the branch lacks, an old copy that is
 * commented out.
 */
#include "stage/portcheck.h"

#include "stage/cregion.h"
#include "stage/ctext.h"
#include "stage/portblock.h"
#include "stage/portheading.h"
#include "stage/porthome.h"
#include "stage/portindent.h"

#include <string.h>

/* Lines: fewer may stand twice in a function, as "unlock, return" does. */
#define ADDED_RUN 3

typedef struct {
	const SpPatchFile *file;
	SpHunkFile *pre;     /* upstream's file before the change, NULL if it is not known */
	SpHunkFile *text;    /* the branch's file */
	SpCRegions *regions; /* its regions, NULL until asked for */
	char *const *lines;
	SpFileKind kind;
	const GPtrArray *places; /* SpPlace of each hunk */
	guint hunk;		 /* that is asked about */
} Check;

/* Files whose comments are not those of C have other code. */
static const GArray *code_of(Check *check)
{
	return check->kind == SP_KIND_C || check->kind == SP_KIND_ASSEMBLY ||
			       check->kind == SP_KIND_DEVICE_TREE
		       ? sp_hunkfile_code(check->text)
		       : NULL;
}

static char *const *pre_lines(Check *check)
{
	return check->pre ? sp_hunkfile_split(check->pre) : NULL;
}

/* They are made only where the functions do not tell enough. */
static const SpCRegions *regions_of(Check *check)
{
	if (!check->regions)
		check->regions = sp_cregions_new(check->text->text);
	return check->regions;
}

/* Of the hunk's old side, the lines before its first change: how many. */
static guint leading(const SpHunk *hunk)
{
	guint i = 0;

	while (i < hunk->lines->len && sp_hunkfile_line(hunk, i)->origin == ' ')
		i++;
	return i;
}

static guint trailing(const SpHunk *hunk)
{
	guint n = hunk->lines->len, i = 0;

	while (i < n && sp_hunkfile_line(hunk, n - 1 - i)->origin == ' ')
		i++;
	return i;
}

/* A line of context at most, and not for being at the file's head. */
static gboolean is_thin(const SpHunk *hunk)
{
	return hunk->old_start > 2 && leading(hunk) < 2 && trailing(hunk) < 2;
}

/* "f", "x" of a region's name "f()", "struct x", "sys_f()". */
static char *bare_name(const SpCRegion *region)
{
	const char *end = strpbrk(region->name, "([={;");
	g_autofree char *head = g_strchomp(end ? g_strndup(region->name, end - region->name)
					       : g_strdup(region->name));
	const char *blank = strrchr(head, ' ');

	if (blank)
		return g_strdup(blank + 1);
	return g_strdup(g_str_has_prefix(head, "sys_") ? head + strlen("sys_") : head);
}

/*
 * Whether @there is a function with the head that @section has, but for the name, and no function
 * of that other name is here; its lines must be more than one could share by chance.
 */
static gboolean is_renamed(Check *check, const SpHunk *hunk, const char *name,
			   const SpCRegion *there)
{
	const char *section = hunk->section;
	const SpCSource *source = sp_hunkfile_source(check->text);
	const char *end = strchr(section, '(');
	const char *start = end;
	g_autofree char *theirs = NULL, *head = NULL;
	g_autoptr(GPtrArray) same = NULL;
	g_auto(GStrv) parts = NULL;

	/* One of a pair may be missing: upstream's file tells whether the other stands beside it.
	 */
	if (!check->pre || !end || !g_str_has_suffix(there->name, "()") || is_thin(hunk))
		return FALSE;
	while (start > section && sp_ctext_is_word(start[-1]))
		start--;
	theirs = g_strndup(start, end - start);
	same = sp_csource_find(source, theirs, NULL);
	parts = g_strsplit(check->lines[there->line], name, 2);
	head = g_strjoinv(theirs, parts);
	return *theirs && !same->len && g_str_has_prefix(head, section);
}

/* Whether all of the hunk is inside of a function, at a line that is not the one it says. */
static gboolean in_unknown_function(Check *check, const SpHunk *hunk, guint first)
{
	const SpFunction *function = sp_csource_function_at(sp_hunkfile_source(check->text), first);

	return !check->pre && first + 1 != hunk->old_start && function && first > function->line &&
	       !sp_portheading_beside(check->file, check->text, check->places, check->hunk);
}

/* A hunk in a function or declaration whose head is above it: the "@@" line has the head. */
static char *other_region(Check *check, const SpHunk *hunk, guint first)
{
	const char *section = hunk->section;
	const SpCRegion *there, *changed;
	g_autofree char *name = NULL;

	/* A label, or a statement that ends above: nothing that the hunk stands in. */
	if (!section || !*section || g_str_has_suffix(section, ":") ||
	    g_str_has_suffix(section, ";") || !strpbrk(section, "({"))
		return in_unknown_function(check, hunk, first)
			       ? g_strdup("the patch does not tell which function it is in")
			       : NULL;
	if (sp_portheading_names(check->text, section, first, first + leading(hunk)))
		return NULL;
	changed = sp_cregions_at(regions_of(check), first + leading(hunk));
	there = sp_cregions_at(regions_of(check), first);
	for (guint i = 0; !there && i < leading(hunk); i++)
		there = sp_cregions_at(regions_of(check), first + i);
	/* No "@@" line names a macro. */
	if (!there || there->line >= first || (changed && changed != there) || *there->name == '#')
		return NULL;
	name = bare_name(there);
	if (!*name || sp_portheading_has(section, name) || is_renamed(check, hunk, name, there))
		return NULL;
	return g_strdup_printf("the patch has it in \"%s\", the place is in %s", section,
			       there->name);
}

/* The words of @head before @name, without those that say nothing of the type; "" for none. */
static char *type_of(const char *head, const char *name)
{
	static const char *const idle[] = {"static",   "inline",       "extern", "__always_inline",
					   "noinline", "asmlinkage",   "__init", "__exit",
					   "__cold",   "__must_check", NULL};
	g_autoptr(GArray) words = sp_cregion_words(head);
	g_autoptr(GString) type = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++) {
		const SpCWord *word = &g_array_index(words, SpCWord, i);
		g_autofree char *text = g_strndup(word->text, word->length);

		if (g_str_equal(text, name))
			return g_string_free(g_steal_pointer(&type), FALSE);
		if (!g_strv_contains(idle, text))
			g_string_append_printf(type, " %s", text);
	}
	return g_strdup("");
}

/* A hunk that adds a return to a function that returns another type than the "@@" line says. */
static char *other_type(Check *check, const SpHunk *hunk, guint first)
{
	const SpFunction *function = sp_csource_function_at(sp_hunkfile_source(check->text), first);
	g_autoptr(GString) head = g_string_new(NULL);
	g_autofree char *theirs = NULL, *ours = NULL;
	gboolean returns = FALSE;

	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = sp_hunkfile_line(hunk, i);

		returns |= line->origin == '+' &&
			   g_str_has_prefix(line->text + strspn(line->text, " \t"), "return ");
	}
	if (!returns || !function || !hunk->section ||
	    !sp_portheading_has(hunk->section, function->name))
		return NULL;
	for (guint i = function->head; i < function->open && check->lines[i]; i++)
		g_string_append_printf(head, "%s ", check->lines[i]);
	theirs = type_of(hunk->section, function->name);
	ours = type_of(head->str, function->name);
	/* Where the type stands on a line of its own the "@@" line lacks it. */
	if (!*theirs || !*ours || g_str_equal(theirs, ours))
		return NULL;
	return g_strdup_printf("it adds a return, and %s() returns%s here, upstream%s",
			       function->name, ours, theirs);
}

static gboolean is_top(const char *line)
{
	return *line && !g_ascii_isspace(*line);
}

/* The same of device trees, where the nodes around it stand above with less indentation. */
static char *other_node(Check *check, const SpHunk *hunk, guint first)
{
	g_autofree char *section = hunk->section ? g_strstrip(g_strdup(hunk->section)) : NULL;

	if (!section || !sp_porthome_opens_node(section))
		return NULL;
	/* Its node ends within the hunk. */
	for (guint i = 0; i < leading(hunk); i++)
		if (is_top(sp_hunkfile_line(hunk, i)->text))
			return NULL;
	for (guint i = MIN(first, g_strv_length((GStrv)check->lines)); i-- > 0;) {
		g_autofree char *line = g_strstrip(g_strdup(check->lines[i]));

		if (!sp_porthome_opens_node(line))
			continue;
		if (g_str_equal(line, section))
			return NULL;
		if (is_top(check->lines[i]))
			return g_strdup_printf("the patch has it behind \"%s\", the place is "
					       "behind \"%s\"",
					       section, line);
	}
	return NULL;
}

/* Lines that begin with a star are a comment's in the patch as well. */
static gboolean is_dead(Check *check, const SpHunk *hunk, guint first)
{
	g_autoptr(GPtrArray) old = sp_hunkfile_side(hunk, '-');
	g_autoptr(GArray) mine = sp_hunkfile_code_of(old);
	const GArray *code = code_of(check);

	for (guint i = 0; code && i < old->len && i < mine->len && first + i < code->len; i++) {
		const SpCodeLine *here = &g_array_index(code, SpCodeLine, first + i);
		const char *text = old->pdata[i];

		text += strspn(text, " \t");
		if (*g_array_index(mine, SpCodeLine, i).code && *text != '*' && !*here->code &&
		    here->comment)
			return TRUE;
	}
	return FALSE;
}

/* Whether @run, added lines, stands in the function at @first already: made there earlier. */
static gboolean stands_there(Check *check, const GPtrArray *run, guint first)
{
	const SpFunction *function = sp_csource_function_at(sp_hunkfile_source(check->text), first);
	g_autoptr(GArray) found = NULL;

	if (!function || run->len < ADDED_RUN)
		return FALSE;
	found = sp_hunkfile_find(check->text, run);
	for (guint i = 0; i < found->len; i++) {
		guint line = g_array_index(found, guint, i);

		if (line >= function->head && line <= function->end)
			return TRUE;
	}
	return FALSE;
}

/* Only for a hunk that takes nothing away: what it moves is there, of course. */
static gboolean is_made(Check *check, const SpHunk *hunk, guint first)
{
	g_autoptr(GPtrArray) run = g_ptr_array_new();
	gboolean made = FALSE;

	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = sp_hunkfile_line(hunk, i);

		if (line->origin == '-')
			return FALSE;
		if (line->origin == '+') {
			g_ptr_array_add(run, line->text);
			continue;
		}
		made |= stands_there(check, run, first);
		g_ptr_array_set_size(run, 0);
	}
	return made;
}

static gboolean is_switched_off(const SpHunk *hunk, const SpPlace *place)
{
	g_auto(GStrv) terms = g_strsplit(place->arm, " && ", -1);

	for (guint i = 0; i < hunk->lines->len; i++)
		if (g_str_has_prefix(sp_hunkfile_line(hunk, i)->text, "#if 0"))
			return FALSE;
	return g_strv_contains((const char *const *)terms, "0");
}

/* A routine or an entry other than the "@@" line says, unless the hunk's own lines say it. */
static char *other_section(Check *check, const SpHunk *hunk, const SpPlace *place)
{
	g_autofree char *section = hunk->section ? g_strchomp(g_strdup(hunk->section)) : NULL;
	g_autofree char *here = NULL;

	for (guint i = 0; i < leading(hunk); i++) {
		const char *text = sp_hunkfile_line(hunk, i)->text;

		if (g_ascii_isalpha(*text) || *text == '_' || *text == '$')
			return NULL;
	}
	here = sp_porthome_section(check->lines, place->changed - 1);
	/* git cuts it at 80 characters. */
	if (!section || !*section || g_str_equal(here, section) ||
	    (strlen(section) >= 79 && g_str_has_prefix(here, section)))
		return NULL;
	return g_strdup_printf("the patch has it behind \"%s\", the place is behind \"%s\"",
			       section, here);
}

/* A Makefile's condition that the patch shows nothing of. */
static char *other_condition(Check *check, const SpHunk *hunk, const SpPlace *place)
{
	const SpPatchFile *file = check->file;
	g_autofree char *here = NULL, *there = NULL;

	if (g_str_equal(place->rung, SP_RUNG_CONTEXT))
		return NULL;
	here = sp_porthome_of(file->path, check->text->text, place->changed - 1);
	there = file->pre
			? sp_porthome_of(file->path, file->pre, hunk->old_start + leading(hunk) - 1)
			: g_strdup("");
	if (g_str_equal(here, there))
		return NULL;
	return g_strdup("it stands in another condition here than upstream");
}

/* A table or struct other than the "@@" line says. */
static char *other_declaration(Check *check, const SpHunk *hunk, guint line)
{
	const SpCRegion *there = sp_cregions_at(regions_of(check), line);
	g_autofree char *name = NULL;

	if (!there && line)
		there = sp_cregions_at(regions_of(check), line - 1);
	if (!hunk->section || !strpbrk(hunk->section, "({") || !there || *there->name == '#' ||
	    g_str_has_suffix(there->name, "()"))
		return NULL;
	/* What ends within the hunk's lines above is not what the change is in. */
	for (guint i = 0; i < leading(hunk); i++)
		if (is_top(sp_hunkfile_line(hunk, i)->text))
			return NULL;
	name = bare_name(there);
	if (!*name || sp_portheading_has(hunk->section, name))
		return NULL;
	return g_strdup_printf("the patch has it in \"%s\", the place is in %s", hunk->section,
			       there->name);
}

/* Nodes around the place, up to one of the first column, must be upstream's, or the hunk's own. */
static char *other_node_path(Check *check, const SpHunk *hunk, const SpPlace *place)
{
	g_autofree char *here = NULL, *there = NULL;

	for (guint i = 0; i < leading(hunk); i++)
		if (is_top(sp_hunkfile_line(hunk, i)->text))
			return NULL;
	if (!check->pre)
		return g_strdup("the patch does not show which node it is in");
	here = sp_porthome_of(check->file->path, check->text->text, place->changed - 1);
	there = sp_porthome_of(check->file->path, check->pre->text,
			       hunk->old_start + leading(hunk) - 1);
	if (g_str_equal(here, there))
		return NULL;
	return g_strdup_printf("upstream has it in \"%s\", the place is in \"%s\"", there, here);
}

static char *other_block(Check *check, const SpHunk *hunk, const SpPlace *place)
{
	char *const *pre = pre_lines(check);
	const SpFunction *function =
		sp_csource_function_at(sp_hunkfile_source(check->text), place->changed - 1);

	return function ? sp_portblock_other(hunk, pre, check->lines, place->changed - 1,
					     function->head)
			: NULL;
}

static char *doubt(Check *check, const SpHunk *hunk, const SpPlace *place)
{
	guint first = place->line - 1;
	char *why = NULL;

	if (g_str_equal(place->rung, SP_RUNG_THERE))
		return NULL;
	if (check->kind == SP_KIND_ASSEMBLY || check->kind == SP_KIND_KCONFIG)
		why = other_section(check, hunk, place);
	else if (check->kind == SP_KIND_MAKEFILE)
		why = other_condition(check, hunk, place);
	else if (check->kind == SP_KIND_INDENTED)
		why = sp_portindent_other(check->file, hunk, check->lines, place);
	if (why)
		return why;
	if (check->kind == SP_KIND_C && place->function)
		why = other_block(check, hunk, place);
	if (why)
		return why;
	/* Of those that were fitted in the function is the right one, and each line was compared.
	 */
	if (!g_str_equal(place->rung, SP_RUNG_CONTEXT)) {
		if (is_switched_off(hunk, place))
			return g_strdup("its lines are in \"#if 0\" here");
		if (check->kind == SP_KIND_C && !place->function)
			why = other_declaration(check, hunk, place->changed - 1);
		if (check->kind == SP_KIND_DEVICE_TREE)
			why = other_node_path(check, hunk, place);
		if (why)
			return why;
		return check->kind == SP_KIND_C ? other_type(check, hunk, place->changed - 1)
						: NULL;
	}

	if (check->kind == SP_KIND_C)
		why = other_region(check, hunk, first);
	else if (check->kind == SP_KIND_DEVICE_TREE)
		why = other_node(check, hunk, first);
	if (why)
		return why;
	if (check->kind == SP_KIND_C)
		why = other_type(check, hunk, first + leading(hunk));
	if (why)
		return why;
	if (check->kind == SP_KIND_C && is_made(check, hunk, first + leading(hunk)))
		return g_strdup("what it adds stands in that function already");
	if (is_dead(check, hunk, first))
		return g_strdup("its lines are a comment here");
	if (is_switched_off(hunk, place))
		return g_strdup("its lines are in \"#if 0\" here");
	if (place->offset && is_thin(hunk))
		return g_strdup("it has too little context for a place other than it says");
	return NULL;
}

char *sp_portcheck_places(const SpPatchFile *file, SpHunkFile *pre, SpHunkFile *before,
			  const GPtrArray *places)
{
	Check check = {.file = file,
		       .pre = pre,
		       .text = before,
		       .lines = sp_hunkfile_split(before),
		       .kind = sp_porthome_kind(file->path),
		       .places = places};
	char *why = NULL;

	for (guint i = 0; !why && i < places->len && i < file->hunks->len; i++) {
		const SpPlace *place = places->pdata[i];
		g_autofree char *one = NULL;

		check.hunk = i;
		one = doubt(&check, file->hunks->pdata[i], place);
		if (one)
			why = g_strdup_printf("%s:%u: hunk %u: %s", file->path, place->line, i + 1,
					      one);
	}
	sp_cregions_free(check.regions);
	return why;
}
