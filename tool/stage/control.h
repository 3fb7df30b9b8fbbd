/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * control: a branch that has the fix, made one that has not (--undo-fix), so that the reproducer
 * can be tried on it, and whether the port gives its code back. In: SpFix and SpBranch, then
 * SpPort.
 */
#pragma once

#include "stage/port.h"

/**
 * sp_control_undo:
 *
 * --undo-fix: takes the fix back out of a branch that has it; the branch reads from then on as it
 * did before. Comments may be worded otherwise than in our copy of the fix.
 *
 * Errors: SP_ERROR_UNKNOWN when the fix is not there in a form that can be taken out.
 */
gboolean sp_control_undo(const SpFix *fix, SpBranch *branch,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_control_same_code:
 *
 * After --undo-fix: whether the port gives back, comments aside, the code that the branch came
 * with.
 *
 * Returns: path of the first file that differs, borrowed from @port; NULL when all are the same.
 */
const char *sp_control_same_code(const SpPort *port, SpBranch *branch);
