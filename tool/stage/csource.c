/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csource: the functions of a file, by following its braces. Where an #else or #elif begins, the
 * scanner goes back to its state at the #if, so that each arm is read as if the others were not.
 * Lines and tokens come from ctext, arms from carms, the name of a function from chead.
 */
#include "stage/csource.h"
#include "stage/carms.h"
#include "stage/chead.h"

#include <string.h>

struct _SpCSource {
	GPtrArray *functions;
	SpCArms *arms;
};

typedef struct {
	guint depth, paren;
	gboolean body;	 /* depth counts from a function's brace */
	gboolean never;	 /* saved at an "#if 0" */
	gboolean uneven; /* an arm of this function left another depth than it found */
	GArray *tokens;	 /* SpCToken, since the last declaration ended; only while depth is 0 */
	GArray *open;	 /* guint, indices of the functions whose end is still to come */
} State;

typedef struct {
	const SpCText *text;
	SpCSource *source;
	State now;
	GPtrArray *saved;   /* State at each #if that is open */
	GPtrArray *spare;   /* SpFunction, complete heads that an #else put aside */
	guint spare_until;  /* line of the #endif after them */
	gboolean by_margin; /* the file's braces do not match */
} Scanner;

/* The function that the tokens before a brace are the head of, or NULL. */
static SpFunction *read_head(const Scanner *scanner)
{
	guint head = 0, line = 0;
	g_autofree char *name = NULL;
	SpFunction *function;

	if (scanner->now.paren)
		return NULL;
	name = sp_chead_read(scanner->text, scanner->now.tokens, &head, &line);
	if (!name)
		return NULL;
	function = g_new0(SpFunction, 1);
	function->name = g_steal_pointer(&name);
	function->head = head;
	function->line = line;
	return function;
}

static void function_free(gpointer data)
{
	SpFunction *function = data;

	if (!function)
		return;
	g_free(function->name);
	g_free(function->arm);
	g_free(function);
}

static void state_free(gpointer data)
{
	State *state = data;

	g_array_unref(state->tokens);
	g_array_unref(state->open);
	g_free(state);
}

static void add_open(Scanner *scanner, SpFunction *function, guint brace)
{
	GPtrArray *functions = scanner->source->functions;
	guint index = functions->len;

	function->arm = g_strdup(sp_csource_arm_at(scanner->source, function->line));
	function->open = brace;
	function->end = G_MAXUINT;
	g_ptr_array_add(functions, function);
	g_array_append_val(scanner->now.open, index);
}

static void end_declaration(Scanner *scanner)
{
	g_array_set_size(scanner->now.tokens, 0);
	g_ptr_array_set_size(scanner->spare, 0);
}

/* extern "C" {: what is in there is still at the top level. */
static gboolean is_linkage(const Scanner *scanner)
{
	const GArray *tokens = scanner->now.tokens;

	return tokens->len == 2 && g_array_index(tokens, SpCToken, 0).type == 'w' &&
	       g_array_index(tokens, SpCToken, 1).type == '"';
}

static void open_brace(Scanner *scanner, guint line)
{
	SpFunction *function;

	if (scanner->now.depth == 0 && is_linkage(scanner)) {
		end_declaration(scanner);
		return;
	}
	if (scanner->now.depth++)
		return;
	function = read_head(scanner);
	scanner->now.body = function != NULL;
	scanner->now.uneven = FALSE;
	if (function && function->line <= scanner->spare_until && line > scanner->spare_until)
		for (guint i = 0; i < scanner->spare->len; i++) {
			SpFunction *spare = scanner->spare->pdata[i];

			if (spare->line != function->line)
				add_open(scanner, g_steal_pointer(&scanner->spare->pdata[i]), line);
		}
	if (function)
		add_open(scanner, function, line);
	end_declaration(scanner);
}

static void close_brace(Scanner *scanner, guint line, gboolean at_margin)
{
	State *now = &scanner->now;

	/* Where the depth is not to be trusted, one at the margin ends the function, and no other.
	 */
	if (now->body && now->uneven && !at_margin && now->depth == 1)
		return;
	if (now->body && at_margin && (now->uneven || scanner->by_margin))
		now->depth = 0;
	else if (now->depth)
		now->depth--;
	if (now->depth)
		return;
	for (guint i = 0; now->body && i < now->open->len; i++) {
		guint index = g_array_index(now->open, guint, i);

		((SpFunction *)scanner->source->functions->pdata[index])->end = line;
	}
	if (now->body)
		g_array_set_size(now->open, 0);
	now->body = FALSE;
	end_declaration(scanner);
}

static void scan_token(Scanner *scanner, const SpCToken *token)
{
	State *now = &scanner->now;
	gboolean counts = now->depth || !now->paren;

	if (token->type == '{' && counts) {
		open_brace(scanner, token->line);
	} else if (token->type == '}' && counts) {
		close_brace(scanner, token->line, token->at == scanner->text->starts[token->line]);
	} else if (now->depth == 0) {
		gboolean ends = !now->paren && (token->type == ';' || token->type == ')');

		now->paren += token->type == '(';
		now->paren -= token->type == ')' && now->paren;
		if (ends)
			end_declaration(scanner);
		else
			g_array_append_vals(now->tokens, token, 1);
	}
}

