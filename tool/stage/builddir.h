/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * builddir: a folder of the cache in which a kernel of one configuration is built, and the copy of
 * the branch's source that it is built from. In: a branch, an architecture, what is asked of the
 * configuration. Out: SpBuilddir, in which build makes images, and objects single objects.
 */
#pragma once

#include <glib.h>

#include "stage/arch.h"
#include "stage/branch.h"
#include "stage/buildlog.h"
#include "stage/kmake.h"
#include "stage/toolchain.h"
#include "stage/workdir.h"

typedef struct {
	SpBranch *branch;
	const SpArch *arch;
	char *cache;	    /* absolute */
	gboolean most;	    /* allmodconfig; else tinyconfig and what is asked for */
	char *path;	    /* cache/build/<hash> */
	char *objects;	    /* make's O= for images */
	char *config;	    /* objects/.config */
	char *config_hash;  /* of the source, the configuration and the toolchain */
	char *wanted;	    /* what allmodconfig is asked for, a file; NULL without @most */
	char *inputs;	    /* all that @config_hash is of */
	GPtrArray *options; /* SpOption, all that is asked for */
	SpKmake *kmake;	    /* in @objects */
	SpKmake *w1;	    /* for single objects with W=1, without @most in a folder of its own */
	SpToolchain *toolchain;
	SpSource *source;
} SpBuilddir;

/**
 * sp_builddir_open:
 * @arch: what it is built for
 * @fragments: config fragments of the fix, elements char * (paths)
 * @cache: cache directory
 *
 * Copies the source (once), configures it (once) and locks both against another run of ours. The
 * user's source is only read. @branch and @arch must stay valid as long as the result.
 *
 * Errors: SP_ERROR_UNKNOWN: a missing program (with the package that has it), a source that lacks
 * files, a full disk, an option of a fragment that the kernel does not have or does not keep (it is
 * named, with the fragment's file and line, and with what it depends on). SP_ERROR_USAGE: a
 * fragment that cannot be read, a compiler for another architecture.
 */
SpBuilddir *sp_builddir_open(SpBranch *branch, const SpArch *arch, const GPtrArray *fragments,
			     const char *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_builddir_open_most:
 * @opened: (out): NULL where the source cannot be configured so
 * @complaint: (out): then what make said
 *
 * The same for allmodconfig, as far as sp_toolchain_surroundings() leaves it: for single objects
 * among all that can be around them, not for an image. What cannot be had as asked is left.
 */
gboolean sp_builddir_open_most(SpBranch *branch, const SpArch *arch, const char *cache,
			       SpBuilddir **opened, char **complaint,
			       GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sp_builddir_free(SpBuilddir *dir);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpBuilddir, sp_builddir_free)

/**
 * sp_builddir_begin:
 * @kmake: the one of @dir's that will make
 * @files: path -> text, see sp_source_apply()
 *
 * To be called before each make: puts @files and the checked configuration there, with the care
 * that a run may have been killed in an earlier make.
 */
gboolean sp_builddir_begin(SpBuilddir *dir, const SpKmake *kmake, GHashTable *files,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* To be called after it. After a failure a compiler may have been killed while it wrote, and what
 * it left is not trusted. */
gboolean sp_builddir_end(const SpKmake *kmake, const SpRunResult *result,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_builddir_judge:
 * @files: (nullable): what was put on top of the source
 * @result: of a make that did not work
 * @log: what it said
 * @cause: (out): SOURCE, TOOLS, LACKS or UNKNOWN
 * @complaint: (out): the lines that say so
 *
 * Returns: FALSE, with the error that says what to do, for what is no property of the source: make
 * was stopped, a full disk, a missing program, too little memory.
 */
gboolean sp_builddir_judge(const SpBuilddir *dir, GHashTable *files, const SpRunResult *result,
			   const char *log, SpBuildlogCause *cause, char **complaint,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Why make failed in a way that says nothing about what was changed. Always sets @error. */
void sp_builddir_set_failed(const SpBuilddir *dir, SpBuildlogCause cause, const char *complaint,
			    const char *log, GError **error);

/* What make is told for an image, with what only this machine has left out (sp_kmake_told()), and
 * behind a # the quirks of toolchain.conf that apply, for records; (transfer full). */
char *sp_builddir_make(const SpBuilddir *dir);

/* Every line that was asked for must stand in .config. */
gboolean sp_builddir_check(const SpBuilddir *dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;
