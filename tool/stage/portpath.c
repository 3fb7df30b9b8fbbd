/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portpath: a file keeps its functions when it moves, so only files that define those of the hunks
 * are candidates; a patch that names no function has none.
 */
#include "stage/portpath.h"

#include "stage/csource.h"
#include "stage/hunkfile.h"
#include "stage/hunkgroup.h"
#include "stage/hunkscope.h"
#include "stage/porthome.h"

#include <string.h>

/* Folders as large as this hold drivers that have nothing to do with each other. */
enum { MOST_FILES = 400, MOST_BYTES = 2 << 20 };

/* The line of the hunk, or its "@@" line, that heads @function; "" if neither does. */
static char *head_line(const SpHunk *hunk, const GPtrArray *old, const char *function)
{
	for (guint i = 0; i <= old->len; i++) {
		const char *line = i < old->len ? old->pdata[i] : hunk->section;
		g_autofree char *name = line ? sp_hunkscope_head(line) : NULL;

		if (g_strcmp0(name, function) == 0)
			return g_strdup(line);
	}
	return g_strdup("");
}

/* The functions that the patch changes, each once, and in @heads the line that heads each. */
static GPtrArray *functions_of(const SpPatchFile *file, GPtrArray *heads)
{
	g_autoptr(SpCSource) pre =
		file->pre ? sp_csource_parse(file->pre, strlen(file->pre)) : NULL;
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < file->hunks->len; i++) {
		const SpHunk *hunk = file->hunks->pdata[i];
		g_autoptr(GPtrArray) old = sp_hunkfile_side(hunk, '-');
		g_autoptr(GPtrArray) new = sp_hunkfile_side(hunk, '+');
		g_autoptr(SpUnits) theirs = sp_units_new(old, TRUE);
		g_autoptr(SpUnits) changed = sp_units_new(new, TRUE);
		g_autoptr(GArray) groups = sp_hunkgroups(hunk, theirs, changed);

		for (guint k = 0; k < groups->len; k++) {
			const SpHunkGroup *group = &g_array_index(groups, SpHunkGroup, k);
			g_auto(SpHunkScope) scope = {FALSE};

			sp_hunkscope_of(hunk, old, group->old, group->old_end, pre, &scope);
			if (!scope.function || g_ptr_array_find_with_equal_func(
						       names, scope.function, g_str_equal, NULL))
				continue;
			g_ptr_array_add(heads, head_line(hunk, old, scope.function));
			g_ptr_array_add(names, g_steal_pointer(&scope.function));
		}
	}
	return names;
}

/* Whether @path is a file that defines all of @functions, with those @heads (nullable). */
static gboolean defines_all(SpBranch *branch, const char *path, const GPtrArray *functions,
			    const GPtrArray *heads, gboolean *yes, GError **error)
{
	g_autoptr(SpCSource) source = NULL;
	SpFileState state;
	const char *text;
	gsize length;

	*yes = FALSE;
	if (!sp_branch_read(branch, path, &state, &text, &length, error))
		return FALSE;
	if (state != SP_FILE_FOUND || length > MOST_BYTES)
		return TRUE;
	for (guint i = 0; i < functions->len; i++)
		if (!strstr(text, functions->pdata[i]))
			return TRUE;
	source = sp_csource_parse(text, length);
	for (guint i = 0; i < functions->len; i++) {
		g_autoptr(GPtrArray) found = sp_csource_find(source, functions->pdata[i], NULL);

		/* A driver next to it may have functions of the same names for its own structs. */
		if (!found->len || (heads && !strstr(text, heads->pdata[i])))
			return TRUE;
	}
	*yes = TRUE;
	return TRUE;
}

typedef struct {
	const SpPatchFile *file;
	SpBranch *branch;
	GPtrArray *functions;
	GPtrArray *heads;
	GPtrArray *paths; /* found so far */
} Search;

static gboolean is_inside(const char *path, const char *folder)
{
	return g_str_has_prefix(path, folder) && path[strlen(folder)] == '/';
}

/* Names that files of any driver or file system have. */
static gboolean is_common(const char *path)
{
	static const char *const common[] = {
		"acl",	   "alloc", "attr",	"balloc", "base",    "bitmap",	"block", "btree",
		"bus",	   "cache", "clk",	"commit", "common",  "core",	"ctrl",	 "debug",
		"debugfs", "dev",   "dir",	"dma",	  "export",  "file",	"hw",	 "inode",
		"init",	   "input", "io",	"ioctl",  "irq",     "journal", "lib",	 "mac",
		"main",	   "mem",   "misc",	"mm",	  "namei",   "node",	"ops",	 "page",
		"pci",	   "phy",   "platform", "pm",	  "proc",    "procfs",	"queue", "reg",
		"ring",	   "rx",    "setup",	"super",  "symlink", "sysfs",	"time",	 "trace",
		"tx",	   "usb",   "util",	"utils",  "xattr",   NULL};
	g_autofree char *base = g_path_get_basename(path);
	g_autofree char *stem = g_strndup(base, strcspn(base, "."));

	return g_strv_contains(common, stem);
}

