/* SPDX-License-Identifier: GPL-2.0-only */
/* auditload: one pass over all that messages say, sorted into what matters for a branch. */
#include "stage/auditload.h"

#include "base/git.h"

#include <string.h>

static GHashTable *key_set(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

static void add_key(GHashTable *set, gint64 key)
{
	g_hash_table_add(set, g_memdup2(&key, sizeof(key)));
}

static gboolean load_mainline(SpAuditFacts *facts, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		sp_history_db(facts->history),
		"SELECT id, release FROM commits WHERE release >= 0 ORDER BY id", error);
	gboolean row = TRUE;

	while (get && sp_sql_step(get, &row, error)) {
		gint64 id = sqlite3_column_int64(get, 0);
		gint32 release = sqlite3_column_int(get, 1);

		if (!row)
			return TRUE;
		g_array_append_val(facts->mainline.ids, id);
		g_array_append_val(facts->mainline.releases, release);
	}
	return FALSE;
}

static gboolean load_own(SpAuditFacts *facts, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(sp_history_db(facts->history),
						"SELECT id FROM member WHERE branch = ?", error);
	gboolean row = TRUE;

	if (!get)
		return FALSE;
	sqlite3_bind_int(get, 1, facts->branch->n);
	while (sp_sql_step(get, &row, error)) {
		if (!row)
			return TRUE;
		add_key(facts->own, sqlite3_column_int64(get, 0));
	}
	return FALSE;
}

/* The first of mainline's commits whose id is not below @key. */
static guint lower_bound(const SpAuditMainline *mainline, gint64 key)
{
	guint low = 0, high = mainline->ids->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(mainline->ids, gint64, middle) < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

gboolean sp_auditload_index(const SpAuditFacts *facts, gint64 key, guint *index)
{
	*index = lower_bound(&facts->mainline, key);
	return *index < facts->mainline.ids->len && sp_auditload_id(facts, *index) == key;
}

gboolean sp_auditload_find(const SpAuditFacts *facts, const char *hex, guint *index)
{
	char low[17] = "0000000000000000", high[17] = "ffffffffffffffff";
	gsize digits = MIN(strlen(hex), 16);
	guint end;

	memcpy(low, hex, digits);
	memcpy(high, hex, digits);
	*index = lower_bound(&facts->mainline, (gint64)g_ascii_strtoull(low, NULL, 16));
	for (end = *index; end < facts->mainline.ids->len && end < *index + 2; end++)
		if (sp_auditload_id(facts, end) > (gint64)g_ascii_strtoull(high, NULL, 16))
			break;
	return end == *index + 1;
}

static void take_link(SpAuditFacts *facts, SpLinkKind kind, const SpAuditSaid *said)
{
	gboolean own = g_hash_table_contains(facts->own, &said->from);
	guint index, other;

	if (kind == SP_LINK_REVERT)
		g_array_append_val(facts->reverted, *said);
	else if (kind == SP_LINK_UPSTREAM && own)
		g_array_append_val(facts->named_by, *said);
	else if (kind == SP_LINK_FIXES && !own)
		g_array_append_val(facts->fixes, *said);
	else if (kind == SP_LINK_UPSTREAM && sp_auditload_find(facts, said->target, &index) &&
		 sp_auditload_index(facts, said->from, &other)) {
		/* One commit of mainline picked from another. */
		add_key(facts->doubtful, sp_auditload_id(facts, index));
		add_key(facts->doubtful, said->from);
	}
}

static gboolean load_links(SpAuditFacts *facts, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(sp_history_db(facts->history),
						"SELECT kind, id, target FROM link", error);
	gboolean row = TRUE;

	while (get && sp_sql_step(get, &row, error)) {
		SpAuditSaid said;

		if (!row)
			return TRUE;
		said.from = sqlite3_column_int64(get, 1);
		g_strlcpy(said.target, (const char *)sqlite3_column_text(get, 2),
			  sizeof(said.target));
		take_link(facts, (SpLinkKind)sqlite3_column_int(get, 0), &said);
	}
	return FALSE;
}

/* A commit of another branch that one of this branch's names: what it names in turn. */
static void name_indirectly(SpAuditFacts *facts, const char *hex, guint depth)
{
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(SpLink));
	g_autoptr(git_commit) commit = sp_git_commit_if_there(sp_history_repo(facts->history), hex);
	const char *message = commit ? git_commit_message_raw(commit) : "";
	guint index;

	sp_links_parse(message, strlen(message), links);
	for (guint i = 0; i < links->len; i++) {
		const SpLink *link = &g_array_index(links, SpLink, i);

		if (link->kind != SP_LINK_UPSTREAM)
			continue;
		if (sp_auditload_find(facts, link->id, &index))
			add_key(facts->named, sp_auditload_id(facts, index));
		else if (depth < 3)
			name_indirectly(facts, link->id, depth + 1);
	}
}

