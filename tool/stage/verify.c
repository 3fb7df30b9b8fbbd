/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * verify: what the backport changes is compiled alone; one kernel after the other is built and goes
 * through its cells: first the unpatched one, whose crashes say how long the others have to
 * survive, then the backport, then the controls. What comes first of the two, try_all() tells.
 */
#include "stage/verify.h"

#include "base/err.h"
#include "base/fs.h"
#include "stage/alone.h"
#include "stage/build.h"
#include "stage/cellboot.h"
#include "stage/matrix.h"
#include "stage/selftest.h"
#include "stage/kconfig.h"
#include "stage/series.h"

#include <string.h>

/* What the steps of one verification share. */
typedef struct {
	const SpFix *fix;
	SpBranch *branch;
	const SpStack *stack; /* NULL for a branch that is not affected */
	GPtrArray *ports;     /* SpPort of the backport, in order; empty likewise */
	const SpVerifyOptions *options;
	SpRecord *record;
	const char **signatures; /* of this kernel; the strings are borrowed */
	const char **others;	 /* likewise; NULL unless it is not affected */
	const char *selftest;	 /* borrowed from fix; NULL for a reproducer of its own */
	char *initramfs; /* NULL until it is needed where a selftest has to be built first */
	char *plain;	 /* SHA-256 of the unpatched image */
	gboolean known;	 /* the unpatched kernel was built and booted by runs before this one */
} Verify;

static void verify_clear(Verify *verify)
{
	g_clear_pointer(&verify->ports, g_ptr_array_unref);
	g_clear_pointer(&verify->record, sp_record_free);
	g_free(verify->signatures);
	g_free(verify->others);
	g_free(verify->initramfs);
	g_free(verify->plain);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Verify, verify_clear)

static void take_texts(GHashTable *files, const SpPort *port)
{
	g_autoptr(GHashTable) texts = sp_port_texts(port);
	GHashTableIter it;
	gpointer path, text;

	g_hash_table_iter_init(&it, texts);
	while (g_hash_table_iter_next(&it, &path, &text)) {
		g_hash_table_iter_steal(&it);
		g_hash_table_replace(files, path, text);
	}
}

/* The branch's replaced files with those of @ports, NULL for none, on top, each upon the ones
 * before; a removed one is NULL. */
static GHashTable *variant_files(const SpBranch *branch, const GPtrArray *ports)
{
	GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	GHashTableIter it;
	gpointer path, text;

	for (guint i = 0; ports && i < ports->len; i++)
		take_texts(files, ports->pdata[i]);
	g_hash_table_iter_init(&it, sp_branch_replaced(branch));
	while (g_hash_table_iter_next(&it, &path, &text))
		if (!g_hash_table_contains(files, path))
			g_hash_table_insert(files, g_strdup(path), g_strdup(text));
	return files;
}

/* Builds are deterministic: a patch that gives the same kernel was not compiled into it. */
static gboolean same_kernel(Verify *verify, const SpImage *image, char **hash, gboolean *same,
			    GError **error)
{
	*hash = sp_fs_hash(image->image, error);
	if (!*hash)
		return FALSE;
	*same = g_strcmp0(*hash, verify->plain) == 0;
	if (!verify->plain) /* the unpatched one comes first */
		verify->plain = g_strdup(*hash);
	return TRUE;
}

static gboolean choose_accel(Verify *verify, const char *image, GError **error)
{
	const SpScenario *first = verify->fix->scenarios->pdata[0]; /* any will do for a probe */

	if (verify->record->accelerator)
		return TRUE;
	verify->record->accelerator =
		sp_boot_accel(verify->options->accel, verify->options->arch, image,
			      verify->initramfs, first->args, verify->options->cache, error);
	return verify->record->accelerator != NULL;
}

/* Whether this branch has anything to be tried on that kernel. */
static gboolean is_planned(const Verify *verify, const char *name)
{
	for (guint i = 0; i < verify->record->cells->len; i++) {
		const SpCell *cell = verify->record->cells->pdata[i];

		if (g_str_equal(cell->variant, name) && !cell->not_applicable)
			return TRUE;
	}
	return FALSE;
}

/* The same, by what came of the boots before it: a control has nothing to say where the
 * unpatched one did not get to its work, and can take long to build. */
static gboolean is_wanted(const Verify *verify, const char *name)
{
	gboolean control = !g_str_equal(name, "unpatched") && !g_str_equal(name, "backport");

	for (guint i = 0; i < verify->record->cells->len; i++) {
		const SpCell *cell = verify->record->cells->pdata[i];

		if (g_str_equal(cell->variant, name) && !cell->not_applicable &&
		    !(control && sp_cellboot_is_hopeless(verify->record, cell)))
			return TRUE;
	}
	return FALSE;
}

