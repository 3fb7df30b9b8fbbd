/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * builddir: cache/build/<config hash>/ holds objects/ (make's O=), w1/ (another one, since W=1 also
 * has the programs that kbuild needs made anew, and so would the next make without it), inputs
 * (what the configuration was made from, written last: its mark of being complete), config (the
 * configuration as it was checked), wanted (what allmodconfig is asked for) and, while make runs,
 * objects.building or w1.building.
 */
#include "stage/builddir.h"

#include <string.h>
#include <sys/statvfs.h>

#include "base/err.h"
#include "base/fs.h"
#include "base/progress.h"
#include "stage/kconfig.h"

#define MIN_FREE (4 * 1024 * 1024)

void sp_builddir_free(SpBuilddir *dir)
{
	if (!dir)
		return;
	g_free(dir->cache);
	g_free(dir->path);
	g_free(dir->objects);
	g_free(dir->config);
	g_free(dir->config_hash);
	g_free(dir->wanted);
	g_free(dir->inputs);
	g_clear_pointer(&dir->options, g_ptr_array_unref);
	g_clear_pointer(&dir->kmake, sp_kmake_free);
	g_clear_pointer(&dir->w1, sp_kmake_free);
	g_clear_pointer(&dir->toolchain, sp_toolchain_free);
	g_clear_pointer(&dir->source, sp_source_free);
	g_free(dir);
}

static gboolean disk_full(const char *path)
{
	struct statvfs fs;

	return statvfs(path, &fs) == 0 && (guint64)fs.f_bavail * fs.f_frsize < MIN_FREE;
}

/* Up to five of the files that the source lacks. */
static char *list_lost(const GPtrArray *lost)
{
	g_autoptr(GString) out = g_string_new("");

	for (guint i = 0; i < lost->len && i < 5; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "",
				       (const char *)g_ptr_array_index(lost, i));
	if (lost->len > 5)
		g_string_append_printf(out, " and %u more", lost->len - 5);
	return sp_clean_text(out->str);
}

/* Whether the log speaks of a file that the source lacks. */
static gboolean names_lost(const GPtrArray *lost, const char *log)
{
	for (guint i = 0; i < lost->len; i++) {
		g_autofree char *base = g_path_get_basename(g_ptr_array_index(lost, i));

		if (strstr(log, base))
			return TRUE;
	}
	return FALSE;
}

void sp_builddir_set_failed(const SpBuilddir *dir, SpBuildlogCause cause, const char *complaint,
			    const char *log, GError **error)
{
	static const char *const texts[] = {
		[SP_BUILDLOG_SOURCE] = "the source does not configure or build",
		[SP_BUILDLOG_TOOLS] = "the kernel's own build programs fail with this compiler and "
				      "binutils (toolchain.conf may need another quirk)",
		[SP_BUILDLOG_LACKS] = "the source lacks a file",
		[SP_BUILDLOG_DISK] = "no space left; free some and run again, it goes on from here",
		[SP_BUILDLOG_PROGRAM] = "a program is missing",
		[SP_BUILDLOG_KILLED] = "a program was killed, perhaps for lack of memory",
		[SP_BUILDLOG_UNKNOWN] = "the build failed"};
	const GPtrArray *lost = sp_source_lost(dir->source);
	g_autofree char *names = list_lost(lost);

	if (cause == SP_BUILDLOG_PROGRAM && !sp_run_have(complaint, error)) {
		g_prefix_error(error, "building a kernel: ");
		return;
	}
	if (lost->len && (cause == SP_BUILDLOG_SOURCE || cause == SP_BUILDLOG_LACKS ||
			  cause == SP_BUILDLOG_UNKNOWN))
		g_set_error(
			error, SP_ERROR, SP_ERROR_UNKNOWN,
			"the source lacks the content of files that it names (%s): %s\n(log: %s)",
			names, complaint, log);
	else
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s: %s\n(log: %s)", texts[cause],
			    complaint, log);
}

