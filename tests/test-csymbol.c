/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * csymbol: what is doubted of the lines that a change adds to one file of a small tree, and what is
 * not. Each case is the body of a file before and after; both begin with the same includes.
 */
#include "stage/csymbol.h"
#include "trees.h"

#define PATH "drivers/x/x.c"
#define INCLUDES "#include <linux/kernel.h>\n#include <asm/io.h>\n#include \"x.h\"\n"

static const char *const tree[][2] = {
	{"Makefile", MAKEFILE},
	{"include/linux/kernel.h",
	 "#include <linux/types.h>\n"
	 "#define container_of(p, type, m) ((type *)((char *)(p) - offsetof(type, m)))\n"
	 "#define offsetof(type, m) __builtin_offsetof(type, m)\n"
	 "#define min(x, y) ((x) < (y) ? (x) : (y))\n"
	 "#define pr_info(fmt, ...) printk(fmt, ##__VA_ARGS__)\n"
	 "int printk(const char *fmt, ...);\n"
	 "/* old_call() was here */\n"
	 "#define list_for_each_entry(pos, head, member) \\\n"
	 "\tfor (pos = container_of((head)->next, typeof(*pos), member); pos; )\n"
	 "#define EXPORT_SYMBOL(sym) extern int __exp_##sym\n"
	 "#define DEFINE_MUTEX(name) struct mutex name = {}\n"
	 "#define DEVICE_ATTR_RO(name) struct attr dev_attr_##name = { .show = name##_show }\n"},
	{"include/linux/types.h",
	 "typedef unsigned int u_int;\ntypedef struct { int counter; } atomic_t;\n"
	 "struct list_head { struct list_head *next, *prev; };\n"
	 "#define PAGEFLAG(n, l) static inline int Page##n(struct page *p) { return 0; }\n"
	 "PAGEFLAG(Dirty, dirty)\n"
	 "enum state { ST_OFF, ST_ON = 3, };\n"
	 "static inline int many(int a,\n\t\t       int b)\n{\n\tint hidden = a;\n\treturn "
	 "hidden + b;\n}\n"},
	{"arch/x86/include/asm/io.h", "void writel(unsigned int v, void *p);\n"},
	{"arch/sh/include/asm/io.h", "void only_on_sh(void);\n"},
	{"drivers/x/x.h",
	 "struct ops { int (*run)(int a, int b); void (*stop)(void); };\n"
	 "struct in { int deep; unsigned bit:3; };\n"
	 "struct box {\n\tstruct in a[4], *p;\n\tconst struct ops *ops;\n"
	 "\tunion {\n\t\tint left;\n\t\tlong right;\n\t};\n"
	 "\tstruct {\n\t\tint inner;\n\t} named;\n\tatomic_t count;\n\tstruct list_head node;\n};\n"
	 "#define box_alias named.inner\n"
	 "struct box *get_box(int i);\n"},
};

typedef struct {
	const char *name, *before, *after;
	const char *doubts; /* "kind name; kind name" */
} Case;

#define BOX "static int f(struct box *b, int n)\n{\n"
#define END "\treturn n;\n}\n"

