/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * verify: the cells of a verification, one after the other: first all images, then all boots. The
 * unfinished record is written to the cache after each boot, so that a cut-off run can go on.
 */
#include "stage/verify.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/progress.h"
#include "stage/build.h"
#include "stage/series.h"

#include <math.h>
#include <string.h>

/* What the steps of one verification share. */
typedef struct {
	const SpFix *fix;
	SpBranch *branch;
	const SpPort *port;
	const SpVerifyOptions *options;
	SpRecord *record;
	GPtrArray *images; /* char *, path for each cell, same order; NULL when there is none */
	char *initramfs;
	char *plain;  /* SHA-256 of the unpatched image */
	char *resume; /* where the unfinished record lies */
} Verify;

static void verify_clear(Verify *verify)
{
	g_clear_pointer(&verify->record, sp_record_free);
	g_clear_pointer(&verify->images, g_ptr_array_unref);
	g_free(verify->initramfs);
	g_free(verify->plain);
	g_free(verify->resume);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Verify, verify_clear)

static gboolean scenario_applies(const SpScenario *scenario, const SpBranch *branch)
{
	return sp_kver_in_range(sp_branch_version(branch), &scenario->kernels);
}

/* The config fragments of the fix and of every scenario that exists on this kernel. */
static GPtrArray *fragments(const SpFix *fix, const SpBranch *branch)
{
	GPtrArray *paths = g_ptr_array_new();

	for (guint i = 0; i < fix->configs->len; i++)
		g_ptr_array_add(paths, fix->configs->pdata[i]);
	for (guint i = 0; i < fix->scenarios->len; i++) {
		const SpScenario *scenario = fix->scenarios->pdata[i];

		for (guint k = 0; scenario_applies(scenario, branch) && k < scenario->configs->len;
		     k++)
			if (!g_ptr_array_find_with_equal_func(paths, scenario->configs->pdata[k],
							      g_str_equal, NULL))
				g_ptr_array_add(paths, scenario->configs->pdata[k]);
	}
	return paths;
}

/* The branch's replaced files with those of @port, which may be NULL, on top. */
static GHashTable *variant_files(const SpBranch *branch, const SpPort *port)
{
	GHashTable *files = port ? sp_port_texts(port)
				 : g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	GHashTableIter it;
	gpointer path, text;

	g_hash_table_iter_init(&it, sp_branch_replaced(branch));
	while (g_hash_table_iter_next(&it, &path, &text))
		if (!g_hash_table_contains(files, path))
			g_hash_table_insert(files, g_strdup(path), g_strdup(text));
	return files;
}

/* Builds are deterministic: a patch that gives the same kernel was not compiled into it. */
static gboolean same_kernel(Verify *verify, const SpImage *image, gboolean *same, GError **error)
{
	g_autofree char *hash = sp_fs_hash(image->image, error);

	if (!hash)
		return FALSE;
	*same = g_strcmp0(hash, verify->plain) == 0;
	if (!verify->plain) /* the unpatched one comes first */
		verify->plain = g_steal_pointer(&hash);
	return TRUE;
}

/* Builds one variant and gives its image to every scenario's cell of that name. */
static gboolean build_variant(Verify *verify, SpBuild *build, const char *name, const SpPort *port,
			      const char *complaint, GError **error)
{
	g_autoptr(GHashTable) files = variant_files(verify->branch, port);
	g_autoptr(SpImage) image = NULL;
	gboolean same = FALSE;

	if (!complaint) {
		image = sp_build_variant(build, name, files, error);
		if (!image || (image->built && !same_kernel(verify, image, &same, error)))
			return FALSE;
		if (!image->built)
			complaint = image->complaint ? image->complaint : "does not build";
		else if (same)
			complaint = "gives the same kernel as without it: what it changes is not "
				    "compiled in this configuration";
	}
	for (guint i = 0; i < verify->record->cells->len; i++) {
		SpCell *cell = verify->record->cells->pdata[i];

		if (!g_str_equal(cell->variant, name))
			continue;
		cell->complaint = g_strdup(complaint);
		cell->image = g_strdup(image ? image->key : NULL);
		g_free(verify->images->pdata[i]);
		verify->images->pdata[i] = g_strdup(complaint ? NULL : image->image);
	}
	return TRUE;
}

