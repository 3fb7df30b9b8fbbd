/* SPDX-License-Identifier: GPL-2.0-only */
/* lintbranch: each patch upon its branch, and the verdicts of this and the newer branches. */
#include "stage/lintbranch.h"

#include "base/err.h"
#include "stage/lintapply.h"
#include "stage/map.h"
#include "stage/newer.h"

static SpBranch *find_branch(const SpLintBranches *all, const char *name)
{
	for (guint i = 0; i < all->branches->len; i++)
		if (g_str_equal(sp_branch_name(all->branches->pdata[i]), name))
			return all->branches->pdata[i];
	return NULL;
}

static void branch_free(gpointer data)
{
	sp_branch_free(data);
}

/* The branch as the mails before this one leave it. */
static SpBranch *patched(SpLintBranches *all, SpBranch *below)
{
	const char *name = sp_branch_name(below);
	SpBranch *branch;

	if (!all->patched)
		all->patched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, branch_free);
	branch = g_hash_table_lookup(all->patched, name);
	if (!branch) {
		branch = sp_branch_over(below);
		g_hash_table_insert(all->patched, g_strdup(name), branch);
	}
	return branch;
}

/* Whether one of the mails brings commit @id, which may be cut short, to @branch. */
static gboolean is_sent(const SpLintBranches *all, const char *branch, const char *id)
{
	for (guint i = 0; i < all->mails->len; i++) {
		const SpLintMail *mail = all->mails->pdata[i];
		g_autofree char *name = sp_lintmail_branch(mail);

		for (guint k = 0; g_strcmp0(name, branch) == 0 && k < mail->upstream->len; k++)
			if (sp_fix_same_id(mail->upstream->pdata[k], id))
				return TRUE;
	}
	return FALSE;
}

/* Whether a commit that it mends comes with the mails. */
static gboolean mends_sent(const SpLintBranches *all, const char *branch, const SpFix *fix)
{
	for (guint i = 0; i < fix->fixes->len; i++)
		if (is_sent(all, branch, fix->fixes->pdata[i]))
			return TRUE;
	return FALSE;
}

/* Mainline's fixes and reverts of the commit that the branch has not, and is not sent. */
static void check_followups(const SpLintBranches *all, SpLintMail *mail, const char *branch,
			    const SpVerdict *verdict)
{
	if (!verdict->fate) {
		sp_lint_add(mail->findings, SP_LINT_FOLLOWUPS, SP_LINT_UNCHECKED,
			    "%s has no history here", branch);
		return;
	}
	for (guint i = 0; i < verdict->fate->followups->len; i++) {
		const SpFateCommit *one = verdict->fate->followups->pdata[i];

		if (one->trace->state == SP_STATE_PRESENT || is_sent(all, branch, one->trace->id))
			continue;
		sp_lint_add(mail->findings, SP_LINT_FOLLOWUPS,
			    one->trace->state == SP_STATE_UNKNOWN ? SP_LINT_WARNING : SP_LINT_ERROR,
			    "mainline's %.12s (\"%s\") %s it, and %s", one->trace->id, one->subject,
			    one->reverts ? "takes back" : "mends",
			    one->trace->state == SP_STATE_UNKNOWN
				    ? "whether the branch has that is not known"
				    : "the branch lacks that");
	}
}

/* How one newer branch stands. */
static gboolean check_one_newer(const SpLintBranches *all, SpLintMail *mail, const SpFix *fix,
				SpBranch *branch, GError **error)
{
	const char *name = sp_branch_name(branch);
	g_autoptr(SpVerdict) verdict = NULL;

	if (is_sent(all, name, fix->upstream))
		return TRUE;
	verdict = sp_map_branch(fix, branch, NULL, all->history, error);
	if (!verdict)
		return FALSE;
	if (verdict->kind == SP_VERDICT_AFFECTED)
		sp_lint_add(mail->findings, SP_LINT_NEWER, SP_LINT_ERROR,
			    "%s is newer, and lacks it: %s", name, verdict->reason);
	else if (verdict->kind != SP_VERDICT_FIXED && verdict->kind != SP_VERDICT_NOT_AFFECTED)
		sp_lint_add(mail->findings, SP_LINT_NEWER, SP_LINT_UNCHECKED,
			    "whether %s has it is not known: %s", name, verdict->reason);
	return TRUE;
}

