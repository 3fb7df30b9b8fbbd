/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * initramfs: the reproducer compiled and packed as the guest's whole user space. Same source and
 * compiler, same bytes: the archive is named by their hash, and nothing in it depends on when or
 * where it was made.
 */
#include "stage/initramfs.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/err.h"
#include "base/fs.h"
#include "base/run.h"
#include "stage/buildlog.h"

#define MESSAGES 2000 /* bytes of the compiler's complaints */

typedef struct archive Archive;
typedef struct archive_entry ArchiveEntry;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_write_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveEntry, archive_entry_free)

static gboolean add(Archive *archive, const char *name, guint mode, const char *data, gsize length,
		    GError **error)
{
	g_autoptr(ArchiveEntry) entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_mode(entry, mode);
	archive_entry_set_uid(entry, 0);
	archive_entry_set_gid(entry, 0);
	archive_entry_set_mtime(entry, 0, 0);
	archive_entry_set_nlink(entry, 1);
	archive_entry_set_size(entry, (la_int64_t)length);
	if ((mode & AE_IFMT) == AE_IFCHR) { /* 5:1, what the kernel gives to init as console */
		archive_entry_set_rdevmajor(entry, 5);
		archive_entry_set_rdevminor(entry, 1);
	}
	if (archive_write_header(archive, entry) == ARCHIVE_OK &&
	    (!length || archive_write_data(archive, data, length) == (la_ssize_t)length))
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "initramfs, %s: %s", name,
		    archive_error_string(archive));
	return FALSE;
}

static gboolean pack(const char *init, const char *program, const char *path, GError **error)
{
	g_autofree char *data = NULL, *more = NULL;
	g_autofree char *out = NULL;
	gsize length, extra = 0;
	gsize size;
	gsize used = 0;
	gboolean packed;
	g_autoptr(Archive) archive = archive_write_new();

	if (!sp_fs_read(init, &data, &length, error) ||
	    (program && !sp_fs_read(program, &more, &extra, error)))
		return FALSE;
	size = length + extra + 65536;
	out = g_malloc(size);
	archive_write_set_format_cpio_newc(archive);
	archive_write_add_filter_none(archive);
	archive_write_open_memory(archive, out, size, &used);
	packed = add(archive, "dev", AE_IFDIR | 0755, NULL, 0, error) &&
		 add(archive, "dev/console", AE_IFCHR | 0600, NULL, 0, error) &&
		 add(archive, "init", AE_IFREG | 0755, data, length, error) &&
		 (!program || add(archive, "kselftest", AE_IFREG | 0755, more, extra, error));
	if (!packed)
		return FALSE;
	if (archive_write_close(archive) != ARCHIVE_OK) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "initramfs: %s",
			    archive_error_string(archive));
		return FALSE;
	}
	return sp_fs_write(path, out, used, error);
}

/* A compiler that has no such file prints the bare name. */
static gboolean have_libc(const SpArch *arch, GError **error)
{
	const char *const argv[] = {arch->cc, "-print-file-name=libc.a", NULL};
	SpRunSpec spec = {.argv = argv, .timeout = 30};
	g_autofree char *path = NULL;

	if (!sp_run_output(&spec, &path, error))
		return FALSE;
	if (strchr(path, '/'))
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
		    "the static C library for %s is not installed (Debian package %s)", arch->cc,
		    arch->native ? "libc6-dev" : arch->libc_package);
	return FALSE;
}

/* Compiles DIR/NAME to DIR/init. */
static gboolean compile(const char *dir, const char *name, const SpArch *arch, GError **error)
{
	const char *const argv[] = {arch->cc, "-static", "-O2", "-o", "init", name, NULL};
	static const char *const env[] = {"LC_ALL=C", "CPATH", "C_INCLUDE_PATH", "LIBRARY_PATH",
					  NULL};
	g_autofree char *log = g_build_filename(dir, "log", NULL);
	SpRunSpec spec = {.argv = argv, .cwd = dir, .env = env, .log = log, .timeout = 600};
	SpRunResult result;
	SpBuildlogCause cause;
	g_autofree char *text = NULL;
	g_autofree char *complaint = NULL;
	g_autofree char *clean = NULL;
	g_autofree char *how = NULL;

	if (!sp_run(&spec, &result, error))
		return FALSE;
	if (result.end == SP_RUN_ENDED && result.code == 0)
		return TRUE;
	if (!have_libc(arch, error) || !sp_fs_read(log, &text, NULL, error))
		return FALSE;
	/* A full disk is no fault of the reproducer's. */
	cause = sp_buildlog_judge(text, dir, NULL, &complaint);
	if (strlen(text) > MESSAGES)
		text[MESSAGES] = '\0';
	clean = sp_clean_text(text);
	how = sp_run_describe(&result);
	g_set_error(error, SP_ERROR,
		    cause == SP_BUILDLOG_SOURCE || cause == SP_BUILDLOG_LACKS ? SP_ERROR_USAGE
									      : SP_ERROR_UNKNOWN,
		    "the reproducer %s does not compile (%s):\n%s", name, how, clean);
	return FALSE;
}

static char *compiler_version(const SpArch *arch, GError **error)
{
	const char *const argv[] = {arch->cc, "--version", NULL};
	static const char *const env[] = {"LC_ALL=C", NULL};
	SpRunSpec spec = {.argv = argv, .env = env, .timeout = 30};
	char *text = NULL;

	if (!sp_arch_have_compiler(arch, error))
		return NULL;
	return sp_run_output(&spec, &text, error) ? text : NULL;
}

char *sp_boot_initramfs(const char *source, const char *program, const SpArch *arch,
			const char *cache, GError **error)
{
	g_autofree char *name = g_path_get_basename(source);
	g_autofree char *text = NULL;
	g_autofree char *version = compiler_version(arch, error);
	g_autofree char *all = NULL;
	g_autofree char *beside = program ? sp_fs_hash(program, error) : g_strdup("");
	g_autofree char *hash = NULL;
	g_autofree char *path = NULL;
	g_autofree char *dir = NULL;
	g_autofree char *copy = NULL;
	g_autofree char *init = NULL;
	g_autoptr(GError) ignored = NULL;
	gboolean made;

	if (!version || !beside || !sp_fs_read(source, &text, NULL, error))
		return NULL;
	all = g_strdup_printf("stableport initramfs 2\n%s\n%s\n%s\n%s%s", arch->name, name, version,
			      text, beside);
	hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
	hash[32] = '\0';
	path = g_strdup_printf("%s/initramfs/%s.cpio", cache, hash);
	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return g_steal_pointer(&path);
	dir = sp_fs_temp_dir(path, error);
	if (!dir)
		return NULL;
	/* Compiled under its bare name: __FILE__ must not depend on where it lies. */
	copy = g_build_filename(dir, name, NULL);
	init = g_build_filename(dir, "init", NULL);
	made = sp_fs_write(copy, text, strlen(text), error) && compile(dir, name, arch, error) &&
	       pack(init, program, path, error);
	if (!sp_fs_remove(dir, &ignored))
		g_debug("%s", ignored->message);
	return made ? g_steal_pointer(&path) : NULL;
}
