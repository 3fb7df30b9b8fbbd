/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fix: reads a fix folder, a commit, or a patch into SpFix. fix.conf is checked key by key: what the
 * table below does not know, or what names a file that is not there, is an error with its line.
 */
#include "stage/fix.h"

#include "base/conf.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "stage/csource.h"
#include "stage/trailer.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

static void probe_free(gpointer data)
{
	SpProbe *probe = data;

	g_free(probe->name);
	g_free(probe->arm);
	g_ptr_array_unref(probe->files);
	g_ptr_array_unref(probe->functions);
	g_ptr_array_unref(probe->present);
	g_ptr_array_unref(probe->absent);
	g_free(probe);
}

static void signature_free(gpointer data)
{
	SpSignature *signature = data;

	g_free(signature->name);
	g_free(signature->text);
	g_free(signature);
}

static void scenario_free(gpointer data)
{
	SpScenario *scenario = data;

	g_free(scenario->name);
	g_free(scenario->args);
	g_ptr_array_unref(scenario->configs);
	g_free(scenario);
}

static void variant_free(gpointer data)
{
	SpVariant *variant = data;

	g_free(variant->name);
	g_free(variant->title);
	sp_patch_free(variant->patch);
	g_free(variant);
}

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

static SpFix *fix_new(void)
{
	SpFix *fix = g_new0(SpFix, 1);

	fix->fixes = strings();
	fix->configs = strings();
	fix->probes = g_ptr_array_new_with_free_func(probe_free);
	fix->signatures = g_ptr_array_new_with_free_func(signature_free);
	fix->scenarios = g_ptr_array_new_with_free_func(scenario_free);
	fix->variants = g_ptr_array_new_with_free_func(variant_free);
	return fix;
}

void sp_fix_free(SpFix *fix)
{
	if (!fix)
		return;
	g_free(fix->name);
	g_free(fix->dir);
	g_free(fix->upstream);
	g_free(fix->reproducer);
	g_ptr_array_unref(fix->fixes);
	g_ptr_array_unref(fix->configs);
	g_ptr_array_unref(fix->probes);
	g_ptr_array_unref(fix->signatures);
	g_ptr_array_unref(fix->scenarios);
	g_ptr_array_unref(fix->variants);
	sp_patch_free(fix->patch);
	g_free(fix);
}

/* What the reader of a folder carries around. */
typedef struct {
	SpFix *fix;
	const char *conf; /* path of fix.conf, for messages */
	char *patch_path; /* the folder's copy of the fix */
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

	if (g_str_equal(entry->key, "upstream") || g_str_equal(entry->key, "fixes")) {
		gboolean upstream = *entry->key == 'u';

		if (!is_id(entry->value, upstream ? 40 : 7))
			return sp_conf_wrong(error, reader->conf, entry,
					     "\"%s\" is no commit id of %s hex digits",
					     entry->value, upstream ? "40" : "7 to 40");
		if (upstream) {
			g_free(fix->upstream);
			fix->upstream = g_strdup(entry->value);
		} else {
			g_ptr_array_add(fix->fixes, g_strdup(entry->value));
		}
		return TRUE;
	}
	if (!g_str_equal(entry->key, "patch") && !g_str_equal(entry->key, "reproducer") &&
	    !g_str_equal(entry->key, "config"))
		return unknown_key(reader, entry, "upstream, fixes, patch, reproducer, config",
				   error);
	path = folder_file(reader, entry, error);
	if (!path)
		return FALSE;
	if (*entry->key == 'c') {
		g_ptr_array_add(fix->configs, path);
	} else {
		char **slot = *entry->key == 'p' ? &reader->patch_path : &fix->reproducer;

		g_free(*slot);
		*slot = path;
	}
	return TRUE;
}

static gboolean read_asks(Reader *reader, const SpConfEntry *entry, SpAsks *asks, GError **error)
{
	static const char *const names[] = { "code", "precondition", "fix" };

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
		{ "smp", &scenario->smp },	   { "memory", &scenario->memory },
		{ "timeout", &scenario->timeout }, { "boots", &scenario->boots },
		{ "rounds", &scenario->rounds },   { "survive", &scenario->survive },
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

static SpPatch *patch_from_file(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	gsize length;

	if (!sp_fs_read(path, &text, &length, error))
		return NULL;
	return sp_patch_parse(text, length, path, error);
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
		variant->patch = path ? patch_from_file(path, error) : NULL;
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
	*scenario = (SpScenario){ .name = g_strdup(name),
				  .args = g_strdup(""),
				  .configs = strings(),
				  .kernels = { .to.major = G_MAXUINT },
				  .smp = 1,
				  .memory = 512,
				  .timeout = 120,
				  .boots = 10,
				  .rounds = 100,
				  .survive = 1000 };
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
	return sp_conf_wrong(error, reader->conf, entry,
			     "unknown section; there are [fix], [probe \"NAME\"], "
			     "[signature \"NAME\"], [scenario \"NAME\"], [variant \"NAME\"]");
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
	return TRUE;
}

/* The commit in the repository is the original; the folder's copy stands in where it is not held. */
static gboolean choose_patch(Reader *reader, git_repository *repo, GError **error)
{
	SpFix *fix = reader->fix;
	g_autoptr(git_commit) commit =
		repo && fix->upstream ? sp_git_commit_if_there(repo, fix->upstream) : NULL;

	if (commit) {
		fix->patch = sp_patch_from_commit(repo, commit, NULL);
		fix->from_repo = fix->patch != NULL; /* shallow clones lack the parent */
	}
	if (!fix->patch && !reader->patch_path) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: [fix] has no patch, and no repository at hand holds the upstream "
			    "commit",
			    reader->conf);
		return FALSE;
	}
	if (!fix->patch)
		fix->patch = patch_from_file(reader->patch_path, error);
	if (fix->patch && !fix->upstream)
		fix->upstream = g_strdup(fix->patch->id);
	return fix->patch != NULL;
}

