/* SPDX-License-Identifier: GPL-2.0-only */
/* reportpage: three parts: a table of lines, one of boots, and the reasons. */
#include "stage/reportpage.h"

#include "base/fs.h"
#include "base/json.h"

#include <string.h>

/* As a table's cell, or in a line of its own: what Markdown would take for markup is not. Nothing
 * for NULL, which a record that somebody else wrote may have. */
static void add_plain(GString *page, const char *text)
{
	for (; text && *text; text++) {
		if (strchr("\\`*[]<>#|~", *text))
			g_string_append_c(page, '\\');
		g_string_append_c(page, g_ascii_iscntrl(*text) ? ' ' : *text);
	}
}

/* Code in `...` stays code. */
static void add_prose(GString *page, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "`", -1);
	guint n = g_strv_length(parts);

	for (guint i = 0; i < n; i++) {
		gboolean code = i % 2 && i + 1 < n;

		if (code)
			g_string_append_printf(page, "`%s`", parts[i]);
		else
			add_plain(page, parts[i]);
	}
}

static void add_link(GString *page, const char *dir, const char *path, const char *text)
{
	gsize length = strlen(dir);

	if (path)
		g_string_append_printf(page, "[%s](%s)", text,
				       g_str_has_prefix(path, dir) ? path + length + 1 : path);
}

static double boots_seconds(const SpRecord *record)
{
	double seconds = 0;

	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];

		for (guint k = 0; k < cell->boots->len; k++)
			seconds += ((SpBoot *)cell->boots->pdata[k])->seconds;
	}
	return seconds;
}

static const char *proof(const SpRecord *record)
{
	if (sp_record_proven(record, NULL))
		return "proven";
	return record->only_boot && sp_record_passed(record) ? "builds and boots" : "not proven";
}

/* " arm64", nothing for the default. */
static const char *arch_told(const SpRecord *record, const char **blank)
{
	gboolean other = record->arch && !g_str_equal(record->arch, SP_ARCH_DEFAULT);

	*blank = other ? " " : "";
	return other ? record->arch : "";
}

static void add_proofs(GString *page, const GPtrArray *records)
{
	double seconds = 0;

	for (guint i = 0; i < records->len; i++) {
		const SpRecord *record = records->pdata[i];
		const char *blank, *arch = arch_told(record, &blank);

		g_string_append_printf(page, "%s%s%s%s", i ? ", " : "", arch, blank, proof(record));
		seconds += boots_seconds(record);
	}
	if (records->len)
		g_string_append_printf(page, " | %.0f s", seconds);
	else
		g_string_append(page, "not booted | ");
}

static void add_lines(GString *page, const char *dir, const GPtrArray *rows)
{
	g_string_append(page, "| line | version | verdict | shown by booting | boots' time | |\n"
			      "|---|---|---|---|---|---|\n");
	for (guint i = 0; i < rows->len; i++) {
		const SpReportRow *row = rows->pdata[i];

		g_string_append_printf(page, "| %s | %s | %s | ", row->branch, row->version,
				       row->verdict);
		add_proofs(page, row->records);
		g_string_append(page, " | ");
		add_link(page, dir, row->patch, "patch");
		if (row->patch && row->mail)
			g_string_append(page, ", ");
		add_link(page, dir, row->mail, "mail");
		g_string_append(page, " |\n");
	}
}

/* The names of all variants, each once, in the order of the records. */
static GPtrArray *variants_of(const GPtrArray *records)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < records->len; i++) {
		const SpRecord *record = records->pdata[i];

		for (guint k = 0; k < record->cells->len; k++) {
			const SpCell *cell = record->cells->pdata[k];

			if (!g_ptr_array_find_with_equal_func(names, cell->variant, g_str_equal,
							      NULL))
				g_ptr_array_add(names, cell->variant);
		}
	}
	return names;
}

static void add_cell(GString *page, const SpCell *cell)
{
	g_autofree char *summary = NULL;

	if (!cell)
		return;
	summary = sp_cell_summary(cell);
	if (!cell->not_applicable && !sp_cell_as_expected(cell))
		g_string_append(page, "**NOT EXPECTED** ");
	add_plain(page, cell->not_applicable ? "not applicable" : summary);
}

/* One line of the second table: @first is the scenario's first cell in the record. */
static void add_scenario(GString *page, const SpRecord *record, const SpCell *first,
			 const GPtrArray *variants)
{
	const char *blank, *arch = arch_told(record, &blank);

	g_string_append_printf(page, "| %s%s%s | %s |", record->branch, blank, arch,
			       first->scenario);
	for (guint i = 0; i < variants->len; i++) {
		g_string_append_c(page, ' ');
		add_cell(page, sp_record_cell(record, first->scenario, variants->pdata[i]));
		g_string_append(page, " |");
	}
	g_string_append_c(page, '\n');
}

