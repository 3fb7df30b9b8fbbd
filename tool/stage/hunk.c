/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunk: every line of the file gets a number, equal lines the same one; a hunk's rarest line then
 * leads to the few places worth comparing. Taking a hunk back is applying it reversed; only where
 * its text does not stand in the file as it is, code is compared in place of text.
 */
#include "stage/hunk.h"
#include "stage/csource.h"

#include <string.h>

typedef struct {
	GPtrArray *lines; /* const char *, borrowed */
	GHashTable *ids;  /* line -> id + 1 */
	guint *id;	  /* of each line */
	guint *next;	  /* the next line with the same id, or G_MAXUINT */
	guint *first;	  /* of each id */
	guint *count;	  /* of each id */
} Index;

typedef struct {
	guint first, length;  /* the lines of the file that it replaces */
	GPtrArray *lines;     /* const char *, what comes there, borrowed from file or hunk */
	int shift;	      /* lines away from where the hunk says */
	guint covers;	      /* first line of the hunk's old side */
	gboolean changed_new; /* the first change is a line of @lines, not of the file */
	guint changed;	      /* its index there */
} Edit;

typedef struct {
	const char *text;
	const GPtrArray *hunks;
	gboolean undo;
	char *copy; /* of the text, each line ended by a NUL */
	Index *raw;
	GArray *code;	   /* SpCodeLine of each line; NULL until asked for */
	Index *coded;	   /* the lines of @code that have any */
	GArray *code_line; /* guint, which lines those are */
	SpCSource *source; /* NULL until asked for */
	GString *why;
} Job;

static void line_free(gpointer data)
{
	SpHunkLine *line = data;

	g_free(line->text);
	g_free(line);
}

SpHunk *sp_hunk_new(guint old_start)
{
	SpHunk *hunk = g_new0(SpHunk, 1);

	hunk->old_start = old_start;
	hunk->lines = g_ptr_array_new_with_free_func(line_free);
	return hunk;
}

void sp_hunk_add(SpHunk *hunk, char origin, const char *text, gsize length)
{
	SpHunkLine *line = g_new0(SpHunkLine, 1);

	line->origin = origin;
	line->text = g_strndup(text, length);
	g_ptr_array_add(hunk->lines, line);
}

void sp_hunk_free(SpHunk *hunk)
{
	if (!hunk)
		return;
	g_ptr_array_unref(hunk->lines);
	g_free(hunk);
}

void sp_place_free(SpPlace *place)
{
	if (!place)
		return;
	g_free(place->function);
	g_free(place->arm);
	g_free(place);
}

static void index_free(Index *index)
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

static Index *index_new(GPtrArray *lines)
{
	Index *index = g_new0(Index, 1);
	guint n = lines->len;

	index->lines = lines;
	index->ids = g_hash_table_new(g_str_hash, g_str_equal);
	index->id = g_new(guint, n);
	index->next = g_new(guint, n);
	index->first = g_new(guint, n);
	index->count = g_new0(guint, n);
	for (guint i = n; i-- > 0;) {
		guint id = GPOINTER_TO_UINT(g_hash_table_lookup(index->ids, lines->pdata[i]));

		if (!id) {
			id = g_hash_table_size(index->ids) + 1;
			g_hash_table_insert(index->ids, lines->pdata[i], GUINT_TO_POINTER(id));
			index->first[id - 1] = G_MAXUINT;
		}
		id--;
		index->id[i] = id;
		index->next[i] = index->first[id];
		index->first[id] = i;
		index->count[id]++;
	}
	return index;
}

