/* SPDX-License-Identifier: GPL-2.0-only */
/* prereqlabel: the words of a change's files before and after it are compared. */
#include "stage/prereqlabel.h"

#include "stage/cregion.h"
#include "stage/ctext.h"
#include "stage/links.h"
#include "stage/stabletag.h"

#include <string.h>

/* Of a change to more files nothing is said: comparing them takes its time. */
#define MOST_FILES 40

#define SAYS_NEEDED                                                                                \
	"\\b(?:depends\\s+(?:up)?on|needs|requires|prerequisite)\\b[^.]{0,160}?\\b"                \
	"([0-9a-f]{7,40})\\b"

const char *sp_prereqlabel_name(SpPrereqLabel label)
{
	static const char *const names[] = {"incidental", "unknown", "prerequisite"};

	return names[label];
}

/* The ids that the prose says are needed. */
static void add_prose(const SpPatch *patch, GPtrArray *ids)
{
	g_autoptr(GRegex) says = g_regex_new(SAYS_NEEDED, G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	g_regex_match(says, patch->body, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *id = g_match_info_fetch(match, 1);
		g_autofree char *lower = g_ascii_strdown(id, -1);

		/* A word or a number may look like a short id. */
		if (strlen(lower) >= 12)
			g_ptr_array_add(ids, g_steal_pointer(&lower));
	}
}

static void add_tagged(const SpPatch *patch, const SpKver *version, GPtrArray *ids)
{
	g_autoptr(GPtrArray) tags = sp_stable_tags(patch->body);

	for (guint i = 0; i < tags->len; i++) {
		const SpStableTag *tag = tags->pdata[i];
		gboolean speaks = version == NULL;

		for (guint k = 0; version && k < tag->ranges->len; k++) {
			const SpKverRange *range = &g_array_index(tag->ranges, SpKverRange, k);

			speaks |= range->from.major == version->major &&
				  range->from.minor == version->minor;
		}
		for (guint k = 0; speaks && k < tag->needs->len; k++)
			g_ptr_array_add(ids, g_strdup(((SpStableNeed *)tag->needs->pdata[k])->id));
	}
}

GPtrArray *sp_prereqlabel_ids(const SpPatch *patch, const SpKver *version)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);

	add_tagged(patch, version, ids);
	add_prose(patch, ids);
	return ids;
}

static gboolean names_it(const GPtrArray *ids, const char *id)
{
	for (guint i = 0; i < ids->len; i++)
		if (g_str_has_prefix(id, ids->pdata[i]))
			return TRUE;
	return FALSE;
}

char *sp_prereqlabel_named(const SpPatch *patch, const char *id)
{
	g_autoptr(GArray) links = sp_links_of(patch->subject, patch->body);
	g_autoptr(GPtrArray) fixes = sp_links_ids(links, SP_LINK_FIXES);
	g_autoptr(GPtrArray) reverts = sp_links_ids(links, SP_LINK_REVERT);
	g_autoptr(GPtrArray) tagged = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) prose = g_ptr_array_new_with_free_func(g_free);

	if (names_it(fixes, id) || names_it(reverts, id))
		return g_strdup("it brought the bug that is mended, without which nothing is to "
				"be mended");
	add_tagged(patch, NULL, tagged);
	if (names_it(tagged, id))
		return g_strdup("the \"Cc: stable\" line names it");
	add_prose(patch, prose);
	return names_it(prose, id) ? g_strdup("the message says that it is needed") : NULL;
}

/* Documentation is not what a fix is wrong without. */
static gboolean is_text(const SpPatchFile *file)
{
	return g_str_has_prefix(file->path, "Documentation/");
}

static gboolean is_c(const SpPatchFile *file)
{
	return g_str_has_suffix(file->path, ".c") || g_str_has_suffix(file->path, ".h");
}

/* Whether all that the change touches is C of which both sides are known. */
static gboolean is_known(const SpPatch *patch)
{
	if (patch->files->len > MOST_FILES)
		return FALSE;
	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];

		if (!is_text(file) && (!is_c(file) || !file->pre || !file->post))
			return FALSE;
	}
	return TRUE;
}

static char *word_text(const SpCWord *word)
{
	return g_strndup(word->text, word->length);
}

