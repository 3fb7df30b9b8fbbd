/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cdecl: declarations are read by recursive descent over ctoken's tokens: specifiers, then
 * declarators up to the semicolon. The readers never go back; each returns the token to go on from.
 */
#include "stage/cdecl.h"

#include <string.h>

#include "stage/ckeyword.h"

typedef struct {
	SpCDeclKind kind; /* of what is declared: a member, a variable */
	const char *of;	  /* tag around a member */
	GArray *to;	  /* SpCDecl */
	guint limit;	  /* token behind the last that belongs to it */
	guint end;	  /* last token of a local's scope */
} Where;

typedef struct {
	const char *type;
	gboolean typed, is_typedef, is_static, plain; /* plain: @type is a single word */
	gboolean bare;				      /* a tag with a body or alone */
} Spec;

static guint read_declaration(SpCDecls *decls, guint i, const Where *where);

static char type_at(const SpCDecls *decls, guint i)
{
	return decls->tokens->token[MIN(i, decls->tokens->n)].type;
}

static gboolean is_reserved(const SpCDecls *decls, guint i)
{
	return sp_ctokens_starts(decls->tokens, i, "__");
}

static gboolean is_capital(const SpCDecls *decls, guint i)
{
	return sp_ctokens_is_capital(decls->tokens, i);
}

/* Whether the word at @i is a declared name, and the word behind it an attribute of it. */
static gboolean has_attribute(const SpCDecls *decls, guint i)
{
	/* Not in "notrace __f(int a) {". */
	return !is_reserved(decls, i) && type_at(decls, i + 1) == 'w' &&
	       (is_reserved(decls, i + 1) || is_capital(decls, i + 1) ||
		sp_ctokens_is(decls->tokens, i + 1, "asm")) &&
	       (type_at(decls, i + 2) != '(' ||
		type_at(decls, sp_ctokens_skip(decls->tokens, i + 2)) != '{');
}

/* A function's parameters between @open and its counterpart; they are known until @end. */
static void read_parameters(SpCDecls *decls, guint open, guint end)
{
	guint close = decls->tokens->match[open];

	for (guint i = open + 1; i < close;) {
		guint last = i;
		Where where = {SP_DECL_VARIABLE, NULL, decls->locals, 0, end};

		while (last < close && type_at(decls, last) != ',')
			last = sp_ctokens_skip(decls->tokens, last);
		where.limit = MIN(last, close);
		read_declaration(decls, i, &where);
		i = last + 1;
	}
}

static void count_parameters(const SpCDecls *decls, guint open, SpCDecl *decl)
{
	const SpCTokens *tokens = decls->tokens;
	guint close = tokens->match[open];
	int count = sp_ctokens_arguments(tokens, open);

	if (count == 1 && close == open + 2 && sp_ctokens_is(tokens, open + 1, "void"))
		count = 0;
	else if (count == 0)
		count = -1;
	for (guint i = open + 1; i < close; i++)
		if (is_capital(decls, i) && type_at(decls, i + 1) == '(')
			count = -1; /* what it makes is not known */
	decl->least = decl->most = count;
	if (count > 0 && type_at(decls, close - 1) == '.') {
		decl->least = count - 1;
		decl->most = G_MAXINT;
	}
}

static void read_enumerators(SpCDecls *decls, guint open, guint close, GArray *to)
{
	gboolean start = TRUE;

	for (guint i = open + 1; i < close; i = sp_ctokens_skip(decls->tokens, i)) {
		if (start && sp_ctokens_is_name(decls->tokens, i))
			sp_cdecls_add(decls, to, sp_cdecls_word(decls, i), SP_DECL_ENUMERATOR, i)
				->vague = type_at(decls, i + 1) == '(';
		start = type_at(decls, i) == ',' || type_at(decls, i + 1) == ')';
	}
}

