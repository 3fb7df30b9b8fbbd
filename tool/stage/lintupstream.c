/* SPDX-License-Identifier: GPL-2.0-only */
/* lintupstream: what the mail says, and what the commit says. */
#include "stage/lintupstream.h"

#include "base/err.h"
#include "base/git.h"
#include "stage/interdiff.h"

#include <string.h>

/* Without blanks at the ends of lines and blank lines in a row, as git's tools leave it. */
static char *tidy(const char *text)
{
	git_buf clean = GIT_BUF_INIT;
	char *result =
		g_strdup(git_message_prettify(&clean, text, FALSE, 0) == 0 ? clean.ptr : text);

	git_buf_dispose(&clean);
	return result;
}

/* Where upstream's message stands in the mail's, at lines' begins; G_MAXUINT: nowhere. @lost: the
 * first line of it that is not there. */
static guint find_message(char **mine, char **theirs, char **lost)
{
	guint length = g_strv_length(theirs), most = 0, all = g_strv_length(mine);

	*lost = NULL;
	for (guint i = 0; i + length <= all; i++) {
		guint k = 0;

		while (k < length && g_str_equal(mine[i + k], theirs[k]))
			k++;
		if (k == length)
			return i;
		most = MAX(most, k);
	}
	*lost = g_strdup(theirs[most]);
	return G_MAXUINT;
}

/* The lines, without the last, empty one. */
static char **lines_of(const char *text)
{
	g_autofree char *clean = tidy(text);

	return g_strsplit(g_strchomp(clean), "\n", -1);
}

/* "Key: value" */
static gboolean is_trailer(const char *line)
{
	return g_regex_match_simple("^[A-Za-z][A-Za-z-]*: .", line, G_REGEX_RAW, 0);
}

/* How many more brackets @line opens than it closes. */
static int opened(const char *line)
{
	int count = 0;

	for (; *line; line++)
		count += (*line == '[') - (*line == ']');
	return count;
}

/* How many of @lines a note takes that begins with the first; 0 if its bracket is not closed. */
static guint note_length(char **lines)
{
	guint last = 0;
	int open = 0;

	for (guint i = 0; lines[i]; i++) {
		if (i && (*lines[i] == '[' || g_str_has_prefix(lines[i], "Signed-off-by: ")))
			break;
		open += opened(lines[i]);
		if (g_str_has_suffix(lines[i], "]"))
			last = i + 1;
		if (last == i + 1 && open <= 0)
			break;
	}
	return last;
}

/* What was added below upstream's message has to be trailers and bracketed notes; @noted: there is
 * such a note. */
static void check_below(SpLintMail *mail, char **lines, gboolean *noted)
{
	*noted = FALSE;
	for (guint i = 0; lines[i];) {
		const char *line = lines[i];
		guint length = *line == '[' ? note_length(lines + i) : 0;

		*noted |= *line == '[';
		if (length == 0 && *line && !is_trailer(line)) {
			sp_lint_add(mail->findings, SP_LINT_MESSAGE, SP_LINT_WARNING,
				    *line == '[' ? "below upstream's message a bracket is not "
						   "closed: \"%.60s\""
						 : "below upstream's message there is text "
						   "outside of brackets: \"%.60s\"",
				    line);
			return;
		}
		i += MAX(length, 1);
	}
}

/* Above upstream's message only the line with its id may stand. */
static void check_above(SpLintMail *mail, char **lines, guint count)
{
	for (guint i = 0; i < count; i++)
		if (*lines[i] && !strstr(lines[i], sp_lintmail_upstream(mail))) {
			sp_lint_add(mail->findings, SP_LINT_MESSAGE, SP_LINT_WARNING,
				    "above upstream's message there is text: \"%.60s\"", lines[i]);
			return;
		}
}

/* Any bracketed line but the one with the id. */
static gboolean any_note(char **lines, const char *id)
{
	for (guint i = 0; lines[i]; i++)
		if (*lines[i] == '[' && !strstr(lines[i], id))
			return TRUE;
	return FALSE;
}

/* Whether there is a note, and the message beside @patch's. */
static gboolean check_message(SpLintMail *mail, const SpPatch *patch)
{
	g_auto(GStrv) mine = lines_of(mail->patch->body);
	g_auto(GStrv) theirs = lines_of(patch->body);
	g_autofree char *lost = NULL;
	guint length = *patch->body ? g_strv_length(theirs) : 0;
	guint at = length ? find_message(mine, theirs, &lost) : 0;
	gboolean noted;

	if (at == G_MAXUINT) {
		sp_lint_add(mail->findings, SP_LINT_MESSAGE, SP_LINT_ERROR,
			    "upstream's line \"%.70s\" is not there, or not in its place", lost);
		return any_note(mine, sp_lintmail_upstream(mail));
	}
	if (length)
		check_above(mail, mine, at);
	else
		return any_note(mine, sp_lintmail_upstream(mail));
	check_below(mail, mine + at + length, &noted);
	return noted;
}

