/* SPDX-License-Identifier: GPL-2.0-only */
/* record: what a verification was made of and what came out, as a struct and as record.json. */
#include "stage/record.h"

#include "base/err.h"
#include "base/json.h"
#include "stage/rate.h"
#include "stage/series.h"

#include <string.h>

/* Every string member and its name in the file, for writing, reading and freeing alike. */
static const struct {
	const char *name;
	gsize offset;
} texts[] = {
	{"fix", G_STRUCT_OFFSET(SpRecord, fix)},
	{"upstream", G_STRUCT_OFFSET(SpRecord, upstream)},
	{"subject", G_STRUCT_OFFSET(SpRecord, subject)},
	{"branch", G_STRUCT_OFFSET(SpRecord, branch)},
	{"version", G_STRUCT_OFFSET(SpRecord, version)},
	{"source", G_STRUCT_OFFSET(SpRecord, source)},
	{"source_key", G_STRUCT_OFFSET(SpRecord, source_key)},
	{"diff_sha256", G_STRUCT_OFFSET(SpRecord, diff_sha256)},
	{"arch", G_STRUCT_OFFSET(SpRecord, arch)},
	{"compiler", G_STRUCT_OFFSET(SpRecord, compiler)},
	{"linker", G_STRUCT_OFFSET(SpRecord, linker)},
	{"qemu", G_STRUCT_OFFSET(SpRecord, qemu)},
	{"accelerator", G_STRUCT_OFFSET(SpRecord, accelerator)},
	{"config_sha256", G_STRUCT_OFFSET(SpRecord, config_sha256)},
	{"reproducer", G_STRUCT_OFFSET(SpRecord, reproducer)},
	{"reproducer_sha256", G_STRUCT_OFFSET(SpRecord, reproducer_sha256)},
	{"program_sha256", G_STRUCT_OFFSET(SpRecord, program_sha256)},
	{"options", G_STRUCT_OFFSET(SpRecord, options)},
	{"warnings", G_STRUCT_OFFSET(SpRecord, warnings)},
	{"unbuilt", G_STRUCT_OFFSET(SpRecord, unbuilt)},
	{"broken", G_STRUCT_OFFSET(SpRecord, broken)},
	{"signatures", G_STRUCT_OFFSET(SpRecord, signatures)},
	{"arguments", G_STRUCT_OFFSET(SpRecord, arguments)},
	{"date", G_STRUCT_OFFSET(SpRecord, date)},
};

#define TEXT(record, i) G_STRUCT_MEMBER(char *, record, texts[i].offset)

static void cell_free(gpointer data)
{
	sp_cell_free(data);
}

SpRecord *sp_record_new(void)
{
	SpRecord *record = g_new0(SpRecord, 1);

	record->cells = g_ptr_array_new_with_free_func(cell_free);
	record->miss = SP_RATE_MISS;
	return record;
}

void sp_record_free(SpRecord *record)
{
	if (!record)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(TEXT(record, i));
	g_clear_pointer(&record->files, json_node_unref);
	g_ptr_array_unref(record->cells);
	g_free(record);
}

static void record_free(gpointer data)
{
	sp_record_free(data);
}

GPtrArray *sp_record_array(void)
{
	return g_ptr_array_new_with_free_func(record_free);
}

/* The unpatched kernel has to crash and the backport to survive, in the same scenario: a scenario
 * that one of them has not gone through compares nothing. */
static gboolean has_counterpart(const SpRecord *record, const SpCell *cell)
{
	gboolean unpatched = g_str_equal(cell->variant, "unpatched");
	const SpCell *other;

	if (!unpatched && !g_str_equal(cell->variant, "backport"))
		return TRUE; /* a control */
	other = sp_record_cell(record, cell->scenario, unpatched ? "backport" : "unpatched");
	return other && !other->not_applicable &&
	       cell->expect == (unpatched ? SP_EXPECT_CRASH : SP_EXPECT_SURVIVE);
}

/* Where another bug may end the unpatched kernel's boots, one that does not have it has to survive.
 */
static gboolean has_stand_in(const SpRecord *record, const SpCell *cell)
{
	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *other = record->cells->pdata[i];

		if (other->expect == SP_EXPECT_SURVIVE &&
		    g_str_equal(other->scenario, cell->scenario) && sp_cell_as_expected(other))
			return TRUE;
	}
	return cell->expect != SP_EXPECT_NOT_THIS;
}

/* As many rounds as the crashes of the unpatched kernel ask for. */
static gboolean survived_enough(const SpRecord *record, const SpCell *cell)
{
	const SpCell *unpatched = sp_record_cell(record, cell->scenario, "unpatched");
	double rate = unpatched ? sp_cell_rate(unpatched) : 0;

	return cell->expect == SP_EXPECT_CRASH || record->not_affected || record->only_boot ||
	       (rate > 0 && sp_cell_rounds(cell) >= sp_rate_rounds(rate, record->miss));
}

