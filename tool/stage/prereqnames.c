/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqnames: what cdecl reads is told by name and scope, where it says the same of two versions
 * of a file; labels are added. Of what a macro may declare, what is likely is believed.
 */
#include "stage/prereqnames.h"

#include "stage/ckeyword.h"
#include "stage/clocal.h"
#include "stage/csource.h"

#include <string.h>

static void name_free(gpointer data)
{
	SpPrereqName *name = data;

	g_free(name->name);
	g_free(name->scope);
	g_free(name);
}

static void use_free(gpointer data)
{
	SpPrereqUse *use = data;

	g_free(use->name);
	g_free(use->region);
	g_free(use);
}

GPtrArray *sp_prereqnames_new(void)
{
	return g_ptr_array_new_with_free_func(name_free);
}

static void add(GPtrArray *names, const char *name, const char *scope, guint line)
{
	SpPrereqName *own = g_new0(SpPrereqName, 1);

	own->name = g_strdup(name);
	own->scope = g_strdup(scope);
	own->line = line;
	g_ptr_array_add(names, own);
}

typedef struct {
	SpCSource *source;
	SpCDecls *decls;
	GHashTable *holders; /* cdecl's tag of a struct without one -> SpCDecl, what is of it */
	GPtrArray *names;
	guint behind; /* token that ends the last macro */
} Reader;

/* cdecl numbers a struct without a tag by its place, which another version has elsewhere. */
static gboolean is_anonymous(const char *tag)
{
	return strchr(tag, ':') != NULL;
}

static void find_holders(Reader *reader, const GArray *decls)
{
	for (guint i = 0; i < decls->len; i++) {
		const SpCDecl *decl = &g_array_index(decls, SpCDecl, i);

		if (decl->type && is_anonymous(decl->type) && decl->kind != SP_DECL_TAG &&
		    g_strcmp0(decl->type, decl->of) &&
		    !g_hash_table_contains(reader->holders, decl->type))
			g_hash_table_insert(reader->holders, (gpointer)decl->type, (gpointer)decl);
	}
}

/* "struct" or "union". */
static const char *word_before_tag(const Reader *reader, const char *tag)
{
	const SpCDecl *decl = sp_cdecls_first(reader->decls, tag);
	guint i;

	while (decl && (decl->kind != SP_DECL_TAG || !decl->token))
		decl = sp_cdecls_next(reader->decls, decl);
	for (i = decl ? decl->token : 0; i > 0; i--)
		if (sp_ckeyword_is_aggregate(reader->decls->tokens, i - 1))
			return sp_cdecls_word(reader->decls, i - 1);
	return "struct";
}

/* "struct x"; of one without a tag, what the type or variable is called that is of it. */
static char *member_scope(const Reader *reader, const char *tag)
{
	const SpCDecl *holder = g_hash_table_lookup(reader->holders, tag);

	while (holder && holder->of && is_anonymous(holder->of))
		holder = g_hash_table_lookup(reader->holders, holder->of);
	if (holder && !holder->of)
		return g_strdup(holder->name);
	if (holder)
		tag = holder->of;
	else if (is_anonymous(tag))
		return g_strdup("struct");
	return g_strconcat(word_before_tag(reader, tag), " ", tag, NULL);
}

/* "register int x asm("r0")" declares no asm. */
static gboolean is_keyword(const SpCTokens *tokens, const SpCDecl *decl)
{
	return decl->token && sp_ckeyword_is(tokens, decl->token);
}

static gboolean is_type(const SpCTokens *tokens, guint i)
{
	const SpCToken *token = &tokens->token[i];

	return sp_ckeyword_is(tokens, i) ||
	       (token->length > 2 &&
		memcmp(tokens->text->text + token->at + token->length - 2, "_t", 2) == 0);
}

/*
 * Of what a macro may declare, what it is taken to: a declaration among its arguments, the first of
 * them, or the second behind a type: "DEFINE_PER_CPU(int, x)".
 */
static gboolean is_made(Reader *reader, const SpCDecl *decl)
{
	const SpCTokens *tokens = reader->decls->tokens;
	guint open = decl->token - 1, commas = 0;

	if (decl->kind != SP_DECL_VARIABLE && decl->kind != SP_DECL_MEMBER)
		return FALSE;
	if (!strchr(",(", tokens->token[open].type))
		return TRUE;
	for (; open > 0 && tokens->token[open].type != '('; open--)
		commas += tokens->token[open].type == ',';
	/* Not what the macros declare that are arguments themselves, nor one with a body. */
	if (tokens->token[tokens->match[open] + 1].type == '{' || open < reader->behind ||
	    (open > 1 && strchr("(,", tokens->token[open - 2].type)))
		return FALSE;
	if (commas > 1 || is_type(tokens, commas ? open + 1 : decl->token) != (commas == 1))
		return FALSE;
	reader->behind = tokens->match[open];
	return TRUE;
}

