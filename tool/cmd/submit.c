/* SPDX-License-Identifier: GPL-2.0-only */
/* submit: the mails of a chain, the newest branch first. */
#include "cmd/submit.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "stage/matrix.h"
#include "stage/lifetime.h"
#include "stage/branchlist.h"
#include "stage/newer.h"
#include "stage/series.h"

gboolean sp_submit_drop(const SpOutcome *outcome, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(outcome->dir, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(outcome->dir, name, NULL);

		if (sp_series_is_mail(name) && !sp_fs_remove(path, error))
			return FALSE;
	}
	return TRUE;
}

/* The records that `verify` left, as far as they speak of this very change to this source, tried in
 * the way that the fix folder says now. One that is against it counts, whatever the others say. */
static gboolean load_records(const SpFix *fix, SpOutcome *outcome, gboolean untested,
			     GError **error)
{
	g_autofree char *hash = sp_series_hash(outcome->stack);
	const char *key = sp_branch_key(outcome->branch, error);
	GPtrArray *records = key ? sp_record_list(outcome->dir, error) : NULL;

	if (!records)
		return FALSE;
	g_ptr_array_unref(outcome->records);
	outcome->records = records;
	for (guint i = 0; i < records->len; i++) {
		const SpRecord *record = records->pdata[i];
		gboolean same;

		if (!sp_matrix_is_of(fix, outcome->branch, record, &same, error))
			return FALSE;
		if (!same || !sp_record_speaks_of(record, hash, key, outcome->control))
			g_ptr_array_remove_index(records, i--);
		else if (!outcome->negative && !sp_record_passed(record))
			outcome->negative = sp_record_conclusion(record);
	}
	if (!records->len && !untested)
		outcome->negative =
			g_strdup(outcome->stack->before->len && !outcome->control
					 ? "not verified: run `stableport verify "
					   "--with-preconditions` first, or give --untested, and "
					   "the mail will say so"
					 : "not verified: run `stableport verify` first, or give "
					   "--untested, and the mail will say so");
	return TRUE;
}

void sp_submit_remember(GPtrArray *all, const SpOutcome *outcome)
{
	SpVerdictKind kind = outcome->verdict ? outcome->verdict->kind : SP_VERDICT_UNKNOWN;

	/* A control's mail is not to be sent, and its verdict is not the branch's. */
	if (outcome->control == SP_CONTROL_UNDONE)
		kind = SP_VERDICT_FIXED;
	else if (outcome->control == SP_CONTROL_INTRODUCED)
		kind = SP_VERDICT_NOT_AFFECTED;
	sp_newer_add(all, sp_branch_name(outcome->branch), sp_branch_version(outcome->branch), kind,
		     outcome->mails && !outcome->control);
}

/* The branches of this run. */
static GPtrArray *state_of(const GPtrArray *outcomes)
{
	GPtrArray *all = sp_newer_list();

	for (guint i = 0; i < outcomes->len; i++)
		sp_submit_remember(all, outcomes->pdata[i]);
	return all;
}

/* "commit <id> upstream" is written of what mainline has; of what cannot be asked it is the fix's
 * own word. */
static gboolean check_upstream(const SpInput *input, GError **error)
{
	const char *id = input->fix->upstream;
	g_autoptr(git_commit) commit =
		input->repo && id ? sp_git_commit_if_there(input->repo, id) : NULL;
	gboolean there;

	if (!commit || !input->history || !sp_history_has_mainline(input->history))
		return TRUE;
	if (!sp_history_in_mainline(input->history, git_commit_id(commit), &there, error))
		return FALSE;
	if (there)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "%.12s is not in mainline: the stable team takes what is; if it is, update the "
		    "repository, or say with --mainline where it is",
		    id);
	return FALSE;
}

