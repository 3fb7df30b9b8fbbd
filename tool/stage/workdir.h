/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * workdir: the folders that kernels are built in, kept right across runs that were killed. In: a
 * branch. Out: our own copy of its source, in which a variant's files can be put and taken back.
 * And for object folders: what an interrupted make may have left half-written is removed.
 */
#pragma once

#include <glib.h>

#include "stage/branch.h"

typedef struct _SpSource SpSource;

/**
 * sp_source_open:
 *
 * Exports the source into @cache (once), cleans it if somebody built in it, and locks it for as
 * long as the result lives.
 */
SpSource *sp_source_open(SpBranch *branch, const char *cache,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_source_free(SpSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpSource, sp_source_free)

const char *sp_source_dir(const SpSource *source);	 /* absolute path of the tree */
const char *sp_source_key(const SpSource *source);	 /* sp_branch_key() */
const GPtrArray *sp_source_lost(const SpSource *source); /* char *, files without content */

/**
 * sp_source_apply:
 * @files: path -> text, NULL for a file that is to be gone
 *
 * Makes the tree the branch's source with @files in it, and nothing else changed. Only what differs
 * from what is there is written, so that make sees just that.
 *
 * Errors: SP_ERROR_USAGE for a path that leads out of the tree.
 */
gboolean sp_source_apply(SpSource *source, GHashTable *files,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes ".NAME.tmp-*" that killed runs left in @dir; call it with NAME's lock held. */
void sp_workdir_sweep(const char *dir, const char *name);

/**
 * sp_workdir_begin:
 * @marker: file that stands there while make runs
 * @objects: make's O= folder
 * @usable: (out): FALSE when @objects cannot be trusted and is to be made anew
 *
 * To be called before make. If the marker still stands from a run that was killed, what make wrote
 * in its last minute goes: a target that was cut off has a new time stamp and would pass for done.
 * When the whole machine went down since, nothing is usable.
 */
gboolean sp_workdir_begin(const char *marker, const char *objects, gboolean *usable,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Make has ended by itself, well or not. */
gboolean sp_workdir_end(const char *marker, GError **error) G_GNUC_WARN_UNUSED_RESULT;
