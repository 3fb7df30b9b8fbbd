/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cnames: a header is parsed only if it has the word that is looked for, which a search in its
 * bytes tells first.
 */
#include "stage/cnames.h"

#include "stage/ckeyword.h"
#include "stage/clocal.h"

#include <string.h>

/* Types that name types, members of members. */
#define MAX_DEPTH 12

SpCNames *sp_cnames_new(SpCDecls *file, SpCIncludes *includes)
{
	SpCNames *names = g_new0(SpCNames, 1);

	names->file = file;
	names->includes = includes;
	return names;
}

void sp_cnames_free(SpCNames *names)
{
	if (!names)
		return;
	g_clear_error(&names->error);
	g_free(names);
}

static gboolean each_in(const SpCDecls *in, const char *name, SpCNamesFunc func, gpointer data)
{
	for (const SpCDecl *decl = sp_cdecls_first(in, name); decl; decl = sp_cdecls_next(in, decl))
		if (func(in, decl, data))
			return TRUE;
	return FALSE;
}

SpCHeader *sp_cnames_header(SpCNames *names, guint n)
{
	SpCHeader *header;

	if (names->error || !sp_cincludes_get(names->includes, n, &header, &names->error))
		return NULL;
	return header;
}

gboolean sp_cnames_each(SpCNames *names, const char *name, gboolean headers_only, SpCNamesFunc func,
			gpointer data)
{
	/* An anonymous struct is named after its file. */
	const char *colon = strchr(name, ':');
	SpCHeader *header;

	if (!headers_only && each_in(names->file, name, func, data))
		return TRUE;
	for (guint i = 0; (header = sp_cnames_header(names, i)); i++) {
		if (colon ? strncmp(header->path, name, colon - name)
			  : !sp_cheader_has(header, name))
			continue;
		if (each_in(sp_cheader_decls(header), name, func, data))
			return TRUE;
	}
	return FALSE;
}

typedef struct {
	const char *tag, *member;
	const char *type;    /* of the member */
	const char *another; /* the tag is a typedef of */
	gboolean body, vague, there;
} Member;

static gboolean look_for_member(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	Member *member = data;

	if (decl->kind == SP_DECL_TYPE && decl->type && strcmp(decl->type, member->tag))
		member->another = decl->type;
	if (decl->kind != SP_DECL_TAG || !decl->body)
		return FALSE;
	member->body = TRUE;
	member->vague |= decl->vague;
	for (const SpCDecl *m = sp_cdecls_first(in, member->member); m; m = sp_cdecls_next(in, m))
		if (m->kind == SP_DECL_MEMBER && strcmp(m->of, member->tag) == 0) {
			member->there = TRUE;
			member->type = m->type;
		}
	return member->there;
}

static gboolean is_macro(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	(void)in;
	(void)data;
	return decl->kind == SP_DECL_MACRO;
}

SpCMember sp_cnames_member(SpCNames *names, const char *type, const char *name, const char **of)
{
	Member member = {.tag = type, .member = name};

	if (of)
		*of = NULL;
	for (guint i = 0; i < MAX_DEPTH; i++) {
		sp_cnames_each(names, member.tag, FALSE, look_for_member, &member);
		if (member.there) {
			if (of)
				*of = member.type;
			return SP_MEMBER_THERE;
		}
		if (member.body || !member.another)
			break;
		member = (Member){.tag = member.another, .member = name};
	}
	if (sp_cnames_each(names, name, FALSE, is_macro, NULL))
		return SP_MEMBER_THERE;
	return member.body && !member.vague ? SP_MEMBER_MISSING : SP_MEMBER_UNKNOWN;
}

static gboolean first_type(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	(void)in;
	if (decl->kind != SP_DECL_VARIABLE && decl->kind != SP_DECL_FUNCTION)
		return FALSE;
	*(const char **)data = decl->type;
	return decl->type != NULL;
}

static const char *type_of_name(SpCNames *names, guint at)
{
	const char *name = sp_cdecls_word(names->file, at), *type = NULL;
	const SpCDecl *local = sp_clocal_at(names->file, name, at);

	if (local)
		return local->type;
	sp_cnames_each(names, name, FALSE, first_type, &type);
	return type;
}

static char kind_at(const SpCNames *names, guint i)
{
	return names->file->tokens->token[MIN(i, names->file->tokens->n)].type;
}

static gboolean is_aggregate(const SpCNames *names, guint i)
{
	static const char *const aggregates[] = {"struct", "union", NULL};

	return sp_ctokens_in(names->file->tokens, i, aggregates);
}

static const char *type_at(SpCNames *names, guint at, guint depth);

/* What is in the parentheses that begin at @open: "(p)", "(*p)", "((struct x *)p)". */
static const char *type_in(SpCNames *names, guint open, guint depth)
{
	const SpCTokens *tokens = names->file->tokens;
	guint close = tokens->match[open], i = open + 1;

	while (kind_at(names, i) == '*' || kind_at(names, i) == '&')
		i++;
	if (kind_at(names, i) == '(' && is_aggregate(names, i + 1) &&
	    kind_at(names, i + 2) == 'w' && tokens->match[i] + 1 < close)
		return sp_cdecls_word(names->file, i + 2);
	for (guint k = i; k < close; k = sp_ctokens_skip(tokens, k)) {
		gboolean arrow = kind_at(names, k) == '-' && kind_at(names, k + 1) == '>';

		if (arrow)
			k++;
		else if (!strchr("w.([", kind_at(names, k)) || (kind_at(names, k) == '(' && k == i))
			return NULL;
	}
	return type_at(names, close - 1, depth);
}

