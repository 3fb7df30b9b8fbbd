/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cinclude: the includes of one level are looked up together, since a tarball is read once a call.
 * Those of <asm/...>, which mean many files each, come when all others have been looked at.
 */
#include "stage/cinclude.h"

#include <string.h>

#define MEMO "cinclude"

/* The first N_COMMON are those that most of the kernel is built for. */
#define N_COMMON 6

static const char *const arches[] = {
	"x86",	     "arm64",	  "arm",	"powerpc", "mips",  "s390",	"riscv", "sparc",
	"parisc",    "ia64",	  "m68k",	"sh",	   "alpha", "arc",	"csky",	 "h8300",
	"hexagon",   "loongarch", "microblaze", "nds32",   "nios2", "openrisc", "um",	 "xtensa",
	"unicore32", "c6x",	  "blackfin",	"cris",	   "frv",   "m32r",	"metag", "mn10300",
	"score",     "tile",	  "avr32",	NULL};

typedef struct {
	char *form;   /* "<linux/x.h>" */
	char *folder; /* of the file that has it */
} Request;

struct _SpCIncludes {
	SpBranch *branch;
	GHashTable *files;
	GHashTable *memo;   /* path -> SpCHeader, owned by the branch */
	GHashTable *mine;   /* path -> SpCHeader of @files and of what the branch replaced */
	GHashTable *asked;  /* forms, with their folder if quoted */
	GHashTable *seen;   /* path */
	GHashTable *lost;   /* form */
	GPtrArray *headers; /* SpCHeader */
	GPtrArray *level;   /* Request */
	GPtrArray *later;   /* Request of <asm/...> */
	GPtrArray *folders; /* -I */
	char *path;
	GStrv own;		     /* the file's own includes */
	SpCReach reach, now;	     /* as far as was asked for; of the level being read */
	guint first_later;	     /* of @later, those behind it were met since */
	guint end[SP_REACH_ALL + 1]; /* how many headers are in each reach, once known */
	gboolean ended[SP_REACH_ALL + 1];
};

static void request_free(gpointer data)
{
	Request *request = data;

	g_free(request->form);
	g_free(request->folder);
	g_free(request);
}

/* "a/../b/x.h" -> "b/x.h". */
static char *clean(const char *folder, const char *name)
{
	g_autofree char *joined = g_strdup_printf("/%s/%s", folder, name);
	g_autofree char *full = g_canonicalize_filename(joined, "/");

	return g_strdup(full + 1);
}

/* Whether @arch is of the reach at hand; a file of one, or of a driver folder of its name, has that
 * from the first on. */
static gboolean in_reach(const SpCIncludes *includes, guint arch)
{
	g_autofree char *component = g_strdup_printf("/%s/", arches[arch]);
	gboolean own = strstr(includes->path, component) != NULL;

	if (g_str_has_prefix(includes->path, "arch/"))
		return own && includes->now == SP_REACH_COMMON;
	return ((arch < N_COMMON || own) ? SP_REACH_COMMON : SP_REACH_ALL) == includes->now;
}

static void add_asm(const SpCIncludes *includes, const char *name, GPtrArray *to)
{
	for (guint i = 0; arches[i]; i++) {
		if (!in_reach(includes, i))
			continue;
		g_ptr_array_add(to, g_strdup_printf("arch/%s/include/asm/%s", arches[i], name));
		g_ptr_array_add(to,
				g_strdup_printf("arch/%s/include/uapi/asm/%s", arches[i], name));
	}
	g_ptr_array_add(to, g_strdup_printf("include/asm-generic/%s", name));
	g_ptr_array_add(to, g_strdup_printf("include/uapi/asm-generic/%s", name));
}

/* "mach/x.h" is the file's own machine's. */
static void add_machine(const SpCIncludes *includes, const char *name, GPtrArray *to)
{
	g_auto(GStrv) parts = g_strsplit(includes->path, "/", 4);

	if (g_strv_length(parts) == 4 && strcmp(parts[0], "arch") == 0)
		g_ptr_array_add(to,
				g_strdup_printf("arch/%s/%s/include/%s", parts[1], parts[2], name));
}

/* Folders above the file: their own -I are often meant. */
static void add_above(const SpCIncludes *includes, const char *name, GPtrArray *to)
{
	for (char *folder = g_path_get_dirname(includes->path);;) {
		char *above;

		g_ptr_array_add(to, clean(folder, name));
		g_ptr_array_add(to, g_strdup_printf("%s/include/%s", folder, name));
		above = strchr(folder, '/') ? g_path_get_dirname(folder) : NULL;
		g_free(folder);
		folder = above;
		if (!folder)
			return;
	}
}

