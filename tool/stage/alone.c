/* SPDX-License-Identifier: GPL-2.0-only */
/* alone: what is told of an object follows from where it compiles: without the backport, with it.
 */
#include "stage/alone.h"

#include <string.h>

#include "base/progress.h"
#include "stage/warnings.h"

#define MOST "allmodconfig"

/* "WHERE: TEXT", a line of @text. */
static void add(char **text, const char *where, const char *told)
{
	g_autofree char *old = *text;

	*text = g_strdup_printf("%s%s: %s%s", old ? old : "", where, told,
				g_str_has_suffix(told, "\n") ? "" : "\n");
}

static void begin(char **text)
{
	if (!*text)
		*text = g_strdup("");
}

/* A C file that is there with the backport. */
typedef struct {
	const char *path; /* borrowed */
	char *object;	  /* "mm/x.o" */
	gboolean fresh;	  /* it is not there without */
} Changed;

static void changed_free(gpointer data)
{
	Changed *changed = data;

	g_free(changed->object);
	g_free(changed);
}

static gboolean is_of(gconstpointer changed, gconstpointer path)
{
	return g_str_equal(((const Changed *)changed)->path, path);
}

static void take_file(GPtrArray *all, const SpPortFile *file)
{
	Changed *changed;
	guint at;

	if (!g_str_has_suffix(file->path, ".c"))
		return;
	if (g_ptr_array_find_with_equal_func(all, file->path, is_of, &at)) {
		if (!file->after)
			g_ptr_array_remove_index(all, at);
		return;
	}
	if (!file->after)
		return;
	changed = g_new0(Changed, 1);
	changed->path = file->path;
	changed->object = g_strdup_printf("%.*s.o", (int)strlen(file->path) - 2, file->path);
	changed->fresh = !file->before;
	g_ptr_array_add(all, changed);
}

/* Changed, of each file once. */
static GPtrArray *changed_files(const GPtrArray *ports)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(changed_free);

	for (guint i = 0; i < ports->len; i++) {
		const SpPort *port = ports->pdata[i];

		for (guint k = 0; k < port->files->len; k++)
			take_file(all, port->files->pdata[k]);
	}
	return all;
}

static GPtrArray *objects_of(const GPtrArray *files)
{
	GPtrArray *objects = g_ptr_array_new();

	for (guint i = 0; i < files->len; i++)
		g_ptr_array_add(objects, ((Changed *)files->pdata[i])->object);
	return objects;
}

/* A file that the backport brings has nothing to be held against: there an error in it is its own.
 */
static gboolean is_at_fault(const Changed *file, const SpObjects *before, const SpObjects *after)
{
	g_autofree char *own = g_strdup_printf("\n%s:", file->path);
	g_autofree char *said = g_strdup_printf("\n%s", after->complaint ? after->complaint : "");

	if (!file->fresh)
		return g_hash_table_contains(before->made, file->object);
	return strstr(said, own) != NULL;
}

/* The line of @complaint that speaks of @object or its source, else its first; NULL for none. */
static char *line_of(const char *complaint, const char *object)
{
	g_auto(GStrv) lines = g_strsplit(complaint ? complaint : "", "\n", -1);
	g_autofree char *stem = g_strndup(object, strlen(object) - 1); /* "mm/x." */

	for (guint i = 0; lines[i]; i++)
		if (strstr(lines[i], stem))
			return g_strdup(lines[i]);
	return g_strdup(lines[0]);
}

/* Goes to the record, and to whoever watches: what comes after it may take long. */
static void tell(char **text, const SpRecord *record, const char *where, const char *told)
{
	g_autofree char *line = g_strchomp(g_strdup(told));

	add(text, where, told);
	sp_progress_note("%s: %s: %s", record->branch, where, line);
}

/* Those that are not there with the backport, or were not without. */
static void tell_missing(SpRecord *record, const GPtrArray *files, const SpObjects *before,
			 const SpObjects *after, const char *where)
{
	for (guint i = 0; i < files->len; i++) {
		const Changed *file = files->pdata[i];
		gboolean was = g_hash_table_contains(before->made, file->object);
		gboolean is = g_hash_table_contains(after->made, file->object);
		g_autofree char *told = NULL, *why = NULL;

		if (is && (was || file->fresh))
			continue;
		if (!is && is_at_fault(file, before, after)) {
			told = g_strdup_printf("%s: %s", file->object,
					       after->complaint ? after->complaint
								: "does not compile");
			tell(&record->broken, record, where, told);
		} else {
			why = line_of(file->fresh ? after->complaint : before->complaint,
				      file->object);
			told = g_strdup_printf("%s is not built there%s%s", file->object,
					       why ? ": " : "", why ? why : "");
			add(&record->unbuilt, where, told);
		}
	}
}

gboolean sp_alone_look(SpRecord *record, SpBuilddir *dir, const GPtrArray *ports, GHashTable *plain,
		       GHashTable *ported, const char *where, GError **error)
{
	g_autoptr(GPtrArray) files = changed_files(ports);
	g_autoptr(GPtrArray) objects = objects_of(files);
	g_autoptr(SpObjects) before = NULL, after = NULL;
	g_autofree char *new = NULL;

	if (!objects->len)
		return TRUE;
	if (!sp_objects_make(dir, plain, ported, objects, &before, &after, error))
		return FALSE;
	begin(&record->warnings);
	begin(&record->unbuilt);
	begin(&record->broken);
	new = sp_warnings_new(before->text, after->text);
	if (*new)
		tell(&record->warnings, record, where, new);
	tell_missing(record, files, before, after, where);
	return TRUE;
}

gboolean sp_alone_look_most(SpRecord *record, SpBranch *branch, const SpArch *arch,
			    const char *cache, const GPtrArray *ports, GHashTable *plain,
			    GHashTable *ported, GError **error)
{
	g_autoptr(SpBuilddir) dir = NULL;
	g_autofree char *complaint = NULL;

	if (!sp_builddir_open_most(branch, arch, cache, &dir, &complaint, error))
		return FALSE;
	if (dir)
		return sp_alone_look(record, dir, ports, plain, ported, MOST, error);
	sp_progress_note("%s: %s: %s", sp_branch_name(branch), MOST, complaint);
	add(&record->unbuilt, MOST, "the source cannot be configured so");
	return TRUE;
}
