/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * objects: single objects, each compiled alone as the configuration wants it, with more warnings
 * than a kernel is built with (W=1).
 */
#pragma once

#include <glib.h>

#include "stage/builddir.h"

typedef struct {
	char *text;	       /* what the compiler said, paths relative to the source */
	GHashTable *made;      /* set: the objects that were compiled */
	SpBuildlogCause cause; /* what kept the others from it; SOURCE as well where nothing did */
	char *complaint;       /* what a program objects to in the others, or NULL */
	char *unkept;	       /* private: where to keep it, NULL for what is kept */
} SpObjects;

void sp_objects_free(SpObjects *objects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpObjects, sp_objects_free)

/**
 * sp_objects_make:
 * @plain: path -> text, as for sp_build_variant(): without a change
 * @ported: with it
 * @wanted: char *, "mm/khugepaged.o"
 * @before: (out): of @plain
 * @after: (out): of @ported
 *
 * An object that does not compile, or that the kernel's Makefiles leave out in this configuration,
 * is not in made. What was found out of the same before is taken from the cache.
 *
 * Errors: SP_ERROR_UNKNOWN, also for an object that fails with the change alone, and nothing says
 * why.
 */
gboolean sp_objects_make(SpBuilddir *dir, GHashTable *plain, GHashTable *ported,
			 const GPtrArray *wanted, SpObjects **before, SpObjects **after,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
