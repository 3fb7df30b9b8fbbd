/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * selftest: the test's folder is made anew beside a farm of links to the rest of the source, so
 * that what its Makefile includes by relative paths is there, and nothing is ever written to the
 * source. What was built is kept as cache/selftests/<hash>/kselftest.
 */
#include "stage/selftest.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fs.h"
#include "base/progress.h"
#include "stage/image.h"

#define TOP "tools/testing/selftests"

/* From here on there is a target that needs no rsync: 59b2bd05f5f4, v5.3. */
static const SpKver has_headers = {.major = 5, .minor = 3};

void sp_selftest_free(SpSelftest *selftest)
{
	if (!selftest)
		return;
	g_free(selftest->program);
	g_free(selftest->source_sha256);
	g_free(selftest->program_sha256);
	g_free(selftest);
}

/* What has to be there for @test to be. */
static char *needed_path(const SpFix *fix, const char *test)
{
	g_autofree char *folder = g_path_get_dirname(test);

	return fix->selftest_source ? g_strdup_printf(TOP "/%s/Makefile", folder)
				    : g_strdup_printf(TOP "/%s.c", test);
}

gboolean sp_selftest_choose(const SpFix *fix, SpBranch *branch, const char **test, GError **error)
{
	*test = NULL;
	for (guint i = 0; i < fix->selftests->len && !*test; i++) {
		g_autofree char *path = needed_path(fix, fix->selftests->pdata[i]);
		SpFileState state;
		const char *text;

		if (!sp_branch_read(branch, path, &state, &text, NULL, error))
			return FALSE;
		if (state == SP_FILE_FOUND)
			*test = fix->selftests->pdata[i];
	}
	return TRUE;
}

static gboolean link_to(const char *target, const char *path, GError **error)
{
	if (symlink(target, path) == 0 || errno == EEXIST)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot make the link %s: %s", path,
		    g_strerror(errno));
	return FALSE;
}

/* Links in @to to all that is in @from, but to what is called @but, @also. */
static gboolean link_all(const char *from, const char *to, const char *but, const char *also,
			 GError **error)
{
	g_autoptr(GDir) entries = NULL;
	const char *name;

	if (!sp_fs_mkdir(to, error))
		return FALSE;
	entries = g_dir_open(from, 0, error);
	while (entries && (name = g_dir_read_name(entries))) {
		g_autofree char *target = g_build_filename(from, name, NULL);
		g_autofree char *path = g_build_filename(to, name, NULL);

		if (g_strcmp0(name, but) != 0 && g_strcmp0(name, also) != 0 &&
		    !link_to(target, path, error))
			return FALSE;
	}
	return entries != NULL;
}

/* The farm at @farm: real folders down to @folder, links for all else; "usr" is make's. */
static gboolean plant(const SpBuilddir *dir, const char *farm, const char *folder, GError **error)
{
	g_auto(GStrv) steps = g_strsplit(folder, "/", -1);
	g_autofree char *from = g_strdup(sp_source_dir(dir->source));
	g_autofree char *to = g_strdup(farm);
	g_autofree char *usr = g_build_filename(dir->objects, "usr", NULL);
	g_autofree char *made = g_build_filename(farm, "usr", NULL);

	for (guint i = 0;; i++) {
		char *old_from = from, *old_to = to;

		if (!link_all(from, to, steps[i], i ? NULL : "usr", error))
			return FALSE;
		if (!steps[i])
			return link_to(usr, made, error);
		from = g_build_filename(old_from, steps[i], NULL);
		to = g_build_filename(old_to, steps[i], NULL);
		g_free(old_from);
		g_free(old_to);
	}
}

/* In the place of a link to the branch's. */
static gboolean put_own(const char *own, const char *path, GError **error)
{
	g_autofree char *text = NULL;
	gsize length;

	return sp_fs_read(own, &text, &length, error) && sp_fs_remove(path, error) &&
	       sp_fs_write(path, text, length, error);
}

static gboolean make_headers(SpBuilddir *dir, GHashTable *files, GError **error)
{
	gboolean has = sp_kver_compare(sp_branch_version(dir->branch), &has_headers) >= 0;
	g_autofree char *log = g_build_filename(dir->path, "headers.log", NULL);
	g_autofree char *complaint = NULL;
	SpRunResult result;
	SpBuildlogCause cause;

	if (!sp_builddir_begin(dir, dir->kmake, files, error) || !sp_fs_remove(log, error) ||
	    !sp_kmake_run(dir->kmake, has ? "headers" : "headers_install", log, NULL, &result,
			  error) ||
	    !sp_builddir_end(dir->kmake, &result, error))
		return FALSE;
	if (result.end == SP_RUN_ENDED && result.code == 0)
		return TRUE;
	if (sp_builddir_judge(dir, files, &result, log, &cause, &complaint, error))
		sp_builddir_set_failed(dir, cause, complaint, log, error);
	g_prefix_error(error, "the headers for programs: ");
	return FALSE;
}

/* make in @where, for the program at @target, which has its absolute path: that is how both kinds
 * of selftests' Makefiles, with OUTPUT and without, have a rule for it. */
