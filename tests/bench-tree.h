/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-tree: the trees of bench-repo's commits with their ids, and the commits and tags themselves
 * as lines for `git fast-import`.
 */
#pragma once

#include "bench-shape.h"

#define FILES 16

/* The content of a tree: everything that its id depends on. */
typedef struct {
	guint8 release;
	guint8 rc; /* 0 for the release itself */
	guint16 sublevel;
	guint8 stage; /* of collapse_range(): 0 before the bug, 1 with it, 2 fixed */
	guint32 level[FILES];
	Id files[FILES]; /* blobs; the first is mm/x.c, the others are in drivers/ */
	Id makefile;
	Id root;
} Tree;

static FILE *out;
static guint32 n_marks;	  /* fast-import's marks: mainline first, then stable */
static guint32 old_marks; /* marks that the stream now written does not know */
static GString *message, *object;

/* ---- trees */

static const char *path_of(guint file)
{
	static char path[32];

	if (file == 0)
		return "mm/x.c";
	g_snprintf(path, sizeof path, "drivers/d%02u.c", file);
	return path;
}

static void add_file(GString *to, const Tree *tree, guint file)
{
	if (file > 0) {
		g_string_append_printf(
			to,
			"// SPDX-License-Identifier: GPL-2.0\n\nint d%02u_level(void)\n{\n"
			"\treturn %u;\n}\n",
			file, tree->level[file]);
		return;
	}
	g_string_append_printf(to,
			       "// SPDX-License-Identifier: GPL-2.0\n#include <linux/mm.h>\n\n"
			       "static int x_level(void)\n{\n\treturn %u;\n}\n\n",
			       tree->level[0]);
	for (guint i = 0; i < 6; i++)
		g_string_append_printf(
			to,
			"static void x_step_%u(struct range *range)\n{\n"
			"\tif (range->level < x_level())\n\t\trange->step = %u;\n}\n\n",
			i, i);
	g_string_append(to,
			"static int collapse_range(struct range *range, struct page **carried)\n{\n"
			"\tstruct page *page = *carried;\n\tint ret;\n\n\tx_step_0(range);\n");
	g_string_append(to, tree->stage == 0
				    ? "\tif (!page_ref_freeze(page, 1))\n\t\treturn -EBUSY;\n"
				    : "\tpage_ref_add(page, range->pages - 1);\n");
	g_string_append(to,
			"\tret = copy_range(range, page);\n\tif (ret) {\n\t\tx_step_1(range);\n");
	g_string_append(to, tree->stage < 2
				    ? "\t\treturn ret;\n"
				    : "\t\tif (page_count(page) > 1) {\n\t\t\tput_page(page);\n"
				      "\t\t\t*carried = NULL;\n\t\t}\n\t\treturn ret;\n");
	g_string_append(
		to,
		"\t}\n\t*carried = NULL;\n\treturn 0;\n}\n\n"
		"int x_run(struct range *range)\n{\n\tstruct page *page = alloc_page(GFP_KERNEL);\n\n"
		"\treturn collapse_range(range, &page);\n}\n");
}

static void add_makefile(GString *to, const Tree *tree)
{
	int version, patchlevel, sublevel;

	release_parts(tree->release, &version, &patchlevel, &sublevel);
	g_string_append_printf(to,
			       "# SPDX-License-Identifier: GPL-2.0\nVERSION = %d\nPATCHLEVEL = %d\n"
			       "SUBLEVEL = %d\nEXTRAVERSION =",
			       version, patchlevel, sublevel + tree->sublevel);
	if (tree->rc)
		g_string_append_printf(to, " -rc%d", tree->rc);
	g_string_append(to, "\nNAME = Benchmark\n");
}

static void add_entry(GString *to, const char *name, const Id *id)
{
	g_string_append(to, name);
	g_string_append_len(to, "", 1);
	g_string_append_len(to, (const char *)id->bytes, sizeof id->bytes);
}

