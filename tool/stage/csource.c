/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csource: one pass tells code, comments and literals apart, the next finds the directives and the
 * arms they open, the last follows braces to the functions. Where an #else or #elif begins, the
 * last pass goes back to its state at the #if, so that each arm is read as if the others were not.
 */
#include "stage/csource.h"

#include <string.h>

enum { CODE, COMMENT, LITERAL };

typedef struct {
	const char *text;
	gsize length;
	guint8 *kind;	/* CODE, COMMENT or LITERAL of each byte */
	GArray *starts; /* gsize, offset of each line, and the length at the end */
	guint n_lines;
} Text;

typedef struct {
	guint line, last; /* from the '#' to the end of its last continuation */
	char *word;
	char *rest;
} Directive;

typedef struct {
	GPtrArray *before; /* what the arms before this one ask for */
	char *now;	   /* what this one asks for; NULL in #else */
	guint around;	   /* index of the arm that its #if stands in */
	gboolean guard;
} Level;

struct _SpCSource {
	GPtrArray *functions;
	GPtrArray *arms; /* the different wordings; [0] is "" */
	guint *arm_of;	 /* index of each line's */
	guint n_lines;
};

typedef struct {
	char type; /* 'w' a word, '"' a literal, else the character itself */
	gsize at;
	guint length, line;
} Token;

typedef struct {
	guint depth, paren;
	gboolean body;	/* depth counts from a function's brace */
	gboolean never; /* saved at an "#if 0" */
	GArray *tokens; /* Token, since the last declaration ended; only while depth is 0 */
	GArray *open;	/* guint, indices of the functions whose end is still to come */
} State;

typedef struct {
	const Text *text;
	SpCSource *source;
	State now;
	GPtrArray *saved;  /* State at each #if that is open */
	GPtrArray *spare;  /* SpFunction, complete heads that an #else put aside */
	guint spare_until; /* line of the #endif after them */
} Scanner;

static gboolean is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '$';
}

static gboolean is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

/* @at is at "/" before "*" or "/"; the end of line after a "//" comment is not part of it. */
static gsize comment_end(const char *text, gsize length, gsize at)
{
	if (text[at + 1] == '*') {
		for (gsize i = at + 2; i + 1 < length; i++)
			if (text[i] == '*' && text[i + 1] == '/')
				return i + 2;
		return length;
	}
	for (; at < length && text[at] != '\n'; at++)
		if (text[at] == '\\' && at + 1 < length && text[at + 1] == '\n')
			at++;
	return at;
}

/* One that is not closed ends with its line, as an apostrophe in an #error does. */
static gsize literal_end(const char *text, gsize length, gsize at)
{
	char quote = text[at++];

	for (; at < length && text[at] != '\n'; at++) {
		if (text[at] == quote)
			return at + 1;
		if (text[at] != '\\' || at + 1 == length)
			continue;
		at++;
		if (text[at] == '\r' && at + 1 < length && text[at + 1] == '\n')
			at++;
	}
	return MIN(at, length);
}

static void text_free(Text *text)
{
	g_free(text->kind);
	g_array_unref(text->starts);
	g_free(text);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Text, text_free)

static Text *text_new(const char *bytes, gsize length)
{
	Text *text = g_new0(Text, 1);
	gsize end, at;

	text->text = bytes;
	text->length = length;
	text->kind = g_malloc0(length + 1);
	for (at = 0; at < length; at = end) {
		end = at + 1;
		if (bytes[at] == '"' || bytes[at] == '\'') {
			end = literal_end(bytes, length, at);
			memset(text->kind + at, LITERAL, end - at);
		} else if (bytes[at] == '/' && end < length &&
			   (bytes[end] == '*' || bytes[end] == '/')) {
			end = comment_end(bytes, length, at);
			memset(text->kind + at, COMMENT, end - at);
		}
	}

	text->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
	for (at = 0; at < length; at = end) {
		const char *eol = memchr(bytes + at, '\n', length - at);

		end = eol ? (gsize)(eol - bytes) + 1 : length;
		g_array_append_val(text->starts, at);
	}
	text->n_lines = text->starts->len;
	g_array_append_val(text->starts, length);
	return text;
}

