/* SPDX-License-Identifier: GPL-2.0-only */
/* amcheck: a small repository, `git am`, and a look at the commits. */
#include "stage/amcheck.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/run.h"
#include "stage/trailer.h"

#include <string.h>

#define TIME_LIMIT 120 /* seconds */

static gboolean write_text(const char *dir, const char *path, const char *text, GError **error)
{
	g_autofree char *file = g_build_filename(dir, path, NULL);
	g_autofree char *folder = g_path_get_dirname(file);
	g_autoptr(GError) cause = NULL;

	if (!sp_fs_mkdir(folder, error))
		return FALSE;
	/* Not synced: it is gone in a moment. */
	if (g_file_set_contents_full(file, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &cause))
		return TRUE;
	g_set_error_literal(error, SP_ERROR, SP_ERROR_UNKNOWN, cause->message);
	return FALSE;
}

/* The files of all mails, each as the first that changes it finds it. */
static gboolean write_before(const GArray *mails, const char *dir, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < mails->len; i++) {
		const SpPort *port = g_array_index(mails, SpAmMail, i).port;

		for (guint k = 0; k < port->files->len; k++) {
			const SpPortFile *file = port->files->pdata[k];

			if (g_hash_table_add(seen, file->path) && file->before &&
			    !write_text(dir, file->path, file->before, error))
				return FALSE;
		}
	}
	return TRUE;
}

/* The user's own settings shall not change the files; nothing of it has to outlive a crash. */
static int set_config(git_repository *repo)
{
	g_autoptr(git_config) config = NULL;
	int rc = git_repository_config(&config, repo);

	if (rc == 0)
		rc = git_config_set_bool(config, "core.autocrlf", FALSE);
	return rc < 0 ? rc : git_config_set_string(config, "core.fsync", "none");
}

/* All that is in the folder, as the first commit. */
static gboolean commit_all(git_repository *repo, GError **error)
{
	char *every[] = {(char *)"*"};
	git_strarray paths = {every, 1};
	g_autoptr(git_signature) who = NULL;
	g_autoptr(git_tree) tree = NULL;
	git_index *index = NULL;
	git_oid id;
	int rc = set_config(repo);

	if (rc == 0)
		rc = git_repository_index(&index, repo);
	if (rc == 0)
		rc = git_index_add_all(index, &paths, GIT_INDEX_ADD_FORCE, NULL, NULL);
	if (rc == 0)
		rc = git_index_write(index);
	if (rc == 0)
		rc = git_index_write_tree(&id, index);
	git_index_free(index);
	if (rc == 0)
		rc = git_tree_lookup(&tree, repo, &id);
	if (rc == 0)
		rc = git_signature_new(&who, "stableport", "stableport@localhost", 0, 0);
	if (rc == 0)
		rc = git_commit_create(&id, repo, "HEAD", who, who, NULL, "before", tree, 0, NULL);
	return rc == 0 || sp_error_git(error, rc, "trying `git am`");
}

static gboolean run_am(const GArray *mails, const char *tree, const char *dir, GError **error)
{
	/* Nothing of the user's configuration: the reader of the mail has another one. */
	static const char *const env[] = {"GIT_CONFIG_GLOBAL=/dev/null",
					  "GIT_CONFIG_NOSYSTEM=1",
					  "GIT_COMMITTER_NAME=stableport",
					  "GIT_COMMITTER_EMAIL=stableport@localhost",
					  "GIT_COMMITTER_DATE=@0 +0000",
					  "GIT_CONFIG_COUNT",
					  "GIT_CONFIG_PARAMETERS",
					  "GIT_DIR",
					  "GIT_WORK_TREE",
					  "GIT_INDEX_FILE",
					  "LC_ALL=C",
					  NULL};
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *log = g_build_filename(dir, "log", NULL);
	g_autofree char *said = NULL;
	g_autofree char *clean = NULL;
	SpRunResult result;
	SpRunSpec spec = {.cwd = tree, .env = env, .log = log, .timeout = TIME_LIMIT};

	g_ptr_array_add(argv, g_strdup("git"));
	g_ptr_array_add(argv, g_strdup("am"));
	g_ptr_array_add(argv, g_strdup("-q"));
	g_ptr_array_add(argv, g_strdup("--keep-non-patch"));
	for (guint i = 0; i < mails->len; i++) {
		g_autofree char *name = g_strdup_printf("mail-%04u", i);

		if (!write_text(dir, name, g_array_index(mails, SpAmMail, i).mail, error))
			return FALSE;
		g_ptr_array_add(argv, g_build_filename(dir, name, NULL));
	}
	g_ptr_array_add(argv, NULL);
	spec.argv = (const char *const *)argv->pdata;
	if (!sp_run(&spec, &result, error))
		return FALSE;
	if (result.end == SP_RUN_ENDED && result.code == 0)
		return TRUE;
	said = sp_fs_read_tail(log, 300, NULL);
	clean = sp_clean_text(said);
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "the commit cannot be sent: `git am` does not take the mail: %s",
		    g_strstrip(clean));
	return FALSE;
}

