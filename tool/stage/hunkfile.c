/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkfile: every line gets a number, equal lines the same one. Of the lines that are looked for,
 * the one that is rarest in the file then leads to the few places worth comparing. The same is done
 * for the lines' code, and functions are looked for, only when somebody asks.
 */
#include "stage/hunkfile.h"

#include <string.h>

struct _SpLineIndex {
	GPtrArray *lines; /* const char *, borrowed */
	GHashTable *ids;  /* line -> id + 1 */
	guint *id;	  /* of each line */
	guint *next;	  /* the next line with the same id, or G_MAXUINT */
	guint *first;	  /* of each id */
	guint *count;	  /* of each id */
};

static void index_free(SpLineIndex *index)
{
	if (!index)
		return;
	g_ptr_array_unref(index->lines);
	g_hash_table_unref(index->ids);
	g_free(index->id);
	g_free(index->next);
	g_free(index->first);
	g_free(index->count);
	g_free(index);
}

/* The number of @line, 0-based; FALSE if it does not stand in the file. */
static gboolean find_id(const SpLineIndex *index, const char *line, guint *id)
{
	*id = GPOINTER_TO_UINT(g_hash_table_lookup(index->ids, line)) - 1;
	return *id != G_MAXUINT;
}

/* @lines: (transfer full) */
static SpLineIndex *index_new(GPtrArray *lines)
{
	SpLineIndex *index = g_new0(SpLineIndex, 1);
	guint n = lines->len, id;

	index->lines = lines;
	index->ids = g_hash_table_new(g_str_hash, g_str_equal);
	index->id = g_new(guint, n);
	index->next = g_new(guint, n);
	index->first = g_new(guint, n);
	index->count = g_new0(guint, n);
	for (guint i = n; i-- > 0;) {
		if (!find_id(index, lines->pdata[i], &id)) {
			id = g_hash_table_size(index->ids);
			g_hash_table_insert(index->ids, lines->pdata[i], GUINT_TO_POINTER(id + 1));
			index->first[id] = G_MAXUINT;
		}
		index->id[i] = id;
		index->next[i] = index->first[id];
		index->first[id] = i;
		index->count[id]++;
	}
	return index;
}

/* guint: every line of @index at which all of @want stands, first to last. */
static GArray *find_all(const SpLineIndex *index, const GPtrArray *want)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint *ids = g_new(guint, want->len);
	guint rare = 0;

	for (guint i = 0; i < want->len; i++) {
		if (!find_id(index, want->pdata[i], &ids[i]))
			return found;
		if (index->count[ids[i]] < index->count[ids[rare]])
			rare = i;
	}
	if (!want->len)
		return found;
	for (guint at = index->first[ids[rare]]; at != G_MAXUINT; at = index->next[at]) {
		guint start = at - rare;

		if (at >= rare && want->len <= index->lines->len - start &&
		    memcmp(index->id + start, ids, want->len * sizeof(guint)) == 0)
			g_array_append_val(found, start);
	}
	return found;
}

/* The same without an index, by the longest of the lines. */
static GArray *search(const GPtrArray *lines, const GPtrArray *want)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
	gsize most = 0;
	guint longest = 0;

	for (guint i = 0; i < want->len; i++) {
		gsize length = strlen(want->pdata[i]);

		if (length > most) {
			longest = i;
			most = length;
		}
	}
	for (guint start = 0; want->len && start + want->len <= lines->len; start++) {
		const char *line = lines->pdata[start + longest], *one = want->pdata[longest];
		guint i = 0;

		if (*line != *one || strcmp(line, one))
			continue;
		while (i < want->len && !strcmp(lines->pdata[start + i], want->pdata[i]))
			i++;
		if (i == want->len)
			g_array_append_val(found, start);
	}
	return found;
}