static gsize line_start(const Text *text, guint line)
{
	return g_array_index(text->starts, gsize, line);
}

/* Appends the byte at @at as the compiler sees it; @gap remembers a blank that may be due. */
static void append_code(const Text *text, gsize at, GString *to, gboolean *gap)
{
	char c = text->text[at];

	if (text->kind[at] == LITERAL ? c == '\n' : is_blank(c) || c == '\n') {
		*gap = *gap || text->kind[at] != LITERAL;
		return;
	}
	if (text->kind[at] == COMMENT) {
		*gap = TRUE;
		return;
	}
	if (*gap && to->len)
		g_string_append_c(to, ' ');
	*gap = FALSE;
	if (c)
		g_string_append_c(to, c);
	else
		g_string_append(to, "\\000"); /* in a literal: the same to the compiler */
}

/* Whether the directive on @line goes on in the next one. */
static gboolean is_continued(const Text *text, guint line)
{
	gsize end = line_start(text, line + 1);

	if (end == 0 || text->text[end - 1] != '\n')
		return FALSE;
	if (text->kind[end - 1] == COMMENT)
		return TRUE;
	end--;
	if (end > line_start(text, line) && text->text[end - 1] == '\r')
		end--;
	return end > line_start(text, line) && text->text[end - 1] == '\\' &&
	       text->kind[end - 1] != COMMENT;
}

static void directive_clear(gpointer data)
{
	Directive *directive = data;

	g_free(directive->word);
	g_free(directive->rest);
}

static void add_directive(const Text *text, guint line, guint last, GArray *to)
{
	g_autoptr(GString) code = g_string_new(NULL);
	Directive directive = {.line = line, .last = last};
	gboolean gap = FALSE;
	const char *word, *end;

	for (gsize at = line_start(text, line); at < line_start(text, last + 1); at++) {
		if (text->text[at] == '\\' && at + 1 < text->length &&
		    (text->text[at + 1] == '\n' || text->text[at + 1] == '\r'))
			gap = TRUE;
		else
			append_code(text, at, code, &gap);
	}
	word = code->str + 1 + strspn(code->str + 1, " ");
	for (end = word; is_word(*end); end++)
		;
	directive.word = g_strndup(word, end - word);
	directive.rest = g_strdup(end + strspn(end, " "));
	g_array_append_val(to, directive);
}

static GArray *find_directives(const Text *text)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Directive));

	g_array_set_clear_func(found, directive_clear);
	for (guint line = 0; line < text->n_lines; line++) {
		gsize at = line_start(text, line), end = line_start(text, line + 1);
		guint last = line;

		while (at < end && (text->kind[at] == COMMENT || is_blank(text->text[at])))
			at++;
		if (at == end || text->kind[at] != CODE || text->text[at] != '#')
			continue;
		while (last + 1 < text->n_lines && is_continued(text, last))
			last++;
		add_directive(text, line, last, found);
		line = last;
	}
	return found;
}

static gboolean has_code(const Text *text, guint from, guint to)
{
	for (gsize at = line_start(text, from); at < line_start(text, to); at++)
		if (text->kind[at] != COMMENT && !is_blank(text->text[at]) &&
		    text->text[at] != '\n')
			return TRUE;
	return FALSE;
}

static gboolean opens(const Directive *directive)
{
	return g_str_has_prefix(directive->word, "if");
}

