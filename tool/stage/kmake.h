/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kmake: kbuild's make, always called in the same way: what it is told does not depend on the
 * caller's environment, and what comes out does not depend on when, where or by whom it was made.
 */
#pragma once

#include <glib.h>

#include "base/run.h"
#include "stage/arch.h"

typedef struct _SpKmake SpKmake;

/**
 * sp_kmake_new:
 * @source: absolute path of the source
 * @objects: absolute path of make's O=
 * @arch: what it is built for; may be freed before the result
 * @variables: char *, "WERROR=0", more variables for make
 */
SpKmake *sp_kmake_new(const char *source, const char *objects, const SpArch *arch,
		      const GPtrArray *variables);
void sp_kmake_free(SpKmake *kmake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpKmake, sp_kmake_free)

/**
 * sp_kmake_argv:
 * @jobs: how many, 0 to leave -j out
 *
 * Returns: (transfer full): make and all that it is told.
 */
GStrv sp_kmake_argv(const SpKmake *kmake, const char *target, guint jobs);

/* The variables alone, as a shell takes them, with SOURCE for the source's path, which only this
 * machine has. (transfer full) */
char *sp_kmake_told(const SpKmake *kmake);

/**
 * sp_kmake_run:
 * @target: "olddefconfig", "bzImage"
 * @log: appended to
 * @counts: (nullable): for a long target: a file that remembers how many lines make prints, for the
 *          progress that is then shown; all processors are used
 *
 * Returns: FALSE when make could not be started or was stopped; see @result for how it ended.
 */
gboolean sp_kmake_run(const SpKmake *kmake, const char *target, const char *log, const char *counts,
		      SpRunResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_kmake_objects:
 * @objects: char *, "mm/khugepaged.o"
 * @log: appended to
 *
 * Compiles these alone, with all warnings that W=1 brings, and goes on where one does not compile.
 * Returns and @result as above.
 */
gboolean sp_kmake_objects(const SpKmake *kmake, const GPtrArray *objects, const char *log,
			  SpRunResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_kmake_pretend:
 * @target: "mm/"
 * @log: appended to
 *
 * Says what would be made, and makes none of it (make -n). Returns and @result as above.
 */
gboolean sp_kmake_pretend(const SpKmake *kmake, const char *target, const char *log,
			  SpRunResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* make's O=, absolute; owned by @kmake. */
const char *sp_kmake_dir(const SpKmake *kmake);

/* The environment of every make, NULL-terminated; owned by @kmake. */
const char *const *sp_kmake_env(const SpKmake *kmake);