static gboolean build_control(Verify *verify, SpBuild *build, const SpVariant *variant,
			      GError **error)
{
	g_autoptr(SpPort) port = sp_port_patch(variant->patch, verify->branch, error);
	g_autofree char *complaint = NULL;

	if (!port)
		return FALSE;
	if (!port->clean)
		complaint = g_strdup_printf("does not apply: %s", port->why);
	return build_variant(verify, build, variant->name, port, complaint, error);
}

static gboolean build_all(Verify *verify, GError **error)
{
	g_autoptr(GPtrArray) configs = fragments(verify->fix, verify->branch);
	g_autoptr(SpBuild) build = sp_build_open(verify->branch, verify->options->arch, configs,
						 verify->options->cache, error);
	SpRecord *record = verify->record;

	if (!build || !build_variant(verify, build, "unpatched", NULL, NULL, error))
		return FALSE;
	for (guint i = 0; i < verify->fix->variants->len; i++)
		if (!build_control(verify, build, verify->fix->variants->pdata[i], error))
			return FALSE;
	if (!build_variant(verify, build, "backport", verify->port, NULL, error))
		return FALSE;
	record->compiler = g_strdup(sp_build_compiler(build));
	record->linker = g_strdup(sp_build_linker(build));
	record->config_sha256 = g_strdup(sp_build_config_hash(build));
	return TRUE;
}

static SpCell *add_cell(Verify *verify, const SpScenario *scenario, const char *variant,
			const char *title, SpExpect expect)
{
	SpCell *cell = sp_cell_new(scenario->name, variant, title);

	cell->expect = expect;
	cell->rounds_wanted = scenario->rounds;
	cell->boots_wanted = verify->options->boots ? verify->options->boots : scenario->boots;
	g_ptr_array_add(verify->record->cells, cell);
	g_ptr_array_add(verify->images, NULL);
	return cell;
}

static guint boots_for(guint rounds, guint each)
{
	return (rounds + each - 1) / each;
}

static void plan_scenario(Verify *verify, const SpScenario *scenario)
{
	SpCell *cell;

	add_cell(verify, scenario, "unpatched", "without the fix", SP_EXPECT_CRASH);
	for (guint i = 0; i < verify->fix->variants->len; i++) {
		const SpVariant *variant = verify->fix->variants->pdata[i];

		cell = add_cell(verify, scenario, variant->name, variant->title, variant->expect);
		if (variant->boots && !verify->options->boots)
			cell->boots_wanted = variant->boots;
	}
	cell = add_cell(verify, scenario, "backport", "with our backport", SP_EXPECT_SURVIVE);
	cell->boots_wanted = boots_for(scenario->survive, scenario->rounds);
}

static gboolean plan(Verify *verify, GError **error)
{
	for (guint i = 0; i < verify->fix->scenarios->len; i++) {
		const SpScenario *scenario = verify->fix->scenarios->pdata[i];

		if (scenario_applies(scenario, verify->branch))
			plan_scenario(verify, scenario);
	}
	if (verify->fix->reproducer && verify->record->cells->len)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s: %s has no %s, so nothing can be shown",
		    sp_branch_name(verify->branch), verify->fix->name,
		    verify->fix->reproducer ? "[scenario] for this kernel" : "reproducer");
	return FALSE;
}

/* How the guests of all scenarios are run, for people. */
static char *all_arguments(const Verify *verify)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < verify->fix->scenarios->len; i++) {
		const SpScenario *scenario = verify->fix->scenarios->pdata[i];

		if (scenario_applies(scenario, verify->branch))
			g_string_append_printf(text, "%s-smp %u -m %u, %s", text->len ? "; " : "",
					       scenario->smp, scenario->memory, scenario->args);
	}
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
	record->control = g_hash_table_size(sp_branch_replaced(verify->branch)) > 0;
	record->diff_sha256 = sp_series_patch_hash(verify->port);
	record->arguments = all_arguments(verify);
	record->arch = g_strdup(verify->options->arch->name);
	record->qemu = sp_boot_qemu_version(verify->options->arch, error);
	record->reproducer_sha256 = sp_fs_hash(verify->fix->reproducer, error);
	return record->qemu && record->reproducer_sha256;
}