/* Whether the first #ifndef encloses all of the file's code and defines what it asks for. */
static gboolean has_guard(const Text *text, const GArray *directives)
{
	const Directive *d = (const Directive *)directives->data;
	guint n = directives->len, depth = 0;
	gsize length;

	if (n < 3 || strcmp(d[0].word, "ifndef") || strcmp(d[1].word, "define") ||
	    has_code(text, 0, d[0].line) || has_code(text, d[0].last + 1, d[1].line) ||
	    has_code(text, d[n - 1].last + 1, text->n_lines))
		return FALSE;
	length = strlen(d[0].rest);
	if (!g_str_has_prefix(d[1].rest, d[0].rest) || is_word(d[1].rest[length]))
		return FALSE;
	for (guint i = 0; i < n; i++) {
		if (opens(&d[i]))
			depth++;
		else if (depth == 1 && g_str_has_prefix(d[i].word, "el"))
			return FALSE;
		else if (strcmp(d[i].word, "endif") == 0 && --depth == 0)
			return i == n - 1;
	}
	return FALSE;
}

/* Splits at each top-level "&&"; NULL if there is a top-level "||" or "?" beside them. */
static char **split_conjuncts(const char *text)
{
	g_autoptr(GStrvBuilder) parts = g_strv_builder_new();
	const char *start = text, *p;
	g_autofree char *tail = NULL;
	int depth = 0;

	for (p = text; *p; p++) {
		depth += (*p == '(') - (*p == ')');
		if (depth == 0 && ((p[0] == '|' && p[1] == '|') || *p == '?'))
			return NULL;
		if (depth == 0 && p[0] == '&' && p[1] == '&') {
			g_autofree char *part = g_strndup(start, p - start);

			g_strv_builder_add(parts, g_strstrip(part));
			start = p++ + 2;
		}
	}
	tail = g_strdup(start);
	g_strv_builder_add(parts, g_strstrip(tail));
	return g_strv_builder_end(parts);
}

/* "defined(X)" and "!defined X" become "X" and "!X", anything else stays. */
static char *short_term(const char *term)
{
	const char *p = term, *name, *end;
	gboolean negative = *p == '!', parenthesis;

	p += negative;
	p += strspn(p, " ");
	if (!g_str_has_prefix(p, "defined"))
		return g_strdup(term);
	p += strlen("defined");
	if (is_word(*p))
		return g_strdup(term);
	p += strspn(p, " ");
	parenthesis = *p == '(';
	p += parenthesis;
	name = p + strspn(p, " ");
	for (end = name; is_word(*end); end++)
		;
	p = end + strspn(end, " ");
	if (end == name || (parenthesis && *p++ != ')') || *p)
		return g_strdup(term);
	return g_strdup_printf("%s%.*s", negative ? "!" : "", (int)(end - name), name);
}

/* What an #if, #ifdef, #ifndef or #elif asks for, in sp_csource_arm_at()'s words. */
static char *asks_for(const Directive *directive)
{
	g_auto(GStrv) terms = NULL;
	gsize length = strcspn(directive->rest, " ");

	if (strcmp(directive->word, "ifdef") == 0)
		return g_strndup(directive->rest, length);
	if (strcmp(directive->word, "ifndef") == 0)
		return g_strdup_printf("!%.*s", (int)length, directive->rest);
	terms = split_conjuncts(directive->rest);
	if (!terms)
		return g_strdup(directive->rest);
	for (char **term = terms; *term; term++) {
		char *shorter = short_term(*term);

		g_free(*term);
		*term = shorter;
	}
	return g_strjoinv(" && ", terms);
}

static char *negate(const char *expression)
{
	const char *p = expression + (*expression == '!');
	const char *end = p;

	while (is_word(*end))
		end++;
	if (*end == '\0' && end > p && !g_ascii_isdigit(*p))
		return p > expression ? g_strdup(p) : g_strdup_printf("!%s", p);
	return g_strdup_printf("!(%s)", expression);
}

static void level_free(gpointer data)
{
	Level *level = data;

	g_ptr_array_unref(level->before);
	g_free(level->now);
	g_free(level);
}