static gboolean is_same(const SpCWord *a, const SpCWord *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* Notes that @a is called @b now; FALSE if another word is, or if @b was another. */
static gboolean note_renamed(GHashTable *forth, GHashTable *back, const SpCWord *a,
			     const SpCWord *b)
{
	g_autofree char *old = word_text(a);
	g_autofree char *new = word_text(b);
	const char *known = g_hash_table_lookup(forth, old);
	const char *was = g_hash_table_lookup(back, new);

	if (known || was)
		return g_strcmp0(known, new) == 0 && g_strcmp0(was, old) == 0;
	g_hash_table_insert(forth, g_strdup(old), g_strdup(new));
	g_hash_table_insert(back, g_steal_pointer(&new), g_steal_pointer(&old));
	return TRUE;
}

/* Whether the two are the same but for words of other names. */
static gboolean compare_words(const SpCRegions *old, const SpCRegions *new, GHashTable *forth,
			      GHashTable *back)
{
	if (old->words->len != new->words->len)
		return FALSE;
	for (guint i = 0; i < old->words->len; i++) {
		const SpCWord *a = &g_array_index(old->words, SpCWord, i);
		const SpCWord *b = &g_array_index(new->words, SpCWord, i);

		if (is_same(a, b))
			continue;
		if (!sp_ctext_is_word(*a->text) || !sp_ctext_is_word(*b->text) ||
		    g_ascii_isdigit(*a->text) || g_ascii_isdigit(*b->text) ||
		    !note_renamed(forth, back, a, b))
			return FALSE;
	}
	return TRUE;
}

static gboolean declares(const GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (g_str_equal(((SpPrereqName *)names->pdata[i])->name, name))
			return TRUE;
	return FALSE;
}

/* A name is another only where what it names is declared so: the use of another function is no
 * renaming. */
static gboolean is_renaming(const SpPatch *patch, const char *old, const char *new)
{
	gboolean declared = FALSE;

	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];
		const GPtrArray *before, *after;

		if (is_text(file))
			continue;
		before = sp_prereqnames_in(file, FALSE);
		after = sp_prereqnames_in(file, TRUE);
		if (sp_prereqnames_has_word(file->pre, new) || declares(after, old))
			return FALSE;
		declared |= declares(before, old) && declares(after, new);
	}
	return declared;
}

/* Whether the change gives other names alone, or not even that; @why then. */
static gboolean only_renames(const SpPatch *patch, char **why)
{
	g_autoptr(GHashTable) forth =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GHashTable) back = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GString) text = g_string_new(NULL);
	GHashTableIter it;
	gpointer old, new;

	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];
		if (!is_text(file) &&
		    !compare_words(sp_prereqnames_regions(file, FALSE),
				   sp_prereqnames_regions(file, TRUE), forth, back))
			return FALSE;
	}
	g_hash_table_iter_init(&it, forth);
	while (g_hash_table_iter_next(&it, &old, &new)) {
		if (!is_renaming(patch, old, new))
			return FALSE;
		g_string_append_printf(text, "%s%s to %s", text->len ? ", " : "it only renames ",
				       (char *)old, (char *)new);
	}
	*why = g_strdup(text->len ? text->str : "it changes no code");
	return TRUE;
}

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The code of each region of one side of the change, sorted. */
static GPtrArray *region_texts(const SpPatch *patch, gboolean after)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];
		const SpCRegions *regions;

		if (is_text(file))
			continue;
		regions = sp_prereqnames_regions(file, after);
		for (guint k = 0; k < regions->regions->len; k++) {
			const SpCRegion *region = regions->regions->pdata[k];
			GString *text = g_string_new(region->arm);

			for (guint n = 0; n < region->words->len; n++) {
				const SpCWord *word = &g_array_index(region->words, SpCWord, n);

				g_string_append_c(text, ' ');
				g_string_append_len(text, word->text, word->length);
			}
			g_ptr_array_add(texts, g_string_free(text, FALSE));
		}
	}
	g_ptr_array_sort(texts, by_text);
	return texts;
}

static gboolean only_moves(const SpPatch *patch)
{
	g_autoptr(GPtrArray) before = region_texts(patch, FALSE);
	g_autoptr(GPtrArray) after = region_texts(patch, TRUE);

	if (before->len != after->len)
		return FALSE;
	for (guint i = 0; i < before->len; i++)
		if (!g_str_equal(before->pdata[i], after->pdata[i]))
			return FALSE;
	return TRUE;
}

static void add_region(GHashTable *set, const SpCRegions *regions, guint line)
{
	const SpCRegion *region = sp_cregions_at(regions, line);

	if (region)
		g_hash_table_add(set, g_strdup(region->name));
}