/* The lines that would have to have it, of which the repository shows nothing. */
static gboolean check_unseen(const SpLintBranches *all, SpLintMail *mail, const SpFix *fix,
			     GError **error)
{
	g_autoptr(GPtrArray) lines =
		sp_newer_lines(fix, all->history, &mail->version, all->now, error);
	g_autoptr(GString) unseen = g_string_new(NULL);

	for (guint i = 0; lines && i < lines->len; i++) {
		const char *name = lines->pdata[i];

		if (!find_branch(all, name) && !is_sent(all, name, fix->upstream))
			g_string_append_printf(unseen, "%s%s", unseen->len ? ", " : "", name);
	}
	if (unseen->len)
		sp_lint_add(mail->findings, SP_LINT_NEWER, SP_LINT_UNCHECKED,
			    "not among the branches here, so not known whether it needs it: %s",
			    unseen->str);
	return lines != NULL;
}

static gboolean check_newer(const SpLintBranches *all, SpLintMail *mail, const SpFix *fix,
			    GError **error)
{
	for (guint i = 0; i < all->branches->len; i++) {
		SpBranch *branch = all->branches->pdata[i];

		if (sp_newer_matters(&mail->version, sp_branch_version(branch), all->now) &&
		    !check_one_newer(all, mail, fix, branch, error))
			return FALSE;
	}
	return check_unseen(all, mail, fix, error);
}

/* What is said of the branch itself. */
static gboolean check_branch(const SpLintBranches *all, SpLintMail *mail, const SpFix *fix,
			     SpBranch *branch, GError **error)
{
	const char *name = sp_branch_name(branch);
	g_autoptr(SpVerdict) verdict = sp_map_branch(fix, branch, NULL, all->history, error);

	if (!verdict)
		return FALSE;
	if (verdict->kind == SP_VERDICT_FIXED)
		sp_lint_add(mail->findings, SP_LINT_NEEDED, SP_LINT_ERROR, "%s: %s", name,
			    verdict->reason);
	else if (mail->dependency || mends_sent(all, name, fix))
		; /* another mail is what it is needed for */
	else if (verdict->kind == SP_VERDICT_NOT_AFFECTED)
		sp_lint_add(mail->findings, SP_LINT_NEEDED, SP_LINT_WARNING, "%s: %s", name,
			    verdict->reason);
	else if (verdict->kind != SP_VERDICT_AFFECTED)
		sp_lint_add(mail->findings, SP_LINT_NEEDED, SP_LINT_UNCHECKED, "%s: %s", name,
			    verdict->reason);
	check_followups(all, mail, name, verdict);
	return TRUE;
}

/* Why it cannot be told whether @mail applies to its branch: it, or one that goes in before it,
 * changes more than hunks say; NULL if it can; borrowed. */
static const char *inapplicable(const SpLintBranches *all, const SpLintMail *mail)
{
	for (guint i = 0; i < all->mails->len; i++) {
		const SpLintMail *one = all->mails->pdata[i];

		if (sp_lintmail_uncarried(one) && one->has_version &&
		    sp_kver_compare(&one->version, &mail->version) == 0)
			return sp_lintmail_uncarried(one);
		if (one == mail)
			break;
	}
	return NULL;
}

static gboolean check_applies(SpLintBranches *all, SpLintMail *mail, SpBranch *branch,
			      GError **error)
{
	const char *why = inapplicable(all, mail);

	if (!why)
		return sp_lintapply(mail, patched(all, branch), error);
	sp_lint_unchecked(mail->findings, SP_LINT_APPLIES, SP_LINT_APPLIES, why);
	return TRUE;
}

gboolean sp_lintbranch(SpLintBranches *all, SpLintMail *mail, const SpFix *fix, const char *why,
		       GError **error)
{
	g_autofree char *name = sp_lintmail_branch(mail);
	SpBranch *branch = name ? find_branch(all, name) : NULL;
	g_autofree char *none = NULL;

	if (!branch) {
		none = name ? g_strdup_printf("the repository has no %s", name)
			    : g_strdup("no branch is named");
		sp_lint_unchecked(mail->findings, SP_LINT_APPLIES, SP_LINT_APPLIES, none);
	} else if (!check_applies(all, mail, branch, error)) {
		return FALSE;
	}
	if (none || !fix) {
		sp_lint_unchecked(mail->findings, SP_LINT_NEEDED, SP_LINT_FOLLOWUPS,
				  none ? none : why);
		return TRUE;
	}
	return check_branch(all, mail, fix, branch, error) && check_newer(all, mail, fix, error);
}

void sp_lintbranch_done(SpLintBranches *all)
{
	g_clear_pointer(&all->patched, g_hash_table_unref);
}