/* The first file that is changed otherwise, or is only in one of them; NULL for none. How much
 * stands around the changes is the sender's choice: what only one of the two diffs shows is no
 * difference. @less: mine shows less than theirs does. */
static const char *first_difference(const SpPatch *theirs, const SpPatch *mine, gboolean *less)
{
	*less = FALSE;
	for (guint i = 0; i < theirs->files->len; i++) {
		const SpPatchFile *file = theirs->files->pdata[i];
		const SpPatchFile *other = sp_patch_file(mine, file->path);
		guint all = sp_interdiff_context(file);
		guint context = other ? sp_interdiff_context(other) : 0;
		g_autofree char *one = sp_interdiff_bare(file, MIN(all, context));
		g_autofree char *two = other ? sp_interdiff_bare(other, MIN(all, context)) : NULL;

		*less |= context < all;
		if (g_strcmp0(one, two) != 0)
			return file->path;
	}
	return theirs->files->len == mine->files->len ? NULL : "other files";
}

/* @uncarried: of upstream's, like the mail's */
static void check_note(SpLintMail *mail, const SpPatch *patch, const GPtrArray *uncarried,
		       gboolean noted)
{
	const char *more = uncarried->len ? uncarried->pdata[0] : sp_lintmail_uncarried(mail);
	gboolean less;
	const char *differs = first_difference(patch, mail->patch, &less);

	if (more)
		sp_lint_unchecked(mail->findings, SP_LINT_NOTE, SP_LINT_NOTE, more);
	else if (differs && !noted)
		sp_lint_add(mail->findings, SP_LINT_NOTE, SP_LINT_ERROR,
			    "the diff is another one than upstream's (%s), and no note says so",
			    differs);
	else if (!differs && noted && !less && !mail->dependency)
		sp_lint_add(mail->findings, SP_LINT_NOTE, SP_LINT_WARNING,
			    "there is a note, and the diff is upstream's but for line numbers");
}

static void compare(SpLintMail *mail, const SpPatch *patch, const GPtrArray *uncarried)
{
	if (!g_str_equal(mail->patch->subject, patch->subject))
		sp_lint_add(mail->findings, SP_LINT_SUBJECT, SP_LINT_ERROR, "%.12s is \"%s\"",
			    sp_lintmail_upstream(mail), patch->subject);
	if (g_strcmp0(mail->patch->author, patch->author) != 0)
		sp_lint_add(mail->findings, SP_LINT_AUTHOR, SP_LINT_ERROR,
			    "the author would be %s, and upstream's is %s",
			    mail->patch->author ? mail->patch->author : "nobody", patch->author);
	check_note(mail, patch, uncarried, check_message(mail, patch));
}

static gboolean check_mainline(SpLintMail *mail, SpHistory *history, const git_oid *id,
			       GError **error)
{
	gboolean there;

	if (!sp_history_has_mainline(history)) {
		sp_lint_add(mail->findings, SP_LINT_MAINLINE, SP_LINT_UNCHECKED,
			    "the repository does not show what mainline is (--mainline)");
		return TRUE;
	}
	if (!sp_history_in_mainline(history, id, &there, error))
		return FALSE;
	if (!there)
		sp_lint_add(mail->findings, SP_LINT_MAINLINE, SP_LINT_ERROR,
			    "%.12s is not in mainline", sp_lintmail_upstream(mail));
	return TRUE;
}

gboolean sp_lintupstream(SpLintMail *mail, SpHistory *history, SpFix **fix, char **why,
			 GError **error)
{
	const char *id = sp_lintmail_upstream(mail);
	git_repository *repo = sp_history_repo(history);
	g_autoptr(git_commit) commit = sp_git_commit_if_there(repo, id);
	g_autoptr(GPtrArray) uncarried = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) cause = NULL;
	g_autoptr(SpPatch) patch = NULL;

	*fix = NULL;
	*why = NULL;
	if (!commit) {
		*why = g_strdup("upstream's commit is not known");
		sp_lint_add(mail->findings, SP_LINT_MAINLINE, SP_LINT_ERROR,
			    "the repository has no commit %.12s", id);
		sp_lint_unchecked(mail->findings, SP_LINT_SUBJECT, SP_LINT_NOTE, *why);
		return TRUE;
	}
	if (!check_mainline(mail, history, git_commit_id(commit), error))
		return FALSE;
	patch = sp_patch_from_commit_some(repo, commit, uncarried, &cause);
	if (!patch) {
		*why = g_strdup(cause->message);
		sp_lint_unchecked(mail->findings, SP_LINT_SUBJECT, SP_LINT_NOTE, *why);
		return TRUE;
	}
	compare(mail, patch, uncarried);
	/* Whether a branch has all of it, hunks alone would not tell. */
	if (uncarried->len)
		*why = g_strdup_printf("upstream's %.12s, %s", id, (char *)uncarried->pdata[0]);
	else
		*fix = sp_fix_from_patch(g_steal_pointer(&patch), repo);
	return TRUE;
}
