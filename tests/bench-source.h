/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench-source: invented C files of the kernel's kind, of 2,000 lines and more, as they are in
 * mainline and on older branches, with and without fixes. A text is made from what it is to hold,
 * so that for each fix and branch the right result is known without carrying anything. Everything
 * follows from numbers: of the file, of the function in it, of the statement in that.
 */
#pragma once

#include "bench-random.h"

#include <string.h>

#define SOURCES 41    /* the last one for the fix that is timed as a whole process */
#define FUNCTIONS 100 /* a file */
#define SLOTS 25      /* fixes a file; each has four functions, and changes some of them */
#define MAINLINE (-1) /* as a branch; 0 is the newest of the others */
#define FIXES (SLOTS * (SOURCES - 1))

/* What there is to do for a fix. */
typedef enum {
	SINGLE,	  /* one hunk, lines above were changed */
	MULTI,	  /* three hunks */
	MOVED,	  /* the function stands elsewhere in the file */
	TOLERANT, /* lines next to the change are others */
	KINDS
} Kind;

/* The code around a fix: before the bug, with it, mended. */
typedef enum { SOUND, BUGGY, MENDED } Stage;

typedef struct {
	guint file;
	int branch;
	Stage stage[SLOTS];
} Source;

static inline guint file_of(guint fix)
{
	return fix % (SOURCES - 1);
}

static inline guint slot_of(guint fix)
{
	return fix / (SOURCES - 1);
}

static inline Kind kind_of(guint file, guint slot)
{
	return file == SOURCES - 1 ? MULTI : (file + slot) % KINDS;
}

static const char *const nouns[] = {
	"page",	 "slot",  "range",  "queue", "ring",   "frame",	 "buffer",  "region",
	"chunk", "entry", "port",   "link",  "window", "bank",	 "group",   "lane",
	"timer", "event", "fence",  "batch", "credit", "packet", "mapping", "channel",
	"token", "quota", "domain", "scope", "cursor", "bucket", "record",  "segment"};
static const char *const acts[] = {"get",   "put",    "map",	"reset", "flush",  "sync",
				   "start", "stop",   "alloc",	"free",	 "update", "check",
				   "queue", "cancel", "attach", "drain", "poll",   "commit"};
static const char *const errors[] = {"EINVAL", "EBUSY", "ENOMEM", "EIO", "EAGAIN", "ENODEV"};
static const char *const objects[] = {"dev", "req", "ctx"};

#define NOUN PICK(&rng, nouns)
#define ACT PICK(&rng, acts)
#define OBJECT PICK(&rng, objects)

/* Four numbers that name one random stream. */
static inline Rng stream(guint what, guint file, guint function, guint statement)
{
	return seeded(100 + what, ((guint64)file << 32) + (function << 16) + statement);
}

static inline const char *area_of(guint file)
{
	static const char *const areas[] = {"mm",  "nfq", "xfr", "drv",	 "usbx", "blkq", "scq",
					    "tcx", "phy", "dma", "irqx", "fsx",	 "cryp", "vmx"};

	return areas[file % G_N_ELEMENTS(areas)];
}

