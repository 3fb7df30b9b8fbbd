/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an old kernel's build is told, what becomes of configuration fragments, and whose fault a
 * failed build is.
 */
#include <string.h>
#include <unistd.h>

#include <git2.h>
#include <glib/gstdio.h>

#include "base/err.h"
#include "stage/buildlog.h"
#include "stage/kconfig.h"
#include "stage/toolchain.h"

#define WHY "\treason = r\n\tsource = s\n"

static const char good[] = "# comment\n"
			   "[quirk \"old\"]\n\tkernels = ..5.9\n\tmake = WERROR=0\n" WHY
			   "[quirk \"middle\"]\n\tkernels = 4.14..5.3\n\tmake = A=1\n\tmake = B=\n"
			   "\tconfig = CONFIG_X=y\n\tconfig = \"# CONFIG_Y is not set\"\n" WHY
			   "[quirk \"new\"]\n\tkernels = 5.10..\n\tconfig = CONFIG_Z=m\n" WHY
			   "[quirk \"one\"]\n\tkernels = 5.4\n\tconfig = CONFIG_X=m\n" WHY
			   "[quirk \"arm\"]\n\tkernels = ..4.19\n\tarch = arm64\n\tmake = C=1\n" WHY
			   "[quirk \"two\"]\n\tkernels = 5.8\n\tarch = vax\n\tarch = arm64\n" WHY
			   "\tarch = x86_64\n\tmake = D=1\n";

static SpToolchain *read_text(const char *text, const char *version, const char *arch,
			      GError **error)
{
	g_autofree char *dir = g_dir_make_tmp("test-toolchain-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "toolchain.conf", NULL);
	const SpArch row = {.name = (char *)arch};
	SpToolchain *toolchain;
	SpKver kver = {0};

	g_assert_true(sp_kver_parse(version, &kver));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	toolchain = sp_toolchain_read(path, &kver, &row, error);
	g_unlink(path);
	g_rmdir(dir);
	return toolchain;
}

static char *join(GPtrArray *strings)
{
	g_autoptr(GPtrArray) copy = g_ptr_array_copy(strings, NULL, NULL);

	g_ptr_array_set_free_func(copy, NULL);
	g_ptr_array_add(copy, NULL);
	return g_strjoinv(" ", (char **)copy->pdata);
}

static void test_ranges(void)
{
	static const struct {
		const char *version, *quirks, *make, *options, *arch;
	} cases[] = {
		{"4.9.337", "old", "WERROR=0", ""},
		{"4.14.98", "old middle", "WERROR=0 A=1 B=", "CONFIG_X=y\n# CONFIG_Y is not set\n"},
		{"5.3.18", "old middle", "WERROR=0 A=1 B=", "CONFIG_X=y\n# CONFIG_Y is not set\n"},
		{"5.4.59", "old one", "WERROR=0", "CONFIG_X=m\n"},
		{"5.9.16", "old", "WERROR=0", ""},
		{"4.9.337", "old arm", "WERROR=0 C=1", "", "arm64"},
		{"5.8.1", "old two", "WERROR=0 D=1", "", "arm64"},
		{"5.8.1", "old two", "WERROR=0 D=1", ""},
		{"5.8.1", "old", "WERROR=0", "", "s390"},
		{"5.10.262", "new", "", "CONFIG_Z=m\n"},
		{"6.12.1", "new", "", "CONFIG_Z=m\n"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SpToolchain) got = read_text(
			good, cases[i].version, cases[i].arch ? cases[i].arch : "x86_64", &error);
		g_autofree char *quirks = NULL;
		g_autofree char *make = NULL;
		g_autofree char *options = NULL;

		g_assert_no_error(error);
		quirks = join(got->quirks);
		make = join(got->make);
		options = sp_kconfig_text(got->options);
		g_assert_cmpstr(quirks, ==, cases[i].quirks);
		g_assert_cmpstr(make, ==, cases[i].make);
		g_assert_cmpstr(options, ==, cases[i].options);
	}
}

static void test_bad_conf(void)
{
	static const struct {
		const char *text, *told;
	} cases[] = {
		{"[quirk \"a\"]\n\tkernels = x..5.9\n" WHY, "toolchain.conf:2:"},
		{"[quirk \"a\"]\n\tkernels = ..5.9\n\tmake = WERROR\n" WHY, "toolchain.conf:3:"},
		{"[quirk \"a\"]\n\tkernels = ..5.9\n\tmake = =1\n" WHY, "VARIABLE=value"},
		/* wrong even where it does not apply */
		{"[quirk \"a\"]\n\tkernels = ..4.4\n\tconfig = NUMA=y\n" WHY, "toolchain.conf:3:"},
		{"[quirk \"a\"]\n\tkernels = ..5.9\n\tconfg = CONFIG_X=y\n" WHY, "unknown"},
		{"[quirk \"a\"]\n\tmake = A=1\n" WHY, "needs kernels"},
		{"[quirk \"a\"]\n\tkernels = ..5.9\n\tsource = s\n", "reason"},
		{"[quirk]\n\tkernels = ..5.9\n" WHY, "quirk"},
		{"[querk \"a\"]\n\tkernels = ..5.9\n" WHY, "quirk"},
		{"[quirk \"a\"\n\tkernels = ..5.9\n" WHY, "toolchain.conf"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SpToolchain) got = read_text(cases[i].text, "5.4.1", "x86_64", &error);

		g_assert_null(got);
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].told));
	}
}

