/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portpath: where on a branch a file of upstream may be, when it is not there by its own name or
 * has not the functions that a patch changes; a part of port.
 */
#pragma once

#include "stage/branch.h"
#include "stage/diff.h"

/**
 * sp_portpath_find:
 *
 * Looks for files that define every function that the hunks change: of the same name in the folders
 * around, then any in the same folder, if upstream's folder has none of its name, or each function
 * is one that other files see, or named after the file. Never through the whole tree.
 *
 * Returns: (transfer full): char *, paths on the branch, sorted, without @file's own; NULL on
 * error.
 */
GPtrArray *sp_portpath_find(const SpPatchFile *file, SpBranch *branch, GError **error);
