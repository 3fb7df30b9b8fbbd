/* SPDX-License-Identifier: GPL-2.0-only */
/* record: what a verification was made of and what came out, as a struct and as record.json. */
#include "stage/record.h"

#include "base/err.h"
#include "base/json.h"

#include <stdlib.h>
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
	{"reproducer_sha256", G_STRUCT_OFFSET(SpRecord, reproducer_sha256)},
	{"arguments", G_STRUCT_OFFSET(SpRecord, arguments)},
	{"date", G_STRUCT_OFFSET(SpRecord, date)},
};

#define TEXT(record, i) G_STRUCT_MEMBER(char *, record, texts[i].offset)

static void boot_free(gpointer data)
{
	sp_boot_free(data);
}

static void cell_free(gpointer data)
{
	SpCell *cell = data;

	g_free(cell->scenario);
	g_free(cell->variant);
	g_free(cell->title);
	g_free(cell->image);
	g_free(cell->complaint);
	g_ptr_array_unref(cell->boots);
	g_free(cell);
}

SpCell *sp_cell_new(const char *scenario, const char *variant, const char *title)
{
	SpCell *cell = g_new0(SpCell, 1);

	cell->scenario = g_strdup(scenario);
	cell->variant = g_strdup(variant);
	cell->title = g_strdup(title);
	cell->boots = g_ptr_array_new_with_free_func(boot_free);
	return cell;
}

SpRecord *sp_record_new(void)
{
	SpRecord *record = g_new0(SpRecord, 1);

	record->cells = g_ptr_array_new_with_free_func(cell_free);
	return record;
}

void sp_record_free(SpRecord *record)
{
	if (!record)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(TEXT(record, i));
	g_ptr_array_unref(record->cells);
	g_free(record);
}

guint sp_cell_count(const SpCell *cell, SpBootOutcome outcome)
{
	guint count = 0;

	for (guint i = 0; i < cell->boots->len; i++)
		count += ((SpBoot *)cell->boots->pdata[i])->outcome == outcome;
	return count;
}

guint sp_cell_rounds(const SpCell *cell)
{
	guint rounds = 0;

	for (guint i = 0; i < cell->boots->len; i++) {
		const SpBoot *boot = cell->boots->pdata[i];

		if (boot->outcome == SP_BOOT_SURVIVED)
			rounds += boot->round;
	}
	return rounds;
}

static int by_round(const void *a, const void *b)
{
	return (*(const guint *)a > *(const guint *)b) - (*(const guint *)a < *(const guint *)b);
}

double sp_cell_median_round(const SpCell *cell)
{
	g_autofree guint *rounds = g_new0(guint, cell->boots->len + 1);
	guint n = 0;

	for (guint i = 0; i < cell->boots->len; i++) {
		const SpBoot *boot = cell->boots->pdata[i];

		if (boot->outcome == SP_BOOT_CRASHED)
			rounds[n++] = boot->round;
	}
	if (!n)
		return 0;
	qsort(rounds, n, sizeof(*rounds), by_round);
	return n % 2 ? rounds[n / 2] : (rounds[n / 2 - 1] + rounds[n / 2]) / 2.0;
}

/* Crashed where it should; or survived all the rounds that were asked for. */
static gboolean boot_as_expected(const SpCell *cell, const SpBoot *boot)
{
	if (cell->expect == SP_EXPECT_CRASH)
		return boot->outcome == SP_BOOT_CRASHED;
	return boot->outcome == SP_BOOT_SURVIVED && boot->round >= cell->rounds_wanted;
}

gboolean sp_cell_as_expected(const SpCell *cell)
{
	if (cell->complaint || !cell->boots_wanted || cell->boots->len < cell->boots_wanted)
		return FALSE;
	for (guint i = 0; i < cell->boots->len; i++)
		if (!boot_as_expected(cell, cell->boots->pdata[i]))
			return FALSE;
	return TRUE;
}