gboolean sp_builddir_judge(const SpBuilddir *dir, GHashTable *files, const SpRunResult *result,
			   const char *log, SpBuildlogCause *cause, char **complaint,
			   GError **error)
{
	g_autofree char *text = sp_fs_read_tail(log, SP_BUILDLOG_LIMIT, error);
	g_autofree char *how = sp_run_describe(result);
	g_autofree char *said = NULL;

	if (!text)
		return FALSE;
	if (result->end != SP_RUN_ENDED) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "make: %s (log: %s)", how, log);
		return FALSE;
	}
	*cause = sp_buildlog_judge(text, sp_source_dir(dir->source), files, &said);
	if (disk_full(dir->path))
		*cause = SP_BUILDLOG_DISK;
	if (*cause == SP_BUILDLOG_DISK || *cause == SP_BUILDLOG_PROGRAM ||
	    *cause == SP_BUILDLOG_KILLED) {
		sp_builddir_set_failed(dir, *cause, said, log, error);
		return FALSE;
	}
	if (*cause == SP_BUILDLOG_SOURCE && names_lost(sp_source_lost(dir->source), text))
		*cause = SP_BUILDLOG_LACKS;
	*complaint = g_steal_pointer(&said);
	return TRUE;
}

/* One of the short configuration targets. What it says of the source when it does not work goes to
 * @complaint, or, where that is NULL, is an error. */
static gboolean configure_with(const SpBuilddir *dir, const char *target, char **complaint,
			       GError **error)
{
	g_autofree char *log = g_build_filename(dir->path, "config.log", NULL);
	g_autofree char *said = NULL;
	SpRunResult result;
	SpBuildlogCause cause;

	if (!sp_kmake_run(dir->kmake, target, log, NULL, &result, error))
		return FALSE;
	if (result.end == SP_RUN_ENDED && result.code == 0)
		return TRUE;
	if (sp_builddir_judge(dir, NULL, &result, log, &cause, &said, error)) {
		if (complaint) {
			*complaint = g_steal_pointer(&said);
			return TRUE;
		}
		sp_builddir_set_failed(dir, cause, said, log, error);
	}
	g_prefix_error(error, "make %s: ", target);
	return FALSE;
}

gboolean sp_builddir_check(const SpBuilddir *dir, GError **error)
{
	g_autofree char *config = NULL;
	g_autoptr(GPtrArray) missing = NULL;
	g_autoptr(GString) text = g_string_new("");

	if (!sp_fs_read(dir->config, &config, NULL, error))
		return FALSE;
	missing = sp_kconfig_missing(dir->options, config);
	if (!missing->len)
		return TRUE;
	for (guint i = 0; i < missing->len; i++) {
		const SpOption *option = g_ptr_array_index(missing, i);
		g_autofree char *why = sp_kconfig_explain(sp_source_dir(dir->source),
							  dir->arch->folder, option->symbol);

		g_string_append_printf(text, "\n  %s: \"%s\": %s", option->origin, option->line,
				       why);
	}
	g_set_error(
		error, SP_ERROR, SP_ERROR_UNKNOWN,
		"the kernel's configuration does not take what was asked for:%s\n"
		"  (\"# kernels = 5.4..\" before a line of a fragment limits it to kernels that "
		"have it)",
		text->str);
	return FALSE;
}

static gboolean append_options(const SpBuilddir *dir, GError **error)
{
	g_autofree char *wanted = sp_kconfig_text(dir->options);
	g_autofree char *config = NULL;
	g_autofree char *both = NULL;

	if (!sp_fs_read(dir->config, &config, NULL, error))
		return FALSE;
	both = g_strconcat(config, wanted, NULL);
	return sp_fs_write(dir->config, both, strlen(both), error);
}

/*
 * A variant that touches a Kconfig file makes kbuild write another .config, which would outlive the
 * variant: the one that was checked is kept, and put back before each make.
 */
static gboolean keep_config(const SpBuilddir *dir, GError **error)
{
	g_autofree char *kept = g_build_filename(dir->path, "config", NULL);
	g_autofree char *text = NULL;
	gsize length;

	return sp_fs_read(dir->config, &text, &length, error) &&
	       sp_fs_write(kept, text, length, error);
}

static gboolean restore_config(const SpBuilddir *dir, const SpKmake *kmake, GError **error)
{
	g_autofree char *kept = g_build_filename(dir->path, "config", NULL);
	g_autofree char *config = g_build_filename(sp_kmake_dir(kmake), ".config", NULL);
	g_autofree char *text = NULL;
	gsize length;

	return sp_fs_read(kept, &text, &length, error) && sp_fs_mkdir(sp_kmake_dir(kmake), error) &&
	       sp_fs_write_changed(config, text, length, error);
}

/* What is asked for is checked: kconfig drops without a word what it cannot have. */
static gboolean configure_tiny(const SpBuilddir *dir, GError **error)
{
	return configure_with(dir, "tinyconfig", NULL, error) && append_options(dir, error) &&
	       configure_with(dir, "olddefconfig", NULL, error) && sp_builddir_check(dir, error);
}

