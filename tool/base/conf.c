/* SPDX-License-Identifier: GPL-2.0-only */
/* conf: hand-written data files in git-config syntax, with the line of each entry. */
#include "base/conf.h"

#include "base/err.h"
#include "base/git.h"

#include <string.h>

static void entry_free(gpointer data)
{
	SpConfEntry *entry = data;

	g_free(entry->section);
	g_free(entry->name);
	g_free(entry->key);
	g_free(entry->value);
	g_free(entry);
}

/* "section.sub.section.key": the middle may hold dots. */
static SpConfEntry *entry_new(const char *full, const char *value)
{
	const char *first = strchr(full, '.');
	const char *last = strrchr(full, '.');
	SpConfEntry *entry = g_new0(SpConfEntry, 1);

	entry->section = g_strndup(full, first - full);
	entry->name = first < last ? g_strndup(first + 1, last - first - 1) : g_strdup("");
	entry->key = g_strdup(last + 1);
	entry->value = g_strdup(value ? value : "");
	return entry;
}

/* Whether @line is a section header, and then whether it is that of @entry. */
static gboolean header_of(const char *line, const SpConfEntry *entry, gboolean *same)
{
	g_autofree char *bare = NULL;
	g_autofree char *named = NULL;

	if (*line != '[')
		return FALSE;
	bare = g_strdup_printf("[%s]", entry->section);
	named = g_strdup_printf("[%s \"%s\"]", entry->section, entry->name);
	*same = *entry->name ? g_str_has_prefix(line, named)
			     : g_ascii_strncasecmp(line, bare, strlen(bare)) == 0;
	return TRUE;
}

/* libgit2 tells no line numbers: the @nth line of the file that looks like this entry. */
static guint find_line(char **lines, const SpConfEntry *entry, guint nth)
{
	gsize length = strlen(entry->key);
	gboolean inside = FALSE;

	for (guint i = 0; lines[i]; i++) {
		const char *line = lines[i] + strspn(lines[i], " \t");

		if (header_of(line, entry, &inside))
			line = strchr(line, ']') ? strchr(line, ']') + 1 : line;
		line += strspn(line, " \t");
		if (inside && g_ascii_strncasecmp(line, entry->key, length) == 0 &&
		    !g_ascii_isalnum(line[length]) && line[length] != '-' && nth-- == 0)
			return i + 1;
	}
	return 0;
}

static guint seen_before(const GPtrArray *entries, const SpConfEntry *entry)
{
	guint count = 0;

	for (guint i = 0; i < entries->len; i++) {
		const SpConfEntry *other = entries->pdata[i];

		count += g_str_equal(other->section, entry->section) &&
			 g_str_equal(other->name, entry->name) &&
			 g_str_equal(other->key, entry->key);
	}
	return count;
}

GPtrArray *sp_conf_read(const char *path, GError **error)
{
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(entry_free);
	g_autoptr(git_config) config = NULL;
	g_autoptr(git_config_iterator) it = NULL;
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	git_config_entry *raw;
	int rc;

	if (!g_file_get_contents(path, &text, NULL, NULL)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: cannot be read", path);
		return NULL;
	}
	lines = g_strsplit(text, "\n", -1);
	rc = git_config_open_ondisk(&config, path);
	if (rc == 0)
		rc = git_config_iterator_new(&it, config);
	if (rc < 0) {
		sp_error_git(error, rc, "%s", path);
		if (error && *error)
			(*error)->code = SP_ERROR_USAGE;
		return NULL;
	}
	while ((rc = git_config_next(&raw, it)) == 0) {
		SpConfEntry *entry = entry_new(raw->name, raw->value);

		entry->line = find_line(lines, entry, seen_before(entries, entry));
		g_ptr_array_add(entries, entry);
	}
	if (rc != GIT_ITEROVER) {
		sp_error_git(error, rc, "%s", path);
		return NULL;
	}
	return g_steal_pointer(&entries);
}

gboolean sp_conf_wrong(GError **error, const char *path, const SpConfEntry *entry,
		       const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	if (*entry->name)
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s:%u: [%s \"%s\"] %s: %s", path,
			    entry->line, entry->section, entry->name, entry->key, what);
	else
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s:%u: [%s] %s: %s", path,
			    entry->line, entry->section, entry->key, what);
	return FALSE;
}