/* guint: every line of @index at which all of @want stands, first to last. */
static GArray *find_all(const Index *index, const GPtrArray *want)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint *ids = g_new(guint, want->len);
	guint rare = 0;

	for (guint i = 0; i < want->len; i++) {
		guint id = GPOINTER_TO_UINT(g_hash_table_lookup(index->ids, want->pdata[i]));

		if (!id)
			return found;
		ids[i] = id - 1;
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

static void edit_free(gpointer data)
{
	Edit *edit = data;

	if (!edit)
		return;
	g_ptr_array_unref(edit->lines);
	g_free(edit);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edit, edit_free)

static Edit *edit_new(void)
{
	Edit *edit = g_new0(Edit, 1);

	edit->lines = g_ptr_array_new();
	edit->changed = G_MAXUINT;
	return edit;
}

static void note_change(Edit *edit, gboolean changed_new, guint changed)
{
	if (edit->changed != G_MAXUINT)
		return;
	edit->changed_new = changed_new;
	edit->changed = changed;
}

static const SpHunkLine *line_of(const SpHunk *hunk, guint i)
{
	return hunk->lines->pdata[i];
}

/* The texts of one side: context and the lines of @origin. */
static GPtrArray *side(const SpHunk *hunk, char origin)
{
	GPtrArray *lines = g_ptr_array_new();

	for (guint i = 0; i < hunk->lines->len; i++)
		if (line_of(hunk, i)->origin == ' ' || line_of(hunk, i)->origin == origin)
			g_ptr_array_add(lines, line_of(hunk, i)->text);
	return lines;
}

static gboolean has_origin(const SpHunk *hunk, char origin)
{
	for (guint i = 0; i < hunk->lines->len; i++)
		if (line_of(hunk, i)->origin == origin)
			return TRUE;
	return FALSE;
}

/* Whether one of the lines has a word that does not stand in every other function. */
static gboolean is_telling(const GPtrArray *lines)
{
	static const char *const common[] = {
		"auto",	    "bool",    "break",	 "case",   "char",     "const",	      "continue",
		"default",  "define",  "do",	 "done",   "double",   "else",	      "endif",
		"err",	    "error",   "extern", "fail",   "fall",     "fallthrough", "false",
		"float",    "for",     "goto",	 "if",	   "ifdef",    "ifndef",      "inline",
		"int",	    "long",    "out",	 "rc",	   "register", "res",	      "ret",
		"retval",   "return",  "short",	 "signed", "sizeof",   "static",      "struct",
		"switch",   "through", "true",	 "union",  "unlock",   "unsigned",    "void",
		"volatile", "while",   "NULL",	 "EINVAL", "ENOMEM",   NULL};

	for (guint i = 0; i < lines->len; i++) {
		g_auto(GStrv) words =
			g_strsplit_set(lines->pdata[i], " \t\r!\"#%&'()*+,-./:;<=>?@[\\]^{|}~", -1);

		for (char **word = words; *word; word++)
			if (strlen(*word) > 1 && !g_ascii_isdigit(**word) &&
			    !g_strv_contains(common, *word))
				return TRUE;
	}
	return FALSE;
}

/* A line from outside, fit for a terminal. */
static char *quote(const char *line)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(line));
	g_autofree char *escaped = g_strescape(trimmed, NULL);

	return g_strdup_printf("\"%s\"", escaped);
}

static char *where(Job *job, guint line)
{
	const SpFunction *function;

	if (!job->source)
		job->source = sp_csource_parse(job->text, strlen(job->text));
	function = sp_csource_function_at(job->source, line);
	if (!function)
		return g_strdup_printf("line %u", line + 1);
	return g_strdup_printf("line %u in %s()%s%s%s", line + 1, function->name,
			       *function->arm ? " (" : "", function->arm,
			       *function->arm ? ")" : "");
}

