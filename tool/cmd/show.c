/* SPDX-License-Identifier: GPL-2.0-only */
/* show: --show: upstream's functions and the branch's, for each patch of a series. */
#include "cmd/show.h"

#include "base/err.h"
#include "base/json.h"
#include "stage/interdiff.h"
#include "stage/series.h"
#include "stage/showport.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A patch of the series and what it is a port of. */
typedef struct {
	const SpFix *fix;     /* its id and subject */
	const SpPatch *patch; /* upstream's */
	const SpPort *port;
} Part;

/* Part, in the order of the series; empty for a port that is not clean. */
static GArray *parts_of(const SpFix *fix, const SpOutcome *outcome)
{
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
	const SpStack *stack = outcome->stack;
	g_autoptr(GPtrArray) chosen = NULL;
	Part last;

	if (!stack || !stack->port->clean || stack->refusal)
		return parts;
	if (stack->before->len)
		chosen = sp_prereqs_chosen(stack->prereqs);
	for (guint i = 0; i < stack->before->len; i++) {
		const SpStackPatch *one = stack->before->pdata[i];
		Part part = {one->fix, ((SpPrereq *)chosen->pdata[i])->patch, one->port};

		g_array_append_val(parts, part);
	}
	last = (Part){fix, fix->patch, stack->port};
	g_array_append_val(parts, last);
	return parts;
}

/* As wide as the terminal is; 160 where there is none. */
static guint width(void)
{
	enum { LEAST = 20, MOST = 1000, USUAL = 160 };
	const char *said = g_getenv("COLUMNS");
	struct winsize size;
	guint64 columns;

	if (said && g_ascii_string_to_unsigned(said, 10, LEAST, MOST, &columns, NULL))
		return (guint)columns;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= LEAST)
		return MIN(size.ws_col, MOST);
	return USUAL;
}

static void print_clean(const char *text)
{
	g_autofree char *clean = sp_clean_text(text);

	fputs(clean, stdout);
}

static void print_shown(const SpShown *shown)
{
	g_autofree char *where = g_strdup_printf(
		"%s%s%s%s", shown->path, shown->function ? ": " : "",
		shown->function ? shown->function : "", shown->function ? "()" : "");
	g_autofree char *theirs =
		shown->theirs ? g_strdup_printf(" (%s() upstream)", shown->theirs) : NULL;
	gboolean gone = !*shown->upstream && !*shown->backport && !shown->function;
	g_autofree char *columns = sp_showport_columns(shown->upstream, shown->backport, width());
	g_autofree char *head = g_strdup_printf(
		"\n== %s%s: %s\n", where, theirs ? theirs : "",
		gone	       ? "upstream removes it, and so does the backport"
		: shown->whole ? "upstream after the fix, and the backport"
			       : "what the patch has of upstream, and the backport");

	print_clean(head);
	fputs(columns, stdout);
}

gboolean sp_show_print(const SpFix *fix, const SpOutcome *outcome, GError **error)
{
	g_autoptr(GArray) parts = parts_of(fix, outcome);

	for (guint i = 0; i < parts->len; i++) {
		const Part *part = &g_array_index(parts, Part, i);
		g_autoptr(GPtrArray) shown = sp_showport(part->patch, part->port);
		g_autofree char *interdiff = sp_interdiff(part->patch, part->port, error);
		g_autofree char *head = NULL;

		if (!interdiff)
			return FALSE;
		head = g_strdup_printf("\n= %s: %s\n", sp_branch_name(outcome->branch),
				       part->fix->patch->subject);
		print_clean(head);
		for (guint k = 0; k < shown->len; k++)
			print_shown(shown->pdata[k]);
		print_clean(*interdiff ? "\n== interdiff, line numbers aside\n"
				       : "\n== interdiff: none, the port changes what upstream "
					 "does\n");
		print_clean(interdiff);
	}
	if (parts->len)
		fputs("\n", stdout);
	return TRUE;
}

static void shown_to_json(JsonBuilder *json, const SpShown *shown)
{
	json_builder_begin_object(json);
	sp_json_string(json, "path", shown->path);
	sp_json_string(json, "function", shown->function);
	sp_json_string(json, "upstream_function", shown->theirs);
	sp_json_bool(json, "whole", shown->whole);
	sp_json_string(json, "upstream", shown->upstream);
	sp_json_string(json, "backport", shown->backport);
	json_builder_end_object(json);
}

gboolean sp_show_to_json(JsonBuilder *json, const SpFix *fix, const SpOutcome *outcome,
			 GError **error)
{
	g_autoptr(GArray) parts = parts_of(fix, outcome);
	g_autoptr(GString) interdiff = g_string_new(NULL);

	json_builder_set_member_name(json, "show");
	json_builder_begin_array(json);
	for (guint i = 0; i < parts->len; i++) {
		const Part *part = &g_array_index(parts, Part, i);
		g_autoptr(GPtrArray) shown = sp_showport(part->patch, part->port);
		g_autofree char *one = sp_interdiff(part->patch, part->port, error);

		if (!one)
			return FALSE;
		g_string_append(interdiff, one);
		for (guint k = 0; k < shown->len; k++)
			shown_to_json(json, shown->pdata[k]);
	}
	json_builder_end_array(json);
	sp_json_string(json, "interdiff", interdiff->str);
	json_builder_set_member_name(json, "certificates");
	json_builder_begin_array(json);
	for (guint i = 0; i < parts->len; i++) {
		const Part *part = &g_array_index(parts, Part, i);

		json_builder_begin_object(json);
		sp_json_string(json, "upstream", part->fix->upstream);
		sp_json_string(json, "subject", part->fix->patch->subject);
		json_builder_set_member_name(json, "files");
		json_builder_add_value(json, sp_series_files(part->port));
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
	return TRUE;
}