/* Why @cell keeps the record from being proven, NULL when it does not; (transfer full). */
static char *objection(const SpRecord *record, const SpCell *cell)
{
	static const char *const expectations[] = {
		[SP_EXPECT_CRASH] = "crash",
		[SP_EXPECT_SURVIVE] = "survive",
		[SP_EXPECT_NOT_THIS] = "survive, or to crash by another bug",
	};
	g_autofree char *summary = sp_cell_summary(cell);

	if (!record->not_affected && !record->only_boot && !has_counterpart(record, cell))
		return g_strdup_printf("%s was not run on both the unpatched kernel and the "
				       "backport",
				       cell->scenario);
	if (!sp_cell_as_expected(cell))
		return g_strdup_printf(
			"%s, %s: expected to %s, but: %s", cell->scenario, cell->variant,
			cell->fails && cell->expect == SP_EXPECT_CRASH ? "crash or fail"
								       : expectations[cell->expect],
			summary);
	if (!has_stand_in(record, cell))
		return g_strdup_printf("%s: another bug may strike there, and no kernel without "
				       "it survived",
				       cell->scenario);
	if (!survived_enough(record, cell))
		return g_strdup_printf("%s, %s: %s, which is not enough", cell->scenario,
				       cell->variant, summary);
	return NULL;
}

/* A kernel whose survival the whole record is about. */
static gboolean is_subject(const SpRecord *record, const SpCell *cell)
{
	return record->not_affected ? cell->expect == SP_EXPECT_SURVIVE
				    : g_str_equal(cell->variant, "backport");
}

/* All cells are as expected. */
static gboolean is_shown(const SpRecord *record, char **why)
{
	gboolean any = FALSE;

	if (record->broken && *record->broken) {
		if (why)
			*why = g_strchomp(g_strdup_printf("the backport does not compile: %s",
							  record->broken));
		return FALSE;
	}
	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];
		g_autofree char *told = NULL;

		if (cell->not_applicable)
			continue;
		any |= is_subject(record, cell) && cell->expect == SP_EXPECT_SURVIVE;
		told = objection(record, cell);
		if (!told)
			continue;
		if (why)
			*why = g_steal_pointer(&told);
		return FALSE;
	}
	if (!any && why)
		*why = g_strdup(record->not_affected ? "no scenario was run on it"
						     : "no scenario was run on both the unpatched "
						       "kernel and the backport");
	return any;
}

gboolean sp_record_proven(const SpRecord *record, char **why)
{
	if (!is_shown(record, why))
		return FALSE;
	if (record->only_boot && why)
		*why = g_strdup("it was built and booted, and nothing provoked the bug");
	return !record->only_boot;
}

gboolean sp_record_passed(const SpRecord *record)
{
	return is_shown(record, NULL);
}

static const char *how_it_struck(const SpCell *cell)
{
	if (sp_cell_count(cell, SP_BOOT_CRASHED) == sp_cell_struck(cell))
		return "crashed";
	return sp_cell_count(cell, SP_BOOT_CRASHED) ? "crashed or failed" : "failed";
}

static void add_scenario(GString *text, const SpRecord *record, const SpCell *cell)
{
	const SpCell *unpatched = sp_record_cell(record, cell->scenario, "unpatched");
	double rate = sp_cell_rate(unpatched);
	gboolean stand_in = record->not_affected && cell != unpatched;

	g_string_append_printf(text, "%s %s%s%s: ", text->len > strlen("proven") ? ";" : ":",
			       cell->scenario, stand_in ? ", " : "", stand_in ? cell->title : "");
	if (!record->not_affected)
		g_string_append_printf(
			text, "%s %u of %u boots without the fix (at least %.3g a round), ",
			how_it_struck(unpatched), sp_cell_struck(unpatched), unpatched->boots->len,
			rate);
	g_string_append_printf(text, "survived %u rounds", sp_cell_rounds(cell));
	if (!record->not_affected)
		g_string_append_printf(text, " with it (%" G_GUINT64_FORMAT " for a miss below %g)",
				       sp_rate_rounds(rate, record->miss), record->miss);
}

char *sp_record_asked(const SpRecord *record, const char *scenario)
{
	const SpCell *unpatched = sp_record_cell(record, scenario, "unpatched");
	double rate = unpatched ? sp_cell_rate(unpatched) : 0;

	if (rate <= 0)
		return NULL;
	return g_strdup_printf("at least %.3g a round with 95 %% confidence: %" G_GUINT64_FORMAT
			       " rounds for a miss below %g",
			       rate, sp_rate_rounds(rate, record->miss), record->miss);
}

char *sp_record_conclusion(const SpRecord *record)
{
	g_autofree char *why = NULL;
	g_autoptr(GString) text = NULL;

	if (!sp_record_proven(record, &why))
		return g_strdup_printf("not proven: %s", why);
	text = g_string_new("proven");
	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];

		if (is_subject(record, cell) && !cell->not_applicable)
			add_scenario(text, record, cell);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

gboolean sp_record_speaks_of(const SpRecord *record, const char *diff_sha256,
			     const char *source_key, SpControl control)
{
	return g_strcmp0(record->diff_sha256, diff_sha256) == 0 &&
	       g_strcmp0(record->source_key, source_key) == 0 && record->control == control;
}