static GPtrArray *options_of(const char *text, const char *version, GError **error)
{
	g_autoptr(GPtrArray) options = sp_kconfig_new();
	SpKver kver = {0};

	g_assert_true(sp_kver_parse(version, &kver));
	if (!sp_kconfig_add(options, text, "f.config", 1, &kver, error))
		return NULL;
	return g_steal_pointer(&options);
}

/* What is switched off in allmodconfig, by kernel and architecture. */
static void test_surroundings(void)
{
	static const struct {
		const char *version, *arch, *has, *has_not;
		guint make; /* how many variables for make */
	} cases[] = {
		{"4.9.229", "x86_64", "# CONFIG_KASAN is not set\n", "CONFIG_WERROR", 1},
		{"5.10.262", "x86_64", "CONFIG_UNWINDER_FRAME_POINTER=y\n", "CONFIG_WERROR", 0},
		{"5.4.59", "arm64", "# CONFIG_GCC_PLUGINS is not set\n", "CONFIG_UNWINDER", 0},
		{"6.12.1", "arm64", "# CONFIG_WERROR is not set\n", "CONFIG_UNWINDER", 0},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const SpArch row = {.name = (char *)cases[i].arch};
		g_autoptr(GPtrArray) make = g_ptr_array_new_with_free_func(g_free);
		SpToolchain toolchain = {.make = make};
		g_autoptr(GPtrArray) options = NULL;
		g_autoptr(GError) error = NULL;
		g_autofree char *text = NULL;
		SpKver kver;

		g_assert_true(sp_kver_parse(cases[i].version, &kver));
		options = sp_toolchain_surroundings(&toolchain, &kver, &row, &error);
		g_assert_no_error(error);
		g_assert_cmpuint(make->len, ==, cases[i].make);
		text = sp_kconfig_text(options);
		g_assert_nonnull(strstr(text, cases[i].has));
		g_assert_null(strstr(text, cases[i].has_not));
	}
}

static void test_fragment(void)
{
	static const char text[] = "# a comment, CONFIG_NOT=y\n"
				   "CONFIG_A=y\r\nCONFIG_B=\"a b\"\nCONFIG_C=-1\n"
				   "# CONFIG_D is not set\n"
				   "\n"
				   "# kernels = 5.4..\n# and why\nCONFIG_E=y\nCONFIG_F=y\n"
				   "\n"
				   "CONFIG_G=y\n# kernels = ..4.19\nCONFIG_H=y\n"
				   "\n"
				   "# CONFIG_A is not set\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) old = options_of(text, "4.9.1", &error);
	g_autoptr(GPtrArray) new = options_of(text, "5.4.1", &error);
	g_autofree char *old_text = sp_kconfig_text(old);
	g_autofree char *new_text = sp_kconfig_text(new);
	const SpOption *last = g_ptr_array_index(new, new->len - 1);

	g_assert_no_error(error);
	g_assert_cmpstr(old_text, ==,
			"CONFIG_B=\"a b\"\nCONFIG_C=-1\n# CONFIG_D is not set\nCONFIG_G=y\n"
			"CONFIG_H=y\n# CONFIG_A is not set\n");
	g_assert_cmpstr(new_text, ==,
			"CONFIG_B=\"a b\"\nCONFIG_C=-1\n# CONFIG_D is not set\nCONFIG_E=y\n"
			"CONFIG_F=y\nCONFIG_G=y\n# CONFIG_A is not set\n");
	g_assert_cmpstr(last->origin, ==, "f.config:16");
}

