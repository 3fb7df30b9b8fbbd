/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a line stands inside of, by kind of file, and the doubts about places that come of it. A
 * case marked "todo" comes out wrong so far.
 */
#include "hunks.h"

#include "stage/portcheck.h"
#include "stage/porthome.h"

static void test_kind(void)
{
	static const struct {
		const char *path;
		SpFileKind kind;
	} cases[] = {
		{"mm/x.c", SP_KIND_C},
		{"include/x.h", SP_KIND_C},
		{"arch/arm/x.S", SP_KIND_ASSEMBLY},
		{"arch/arm/x.s", SP_KIND_OTHER},
		{"x.yaml", SP_KIND_INDENTED},
		{"a/x.dts", SP_KIND_DEVICE_TREE},
		{"a/x.dtsi", SP_KIND_DEVICE_TREE},
		{"a/x.dtso", SP_KIND_DEVICE_TREE},
		{"mm/Kconfig", SP_KIND_KCONFIG},
		{"mm/Kconfig.debug", SP_KIND_KCONFIG},
		{"mm/Makefile", SP_KIND_MAKEFILE},
		{"scripts/Makefile.lib", SP_KIND_MAKEFILE},
		{"Kbuild", SP_KIND_MAKEFILE},
		{"Documentation/Kbuild.rst", SP_KIND_OTHER},
		{"x.c/README", SP_KIND_OTHER},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].path);
		g_assert_cmpint(sp_porthome_kind(cases[i].path), ==, cases[i].kind);
	}
}

static void test_opens_node(void)
{
	g_assert_true(sp_porthome_opens_node("&i2c1 {"));
	g_assert_true(sp_porthome_opens_node("	x: led@1 {"));
	g_assert_false(sp_porthome_opens_node("	reg = <1>;"));
	g_assert_false(sp_porthome_opens_node("};"));
	g_assert_false(sp_porthome_opens_node("x = {"));
}

/* clang-format off */
#define ASM "ENTRY(one)\n	mov r0, r1\n	/* x */\n1:	b 1b\nENDPROC(one)\n\n_two:\n	mov r0, r2\n"
#define KCONFIG "config A\n	bool \"A\"\n\n# config C\nconfig B\n	bool \"B\"\n	help\n	  Text.\n"
#define DTS "/ {\n	soc {\n		a@1 {\n			reg = <1>;\n		};\n		b@2 {\n			reg = <2>;\n		};\n	};\n};\n\n&c {\n	status = \"okay\";\n};\n"
#define STRUCTS "struct x {\n	int a;\n};\n\nenum e {\n	A,\n};\n\nint f(void)\n{\n	a();\n}\n\nint v;\n"

