/* SPDX-License-Identifier: GPL-2.0-only */
/* toolchain: which programs build the kernel here, and which quirks its version asks for. */
#include "stage/toolchain.h"

#include <gio/gio.h>
#include <string.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/run.h"
#include "stage/kconfig.h"

/* One [quirk "NAME"], while it is read. */
typedef struct {
	const SpConfEntry *first; /* for messages */
	gboolean ranged, reasoned, sourced;
	gboolean applies;
} Quirk;

void sp_toolchain_free(SpToolchain *toolchain)
{
	if (!toolchain)
		return;
	g_free(toolchain->compiler);
	g_free(toolchain->linker);
	g_ptr_array_unref(toolchain->quirks);
	g_ptr_array_unref(toolchain->make);
	g_ptr_array_unref(toolchain->options);
	g_free(toolchain);
}

char *sp_toolchain_data(const char *name, GError **error)
{
	g_autofree char *path = g_strconcat("/stableport/data/", name, NULL);
	g_autoptr(GBytes) bytes = g_resources_lookup_data(path, 0, NULL);
	gsize length;
	const char *text;

	if (!bytes) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s is not built in", path);
		return NULL;
	}
	text = g_bytes_get_data(bytes, &length);
	return g_strndup(text ? text : "", length);
}

/* First pass over the entries of one quirk: is it complete, and does it apply? */
static gboolean judge(const char *path, const GPtrArray *entries, guint from, guint *to,
		      const SpKver *version, Quirk *quirk, GError **error)
{
	guint i;

	*quirk = (Quirk){.first = g_ptr_array_index(entries, from)};
	for (i = from; i < entries->len; i++) {
		const SpConfEntry *entry = g_ptr_array_index(entries, i);
		SpKverRange range;

		if (!g_str_equal(entry->section, "quirk") || !*entry->name)
			return sp_conf_wrong(error, path, entry, "want [quirk \"NAME\"]");
		if (!g_str_equal(entry->name, quirk->first->name))
			break;
		if (g_str_equal(entry->key, "kernels")) {
			if (!sp_kver_range_parse(entry->value, &range))
				return sp_conf_wrong(error, path, entry,
						     "%s is no range of kernels such as 4.9..5.3",
						     entry->value);
			quirk->ranged = TRUE;
			quirk->applies |= sp_kver_in_range(version, &range);
		}
		quirk->reasoned |= g_str_equal(entry->key, "reason");
		quirk->sourced |= g_str_equal(entry->key, "source");
	}
	*to = i;
	if (!quirk->ranged || !quirk->reasoned || !quirk->sourced)
		return sp_conf_wrong(error, path, quirk->first, "needs kernels, reason and source");
	return TRUE;
}

/* Second pass: what it brings. Looked at even if it does not apply: it must be right anyhow. */
static gboolean take(SpToolchain *toolchain, const char *path, const SpConfEntry *entry,
		     const SpKver *version, gboolean applies, GError **error)
{
	g_autofree char *name = g_path_get_basename(path);
	g_autoptr(GPtrArray) spare = sp_kconfig_new();

	if (g_str_equal(entry->key, "make")) {
		const char *equals = strchr(entry->value, '=');

		if (!equals || equals == entry->value || !g_ascii_isalpha(*entry->value))
			return sp_conf_wrong(error, path, entry, "want VARIABLE=value");
		if (applies)
			g_ptr_array_add(toolchain->make, g_strdup(entry->value));
	} else if (g_str_equal(entry->key, "config")) {
		if (!sp_kconfig_add(applies ? toolchain->options : spare, entry->value, name,
				    entry->line, version, error))
			return FALSE;
	} else if (!g_str_equal(entry->key, "kernels") && !g_str_equal(entry->key, "reason") &&
		   !g_str_equal(entry->key, "source")) {
		return sp_conf_wrong(error, path, entry,
				     "unknown; want kernels, make, config, reason or source");
	}
	return TRUE;
}

SpToolchain *sp_toolchain_read(const char *path, const SpKver *version, GError **error)
{
	g_autoptr(GPtrArray) entries = sp_conf_read(path, error);
	g_autoptr(SpToolchain) toolchain = g_new0(SpToolchain, 1);
	guint next = 0;

	toolchain->quirks = g_ptr_array_new_with_free_func(g_free);
	toolchain->make = g_ptr_array_new_with_free_func(g_free);
	toolchain->options = sp_kconfig_new();
	if (!entries)
		return NULL;
	for (guint i = 0; i < entries->len; i = next) {
		Quirk quirk;

		if (!judge(path, entries, i, &next, version, &quirk, error))
			return NULL;
		if (quirk.applies)
			g_ptr_array_add(toolchain->quirks, g_strdup(quirk.first->name));
		for (guint j = i; j < next; j++) {
			if (!take(toolchain, path, g_ptr_array_index(entries, j), version,
				  quirk.applies, error))
				return NULL;
		}
	}
	return g_steal_pointer(&toolchain);
}

/* First line of "PROGRAM --version". */
static char *first_line(const char *program, GError **error)
{
	const char *const argv[] = {program, "--version", NULL};
	static const char *const env[] = {"LC_ALL=C", NULL};
	SpRunSpec spec = {.argv = argv, .env = env, .timeout = 30};
	char *text = NULL;

	if (!sp_run_output(&spec, &text, error))
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	return text;
}

SpToolchain *sp_toolchain_open(const SpKver *version, GError **error)
{
	static const char *const programs[] = {"make", "gcc", "ld", "flex", "bison", "bc", "gzip"};
	g_autofree char *text = sp_toolchain_data("toolchain.conf", error);
	g_autofree char *dir = NULL;
	g_autofree char *path = NULL;
	g_autoptr(SpToolchain) toolchain = NULL;
	g_autoptr(GError) ignored = NULL;

	if (!text)
		return NULL;
	for (guint i = 0; i < G_N_ELEMENTS(programs); i++) {
		if (!sp_run_have(programs[i], error)) {
			g_prefix_error(error, "building a kernel: ");
			return NULL;
		}
	}
	/* libgit2 reads configuration from files alone */
	dir = g_dir_make_tmp("stableport-XXXXXX", error);
	if (!dir)
		return NULL;
	path = g_build_filename(dir, "toolchain.conf", NULL);
	if (sp_fs_write(path, text, strlen(text), error))
		toolchain = sp_toolchain_read(path, version, error);
	if (!sp_fs_remove(dir, &ignored))
		g_debug("%s", ignored->message);
	if (!toolchain)
		return NULL;
	toolchain->compiler = first_line("gcc", error);
	if (!toolchain->compiler)
		return NULL;
	toolchain->linker = first_line("ld", error);
	return toolchain->linker ? g_steal_pointer(&toolchain) : NULL;
}