/* The repository's other branches as far as they are newer than one that gets a mail. */
static gboolean add_repo(const SpInput *input, const SpKver *oldest, GPtrArray *all, GError **error)
{
	g_autoptr(GPtrArray) names = NULL;
	g_autoptr(GPtrArray) revisions = NULL;

	if (!sp_branch_list_repo(input->repo, &names, &revisions, error))
		return FALSE;
	for (guint i = 0; i < names->len; i++) {
		g_autoptr(SpBranch) branch = NULL;
		g_autoptr(SpVerdict) verdict = NULL;

		if (sp_newer_find(all, names->pdata[i]))
			continue;
		branch = sp_branch_from_repo(names->pdata[i], input->repo, revisions->pdata[i],
					     error);
		if (!branch)
			return FALSE;
		if (!sp_newer_matters(oldest, sp_branch_version(branch), sp_lifetime_now()))
			continue;
		verdict = sp_map_branch(input->fix, branch, NULL, input->history, error);
		if (!verdict)
			return FALSE;
		sp_newer_add(all, names->pdata[i], sp_branch_version(branch), verdict->kind, FALSE);
	}
	return TRUE;
}

/* All that may have to have the fix before the branch of version @oldest has it. */
static gboolean add_others(const SpInput *input, const SpKver *oldest, GPtrArray *all,
			   GError **error)
{
	if (input->repo && !add_repo(input, oldest, all, error))
		return FALSE;
	return sp_newer_add_unseen(all, input->fix, input->history, oldest, sp_lifetime_now(),
				   input->repo ? "not in this repository" : "not given", error);
}

static gboolean write_mails(SpOutcome *outcome, const GPtrArray *mails, GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < mails->len; i++) {
		const SpMail *mail = mails->pdata[i];
		char *path = g_build_filename(outcome->dir, mail->name, NULL);

		g_ptr_array_add(paths, path);
		if (!sp_fs_write(path, mail->text, mail->length, error))
			return FALSE;
	}
	outcome->mails = g_steal_pointer(&paths);
	return TRUE;
}

/* The commit of the repository's own branch of that name; NULL if it has none, or without @error.
 */
static git_commit *tip_of(git_repository *repo, const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = NULL;
	g_autoptr(GPtrArray) revisions = NULL;
	guint at;

	if (!sp_branch_list_repo(repo, &names, &revisions, error) ||
	    !g_ptr_array_find_with_equal_func(names, name, g_str_equal, &at))
		return NULL;
	return sp_git_commit(repo, revisions->pdata[at], error);
}

/* Whether the repository's branch has gone on from the commit that @branch is. */
static gboolean is_behind(git_repository *repo, const SpBranch *branch, gboolean *behind,
			  GError **error)
{
	const git_oid *here = sp_branch_commit(branch);
	g_autoptr(GError) cause = NULL;
	g_autoptr(git_commit) tip =
		repo && here ? tip_of(repo, sp_branch_name(branch), &cause) : NULL;
	int rc = tip ? git_graph_descendant_of(repo, git_commit_id(tip), here) : 0;

	*behind = rc == 1;
	if (cause)
		g_propagate_error(error, g_steal_pointer(&cause));
	else if (rc < 0)
		sp_error_git(error, rc, "looking for the tip of %s", sp_branch_name(branch));
	else
		return TRUE;
	return FALSE;
}

/* Why the stable team will not take what is made for the branch. */
static gboolean find_unfit(const SpInput *input, SpOutcome *outcome, gint64 now, GError **error)
{
	const SpKver *version = sp_branch_version(outcome->branch);
	const char *name = sp_branch_name(outcome->branch);
	gboolean behind;

	if (!g_regex_match_simple("^linux-[0-9]+(\\.[0-9]+)+\\.y$", name, G_REGEX_DOLLAR_ENDONLY,
				  0)) {
		outcome->unfit = g_strdup_printf("%s is no branch of linux-stable", name);
		return TRUE;
	}
	outcome->unfit = sp_lifetime_text(version, now);
	if (outcome->unfit)
		return TRUE;
	if (!is_behind(input->repo, outcome->branch, &behind, error))
		return FALSE;
	if (behind)
		outcome->unfit =
			g_strdup_printf("%s has gone on from the commit that this is for", name);
	return TRUE;
}

