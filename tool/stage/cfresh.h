/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cfresh: what a change to a C file makes new: the lines of code that it adds, comments and blanks
 * aside, and the uses of names that it takes the declaration away from.
 */
#pragma once

#include "stage/cdecl.h"
#include "stage/hunkfile.h"

typedef struct {
	guint8 *line;	     /* of each line of the file after the change: whether it is new */
	GHashTable *orphans; /* names that are no longer declared; "f name" for locals of f */
} SpCFresh;

/**
 * sp_cfresh_new:
 * @old, @new: the file before and after the change
 * @before, @after: what they declare; sp_clocal_find() was called for both
 *
 * Errors: SP_ERROR_UNKNOWN, of libgit2's diff.
 */
SpCFresh *sp_cfresh_new(SpHunkFile *old, SpHunkFile *new, SpCDecls *before, SpCDecls *after,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_cfresh_free(SpCFresh *fresh);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpCFresh, sp_cfresh_free)

/* Whether token @i of the file after the change is a name that lost its declaration. */
gboolean sp_cfresh_is_orphan(const SpCFresh *fresh, const SpCDecls *after, guint i);
