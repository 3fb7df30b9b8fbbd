/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fixconf: fix.conf, checked key by key: what is not known here, or names a file that is not there,
 * is an error with its line.
 */
#include "stage/fixconf.h"

#include "base/conf.h"
#include "base/err.h"
#include "stage/csource.h"

#include <string.h>

/* The last of several wins, as in git. */
static void set_string(char **slot, const char *value)
{
	g_free(*slot);
	*slot = g_strdup(value);
}

static GPtrArray *strings(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

/* What the reader of a folder carries around. */
typedef struct {
	SpFix *fix;
	const char *conf;  /* path of fix.conf, for messages */
	char **patch_path; /* where the folder's copy of the fix goes */
} Reader;

static gboolean is_id(const char *text, gsize shortest)
{
	gsize length = strlen(text);

	return length >= shortest && length <= 40 && strspn(text, "0123456789abcdef") == length;
}

/* A file that fix.conf names, relative to its folder. */
static char *folder_file(Reader *reader, const SpConfEntry *entry, GError **error)
{
	g_autofree char *path = g_build_filename(reader->fix->dir, entry->value, NULL);

	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
		sp_conf_wrong(error, reader->conf, entry, "there is no file %s", path);
		return NULL;
	}
	return g_steal_pointer(&path);
}

static gboolean read_number(Reader *reader, const SpConfEntry *entry, guint *value, GError **error)
{
	guint64 number;

	if (!g_ascii_string_to_unsigned(entry->value, 10, 1, 1000000, &number, NULL))
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is no number from 1 to 1000000", entry->value);
	*value = (guint)number;
	return TRUE;
}

static gboolean read_range(Reader *reader, const SpConfEntry *entry, SpKverRange *range,
			   GError **error)
{
	if (!sp_kver_range_parse(entry->value, range))
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is no range of kernels; write 5.4..5.9, ..5.9, 5.10.. "
				     "or 5.4",
				     entry->value);
	return TRUE;
}

static gboolean unknown_key(Reader *reader, const SpConfEntry *entry, const char *known,
			    GError **error)
{
	return sp_conf_wrong(error, reader->conf, entry, "unknown key; [%s] knows %s",
			     entry->section, known);
}

/* [fix] */
static gboolean read_fix(Reader *reader, const SpConfEntry *entry, GError **error)
{
	SpFix *fix = reader->fix;
	char *path;

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
	if (!g_str_equal(entry->key, "patch") && !g_str_equal(entry->key, "reproducer") &&
	    !g_str_equal(entry->key, "config"))
		return unknown_key(reader, entry,
				   "upstream, fixes, needs, patch, reproducer, config", error);
	path = folder_file(reader, entry, error);
	if (!path)
		return FALSE;
	if (*entry->key == 'c') {
		g_ptr_array_add(fix->configs, path);
	} else {
		char **slot = *entry->key == 'p' ? reader->patch_path : &fix->reproducer;

		g_free(*slot);
		*slot = path;
	}
	return TRUE;
}

static gboolean read_asks(Reader *reader, const SpConfEntry *entry, SpAsks *asks, GError **error)
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
static gboolean read_probe(Reader *reader, const SpConfEntry *entry, SpProbe *probe, GError **error)
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
		set_string(&probe->arm, entry->value);
	else
		return unknown_key(reader, entry, "asks, file, function, arm, present, absent",
				   error);
	return TRUE;
}

/* [signature "NAME"] */
static gboolean read_signature(Reader *reader, const SpConfEntry *entry, SpSignature *signature,
			       GError **error)
{
	if (g_str_equal(entry->key, "kernels"))
		return read_range(reader, entry, &signature->kernels, error);
	if (!g_str_equal(entry->key, "text"))
		return unknown_key(reader, entry, "kernels, text", error);
	set_string(&signature->text, entry->value);
	return TRUE;
}

