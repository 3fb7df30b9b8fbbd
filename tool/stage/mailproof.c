/* SPDX-License-Identifier: GPL-2.0-only */
/* mailproof: a record in words. It claims what the record shows, and nothing that it does not. */
#include "stage/mailproof.h"

#include "base/err.h"
#include "stage/interdiff.h"

#include <string.h>

#define LONGEST_INTERDIFF 60 /* lines; the reader has the diff itself just below */

/* Each part of @whole on a line of its own, behind @start. */
static void add_lines(GString *text, const char *start, const char *whole, const char *between)
{
	g_auto(GStrv) each = g_strsplit(whole, between, -1);

	for (guint i = 0; each[i]; i++)
		if (*each[i])
			g_string_append_printf(text, "%s%s\n", start, each[i]);
}

/* A complaint may have many lines, and a compiler may have said anything in them. */
static void add_indented(GString *text, const char *lines)
{
	add_lines(text, "    ", lines, "\n");
}

/* All that was made of one scenario follow each other. */
static void add_cells(GString *text, const SpRecord *record)
{
	const char *scenario = "";

	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];
		g_autofree char *summary = sp_cell_summary(cell);
		gboolean more = g_str_equal(cell->scenario, scenario);

		scenario = cell->scenario;
		/* A whole scenario is, or nothing of it. */
		if (cell->not_applicable && !more)
			g_string_append_printf(text, "  %s: %s\n", scenario, summary);
		if (cell->not_applicable)
			continue;
		if (!more)
			g_string_append_printf(text, "  %s:\n", scenario);
		g_string_append_printf(text, "    %s:%s", cell->variant,
				       strchr(summary, '\n') ? "\n" : "");
		add_lines(text, strchr(summary, '\n') ? "      " : " ", summary, "\n");
	}
}

/* What the variants are, those that were not @told of yet. */
static void add_titles(GString *text, const SpRecord *record, GHashTable *told)
{
	const char *start = "\n";

	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];

		if (cell->not_applicable || !cell->title || !g_hash_table_add(told, cell->variant))
			continue;
		g_string_append_printf(text, "%s  %s: %s\n", start, cell->variant, cell->title);
		start = "";
	}
}

/* For the reader who greps a console for it. */
static void add_signatures(GString *text, const SpRecord *record)
{
	g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];

		for (guint k = 0; k < cell->boots->len; k++) {
			const SpBoot *boot = cell->boots->pdata[k];

			if (boot->outcome != SP_BOOT_CRASHED || !boot->signature ||
			    !g_hash_table_add(told, boot->signature))
				continue;
			if (g_hash_table_size(told) == 1)
				g_string_append(text, "\nOn the console, where it crashed:\n");
			add_indented(text, boot->signature);
		}
	}
}

static void add_repeat(GString *text, const SpFix *fix, const SpRecord *record, guint patches)
{
	g_string_append_printf(text,
			       "\nTo repeat it: stableport verify %s --arch %s%s%s, which builds "
			       "and boots the\nsame",
			       fix->name, record->arch,
			       record->only_boot ? " --reproducer none" : "",
			       patches > 1 ? " --with-preconditions" : "");
	if (!record->only_boot)
		g_string_append_printf(text, ", with %s (sha256 %.16s)",
				       record->reproducer ? record->reproducer
							  : "the reproducer of that folder",
				       record->reproducer_sha256 ? record->reproducer_sha256 : "");
	g_string_append(text, ".\n");
}

/* Of the changed files; where one could not be looked at, "none" would say too much. */
static void add_alone(GString *text, const SpRecord *record)
{
	const char *unbuilt = record->unbuilt ? record->unbuilt : "";

	if (!record->warnings)
		return;
	g_string_append(text, "\nNew warnings of the changed files with W=1");
	if (*record->warnings) {
		g_string_append(text, ":\n");
		add_indented(text, record->warnings);
	} else {
		g_string_append(text, *unbuilt ? ": none where they compile.\n" : ": none.\n");
	}
	if (*unbuilt) {
		g_string_append(text, "\nNot looked at for warnings:\n");
		add_indented(text, unbuilt);
	}
	if (!record->broken || !*record->broken)
		return;
	g_string_append(text, "\nCompiles without the patch, and not with it:\n");
	add_indented(text, record->broken);
}