/* The index of the wording of all @levels together in the list of arms. */
static guint word_arm(SpCSource *source, const GPtrArray *levels)
{
	g_autoptr(GString) arm = g_string_new(NULL);
	guint index;

	for (guint i = 0; i < levels->len; i++) {
		const Level *level = levels->pdata[i];

		if (level->guard)
			continue;
		for (guint k = 0; k < level->before->len; k++) {
			g_autofree char *term = negate(level->before->pdata[k]);

			g_string_append_printf(arm, "%s%s", arm->len ? " && " : "", term);
		}
		if (level->now) {
			g_auto(GStrv) terms = split_conjuncts(level->now);

			g_string_append_printf(arm, terms ? "%s%s" : "%s(%s)",
					       arm->len ? " && " : "", level->now);
		}
	}
	if (g_ptr_array_find_with_equal_func(source->arms, arm->str, g_str_equal, &index))
		return index;
	g_ptr_array_add(source->arms, g_strdup(arm->str));
	return source->arms->len - 1;
}

static void find_arms(SpCSource *source, const Text *text, const GArray *directives)
{
	g_autoptr(GPtrArray) levels = g_ptr_array_new_with_free_func(level_free);
	gboolean guard = has_guard(text, directives);
	guint line = 0, arm = 0;

	for (guint i = 0; i < directives->len; i++) {
		const Directive *d = &g_array_index(directives, Directive, i);
		Level *level = levels->len ? levels->pdata[levels->len - 1] : NULL;
		guint around = arm;

		while (line < d->line)
			source->arm_of[line++] = arm;
		if (opens(d)) {
			level = g_new0(Level, 1);
			level->before = g_ptr_array_new_with_free_func(g_free);
			level->now = asks_for(d);
			level->guard = guard && i == 0;
			level->around = arm;
			g_ptr_array_add(levels, level);
			arm = word_arm(source, levels);
		} else if (level && g_str_has_prefix(d->word, "el")) {
			if (level->now)
				g_ptr_array_add(level->before, g_steal_pointer(&level->now));
			level->now = strcmp(d->word, "else") ? asks_for(d) : NULL;
			around = level->around;
			arm = word_arm(source, levels);
		} else if (level && strcmp(d->word, "endif") == 0) {
			around = arm = level->around;
			g_ptr_array_remove_index(levels, levels->len - 1);
		}
		while (line <= d->last)
			source->arm_of[line++] = around;
	}
	while (line < source->n_lines)
		source->arm_of[line++] = arm;
}

static gboolean one_of(const Text *text, const Token *token, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == token->length &&
		    memcmp(*words, text->text + token->at, token->length) == 0)
			return TRUE;
	return FALSE;
}

static gboolean starts_with(const Text *text, const Token *token, const char *prefix)
{
	gsize length = strlen(prefix);

	return token->length >= length && memcmp(text->text + token->at, prefix, length) == 0;
}

/* The index of the parenthesis that closes the one at @open, or the number of tokens. */
static guint closing(const GArray *tokens, guint open)
{
	guint depth = 0, i;

	for (i = open; i < tokens->len; i++) {
		char type = g_array_index(tokens, Token, i).type;

		depth += type == '(';
		if (type == ')' && --depth == 0)
			break;
	}
	return i;
}

static const char *const no_name[] = {
	"void",	  "int",      "char",	    "long", "short",   "unsigned",	 "signed",
	"float",  "double",   "if",	    "for",  "while",   "switch",	 "return",
	"sizeof", "typeof",   "__typeof__", "asm",  "__asm__", "_Static_assert", "static_assert",
	"const",  "volatile", NULL};
static const char *const attributes[] = {"__attribute__",
					 "__attribute",
					 "__printf",
					 "__scanf",
					 "__section",
					 "__aligned",
					 "__alias",
					 "__acquires",
					 "__releases",
					 "__must_hold",
					 "__cond_lock",
					 "__malloc",
					 "__alloc_size",
					 "__assume_aligned",
					 "__nonnull",
					 "__no_sanitize",
					 "__optimize",
					 "__target",
					 "__error",
					 "__compiletime_error",
					 "__compiletime_warning",
					 "__copy",
					 "__nonstring",
					 "__diag",
					 NULL};
