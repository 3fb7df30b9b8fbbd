/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csymbol: each word of the new lines is asked by its use. The file itself is asked first, headers
 * only for what it does not tell.
 */
#include "stage/csymbol.h"

#include "base/err.h"
#include "stage/cfresh.h"
#include "stage/ckeyword.h"
#include "stage/clocal.h"
#include "stage/cnames.h"
#include "stage/csource.h"
#include "stage/csymbolmember.h"
#include "stage/csymbolname.h"

#include <string.h>

static void doubt_free(gpointer data)
{
	SpSymbolDoubt *doubt = data;

	g_free(doubt->name);
	g_free(doubt->why);
	g_free(doubt);
}

typedef struct {
	SpCCheck check;
	SpCFresh *fresh;
	GHashTable *done; /* kind and name of doubts */
	GPtrArray *doubts;
} Scan;

/* Takes @why, NULL for no doubt. */
static void add_doubt(Scan *scan, guint at, const char *kind, char *why)
{
	const SpCDecls *after = scan->check.after;
	const char *name = sp_cdecls_word(after, at);
	char *key = why ? g_strdup_printf("%s %s", kind, name) : NULL;
	SpSymbolDoubt *doubt;

	if (!why || !g_hash_table_add(scan->done, key)) {
		g_free(why);
		return;
	}
	doubt = g_new0(SpSymbolDoubt, 1);
	doubt->name = g_strdup(name);
	doubt->kind = kind;
	doubt->line = after->tokens->token[at].line + 1;
	doubt->why = why;
	g_ptr_array_add(scan->doubts, doubt);
}

/*
 * Behind asm(...), __attribute__((...)) and what only a checker reads: they have names of other
 * kinds. Operands of asm are in parentheses behind a literal, those are left to be looked at.
 */
static guint skip_foreign(const SpCTokens *tokens, guint i)
{
	static const char *const foreign[] = {"__attribute__", "__releases", "__acquires",
					      "__must_hold",   "__release",  "__acquire",
					      "__cond_lock",   NULL};

	if (sp_ctokens_in(tokens, i, foreign) && tokens->token[i + 1].type == '(')
		return sp_ctokens_skip(tokens, i + 1);
	return i;
}

/* The parenthesis of the asm that @i begins, 0 if it begins none. */
static guint asm_at(const SpCTokens *tokens, guint i)
{
	static const char *const words[] = {
		"asm",	      "__asm__", "__asm", "asm_volatile_goto", "asm_goto_output",
		"asm_inline", NULL};
	static const char *const between[] = {"volatile", "__volatile__", "goto", "inline", NULL};

	if (!sp_ctokens_in(tokens, i, words))
		return 0;
	i++;
	while (sp_ctokens_in(tokens, i, between))
		i++;
	return tokens->token[i].type == '(' ? i : 0;
}

static gboolean fresh_at(const Scan *scan, guint token)
{
	return scan->fresh->line[scan->check.after->tokens->token[token].line];
}

/* Whether @inner takes the name from @outer, one of them new, where both can be compiled. */
static gboolean hides(const Scan *scan, const SpCDecl *inner, const SpCDecl *outer)
{
	const SpCTokens *tokens = scan->check.after->tokens;

	return outer->from < inner->from && inner->from <= outer->to && !outer->vague &&
	       !inner->vague && strcmp(outer->name, inner->name) == 0 &&
	       strcmp(sp_carms_at(tokens->arms, inner->line),
		      sp_carms_at(tokens->arms, outer->line)) == 0 &&
	       scan->fresh->line[inner->line] != scan->fresh->line[outer->line];
}

/* Whether a use of @inner is new and it old, or the other way round: it may mean the outer one. */
static gboolean is_mixed(const Scan *scan, const SpCDecl *inner)
{
	const SpCTokens *tokens = scan->check.after->tokens;

	for (guint i = inner->from + 1; i < inner->to; i++)
		if (sp_ctokens_is(tokens, i, inner->name) &&
		    !sp_ctokens_is_member(tokens, i, NULL) &&
		    fresh_at(scan, i) != fresh_at(scan, inner->from))
			return TRUE;
	return FALSE;
}

static guint count_name(const GArray *locals, const char *name, guint to)
{
	guint count = 0;

	for (guint i = 0; i < locals->len; i++) {
		const SpCDecl *local = &g_array_index(locals, SpCDecl, i);

		count += (!to || local->to == to) && strcmp(local->name, name) == 0;
	}
	return count;
}

