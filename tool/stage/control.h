/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * control: a branch made one that has the bug, so that the reproducer can be tried on it: the fix
 * is taken out (--undo-fix), or the bug put in (--introduce-bug); and whether the port then gives
 * the branch's code back. In: SpFix and SpBranch, then SpPort.
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
 * sp_control_introduce:
 * @patch: (out): what was put in, borrowed from @fix
 * @port: (out): how; when it is not clean, nothing was
 *
 * --introduce-bug: ports what brings the bug, the first [fix] bug that applies, or where there is
 * none the only commit of `fixes`, to a branch that never had it; the branch reads from then on as
 * if it had.
 *
 * Errors: SP_ERROR_USAGE when nothing is known that brings it.
 */
gboolean sp_control_introduce(const SpFix *fix, SpBranch *branch, const SpPatch **patch,
			      SpPort **port, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_control_same_code:
 *
 * After --undo-fix: whether the port gives back, comments aside, the code that the branch came
 * with.
 *
 * Returns: path of the first file that differs, borrowed from @port; NULL when all are the same.
 */
const char *sp_control_same_code(const SpPort *port, SpBranch *branch);
