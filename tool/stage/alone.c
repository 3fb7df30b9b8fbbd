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

/* "mm/x.o" of a C file that is there with the backport, else NULL. */
static char *object_of(const SpPortFile *file)
{
	if (!file->after || !g_str_has_suffix(file->path, ".c"))
		return NULL;
	return g_strdup_printf("%.*s.o", (int)strlen(file->path) - 2, file->path);
}

static GPtrArray *changed_objects(const SpPort *port)
{
	GPtrArray *objects = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; port && i < port->files->len; i++) {
		char *object = object_of(port->files->pdata[i]);

		if (object)
			g_ptr_array_add(objects, object);
	}
	return objects;
}

/* A file that the backport brings has nothing to be held against: there an error in it is its own.
 */
static gboolean is_at_fault(const SpPortFile *file, const SpObjects *before, const char *object,
			    const SpObjects *after)
{
	g_autofree char *own = g_strdup_printf("\n%s:", file->path);
	g_autofree char *said = g_strdup_printf("\n%s", after->complaint ? after->complaint : "");

	if (file->before)
		return g_hash_table_contains(before->made, object);
	return strstr(said, own) != NULL;
}

/* Those that are not there with the backport. */
static void tell_missing(SpRecord *record, const SpPort *port, const SpObjects *before,
			 const SpObjects *after, const char *where)
{
	for (guint i = 0; i < port->files->len; i++) {
		const SpPortFile *file = port->files->pdata[i];
		g_autofree char *object = object_of(file);
		g_autofree char *told = NULL;

		if (!object || (g_hash_table_contains(before->made, object) &&
				g_hash_table_contains(after->made, object)))
			continue;
		if (!g_hash_table_contains(after->made, object) &&
		    is_at_fault(file, before, object, after)) {
			told = g_strdup_printf("%s: %s", object,
					       after->complaint ? after->complaint
								: "does not compile");
			add(&record->broken, where, told);
		} else if (file->before || !g_hash_table_contains(after->made, object)) {
			told = g_strdup_printf("%s is not built there", object);
			add(&record->unbuilt, where, told);
		}
	}
}

static void tell_warnings(SpRecord *record, const char *new, const char *where)
{
	if (*new)
		add(&record->warnings, where, new);
}

gboolean sp_alone_look(SpRecord *record, SpBuilddir *dir, const SpPort *port, GHashTable *plain,
		       GHashTable *ported, const char *where, GError **error)
{
	g_autoptr(GPtrArray) objects = changed_objects(port);
	g_autoptr(SpObjects) before = NULL, after = NULL;
	g_autofree char *new = NULL;

	if (!objects->len)
		return TRUE;
	before = sp_objects_make(dir, plain, objects, error);
	after = before ? sp_objects_make(dir, ported, objects, error) : NULL;
	if (!after)
		return FALSE;
	begin(&record->warnings);
	begin(&record->unbuilt);
	begin(&record->broken);
	new = sp_warnings_new(before->text, after->text);
	tell_warnings(record, new, where);
	tell_missing(record, port, before, after, where);
	return TRUE;
}

gboolean sp_alone_look_most(SpRecord *record, SpBranch *branch, const SpArch *arch,
			    const char *cache, const SpPort *port, GHashTable *plain,
			    GHashTable *ported, GError **error)
{
	g_autoptr(SpBuilddir) dir = NULL;
	g_autofree char *complaint = NULL;

	if (!sp_builddir_open_most(branch, arch, cache, &dir, &complaint, error))
		return FALSE;
	if (dir)
		return sp_alone_look(record, dir, port, plain, ported, MOST, error);
	sp_progress_note("%s: %s: %s", sp_branch_name(branch), MOST, complaint);
	add(&record->unbuilt, MOST, "the source cannot be configured so");
	return TRUE;
}