/* Here it is not: as much as can be had will do. */
static gboolean configure_most(const SpBuilddir *dir, char **complaint, GError **error)
{
	g_autofree char *text = sp_kconfig_text(dir->options);

	return sp_fs_write(dir->wanted, text, strlen(text), error) &&
	       configure_with(dir, "allmodconfig", complaint, error);
}

/* Makes the build folder, unless it is there with just these inputs. @complaint: (out): of
 * allmodconfig that does not work. */
static gboolean configure(const SpBuilddir *dir, char **complaint, GError **error)
{
	g_autofree char *stamp = g_build_filename(dir->path, "inputs", NULL);
	g_autofree char *old = NULL;
	gboolean done;

	*complaint = NULL;
	if (g_file_get_contents(stamp, &old, NULL, NULL) && g_str_equal(old, dir->inputs) &&
	    g_file_test(dir->config, G_FILE_TEST_EXISTS))
		return TRUE;
	sp_progress_start("%s: configuring%s", sp_branch_name(dir->branch),
			  dir->most ? " (allmodconfig)" : "");
	done = sp_fs_remove(dir->path, error) && sp_fs_mkdir(dir->objects, error) &&
	       (dir->most ? configure_most(dir, complaint, error) : configure_tiny(dir, error)) &&
	       (*complaint || (keep_config(dir, error) &&
			       sp_fs_write(stamp, dir->inputs, strlen(dir->inputs), error)));
	sp_progress_end(done && !*complaint ? "done" : "failed");
	return done;
}

