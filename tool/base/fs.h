/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fs: files and folders that appear whole or not at all; the cache directory; locks; progress
 * lines.
 */
#pragma once

#include <glib.h>

/* Writes beside @path and renames; synced before the rename, so that a crash leaves old or new. */
gboolean sp_fs_write(const char *path, const char *data, gsize length,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in a folder that nobody looks into yet, as that of sp_fs_temp_dir(): synced, but not
 * renamed. */
gboolean sp_fs_write_hidden(const char *path, const char *data, gsize length,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As sp_fs_write(), but leaves the file and its time stamp alone if it already holds just that. */
gboolean sp_fs_write_changed(const char *path, const char *data, gsize length,
			     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* mkdir -p. */
gboolean sp_fs_mkdir(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* rm -r; a link is removed, not followed; a path that is not there is no error. */
gboolean sp_fs_remove(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_fs_temp_dir:
 *
 * Returns: (transfer full): a new folder beside @path, ".<name>.tmp-XXXXXX", in which to build
 * what sp_fs_replace_dir() then puts at @path. The parent is made if need be.
 */
char *sp_fs_temp_dir(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts the folder @made at @path in one step, and removes what stood there before. */
gboolean sp_fs_replace_dir(const char *made, const char *path,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_fs_read:
 * @contents: (out): NUL-terminated
 * @length: (out) (nullable): bytes
 */
gboolean sp_fs_read(const char *path, char **contents, gsize *length,
		    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of standard input, to its end. */
gboolean sp_fs_read_stdin(char **contents, gsize *length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_fs_read_tail:
 * @limit: bytes at the most, from the end; what stands before is not read
 *
 * For logs, which a guest can make as large as it likes. Returns NULL on error.
 */
char *sp_fs_read_tail(const char *path, gsize limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SHA-256 of a file's bytes, 64 hex digits. */
char *sp_fs_hash(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_fs_cache_dir:
 * @override: the --cache option, or NULL: then $STABLEPORT_CACHE, then the user's cache directory
 *            ($XDG_CACHE_HOME/stableport)
 *
 * Returns: (transfer full): absolute path; the folder exists.
 */
char *sp_fs_cache_dir(const char *override, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct _SpLock SpLock;

/**
 * sp_fs_lock:
 * @path: lock file, made if need be and left behind
 *
 * Waits until no other process holds it, and says on stderr when it has to wait. The lock goes with
 * the process however that ends.
 */
SpLock *sp_fs_lock(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_fs_unlock(SpLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpLock, sp_fs_unlock)
