/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * failedfix: which copy of the fix that a FAILED mail is about is to be ported. In: SpFailed, the
 * repository, a fix folder. Out: SpFix, and what differs between it and the mail's copy.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "stage/failed.h"
#include "stage/fix.h"

typedef struct {
	SpFix *fix;
	char *taken;		/* which copy it is, and why; a clause for people */
	GPtrArray *differences; /* char *, lines as sp_patchsame() gives them; empty for none, and
				 * for the mail's own copy */
} SpFailedFix;

void sp_failedfix_free(SpFailedFix *one);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpFailedFix, sp_failedfix_free)

/**
 * sp_failedfix_choose:
 * @failed: its copy of the patch becomes the fix's where there is no other; then it has none left
 * @folder: (nullable): a fix folder, or whatever sp_fix_load() takes: it goes before all others
 * @repo: (nullable): its commit goes before the mail's copy
 *
 * Returns: (transfer full): SP_ERROR_USAGE when @folder is about another commit than the mail, or
 * the repository's commit calls itself a backport of another.
 */
SpFailedFix *sp_failedfix_choose(SpFailed *failed, const char *folder, git_repository *repo,
				 GError **error) G_GNUC_WARN_UNUSED_RESULT;
