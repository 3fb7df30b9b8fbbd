/* SPDX-License-Identifier: GPL-2.0-only */
/* fs: files and folders that appear whole or not at all; the cache directory; locks. */
#include "base/fs.h"

#include "base/err.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE (1 << 1)
#endif

struct _SpLock {
	int fd;
};

static gboolean fail(GError **error, int saved, const char *what, const char *path)
{
	const char *next = "";

	if (saved == ENOSPC || saved == EDQUOT)
		next = "; free some space there and run the same command again, it goes on where it "
		       "stopped";
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s %s: %s%s", what, path, g_strerror(saved),
		    next);
	return FALSE;
}

/* GLib's file errors carry no errno that could be asked for, but the domain has the codes. */
static gboolean adopt(GError **error, GError *cause, const char *what, const char *path)
{
	g_autoptr(GError) owned = cause;

	if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
		return fail(error, ENOSPC, what, path);
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s %s: %s", what, path, cause->message);
	return FALSE;
}

gboolean sp_fs_mkdir(const char *path, GError **error)
{
	if (g_mkdir_with_parents(path, 0777) != 0)
		return fail(error, errno, "cannot make the folder", path);
	return TRUE;
}

static gboolean write_file(const char *path, const char *data, gsize length,
			   GFileSetContentsFlags flags, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(path);
	GError *cause = NULL;

	if (!sp_fs_mkdir(parent, error))
		return FALSE;
	if (!g_file_set_contents_full(path, data, length, flags, 0666, &cause))
		return adopt(error, cause, "cannot write", path);
	return TRUE;
}

gboolean sp_fs_write(const char *path, const char *data, gsize length, GError **error)
{
	return write_file(path, data, length,
			  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, error);
}

gboolean sp_fs_write_hidden(const char *path, const char *data, gsize length, GError **error)
{
	return write_file(path, data, length, G_FILE_SET_CONTENTS_DURABLE, error);
}

gboolean sp_fs_write_changed(const char *path, const char *data, gsize length, GError **error)
{
	g_autofree char *old = NULL;
	gsize old_length;

	if (g_file_get_contents(path, &old, &old_length, NULL) && old_length == length &&
	    memcmp(old, data, length) == 0)
		return TRUE;
	return sp_fs_write(path, data, length, error);
}

static gboolean remove_children(const char *path, GError **error)
{
	g_autoptr(GError) cause = NULL;
	g_autoptr(GDir) dir = g_dir_open(path, 0, &cause);
	const char *name;

	if (!dir) {
		if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
			return TRUE;
		return adopt(error, g_steal_pointer(&cause), "cannot remove", path);
	}
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		if (!sp_fs_remove(child, error))
			return FALSE;
	}
	return TRUE;
}

gboolean sp_fs_remove(const char *path, GError **error)
{
	GStatBuf info;

	if (g_lstat(path, &info) != 0)
		return errno == ENOENT ? TRUE : fail(error, errno, "cannot remove", path);
	if (S_ISDIR(info.st_mode) && !remove_children(path, error))
		return FALSE;
	if (g_remove(path) != 0 && errno != ENOENT)
		return fail(error, errno, "cannot remove", path);
	return TRUE;
}

char *sp_fs_temp_dir(const char *path, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *pattern = g_strdup_printf("%s/.%s.tmp-XXXXXX", parent, name);

	if (!sp_fs_mkdir(parent, error))
		return NULL;
	if (!g_mkdtemp_full(pattern, 0755)) {
		fail(error, errno, "cannot make a folder in", parent);
		return NULL;
	}
	return g_steal_pointer(&pattern);
}