SpCell *sp_record_cell(const SpRecord *record, const char *scenario, const char *variant)
{
	for (guint i = 0; i < record->cells->len; i++) {
		SpCell *cell = record->cells->pdata[i];

		if (g_str_equal(cell->scenario, scenario) && g_str_equal(cell->variant, variant))
			return cell;
	}
	return NULL;
}

gboolean sp_record_is_first(const SpRecord *record, guint n)
{
	const SpCell *cell = record->cells->pdata[n];

	for (guint i = 0; i < n; i++)
		if (g_str_equal(((SpCell *)record->cells->pdata[i])->scenario, cell->scenario))
			return FALSE;
	return TRUE;
}

char *sp_record_to_json(const SpRecord *record)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *why = NULL;

	json_builder_begin_object(json);
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		sp_json_string(json, texts[i].name, TEXT(record, i));
	sp_json_string(json, "control", sp_control_text(record->control));
	sp_json_bool(json, "not_affected", record->not_affected);
	sp_json_bool(json, "only_boot", record->only_boot);
	if (record->not_affected) { /* no crash tells how often it would be */
		json_builder_set_member_name(json, "miss");
		json_builder_add_null_value(json);
	} else {
		sp_json_double(json, "miss", record->miss);
	}
	sp_json_bool(json, "proven", sp_record_proven(record, &why));
	sp_json_string(json, "why_not", why);
	json_builder_set_member_name(json, "files");
	if (record->files)
		json_builder_add_value(json, json_node_copy(record->files));
	else
		json_builder_add_null_value(json);
	json_builder_set_member_name(json, "cells");
	json_builder_begin_array(json);
	for (guint i = 0; i < record->cells->len; i++)
		sp_cell_write(json, record->cells->pdata[i]);
	json_builder_end_array(json);
	json_builder_end_object(json);
	return sp_json_text(json);
}

JsonNode *sp_record_to_array(const GPtrArray *records)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_array(json);
	for (guint i = 0; i < records->len; i++) {
		g_autofree char *text = sp_record_to_json(records->pdata[i]);

		json_builder_add_value(json, json_from_string(text, NULL));
	}
	json_builder_end_array(json);
	return json_builder_get_root(json);
}

static gboolean no_record(const char *path, GError **error)
{
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: not a verification record", path);
	return FALSE;
}

/* What does not say whether it is a control's is no record. */
static gboolean read_control(JsonObject *root, SpControl *control)
{
	JsonNode *node = json_object_get_member(root, "control");
	const char *text = sp_json_get_string(root, "control", NULL);

	return node && (text || JSON_NODE_HOLDS_NULL(node)) && sp_control_parse(text, control);
}

gboolean sp_record_load(const char *path, SpRecord **record, GError **error)
{
	g_autoptr(JsonObject) root = NULL;
	g_autoptr(SpRecord) got = NULL;
	JsonArray *cells;

	*record = NULL;
	if (!sp_json_load(path, &root, error))
		return FALSE;
	if (!root)
		return TRUE;
	cells = sp_json_get_array(root, "cells");
	if (!cells || !sp_json_get_string(root, "branch", NULL))
		return no_record(path, error);
	got = sp_record_new();
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		TEXT(got, i) = g_strdup(sp_json_get_string(root, texts[i].name, NULL));
	if (!got->arch) /* written when there was no other */
		got->arch = g_strdup(SP_ARCH_DEFAULT);
	if (!read_control(root, &got->control))
		return no_record(path, error);
	got->only_boot = sp_json_get_bool(root, "only_boot", FALSE);
	got->not_affected = sp_json_get_bool(root, "not_affected", FALSE);
	if (sp_json_get_array(root, "files"))
		got->files = json_object_dup_member(root, "files");
	got->miss = sp_json_get_double(root, "miss", SP_RATE_MISS);
	for (guint i = 0; i < json_array_get_length(cells); i++) {
		SpCell *cell = sp_cell_read(json_array_get_element(cells, i));

		if (!cell)
			return no_record(path, error);
		g_ptr_array_add(got->cells, cell);
	}
	*record = g_steal_pointer(&got);
	return TRUE;
}

char *sp_record_name(const char *arch)
{
	return g_str_equal(arch, SP_ARCH_DEFAULT) ? g_strdup("record.json")
						  : g_strdup_printf("record-%s.json", arch);
}

/* The default's first. */
static int by_name(gconstpointer a, gconstpointer b)
{
	const char *one = *(char *const *)a, *two = *(char *const *)b;
	gboolean first = g_str_equal(one, "record.json"), second = g_str_equal(two, "record.json");

	return first || second ? second - first : strcmp(one, two);
}

GPtrArray *sp_record_list(const char *dir, GError **error)
{
	g_autoptr(GPtrArray) records = sp_record_array();
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) entries = g_dir_open(dir, 0, NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries)))
		if (sp_series_is_record(name))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path = g_build_filename(dir, names->pdata[i], NULL);
		SpRecord *record;

		if (!sp_record_load(path, &record, error))
			return NULL;
		g_ptr_array_add(records, record);
	}
	return g_steal_pointer(&records);
}