/* @others: the branches that are not @outcomes'. */
static gboolean submit_one(const SpChain *chain, const GPtrArray *outcomes, const GPtrArray *others,
			   SpOutcome *outcome, const char *identity, GError **error)
{
	g_autoptr(GPtrArray) all = state_of(outcomes);
	g_autofree char *missing = NULL;
	g_autofree char *newer = NULL;
	g_autoptr(GPtrArray) mails = NULL;
	SpMailing mailing = {.fix = chain->input->fix,
			     .branch = outcome->branch,
			     .stack = outcome->stack,
			     .sender = identity,
			     .date = sp_lifetime_now(),
			     .thread = chain->thread};

	if (!load_records(chain->input->fix, outcome, chain->untested, error))
		return FALSE;
	if (outcome->negative)
		return TRUE;
	for (guint i = 0; i < others->len; i++) {
		const SpNewer *one = others->pdata[i];

		if (!sp_newer_find(all, one->branch))
			sp_newer_copy(all, one);
	}
	if (!outcome->control)
		newer = sp_newer_text(all, sp_branch_version(outcome->branch), mailing.date,
				      &missing);
	if (!outcome->control && !find_unfit(chain->input, outcome, mailing.date, error))
		return FALSE;
	mailing.records = outcome->records;
	mailing.newer = newer;
	mailing.unfit = outcome->unfit;
	mails = sp_mail_compose(&mailing, chain->input->cache, error);
	if (!mails || !write_mails(outcome, mails, error))
		return FALSE;
	if (missing && !chain->older_only)
		outcome->negative = g_strdup_printf(
			"newer branches first: %s; a fix that only older branches have is turned "
			"down (--older-only: it is so, and meant)",
			missing);
	return TRUE;
}

gboolean sp_submit_go_on(SpOutcome *outcome, GError **error)
{
	g_autofree char *prefix = g_strdup_printf("%s: ", sp_branch_name(outcome->branch));

	/* Many messages begin with the branch already. */
	if (!g_str_has_prefix(outcome->error->message, prefix))
		g_prefix_error(&outcome->error, "%s", prefix);
	if (!g_error_matches(outcome->error, SP_ERROR, SP_ERROR_STOPPED))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&outcome->error));
	return FALSE;
}

static int newest_first(gconstpointer a, gconstpointer b)
{
	const SpOutcome *one = *(SpOutcome *const *)a, *two = *(SpOutcome *const *)b;

	return -sp_kver_compare(sp_branch_version(one->branch), sp_branch_version(two->branch));
}

gboolean sp_submit_all(const SpChain *chain, GPtrArray *outcomes, const char *identity,
		       GError **error)
{
	g_autoptr(GPtrArray) ready = g_ptr_array_new();
	g_autoptr(GPtrArray) others = state_of(outcomes);

	for (guint i = 0; i < outcomes->len; i++)
		if (((SpOutcome *)outcomes->pdata[i])->ready)
			g_ptr_array_add(ready, outcomes->pdata[i]);
	if (!ready->len)
		return TRUE;
	if (!check_upstream(chain->input, error))
		return FALSE;
	for (guint i = 0; chain->earlier && i < chain->earlier->len; i++)
		sp_newer_copy(others, chain->earlier->pdata[i]);
	g_ptr_array_sort(ready, newest_first);
	if (!add_others(chain->input,
			sp_branch_version(((SpOutcome *)ready->pdata[ready->len - 1])->branch),
			others, error))
		return FALSE;
	for (guint i = 0; i < ready->len; i++) {
		SpOutcome *outcome = ready->pdata[i];

		if (!submit_one(chain, outcomes, others, outcome, identity, &outcome->error) &&
		    !sp_submit_go_on(outcome, error))
			return FALSE;
	}
	return TRUE;
}
