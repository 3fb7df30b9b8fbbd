/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fixmatrix: the sections of fix.conf that say how the bug is provoked and seen: [signature],
 * [other], [scenario], [variant].
 */
#include "stage/fixmatrix.h"

#include "base/err.h"

#include <string.h>

/* [signature "NAME"] */
static gboolean read_signature(const SpFixReader *reader, const SpConfEntry *entry,
			       SpSignature *signature, GError **error)
{
	if (g_str_equal(entry->key, "kernels"))
		return sp_fixentry_range(reader, entry, &signature->kernels, error);
	if (!g_str_equal(entry->key, "text"))
		return sp_fixentry_unknown(reader, entry, "kernels, text", error);
	sp_fixentry_string(&signature->text, entry->value);
	return TRUE;
}

/* [other "NAME"] */
static gboolean read_other(const SpFixReader *reader, const SpConfEntry *entry, SpOther *other,
			   GError **error)
{
	if (g_str_equal(entry->key, "kernels"))
		return sp_fixentry_range(reader, entry, &other->kernels, error);
	if (g_str_equal(entry->key, "text"))
		sp_fixentry_string(&other->text, entry->value);
	else if (g_str_equal(entry->key, "scenario"))
		g_ptr_array_add(other->scenarios, g_strdup(entry->value));
	else
		return sp_fixentry_unknown(reader, entry, "kernels, text, scenario", error);
	return TRUE;
}

static gboolean read_fails(const SpFixReader *reader, const SpConfEntry *entry,
			   SpScenario *scenario, GError **error)
{
	if (!g_str_equal(entry->value, "true") && !g_str_equal(entry->value, "false"))
		return sp_conf_wrong(error, reader->conf, entry, "\"%s\" is neither true nor false",
				     entry->value);
	scenario->fails = *entry->value == 't';
	return TRUE;
}

/* [scenario "NAME"] */
static gboolean read_scenario(const SpFixReader *reader, const SpConfEntry *entry,
			      SpScenario *scenario, GError **error)
{
	const struct {
		const char *key;
		guint *value;
	} numbers[] = {
		{"smp", &scenario->smp},	 {"memory", &scenario->memory},
		{"timeout", &scenario->timeout}, {"boots", &scenario->boots},
		{"rounds", &scenario->rounds},	 {"survive", &scenario->survive},
	};

	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (g_str_equal(entry->key, numbers[i].key))
			return sp_fixentry_number(reader, entry, numbers[i].value, error);
	if (g_str_equal(entry->key, "kernels"))
		return sp_fixentry_range(reader, entry, &scenario->kernels, error);
	if (g_str_equal(entry->key, "config")) {
		char *path = sp_fixentry_file(reader, entry, error);

		if (path)
			g_ptr_array_add(scenario->configs, path);
		return path != NULL;
	}
	if (g_str_equal(entry->key, "fails"))
		return read_fails(reader, entry, scenario, error);
	if (g_str_equal(entry->key, "title"))
		sp_fixentry_string(&scenario->title, entry->value);
	else if (g_str_equal(entry->key, "args"))
		sp_fixentry_string(&scenario->args, entry->value);
	else
		return sp_fixentry_unknown(
			reader, entry,
			"title, args, kernels, config, smp, memory, timeout, boots, rounds, "
			"survive, fails",
			error);
	return TRUE;
}

static gboolean read_expect(const SpFixReader *reader, const SpConfEntry *entry, SpVariant *variant,
			    GError **error)
{
	if (!g_str_equal(entry->value, "crash") && !g_str_equal(entry->value, "survive"))
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is neither crash nor survive", entry->value);
	variant->expect = *entry->value == 'c' ? SP_EXPECT_CRASH : SP_EXPECT_SURVIVE;
	variant->everywhere = TRUE;
	return TRUE;
}

static gboolean read_on(const SpFixReader *reader, const SpConfEntry *entry, SpVariant *variant,
			GError **error)
{
	if (!g_str_equal(entry->value, "affected") && !g_str_equal(entry->value, "not-affected"))
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is neither affected nor not-affected", entry->value);
	variant->not_affected = *entry->value == 'n';
	return TRUE;
}

