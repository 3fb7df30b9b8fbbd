/* SPDX-License-Identifier: GPL-2.0-only */
/* fixentry: values of fix.conf, each checked where it is read. */
#include "stage/fixentry.h"

#include "base/err.h"

#include <string.h>

void sp_fixentry_string(char **slot, const char *value)
{
	g_free(*slot);
	*slot = g_strdup(value);
}

GPtrArray *sp_fixentry_strings(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

char *sp_fixentry_file(const SpFixReader *reader, const SpConfEntry *entry, GError **error)
{
	g_autofree char *path = g_build_filename(reader->fix->dir, entry->value, NULL);

	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
		sp_conf_wrong(error, reader->conf, entry, "there is no file %s", path);
		return NULL;
	}
	return g_steal_pointer(&path);
}

gboolean sp_fixentry_number(const SpFixReader *reader, const SpConfEntry *entry, guint *value,
			    GError **error)
{
	guint64 number;

	if (!g_ascii_string_to_unsigned(entry->value, 10, 1, 1000000, &number, NULL))
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is no number from 1 to 1000000", entry->value);
	*value = (guint)number;
	return TRUE;
}

gboolean sp_fixentry_range(const SpFixReader *reader, const SpConfEntry *entry, SpKverRange *range,
			   GError **error)
{
	if (!sp_kver_range_parse(entry->value, range))
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is no range of kernels; write 5.4..5.9, ..5.9, 5.10.. "
				     "or 5.4",
				     entry->value);
	return TRUE;
}

gboolean sp_fixentry_unknown(const SpFixReader *reader, const SpConfEntry *entry, const char *known,
			     GError **error)
{
	return sp_conf_wrong(error, reader->conf, entry, "unknown key; [%s] knows %s",
			     entry->section, known);
}

gboolean sp_fixentry_lacks(const SpFixReader *reader, const char *section, const char *name,
			   const char *what, GError **error)
{
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: [%s \"%s\"] lacks %s", reader->conf,
		    section, name, what);
	return FALSE;
}