static void refuse(Job *job, guint i, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void refuse(Job *job, guint i, const char *format, ...)
{
	va_list args;

	g_string_append_printf(job->why, "%shunk %u: ", job->why->len ? "\n" : "", i + 1);
	va_start(args, format);
	g_string_append_vprintf(job->why, format, args);
	va_end(args);
}

/* The line at which most of the hunk's old side would match; FALSE if none of it stands anywhere.
 */
static gboolean find_nearest(const Job *job, const GPtrArray *old, guint *start)
{
	const Index *index = job->raw;
	guint n = index->lines->len, best = 0;
	g_autofree guint *votes = g_new0(guint, n + 1);

	for (guint i = 0; i < old->len; i++) {
		guint id = GPOINTER_TO_UINT(g_hash_table_lookup(index->ids, old->pdata[i]));

		if (!id)
			continue;
		for (guint at = index->first[id - 1]; at != G_MAXUINT; at = index->next[at])
			if (at >= i)
				votes[at - i] += index->count[id - 1] > 20 ? 1 : 4;
	}
	for (guint at = 0; at < n; at++) {
		if (votes[at] > best) {
			best = votes[at];
			*start = at;
		}
	}
	return best > 0;
}

static void explain_nearest(Job *job, guint i, const GPtrArray *old)
{
	guint start = 0, k, n = job->raw->lines->len;
	g_autofree char *wanted = NULL, *there = NULL, *place = NULL;

	if (!find_nearest(job, old, &start)) {
		refuse(job, i, "none of its lines stands in the file");
		return;
	}
	for (k = 0; k < old->len && start + k < n; k++)
		if (strcmp(old->pdata[k], job->raw->lines->pdata[start + k]))
			break;
	if (k == old->len)
		return;
	wanted = quote(old->pdata[k]);
	there = start + k < n ? quote(job->raw->lines->pdata[start + k]) : NULL;
	place = where(job, MIN(start + k, n - 1));
	if (!there)
		refuse(job, i, "no place; nearest at line %u: it wants %s where the file ends",
		       start + 1, wanted);
	else
		refuse(job, i, "no place; nearest at line %u: it wants %s, %s is %s%s", start + 1,
		       wanted, place, there, strcmp(wanted, there) ? "" : " (white space differs)");
}

static void look_at_code(Job *job)
{
	GPtrArray *lines;

	if (job->code)
		return;
	lines = g_ptr_array_new();
	job->code = sp_csource_code_lines(job->text, strlen(job->text));
	job->code_line = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < job->code->len; i++) {
		char *code = g_array_index(job->code, SpCodeLine, i).code;

		if (!*code)
			continue;
		g_ptr_array_add(lines, code);
		g_array_append_val(job->code_line, i);
	}
	job->coded = index_new(lines);
}

/* SpCodeLine of each line; those before a comment's end belong to that comment. */
static GArray *code_of(const GPtrArray *lines)
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

/* guint: the places, as indices of job->coded, at which the code of the lines stands. */
static GArray *find_code(Job *job, const GPtrArray *lines, const GArray *code)
{
	g_autoptr(GPtrArray) want = g_ptr_array_new();

	look_at_code(job);
	for (guint i = 0; i < lines->len; i++)
		if (*g_array_index(code, SpCodeLine, i).code)
			g_ptr_array_add(want, g_array_index(code, SpCodeLine, i).code);
	return find_all(job->coded, want);
}

static guint code_line(const Job *job, guint i)
{
	return g_array_index(job->code_line, guint, i);
}

static gboolean has_value(const GArray *values, guint value)
{
	for (guint i = 0; i < values->len; i++)
		if (g_array_index(values, guint, i) == value)
			return TRUE;
	return FALSE;
}

/*
 * TRUE and a reason if the hunk's new side stands in the file already, lines @at to @at + @length,
 * its own place, left aside.
 */
