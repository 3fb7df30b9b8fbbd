/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * srctree: kernel source that is not in git: a folder, or a tarball with one top folder, read and
 * copied through libarchive. Used by branch alone.
 */
#pragma once

#include <glib.h>

/* Of a kernel, about: for a progress bar alone. */
#define SP_SOURCE_FILES 75000

/**
 * sp_srctree_peek:
 * @archive: a tarball
 * @wanted: set of paths below the top folder; those found are removed from it
 * @found: path -> GBytes, gets them
 *
 * One pass, which ends as soon as all are found.
 */
gboolean sp_srctree_peek(const char *archive, GHashTable *wanted, GHashTable *found,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_srctree_copy:
 * @path: a tarball, whose top folder is left out, or a folder, without its .git
 * @target: existing empty folder
 */
gboolean sp_srctree_copy(const char *path, const char *target,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SHA-256 over path, names, modes, sizes and times of a folder's files, .git left out; NULL on
 * error. */
char *sp_srctree_listing_hash(const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds the names of what is in @folder of the folder @path ("" for itself), "/" behind those of
 * folders, to @names, which frees them; nothing if there is no such folder. */
void sp_srctree_list(const char *path, const char *folder, GPtrArray *names);
