/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fix: the type and its parts. fix.conf is read by fixconf, and the forms a fix can come in are
 * told apart by fixload, which has sp_fix_load().
 */
#include "stage/fix.h"

#include <string.h>

static void probe_free(gpointer data)
{
	SpProbe *probe = data;

	g_free(probe->name);
	g_free(probe->arm);
	g_ptr_array_unref(probe->files);
	g_ptr_array_unref(probe->functions);
	g_ptr_array_unref(probe->present);
	g_ptr_array_unref(probe->absent);
	g_free(probe);
}

static void signature_free(gpointer data)
{
	SpSignature *signature = data;

	g_free(signature->name);
	g_free(signature->text);
	g_free(signature);
}

static void scenario_free(gpointer data)
{
	SpScenario *scenario = data;

	g_free(scenario->name);
	g_free(scenario->title);
	g_free(scenario->args);
	g_ptr_array_unref(scenario->configs);
	g_free(scenario);
}

SpScenario *sp_scenario_new(const char *name)
{
	SpScenario *scenario = g_new(SpScenario, 1);

	*scenario = (SpScenario){.name = g_strdup(name),
				 .args = g_strdup(""),
				 .configs = g_ptr_array_new_with_free_func(g_free),
				 .kernels = {.to.major = G_MAXUINT},
				 .smp = 1,
				 .memory = 512,
				 .timeout = 120,
				 .boots = 10,
				 .rounds = 100,
				 .survive = 1};
	return scenario;
}

gboolean sp_fix_has_reproducer(const SpFix *fix)
{
	return fix->reproducer || fix->selftests->len;
}

void sp_fix_only_boot(SpFix *fix, const char *init)
{
	SpScenario *boot = sp_scenario_new("boot");

	boot->smp = 2;
	boot->rounds = 1;
	g_free(fix->reproducer);
	fix->reproducer = g_strdup(init);
	g_ptr_array_set_size(fix->selftests, 0);
	g_clear_pointer(&fix->selftest_source, g_free);
	g_ptr_array_set_size(fix->signatures, 0);
	g_ptr_array_set_size(fix->others, 0);
	g_ptr_array_set_size(fix->variants, 0);
	g_ptr_array_set_size(fix->scenarios, 0);
	g_ptr_array_add(fix->scenarios, boot);
}

static void variant_free(gpointer data)
{
	SpVariant *variant = data;

	g_free(variant->name);
	g_free(variant->title);
	g_ptr_array_unref(variant->patches);
	g_ptr_array_unref(variant->configs);
	g_ptr_array_unref(variant->crash);
	g_ptr_array_unref(variant->survive);
	g_free(variant);
}

SpScenario *sp_fix_scenario(const SpFix *fix, const char *name)
{
	for (guint i = 0; i < fix->scenarios->len; i++)
		if (g_str_equal(((SpScenario *)fix->scenarios->pdata[i])->name, name))
			return fix->scenarios->pdata[i];
	return NULL;
}

static gboolean names(const GPtrArray *scenarios, const char *scenario)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)scenarios, scenario, g_str_equal,
						NULL);
}

gboolean sp_variant_expects(const SpVariant *variant, const char *scenario, SpExpect *expect)
{
	gboolean crash = names(variant->crash, scenario);

	*expect = crash ? SP_EXPECT_CRASH : SP_EXPECT_SURVIVE;
	if (crash || names(variant->survive, scenario))
		return TRUE;
	*expect = variant->expect;
	return variant->everywhere;
}

static void other_free(gpointer data)
{
	SpOther *other = data;

	g_free(other->name);
	g_free(other->text);
	g_ptr_array_unref(other->scenarios);
	g_free(other);
}

static void patch_free(gpointer data)
{
	sp_patch_free(data);
}

static void commit_free(gpointer data)
{
	SpFixCommit *commit = data;

	g_free(commit->id);
	sp_patch_free(commit->patch);
	g_free(commit);
}

static GPtrArray *strings(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

SpFix *sp_fix_new(void)
{
	SpFix *fix = g_new0(SpFix, 1);

	fix->fixes = strings();
	fix->needs = strings();
	fix->commits = g_ptr_array_new_with_free_func(commit_free);
	fix->bugs = g_ptr_array_new_with_free_func(patch_free);
	fix->rules = sp_rules_new();
	fix->configs = strings();
	fix->selftests = strings();
	fix->probes = g_ptr_array_new_with_free_func(probe_free);
	fix->signatures = g_ptr_array_new_with_free_func(signature_free);
	fix->others = g_ptr_array_new_with_free_func(other_free);
	fix->scenarios = g_ptr_array_new_with_free_func(scenario_free);
	fix->variants = g_ptr_array_new_with_free_func(variant_free);
	return fix;
}

void sp_fix_free(SpFix *fix)
{
	if (!fix)
		return;
	g_free(fix->name);
	g_free(fix->dir);
	g_free(fix->upstream);
	g_free(fix->reproducer);
	g_free(fix->selftest_source);
	g_ptr_array_unref(fix->selftests);
	g_ptr_array_unref(fix->fixes);
	g_ptr_array_unref(fix->needs);
	g_ptr_array_unref(fix->commits);
	g_ptr_array_unref(fix->rules);
	g_ptr_array_unref(fix->configs);
	g_ptr_array_unref(fix->probes);
	g_ptr_array_unref(fix->signatures);
	g_ptr_array_unref(fix->others);
	g_ptr_array_unref(fix->scenarios);
	g_ptr_array_unref(fix->variants);
	sp_patch_free(fix->patch);
	g_ptr_array_unref(fix->bugs);
	g_free(fix);
}

gboolean sp_fix_same_id(const char *a, const char *b)
{
	return strncmp(a, b, MIN(strlen(a), strlen(b))) == 0;
}

SpFixCommit *sp_fix_commit(const SpFix *fix, const char *id)
{
	for (guint i = 0; i < fix->commits->len; i++) {
		SpFixCommit *commit = fix->commits->pdata[i];

		if (sp_fix_same_id(commit->id, id))
			return commit;
	}
	return NULL;
}