static gboolean is_done(Job *job, guint i, guint at, guint length)
{
	const SpHunk *hunk = job->hunks->pdata[i];
	g_autoptr(GPtrArray) old = side(hunk, '-'), new = side(hunk, '+');
	g_autoptr(GArray) text = find_all(job->raw, new);
	g_autoptr(GArray) old_code = code_of(old), new_code = code_of(new);
	g_autoptr(GArray) before = find_code(job, old, old_code);
	g_autoptr(GArray) found = find_code(job, new, new_code);
	guint last = hunk->lines->len - 1;

	/* Of a mere removal at its edge, the new side is a part of the old one. */
	if (!is_telling(new) || (!has_origin(hunk, '+') && (line_of(hunk, 0)->origin == '-' ||
							    line_of(hunk, last)->origin == '-')))
		return FALSE;
	for (guint k = 0; k < found->len; k++) {
		guint line = code_line(job, g_array_index(found, guint, k));

		/* A change of comments alone has no code of its own to be known by. */
		if (!has_value(before, g_array_index(found, guint, k)))
			g_array_append_val(text, line);
	}
	for (guint k = 0; k < text->len; k++) {
		guint line = g_array_index(text, guint, k);
		g_autofree char *place = where(job, line);

		if (line >= at && line < at + length)
			continue;
		refuse(job, i,
		       job->undo ? "the change is not there: %s has the code without it"
				 : "the change is already there, at %s",
		       place);
		return TRUE;
	}
	return FALSE;
}

/* Which of its equals in the patch the hunk is; @total of them. */
static guint rank(const Job *job, guint i, guint *total)
{
	const SpHunk *hunk = job->hunks->pdata[i];
	guint before = 0;

	*total = 0;
	for (guint k = 0; k < job->hunks->len; k++) {
		const SpHunk *other = job->hunks->pdata[k];
		gboolean equal = other->lines->len == hunk->lines->len;

		for (guint l = 0; equal && l < hunk->lines->len; l++)
			equal = line_of(hunk, l)->origin == line_of(other, l)->origin &&
				strcmp(line_of(hunk, l)->text, line_of(other, l)->text) == 0;
		*total += equal;
		before += equal && k < i;
	}
	return before;
}

/* Chooses one of the places, whose lines are given, or says why not. */
static gboolean choose(Job *job, guint i, const GArray *lines, guint *chosen)
{
	guint total, mine = rank(job, i, &total);
	g_autoptr(GString) places = NULL;

	if (lines->len == total) {
		*chosen = mine;
		return TRUE;
	}
	if (lines->len == 1) {
		g_autofree char *place = where(job, g_array_index(lines, guint, 0));

		refuse(job, i, "ambiguous, the patch has it %u times and only %s fits", total,
		       place);
		return FALSE;
	}
	places = g_string_new(NULL);
	for (guint k = 0; k < MIN(lines->len, 5); k++) {
		g_autofree char *place = where(job, g_array_index(lines, guint, k));

		g_string_append_printf(places, "%s%s", k ? " and " : "", place);
	}
	refuse(job, i, "ambiguous, its lines stand in %u places: %s%s", lines->len, places->str,
	       lines->len > 5 ? " and others" : "");
	return FALSE;
}

/* An insertion at the edge of its hunk finds its context even when it has been made already. */
static gboolean is_repeated(const Job *job, const SpHunk *hunk, guint at, guint length,
			    const GPtrArray *new)
{
	g_autoptr(GArray) found = NULL;

	if (has_origin(hunk, '-') || !has_origin(hunk, '+'))
		return FALSE;
	found = find_all(job->raw, new);
	for (guint i = 0; i < found->len; i++) {
		guint start = g_array_index(found, guint, i);

		if (start < at + length && at < start + new->len)
			return TRUE;
	}
	return FALSE;
}

static Edit *edit_text(const SpHunk *hunk, guint at)
{
	Edit *edit = edit_new();
	guint line = at;

	for (guint i = 0; i < hunk->lines->len; i++) {
		char origin = line_of(hunk, i)->origin;

		if (origin != ' ')
			note_change(edit, origin == '+', origin == '+' ? edit->lines->len : line);
		if (origin != '-')
			g_ptr_array_add(edit->lines, line_of(hunk, i)->text);
		line += origin != '+';
	}
	edit->first = edit->covers = at;
	edit->length = line - at;
	return edit;
}