char *sp_cell_summary(const SpCell *cell)
{
	g_autoptr(GString) text = g_string_new(NULL);
	guint total = cell->boots->len;

	if (cell->complaint)
		return g_strdup(cell->complaint);
	if (!total)
		return g_strdup("not booted");
	for (guint outcome = SP_BOOT_CRASHED; outcome <= SP_BOOT_QEMU_FAILED; outcome++) {
		guint count = sp_cell_count(cell, outcome);

		if (!count)
			continue;
		g_string_append_printf(text, "%s%s %u of %u boots", text->len ? ", " : "",
				       sp_boot_outcome_name(outcome), count, total);
		if (outcome == SP_BOOT_CRASHED)
			g_string_append_printf(text, ", median round %g",
					       sp_cell_median_round(cell));
		if (outcome == SP_BOOT_SURVIVED)
			g_string_append_printf(text, ", %u rounds", sp_cell_rounds(cell));
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The unpatched kernel has to crash and the backport to survive, in the same scenario: a scenario
 * that one of them has not gone through compares nothing. */
static gboolean has_counterpart(const SpRecord *record, const SpCell *cell, gboolean *both)
{
	gboolean unpatched = g_str_equal(cell->variant, "unpatched");
	const SpCell *other;

	if (!unpatched && !g_str_equal(cell->variant, "backport"))
		return TRUE; /* a control */
	*both = TRUE;
	other = sp_record_cell(record, cell->scenario, unpatched ? "backport" : "unpatched");
	return other && cell->expect == (unpatched ? SP_EXPECT_CRASH : SP_EXPECT_SURVIVE);
}

gboolean sp_record_proven(const SpRecord *record, char **why)
{
	gboolean both = FALSE;

	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];
		g_autofree char *summary = NULL;

		if (!has_counterpart(record, cell, &both)) {
			if (why)
				*why = g_strdup_printf(
					"%s was not run on both the unpatched kernel "
					"and the backport",
					cell->scenario);
			return FALSE;
		}
		if (sp_cell_as_expected(cell))
			continue;
		summary = sp_cell_summary(cell);
		if (why)
			*why = g_strdup_printf(
				"%s, %s: expected to %s, but: %s", cell->scenario, cell->variant,
				cell->expect == SP_EXPECT_CRASH ? "crash" : "survive", summary);
		return FALSE;
	}
	if (!both) {
		if (why)
			*why = g_strdup("no scenario was run on both the unpatched kernel and the "
					"backport");
		return FALSE;
	}
	return TRUE;
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
		const SpCell *unpatched = sp_record_cell(record, cell->scenario, "unpatched");
		double median = sp_cell_median_round(unpatched);

		if (g_str_equal(cell->variant, "backport"))
			g_string_append_printf(text,
					       "%s %s: survived %g times the median round in which "
					       "it crashes without the fix",
					       text->len > strlen("proven") ? ";" : ":",
					       cell->scenario,
					       median > 0 ? sp_cell_rounds(cell) / median : 0);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

gboolean sp_record_speaks_of(const SpRecord *record, const char *diff_sha256,
			     const char *source_key, gboolean control)
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

static void write_boot(JsonBuilder *json, const SpBoot *boot)
{
	json_builder_begin_object(json);
	sp_json_string(json, "outcome", sp_boot_outcome_name(boot->outcome));
	sp_json_int(json, "round", boot->round);
	sp_json_int(json, "work", (gint64)boot->work);
	sp_json_seconds(json, "seconds", boot->seconds);
	sp_json_string(json, "nonce", boot->nonce);
	sp_json_string(json, "signature", boot->signature);
	sp_json_string(json, "excerpt", boot->excerpt);
	json_builder_end_object(json);
}

static void write_cell(JsonBuilder *json, const SpCell *cell)
{
	json_builder_begin_object(json);
	sp_json_string(json, "scenario", cell->scenario);
	sp_json_string(json, "variant", cell->variant);
	sp_json_string(json, "title", cell->title);
	sp_json_string(json, "expect", cell->expect == SP_EXPECT_CRASH ? "crash" : "survive");
	sp_json_bool(json, "as_expected", sp_cell_as_expected(cell));
	sp_json_int(json, "boots_wanted", cell->boots_wanted);
	sp_json_int(json, "rounds_wanted", cell->rounds_wanted);
	sp_json_string(json, "image", cell->image);
	sp_json_string(json, "complaint", cell->complaint);
	json_builder_set_member_name(json, "boots");
	json_builder_begin_array(json);
	for (guint i = 0; i < cell->boots->len; i++)
		write_boot(json, cell->boots->pdata[i]);
	json_builder_end_array(json);
	json_builder_end_object(json);
}

char *sp_record_to_json(const SpRecord *record)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *why = NULL;

	json_builder_begin_object(json);
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		sp_json_string(json, texts[i].name, TEXT(record, i));
	sp_json_bool(json, "control", record->control);
	sp_json_bool(json, "proven", sp_record_proven(record, &why));
	sp_json_string(json, "why_not", why);
	json_builder_set_member_name(json, "cells");
	json_builder_begin_array(json);
	for (guint i = 0; i < record->cells->len; i++)
		write_cell(json, record->cells->pdata[i]);
	json_builder_end_array(json);
	json_builder_end_object(json);
	return sp_json_text(json);
}