/* Whether the function had two such locals before. */
static gboolean was_pair(const Scan *scan, const SpCDecl *function, const SpCDecl *inner)
{
	SpCDecls *before = scan->check.before;
	guint count = 0;

	for (guint i = 0; i < before->bodies->len; i++) {
		const SpCDecl *its = sp_cdecls_of_body(before, i);

		if (strcmp(its->name, function->name))
			continue;
		count += count_name(before->locals, inner->name, its->to);
		count += count_name(sp_clocal_of(before, i), inner->name, 0);
	}
	return count > 1;
}

static void check_pair(Scan *scan, const SpCDecl *function, const SpCDecl *inner,
		       const SpCDecl *outer)
{
	if (!hides(scan, inner, outer))
		return;
	if (outer->to == inner->to)
		add_doubt(scan, inner->from, "variable",
			  g_strdup_printf("it is declared in line %u already", outer->line + 1));
	else if (is_mixed(scan, inner) && !was_pair(scan, function, inner))
		add_doubt(scan, inner->from, "variable",
			  g_strdup_printf("it hides that of line %u", outer->line + 1));
}

/* What is declared in body number @body against all that is declared around it. */
static void check_body(Scan *scan, guint body)
{
	SpCDecls *after = scan->check.after;
	const SpCDecl *function = sp_cdecls_of_body(after, body);
	const GArray *own = sp_clocal_of(after, body), *parameters = after->locals;

	for (guint i = 0; i < own->len; i++) {
		const SpCDecl *inner = &g_array_index(own, SpCDecl, i);

		for (guint k = i; k-- > 0;)
			check_pair(scan, function, inner, &g_array_index(own, SpCDecl, k));
		for (guint k = parameters->len; k-- > 0;)
			check_pair(scan, function, inner, &g_array_index(parameters, SpCDecl, k));
	}
}

static void check_locals(Scan *scan)
{
	const SpCDecls *after = scan->check.after;

	for (guint i = 0; i < after->bodies->len; i++) {
		const SpCDecl *function = sp_cdecls_of_body(after, i);
		guint last = after->tokens->token[function->to].line;

		/* Of a pair one must be new. */
		if (memchr(scan->fresh->line + function->line, TRUE, last - function->line + 1))
			check_body(scan, i);
	}
}

static gboolean is_fresh(const Scan *scan, guint i)
{
	const SpCTokens *tokens = scan->check.after->tokens;
	guint first = tokens->token[i].line, last = first;

	if (tokens->token[i + 1].type == '(' && tokens->match[i + 1] > i)
		last = tokens->token[tokens->match[i + 1]].line;
	for (guint line = first; line <= last; line++)
		if (scan->fresh->line[line])
			return TRUE;
	return sp_cfresh_is_orphan(scan->fresh, scan->check.after, i);
}

typedef char *(*AskFunc)(SpCCheck *check, guint i, const char *name);

/* By the use of token @i: whom to ask, and what to call it; NULL for no use. */
static AskFunc whom_to_ask(const SpCCheck *check, guint i, const char *name, const char **kind)
{
	static const char *const aggregates[] = {"struct", "union", "enum", NULL};
	const SpCTokens *tokens = check->after->tokens;

	if (sp_ctokens_is_member(tokens, i, NULL)) {
		*kind = "member";
		return sp_csymbolmember_ask;
	}
	if (i && sp_ctokens_is(tokens, i - 1, "goto")) {
		*kind = "label";
		return sp_csymbolname_label;
	}
	if (i && sp_ctokens_in(tokens, i - 1, aggregates)) {
		*kind = "type";
		return sp_csymbolname_tag;
	}
	if (sp_clocal_is_declarator(check->after, i) || sp_ctokens_is_label(tokens, i) ||
	    sp_csymbolname_is_predefined(name))
		return NULL;
	*kind = tokens->token[i + 1].type == '(' ? "function" : "name";
	return tokens->token[i + 1].type == '(' ? sp_csymbolname_call : sp_csymbolname_plain;
}

static void check_word(Scan *scan, guint i)
{
	SpCCheck *check = &scan->check;
	const char *name = sp_cdecls_word(check->after, i), *kind = NULL;
	AskFunc ask = whom_to_ask(check, i, name, &kind);
	char *why = NULL;

	if (!ask)
		return;
	for (SpCReach reach = SP_REACH_PLAIN; reach <= SP_REACH_ALL; reach++) {
		sp_cincludes_reach(check->names->includes, reach);
		g_free(why);
		why = ask(check, i, name);
		if (!why || ask == sp_csymbolname_label)
			break;
	}
	add_doubt(scan, i, kind, why);
}

