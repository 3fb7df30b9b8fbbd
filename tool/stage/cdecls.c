/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cdecls: declarations in one array, in file order, and a table from a name to the last of them;
 * those of one name are linked backwards.
 */
#include "stage/cdecls.h"

#include <string.h>

SpCDecls *sp_cdecls_new(const char *path, SpCTokens *tokens)
{
	SpCDecls *decls = g_new0(SpCDecls, 1);

	decls->path = g_strdup(path);
	decls->tokens = tokens;
	decls->decls = g_array_new(FALSE, FALSE, sizeof(SpCDecl));
	decls->locals = g_array_new(FALSE, FALSE, sizeof(SpCDecl));
	decls->bodies = g_array_new(FALSE, FALSE, sizeof(guint));
	decls->names = g_hash_table_new(g_str_hash, g_str_equal);
	decls->declarator = g_new0(guint8, decls->tokens->n + 1);
	decls->chunk = g_string_chunk_new(4096);
	return decls;
}

void sp_cdecls_free(SpCDecls *decls)
{
	if (!decls)
		return;
	sp_ctokens_free(decls->tokens);
	g_array_unref(decls->decls);
	g_array_unref(decls->locals);
	g_array_unref(decls->bodies);
	g_hash_table_unref(decls->names);
	g_free(decls->declarator);
	g_clear_pointer(&decls->own, g_ptr_array_unref);
	g_string_chunk_free(decls->chunk);
	g_free(decls->path);
	g_free(decls);
}

const SpCDecl *sp_cdecls_first(const SpCDecls *decls, const char *name)
{
	gint index = GPOINTER_TO_INT(g_hash_table_lookup(decls->names, name)) - 1;

	return index < 0 ? NULL : &g_array_index(decls->decls, SpCDecl, index);
}

const SpCDecl *sp_cdecls_next(const SpCDecls *decls, const SpCDecl *decl)
{
	return decl->next < 0 ? NULL : &g_array_index(decls->decls, SpCDecl, decl->next);
}

void sp_cdecls_add_define(SpCDecls *decls, const SpCDirective *directive)
{
	const char *end = directive->rest, *close;
	SpCDecl *decl;

	while (sp_ctext_is_word(*end))
		end++;
	if (end == directive->rest)
		return;
	decl = sp_cdecls_add(
		decls, decls->decls,
		g_string_chunk_insert_len(decls->chunk, directive->rest, end - directive->rest),
		SP_DECL_MACRO, 0);
	decl->line = directive->line;
	decl->text = end;
	close = *end == '(' ? strchr(end, ')') : NULL;
	if (!close)
		return;
	decl->least = end[1 + strspn(end + 1, " ")] != ')';
	for (const char *p = end; p < close; p++)
		decl->least += *p == ',';
	decl->most = decl->least;
	if (close - end > 3 && g_strstr_len(end, close - end, "...")) {
		decl->least--;
		decl->most = G_MAXINT;
	}
}

const char *sp_cdecls_word(const SpCDecls *decls, guint i)
{
	const SpCToken *token = &decls->tokens->token[i];
	const char *text = decls->tokens->text->text + token->at;
	g_autofree char *word = NULL;
	char brief[64];

	if (token->length >= sizeof(brief)) {
		word = g_strndup(text, token->length);
		return g_string_chunk_insert_const(decls->chunk, word);
	}
	memcpy(brief, text, token->length);
	brief[token->length] = '\0';
	return g_string_chunk_insert_const(decls->chunk, brief);
}

SpCDecl *sp_cdecls_add(SpCDecls *decls, GArray *to, const char *name, SpCDeclKind kind, guint token)
{
	SpCDecl decl = {.kind = kind, .name = name, .token = token, .least = -1, .next = -1};

	decl.line = decls->tokens->token[token].line;
	if (to == decls->decls) {
		decl.next = GPOINTER_TO_INT(g_hash_table_lookup(decls->names, name)) - 1;
		g_hash_table_insert(decls->names, (gpointer)name, GINT_TO_POINTER(to->len + 1));
	}
	if (token)
		decls->declarator[token] = TRUE;
	g_array_append_val(to, decl);
	return &g_array_index(to, SpCDecl, to->len - 1);
}

int sp_cdecls_body(const SpCDecls *decls, guint at)
{
	guint first = 0, behind = decls->bodies->len;

	while (first < behind) {
		guint middle = (first + behind) / 2;
		const SpCDecl *decl = sp_cdecls_of_body(decls, middle);

		if (at < decl->from)
			behind = middle;
		else if (at > decl->to)
			first = middle + 1;
		else
			return (int)middle;
	}
	return -1;
}

const SpCDecl *sp_cdecls_function(const SpCDecls *decls, guint at)
{
	int body = sp_cdecls_body(decls, at);

	return body < 0 ? NULL : sp_cdecls_of_body(decls, (guint)body);
}
