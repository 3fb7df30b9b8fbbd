/* SPDX-License-Identifier: GPL-2.0-only */
/* buildlog: the first thing that went wrong in a kernel build, and whose fault it is. */
#include "stage/buildlog.h"

#include <string.h>

#include "base/err.h"

#define COMPLAINT_LINES 8
#define COMPLAINT_WIDTH 300

/* First rule that matches a line of the log wins; the first group is a path or a program. */
static const struct {
	const char *pattern;
	SpBuildlogCause cause;
} rules[] = {
	{"No space left on device|Disk quota exceeded", SP_BUILDLOG_DISK},
	{"Killed signal terminated program|virtual memory exhausted|Cannot allocate memory|"
	 "^make.*\\*\\*\\*.* (?:Killed|Terminated|Error 137|Error 143)", /* as the shell has them */
	 SP_BUILDLOG_KILLED},
	{"(?:sh|bash|dash)(?:: (?:line )?\\d+)?: ([^ :]+):(?: command)? not found$",
	 SP_BUILDLOG_PROGRAM},
	{"^make(?:\\[\\d+\\])?: ([^ :/]+): (?:No such file or directory|Command not found)",
	 SP_BUILDLOG_PROGRAM},
	{"^([^ :]+):\\d+(?::\\d+)?: fatal error: .*: No such file or directory", SP_BUILDLOG_LACKS},
	{"No rule to make target|can't open file \"|Makefile[^:]*: No such file or directory",
	 SP_BUILDLOG_LACKS},
	{"^([^ :]+):\\d+(?::\\d+)?: (?:fatal error|error|internal compiler error|Error): ",
	 SP_BUILDLOG_SOURCE},
	{"^([^ :]+): Assembler messages:", SP_BUILDLOG_SOURCE},
	{"objtool: .*(?:error|missing symbol table|can't|failed)|^cc1: error|"
	 "^(?:[^ :]*[-/])?gcc(?:-\\d+)?: (?:fatal )?error",
	 SP_BUILDLOG_TOOLS},
	{"^(?:[^ ]*ld: )?([^ :]+\\.[co]):.*(?:undefined reference to|multiple definition of)",
	 SP_BUILDLOG_SOURCE},
	{"undefined reference to|multiple definition of|^(?:[^ :/]*-)?ld: .*(?:error|cannot)|"
	 "^ERROR: |"
	 "^Makefile:\\d+: \\*\\*\\*|/Makefile:\\d+: \\*\\*\\*",
	 SP_BUILDLOG_SOURCE},
};

static GRegex *rule(guint i)
{
	static GRegex *compiled[G_N_ELEMENTS(rules)];

	if (!compiled[i])
		compiled[i] =
			g_regex_new(rules[i].pattern, G_REGEX_OPTIMIZE | G_REGEX_RAW, 0, NULL);
	g_assert(compiled[i]);
	return compiled[i];
}

/* The cause that one line tells, and the path or program it names (NULL if none). */
static SpBuildlogCause judge_line(const char *line, char **name)
{
	for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
		g_autoptr(GMatchInfo) match = NULL;

		if (g_regex_match(rule(i), line, 0, &match)) {
			*name = g_match_info_fetch(match, 1);
			return rules[i].cause;
		}
	}
	*name = NULL;
	return SP_BUILDLOG_UNKNOWN;
}

/* All lines, with the path of our copy of the source taken out. */
static char **split(const char *log, const char *prefix)
{
	g_autofree char *slashed = g_strconcat(prefix, "/", NULL);
	g_auto(GStrv) pieces = g_strsplit(log, slashed, -1);
	g_autofree char *bare = g_strjoinv("", pieces);

	return g_strsplit(bare, "\n", -1);
}

static char *quote(char **lines, guint from, guint to)
{
	g_autoptr(GString) out = g_string_new("");

	for (guint i = from; i < to; i++)
		g_string_append_printf(out, "%s%.*s", i > from ? "\n" : "", COMPLAINT_WIDTH,
				       lines[i]);
	return sp_clean_text(out->str);
}

