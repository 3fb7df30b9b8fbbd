/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portdiff: the diff of two texts of a file, a part of port.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "base/git.h"

/* Returns: (transfer full): from @before to @after, NULL for a file that is not there, with
 * @context lines around each change; NULL if none can be made. */
git_patch *sp_portdiff(const char *path, const char *before, const char *after, guint context);