/* Words of a macro's arguments, each of which it may declare. */
static void read_macro(SpCDecls *decls, guint name, const Where *where)
{
	guint open = name + 1, close = decls->tokens->match[open];

	for (guint i = open + 1; i < close; i++) {
		gboolean alone =
			strchr(",(", type_at(decls, i - 1)) && strchr(",)[", type_at(decls, i + 1));
		gboolean ends =
			where->kind == SP_DECL_MEMBER && strchr(";[:", type_at(decls, i + 1));
		SpCDecl *decl;

		if (!sp_ctokens_is_name(decls->tokens, i) || (!alone && !ends))
			continue;
		decl = sp_cdecls_add(decls, where->to, sp_cdecls_word(decls, i), where->kind, i);
		decls->declarator[i] = FALSE;
		decl->of = where->of;
		decl->vague = TRUE;
		decl->from = i;
		decl->to = where->end;
	}
}

static void make_vague(SpCDecls *decls, const char *tag)
{
	for (guint i = decls->decls->len; tag && i-- > 0;) {
		SpCDecl *decl = &g_array_index(decls->decls, SpCDecl, i);

		if (decl->kind == SP_DECL_TAG && strcmp(decl->name, tag) == 0 && decl->body) {
			decl->vague = TRUE;
			return;
		}
	}
}

static void read_members(SpCDecls *decls, guint open, guint close, const char *tag, GArray *to)
{
	Where where = {SP_DECL_MEMBER, tag, to, close, 0};

	for (guint i = open + 1; i < close;) {
		guint next = read_declaration(decls, i, &where);

		if (next == i)
			make_vague(decls, tag);
		while (next < close && type_at(decls, next) != ';')
			next = sp_ctokens_skip(decls->tokens, next);
		i = next + 1;
	}
}

/* Attributes at @i: words that begin with "__", each with what is in parentheses behind it. */
static guint skip_attributes(const SpCDecls *decls, guint i)
{
	while (is_reserved(decls, i) || (is_capital(decls, i) && (type_at(decls, i + 1) == '(')))
		i = type_at(decls, i + 1) == '(' ? sp_ctokens_skip(decls->tokens, i + 1) : i + 1;
	return i;
}

/* struct, union or enum at @i. */
static guint read_tag(SpCDecls *decls, guint i, const Where *where, Spec *spec)
{
	const SpCTokens *tokens = decls->tokens;
	gboolean is_enum = sp_ctokens_is(tokens, i, "enum");
	GArray *to = decls->decls;
	guint name = 0, close, behind;
	SpCDecl *decl;

	i++;
	while (is_reserved(decls, i) &&
	       (type_at(decls, i + 1) == '(' ||
		(type_at(decls, i + 1) == 'w' && type_at(decls, i + 2) == '{')))
		i = type_at(decls, i + 1) == '(' ? sp_ctokens_skip(tokens, i + 1) : i + 1;
	spec->typed = TRUE;
	spec->plain = FALSE;
	if (type_at(decls, i) == 'w') {
		name = i;
		spec->type = sp_cdecls_word(decls, i++);
	}
	spec->bare = TRUE;
	if (type_at(decls, i) != '{' || tokens->match[i] == i) {
		if (name && where->limit > i && type_at(decls, i) == ';' &&
		    where->to == decls->decls) {
			decl = sp_cdecls_add(decls, to, spec->type, SP_DECL_TAG, name);
			decls->declarator[name] = FALSE;
		}
		return i;
	}
	close = tokens->match[i];
	behind = skip_attributes(decls, close + 1);
	if (!name) {
		g_autofree char *made = g_strdup_printf("%s:%u", decls->path, i);

		spec->type = where->kind == SP_DECL_MEMBER && type_at(decls, behind) == ';'
				     ? where->of
				     : g_string_chunk_insert_const(decls->chunk, made);
	}
	decl = sp_cdecls_add(decls, to, spec->type, SP_DECL_TAG, name);
	decl->body = TRUE;
	decl->line = tokens->token[i].line;
	if (is_enum)
		read_enumerators(decls, i, close, to);
	else
		read_members(decls, i, close, spec->type, to);
	return type_at(decls, behind) == ';' ? behind : close + 1;
}