static SpCellBooting booting_of(const Verify *verify)
{
	return (SpCellBooting){.fix = verify->fix,
			       .arch = verify->options->arch,
			       .cache = verify->options->cache,
			       .record = verify->record,
			       .initramfs = verify->initramfs,
			       .signatures = verify->signatures,
			       .others = verify->others,
			       .fresh = verify->options->fresh,
			       .replay = verify->options->replay != NULL};
}

/* Builds one kernel, and boots it in every scenario's cell of that name. @patch: hash of what
 * @ports change, NULL for nothing. */
static gboolean try_kernel(Verify *verify, SpBuilddir *build, const char *name,
			   const GPtrArray *ports, const char *patch, GError **error)
{
	g_autoptr(GHashTable) files = variant_files(verify->branch, ports);
	g_autofree char *options = sp_kconfig_text(build->options);
	g_autoptr(SpImage) image = sp_build_variant(build, name, files, error);
	const char *complaint = NULL;
	g_autofree char *hash = NULL;
	SpCellBooting booting = booting_of(verify);
	gboolean same = FALSE;

	if (!image || (image->built && (!same_kernel(verify, image, &hash, &same, error) ||
					!choose_accel(verify, image->image, error))))
		return FALSE;
	if (!image->built)
		complaint = image->complaint ? image->complaint : "does not build";
	else if (same)
		complaint = "gives the same kernel as without it: what it changes is not compiled "
			    "in this configuration";
	for (guint i = 0; i < verify->record->cells->len; i++) {
		SpCell *cell = verify->record->cells->pdata[i];

		if (!g_str_equal(cell->variant, name) || cell->not_applicable)
			continue;
		cell->complaint = g_strdup(complaint);
		cell->image = g_strdup(image->key);
		cell->image_sha256 = g_strdup(hash);
		cell->patch_sha256 = g_strdup(patch);
		cell->options_sha256 =
			g_compute_checksum_for_string(G_CHECKSUM_SHA256, options, -1);
		if (!complaint && !sp_cellboot_run(&booting, cell, image->image, error))
			return FALSE;
	}
	return TRUE;
}

static void complain(Verify *verify, const char *variant, const char *complaint)
{
	for (guint i = 0; i < verify->record->cells->len; i++) {
		SpCell *cell = verify->record->cells->pdata[i];

		if (g_str_equal(cell->variant, variant) && !cell->not_applicable)
			cell->complaint = g_strdup(complaint);
	}
}

/* The first of its patches that applies; NULL for a control without a patch, and, with @complaint
 * set, when none does. */
static gboolean port_control(Verify *verify, const SpVariant *variant, SpPort **port,
			     char **complaint, GError **error)
{
	*port = NULL;
	for (guint i = 0; i < variant->patches->len; i++) {
		g_autoptr(SpPort) one =
			sp_port_patch(variant->patches->pdata[i], verify->branch, error);

		if (!one)
			return FALSE;
		if (one->clean) {
			g_clear_pointer(complaint, g_free);
			*port = g_steal_pointer(&one);
			return TRUE;
		}
		if (!*complaint)
			*complaint = g_strdup_printf("does not apply: %s", one->why);
	}
	return TRUE;
}

static gboolean try_control(Verify *verify, SpBuilddir *build, const SpVariant *variant,
			    GError **error)
{
	g_autoptr(SpPort) port = NULL;
	g_autoptr(GPtrArray) ports = g_ptr_array_new();
	g_autofree char *complaint = NULL;
	g_autofree char *patch = NULL;

	if (!port_control(verify, variant, &port, &complaint, error))
		return FALSE;
	if (port) {
		g_ptr_array_add(ports, port);
		patch = sp_series_patch_hash(port);
	}
	if (!complaint)
		return try_kernel(verify, build, variant->name, ports, patch, error);
	complain(verify, variant->name, complaint);
	return TRUE;
}

static SpBuilddir *open_build(Verify *verify, const SpVariant *variant, GError **error)
{
	g_autoptr(GPtrArray) fragments = sp_matrix_fragments(verify->fix, verify->branch, variant);

	return sp_builddir_open(verify->branch, verify->options->arch, fragments,
				verify->options->cache, error);
}

static gboolean is_to_look(const Verify *verify)
{
	return verify->ports->len && !verify->options->replay;
}

/* Whether only the backport is new; a selftest, which is not built yet, does not say. */
static gboolean find_known(Verify *verify, const SpImage *unpatched, GError **error)
{
	SpCellBooting booting;

	if (!unpatched->built || !verify->initramfs)
		return TRUE;
	if (!choose_accel(verify, unpatched->image, error))
		return FALSE;
	booting = booting_of(verify);
	return sp_cellboot_is_kept(&booting, "unpatched", unpatched->key, unpatched->image,
				   &verify->known, error);
}