/* Returns: (transfer full): paths where it may be, the likely ones first. */
static GPtrArray *candidates(const SpCIncludes *includes, const Request *request)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *name = g_strndup(request->form + 1, strlen(request->form) - 2);

	if (g_str_has_prefix(name, "asm/")) {
		add_asm(includes, name + strlen("asm/"), paths);
		return paths;
	}
	if (*request->form == '"')
		g_ptr_array_add(paths, clean(request->folder, name));
	g_ptr_array_add(paths, clean("include", name));
	g_ptr_array_add(paths, clean("include/uapi", name));
	for (guint i = 0; i < includes->folders->len; i++)
		g_ptr_array_add(paths, clean(includes->folders->pdata[i], name));
	add_machine(includes, name, paths);
	add_above(includes, name, paths);
	return paths;
}

/* *header is NULL if the tree has no such file. */
static gboolean find_header(SpCIncludes *includes, const char *path, SpCHeader **header,
			    GError **error)
{
	gpointer given = NULL, known;
	gboolean changed = includes->files &&
			   g_hash_table_lookup_extended(includes->files, path, NULL, &given);
	gboolean own = changed || g_hash_table_contains(sp_branch_replaced(includes->branch), path);
	GHashTable *table = own ? includes->mine : includes->memo;
	const char *text = given;
	gsize length = text ? strlen(text) : 0;
	SpFileState state = text ? SP_FILE_FOUND : SP_FILE_ABSENT;

	if (g_hash_table_lookup_extended(table, path, NULL, &known)) {
		*header = known;
		return TRUE;
	}
	if (!changed && !sp_branch_read(includes->branch, path, &state, &text, &length, error))
		return FALSE;
	*header = state == SP_FILE_FOUND ? sp_cheader_new(path, text, length) : NULL;
	g_hash_table_insert(table, g_strdup(path), *header);
	return TRUE;
}

static void add_requests(SpCIncludes *includes, const char *path, GStrv forms)
{
	g_autofree char *folder = g_path_get_dirname(path);

	for (char **form = forms; *form; form++) {
		char *key = **form == '"' ? g_strconcat(folder, *form, NULL) : g_strdup(*form);
		Request *request;

		if (!g_hash_table_add(includes->asked, key))
			continue;
		request = g_new0(Request, 1);
		request->form = g_strdup(*form);
		request->folder = g_strdup(folder);
		g_ptr_array_add(g_str_has_prefix(*form, "<asm/") ? includes->later
								 : includes->level,
				request);
	}
}

/* All that are there of <asm/...>, else the first. */
static gboolean take(SpCIncludes *includes, const Request *request, const GPtrArray *paths,
		     GError **error)
{
	gboolean all = g_str_has_prefix(request->form, "<asm/"), found = FALSE;

	for (guint i = 0; i < paths->len && (all || !found); i++) {
		SpCHeader *header;

		if (!find_header(includes, paths->pdata[i], &header, error))
			return FALSE;
		if (!header)
			continue;
		found = TRUE;
		if (!g_hash_table_add(includes->seen, g_strdup(header->path)))
			continue;
		g_ptr_array_add(includes->headers, header);
		add_requests(includes, header->path, header->includes);
	}
	if (!found)
		g_hash_table_add(includes->lost, g_strdup(request->form));
	return TRUE;
}

static void open_reach(SpCIncludes *includes)
{
	GPtrArray *level = g_ptr_array_new_with_free_func(request_free);

	includes->end[includes->now] = includes->headers->len;
	includes->ended[includes->now++] = TRUE;
	/* The rare architectures are asked for the same names as the common ones were. */
	for (guint i = 0; i < includes->later->len; i++) {
		const Request *request = includes->later->pdata[i];
		Request *again = g_new0(Request, 1);

		again->form = g_strdup(request->form);
		again->folder = g_strdup(request->folder);
		g_ptr_array_add(level, again);
	}
	g_ptr_array_unref(includes->level);
	includes->level = level;
	includes->first_later = includes->later->len;
}

/* What <asm/...> was met while <asm/...> was being read. */
static void add_new_asm(SpCIncludes *includes)
{
	for (; includes->now > SP_REACH_PLAIN && includes->first_later < includes->later->len;
	     includes->first_later++) {
		const Request *request = includes->later->pdata[includes->first_later];
		Request *again = g_new0(Request, 1);

		again->form = g_strdup(request->form);
		again->folder = g_strdup(request->folder);
		g_ptr_array_add(includes->level, again);
	}
}

static gboolean read_level(SpCIncludes *includes, GError **error)
{
	g_autoptr(GPtrArray) level = includes->level;
	g_autoptr(GPtrArray) found =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	g_autoptr(GPtrArray) all = g_ptr_array_new();

	includes->level = g_ptr_array_new_with_free_func(request_free);
	for (guint i = 0; i < level->len; i++) {
		GPtrArray *paths = candidates(includes, level->pdata[i]);

		g_ptr_array_add(found, paths);
		for (guint k = 0; k < paths->len; k++)
			g_ptr_array_add(all, paths->pdata[k]);
	}
	g_ptr_array_add(all, NULL);
	if (!sp_branch_prefetch(includes->branch, (const char *const *)all->pdata, error))
		return FALSE;
	for (guint i = 0; i < level->len; i++)
		if (!take(includes, level->pdata[i], found->pdata[i], error))
			return FALSE;
	add_new_asm(includes);
	return TRUE;
}

