/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csymbolname: the file before the change is evidence only for names that it does not declare
 * itself: it compiled, so what it used was there.
 */
#include "stage/csymbolname.h"

#include "stage/clocal.h"
#include "stage/cmacro.h"

#include <string.h>

gboolean sp_csymbolname_is_predefined(const char *name)
{
	static const char *const known[] = {"defined",
					    "NULL",
					    "true",
					    "false",
					    "inline",
					    "__func__",
					    "__FUNCTION__",
					    "__VA_ARGS__",
					    "KBUILD_MODNAME",
					    "KBUILD_BASENAME",
					    "KBUILD_MODFILE",
					    "__KERNEL__",
					    "MODULE",
					    "__FILE__",
					    "__LINE__",
					    "__DATE__",
					    "__TIME__",
					    "__COUNTER__",
					    "__GNUC__",
					    "__BYTE_ORDER__",
					    "UTS_RELEASE",
					    "LINUX_VERSION_CODE",
					    "__packed",
					    "__VERSION__",
					    "__CHECKER__",
					    "__BASE_FILE__",
					    NULL};

	return g_strv_contains(known, name) || g_str_has_prefix(name, "CONFIG_") ||
	       g_str_has_prefix(name, "__builtin_") || g_str_has_prefix(name, "__sync_") ||
	       g_str_has_prefix(name, "__atomic_");
}

gboolean sp_csymbolname_implies(const char *theirs, const char *mine)
{
	g_auto(GStrv) need = NULL, have = NULL;

	if (!*mine || strcmp(mine, theirs) == 0)
		return TRUE;
	need = sp_carms_terms(mine);
	have = sp_carms_terms(theirs);
	for (guint i = 0; need && have && need[i]; i++)
		if (!g_strv_contains((const char *const *)have, need[i]))
			return FALSE;
	return need && have;
}

/* Whether a declaration in arm @one and one in arm @other leave no gap between them. */
static gboolean complement(const char *one, const char *other)
{
	g_auto(GStrv) terms = sp_carms_terms(one);

	for (guint i = 0; terms && terms[i]; i++) {
		g_autofree char *not = g_strdup_printf("!%s", terms[i]);
		g_autofree char *negated = g_strdup_printf("!(%s)", terms[i]);
		const char *p = terms[i] + (*terms[i] == '!');
		g_auto(GStrv) others = sp_carms_terms(other);

		if (!others)
			continue;
		if (g_strv_contains((const char *const *)others, not ) ||
		    g_strv_contains((const char *const *)others, negated) ||
		    (p > terms[i] && g_strv_contains((const char *const *)others, p)))
			return TRUE;
	}
	return FALSE;
}

static const char *arm_of(const SpCDecls *decls, guint line)
{
	return sp_carms_at(decls->tokens->arms, line);
}

typedef enum { USE_PLAIN, USE_CALL, USE_TAG, USE_MEMBER } Use;

/* How token @i of @decls is used; FALSE for no use of a name of file scope. */
static gboolean use_at(SpCDecls *decls, guint i, Use *use)
{
	static const char *const aggregates[] = {"struct", "union", "enum", NULL};
	const SpCTokens *tokens = decls->tokens;

	if (sp_ctokens_is_member(tokens, i, NULL))
		*use = USE_MEMBER;
	else if (i && sp_ctokens_in(tokens, i - 1, aggregates))
		*use = USE_TAG;
	else if (tokens->token[i + 1].type == '(')
		*use = USE_CALL;
	else
		*use = USE_PLAIN;
	if (*use == USE_MEMBER || *use == USE_TAG)
		return TRUE;
	return !sp_clocal_is_declarator(decls, i) && !sp_ctokens_is_label(tokens, i) &&
	       !(i && sp_ctokens_is(tokens, i - 1, "goto")) &&
	       !sp_clocal_at(decls, sp_cdecls_word(decls, i), i);
}

guint sp_csymbolname_next(const SpCTokens *tokens, guint i, const char *name)
{
	while (i < tokens->n && !sp_ctokens_is(tokens, i, name))
		i++;
	return i;
}

