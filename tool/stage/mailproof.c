/* SPDX-License-Identifier: GPL-2.0-only */
/* mailproof: a record in words. It claims what the record shows, and nothing that it does not. */
#include "stage/mailproof.h"

#include "base/err.h"
#include "stage/interdiff.h"

#include <string.h>

#define LONGEST_INTERDIFF 60 /* lines; the reader has the diff itself just below */

/* What a compiler or a console said may have many lines, and anything in them. */
static void add_deeper(GString *text, const char *indent, const char *lines)
{
	g_auto(GStrv) each = g_strsplit(lines, "\n", -1);

	for (guint i = 0; each[i]; i++)
		if (*each[i])
			g_string_append_printf(text, "%s%s\n", indent, each[i]);
}

static void add_indented(GString *text, const char *lines)
{
	add_deeper(text, "    ", lines);
}

/* The kernel's own words stand in lines of their own, for the reader who greps for them. */
static void add_cell(GString *text, const SpRecord *record, const SpCell *cell)
{
	g_autofree char *summary = sp_cell_summary(cell);
	g_autoptr(GPtrArray) faces = sp_cell_faces(cell, FALSE);
	g_autofree char *told = g_strdup_printf("%s: %s", cell->title, summary);
	g_autofree char *asked = NULL;

	add_indented(text, told);
	for (guint i = 0; i < faces->len; i++)
		add_deeper(text, "      ", faces->pdata[i]);
	if (g_str_equal(cell->variant, "unpatched"))
		asked = sp_record_asked(record, cell->scenario);
	if (asked)
		g_string_append_printf(text, "      (%s)\n", asked);
}

/* All kernels of the scenario of which @first is the first cell. */
static void add_scenario(GString *text, const SpFix *fix, const SpRecord *record,
			 const SpCell *first)
{
	const SpScenario *scenario = sp_fix_scenario(fix, first->scenario);
	const char *title = scenario ? scenario->title : NULL;

	g_string_append_printf(text, "  %s%s%s:\n", first->scenario, title ? ": " : "",
			       title ? title : "");
	if (first->not_applicable) { /* then no other cell of it is */
		g_string_append_printf(text, "    not applicable: %s\n", first->not_applicable);
		return;
	}
	for (guint i = 0; i < record->cells->len; i++) {
		const SpCell *cell = record->cells->pdata[i];

		if (g_str_equal(cell->scenario, first->scenario) && !cell->not_applicable)
			add_cell(text, record, cell);
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

static void add_record(GString *text, const SpFix *fix, const SpRecord *record, guint patches)
{
	g_autofree char *why = NULL;

	g_string_append_printf(text, "%s on %s (%s), %s,\n%s, %s,\n%s (%s):\n\n",
			       record->only_boot ? "Built and booted" : "Tested", record->version,
			       record->source, record->arch, record->compiler, record->linker,
			       record->qemu, record->accelerator);
	if (patches > 1)
		g_string_append_printf(
			text,
			"The backport is all %u patches of this series, unpatched is "
			"none of them.\n\n",
			patches);
	for (guint i = 0; i < record->cells->len; i++)
		if (sp_record_is_first(record, i))
			add_scenario(text, fix, record, record->cells->pdata[i]);
	if (record->only_boot)
		g_string_append(text, "\nNo more than that was done: nothing provoked the bug, "
				      "neither without the patch\nnor with it.\n");
	else if (sp_record_proven(record, &why))
		g_string_append(text, "\nProven: each of these kernels did what it has to do.\n");
	else
		g_string_append_printf(text, "\nNot proven: %s\n", why);
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
		add_record(text, fix, records->pdata[i], patches);
	}
	if (!records->len)
		g_string_append(text, "Not built and not booted.\n");
	g_string_append_printf(text, "\n%s", differs);
	if (newer)
		g_string_append_printf(text, "\n%s", newer);
	return sp_clean_text(text->str);
}
