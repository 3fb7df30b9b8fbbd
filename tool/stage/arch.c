/* SPDX-License-Identifier: GPL-2.0-only */
/* arch: the rows of arch.conf, one chosen, and whether its programs are there. */
#include "stage/arch.h"

#include <string.h>
#include <sys/utsname.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/run.h"

#define TABLE "arch.conf"

/* Every key of a row, for reading, copying and freeing alike. */
static const struct {
	const char *key;
	gsize offset;
} keys[] = {
	{"kernel", G_STRUCT_OFFSET(SpArch, kernel)},
	{"image", G_STRUCT_OFFSET(SpArch, image)},
	{"machine", G_STRUCT_OFFSET(SpArch, machine)},
	{"cross", G_STRUCT_OFFSET(SpArch, cross)},
	{"config", G_STRUCT_OFFSET(SpArch, config)},
	{"append", G_STRUCT_OFFSET(SpArch, append)},
	{"qemu", G_STRUCT_OFFSET(SpArch, qemu)},
	{"qemu-machine", G_STRUCT_OFFSET(SpArch, qemu_machine)},
	{"cpu", G_STRUCT_OFFSET(SpArch, cpu)},
	{"kvm-cpu", G_STRUCT_OFFSET(SpArch, kvm_cpu)},
	{"cc-package", G_STRUCT_OFFSET(SpArch, cc_package)},
	{"libc-package", G_STRUCT_OFFSET(SpArch, libc_package)},
	{"qemu-package", G_STRUCT_OFFSET(SpArch, qemu_package)},
};

#define TEXT(arch, i) G_STRUCT_MEMBER(char *, arch, keys[i].offset)

void sp_arch_free(SpArch *arch)
{
	if (!arch)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		g_free(TEXT(arch, i));
	g_free(arch->name);
	g_free(arch->folder);
	g_free(arch->prefix);
	g_free(arch->cc);
	g_free(arch->ld);
	g_free(arch);
}

static void row_free(gpointer data)
{
	sp_arch_free(data);
}

static SpArch *find_row(const GPtrArray *rows, const char *name)
{
	for (guint i = 0; i < rows->len; i++)
		if (g_str_equal(((SpArch *)rows->pdata[i])->name, name))
			return rows->pdata[i];
	return NULL;
}

static gboolean take(SpArch *row, const char *path, const SpConfEntry *entry, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
		if (!g_str_equal(keys[i].key, entry->key))
			continue;
		if (TEXT(row, i) || !*entry->value)
			return sp_conf_wrong(error, path, entry, "wants one value");
		TEXT(row, i) = g_strdup(entry->value);
		return TRUE;
	}
	return sp_conf_wrong(error, path, entry, "unknown key");
}

static gboolean check_rows(const GPtrArray *rows, const char *path, GError **error)
{
	for (guint i = 0; i < rows->len; i++) {
		SpArch *row = rows->pdata[i];

		for (guint k = 0; k < G_N_ELEMENTS(keys); k++) {
			if (TEXT(row, k))
				continue;
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: [arch \"%s\"] lacks %s",
				    path, row->name, keys[k].key);
			return FALSE;
		}
	}
	return TRUE;
}

GPtrArray *sp_arch_read(const GPtrArray *entries, const char *path, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);

	for (guint i = 0; i < entries->len; i++) {
		const SpConfEntry *entry = entries->pdata[i];
		SpArch *row = find_row(rows, entry->name);

		if (!g_str_equal(entry->section, "arch") || !*entry->name) {
			sp_conf_wrong(error, path, entry, "want [arch \"NAME\"]");
			return NULL;
		}
		if (!row) {
			row = g_new0(SpArch, 1);
			row->name = g_strdup(entry->name);
			g_ptr_array_add(rows, row);
		}
		if (!take(row, path, entry, error))
			return NULL;
	}
	return check_rows(rows, path, error) ? g_steal_pointer(&rows) : NULL;
}

static gboolean set_unknown(const GPtrArray *rows, const char *name, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++)
		g_string_append_printf(known, "%s%s", i ? ", " : "",
				       ((SpArch *)rows->pdata[i])->name);
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "--arch %s: known are %s", name, known->str);
	return FALSE;
}

