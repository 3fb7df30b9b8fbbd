/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of architectures: that its rows hold together, what is chosen of one, and what make and
 * QEMU are told for it. Programs are scripts in a folder that is the whole PATH: no kernel is built
 * and nothing is booted.
 */
#include <string.h>

#include <git2.h>
#include <glib/gstdio.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/fs.h"
#include "stage/boot.h"
#include "stage/kconfig.h"
#include "stage/kmake.h"
#include "stage/toolchain.h"

static GPtrArray *table(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) entries = sp_conf_builtin("arch.conf", &error);
	GPtrArray *rows = entries ? sp_arch_read(entries, "arch.conf", &error) : NULL;

	g_assert_no_error(error);
	return rows;
}

static SpArch *choose(const char *name, const char *cc, const char *cross, const char *host)
{
	g_autoptr(GPtrArray) rows = table();
	g_autoptr(GError) error = NULL;
	SpArch *arch = sp_arch_choose(rows, name, cc, cross, host, &error);

	g_assert_no_error(error);
	return arch;
}

static gboolean is_row(const GPtrArray *rows, const char *name)
{
	for (guint i = 0; i < rows->len; i++)
		if (g_str_equal(((SpArch *)rows->pdata[i])->name, name))
			return TRUE;
	return FALSE;
}

/* What else is built in fits the table: each guest's configuration, the quirks' architectures. */
static void test_table(void)
{
	g_autoptr(GPtrArray) rows = table();
	g_autoptr(GPtrArray) quirks = sp_conf_builtin("toolchain.conf", NULL);
	const SpKver old = {4, 9, 0}, new = {6, 12, 0};

	g_assert_true(is_row(rows, SP_ARCH_DEFAULT));
	g_assert_true(is_row(rows, "arm64"));
	for (guint i = 0; i < rows->len; i++) {
		const SpArch *row = rows->pdata[i];
		g_autoptr(GPtrArray) options = sp_kconfig_new();
		g_autoptr(GError) error = NULL;
		g_autofree char *text = sp_toolchain_data(row->config, &error);

		g_assert_no_error(error);
		g_assert_true(sp_kconfig_add(options, text, row->config, 1, &old, &error));
		g_assert_true(sp_kconfig_add(options, text, row->config, 1, &new, &error));
		g_assert_cmpuint(options->len, >, 10);
		g_assert_true(g_str_has_prefix(row->image, "arch/"));
		g_assert_true(g_str_has_suffix(row->cross, "-"));
		g_assert_true(g_str_has_prefix(row->cc_package, "gcc-"));
	}
	for (guint i = 0; i < quirks->len; i++) {
		const SpConfEntry *entry = quirks->pdata[i];

		if (g_str_equal(entry->key, "arch"))
			g_assert_true(is_row(rows, entry->value));
	}
}

static void test_choose(void)
{
	static const struct {
		const char *name, *cc, *cross, *host;
		const char *got, *prefix, *got_cc, *ld;
		gboolean native;
	} cases[] = {
		{NULL, NULL, NULL, "x86_64", "x86_64", "", "gcc", "ld", TRUE},
		{"x86_64", "gcc-11", NULL, "x86_64", "x86_64", "", "gcc-11", "ld", TRUE},
		{"arm64", NULL, NULL, "x86_64", "arm64", "aarch64-linux-gnu-",
		 "aarch64-linux-gnu-gcc", "aarch64-linux-gnu-ld", FALSE},
		{"arm64", "aarch64-linux-gnu-gcc-11", NULL, "x86_64", "arm64", "aarch64-linux-gnu-",
		 "aarch64-linux-gnu-gcc-11", "aarch64-linux-gnu-ld", FALSE},
		{"arm64", NULL, "/opt/../a/arm-", "x86_64", "arm64", "/a/arm-", "/a/arm-gcc",
		 "/a/arm-ld", FALSE},
		{"arm64", "/b/cc", "/a/bin/", "x86_64", "arm64", "/a/bin/", "/b/cc", "/a/bin/ld",
		 FALSE},
		{"arm64", NULL, NULL, "aarch64", "arm64", "", "gcc", "ld", TRUE},
		{NULL, NULL, NULL, "aarch64", "x86_64", "x86_64-linux-gnu-", "x86_64-linux-gnu-gcc",
		 "x86_64-linux-gnu-ld", FALSE},
		{"arm64", NULL, "", "x86_64", "arm64", "", "gcc", "ld", FALSE},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpArch) arch =
			choose(cases[i].name, cases[i].cc, cases[i].cross, cases[i].host);

		g_assert_cmpstr(arch->name, ==, cases[i].got);
		g_assert_cmpstr(arch->prefix, ==, cases[i].prefix);
		g_assert_cmpstr(arch->cc, ==, cases[i].got_cc);
		g_assert_cmpstr(arch->ld, ==, cases[i].ld);
		g_assert_cmpint(arch->native, ==, cases[i].native);
	}
}

