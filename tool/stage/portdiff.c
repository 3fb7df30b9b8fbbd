/* SPDX-License-Identifier: GPL-2.0-only */
/* portdiff: libgit2's diff of two buffers. */
#include "stage/portdiff.h"

#include <string.h>

git_patch *sp_portdiff(const char *path, const char *before, const char *after, guint context)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	git_patch *diff = NULL;

	options.context_lines = context;
	/* A text that is not there is a file that is not there: NULL, not "". */
	if (git_patch_from_buffers(&diff, before, before ? strlen(before) : 0, path, after,
				   after ? strlen(after) : 0, path, &options) < 0)
		return NULL;
	return diff;
}
