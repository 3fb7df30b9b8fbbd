/* SPDX-License-Identifier: GPL-2.0-only */
/* report: show all records of a fix. */
#include "cmd/input.h"
#include "stage/report.h"
#include "stage/reportpage.h"

#include <stdio.h>

int sp_cmd_report(int argc, char **argv, SpGlobal *global, GError **error)
{
	gboolean markdown = FALSE;
	const GOptionEntry own[] = {
		{"markdown", 0, 0, G_OPTION_ARG_NONE, &markdown, "a page, for OUT/FIX/README.md",
		 NULL},
		{NULL},
	};
	g_autoptr(SpInput) input =
		sp_input_parse(argc, argv, global, "Shows what OUT/FIX holds on all branches.", own,
			       SP_INPUT_FIX_ONLY, error);
	g_autofree char *dir = NULL;
	g_autofree char *text = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	if (!input)
		return SP_EXIT_UNKNOWN;
	dir = sp_input_fix_dir(input);
	rows = sp_report_load(dir, error);
	if (!rows)
		return SP_EXIT_UNKNOWN;
	if (markdown)
		text = sp_reportpage(dir, input->fix, rows, error);
	else
		text = global->json ? sp_report_json(rows) : sp_report_text(rows);
	if (!text)
		return SP_EXIT_UNKNOWN;
	fputs(text, stdout);
	return SP_EXIT_DONE;
}
