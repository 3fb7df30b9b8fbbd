/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-scan: usage: bench-scan TREE. Scans all .c and .h files below TREE, by name, and prints a
 * line a function: path, name, line of the name, last line, first line, arm; a tab between two.
 */
#include "stage/csource.h"

#include <fts.h>
#include <stdio.h>
#include <string.h>

static void scan_file(const char *path, const char *name)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	gsize length = 0;

	if (!g_file_get_contents(path, &text, &length, &error))
		g_error("%s", error->message);

	g_autoptr(SpCSource) source = sp_csource_parse(text, length);
	const GPtrArray *functions = sp_csource_functions(source);

	for (guint i = 0; i < functions->len; i++) {
		const SpFunction *f = functions->pdata[i];

		printf("%s\t%s\t%u\t%u\t%u\t%s\n", name, f->name, f->line + 1, f->end + 1,
		       f->head + 1, f->arm);
	}
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

int main(int argc, char **argv)
{
	char *roots[] = {argc == 2 ? argv[1] : NULL, NULL};
	FTS *tree;

	if (argc != 2 || !(tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name))) {
		fprintf(stderr, "usage: bench-scan TREE\n");
		return 2;
	}
	for (FTSENT *entry; (entry = fts_read(tree));)
		if (entry->fts_info == FTS_F && (g_str_has_suffix(entry->fts_name, ".c") ||
						 g_str_has_suffix(entry->fts_name, ".h")))
			scan_file(entry->fts_path, entry->fts_path + strlen(argv[1]) + 1);
	fts_close(tree);
	return 0;
}
