/* SPDX-License-Identifier: GPL-2.0-only */
/* conf: hand-written data files in git-config syntax, with the line of each entry. */
#include "base/conf.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"

#include <gio/gio.h>
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

/*
 * Takes the section header at the begin of @line apart, as git writes it: [name] or [name "sub"].
 * NULL if there is none; else what follows it, and whether it is @entry's (NULL: of any).
 */
static const char *after_header(const char *line, const SpConfEntry *entry, gboolean *same)
{
	g_autoptr(GString) name = g_string_new(NULL);
	g_autoptr(GString) sub = g_string_new(NULL);

	if (*line++ != '[')
		return NULL;
	for (; *line && !strchr(" \t\"]", *line); line++)
		g_string_append_c(name, g_ascii_tolower(*line));
	line += strspn(line, " \t");
	if (*line == '"') {
		for (line++; *line && *line != '"'; line++) {
			if (*line == '\\' && line[1])
				line++;
			g_string_append_c(sub, *line);
		}
		line += *line == '"';
	}
	if (entry)
		*same = g_str_equal(name->str, entry->section) &&
			g_str_equal(sub->str, entry->name);
	return *line == ']' ? line + 1 : line;
}

/* libgit2 tells no line numbers: the @nth line of the file that looks like this entry. */
static guint find_line(char **lines, const SpConfEntry *entry, guint nth)
{
	gsize length = strlen(entry->key);
	gboolean inside = FALSE;

	for (guint i = 0; lines[i]; i++) {
		const char *line = lines[i] + strspn(lines[i], " \t");

		const char *rest = after_header(line, entry, &inside);

		line = rest ? rest : line;
		line += strspn(line, " \t");
		if (inside && g_ascii_strncasecmp(line, entry->key, length) == 0 &&
		    !g_ascii_isalnum(line[length]) && line[length] != '-' && nth-- == 0)
			return i + 1;
	}
	return 0;
}

/*
 * What libgit2 takes without a word, or does not tell the line of: a quote that is not closed, an
 * escape that there is none of. @quoted goes on where the line before ended in a backslash. NULL if
 * all is well.
 */
static const char *wrong_value(const char *line, gboolean *quoted, gboolean *goes_on)
{
	const char *p = *goes_on ? line : line + strspn(line, " \t");
	const char *rest = *goes_on ? NULL : after_header(p, NULL, NULL);

	p = rest ? rest : p;
	*goes_on = FALSE;
	for (const char *start = p; *p && *p != '\r'; p++) {
		if (!*quoted && (*p == '#' || *p == ';')) {
			/* git takes it so, but C code would lose its end. */
			if (p > start && !g_ascii_isspace(p[-1]))
				return "a ';' or '#' begins a comment: put a value that holds one "
				       "in quotes";
			return NULL;
		}
		if (*p == '"') {
			*quoted = !*quoted;
		} else if (*p == '\\') {
			p++;
			*goes_on = !*p || *p == '\r';
			if (*goes_on)
				return NULL;
			if (!strchr("nbt\\\"", *p))
				return "an escape that git does not know: write \\\\ for a "
				       "backslash";
		}
	}
	return *quoted ? "the quote is not closed" : NULL;
}

static gboolean check_values(const char *path, char **lines, GError **error)
{
	gboolean quoted = FALSE, goes_on = FALSE;

	for (guint i = 0; lines[i]; i++) {
		const char *wrong = wrong_value(lines[i], &quoted, &goes_on);

		if (!wrong)
			continue;
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s:%u: %s", path, i + 1, wrong);
		return FALSE;
	}
	return TRUE;
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
	if (!check_values(path, lines, error))
		return NULL;
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

GPtrArray *sp_conf_builtin(const char *name, GError **error)
{
	g_autofree char *resource = g_strconcat("/stableport/data/", name, NULL);
	g_autoptr(GBytes) bytes = g_resources_lookup_data(resource, 0, error);
	g_autofree char *dir = NULL, *path = NULL;
	g_autoptr(GError) ignored = NULL;
	GPtrArray *entries = NULL;
	gsize length;
	const char *text;

	if (!bytes)
		return NULL;
	/* libgit2 reads configuration from files alone. */
	dir = g_dir_make_tmp("stableport-XXXXXX", error);
	if (!dir)
		return NULL;
	path = g_build_filename(dir, name, NULL);
	text = g_bytes_get_data(bytes, &length);
	/* It is read once and gone: no need that it reaches the disk. */
	if (g_file_set_contents_full(path, text ? text : "", length, G_FILE_SET_CONTENTS_NONE, 0600,
				     error))
		entries = sp_conf_read(path, error);
	if (!sp_fs_remove(dir, &ignored))
		g_debug("%s", ignored->message);
	return entries;
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