/* What a line of the hunk's old side is to one who reads code alone. */
enum { BLANK, REMARK, KINDS, CODE, REST, NEW };

typedef struct {
	const Job *job;
	const SpHunk *hunk;
	guint *kind; /* of each line of the hunk; REST goes on with a comment, NEW is a '+' */
	Edit *edit;
} Patcher;

/* The line after @line and after what is left of a comment that starts on it. */
static guint behind(const GArray *code, guint line)
{
	for (line++; line < code->len; line++)
		if (!g_array_index(code, SpCodeLine, line).joined)
			break;
	return line;
}

static char origin_of(const Patcher *patcher, guint i)
{
	return line_of(patcher->hunk, i)->origin;
}

/*
 * The hunk's lines @from to @to, none of them code of its old side, against the file's lines
 * @first to @last. Of the file's blank lines and comments as many go as the hunk removes, but none
 * that it has as context; the search for them starts at the end when @backwards.
 */
static void patch_gap(const Patcher *patcher, guint from, guint to, guint first, guint last,
		      gboolean backwards, gboolean all)
{
	g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(guint));
	int gone[KINDS] = {0}, stay[KINDS] = {0}, there[KINDS] = {0};
	const GArray *code = patcher->job->code;
	guint before = 0, after = 0, kept = 0, news = 0, n, i;
	g_autofree gboolean *drop = NULL;
	GPtrArray *out = patcher->edit->lines;

	for (i = from; i < to; i++) {
		guint kind = patcher->kind[i];

		news += kind == NEW;
		after = kind == NEW ? 0 : after;
		if (kind < KINDS && origin_of(patcher, i) == '-') {
			gone[kind]++;
		} else if (kind < KINDS) {
			stay[kind]++;
			before += !news;
			after++;
		}
	}
	for (guint at = first; at < last; at = behind(code, at)) {
		there[g_array_index(code, SpCodeLine, at).comment]++;
		g_array_append_val(blocks, at);
	}
	n = blocks->len;
	g_array_append_val(blocks, last);
	for (i = 0; i < KINDS; i++)
		gone[i] = all && !stay[BLANK] && !stay[REMARK]
				  ? there[i]
				  : CLAMP(there[i] - stay[i], 0, gone[i]);

	drop = g_new0(gboolean, n + 1);
	for (i = 0; i < n; i++) {
		guint at = backwards ? n - 1 - i : i;
		guint line = g_array_index(blocks, guint, at);

		drop[at] = gone[g_array_index(code, SpCodeLine, line).comment]-- > 0;
		kept += !drop[at];
	}
	before = backwards ? kept - MIN(kept, after) : MIN(kept, before);
	kept = 0;
	for (i = 0; i <= n; i++) {
		if (kept == before && news && (i == n || !drop[i])) {
			note_change(patcher->edit, TRUE, out->len);
			for (guint k = from; k < to; k++)
				if (patcher->kind[k] == NEW)
					g_ptr_array_add(out, line_of(patcher->hunk, k)->text);
			news = 0;
		}
		if (i == n)
			break;
		if (drop[i])
			note_change(patcher->edit, FALSE, g_array_index(blocks, guint, i));
		kept += !drop[i];
		for (guint line = g_array_index(blocks, guint, i);
		     !drop[i] && line < g_array_index(blocks, guint, i + 1); line++)
			g_ptr_array_add(out, patcher->job->raw->lines->pdata[line]);
	}
}

static gboolean has_change(const Patcher *patcher, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		if (origin_of(patcher, i) != ' ')
			return TRUE;
	return FALSE;
}

