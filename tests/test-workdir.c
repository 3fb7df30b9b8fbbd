/* SPDX-License-Identifier: GPL-2.0-only */
/* What stands in the folders that kernels are built in: a variant's files, and what a make left. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include <git2.h>
#include <glib/gstdio.h>

#include "base/err.h"
#include "base/fs.h"
#include "stage/image.h"
#include "stage/workdir.h"

static void put(const char *dir, const char *path, const char *text)
{
	g_autofree char *full = g_build_filename(dir, path, NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(sp_fs_write(full, text, strlen(text), &error));
	g_assert_no_error(error);
}

static char *get(const char *dir, const char *path)
{
	g_autofree char *full = g_build_filename(dir, path, NULL);
	char *text = NULL;

	g_file_get_contents(full, &text, NULL, NULL);
	return text;
}

static gboolean apply(SpSource *source, const char *path, const char *text, GError **error)
{
	g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);

	if (path)
		g_hash_table_insert(files, (gpointer)path, (gpointer)text);
	return sp_source_apply(source, files, error);
}

static SpSource *open_source(const char *dir, SpBranch **branch)
{
	g_autofree char *tree = g_build_filename(dir, "linux", NULL);
	g_autofree char *cache = g_build_filename(dir, "cache", NULL);
	g_autoptr(GError) error = NULL;
	SpSource *source;

	*branch = sp_branch_from_tree("linux-5.10.y", tree, cache, &error);
	g_assert_no_error(error);
	source = sp_source_open(*branch, cache, &error);
	g_assert_no_error(error);
	return source;
}

#define ASSERT_FILE(path, text)                                                                    \
	{                                                                                          \
		g_autofree char *got = get(sp_source_dir(source), path);                           \
		g_assert_cmpstr(got, ==, text);                                                    \
	}

/* A variant's files come and go, also when the program died in between. */
static void test_source(void)
{
	g_autofree char *dir = g_dir_make_tmp("test-source-XXXXXX", NULL);
	g_autofree char *link = NULL;
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(SpBranch) again = NULL;
	g_autoptr(SpSource) source = NULL;
	GError *error = NULL;

	put(dir, "linux/Makefile", "VERSION = 5\nPATCHLEVEL = 10\nSUBLEVEL = 1\n");
	put(dir, "linux/Kconfig", "\n");
	put(dir, "linux/mm/a.c", "one\n");
	put(dir, "linux/mm/b.c", "two\n");
	source = open_source(dir, &branch);
	ASSERT_FILE("mm/a.c", "one\n");
	g_assert_true(apply(source, "mm/a.c", "ONE\n", &error));
	g_assert_true(apply(source, "mm/a.c", "One\n", &error));
	ASSERT_FILE("mm/a.c", "One\n");
	g_assert_true(apply(source, "mm/new/c.c", "three\n", &error));
	ASSERT_FILE("mm/a.c", "one\n");
	ASSERT_FILE("mm/new/c.c", "three\n");

	g_clear_pointer(&source, sp_source_free); /* as if it had died */
	source = open_source(dir, &again);
	g_assert_true(apply(source, "mm/b.c", "TWO\n", &error));
	ASSERT_FILE("mm/new/c.c", NULL);
	ASSERT_FILE("mm/b.c", "TWO\n");
	g_assert_true(apply(source, NULL, NULL, &error));
	ASSERT_FILE("mm/b.c", "two\n");

	link = g_build_filename(sp_source_dir(source), "out", NULL);
	g_assert_cmpint(symlink(dir, link), ==, 0);
	g_assert_false(apply(source, "out/x", "x", &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_clear_error(&error);
	g_assert_false(apply(source, "../../x", "x", &error));
	g_clear_error(&error);
	g_assert_false(apply(source, "/x", "x", &error));
	g_clear_error(&error);
	g_assert_true(sp_fs_remove(dir, &error));
}

static mode_t mode_of(const SpSource *source, const char *path)
{
	g_autofree char *full = g_build_filename(sp_source_dir(source), path, NULL);
	struct stat st;

	g_assert_cmpint(stat(full, &st), ==, 0);
	return st.st_mode & 0777;
}

/* A file that a variant removes is not there for it, and comes back as it was. */
static void test_removed(void)
{
	g_autofree char *dir = g_dir_make_tmp("test-source-XXXXXX", NULL);
	g_autofree char *script = g_build_filename(dir, "linux/run.sh", NULL);
	g_autoptr(SpBranch) branch = NULL, again = NULL;
	g_autoptr(SpSource) source = NULL;
	GError *error = NULL;

	put(dir, "linux/Makefile", "VERSION = 5\nPATCHLEVEL = 10\nSUBLEVEL = 1\n");
	put(dir, "linux/Kconfig", "\n");
	put(dir, "linux/run.sh", "one\n");
	g_assert_cmpint(g_chmod(script, 0755), ==, 0);
	source = open_source(dir, &branch);
	g_assert_true(apply(source, "run.sh", NULL, &error));
	ASSERT_FILE("run.sh", NULL);
	g_assert_true(apply(source, "run.sh", NULL, &error));
	ASSERT_FILE("run.sh", NULL);
	g_assert_true(apply(source, "run.sh", "ONE\n", &error));
	ASSERT_FILE("run.sh", "ONE\n");
	g_assert_cmpint(mode_of(source, "run.sh"), ==, 0755);
	g_assert_true(apply(source, "run.sh", NULL, &error));

	g_clear_pointer(&source, sp_source_free); /* as if it had died */
	source = open_source(dir, &again);
	g_assert_true(apply(source, "absent.c", NULL, &error));
	ASSERT_FILE("absent.c", NULL);
	ASSERT_FILE("run.sh", "one\n");
	g_assert_cmpint(mode_of(source, "run.sh"), ==, 0755);
	g_assert_true(apply(source, NULL, NULL, &error));
	g_assert_true(sp_fs_remove(dir, &error));
}

/* What is built of a source without a file is not what is built with it empty. */
static void test_removed_image(void)
{
	g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *empty = NULL, *gone = NULL, *back = NULL;

	g_hash_table_insert(files, (gpointer) "mm/a.c", (gpointer) "");
	empty = sp_image_key("hash", files);
	g_hash_table_insert(files, (gpointer) "mm/a.c", NULL);
	gone = sp_image_key("hash", files);
	g_hash_table_remove_all(files);
	back = sp_image_key("hash", files);
	g_assert_cmpstr(gone, !=, empty);
	g_assert_cmpstr(gone, !=, back);
}

/* Built in for whatever architecture: our copy is clean for each of them. */
static void test_built_in(void)
{
	static const char *const traces[] = {"arch/arm64/include/generated/a.h",
					     "arch/x86/include/generated/b.h", ".config",
					     "include/generated/c.h"};

	for (guint i = 0; i < G_N_ELEMENTS(traces); i++) {
		g_autofree char *dir = g_dir_make_tmp("test-source-XXXXXX", NULL);
		g_autofree char *full = g_build_filename("linux", traces[i], NULL);
		g_autoptr(SpBranch) branch = NULL;
		g_autoptr(SpSource) source = NULL;

		put(dir, "linux/Makefile",
		    "VERSION = 5\nPATCHLEVEL = 10\nSUBLEVEL = 1\n"
		    "mrproper:\n\trm -rf arch/$(ARCH)/include/generated .config include/generated\n");
		put(dir, "linux/Kconfig", "\n");
		put(dir, "linux/arch/arm64/Makefile", "arm64\n");
		put(dir, full, "x\n");
		source = open_source(dir, &branch);
		ASSERT_FILE(traces[i], NULL);
		ASSERT_FILE("arch/arm64/Makefile", "arm64\n");
		g_clear_pointer(&source, sp_source_free);
		g_assert_true(sp_fs_remove(dir, NULL));
	}
}

static void age(const char *dir, const char *path, gint64 seconds)
{
	g_autofree char *full = g_build_filename(dir, path, NULL);
	struct utimbuf times = {.actime = seconds, .modtime = seconds};

	g_assert_cmpint(g_utime(full, &times), ==, 0);
}

/* What make wrote just before it was killed is not trusted. */
static void test_interrupted(void)
{
	g_autofree char *dir = g_dir_make_tmp("test-objects-XXXXXX", NULL);
	g_autofree char *marker = g_build_filename(dir, "building", NULL);
	g_autofree char *objects = g_build_filename(dir, "objects", NULL);
	static const char *const names[] = {"old.o", ".config", "sub/early.o", "sub/late.o"};
	g_autoptr(GError) error = NULL;
	gboolean usable = FALSE;

	g_assert_true(sp_fs_mkdir(objects, &error));
	g_assert_true(sp_workdir_begin(marker, objects, &usable, &error));
	g_assert_true(usable);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		put(objects, names[i], "x");
	age(objects, "old.o", 1000000000);
	age(dir, "building", 1000001000);
	age(objects, "sub/early.o", 1000002000);
	age(objects, "sub/late.o", 1000003000);
	age(objects, ".config", 1000003000);
	g_assert_true(sp_workdir_begin(marker, objects, &usable, &error));
	g_assert_true(usable);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *text = get(objects, names[i]);

		g_assert_cmpint(text != NULL, ==, i != 3);
	}
	/* ended by itself: nothing to take back */
	put(objects, "sub/late.o", "x");
	g_assert_true(sp_workdir_end(marker, &error));
	g_assert_true(sp_workdir_begin(marker, objects, &usable, &error));
	g_assert_true(g_file_test(marker, G_FILE_TEST_EXISTS));
	put(dir, "building", "another boot of this machine");
	g_assert_true(sp_workdir_begin(marker, objects, &usable, &error));
	g_assert_false(usable);
	g_assert_true(sp_fs_remove(dir, &error));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_test_add_func("/workdir/source", test_source);
	g_test_add_func("/workdir/removed", test_removed);
	g_test_add_func("/workdir/removed-image", test_removed_image);
	g_test_add_func("/workdir/built-in", test_built_in);
	g_test_add_func("/workdir/interrupted", test_interrupted);
	return g_test_run();
}