static SpBoot *read_boot(JsonObject *object)
{
	const char *name = sp_json_get_string(object, "outcome", "");
	SpBoot *boot = g_new0(SpBoot, 1);

	boot->outcome = SP_BOOT_QEMU_FAILED; /* what we cannot read proves nothing */
	for (guint outcome = SP_BOOT_CRASHED; outcome <= SP_BOOT_QEMU_FAILED; outcome++)
		if (g_str_equal(name, sp_boot_outcome_name(outcome)))
			boot->outcome = outcome;
	boot->round = (guint)sp_json_get_int(object, "round", 0);
	boot->work = (guint64)sp_json_get_int(object, "work", 0);
	boot->seconds = sp_json_get_double(object, "seconds", 0);
	boot->nonce = g_strdup(sp_json_get_string(object, "nonce", NULL));
	boot->signature = g_strdup(sp_json_get_string(object, "signature", NULL));
	boot->excerpt = g_strdup(sp_json_get_string(object, "excerpt", NULL));
	return boot;
}

/* NULL if it is none: a record with a part left out could pass for another one. */
static SpCell *read_cell(JsonNode *node)
{
	JsonObject *object = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
	const char *expect = object ? sp_json_get_string(object, "expect", "") : "";
	JsonArray *boots = object ? sp_json_get_array(object, "boots") : NULL;
	SpCell *cell;

	if (!boots || (!g_str_equal(expect, "crash") && !g_str_equal(expect, "survive")))
		return NULL;
	cell = sp_cell_new(sp_json_get_string(object, "scenario", ""),
			   sp_json_get_string(object, "variant", ""),
			   sp_json_get_string(object, "title", ""));
	cell->expect = *expect == 'c' ? SP_EXPECT_CRASH : SP_EXPECT_SURVIVE;
	cell->boots_wanted = (guint)sp_json_get_int(object, "boots_wanted", 0);
	cell->rounds_wanted = (guint)sp_json_get_int(object, "rounds_wanted", 0);
	cell->image = g_strdup(sp_json_get_string(object, "image", NULL));
	cell->complaint = g_strdup(sp_json_get_string(object, "complaint", NULL));
	for (guint i = 0; i < json_array_get_length(boots); i++) {
		JsonNode *one = json_array_get_element(boots, i);

		if (!JSON_NODE_HOLDS_OBJECT(one)) {
			cell_free(cell);
			return NULL;
		}
		g_ptr_array_add(cell->boots, read_boot(json_node_get_object(one)));
	}
	return cell;
}

static gboolean no_record(const char *path, GError **error)
{
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: not a verification record", path);
	return FALSE;
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
	got->control = sp_json_get_bool(root, "control", FALSE);
	for (guint i = 0; i < json_array_get_length(cells); i++) {
		SpCell *cell = read_cell(json_array_get_element(cells, i));

		if (!cell)
			return no_record(path, error);
		g_ptr_array_add(got->cells, cell);
	}
	*record = g_steal_pointer(&got);
	return TRUE;
}