static const struct {
	const char *path, *text;
	guint line; /* 0-based */
	const char *home;
	gboolean todo;
} home_cases[] = {
	{ "x.S", ASM, 0, "" },
	{ "x.S", ASM, 1, "ENTRY(one)" },
	{ "x.S", ASM, 4, "ENTRY(one) / 1" },
	{ "x.S", ASM, 7, "_two:" },
	{ "x.S", ASM, 99, "_two:" },
	{ "Kconfig", KCONFIG, 1, "config A" },
	{ "Kconfig", KCONFIG, 4, "config A" },
	{ "Kconfig", KCONFIG, 7, "config B" },
	{ "x.dts", DTS, 0, "" },
	{ "x.dts", DTS, 1, "/ {" },
	{ "x.dts", DTS, 3, "/ {soc {a@1 {" },
	{ "x.dts", DTS, 6, "/ {soc {b@2 {" },
	{ "x.dts", DTS, 5, "/ {soc {" },
	{ "x.dts", DTS, 12, "&c {" },
	/* A blank line between two nodes is in neither. */
	{ "x.dts", DTS, 10, "", TRUE },
	{ "x.c", STRUCTS, 1, "struct x" },
	{ "x.h", STRUCTS, 5, "enum e" },
	{ "x.c", STRUCTS, 10, "" },
	{ "x.c", STRUCTS, 13, "" },
	{ "x.h", "struct x {\n	struct {\n		int a;\n\n		int b;\n	} rx;\n	int c;\n};\n", 2, "struct x / } rx" },
	{ "x.h", "struct x {\n	struct {\n		int a;\n\n		int b;\n	} rx;\n	int c;\n};\n", 6, "struct x" },
	{ "Kconfig", "if X\nconfig A\n	bool\nendif\nif Y\nconfig A\n	tristate\nendif\n", 6, "if Y / config A" },
	{ "Kconfig", "if X\nconfig A\n	bool\nendif\nif Y\nconfig AB\n	tristate\nendif\n", 2, "config A" },
	{ "Makefile", "a\nifeq (x,y)\nb\nendif\nc\n", 0, "" },
	{ "Makefile", "a\nifeq (x,y)\nb\nendif\nc\n", 2, "ifeq (x,y)" },
	{ "Makefile", "ifdef A\n  ifndef B\nb\n  endif\nc\n", 2, "ifdef A / ifndef B" },
	{ "Makefile", "ifdef A\n  ifndef B\nb\n  endif\nc\n", 4, "ifdef A" },
	{ "Makefile", "ifdef A\na\nelse ifdef B\nb\nelse\nc\nendif\nd\n", 5, "ifdef A else ifdef B else" },
	{ "Makefile", "endif\nelse\na\n", 2, "" },
	{ "Makefile", "obj-$(CONFIG_IFB) += ifb.o\nb\n", 1, "" },
	{ "Makefile", "ifdef A\nb\n", 99, "ifdef A" },
	/* Of drivers/vdpa/ifcvf. */
	{ "Makefile", "ifcvf-$(CONFIG_IFCVF) += a.o\nb\n", 1, "" },
	{ "Makefile", "ifdef A\na\nelse ifeq (x,y)\nb\nendif\nc\n", 3, "ifdef A else ifeq (x,y)" },
	{ "Makefile", "ifdef A\na\nelse ifeq (x,y)\nb\nendif\nc\n", 5, "" },
	{ "x.yaml", "a:\n  b:\n    - c\n\n# d\n    - e\n  f: g\n", 5, "a: / b:" },
	{ "x.yaml", "a:\n  b:\n    - c\n\n# d\n    - e\n  f: g\n", 6, "a:" },
	{ "x.yaml", "a:\n  b:\n    - c\n", 0, "" },
	{ "x.yaml", "a:\n  b:\n    - c\n", 99, "" },
	{ "README", KCONFIG, 1, "" },
};

static const struct {
	const char *name, *path, *before;
	const char *patch;
	const char *pre;
	guint changed; /* the place, 1-based */
	const char *doubt;
} place_cases[] = {
	{ "asm-section", "x.S", ASM, "@@ 20 @@ ENTRY(one)\n 	x\n-	mov r0, r2\n", NULL, 8, "the patch has it behind \"ENTRY(one)\", the place is behind \"_two:\"" },
	{ "asm-same", "x.S", ASM, "@@ 20 @@ _two:\n 	x\n-	mov r0, r2\n", NULL, 8, NULL },
	{ "asm-shown", "x.S", ASM, "@@ 20 @@ ENTRY(one)\n _two:\n-	mov r0, r2\n", NULL, 8, NULL },
	{ "asm-no-section", "x.S", ASM, "@@ 20\n 	x\n-	mov r0, r2\n", NULL, 8, NULL },
	{ "kconfig-section", "Kconfig", KCONFIG, "@@ 20 @@ config A\n 	x\n-	bool \"B\"\n", NULL, 6, "the patch has it behind \"config A\"" },
	{ "kconfig-same", "Kconfig", KCONFIG, "@@ 20 @@ config B\n 	x\n-	bool \"B\"\n", NULL, 6, NULL },
	/* "config A" is no "config AB". */
	{ "kconfig-longer-name", "Kconfig", "config AB\n	x\n	bool \"B\"\n", "@@ 20 @@ config A\n 	x\n-	bool \"B\"\n", NULL, 3, "the patch has it behind \"config A\", the place is behind \"config AB\"" },
	{ "dts-unknown", "x.dts", DTS, "@@ 20 @@ a@1 {\n 			x;\n-			reg = <2>;\n", NULL, 7, "the patch does not show which node it is in" },
	{ "dts-other", "x.dts", DTS, "@@ 4\n-			reg = <1>;\n", DTS, 7, "upstream has it in \"/ {soc {a@1 {\", the place is in \"/ {soc {b@2 {\"" },
	{ "dts-same", "x.dts", DTS, "@@ 7\n-			reg = <2>;\n", DTS, 7, NULL },
	{ "dts-shown", "x.dts", DTS, "@@ 12\n &c {\n-	status = \"okay\";\n", NULL, 13, NULL },
	{ "make-condition", "Makefile", "a\nifdef X\nb\nendif\n", "@@ 2\n-b\n", "a\nb\n", 3, "it stands in another condition" },
	{ "make-same", "Makefile", "a\nifdef X\nb\nendif\n", "@@ 3\n-b\n", "c\nifdef X\nb\nendif\n", 3, NULL },
	{ "make-out-of-condition", "Makefile", "a\nb\n", "@@ 3\n-b\n", "c\nifdef X\nb\nendif\n", 2, "it stands in another condition" },
	/* In the other arm, and in the condition of another name. */
	{ "make-else", "Makefile", "ifdef X\na\nelse\nb\nendif\n", "@@ 2\n-b\n", "ifdef X\nb\nelse\na\nendif\n", 4, "it stands in another condition" },
	{ "make-other-name", "Makefile", "ifdef Y\nb\nendif\n", "@@ 2\n-b\n", "ifdef X\nb\nendif\n", 2, "it stands in another condition" },
	{ "c-declaration", "x.c", STRUCTS, "@@ 20 @@ struct y {\n 	int z;\n-	int a;\n", NULL, 2, "the patch has it in \"struct y {\", the place is in struct x" },
	{ "c-declaration-same", "x.c", STRUCTS, "@@ 20 @@ struct x {\n 	int z;\n-	int a;\n", NULL, 2, NULL },
};
/* clang-format on */

