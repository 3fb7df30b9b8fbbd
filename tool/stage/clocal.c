/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * clocal: wherever a statement may begin, what looks like a declaration is read as one; it is known
 * to the end of its block, that of a loop's head to the end of the loop.
 */
#include "stage/clocal.h"

#include "stage/ckeyword.h"

#include <string.h>

static char type_at(const SpCDecls *decls, guint i)
{
	return decls->tokens->token[MIN(i, decls->tokens->n)].type;
}

/* Last token of the statement that begins at @i. */
static guint statement_end(const SpCDecls *decls, guint i)
{
	static const char *const heads[] = {"for", "while", "if", "switch", NULL};
	const SpCTokens *tokens = decls->tokens;

	if (type_at(decls, i) == '{')
		return MAX(tokens->match[i], i);
	if (sp_ctokens_in(tokens, i, heads) ||
	    (type_at(decls, i) == 'w' && type_at(decls, i + 1) == '(' &&
	     strchr("w{", type_at(decls, tokens->match[i + 1] + 1)))) {
		guint end = statement_end(decls, sp_ctokens_skip(tokens, i + 1));

		while (sp_ctokens_is(tokens, end + 1, "else"))
			end = statement_end(decls, end + 2);
		return end;
	}
	while (i < tokens->n && type_at(decls, i) != ';' && type_at(decls, i) != '}')
		i = sp_ctokens_skip(tokens, i);
	return MIN(i, tokens->n);
}

static gboolean is_declaration(const SpCDecls *decls, guint i)
{
	const SpCTokens *tokens = decls->tokens;
	guint name = i + 1;

	if (!sp_ctokens_is_name(tokens, i) || sp_ckeyword_is_statement(tokens, i))
		return FALSE;
	if (sp_ckeyword_is(tokens, i))
		return TRUE;
	if (type_at(decls, name) == '(' && !sp_ctokens_is_function_pointer(tokens, name))
		return sp_cdecl_may_declare(decls, i) || sp_ctokens_starts(tokens, i, "__");
	while (type_at(decls, name) == '*')
		name++;
	if (type_at(decls, name) == '(')
		return sp_ctokens_is_function_pointer(tokens, name);
	return sp_ctokens_is_name(tokens, name) &&
	       (name == i + 1 || strchr("=;,[)(w", type_at(decls, name + 1)));
}

/* Whether the colon at @i ends a label or case. */
static gboolean ends_label(const SpCDecls *decls, guint i)
{
	guint start = i;

	while (start > 0 && !strchr(";{}:?", type_at(decls, start - 1)))
		start--;
	return type_at(decls, start - 1) != '?' &&
	       (start + 1 == i || sp_ctokens_is(decls->tokens, start, "case"));
}

static void find_in_body(SpCDecls *decls, guint open, guint close)
{
	const SpCTokens *tokens = decls->tokens;
	g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = open; i < close; i++) {
		char type = type_at(decls, i);
		gboolean loop = type == '(' && sp_ctokens_is(tokens, i - 1, "for");
		guint end = close;

		while (blocks->len && g_array_index(blocks, guint, blocks->len - 1) < i)
			g_array_set_size(blocks, blocks->len - 1);
		if (type == '{' && tokens->match[i] != i)
			g_array_append_val(blocks, tokens->match[i]);
		if (!strchr("{};:", type) && !loop)
			continue;
		if ((type == ':' && !ends_label(decls, i)) || !is_declaration(decls, i + 1))
			continue;
		if (blocks->len)
			end = g_array_index(blocks, guint, blocks->len - 1);
		if (loop)
			end = statement_end(decls, sp_ctokens_skip(tokens, i));
		sp_cdecl_read_local(decls, i + 1, close, end);
	}
}

static int by_place(gconstpointer a, gconstpointer b)
{
	guint first = ((const SpCDecl *)a)->from, second = ((const SpCDecl *)b)->from;

	return (first > second) - (first < second);
}

/* Whether a struct, union or enum may be defined in the body: what a file declares, not a local. */
static gboolean defines_tag(const SpCDecls *decls, const SpCDecl *function)
{
	static const char *const aggregates[] = {"struct", "union", "enum", NULL};

	for (guint i = function->from + 1; i < function->to; i++) {
		guint next = i + 1;

		if (!sp_ctokens_in(decls->tokens, i, aggregates))
			continue;
		while (next < function->to && !strchr("{};=,", type_at(decls, next)))
			next++;
		if (type_at(decls, next) == '{')
			return TRUE;
	}
	return FALSE;
}

const GArray *sp_clocal_of(SpCDecls *decls, guint body)
{
	const SpCDecl function = *sp_cdecls_of_body(decls, body);
	GArray *parameters = decls->locals;

	if (!decls->own->pdata[body]) {
		decls->locals = g_array_new(FALSE, FALSE, sizeof(SpCDecl));
		find_in_body(decls, function.from, function.to);
		g_array_sort(decls->locals, by_place);
		decls->own->pdata[body] = decls->locals;
		decls->locals = parameters;
	}
	return decls->own->pdata[body];
}

static void own_free(gpointer data)
{
	if (data)
		g_array_unref(data);
}

void sp_clocal_find(SpCDecls *decls)
{
	if (decls->own)
		return;
	decls->own = g_ptr_array_new_with_free_func(own_free);
	g_ptr_array_set_size(decls->own, (int)decls->bodies->len);
	g_array_sort(decls->locals, by_place);
	for (guint i = 0; i < decls->bodies->len; i++)
		if (defines_tag(decls, sp_cdecls_of_body(decls, i)))
			sp_clocal_of(decls, i);
}

GArray *sp_clocal_all(SpCDecls *decls)
{
	GArray *all = g_array_copy(decls->locals);

	for (guint i = 0; i < decls->bodies->len; i++) {
		const GArray *own = sp_clocal_of(decls, i);

		g_array_append_vals(all, own->data, own->len);
	}
	g_array_sort(all, by_place);
	return all;
}

static const SpCDecl *find(const GArray *locals, const char *name, guint at)
{
	for (guint i = locals->len; i-- > 0;) {
		const SpCDecl *decl = &g_array_index(locals, SpCDecl, i);

		if (decl->from <= at && at <= decl->to && strcmp(decl->name, name) == 0)
			return decl;
	}
	return NULL;
}

const SpCDecl *sp_clocal_at(SpCDecls *decls, const char *name, guint at)
{
	int body = sp_cdecls_body(decls, at);
	const SpCDecl *found = NULL;

	if (body >= 0 && decls->own)
		found = find(sp_clocal_of(decls, (guint)body), name, at);
	return found ? found : find(decls->locals, name, at);
}

gboolean sp_clocal_is_declarator(SpCDecls *decls, guint at)
{
	int body = sp_cdecls_body(decls, at);

	if (body >= 0 && decls->own)
		sp_clocal_of(decls, (guint)body);
	return decls->declarator[at];
}