/* container_of(p, struct x, m) and its like. */
static const char *type_of_entry(SpCNames *names, guint name, guint open)
{
	const SpCTokens *tokens = names->file->tokens;
	const char *word = sp_cdecls_word(names->file, name);

	if (!strstr(word, "entry") && !strstr(word, "container_of"))
		return NULL;
	for (guint i = open + 1; i < tokens->match[open]; i = sp_ctokens_skip(tokens, i))
		if (kind_at(names, i) == ',' && is_aggregate(names, i + 1))
			return sp_cdecls_word(names->file, i + 2);
	return NULL;
}

static const char *type_at(SpCNames *names, guint at, guint depth)
{
	const SpCTokens *tokens = names->file->tokens;
	const char *of = NULL;
	guint base;

	if (depth > MAX_DEPTH || at >= tokens->n)
		return NULL;
	if (kind_at(names, at) == ']')
		return tokens->match[at] < at ? type_at(names, tokens->match[at] - 1, depth + 1)
					      : NULL;
	if (kind_at(names, at) == ')') {
		guint open = tokens->match[at];

		if (open >= at)
			return NULL;
		if (open && kind_at(names, open - 1) == 'w') {
			if (sp_ckeyword_is(tokens, open - 1))
				return NULL;
			of = type_of_entry(names, open - 1, open);
			return of ? of : type_at(names, open - 1, depth + 1);
		}
		return type_in(names, open, depth + 1);
	}
	if (!sp_ctokens_is_name(tokens, at))
		return NULL;
	if (sp_ctokens_is_member(tokens, at, &base)) {
		const char *type = type_at(names, base, depth + 1);

		if (type)
			sp_cnames_member(names, type, sp_cdecls_word(names->file, at), &of);
		return of;
	}
	return type_of_name(names, at);
}

const char *sp_cnames_type(SpCNames *names, guint at)
{
	return type_at(names, at, 0);
}

/* The brace that token @at stands in. */
static gboolean brace_around(const SpCNames *names, guint at, guint *brace)
{
	const SpCTokens *tokens = names->file->tokens;

	for (guint i = at; i-- > 0;) {
		if (strchr(")]}", kind_at(names, i))) {
			if (tokens->match[i] >= i)
				return FALSE;
			i = tokens->match[i];
		} else if (strchr("([;", kind_at(names, i))) {
			return FALSE;
		} else if (kind_at(names, i) == '{') {
			*brace = i;
			return TRUE;
		}
	}
	return FALSE;
}

static const char *initialised(SpCNames *names, guint at, guint depth)
{
	const SpCTokens *tokens = names->file->tokens;
	const char *outer, *of = NULL;
	guint brace, i;

	if (depth > MAX_DEPTH || !brace_around(names, at, &brace) || brace < 2)
		return NULL;
	i = brace - 1;
	if (kind_at(names, i) == ')') { /* (struct x) { */
		guint open = tokens->match[i];

		return is_aggregate(names, open + 1) ? sp_cdecls_word(names->file, open + 2) : NULL;
	}
	if (kind_at(names, i) == ',' || kind_at(names, i) == '{')
		return initialised(names, brace, depth + 1);
	if (kind_at(names, i) != '=')
		return NULL;
	i--;
	while (kind_at(names, i) == ']' && tokens->match[i] < i && tokens->match[i])
		i = tokens->match[i] - 1;
	if (kind_at(names, i) == ',' || kind_at(names, i) == '{') /* [3] = { */
		return initialised(names, brace, depth + 1);
	/* Attributes between the name and "=". */
	while (i && kind_at(names, i) == 'w' && !sp_clocal_is_declarator(names->file, i) &&
	       kind_at(names, i - 1) == 'w')
		i--;
	if (!sp_ctokens_is_name(tokens, i))
		return NULL;
	if (kind_at(names, i - 1) != '.')
		return type_of_name(names, i);
	if (sp_ctokens_is_member(tokens, i, NULL) && strchr(",{", kind_at(names, i - 2))) {
		outer = initialised(names, i, depth + 1);
		if (outer)
			sp_cnames_member(names, outer, sp_cdecls_word(names->file, i), &of);
	}
	return of;
}

const char *sp_cnames_initialised(SpCNames *names, guint at)
{
	return initialised(names, at, 0);
}

static gboolean is_capital(const char *name)
{
	for (; *name; name++)
		if (g_ascii_islower(*name))
			return FALSE;
	return TRUE;
}

/* Whether @text has @name as code, followed by a parenthesis unless @plain. */
static gboolean uses(const SpCHeader *header, const char *name, gboolean plain)
{
	const SpCText *text = sp_cheader_decls((SpCHeader *)header)->tokens->text;
	gsize length = strlen(name);

	for (const char *p = header->text; (p = strstr(p, name)); p++) {
		gboolean word = (p == header->text || !sp_ctext_is_word(p[-1])) &&
				!sp_ctext_is_word(p[length]);
		gboolean code = text->kind[p - header->text] == SP_C_CODE;

		if (word && code && (plain || p[length + strspn(p + length, " ")] == '('))
			return TRUE;
	}
	return FALSE;
}

gboolean sp_cnames_used(SpCNames *names, const char *name)
{
	gboolean plain = is_capital(name);
	SpCHeader *header;

	for (guint i = 0; (header = sp_cnames_header(names, i)); i++)
		if (sp_cheader_has(header, name) && uses(header, name, plain))
			return TRUE;
	return FALSE;
}
