/* SPDX-License-Identifier: GPL-2.0-only */
/* histdb: the schema of the history index, and its statements. */
#include "stage/histdb.h"

#include <string.h>

/* A database with another number was written by another version of this program. */
#define VERSION 6

static const char schema[] =
	"CREATE TABLE meta( -- what the index was made from: refs, mainline, tip, shallow, cut\n"
	"	key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;\n"
	"CREATE TABLE release( -- of mainline\n"
	"	n INTEGER PRIMARY KEY,  -- in the order of their versions, from 1\n"
	"	name TEXT NOT NULL,     -- v5.9-rc8\n"
	"	id INTEGER NOT NULL     -- commits.id of the tagged commit\n"
	");\n"
	"CREATE TABLE tag( -- all that name a kernel version\n"
	"	name TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;\n"
	"CREATE TABLE commits(\n"
	"	id INTEGER PRIMARY KEY,     -- the first 8 bytes of the commit's id, big-endian\n"
	"	rest BLOB NOT NULL,         -- its other 12 bytes; view log has it whole\n"
	"	release INTEGER NOT NULL,   -- first release that has it; 0 none yet, -1 not mainline\n"
	"	time INTEGER NOT NULL       -- of the committer, seconds since 1970\n"
	");\n"
	"CREATE TABLE branch(\n"
	"	n INTEGER PRIMARY KEY,\n"
	"	name TEXT NOT NULL UNIQUE,  -- the reference or commit as it was asked for\n"
	"	tip TEXT NOT NULL,          -- commit id\n"
	"	base INTEGER NOT NULL,      -- it has all of mainline up to this release\n"
	"	cut INTEGER NOT NULL,       -- 1: the repository lacks a part of its history\n"
	"	state TEXT NOT NULL         -- meta.refs when it was last looked at\n"
	");\n"
	"CREATE TABLE member( -- what a branch has besides mainline up to its base\n"
	"	branch INTEGER NOT NULL, position INTEGER NOT NULL, -- parents before children\n"
	"	id INTEGER NOT NULL,        -- commits.id\n"
	"	tag TEXT,                   -- first release of the branch that has it\n"
	"	PRIMARY KEY(branch, position)) WITHOUT ROWID;\n"
	"CREATE TABLE link( -- what a commit's message says of another\n"
	"	short INTEGER NOT NULL,     -- first 7 digits of target\n"
	"	kind INTEGER NOT NULL,      -- 0 backport of, 1 reverts, 2 fixes, 3 dependency of\n"
	"	id INTEGER NOT NULL,        -- commits.id of the one that says it\n"
	"	target TEXT NOT NULL,       -- 7 to 40 digits, as written\n"
	"	headed INTEGER NOT NULL,    -- 1: under a subject that begins 'Revert \"'\n"
	"	PRIMARY KEY(short, kind, id, target)) WITHOUT ROWID;\n"
	"CREATE TABLE unnamed( -- commits of branches that name no upstream commit\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	rest BLOB NOT NULL,         -- as in commits\n"
	"	subject INTEGER NOT NULL,   -- hash\n"
	"	change INTEGER              -- hash of what it changes, once somebody asked for it\n"
	");\n"
	"CREATE TABLE touch( -- the files that they change\n"
	"	path INTEGER NOT NULL,      -- hash; 0: any\n"
	"	id INTEGER NOT NULL,\n"
	"	PRIMARY KEY(path, id)) WITHOUT ROWID;\n"
	"CREATE VIEW log AS SELECT printf('%016x', c.id) || lower(hex(c.rest)) AS hex, c.id,\n"
	"	coalesce(r.name, '') AS release, datetime(c.time, 'unixepoch') AS time\n"
	"	FROM commits c LEFT JOIN release r ON r.n = c.release;\n";

static const char indexes[] = "CREATE INDEX IF NOT EXISTS member_id ON member(id);";

struct _SpHistdb {
	sqlite3 *db;
	GHashTable *statements; /* const char * -> sqlite3_stmt */
};

static void statement_free(gpointer data)
{
	sqlite3_finalize(data);
}

void sp_histdb_free(SpHistdb *db)
{
	if (!db)
		return;
	g_clear_pointer(&db->statements, g_hash_table_unref);
	sqlite3_close_v2(db->db);
	g_free(db);
}