static SpFix *load_folder(const char *dir, git_repository *repo, GError **error)
{
	g_autoptr(SpFix) fix = fix_new();
	g_autofree char *conf = g_build_filename(dir, "fix.conf", NULL);
	g_autoptr(GPtrArray) entries = NULL;
	Reader reader = { fix, conf, NULL };
	gboolean good = TRUE;

	fix->dir = g_canonicalize_filename(dir, NULL);
	fix->name = g_path_get_basename(fix->dir);
	if (!g_file_test(conf, G_FILE_TEST_EXISTS)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s is no fix folder: it holds no fix.conf", dir);
		return NULL;
	}
	entries = sp_conf_read(conf, error);
	if (!entries)
		return NULL;
	for (guint i = 0; good && i < entries->len; i++)
		good = read_entry(&reader, entries->pdata[i], error);
	good = good && check_whole(&reader, error) && choose_patch(&reader, repo, error);
	g_free(reader.patch_path);
	return good ? g_steal_pointer(&fix) : NULL;
}

/* "mm/khugepaged: fix x" -> "mm-khugepaged-fix-x": for a patch that has no id and no folder. */
static char *name_from_subject(const char *subject)
{
	GString *name = g_string_new(NULL);

	for (const char *p = subject; *p && name->len < 60; p++) {
		if (g_ascii_isalnum(*p) || *p == '_' || (*p == '.' && name->len))
			g_string_append_c(name, *p);
		else if (name->len && name->str[name->len - 1] != '-')
			g_string_append_c(name, '-');
	}
	while (name->len && strchr("-.", name->str[name->len - 1]))
		g_string_truncate(name, name->len - 1);
	if (!name->len)
		g_string_assign(name, "fix");
	return g_string_free(name, FALSE);
}

/* A fix of which there is nothing but the patch. */
static SpFix *bare_fix(SpPatch *patch)
{
	SpFix *fix = fix_new();

	fix->patch = patch;
	fix->upstream = g_strdup(patch->id);
	g_ptr_array_unref(fix->fixes);
	fix->fixes = sp_trailer_fixes(patch->body);
	fix->name = patch->id ? g_strndup(patch->id, 12) : name_from_subject(patch->subject);
	return fix;
}

static SpFix *load_stdin(GError **error)
{
	g_autoptr(GInputStream) in = g_unix_input_stream_new(STDIN_FILENO, FALSE);
	g_autoptr(GOutputStream) all = g_memory_output_stream_new_resizable();
	g_autoptr(GError) cause = NULL;
	SpPatch *patch;

	if (g_output_stream_splice(all, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &cause) < 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "standard input: %s",
			    cause->message);
		return NULL;
	}
	patch = sp_patch_parse(g_memory_output_stream_get_data(G_MEMORY_OUTPUT_STREAM(all)),
			       g_memory_output_stream_get_data_size(G_MEMORY_OUTPUT_STREAM(all)),
			       "standard input", error);
	return patch ? bare_fix(patch) : NULL;
}

SpFix *sp_fix_load(const char *what, git_repository *repo, GError **error)
{
	g_autoptr(git_commit) commit = NULL;
	SpPatch *patch;

	if (g_str_equal(what, "-"))
		return load_stdin(error);
	if (g_file_test(what, G_FILE_TEST_IS_DIR))
		return load_folder(what, repo, error);
	if (g_file_test(what, G_FILE_TEST_EXISTS)) {
		patch = patch_from_file(what, error);
		return patch ? bare_fix(patch) : NULL;
	}
	if (!repo) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s: there is no such fix folder or patch file; a commit needs --repo to "
			    "be looked up in",
			    what);
		return NULL;
	}
	commit = sp_git_commit(repo, what, error);
	if (!commit) {
		g_prefix_error(error, "no such fix folder or patch file, and ");
		return NULL;
	}
	patch = sp_patch_from_commit(repo, commit, error);
	if (!patch)
		return NULL;
	SpFix *fix = bare_fix(patch);

	fix->from_repo = TRUE;
	return fix;
}