/* @at: index of job->coded at which the old side's code stands. */
static void patch_code(const Patcher *patcher, guint at)
{
	const Job *job = patcher->job;
	guint n = patcher->hunk->lines->len, next = at, from = 0, covered = 0;
	guint end = at ? behind(job->code, code_line(job, at - 1)) : 0;
	char last = ' ';

	for (guint i = 0; i <= n; i++) {
		gboolean tail = i == n, head = next == at;
		guint line = job->code->len;

		if (!tail && patcher->kind[i] != CODE)
			continue;
		if (!tail || next < job->code_line->len)
			line = code_line(job, next);
		/* A neighbour's blank lines are left alone, another hunk may need them. */
		if (head && !has_change(patcher, from, i))
			end = line;
		if (tail && !has_change(patcher, from, i))
			line = end;
		if (head)
			patcher->edit->first = end;
		patch_gap(patcher, from, i, end, line,
			  head || (!tail && (last == ' ' && (origin_of(patcher, i) == '-' ||
							     origin_of(patcher, from) == ' '))),
			  last == '-' && !tail && origin_of(patcher, i) == '-');
		end = tail ? line : behind(job->code, line);
		if (tail)
			break;
		if (head) {
			for (guint k = 0; k < i; k++)
				covered += patcher->kind[k] != NEW;
			patcher->edit->covers = line - MIN(covered, line);
		}
		last = origin_of(patcher, i);
		if (last == '-')
			note_change(patcher->edit, FALSE, line);
		for (; last != '-' && line < end; line++)
			g_ptr_array_add(patcher->edit->lines, job->raw->lines->pdata[line]);
		from = i + 1;
		next++;
	}
	patcher->edit->length = end - patcher->edit->first;
}

/* FALSE if the hunk changes a comment that it does not hold from its start. */
static gboolean read_kinds(const SpHunk *hunk, char origin, const GArray *code, guint *kind)
{
	char owner = ' ';

	for (guint i = 0, k = 0; i < hunk->lines->len; i++) {
		const SpCodeLine *line = &g_array_index(code, SpCodeLine, k);
		char mine = line_of(hunk, i)->origin;

		if (mine != ' ' && mine != origin)
			continue;
		if (line->joined && mine != owner)
			return FALSE;
		owner = mine;
		if (*line->code)
			kind[i] = CODE;
		else if (line->joined && k)
			kind[i] = REST;
		else
			kind[i] = line->comment;
		k++;
	}
	return TRUE;
}

static gboolean is_same_code(const GArray *a, const GArray *b)
{
	guint i = 0, k = 0;

	for (;;) {
		while (i < a->len && !*g_array_index(a, SpCodeLine, i).code)
			i++;
		while (k < b->len && !*g_array_index(b, SpCodeLine, k).code)
			k++;
		if (i == a->len || k == b->len)
			return i == a->len && k == b->len;
		if (strcmp(g_array_index(a, SpCodeLine, i++).code,
			   g_array_index(b, SpCodeLine, k++).code))
			return FALSE;
	}
}

/* NULL, and perhaps a reason, if the old side's code does not stand in one place. */
static Edit *edit_code(Job *job, guint i, const GPtrArray *old, const GPtrArray *new)
{
	const SpHunk *hunk = job->hunks->pdata[i];
	g_autoptr(GArray) code = code_of(old), new_code = code_of(new);
	g_autoptr(GArray) found = find_code(job, old, code);
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint *kind = g_new0(guint, hunk->lines->len);
	g_autoptr(Edit) edit = edit_new();
	guint chosen, at, k;

	if (is_same_code(code, new_code))
		return NULL; /* one cannot see whether the change is there */
	for (k = 0; k < found->len; k++) {
		at = code_line(job, g_array_index(found, guint, k));
		g_array_append_val(lines, at);
	}
	if (!found->len || !choose(job, i, lines, &chosen))
		return NULL;
	at = g_array_index(found, guint, chosen);
	if (!read_kinds(hunk, '+', new_code, kind) || !read_kinds(hunk, '-', code, kind)) {
		refuse(job, i, "it changes the inside of a comment that is worded otherwise");
		return NULL;
	}
	for (k = 0; k < hunk->lines->len; k++) {
		if (line_of(hunk, k)->origin == '+')
			kind[k] = NEW;
		else if (kind[k] == CODE &&
			 g_array_index(job->code, SpCodeLine, code_line(job, at++)).joined) {
			refuse(job, i, "code stands behind the end of a comment");
			return NULL;
		}
	}
	patch_code(&(Patcher){.job = job, .hunk = hunk, .kind = kind, .edit = edit},
		   g_array_index(found, guint, chosen));
	return g_steal_pointer(&edit);
}