/* [scenario "NAME"] */
static gboolean read_scenario(Reader *reader, const SpConfEntry *entry, SpScenario *scenario,
			      GError **error)
{
	const struct {
		const char *key;
		guint *value;
	} numbers[] = {
		{"smp", &scenario->smp},	 {"memory", &scenario->memory},
		{"timeout", &scenario->timeout}, {"boots", &scenario->boots},
		{"rounds", &scenario->rounds},	 {"survive", &scenario->survive},
	};

	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (g_str_equal(entry->key, numbers[i].key))
			return read_number(reader, entry, numbers[i].value, error);
	if (g_str_equal(entry->key, "kernels"))
		return read_range(reader, entry, &scenario->kernels, error);
	if (g_str_equal(entry->key, "config")) {
		char *path = folder_file(reader, entry, error);

		if (path)
			g_ptr_array_add(scenario->configs, path);
		return path != NULL;
	}
	if (!g_str_equal(entry->key, "args"))
		return unknown_key(reader, entry,
				   "args, kernels, config, smp, memory, timeout, boots, rounds, "
				   "survive",
				   error);
	set_string(&scenario->args, entry->value);
	return TRUE;
}

/* [variant "NAME"] */
static gboolean read_variant(Reader *reader, const SpConfEntry *entry, SpVariant *variant,
			     GError **error)
{
	if (g_str_equal(entry->key, "title")) {
		set_string(&variant->title, entry->value);
	} else if (g_str_equal(entry->key, "patch")) {
		g_autofree char *path = folder_file(reader, entry, error);

		g_clear_pointer(&variant->patch, sp_patch_free);
		variant->patch = path ? sp_patch_read(path, error) : NULL;
		return variant->patch != NULL;
	} else if (g_str_equal(entry->key, "expect")) {
		if (!g_str_equal(entry->value, "crash") && !g_str_equal(entry->value, "survive"))
			return sp_conf_wrong(error, reader->conf, entry,
					     "\"%s\" is neither crash nor survive", entry->value);
		variant->expect = *entry->value == 'c' ? SP_EXPECT_CRASH : SP_EXPECT_SURVIVE;
	} else if (g_str_equal(entry->key, "boots")) {
		return read_number(reader, entry, &variant->boots, error);
	} else {
		return unknown_key(reader, entry, "title, patch, expect, boots", error);
	}
	return TRUE;
}

/* [commit "ID"] */
static gboolean read_commit(Reader *reader, const SpConfEntry *entry, GError **error)
{
	SpFixCommit *commit = sp_fix_commit(reader->fix, entry->name);
	g_autofree char *path = NULL;

	if (!is_id(entry->name, 7))
		return sp_conf_wrong(error, reader->conf, entry,
				     "\"%s\" is no commit id of 7 to 40 hex digits", entry->name);
	if (!g_str_equal(entry->key, "patch"))
		return unknown_key(reader, entry, "patch", error);
	path = folder_file(reader, entry, error);
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
static gboolean check_commit(Reader *reader, const SpConfEntry *entry, GError **error)
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
	probe->files = strings();
	probe->functions = strings();
	probe->present = strings();
	probe->absent = strings();
	g_ptr_array_add(fix->probes, probe);
	return probe;
}

static SpSignature *signature_named(SpFix *fix, const char *name)
{
	SpSignature *signature;

	for (guint i = 0; i < fix->signatures->len; i++)
		if (g_str_equal(((SpSignature *)fix->signatures->pdata[i])->name, name))
			return fix->signatures->pdata[i];
	signature = g_new0(SpSignature, 1);
	signature->name = g_strdup(name);
	signature->kernels.to.major = G_MAXUINT;
	g_ptr_array_add(fix->signatures, signature);
	return signature;
}

static SpScenario *scenario_named(SpFix *fix, const char *name)
{
	SpScenario *scenario;

	for (guint i = 0; i < fix->scenarios->len; i++)
		if (g_str_equal(((SpScenario *)fix->scenarios->pdata[i])->name, name))
			return fix->scenarios->pdata[i];
	scenario = g_new(SpScenario, 1);
	*scenario = (SpScenario){.name = g_strdup(name),
				 .args = g_strdup(""),
				 .configs = strings(),
				 .kernels = {.to.major = G_MAXUINT},
				 .smp = 1,
				 .memory = 512,
				 .timeout = 120,
				 .boots = 10,
				 .rounds = 100,
				 .survive = 1000};
	g_ptr_array_add(fix->scenarios, scenario);
	return scenario;
}