static inline void add_statement(GString *to, guint file, guint function, guint number,
				 gboolean otherwise)
{
	Rng rng = stream(otherwise ? 1 : 0, file, function, number);
	const char *area = area_of(file), *a = OBJECT, *b = OBJECT;

	switch (below(&rng, 8)) {
	case 0:
		g_string_append_printf(to, "\tret = %s_%s_%s(%s, %u);\n\tif (ret)\n\t\tgoto out;\n",
				       area, ACT, NOUN, a, below(&rng, 64));
		break;
	case 1:
		g_string_append_printf(to, "\t%s->%s = %s_%s(%s->%s);\n", a, NOUN, ACT, NOUN, b,
				       NOUN);
		break;
	case 2:
		g_string_append_printf(to,
				       "\tif (%s->%s > %u) {\n\t\t%s_%s(%s, %s->%s);\n\t\tret = "
				       "-%s;\n\t\tgoto out;\n\t}\n",
				       a, NOUN, below(&rng, 512), ACT, NOUN, b, a, NOUN,
				       PICK(&rng, errors));
		break;
	case 3:
		g_string_append_printf(to,
				       "\tfor (i = 0; i < %s->%ss; i++)\n\t\t%s_%s_%s(%s, i);\n", a,
				       NOUN, area, ACT, NOUN, b);
		break;
	case 4:
		g_string_append_printf(to, "\n\t/* The %s must be there before the %s. */\n", NOUN,
				       NOUN);
		g_string_append_printf(to, "\t%s_%s_%s(%s);\n", area, ACT, NOUN, a);
		break;
	case 5:
		g_string_append_printf(to,
				       "\tswitch (%s->%s) {\n\tcase %u:\n\t\t%s_%s(%s);\n\t\tbreak;"
				       "\n\tdefault:\n\t\tbreak;\n\t}\n",
				       a, NOUN, below(&rng, 16), ACT, NOUN, b);
		break;
	case 6:
		g_string_append_printf(to,
				       "\tspin_lock(&%s->lock);\n\tlist_del_init(&%s->%s_list);\n\t"
				       "spin_unlock(&%s->lock);\n",
				       a, a, NOUN, a);
		break;
	default:
		g_string_append_printf(to, "\tif (!%s->%s)\n\t\t%s->%s |= %s_%s(%u);\n", a, NOUN, b,
				       NOUN, area, NOUN, below(&rng, 4096));
	}
}

/* How it is mended: something before it, other arguments, something behind it. */
static inline guint way_of(guint file, guint function)
{
	Rng rng = stream(5, file, function, 0);

	return below(&rng, 3);
}

/* The statement that has the bug. */
static inline void add_changed(GString *to, guint file, guint function, Stage stage)
{
	Rng rng = stream(2, file, function, 0);
	const char *area = area_of(file), *what = NOUN, *act = ACT, *other = NOUN;
	guint how = way_of(file, function);

	if (stage == MENDED && how == 0)
		g_string_append_printf(
			to, "\tif (!req->%s) {\n\t\tret = -EINVAL;\n\t\tgoto out;\n\t}\n", other);
	g_string_append_printf(to, "\tret = %s_%s_%s(%s, req->%s%s);\n", area, act, what,
			       stage == SOUND ? "dev" : "ctx", other,
			       stage == MENDED && how == 1 ? ", flags" : "");
	if (stage == MENDED && how == 2)
		g_string_append_printf(
			to, "\tif (ret) {\n\t\t%s_put_%s(req);\n\t\tgoto out;\n\t}\n", area, other);
	else
		g_string_append(to, "\tif (ret)\n\t\tgoto out;\n");
}

static inline gboolean is_changed(guint file, guint function)
{
	Kind kind = kind_of(file, function / 4);
	guint part = function % 4;

	return part == 1 || (kind == MULTI && part != 2);
}

/* Older branches have more of their own. */
static inline gboolean is_otherwise(const Source *source, guint what, guint function,
				    guint statement)
{
	Rng rng = stream(10 + what, source->file, function, statement * 16 + source->branch);

	return source->branch != MAINLINE && chance(&rng, 0.01 + 0.01 * source->branch);
}

static inline void add_body(GString *to, const Source *source, guint function)
{
	guint file = source->file, slot = function / 4;
	Rng rng = stream(3, file, function, 0);
	guint n = 4 + below(&rng, 5), at = 1 + below(&rng, n - 2);
	gboolean changed = is_changed(file, function);
	gboolean near = changed && kind_of(file, slot) == TOLERANT && source->branch != MAINLINE;
	/* What is added has on its other side the statement that it is added to. */
	guint which = near && way_of(file, function) ? (slot + source->branch) % 2 : 0;

	for (guint i = 0; i < n; i++) {
		gboolean other = near && i == (which ? at - 1 : at + 1);

		if (changed && i == at) {
			add_changed(to, file, function, source->stage[slot]);
			continue;
		}
		if (!changed && is_otherwise(source, 0, function, i))
			continue;
		other |= !changed && is_otherwise(source, 1, function, i);
		add_statement(to, file, function, i, other);
	}
}