static gboolean add_quirks(SpBuilddir *dir, const GPtrArray *quirks, GError **error)
{
	const SpKver *version = sp_branch_version(dir->branch);

	for (guint i = 0; i < quirks->len; i++) {
		const SpOption *option = g_ptr_array_index(quirks, i);
		const char *colon = strrchr(option->origin, ':');
		g_autofree char *file = g_strndup(option->origin, (gsize)(colon - option->origin));
		guint line = (guint)g_ascii_strtoull(colon + 1, NULL, 10);

		if (!sp_kconfig_add(dir->options, option->line, file, line, version, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean read_options(SpBuilddir *dir, const GPtrArray *fragments, GError **error)
{
	const SpKver *version = sp_branch_version(dir->branch);
	const char *config = dir->arch->config;
	g_autofree char *guest = sp_toolchain_data(config, error);

	if (!guest || !sp_kconfig_add(dir->options, guest, config, 1, version, error) ||
	    !add_quirks(dir, dir->toolchain->options, error))
		return FALSE;
	for (guint i = 0; i < fragments->len; i++) {
		const char *path = g_ptr_array_index(fragments, i);
		g_autofree char *text = NULL;

		if (!sp_fs_read(path, &text, NULL, error) ||
		    !sp_kconfig_add(dir->options, text, path, 1, version, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean read_most(SpBuilddir *dir, GError **error)
{
	g_autoptr(GPtrArray) off = sp_toolchain_surroundings(
		dir->toolchain, sp_branch_version(dir->branch), dir->arch, error);

	return off && add_quirks(dir, dir->toolchain->options, error) &&
	       add_quirks(dir, off, error);
}

/* All that decides the configuration and the compiler's work, but for the variant's files. */
static char *describe_inputs(const SpBuilddir *dir)
{
	g_autofree char *options = sp_kconfig_text(dir->options);
	GString *out = g_string_new("stableport build 2\n");

	g_string_append_printf(out, "source %s\narch %s\ncompiler %s\nlinker %s\n",
			       sp_source_key(dir->source), dir->arch->name,
			       dir->toolchain->compiler, dir->toolchain->linker);
	for (guint i = 0; i < dir->toolchain->make->len; i++)
		g_string_append_printf(out, "make %s\n",
				       (const char *)g_ptr_array_index(dir->toolchain->make, i));
	if (dir->most)
		g_string_append(out, "allmodconfig\n");
	g_string_append(out, options);
	return g_string_free(out, FALSE);
}

static SpBuilddir *new_dir(SpBranch *branch, const SpArch *arch, const char *cache, gboolean most,
			   GError **error)
{
	g_autoptr(SpBuilddir) dir = g_new0(SpBuilddir, 1);

	dir->branch = branch;
	dir->arch = arch;
	dir->cache = g_canonicalize_filename(cache, NULL);
	dir->most = most;
	dir->options = sp_kconfig_new();
	dir->toolchain = sp_toolchain_open(sp_branch_version(branch), arch, error);
	return dir->toolchain ? g_steal_pointer(&dir) : NULL;
}

/* @dir: without its paths. Locks the source, and has it configured. */
static gboolean open_dir(SpBuilddir *dir, char **complaint, GError **error)
{
	g_autofree char *w1 = NULL;

	dir->source = sp_source_open(dir->branch, dir->cache, error);
	if (!dir->source)
		return FALSE;
	dir->inputs = describe_inputs(dir);
	dir->config_hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, dir->inputs, -1);
	dir->config_hash[16] = '\0';
	dir->path = g_build_filename(dir->cache, "build", dir->config_hash, NULL);
	dir->objects = g_build_filename(dir->path, "objects", NULL);
	dir->config = g_build_filename(dir->objects, ".config", NULL);
	if (dir->most) {
		dir->wanted = g_build_filename(dir->path, "wanted", NULL);
		g_ptr_array_add(dir->toolchain->make,
				g_strconcat("KCONFIG_ALLCONFIG=", dir->wanted, NULL));
	}
	w1 = g_build_filename(dir->path, dir->most ? "objects" : "w1", NULL);
	dir->kmake = sp_kmake_new(sp_source_dir(dir->source), dir->objects, dir->arch,
				  dir->toolchain->make);
	dir->w1 = sp_kmake_new(sp_source_dir(dir->source), w1, dir->arch, dir->toolchain->make);
	return configure(dir, complaint, error);
}

SpBuilddir *sp_builddir_open(SpBranch *branch, const SpArch *arch, const GPtrArray *fragments,
			     const char *cache, GError **error)
{
	g_autoptr(SpBuilddir) dir = new_dir(branch, arch, cache, FALSE, error);
	g_autofree char *complaint = NULL;

	if (!dir || !read_options(dir, fragments, error) || !open_dir(dir, &complaint, error))
		return NULL;
	return g_steal_pointer(&dir);
}

gboolean sp_builddir_open_most(SpBranch *branch, const SpArch *arch, const char *cache,
			       SpBuilddir **opened, char **complaint, GError **error)
{
	g_autoptr(SpBuilddir) dir = new_dir(branch, arch, cache, TRUE, error);

	*opened = NULL;
	*complaint = NULL;
	if (!dir || !read_most(dir, error) || !open_dir(dir, complaint, error))
		return FALSE;
	if (!*complaint)
		*opened = g_steal_pointer(&dir);
	return TRUE;
}

char *sp_builddir_make(const SpBuilddir *dir)
{
	g_autofree char *told = sp_kmake_told(dir->kmake);
	const GPtrArray *quirks = dir->toolchain->quirks;
	GString *text = g_string_new(told);

	for (guint i = 0; i < quirks->len; i++)
		g_string_append_printf(text, "%s%s",
				       i ? " " : " # toolchain.conf: ", (char *)quirks->pdata[i]);
	return g_string_free(text, FALSE);
}

static char *marker_path(const SpKmake *kmake)
{
	return g_strconcat(sp_kmake_dir(kmake), ".building", NULL);
}

/* With the care that a run before us may have been killed in a make. */
static gboolean begin_make(const SpBuilddir *dir, const SpKmake *kmake, GError **error)
{
	g_autofree char *marker = marker_path(kmake);
	g_autofree char *complaint = NULL;
	gboolean usable;

	if (!sp_workdir_begin(marker, sp_kmake_dir(kmake), &usable, error))
		return FALSE;
	if (usable)
		return TRUE;
	sp_progress_end("the machine went down in the middle of it; starting anew");
	if (!sp_fs_remove(dir->path, error) || !configure(dir, &complaint, error))
		return FALSE;
	if (complaint) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "make allmodconfig: %s", complaint);
		return FALSE;
	}
	return restore_config(dir, kmake, error) &&
	       sp_workdir_begin(marker, sp_kmake_dir(kmake), &usable, error);
}

gboolean sp_builddir_begin(SpBuilddir *dir, const SpKmake *kmake, GHashTable *files, GError **error)
{
	return sp_source_apply(dir->source, files, error) && restore_config(dir, kmake, error) &&
	       begin_make(dir, kmake, error);
}

gboolean sp_builddir_end(const SpKmake *kmake, const SpRunResult *result, GError **error)
{
	g_autofree char *marker = marker_path(kmake);

	return result->end != SP_RUN_ENDED || result->code != 0 || sp_workdir_end(marker, error);
}
