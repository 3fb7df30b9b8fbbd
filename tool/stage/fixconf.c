/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fixconf: fix.conf, checked key by key: what is not known here, or names a file that is not there,
 * is an error with its line.
 */
#include "stage/fixconf.h"

#include "base/err.h"
#include "stage/csource.h"
#include "stage/fixentry.h"
#include "stage/fixmatrix.h"

#include <string.h>

#define KSELFTEST "kselftest:"

static gboolean is_id(const char *text, gsize shortest)
{
	gsize length = strlen(text);

	return length >= shortest && length <= 40 && strspn(text, "0123456789abcdef") == length;
}

/* "FOLDER/PROGRAM" below the kernel's selftests. */
static gboolean read_selftest(const SpFixReader *reader, const SpConfEntry *entry, const char *name,
			      GError **error)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", -1);
	guint count = g_strv_length(parts);

	for (guint i = 0; i < count; i++)
		if (!g_ascii_isalnum(*parts[i]) ||
		    parts[i][strspn(parts[i], G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "._-")])
			count = 0;
	if (count < 2)
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is no program of tools/testing/selftests, such as "
				     "kselftest:vm/transhuge-stress",
				     entry->value);
	g_ptr_array_add(reader->fix->selftests, g_strdup(name));
	return TRUE;
}

/* [fix] */
static gboolean read_fix(const SpFixReader *reader, const SpConfEntry *entry, GError **error)
{
	SpFix *fix = reader->fix;
	char *path;

	if (g_str_equal(entry->key, "release"))
		return sp_kver_parse(entry->value, &fix->release) ||
		       sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is no release of mainline, as v5.9 is", entry->value);
	if (g_str_equal(entry->key, "differs")) {
		sp_fixentry_string(reader->differs, entry->value);
		return TRUE;
	}
	if (g_str_equal(entry->key, "upstream") || g_str_equal(entry->key, "fixes") ||
	    g_str_equal(entry->key, "needs")) {
		gboolean upstream = *entry->key == 'u';

		if (!is_id(entry->value, upstream ? 40 : 7))
			return sp_conf_wrong(error, reader->conf, entry,
					     "\"%s\" is no commit id of %s hex digits",
					     entry->value, upstream ? "40" : "7 to 40");
		if (upstream) {
			g_free(fix->upstream);
			fix->upstream = g_strdup(entry->value);
		} else {
			g_ptr_array_add(*entry->key == 'f' ? fix->fixes : fix->needs,
					g_strdup(entry->value));
		}
		return TRUE;
	}
	if (!g_str_equal(entry->key, "patch") && !g_str_equal(entry->key, "bug") &&
	    !g_str_equal(entry->key, "reproducer") && !g_str_equal(entry->key, "config") &&
	    !g_str_equal(entry->key, "selftest"))
		return sp_fixentry_unknown(
			reader, entry,
			"upstream, release, fixes, needs, patch, differs, bug, reproducer, selftest, "
			"config",
			error);
	if (*entry->key == 'r' && g_str_has_prefix(entry->value, KSELFTEST))
		return read_selftest(reader, entry, entry->value + strlen(KSELFTEST), error);
	path = sp_fixentry_file(reader, entry, error);
	if (!path)
		return FALSE;
	if (*entry->key == 'c') {
		g_ptr_array_add(fix->configs, path);
	} else if (*entry->key == 'b') {
		SpPatch *bug = sp_patch_read(path, error);

		g_free(path);
		if (bug)
			g_ptr_array_add(fix->bugs, bug);
		return bug != NULL;
	} else {
		char **slot = *entry->key == 'p'   ? reader->patch_path
			      : *entry->key == 's' ? &fix->selftest_source
						   : &fix->reproducer;

		g_free(*slot);
		*slot = path;
	}
	return TRUE;
}

static gboolean read_asks(const SpFixReader *reader, const SpConfEntry *entry, SpAsks *asks,
			  GError **error)
{
	static const char *const names[] = {"code", "precondition", "fix"};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_str_equal(entry->value, names[i])) {
			*asks = (SpAsks)i;
			return TRUE;
		}
	return sp_conf_wrong(error, reader->conf, entry,
			     "\"%s\" is none of code, precondition, fix", entry->value);
}

static gboolean has_code(const char *text)
{
	g_autofree char *code = sp_csource_code(text, strlen(text));

	return *code != '\0';
}

/* [probe "NAME"] */
static gboolean read_probe(const SpFixReader *reader, const SpConfEntry *entry, SpProbe *probe,
			   GError **error)
{
	if (g_str_equal(entry->key, "asks"))
		return read_asks(reader, entry, &probe->asks, error);
	/* Nothing stands everywhere: an empty "present" would say yes of any tree. */
	if (!has_code(entry->value))
		return sp_conf_wrong(error, reader->conf, entry, "there is no code in it");
	if (g_str_equal(entry->key, "file"))
		g_ptr_array_add(probe->files, g_strdup(entry->value));
	else if (g_str_equal(entry->key, "function"))
		g_ptr_array_add(probe->functions, g_strdup(entry->value));
	else if (g_str_equal(entry->key, "present"))
		g_ptr_array_add(probe->present, g_strdup(entry->value));
	else if (g_str_equal(entry->key, "absent"))
		g_ptr_array_add(probe->absent, g_strdup(entry->value));
	else if (g_str_equal(entry->key, "arm"))
		sp_fixentry_string(&probe->arm, entry->value);
	else
		return sp_fixentry_unknown(reader, entry,
					   "asks, file, function, arm, present, absent", error);
	return TRUE;
}