static const Case cases[] = {
	{"keyword-only", BOX END, BOX "\tif (n)\n\t\treturn -1;\n" END, ""},
	{"comment-and-string", BOX END, BOX "\t/* nix() */\n\tpr_info(\"nix() %d\", n);\n" END, ""},
	{"call-missing", BOX END, BOX "\tnix(n);\n" END, "function nix"},
	{"call-in-comment", BOX END, BOX "\told_call(n);\n" END, "function old_call"},
	{"call-header", BOX END, BOX "\tn = many(n, 2);\n" END, ""},
	{"call-fewer", BOX END, BOX "\tn = many(n);\n" END, "function many"},
	{"call-nested-commas", BOX END, BOX "\tn = many(many(1, 2), (3, 4));\n" END, ""},
	{"call-variadic", BOX END, BOX "\tprintk(\"%d %d\", n, n);\n\tprintk();\n" END,
	 "function printk"},
	{"macro-arguments", BOX END, BOX "\tn = min(n, 1, 2);\n" END, "function min"},
	{"asm-header", BOX END, BOX "\twritel(n, b);\n" END, ""},
	{"asm-rare-header", BOX END, BOX "\tonly_on_sh();\n" END, ""},
	{"used-before", BOX "\tfar_away(n);\n" END, BOX "\tfar_away(n);\n\tfar_away(2);\n" END, ""},
	{"used-before-otherwise", BOX "\tfar_away(n);\n" END,
	 BOX "\tfar_away(n);\n\tfar_away(2, n);\n" END, "function far_away"},
	{"static-below", BOX END "static void g(void)\n{\n}\n",
	 BOX "\tg();\n" END "static void g(void)\n{\n}\n", "function g"},
	{"static-prototype", "static void g(void);\n" BOX END "static void g(void)\n{\n}\n",
	 "static void g(void);\n" BOX "\tg();\n" END "static void g(void)\n{\n}\n", ""},
	{"arm-only", "#ifdef CONFIG_A\nstatic void g(void)\n{\n}\n#endif\n" BOX END,
	 "#ifdef CONFIG_A\nstatic void g(void)\n{\n}\n#endif\n" BOX "\tg();\n" END, "function g"},
	{"arm-same", "#ifdef CONFIG_A\nstatic void g(void)\n{\n}\n#endif\n" BOX END,
	 "#ifdef CONFIG_A\nstatic void g(void)\n{\n}\n#endif\n" BOX
	 "#ifdef CONFIG_A\n\tg();\n#endif\n" END,
	 ""},
	{"arm-both",
	 "#ifdef CONFIG_A\nstatic void g(void)\n{\n}\n#else\nstatic void g(void) {}\n#endif\n" BOX
		 END,
	 "#ifdef CONFIG_A\nstatic void g(void)\n{\n}\n#else\nstatic void g(void) {}\n#endif\n" BOX
	 "\tg();\n" END,
	 ""},
	{"if-0", "#if 0\nstatic void g(void)\n{\n}\n#endif\n" BOX END,
	 "#if 0\nstatic void g(void)\n{\n}\n#endif\n" BOX "\tg();\n" END, "function g"},
	{"member", BOX END, BOX "\tn = b->left + b->a[n].deep + b->p->bit + b->named.inner;\n" END,
	 ""},
	{"member-missing", BOX END, BOX "\tn = b->deep;\n" END, "member deep"},
	{"member-deep-missing", BOX END, BOX "\tn = b->a[n].left;\n" END, "member left"},
	{"member-typedef", BOX END, BOX "\tn = b->count.counter + b->count.left;\n" END,
	 "member left"},
	{"member-of-call", BOX END, BOX "\tn = get_box(1)->right + get_box(2)->deep;\n" END,
	 "member deep"},
	{"member-of-cast", BOX END, BOX "\tn = ((struct in *)b)->deep + (*b).left;\n" END, ""},
	{"member-macro", BOX END, BOX "\tn = b->box_alias;\n" END, ""},
	{"member-pointer", BOX END, BOX "\tn = b->ops->run(1, 2);\n\tb->ops->halt();\n" END,
	 "member halt"},
	{"designators", BOX END,
	 BOX END "static const struct ops o = {\n\t.run = f,\n\t.go = f,\n};\n"
		 "static struct box t[] = {\n\t[0] = { .left = 1, .deep = 2 },\n"
		 "\t{ .named = { .inner = 1 } },\n};\n",
	 "member go; member deep"},
	{"container-of", BOX END,
	 BOX "\tstruct box *c = container_of(&b->node, struct box, node);\n"
	     "\tn = offsetof(struct box, left) + offsetof(struct box, nix);\n\tc->left = 1;\n" END,
	 "name nix"},
	{"for-each", BOX END,
	 BOX "\tstruct box *c;\n\n\tlist_for_each_entry(c, &b->node, node)\n\t\tn++;\n"
	     "\tlist_for_each_entry(e, &b->node, node)\n\t\tn++;\n" END,
	 "name e"},
	{"types", BOX END, BOX "\tu_int u = sizeof(struct in);\n\tstruct out *o;\n\tv_int v;\n" END,
	 "type out; name v_int"},
	{"enumerators", BOX END, BOX "\tn = ST_ON;\n\tn = ST_NONE;\n" END, "name ST_NONE"},
	{"variable-of-inline", BOX END, BOX "\tn = hidden;\n" END, "name hidden"},
	{"locals", BOX END,
	 BOX "\tunsigned long a = 1, *p = &a, q[3];\n\tint (*fn)(int) = NULL;\n"
	     "\tn = a + *p + q[0] + fn(1) + r;\n" END,
	 "name r"},
	{"scope-of-block", BOX END,
	 BOX "\tif (n) {\n\t\tint k = 1;\n\t\tn += k;\n\t}\n\tn = k;\n" END, "name k"},
	{"scope-of-loop", BOX "\tfor (int i = 0; i < n; i++)\n\t\tn--;\n" END,
	 BOX "\tfor (int i = 0; i < n; i++)\n\t\tn--;\n\tn = i;\n" END, "name i"},
	{"other-function", BOX END "static void g(int x)\n{\n}\n",
	 BOX END "static void g(int x)\n{\n\tx = n;\n}\n", "name n"},
	{"declared-again", BOX "\tint k = 1;\n\tn = k;\n" END,
	 BOX "\tint k = 1;\n\tlong k;\n\tn = k;\n" END, "variable k"},
	{"parameter-again", BOX END, BOX "\tint n;\n\n" END, "variable n"},
	{"hides", BOX "\tint k = 1;\n\tif (n) {\n\t\tn = k;\n\t}\n" END,
	 BOX "\tint k = 1;\n\tif (n) {\n\t\tint k = 2;\n\t\tn = k;\n\t}\n" END, "variable k"},
	{"hides-nothing-old", BOX "\tint k = 1;\n\tn = k;\n" END,
	 BOX "\tint k = 1;\n\tn = k;\n\tif (n) {\n\t\tint k = 2;\n\t\tn += k;\n\t}\n" END, ""},
	{"goto", BOX "out:\n" END, BOX "\tif (n)\n\t\tgoto out;\nout:\n" END, ""},
	{"goto-nowhere", BOX "out:\n" END, BOX "\tgoto err;\nout:\n" END, "label err"},
	{"goto-other-function", "static void g(void)\n{\nerr:\n\treturn;\n}\n" BOX END,
	 "static void g(void)\n{\nerr:\n\treturn;\n}\n" BOX "\tgoto err;\n" END, "label err"},
	{"goto-twice", BOX "out:\n" END, BOX "\tgoto out;\nout:\nout:\n" END, "label out"},
	{"label-gone", BOX "\tgoto out;\nout:\n" END, BOX "\tgoto out;\n" END, "label out"},
	{"pasted-by-header", BOX END, BOX "\tn = PageDirty(0) + PageClean(0);\n" END,
	 "function PageClean"},
	{"macro-declares", BOX END,
	 BOX END "static DEFINE_MUTEX(lock);\nstatic void g(void)\n{\n\tg2(&lock, &nolock);\n}\n",
	 "function g2; name nolock"},
	{"macro-joins", "static int n_show(void)\n{\n\treturn 0;\n}\n" BOX END,
	 "static int n_show(void)\n{\n\treturn 0;\n}\nstatic DEVICE_ATTR_RO(n);\n" BOX
	 "\tn = dev_attr_n.x + dev_attr_zzz.x;\n" END,
	 "name dev_attr_zzz; member x"},
	{"syscall", "SYSCALL_DEFINE2(x, int, a, long, b)\n{\n\treturn 0;\n}\n",
	 "SYSCALL_DEFINE2(x, int, a, long, b)\n{\n\treturn a + b + c;\n}\n", "name c"},
	{"tag-like-attribute", "struct __x {\n\tint a;\n};\n" BOX END,
	 "struct __x {\n\tint a;\n};\n" BOX "\tstruct __x y = {};\n\tn = y.a;\n" END, ""},
	{"attribute-of-macro", BOX END,
	 "static __read_mostly DEFINE_MUTEX(lock);\n" BOX "\tpr_info(\"%p\", &lock);\n" END,
	 "name __read_mostly"},
	{"attribute-of-function", "static int notrace __g(int a)\n{\n\treturn 0;\n}\n",
	 "static int notrace __g(int a)\n{\n\tint k = a;\n\n\treturn k;\n}\n", ""},
	{"function-pointer-of-typedef", BOX END,
	 BOX "\tu_int (*fn)(int) = NULL;\n\n\tn = fn(1);\n" END, ""},
	{"function-named-by-macro", "static int WALK(down)(int a)\n{\n\treturn 0;\n}\n",
	 "static int WALK(down)(int a)\n{\n\tint k = a;\n\n\treturn k;\n}\n", ""},
	{"register", BOX END, BOX "\tregister int r asm(\"r0\") = n;\n\n\tn = r;\n" END, ""},
	{"asm-operands", BOX END, BOX "\tasm volatile(\"nop\" : [o] \"=r\" (n) : \"r\" (m));\n" END,
	 "name m"},
	{"removed-function", "static void g(void)\n{\n}\n" BOX "\tg();\n" END, BOX "\tg();\n" END,
	 "function g"},
	{"removed-local", BOX "\tint k = 1;\n\tn = k;\n" END, BOX "\tn = k;\n" END, "name k"},
	{"config", BOX END, BOX "\tn = IS_ENABLED(CONFIG_X);\n" END, "function IS_ENABLED"},
};