static inline void add_function(GString *to, const Source *source, guint function)
{
	Rng rng = stream(4, source->file, function, 0);
	const char *area = area_of(source->file);
	g_autofree char *name = g_strdup_printf("%s_%s_%s_%u", area, ACT, NOUN, function);
	gboolean arm = function % 11 == 5;

	if (function % 9 == 4)
		g_string_append_printf(to,
				       "struct %s_%s_%u {\n\tunsigned int %s;\n\tstruct list_head "
				       "%s;\n\tspinlock_t lock;\n};\n\n",
				       area, NOUN, function, NOUN, NOUN);
	if (arm)
		g_string_append_printf(to, "#ifdef CONFIG_%s_%u\n", area, function);
	if (function % 3 == 0)
		g_string_append_printf(
			to, "/*\n * Takes the %s of a %s.\n * Called with the %s held.\n */\n",
			NOUN, NOUN, NOUN);
	g_string_append_printf(
		to,
		"static int %s(struct %s_dev *dev, struct %s_req *req,\n\t\tunsigned long flags)\n"
		"{\n\tstruct %s_ctx *ctx = req->ctx;\n\tunsigned int i;\n\tint ret = 0;\n\n"
		"\tif (!ctx)\n\t\treturn -ENODEV;\n\tmutex_lock(&dev->mutex);\n",
		name, area, area, area);
	add_body(to, source, function);
	g_string_append(to, "out:\n\tmutex_unlock(&dev->mutex);\n\treturn ret;\n}\n");
	if (arm)
		g_string_append_printf(
			to,
			"#else\nstatic int %s(struct %s_dev *dev, struct %s_req "
			"*req,\n\t\tunsigned long flags)\n{\n\treturn 0;\n}\n#endif\n",
			name, area, area);
	g_string_append_c(to, '\n');
}

/* Where function number @i stands: on a branch those that have moved are half a file away. */
static inline void order_functions(const Source *source, guint order[FUNCTIONS])
{
	for (guint i = 0; i < FUNCTIONS; i++)
		order[i] = i;
	for (guint slot = 0; slot < SLOTS && source->branch != MAINLINE; slot++) {
		guint from = slot * 4 + 1, to = (from + FUNCTIONS / 2 + source->branch) % FUNCTIONS;

		if (kind_of(source->file, slot) != MOVED)
			continue;
		for (guint i = 0; i < FUNCTIONS; i++) {
			if (order[i] != from)
				continue;
			memmove(order + i, order + i + 1, (FUNCTIONS - 1 - i) * sizeof *order);
			break;
		}
		memmove(order + to + 1, order + to, (FUNCTIONS - 1 - to) * sizeof *order);
		order[to] = from;
	}
}

/* What the changed code uses, as the file's header would declare it: a port that uses something
 * undeclared is refused. */
static inline void add_declarations(GString *to, guint file)
{
	const char *area = area_of(file);

	g_string_append_printf(to, "struct %s_req {\n\tstruct %s_ctx *ctx;\n", area, area);
	for (guint i = 0; i < G_N_ELEMENTS(nouns); i++)
		g_string_append_printf(to, "\tunsigned int %s;\n", nouns[i]);
	g_string_append(to, "};\n\n");
	for (guint i = 0; i < FUNCTIONS; i++) {
		Rng rng = stream(2, file, i, 0);
		const char *what = NOUN, *act = ACT, *other = NOUN;

		if (is_changed(file, i))
			g_string_append_printf(to,
					       "int %s_%s_%s(const void *of, ...);\n"
					       "void %s_put_%s(struct %s_req *req, ...);\n",
					       area, act, what, area, other, area);
	}
	g_string_append_c(to, '\n');
}

/* The file's whole text; (transfer full). */
static inline GString *source_text(const Source *source)
{
	GString *text = g_string_sized_new(128 * 1024);
	const char *area = area_of(source->file);
	guint order[FUNCTIONS];

	g_string_append_printf(text,
			       "// SPDX-License-Identifier: GPL-2.0\n#include <linux/list.h>\n"
			       "#include <linux/mutex.h>\n#include \"%s.h\"\n\n",
			       area);
	add_declarations(text, source->file);
	order_functions(source, order);
	for (guint i = 0; i < FUNCTIONS; i++)
		add_function(text, source, order[i]);
	return text;
}

/* The number of a file of the tree that is source number @file. */
static inline guint source_number(guint file)
{
	return 1200 + file * 1500;
}