static void test_wrong_choice(void)
{
	static const struct {
		const char *name, *cc, *cross, *told;
	} cases[] = {
		{"vax", NULL, NULL, "--arch vax: known are x86_64, arm64"},
		{"", NULL, NULL, "known are"},
		{"aarch64", NULL, NULL, "known are"}, /* one name each */
		{NULL, "ccache gcc", NULL, "--cc ccache gcc: wants"},
		{NULL, "gcc;reboot", NULL, "--cc"},
		{NULL, NULL, "$(reboot)", "--cross-compile"},
	};
	g_autoptr(GPtrArray) rows = table();

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(sp_arch_choose(rows, cases[i].name, cases[i].cc, cases[i].cross,
					     "x86_64", &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].told));
	}
}

static void test_wrong_table(void)
{
	static const struct {
		const char *text, *told;
	} cases[] = {
		{"[arch \"a\"]\n\tkernel = a\n", "[arch \"a\"] lacks image"},
		{"[arch \"a\"]\n\tkernel = a\n\tkernel = b\n", "arch.conf:3:"},
		{"[arch \"a\"]\n\tkernel =\n", "arch.conf:2:"},
		{"[arch \"a\"]\n\tkernal = a\n", "unknown key"},
		{"[arch]\n\tkernel = a\n", "want [arch \"NAME\"]"},
		{"[arc \"a\"]\n\tkernel = a\n", "want [arch \"NAME\"]"},
	};
	g_autofree char *dir = g_dir_make_tmp("test-arch-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "arch.conf", NULL);

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) entries = NULL;
		g_autoptr(GError) error = NULL;

		g_assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
		entries = sp_conf_read(path, &error);
		g_assert_no_error(error);
		g_assert_null(sp_arch_read(entries, "arch.conf", &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].told));
	}
	g_assert_true(sp_fs_remove(dir, NULL));
}

/* A folder that is the whole PATH, until it is left. */
typedef struct {
	char *dir, *path;
} Bin;

static void enter(Bin *bin, gconstpointer data)
{
	(void)data;
	bin->path = g_strdup(g_getenv("PATH"));
	bin->dir = g_dir_make_tmp("test-arch-XXXXXX", NULL);
	g_setenv("PATH", bin->dir, TRUE);
}

static void leave(Bin *bin, gconstpointer data)
{
	(void)data;
	g_setenv("PATH", bin->path, TRUE);
	g_assert_true(sp_fs_remove(bin->dir, NULL));
	g_free(bin->dir);
	g_free(bin->path);
}

/* A program that says it is one for @machine, has no C library, and compiles nothing. */
static void put_program(const Bin *bin, const char *name, const char *machine)
{
	g_autofree char *path = g_build_filename(bin->dir, name, NULL);
	g_autofree char *text = g_strdup_printf("#!/bin/sh\n"
						"case $1 in\n"
						"-dumpmachine) echo %s ;;\n"
						"--version) echo %s 1.0; echo more ;;\n"
						"-print-file-name=libc.a) echo libc.a ;;\n"
						"*) exit 1 ;;\n"
						"esac\n",
						machine, name);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_assert_cmpint(g_chmod(path, 0755), ==, 0);
}