static GPtrArray *check_texts(SpBranch *branch, const char *path, const char *before,
			      const char *after, GHashTable *files, GError **error)
{
	g_autoptr(SpHunkFile) old = sp_hunkfile_new(before ? before : "");
	g_autoptr(SpHunkFile) new = sp_hunkfile_new(after);

	return sp_csymbol_check(branch, path, old, new, files, error);
}

static char *list_doubts(Trees *trees, const char *path, const char *before, const char *after,
			 GHashTable *files)
{
	g_autofree char *folder = trees_path(trees, "tree");
	g_autofree char *old = before ? g_strconcat(INCLUDES, before, NULL) : NULL;
	g_autofree char *new = g_strconcat(INCLUDES, after, NULL);
	g_autoptr(SpBranch) branch = NULL;
	g_autoptr(GPtrArray) doubts = NULL;
	g_autoptr(GError) error = NULL;
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(tree); i++) {
		g_autofree char *name = g_build_filename("tree", tree[i][0], NULL);

		trees_write(trees, name, tree[i][1]);
	}
	branch = sp_branch_from_tree("linux-5.10.y", folder, trees->dir, &error);
	g_assert_no_error(error);
	doubts = check_texts(branch, path, old, new, files, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < doubts->len; i++) {
		const SpSymbolDoubt *doubt = doubts->pdata[i];

		g_test_message("%u: %s %s: %s", doubt->line, doubt->kind, doubt->name, doubt->why);
		g_string_append_printf(list, "%s%s %s", i ? "; " : "", doubt->kind, doubt->name);
	}
	return g_string_free(list, FALSE);
}