/* The name or path of one program, or the beginning of one; make runs elsewhere than we do. */
static char *one_program(const char *option, const char *value, GError **error)
{
	g_autofree char *path = NULL;

	for (const char *p = value; *p; p++) {
		if (g_ascii_isalnum(*p) || strchr("_-+./", *p))
			continue;
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s %s: wants the name or path of one program, of letters, digits and "
			    "the signs _ - + . /",
			    option, value);
		return NULL;
	}
	if (!strchr(value, '/'))
		return g_strdup(value);
	path = g_canonicalize_filename(value, NULL);
	return g_strconcat(path, g_str_has_suffix(value, "/") ? "/" : "", NULL);
}

/* "arch/x86/boot/bzImage" -> "arch/x86" */
static char *folder_of(const char *image)
{
	const char *slash = strchr(image, '/');
	const char *end = slash ? strchr(slash + 1, '/') : NULL;

	return g_strndup(image, end ? (gsize)(end - image) : strlen(image));
}

SpArch *sp_arch_choose(const GPtrArray *rows, const char *name, const char *cc, const char *cross,
		       const char *host, GError **error)
{
	SpArch *row = find_row(rows, name ? name : SP_ARCH_DEFAULT);
	g_autoptr(SpArch) arch = g_new0(SpArch, 1);

	if (!row) {
		set_unknown(rows, name ? name : SP_ARCH_DEFAULT, error);
		return NULL;
	}
	arch->name = g_strdup(row->name);
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		TEXT(arch, i) = g_strdup(TEXT(row, i));
	arch->folder = folder_of(arch->image);
	arch->native = g_str_equal(arch->machine, host);
	if (!cross)
		cross = arch->native ? "" : arch->cross;
	arch->prefix = one_program("--cross-compile", cross, error);
	if (!arch->prefix)
		return NULL;
	arch->cc = cc ? one_program("--cc", cc, error) : g_strconcat(arch->prefix, "gcc", NULL);
	arch->ld = g_strconcat(arch->prefix, "ld", NULL);
	return arch->cc ? g_steal_pointer(&arch) : NULL;
}

SpArch *sp_arch_open(const char *name, const char *cc, const char *cross, GError **error)
{
	g_autoptr(GPtrArray) entries = sp_conf_builtin(TABLE, error);
	g_autoptr(GPtrArray) rows = entries ? sp_arch_read(entries, TABLE, error) : NULL;
	struct utsname host;

	if (!rows)
		return NULL;
	if (uname(&host) != 0)
		host.machine[0] = '\0';
	return sp_arch_choose(rows, name, cc, cross, host.machine, error);
}

/* Debian's package of a compiler or linker; NULL for one that is not Debian's. */
static char *package_of(const SpArch *arch, const char *program)
{
	gboolean cross = g_str_has_prefix(program, arch->cross);
	const char *tool = cross ? program + strlen(arch->cross) : program;
	const char *digits = g_str_has_prefix(tool, "gcc-") ? tool + strlen("gcc-") : "";

	if (*digits && !digits[strspn(digits, "0123456789")]) /* gcc-11: a package of its own */
		return g_strconcat(
			tool, cross && !arch->native ? arch->cc_package + strlen("gcc") : "", NULL);
	return cross && !arch->native ? g_strdup(arch->cc_package) : NULL;
}

static gboolean have(const SpArch *arch, const char *program, GError **error)
{
	g_autofree char *package = package_of(arch, program);

	if (sp_run_need(program, package, error))
		return TRUE;
	g_prefix_error(error, "building for %s: ", arch->name);
	return FALSE;
}

/* kbuild would come to the same end, but after a minute and in other words. */
static gboolean check_processor(const SpArch *arch, GError **error)
{
	const char *const argv[] = {arch->cc, "-dumpmachine", NULL};
	SpRunSpec spec = {.argv = argv, .timeout = 30};
	g_autofree char *machine = NULL;

	if (!sp_run_output(&spec, &machine, error))
		return FALSE;
	g_strchomp(machine);
	if (g_str_has_prefix(machine, arch->machine) && machine[strlen(arch->machine)] == '-')
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "%s compiles for %s, and --arch %s needs a compiler for %s: give --cc or "
		    "--cross-compile (Debian has %sgcc)",
		    arch->cc, machine, arch->name, arch->machine, arch->cross);
	return FALSE;
}

gboolean sp_arch_have_compiler(const SpArch *arch, GError **error)
{
	return have(arch, arch->cc, error) && have(arch, arch->ld, error) &&
	       check_processor(arch, error);
}

gboolean sp_arch_have_qemu(const SpArch *arch, GError **error)
{
	return sp_run_need(arch->qemu, arch->qemu_package, error);
}

const char *sp_arch_target(const SpArch *arch)
{
	const char *slash = strrchr(arch->image, '/');

	return slash ? slash + 1 : arch->image;
}