SpHunkFile *sp_hunkfile_new(const char *text)
{
	SpHunkFile *file = g_new0(SpHunkFile, 1);
	GPtrArray *lines = g_ptr_array_new();
	char *line, *eol;

	file->text = text;
	file->copy = g_strdup(text);
	for (line = file->copy; *line; line = eol + 1) {
		eol = strchr(line, '\n');
		g_ptr_array_add(lines, line);
		if (!eol)
			break;
		*eol = '\0';
	}
	file->lines = lines;
	return file;
}

SpHunkFile *sp_hunkfile_new_taken(char *text)
{
	SpHunkFile *file = sp_hunkfile_new(text);

	file->taken = text;
	return file;
}

void sp_hunkfile_free(SpHunkFile *file)
{
	if (!file)
		return;
	g_ptr_array_unref((GPtrArray *)file->lines);
	g_clear_pointer(&file->split, g_ptr_array_unref);
	g_clear_pointer(&file->coded_lines, g_ptr_array_unref);
	index_free(file->raw);
	index_free(file->coded);
	g_clear_pointer(&file->code, g_array_unref);
	g_clear_pointer(&file->code_line, g_array_unref);
	sp_csource_free(file->source);
	sp_ctext_free(file->kinds);
	g_free(file->copy);
	g_free(file->taken);
	g_free(file);
}

char *const *sp_hunkfile_split(SpHunkFile *file)
{
	gsize length = strlen(file->text);

	if (file->split)
		return (char *const *)file->split->pdata;
	file->split = g_ptr_array_sized_new(file->lines->len + 2);
	for (guint i = 0; i < file->lines->len; i++)
		g_ptr_array_add(file->split, file->lines->pdata[i]);
	if (length && file->text[length - 1] == '\n')
		g_ptr_array_add(file->split, (char *)"");
	g_ptr_array_add(file->split, NULL);
	return (char *const *)file->split->pdata;
}

static const SpLineIndex *raw_of(SpHunkFile *file)
{
	if (!file->raw)
		file->raw = index_new(g_ptr_array_ref((GPtrArray *)file->lines));
	return file->raw;
}

/* To make one takes as long as some searches. */
static gboolean needs_index(SpHunkFile *file)
{
	enum { FEW = 12 };

	return file->searches++ >= FEW;
}

GArray *sp_hunkfile_find(SpHunkFile *file, const GPtrArray *lines)
{
	return needs_index(file) ? find_all(raw_of(file), lines) : search(file->lines, lines);
}

const SpCText *sp_hunkfile_kinds(SpHunkFile *file)
{
	if (!file->kinds)
		file->kinds = sp_ctext_new(file->text, strlen(file->text));
	return file->kinds;
}

const GArray *sp_hunkfile_code(SpHunkFile *file)
{
	if (!file->code)
		file->code = sp_csource_code_of(sp_hunkfile_kinds(file));
	return file->code;
}

static const GPtrArray *coded_lines(SpHunkFile *file)
{
	const GArray *code = sp_hunkfile_code(file);

	if (file->coded_lines)
		return file->coded_lines;
	file->coded_lines = g_ptr_array_sized_new(code->len);
	file->code_line = g_array_sized_new(FALSE, FALSE, sizeof(guint), code->len);
	for (guint i = 0; i < code->len; i++) {
		char *line = g_array_index(code, SpCodeLine, i).code;

		if (!*line)
			continue;
		g_ptr_array_add(file->coded_lines, line);
		g_array_append_val(file->code_line, i);
	}
	return file->coded_lines;
}

static GArray *find_coded(SpHunkFile *file, const GPtrArray *want)
{
	const GPtrArray *lines = coded_lines(file);

	if (!needs_index(file))
		return search(lines, want);
	if (!file->coded)
		file->coded = index_new(g_ptr_array_ref((GPtrArray *)lines));
	return find_all(file->coded, want);
}