static void test_case(Trees *trees, gconstpointer data)
{
	const Case *one = data;
	g_autofree char *list = list_doubts(trees, PATH, one->before, one->after, NULL);

	g_assert_cmpstr(list, ==, one->doubts);
}

/* What the same port declares elsewhere is there; what it takes away there is not. */
static void test_files(Trees *trees, gconstpointer data)
{
	g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *list = NULL;

	(void)data;
	g_hash_table_insert(files, (gpointer) "drivers/x/x.h",
			    (gpointer) "struct box { int fresh; };\nvoid brand_new(int n);\n");
	list = list_doubts(trees, PATH, BOX END,
			   BOX "\tbrand_new(b->fresh);\n\tget_box(1);\n\tb->left = 2;\n" END,
			   files);
	g_assert_cmpstr(list, ==, "function get_box; member left");
}

/* A header that it removes declares nothing any more. */
static void test_removed_header(Trees *trees, gconstpointer data)
{
	g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *list = NULL;

	(void)data;
	g_hash_table_insert(files, (gpointer) "drivers/x/x.h", NULL);
	list = list_doubts(trees, PATH, "\n", "\nvoid f(void)\n{\n\tget_box(1);\n}\n", files);
	g_assert_cmpstr(list, ==, "function get_box");
}

static void test_added_file(Trees *trees, gconstpointer data)
{
	g_autofree char *list = list_doubts(trees, PATH, NULL, BOX "\tnix(b->left);\n" END, NULL);

	(void)data;
	g_assert_cmpstr(list, ==, "function nix");
}

