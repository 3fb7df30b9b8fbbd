/* SPDX-License-Identifier: GPL-2.0-only */
/* matrix: which cells there are, and how long each has to be tried. */
#include "stage/matrix.h"

#include "base/err.h"
#include "base/fs.h"
#include "stage/rate.h"

static gboolean is_for(const SpKverRange *kernels, const SpBranch *branch)
{
	return sp_kver_in_range(sp_branch_version(branch), kernels);
}

static void add_once(GPtrArray *paths, const GPtrArray *more)
{
	for (guint i = 0; i < more->len; i++)
		if (!g_ptr_array_find_with_equal_func(paths, more->pdata[i], g_str_equal, NULL))
			g_ptr_array_add(paths, more->pdata[i]);
}

GPtrArray *sp_matrix_fragments(const SpFix *fix, const SpBranch *branch, const SpVariant *variant)
{
	GPtrArray *paths = g_ptr_array_new();

	add_once(paths, fix->configs);
	for (guint i = 0; i < fix->scenarios->len; i++) {
		const SpScenario *scenario = fix->scenarios->pdata[i];

		if (is_for(&scenario->kernels, branch))
			add_once(paths, scenario->configs);
	}
	if (variant)
		add_once(paths, variant->configs);
	return paths;
}

const char **sp_matrix_signatures(const SpFix *fix, const SpBranch *branch)
{
	GPtrArray *list = g_ptr_array_new();

	for (guint i = 0; i < fix->signatures->len; i++) {
		const SpSignature *signature = fix->signatures->pdata[i];

		if (is_for(&signature->kernels, branch))
			g_ptr_array_add(list, signature->text);
	}
	g_ptr_array_add(list, NULL);
	return (const char **)g_ptr_array_free(list, FALSE);
}

const char **sp_matrix_others(const SpFix *fix, const SpBranch *branch)
{
	GPtrArray *list = g_ptr_array_new();

	for (guint i = 0; i < fix->others->len; i++) {
		const SpOther *other = fix->others->pdata[i];

		if (is_for(&other->kernels, branch))
			g_ptr_array_add(list, other->text);
	}
	g_ptr_array_add(list, NULL);
	return (const char **)g_ptr_array_free(list, FALSE);
}

static guint boots_for(guint64 rounds, guint each)
{
	return (guint)MIN((rounds + each - 1) / each, G_MAXUINT);
}

void sp_matrix_set_needed(const SpFix *fix, const SpRecord *record, SpCell *cell)
{
	const SpCell *unpatched = sp_record_cell(record, cell->scenario, "unpatched");
	const SpScenario *scenario = sp_fix_scenario(fix, cell->scenario);
	double rate = sp_cell_rate(unpatched);

	if (cell->expect == SP_EXPECT_CRASH)
		return;
	cell->needed = scenario->survive;
	if (rate > 0)
		cell->needed = MAX(cell->needed, sp_rate_rounds(rate, record->miss));
	cell->boots_wanted = boots_for(cell->needed, scenario->rounds);
	cell->rounds_wanted = scenario->rounds;
	if (rate > 0 && cell->boots_wanted == 1) /* one boot need not do more than is needed */
		cell->rounds_wanted = (guint)cell->needed;
}

static void add_cell(SpRecord *record, const SpScenario *scenario, const char *variant,
		     const char *title, SpExpect expect, guint boots, const char *not_applicable)
{
	SpCell *cell = sp_cell_new(scenario->name, variant, title);

	cell->not_applicable = g_strdup(not_applicable);
	cell->expect = expect;
	cell->fails = scenario->fails;
	cell->rounds_wanted = scenario->rounds;
	if (expect == SP_EXPECT_CRASH) {
		cell->boots_wanted = boots;
	} else {
		cell->needed = scenario->survive;
		cell->boots_wanted = boots_for(cell->needed, cell->rounds_wanted);
	}
	g_ptr_array_add(record->cells, cell);
}