static gboolean add_patch(const SpFixReader *reader, const SpConfEntry *entry, SpVariant *variant,
			  GError **error)
{
	g_autofree char *path = sp_fixentry_file(reader, entry, error);
	SpPatch *patch = path ? sp_patch_read(path, error) : NULL;

	if (patch)
		g_ptr_array_add(variant->patches, patch);
	return patch != NULL;
}

/* [variant "NAME"] */
static gboolean read_variant(const SpFixReader *reader, const SpConfEntry *entry,
			     SpVariant *variant, GError **error)
{
	if (g_str_equal(entry->key, "kernels"))
		return sp_fixentry_range(reader, entry, &variant->kernels, error);
	if (g_str_equal(entry->key, "patch"))
		return add_patch(reader, entry, variant, error);
	if (g_str_equal(entry->key, "expect"))
		return read_expect(reader, entry, variant, error);
	if (g_str_equal(entry->key, "on"))
		return read_on(reader, entry, variant, error);
	if (g_str_equal(entry->key, "boots"))
		return sp_fixentry_number(reader, entry, &variant->boots, error);
	if (g_str_equal(entry->key, "config")) {
		char *path = sp_fixentry_file(reader, entry, error);

		if (path)
			g_ptr_array_add(variant->configs, path);
		return path != NULL;
	}
	if (g_str_equal(entry->key, "title"))
		sp_fixentry_string(&variant->title, entry->value);
	else if (g_str_equal(entry->key, "crash"))
		g_ptr_array_add(variant->crash, g_strdup(entry->value));
	else if (g_str_equal(entry->key, "survive"))
		g_ptr_array_add(variant->survive, g_strdup(entry->value));
	else
		return sp_fixentry_unknown(
			reader, entry,
			"title, kernels, patch, config, expect, crash, survive, boots, on", error);
	return TRUE;
}

static SpSignature *signature_named(SpFix *fix, const char *name)
{
	SpSignature *signature;

	for (guint i = 0; i < fix->signatures->len; i++)
		if (g_str_equal(((SpSignature *)fix->signatures->pdata[i])->name, name))
			return fix->signatures->pdata[i];
	signature = g_new0(SpSignature, 1);
	signature->name = g_strdup(name);
	signature->kernels.to.major = G_MAXUINT;
	g_ptr_array_add(fix->signatures, signature);
	return signature;
}

static SpOther *other_named(SpFix *fix, const char *name)
{
	SpOther *other;

	for (guint i = 0; i < fix->others->len; i++)
		if (g_str_equal(((SpOther *)fix->others->pdata[i])->name, name))
			return fix->others->pdata[i];
	other = g_new0(SpOther, 1);
	other->name = g_strdup(name);
	other->kernels.to.major = G_MAXUINT;
	other->scenarios = sp_fixentry_strings();
	g_ptr_array_add(fix->others, other);
	return other;
}

static SpScenario *scenario_named(SpFix *fix, const char *name)
{
	SpScenario *scenario = sp_fix_scenario(fix, name);

	if (scenario)
		return scenario;
	scenario = sp_scenario_new(name);
	g_ptr_array_add(fix->scenarios, scenario);
	return scenario;
}

static void patch_free(gpointer data)
{
	sp_patch_free(data);
}

static SpVariant *variant_named(SpFix *fix, const char *name)
{
	SpVariant *variant;

	for (guint i = 0; i < fix->variants->len; i++)
		if (g_str_equal(((SpVariant *)fix->variants->pdata[i])->name, name))
			return fix->variants->pdata[i];
	variant = g_new0(SpVariant, 1);
	variant->name = g_strdup(name);
	variant->title = g_strdup(name);
	variant->kernels.to.major = G_MAXUINT;
	variant->patches = g_ptr_array_new_with_free_func(patch_free);
	variant->configs = sp_fixentry_strings();
	variant->crash = sp_fixentry_strings();
	variant->survive = sp_fixentry_strings();
	g_ptr_array_add(fix->variants, variant);
	return variant;
}

