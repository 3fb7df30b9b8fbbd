/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * build: cache/build/<config hash>/ holds objects/ (make's O=), inputs (what the configuration was
 * made from, written last: its mark of being complete), building (while make runs) and lines (how
 * many lines make printed last time, for the progress bar). Finished images go to image's store.
 */
#include "stage/build.h"

#include <string.h>
#include <sys/statvfs.h>

#include "base/err.h"
#include "base/fs.h"
#include "base/progress.h"
#include "base/run.h"
#include "stage/buildlog.h"
#include "stage/kconfig.h"
#include "stage/kmake.h"
#include "stage/toolchain.h"
#include "stage/workdir.h"

#define MIN_FREE (4 * 1024 * 1024)

struct _SpBuild {
	SpBranch *branch;
	const SpArch *arch;
	char *cache;
	char *dir;     /* cache/build/<hash> */
	char *objects; /* make's O= */
	char *config;  /* objects/.config */
	char *config_hash;
	GPtrArray *options; /* SpOption, all that is asked for */
	SpKmake *kmake;
	SpToolchain *toolchain;
	SpSource *source;
};

void sp_build_free(SpBuild *build)
{
	if (!build)
		return;
	g_free(build->cache);
	g_free(build->dir);
	g_free(build->objects);
	g_free(build->config);
	g_free(build->config_hash);
	g_clear_pointer(&build->options, g_ptr_array_unref);
	g_clear_pointer(&build->kmake, sp_kmake_free);
	g_clear_pointer(&build->toolchain, sp_toolchain_free);
	g_clear_pointer(&build->source, sp_source_free);
	g_free(build);
}

const char *sp_build_compiler(const SpBuild *build)
{
	return build->toolchain->compiler;
}

const char *sp_build_linker(const SpBuild *build)
{
	return build->toolchain->linker;
}

const char *sp_build_config_hash(const SpBuild *build)
{
	return build->config_hash;
}