/* The error lines from @first on, without the noise between them. */
static char *collect(char **lines, guint first)
{
	g_autoptr(GString) out = g_string_new("");
	guint taken = 0;

	for (guint i = first; lines[i] && taken < COMPLAINT_LINES; i++) {
		g_autofree char *name = NULL;

		if (judge_line(lines[i], &name) == SP_BUILDLOG_UNKNOWN)
			continue;
		g_string_append_printf(out, "%s%.*s", taken++ ? "\n" : "", COMPLAINT_WIDTH,
				       lines[i]);
	}
	return sp_clean_text(out->str);
}

static gboolean touches(GHashTable *touched, const char *path)
{
	return path && touched && g_hash_table_contains(touched, path);
}

/* Whether the variant changes what tells make or kconfig which files there are. */
static gboolean touches_rules(GHashTable *touched)
{
	GHashTableIter it;
	gpointer path;

	if (!touched)
		return FALSE;
	g_hash_table_iter_init(&it, touched);
	while (g_hash_table_iter_next(&it, &path, NULL)) {
		const char *slash = strrchr(path, '/');
		const char *base = slash ? slash + 1 : path;

		if (g_str_has_prefix(base, "Makefile") || g_str_has_prefix(base, "Kbuild") ||
		    g_str_has_prefix(base, "Kconfig"))
			return TRUE;
	}
	return FALSE;
}

/* "extra." of include/linux/extra.h: a C file is missed by its object's name. */
static gboolean names(const char *line, const char *path)
{
	g_autofree char *base = g_path_get_basename(path);
	gsize length = strcspn(base, ".") + 1;

	base[MIN(length, strlen(base))] = '\0';
	for (const char *at = strstr(line, base); at; at = strstr(at + 1, base))
		if (at == line || !(g_ascii_isalnum(at[-1]) || strchr("_-.", at[-1])))
			return TRUE;
	return FALSE;
}

/* Whether @line speaks of a file that the variant removes. */
static gboolean misses_removed(const char *line, GHashTable *touched)
{
	GHashTableIter it;
	gpointer path, text;

	if (!touched)
		return FALSE;
	g_hash_table_iter_init(&it, touched);
	while (g_hash_table_iter_next(&it, &path, &text))
		if (!text && names(line, path))
			return TRUE;
	return FALSE;
}

/* The same error has another cause where the variant had its hand in it. */
static SpBuildlogCause refine(SpBuildlogCause cause, const char *line, const char *path,
			      GHashTable *touched)
{
	if (touches(touched, path))
		return SP_BUILDLOG_SOURCE;
	if (cause == SP_BUILDLOG_LACKS && misses_removed(line, touched))
		return SP_BUILDLOG_SOURCE;
	if (cause == SP_BUILDLOG_LACKS && !(path && *path) && touches_rules(touched))
		return SP_BUILDLOG_SOURCE;
	if (path && (g_str_has_prefix(path, "scripts/") || g_str_has_prefix(path, "tools/") ||
		     g_str_has_prefix(path, "/usr/")))
		return SP_BUILDLOG_TOOLS;
	return cause;
}

SpBuildlogCause sp_buildlog_judge(const char *log, const char *prefix, GHashTable *touched,
				  char **complaint)
{
	g_auto(GStrv) lines = split(log, prefix);
	guint count = g_strv_length(lines);
	SpBuildlogCause cause = SP_BUILDLOG_UNKNOWN;
	guint first = 0;

	for (guint i = 0; i < count; i++) {
		g_autofree char *name = NULL;
		SpBuildlogCause here = judge_line(lines[i], &name);

		/* With make -j one error follows another; these explain all others. */
		if (here == SP_BUILDLOG_PROGRAM) {
			*complaint = g_steal_pointer(&name);
			return here;
		}
		if (here == SP_BUILDLOG_DISK || here == SP_BUILDLOG_KILLED) {
			*complaint = quote(lines, i, i + 1);
			return here;
		}
		if (here == SP_BUILDLOG_UNKNOWN)
			continue;
		here = refine(here, lines[i], name, touched);
		if (cause == SP_BUILDLOG_UNKNOWN) {
			cause = here;
			first = i;
		}
	}
	while (count && !*lines[count - 1])
		count--;
	*complaint = cause == SP_BUILDLOG_UNKNOWN ? quote(lines, count > 5 ? count - 5 : 0, count)
						  : collect(lines, first);
	return cause;
}
