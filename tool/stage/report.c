/* SPDX-License-Identifier: GPL-2.0-only */
/* report: all records of one fix, as a table or as JSON. */
#include "stage/report.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/json.h"

#include <string.h>

static void row_free(gpointer data)
{
	SpReportRow *row = data;

	g_free(row->branch);
	g_free(row->version);
	g_free(row->verdict);
	g_free(row->reason);
	g_free(row->patch);
	g_free(row->mail);
	g_clear_pointer(&row->records, g_ptr_array_unref);
	g_free(row);
}

static char *existing(const char *dir, const char *name)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS) ? g_steal_pointer(&path) : NULL;
}

/* One of an older source or another change is no evidence for what lies there now. */
static gboolean is_evidence(const SpReportRow *row, const SpRecord *record, JsonObject *port)
{
	SpControl control;

	if (record->not_affected)
		return g_str_equal(row->verdict, "not-affected") &&
		       g_strcmp0(record->version, row->version) == 0;
	return port && sp_control_parse(sp_json_get_string(port, "control", NULL), &control) &&
	       sp_record_speaks_of(record, sp_json_get_string(port, "diff_sha256", NULL),
				   sp_json_get_string(port, "source_key", NULL), control);
}

static gboolean load_branch(SpReportRow *row, const char *dir, GError **error)
{
	g_autofree char *place = g_build_filename(dir, row->branch, NULL);
	g_autofree char *port_path = g_build_filename(place, "port.json", NULL);
	g_autoptr(JsonObject) port = NULL;
	const char *patch;

	if (!sp_json_load(port_path, &port, error))
		return FALSE;
	patch = port ? sp_json_get_string(port, "patch", NULL) : NULL;
	if (patch)
		row->patch = existing(place, patch);
	row->mail = existing(place, "mail.eml");
	if (!row->mail)
		row->mail = existing(place, "mail-0001.eml");
	row->records = sp_record_list(place, error);
	for (guint i = 0; row->records && i < row->records->len; i++)
		if (!is_evidence(row, row->records->pdata[i], port))
			g_ptr_array_remove_index(row->records, i--);
	return row->records != NULL;
}

static SpReportRow *new_row(JsonObject *branch)
{
	SpReportRow *row = g_new0(SpReportRow, 1);

	row->records = sp_record_array();
	row->branch = g_strdup(sp_json_get_string(branch, "branch", "?"));
	row->version = g_strdup(sp_json_get_string(branch, "version", "?"));
	row->verdict =
		g_strconcat(sp_json_get_string(branch, "verdict", "?"),
			    sp_json_get_string(branch, "control", NULL) ? " (control)" : "", NULL);
	row->reason = g_strdup(sp_json_get_string(branch, "reason", ""));
	return row;
}

GPtrArray *sp_report_load(const char *dir, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
	g_autofree char *map_path = g_build_filename(dir, "map.json", NULL);
	g_autoptr(JsonObject) map = NULL;
	JsonArray *branches;

	if (!sp_json_load(map_path, &map, error))
		return NULL;
	branches = map ? sp_json_get_array(map, "branches") : NULL;
	if (!branches) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s holds no records: run `stableport run` first, with the same --out",
			    dir);
		return NULL;
	}
	for (guint i = 0; i < json_array_get_length(branches); i++) {
		SpReportRow *row;

		if (!JSON_NODE_HOLDS_OBJECT(json_array_get_element(branches, i)))
			continue;
		row = new_row(json_array_get_object_element(branches, i));
		g_ptr_array_add(rows, row);
		if (!load_branch(row, dir, error))
			return NULL;
	}
	return g_steal_pointer(&rows);
}

static void pad(GString *text, const char *cell, guint width)
{
	guint length = (guint)g_utf8_strlen(cell, -1);

	g_string_append(text, cell);
	for (; length < width + 2; length++)
		g_string_append_c(text, ' ');
}

static void add_record(GString *text, const SpRecord *record)
{
	g_autofree char *conclusion = sp_record_conclusion(record);

	g_string_append_printf(text, "    %s\n", record->arch);
	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];
		g_autofree char *name = g_strdup_printf("%s, %s", cell->scenario, cell->variant);
		g_autofree char *summary = sp_cell_summary(cell);

		g_string_append(text, "    ");
		pad(text, name, 18);
		pad(text, sp_cell_mark(cell), 12);
		g_string_append_printf(text, "%s\n", summary);
	}
	g_string_append_printf(text, "    %s\n", conclusion);
}

char *sp_report_text(const GPtrArray *rows)
{
	g_autoptr(GString) text = g_string_new(NULL);
	guint branch = strlen("BRANCH"), version = strlen("VERSION"), verdict = strlen("VERDICT");

	for (guint i = 0; i < rows->len; i++) {
		const SpReportRow *row = rows->pdata[i];

		branch = MAX(branch, (guint)strlen(row->branch));
		version = MAX(version, (guint)strlen(row->version));
		verdict = MAX(verdict, (guint)strlen(row->verdict));
	}
	pad(text, "BRANCH", branch);
	pad(text, "VERSION", version);
	pad(text, "VERDICT", verdict);
	g_string_append(text, "WHY\n");
	for (guint i = 0; i < rows->len; i++) {
		const SpReportRow *row = rows->pdata[i];

		pad(text, row->branch, branch);
		pad(text, row->version, version);
		pad(text, row->verdict, verdict);
		g_string_append_printf(text, "%s\n", row->reason);
		for (guint k = 0; k < row->records->len; k++)
			add_record(text, row->records->pdata[k]);
		if (row->patch)
			g_string_append_printf(text, "    patch  %s\n", row->patch);
		if (row->mail)
			g_string_append_printf(text, "    mail   %s\n", row->mail);
	}
	return sp_clean_text(text->str);
}

static void add_json_row(JsonBuilder *json, const SpReportRow *row)
{
	json_builder_begin_object(json);
	sp_json_string(json, "branch", row->branch);
	sp_json_string(json, "version", row->version);
	sp_json_string(json, "verdict", row->verdict);
	sp_json_string(json, "reason", row->reason);
	sp_json_string(json, "patch", row->patch);
	sp_json_string(json, "mail", row->mail);
	json_builder_set_member_name(json, "records");
	json_builder_add_value(json, sp_record_to_array(row->records));
	json_builder_end_object(json);
}

char *sp_report_json(const GPtrArray *rows)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_array(json);
	for (guint i = 0; i < rows->len; i++)
		add_json_row(json, rows->pdata[i]);
	json_builder_end_array(json);
	return sp_json_text(json);
}
