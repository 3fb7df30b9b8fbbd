/* SPDX-License-Identifier: GPL-2.0-only */
/* sql: SQLite's errors as GError. */
#include "base/sql.h"

#include "base/err.h"

G_DEFINE_QUARK(sp - sql - error - quark, sp_sql_error)

gboolean sp_sql_fail(GError **error, sqlite3 *db)
{
	int rc = sqlite3_errcode(db) & 0xff;

	if (rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB)
		g_set_error(error, SP_SQL_ERROR, SP_SQL_ERROR_DAMAGED, "%s", sqlite3_errmsg(db));
	else
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s", sqlite3_errmsg(db));
	return FALSE;
}

gboolean sp_sql_exec(sqlite3 *db, const char *sql, GError **error)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || sp_sql_fail(error, db);
}

sqlite3_stmt *sp_sql_prepare(sqlite3 *db, const char *sql, GError **error)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
	    SQLITE_OK)
		sp_sql_fail(error, db);
	return statement;
}

gboolean sp_sql_step(sqlite3_stmt *statement, gboolean *row, GError **error)
{
	int rc = sqlite3_step(statement);
	gboolean good = rc == SQLITE_ROW || rc == SQLITE_DONE;

	*row = rc == SQLITE_ROW;
	if (!good)
		sp_sql_fail(error, sqlite3_db_handle(statement));
	if (!*row)
		sqlite3_reset(statement);
	return good;
}

gboolean sp_sql_run(sqlite3_stmt *statement, GError **error)
{
	gboolean row;
	gboolean good = sp_sql_step(statement, &row, error);

	sqlite3_reset(statement);
	return good;
}
