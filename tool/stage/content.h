/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * content: SpPatch x SpBranch -> does the change stand in the branch's files? From the change's own
 * hunks, with the evidence. For a commit whose id or message the branch need not have.
 */
#pragma once

#include <glib.h>

#include "stage/branch.h"
#include "stage/contenthunk.h"
#include "stage/patch.h"
#include "stage/probe.h"

/* For several questions about the same files: what the earlier ones have made of them. Lives no
 * longer than the texts that were read. */
GHashTable *sp_content_seen_new(void);

/**
 * sp_content_ask:
 * @overlay: (nullable): path -> text in place of the branch's own file, NULL: it is gone
 * @seen: (nullable): sp_content_seen_new(), asked about this branch and overlay only
 * @source, @asks: what the evidence is to say it is
 * @evidence: SpEvidence, one for each hunk that counts is appended: yes if its change is there
 * @answer: (out):
 *
 * A hunk is there if its new side stands in its function and #if arm, comments and blanks aside,
 * as often as in the commit's own file, and its old side no more; or, where lines around it differ,
 * if all its lines stand in order between those that are still around it (sp_contentlines_stand()).
 * It is not there if its old side stands there as it is and nothing of what it adds does. The
 * function is known from the commit's own files; where there is only a patch, the place must be the
 * only one like it. Files that are no C are compared as text.
 *
 * What changes no code (comments, line breaks, #include lines, MODULE_AUTHOR() and the like, what
 * lies in Documentation/ and tools/testing/) counts only where there is nothing else.
 *
 * All that count there: SP_CONTENT_THERE. Some there, some not: SP_CONTENT_PARTLY. Some not there,
 * none there: SP_CONTENT_NOT_THERE, even if others are unknown. All else is SP_CONTENT_UNKNOWN: a
 * file that is not there, or whose content cannot be had, too. A file that the change adds is not
 * there only if something else is in its folder.
 */
gboolean sp_content_ask(const SpPatch *patch, SpBranch *branch, GHashTable *overlay,
			GHashTable *seen, const char *source, SpAsks asks, GPtrArray *evidence,
			SpContent *answer, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds the paths (char *) that sp_content_ask() and a port will read, to be read from a tarball in
 * one go. */
void sp_content_add_paths(const SpPatch *patch, GPtrArray *paths);

/* "there", "not there", "partly", "unknown" */
const char *sp_content_name(SpContent content);
