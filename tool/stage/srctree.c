/* SPDX-License-Identifier: GPL-2.0-only */
/* srctree: kernel source that is not in git, a folder or a tarball, through libarchive. */
#include "stage/srctree.h"

#include "base/err.h"
#include "base/progress.h"
#include "base/run.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (1 << 20)

typedef struct archive Archive;
typedef struct archive_entry ArchiveEntry;

static void reader_free(Archive *archive)
{
	archive_read_free(archive);
}

static void writer_free(Archive *archive)
{
	archive_write_free(archive);
}

static gboolean fail(GError **error, Archive *archive, const char *path)
{
	const char *next = archive_errno(archive) == ENOSPC
				   ? "; free some space there and run the same command again"
				   : "";

	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s: %s%s", path,
		    archive_error_string(archive) ? archive_error_string(archive)
						  : "cannot be read",
		    next);
	return FALSE;
}

/* "linux-source-5.10/mm/x.c", "./linux/mm/x.c" -> "mm/x.c"; NULL for the top folder itself. */
static const char *below_top(const char *name)
{
	const char *slash;

	while (g_str_has_prefix(name, "./"))
		name += 2;
	slash = strchr(name, '/');
	return slash && slash[1] ? slash + 1 : NULL;
}

static Archive *open_archive(const char *path, GError **error)
{
	Archive *archive = archive_read_new();

	archive_read_support_filter_all(archive);
	archive_read_support_format_tar(archive);
	if (archive_read_open_filename(archive, path, BLOCK) != ARCHIVE_OK) {
		fail(error, archive, path);
		reader_free(archive);
		return NULL;
	}
	return archive;
}

