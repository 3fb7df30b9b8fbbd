/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cmacro: an argument is followed from macro to macro by its position.
 */
#include "stage/cmacro.h"

#include <string.h>

/* Macros that hand an argument on. */
#define MAX_DEPTH 8

/* The name of the call that @at is inside of, at the front of its arguments or behind a comma; NULL
 * if there is none. */
static const char *callee(const char *text, const char *at, gsize *length)
{
	guint depth = 0;

	while (at-- > text && *at != ';' && *at != '{' && *at != '}') {
		const char *start = at;

		depth += *at == ')';
		if (*at != '(')
			continue;
		if (depth) {
			depth--;
			continue;
		}
		while (start > text && sp_ctext_is_word(start[-1]))
			start--;
		*length = at - start;
		return *length ? start : NULL;
	}
	return NULL;
}

/* Whether nothing but words, the first of them in the first column, stands before @at. */
static gboolean is_outermost(const char *text, const char *at)
{
	while (at > text && (sp_ctext_is_word(at[-1]) || at[-1] == ' '))
		at--;
	return (at == text || at[-1] == '\n') && sp_ctext_is_word(*at);
}

/* Whether the line that @at is in goes on in the next one, as those of a macro do. */
static gboolean is_continued(const char *at)
{
	const char *eol = strchr(at, '\n');

	return eol && eol > at && eol[-1] == '\\';
}

/* Whether @word is, as a whole, an argument of a macro that makes declarations: of what is called
 * outside of functions, or in a macro. */
static gboolean is_argument(const char *text, gsize length, const char *word)
{
	gsize n = strlen(word), called;

	for (const char *at = text; (at = g_strstr_len(at, length - (at - text), word)); at += n) {
		const char *before = at, *behind = at + n, *name;

		while (before > text && strchr(" \t\n", before[-1]))
			before--;
		behind += strspn(behind, " \t\n");
		if (before == text || !strchr("(,", before[-1]) || !*behind ||
		    !strchr("),", *behind))
			continue;
		name = callee(text, at, &called);
		if (name && (is_outermost(text, name) || is_continued(name)))
			return TRUE;
	}
	return FALSE;
}

static gboolean has_argument(SpCNames *names, const char *word)
{
	const SpCText *text = names->file->tokens->text;
	SpCHeader *header;

	if (is_argument(text->text, text->length, word))
		return TRUE;
	for (guint i = 0; (header = sp_cnames_header(names, i)); i++)
		if (sp_cheader_has_hash(header, word) &&
		    is_argument(header->text, header->length, word))
			return TRUE;
	return FALSE;
}

/* The operands of a chain of "##", words that are parameters or stand for themselves. */
#define MAX_OPERANDS 6

typedef struct {
	SpCNames *names;
	const char *word[MAX_OPERANDS];
	gsize length[MAX_OPERANDS];
	guint n;
} Chain;

/*
 * Whether @name can be the operands from @i on joined, each either itself or, as a parameter, any
 * argument of a macro there is; @fixed bytes before are operands themselves. Two bytes that stand
 * for themselves must be in it, or all names were made of something.
 */
static gboolean fits(const Chain *chain, guint i, const char *name, gsize fixed)
{
	gsize length = i < chain->n ? chain->length[i] : 0;

	if (i == chain->n)
		return !*name && fixed > 1;
	if (length && strncmp(name, chain->word[i], length) == 0 &&
	    fits(chain, i + 1, name + length, fixed + length))
		return TRUE;
	for (gsize n = 1; name[n - 1]; n++) {
		g_autofree char *piece = NULL;

		if (!fits(chain, i + 1, name + n, fixed))
			continue;
		piece = g_strndup(name, n);
		if (has_argument(chain->names, piece))
			return TRUE;
	}
	return FALSE;
}

static const char *blanks_on(const char *p)
{
	while (*p == ' ' || *p == '\t' || (*p == '\\' && p[1] == '\n'))
		p += *p == '\\' ? 2 : 1;
	return p;
}

static void add_operand(Chain *chain, const char *word)
{
	gsize length = 0;

	while (sp_ctext_is_word(word[length]))
		length++;
	chain->word[chain->n] = word;
	chain->length[chain->n++] = length;
}

/* Reads the chain whose first "##" is at @p; returns what is behind it. */
static const char *read_chain(Chain *chain, const char *text, const char *p)
{
	const char *left = p;

	while (left > text && strchr(" \t", left[-1]))
		left--;
	while (left > text && sp_ctext_is_word(left[-1]))
		left--;
	chain->n = 0;
	add_operand(chain, left);
	while (g_str_has_prefix(p, "##") && chain->n < MAX_OPERANDS) {
		add_operand(chain, blanks_on(p + 2));
		p = blanks_on(chain->word[chain->n - 1] + chain->length[chain->n - 1]);
	}
	return p;
}

static gboolean pastes(SpCNames *names, const char *text, const char *name)
{
	Chain chain = {.names = names};

	for (const char *p = text; (p = strstr(p, "##"));) {
		const char *end = read_chain(&chain, text, p);

		p = MAX(end, p + 2);
		if (fits(&chain, 0, name, 0))
			return TRUE;
	}
	return FALSE;
}

gboolean sp_cmacro_makes(SpCNames *names, const char *name)
{
	SpCHeader *header;

	if (pastes(names, names->file->tokens->text->text, name))
		return TRUE;
	for (guint i = 0; (header = sp_cnames_header(names, i)); i++)
		if (strstr(header->text, "##") && pastes(names, header->text, name))
			return TRUE;
	return FALSE;
}

