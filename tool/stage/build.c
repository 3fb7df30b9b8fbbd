/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * build: an image is made in its builddir, which also holds lines-* (how many lines make printed
 * last time, for the progress bar); finished ones go to image's store.
 */
#include "stage/build.h"

#include "base/fs.h"
#include "base/progress.h"

/* Where the count of lines of the last build of this kind is remembered. */
static char *lines_path(const SpBuilddir *dir)
{
	g_autofree char *vmlinux = g_build_filename(dir->objects, "vmlinux", NULL);

	return g_build_filename(
		dir->path, g_file_test(vmlinux, G_FILE_TEST_EXISTS) ? "lines-part" : "lines-full",
		NULL);
}

static gboolean run_make(SpBuilddir *dir, GHashTable *files, const char *log, SpRunResult *result,
			 GError **error)
{
	g_autofree char *counts = NULL;

	if (!sp_builddir_begin(dir, dir->kmake, files, error))
		return FALSE;
	counts = lines_path(dir);
	return sp_fs_remove(log, error) &&
	       sp_kmake_run(dir->kmake, sp_arch_target(dir->arch), log, counts, result, error) &&
	       sp_builddir_end(dir->kmake, result, error);
}

/* What a make that did not work says: the verdict, or why there is none. */
static gboolean judge_failure(const SpBuilddir *dir, SpImage *image, GHashTable *files,
			      const SpRunResult *result, const char *log, GError **error)
{
	g_autofree char *complaint = NULL;
	SpBuildlogCause cause;

	if (!sp_builddir_judge(dir, files, result, log, &cause, &complaint, error))
		return FALSE;
	if (cause == SP_BUILDLOG_SOURCE) {
		image->complaint = g_steal_pointer(&complaint);
		return TRUE;
	}
	sp_builddir_set_failed(dir, cause, complaint, log, error);
	return FALSE;
}

static gboolean make_image(SpBuilddir *dir, SpImage *image, GHashTable *files, GError **error)
{
	g_autofree char *log = g_build_filename(dir->path, "build.log", NULL);
	g_autofree char *made = g_build_filename(dir->objects, dir->arch->image, NULL);
	g_autoptr(GError) cause = NULL;
	SpRunResult result;

	if (!run_make(dir, files, log, &result, error))
		return FALSE;
	image->seconds = result.seconds;
	image->built = result.end == SP_RUN_ENDED && result.code == 0 &&
		       g_file_test(made, G_FILE_TEST_EXISTS);
	if (!image->built && !judge_failure(dir, image, files, &result, log, error))
		return FALSE;
	if (image->built && !sp_builddir_check(dir, &cause)) {
		image->built = FALSE;
		image->complaint = g_strdup(cause->message);
	}
	return sp_image_store(image, made, log, error);
}

SpImage *sp_build_variant(SpBuilddir *dir, const char *variant, GHashTable *files, GError **error)
{
	g_autoptr(SpImage) image =
		sp_image_open(dir->cache, dir->config_hash, files, sp_arch_target(dir->arch));

	if (image->built)
		return g_steal_pointer(&image);
	sp_progress_start("%s: building %s", sp_branch_name(dir->branch), variant);
	if (!make_image(dir, image, files, error)) {
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