static gboolean check_scenarios(const SpFixReader *reader, const char *section, const char *name,
				const GPtrArray *names, GError **error)
{
	for (guint i = 0; i < names->len; i++) {
		if (sp_fix_scenario(reader->fix, names->pdata[i]))
			continue;
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: [%s \"%s\"] names scenario \"%s\", of which there is none",
			    reader->conf, section, name, (const char *)names->pdata[i]);
		return FALSE;
	}
	return TRUE;
}

static gboolean check_variant(const SpFixReader *reader, const SpVariant *variant, GError **error)
{
	if (!variant->patches->len && !variant->configs->len)
		return sp_fixentry_lacks(reader, "variant", variant->name, "both patch and config",
					 error);
	if (!variant->everywhere && !variant->crash->len && !variant->survive->len)
		return sp_fixentry_lacks(reader, "variant", variant->name,
					 "expect, crash and survive", error);
	return check_scenarios(reader, "variant", variant->name, variant->crash, error) &&
	       check_scenarios(reader, "variant", variant->name, variant->survive, error);
}

static gboolean check_other(const SpFixReader *reader, const SpOther *other, GError **error)
{
	if (!other->text || !*other->text)
		return sp_fixentry_lacks(reader, "other", other->name, "text", error);
	if (!other->scenarios->len)
		return sp_fixentry_lacks(reader, "other", other->name, "scenario", error);
	return check_scenarios(reader, "other", other->name, other->scenarios, error);
}

gboolean sp_fixmatrix_has(const SpConfEntry *entry)
{
	static const char *const sections[] = {"signature", "other", "scenario", "variant", NULL};

	return g_strv_contains(sections, entry->section);
}

gboolean sp_fixmatrix_read(const SpFixReader *reader, const SpConfEntry *entry, GError **error)
{
	SpFix *fix = reader->fix;

	if (*entry->section == 'v' &&
	    (g_str_equal(entry->name, "unpatched") || g_str_equal(entry->name, "backport")))
		return sp_conf_wrong(error, reader->conf, entry,
				     "that is the name of a kernel that is always built");
	if (g_str_equal(entry->section, "signature"))
		return read_signature(reader, entry, signature_named(fix, entry->name), error);
	if (g_str_equal(entry->section, "other"))
		return read_other(reader, entry, other_named(fix, entry->name), error);
	if (g_str_equal(entry->section, "scenario"))
		return read_scenario(reader, entry, scenario_named(fix, entry->name), error);
	return read_variant(reader, entry, variant_named(fix, entry->name), error);
}

static gboolean one_or_the_other(const SpFixReader *reader, const char *what, GError **error)
{
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "%s: [fix] has %s: want one reproducer, or kselftest:FOLDER/PROGRAM",
		    reader->conf, what);
	return FALSE;
}

/* By what the kernel prints, or everywhere by the reproducer's own word. */
static gboolean tells_bug(const SpFix *fix)
{
	if (fix->signatures->len)
		return TRUE;
	for (guint i = 0; i < fix->scenarios->len; i++)
		if (!((SpScenario *)fix->scenarios->pdata[i])->fails)
			return FALSE;
	return TRUE;
}

gboolean sp_fixmatrix_check(const SpFixReader *reader, GError **error)
{
	const SpFix *fix = reader->fix;

	for (guint i = 0; i < fix->signatures->len; i++) {
		SpSignature *signature = fix->signatures->pdata[i];

		if (!signature->text || !*signature->text)
			return sp_fixentry_lacks(reader, "signature", signature->name, "text",
						 error);
	}
	for (guint i = 0; i < fix->others->len; i++)
		if (!check_other(reader, fix->others->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < fix->variants->len; i++)
		if (!check_variant(reader, fix->variants->pdata[i], error))
			return FALSE;
	if (fix->reproducer && fix->selftests->len)
		return one_or_the_other(reader, "both a C file and a kselftest", error);
	if (fix->selftest_source && !fix->selftests->len)
		return one_or_the_other(reader, "selftest, the source of a kselftest, and none",
					error);
	if (sp_fix_has_reproducer(fix) && (!fix->scenarios->len || !tells_bug(fix))) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: a reproducer needs a [scenario \"NAME\"] and a "
			    "[signature \"NAME\"]: how it is run, and what the crash looks like",
			    reader->conf);
		return FALSE;
	}
	return TRUE;
}
