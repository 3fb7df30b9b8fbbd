/* SPDX-License-Identifier: GPL-2.0-only */
/* The cases of test-content.c. */
#pragma once

#include "stage/content.h"

enum {
	T = SP_CONTENT_THERE,
	N = SP_CONTENT_NOT_THERE,
	P = SP_CONTENT_PARTLY,
	U = SP_CONTENT_UNKNOWN
};

#define X "mm/x.c"
#define FIX "\tflush_work(&dev->work);\n"
#define OPEN(fix)                                                                                  \
	"static int x_open(struct dev *dev)\n{\n\tint err;\n\n\tlock_dev(dev);\n"                  \
	"\terr = start_queue(dev);\n\tif (err)\n\t\tgoto out;\n" fix                               \
	"\tenable_irq(dev->irq);\n\tdev->users++;\nout:\n\tunlock_dev(dev);\n\treturn err;\n}\n"
/* The same with another line before and behind: neither side stands there as it is. */
#define OPEN_2(fix)                                                                                \
	"static int x_open(struct dev *dev)\n{\n\tint err;\n\n\tlock_dev(dev);\n"                  \
	"\terr = start_queues(dev, 1);\n\tif (err)\n\t\tgoto out;\n" fix                           \
	"\tenable_irq(dev->irq);\n\tdev->users += 1;\nout:\n\tunlock_dev(dev);\n\treturn err;\n}\n"
#define CLOSE(fix)                                                                                  \
	"static void x_close(struct dev *dev)\n{\n\tlock_dev(dev);\n\tdisable_irq(dev->irq);\n" fix \
	"\tstop_queue(dev);\n\tdev->users--;\n\tunlock_dev(dev);\n}\n"
#define GAP "\n"
#define BEFORE OPEN("") GAP CLOSE("")
#define AFTER OPEN(FIX) GAP CLOSE("")
/* A function that is like x_open() but for its name. */
#define TWIN(name, fix)                                                                            \
	"static int " name "(struct dev *dev)\n{\n\tint err;\n\n\tlock_dev(dev);\n"                \
	"\terr = start_queue(dev);\n\tif (err)\n\t\tgoto out;\n" fix                               \
	"\tenable_irq(dev->irq);\n\tdev->users++;\nout:\n\tunlock_dev(dev);\n\treturn err;\n}\n"
#define ARMS(one, two) "#ifdef CONFIG_NUMA\n" one "#else\n" two "#endif\n"
#define STRUCT(name, member)                                                                       \
	"struct " name " {\n\tint irq;\n\tspinlock_t lock;\n" member                               \
	"\tint users;\n\tlong flags;\n};\n"
#define TABLE(entry)                                                                               \
	"static const struct id x_ids[] = {\n\t{ ID(0x11, 0x21) },\n\t{ ID(0x12, 0x22) },\n" entry \
	"\t{ ID(0x13, 0x23) },\n\t{ }\n};\n"
#define KCONFIG(name, line)                                                                        \
	"config " name "\n\tbool \"Do it\"\n\tdepends on PCI\n" line                               \
	"\tselect CRC32\n\thelp\n\t  It does it.\n\n"

typedef struct {
	const char *path, *pre, *post, *tree;
} File;

typedef struct {
	const char *name;
	int known, bare; /* the answer with the whole files, and with the patch alone */
	const char *why; /* stands in the first evidence, with the whole files */
	File files[3];
} Case;

#define ONE(pre, post, tree)                                                                       \
	{                                                                                          \
		{                                                                                  \
			X, pre, post, tree                                                         \
		}                                                                                  \
	}

