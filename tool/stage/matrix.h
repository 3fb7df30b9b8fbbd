/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * matrix: the cells of one branch: each scenario of the fix on each kernel: unpatched, with the
 * backport, and each control. In: SpFix and the branch's version. Out: the cells of a SpRecord.
 */
#pragma once

#include <glib.h>

#include "stage/branch.h"
#include "stage/record.h"

/**
 * sp_matrix_plan:
 * @boots: boots of each kernel that is expected to crash, 0 for what the fix folder says
 * @record: new, with not_affected, only_boot and miss set; gets its cells and arguments
 *
 * Of a branch that is not affected the unpatched kernel is planned, to survive, or where fix.conf
 * names another bug that the scenario provokes on it to show nothing of this one; and the variants
 * that fix.conf has for such branches. Scenarios and variants that this kernel does not have
 * become cells that are not applicable.
 *
 * Errors: SP_ERROR_USAGE for a fix without a reproducer or a scenario for this kernel.
 */
gboolean sp_matrix_plan(const SpFix *fix, const SpBranch *branch, guint boots, SpRecord *record,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sets how many rounds, and boots, @cell has to survive, by what came of the unpatched kernel in
 * its scenario, which must have been booted before. Nothing for a cell that is expected to crash.
 */
void sp_matrix_set_needed(const SpFix *fix, const SpRecord *record, SpCell *cell);

/**
 * sp_matrix_is_of:
 * @same: (out): whether @record, of this branch, is of the reproducer and the cells that @fix has
 *        now; of one that only booted, or of a selftest, nothing is asked
 */
gboolean sp_matrix_is_of(const SpFix *fix, const SpBranch *branch, const SpRecord *record,
			 gboolean *same, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The texts that tell this bug on this kernel, NULL-terminated; free the array alone. The other:
 * those of other bugs that this kernel has when it is not affected. */
const char **sp_matrix_signatures(const SpFix *fix, const SpBranch *branch);
const char **sp_matrix_others(const SpFix *fix, const SpBranch *branch);

/* Config fragments of the fix, of every scenario that exists on this kernel, and of @variant
 * (nullable); (transfer container): const char *. */
GPtrArray *sp_matrix_fragments(const SpFix *fix, const SpBranch *branch, const SpVariant *variant);