static void test_bad_fragment(void)
{
	static const char *const bad[] = {
		"CONFIG_A\n",
		"CONFIG_A=\n",
		"NUMA=y\n",
		"CONFIG_=y\n",
		"  CONFIG_A=y\n",
		"# CONFIG_A is unset\n",
		"# kernels = old\nCONFIG_A=y\n",
	};

	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = g_strconcat("CONFIG_OK=y\n", bad[i], NULL);

		g_assert_null(options_of(text, "5.4", &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_assert_true(g_str_has_prefix(error->message, "f.config:2:"));
	}
}

static void test_missing(void)
{
	static const char wanted[] = "CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\n# CONFIG_D is not set\n"
				     "# CONFIG_E is not set\n# CONFIG_F is not set\nCONFIG_G=-1\n"
				     "CONFIG_H=n\n";
	static const char config[] = "CONFIG_A=y\nCONFIG_AB=y\nCONFIG_B=m\n# CONFIG_C is not set\n"
				     "# CONFIG_D is not set\nCONFIG_F=y\nCONFIG_G=10\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) options = options_of(wanted, "5.4", &error);
	g_autoptr(GPtrArray) missing = sp_kconfig_missing(options, config);
	g_autoptr(GString) got = g_string_new("");

	for (guint i = 0; i < missing->len; i++) {
		const SpOption *option = g_ptr_array_index(missing, i);

		g_string_append_printf(got, "%s@%s ", option->symbol, option->origin);
	}
	g_assert_cmpstr(got->str, ==,
			"CONFIG_B@f.config:2 CONFIG_C@f.config:3 CONFIG_F@f.config:6 "
			"CONFIG_G@f.config:7 ");
}

static void test_buildlog(void)
{
	static const struct {
		const char *log;
		SpBuildlogCause cause;
		const char *told;
	} cases[] = {
		{"  CC      mm/khugepaged.o\n"
		 "/src/mm/khugepaged.c:10:5: error: 'x' undeclared\n"
		 "make[1]: *** [scripts/Makefile.build:280: mm/khugepaged.o] Error 1\n",
		 SP_BUILDLOG_SOURCE, "mm/khugepaged.c:10:5: error: 'x' undeclared"},
		{"/src/mm/a.c:3:10: fatal error: linux/nope.h: No such file or directory\n",
		 SP_BUILDLOG_LACKS, "linux/nope.h"},
		{"/src/mm/touched.c:3:10: fatal error: linux/nope.h: No such file or directory\n",
		 SP_BUILDLOG_SOURCE, "linux/nope.h"},
		{"/src/scripts/x.c:3:10: fatal error: openssl/bio.h: No such file or directory\n",
		 SP_BUILDLOG_TOOLS, "openssl/bio.h"},
		{"init/Kconfig:9: can't open file \"fs/Kconfig\"\n", SP_BUILDLOG_LACKS,
		 "fs/Kconfig"},
		{"ld: mm/a.o: in function `f':\na.c:(.text+0x1): undefined reference to `g'\n",
		 SP_BUILDLOG_SOURCE, "undefined reference to `g'"},
		{"aarch64-linux-gnu-ld: mm/a.o: error: x\n", SP_BUILDLOG_SOURCE, "error: x"},
		{"aarch64-linux-gnu-gcc-11: error: unrecognized command-line option '-mx'\n",
		 SP_BUILDLOG_TOOLS, "-mx"},
		/* a program of the kernel's own that does not link is not the kernel's fault */
		{"/usr/bin/ld: scripts/dtc/dtc-parser.tab.o:(.bss+0x10): multiple definition of "
		 "`yylloc'; scripts/dtc/dtc-lexer.lex.o:(.bss+0x0): first defined here\n"
		 "collect2: error: ld returned 1 exit status\n",
		 SP_BUILDLOG_TOOLS, "yylloc"},
		{"/usr/bin/ld: tools/objtool/a.o: in function `f':\n"
		 "/src/tools/objtool/a.c:7: undefined reference to `g'\n",
		 SP_BUILDLOG_TOOLS, "undefined reference to `g'"},
		{"make[2]: *** No rule to make target 'mm/b.o', needed by 'mm/built-in.a'.  Stop.\n",
		 SP_BUILDLOG_LACKS, "mm/b.o"},
		{"/src/tools/objtool/elf.c:5:1: error: x [-Werror=y]\n", SP_BUILDLOG_TOOLS,
		 "elf.c"},
		{"scripts/touched.c:5:1: error: x\n", SP_BUILDLOG_SOURCE, "touched.c"},
		{"mm/a.o: warning: objtool: missing symbol table\n", SP_BUILDLOG_TOOLS, "objtool"},
		{"/src/mm/a.c:1:1: error: x\n"
		 "/tmp/ccx.s: fatal error: error writing to /tmp/ccx.s: No space left on device\n",
		 SP_BUILDLOG_DISK, "No space left"},
		{"/bin/sh: 1: flex: not found\nmake[1]: *** [x] Error 127\n", SP_BUILDLOG_PROGRAM,
		 "flex"},
		{"/bin/sh: line 1: bc: command not found\n", SP_BUILDLOG_PROGRAM, "bc"},
		{"make: gcc: No such file or directory\n", SP_BUILDLOG_PROGRAM, "gcc"},
		{"gcc: fatal error: Killed signal terminated program cc1\n", SP_BUILDLOG_KILLED,
		 "Killed"},
		{"make: *** [Makefile:1: vmlinux] Killed\n", SP_BUILDLOG_KILLED, "Killed"},
		{"Killed\nmake[1]: *** [scripts/Makefile.build:280: mm/pool.o] Error 137\n",
		 SP_BUILDLOG_KILLED, "Error 137"},
		{"one\ntwo\n", SP_BUILDLOG_UNKNOWN, "one\ntwo"},
		{"  CC mm/a.o\nmm/a.c:1:1: warning: unused 'error'\nmake: *** [x] Error 2\n",
		 SP_BUILDLOG_UNKNOWN, "Error 2"},
		{"", SP_BUILDLOG_UNKNOWN, ""},
	};
	g_autoptr(GHashTable) touched = g_hash_table_new(g_str_hash, g_str_equal);

	g_hash_table_add(touched, (gpointer) "scripts/touched.c");
	g_hash_table_add(touched, (gpointer) "mm/touched.c");
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *complaint = NULL;

		g_test_message("%s", cases[i].log);
		g_assert_cmpint(sp_buildlog_judge(cases[i].log, "/src", touched, &complaint), ==,
				cases[i].cause);
		g_assert_nonnull(strstr(complaint, cases[i].told));
		g_assert_null(strstr(complaint, "/src/"));
	}
}