static const Case cases[] = {
	/* As it is. */
	{"added", T, T, "mm/x.c:9: x_open() has the 1 line that", ONE(BEFORE, AFTER, AFTER)},
	{"not-added", N, N, "x_open() is without the 1 line", ONE(BEFORE, AFTER, BEFORE)},
	{"added-elsewhere-differs", T, T, "",
	 ONE(BEFORE, AFTER, OPEN(FIX) GAP CLOSE("\told(dev);\n"))},
	{"not-added-elsewhere-differs", N, N, "",
	 ONE(BEFORE, AFTER, "int a;\n" OPEN("") GAP CLOSE("\told(dev);\n"))},
	{"removed", T, T, "is without the 1 line that the change removes",
	 ONE(AFTER, BEFORE, BEFORE)},
	{"not-removed", N, N, "holds what the change replaces", ONE(AFTER, BEFORE, AFTER)},
	{"replaced", T, T, "", ONE(OPEN("\told(dev);\n"), OPEN(FIX), OPEN(FIX))},
	{"not-replaced", N, N, "", ONE(OPEN("\told(dev);\n"), OPEN(FIX), OPEN("\told(dev);\n"))},
	{"replaced-by-a-third", U, U, "neither",
	 ONE(OPEN("\told(dev);\n"), OPEN(FIX), OPEN("\tnewest(dev);\n"))},
	/* Comments, blank lines, white space, line breaks. */
	{"comment-differs", T, T, "",
	 ONE(OPEN(""), OPEN("\t/* why */\n" FIX), OPEN("\t/*\n\t * otherwise\n\t */\n" FIX "\n"))},
	{"comment-only-in-tree", N, N, "",
	 ONE(BEFORE, AFTER, OPEN("\t/* flush_work(&dev->work); */\n"))},
	{"line-comment-only-in-tree", N, N, "",
	 ONE(BEFORE, AFTER, OPEN("\t// flush_work(&dev->work);\n"))},
	{"white-space", T, T, "", ONE(BEFORE, AFTER, OPEN("        flush_work(&dev->work);  \n"))},
	{"line-break", T, T, "x_open() has the 1 line",
	 ONE(BEFORE, AFTER, OPEN("\tflush_work(\n\t\t&dev->work);\n"))},
	{"string-differs", U, U, "",
	 ONE(OPEN(""), OPEN("\twarn(\"a  b\", dev);\n"), OPEN("\twarn(\"a b\", dev);\n"))},
	{"crlf", T, T, "",
	 ONE("int alpha;\nlong foo(void);\nint beta;\n", "int alpha;\nlong foo(int);\nint beta;\n",
	     "int alpha;\r\nlong foo(int);\r\nint beta;\r\n")},
	{"crlf-not-there", N, N, "",
	 ONE("int alpha;\nlong foo(void);\nint beta;\n", "int alpha;\nlong foo(int);\nint beta;\n",
	     "int alpha;\r\nlong foo(void);\r\nint beta;\r\n")},
	{"no-newline-at-end", T, T, "",
	 ONE("int first;\nint second;\n", "int first;\nint second;\nint third;\n",
	     "int first;\nint second;\nint third;")},
	{"no-newline-at-end-not-there", N, N, "",
	 ONE("int first;\nint second;\n", "int first;\nint second;\nint third;\n",
	     "int first;\nint second;")},
	{"comments-only-there", T, U, "",
	 ONE(BEFORE, OPEN("\t/* wait for it */\n") GAP CLOSE(""),
	     OPEN("\t/* wait for it */\n") GAP CLOSE(""))},
	{"comments-only-not-there", N, U, "",
	 ONE(BEFORE, OPEN("\t/* wait for it */\n") GAP CLOSE(""), BEFORE)},
	{"comment-hunk-does-not-count",
	 T,
	 T,
	 "",
	 {{X, BEFORE, AFTER, AFTER},
	  {"mm/y.c", "/* a */\nint y;\n", "/* b */\nint y;\n", "/* a */\nint y;\n"}}},
	{"include-does-not-count",
	 T,
	 T,
	 "",
	 {{X, BEFORE, AFTER, AFTER},
	  {"mm/y.c", "#include <a.h>\nint y;\n", "#include <a.h>\n#include <b.h>\nint y;\n",
	   "#include <a.h>\nint y;\n"}}},
	{"line-break-hunk-does-not-count",
	 N,
	 N,
	 "",
	 {{X, BEFORE, AFTER, BEFORE},
	  {"mm/y.c", "int y(int first, int second);\n", "int y(int first,\n\tint second);\n",
	   "int y(int first,\n\tint second);\n"}}},
	{"inside-of-comment",
	 N,
	 N,
	 "",
	 {{X, BEFORE, AFTER, BEFORE},
	  {"mm/y.c", "/*\n * a\n * b\n * c\n * dev_one(x);\n * d\n * e\n * f\n */\nint y;\n",
	   "/*\n * a\n * b\n * c\n * dev_two(x);\n * d\n * e\n * f\n */\nint y;\n",
	   "/*\n * a\n * b\n * c\n * dev_two(x);\n * d\n * e\n * f\n */\nint y;\n"}}},
	/* Changes at the end of their hunk. */
	{"appended-reworded", U, U, "other code follows",
	 ONE("int first;\nint second;\n", "int first;\nint second;\nint third;\n",
	     "int first;\nint second;\nlong third;\n")},
	{"cut-off-reworded", U, U, "",
	 ONE("int first;\nint second;\nint third;\n", "int first;\nint second;\n",
	     "int first;\nint second;\nlong third;\n")},
	{"put-ahead-reworded", U, U, "",
	 ONE("int first;\nint second;\n", "int zeroth;\nint first;\nint second;\n",
	     "long zeroth;\nint first;\nint second;\n")},
	{"before-a-comment-reworded", U, U, "",
	 ONE(OPEN("\t/*\n\t * one\n\t * two\n\t * three\n\t */\n"),
	     OPEN(FIX "\t/*\n\t * one\n\t * two\n\t * three\n\t */\n"),
	     OPEN("\tflush_more(&dev->work);\n\t/*\n\t * one\n\t * two\n\t * three\n\t */\n"))},
	{"before-a-comment-not-there", N, U, "",
	 ONE(OPEN("\t/*\n\t * one\n\t * two\n\t * three\n\t */\n"),
	     OPEN(FIX "\t/*\n\t * one\n\t * two\n\t * three\n\t */\n"),
	     OPEN("\t/*\n\t * one\n\t * two\n\t * three\n\t */\n"))},
	/* Lines around it differ. */
	{"context-differs-there", T, U, "x_open() has the 1 line",
	 ONE(BEFORE, AFTER, OPEN_2(FIX) GAP CLOSE(""))},
	{"one-line-of-context-differs", T, T, "x_open() has the 1 line",
	 ONE(BEFORE, AFTER,
	     "static int x_open(struct dev *dev)\n{\n\tint err;\n\n\terr = start_queue(dev);\n"
	     "\tif (err)\n\t\tgoto fail;\n" FIX "\tenable_irq(dev->irq);\n\tdev->users++;\n"
	     "fail:\n\treturn err;\n}\n")},
	{"context-differs-not-there", U, U, "x_open() at line 1 has neither",
	 ONE(BEFORE, AFTER, OPEN_2("") GAP CLOSE(""))},
	{"reworded-later", U, U, "neither",
	 ONE(OPEN(""), OPEN(FIX), OPEN("\tflush_work_sync(&dev->work);\n"))},
	{"wrapped-later", U, U, "",
	 ONE(OPEN(""), OPEN(FIX), OPEN("\tif (dev->queue)\n\t\tflush(dev);\n"))},
	{"condition-added-later", T, T, "",
	 ONE(OPEN(""), OPEN(FIX), OPEN("\tif (dev->busy)\n\t" FIX))},
	{"part-of-longer-line", U, U, "neither",
	 ONE(OPEN(""), OPEN("\tbusy = 1;\n"), OPEN("\tdev->busy = 1;\n"))},
	{"half-of-it", U, U, "",
	 ONE(OPEN(""), OPEN(FIX "\tdrain_queue(dev);\n"), OPEN("\tdrain_queue(dev);\n"))},
	{"line-between-later", T, T, "",
	 ONE(OPEN(""), OPEN(FIX "\tdrain_queue(dev);\n"),
	     OPEN(FIX "\ttrace_it(dev);\n\tdrain_queue(dev);\n"))},
	{"other-order", U, U, "",
	 ONE(OPEN(""), OPEN(FIX "\tdrain_queue(dev);\n"), OPEN("\tdrain_queue(dev);\n" FIX))},
	{"moved-in-function", U, U, "",
	 ONE(BEFORE, AFTER,
	     "static int x_open(struct dev *dev)\n{\n\tint err;\n\n" FIX "\tlock_dev(dev);\n"
	     "\terr = start_queue(dev);\n\tif (err)\n\t\tgoto out;\n\tenable_irq(dev->irq);\n"
	     "\tdev->users++;\nout:\n\tunlock_dev(dev);\n\treturn err;\n}\n")},
	{"moved-with-its-neighbours", T, T, "",
	 ONE(BEFORE, AFTER,
	     "static int x_open(struct dev *dev)\n{\n\tint err;\n\n\tprepare(dev);\n"
	     "\terr = start_queue(dev);\n\tif (err)\n\t\tgoto out;\n" FIX
	     "\tenable_irq(dev->irq);\n"
	     "\tdev->users++;\nout:\n\tunlock_dev(dev);\n\tlock_dev(dev);\n\treturn err;\n}\n")},
	{"far-from-its-neighbours", U, U, "too little of its context",
	 ONE(OPEN("\tmore_one(dev);\n\tmore_two(dev);\n\tmore_three(dev);\n"),
	     OPEN(FIX "\tmore_one(dev);\n\tmore_two(dev);\n\tmore_three(dev);\n"),
	     "static int x_open(struct dev *dev)\n{\n\tint err;\n\n\tlock_dev(dev);\n"
	     "\terr = start_queue(dev);\n\tif (err)\n\t\tgoto out;\n\ta(dev);\n\tb(dev);\n\tc(dev);\n"
	     "\td(dev);\n\te(dev);\n\tf(dev);\n" FIX
	     "out:\n\tunlock_dev(dev);\n\treturn err;\n}\n")},
	{"removed-function-and-its-tail", U, U, "",
	 ONE("int one(int a)\n{\n\tget_it(a);\n\tput_it(a);\n}\n\nint two(int a)\n{\n\tset_it(a);\n"
	     "\tput_it(a);\n}\n\nint three(int a)\n{\n\tget_it(a);\n}\n",
	     "int one(int a)\n{\n\tget_it(a);\n\tput_it(a);\n}\n\nint three(int a)\n{\n\tget_it(a);\n}\n",
	     "int one(int a)\n{\n\tget_it(a);\n\tput_all(a);\n}\n\nint two(int a)\n{\n\tset_it(a);\n"
	     "\tput_it(a);\n}\n\nint three(int a)\n{\n\tget_it(a);\n}\n")},
	{"moved-to-other-function", U, U, "stands in start()",
	 ONE(BEFORE, AFTER, "static void start(struct dev *dev)\n{\n" FIX "}\n\n" BEFORE)},
	{"stands-in-other-function-anyway", N, U, "",
	 ONE(OPEN("") GAP CLOSE(FIX), OPEN(FIX) GAP CLOSE(FIX), OPEN("") GAP CLOSE(FIX))},
	{"taken-back-and-done-elsewhere", U, U, "stands in x_close()",
	 ONE(BEFORE, AFTER, OPEN("") GAP CLOSE(FIX))},
	{"taken-back", N, N, "", ONE(BEFORE, AFTER, "int newer;\n\n" BEFORE "int newest;\n")},
	/* The line stands in the function anyway. */
	{"second-of-its-kind-there", T, T, "",
	 ONE(OPEN("\tx();\n\ty();\n\tz();\n" FIX), OPEN(FIX "\tx();\n\ty();\n\tz();\n" FIX),
	     OPEN(FIX "\tx();\n\ty();\n\tz();\n" FIX))},
	{"second-of-its-kind-not-there", N, U, "",
	 ONE(OPEN("\tx();\n\ty();\n\tz();\n\tw();\n" FIX),
	     OPEN(FIX "\tx();\n\ty();\n\tz();\n\tw();\n" FIX),
	     OPEN("\tx();\n\ty();\n\tz();\n\tw();\n" FIX))},
	{"second-of-its-kind-context-differs", U, U, "",
	 ONE(OPEN("\tx();\n\ty();\n\tz();\n\tw();\n" FIX),
	     OPEN(FIX "\tx();\n\ty();\n\tz();\n\tw();\n" FIX),
	     OPEN_2("\tx();\n\ty();\n\tz();\n\tw();\n" FIX))},
	{"one-added-line-is-there", U, U, "but a line that it adds",
	 ONE(OPEN(""), OPEN(FIX "\tdrain_queue(dev);\n"),
	     "static int x_open(struct dev *dev)\n{\n\tint err;\n\n" FIX "\tlock_dev(dev);\n"
	     "\terr = start_queue(dev);\n\tif (err)\n\t\tgoto out;\n\tenable_irq(dev->irq);\n"
	     "\tdev->users++;\nout:\n\tunlock_dev(dev);\n\treturn err;\n}\n")},
	{"moved-line-there", T, T, "",
	 ONE(OPEN("\tx_one(dev);\n" FIX), OPEN(FIX "\tx_one(dev);\n"),
	     OPEN(FIX "\tx_one(dev);\n"))},
	{"moved-line-not-there", N, N, "",
	 ONE(OPEN("\tx_one(dev);\n" FIX), OPEN(FIX "\tx_one(dev);\n"),
	     OPEN("\tx_one(dev);\n" FIX))},
	/* What it was moved past has another name. */
	{"moved-line-past-renamed", U, U, "",
	 ONE("int f(struct dev *dev)\n{\n\tlock_dev(dev);\n\tstop_queue(dev);\n\tput_bus(dev->bus);\n"
	     "\tx_bus_name(name, dev->bus);\n\tset_name(dev, name);\n\tfree_irq(dev->irq);\n}\n",
	     "int f(struct dev *dev)\n{\n\tlock_dev(dev);\n\tstop_queue(dev);\n"
	     "\tx_bus_name(name, dev->bus);\n\tput_bus(dev->bus);\n\tset_name(dev, name);\n"
	     "\tfree_irq(dev->irq);\n}\n",
	     "int f(struct dev *dev)\n{\n\tlock_dev(dev);\n\tstop_queue(dev);\n\tput_bus(dev->bus);\n"
	     "\ty_bus_name(name, dev->bus);\n\tset_name(dev, name);\n\tfree_irq(dev->irq);\n}\n")},
	{"moved-line-context-differs", U, U, "",
	 ONE(OPEN("\tx_one(dev);\n" FIX), OPEN(FIX "\tx_one(dev);\n"),
	     OPEN_2("\tx_one(dev);\n" FIX))},
	{"removed-line-still-there", U, U, "one that it removes is",
	 ONE(OPEN("\told_way(dev);\n"), OPEN(FIX), OPEN_2(FIX "\told_way(dev);\n"))},
	{"removal-context-differs", U, U, "", ONE(AFTER, BEFORE, OPEN_2("") GAP CLOSE(""))},
	{"replaced-context-differs", T, U, "",
	 ONE(OPEN("\told_way(dev);\n"), OPEN(FIX), OPEN_2(FIX))},
	{"not-replaced-context-differs", U, U, "",
	 ONE(OPEN("\told_way(dev);\n"), OPEN(FIX), OPEN_2("\told_way(dev);\n"))},
	{"too-little-said", U, U, "",
	 ONE("int f(int a)\n{\n\treturn 0;\n}\n",
	     "int f(int a)\n{\n\tif (a)\n\t\treturn 1;\n\treturn 0;\n}\n",
	     "int f(int b)\n{\n\tif (b)\n\t\treturn 1;\n\treturn 0;\n}\n")},
	/* Twins. */
	{"twin-has-it", N, U, "x_open() is without",
	 ONE(OPEN("") GAP TWIN("y_open", FIX), OPEN(FIX) GAP TWIN("y_open", FIX),
	     OPEN("") GAP TWIN("y_open", FIX))},
	{"twin-has-it-own-differs", U, U, "",
	 ONE(OPEN("") GAP TWIN("y_open", FIX), OPEN(FIX) GAP TWIN("y_open", FIX),
	     OPEN_2("") GAP TWIN("y_open", FIX))},
	{"twin-has-it-not-own-is-new", T, U, "x_open() has",
	 ONE(OPEN("") GAP TWIN("y_open", ""), OPEN(FIX) GAP TWIN("y_open", ""),
	     OPEN(FIX) GAP TWIN("y_open", ""))},
	{"wrong-twin-has-it", U, U, "",
	 ONE(OPEN("") GAP TWIN("y_open", ""), OPEN(FIX) GAP TWIN("y_open", ""),
	     OPEN("") GAP TWIN("y_open", FIX))},
	{"both-twins-to-have-it", P, U, "",
	 ONE(OPEN("") GAP TWIN("y_open", ""), OPEN(FIX) GAP TWIN("y_open", FIX),
	     OPEN(FIX) GAP TWIN("y_open", ""))},
	{"both-twins-have-it", T, T, "",
	 ONE(OPEN("") GAP TWIN("y_open", ""), OPEN(FIX) GAP TWIN("y_open", FIX),
	     OPEN(FIX) GAP TWIN("y_open", FIX))},
	{"arms-right-one", T, U, "x_open() [!CONFIG_NUMA] has",
	 ONE(ARMS(OPEN(""), OPEN("")), ARMS(OPEN(""), OPEN(FIX)), ARMS(OPEN(""), OPEN(FIX)))},
	{"arms-wrong-one", U, U, "",
	 ONE(ARMS(OPEN(""), OPEN("")), ARMS(OPEN(""), OPEN(FIX)), ARMS(OPEN(FIX), OPEN("")))},
	{"arms-neither", N, U, "x_open() [!CONFIG_NUMA] is without",
	 ONE(ARMS(OPEN(""), OPEN("")), ARMS(OPEN(""), OPEN(FIX)), ARMS(OPEN(""), OPEN("")))},
	{"arms-one-left-is-the-other", U, T, "",
	 ONE(ARMS(OPEN(""), OPEN("")), ARMS(OPEN(""), OPEN(FIX)),
	     "#ifdef CONFIG_NUMA\n" OPEN(FIX) "#endif\n")},
	{"arms-new-in-tree-one-fixed", U, U, "",
	 ONE(OPEN(""), OPEN(FIX), ARMS(OPEN(FIX), OPEN_2("")))},
	{"arms-new-in-tree-both-fixed", T, U, "",
	 ONE(OPEN(""), OPEN(FIX), ARMS(OPEN(FIX), OPEN(FIX)))},
	{"inner-arm", T, T, "",
	 ONE(OPEN("#ifdef CONFIG_A\n\tx_a(dev);\n#endif\n"),
	     OPEN("#ifdef CONFIG_A\n" FIX "\tx_a(dev);\n#endif\n"),
	     OPEN("#ifdef CONFIG_A\n" FIX "\tx_a(dev);\n#endif\n"))},
	{"other-inner-arm", U, U, "another #if arm",
	 ONE(OPEN("#ifdef CONFIG_A\n\tx_a(dev);\n#endif\n"),
	     OPEN("#ifdef CONFIG_A\n" FIX "\tx_a(dev);\n#endif\n"),
	     OPEN("#ifdef CONFIG_B\n" FIX "\tx_a(dev);\n#endif\n"))},
	/* Functions that are new, renamed, gone. */
	{"renamed-there", T, U, "y_open() has",
	 ONE(BEFORE, AFTER, TWIN("y_open", FIX) GAP CLOSE(""))},
	{"renamed-not-there", N, U, "y_open() is without",
	 ONE(BEFORE, AFTER, TWIN("y_open", "") GAP CLOSE(""))},
	{"gone", U, U, "no x_open()", ONE(BEFORE, AFTER, CLOSE(""))},
	{"new-function-there", T, T, "start() has the 4 lines",
	 ONE(BEFORE, "static void start(struct dev *dev)\n{\n" FIX "}\n\n" BEFORE,
	     "static void start(struct dev *dev)\n{\n" FIX "}\n\n" BEFORE)},
	{"new-function-not-there", N, N, "",
	 ONE(BEFORE, "static void start(struct dev *dev)\n{\n" FIX "}\n\n" BEFORE, BEFORE)},
	{"new-function-elsewhere", U, U, "other code follows",
	 ONE(BEFORE, "static void start(struct dev *dev)\n{\n" FIX "}\n\n" BEFORE,
	     "int other;\n" BEFORE "\nstatic void start(struct dev *dev)\n{\n" FIX "}\n")},
	/* Several hunks. */
	{"one-hunk-of-two", P, P, "",
	 ONE(BEFORE, OPEN(FIX) GAP CLOSE("\tdrain_queue(dev);\n"), OPEN(FIX) GAP CLOSE(""))},
	{"one-hunk-not-the-other-unknown", N, N, "",
	 ONE(BEFORE, OPEN(FIX) GAP CLOSE("\tdrain_queue(dev);\n"),
	     OPEN("") GAP CLOSE("\tdrain_all(dev);\n"))},
	{"one-hunk-there-the-other-unknown", U, U, "",
	 ONE(BEFORE, OPEN(FIX) GAP CLOSE("\tdrain_queue(dev);\n"),
	     OPEN(FIX) GAP CLOSE("\tdrain_all(dev);\n"))},
	{"two-files", P, P, "", {{X, BEFORE, AFTER, AFTER}, {"mm/y.c", BEFORE, AFTER, BEFORE}}},
	{"two-files-one-missing",
	 U,
	 U,
	 "",
	 {{X, BEFORE, AFTER, AFTER}, {"mm/y.c", BEFORE, AFTER, NULL}}},
	/* Outside of functions. */
	{"member-there", T, T, "struct dev has",
	 ONE(STRUCT("dev", ""), STRUCT("dev", "\tbool dead;\n"), STRUCT("dev", "\tbool dead;\n"))},
	{"member-not-there", N, N, "",
	 ONE(STRUCT("dev", ""), STRUCT("dev", "\tbool dead;\n"), STRUCT("dev", ""))},
	{"member-in-other-struct", U, U, "",
	 ONE(STRUCT("dev", "") STRUCT("bus", ""), STRUCT("dev", "\tbool dead;\n") STRUCT("bus", ""),
	     "struct dev {\n\tint new_irq;\n};\n" STRUCT("bus", "\tbool dead;\n"))},
	{"member-among-others", T, U, "struct dev has",
	 ONE(STRUCT("dev", ""), STRUCT("dev", "\tbool dead;\n"),
	     "struct dev {\n\tint irq;\n\tbool dead;\n\tchar *name;\n\tint users;\n};\n")},
	{"entry-there", T, T, "static const struct id x_ids [ ] has",
	 ONE(TABLE(""), TABLE("\t{ ID(0x99, 0x98) },\n"), TABLE("\t{ ID(0x99, 0x98) },\n"))},
	{"entry-not-there", N, N, "", ONE(TABLE(""), TABLE("\t{ ID(0x99, 0x98) },\n"), TABLE(""))},
	{"macro-there", T, T, "#define X_SIZE has",
	 ONE("#define X_LEN 8\n#define X_SIZE 16\nint a;\n",
	     "#define X_LEN 8\n#define X_SIZE 32\nint a;\n",
	     "#define X_LEN 8\n#define X_SIZE 32\nint a;\n")},
	{"macro-not-there", N, N, "",
	 ONE("#define X_LEN 8\n#define X_SIZE 16\nint a;\n",
	     "#define X_LEN 8\n#define X_SIZE 32\nint a;\n",
	     "#define X_LEN 8\n#define X_SIZE 16\nint a;\n")},
	{"macro-context-differs", T, U, "",
	 ONE("#define X_LEN 8\n#define X_SIZE 16\nint a;\n",
	     "#define X_LEN 8\n#define X_SIZE 32\nint a;\n",
	     "#define X_LEN 9\n#define X_SIZE 32\nint b;\n")},
	{"macro-third-value", U, U, "",
	 ONE("#define X_LEN 8\n#define X_SIZE 16\nint a;\n",
	     "#define X_LEN 8\n#define X_SIZE 32\nint a;\n",
	     "#define X_LEN 8\n#define X_SIZE 64\nint a;\n")},
	/* No C. */
	{"kconfig-there",
	 T,
	 T,
	 "mm/Kconfig:11 has",
	 {{"mm/Kconfig", KCONFIG("A", "") KCONFIG("B", ""),
	   KCONFIG("A", "") KCONFIG("B", "\tdepends on MMU\n"),
	   KCONFIG("A", "") KCONFIG("B", "\tdepends on MMU\n")}}},
	{"kconfig-not-there",
	 N,
	 N,
	 "",
	 {{"mm/Kconfig", KCONFIG("A", ""), KCONFIG("A", "\tdepends on MMU\n"), KCONFIG("A", "")}}},
	{"kconfig-other-entry",
	 U,
	 U,
	 "",
	 {{"mm/Kconfig", KCONFIG("A", "") KCONFIG("B", ""),
	   KCONFIG("A", "\tdepends on MMU\n") KCONFIG("B", ""),
	   "config A\n\tbool\n" KCONFIG("B", "\tdepends on MMU\n")}}},
	{"makefile-blanks-count",
	 U,
	 U,
	 "neither",
	 {{"mm/Makefile", "obj-y += a.o\n\nclean:\n\techo cleaning\n",
	   "obj-y += a.o\n\nclean:\n\techo cleaned\n",
	   "obj-y += a.o\n\nclean:\n        echo cleaned\n"}}},
	{"docs-do-not-count",
	 N,
	 N,
	 "",
	 {{X, BEFORE, AFTER, BEFORE},
	  {"Documentation/x.rst", "old text\n", "new text\n", "new text\n"}}},
	{"docs-alone",
	 T,
	 T,
	 "",
	 {{"Documentation/x.rst", "old text\n", "new text\n", "new text\n"}}},
	{"selftest-does-not-count",
	 T,
	 T,
	 "",
	 {{X, BEFORE, AFTER, AFTER}, {"tools/testing/x.c", NULL, "int test_me;\n", NULL}}},
	/* Files that are missing, empty, new, removed. */
	{"missing", U, U, "there is no such file: moved, renamed?", ONE(BEFORE, AFTER, NULL)},
	{"empty", U, U, "", ONE(BEFORE, AFTER, "")},
	{"new-file-there", T, T, "the file that the change adds is there",
	 ONE(NULL, BEFORE, "/* (c) */\n" BEFORE)},
	{"new-file-other-content", U, U, "other content", ONE(NULL, BEFORE, CLOSE(""))},
	{"new-file-not-there",
	 N,
	 N,
	 "there is no such file",
	 {{X, NULL, AFTER, NULL},
	  {"mm/Makefile", "obj-y += a.o\n", "obj-y += a.o x.o\n", "obj-y += a.o\n"}}},
	{"new-file-no-folder", U, U, "nor anything known", ONE(NULL, BEFORE, NULL)},
	{"new-text-file",
	 T,
	 T,
	 "",
	 {{"mm/Makefile", NULL, "obj-y += a.o\n", "# more\nobj-y += a.o\n"}}},
	{"removed-file-still-there", N, N, "that the change removes is there",
	 ONE(BEFORE, NULL, BEFORE)},
	{"removed-file-gone",
	 T,
	 T,
	 "there is no such file",
	 {{X, AFTER, NULL, NULL},
	  {"mm/Makefile", "obj-y += a.o x.o\n", "obj-y += a.o\n", "obj-y += a.o\n"}}},
	{"removed-file-no-folder", U, U, "", ONE(BEFORE, NULL, NULL)},
};