static gboolean has_todo;

static void check(const char *title, gboolean todo, const char *got, const char *expected)
{
	gboolean right = g_strcmp0(got, expected) == 0;

	g_test_message("%s: %s", title, got ? got : "no doubt");
	has_todo |= todo && !right;
	if (todo)
		g_assert_false(right);
	else
		g_assert_cmpstr(got, ==, expected);
}

static void test_home(gconstpointer todo)
{
	has_todo = FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(home_cases); i++) {
		g_autofree char *home =
			sp_porthome_of(home_cases[i].path, home_cases[i].text, home_cases[i].line);

		if (home_cases[i].todo != GPOINTER_TO_INT(todo))
			continue;
		check(home_cases[i].path, home_cases[i].todo, home, home_cases[i].home);
	}
	if (has_todo)
		g_test_incomplete("cases that come out wrong");
}

static void test_section(void)
{
	g_autofree char *wide = g_strnfill(100, 'a'), *cut = g_strnfill(80, 'a');
	char *lines[] = {(char *)"$x", (char *)"  y", wide, (char *)"1", (char *)"z \t", NULL};
	static const char *const sections[] = {"", "$x", "$x", NULL, NULL, "z", "z"};

	for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
		g_autofree char *section = sp_porthome_section(lines, i);

		g_assert_cmpstr(section, ==, sections[i] ? sections[i] : cut);
	}
}

/* Doubts about a hunk that was fitted, not found as a whole. */
static void test_places(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(place_cases); i++) {
		SpPatchFile file = {.path = (char *)place_cases[i].path,
				    .pre = (char *)place_cases[i].pre};
		SpPlace place = {.line = place_cases[i].changed,
				 .changed = place_cases[i].changed,
				 .rung = SP_RUNG_PLACE,
				 .arm = (char *)""};
		g_autoptr(GPtrArray) hunks = hunks_parse(place_cases[i].patch);
		g_autoptr(GPtrArray) places = g_ptr_array_new();
		g_autoptr(SpHunkFile) pre = NULL, before = NULL;
		const char *doubt = place_cases[i].doubt;
		g_autofree char *why = NULL;

		file.hunks = hunks;
		g_ptr_array_add(places, &place);
		pre = file.pre ? sp_hunkfile_new(file.pre) : NULL;
		before = sp_hunkfile_new(place_cases[i].before);
		why = sp_portcheck_places(&file, pre, before, places);
		check(place_cases[i].name, FALSE, why && doubt && strstr(why, doubt) ? doubt : why,
		      doubt);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/porthome/kind", test_kind);
	g_test_add_func("/porthome/opens-node", test_opens_node);
	g_test_add_data_func("/porthome/of", GINT_TO_POINTER(FALSE), test_home);
	g_test_add_data_func("/porthome/of-todo", GINT_TO_POINTER(TRUE), test_home);
	g_test_add_func("/porthome/section", test_section);
	g_test_add_func("/portcheck/places", test_places);
	return g_test_run();
}