/* Names of the file and of its structs, but for functions with a body: those go by csource's names,
 * as the regions do. "SYSCALL_DEFINE1(x, ...)" declares no SYSCALL_DEFINE1. */
static void add_declared(Reader *reader, const SpCDecl *decl)
{
	const SpCTokens *tokens = reader->decls->tokens;
	g_autofree char *scope = NULL;

	if (is_keyword(tokens, decl) || (decl->kind == SP_DECL_TAG && !decl->token))
		return;
	if (decl->kind == SP_DECL_FUNCTION && decl->body &&
	    sp_csource_function_at(reader->source, tokens->token[decl->from].line))
		return;
	if (decl->vague && decl->kind != SP_DECL_TAG && !is_made(reader, decl))
		return;
	scope = decl->kind == SP_DECL_MEMBER ? member_scope(reader, decl->of) : NULL;
	add(reader->names, decl->name, scope ? scope : "", decl->line);
}

static void add_own(Reader *reader, const char *name, guint line)
{
	const SpFunction *function = sp_csource_function_at(reader->source, line);
	g_autofree char *scope = function ? g_strconcat(function->name, "()", NULL) : NULL;

	if (scope)
		add(reader->names, name, scope, line);
}

static void add_locals(Reader *reader, const GArray *locals)
{
	const SpCTokens *tokens = reader->decls->tokens;

	for (guint i = 0; i < locals->len; i++) {
		const SpCDecl *decl = &g_array_index(locals, SpCDecl, i);

		/* Not of a prototype, which a parenthesis ends, nor what a macro may only use. */
		if (!decl->vague && !is_keyword(tokens, decl) &&
		    tokens->token[decl->to].type != ')')
			add_own(reader, decl->name, decl->line);
	}
	for (guint i = 0; i < tokens->n; i++)
		if (sp_ctokens_is_name(tokens, i) && sp_ctokens_is_label(tokens, i) &&
		    !sp_ckeyword_is(tokens, i))
			add_own(reader, sp_cdecls_word(reader->decls, i), tokens->token[i].line);
}

GPtrArray *sp_prereqnames_of(const char *text)
{
	gsize length = strlen(text);
	g_autoptr(SpCSource) source = sp_csource_parse(text, length);
	g_autoptr(SpCDecls) decls = sp_cdecl_read("", text, length);
	g_autoptr(GHashTable) holders = g_hash_table_new(g_str_hash, g_str_equal);
	Reader reader = {source, decls, holders, sp_prereqnames_new()};
	const GPtrArray *functions = sp_csource_functions(source);
	g_autoptr(GArray) locals = NULL;

	sp_clocal_find(decls);
	locals = sp_clocal_all(decls);
	find_holders(&reader, decls->decls);
	find_holders(&reader, locals);
	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *function = functions->pdata[i];

		add(reader.names, function->name, "", function->line);
	}
	for (guint i = 0; i < decls->decls->len; i++)
		add_declared(&reader, &g_array_index(decls->decls, SpCDecl, i));
	add_locals(&reader, locals);
	return reader.names;
}

const SpPrereqName *sp_prereqnames_find(const GPtrArray *names, const char *name, const char *scope)
{
	for (guint i = 0; i < names->len; i++) {
		const SpPrereqName *one = names->pdata[i];

		if (g_str_equal(one->name, name) && g_str_equal(one->scope, scope))
			return one;
	}
	return NULL;
}

const SpPrereqName *sp_prereqnames_meant(const GPtrArray *names, const SpPrereqUse *use)
{
	const SpPrereqName *own = use->member || !*use->region
					  ? NULL
					  : sp_prereqnames_find(names, use->name, use->region);

	if (own || !use->member)
		return own ? own : sp_prereqnames_find(names, use->name, "");
	for (guint i = 0; i < names->len; i++) {
		const SpPrereqName *one = names->pdata[i];

		if (g_str_equal(one->name, use->name) && *one->scope &&
		    !g_str_has_suffix(one->scope, "()"))
			return one;
	}
	return NULL;
}

static gboolean is_name(const SpCWord *word)
{
	return g_ascii_isalpha(*word->text) || *word->text == '_';
}

static gboolean is(const SpCWord *word, char c)
{
	return word->length == 1 && *word->text == c;
}