char *sp_build_options(const SpBuild *build)
{
	return sp_kconfig_text(build->options);
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

/* Why make failed in a way that says nothing about the source. Always sets @error. */
static void set_failed(const SpBuild *build, SpBuildlogCause cause, const char *complaint,
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
	const GPtrArray *lost = sp_source_lost(build->source);
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

/* One of the short configuration targets. */
static gboolean configure_with(const SpBuild *build, const char *target, GError **error)
{
	g_autofree char *log = g_build_filename(build->dir, "config.log", NULL);
	g_autofree char *text = NULL;
	g_autofree char *complaint = NULL;
	SpRunResult result;
	SpBuildlogCause cause;

	if (!sp_kmake_run(build->kmake, target, log, NULL, &result, error))
		return FALSE;
	if (result.end == SP_RUN_ENDED && result.code == 0)
		return TRUE;
	text = sp_fs_read_tail(log, SP_BUILDLOG_LIMIT, error);
	if (!text)
		return FALSE;
	cause = sp_buildlog_judge(text, sp_source_dir(build->source), NULL, &complaint);
	set_failed(build, disk_full(build->dir) ? SP_BUILDLOG_DISK : cause, complaint, log, error);
	g_prefix_error(error, "make %s: ", target);
	return FALSE;
}

/* Every line that was asked for must stand in .config. */
static gboolean check_config(const SpBuild *build, GError **error)
{
	g_autofree char *config = NULL;
	g_autoptr(GPtrArray) missing = NULL;
	g_autoptr(GString) text = g_string_new("");

	if (!sp_fs_read(build->config, &config, NULL, error))
		return FALSE;
	missing = sp_kconfig_missing(build->options, config);
	if (!missing->len)
		return TRUE;
	for (guint i = 0; i < missing->len; i++) {
		const SpOption *option = g_ptr_array_index(missing, i);
		g_autofree char *why = sp_kconfig_explain(sp_source_dir(build->source),
							  build->arch->folder, option->symbol);

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

static gboolean append_options(const SpBuild *build, GError **error)
{
	g_autofree char *wanted = sp_kconfig_text(build->options);
	g_autofree char *config = NULL;
	g_autofree char *both = NULL;

	if (!sp_fs_read(build->config, &config, NULL, error))
		return FALSE;
	both = g_strconcat(config, wanted, NULL);
	return sp_fs_write(build->config, both, strlen(both), error);
}

/*
 * A variant that touches a Kconfig file makes kbuild write another .config, which would outlive the
 * variant: the one that was checked is kept, and put back before each make.
 */
static gboolean keep_config(const SpBuild *build, GError **error)
{
	g_autofree char *kept = g_build_filename(build->dir, "config", NULL);
	g_autofree char *text = NULL;
	gsize length;

	return sp_fs_read(build->config, &text, &length, error) &&
	       sp_fs_write(kept, text, length, error);
}

static gboolean restore_config(const SpBuild *build, GError **error)
{
	g_autofree char *kept = g_build_filename(build->dir, "config", NULL);
	g_autofree char *text = NULL;
	gsize length;

	return sp_fs_read(kept, &text, &length, error) &&
	       sp_fs_write_changed(build->config, text, length, error);
}

/* Makes the build folder, unless it is there with just these inputs. */
static gboolean configure(const SpBuild *build, const char *inputs, GError **error)
{
	g_autofree char *stamp = g_build_filename(build->dir, "inputs", NULL);
	g_autofree char *old = NULL;
	gboolean done;

	if (g_file_get_contents(stamp, &old, NULL, NULL) && g_str_equal(old, inputs) &&
	    g_file_test(build->config, G_FILE_TEST_EXISTS))
		return TRUE;
	sp_progress_start("%s: configuring", sp_branch_name(build->branch));
	done = sp_fs_remove(build->dir, error) && sp_fs_mkdir(build->objects, error) &&
	       configure_with(build, "tinyconfig", error) && append_options(build, error) &&
	       configure_with(build, "olddefconfig", error) && check_config(build, error) &&
	       keep_config(build, error) && sp_fs_write(stamp, inputs, strlen(inputs), error);
	sp_progress_end(done ? "done" : "failed");
	return done;
}

static gboolean read_options(SpBuild *build, const GPtrArray *fragments, GError **error)
{
	const SpKver *version = sp_branch_version(build->branch);
	const GPtrArray *quirks = build->toolchain->options;
	const char *config = build->arch->config;
	g_autofree char *guest = sp_toolchain_data(config, error);

	build->options = sp_kconfig_new();
	if (!guest || !sp_kconfig_add(build->options, guest, config, 1, version, error))
		return FALSE;
	for (guint i = 0; i < quirks->len; i++) {
		const SpOption *option = g_ptr_array_index(quirks, i);
		const char *colon = strrchr(option->origin, ':');
		g_autofree char *file = g_strndup(option->origin, (gsize)(colon - option->origin));
		guint line = (guint)g_ascii_strtoull(colon + 1, NULL, 10);

		if (!sp_kconfig_add(build->options, option->line, file, line, version, error))
			return FALSE;
	}
	for (guint i = 0; i < fragments->len; i++) {
		const char *path = g_ptr_array_index(fragments, i);
		g_autofree char *text = NULL;

		if (!sp_fs_read(path, &text, NULL, error) ||
		    !sp_kconfig_add(build->options, text, path, 1, version, error))
			return FALSE;
	}
	return TRUE;
}

/* All that decides the configuration and the compiler's work, but for the variant's files. */
static char *describe_inputs(const SpBuild *build)
{
	g_autofree char *options = sp_kconfig_text(build->options);
	GString *out = g_string_new("stableport build 2\n");

	g_string_append_printf(out, "source %s\narch %s\ncompiler %s\nlinker %s\n",
			       sp_source_key(build->source), build->arch->name,
			       build->toolchain->compiler, build->toolchain->linker);
	for (guint i = 0; i < build->toolchain->make->len; i++)
		g_string_append_printf(out, "make %s\n",
				       (const char *)g_ptr_array_index(build->toolchain->make, i));
	g_string_append(out, options);
	return g_string_free(out, FALSE);
}

SpBuild *sp_build_open(SpBranch *branch, const SpArch *arch, const GPtrArray *fragments,
		       const char *cache, GError **error)
{
	g_autoptr(SpBuild) build = g_new0(SpBuild, 1);
	g_autofree char *inputs = NULL;

	build->branch = branch;
	build->arch = arch;
	build->cache = g_canonicalize_filename(cache, NULL);
	build->toolchain = sp_toolchain_open(sp_branch_version(branch), arch, error);
	if (!build->toolchain || !read_options(build, fragments, error))
		return NULL;
	build->source = sp_source_open(branch, build->cache, error);
	if (!build->source)
		return NULL;
	inputs = describe_inputs(build);
	build->config_hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, inputs, -1);
	build->config_hash[16] = '\0';
	build->dir = g_build_filename(build->cache, "build", build->config_hash, NULL);
	build->objects = g_build_filename(build->dir, "objects", NULL);
	build->config = g_build_filename(build->objects, ".config", NULL);
	build->kmake = sp_kmake_new(sp_source_dir(build->source), build->objects, build->cache,
				    arch, build->toolchain->make);
	if (!configure(build, inputs, error))
		return NULL;
	return g_steal_pointer(&build);
}

/* Where the count of lines of the last build of this kind is remembered. */
static char *lines_path(const SpBuild *build)
{
	g_autofree char *vmlinux = g_build_filename(build->objects, "vmlinux", NULL);

	return g_build_filename(
		build->dir, g_file_test(vmlinux, G_FILE_TEST_EXISTS) ? "lines-part" : "lines-full",
		NULL);
}

/* What stands before each make, with the care that a run before us may have been killed in one. */
static gboolean begin_make(const SpBuild *build, const char *marker, GError **error)
{
	g_autofree char *inputs = NULL;
	gboolean usable;

	if (!sp_workdir_begin(marker, build->objects, &usable, error))
		return FALSE;
	if (usable)
		return TRUE;
	inputs = describe_inputs(build);
	sp_progress_end("the machine went down in the middle of it; starting anew");
	return sp_fs_remove(build->dir, error) && configure(build, inputs, error) &&
	       sp_workdir_begin(marker, build->objects, &usable, error);
}

/* make, with the care that this run may be killed in the middle of it, too. */
static gboolean guarded_make(const SpBuild *build, const char *log, SpRunResult *result,
			     GError **error)
{
	g_autofree char *marker = g_build_filename(build->dir, "building", NULL);
	g_autofree char *counts = NULL;

	if (!begin_make(build, marker, error))
		return FALSE;
	counts = lines_path(build);
	if (!sp_fs_remove(log, error) ||
	    !sp_kmake_run(build->kmake, sp_arch_target(build->arch), log, counts, result, error))
		return FALSE;
	/* After a failure a compiler may have been killed while it wrote: the marker stays. */
	return result->end != SP_RUN_ENDED || result->code != 0 || sp_workdir_end(marker, error);
}

/* What a make that did not work says: the verdict, or why there is none. */
static gboolean judge_failure(const SpBuild *build, SpImage *image, GHashTable *files,
			      const SpRunResult *result, const char *log, GError **error)
{
	g_autofree char *text = sp_fs_read_tail(log, SP_BUILDLOG_LIMIT, error);
	g_autofree char *complaint = NULL;
	g_autofree char *how = sp_run_describe(result);
	const GPtrArray *lost = sp_source_lost(build->source);
	SpBuildlogCause cause;

	if (!text)
		return FALSE;
	if (result->end != SP_RUN_ENDED) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "make: %s (log: %s)", how, log);
		return FALSE;
	}
	cause = sp_buildlog_judge(text, sp_source_dir(build->source), files, &complaint);
	if (disk_full(build->dir))
		cause = SP_BUILDLOG_DISK;
	if (cause == SP_BUILDLOG_SOURCE && !names_lost(lost, text)) {
		image->complaint = g_steal_pointer(&complaint);
		return TRUE;
	}
	set_failed(build, cause, complaint, log, error);
	return FALSE;
}

static gboolean make_image(SpBuild *build, SpImage *image, GHashTable *files, GError **error)
{
	g_autofree char *log = g_build_filename(build->dir, "build.log", NULL);
	g_autofree char *made = g_build_filename(build->objects, build->arch->image, NULL);
	g_autoptr(GError) cause = NULL;
	SpRunResult result;

	if (!sp_source_apply(build->source, files, error) || !restore_config(build, error) ||
	    !guarded_make(build, log, &result, error))
		return FALSE;
	image->seconds = result.seconds;
	image->built = result.end == SP_RUN_ENDED && result.code == 0 &&
		       g_file_test(made, G_FILE_TEST_EXISTS);
	if (!image->built && !judge_failure(build, image, files, &result, log, error))
		return FALSE;
	if (image->built && !check_config(build, &cause)) {
		image->built = FALSE;
		image->complaint = g_strdup(cause->message);
	}
	return sp_image_store(image, made, log, error);
}

SpImage *sp_build_variant(SpBuild *build, const char *variant, GHashTable *files, GError **error)
{
	g_autoptr(SpImage) image =
		sp_image_open(build->cache, build->config_hash, files, sp_arch_target(build->arch));

	if (image->built)
		return g_steal_pointer(&image);
	sp_progress_start("%s: building %s", sp_branch_name(build->branch), variant);
	if (!make_image(build, image, files, error)) {
		sp_progress_end("failed");
		g_prefix_error(error, "building %s: ", variant);
		return NULL;
	}
	if (!image->built)
		g_clear_pointer(&image->image, g_free);
	sp_progress_end(image->built ? "built in %.0f s" : "does not build (%.0f s)",
			image->seconds);
	return g_steal_pointer(&image);
}

/* What was said of them before is kept, by what they were made from. */
static char *objects_path(const SpBuild *build, GHashTable *files, const GPtrArray *objects)
{
	g_autoptr(SpImage) image =
		sp_image_open(build->cache, build->config_hash, files, "objects");
	g_autoptr(GString) key = g_string_new(image->key);
	g_autofree char *hash = NULL;

	for (guint i = 0; i < objects->len; i++)
		g_string_append_printf(key, " %s", (const char *)objects->pdata[i]);
	hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key->str, -1);
	hash[32] = '\0';
	return g_strdup_printf("%s/objects/%s.log", build->cache, hash);
}