static void set_root(Tree *tree)
{
	Id dir;
	Id drivers;

	g_string_truncate(object, 0);
	for (guint i = 1; i < FILES; i++) {
		char name[32];

		g_snprintf(name, sizeof name, "100644 %s", strchr(path_of(i), '/') + 1);
		add_entry(object, name, &tree->files[i]);
	}
	drivers = hash("tree", object->str, object->len);
	g_string_truncate(object, 0);
	add_entry(object, "100644 x.c", &tree->files[0]);
	dir = hash("tree", object->str, object->len);
	g_string_truncate(object, 0);
	add_entry(object, "100644 Makefile", &tree->makefile);
	add_entry(object, "40000 drivers", &drivers);
	add_entry(object, "40000 mm", &dir);
	tree->root = hash("tree", object->str, object->len);
}

/* What the commit in the making changes: lines for fast-import. */
static GString *changes;

static void put_file(const char *path, Id *id, const GString *text)
{
	*id = hash("blob", text->str, text->len);
	g_string_append_printf(changes, "M 100644 inline %s\ndata %" G_GSIZE_FORMAT "\n%s\n", path,
			       text->len, text->str);
}

static void change_file(Tree *tree, guint file)
{
	g_string_truncate(object, 0);
	add_file(object, tree, file);
	put_file(path_of(file), &tree->files[file], object);
}

static void change_makefile(Tree *tree)
{
	g_string_truncate(object, 0);
	add_makefile(object, tree);
	put_file("Makefile", &tree->makefile, object);
}

/* ---- commits */

/* How the stream names a commit: marks of an earlier stream are not known in this one. */
static const char *name_of(guint32 mark, const Id *id)
{
	static char text[4][41];
	static guint turn;
	char *s = text[turn++ % 4];

	if (mark < old_marks)
		g_strlcpy(s, hex(id), 41);
	else
		g_snprintf(s, 41, ":%u", mark + 1);
	return s;
}

typedef struct {
	guint32 mark;
	Id id;
} Parent;

/* Writes the commit of @message and @changes; returns its mark and id. */
static Parent put_commit(const char *ref, const Tree *tree, const Parent *parents, guint n_parents,
			 gboolean go_on, const char *author, const char *committer)
{
	Parent made = {.mark = n_marks++};
	static GString *text;

	if (!text)
		text = g_string_sized_new(4096);
	g_string_printf(text, "tree %s\n", hex(&tree->root));
	for (guint i = 0; i < n_parents; i++)
		g_string_append_printf(text, "parent %s\n", hex(&parents[i].id));
	g_string_append_printf(text, "author %s\ncommitter %s\n\n", author, committer);
	g_string_append_len(text, message->str, message->len);
	made.id = hash("commit", text->str, text->len);

	fprintf(out, "commit %s\nmark :%u\nauthor %s\ncommitter %s\ndata %" G_GSIZE_FORMAT "\n",
		ref, made.mark + 1, author, committer, message->len);
	fwrite(message->str, 1, message->len, out);
	fputc('\n', out);
	if (n_parents > 0 && !go_on)
		fprintf(out, "from %s\n", name_of(parents[0].mark, &parents[0].id));
	if (n_parents > 1)
		fprintf(out, "merge %s\n", name_of(parents[1].mark, &parents[1].id));
	fwrite(changes->str, 1, changes->len, out);
	g_string_truncate(changes, 0);
	return made;
}

static void put_tag(const char *name, const Parent *on, const char *who, gint64 date)
{
	char *text = g_strdup_printf("Linux %s\n", name + 1);

	fprintf(out, "tag %s\nfrom %s\ntagger %s %" G_GINT64_FORMAT " +0000\ndata %zu\n%s\n", name,
		name_of(on->mark, &on->id), who, date, strlen(text), text);
	g_free(text);
}

#define MAINTAINER "Main Tainer <main@example.org>"
#define STABLE_MAINTAINER "Stable Tainer <stable@example.org>"

static void add_author(GString *to, guint32 commit)
{
	Rng rng = seeded(4, commit);

	add_person(to, commit);
	g_string_append_printf(to, " %u %s", commits[commit].date - below(&rng, 10 * DAY),
			       below(&rng, 2) ? "+0200" : "-0700");
}