/* What follows from the numbers; "proven: tmpfs: ...; text: ..." of all scenarios. */
static void add_conclusion(GString *text, const SpRecord *record)
{
	g_autofree char *conclusion = sp_record_conclusion(record);
	gboolean proven = g_str_has_prefix(conclusion, "proven: ");

	g_string_append(text, proven ? "\nProven:\n" : "\n");
	add_lines(text, "    ", conclusion + (proven ? strlen("proven: ") : 0), "; ");
}

static void add_record(GString *text, const SpFix *fix, const SpRecord *record, guint patches,
		       GHashTable *told)
{
	g_string_append_printf(text, "%s on %s (%s), %s,\n%s, %s,\n%s (%s):\n",
			       record->only_boot ? "Built and booted" : "Tested", record->version,
			       record->source, record->arch, record->compiler, record->linker,
			       record->qemu, record->accelerator);
	add_lines(text, "    ", record->arguments ? record->arguments : "", "; ");
	g_string_append_c(text, '\n');
	if (patches > 1)
		g_string_append_printf(
			text,
			"The backport is all %u patches of this series, unpatched is "
			"none of them.\n\n",
			patches);
	add_cells(text, record);
	add_titles(text, record, told);
	add_signatures(text, record);
	if (record->only_boot)
		g_string_append(text, "\nNo more than that was done: nothing provoked the bug, "
				      "neither without the patch\nnor with it.\n");
	else
		add_conclusion(text, record);
	add_alone(text, record);
	add_repeat(text, fix, record, patches);
}

char *sp_mailproof_diff(const SpPatch *patch, const SpPort *port, GError **error)
{
	g_autofree char *diff = sp_interdiff(patch, port, error);
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(GStrv) lines = diff ? g_strsplit(diff, "\n", -1) : NULL;
	const char *whose = patch->copy ? "that of the patch that was given" : "upstream's";

	if (!lines)
		return NULL;
	if (!*diff) {
		g_string_append_printf(text, "The diff is %s, but for line numbers.\n", whose);
	} else if (g_strv_length(lines) > LONGEST_INTERDIFF) {
		g_string_append_printf(text, "The diff differs from %s, see the note.\n", whose);
	} else {
		g_string_append_printf(text,
				       "How the diff differs from %s (-: only there; +: only here; "
				       "line numbers aside):\n\n",
				       whose);
		add_indented(text, diff);
	}
	if (patch->copy)
		g_string_append(text, "\nThat patch was not held against upstream's commit "
				      "itself.\n");
	return sp_clean_text(text->str);
}

char *sp_mailproof(const SpFix *fix, const SpPort *port, const GPtrArray *records,
		   const SpBranch *branch, guint patches, const char *newer, GError **error)
{
	const SpRecord *first = records->len ? records->pdata[0] : NULL;
	SpControl control = first ? first->control : sp_branch_control(branch);
	g_autofree char *differs = sp_mailproof_diff(fix->patch, port, error);
	g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) text = g_string_new(NULL);

	if (!differs)
		return NULL;
	if (control)
		g_string_append_printf(text,
				       "CONTROL, NOT TO BE SENT: %s does not need this fix; %s, to "
				       "show that\nthe reproducer finds the bug and that the patch "
				       "cures it.\n\n",
				       sp_branch_name(branch), sp_control_text(control));
	for (guint i = 0; i < records->len; i++) {
		g_string_append(text, i ? "\n" : "");
		add_record(text, fix, records->pdata[i], patches, told);
	}
	if (!records->len)
		g_string_append(text, "Not built and not booted.\n");
	g_string_append_printf(text, "\n%s", differs);
	if (newer)
		g_string_append_printf(text, "\n%s", newer);
	return sp_clean_text(text->str);
}