GArray *sp_hunkfile_find_code(SpHunkFile *file, const GPtrArray *lines)
{
	g_autoptr(GArray) code = sp_hunkfile_code_of(lines);
	g_autoptr(GPtrArray) want = g_ptr_array_new();
	GArray *found;

	for (guint i = 0; i < code->len; i++)
		if (*g_array_index(code, SpCodeLine, i).code)
			g_ptr_array_add(want, g_array_index(code, SpCodeLine, i).code);
	found = find_coded(file, want);
	for (guint i = 0; i < found->len; i++) {
		guint *line = &g_array_index(found, guint, i);

		*line = g_array_index(file->code_line, guint, *line);
	}
	return found;
}

gboolean sp_hunkfile_nearest(SpHunkFile *file, const GPtrArray *lines, guint *line)
{
	const SpLineIndex *index = raw_of(file);
	guint n = index->lines->len, best = 0, id;
	g_autofree guint *votes = g_new0(guint, n + 1);

	for (guint i = 0; i < lines->len; i++) {
		if (!find_id(index, lines->pdata[i], &id))
			continue;
		for (guint at = index->first[id]; at != G_MAXUINT; at = index->next[at])
			if (at >= i)
				votes[at - i] += index->count[id] > 20 ? 1 : 4;
	}
	for (guint at = 0; at < n; at++) {
		if (votes[at] > best) {
			best = votes[at];
			*line = at;
		}
	}
	return best > 0;
}

const SpCSource *sp_hunkfile_source(SpHunkFile *file)
{
	if (!file->source)
		file->source = sp_csource_of(sp_hunkfile_kinds(file));
	return file->source;
}

char *sp_hunkfile_where(SpHunkFile *file, guint line)
{
	const SpFunction *function = sp_csource_function_at(sp_hunkfile_source(file), line);

	if (!function)
		return g_strdup_printf("line %u", line + 1);
	return g_strdup_printf("line %u in %s()%s%s%s", line + 1, function->name,
			       *function->arm ? " (" : "", function->arm,
			       *function->arm ? ")" : "");
}

GPtrArray *sp_hunkfile_side(const SpHunk *hunk, char origin)
{
	GPtrArray *lines = g_ptr_array_new();

	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = sp_hunkfile_line(hunk, i);

		if (line->origin == ' ' || line->origin == origin)
			g_ptr_array_add(lines, line->text);
	}
	return lines;
}

GArray *sp_hunkfile_code_of(const GPtrArray *lines)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const char *open, *close;
	GArray *code;

	for (guint i = 0; i < lines->len; i++)
		g_string_append_printf(text, "%s\n", (char *)lines->pdata[i]);
	open = strstr(text->str, "/*");
	close = strstr(text->str, "*/");
	if (!close || (open && open < close))
		return sp_csource_code_lines(text->str, text->len);
	g_string_prepend(text, "/*\n");
	code = sp_csource_code_lines(text->str, text->len);
	g_array_remove_index(code, 0);
	return code;
}

SpHunkEdit *sp_hunkedit_new(void)
{
	SpHunkEdit *edit = g_new0(SpHunkEdit, 1);

	edit->lines = g_ptr_array_new();
	edit->made = g_ptr_array_new_with_free_func(g_free);
	edit->changed = G_MAXUINT;
	edit->rung = SP_RUNG_CONTEXT;
	edit->margin = 100;
	return edit;
}

void sp_hunkedit_free(SpHunkEdit *edit)
{
	if (!edit)
		return;
	g_ptr_array_unref(edit->lines);
	g_ptr_array_unref(edit->made);
	g_free(edit->names);
	g_free(edit);
}

void sp_hunkedit_note(SpHunkEdit *edit, gboolean changed_new, guint changed)
{
	if (edit->changed != G_MAXUINT)
		return;
	edit->changed_new = changed_new;
	edit->changed = changed;
}

void sp_hunkedit_name(SpHunkEdit *edit, const char *name)
{
	char *names = edit->names ? g_strdup_printf("%s, %s", edit->names, name) : g_strdup(name);

	g_free(edit->names);
	edit->names = names;
	if (g_str_equal(edit->rung, SP_RUNG_PLACE))
		edit->rung = SP_RUNG_NAMES;
}