static char *expand(const char *word, const char *folder)
{
	g_autoptr(GString) text = g_string_new(word);

	g_string_replace(text, "$(srctree)", "", 0);
	g_string_replace(text, "$(objtree)", "", 0);
	g_string_replace(text, "$(src)", folder, 0);
	g_string_replace(text, "$(obj)", folder, 0);
	return strchr(text->str, '$') ? NULL : clean("", text->str);
}

/* Words "-Ipath" and "-I path" of the Makefile in @folder. */
static void read_makefile(SpCIncludes *includes, const char *folder)
{
	g_autofree char *path = g_strconcat(folder, "/Makefile", NULL);
	g_auto(GStrv) words = NULL;
	SpFileState state;
	const char *text;

	/* A Makefile that cannot be had only means fewer headers. */
	if (!sp_branch_read(includes->branch, path, &state, &text, NULL, NULL) ||
	    state != SP_FILE_FOUND)
		return;
	words = g_strsplit_set(text, " \t\n", -1);
	for (char **word = words; *word; word++) {
		char *to = NULL;

		if (strcmp(*word, "-I") == 0 && word[1])
			to = expand(*++word, folder);
		else if (g_str_has_prefix(*word, "-I"))
			to = expand(*word + 2, folder);
		if (to)
			g_ptr_array_add(includes->folders, to);
	}
}

SpCIncludes *sp_cincludes_new(SpBranch *branch, const char *path, const char *text,
			      GHashTable *files)
{
	static char *implied[] = {(char *)"<linux/kconfig.h>", (char *)"<linux/compiler_types.h>",
				  NULL};
	SpCIncludes *includes = g_new0(SpCIncludes, 1);
	GHashTable *memo = g_datalist_get_data(sp_branch_made(branch), MEMO);

	if (!memo) {
		memo = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, sp_cheader_free);
		g_datalist_set_data_full(sp_branch_made(branch), MEMO, memo,
					 (GDestroyNotify)g_hash_table_unref);
	}
	includes->branch = branch;
	includes->path = g_strdup(path);
	includes->files = files;
	includes->memo = memo;
	includes->mine = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, sp_cheader_free);
	includes->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	includes->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	includes->lost = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	includes->headers = g_ptr_array_new();
	includes->level = g_ptr_array_new_with_free_func(request_free);
	includes->later = g_ptr_array_new_with_free_func(request_free);
	includes->folders = g_ptr_array_new_with_free_func(g_free);
	g_hash_table_add(includes->seen, g_strdup(path));
	includes->own = sp_cheader_includes(text);
	add_requests(includes, path, includes->own);
	add_requests(includes, path, implied);
	for (const char *end = path; (end = strchr(end, '/')); end++) {
		g_autofree char *folder = g_strndup(path, end - path);

		read_makefile(includes, folder);
	}
	return includes;
}

void sp_cincludes_free(SpCIncludes *includes)
{
	if (!includes)
		return;
	g_hash_table_unref(includes->mine);
	g_hash_table_unref(includes->asked);
	g_hash_table_unref(includes->seen);
	g_hash_table_unref(includes->lost);
	g_ptr_array_unref(includes->headers);
	g_ptr_array_unref(includes->level);
	g_ptr_array_unref(includes->later);
	g_ptr_array_unref(includes->folders);
	g_strfreev(includes->own);
	g_free(includes->path);
	g_free(includes);
}

void sp_cincludes_reach(SpCIncludes *includes, SpCReach reach)
{
	includes->reach = reach;
}

gboolean sp_cincludes_get(SpCIncludes *includes, guint n, SpCHeader **header, GError **error)
{
	*header = NULL;
	while (n >= includes->headers->len && includes->now <= includes->reach &&
	       !includes->ended[includes->now]) {
		if (includes->level->len) {
			if (!read_level(includes, error))
				return FALSE;
		} else if (includes->now < includes->reach) {
			open_reach(includes);
		} else {
			includes->end[includes->now] = includes->headers->len;
			break;
		}
	}
	if (n < includes->headers->len &&
	    (!includes->ended[includes->reach] || n < includes->end[includes->reach]))
		*header = includes->headers->pdata[n];
	return TRUE;
}

guint sp_cincludes_lost(const SpCIncludes *includes)
{
	return g_hash_table_size(includes->lost);
}

gboolean sp_cincludes_is_whole(const SpCIncludes *includes)
{
	SpFileState state;
	const char *text;
	GHashTableIter it;
	gpointer form;

	/* <stdio.h>: a program for the machine that builds. */
	g_hash_table_iter_init(&it, includes->lost);
	while (g_hash_table_iter_next(&it, &form, NULL))
		if (*(const char *)form == '<' && !strchr(form, '/') &&
		    g_strv_contains((const char *const *)includes->own, form))
			return FALSE;
	return sp_branch_read(includes->branch, "include/linux/kernel.h", &state, &text, NULL,
			      NULL) &&
	       state == SP_FILE_FOUND;
}