static void add_use(GPtrArray *uses, const SpCWord *word, const char *region, gboolean member)
{
	g_autofree char *name = g_strndup(word->text, word->length);
	SpPrereqUse *use;

	for (guint i = 0; i < uses->len; i++) {
		const SpPrereqUse *one = uses->pdata[i];

		if (one->member == member && g_str_equal(one->name, name) &&
		    g_str_equal(one->region, region))
			return;
	}
	use = g_new0(SpPrereqUse, 1);
	use->name = g_steal_pointer(&name);
	use->region = g_strdup(region);
	use->member = member;
	g_ptr_array_add(uses, use);
}

GArray *sp_prereqnames_changes(const SpPatchFile *file)
{
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(SpPrereqChange));
	int shift = 0; /* from a line before the change to the one after it */

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];
		guint old = 0;
		int line;

		for (guint k = 0; k < hunk->lines->len; k++)
			old += ((SpHunkLine *)hunk->lines->pdata[k])->origin != '+';
		line = (int)hunk->old_start - (old > 0 && hunk->old_start > 0);
		for (guint k = 0; k < hunk->lines->len; k++) {
			char origin = ((SpHunkLine *)hunk->lines->pdata[k])->origin;
			SpPrereqChange change = {.added = origin == '+', .line = (guint)line};

			change.line += change.added ? shift : 0;
			if (origin != ' ')
				g_array_append_val(changes, change);
			shift += origin == '+' ? 1 : origin == '-' ? -1 : 0;
			line += origin != '+';
		}
	}
	return changes;
}

/* A byte for each line of the file after the change: whether it is added. */
static GByteArray *added_lines(const GArray *changes, guint n_lines)
{
	GByteArray *added = g_byte_array_new();

	g_byte_array_set_size(added, n_lines + 1);
	memset(added->data, 0, added->len);
	for (guint i = 0; i < changes->len; i++) {
		const SpPrereqChange *one = &g_array_index(changes, SpPrereqChange, i);

		if (one->added && one->line < added->len)
			added->data[one->line] = TRUE;
	}
	return added;
}

static GPtrArray *uses_of(const SpPatchFile *file)
{
	const SpCRegions *regions = sp_prereqnames_regions(file, TRUE);
	g_autoptr(GArray) changes = sp_prereqnames_changes(file);
	g_autoptr(GByteArray) added = added_lines(changes, regions->file->lines->len);
	const SpCWord *words = (const SpCWord *)(void *)regions->words->data;
	GPtrArray *uses = g_ptr_array_new_with_free_func(use_free);

	for (guint i = 0; i < regions->words->len; i++) {
		const SpCRegion *region = sp_cregions_at(regions, words[i].line);
		gboolean member = (i > 0 && is(words + i - 1, '.')) ||
				  (i > 1 && is(words + i - 1, '>') && is(words + i - 2, '-'));

		if (is_name(words + i) && added->data[words[i].line])
			add_use(uses, words + i,
				region && g_str_has_suffix(region->name, "()") ? region->name : "",
				member);
	}
	return uses;
}

static void regions_free(gpointer data)
{
	sp_cregions_free(data);
}

static void array_free(gpointer data)
{
	g_ptr_array_unref(data);
}

/* The same is asked of a change again and again, and a scan of a large file takes its time. */
const SpCRegions *sp_prereqnames_regions(const SpPatchFile *file, gboolean after)
{
	GData **made = (GData **)&file->made;
	const char *key = after ? "prereq-regions-after" : "prereq-regions-before";
	SpCRegions *regions = g_datalist_get_data(made, key);

	if (!regions) {
		regions = sp_cregions_new(after ? file->post : file->pre);
		g_datalist_set_data_full(made, key, regions, regions_free);
	}
	return regions;
}

const GPtrArray *sp_prereqnames_in(const SpPatchFile *file, gboolean after)
{
	GData **made = (GData **)&file->made;
	const char *key = after ? "prereq-names-after" : "prereq-names-before";
	GPtrArray *names = g_datalist_get_data(made, key);

	if (!names) {
		names = sp_prereqnames_of(after ? file->post : file->pre);
		g_datalist_set_data_full(made, key, names, array_free);
	}
	return names;
}

const GPtrArray *sp_prereqnames_uses(const SpPatchFile *file)
{
	GData **made = (GData **)&file->made;
	GPtrArray *uses = g_datalist_get_data(made, "prereq-uses");

	if (!uses) {
		uses = uses_of(file);
		g_datalist_set_data_full(made, "prereq-uses", uses, array_free);
	}
	return uses;
}

gboolean sp_prereqnames_has_word(const char *text, const char *word)
{
	gsize length = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if ((at == text || !sp_ctext_is_word(at[-1])) && !sp_ctext_is_word(at[length]))
			return TRUE;
	return FALSE;
}
