/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histdb: the file that holds the history index of one repository: an SQLite database, so that
 * people can query it as well. What the tables hold is told in doc comments of the schema, which
 * `sqlite3 FILE .schema` shows.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "base/sql.h"

/* Where a commit stands in mainline; a positive number is a row of table release. */
enum {
	SP_RELEASE_NONE = -1, /* not in mainline */
	SP_RELEASE_NEXT = 0,  /* in mainline, and no tag of a release has it yet */
};

typedef struct _SpHistdb SpHistdb;

/**
 * sp_histdb_open:
 * @path: made, with its tables, if there is none
 *
 * Errors: SP_SQL_ERROR_DAMAGED for a file that is no index of this version.
 */
SpHistdb *sp_histdb_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_histdb_free(SpHistdb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpHistdb, sp_histdb_free)

/**
 * sp_histdb_statement:
 * @sql: a literal: it is prepared once for each address
 *
 * Returns: borrowed, reset, with no values bound; do not use it again before it is done.
 */
sqlite3_stmt *sp_histdb_statement(SpHistdb *db, const char *sql,
				  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Statements that give no rows. */
gboolean sp_histdb_exec(SpHistdb *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The indexes of tables, made when all rows are in: faster than keeping them up to date. */
gboolean sp_histdb_index(SpHistdb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @value: (out): NULL when there is none. */
gboolean sp_histdb_get_meta(SpHistdb *db, const char *key, char **value,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sp_histdb_set_meta(SpHistdb *db, const char *key, const char *value,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The number that a commit has in all tables: the first 16 digits of its id. */
gint64 sp_histdb_key(const git_oid *id);

/* The other way: @rest is the column of that name, 12 bytes. */
void sp_histdb_id(gint64 key, const void *rest, git_oid *id);

/* The first 7 digits of an id, as links are looked up by; @hex has at least as many. */
gint64 sp_histdb_short(const char *hex);