static gboolean look_usual(Verify *verify, GError **error)
{
	g_autoptr(SpBuilddir) build = NULL;
	g_autoptr(SpImage) image = NULL;
	g_autoptr(GHashTable) plain = NULL, ported = NULL;

	if (!is_to_look(verify))
		return TRUE;
	build = open_build(verify, NULL, error);
	if (!build)
		return FALSE;
	plain = variant_files(verify->branch, NULL);
	ported = variant_files(verify->branch, verify->ports);
	image = sp_image_open(build->cache, build->config_hash, plain, sp_arch_target(build->arch));
	return find_known(verify, image, error) &&
	       sp_alone_look(verify->record, build, verify->ports, plain, ported,
			     "fix.conf's configuration", error);
}

/* In the other configurations, each in a builddir of its own, one after the other: the source is
 * locked by the one that is open. */
static gboolean look_elsewhere(Verify *verify, GError **error)
{
	const SpVerifyOptions *options = verify->options;
	g_autoptr(GHashTable) plain = NULL, ported = NULL;

	if (!is_to_look(verify))
		return TRUE;
	plain = variant_files(verify->branch, NULL);
	ported = variant_files(verify->branch, verify->ports);
	for (guint i = 0; i < verify->fix->variants->len; i++) {
		const SpVariant *variant = verify->fix->variants->pdata[i];
		g_autoptr(SpBuilddir) build = NULL;

		if (!variant->configs->len || !is_planned(verify, variant->name))
			continue;
		build = open_build(verify, variant, error);
		if (!build || !sp_alone_look(verify->record, build, verify->ports, plain, ported,
					     variant->name, error))
			return FALSE;
	}
	return sp_alone_look_most(verify->record, verify->branch, options->arch, options->cache,
				  verify->ports, plain, ported, error);
}

/* What is the same for all kernels; the selftest's /init is what the program brings. */
static gboolean make_selftest(Verify *verify, SpBuilddir *build, GError **error)
{
	const SpVerifyOptions *options = verify->options;
	g_autofree char *init = g_build_filename(options->cache, "selftest.c", NULL);
	g_autofree char *text = sp_toolchain_data("selftest.c", error);
	g_autoptr(GHashTable) plain = variant_files(verify->branch, NULL);
	g_autoptr(SpSelftest) made = NULL;

	if (!text || !sp_fs_write_changed(init, text, strlen(text), error))
		return FALSE;
	made = sp_selftest_make(build, plain, verify->selftest, verify->fix->selftest_source,
				error);
	if (!made)
		return FALSE;
	verify->record->reproducer_sha256 = g_steal_pointer(&made->source_sha256);
	verify->record->program_sha256 = g_steal_pointer(&made->program_sha256);
	verify->initramfs =
		sp_boot_initramfs(init, made->program, options->arch, options->cache, error);
	return verify->initramfs != NULL;
}

/* Which selftest it is, if any; a branch that has none of them has nothing to boot. */
static gboolean choose_selftest(Verify *verify, GError **error)
{
	const GPtrArray *cells = verify->record->cells;

	if (!verify->fix->selftests->len)
		return TRUE;
	if (!sp_selftest_choose(verify->fix, verify->branch, &verify->selftest, error))
		return FALSE;
	if (verify->selftest)
		verify->record->reproducer = g_strconcat("kselftest:", verify->selftest, NULL);
	for (guint i = 0; !verify->selftest && i < cells->len; i++) {
		SpCell *cell = cells->pdata[i];

		if (!cell->not_applicable)
			cell->not_applicable = g_strdup("the branch does not have the selftest");
	}
	return TRUE;
}

