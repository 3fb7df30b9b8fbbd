/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * series: the message and the diff of a patch as they are sent.
 */
#include "stage/series.h"

#include "base/err.h"
#include "base/git.h"
#include "stage/links.h"

#include <string.h>

const char *sp_series_version(const char *branch)
{
	return g_str_has_prefix(branch, "linux-") ? branch + strlen("linux-") : branch;
}

gboolean sp_series_is_mail(const char *name)
{
	return g_regex_match_simple("^mail(-[0-9]{4})?\\.eml$", name, G_REGEX_DOLLAR_ENDONLY, 0);
}

gboolean sp_series_is_record(const char *name)
{
	return g_regex_match_simple("^record(-[a-z0-9_]+)?\\.json$", name, G_REGEX_DOLLAR_ENDONLY,
				    0);
}

char *sp_series_patch_name(const SpFix *fix)
{
	g_autoptr(GString) name = g_string_new(NULL);

	for (const char *p = fix->patch->subject; *p && name->len < 52; p++) {
		if (g_ascii_isalnum(*p) || *p == '_')
			g_string_append_c(name, *p);
		else if (name->len && name->str[name->len - 1] != '-')
			g_string_append_c(name, '-');
	}
	while (name->len && name->str[name->len - 1] == '-')
		g_string_truncate(name, name->len - 1);
	if (!name->len)
		g_string_assign(name, "fix");
	g_string_append(name, ".patch");
	return g_string_free(g_steal_pointer(&name), FALSE);
}

/* Whether the last line is a trailer or a note's, which the next may follow without a blank line.
 */
static gboolean ends_in_trailer(const char *body)
{
	const char *line = body + strlen(body);
	gsize key;

	if (line > body)
		line--; /* the end of the last line */
	while (line > body && line[-1] != '\n')
		line--;
	key = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
	return (key && g_str_has_prefix(line + key, ": ")) || *line == '[' || *line == '(' ||
	       g_str_has_suffix(line, " ]\n");
}

/* Whether the message has the line that the stable team asks for; other ways to say what it is a
 * backport of do not do. */
static gboolean says_upstream(const SpPatch *patch, const char *id)
{
	g_autofree char *words = g_strconcat("ommit ", id, NULL);
	g_autoptr(GArray) links = sp_links_of(patch->subject, patch->body);

	return g_strcmp0(sp_links_upstream(links), id) == 0 && strstr(patch->body, words);
}

char *sp_series_message(const SpFix *fix, const char *note, const char *signoff)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (fix->upstream && !says_upstream(fix->patch, fix->upstream))
		g_string_append_printf(text, "commit %s upstream.\n\n", fix->upstream);
	g_string_append(text, fix->patch->body);
	if ((signoff || *note) && *fix->patch->body && !ends_in_trailer(fix->patch->body))
		g_string_append_c(text, '\n');
	g_string_append(text, note);
	if (signoff)
		g_string_append_printf(text, "Signed-off-by: %s\n", signoff);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *all_diffs(const SpPort *port)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < port->files->len; i++)
		g_string_append(text, ((SpPortFile *)port->files->pdata[i])->diff);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

char *sp_series_diff(const SpPort *port)
{
	g_autofree char *diffs = all_diffs(port);
	g_autoptr(git_diff) diff = NULL;
	git_diff_stats *stats = NULL;
	git_buf buffer = GIT_BUF_INIT;
	char *text;

	/* A diff that libgit2 has just written can be read by it; if not, there is no diffstat. */
	if (git_diff_from_buffer(&diff, diffs, strlen(diffs)) == 0 &&
	    git_diff_get_stats(&stats, diff) == 0)
		git_diff_stats_to_buf(&buffer, stats, GIT_DIFF_STATS_FULL, 72);
	text = g_strdup_printf("%s\n%s", buffer.ptr ? buffer.ptr : "", diffs);
	git_buf_dispose(&buffer);
	git_diff_stats_free(stats);
	return text;
}

char *sp_series_patch_hash(const SpPort *port)
{
	g_autofree char *diffs = all_diffs(port);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, diffs, -1);
}

char *sp_series_hash(const SpStack *stack)
{
	g_autofree char *fix = sp_series_patch_hash(stack->port);
	g_autoptr(GString) all = g_string_new(NULL);

	if (!stack->before->len)
		return g_steal_pointer(&fix);
	for (guint i = 0; i < stack->before->len; i++) {
		const SpStackPatch *before = stack->before->pdata[i];
		g_autofree char *one = sp_series_patch_hash(before->port);

		g_string_append(all, one);
	}
	g_string_append(all, fix);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str, -1);
}

static gboolean same_changes(const GPtrArray *one, const GPtrArray *two)
{
	gboolean same = one->len == two->len;

	for (guint i = 0; same && i < one->len; i++) {
		const SpPatchFile *a = one->pdata[i], *b = two->pdata[i];

		same = g_str_equal(a->path, b->path) && a->added == b->added &&
		       a->deleted == b->deleted && a->hunks->len == b->hunks->len;
		for (guint k = 0; same && k < a->hunks->len; k++) {
			const SpHunk *mine = a->hunks->pdata[k], *back = b->hunks->pdata[k];

			same = mine->old_start == back->old_start && sp_hunk_same(mine, back);
		}
	}
	return same;
}

gboolean sp_series_survives(const SpFix *fix, const SpPort *port, const char *mail, gsize length,
			    const char *message, const char *author, GError **error)
{
	const char *cut = sp_patch_message_end(message);
	g_autofree char *diffs = all_diffs(port);
	g_autoptr(GPtrArray) meant = sp_diff_files();
	g_autoptr(SpPatch) back = NULL;
	const char *differs = NULL, *now = "";
	g_autofree char *clean = NULL;

	if (cut) {
		g_autofree char *line = g_strndup(cut, strcspn(cut, "\n"));

		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "the commit's message cannot be sent: `git am` and quilt take its line "
			    "\"%s\" for the end of the message; give the fix as a patch file in "
			    "which that line is indented",
			    line);
		return FALSE;
	}
	back = sp_patch_parse(mail, length, "the patch as it would be sent", error);
	if (!back || !sp_diff_parse(diffs, strlen(diffs), meant, error))
		return FALSE;
	if (!g_str_equal(back->subject, fix->patch->subject)) {
		differs = "subject";
		now = back->subject;
	} else if (author && g_strcmp0(back->author, author) != 0) {
		differs = "author";
		now = back->author ? back->author : "nobody";
	} else if (!g_str_equal(back->body, message))
		differs = "message";
	else if (!same_changes(meant, back->files))
		differs = "diff";
	if (!differs)
		return TRUE;
	clean = sp_clean_text(now);
	g_set_error(
		error, SP_ERROR, SP_ERROR_USAGE,
		"the commit cannot be sent: read back from the mail, its %s is another one%s%s; "
		"give the fix as a patch file in which that is mended",
		differs, *clean ? ": " : "", clean);
	return FALSE;
}