/* What the kernel as it is has to do. */
static SpExpect expected(const SpFix *fix, const SpBranch *branch, const SpScenario *scenario,
			 const SpRecord *record)
{
	if (!record->not_affected)
		return record->only_boot ? SP_EXPECT_SURVIVE : SP_EXPECT_CRASH;
	for (guint i = 0; i < fix->others->len; i++) {
		const SpOther *other = fix->others->pdata[i];

		if (is_for(&other->kernels, branch) &&
		    g_ptr_array_find_with_equal_func(other->scenarios, scenario->name, g_str_equal,
						     NULL))
			return SP_EXPECT_NOT_THIS;
	}
	return SP_EXPECT_SURVIVE;
}

/* Why a scenario, or a control, is not for that kernel; NULL where it is. */
static const char *not_for(const SpKverRange *kernels, const SpBranch *branch)
{
	return is_for(kernels, branch) ? NULL : "fix.conf has it for other kernels";
}

static void plan_scenario(const SpFix *fix, const SpBranch *branch, const SpScenario *scenario,
			  guint boots, SpRecord *record)
{
	const char *not_applicable = not_for(&scenario->kernels, branch);
	guint usual = boots ? boots : scenario->boots;

	add_cell(record, scenario, "unpatched", "without the fix",
		 expected(fix, branch, scenario, record), usual, not_applicable);
	if (!record->not_affected)
		add_cell(record, scenario, "backport", "with our backport", SP_EXPECT_SURVIVE, 0,
			 not_applicable);
	for (guint i = 0; i < fix->variants->len; i++) {
		const SpVariant *variant = fix->variants->pdata[i];
		SpExpect expect;

		if (variant->not_affected == record->not_affected &&
		    sp_variant_expects(variant, scenario->name, &expect))
			add_cell(record, scenario, variant->name, variant->title, expect,
				 variant->boots && !boots ? variant->boots : usual,
				 not_applicable ? not_applicable
						: not_for(&variant->kernels, branch));
	}
}

gboolean sp_matrix_plan(const SpFix *fix, const SpBranch *branch, guint boots, SpRecord *record,
			GError **error)
{
	g_autoptr(GString) arguments = g_string_new(NULL);

	for (guint i = 0; i < fix->scenarios->len; i++) {
		const SpScenario *scenario = fix->scenarios->pdata[i];

		plan_scenario(fix, branch, scenario, boots, record);
		if (is_for(&scenario->kernels, branch))
			g_string_append_printf(arguments, "%s-smp %u -m %u, %s",
					       arguments->len ? "; " : "", scenario->smp,
					       scenario->memory, scenario->args);
	}
	record->arguments = g_string_free(g_steal_pointer(&arguments), FALSE);
	if (sp_fix_has_reproducer(fix) && *record->arguments)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "%s: %s has no %s, so nothing can be shown; --reproducer none builds and boots "
		    "without one",
		    sp_branch_name(branch), fix->name,
		    sp_fix_has_reproducer(fix) ? "[scenario] for this kernel" : "reproducer");
	return FALSE;
}

gboolean sp_matrix_is_of(const SpFix *fix, const SpBranch *branch, const SpRecord *record,
			 gboolean *same, GError **error)
{
	g_autoptr(SpRecord) now = sp_record_new();
	g_autofree char *reproducer = NULL;

	*same = TRUE;
	if (record->only_boot || !fix->reproducer)
		return TRUE;
	reproducer = sp_fs_hash(fix->reproducer, error);
	now->not_affected = record->not_affected;
	if (!reproducer || !sp_matrix_plan(fix, branch, 0, now, error))
		return FALSE;
	*same = g_strcmp0(reproducer, record->reproducer_sha256) == 0 &&
		now->cells->len == record->cells->len;
	for (guint i = 0; *same && i < now->cells->len; i++) {
		const SpCell *cell = now->cells->pdata[i];
		const SpCell *had = sp_record_cell(record, cell->scenario, cell->variant);

		*same = had && had->expect == cell->expect &&
			!had->not_applicable == !cell->not_applicable;
	}
	return TRUE;
}