/* What the branch's commits name, and which of that must be traced as somebody reverts it. */
static void settle_links(SpAuditFacts *facts)
{
	g_autoptr(GHashTable) reverted = key_set();
	guint index;

	for (guint i = 0; i < facts->reverted->len; i++) {
		const SpAuditSaid *said = &g_array_index(facts->reverted, SpAuditSaid, i);
		g_autofree char *first = g_strndup(said->target, 16);

		if (sp_auditload_find(facts, said->target, &index))
			add_key(facts->doubtful, sp_auditload_id(facts, index));
		else
			add_key(reverted, (gint64)g_ascii_strtoull(first, NULL, 16));
	}
	for (guint i = 0; i < facts->named_by->len; i++) {
		const SpAuditSaid *said = &g_array_index(facts->named_by, SpAuditSaid, i);

		if (!sp_auditload_find(facts, said->target, &index)) {
			name_indirectly(facts, said->target, 0);
			continue;
		}
		add_key(facts->named, sp_auditload_id(facts, index));
		if (g_hash_table_contains(reverted, &said->from))
			add_key(facts->doubtful, sp_auditload_id(facts, index));
	}
}

static gboolean load_subjects(SpAuditFacts *facts, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		sp_history_db(facts->history),
		"SELECT u.subject FROM unnamed u JOIN member m ON m.id = u.id WHERE m.branch = ?",
		error);
	gboolean row = TRUE;

	if (!get)
		return FALSE;
	sqlite3_bind_int(get, 1, facts->branch->n);
	while (sp_sql_step(get, &row, error)) {
		if (!row)
			return TRUE;
		g_hash_table_add(facts->subjects,
				 GUINT_TO_POINTER((guint32)sqlite3_column_int64(get, 0)));
	}
	return FALSE;
}

/* In the part of mainline that the branch has, or one of its own. */
gboolean sp_auditload_is_ancestor(const SpAuditFacts *facts, guint index)
{
	gint32 release = sp_auditload_release(facts, index);
	gint64 id = sp_auditload_id(facts, index);

	return (release > 0 && release <= facts->branch->base) ||
	       g_hash_table_contains(facts->own, &id);
}

gboolean sp_auditload_contains(const SpAuditFacts *facts, GHashTable *set, guint index)
{
	gint64 id = sp_auditload_id(facts, index);

	return g_hash_table_contains(set, &id);
}

void sp_auditload_clear(SpAuditFacts *facts)
{
	g_clear_pointer(&facts->mainline.ids, g_array_unref);
	g_clear_pointer(&facts->mainline.releases, g_array_unref);
	g_clear_pointer(&facts->own, g_hash_table_unref);
	g_clear_pointer(&facts->named, g_hash_table_unref);
	g_clear_pointer(&facts->doubtful, g_hash_table_unref);
	g_clear_pointer(&facts->subjects, g_hash_table_unref);
	g_clear_pointer(&facts->named_by, g_array_unref);
	g_clear_pointer(&facts->reverted, g_array_unref);
	g_clear_pointer(&facts->fixes, g_array_unref);
}

gboolean sp_auditload(SpAuditFacts *facts, SpHistory *history, const SpHistBranch *branch,
		      GError **error)
{
	*facts = (SpAuditFacts){.history = history,
				.branch = branch,
				.mainline = {g_array_new(FALSE, FALSE, sizeof(gint64)),
					     g_array_new(FALSE, FALSE, sizeof(gint32))},
				.own = key_set(),
				.named = key_set(),
				.doubtful = key_set(),
				.subjects = g_hash_table_new(NULL, NULL),
				.named_by = g_array_new(FALSE, FALSE, sizeof(SpAuditSaid)),
				.reverted = g_array_new(FALSE, FALSE, sizeof(SpAuditSaid)),
				.fixes = g_array_new(FALSE, FALSE, sizeof(SpAuditSaid))};
	if (!load_mainline(facts, error) || !load_own(facts, error) || !load_links(facts, error) ||
	    !load_subjects(facts, error))
		return FALSE;
	settle_links(facts);
	return TRUE;
}