static const char *const aggregates[] = {"struct", "union", "enum", "goto", NULL};
static const char *const storage[] = {"static", "inline", "extern", "asmlinkage", NULL};

/* A name in capitals that no type stands before is a macro that makes the real name. */
static gboolean is_macro(const Text *text, const GArray *tokens, guint from, guint name)
{
	const Token *token = &g_array_index(tokens, Token, name);

	for (guint i = 0; i < token->length; i++)
		if (g_ascii_islower(text->text[token->at + i]))
			return FALSE;
	for (guint i = from; i < name; i++) {
		const Token *before = &g_array_index(tokens, Token, i);

		if (!one_of(text, before, storage) && !starts_with(text, before, "__"))
			return FALSE;
	}
	return TRUE;
}

static char *real_name(const Text *text, const GArray *tokens, guint from, guint name)
{
	const Token *token = &g_array_index(tokens, Token, name);
	const Token *first = token + 2;
	const char *prefix = "";

	if (!is_macro(text, tokens, from, name) || name + 2 >= tokens->len || first->type != 'w' ||
	    one_of(text, first, no_name))
		return g_strndup(text->text + token->at, token->length);
	if (starts_with(text, token, "SYSCALL_DEFINE"))
		prefix = "sys_";
	else if (starts_with(text, token, "COMPAT_SYSCALL_DEFINE"))
		prefix = "compat_sys_";
	return g_strdup_printf("%s%.*s", prefix, (int)first->length, text->text + first->at);
}

/* Whether tokens @i and @i + 1 can be the name of a function and its parenthesis. */
static gboolean is_named(const Text *text, const GArray *tokens, guint i)
{
	const Token *token = (const Token *)tokens->data;

	return !(i + 2 < tokens->len && token[i + 2].type == '*') &&
	       !one_of(text, &token[i], no_name) && !one_of(text, &token[i], attributes) &&
	       !(i && one_of(text, &token[i - 1], aggregates));
}

/*
 * The function that the tokens before a brace are the head of, or NULL. Its name is the last word
 * with a parenthesis behind it that is not an attribute, known by its name or by its place:
 * directly behind another's parenthesis.
 */