static SpVariant *variant_named(SpFix *fix, const char *name)
{
	SpVariant *variant;

	for (guint i = 0; i < fix->variants->len; i++)
		if (g_str_equal(((SpVariant *)fix->variants->pdata[i])->name, name))
			return fix->variants->pdata[i];
	variant = g_new0(SpVariant, 1);
	variant->name = g_strdup(name);
	variant->title = g_strdup(name);
	g_ptr_array_add(fix->variants, variant);
	return variant;
}

static gboolean read_entry(Reader *reader, const SpConfEntry *entry, GError **error)
{
	gboolean named = *entry->name != '\0';
	SpFix *fix = reader->fix;

	/* They become file names, and names of the matrix's columns. */
	if (named && (strchr(entry->name, '/') || *entry->name == '.'))
		return sp_conf_wrong(error, reader->conf, entry,
				     "a name cannot hold a slash or begin with a dot");
	if (g_str_equal(entry->section, "variant") &&
	    (g_str_equal(entry->name, "unpatched") || g_str_equal(entry->name, "backport")))
		return sp_conf_wrong(error, reader->conf, entry,
				     "that is the name of a kernel that is always built");
	if (!named && g_str_equal(entry->section, "fix"))
		return read_fix(reader, entry, error);
	if (named && g_str_equal(entry->section, "probe"))
		return read_probe(reader, entry, probe_named(fix, entry->name), error);
	if (named && g_str_equal(entry->section, "signature"))
		return read_signature(reader, entry, signature_named(fix, entry->name), error);
	if (named && g_str_equal(entry->section, "scenario"))
		return read_scenario(reader, entry, scenario_named(fix, entry->name), error);
	if (named && g_str_equal(entry->section, "variant"))
		return read_variant(reader, entry, variant_named(fix, entry->name), error);
	if (named && g_str_equal(entry->section, "commit"))
		return read_commit(reader, entry, error);
	if (named && g_str_equal(entry->section, "rule"))
		return sp_rules_entry(fix->rules, reader->conf, entry, error);
	return sp_conf_wrong(error, reader->conf, entry,
			     "unknown section; there are [fix], [probe \"NAME\"], "
			     "[signature \"NAME\"], [scenario \"NAME\"], [variant \"NAME\"], "
			     "[commit \"ID\"], [rule \"NAME\"]");
}

static gboolean lacks(GError **error, const char *conf, const char *section, const char *name,
		      const char *what)
{
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: [%s \"%s\"] lacks %s", conf, section,
		    name, what);
	return FALSE;
}

/* What no single entry can tell: keys that are missing. */
static gboolean check_whole(Reader *reader, GError **error)
{
	SpFix *fix = reader->fix;

	for (guint i = 0; i < fix->probes->len; i++) {
		SpProbe *probe = fix->probes->pdata[i];

		if (!probe->files->len || !probe->functions->len)
			return lacks(error, reader->conf, "probe", probe->name, "file or function");
		if (probe->asks != SP_ASKS_CODE && !probe->present->len && !probe->absent->len)
			return lacks(error, reader->conf, "probe", probe->name,
				     "both present and absent");
	}
	for (guint i = 0; i < fix->signatures->len; i++) {
		SpSignature *signature = fix->signatures->pdata[i];

		if (!signature->text || !*signature->text)
			return lacks(error, reader->conf, "signature", signature->name, "text");
	}
	for (guint i = 0; i < fix->variants->len; i++) {
		SpVariant *variant = fix->variants->pdata[i];

		if (!variant->patch)
			return lacks(error, reader->conf, "variant", variant->name, "patch");
	}
	if (fix->reproducer && (!fix->scenarios->len || !fix->signatures->len)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: a reproducer needs a [scenario \"NAME\"] and a "
			    "[signature \"NAME\"]: how it is run, and what the crash looks like",
			    reader->conf);
		return FALSE;
	}
	return sp_rules_check(fix->rules, reader->conf, error);
}

gboolean sp_fixconf_read(SpFix *fix, const char *path, char **patch, GError **error)
{
	g_autoptr(GPtrArray) entries = sp_conf_read(path, error);
	Reader reader = {fix, path, patch};

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