/* Within braces nothing else counts. */
static gsize next_brace(const SpCText *text, gsize at, gsize end)
{
	static const guint8 brace[256] = {['{'] = TRUE, ['}'] = TRUE};

	while (at < end && !(brace[(guint8)text->text[at]] && text->kind[at] == SP_C_CODE))
		at++;
	return at;
}

static void scan_line(Scanner *scanner, guint line)
{
	const SpCText *text = scanner->text;
	gsize at = text->starts[line];
	SpCToken token;

	do {
		if (scanner->now.depth)
			at = next_brace(text, at, text->starts[line + 1]);
		if (!sp_ctext_next(text, line, &at, &token))
			return;
		scan_token(scanner, &token);
	} while (TRUE);
}

static void save_state(Scanner *scanner, const SpCDirective *directive)
{
	State *state = g_memdup2(&scanner->now, sizeof(State));

	state->tokens = g_array_copy(state->tokens);
	state->open = g_array_copy(state->open);
	state->never = strcmp(directive->rest, "0") == 0;
	g_ptr_array_add(scanner->saved, state);
}

/* Back to the state at the #if; functions that the arm left open are still to be closed. */
static void restore_state(Scanner *scanner)
{
	const State *saved = scanner->saved->pdata[scanner->saved->len - 1];
	State *now = &scanner->now;

	now->depth = saved->depth;
	now->paren = saved->paren;
	now->body = saved->body;
	g_array_set_size(now->tokens, 0);
	g_array_append_vals(now->tokens, saved->tokens->data, saved->tokens->len);
	for (guint i = 0; i < saved->open->len; i++) {
		guint index = g_array_index(saved->open, guint, i);
		gboolean there = FALSE;

		for (guint k = 0; k < now->open->len; k++)
			there = there || g_array_index(now->open, guint, k) == index;
		if (!there)
			g_array_append_val(now->open, index);
	}
}

static void scan_directive(Scanner *scanner, const SpCDirective *directive)
{
	GPtrArray *saved = scanner->saved;
	const State *last = saved->len ? saved->pdata[saved->len - 1] : NULL;
	gboolean uneven = last && last->depth != scanner->now.depth;

	if (directive->kind == SP_C_ELSE || directive->kind == SP_C_ENDIF)
		scanner->now.uneven |= uneven;
	if (directive->kind == SP_C_IF) {
		save_state(scanner, directive);
	} else if (last && directive->kind == SP_C_ELSE) {
		SpFunction *spare = scanner->now.depth ? NULL : read_head(scanner);

		if (spare)
			g_ptr_array_add(scanner->spare, spare);
		scanner->spare_until = G_MAXUINT;
		restore_state(scanner);
	} else if (last && directive->kind == SP_C_ENDIF) {
		if (last->never) {
			g_array_set_size(scanner->now.open, 0);
			restore_state(scanner);
		}
		scanner->spare_until = directive->line;
		g_ptr_array_remove_index(saved, saved->len - 1);
	}
}

static int by_head(gconstpointer a, gconstpointer b)
{
	const SpFunction *first = *(const SpFunction *const *)a;
	const SpFunction *second = *(const SpFunction *const *)b;

	return (first->head > second->head) - (first->head < second->head);
}

/* Returns: whether all braces match. */
static gboolean scan(SpCSource *source, const SpCText *text, const GArray *directives,
		     gboolean by_margin)
{
	g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(SpCToken));
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GPtrArray) saved = g_ptr_array_new_with_free_func(state_free);
	g_autoptr(GPtrArray) spare = g_ptr_array_new_with_free_func(function_free);
	Scanner scanner = {.text = text,
			   .source = source,
			   .now = {.tokens = tokens, .open = open},
			   .saved = saved,
			   .spare = spare,
			   .by_margin = by_margin};
	guint next = 0;

	for (guint line = 0; line < text->n_lines; line++) {
		const SpCDirective *d = next < directives->len
						? &g_array_index(directives, SpCDirective, next)
						: NULL;

		if (d && d->line == line) {
			scan_directive(&scanner, d);
			line = d->last;
			next++;
		} else if (!sp_carms_is_assembly(source->arms, line)) {
			scan_line(&scanner, line);
		}
	}
	return scanner.now.depth == 0;
}

static void find_functions(SpCSource *source, const SpCText *text, const GArray *directives)
{
	if (!scan(source, text, directives, FALSE)) {
		/* One missing brace would hide all functions behind it. */
		g_ptr_array_set_size(source->functions, 0);
		scan(source, text, directives, TRUE);
	}
	for (guint i = source->functions->len; i > 0; i--)
		if (((SpFunction *)source->functions->pdata[i - 1])->end == G_MAXUINT)
			g_ptr_array_remove_index(source->functions, i - 1);
	g_ptr_array_sort(source->functions, by_head);
}

