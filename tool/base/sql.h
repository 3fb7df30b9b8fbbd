/* SPDX-License-Identifier: GPL-2.0-only */
/* sql: cleanup types for SQLite, and the one place where its errors become a GError. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close_v2)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/* A file that is no database, or a damaged one: the caller may make it anew. */
#define SP_SQL_ERROR (sp_sql_error_quark())
GQuark sp_sql_error_quark(void);
typedef enum { SP_SQL_ERROR_DAMAGED } SpSqlErrorCode;

/* Sets @error from the last call on @db: SP_SQL_ERROR_DAMAGED or SP_ERROR_UNKNOWN. Returns FALSE.
 */
gboolean sp_sql_fail(GError **error, sqlite3 *db);

/* Runs statements that give no rows. */
gboolean sp_sql_exec(sqlite3 *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

sqlite3_stmt *sp_sql_prepare(sqlite3 *db, const char *sql,
			     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_sql_step:
 * @row: (out): whether there is a row; without one the statement is reset, ready for new values
 */
gboolean sp_sql_step(sqlite3_stmt *statement, gboolean *row,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For a statement that gives no rows: one step, and reset. */
gboolean sp_sql_run(sqlite3_stmt *statement, GError **error) G_GNUC_WARN_UNUSED_RESULT;
