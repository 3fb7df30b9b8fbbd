/* SPDX-License-Identifier: GPL-2.0-only */
/* portnote: the certificates say why, the interdiff decides whether it may be said. */
#include "stage/portnote.h"

#include "stage/bracket.h"
#include "stage/interdiff.h"

#include <string.h>

/* What is said of one file. */
typedef struct {
	const SpInterdiff *file;
	GPtrArray *claims;   /* char * */
	GPtrArray *lost;     /* const char *: changed lines that only upstream has, with origin */
	GPtrArray *gained;   /* likewise, that only the port has */
	GHashTable *renames; /* theirs -> ours, both shown by the interdiff */
} Account;

static void account_free(Account *account)
{
	g_clear_pointer(&account->lost, g_ptr_array_unref);
	g_clear_pointer(&account->gained, g_ptr_array_unref);
	g_hash_table_unref(account->renames);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Account, account_free)

static void claim(Account *account, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void claim(Account *account, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(account->claims, g_strdup_vprintf(format, args));
	va_end(args);
}

/* Changed lines with their origin, in order. */
static GPtrArray *changed_lines(const GPtrArray *hunks)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < hunks->len; i++) {
		const SpHunk *hunk = hunks->pdata[i];

		for (guint k = 0; k < hunk->lines->len; k++) {
			const SpHunkLine *line = hunk->lines->pdata[k];

			if (line->origin != ' ')
				g_ptr_array_add(lines,
						g_strdup_printf("%c%s", line->origin, line->text));
		}
	}
	return lines;
}

static const GPtrArray *hunks_of(const GPtrArray *parsed)
{
	return parsed->len ? ((SpPatchFile *)parsed->pdata[0])->hunks : NULL;
}

/* Those of @lines that @others has not, or not as often. */
static GPtrArray *without(const GPtrArray *lines, const GPtrArray *others)
{
	g_autoptr(GHashTable) left = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *rest = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < others->len; i++) {
		guint n = GPOINTER_TO_UINT(g_hash_table_lookup(left, others->pdata[i]));

		g_hash_table_insert(left, others->pdata[i], GUINT_TO_POINTER(n + 1));
	}
	for (guint i = 0; i < lines->len; i++) {
		guint n = GPOINTER_TO_UINT(g_hash_table_lookup(left, lines->pdata[i]));

		if (n)
			g_hash_table_insert(left, lines->pdata[i], GUINT_TO_POINTER(n - 1));
		else
			g_ptr_array_add(rest, g_strdup(lines->pdata[i]));
	}
	return rest;
}

static GRegex *word(const char *name)
{
	g_autofree char *escaped = g_regex_escape_string(name, -1);
	g_autofree char *pattern = g_strdup_printf("(?<!\\w)%s(?!\\w)", escaped);

	return g_regex_new(pattern, G_REGEX_RAW, 0, NULL);
}

/* Whether a line of the interdiff that only one of the two has ('-': upstream) holds @name. */
static gboolean shown(const SpInterdiff *file, char side, const char *name)
{
	g_autoptr(GRegex) regex = word(name);
	g_auto(GStrv) lines = g_strsplit(file->text, "\n", -1);

	/* The first two lines are the files' names. */
	for (guint i = 0; lines[i] && regex; i++)
		if (i > 1 && *lines[i] == side && lines[i][1] &&
		    g_regex_match(regex, lines[i] + 2, 0, NULL))
			return TRUE;
	return FALSE;
}

/* "theirs -> ours, ..." of a certificate: those that can be seen. */
static void take_names(Account *account, const char *names)
{
	g_auto(GStrv) each = g_strsplit(names, ", ", -1);

	for (guint i = 0; each[i]; i++) {
		g_auto(GStrv) pair = g_strsplit(each[i], " -> ", 2);

		if (!pair[0] || !pair[1] || !*pair[0] || !*pair[1] ||
		    g_hash_table_contains(account->renames, pair[0]) ||
		    !shown(account->file, '-', pair[0]) || !shown(account->file, '+', pair[1]))
			continue;
		claim(account, "%s is %s here", pair[0], pair[1]);
		g_hash_table_insert(account->renames, g_strdup(pair[0]), g_strdup(pair[1]));
	}
}