static gboolean compile(SpBuilddir *dir, const char *farm, const char *where, const char *target,
			const char *log, GError **error)
{
	const SpArch *arch = dir->arch;
	g_autofree char *cc = g_strdup_printf("CC=%s -static -ffile-prefix-map=%s/= -isystem "
					      "%s/usr/include",
					      arch->cc, farm, farm);
	g_autofree char *output = g_strconcat("OUTPUT=", where, NULL);
	g_autofree char *kernel = g_strconcat("ARCH=", arch->kernel, NULL);
	g_autofree char *cross = g_strconcat("CROSS_COMPILE=", arch->prefix, NULL);
	g_autofree char *complaint = NULL;
	const char *const argv[] = {"make", "-C", where, kernel, cross, cc, output, target, NULL};
	SpRunSpec spec = {
		.argv = argv, .env = sp_kmake_env(dir->kmake), .log = log, .timeout = 600};
	SpRunResult result;
	SpBuildlogCause cause;

	if (!sp_run(&spec, &result, error))
		return FALSE;
	if (result.end == SP_RUN_ENDED && result.code == 0 &&
	    g_file_test(target, G_FILE_TEST_IS_EXECUTABLE))
		return TRUE;
	if (sp_builddir_judge(dir, NULL, &result, log, &cause, &complaint, error))
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "it does not build: %s\n(log: %s)",
			    complaint, log);
	return FALSE;
}

/* Builds it in @farm, and puts it and its source into @kept. */
static gboolean build(SpBuilddir *dir, const char *farm, const char *test, const char *own,
		      const char *kept, GError **error)
{
	g_autofree char *path = g_build_filename(TOP, test, NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *where = g_build_filename(farm, folder, NULL);
	g_autofree char *target = g_build_filename(farm, path, NULL);
	g_autofree char *source = g_strconcat(target, ".c", NULL);
	g_autofree char *log = g_build_filename(dir->path, "selftest.log", NULL);
	g_autofree char *program = g_build_filename(kept, "kselftest", NULL);
	g_autofree char *copy = g_build_filename(kept, "kselftest.c", NULL);
	g_autofree char *binary = NULL, *text = NULL;
	gsize size, length;

	return plant(dir, farm, folder, error) && (!own || put_own(own, source, error)) &&
	       sp_fs_remove(log, error) && compile(dir, farm, where, target, log, error) &&
	       sp_fs_read(target, &binary, &size, error) &&
	       sp_fs_read(source, &text, &length, error) && sp_fs_mkdir(kept, error) &&
	       sp_fs_write_hidden(copy, text, length, error) &&
	       sp_fs_write_hidden(program, binary, size, error);
}

static char *kept_dir(const SpBuilddir *dir, GHashTable *files, const char *test, const char *own,
		      GError **error)
{
	g_autofree char *key = sp_image_key(dir->config_hash, files);
	g_autofree char *text = own ? sp_fs_hash(own, error) : g_strdup("");
	g_autofree char *all = NULL, *hash = NULL;

	if (!text)
		return NULL;
	all = g_strdup_printf("stableport selftest 1\n%s\n%s\n%s\n", key, test, text);
	hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
	hash[32] = '\0';
	return g_build_filename(dir->cache, "selftests", hash, NULL);
}

static gboolean make_kept(SpBuilddir *dir, GHashTable *files, const char *test, const char *own,
			  const char *kept, GError **error)
{
	g_autofree char *temp = sp_fs_temp_dir(kept, error);
	g_autofree char *farm = temp ? g_build_filename(temp, "tree", NULL) : NULL;
	g_autofree char *made = temp ? g_build_filename(temp, "made", NULL) : NULL;
	g_autoptr(GError) ignored = NULL;
	gboolean done;

	if (!temp)
		return FALSE;
	done = make_headers(dir, files, error) && build(dir, farm, test, own, made, error) &&
	       sp_fs_replace_dir(made, kept, error);
	if (!sp_fs_remove(temp, &ignored))
		g_debug("%s", ignored->message);
	return done;
}

SpSelftest *sp_selftest_make(SpBuilddir *dir, GHashTable *files, const char *test, const char *own,
			     GError **error)
{
	g_autofree char *kept = kept_dir(dir, files, test, own, error);
	g_autofree char *source = kept ? g_build_filename(kept, "kselftest.c", NULL) : NULL;
	g_autoptr(SpSelftest) selftest = g_new0(SpSelftest, 1);
	gboolean done;

	if (!kept)
		return NULL;
	selftest->program = g_build_filename(kept, "kselftest", NULL);
	if (!g_file_test(selftest->program, G_FILE_TEST_EXISTS)) {
		sp_progress_start("%s: building the selftest %s", sp_branch_name(dir->branch),
				  test);
		done = make_kept(dir, files, test, own, kept, error);
		sp_progress_end(done ? "done" : "failed");
		if (!done) {
			g_prefix_error(error, "the selftest %s: ", test);
			return NULL;
		}
	}
	selftest->source_sha256 = sp_fs_hash(source, error);
	selftest->program_sha256 =
		selftest->source_sha256 ? sp_fs_hash(selftest->program, error) : NULL;
	return selftest->program_sha256 ? g_steal_pointer(&selftest) : NULL;
}