/* Signatures of this kernel, NULL-terminated; the strings are borrowed. */
static const char **signatures(const SpFix *fix, const SpBranch *branch)
{
	GPtrArray *list = g_ptr_array_new();

	for (guint i = 0; i < fix->signatures->len; i++) {
		const SpSignature *signature = fix->signatures->pdata[i];

		if (sp_kver_in_range(sp_branch_version(branch), &signature->kernels))
			g_ptr_array_add(list, signature->text);
	}
	g_ptr_array_add(list, NULL);
	return (const char **)g_ptr_array_free(list, FALSE);
}

/* A hash of everything that the boots depend on names the unfinished record. */
static char *resume_path(const Verify *verify)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree const char **texts = signatures(verify->fix, verify->branch);
	g_autofree char *name = NULL;

	for (guint i = 0; i < verify->record->cells->len; i++) {
		const SpCell *cell = verify->record->cells->pdata[i];
		g_autofree char *line = g_strdup_printf(
			"%s %s %s %u %u\n", cell->scenario, cell->variant,
			cell->image ? cell->image : "", cell->boots_wanted, cell->rounds_wanted);

		g_checksum_update(sum, (const guchar *)line, (gssize)strlen(line));
	}
	for (guint i = 0; i < verify->fix->scenarios->len; i++) {
		const SpScenario *scenario = verify->fix->scenarios->pdata[i];
		g_autofree char *line = g_strdup_printf(
			"%s %s %u %u %u %u\n", scenario->name, scenario->args, scenario->smp,
			scenario->memory, scenario->timeout, scenario->survive);

		g_checksum_update(sum, (const guchar *)line, (gssize)strlen(line));
	}
	g_checksum_update(sum, (const guchar *)verify->initramfs,
			  (gssize)strlen(verify->initramfs));
	g_checksum_update(sum, (const guchar *)verify->record->accelerator, -1);
	g_checksum_update(sum, (const guchar *)verify->record->qemu, -1);
	for (guint i = 0; texts[i]; i++)
		g_checksum_update(sum, (const guchar *)texts[i], (gssize)strlen(texts[i]) + 1);
	name = g_strdup_printf("%s.json", g_checksum_get_string(sum));
	return g_build_filename(verify->options->cache, "verify", name, NULL);
}

/* A guest that did not get to its work proves nothing, and each try may last to its time limit. */
static gboolean is_hopeless(const SpCell *cell)
{
	return sp_cell_count(cell, SP_BOOT_UNABLE) + sp_cell_count(cell, SP_BOOT_HUNG) +
		       sp_cell_count(cell, SP_BOOT_NOT_BOOTED) >
	       0;
}

/* Takes over the boots of a run that was cut off. */
static gboolean take_over(Verify *verify, GError **error)
{
	g_autoptr(SpRecord) old = NULL;
	guint taken = 0;

	if (!sp_record_load(verify->resume, &old, error))
		return FALSE;
	for (guint i = 0; old && i < old->cells->len; i++) {
		SpCell *from = old->cells->pdata[i];
		SpCell *to = sp_record_cell(verify->record, from->scenario, from->variant);

		if (!to || is_hopeless(from)) /* an overloaded machine deserves another try */
			continue;
		taken += from->boots->len;
		g_ptr_array_extend_and_steal(to->boots, g_steal_pointer(&from->boots));
		from->boots = g_ptr_array_new();
	}
	if (taken)
		sp_progress_note("%s: going on after %u boots of a run that was cut off",
				 verify->record->branch, taken);
	return TRUE;
}

static gboolean save_unfinished(Verify *verify, GError **error)
{
	g_autofree char *json = sp_record_to_json(verify->record);

	return sp_fs_write(verify->resume, json, strlen(json), error);
}

static const SpScenario *scenario_of(const SpFix *fix, const SpCell *cell)
{
	for (guint i = 0; i < fix->scenarios->len; i++)
		if (g_str_equal(((SpScenario *)fix->scenarios->pdata[i])->name, cell->scenario))
			return fix->scenarios->pdata[i];
	g_assert_not_reached();
}

