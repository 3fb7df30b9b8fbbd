/* SPDX-License-Identifier: GPL-2.0-only */
/* toolchain: which programs build the kernel here, and which quirks its version asks for. */
#include "stage/toolchain.h"

#include <gio/gio.h>
#include <string.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/run.h"
#include "stage/kconfig.h"

#define TABLE "toolchain.conf"
#define SURROUNDINGS "surroundings.conf"

/* One [quirk "NAME"], while it is read. */
typedef struct {
	const SpConfEntry *first; /* for messages */
	gboolean ranged, reasoned, sourced, limited;
	gboolean in_range, of_arch;
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
		      const SpKver *version, const SpArch *arch, Quirk *quirk, GError **error)
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
			quirk->in_range |= sp_kver_in_range(version, &range);
		}
		if (g_str_equal(entry->key, "arch")) {
			quirk->limited = TRUE;
			quirk->of_arch |= g_str_equal(entry->value, arch->name);
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
	static const char *const others[] = {"kernels", "arch", "reason", "source", NULL};
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
	} else if (!g_strv_contains(others, entry->key)) {
		return sp_conf_wrong(error, path, entry,
				     "unknown; want kernels, arch, make, config, reason or source");
	}
	return TRUE;
}

static SpToolchain *choose(const GPtrArray *entries, const char *path, const SpKver *version,
			   const SpArch *arch, GError **error)
{
	g_autoptr(SpToolchain) toolchain = g_new0(SpToolchain, 1);
	guint next = 0;

	toolchain->quirks = g_ptr_array_new_with_free_func(g_free);
	toolchain->make = g_ptr_array_new_with_free_func(g_free);
	toolchain->options = sp_kconfig_new();
	for (guint i = 0; i < entries->len; i = next) {
		gboolean applies;
		Quirk quirk;

		if (!judge(path, entries, i, &next, version, arch, &quirk, error))
			return NULL;
		applies = quirk.in_range && (!quirk.limited || quirk.of_arch);
		if (applies)
			g_ptr_array_add(toolchain->quirks, g_strdup(quirk.first->name));
		for (guint j = i; j < next; j++) {
			if (!take(toolchain, path, g_ptr_array_index(entries, j), version, applies,
				  error))
				return NULL;
		}
	}
	return g_steal_pointer(&toolchain);
}

SpToolchain *sp_toolchain_read(const char *path, const SpKver *version, const SpArch *arch,
			       GError **error)
{
	g_autoptr(GPtrArray) entries = sp_conf_read(path, error);

	return entries ? choose(entries, path, version, arch, error) : NULL;
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

/* Only what is not make's own choice: it is part of what names a build folder. */
static void add_programs(SpToolchain *toolchain, const SpArch *arch)
{
	g_autofree char *plain = g_strconcat(arch->prefix, "gcc", NULL);

	if (*arch->prefix)
		g_ptr_array_add(toolchain->make, g_strconcat("CROSS_COMPILE=", arch->prefix, NULL));
	if (!g_str_equal(arch->cc, plain))
		g_ptr_array_add(toolchain->make, g_strconcat("CC=", arch->cc, NULL));
}

SpToolchain *sp_toolchain_open(const SpKver *version, const SpArch *arch, GError **error)
{
	/* gcc and ld: the kernel's own build programs run here */
	static const char *const programs[] = {"make", "gcc", "ld", "flex", "bison", "bc", "gzip"};
	g_autoptr(GPtrArray) entries = sp_conf_builtin(TABLE, error);
	g_autoptr(SpToolchain) toolchain = NULL;

	if (!entries)
		return NULL;
	for (guint i = 0; i < G_N_ELEMENTS(programs); i++) {
		if (!sp_run_have(programs[i], error)) {
			g_prefix_error(error, "building a kernel: ");
			return NULL;
		}
	}
	toolchain = choose(entries, TABLE, version, arch, error);
	if (!toolchain || !sp_arch_have_compiler(arch, error))
		return NULL;
	add_programs(toolchain, arch);
	toolchain->compiler = first_line(arch->cc, error);
	if (!toolchain->compiler)
		return NULL;
	toolchain->linker = first_line(arch->ld, error);
	return toolchain->linker ? g_steal_pointer(&toolchain) : NULL;
}

GPtrArray *sp_toolchain_surroundings(SpToolchain *toolchain, const SpKver *version,
				     const SpArch *arch, GError **error)
{
	g_autoptr(GPtrArray) entries = sp_conf_builtin(SURROUNDINGS, error);
	g_autoptr(SpToolchain) rows =
		entries ? choose(entries, SURROUNDINGS, version, arch, error) : NULL;

	if (!rows)
		return NULL;
	for (guint i = 0; i < rows->make->len; i++)
		g_ptr_array_add(toolchain->make, g_strdup(rows->make->pdata[i]));
	return g_ptr_array_ref(rows->options);
}
