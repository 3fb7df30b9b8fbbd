/* SPDX-License-Identifier: GPL-2.0-only */
/* showport: which functions a change touches, those of upstream paired with the branch's. */
#include "stage/showport.h"

#include "stage/csource.h"
#include "stage/portdiff.h"

#include <string.h>

/* A changed function of one side, or a run of lines that stands in none. */
typedef struct {
	char *name; /* NULL for none */
	char *arm;
	char *text;
	gboolean used; /* has its counterpart */
} Block;

static void block_free(gpointer data)
{
	Block *block = data;

	g_free(block->name);
	g_free(block->arm);
	g_free(block->text);
	g_free(block);
}

static void shown_free(gpointer data)
{
	SpShown *shown = data;

	g_free(shown->path);
	g_free(shown->function);
	g_free(shown->theirs);
	g_free(shown->upstream);
	g_free(shown->backport);
	g_free(shown);
}

/* Takes @text. */
static Block *add_block(GPtrArray *blocks, const char *name, const char *arm, char *text)
{
	Block *block = g_new0(Block, 1);

	block->name = g_strdup(name);
	block->arm = g_strdup(arm);
	block->text = text;
	g_ptr_array_add(blocks, block);
	return block;
}

/* The start of line @number, 0-based, or the text's end. */
static const char *line_at(const char *text, guint number)
{
	for (; number && *text; number--) {
		const char *eol = strchr(text, '\n');

		text = eol ? eol + 1 : text + strlen(text);
	}
	return text;
}

/* Lines @first to before @end. */
static char *cut(const char *text, guint first, guint end)
{
	const char *start = line_at(text, first);

	return g_strndup(start, line_at(start, end > first ? end - first : 0) - start);
}

/* A file's text, its functions, and which of its lines a change touches. */
typedef struct {
	const char *text;
	SpCSource *source;
	GArray *runs; /* Run, in order */
} Side;

typedef struct {
	guint first, end; /* lines; the same for a gap in which others have lines */
} Run;

static void side_clear(Side *side)
{
	sp_csource_free(side->source);
	g_array_unref(side->runs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Side, side_clear)

static Run run_of(int start, int lines)
{
	/* Of no lines libgit2 names the line before, from 1 on. */
	guint first = lines ? (guint)start - 1 : (guint)start;

	return (Run){first, first + (guint)lines};
}

/* Whether the run touches the lines @first to @last. */
static gboolean touches(const Run *run, guint first, guint last)
{
	return run->first == run->end ? run->first > first && run->first <= last
				      : run->first <= last && run->end > first;
}

static void read_sides(Side *old, Side *new, const char *path)
{
	Side *sides[] = {old, new};
	g_autoptr(git_patch) diff = sp_portdiff(path, old->text, new->text, 0);

	for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
		sides[i]->source = sp_csource_parse(sides[i]->text, strlen(sides[i]->text));
		sides[i]->runs = g_array_new(FALSE, FALSE, sizeof(Run));
	}
	for (size_t i = 0; diff && i < git_patch_num_hunks(diff); i++) {
		const git_diff_hunk *hunk;
		Run runs[2];

		if (git_patch_get_hunk(&hunk, NULL, diff, i) < 0)
			continue;
		runs[0] = run_of(hunk->old_start, hunk->old_lines);
		runs[1] = run_of(hunk->new_start, hunk->new_lines);
		g_array_append_val(old->runs, runs[0]);
		g_array_append_val(new->runs, runs[1]);
	}
}

static gboolean is_touched(const Side *side, const SpFunction *function)
{
	for (guint i = 0; i < side->runs->len; i++)
		if (touches(&g_array_index(side->runs, Run, i), function->head, function->end))
			return TRUE;
	return FALSE;
}