SpCSource *sp_csource_of(const SpCText *text)
{
	g_autoptr(GArray) directives = sp_ctext_directives(text);
	SpCSource *source = g_new0(SpCSource, 1);

	source->functions = g_ptr_array_new_with_free_func(function_free);
	source->arms = sp_carms_new(text, directives);
	find_functions(source, text, directives);
	return source;
}

SpCSource *sp_csource_parse(const char *text, gsize length)
{
	g_autoptr(SpCText) parts = sp_ctext_new(text, length);

	return sp_csource_of(parts);
}

void sp_csource_free(SpCSource *source)
{
	if (!source)
		return;
	g_ptr_array_unref(source->functions);
	sp_carms_free(source->arms);
	g_free(source);
}

const GPtrArray *sp_csource_functions(const SpCSource *source)
{
	return source->functions;
}

const SpFunction *sp_csource_function_at(const SpCSource *source, guint line)
{
	guint behind = source->functions->len; /* the first whose head is below the line */

	for (guint low = 0; low < behind;) {
		guint middle = low + (behind - low) / 2;
		const SpFunction *function = source->functions->pdata[middle];

		if (function->head <= line)
			low = middle + 1;
		else
			behind = middle;
	}
	for (guint i = behind; i > 0; i--) {
		const SpFunction *function = source->functions->pdata[i - 1];

		if (line <= function->end)
			return function;
	}
	return NULL;
}

GPtrArray *sp_csource_find(const SpCSource *source, const char *name, const char *arm)
{
	g_auto(GStrv) wanted = arm && *arm ? sp_carms_terms(arm) : NULL;
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < source->functions->len; i++) {
		SpFunction *function = source->functions->pdata[i];
		g_auto(GStrv) have = NULL;
		gboolean all;

		if (strcmp(function->name, name))
			continue;
		if (!arm || !*arm) {
			g_ptr_array_add(found, function);
			continue;
		}
		/* Unbalanced parentheses in a file's #if lines can leave an arm that is no terms.
		 */
		have = sp_carms_terms(function->arm);
		all = have != NULL;
		for (guint k = 0; all && wanted && wanted[k]; k++)
			all = !*wanted[k] || g_strv_contains((const char *const *)have, wanted[k]);
		if (all && wanted)
			g_ptr_array_add(found, function);
	}
	return found;
}

const char *sp_csource_arm_at(const SpCSource *source, guint line)
{
	return sp_carms_at(source->arms, line);
}

static void code_line_clear(gpointer data)
{
	g_free(((SpCodeLine *)data)->block);
}

/* Room for the code of all lines, each with a NUL. */
static gsize code_room(const SpCText *text)
{
	const char *end = text->text + text->length;
	gsize room = text->length + text->n_lines + 2;

	for (const char *nul = text->text; (nul = memchr(nul, '\0', end - nul)); nul++)
		room += strlen("000");
	return room;
}

GArray *sp_csource_code_of(const SpCText *text)
{
	GArray *lines = g_array_new(FALSE, TRUE, sizeof(SpCodeLine));
	char *block, *start, *end;
	gboolean gap = FALSE;
	guint to = 0;

	g_array_set_clear_func(lines, code_line_clear);
	if (!text->n_lines)
		return lines;
	g_array_set_size(lines, text->n_lines);
	block = g_malloc(code_room(text));
	*block = '\0';
	start = end = block + 1;
	for (guint line = 0; line < text->n_lines; line++) {
		gsize from = text->starts[line], behind = text->starts[line + 1];
		SpCodeLine *entry = &g_array_index(lines, SpCodeLine, line);

		end = sp_ctext_write_code(text, from, behind, start, end, &gap);
		entry->comment = memchr(text->kind + from, SP_C_COMMENT, behind - from) != NULL;
		entry->code = block;
		if (line + 1 < text->n_lines && text->kind[behind - 1] == SP_C_COMMENT) {
			/* What follows the comment is on this line's account. */
			g_array_index(lines, SpCodeLine, line + 1).joined = TRUE;
			if (end > start)
				continue;
		}
		*end++ = '\0';
		g_array_index(lines, SpCodeLine, to).code = start;
		start = end;
		gap = FALSE;
		to = line + 1;
	}
	g_array_index(lines, SpCodeLine, lines->len - 1).block = block;
	return lines;
}

GArray *sp_csource_code_lines(const char *text, gsize length)
{
	g_autoptr(SpCText) parts = sp_ctext_new(text, length);

	return sp_csource_code_of(parts);
}

char *sp_csource_code(const char *text, gsize length)
{
	g_autoptr(GArray) lines = sp_csource_code_lines(text, length);
	g_autoptr(GString) code = g_string_sized_new(length);

	for (guint i = 0; i < lines->len; i++) {
		const char *line = g_array_index(lines, SpCodeLine, i).code;

		if (!*line)
			continue;
		g_string_append(code, line);
		g_string_append_c(code, '\n');
	}
	return g_string_free(g_steal_pointer(&code), FALSE);
}