static Edit *place(Job *job, guint i)
{
	const SpHunk *hunk = job->hunks->pdata[i];
	g_autoptr(GPtrArray) old = side(hunk, '-'), new = side(hunk, '+');
	g_autoptr(GArray) found = find_all(job->raw, old);
	g_autoptr(Edit) edit = NULL;
	guint at, reasons = job->why->len;

	if (!old->len && job->raw->lines->len) {
		refuse(job, i, "it has no context, so any place would do");
		return NULL;
	}
	if (!old->len) {
		edit = edit_text(hunk, 0);
	} else if (found->len) {
		if (!choose(job, i, found, &at))
			return NULL;
		at = g_array_index(found, guint, at);
		if (is_repeated(job, hunk, at, old->len, new)) {
			g_autofree char *there = where(job, at);

			refuse(job, i,
			       job->undo ? "the change is not there, at %s"
					 : "the change is already there, at %s",
			       there);
			return NULL;
		}
		edit = edit_text(hunk, at);
	} else if (job->undo) {
		edit = edit_code(job, i, old, new);
	}
	if (!edit) {
		if (job->why->len == reasons && !is_done(job, i, 0, 0))
			explain_nearest(job, i, old);
		return NULL;
	}
	edit->shift = (int)edit->covers + 1 - (int)hunk->old_start;
	/* Of two twins, the one that fits may be the wrong one, as the right one is changed
	 * already. */
	if (!job->undo && edit->shift && old->len && is_done(job, i, edit->first, edit->length))
		return NULL;
	if (old->len && edit->shift && !is_telling(old)) {
		g_autofree char *there = where(job, edit->covers);

		refuse(job, i, "too little context to be sure of the one place that fits, %s",
		       there);
		return NULL;
	}
	return g_steal_pointer(&edit);
}

/* The file's lines with each edit's in their place; a line's end is what the file has. */
static char *splice(const Job *job, const GPtrArray *edits)
{
	const GPtrArray *lines = job->raw->lines;
	gsize length = strlen(job->text);
	GString *result = g_string_sized_new(length + 4096);
	guint line = 0;

	for (guint i = 0; i <= edits->len; i++) {
		const Edit *edit = i < edits->len ? edits->pdata[i] : NULL;

		for (; line < (edit ? edit->first : lines->len); line++) {
			g_string_append(result, lines->pdata[line]);
			g_string_append_c(result, '\n');
		}
		for (guint k = 0; edit && k < edit->lines->len; k++) {
			g_string_append(result, edit->lines->pdata[k]);
			g_string_append_c(result, '\n');
		}
		line += edit ? edit->length : 0;
	}
	if (length && job->text[length - 1] != '\n' && result->len)
		g_string_truncate(result, result->len - 1);
	return g_string_free(result, FALSE);
}

