/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * carms: follows #if, #else and #endif through the file and words the arm that is open behind each.
 * Files have few different arms, so each wording is kept once and a line has its number.
 */
#include "stage/carms.h"

#include <string.h>

typedef struct {
	GPtrArray *before; /* what the arms before this one ask for */
	char *now;	   /* what this one asks for; NULL in #else */
	guint around;	   /* index of the arm that its #if stands in */
	gboolean guard;
} Level;

struct _SpCArms {
	GPtrArray *words; /* the different wordings; [0] is "" */
	GArray *assembly; /* gboolean of each wording */
	guint *of_line;	  /* index of each line's */
	guint n_lines;
};

static gboolean has_code(const SpCText *text, guint from, guint to)
{
	SpCToken token;

	for (guint line = from; line < to; line++)
		if (sp_ctext_next(text, line, &(gsize){text->starts[line]}, &token))
			return TRUE;
	return FALSE;
}

/* Whether the first #ifndef encloses all of the file's code and defines what it asks for. */
static gboolean has_guard(const SpCText *text, const GArray *directives)
{
	const SpCDirective *d = (const SpCDirective *)directives->data;
	guint n = directives->len, depth = 0;
	gsize length;

	if (n < 3 || strcmp(d[0].word, "ifndef") || strcmp(d[1].word, "define") ||
	    has_code(text, 0, d[0].line) || has_code(text, d[0].last + 1, d[1].line) ||
	    has_code(text, d[n - 1].last + 1, text->n_lines))
		return FALSE;
	length = strlen(d[0].rest);
	if (!g_str_has_prefix(d[1].rest, d[0].rest) || sp_ctext_is_word(d[1].rest[length]))
		return FALSE;
	for (guint i = 0; i < n; i++) {
		if (d[i].kind == SP_C_IF)
			depth++;
		else if (depth == 1 && d[i].kind == SP_C_ELSE)
			return FALSE;
		else if (d[i].kind == SP_C_ENDIF && --depth == 0)
			return i == n - 1;
	}
	return FALSE;
}

char **sp_carms_terms(const char *expression)
{
	g_autoptr(GStrvBuilder) terms = g_strv_builder_new();
	const char *start = expression, *p;
	int depth = 0;

	for (p = expression;; p++) {
		g_autofree char *term = NULL;

		depth += (*p == '(') - (*p == ')');
		if (*p && depth)
			continue;
		if ((p[0] == '|' && p[1] == '|') || *p == '?')
			return NULL;
		if (*p && !(p[0] == '&' && p[1] == '&'))
			continue;
		term = g_strndup(start, p - start);
		g_strv_builder_add(terms, g_strstrip(term));
		if (!*p)
			return g_strv_builder_end(terms);
		start = p++ + 2;
	}
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
	if (sp_ctext_is_word(*p))
		return g_strdup(term);
	p += strspn(p, " ");
	parenthesis = *p == '(';
	p += parenthesis;
	name = p + strspn(p, " ");
	for (end = name; sp_ctext_is_word(*end); end++)
		;
	p = end + strspn(end, " ");
	if (end == name || (parenthesis && *p++ != ')') || *p)
		return g_strdup(term);
	return g_strdup_printf("%s%.*s", negative ? "!" : "", (int)(end - name), name);
}

/* What an #if, #ifdef, #ifndef or #elif asks for, in sp_csource_arm_at()'s words. */
static char *asks_for(const SpCDirective *directive)
{
	g_auto(GStrv) terms = NULL;
	gsize length = strcspn(directive->rest, " ");

	if (strcmp(directive->word, "ifdef") == 0)
		return g_strndup(directive->rest, length);
	if (strcmp(directive->word, "ifndef") == 0)
		return g_strdup_printf("!%.*s", (int)length, directive->rest);
	terms = sp_carms_terms(directive->rest);
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

	while (sp_ctext_is_word(*end))
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

static void add_words(SpCArms *arms, const char *words)
{
	g_auto(GStrv) terms = sp_carms_terms(words);
	const char *const *list = (const char *const *)terms;
	gboolean assembly = terms && (g_strv_contains(list, "__ASSEMBLY__") ||
				      g_strv_contains(list, "__ASSEMBLER__"));

	g_ptr_array_add(arms->words, g_strdup(words));
	g_array_append_val(arms->assembly, assembly);
}

/* The index of the wording of all @levels together in the list of arms. */
static guint word_arm(SpCArms *arms, const GPtrArray *levels)
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
			g_auto(GStrv) terms = sp_carms_terms(level->now);

			g_string_append_printf(arm, terms ? "%s%s" : "%s(%s)",
					       arm->len ? " && " : "", level->now);
		}
	}
	if (g_ptr_array_find_with_equal_func(arms->words, arm->str, g_str_equal, &index))
		return index;
	add_words(arms, arm->str);
	return arms->words->len - 1;
}

static void open_level(GPtrArray *levels, const SpCDirective *directive, guint around,
		       gboolean guard)
{
	Level *level = g_new0(Level, 1);

	level->before = g_ptr_array_new_with_free_func(g_free);
	level->now = asks_for(directive);
	level->around = around;
	level->guard = guard;
	g_ptr_array_add(levels, level);
}

static void find_arms(SpCArms *arms, const GArray *directives, gboolean guard)
{
	g_autoptr(GPtrArray) levels = g_ptr_array_new_with_free_func(level_free);
	guint line = 0, arm = 0;

	for (guint i = 0; i < directives->len; i++) {
		const SpCDirective *d = &g_array_index(directives, SpCDirective, i);
		Level *level = levels->len ? levels->pdata[levels->len - 1] : NULL;
		guint around = arm;

		while (line < d->line)
			arms->of_line[line++] = arm;
		if (d->kind == SP_C_IF) {
			open_level(levels, d, arm, guard && i == 0);
			arm = word_arm(arms, levels);
		} else if (level && d->kind == SP_C_ELSE) {
			if (level->now)
				g_ptr_array_add(level->before, g_steal_pointer(&level->now));
			level->now = strcmp(d->word, "else") ? asks_for(d) : NULL;
			around = level->around;
			arm = word_arm(arms, levels);
		} else if (level && d->kind == SP_C_ENDIF) {
			around = arm = level->around;
			g_ptr_array_remove_index(levels, levels->len - 1);
		}
		while (line <= d->last)
			arms->of_line[line++] = around;
	}
	while (line < arms->n_lines)
		arms->of_line[line++] = arm;
}

SpCArms *sp_carms_new(const SpCText *text, const GArray *directives)
{
	SpCArms *arms = g_new0(SpCArms, 1);

	arms->words = g_ptr_array_new_with_free_func(g_free);
	arms->assembly = g_array_new(FALSE, FALSE, sizeof(gboolean));
	add_words(arms, "");
	arms->n_lines = text->n_lines;
	arms->of_line = g_new0(guint, text->n_lines);
	find_arms(arms, directives, has_guard(text, directives));
	return arms;
}

void sp_carms_free(SpCArms *arms)
{
	if (!arms)
		return;
	g_ptr_array_unref(arms->words);
	g_array_unref(arms->assembly);
	g_free(arms->of_line);
	g_free(arms);
}

const char *sp_carms_at(const SpCArms *arms, guint line)
{
	return arms->words->pdata[line < arms->n_lines ? arms->of_line[line] : 0];
}

gboolean sp_carms_is_assembly(const SpCArms *arms, guint line)
{
	return g_array_index(arms->assembly, gboolean,
			     line < arms->n_lines ? arms->of_line[line] : 0);
}