/* Rules may hold whole pieces of code, which are told if the interdiff shows each of their words.
 */
static void take_rules(Account *account, const char *rules)
{
	static const char names[] = "^\\w+ -> \\w+(, \\w+ -> \\w+)*$";
	g_auto(GStrv) each = g_regex_split_simple("[^\\w$]+", rules, G_REGEX_RAW, 0);

	if (g_regex_match_simple(names, rules, G_REGEX_RAW, 0)) {
		take_names(account, rules);
		return;
	}
	for (guint i = 0; each[i]; i++)
		if (*each[i] && *each[i] != '$' && !shown(account->file, '-', each[i]) &&
		    !shown(account->file, '+', each[i]))
			return;
	claim(account, "in the words of this branch (%s)", rules);
}

/* @line as the branch's names have it; (transfer full). */
static char *renamed(const Account *account, const char *line)
{
	g_autofree char *text = g_strdup(line);
	GHashTableIter iter;
	gpointer theirs, ours;

	g_hash_table_iter_init(&iter, account->renames);
	while (g_hash_table_iter_next(&iter, &theirs, &ours)) {
		g_autoptr(GRegex) regex = word(theirs);
		char *next =
			regex ? g_regex_replace_literal(regex, text, -1, 0, ours, 0, NULL) : NULL;

		if (next) {
			g_free(text);
			text = next;
		}
	}
	return g_steal_pointer(&text);
}

/* Takes off both lists what the names explain. */
static void explain(Account *account)
{
	for (guint i = 0; i < account->lost->len; i++) {
		g_autofree char *ours = renamed(account, account->lost->pdata[i]);
		guint at;

		if (!g_ptr_array_find_with_equal_func(account->gained, ours, g_str_equal, &at))
			continue;
		g_ptr_array_remove_index(account->gained, at);
		g_ptr_array_remove_index(account->lost, i--);
	}
}

/* Whether @mine is @theirs, or is it in the branch's names. */
static gboolean same_lines(const Account *account, const SpHunk *theirs, const SpHunk *mine)
{
	if (theirs->lines->len != mine->lines->len)
		return FALSE;
	for (guint i = 0; i < mine->lines->len; i++) {
		const SpHunkLine *a = theirs->lines->pdata[i], *b = mine->lines->pdata[i];
		g_autofree char *ours = renamed(account, a->text);

		if (a->origin != b->origin ||
		    (!g_str_equal(a->text, b->text) && !g_str_equal(ours, b->text)))
			return FALSE;
	}
	return TRUE;
}

/* Whether the port has that very hunk, but for names that are told of. */
static gboolean is_kept(const Account *account, const SpHunk *hunk)
{
	const GPtrArray *mine = hunks_of(account->file->parsed);

	for (guint i = 0; mine && i < mine->len; i++)
		if (same_lines(account, hunk, mine->pdata[i]))
			return TRUE;
	return FALSE;
}

/* How many of the hunk's changed lines are not in the port, and how many it has. */
static guint count_lost(const Account *account, const SpHunk *hunk, guint *all)
{
	g_autoptr(GPtrArray) one = g_ptr_array_new();
	g_autoptr(GPtrArray) lines = NULL;
	guint lost = 0;

	g_ptr_array_add(one, (gpointer)hunk);
	lines = changed_lines(one);
	for (guint i = 0; i < lines->len; i++)
		lost += g_ptr_array_find_with_equal_func(account->lost, lines->pdata[i],
							 g_str_equal, NULL);
	*all = lines->len;
	return lost;
}

static void add_function(GPtrArray *functions, const SpPlace *place)
{
	const char *name = place ? place->function : NULL;

	if (name && !g_ptr_array_find_with_equal_func(functions, name, g_str_equal, NULL))
		g_ptr_array_add(functions, (gpointer)name);
}

/* " in f() and g()", "" for none; (transfer full). */
static char *in_functions(const GPtrArray *functions)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < functions->len; i++)
		g_string_append_printf(text, "%s%s()",
				       i == 0			 ? " in "
				       : i + 1 == functions->len ? " and "
								 : ", ",
				       (char *)functions->pdata[i]);
	return g_string_free(text, FALSE);
}