/* The first line in which they differ, for a message; (transfer full). */
static char *first_difference(const char *ours, const char *theirs)
{
	g_auto(GStrv) one = g_strsplit(ours, "\n", -1);
	g_auto(GStrv) two = g_strsplit(theirs, "\n", -1);
	guint i = 0;

	while (one[i] && two[i] && g_str_equal(one[i], two[i]))
		i++;
	return g_strdup_printf("line %u, \"%.80s\", would be \"%.80s\"", i + 1,
			       one[i] ? one[i] : "(none)", two[i] ? two[i] : "(none)");
}

static void turned_down(GError **error, const char *what, const char *how)
{
	g_autofree char *clean = sp_clean_text(how);

	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "the commit cannot be sent as it is: `git am` would make another %s of it: "
		    "%s; give the fix as a patch file in which that is mended",
		    what, clean);
}

static gboolean check_message(const SpAmMail *mail, git_commit *commit, GError **error)
{
	const git_signature *who = git_commit_author(commit);
	g_autofree char *wanted = g_strdup_printf("%s\n\n%s", mail->subject, mail->message);
	g_autofree char *name = g_strdup_printf("%s <%s>", who->name, who->email);
	g_autofree char *person = sp_trailer_person(name);
	g_autofree char *told = NULL;

	if (!g_str_equal(person, mail->author)) {
		told = g_strdup_printf("%s would be %s", mail->author, person);
		turned_down(error, "author", told);
		return FALSE;
	}
	if (g_str_equal(git_commit_message_raw(commit), wanted))
		return TRUE;
	told = first_difference(wanted, git_commit_message_raw(commit));
	turned_down(error, "message", told);
	return FALSE;
}

static gboolean check_files(const SpAmMail *mail, git_repository *repo, git_commit *commit,
			    GError **error)
{
	g_autoptr(git_tree) tree = NULL;
	int rc = git_commit_tree(&tree, commit);

	if (rc < 0)
		return sp_error_git(error, rc, "trying `git am`");
	for (guint i = 0; i < mail->port->files->len; i++) {
		const SpPortFile *file = mail->port->files->pdata[i];
		gboolean found, lost, same;
		g_autoptr(GError) cause = NULL;
		g_autoptr(git_blob) blob =
			sp_git_blob(repo, tree, file->path, &found, &lost, &cause);

		same = blob ? file->after && git_blob_rawsize(blob) == strlen(file->after) &&
				       memcmp(git_blob_rawcontent(blob), file->after,
					      strlen(file->after)) == 0
			    : !file->after;
		if (!same) {
			turned_down(error, "change", file->path);
			return FALSE;
		}
	}
	return TRUE;
}

/* From the last to the first. */
static gboolean check_commits(const GArray *mails, git_repository *repo, GError **error)
{
	g_autoptr(git_commit) commit = sp_git_commit(repo, "HEAD", error);

	for (guint i = mails->len; commit && i > 0; i--) {
		const SpAmMail *mail = &g_array_index(mails, SpAmMail, i - 1);
		git_commit *parent = NULL;

		if (!check_message(mail, commit, error) || !check_files(mail, repo, commit, error))
			return FALSE;
		if (git_commit_parent(&parent, commit, 0) < 0) {
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "the commit cannot be sent: `git am` takes two mails for one");
			return FALSE;
		}
		git_commit_free(commit);
		commit = parent;
	}
	if (commit && git_commit_parentcount(commit)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "the commit cannot be sent: `git am` takes the mail for several");
		return FALSE;
	}
	return commit != NULL;
}

static gboolean try_in(const GArray *mails, const char *dir, GError **error)
{
	g_autofree char *tree = g_build_filename(dir, "tree", NULL);
	g_autoptr(git_repository) repo = NULL;
	int rc = git_repository_init(&repo, tree, FALSE);

	if (rc < 0)
		return sp_error_git(error, rc, "trying `git am` in %s", dir);
	return write_before(mails, tree, error) && commit_all(repo, error) &&
	       run_am(mails, tree, dir, error) && check_commits(mails, repo, error);
}

gboolean sp_amcheck(const GArray *mails, const char *scratch, GError **error)
{
	g_autofree char *name = g_build_filename(scratch, "am", NULL);
	g_autofree char *dir = sp_fs_temp_dir(name, error);
	gboolean good;

	if (!dir)
		return FALSE;
	good = try_in(mails, dir, error);
	if (!sp_fs_remove(dir, good ? error : NULL))
		good = FALSE;
	return good;
}