/* All kernels of the usual configuration. */
static gboolean try_usual(Verify *verify, GError **error)
{
	g_autoptr(SpBuilddir) build = open_build(verify, NULL, error);
	g_autofree char *patch = verify->stack ? sp_series_hash(verify->stack) : NULL;
	SpRecord *record = verify->record;

	if (!build)
		return FALSE;
	record->compiler = g_strdup(build->toolchain->compiler);
	record->linker = g_strdup(build->toolchain->linker);
	record->config_sha256 = sp_fs_hash(build->config, error);
	if (!record->config_sha256)
		return FALSE;
	record->options = sp_kconfig_text(build->options);
	record->make = sp_builddir_make(build);
	if (verify->selftest && !make_selftest(verify, build, error))
		return FALSE;
	if (is_wanted(verify, "unpatched") &&
	    !try_kernel(verify, build, "unpatched", NULL, NULL, error))
		return FALSE;
	if (is_wanted(verify, "backport") &&
	    !try_kernel(verify, build, "backport", verify->ports, patch, error))
		return FALSE;
	for (guint i = 0; i < verify->fix->variants->len; i++) {
		const SpVariant *variant = verify->fix->variants->pdata[i];

		if (!variant->configs->len && is_wanted(verify, variant->name) &&
		    !try_control(verify, build, variant, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean try_configured(Verify *verify, GError **error)
{
	for (guint i = 0; i < verify->fix->variants->len; i++) {
		const SpVariant *variant = verify->fix->variants->pdata[i];
		g_autoptr(SpBuilddir) build = NULL;

		if (!variant->configs->len || !is_wanted(verify, variant->name))
			continue;
		build = open_build(verify, variant, error);
		if (!build || !try_control(verify, build, variant, error))
			return FALSE;
	}
	return TRUE;
}

/* Leaves the one cell that is to be replayed, as it was. */
static gboolean keep_replayed(Verify *verify, GError **error)
{
	const SpCell *then = verify->options->replay;
	GPtrArray *cells = verify->record->cells;
	SpCell *cell = sp_record_cell(verify->record, then->scenario, then->variant);

	if (!cell || cell->not_applicable) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "the record speaks of %s, %s, and for this kernel %s has no such cell",
			    then->scenario, then->variant, verify->fix->name);
		return FALSE;
	}
	cell->expect = then->expect;
	cell->fails = then->fails;
	cell->boots_wanted = then->boots->len;
	cell->rounds_wanted = then->rounds_wanted;
	cell->needed = then->needed;
	for (guint i = cells->len; i-- > 0;)
		if (cells->pdata[i] != cell)
			g_ptr_array_remove_index(cells, i);
	return TRUE;
}

static char *signatures_told(const Verify *verify)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; verify->signatures[i]; i++)
		g_string_append_printf(text, "%s\n", verify->signatures[i]);
	for (guint i = 0; verify->others && verify->others[i]; i++)
		g_string_append_printf(text, "other: %s\n", verify->others[i]);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean describe(Verify *verify, GError **error)
{
	SpRecord *record = verify->record;
	const char *key = sp_branch_key(verify->branch, error);

	if (!key)
		return FALSE;
	record->fix = g_strdup(verify->fix->name);
	record->upstream = g_strdup(verify->fix->upstream);
	record->subject = g_strdup(verify->fix->patch->subject);
	record->branch = g_strdup(sp_branch_name(verify->branch));
	record->version = sp_kver_string(sp_branch_version(verify->branch));
	record->source = g_strdup(sp_branch_origin(verify->branch));
	record->source_key = g_strdup(key);
	record->control = sp_branch_control(verify->branch);
	record->signatures = signatures_told(verify);
	if (verify->stack) {
		record->diff_sha256 = sp_series_hash(verify->stack);
		record->files = sp_series_all_files(verify->ports);
	}
	record->arch = g_strdup(verify->options->arch->name);
	record->qemu = sp_boot_qemu_version(verify->options->arch, error);
	if (verify->fix->reproducer)
		record->reproducer_sha256 = sp_fs_hash(verify->fix->reproducer, error);
	return record->qemu && (record->reproducer_sha256 || !verify->fix->reproducer);
}

/* What is wrong with a backport in any configuration is to be known before hundreds of seconds of
 * boots; but where only the patch has changed, its verdict is what is waited for. */
static gboolean try_all(Verify *verify, GError **error)
{
	return look_usual(verify, error) && (verify->known || look_elsewhere(verify, error)) &&
	       try_usual(verify, error) && (!verify->known || look_elsewhere(verify, error)) &&
	       try_configured(verify, error);
}

SpRecord *sp_verify_run(const SpFix *fix, SpBranch *branch, const SpStack *stack,
			const SpVerifyOptions *options, GError **error)
{
	g_auto(Verify) verify = {.fix = fix, .branch = branch, .stack = stack, .options = options};
	g_autoptr(GDateTime) now = NULL;

	verify.ports = stack ? sp_stack_ports(stack) : g_ptr_array_new();
	verify.record = sp_record_new();
	verify.record->not_affected = !stack;
	verify.record->only_boot = options->only_boot;
	verify.record->miss = options->miss;
	verify.signatures = sp_matrix_signatures(fix, branch);
	if (!stack)
		verify.others = sp_matrix_others(fix, branch);
	if (!sp_matrix_plan(fix, branch, options->boots, verify.record, error) ||
	    !choose_selftest(&verify, error) ||
	    (options->replay && !keep_replayed(&verify, error)) || !describe(&verify, error))
		return NULL;
	if (fix->reproducer)
		verify.initramfs = sp_boot_initramfs(fix->reproducer, NULL, options->arch,
						     options->cache, error);
	if ((fix->reproducer && !verify.initramfs) || !try_all(&verify, error))
		return NULL;
	if (!verify.record->accelerator) /* nothing was booted */
		verify.record->accelerator = g_strdup("none");
	now = g_date_time_new_now_utc();
	verify.record->date = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
	return g_steal_pointer(&verify.record);
}