static gboolean try_path(Search *search, const char *folder, const char *name, GError **error)
{
	g_autofree char *path = *folder ? g_build_filename(folder, name, NULL) : g_strdup(name);
	g_autofree char *home = g_path_get_dirname(search->file->path);
	gboolean near =
		is_inside(path, home) || is_inside(home, folder) || g_str_equal(folder, home);
	gboolean yes;

	/* Of another driver, perhaps, and the patch does not tell. */
	if (!near && is_common(path))
		return TRUE;
	if (g_str_equal(path, search->file->path) ||
	    g_ptr_array_find_with_equal_func(search->paths, path, g_str_equal, NULL))
		return TRUE;
	if (!defines_all(search->branch, path, search->functions, near ? NULL : search->heads, &yes,
			 error))
		return FALSE;
	if (yes)
		g_ptr_array_add(search->paths, g_steal_pointer(&path));
	return TRUE;
}

/* The same name in @folder and in the folders right below it. */
static gboolean look_around(Search *search, const char *folder, const char *name, GError **error)
{
	g_autoptr(GPtrArray) entries = sp_branch_list(search->branch, folder);

	if (!try_path(search, folder, name, error))
		return FALSE;
	for (guint i = 0; i < entries->len; i++) {
		const char *entry = entries->pdata[i];
		g_autofree char *inner = g_strndup(entry, strlen(entry) - 1);
		g_autofree char *below = g_build_filename(folder, inner, NULL);

		if (!g_str_has_suffix(entry, "/"))
			continue;
		if (!try_path(search, below, name, error))
			return FALSE;
	}
	return TRUE;
}

/* From the file's own folder upward, but for the top of the tree: the name alone, and all of the
 * path from there on, which is one folder deeper where the driver was in drivers/staging. */
static gboolean look_by_name(Search *search, GError **error)
{
	g_autofree char *name = g_path_get_basename(search->file->path);
	g_autofree char *folder = g_path_get_dirname(search->file->path);

	while (!g_str_equal(folder, ".")) {
		g_autofree char *inner = g_steal_pointer(&folder);
		const char *rest = search->file->path + strlen(inner) + 1;

		if (!look_around(search, inner, name, error) ||
		    (strchr(rest, '/') && !look_around(search, inner, rest, error)))
			return FALSE;
		folder = g_path_get_dirname(inner);
	}
	return TRUE;
}

/* Whether upstream's other files see the function that @head begins: there is one of its name. */
static gboolean is_seen(const char *head, const char *function)
{
	g_autofree char *pattern = g_strdup_printf("\\w[\\s*]+\\**%s\\s*\\(", function);

	return !strstr(head, "static") && g_regex_match_simple(pattern, head, G_REGEX_RAW, 0);
}

/* Whether the function has a word of upstream's name for the file that no other file's there has:
 * neither the folder nor the file @name. */
static gboolean is_named_after(const char *path, const char *name, const char *function)
{
	enum { TELLING = 4 };
	g_autofree char *base = g_path_get_basename(path), *folder = g_path_get_dirname(path);
	g_autofree char *above = g_path_get_basename(folder);
	g_auto(GStrv) words = g_strsplit_set(base, "_-.", -1);
	g_auto(GStrv) its = g_strsplit(function, "_", -1);

	for (char **word = words; *word; word++)
		if (strlen(*word) >= TELLING && !strstr(above, *word) && !strstr(name, *word) &&
		    !is_common(*word) && g_strv_contains((const char *const *)its, *word))
			return TRUE;
	return FALSE;
}

/* Drivers are made of copies of each other: whether @name can be no other one than upstream's. */
static gboolean is_no_copy(const Search *search, const char *name)
{
	const char *const *beside = (const char *const *)search->file->beside;

	if (beside && !g_strv_contains(beside, name))
		return TRUE;
	for (guint i = 0; i < search->functions->len; i++)
		if (!is_seen(search->heads->pdata[i], search->functions->pdata[i]) &&
		    !is_named_after(search->file->path, name, search->functions->pdata[i]))
			return FALSE;
	return TRUE;
}

/* Any file of the same folder. */
static gboolean look_beside(Search *search, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(search->file->path);
	g_autoptr(GPtrArray) entries = sp_branch_list(search->branch, folder);

	for (guint i = 0; i < entries->len && entries->len <= MOST_FILES; i++)
		if (sp_porthome_kind(entries->pdata[i]) == SP_KIND_C &&
		    is_no_copy(search, entries->pdata[i]) &&
		    !try_path(search, folder, entries->pdata[i], error))
			return FALSE;
	return TRUE;
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *sp_portpath_find(const SpPatchFile *file, SpBranch *branch, GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) functions = sp_porthome_kind(file->path) == SP_KIND_C
						 ? functions_of(file, heads)
						 : g_ptr_array_new();
	Search search = {file, branch, functions, heads, paths};
	gboolean there;

	if (!functions->len)
		return g_steal_pointer(&paths);
	/* What is where it should be has not moved. */
	if (!defines_all(branch, file->path, functions, NULL, &there, error))
		return NULL;
	if (there)
		return g_steal_pointer(&paths);
	if (!look_by_name(&search, error))
		return NULL;
	if (!paths->len && !look_beside(&search, error))
		return NULL;
	g_ptr_array_sort(paths, by_name);
	return g_steal_pointer(&paths);
}
