/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-trees: puts trees of real size (65,000 files in 4,200 folders) on the branches of
 * bench-repo's repository, for bench-port. Prints a stream for `git fast-import`:
 *   bench-trees base TIP MAKEFILE		on mainline: the tree, and a commit with a bug
 *   bench-trees rest BUG TREE [TIP MAKEFILE BRANCH]...
 *		a thousand fixes on mainline, then the bug's; on the branches: their trees, the bug
 * TIP: the commit to go on from; MAKEFILE: id of that blob; BUG, TREE: id of the bug's commit and
 *of the tree before it; newest branch first. Or one thing to compare with: bench-trees
 *path|before|after N		path of the bug's file; its text on branch number N
 */
#include "bench-source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES 65000
#define DEPTHS 10
#define START 1760000000

/* Of v6.0: files and folders by the number of parts of their path, for 78,000 files. */
static const guint real_files[DEPTHS] = {11,	1080, 13834, 24734, 20799,
					 11406, 2907, 2511,  509,   231};
static const guint real_folders[DEPTHS] = {23, 603, 1488, 1379, 819, 279, 234, 164, 56, 0};

static char *paths[FILES];
static GPtrArray *folders[DEPTHS]; /* by depth; "a/b/" */
static guint32 date = START;

static void make_folders(void)
{
	for (guint depth = 0; depth < DEPTHS; depth++) {
		Rng rng = seeded(20, depth);

		folders[depth] = g_ptr_array_new();
		for (guint i = 0; i < real_folders[depth] * 5 / 6; i++) {
			const char *above = "";

			if (depth) {
				guint n = folders[depth - 1]->len;

				above = folders[depth - 1]->pdata[below(&rng, n)];
			}
			g_ptr_array_add(folders[depth], g_strdup_printf("%s%s%u/", above, NOUN, i));
		}
	}
}

/* Folders are of very different sizes; each has a file. */
static void make_paths(void)
{
	static const char *const ends[] = {"c", "c", "c", "c", "c", "h", "h", "h", "rst", "dts"};
	guint n = 0;

	make_folders();
	for (guint depth = 0; depth < DEPTHS; depth++) {
		guint many = depth + 1 < DEPTHS ? real_files[depth] * 5 / 6 : FILES - n;
		Rng rng = seeded(21, depth);

		for (guint i = 0; i < many && n < FILES; i++) {
			GPtrArray *above = depth ? folders[depth - 1] : NULL;
			guint at = !above	    ? 0
				   : i < above->len ? i
						    : real(&rng) * real(&rng) * above->len;

			paths[n] = g_strdup_printf("%s%s-%s%u.%s",
						   above ? (char *)above->pdata[at] : "", ACT, NOUN,
						   n, PICK(&rng, ends));
			n++;
		}
	}
	for (guint i = 0; i < SOURCES; i++) {
		char **path = &paths[source_number(i)];
		char *dot = strrchr(*path, '.');

		*path = g_strdup_printf("%.*s.c", (int)(dot - *path), *path);
	}
}

static GString *filler(guint file, int branch)
{
	GString *text = g_string_new("// SPDX-License-Identifier: GPL-2.0\n\n");
	Source source = {.file = SOURCES + file, .branch = branch};
	Rng rng = seeded(22, file);
	guint n = 1 + below(&rng, 5);

	if (branch != MAINLINE)
		g_string_append_printf(text, "/* Number %d has its own. */\n", branch);
	for (guint i = 0; i < n; i++)
		add_function(text, &source, i * 4 + 2);
	return text;
}

static void put_data(const char *text, gsize length)
{
	printf("data %" G_GSIZE_FORMAT "\n", length);
	fwrite(text, 1, length, stdout);
	putchar('\n');
}

static void put_file(const char *path, GString *text)
{
	printf("M 100644 inline %s\n", path);
	put_data(text->str, text->len);
	g_string_free(text, TRUE);
}

static void put_source(const Source *source)
{
	put_file(paths[source_number(source->file)], source_text(source));
}

static void put_commit(const char *branch, const char *from, const char *subject, const char *body)
{
	g_autofree char *message = g_strdup_printf(
		"%s\n\n%sSigned-off-by: Main Tainer <main@example.org>\n", subject, body);

	date += 600;
	printf("commit refs/heads/%s\ncommitter Main Tainer <main@example.org> %u +0000\n", branch,
	       date);
	put_data(message, strlen(message));
	if (from)
		printf("from %s\n", from);
}

static void set_stages(Source *source, Stage stage)
{
	for (guint i = 0; i < SLOTS; i++)
		source->stage[i] = stage;
}