gboolean sp_fs_replace_dir(const char *made, const char *path, GError **error)
{
	if (renameat2(AT_FDCWD, made, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
		return sp_fs_remove(made, error); /* it now names what stood at path */
	if (errno == ENOENT && g_rename(made, path) == 0)
		return TRUE;
	if (errno != EINVAL && errno != ENOSYS)
		return fail(error, errno, "cannot put into place", path);
	/* A file system without exchange: not atomic, but never half a folder under the name. */
	if (!sp_fs_remove(path, error))
		return FALSE;
	if (g_rename(made, path) != 0)
		return fail(error, errno, "cannot put into place", path);
	return TRUE;
}

gboolean sp_fs_read(const char *path, char **contents, gsize *length, GError **error)
{
	GError *cause = NULL;

	if (!g_file_get_contents(path, contents, length, &cause))
		return adopt(error, cause, "cannot read", path);
	return TRUE;
}

gboolean sp_fs_read_stdin(char **contents, gsize *length, GError **error)
{
	g_autoptr(GInputStream) in = g_unix_input_stream_new(STDIN_FILENO, FALSE);
	g_autoptr(GOutputStream) all = g_memory_output_stream_new_resizable();
	g_autoptr(GString) text = g_string_new(NULL);
	GError *cause = NULL;

	if (g_output_stream_splice(all, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &cause) < 0)
		return adopt(error, cause, "cannot read", "standard input");
	g_string_append_len(text, g_memory_output_stream_get_data(G_MEMORY_OUTPUT_STREAM(all)),
			    g_memory_output_stream_get_data_size(G_MEMORY_OUTPUT_STREAM(all)));
	*length = text->len;
	*contents = g_string_free(g_steal_pointer(&text), FALSE);
	return TRUE;
}

char *sp_fs_read_tail(const char *path, gsize limit, GError **error)
{
	g_autofree char *buffer = g_malloc(limit + 1);
	FILE *file = fopen(path, "rb");
	gsize got;

	if (!file) {
		fail(error, errno, "cannot read", path);
		return NULL;
	}
	if (fseeko(file, -(off_t)limit, SEEK_END) != 0)
		rewind(file); /* shorter than the limit */
	got = fread(buffer, 1, limit, file);
	if (ferror(file)) {
		fail(error, errno, "cannot read", path);
		fclose(file);
		return NULL;
	}
	fclose(file);
	buffer[got] = '\0';
	return g_steal_pointer(&buffer);
}

char *sp_fs_hash(const char *path, GError **error)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree guchar *buffer = g_malloc(1 << 20);
	int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
	gssize got;
	int saved;

	if (fd < 0) {
		fail(error, errno, "cannot read", path);
		return NULL;
	}
	while ((got = read(fd, buffer, 1 << 20)) > 0)
		g_checksum_update(sum, buffer, got);
	saved = errno;
	close(fd);
	if (got < 0) {
		fail(error, saved, "cannot read", path);
		return NULL;
	}
	return g_strdup(g_checksum_get_string(sum));
}

char *sp_fs_cache_dir(const char *override, GError **error)
{
	const char *env = g_getenv("STABLEPORT_CACHE");
	g_autofree char *wish = NULL;
	g_autofree char *path = NULL;

	if (override)
		wish = g_strdup(override);
	else if (env && *env)
		wish = g_strdup(env);
	else
		wish = g_build_filename(g_get_user_cache_dir(), "stableport", NULL);
	path = g_canonicalize_filename(wish, NULL);
	if (!sp_fs_mkdir(path, error))
		return NULL;
	return g_steal_pointer(&path);
}

SpLock *sp_fs_lock(const char *path, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(path);
	SpLock *lock;
	int fd;

	if (!sp_fs_mkdir(parent, error))
		return NULL;
	fd = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0) {
		fail(error, errno, "cannot open the lock", path);
		return NULL;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		g_printerr("another stableport works in %s: waiting for it\n", parent);
		if (flock(fd, LOCK_EX) != 0) {
			int saved = errno;

			close(fd);
			if (saved == EINTR)
				g_set_error(error, SP_ERROR, SP_ERROR_STOPPED, "interrupted");
			else
				fail(error, saved, "cannot lock", path);
			return NULL;
		}
	}
	lock = g_new0(SpLock, 1);
	lock->fd = fd;
	return lock;
}

void sp_fs_unlock(SpLock *lock)
{
	if (!lock)
		return;
	close(lock->fd);
	g_free(lock);
}
