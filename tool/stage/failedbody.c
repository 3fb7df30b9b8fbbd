/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * failedbody: the text of a "FAILED: patch ..." mail taken apart. What stands above "original
 * commit" is prose and commands, of which each thing may be said once; below it stands the patch.
 */
#include "stage/failedbody.h"

#include "base/err.h"
#include "stage/mailtext.h"
#include "stage/patch.h"

#include <string.h>

#define SERIES "v?([0-9]+(?:\\.[0-9]+)+)"
#define LINE "original commit in Linus's tree"

static void commit_free(gpointer data)
{
	SpFailedCommit *commit = data;

	g_free(commit->id);
	g_free(commit->subject);
	g_free(commit);
}

void sp_failedbody_free(SpFailedBody *body)
{
	if (!body)
		return;
	g_free(body->series);
	g_free(body->fetched);
	g_free(body->picked);
	g_free(body->answered);
	g_free(body->prefixed);
	g_ptr_array_unref(body->dependencies);
	g_free(body->upstream);
	g_free(body->patch);
	g_free(body->stat);
	g_free(body);
}

static gboolean wrong(GError **error, const char *what)
{
	g_set_error_literal(error, SP_ERROR, SP_ERROR_USAGE, what);
	return FALSE;
}

/* The mail's bytes need not be UTF-8. */
static GMatchInfo *match(const char *text, const char *pattern)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_RAW | G_REGEX_MULTILINE, 0, NULL);
	GMatchInfo *info = NULL;

	g_assert(regex);
	g_regex_match(regex, text, 0, &info);
	return info;
}

static gboolean has(const char *text, const char *pattern)
{
	g_autoptr(GMatchInfo) info = match(text, pattern);

	return g_match_info_matches(info);
}

/* What the first group of @pattern takes, NULL if it stands nowhere; FALSE if it stands there twice
 * with two values. */
static gboolean take(const char *text, const char *pattern, const char *what, char **value,
		     GError **error)
{
	g_autoptr(GMatchInfo) info = match(text, pattern);

	for (; g_match_info_matches(info); g_match_info_next(info, NULL)) {
		g_autofree char *one = g_match_info_fetch(info, 1);

		if (*value && !g_str_equal(*value, one)) {
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "%s stands there twice: %s and %s", what, *value, one);
			return FALSE;
		}
		g_free(*value);
		*value = g_steal_pointer(&one);
	}
	return TRUE;
}

/* The commands, each of which may have been wrapped by a mail program. */
static gboolean read_commands(SpFailedBody *body, const char *top, GError **error)
{
	const struct {
		const char *name, *pattern;
		char **value;
	} commands[] = {
		{"git fetch", "^git\\s+fetch\\s+\\S+\\s+linux-" SERIES "\\.y\\s*$", &body->fetched},
		{"git cherry-pick", "^git\\s+cherry-pick\\s+-x\\s+([0-9a-f]{40})\\s*$",
		 &body->picked},
		{"git send-email --in-reply-to",
		 "^git\\s+send-email\\s[^#]*?--in-reply-to\\s+'<?([^'<>\\s]+)>?'", &body->answered},
		{"git send-email --subject-prefix",
		 "^git\\s+send-email\\s[^#]*?--subject-prefix\\s+'PATCH\\s+" SERIES "\\.y'\\s",
		 &body->prefixed},
	};
	guint found = 0;

	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (!take(top, commands[i].pattern, commands[i].name, commands[i].value, error))
			return FALSE;
		found += *commands[i].value != NULL;
	}
	if (found == G_N_ELEMENTS(commands) ||
	    (!found && !has(top, "^(git |To reproduce the conflict)")))
		return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (*commands[i].value)
			continue;
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "its commands have no whole `%s`: they were cut off or rewritten",
			    commands[i].name);
		break;
	}
	return FALSE;
}

static gboolean read_dependency(SpFailedBody *body, const char *line, GError **error)
{
	g_autoptr(GMatchInfo) info = match(line, "^([0-9a-f]{7,40}) \\(\"(.+)\"\\)\\s*$");
	SpFailedCommit *commit;

	if (!g_match_info_matches(info)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "among its possible dependencies stands what is none: \"%s\"; each is "
			    "an id and (\"subject\") on one line",
			    line);
		return FALSE;
	}
	commit = g_new0(SpFailedCommit, 1);
	commit->id = g_match_info_fetch(info, 1);
	commit->subject = g_match_info_fetch(info, 2);
	g_ptr_array_add(body->dependencies, commit);
	return TRUE;
}

