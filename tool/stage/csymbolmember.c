/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csymbolmember: a member at one place of a changed C file, a part of csymbol: of the struct that
 * its base is, where that can be told; else of one that has the other members of the same base.
 */
#include "stage/csymbolmember.h"

#include "stage/clocal.h"
#include "stage/cmacro.h"

#include <string.h>

/* The declared type of token @i if it is a parameter or local alone. */
static const char *local_type(SpCDecls *decls, guint i)
{
	const SpCDecl *local = NULL;

	if (sp_ctokens_is_name(decls->tokens, i) && !sp_ctokens_is_member(decls->tokens, i, NULL))
		local = sp_clocal_at(decls, sp_cdecls_word(decls, i), i);
	return local && !strchr(local->type ? local->type : ":", ':') ? local->type : NULL;
}

static gboolean is_member(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	(void)in;
	(void)data;
	return decl->kind == SP_DECL_MEMBER;
}

/* Whether the file had that member of anything before, wherever token @at is compiled now. */
static gboolean was_any_member(const SpCCheck *check, guint at, const char *name)
{
	const SpCTokens *old = check->before->tokens, *new = check->after->tokens;
	const char *arm = sp_carms_at(new->arms, new->token[at].line);

	for (guint i = sp_csymbolname_next(old, 0, name); i < old->n;
	     i = sp_csymbolname_next(old, i + 1, name))
		if (sp_ctokens_is_member(old, i, NULL) &&
		    sp_csymbolname_implies(arm, sp_carms_at(old->arms, old->token[i].line)))
			return TRUE;
	return FALSE;
}

/* Whether the file had the member @name of a local of that type before. */
static gboolean was_member(const SpCCheck *check, const char *name, const char *type)
{
	const SpCTokens *tokens = check->before->tokens;
	guint base;

	for (guint i = sp_csymbolname_next(tokens, 0, name); i < tokens->n;
	     i = sp_csymbolname_next(tokens, i + 1, name)) {
		const char *its;

		if (!sp_ctokens_is_member(tokens, i, &base))
			continue;
		its = local_type(check->before, base);
		if (its && strcmp(its, type) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Past the indices behind it, the name that token @base ends; n if there is none. */
static guint bare_base(const SpCTokens *tokens, guint base)
{
	while (base < tokens->n && tokens->token[base].type == ']' && tokens->match[base] &&
	       tokens->match[base] < base)
		base = tokens->match[base] - 1;
	return sp_ctokens_is_name(tokens, base) ? base : tokens->n;
}

typedef struct {
	const SpCDecls *before;
	GPtrArray *known;    /* members that such a struct has */
	const char *wanted;  /* the one it is asked for */
	const char *without; /* a struct with all that are known, but not that one */
	gboolean with;
} Likely;

static gboolean has_member(const SpCDecls *in, const char *tag, const char *name)
{
	for (const SpCDecl *m = sp_cdecls_first(in, name); m; m = sp_cdecls_next(in, m))
		if (m->kind == SP_DECL_MEMBER && strcmp(m->of, tag) == 0)
			return TRUE;
	return FALSE;
}

/* A SpCNamesFunc over the declarations of the first known member. */
static gboolean look_at_struct(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	Likely *likely = data;

	if (decl->kind != SP_DECL_MEMBER)
		return FALSE;
	for (guint i = 0; i < likely->known->len; i++)
		if (!has_member(in, decl->of, likely->known->pdata[i]))
			return FALSE;
	if (has_member(in, decl->of, likely->wanted))
		likely->with = TRUE;
	else
		likely->without = decl->of;
	return likely->with;
}

/*
 * The type of base cannot be told, but members of the same base tell which structs it may be. Two
 * known ones must agree: a name like "data" has many types.
 */
static char *other_struct(SpCCheck *check, guint base, const char *name)
{
	const SpCTokens *tokens = check->before->tokens;
	g_autoptr(GPtrArray) known = g_ptr_array_new();
	Likely likely = {.before = check->before, .known = known, .wanted = name};
	const char *word;
	guint last, at = bare_base(check->after->tokens, base);

	if (at == check->after->tokens->n)
		return NULL;
	word = sp_cdecls_word(check->after, at);
	for (guint i = 2; i < tokens->n; i++) {
		if (!sp_ctokens_is_name(tokens, i) || !sp_ctokens_is_member(tokens, i, &last))
			continue;
		last = bare_base(tokens, last);
		if (last < tokens->n && sp_ctokens_is(tokens, last, word) &&
		    !g_ptr_array_find_with_equal_func(known, sp_cdecls_word(check->before, i),
						      g_str_equal, NULL))
			g_ptr_array_add(known, (gpointer)sp_cdecls_word(check->before, i));
	}
	if (known->len < 2 || g_ptr_array_find_with_equal_func(known, name, g_str_equal, NULL))
		return NULL;
	sp_cnames_each(check->names, known->pdata[0], FALSE, look_at_struct, &likely);
	if (likely.with || !likely.without)
		return NULL;
	return g_strdup_printf("struct %s, by its other members, has no such member",
			       likely.without);
}

char *sp_csymbolmember_ask(SpCCheck *check, guint i, const char *name)
{
	const SpCTokens *tokens = check->after->tokens;
	gboolean designator;
	const char *type;
	char *why;
	guint base;
	SpCMember answer = SP_MEMBER_UNKNOWN;

	sp_ctokens_is_member(tokens, i, &base);
	type = local_type(check->after, base);
	if (type && was_member(check, name, type) && !sp_cdecls_first(check->before, name))
		return NULL;
	designator = strchr("{,(", tokens->token[base].type) != NULL;
	type = designator ? sp_cnames_initialised(check->names, i)
			  : sp_cnames_type(check->names, base);
	if (type)
		answer = sp_cnames_member(check->names, type, name, NULL);
	if (answer == SP_MEMBER_MISSING)
		return g_strdup_printf("struct %s has no such member", type);
	if (answer == SP_MEMBER_THERE)
		return NULL;
	why = type || designator ? NULL : other_struct(check, base, name);
	if (why)
		return why;
	if (was_any_member(check, i, name) ||
	    sp_cnames_each(check->names, name, FALSE, is_member, NULL) ||
	    sp_cnames_used(check->names, name) || sp_cmacro_makes(check->names, name))
		return NULL;
	return sp_csymbolname_not_found(check);
}