/* Assembler in a header. */
static gboolean is_assembler(const SpCTokens *tokens, guint i)
{
	g_auto(GStrv) terms = sp_carms_terms(sp_carms_at(tokens->arms, tokens->token[i].line));

	return terms && g_strv_contains((const char *const *)terms, "__ASSEMBLY__");
}

static void check_range(Scan *scan, guint from, guint to)
{
	const SpCTokens *tokens = scan->check.after->tokens;

	for (guint i = from; i < to; i++) {
		char first = tokens->text->text[tokens->token[i].at];
		guint behind = i, open = 0;

		if (tokens->token[i].type != 'w')
			continue;
		if (first == '_' || first == 'a') {
			behind = skip_foreign(tokens, i);
			open = asm_at(tokens, i);
		}
		if (open) {
			behind = sp_ctokens_skip(tokens, open);
			for (guint k = open + 1; k < behind; k = sp_ctokens_skip(tokens, k))
				if (tokens->token[k].type == '(' &&
				    tokens->token[k - 1].type == '"')
					check_range(scan, k + 1, tokens->match[k]);
		}
		if (behind > i) {
			i = behind - 1;
			continue;
		}
		if (sp_ctokens_is_name(tokens, i) && is_fresh(scan, i) &&
		    !sp_ckeyword_is(tokens, i) && !is_assembler(tokens, i))
			check_word(scan, i);
	}
}

static int by_line(gconstpointer a, gconstpointer b)
{
	const SpSymbolDoubt *first = *(const SpSymbolDoubt *const *)a;
	const SpSymbolDoubt *second = *(const SpSymbolDoubt *const *)b;

	if (first->line == second->line)
		return strcmp(first->name, second->name);
	return first->line > second->line ? 1 : -1;
}

GPtrArray *sp_csymbol_check(SpBranch *branch, const char *path, SpHunkFile *before,
			    SpHunkFile *after, GHashTable *files, GError **error)
{
	g_autoptr(GPtrArray) doubts = g_ptr_array_new_with_free_func(doubt_free);
	g_autoptr(SpCDecls) old = NULL, new = NULL;
	g_autoptr(SpCIncludes) includes = NULL;
	g_autoptr(SpCNames) names = NULL;
	g_autoptr(SpCFresh) fresh = NULL;
	g_autoptr(GHashTable) done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Scan scan = {.done = done, .doubts = doubts};

	if ((!g_str_has_suffix(path, ".c") && !g_str_has_suffix(path, ".h")) ||
	    strstr(after->text, "\n.macro "))
		return g_steal_pointer(&doubts);
	old = sp_cdecl_read_text(path, sp_hunkfile_kinds(before));
	new = sp_cdecl_read_text(path, sp_hunkfile_kinds(after));
	sp_clocal_find(old);
	sp_clocal_find(new);
	includes = sp_cincludes_new(branch, path, after->text, files);
	names = sp_cnames_new(new, includes);
	fresh = sp_cfresh_new(before, after, old, new, error);
	if (!fresh)
		return NULL;
	scan.fresh = fresh;
	scan.check = (SpCCheck){.before = old, .after = new, .names = names};
	check_locals(&scan);
	check_range(&scan, 0, new->tokens->n);
	if (names->error) {
		g_propagate_error(error, g_steal_pointer(&names->error));
		return NULL;
	}
	g_ptr_array_sort(doubts, by_line);
	return g_steal_pointer(&doubts);
}

static gboolean found_one(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	(void)in;
	(void)decl;
	(void)data;
	return TRUE;
}

static gboolean has_word(const char *code, const char *word)
{
	gsize length = strlen(word);

	for (const char *at = strstr(code, word); at; at = strstr(at + length, word))
		if ((at == code || !sp_ctext_is_word(at[-1])) && !sp_ctext_is_word(at[length]))
			return TRUE;
	return FALSE;
}

gboolean sp_csymbol_is_global(SpBranch *branch, const char *path, const char *text,
			      const char *name, gboolean *global, GError **error)
{
	g_autoptr(SpCDecls) decls = sp_cdecl_read(path, text, strlen(text));
	g_autoptr(SpCIncludes) includes = sp_cincludes_new(branch, path, text, NULL);
	g_autoptr(SpCNames) names = sp_cnames_new(decls, includes);

	*global = sp_cnames_each(names, name, FALSE, found_one, NULL);
	if (!names->error)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&names->error));
	return FALSE;
}

gboolean sp_csymbol_declared(SpBranch *branch, const char *path, const char *text, const char *name,
			     gboolean *declared, GError **error)
{
	g_autofree char *code = sp_csource_code(text, strlen(text));

	*declared = has_word(code, name);
	return *declared || sp_csymbol_is_global(branch, path, text, name, declared, error);
}
