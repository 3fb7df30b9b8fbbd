/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * probe: finds a probe's function in the branch's files and holds its code against what the probe
 * says. An answer that is not plain is "unknown".
 */
#include "stage/probe.h"

#include "stage/csource.h"

#include <string.h>

void sp_evidence_free(SpEvidence *evidence)
{
	g_free(evidence->source);
	g_free(evidence->why);
	g_free(evidence);
}

const char *sp_asks_name(SpAsks asks)
{
	static const char *const names[] = {"code", "precondition", "fix"};

	return names[asks];
}

const char *sp_answer_name(SpAnswer answer)
{
	static const char *const names[] = {"no", "yes", "unknown"};

	return names[answer];
}

SpEvidence *sp_evidence_new(const char *source, SpAsks asks)
{
	SpEvidence *evidence = g_new0(SpEvidence, 1);

	evidence->source = g_strdup(source);
	evidence->asks = asks;
	evidence->answer = SP_ANSWER_UNKNOWN;
	return evidence;
}

gboolean sp_probe_read(SpBranch *branch, GHashTable *overlay, const char *path, SpFileState *state,
		       const char **text, GError **error)
{
	gpointer over;

	if (!overlay || !g_hash_table_lookup_extended(overlay, path, NULL, &over))
		return sp_branch_read(branch, path, state, text, NULL, error);
	*state = over ? SP_FILE_FOUND : SP_FILE_ABSENT;
	*text = over;
	return TRUE;
}

/* Code of some lines on one line, so that a line break in an expression does not matter. */
static char *one_line(const char *text, gsize length)
{
	char *code = sp_csource_code(text, length);

	g_strdelimit(code, "\n", ' ');
	return g_strstrip(code);
}

static char *function_code(const char *text, const SpFunction *function)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) body = g_string_new(NULL);

	for (guint i = function->head; i <= function->end && lines[i]; i++)
		g_string_append_printf(body, "%s\n", lines[i]);
	return one_line(body->str, body->len);
}

static gboolean is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* Whether @needle stands in @code, and not within longer words: "x = 1" is not in "max = 10". */
static gboolean stands_in(const char *code, const char *needle)
{
	gsize length = strlen(needle);

	if (!length)
		return FALSE;
	for (const char *p = code; (p = strstr(p, needle)); p++)
		if (!(p > code && is_word(p[-1]) && is_word(*p)) &&
		    !(is_word(p[length - 1]) && is_word(p[length])))
			return TRUE;
	return FALSE;
}

/* How many of @needles stand in @code. */
static guint count_present(const GPtrArray *needles, const char *code)
{
	guint count = 0;

	for (guint i = 0; i < needles->len; i++) {
		g_autofree char *needle = one_line(needles->pdata[i], strlen(needles->pdata[i]));

		count += stands_in(code, needle);
	}
	return count;
}

static SpAnswer judge_function(const SpProbe *probe, const char *text, const SpFunction *function)
{
	g_autofree char *code = function_code(text, function);
	guint there = count_present(probe->present, code);
	guint unwanted = count_present(probe->absent, code);
	gboolean all = there == probe->present->len && unwanted == 0;
	gboolean none = there == 0 && unwanted == probe->absent->len;

	if (all)
		return SP_ANSWER_YES;
	return none ? SP_ANSWER_NO : SP_ANSWER_UNKNOWN;
}

static char *name_list(const GPtrArray *names, const char *between)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(list, "%s%s", i ? between : "", (char *)names->pdata[i]);
	return g_string_free(g_steal_pointer(&list), FALSE);
}

/* What of the probe's code stands in the function and what does not: "has `a`, has no `b`". */
static char *findings(const SpProbe *probe, const char *text, const SpFunction *function)
{
	const GPtrArray *lists[] = {probe->present, probe->absent};
	g_autofree char *code = function_code(text, function);
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint k = 0; k < G_N_ELEMENTS(lists); k++) {
		for (guint i = 0; i < lists[k]->len; i++) {
			const char *wanted = lists[k]->pdata[i];
			g_autofree char *needle = one_line(wanted, strlen(wanted));

			g_string_append_printf(list, "%s%s `%s`", list->len ? ", " : "",
					       stands_in(code, needle) ? "has" : "has no", wanted);
		}
	}
	if (!list->len)
		g_string_append(list, "is there");
	return g_string_free(g_steal_pointer(&list), FALSE);
}

/* All definitions that the probe's function and arm name have to give the same answer. */
static void judge_definitions(SpEvidence *evidence, const SpProbe *probe, const char *path,
			      const char *text, const GPtrArray *definitions)
{
	const SpFunction *first = definitions->pdata[0];
	g_autofree char *found = NULL;

	evidence->answer = judge_function(probe, text, first);
	for (guint i = 1; i < definitions->len; i++)
		if (judge_function(probe, text, definitions->pdata[i]) != evidence->answer)
			evidence->answer = SP_ANSWER_UNKNOWN;
	found = findings(probe, text, first);
	g_free(evidence->why);
	evidence->why = g_strdup_printf(
		"%s:%u: %s()%s%s%s %s%s", path, first->head + 1, first->name,
		*first->arm ? " [" : "", first->arm, *first->arm ? "]" : "", found,
		definitions->len > 1 ? ", and there are more definitions of it" : "");
}