/* All of it, and "failed" or "compiled" as the last line. */
static gboolean make_objects(SpBuild *build, GHashTable *files, const GPtrArray *objects,
			     const char *path, GError **error)
{
	g_autofree char *marker = g_build_filename(build->dir, "building", NULL);
	g_autofree char *log = g_build_filename(build->dir, "objects.log", NULL);
	g_autofree char *text = NULL, *prefix = NULL, *all = NULL;
	g_auto(GStrv) parts = NULL;
	SpRunResult result;
	gboolean good;

	if (!sp_source_apply(build->source, files, error) || !restore_config(build, error) ||
	    !begin_make(build, marker, error) || !sp_fs_remove(log, error) ||
	    !sp_kmake_objects(build->kmake, objects, log, &result, error))
		return FALSE;
	good = result.end == SP_RUN_ENDED && result.code == 0;
	if (good && !sp_workdir_end(marker, error))
		return FALSE;
	text = sp_fs_read_tail(log, SP_BUILDLOG_LIMIT, error);
	if (!text)
		return FALSE;
	prefix = g_strconcat(sp_source_dir(build->source), "/", NULL);
	parts = g_strsplit(text, prefix, -1);
	g_free(text);
	text = g_strjoinv("", parts);
	all = g_strconcat(text, good ? "compiled\n" : "failed\n", NULL);
	return sp_fs_write(path, all, strlen(all), error);
}

char *sp_build_objects(SpBuild *build, GHashTable *files, const GPtrArray *objects,
		       gboolean *compiled, GError **error)
{
	g_autofree char *path = objects_path(build, files, objects);
	char *text = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		sp_progress_start("%s: compiling with W=1", sp_branch_name(build->branch));
		if (!make_objects(build, files, objects, path, error)) {
			sp_progress_end("failed");
			return NULL;
		}
		sp_progress_end("done");
	}
	if (!sp_fs_read(path, &text, NULL, error))
		return NULL;
	*compiled = g_str_has_suffix(text, "compiled\n");
	return text;
}