/* From "Possible dependencies:" to "thanks,". */
static gboolean read_dependencies(SpFailedBody *body, const char *top, GError **error)
{
	g_autoptr(GMatchInfo) head = match(top, "^Possible dependencies:\\s*$");
	g_autoptr(GMatchInfo) foot = match(top, "^[Tt]hanks,\\s*$");
	g_autofree char *list = NULL;
	g_auto(GStrv) lines = NULL;
	int start, end;

	if (!g_match_info_matches(head))
		return !has(top, "^[0-9a-f]{7,40} \\(\"") ||
		       wrong(error, "it lists commits, but no \"Possible dependencies:\" above");
	g_match_info_fetch_pos(head, 0, NULL, &start);
	if (!g_match_info_matches(foot) || !g_match_info_fetch_pos(foot, 0, &end, NULL) ||
	    end < start)
		return wrong(error, "the list of its possible dependencies has no end: no "
				    "\"thanks,\" below it");
	list = g_strndup(top + start, end - start);
	lines = g_strsplit(list, "\n", -1);
	for (guint i = 0; lines[i]; i++)
		if (*g_strchomp(lines[i]) && !read_dependency(body, lines[i], error))
			return FALSE;
	return TRUE;
}

/* The line above the patch; NULL with an error that says what stands there instead. */
static const char *find_line(const char *text, const char **behind, GError **error)
{
	g_autoptr(GMatchInfo) info = match(text, "^-{3,} *" LINE " *-{3,}[ \\t]*$");
	int start, end;

	if (g_match_info_matches(info)) {
		g_match_info_fetch_pos(info, 0, &start, &end);
		*behind = text + end;
		return text + start;
	}
	if (has(text, "^[ \\t]*[>|].*" LINE))
		wrong(error, "what it says is quoted: it is a reply to a FAILED mail; give that "
			     "mail itself");
	else if (has(text, LINE))
		wrong(error, "the line \"" LINE "\" does not stand alone: the text was wrapped");
	else
		wrong(error, "it has no line \"------------------ " LINE
			     " ------------------\" with the patch below: it was cut off");
	return NULL;
}

/* The patch. A mailbox may have quoted the lines in it that begin with "From ". */
static gboolean read_patch(SpFailedBody *body, const char *below, GError **error)
{
	const char *start = below + strspn(below, " \t\r\n");

	if (g_str_has_prefix(start, ">From ")) {
		g_autoptr(GRegex) quoted =
			g_regex_new("^>(>*From )", G_REGEX_RAW | G_REGEX_MULTILINE, 0, NULL);

		body->patch = g_regex_replace(quoted, start, -1, 0, "\\1", 0, NULL);
	} else {
		body->patch = g_strdup(start);
	}
	body->upstream = sp_mailtext_patch_id(body->patch, strlen(body->patch));
	if (!body->upstream)
		return wrong(error, *start ? "no \"From <40 hex digits> Mon Sep 17 ...\" line "
					     "begins the patch: the upstream commit is not named"
					   : "nothing stands below \"" LINE
					     "\": it was cut off, or the patch is an attachment");
	return TRUE;
}

/* Of Sasha Levin's copy: between "---" and the diff. */
static void read_stat(SpFailedBody *body)
{
	const char *end = sp_patch_message_end(body->patch);
	const char *diff = end ? strstr(end, "\ndiff --git ") : NULL;
	g_autofree char *between = diff ? g_strndup(end, diff - end) : NULL;
	g_autoptr(GMatchInfo) info = NULL;

	if (!between)
		return;
	info = match(between, "^ (\\d+ files? changed.*?)\\s*$");
	for (; g_match_info_matches(info); g_match_info_next(info, NULL)) {
		g_free(body->stat);
		body->stat = g_match_info_fetch(info, 1);
	}
}

SpFailedBody *sp_failedbody_parse(const char *text, GError **error)
{
	g_autoptr(SpFailedBody) body = g_new0(SpFailedBody, 1);
	g_autofree char *top = NULL;
	const char *line, *below;

	body->dependencies = g_ptr_array_new_with_free_func(commit_free);
	line = find_line(text, &below, error);
	if (!line)
		return NULL;
	top = g_strndup(text, line - text);
	if (!take(top,
		  "^The\\s+patch\\s+below\\s+does\\s+not\\s+apply\\s+to\\s+the\\s+" SERIES
		  "-(?:stable|longterm)\\s+tree\\.",
		  "the series", &body->series, error))
		return NULL;
	if (!body->series) {
		wrong(error, "it does not say to which tree the patch does not apply (\"The patch "
			     "below does not apply to the X.Y-stable tree.\")");
		return NULL;
	}
	if (!read_commands(body, top, error) || !read_dependencies(body, top, error) ||
	    !read_patch(body, below, error))
		return NULL;
	read_stat(body);
	return g_steal_pointer(&body);
}