static void expect_missing(const SpArch *arch, int code, const char *told)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(sp_arch_have_compiler(arch, &error));
	g_assert_error(error, SP_ERROR, code);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, told));
}

static void test_missing_programs(Bin *bin, gconstpointer data)
{
	g_autoptr(SpArch) arm = choose("arm64", NULL, NULL, "x86_64");
	g_autoptr(SpArch) own = choose("arm64", NULL, NULL, "aarch64");
	g_autoptr(SpArch) eleven = choose("arm64", "aarch64-linux-gnu-gcc-11", NULL, "x86_64");
	g_autoptr(SpArch) plain = choose(NULL, "gcc-11", NULL, "x86_64");
	g_autoptr(SpArch) mine = choose("arm64", NULL, "/opt/arm/bin/arm-", "x86_64");
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_false(sp_arch_have_qemu(arm, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_assert_nonnull(strstr(error->message, "qemu-system-aarch64"));
	g_assert_nonnull(strstr(error->message, "Debian package qemu-system-arm)"));

	expect_missing(arm, SP_ERROR_UNKNOWN, "Debian package gcc-aarch64-linux-gnu)");
	expect_missing(own, SP_ERROR_UNKNOWN, "Debian package gcc)");
	expect_missing(eleven, SP_ERROR_UNKNOWN, "Debian package gcc-11-aarch64-linux-gnu)");
	expect_missing(plain, SP_ERROR_UNKNOWN, "Debian package gcc-11)");
	expect_missing(mine, SP_ERROR_UNKNOWN, "no such program");
	put_program(bin, "aarch64-linux-gnu-gcc", "aarch64-linux-gnu");
	expect_missing(arm, SP_ERROR_UNKNOWN, "cannot start aarch64-linux-gnu-ld");
	put_program(bin, "aarch64-linux-gnu-ld", "");
	g_clear_error(&error);
	g_assert_true(sp_arch_have_compiler(arm, &error));
	g_assert_no_error(error);
}

/* Found before it has half-built a kernel. */
static void test_wrong_compiler(Bin *bin, gconstpointer data)
{
	g_autoptr(SpArch) arm = choose("arm64", "gcc-11", NULL, "x86_64");
	g_autoptr(SpArch) near = choose("arm64", NULL, "", "x86_64");

	(void)data;
	put_program(bin, "gcc-11", "x86_64-linux-gnu");
	put_program(bin, "aarch64-linux-gnu-ld", "");
	expect_missing(arm, SP_ERROR_USAGE,
		       "gcc-11 compiles for x86_64-linux-gnu, and --arch arm64 needs a compiler "
		       "for aarch64");
	put_program(bin, "gcc", "aarch64_be-linux-gnu");
	put_program(bin, "ld", "");
	expect_missing(near, SP_ERROR_USAGE, "aarch64_be");
}

static void test_missing_libc(Bin *bin, gconstpointer data)
{
	g_autoptr(SpArch) arm = choose("arm64", NULL, NULL, "x86_64");
	g_autoptr(SpArch) own = choose("x86_64", NULL, NULL, "x86_64");
	g_autofree char *source = g_build_filename(bin->dir, "init.c", NULL);
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_true(g_file_set_contents(source, "int main(void) { return 0; }\n", -1, NULL));
	put_program(bin, "aarch64-linux-gnu-gcc", "aarch64-linux-gnu");
	put_program(bin, "aarch64-linux-gnu-ld", "");
	g_assert_null(sp_boot_initramfs(source, NULL, arm, bin->dir, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_assert_nonnull(strstr(error->message, "Debian package libc6-dev-arm64-cross)"));
	g_clear_error(&error);

	put_program(bin, "gcc", "x86_64-linux-gnu");
	put_program(bin, "ld", "");
	g_assert_null(sp_boot_initramfs(source, NULL, own, bin->dir, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_assert_nonnull(strstr(error->message, "Debian package libc6-dev)"));
}

/* make's words for @arch, and in @told as records have them; (transfer full). */
static char *make_words(const SpArch *arch, char **told)
{
	const SpKver version = {6, 12, 0};
	g_autoptr(GError) error = NULL;
	g_autoptr(SpToolchain) toolchain = sp_toolchain_open(&version, arch, &error);
	g_autoptr(SpKmake) kmake = NULL;
	g_auto(GStrv) argv = NULL;

	g_assert_no_error(error);
	kmake = sp_kmake_new("/src", "/obj", arch, toolchain->make);
	argv = sp_kmake_argv(kmake, sp_arch_target(arch), 2);
	*told = sp_kmake_told(kmake);
	return g_strjoinv(" ", argv);
}

#define FIXED                                                                                      \
	" KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970 KBUILD_BUILD_USER=stableport"        \
	" KBUILD_BUILD_HOST=stableport KBUILD_BUILD_VERSION=1 LOCALVERSION="

#define TOLD                                                                                       \
	" 'KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970' KBUILD_BUILD_USER=stableport"      \
	" KBUILD_BUILD_HOST=stableport KBUILD_BUILD_VERSION=1 LOCALVERSION="
#define KCFLAGS " KCFLAGS=-fmacro-prefix-map=SOURCE/="

static void test_make(Bin *bin, gconstpointer data)
{
	static const char *const programs[] = {"make", "gcc",	"gcc-11", "ld",
					       "flex", "bison", "bc",	  "gzip"};
	g_autoptr(SpArch) own = choose(NULL, NULL, NULL, "x86_64");
	g_autoptr(SpArch) eleven = choose(NULL, "gcc-11", NULL, "x86_64");
	g_autoptr(SpArch) arm = choose("arm64", NULL, NULL, "x86_64");
	g_autofree char *own_words = NULL, *eleven_words = NULL, *arm_words = NULL;
	g_autofree char *own_told = NULL, *eleven_told = NULL, *arm_told = NULL;

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(programs); i++)
		put_program(bin, programs[i], "x86_64-linux-gnu");
	put_program(bin, "aarch64-linux-gnu-gcc", "aarch64-linux-gnu");
	put_program(bin, "aarch64-linux-gnu-ld", "");

	own_words = make_words(own, &own_told);
	g_assert_cmpstr(own_words, ==,
			"make -C /src O=/obj ARCH=x86_64 CROSS_COMPILE=" FIXED
			" KCFLAGS=-fmacro-prefix-map=/src/= -j2 bzImage");
	eleven_words = make_words(eleven, &eleven_told);
	g_assert_cmpstr(eleven_words, ==,
			"make -C /src O=/obj ARCH=x86_64 CROSS_COMPILE=" FIXED
			" CC=gcc-11 KCFLAGS=-fmacro-prefix-map=/src/= -j2 bzImage");
	arm_words = make_words(arm, &arm_told);
	g_assert_cmpstr(
		arm_words, ==,
		"make -C /src O=/obj ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-" FIXED
		" CROSS_COMPILE=aarch64-linux-gnu- KCFLAGS=-fmacro-prefix-map=/src/= -j2 Image");

	/* the source's path is this machine's, and of the same word make takes the last */
	g_assert_cmpstr(own_told, ==, "ARCH=x86_64 CROSS_COMPILE=" TOLD KCFLAGS);
	g_assert_cmpstr(eleven_told, ==, "ARCH=x86_64 CROSS_COMPILE=" TOLD " CC=gcc-11" KCFLAGS);
	g_assert_cmpstr(arm_told, ==,
			"ARCH=arm64" TOLD " CROSS_COMPILE=aarch64-linux-gnu-" KCFLAGS);
}

static void test_record_of_programs(Bin *bin, gconstpointer data)
{
	static const char *const programs[] = {"make", "gcc", "ld", "flex", "bison", "bc", "gzip"};
	const SpKver version = {6, 12, 0};
	g_autoptr(SpArch) arm = choose("arm64", NULL, NULL, "x86_64");
	g_autoptr(SpToolchain) toolchain = NULL;

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(programs); i++)
		put_program(bin, programs[i], "x86_64-linux-gnu");
	put_program(bin, "aarch64-linux-gnu-gcc", "aarch64-linux-gnu");
	put_program(bin, "aarch64-linux-gnu-ld", "");
	toolchain = sp_toolchain_open(&version, arm, NULL);
	g_assert_cmpstr(toolchain->compiler, ==, "aarch64-linux-gnu-gcc 1.0");
	g_assert_cmpstr(toolchain->linker, ==, "aarch64-linux-gnu-ld 1.0");
}

static char *qemu_words(const SpArch *arch, const char *accel)
{
	const SpBootSpec spec = {.arch = arch,
				 .image = "/i",
				 .initramfs = "/r",
				 .args = "a=1",
				 .rounds = 7,
				 .smp = 2,
				 .memory = 512,
				 .accel = accel,
				 .log = "/l,1"};
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) argv = sp_boot_argv(&spec, "feed", &error);

	g_assert_no_error(error);
	return g_strjoinv(" ", argv);
}

static void test_qemu(void)
{
	static const struct {
		const char *name, *host, *accel, *begin, *append;
	} cases[] = {
		{"x86_64", "x86_64", "tcg", "qemu-system-x86_64 -M pc -accel tcg -cpu qemu64",
		 "console=ttyS0 no_timer_check"},
		{"x86_64", "x86_64", "kvm", "qemu-system-x86_64 -M pc -accel kvm -cpu qemu64",
		 "console=ttyS0 no_timer_check"},
		{"arm64", "x86_64", "tcg", "qemu-system-aarch64 -M virt -accel tcg -cpu cortex-a57",
		 "console=ttyAMA0"},
		{"arm64", "aarch64", "kvm", "qemu-system-aarch64 -M virt -accel kvm -cpu host",
		 "console=ttyAMA0"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SpArch) arch = choose(cases[i].name, NULL, NULL, cases[i].host);
		g_autofree char *words = qemu_words(arch, cases[i].accel);
		g_autofree char *want = g_strdup_printf(
			"%s -smp 2 -m 512M -nodefaults -no-user-config -display none -no-reboot"
			" -chardev file,id=console,path=/l,,1 -serial chardev:console"
			" -kernel /i -initrd /r"
			" -append %s printk.time=1 panic=-1 -- nonce=feed rounds=7 a=1",
			cases[i].begin, cases[i].append);

		g_assert_cmpstr(words, ==, want);
	}
}

/* Whatever /dev/kvm says, KVM runs no other processor's guests; it is not even tried. */
static void test_kvm(void)
{
	g_autoptr(SpArch) arm = choose("arm64", NULL, NULL, "x86_64");
	g_autoptr(GError) error = NULL;
	g_autofree char *accel =
		sp_boot_accel("auto", arm, "/none", "/none", "", "/nowhere", &error);

	g_assert_no_error(error);
	g_assert_cmpstr(accel, ==, "tcg");
	g_assert_null(sp_boot_accel("kvm", arm, "/none", "/none", "", "/nowhere", &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_assert_nonnull(strstr(error->message, "cannot run arm64"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_test_add_func("/arch/table", test_table);
	g_test_add_func("/arch/choose", test_choose);
	g_test_add_func("/arch/wrong-choice", test_wrong_choice);
	g_test_add_func("/arch/wrong-table", test_wrong_table);
	g_test_add("/arch/missing-programs", Bin, NULL, enter, test_missing_programs, leave);
	g_test_add("/arch/wrong-compiler", Bin, NULL, enter, test_wrong_compiler, leave);
	g_test_add("/arch/missing-libc", Bin, NULL, enter, test_missing_libc, leave);
	g_test_add("/arch/make", Bin, NULL, enter, test_make, leave);
	g_test_add("/arch/record-of-programs", Bin, NULL, enter, test_record_of_programs, leave);
	g_test_add_func("/arch/qemu", test_qemu);
	g_test_add_func("/arch/kvm", test_kvm);
	return g_test_run();
}
