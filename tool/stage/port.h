/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * port: a patch x SpBranch -> SpPort: the changed files and where each hunk went, or the account of
 * why there are none. A hunk is placed by its whole context; where upstream's file before and after
 * is known, a three-way merge is tried as well, and the two must agree; where only one of them
 * finds a place, the changes must stand in upstream's functions and preprocessor arms.
 */
#pragma once

#include <glib.h>

#include "stage/branch.h"
#include "stage/fix.h"
#include "stage/hunkfile.h"

typedef struct {
	char *path;
	char *upstream;	   /* what upstream calls the file, NULL for the same */
	char *before;	   /* the branch's file, NULL when the patch adds it */
	char *after;	   /* NULL when the patch removes it */
	GPtrArray *places; /* SpPlace, one a hunk */
	char *rules;	   /* "from -> to, ..." of those that were used, NULL for none */
	char *diff;	   /* unified diff with git's headers */
	/* Private: the same as @before and @after, until the port is made. */
	SpHunkFile *was, *is;
} SpPortFile;

typedef struct {
	gboolean clean;	  /* FALSE: does not apply, files is empty */
	char *why;	  /* what stands in the way, NULL when clean */
	GPtrArray *files; /* SpPortFile */
	GPtrArray *there; /* SpPortFile: those that have their change already; after is before */
} SpPort;

void sp_port_free(SpPort *port);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpPort, sp_port_free)

/* With the built-in rules alone. Errors: only what keeps it from being tried (SP_ERROR_UNKNOWN:
 * content that cannot be had). */
SpPort *sp_port_patch(const SpPatch *patch, SpBranch *branch,
		      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_port_fix:
 *
 * The fix itself: as above, its own rules before those that are built in; and the result is asked
 * the fix's own probes: unless they now say "fixed", the port is not clean.
 */
SpPort *sp_port_fix(const SpFix *fix, SpBranch *branch, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Path -> text of the changed files, NULL for one that is removed; (transfer full). */
GHashTable *sp_port_texts(const SpPort *port);

/* From now on @branch reads as if the port were in it. */
void sp_port_put_in(const SpPort *port, SpBranch *branch);