/* Whether a changed line that is not blank stands in no function. */
static gboolean stands_outside(const Side *side, const Run *run)
{
	for (guint line = run->first; line < run->end; line++) {
		const char *text = line_at(side->text, line);

		if (text[strspn(text, " \t\r")] != '\n' &&
		    !sp_csource_function_at(side->source, line))
			return TRUE;
	}
	return FALSE;
}

/* The lines around a run, as far as the next functions. */
static Run widened(const Side *side, const Run *run)
{
	enum { AROUND = 3 };
	Run wide = *run;

	for (guint i = 0; i < AROUND && wide.first; i++)
		if (!sp_csource_function_at(side->source, wide.first - 1))
			wide.first--;
	for (guint i = 0; i < AROUND; i++)
		if (!sp_csource_function_at(side->source, wide.end))
			wide.end++;
	return wide;
}

/* What a change leaves of all that it touches; Block. */
static GPtrArray *changed_blocks(const char *path, const char *before, const char *after)
{
	GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);
	g_auto(Side) old = {.text = before}, new = {.text = after};
	const GPtrArray *functions;

	read_sides(&old, &new, path);
	for (guint i = 0; i < new.runs->len; i++) {
		const Run *was = &g_array_index(old.runs, Run, i);
		const Run *run = &g_array_index(new.runs, Run, i);
		Run wide = widened(&new, run);

		/* Lines that go and leave none behind are looked for where they were. */
		if (run->first == run->end ? stands_outside(&old, was) : stands_outside(&new, run))
			add_block(blocks, NULL, "", cut(after, wide.first, wide.end));
	}
	functions = sp_csource_functions(new.source);
	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *one = functions->pdata[i];

		if (is_touched(&new, one))
			add_block(blocks, one->name, one->arm, cut(after, one->head, one->end + 1));
	}
	functions = sp_csource_functions(old.source);
	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *one = functions->pdata[i];
		g_autoptr(GPtrArray) left = sp_csource_find(new.source, one->name, NULL);

		if (!left->len && is_touched(&old, one))
			add_block(blocks, one->name, one->arm, g_strdup(""));
	}
	return blocks;
}

static void append_side(GString *text, const SpHunk *hunk)
{
	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = hunk->lines->pdata[i];

		if (line->origin != '-')
			g_string_append_printf(text, "%s\n", line->text);
	}
}

/* Of a patch alone: the new sides, under the name of the function that each of them went into. */
static GPtrArray *hunk_blocks(const SpPatchFile *file, const GPtrArray *places)
{
	GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpPlace *place = i < places->len ? places->pdata[i] : NULL;
		const char *name = place ? place->function : NULL;
		Block *last = blocks->len ? blocks->pdata[blocks->len - 1] : NULL;
		g_autoptr(GString) text = g_string_new(NULL);

		if (last && name && g_strcmp0(last->name, name) == 0)
			g_string_append_printf(text, "%s...\n", last->text);
		append_side(text, file->hunks->pdata[i]);
		if (text->len && last && name && g_strcmp0(last->name, name) == 0) {
			g_free(last->text);
			last->text = g_string_free(g_steal_pointer(&text), FALSE);
			continue;
		}
		add_block(blocks, name, place ? place->arm : "",
			  g_string_free(g_steal_pointer(&text), FALSE));
	}
	return blocks;
}

typedef gboolean (*Fits)(const Block *a, const Block *b);

static gboolean fits_name_and_arm(const Block *a, const Block *b)
{
	return g_strcmp0(a->name, b->name) == 0 && g_str_equal(a->arm, b->arm);
}

static gboolean fits_name(const Block *a, const Block *b)
{
	return g_strcmp0(a->name, b->name) == 0;
}

static gboolean fits_kind(const Block *a, const Block *b)
{
	return !a->name == !b->name;
}