/* The bug is not there yet; what the thousand fixes mend is. */
static Source first_source(guint file, int branch)
{
	Source source = {.file = file, .branch = branch};

	set_stages(&source, BUGGY);
	if (file == SOURCES - 1)
		source.stage[0] = SOUND;
	return source;
}

static Source bug_source(int branch, Stage stage)
{
	Source source = first_source(SOURCES - 1, branch);

	source.stage[0] = stage;
	return source;
}

#define BUG_SUBJECT "vmx: take the context of a request instead of the device"

static void put_base(const char *tip, const char *makefile)
{
	GHashTable *sources = g_hash_table_new(NULL, NULL);
	Source bug;

	for (guint i = 0; i < SOURCES; i++)
		g_hash_table_add(sources, GUINT_TO_POINTER(source_number(i)));
	put_commit("master", tip, "tree: a tree of real size", "");
	printf("deleteall\nM 100644 %s Makefile\n", makefile);
	for (guint i = 0; i < FILES - 1; i++)
		if (!g_hash_table_contains(sources, GUINT_TO_POINTER(i)))
			put_file(paths[i], filler(i, MAINLINE));
	for (guint i = 0; i < SOURCES; i++) {
		Source source = first_source(i, MAINLINE);

		put_source(&source);
	}
	put_commit("master", NULL, BUG_SUBJECT, "The device may be shared.\n\n");
	bug = bug_source(MAINLINE, BUGGY);
	put_source(&bug);
	g_hash_table_unref(sources);
}

static void put_fixes(const char *bug)
{
	static Source sources[SOURCES];
	g_autofree char *reason = g_strdup_printf(
		"A request without it is not one for the context.\n\nFixes: %.12s (\"" BUG_SUBJECT
		"\")\n",
		bug);
	Source source = bug_source(MAINLINE, MENDED);

	for (guint i = 0; i < SOURCES - 1; i++)
		sources[i] = first_source(i, MAINLINE);
	for (guint fix = 0; fix < FIXES; fix++) {
		guint file = file_of(fix), slot = slot_of(fix);
		g_autofree char *subject =
			g_strdup_printf("%s: mend number %u", area_of(file), fix);

		put_commit("master", fix ? NULL : bug, subject, "It was wrong.\n\n");
		sources[file].stage[slot] = MENDED;
		put_source(&sources[file]);
	}
	put_commit("master", NULL, "vmx: fix requests that have no context", reason);
	put_source(&source);
}

/* Most folders of a branch hold a file that is not mainline's. */
static void put_branch(const char *bug, const char *tree, char **where, int branch)
{
	const char *tip = where[0], *makefile = where[1], *name = where[2];
	g_autofree char *upstream =
		g_strdup_printf("commit %s upstream.\n\nThe device may be shared.\n\n", bug);
	Source source;

	put_commit(name, tip, "tree: the branch's tree of real size", "");
	printf("M 040000 %s \nM 100644 %s Makefile\n", tree, makefile);
	for (guint i = 0; i < FILES - 1; i++) {
		Rng rng = seeded(23 + branch, i);

		if (i < 1000 || !chance(&rng, 0.06))
			continue;
		if ((i - source_number(0)) % 1500 != 0)
			put_file(paths[i], filler(i, branch));
	}
	for (guint i = 0; i < SOURCES; i++) {
		source = first_source(i, branch);
		put_source(&source);
	}
	put_commit(name, NULL, BUG_SUBJECT, upstream);
	source = bug_source(branch, BUGGY);
	put_source(&source);
}

static void put_text(int branch, Stage stage)
{
	Source source = bug_source(branch, stage);
	GString *text = source_text(&source);

	fputs(text->str, stdout);
	g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";

	make_paths();
	if (strcmp(what, "base") == 0 && argc == 4) {
		put_base(argv[2], argv[3]);
	} else if (strcmp(what, "rest") == 0 && argc % 3 == 1) {
		put_fixes(argv[2]);
		for (int i = 4; i < argc; i += 3)
			put_branch(argv[2], argv[3], argv + i, i / 3 - 1);
	} else if (strcmp(what, "path") == 0) {
		puts(paths[source_number(SOURCES - 1)]);
	} else if (strcmp(what, "before") == 0) {
		put_text(atoi(argv[2]), BUGGY);
	} else if (strcmp(what, "after") == 0) {
		put_text(atoi(argv[2]), MENDED);
	} else {
		fprintf(stderr, "usage: see the file's head\n");
		return 2;
	}
	return 0;
}