static void add_boots(GString *page, const GPtrArray *rows)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new();
	g_autoptr(GPtrArray) variants = NULL;

	for (guint i = 0; i < rows->len; i++)
		g_ptr_array_extend(records, ((SpReportRow *)rows->pdata[i])->records, NULL, NULL);
	variants = variants_of(records);
	if (!variants->len)
		return;
	g_string_append(page, "\n## What was booted\n\n| line | scenario |");
	for (guint i = 0; i < variants->len; i++)
		g_string_append_printf(page, " %s |", (const char *)variants->pdata[i]);
	g_string_append(page, "\n|---|---|");
	for (guint i = 0; i < variants->len; i++)
		g_string_append(page, "---|");
	g_string_append_c(page, '\n');
	for (guint i = 0; i < records->len; i++) {
		const SpRecord *record = records->pdata[i];

		for (guint k = 0; k < record->cells->len; k++)
			if (sp_record_is_first(record, k))
				add_scenario(page, record, record->cells->pdata[k], variants);
	}
}

/* "mm/x.c before 0123456789ab, after ..." of each changed file. */
static void add_files(GString *page, const SpRecord *record)
{
	JsonArray *files = record->files ? json_node_get_array(record->files) : NULL;

	for (guint i = 0; files && i < json_array_get_length(files); i++) {
		JsonObject *file = json_array_get_object_element(files, i);

		g_string_append_printf(page, ", %s %.12s before and %.12s after",
				       sp_json_get_string(file, "path", "?"),
				       sp_json_get_string(file, "blob_before", "none"),
				       sp_json_get_string(file, "blob_after", "none"));
	}
}

/* How the kernels without the fix crashed, each way once: by this bug, or by @other one. */
static void add_crashes(GString *page, const SpRecord *record, gboolean other)
{
	g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);
	const char *heading = other ? "Another bug struck at" : "Crashed at";

	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];
		g_autoptr(GPtrArray) faces = sp_cell_faces(cell, other);

		for (guint k = 0; k < faces->len && g_str_equal(cell->variant, "unpatched"); k++)
			if (!g_ptr_array_find_with_equal_func(told, faces->pdata[k], g_str_equal,
							      NULL))
				g_ptr_array_add(told, g_strdup(faces->pdata[k]));
	}
	for (guint i = 0; i < told->len; i++) {
		if (i)
			g_string_append(page, ", ");
		else
			g_string_append_printf(page, ".\n  %s: ", heading);
		add_plain(page, told->pdata[i]);
	}
}

static void add_record(GString *page, const SpRecord *record)
{
	g_autofree char *conclusion = sp_record_conclusion(record);

	g_string_append(page, ".\n  Booted: ");
	add_plain(page, conclusion);
	add_crashes(page, record, FALSE);
	add_crashes(page, record, TRUE);
	g_string_append(page, ".\n  Source: ");
	add_plain(page, record->source);
	add_files(page, record);
	g_string_append(page, "; ");
	add_plain(page, record->arch);
	g_string_append(page, ", ");
	add_plain(page, record->compiler);
	g_string_append(page, ", ");
	add_plain(page, record->qemu);
	g_string_append(page, ", ");
	add_plain(page, record->accelerator);
	g_string_append(page, "; ");
	add_plain(page, record->date);
}

static void add_reason(GString *page, const SpReportRow *row)
{
	g_string_append_printf(page, "- %s %s: ", row->branch, row->version);
	add_prose(page, row->reason);
	for (guint i = 0; i < row->records->len; i++)
		add_record(page, row->records->pdata[i]);
	g_string_append_c(page, '\n');
}

/* What a person has to say of it: notes.md of the fix folder. */
static gboolean add_notes(GString *page, const SpFix *fix, GError **error)
{
	g_autofree char *path = fix->dir ? g_build_filename(fix->dir, "notes.md", NULL) : NULL;
	g_autofree char *text = NULL;

	if (!path || !g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
	if (!sp_fs_read(path, &text, NULL, error))
		return FALSE;
	g_string_append_printf(page, "\n## Notes\n\n%s", text);
	return TRUE;
}

char *sp_reportpage(const char *dir, const SpFix *fix, const GPtrArray *rows, GError **error)
{
	g_autoptr(GString) page = g_string_new("# ");

	add_plain(page, fix->patch->subject);
	g_string_append_printf(page,
			       "\n\nMainline %s. Made by `stableport report --markdown` from what "
			       "lies beside it.\n\n",
			       fix->upstream ? fix->upstream : "commit unknown");
	add_lines(page, dir, rows);
	if (!add_notes(page, fix, error))
		return NULL;
	add_boots(page, rows);
	g_string_append(page, "\n## What says so\n\n");
	for (guint i = 0; i < rows->len; i++)
		add_reason(page, rows->pdata[i]);
	return g_string_free(g_steal_pointer(&page), FALSE);
}
