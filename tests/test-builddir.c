/* SPDX-License-Identifier: GPL-2.0-only */
/* What make is told of a kernel that is built, on a tree whose configuration is what is asked for.
 */
#include <string.h>

#include <git2.h>

#include "base/fs.h"
#include "stage/builddir.h"

static void put(const char *dir, const char *path, const char *text)
{
	g_autofree char *full = g_build_filename(dir, path, NULL);

	g_assert_true(sp_fs_write(full, text, strlen(text), NULL));
}

static char *told(const char *dir, const char *version, const char *cc)
{
	g_autofree char *tree = g_build_filename(dir, version, NULL);
	g_autofree char *cache = g_build_filename(dir, "cache", NULL);
	g_autofree char *makefile =
		g_strdup_printf("VERSION = %c\nPATCHLEVEL = %s\nSUBLEVEL = 1\n"
				"tinyconfig:\n\t@mkdir -p $(O)\n\t@touch $(O)/.config\n"
				"olddefconfig:\n",
				*version, version + 2);
	g_autoptr(GPtrArray) fragments = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(SpArch) arch = sp_arch_open(NULL, cc, NULL, &error);
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(SpBuilddir) build = NULL;

	g_assert_no_error(error);
	put(tree, "Makefile", makefile);
	put(tree, "Kconfig", "\n");
	branch = sp_branch_from_tree("linux", tree, cache, &error);
	g_assert_no_error(error);
	build = sp_builddir_open(branch, arch, fragments, cache, &error);
	g_assert_no_error(error);
	return sp_builddir_make(build);
}

/* As it is given, without what only this machine has; what made it so stands behind. */
static void test_make(void)
{
	g_autofree char *dir = g_dir_make_tmp("test-builddir-XXXXXX", NULL);
	g_autofree char *old = told(dir, "5.4", NULL), *new = told(dir, "6.12", NULL);
	g_autofree char *gcc = g_find_program_in_path("gcc"), *other = told(dir, "6.11", gcc);
	g_autofree char *with_cc = g_strdup_printf(" LOCALVERSION= CC=%s KCFLAGS=", gcc);

	g_assert_cmpstr(old, ==,
			"ARCH=x86_64 CROSS_COMPILE= 'KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 "
			"UTC 1970' KBUILD_BUILD_USER=stableport KBUILD_BUILD_HOST=stableport "
			"KBUILD_BUILD_VERSION=1 LOCALVERSION= WERROR=0 "
			"KCFLAGS=-fmacro-prefix-map=SOURCE/= # toolchain.conf: objtool-warnings "
			"objtool-no-symbol-table unwinder-without-objtool");
	g_assert_true(g_str_has_suffix(new, " LOCALVERSION= KCFLAGS=-fmacro-prefix-map=SOURCE/="));
	g_assert_nonnull(strstr(other, with_cc));
	g_assert_true(sp_fs_remove(dir, NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_test_add_func("/builddir/make", test_make);
	return g_test_run();
}