static GPtrArray *describe(Job *job, const GPtrArray *edits, const char *result)
{
	GPtrArray *places = g_ptr_array_new_with_free_func((GDestroyNotify)sp_place_free);
	g_autoptr(SpCSource) after = sp_csource_parse(result, strlen(result));
	int moved = 0;

	if (!job->source)
		job->source = sp_csource_parse(job->text, strlen(job->text));
	for (guint i = 0; i < edits->len; i++) {
		const Edit *edit = edits->pdata[i];
		const SpCSource *source = edit->changed_new ? after : job->source;
		guint line = edit->changed == G_MAXUINT ? edit->first : edit->changed;
		SpPlace *place = g_new0(SpPlace, 1);
		const SpFunction *function;

		if (edit->changed_new)
			line += edit->first + moved;
		function = sp_csource_function_at(source, line);
		place->line = edit->covers + 1;
		place->offset = edit->shift;
		place->function = function ? g_strdup(function->name) : NULL;
		place->arm = g_strdup(sp_csource_arm_at(source, line));
		g_ptr_array_add(places, place);
		moved += (int)edit->lines->len - (int)edit->length;
	}
	return places;
}

static void split_lines(Job *job)
{
	GPtrArray *lines = g_ptr_array_new();
	char *line, *eol;

	job->copy = g_strdup(job->text);
	for (line = job->copy; *line; line = eol + 1) {
		eol = strchr(line, '\n');
		g_ptr_array_add(lines, line);
		if (!eol)
			break;
		*eol = '\0';
	}
	job->raw = index_new(lines);
}

static void job_clear(Job *job)
{
	index_free(job->raw);
	index_free(job->coded);
	g_clear_pointer(&job->code, g_array_unref);
	g_clear_pointer(&job->code_line, g_array_unref);
	sp_csource_free(job->source);
	g_string_free(job->why, TRUE);
	g_free(job->copy);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Job, job_clear)

static gboolean run(Job *job, GPtrArray **places, char **result, char **why)
{
	g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func(edit_free);
	guint end = 0;

	split_lines(job);
	for (guint i = 0; i < job->hunks->len; i++) {
		Edit *edit = place(job, i);

		if (!edit)
			continue;
		g_ptr_array_add(edits, edit);
		if (edit->first < end) {
			g_autofree char *there = where(job, edit->covers);

			refuse(job, i, "its one place, %s, is not behind that of the hunk before",
			       there);
		}
		end = MAX(end, edit->first + edit->length);
	}
	if (job->why->len) {
		*why = g_strdup(job->why->str);
		return FALSE;
	}
	*result = splice(job, edits);
	if (places)
		*places = describe(job, edits, *result);
	return TRUE;
}

gboolean sp_hunk_apply_all(const char *text, const GPtrArray *hunks, GPtrArray **places,
			   char **result, char **why)
{
	g_auto(Job) job = {.text = text, .hunks = hunks, .why = g_string_new(NULL)};

	return run(&job, places, result, why);
}

/* The hunk as it would be in the patch from new to old. */
static SpHunk *reverse(const SpHunk *hunk, guint start)
{
	SpHunk *reversed = sp_hunk_new(start);

	for (guint i = 0; i < hunk->lines->len; i++) {
		const SpHunkLine *line = line_of(hunk, i);
		char origin = line->origin == '+' ? '-' : line->origin == '-' ? '+' : ' ';

		sp_hunk_add(reversed, origin, line->text, strlen(line->text));
	}
	return reversed;
}

gboolean sp_hunk_undo_all(const char *text, const GPtrArray *hunks, GPtrArray **places,
			  char **result, char **why)
{
	g_autoptr(GPtrArray) back = g_ptr_array_new_with_free_func((GDestroyNotify)sp_hunk_free);
	g_auto(Job) job = {.text = text, .hunks = back, .undo = TRUE, .why = g_string_new(NULL)};
	int moved = 0;

	for (guint i = 0; i < hunks->len; i++) {
		const SpHunk *hunk = hunks->pdata[i];

		g_ptr_array_add(back, reverse(hunk, hunk->old_start + moved));
		for (guint k = 0; k < hunk->lines->len; k++)
			moved += (line_of(hunk, k)->origin == '+') -
				 (line_of(hunk, k)->origin == '-');
	}
	return run(&job, places, result, why);
}