static gboolean boot_once(Verify *verify, SpCell *cell, const char *image, GError **error)
{
	const SpScenario *scenario = scenario_of(verify->fix, cell);
	g_autofree const char **texts = signatures(verify->fix, verify->branch);
	guint number = cell->boots->len + 1;
	g_autofree char *log = g_strdup_printf("%s/logs/%s/%s/%s-%s-%u.log", verify->options->cache,
					       verify->fix->name, verify->record->branch,
					       cell->scenario, cell->variant, number);
	g_autofree char *what =
		g_strdup_printf("%s: %s, %s: boot %u of %u", verify->record->branch, cell->scenario,
				cell->variant, number, cell->boots_wanted);
	g_autofree char *parent = g_path_get_dirname(log);
	SpBootSpec spec = {0};
	SpBoot *boot;

	spec.arch = verify->options->arch;
	spec.image = image;
	spec.initramfs = verify->initramfs;
	spec.args = scenario->args;
	spec.signatures = texts;
	spec.rounds = cell->rounds_wanted;
	spec.smp = scenario->smp;
	spec.memory = scenario->memory;
	spec.timeout = scenario->timeout;
	spec.accel = verify->record->accelerator;
	spec.log = log;
	spec.what = what;
	if (!sp_fs_mkdir(parent, error))
		return FALSE;
	boot = sp_boot_run(&spec, error);
	if (!boot)
		return FALSE;
	if (boot->outcome == SP_BOOT_QEMU_FAILED) { /* that says nothing of the kernel */
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "%s, %s: QEMU failed: %s (log: %s)",
			    cell->scenario, cell->variant, boot->excerpt ? boot->excerpt : "", log);
		sp_boot_free(boot);
		return FALSE;
	}
	g_ptr_array_add(cell->boots, boot);
	return save_unfinished(verify, error);
}

/* As long as the unpatched kernel crashes late, the backport has to survive longer. */
static void raise_bar(Verify *verify, SpCell *cell)
{
	const SpCell *unpatched = sp_record_cell(verify->record, cell->scenario, "unpatched");
	guint rounds = (guint)ceil(SP_VERIFY_FACTOR * sp_cell_median_round(unpatched));

	cell->boots_wanted = MAX(cell->boots_wanted, boots_for(rounds, cell->rounds_wanted));
}

static gboolean boot_all(Verify *verify, GError **error)
{
	for (guint i = 0; i < verify->record->cells->len; i++) {
		SpCell *cell = verify->record->cells->pdata[i];
		const char *image = verify->images->pdata[i];

		if (g_str_equal(cell->variant, "backport"))
			raise_bar(verify, cell);
		while (image && cell->boots->len < cell->boots_wanted) {
			if (!boot_once(verify, cell, image, error))
				return FALSE;
			if (is_hopeless(cell))
				return TRUE;
		}
	}
	return TRUE;
}

static gboolean choose_accel(Verify *verify, GError **error)
{
	const SpScenario *first = scenario_of(verify->fix, verify->record->cells->pdata[0]);
	const char *image = verify->images->pdata[0];

	if (!image) { /* nothing will be booted */
		verify->record->accelerator = g_strdup("none");
		return TRUE;
	}
	verify->record->accelerator =
		sp_boot_accel(verify->options->accel, verify->options->arch, image,
			      verify->initramfs, first->args, verify->options->cache, error);
	return verify->record->accelerator != NULL;
}

SpRecord *sp_verify_run(const SpFix *fix, SpBranch *branch, const SpPort *port,
			const SpVerifyOptions *options, GError **error)
{
	g_auto(Verify) verify = {.fix = fix, .branch = branch, .port = port, .options = options};
	g_autoptr(GDateTime) now = NULL;

	verify.record = sp_record_new();
	verify.images = g_ptr_array_new_with_free_func(g_free);
	if (!plan(&verify, error) || !describe(&verify, error))
		return NULL;
	verify.initramfs = sp_boot_initramfs(fix->reproducer, options->arch, options->cache, error);
	if (!verify.initramfs || !build_all(&verify, error) || !choose_accel(&verify, error))
		return NULL;
	verify.resume = resume_path(&verify);
	if (!take_over(&verify, error) || !boot_all(&verify, error) ||
	    !sp_fs_remove(verify.resume, error))
		return NULL;
	now = g_date_time_new_now_utc();
	verify.record->date = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
	return g_steal_pointer(&verify.record);
}