static void test_no_c(Trees *trees, gconstpointer data)
{
	g_autofree char *list = list_doubts(trees, "drivers/x/Makefile", "", "nix()\n", NULL);

	(void)data;
	g_assert_cmpstr(list, ==, "");
}

/* A line's number is that of the result, and each name is told once. */
static void test_line(Trees *trees, gconstpointer data)
{
	const char *after = "int a;\n\nint b = nix + nix;\nint c = nix;\n";
	g_autoptr(SpBranch) branch = trees_folder(trees, "include/linux/kernel.h", "\n");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) doubts = check_texts(branch, "a.c", "int a;\n", after, NULL, &error);

	(void)data;
	g_assert_no_error(error);
	g_assert_cmpuint(doubts->len, ==, 1);
	g_assert_cmpuint(((SpSymbolDoubt *)doubts->pdata[0])->line, ==, 3);
}

/* Without the headers that all kernels have, only names of families that are known are missed. */
static void test_part_of_tree(Trees *trees, gconstpointer data)
{
	const char *before = "#include <linux/far.h>\nvoid far_go(void);\nvoid f(void)\n{\n}\n";
	const char *after = "#include <linux/far.h>\nvoid far_go(void);\nvoid f(void)\n{\n"
			    "\tsynchronize_near(NEAR_BY);\n\tfar_stop();\n\tlone = 1;\n}\n";
	g_autoptr(SpBranch) branch = trees_folder(trees, "a.c", before);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) doubts = check_texts(branch, "a.c", before, after, NULL, &error);

	(void)data;
	g_assert_no_error(error);
	g_assert_cmpuint(doubts->len, ==, 2);
	g_assert_cmpstr(((SpSymbolDoubt *)doubts->pdata[0])->name, ==, "far_stop");
	g_assert_cmpstr(((SpSymbolDoubt *)doubts->pdata[1])->name, ==, "lone");
}

static int run(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/csymbol/", cases[i].name, NULL);

		g_test_add(path, Trees, &cases[i], trees_set_up, test_case, trees_tear_down);
	}
	g_test_add("/csymbol/files", Trees, NULL, trees_set_up, test_files, trees_tear_down);
	g_test_add("/csymbol/removed-header", Trees, NULL, trees_set_up, test_removed_header,
		   trees_tear_down);
	g_test_add("/csymbol/added-file", Trees, NULL, trees_set_up, test_added_file,
		   trees_tear_down);
	g_test_add("/csymbol/no-c", Trees, NULL, trees_set_up, test_no_c, trees_tear_down);
	g_test_add("/csymbol/line", Trees, NULL, trees_set_up, test_line, trees_tear_down);
	g_test_add("/csymbol/part-of-tree", Trees, NULL, trees_set_up, test_part_of_tree,
		   trees_tear_down);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	return trees_run(run);
}
