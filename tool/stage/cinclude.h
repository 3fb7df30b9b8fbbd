/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cinclude: the headers of a branch's tree that a C file includes, nearest first, found without its
 * configuration: <asm/x.h> is that of any architecture, arms of the preprocessor are not asked.
 * What has been read of a header is kept with the branch. In: SpBranch and a file; out: SpCHeader.
 */
#pragma once

#include "stage/branch.h"
#include "stage/cheader.h"

typedef struct _SpCIncludes SpCIncludes;

/**
 * sp_cincludes_new:
 * @path: of the file, in the tree
 * @text: it
 * @files: (nullable): path -> text, NULL: gone, instead of what the branch has
 *
 * All must outlive the result.
 */
SpCIncludes *sp_cincludes_new(SpBranch *branch, const char *path, const char *text,
			      GHashTable *files);
void sp_cincludes_free(SpCIncludes *includes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCIncludes, sp_cincludes_free)

/* How far to look: <asm/...> means many files, which are seldom needed. */
typedef enum {
	SP_REACH_PLAIN,	 /* not at <asm/...> */
	SP_REACH_COMMON, /* of the architectures that most of the kernel is built for */
	SP_REACH_ALL,
} SpCReach;

void sp_cincludes_reach(SpCIncludes *includes, SpCReach reach);

/**
 * sp_cincludes_get:
 * @n: 0 for the first
 * @header: (out): owned by @includes or its branch; NULL when there are no more than @n in reach
 *
 * Reads only as far as needed.
 */
gboolean sp_cincludes_get(SpCIncludes *includes, guint n, SpCHeader **header,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many different includes, of those looked at so far, the tree has no header for. */
guint sp_cincludes_lost(const SpCIncludes *includes);

/* Whether the tree has a header that all kernels have, and so, as far as can be told, all others.
 */
gboolean sp_cincludes_is_whole(const SpCIncludes *includes);