/* Whether the word at @i, with parentheses behind it, is part of a type: "__must(1) int f(". */
static gboolean is_attribute(const SpCDecls *decls, guint i, gboolean typed)
{
	guint behind = sp_ctokens_skip(decls->tokens, i + 1);

	return (is_reserved(decls, i) || is_capital(decls, i)) && type_at(decls, behind) == 'w' &&
	       (is_reserved(decls, i) || typed) && (!typed || !is_reserved(decls, behind));
}

/* Returns: the first token of the declarators; @i itself if no specifiers stand there. */
static guint read_specifiers(SpCDecls *decls, guint i, const Where *where, Spec *spec)
{
	const SpCTokens *tokens = decls->tokens;

	while (i < where->limit && type_at(decls, i) == 'w') {
		char next = i + 1 < where->limit ? type_at(decls, i + 1) : ';';

		if (sp_ckeyword_is_aggregate(tokens, i)) {
			i = read_tag(decls, i, where, spec);
		} else if (sp_ckeyword_is_typeof(tokens, i)) {
			spec->typed = TRUE;
			i = next == '(' ? sp_ctokens_skip(tokens, i + 1) : i + 1;
		} else if (sp_ctokens_is(tokens, i, "typedef")) {
			spec->is_typedef = TRUE;
			i++;
		} else if (sp_ckeyword_is_qualifier(tokens, i)) {
			spec->is_static |= sp_ctokens_is(tokens, i, "static");
			i++;
		} else if (sp_ckeyword_is_base(tokens, i)) {
			if (spec->plain)
				spec->type = NULL;
			spec->typed = TRUE;
			spec->plain = FALSE;
			i++;
		} else if (next == '(' && is_attribute(decls, i, spec->typed)) {
			i = sp_ctokens_skip(tokens, i + 1);
		} else if (spec->typed && has_attribute(decls, i)) {
			return i;
		} else if (next == 'w' || next == '*' ||
			   sp_ctokens_is_function_pointer(tokens, i + 1)) {
			if (!spec->typed ||
			    (spec->plain && !is_reserved(decls, i) && next == 'w')) {
				spec->type = sp_cdecls_word(decls, i);
				spec->plain = TRUE;
			}
			spec->typed = TRUE;
			i++;
		} else if (!spec->typed && next != '(') {
			spec->type = sp_cdecls_word(decls, i); /* a parameter without name */
			return i + 1;
		} else {
			return i;
		}
	}
	return i;
}

static void declare(SpCDecls *decls, const Where *where, const Spec *spec, guint name, guint open)
{
	SpCDeclKind kind = spec->is_typedef			     ? SP_DECL_TYPE
			   : where->kind == SP_DECL_MEMBER	     ? SP_DECL_MEMBER
			   : open && type_at(decls, open - 1) == 'w' ? SP_DECL_FUNCTION
								     : where->kind;
	GArray *to = spec->is_typedef && where->kind != SP_DECL_MEMBER && where->to == decls->decls
			     ? decls->decls
			     : where->to;
	SpCDecl *decl = sp_cdecls_add(decls, to, sp_cdecls_word(decls, name), kind, name);

	decl->type = spec->type;
	decl->of = where->of;
	decl->fixed = spec->is_static;
	decl->from = name;
	decl->to = where->end;
	if (open)
		count_parameters(decls, open, decl);
}