/* The parameter number @n of a macro whose @text begins "(a, b)"; an argument of the rest has the
 * last one's name. *body: what stands behind the parameters. */
static char *parameter(const char *text, guint n, const char **body)
{
	const char *close = *text == '(' ? strchr(text, ')') : NULL;
	g_autofree char *list = close ? g_strndup(text + 1, close - text - 1) : NULL;
	g_auto(GStrv) names = list ? g_strsplit(list, ",", -1) : NULL;
	guint count = names ? g_strv_length(names) : 0;
	const char *name;

	if (!count)
		return NULL;
	*body = close + 1;
	if (n >= count && !strstr(names[count - 1], "..."))
		return NULL;
	name = g_strstrip(names[MIN(n, count - 1)]);
	if (strcmp(name, "...") == 0)
		return g_strdup("__VA_ARGS__");
	return g_strndup(name, strcspn(name, ". "));
}

/* The call that @at of @body is an argument of: its name, and the argument's number. */
static char *call_around(const char *body, const char *at, guint *n)
{
	guint depth = 0;

	*n = 0;
	while (at > body) {
		const char *start;

		at--;
		if (*at == ')') {
			depth++;
		} else if (*at == ',' && !depth) {
			++*n;
		} else if (*at == '(' && depth) {
			depth--;
		} else if (*at == '(') {
			while (at > body && at[-1] == ' ')
				at--;
			for (start = at; start > body && sp_ctext_is_word(start[-1]);)
				start--;
			if (start < at)
				return g_strndup(start, at - start);
			*n = 0;
		}
	}
	return NULL;
}

typedef struct {
	SpCNames *names;
	guint n, depth;
	guint answers; /* bits, 1 << SpCArgument */
} Follow;

static gboolean follow(const SpCDecls *in, const SpCDecl *decl, gpointer data);

/* Of several uses, one as a name is enough to make it one. */
static SpCArgument strictest(guint answers)
{
	return answers & 1 << SP_ARGUMENT_NAME	  ? SP_ARGUMENT_NAME
	       : answers & 1 << SP_ARGUMENT_OTHER ? SP_ARGUMENT_OTHER
	       : answers			  ? SP_ARGUMENT_PART
						  : SP_ARGUMENT_NAME;
}

/* What becomes of the parameter at @at of a macro's @body. */
static SpCArgument follow_use(const Follow *outer, const char *body, const char *at, gsize length)
{
	const char *before = at, *behind = at + length + strspn(at + length, " "), *comma;
	Follow inner = {outer->names, 0, outer->depth + 1, 0};
	g_autofree char *call = NULL;

	while (before > body && before[-1] == ' ')
		before--;
	comma = before;
	while (comma > body && (comma[-1] == '#' || comma[-1] == ' '))
		comma--;
	/* GNU's ", ##__VA_ARGS__" joins nothing. */
	if ((before > body && before[-1] == '#' && comma > body && comma[-1] != ',') ||
	    g_str_has_prefix(behind, "##"))
		return SP_ARGUMENT_PART;
	if (before > body && before - 2 > body && before[-1] == '#' && before[-2] != '#')
		return SP_ARGUMENT_PART;
	if (before > body + 6 && (before[-1] == '.' || g_str_has_prefix(before - 2, "->") ||
				  g_str_has_prefix(before - 6, "struct")))
		return SP_ARGUMENT_OTHER;
	/* A part of an argument is one of its names. */
	if (before > body && (!strchr("(,", before[-1]) || !strchr("),", *behind)))
		return SP_ARGUMENT_NAME;
	call = call_around(body, at, &inner.n);
	if (!call || outer->depth == MAX_DEPTH)
		return SP_ARGUMENT_NAME;
	if (strcmp(call, "__builtin_offsetof") == 0)
		return inner.n ? SP_ARGUMENT_OTHER : SP_ARGUMENT_NAME;
	sp_cnames_each(outer->names, call, FALSE, follow, &inner);
	return strictest(inner.answers);
}

/* A SpCNamesFunc over a macro's definitions. */
static gboolean follow(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	Follow *state = data;
	const char *body;
	g_autofree char *name = NULL;
	gsize length;

	(void)in;
	if (decl->kind != SP_DECL_MACRO)
		return FALSE;
	name = parameter(decl->text, state->n, &body);
	if (!name || !*name)
		return FALSE;
	length = strlen(name);
	for (const char *p = body; (p = strstr(p, name)); p += length)
		if (!sp_ctext_is_word(p[-1]) && !sp_ctext_is_word(p[length]))
			state->answers |= 1 << follow_use(state, body, p, length);
	return state->answers & 1 << SP_ARGUMENT_NAME;
}

SpCArgument sp_cmacro_argument(SpCNames *names, guint at)
{
	const SpCTokens *tokens = names->file->tokens;
	Follow state = {names, 0, 0, 0};

	for (guint i = at; i-- > 1;) {
		char type = tokens->token[i].type;

		if (strchr(")]}", type)) {
			if (tokens->match[i] >= i)
				break;
			i = tokens->match[i];
		} else if (strchr(";{", type)) {
			break;
		} else if (type == ',') {
			state.n++;
		} else if (type == '(') {
			if (sp_ctokens_is(tokens, i - 1, "__builtin_offsetof"))
				return SP_ARGUMENT_OTHER;
			if (sp_ctokens_is_name(tokens, i - 1))
				sp_cnames_each(names, sp_cdecls_word(names->file, i - 1), FALSE,
					       follow, &state);
			if (state.answers)
				return strictest(state.answers);
			state.n = 0;
		}
	}
	return SP_ARGUMENT_NAME;
}
