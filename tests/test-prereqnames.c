/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqlines, prereqnames: which lines two versions of a file differ in, what a file declares, and
 * what a change uses. Texts alone, no history.
 */
#include <string.h>

#include <git2.h>

#include "stage/prereqlines.h"
#include "stage/prereqnames.h"

/* old, new, and the changes as "old_first,old_count new_first,new_count; ..." */
static void test_lines(void)
{
	static const char *const cases[][3] = {
		{"a\nb\nc\n", "a\nb\nc\n", ""},
		{"a\nb\nc\n", "a\nx\nc\n", "1,1 1,1; "},
		{"a\nc\n", "a\nb\nc\n", "1,0 1,1; "},
		{"a\nb\nc\n", "a\nc\n", "1,1 1,0; "},
		{"", "a\n", "0,0 0,1; "},
		{"a\n", "", "0,1 0,0; "},
		{"a\nb", "a\nc", "1,1 1,1; "},
		{"b\n", "a\nb\n", "0,0 0,1; "},
		{"ab\nz\n", "b\nz\n", "0,1 0,1; "},
		{"x\na\n\n\nb\n", "x\na\n\nb\n", "3,1 3,0; "},
		{"1\n2\n3\n4\n5\n", "1\nx\n3\n5\ny\n", "1,1 1,1; 3,1 3,0; 5,0 4,1; "},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) changes = sp_prereqlines_diff(cases[i][0], cases[i][1]);
		g_autoptr(GString) text = g_string_new(NULL);

		for (guint k = 0; k < changes->len; k++) {
			const SpLineChange *one = &g_array_index(changes, SpLineChange, k);

			g_string_append_printf(text, "%u,%u %u,%u; ", one->old_first,
					       one->old_count, one->new_first, one->new_count);
		}
		g_test_message("%u", i);
		g_assert_cmpstr(text->str, ==, cases[i][2]);
	}
}

typedef struct {
	const char *name, *text;
	const char *names; /* "scope:name", sorted */
} Case;

static const Case cases[] = {
	{"file",
	 "#define LIMIT 3\nstruct later;\ntypedef unsigned int u_int;\nenum kind { ONE, TWO = 2,\nTHREE };\n"
	 "static int table[] = { LIMIT, 4 }, *last __read_mostly;\nextern int other(int y);\n",
	 ":LIMIT :ONE :THREE :TWO :kind :last :later :other :table :u_int"},
	{"made-by-macro",
	 "static DEFINE_MUTEX(lock);\nstatic __read_mostly DEFINE_HASHTABLE(slots, BITS);\n"
	 "static DEFINE_PER_CPU(struct list_head, heads);\nDEFINE_PER_CPU(id_t, id);\n"
	 "EXPORT_SYMBOL(gone);\nMODULE_PARM_DESC(mode, \"how\");\n",
	 ":heads :id :lock :slots"},
	{"tracepoint",
	 "TRACE_EVENT(entry,\n\tTP_PROTO(int vcpu),\n\tTP_STRUCT__entry(\n\t\t__field(u32, id)\n"
	 "\t\t__field(u32, rip)\n\t),\n\tTP_printk(\"%u\", id)\n);\n",
	 ":entry"},
	{"members",
	 "struct pool {\n\tstruct list_head all, *first;\n\tint (*done)(int x);\n"
	 "\tgfp_mask (*mask)(void);\n\tunsigned int busy:1;\n\tDECLARE_BITMAP(bits, COUNT);\n"
	 "\tunion {\n\t\tint left;\n\t};\n\tstruct {\n\t\tint inner;\n\t} named;\n"
	 "\tstruct part {\n\t\tint own;\n\t} part;\n} __packed;\nunion both {\n\tint a;\n};\n",
	 ":both :part :pool struct part:own struct pool:all struct pool:bits struct pool:busy struct "
	 "pool:done struct pool:first struct pool:inner struct pool:left struct pool:mask struct "
	 "pool:named struct pool:part union both:a"},
	/* A struct without a tag is the same wherever in the file it stands. */
	{"no-tag", "typedef struct {\n\tint a;\n} pair;\nstatic struct {\n\tint b;\n} one, two;\n",
	 ":one :pair :two one:b pair:a"},
	{"function",
	 "static int f(struct pool *pool, int (*by)(int x), struct __y *y)\n{\n"
	 "\tunsigned long flags = n * 2, *p;\n\tLIST_HEAD(all);\n\tregister int r asm(\"r0\") = 0;\n\n"
	 "\tif (flags)\n\t\tgoto out;\n\tfor (int i = 0; i < 2; i++) {\n\t\tstruct __z z;\n\n"
	 "\t\tWRITE_ONCE(global, z);\n\t}\n\tswitch (r) {\n\tcase ONE:\n\tdefault:\n\t\tbreak;\n\t}\n"
	 "out:\n\tn = p * q;\n\treturn flags ? n : r;\n}\n",
	 ":f f():by f():flags f():i f():out f():p f():pool f():r f():y f():z"},
	/* What the regions of a file are called. */
	{"function-made-by-macro",
	 "SYSCALL_DEFINE2(call, int, a, mode_t, b)\n{\n\tint c = a;\n\n\treturn c;\n}\n"
	 "static int WALK(down)(int level)\n{\n\treturn level;\n}\n",
	 ":down :sys_call down():level sys_call():c"},
	{"if-0", "#if 0\nint gone;\n#endif\nint here;\n", ":here"},
};

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void test_names(gconstpointer data)
{
	const Case *one = data;
	g_autoptr(GPtrArray) names = sp_prereqnames_of(one->text);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *text = NULL;

	for (guint i = 0; i < names->len; i++) {
		const SpPrereqName *name = names->pdata[i];

		g_ptr_array_add(found, g_strconcat(name->scope, ":", name->name, NULL));
	}
	g_ptr_array_sort(found, by_text);
	g_ptr_array_add(found, NULL);
	text = g_strjoinv(" ", (char **)found->pdata);
	g_assert_cmpstr(text, ==, one->names);
}

/* A local is meant before a name of the file; a member is never a variable. */
static void test_meant(void)
{
	g_autoptr(GPtrArray) names =
		sp_prereqnames_of("int x;\nint y;\nstruct s {\n\tint m;\n\tint y;\n};\n"
				  "int f(int x)\n{\n\treturn x;\n}\n");
	static const struct {
		SpPrereqUse use;
		const char *scope; /* NULL for none */
		guint line;
	} cases_meant[] = {
		{{(char *)"x", (char *)"f()", FALSE}, "f()", 6},
		{{(char *)"x", (char *)"g()", FALSE}, "", 0},
		{{(char *)"x", (char *)"", FALSE}, "", 0},
		{{(char *)"y", (char *)"f()", TRUE}, "struct s", 4},
		{{(char *)"m", (char *)"f()", FALSE}, NULL, 0},
		{{(char *)"x", (char *)"f()", TRUE}, NULL, 0},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases_meant); i++) {
		const SpPrereqName *meant = sp_prereqnames_meant(names, &cases_meant[i].use);

		g_test_message("%u", i);
		g_assert_cmpstr(meant ? meant->scope : NULL, ==, cases_meant[i].scope);
		g_assert_cmpuint(meant ? meant->line : 0, ==, cases_meant[i].line);
	}
}

int main(int argc, char **argv)
{
	int result;

	git_libgit2_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/prereqnames/lines", test_lines);
	g_test_add_func("/prereqnames/meant", test_meant);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/prereqnames/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_names);
	}
	result = g_test_run();
	git_libgit2_shutdown();
	return result;
}
