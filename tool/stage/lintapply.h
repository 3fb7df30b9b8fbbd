/* SPDX-License-Identifier: GPL-2.0-only */
/* lintapply: whether the patch of a mail applies to a branch, every line in the place it says. */
#pragma once

#include "stage/branch.h"
#include "stage/lintmail.h"

/* The files of @branch are replaced by what the patch makes of them, as far as it applies. */
gboolean sp_lintapply(SpLintMail *mail, SpBranch *branch, GError **error) G_GNUC_WARN_UNUSED_RESULT;