static gboolean read_version(SpHistdb *db, int *version, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = sp_sql_prepare(db->db, "PRAGMA user_version", error);
	gboolean row;

	if (!statement || !sp_sql_step(statement, &row, error))
		return FALSE;
	*version = row ? sqlite3_column_int(statement, 0) : 0;
	return TRUE;
}

static gboolean has_tables(SpHistdb *db, gboolean *tables, GError **error)
{
	g_autoptr(sqlite3_stmt) statement =
		sp_sql_prepare(db->db, "SELECT 1 FROM sqlite_master", error);

	return statement && sp_sql_step(statement, tables, error);
}

static gboolean prepare_file(SpHistdb *db, const char *path, GError **error)
{
	g_autofree char *version = g_strdup_printf("PRAGMA user_version = %d", VERSION);
	gboolean tables;
	int found;

	if (!sp_sql_exec(db->db, "PRAGMA cache_size = -16384", error) ||
	    !has_tables(db, &tables, error) || !read_version(db, &found, error))
		return FALSE;
	/* Mapped reads spare a copy and a call for each page. */
	if (tables && found == VERSION)
		return sp_sql_exec(db->db, "PRAGMA mmap_size = 1073741824", error);
	if (!tables)
		return sp_sql_exec(db->db, schema, error) && sp_sql_exec(db->db, version, error);
	g_set_error(error, SP_SQL_ERROR, SP_SQL_ERROR_DAMAGED, "%s is of another version", path);
	return FALSE;
}

SpHistdb *sp_histdb_open(const char *path, GError **error)
{
	g_autoptr(SpHistdb) db = g_new0(SpHistdb, 1);

	db->statements = g_hash_table_new_full(NULL, NULL, NULL, statement_free);
	if (sqlite3_open(path, &db->db) != SQLITE_OK) {
		sp_sql_fail(error, db->db);
		return NULL;
	}
	sqlite3_busy_timeout(db->db, 60000);
	if (!prepare_file(db, path, error))
		return NULL;
	return g_steal_pointer(&db);
}

sqlite3_stmt *sp_histdb_statement(SpHistdb *db, const char *sql, GError **error)
{
	sqlite3_stmt *statement = g_hash_table_lookup(db->statements, sql);

	if (!statement) {
		statement = sp_sql_prepare(db->db, sql, error);
		if (statement)
			g_hash_table_insert(db->statements, (gpointer)sql, statement);
		return statement;
	}
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return statement;
}

gboolean sp_histdb_exec(SpHistdb *db, const char *sql, GError **error)
{
	return sp_sql_exec(db->db, sql, error);
}

gboolean sp_histdb_index(SpHistdb *db, GError **error)
{
	return sp_sql_exec(db->db, indexes, error);
}

gboolean sp_histdb_get_meta(SpHistdb *db, const char *key, char **value, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(db, "SELECT value FROM meta WHERE key = ?", error);
	gboolean row;

	*value = NULL;
	if (!get)
		return FALSE;
	sqlite3_bind_text(get, 1, key, -1, SQLITE_STATIC);
	if (!sp_sql_step(get, &row, error))
		return FALSE;
	if (row)
		*value = g_strdup((const char *)sqlite3_column_text(get, 0));
	sqlite3_reset(get);
	return TRUE;
}

gboolean sp_histdb_set_meta(SpHistdb *db, const char *key, const char *value, GError **error)
{
	sqlite3_stmt *set = sp_histdb_statement(db, "REPLACE INTO meta VALUES (?, ?)", error);

	if (!set)
		return FALSE;
	sqlite3_bind_text(set, 1, key, -1, SQLITE_STATIC);
	sqlite3_bind_text(set, 2, value, -1, SQLITE_STATIC);
	return sp_sql_run(set, error);
}

gint64 sp_histdb_key(const git_oid *id)
{
	guint64 key;

	memcpy(&key, id->id, sizeof(key));
	return (gint64)GUINT64_FROM_BE(key);
}

void sp_histdb_id(gint64 key, const void *rest, git_oid *id)
{
	guint64 first = GUINT64_TO_BE((guint64)key);

	memcpy(id->id, &first, sizeof(first));
	memcpy(id->id + sizeof(first), rest, sizeof(id->id) - sizeof(first));
}

gint64 sp_histdb_short(const char *hex)
{
	char digits[8] = "";

	memcpy(digits, hex, 7);
	return (gint64)g_ascii_strtoull(digits, NULL, 16);
}