/* The hunks that the port has otherwise, by what is other about them. */
static void say_hunks(Account *account)
{
	enum { THERE, CODE, CONTEXT, KINDS };
	static const char *const words[] = {"what upstream changes%s is there already",
					    "the changed lines%s differ from upstream's",
					    "the context%s differs"};
	GPtrArray *functions[KINDS];
	gboolean any[KINDS] = {FALSE};
	const SpInterdiff *file = account->file;

	for (guint i = 0; i < KINDS; i++)
		functions[i] = g_ptr_array_new();
	for (guint i = 0; i < file->theirs->hunks->len; i++) {
		const SpHunk *hunk = file->theirs->hunks->pdata[i];
		const SpPlace *place =
			i < file->mine->places->len ? file->mine->places->pdata[i] : NULL;
		guint all, lost, kind;

		if (is_kept(account, hunk))
			continue;
		lost = count_lost(account, hunk, &all);
		kind = lost == 0 ? CONTEXT
		       : lost == all && place && g_strcmp0(place->rung, SP_RUNG_THERE) == 0 ? THERE
											    : CODE;
		any[kind] = TRUE;
		add_function(functions[kind], place);
	}
	/* Lines that are nobody's of upstream. */
	any[CODE] |= account->gained->len > 0;
	for (guint i = 0; i < KINDS; i++) {
		g_autofree char *where = in_functions(functions[i]);
		g_auto(GStrv) parts = g_strsplit(words[i], "%s", 2);

		if (any[i])
			claim(account, "%s%s%s", parts[0], where, parts[1]);
		g_ptr_array_unref(functions[i]);
	}
}

static gboolean same_order(const GPtrArray *one, const GPtrArray *two)
{
	for (guint i = 0; i < MIN(one->len, two->len); i++)
		if (!g_str_equal(one->pdata[i], two->pdata[i]))
			return FALSE;
	return one->len == two->len;
}

/* Only names are other ones: then the lines around, which have them as well, are not told of. */
static void say_diff(Account *account)
{
	g_autoptr(GPtrArray) theirs = changed_lines(account->file->theirs->hunks);
	g_autoptr(GPtrArray) ours = changed_lines(hunks_of(account->file->parsed));
	guint before = account->claims->len;

	account->lost = without(theirs, ours);
	account->gained = without(ours, theirs);
	for (guint i = 0; i < account->file->mine->places->len; i++) {
		const SpPlace *place = account->file->mine->places->pdata[i];

		if (place && place->names)
			take_names(account, place->names);
	}
	if (account->file->mine->rules)
		take_rules(account, account->file->mine->rules);
	if (!account->lost->len && !account->gained->len && !same_order(theirs, ours)) {
		claim(account, "the lines are changed in another order");
		return;
	}
	explain(account);
	say_hunks(account);
	if (account->claims->len == before && !account->file->mine->upstream)
		claim(account, "the diff is another one than upstream's");
}

static void say_file(const SpInterdiff *file, GString *text)
{
	g_autoptr(GPtrArray) claims = g_ptr_array_new_with_free_func(g_free);
	g_auto(Account) account = {
		.file = file,
		.claims = claims,
		.renames = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};

	if (file->mine && file->mine->upstream)
		claim(&account, "it is upstream's %s", file->mine->upstream);
	if (!file->mine)
		claim(&account, "left out, the branch has this change already");
	else if (*file->text)
		say_diff(&account);
	g_ptr_array_add(claims, NULL);
	if (claims->len > 1) {
		g_autofree char *joined = g_strjoinv("; ", (char **)claims->pdata);

		g_string_append_printf(text, "%s%s: %s", text->len ? ". " : "",
				       file->mine ? file->mine->path : file->theirs->path, joined);
	}
}

char *sp_portnote(const SpPatch *patch, const SpPort *port, const char *version, GError **error)
{
	g_autoptr(GPtrArray) files = sp_interdiff_files(patch, port, error);
	g_autoptr(GString) said = g_string_new(patch->differs);

	if (!files)
		return NULL;
	for (guint i = 0; i < files->len; i++)
		say_file(files->pdata[i], said);
	if (!said->len)
		return g_strdup("");
	g_string_prepend(said, ": ");
	g_string_prepend(said, version);
	g_string_prepend(said, "Backport to ");
	return sp_bracket(said->str);
}