/* A Makefile that the variant changes may name a file that nobody has. */
static void test_touched_makefile(void)
{
	g_autoptr(GHashTable) touched = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *complaint = NULL;

	g_hash_table_add(touched, (gpointer) "mm/Makefile");
	g_assert_cmpint(sp_buildlog_judge("make: *** No rule to make target 'mm/b.o'.\n", "/src",
					  touched, &complaint),
			==, SP_BUILDLOG_SOURCE);
}

/* What the variant removes, others may still need. */
static void test_removed_file(void)
{
	static const struct {
		const char *log;
		SpBuildlogCause cause;
	} cases[] = {
		{"/src/init/main.c:9:10: fatal error: linux/extra.h: No such file or directory\n",
		 SP_BUILDLOG_SOURCE},
		{"/src/init/main.c:9:10: fatal error: linux/noextra.h: No such file or directory\n",
		 SP_BUILDLOG_LACKS},
		{"/src/scripts/x.c:9:10: fatal error: openssl/bio.h: No such file or directory\n",
		 SP_BUILDLOG_TOOLS},
		{"make: *** No rule to make target 'mm/gone.o', needed by 'mm/built-in.a'.\n",
		 SP_BUILDLOG_SOURCE},
		{"make: *** No rule to make target 'mm/other.o', needed by 'mm/built-in.a'.\n",
		 SP_BUILDLOG_LACKS},
	};
	g_autoptr(GHashTable) touched = g_hash_table_new(g_str_hash, g_str_equal);

	g_hash_table_insert(touched, (gpointer) "include/linux/extra.h", NULL);
	g_hash_table_insert(touched, (gpointer) "mm/gone.c", NULL);
	g_hash_table_insert(touched, (gpointer) "mm/other.c", (gpointer) "text");
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *complaint = NULL;

		g_test_message("%s", cases[i].log);
		g_assert_cmpint(sp_buildlog_judge(cases[i].log, "/src", touched, &complaint), ==,
				cases[i].cause);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_test_add_func("/toolchain/ranges", test_ranges);
	g_test_add_func("/toolchain/bad-conf", test_bad_conf);
	g_test_add_func("/toolchain/surroundings", test_surroundings);
	g_test_add_func("/kconfig/fragment", test_fragment);
	g_test_add_func("/kconfig/bad-fragment", test_bad_fragment);
	g_test_add_func("/kconfig/missing", test_missing);
	g_test_add_func("/buildlog/causes", test_buildlog);
	g_test_add_func("/buildlog/touched-makefile", test_touched_makefile);
	g_test_add_func("/buildlog/removed-file", test_removed_file);
	return g_test_run();
}