static SpFunction *read_head(const Scanner *scanner)
{
	const Text *text = scanner->text;
	const GArray *tokens = scanner->now.tokens;
	const Token *token = (const Token *)tokens->data;
	guint n = tokens->len, name = n, from = 0, name_from = 0, tail = n;
	SpFunction *function;

	if (n < 3 || scanner->now.paren || starts_with(text, token, "typedef"))
		return NULL;
	for (guint i = 0; i < n; i++) {
		gboolean call = token[i].type == 'w' && i + 1 < n && token[i + 1].type == '(';

		if (token[i].type == '=')
			return NULL;
		if (call && is_named(text, tokens, i) &&
		    (i != tail || is_macro(text, tokens, i, i))) {
			name = i;
			name_from = from;
			from = tail = closing(tokens, i + 1) + 1;
		} else if (i == tail && (call || starts_with(text, &token[i], "__"))) {
			tail = call ? closing(tokens, i + 1) + 1 : i + 1;
		} else if (name == n && token[i].type == '(' && i + 3 < n &&
			   token[i + 1].type == '*' && token[i + 2].type == 'w' &&
			   token[i + 3].type == '(') {
			name = i + 2; /* it returns a pointer to a function */
		}
		if (token[i].type == '(')
			i = closing(tokens, i);
	}
	if (name == n || (token[n - 1].type != ')' && token[n - 1].type != 'w'))
		return NULL;
	function = g_new0(SpFunction, 1);
	function->name = real_name(text, tokens, name_from, name);
	function->head = token[name_from].line;
	function->open = token[name].line; /* of the name, until the brace is known */
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

	function->arm = g_strdup(sp_csource_arm_at(scanner->source, function->open));
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

static void open_brace(Scanner *scanner, guint line)
{
	SpFunction *function;

	if (scanner->now.depth++)
		return;
	function = read_head(scanner);
	scanner->now.body = function != NULL;
	if (function && function->open <= scanner->spare_until)
		for (guint i = 0; i < scanner->spare->len; i++) {
			SpFunction *spare = scanner->spare->pdata[i];

			if (spare->open != function->open)
				add_open(scanner, g_steal_pointer(&scanner->spare->pdata[i]), line);
		}
	if (function)
		add_open(scanner, function, line);
	end_declaration(scanner);
}

static void close_brace(Scanner *scanner, guint line, gboolean at_margin)
{
	State *now = &scanner->now;

	/* At the margin it ends a function whatever the arms before it did to the depth. */
	now->depth = now->depth && !(now->body && at_margin) ? now->depth - 1 : 0;
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

static void scan_line(Scanner *scanner, guint line)
{
	const Text *text = scanner->text;
	gsize start = line_start(text, line), end = line_start(text, line + 1), next;
	State *now = &scanner->now;

	for (gsize at = start; at < end; at = next) {
		Token token = {.type = text->text[at], .at = at, .line = line};

		next = at + 1;
		if (text->kind[at] == COMMENT || is_blank(token.type) || token.type == '\n')
			continue;
		if (text->kind[at] == LITERAL || is_word(token.type)) {
			while (next < end && text->kind[next] == text->kind[at] &&
			       (text->kind[at] == LITERAL || is_word(text->text[next])))
				next++;
			token.type = text->kind[at] == LITERAL ? '"' : 'w';
		}
		token.length = next - at;
		if (token.type == '{' && (now->depth || !now->paren)) {
			open_brace(scanner, line);
		} else if (token.type == '}' && (now->depth || !now->paren)) {
			close_brace(scanner, line, at == start);
		} else if (now->depth == 0) {
			gboolean ends = !now->paren && (token.type == ';' || token.type == ')');

			now->paren += token.type == '(';
			now->paren -= token.type == ')' && now->paren;
			if (ends)
				end_declaration(scanner);
			else
				g_array_append_val(now->tokens, token);
		}
	}
}

static void save_state(Scanner *scanner, const Directive *directive)
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

static void scan_directive(Scanner *scanner, const Directive *directive)
{
	GPtrArray *saved = scanner->saved;
	const State *last = saved->len ? saved->pdata[saved->len - 1] : NULL;

	if (opens(directive)) {
		save_state(scanner, directive);
	} else if (last && g_str_has_prefix(directive->word, "el")) {
		SpFunction *spare = scanner->now.depth ? NULL : read_head(scanner);

		if (spare)
			g_ptr_array_add(scanner->spare, spare);
		scanner->spare_until = G_MAXUINT;
		restore_state(scanner);
	} else if (last && strcmp(directive->word, "endif") == 0) {
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

static void find_functions(SpCSource *source, const Text *text, const GArray *directives)
{
	g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(Token));
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GPtrArray) saved = g_ptr_array_new_with_free_func(state_free);
	g_autoptr(GPtrArray) spare = g_ptr_array_new_with_free_func(function_free);
	Scanner scanner = {.text = text,
			   .source = source,
			   .now = {.tokens = tokens, .open = open},
			   .saved = saved,
			   .spare = spare};
	guint next = 0;

	for (guint line = 0; line < text->n_lines; line++) {
		const Directive *d =
			next < directives->len ? &g_array_index(directives, Directive, next) : NULL;

		if (d && d->line == line) {
			scan_directive(&scanner, d);
			line = d->last;
			next++;
		} else {
			scan_line(&scanner, line);
		}
	}
	for (guint i = source->functions->len; i > 0; i--)
		if (((SpFunction *)source->functions->pdata[i - 1])->end == G_MAXUINT)
			g_ptr_array_remove_index(source->functions, i - 1);
	g_ptr_array_sort(source->functions, by_head);
}

SpCSource *sp_csource_parse(const char *text, gsize length)
{
	g_autoptr(Text) parts = text_new(text, length);
	g_autoptr(GArray) directives = find_directives(parts);
	SpCSource *source = g_new0(SpCSource, 1);

	source->functions = g_ptr_array_new_with_free_func(function_free);
	source->arms = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(source->arms, g_strdup(""));
	source->n_lines = parts->n_lines;
	source->arm_of = g_new0(guint, parts->n_lines);
	find_arms(source, parts, directives);
	find_functions(source, parts, directives);
	return source;
}

void sp_csource_free(SpCSource *source)
{
	if (!source)
		return;
	g_ptr_array_unref(source->functions);
	g_ptr_array_unref(source->arms);
	g_free(source->arm_of);
	g_free(source);
}

const GPtrArray *sp_csource_functions(const SpCSource *source)
{
	return source->functions;
}

const SpFunction *sp_csource_function_at(const SpCSource *source, guint line)
{
	for (guint i = source->functions->len; i > 0; i--) {
		const SpFunction *function = source->functions->pdata[i - 1];

		if (function->head <= line && line <= function->end)
			return function;
	}
	return NULL;
}

GPtrArray *sp_csource_find(const SpCSource *source, const char *name, const char *arm)
{
	g_auto(GStrv) wanted = split_conjuncts(arm ? arm : "");
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < source->functions->len; i++) {
		SpFunction *function = source->functions->pdata[i];
		g_auto(GStrv) have = split_conjuncts(function->arm);
		gboolean all = TRUE;

		if (strcmp(function->name, name))
			continue;
		for (guint k = 0; all && wanted && wanted[k]; k++)
			all = !*wanted[k] || g_strv_contains((const char *const *)have, wanted[k]);
		if (all && wanted)
			g_ptr_array_add(found, function);
	}
	return found;
}

const char *sp_csource_arm_at(const SpCSource *source, guint line)
{
	return source->arms->pdata[line < source->n_lines ? source->arm_of[line] : 0];
}

static void code_line_clear(gpointer data)
{
	g_free(((SpCodeLine *)data)->code);
}

GArray *sp_csource_code_lines(const char *text, gsize length)
{
	g_autoptr(Text) parts = text_new(text, length);
	g_autoptr(GString) code = g_string_new(NULL);
	GArray *lines = g_array_new(FALSE, TRUE, sizeof(SpCodeLine));
	gboolean gap = FALSE;
	guint to = 0;

	g_array_set_clear_func(lines, code_line_clear);
	g_array_set_size(lines, parts->n_lines);
	for (guint line = 0; line < parts->n_lines; line++) {
		gsize end = line_start(parts, line + 1);
		SpCodeLine *entry = &g_array_index(lines, SpCodeLine, line);

		for (gsize at = line_start(parts, line); at < end; at++) {
			entry->comment |= parts->kind[at] == COMMENT;
			append_code(parts, at, code, &gap);
		}
		if (line + 1 < parts->n_lines && parts->kind[end - 1] == COMMENT) {
			/* What follows the comment is on this line's account. */
			g_array_index(lines, SpCodeLine, line + 1).joined = TRUE;
			if (code->len) {
				entry->code = entry->code ? entry->code : g_strdup("");
				continue;
			}
		}
		g_free(g_array_index(lines, SpCodeLine, to).code);
		g_array_index(lines, SpCodeLine, to).code = g_strdup(code->str);
		if (to != line)
			entry->code = g_strdup("");
		g_string_truncate(code, 0);
		gap = FALSE;
		to = line + 1;
	}
	return lines;
}

char *sp_csource_code(const char *text, gsize length)
{
	g_autoptr(GArray) lines = sp_csource_code_lines(text, length);
	g_autoptr(GString) code = g_string_sized_new(length);

	for (guint i = 0; i < lines->len; i++) {
		const char *line = g_array_index(lines, SpCodeLine, i).code;

		if (*line)
			g_string_append_printf(code, "%s\n", line);
	}
	return g_string_free(g_steal_pointer(&code), FALSE);
}