/* The current entry's data. */
static GBytes *entry_bytes(Archive *archive, const char *path, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autofree guint8 *buffer = g_malloc(BLOCK);
	la_ssize_t got;

	while ((got = archive_read_data(archive, buffer, BLOCK)) > 0)
		g_byte_array_append(bytes, buffer, (guint)got);
	if (got < 0) {
		fail(error, archive, path);
		return NULL;
	}
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

static gboolean peek_all(Archive *archive, const char *path, GHashTable *wanted, GHashTable *found,
			 GError **error)
{
	ArchiveEntry *entry;
	int rc = ARCHIVE_OK;

	while (g_hash_table_size(wanted) > 0 &&
	       (rc = archive_read_next_header(archive, &entry)) >= ARCHIVE_WARN &&
	       rc != ARCHIVE_EOF) {
		const char *name = below_top(archive_entry_pathname(entry));
		GBytes *bytes;

		if (!sp_run_check_stopped(error))
			return FALSE;
		if (!name || !g_hash_table_contains(wanted, name))
			continue;
		bytes = entry_bytes(archive, path, error);
		if (!bytes)
			return FALSE;
		g_hash_table_insert(found, g_strdup(name), bytes);
		g_hash_table_remove(wanted, name);
	}
	return rc < ARCHIVE_WARN ? fail(error, archive, path) : TRUE;
}

gboolean sp_srctree_peek(const char *archive, GHashTable *wanted, GHashTable *found, GError **error)
{
	Archive *reader = open_archive(archive, error);
	gboolean good;

	if (!reader)
		return FALSE;
	good = peek_all(reader, archive, wanted, found, error);
	reader_free(reader);
	return good;
}

static gboolean copy_data(Archive *from, Archive *to, const char *path, const char *target,
			  GError **error)
{
	const void *block;
	size_t size;
	la_int64_t offset;
	int rc;

	while ((rc = archive_read_data_block(from, &block, &size, &offset)) == ARCHIVE_OK)
		if (archive_write_data_block(to, block, size, offset) < ARCHIVE_OK)
			return fail(error, to, target);
	return rc == ARCHIVE_EOF ? TRUE : fail(error, from, path);
}

/* One entry from either kind of reader to disk, under its name below the top. */
static gboolean copy_entry(Archive *from, Archive *to, ArchiveEntry *entry, const char *name,
			   const char *path, const char *target, GError **error)
{
	g_autofree char *place = g_build_filename(target, name, NULL);
	const char *hard = archive_entry_hardlink(entry);

	archive_entry_set_pathname(entry, place);
	if (hard && below_top(hard)) {
		g_autofree char *other = g_build_filename(target, below_top(hard), NULL);

		archive_entry_set_hardlink(entry, other);
	}
	if (archive_write_header(to, entry) < ARCHIVE_OK)
		return fail(error, to, target);
	if (archive_entry_size(entry) > 0 && !copy_data(from, to, path, target, error))
		return FALSE;
	return archive_write_finish_entry(to) < ARCHIVE_OK ? fail(error, to, target) : TRUE;
}

static gboolean stage_progress(guint *count, GError **error)
{
	if (++*count % 256 != 0)
		return TRUE;
	sp_progress_at((double)*count / SP_SOURCE_FILES, NULL);
	return sp_run_check_stopped(error);
}

static gboolean copy_archive(Archive *from, Archive *to, const char *path, const char *target,
			     GError **error)
{
	ArchiveEntry *entry;
	guint count = 0;
	int rc;

	while ((rc = archive_read_next_header(from, &entry)) >= ARCHIVE_WARN && rc != ARCHIVE_EOF) {
		g_autofree char *name = g_strdup(below_top(archive_entry_pathname(entry)));

		if (!name)
			continue;
		if (!copy_entry(from, to, entry, name, path, target, error) ||
		    !stage_progress(&count, error))
			return FALSE;
	}
	return rc == ARCHIVE_EOF ? TRUE : fail(error, from, path);
}

/* Path below @top, NULL for the top itself and for what is not source. */
static const char *below_folder(const char *top, const char *name)
{
	const char *rest = g_str_has_prefix(name, top) ? name + strlen(top) : NULL;

	while (rest && *rest == '/')
		rest++;
	if (!rest || !*rest || g_str_equal(rest, ".git") || g_str_has_prefix(rest, ".git/"))
		return NULL;
	return rest;
}

static gboolean copy_folder(Archive *from, Archive *to, const char *path, const char *target,
			    GError **error)
{
	g_autofree char *inside = g_canonicalize_filename(target, NULL);
	ArchiveEntry *entry = archive_entry_new();
	gboolean good = TRUE;
	guint count = 0;
	int rc = ARCHIVE_OK;

	while (good && (rc = archive_read_next_header2(from, entry)) >= ARCHIVE_WARN &&
	       rc != ARCHIVE_EOF) {
		g_autofree char *full = g_strdup(archive_entry_pathname(entry));
		const char *name = below_folder(path, full);

		/* The cache may lie inside the very folder that is copied. */
		if ((name || g_str_equal(full, path)) && !g_str_equal(full, inside))
			archive_read_disk_descend(from);
		if (name && !g_str_equal(full, inside))
			good = copy_entry(from, to, entry, name, path, target, error) &&
			       stage_progress(&count, error);
	}
	if (good && rc != ARCHIVE_EOF)
		good = fail(error, from, path);
	archive_entry_free(entry);
	return good;
}

gboolean sp_srctree_copy(const char *path, const char *target, GError **error)
{
	gboolean folder = g_file_test(path, G_FILE_TEST_IS_DIR);
	Archive *from = folder ? archive_read_disk_new() : open_archive(path, error);
	Archive *to;
	gboolean good = FALSE;

	if (!from)
		return FALSE;
	to = archive_write_disk_new();
	archive_write_disk_set_options(to, ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_PERM |
						   ARCHIVE_EXTRACT_SECURE_NODOTDOT |
						   ARCHIVE_EXTRACT_SECURE_SYMLINKS);
	if (!folder)
		good = copy_archive(from, to, path, target, error);
	else if (archive_read_disk_open(from, path) != ARCHIVE_OK)
		fail(error, from, path);
	else
		good = copy_folder(from, to, path, target, error);
	writer_free(to);
	reader_free(from);
	return good;
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The change time cannot be set, so that a file with other content has another line even where all
 * modification times were set alike. */
static char *listing_line(ArchiveEntry *entry, const char *name)
{
	return g_strdup_printf("%s %o %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld "
			       "%" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT "\n",
			       name, (guint)archive_entry_mode(entry),
			       (gint64)archive_entry_size(entry),
			       (gint64)archive_entry_mtime(entry), archive_entry_mtime_nsec(entry),
			       (gint64)archive_entry_ctime(entry), archive_entry_ctime_nsec(entry),
			       (gint64)archive_entry_ino64(entry));
}

char *sp_srctree_listing_hash(const char *folder, GError **error)
{
	Archive *from = archive_read_disk_new();
	ArchiveEntry *entry = archive_entry_new();
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	int rc = archive_read_disk_open(from, folder);

	while (rc >= ARCHIVE_WARN && rc != ARCHIVE_EOF &&
	       (rc = archive_read_next_header2(from, entry)) >= ARCHIVE_WARN && rc != ARCHIVE_EOF) {
		const char *full = archive_entry_pathname(entry);
		const char *name = below_folder(folder, full);

		if (name || g_str_equal(full, folder))
			archive_read_disk_descend(from);
		if (name && archive_entry_filetype(entry) != AE_IFDIR)
			g_ptr_array_add(lines, listing_line(entry, name));
	}
	if (rc != ARCHIVE_EOF)
		fail(error, from, folder);
	archive_entry_free(entry);
	reader_free(from);
	if (rc != ARCHIVE_EOF)
		return NULL;
	g_ptr_array_sort(lines, by_name);
	g_checksum_update(sum, (const guchar *)folder, -1);
	for (guint i = 0; i < lines->len; i++)
		g_checksum_update(sum, lines->pdata[i], -1);
	return g_strdup(g_checksum_get_string(sum));
}

void sp_srctree_list(const char *path, const char *folder, GPtrArray *names)
{
	g_autofree char *full = g_build_filename(path, folder, NULL);
	g_autoptr(GDir) dir = g_dir_open(full, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *place = g_build_filename(full, name, NULL);
		gboolean is_folder = g_file_test(place, G_FILE_TEST_IS_DIR);

		g_ptr_array_add(names, g_strconcat(name, is_folder ? "/" : "", NULL));
	}
}