/* Whether the file used @name in this way before, wherever token @at of it now is compiled. */
static gboolean was_used(const SpCCheck *check, guint at, const char *name, Use wanted,
			 int arguments)
{
	const SpCTokens *tokens = check->before->tokens;
	const char *arm = arm_of(check->after, check->after->tokens->token[at].line);

	for (guint i = sp_csymbolname_next(tokens, 0, name); i < tokens->n;
	     i = sp_csymbolname_next(tokens, i + 1, name)) {
		Use use;

		if (!use_at(check->before, i, &use) || use != wanted)
			continue;
		if (use == USE_CALL && arguments >= 0 &&
		    sp_ctokens_arguments(tokens, i + 1) != arguments)
			continue;
		if (sp_csymbolname_implies(arm, arm_of(check->before, tokens->token[i].line)))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_ordinary(const SpCDecl *decl)
{
	return decl->kind != SP_DECL_TAG && decl->kind != SP_DECL_MEMBER;
}

static gboolean is_declared(const SpCDecls *decls, const char *name)
{
	for (const SpCDecl *d = sp_cdecls_first(decls, name); d; d = sp_cdecls_next(decls, d))
		if (is_ordinary(d))
			return TRUE;
	return FALSE;
}

typedef struct {
	int arguments; /* of the call, -1: any number is right */
	gboolean found;
	gint64 least, most; /* of a declaration that takes another number; @least -1 for none */
} Search;

static gboolean takes(const SpCDecl *decl, Search *search)
{
	if (search->arguments < 0 || decl->least < 0 || decl->vague ||
	    (search->arguments >= decl->least && search->arguments <= decl->most))
		return TRUE;
	search->least = decl->least;
	search->most = decl->most;
	return FALSE;
}

static gboolean is_there(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	Search *search = data;

	(void)in;
	if (!is_ordinary(decl))
		return FALSE;
	search->found = takes(decl, search);
	return search->found;
}

/* What the file itself says: *why stays NULL if it declares the name for this place, or not at all.
 */
static gboolean in_file(const SpCCheck *check, guint i, const char *name, Search *search,
			char **why)
{
	const SpCDecls *after = check->after;
	guint line = after->tokens->token[i].line;
	const char *arm = arm_of(after, line), *other = NULL;
	gboolean body = sp_cdecls_function(after, i) != NULL, gap = FALSE, below = FALSE;

	for (const SpCDecl *d = sp_cdecls_first(after, name); d; d = sp_cdecls_next(after, d)) {
		const char *its = arm_of(after, d->line);

		if (!is_ordinary(d))
			continue;
		if (d->line > line && !d->vague) {
			below = TRUE;
			continue;
		}
		if (!takes(d, search))
			continue;
		/* A macro may leave out arguments, so only a call in a function must be there. */
		if (!body || search->arguments < 0 || d->kind != SP_DECL_FUNCTION ||
		    sp_csymbolname_implies(arm, its) || (other && complement(its, other)))
			return TRUE;
		other = its;
		gap = TRUE;
	}
	if (gap)
		*why = g_strdup_printf("it is there with %s only", other);
	else if (search->least >= 0)
		*why = NULL;
	else if (below)
		*why = g_strdup("it is declared further down only");
	return FALSE;
}

static char *wrong_number(const Search *search)
{
	if (search->most == search->least)
		return g_strdup_printf("it takes %d arguments, not %d", (int)search->least,
				       search->arguments);
	return g_strdup_printf("it takes at least %d arguments, not %d", (int)search->least,
			       search->arguments);
}

char *sp_csymbolname_not_found(const SpCCheck *check)
{
	guint lost = sp_cincludes_lost(check->names->includes);

	return lost ? g_strdup_printf("no declaration found; %u included headers could not be read",
				      lost)
		    : g_strdup("no declaration found");
}

static gboolean is_other(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	(void)in;
	(void)data;
	return decl->kind == SP_DECL_MEMBER || decl->kind == SP_DECL_TAG;
}

/* Whether @i is an argument that a macro uses as something else than a name. */
static gboolean is_absorbed(SpCCheck *check, guint i, const char *name)
{
	switch (sp_cmacro_argument(check->names, i)) {
	case SP_ARGUMENT_PART:
		return TRUE;
	case SP_ARGUMENT_OTHER:
		return sp_cnames_each(check->names, name, FALSE, is_other, NULL);
	default:
		return FALSE;
	}
}

/* The part of @name before its first "_", in small letters; NULL if there is none. */
static char *family_of(const char *name)
{
	const char *start = name + strspn(name, "_"), *end = strchr(start, '_');

	return end && end > start + 1 ? g_ascii_strdown(start, end - start) : NULL;
}

static gboolean has_family(const SpCDecls *decls, const char *family)
{
	for (guint i = 0; i < decls->decls->len; i++) {
		const SpCDecl *decl = &g_array_index(decls->decls, SpCDecl, i);
		g_autofree char *its = NULL;

		if (decl->kind == SP_DECL_MEMBER || decl->vague)
			continue;
		its = family_of(decl->name);
		if (its && strcmp(its, family) == 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * Of a tree without the headers that all kernels have, a name is only known to be absent if others
 * of its family, "usb_" or "MM_", are declared in what can be read.
 */
static gboolean may_be_elsewhere(SpCCheck *check, const char *name)
{
	g_autofree char *family = NULL;
	SpCHeader *header;

	if (sp_cincludes_is_whole(check->names->includes))
		return FALSE;
	family = family_of(name);
	if (!family)
		return TRUE;
	if (has_family(check->before, family))
		return FALSE;
	for (guint i = 0; (header = sp_cnames_header(check->names, i)); i++)
		if (has_family(sp_cheader_decls(header), family))
			return FALSE;
	return TRUE;
}

/* Whether token @i, no call, is in capitals or stands where a type does: no variable. */
static gboolean is_constant_or_type(const SpCTokens *tokens, guint i, const char *name)
{
	guint next = i + 1;

	while (tokens->token[next].type == '*')
		next++;
	if (sp_ctokens_is_name(tokens, next) && sp_ctokens_is_name(tokens, i))
		return TRUE;
	for (; *name; name++)
		if (g_ascii_islower(*name))
			return FALSE;
	return TRUE;
}

static char *ordinary(SpCCheck *check, guint i, const char *name, int arguments, Use use)
{
	Search search = {.arguments = arguments, .least = -1};
	/* A variable's name tells nothing of where it is used. */
	gboolean can_be_elsewhere =
		use == USE_CALL || is_constant_or_type(check->after->tokens, i, name);
	g_autofree char *why = NULL;

	if (sp_clocal_at(check->after, name, i) || in_file(check, i, name, &search, &why))
		return NULL;
	if (!is_declared(check->after, name) && !is_declared(check->before, name) &&
	    (was_used(check, i, name, use, arguments) ||
	     (use == USE_PLAIN && was_used(check, i, name, USE_CALL, -1))))
		return NULL;
	sp_cnames_each(check->names, name, TRUE, is_there, &search);
	if (search.found)
		return NULL;
	if (why)
		return g_steal_pointer(&why);
	if (search.least >= 0)
		return wrong_number(&search);
	if ((can_be_elsewhere && sp_cnames_used(check->names, name)) ||
	    sp_cmacro_makes(check->names, name) || is_absorbed(check, i, name))
		return NULL;
	if (can_be_elsewhere && may_be_elsewhere(check, name))
		return NULL;
	return sp_csymbolname_not_found(check);
}

/* Whether an argument may be more than one: a macro's name alone, or an expansion. */
static gboolean is_elastic(const SpCTokens *tokens, guint open)
{
	for (guint i = open + 1; i < tokens->match[open]; i = sp_ctokens_skip(tokens, i)) {
		const char *word = tokens->text->text + tokens->token[i].at;

		if (sp_ctokens_is_name(tokens, i) && g_ascii_isupper(*word))
			return TRUE;
	}
	return FALSE;
}

char *sp_csymbolname_call(SpCCheck *check, guint i, const char *name)
{
	int arguments = sp_ctokens_arguments(check->after->tokens, i + 1);
	g_autofree char *why = ordinary(check, i, name, arguments, USE_CALL);

	if (why && arguments >= 0 && is_elastic(check->after->tokens, i + 1)) {
		g_free(why);
		why = ordinary(check, i, name, -1, USE_CALL);
	}
	return g_steal_pointer(&why);
}

char *sp_csymbolname_plain(SpCCheck *check, guint i, const char *name)
{
	const SpCDecl *function = sp_cdecls_function(check->after, i);
	char *why = ordinary(check, i, name, -1, USE_PLAIN);

	/* "&&label" */
	for (guint k = function ? function->from : 0; why && function && k < function->to; k++)
		if (sp_ctokens_is_label(check->after->tokens, k) &&
		    sp_ctokens_is(check->after->tokens, k, name))
			g_clear_pointer(&why, g_free);
	return why;
}

char *sp_csymbolname_label(SpCCheck *check, guint i, const char *name)
{
	const SpCTokens *tokens = check->after->tokens;
	const SpCDecl *function = sp_cdecls_function(check->after, i);
	const char *arm = NULL;
	guint count = 0;

	if (!function || tokens->token[i - 1].type == '*')
		return NULL;
	for (guint k = sp_csymbolname_next(tokens, function->from, name); k < function->to;
	     k = sp_csymbolname_next(tokens, k + 1, name)) {
		const char *its = arm_of(check->after, tokens->token[k].line);

		if (!sp_ctokens_is_label(tokens, k) || (arm && strcmp(arm, its)))
			continue;
		arm = its;
		count++;
	}
	if (count == 1)
		return NULL;
	return g_strdup_printf("%s() has %s", function->name,
			       count ? "more than one such label" : "no such label");
}

static gboolean is_tag(const SpCDecls *in, const SpCDecl *decl, gpointer data)
{
	(void)in;
	(void)data;
	return decl->kind == SP_DECL_TAG || decl->kind == SP_DECL_MACRO;
}

char *sp_csymbolname_tag(SpCCheck *check, guint i, const char *name)
{
	if (check->after->tokens->token[i + 1].type == '{' ||
	    sp_cnames_each(check->names, name, FALSE, is_tag, NULL))
		return NULL;
	if (sp_cdecls_first(check->before, name) == NULL && was_used(check, i, name, USE_TAG, -1))
		return NULL;
	if (sp_cmacro_makes(check->names, name) || may_be_elsewhere(check, name))
		return NULL;
	return sp_csymbolname_not_found(check);
}
