/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * objects: single objects, each compiled alone as the configuration wants it, with more warnings
 * than a kernel is built with (W=1).
 */
#pragma once

#include <glib.h>

#include "stage/builddir.h"

typedef struct {
	char *text;	  /* what the compiler said, paths relative to the source */
	GHashTable *made; /* set: the objects that were compiled */
	char *complaint;  /* what the compiler objects to in the others, or NULL */
} SpObjects;

void sp_objects_free(SpObjects *objects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpObjects, sp_objects_free)

/**
 * sp_objects_make:
 * @files: path -> text, as for sp_build_variant()
 * @wanted: char *, "mm/khugepaged.o"
 *
 * An object that does not compile, or that the kernel's Makefiles leave out in this configuration,
 * is not in made. What was found out of the same before is taken from the cache.
 *
 * Returns: NULL when it could not be found out.
 */
SpObjects *sp_objects_make(SpBuilddir *dir, GHashTable *files, const GPtrArray *wanted,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;