/* [commit "ID"] */
static gboolean read_commit(const SpFixReader *reader, const SpConfEntry *entry, GError **error)
{
	SpFixCommit *commit = sp_fix_commit(reader->fix, entry->name);
	g_autofree char *path = NULL;

	if (!is_id(entry->name, 7))
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is no commit id of 7 to 40 hex digits", entry->name);
	if (!g_str_equal(entry->key, "patch"))
		return sp_fixentry_unknown(reader, entry, "patch", error);
	path = sp_fixentry_file(reader, entry, error);
	if (!path)
		return FALSE;
	if (!commit) {
		commit = g_new0(SpFixCommit, 1);
		commit->id = g_strdup(entry->name);
		g_ptr_array_add(reader->fix->commits, commit);
	}
	g_clear_pointer(&commit->patch, sp_patch_free);
	commit->patch = sp_patch_read(path, error);
	if (commit->patch && commit->patch->id && !sp_fix_same_id(commit->patch->id, entry->name))
		return sp_conf_wrong(error, reader->conf, entry, "%s is of commit %.12s", path,
				     commit->patch->id);
	return commit->patch != NULL;
}

/* A commit that nothing in [fix] names would never be looked at: a slip in its id. */
static gboolean check_commit(const SpFixReader *reader, const SpConfEntry *entry, GError **error)
{
	const GPtrArray *lists[] = {reader->fix->fixes, reader->fix->needs};

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		for (guint k = 0; k < lists[i]->len; k++)
			if (sp_fix_same_id(lists[i]->pdata[k], entry->name))
				return TRUE;
	return sp_conf_wrong(error, reader->conf, entry,
			     "neither [fix] fixes nor [fix] needs names that commit");
}

static SpProbe *probe_named(SpFix *fix, const char *name)
{
	SpProbe *probe;

	for (guint i = 0; i < fix->probes->len; i++)
		if (g_str_equal(((SpProbe *)fix->probes->pdata[i])->name, name))
			return fix->probes->pdata[i];
	probe = g_new0(SpProbe, 1);
	probe->name = g_strdup(name);
	probe->files = sp_fixentry_strings();
	probe->functions = sp_fixentry_strings();
	probe->present = sp_fixentry_strings();
	probe->absent = sp_fixentry_strings();
	g_ptr_array_add(fix->probes, probe);
	return probe;
}

static gboolean read_entry(const SpFixReader *reader, const SpConfEntry *entry, GError **error)
{
	gboolean named = *entry->name != '\0';
	SpFix *fix = reader->fix;

	/* They become file names, and names of the matrix's columns. */
	if (named && (strchr(entry->name, '/') || *entry->name == '.'))
		return sp_conf_wrong(error, reader->conf, entry,
				     "a name cannot hold a slash or begin with a dot");
	if (!named && g_str_equal(entry->section, "fix"))
		return read_fix(reader, entry, error);
	if (named && g_str_equal(entry->section, "probe"))
		return read_probe(reader, entry, probe_named(fix, entry->name), error);
	if (named && sp_fixmatrix_has(entry))
		return sp_fixmatrix_read(reader, entry, error);
	if (named && g_str_equal(entry->section, "commit"))
		return read_commit(reader, entry, error);
	if (named && g_str_equal(entry->section, "rule"))
		return sp_rules_entry(fix->rules, reader->conf, entry, error);
	return sp_conf_wrong(error, reader->conf, entry,
			     "unknown section; there are [fix], [probe \"NAME\"], "
			     "[signature \"NAME\"], [scenario \"NAME\"], [variant \"NAME\"], "
			     "[commit \"ID\"], [rule \"NAME\"]");
}

/* What no single entry can tell: keys that are missing. */
static gboolean check_whole(const SpFixReader *reader, GError **error)
{
	SpFix *fix = reader->fix;

	for (guint i = 0; i < fix->probes->len; i++) {
		SpProbe *probe = fix->probes->pdata[i];

		if (!probe->files->len || !probe->functions->len)
			return sp_fixentry_lacks(reader, "probe", probe->name, "file or function",
						 error);
		if (probe->asks != SP_ASKS_CODE && !probe->present->len && !probe->absent->len)
			return sp_fixentry_lacks(reader, "probe", probe->name,
						 "both present and absent", error);
	}
	return sp_fixmatrix_check(reader, error) && sp_rules_check(fix->rules, reader->conf, error);
}

gboolean sp_fixconf_read(SpFix *fix, const char *path, char **patch, char **differs, GError **error)
{
	g_autoptr(GPtrArray) entries = sp_conf_read(path, error);
	SpFixReader reader = {fix, path, patch, differs};

	if (!entries)
		return FALSE;
	for (guint i = 0; i < entries->len; i++)
		if (!read_entry(&reader, entries->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < entries->len; i++) {
		const SpConfEntry *entry = entries->pdata[i];

		if (g_str_equal(entry->section, "commit") && !check_commit(&reader, entry, error))
			return FALSE;
	}
	return check_whole(&reader, error);
}