/* Whether two conditionals cannot both hold: one is the other's negation. */
static gboolean excludes(const char *one, const char *two)
{
	g_autofree char *not_one = g_strdup_printf("!%s", one);
	g_autofree char *not_two = g_strdup_printf("!%s", two);
	g_autofree char *not_all_one = g_strdup_printf("!(%s)", one);
	g_autofree char *not_all_two = g_strdup_printf("!(%s)", two);

	return g_str_equal(one, not_two) || g_str_equal(two, not_one) ||
	       g_str_equal(one, not_all_two) || g_str_equal(two, not_all_one);
}

static gboolean arms_exclude(const char *wanted, const char *arm)
{
	g_auto(GStrv) wishes = g_strsplit(wanted, " && ", -1);
	g_auto(GStrv) terms = g_strsplit(arm, " && ", -1);

	for (guint i = 0; wishes[i]; i++)
		for (guint k = 0; terms[k]; k++)
			if (excludes(g_strstrip(wishes[i]), terms[k]))
				return TRUE;
	return FALSE;
}

/* Where a function that was not found may still be: in an arm that is worded otherwise, or in a
 * form that the scanner does not know, when its name stands in the file. NULL if it is gone. */
static char *may_be_there(const SpProbe *probe, const char *path, const char *text,
			  const SpCSource *source)
{
	g_autofree char *code = one_line(text, strlen(text));

	for (guint i = 0; i < probe->functions->len; i++) {
		const char *name = probe->functions->pdata[i];
		g_autoptr(GPtrArray) all = sp_csource_find(source, name, NULL);

		for (guint k = 0; k < all->len; k++) {
			const SpFunction *one = all->pdata[k];

			if (!probe->arm || !arms_exclude(probe->arm, one->arm))
				return g_strdup_printf("%s:%u: %s() stands in another arm [%s], "
						       "not in %s",
						       path, one->head + 1, name, one->arm,
						       probe->arm);
		}
		if (!all->len && stands_in(code, name))
			return g_strdup_printf("%s: %s is named there, but no such function is "
					       "seen in it",
					       path, name);
	}
	return NULL;
}

/* Looks for the probe's functions in one file; TRUE when one was found and judged. */
static gboolean ask_file(SpEvidence *evidence, const SpProbe *probe, const char *path,
			 const char *text)
{
	g_autoptr(SpCSource) source = sp_csource_parse(text, strlen(text));

	for (guint i = 0; i < probe->functions->len; i++) {
		g_autoptr(GPtrArray) definitions =
			sp_csource_find(source, probe->functions->pdata[i], probe->arm);

		if (!definitions->len)
			continue;
		judge_definitions(evidence, probe, path, text, definitions);
		return TRUE;
	}
	if (!evidence->why)
		evidence->why = may_be_there(probe, path, text, source);
	return FALSE;
}

/* When no function was found: gone, if the file is there to show it; else nobody knows. */
static void no_function(SpEvidence *evidence, const SpProbe *probe, const GPtrArray *seen,
			const char *lost)
{
	g_autofree char *functions = name_list(probe->functions, " or ");
	g_autofree char *files = name_list(seen->len ? seen : probe->files, ", ");

	if (lost) {
		g_free(evidence->why);
		evidence->why = g_strdup_printf("%s: the repository lacks its content", lost);
		return;
	}
	if (!seen->len) {
		evidence->why = g_strdup_printf("not in the tree: %s: moved, or renamed?", files);
		return;
	}
	if (evidence->why)
		return; /* it may be there */
	if (probe->asks == SP_ASKS_CODE)
		evidence->answer = SP_ANSWER_NO;
	evidence->why =
		g_strdup_printf("no function %s%s%s in %s", functions, probe->arm ? " in arm " : "",
				probe->arm ? probe->arm : "", files);
}

SpEvidence *sp_probe_ask(const SpProbe *probe, SpBranch *branch, GHashTable *overlay,
			 GError **error)
{
	SpEvidence *evidence = sp_evidence_new(probe->name, probe->asks);
	g_autoptr(GPtrArray) seen = g_ptr_array_new();
	const char *lost = NULL;

	for (guint i = 0; i < probe->files->len; i++) {
		const char *path = probe->files->pdata[i];
		const char *text;
		SpFileState state;

		if (!sp_probe_read(branch, overlay, path, &state, &text, error)) {
			sp_evidence_free(evidence);
			return NULL;
		}
		if (state == SP_FILE_LOST) {
			lost = path; /* what it holds comes before what later ones do */
			break;
		}
		if (state != SP_FILE_FOUND)
			continue;
		g_ptr_array_add(seen, (gpointer)path);
		if (ask_file(evidence, probe, path, text))
			return evidence;
	}
	no_function(evidence, probe, seen, lost);
	return evidence;
}