/* "(*name)(...)", "(*name[3])(...)", "(name)": @open is its first parenthesis. */
static guint read_pointer(SpCDecls *decls, guint open, const Where *where, const Spec *spec)
{
	const SpCTokens *tokens = decls->tokens;
	guint close = tokens->match[open], name = open + 1, behind = close + 1;
	gboolean call = type_at(decls, behind) == '(' && behind < where->limit;

	while (name < close &&
	       (!sp_ctokens_is_name(tokens, name) || sp_ckeyword_is_qualifier(tokens, name) ||
		type_at(decls, name + 1) == '*' || type_at(decls, name + 1) == 'w'))
		name++;
	if (name < close)
		declare(decls, where, spec, name, call ? behind : 0);
	if (call && decls->tokens->match[behind] != behind)
		read_parameters(decls, behind, tokens->match[behind]);
	return call ? sp_ctokens_skip(tokens, behind) : behind;
}

static gboolean is_definition(SpCDecls *decls, guint i, const Where *where)
{
	return i < where->limit && type_at(decls, i) == '{' && decls->tokens->match[i] != i &&
	       where->to == decls->decls && where->kind == SP_DECL_VARIABLE;
}

/* A function's name is at @name; also finds its body. */
static guint read_function(SpCDecls *decls, guint name, const Where *where, const Spec *spec)
{
	const SpCTokens *tokens = decls->tokens;
	guint open = name + 1, close = tokens->match[open], i;
	guint index = where->to->len;
	Where here = *where;

	/* "FNAME(walk)(int a)" is of walk. */
	if (close + 1 < where->limit && type_at(decls, close + 1) == '(' &&
	    where->kind == SP_DECL_VARIABLE && sp_ctokens_is_name(tokens, close - 1)) {
		here.kind = SP_DECL_FUNCTION;
		name = close - 1;
		open = close + 1;
		close = tokens->match[open];
	}
	i = close + 1;
	declare(decls, &here, spec, name, open);
	while (i < where->limit && where->to == decls->decls && type_at(decls, i) == 'w')
		i = type_at(decls, i + 1) == '(' ? sp_ctokens_skip(tokens, i + 1) : i + 1;
	if (!is_definition(decls, i, where)) {
		read_parameters(decls, open, close);
		return close + 1;
	}
	read_parameters(decls, open, tokens->match[i]);
	g_array_index(where->to, SpCDecl, index).body = TRUE;
	g_array_index(where->to, SpCDecl, index).from = i;
	g_array_index(where->to, SpCDecl, index).to = tokens->match[i];
	g_array_append_val(decls->bodies, index);
	return i;
}

static guint read_declarator(SpCDecls *decls, guint i, const Where *where, const Spec *spec)
{
	const SpCTokens *tokens = decls->tokens;

	while (i < where->limit &&
	       (type_at(decls, i) == '*' || sp_ckeyword_is_qualifier(tokens, i) ||
		(type_at(decls, i) == 'w' && strchr("w*", type_at(decls, i + 1)) &&
		 !has_attribute(decls, i) && i + 1 < where->limit)))
		i++;
	if (i >= where->limit)
		return i;
	if (type_at(decls, i) == '(' && tokens->match[i] != i)
		return read_pointer(decls, i, where, spec);
	if (!sp_ctokens_is_name(tokens, i))
		return i;
	if (i + 1 < where->limit && type_at(decls, i + 1) == '(' && tokens->match[i + 1] != i + 1)
		return read_function(decls, i, where, spec);
	declare(decls, where, spec, i, 0);
	return i + 1;
}

/* Returns: the semicolon or brace that ends it, or @limit. */
static guint read_declarators(SpCDecls *decls, guint i, const Where *where, const Spec *spec)
{
	while (i < where->limit) {
		i = read_declarator(decls, i, where, spec);
		while (i < where->limit && !strchr(",;{", type_at(decls, i))) {
			if (type_at(decls, i) == '=' && type_at(decls, i + 1) == '{')
				i++;
			i = sp_ctokens_skip(decls->tokens, i);
		}
		if (type_at(decls, i) != ',')
			return i;
		i++;
	}
	return i;
}