/* The functions and declarations that a change to C is in, by name. */
static GHashTable *changed_regions(const SpPatch *patch)
{
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];
		g_autoptr(GArray) changes = NULL;

		if (is_text(file))
			continue;
		changes = sp_prereqnames_changes(file);
		for (guint k = 0; k < changes->len; k++) {
			const SpPrereqChange *one = &g_array_index(changes, SpPrereqChange, k);

			add_region(set, sp_prereqnames_regions(file, one->added), one->line);
		}
	}
	return set;
}

static gboolean uses(const SpPatch *patch, const char *name)
{
	for (guint i = 0; i < patch->files->len; i++) {
		const SpPatchFile *file = patch->files->pdata[i];
		const GPtrArray *all = is_text(file) ? NULL : sp_prereqnames_uses(file);

		for (guint k = 0; all && k < all->len; k++)
			if (g_str_equal(((SpPrereqUse *)all->pdata[k])->name, name))
				return TRUE;
	}
	return FALSE;
}

/* Whether @other is in functions that @patch neither changes nor uses. */
static gboolean is_elsewhere(const SpPatch *patch, const SpPatch *other, char **why)
{
	g_autoptr(GHashTable) mine = changed_regions(patch);
	g_autoptr(GHashTable) its = changed_regions(other);
	const char *shown = NULL;
	GHashTableIter it;
	gpointer name;

	g_hash_table_iter_init(&it, its);
	while (g_hash_table_iter_next(&it, &name, NULL)) {
		g_autofree char *bare = g_strndup(name, strcspn(name, "("));

		/* A type, a table or a macro may matter anywhere. */
		if (!g_str_has_suffix(name, "()") || g_hash_table_contains(mine, name) ||
		    uses(patch, bare))
			return FALSE;
		if (!shown || strcmp(name, shown) < 0)
			shown = name;
	}
	if (!shown || !g_hash_table_size(mine))
		return FALSE;
	*why = g_strdup_printf("it changes %s%s, which is neither changed nor used", shown,
			       g_hash_table_size(its) > 1 ? " and others" : "");
	return TRUE;
}

static gboolean is_local(const char *scope)
{
	return g_str_has_suffix(scope, "()");
}

/* Whether the files that declare @before may have had @name, under whatever struct it stood. */
static gboolean may_have_had(const GPtrArray *before, const SpPrereqName *name)
{
	for (guint i = 0; i < before->len; i++) {
		const SpPrereqName *one = before->pdata[i];

		if (g_str_equal(one->name, name->name) &&
		    (g_str_equal(one->scope, name->scope) ||
		     (!is_local(name->scope) && !is_local(one->scope))))
			return TRUE;
	}
	return FALSE;
}

/* Whether a name of a function's own is of one that was called so before. */
static gboolean has_function(const GPtrArray *before, const char *scope)
{
	g_autofree char *function = g_strndup(scope, strlen(scope) - 2);

	return sp_prereqnames_find(before, function, "") != NULL;
}

/* The first of @names that is plainly new with @other: its files had none like it. */
static const SpPrereqName *first_new(const SpPatch *other, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		const SpPrereqName *one = names->pdata[i];
		gboolean old = FALSE, home = !is_local(one->scope);

		for (guint k = 0; k < other->files->len; k++) {
			const SpPatchFile *file = other->files->pdata[k];
			const GPtrArray *before =
				file->pre && is_c(file) ? sp_prereqnames_in(file, FALSE) : NULL;

			old |= before && may_have_had(before, one);
			home |= !home && before && has_function(before, one->scope);
		}
		if (!old && home)
			return one;
	}
	return NULL;
}

SpPrereqLabel sp_prereqlabel_of(const SpPatch *patch, const SpPatch *other, const char *id,
				const GPtrArray *names, gboolean near, char **why)
{
	gboolean known = is_known(other);
	const SpPrereqName *used;

	*why = sp_prereqlabel_named(patch, id);
	if (*why)
		return SP_PREREQ_REQUIRED;
	if (known && only_renames(other, why))
		return SP_PREREQ_INCIDENTAL;
	if (known && only_moves(other)) {
		*why = g_strdup("it only moves code");
		return SP_PREREQ_INCIDENTAL;
	}
	used = first_new(other, names);
	if (used) {
		*why = g_strdup_printf("it declares %s%s%s, which is used", used->name,
				       *used->scope ? " of " : "", used->scope);
		return SP_PREREQ_REQUIRED;
	}
	if (!near && known && is_known(patch) && is_elsewhere(patch, other, why))
		return SP_PREREQ_INCIDENTAL;
	*why = g_strdup("nothing tells whether its change is needed");
	return SP_PREREQ_UNKNOWN;
}
