/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * build: series + config + toolchain -> kernel image. One copy of the source per branch and one
 * build directory per configuration, both in the cache; variants differ by a few files and are
 * built one after the other in it, so that only what changed is compiled.
 */
#pragma once

#include <glib.h>

#include "stage/arch.h"
#include "stage/branch.h"
#include "stage/image.h"

typedef struct _SpBuild SpBuild;

/**
 * sp_build_open:
 * @arch: what it is built for
 * @fragments: config fragments of the fix, elements char * (paths)
 * @cache: cache directory
 *
 * Copies the source (once), configures it (once) and locks both against another run of ours. The
 * user's source is only read. @branch and @arch must stay valid as long as the
 * build.
 *
 * Errors: SP_ERROR_UNKNOWN: a missing program (with the package that has it), a source that lacks
 * files, a full disk, an option of a fragment that the kernel does not have or does not keep (it is
 * named, with the fragment's file and line, and with what it depends on). SP_ERROR_USAGE: a
 * fragment that cannot be read, a compiler for another architecture.
 */
SpBuild *sp_build_open(SpBranch *branch, const SpArch *arch, const GPtrArray *fragments,
		       const char *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_build_free(SpBuild *build);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpBuild, sp_build_free)

/**
 * sp_build_variant:
 * @variant: name for progress and log, e.g. "unpatched"
 * @files: path -> text; all else is as the source has it, also where @branch had something replaced
 *         (sp_branch_replace()). Files of an earlier variant that are not in it are put back.
 *
 * Returns: the image, or the verdict that it does not build; NULL when it could not be found out.
 */
SpImage *sp_build_variant(SpBuild *build, const char *variant, GHashTable *files,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_build_objects:
 * @files: as for sp_build_variant()
 * @objects: char *, "mm/khugepaged.o"
 * @compiled: (out): FALSE when they do not compile alone
 *
 * Compiles these alone, as the configuration wants them, with more warnings than a kernel is built
 * with (W=1).
 *
 * Returns: (transfer full): what the compiler said, paths relative to the source; NULL when it
 * could not be found out.
 */
char *sp_build_objects(SpBuild *build, GHashTable *files, const GPtrArray *objects,
		       gboolean *compiled, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For the record: what the toolchain was. All owned by @build. */
const char *sp_build_compiler(const SpBuild *build); /* first line of its --version */
const char *sp_build_linker(const SpBuild *build);   /* likewise */
const char *sp_build_config_hash(const SpBuild *build);

/* Returns: (transfer full): the lines of the configuration that were asked for. */
char *sp_build_options(const SpBuild *build);