/* EXPORT_SYMBOL(x) and MODULE_DEVICE_TABLE(pci, x) name what is declared elsewhere. */
gboolean sp_cdecl_may_declare(const SpCDecls *decls, guint i)
{
	static const char *const others[] = {"EXPORT_", "MODULE_", "WARN", "BUG", "BUILD_"};

	for (guint k = 0; k < G_N_ELEMENTS(others); k++)
		if (sp_ctokens_starts(decls->tokens, i, others[k]))
			return FALSE;
	return is_capital(decls, i);
}

/* Returns: the token behind what was read, @i if that is nothing. */
static guint read_declaration(SpCDecls *decls, guint i, const Where *where)
{
	Spec spec = {0};
	guint at = read_specifiers(decls, i, where, &spec);
	const SpCTokens *tokens = decls->tokens;

	/* "static __read_mostly DEFINE_MUTEX(x)" has no type. */
	if (spec.plain && g_str_has_prefix(spec.type, "__") && is_capital(decls, at) &&
	    type_at(decls, at + 1) == '(')
		spec.typed = FALSE;
	if (!spec.typed && at < where->limit && sp_ctokens_is_name(tokens, at) &&
	    type_at(decls, at + 1) == '(' && tokens->match[at + 1] != at + 1) {
		guint behind = sp_ctokens_skip(tokens, at + 1);
		guint index;
		SpCDecl *decl;

		if (where->kind == SP_DECL_MEMBER)
			make_vague(decls, where->of);
		if (sp_cdecl_may_declare(decls, at) || where->kind == SP_DECL_MEMBER)
			read_macro(decls, at, where);
		if (!is_definition(decls, behind, where))
			return behind;
		/* SYSCALL_DEFINE3(x, int, a, int, b): all words may be parameters. */
		read_macro(
			decls, at,
			&(Where){SP_DECL_VARIABLE, NULL, decls->locals, 0, tokens->match[behind]});
		index = where->to->len;
		decl = sp_cdecls_add(decls, where->to, sp_cdecls_word(decls, at), SP_DECL_FUNCTION,
				     at);
		g_array_append_val(decls->bodies, index);
		decls->declarator[at] = FALSE;
		decl->body = decl->vague = TRUE;
		decl->from = behind;
		decl->to = tokens->match[behind];
		return behind;
	}
	if (!spec.typed)
		return i;
	return read_declarators(decls, at, where, &spec);
}

static void read_file(SpCDecls *decls)
{
	Where where = {SP_DECL_VARIABLE, NULL, decls->decls, decls->tokens->n, 0};

	for (guint i = 0; i < decls->tokens->n;) {
		guint next = read_declaration(decls, i, &where);

		if (type_at(decls, next) == '{' && decls->tokens->match[next] != next)
			i = sp_ctokens_skip(decls->tokens, next);
		else
			i = MAX(next, i + 1);
	}
}

static SpCDecls *read_tokens(const char *path, SpCTokens *tokens)
{
	SpCDecls *decls = sp_cdecls_new(path, tokens);

	for (guint i = 0; i < decls->tokens->directives->len; i++) {
		const SpCDirective *d = &g_array_index(decls->tokens->directives, SpCDirective, i);

		if (strcmp(d->word, "define") == 0)
			sp_cdecls_add_define(decls, d);
	}
	read_file(decls);
	return decls;
}

SpCDecls *sp_cdecl_read(const char *path, const char *text, gsize length)
{
	return read_tokens(path, sp_ctokens_new(text, length));
}

SpCDecls *sp_cdecl_read_text(const char *path, const SpCText *text)
{
	return read_tokens(path, sp_ctokens_of(text));
}

guint sp_cdecl_read_local(SpCDecls *decls, guint i, guint limit, guint end)
{
	return read_declaration(decls, i,
				&(Where){SP_DECL_VARIABLE, NULL, decls->locals, limit, end});
}