/* For each of @theirs its counterpart in @ours, or NULL; (transfer container). */
static GPtrArray *pair(const GPtrArray *theirs, const GPtrArray *ours)
{
	static const Fits fits[] = {fits_name_and_arm, fits_name, fits_kind};
	GPtrArray *pairs = g_ptr_array_new();

	g_ptr_array_set_size(pairs, (int)theirs->len);
	for (guint f = 0; f < G_N_ELEMENTS(fits); f++)
		for (guint i = 0; i < theirs->len; i++)
			for (guint k = 0; !pairs->pdata[i] && k < ours->len; k++) {
				Block *one = ours->pdata[k];

				if (one->used || !fits[f](theirs->pdata[i], one))
					continue;
				one->used = TRUE;
				pairs->pdata[i] = one;
			}
	return pairs;
}

static SpShown *add_shown(GPtrArray *all, const SpPortFile *file, const Block *theirs,
			  const Block *ours)
{
	SpShown *shown = g_new0(SpShown, 1);
	const char *their_name = theirs ? theirs->name : NULL;
	const char *our_name = ours ? ours->name : their_name;

	shown->path = g_strdup(file->path);
	shown->function = g_strdup(our_name);
	shown->theirs = g_strcmp0(their_name, our_name) == 0 ? NULL : g_strdup(their_name);
	shown->upstream = g_strdup(theirs ? theirs->text : "");
	shown->backport = g_strdup(ours ? ours->text : "");
	g_ptr_array_add(all, shown);
	return shown;
}

/* A hunk may go over several functions: those that speak of @ours, which has no other. */
static void add_hunks_of(SpShown *shown, const SpPatchFile *file)
{
	g_autofree char *call =
		shown->function ? g_strconcat(shown->function, "(", NULL) : g_strdup("");
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; *call && i < file->hunks->len; i++) {
		g_autoptr(GString) side = g_string_new(NULL);

		append_side(side, file->hunks->pdata[i]);
		if (strstr(side->str, call))
			g_string_append_printf(text, "%s%s", text->len ? "...\n" : "", side->str);
	}
	g_free(shown->upstream);
	shown->upstream = g_string_free(g_steal_pointer(&text), FALSE);
}

static void show_change(GPtrArray *all, const SpPatchFile *patch, const SpPortFile *file)
{
	gboolean whole = patch->pre && patch->post;
	g_autoptr(GPtrArray) ours = changed_blocks(file->path, file->before, file->after);
	g_autoptr(GPtrArray) theirs = whole ? changed_blocks(patch->path, patch->pre, patch->post)
					    : hunk_blocks(patch, file->places);
	g_autoptr(GPtrArray) pairs = pair(theirs, ours);

	for (guint i = 0; i < theirs->len; i++)
		add_shown(all, file, theirs->pdata[i], pairs->pdata[i])->whole = whole;
	for (guint i = 0; i < ours->len; i++) {
		const Block *one = ours->pdata[i];
		SpShown *shown;

		if (one->used)
			continue;
		shown = add_shown(all, file, NULL, one);
		shown->whole = whole;
		if (!whole)
			add_hunks_of(shown, patch);
	}
}

static void show_file(GPtrArray *all, const SpPatchFile *patch, const SpPortFile *file)
{
	g_autoptr(GString) theirs = g_string_new(NULL);
	Block left = {0}, right = {0};

	if (file->before && file->after) {
		show_change(all, patch, file);
		return;
	}
	for (guint i = 0; !patch->post && i < patch->hunks->len; i++)
		append_side(theirs, patch->hunks->pdata[i]);
	left.text = patch->post ? patch->post : theirs->str;
	right.text = file->after ? file->after : (char *)"";
	add_shown(all, file, &left, &right)->whole = TRUE;
}

GPtrArray *sp_showport(const SpPatch *patch, const SpPort *port)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(shown_free);

	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];
		const char *name = file->upstream ? file->upstream : file->path;

		for (guint k = 0; k < patch->files->len; k++) {
			const SpPatchFile *one = patch->files->pdata[k];

			if (g_str_equal(one->path, name))
				show_file(all, one, file);
		}
	}
	return all;
}
