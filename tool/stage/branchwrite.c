/* SPDX-License-Identifier: GPL-2.0-only */
/* branchwrite: trees and commits are made without a checkout, the reference at the end. */
#include "stage/branchwrite.h"

#include "base/err.h"
#include "base/git.h"
#include "base/mime.h"
#include "stage/portnote.h"
#include "stage/series.h"

#include <string.h>

static char *ref_name(const SpBranch *branch, const char *prefix)
{
	return g_strdup_printf("refs/heads/%s/%s", prefix, sp_branch_name(branch));
}

gboolean sp_branchwrite_check(const SpBranch *branch, const char *prefix, GError **error)
{
	g_autofree char *name = ref_name(branch, prefix);
	int valid = 0;

	if (git_reference_name_is_valid(&valid, name) < 0 || !valid) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--branch-prefix: %s cannot be a branch's name", name);
		return FALSE;
	}
	if (!sp_branch_commit(branch)) {
		g_set_error(
			error, SP_ERROR, SP_ERROR_USAGE,
			"--branch-prefix: %s is no commit of --repo, to which one could be added",
			sp_branch_origin(branch));
		return FALSE;
	}
	if (g_hash_table_size(sp_branch_replaced(branch))) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--branch-prefix: a control (--undo-fix) is ported to files that no "
			    "commit has");
		return FALSE;
	}
	return TRUE;
}

static git_signature *signature(const char *name, const char *mail, git_time_t when, int offset,
				GError **error)
{
	git_signature *result = NULL;
	int rc = git_signature_new(&result, name, mail, when, offset);

	if (rc == 0)
		return result;
	sp_error_git(error, rc, "\"%s <%s>\" as author or committer", name, mail);
	if (error && *error)
		(*error)->code = SP_ERROR_USAGE;
	return NULL;
}

/* @text as a mail header has it. */
static git_signature *mail_person(const char *text, git_time_t when, int offset, GError **error)
{
	g_autoptr(InternetAddressList) list = internet_address_list_parse(NULL, text);
	InternetAddress *one = list && internet_address_list_length(list) == 1
				       ? internet_address_list_get_address(list, 0)
				       : NULL;
	const char *mail, *name;

	if (!one || !INTERNET_ADDRESS_IS_MAILBOX(one)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--branch-prefix: \"%s\" cannot be a commit's author", text);
		return NULL;
	}
	mail = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
	name = internet_address_get_name(one);
	return signature(name && *name ? name : mail, mail, when, offset, error);
}

/* @text as sp_git_identity() has it: nothing in it is quoted. */
static git_signature *plain_person(const char *text, git_time_t when, int offset, GError **error)
{
	const char *open = strrchr(text, '<');
	g_autofree char *name = open ? g_strchomp(g_strndup(text, open - text)) : g_strdup(text);
	g_autofree char *mail = g_strdup(open ? open + 1 : "");

	if (g_str_has_suffix(mail, ">"))
		mail[strlen(mail) - 1] = '\0';
	return signature(name, mail, when, offset, error);
}

/* Upstream's author, at upstream's date. */
static git_signature *author_of(const SpPatch *patch, GError **error)
{
	g_autoptr(GDateTime) date = NULL;

	if (!patch->author) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--branch-prefix: the patch \"%s\" does not say who wrote it",
			    patch->subject);
		return NULL;
	}
	date = patch->date ? g_mime_utils_header_decode_date(patch->date) : NULL;
	if (!date) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--branch-prefix: the patch \"%s\" does not say when it was written",
			    patch->subject);
		return NULL;
	}
	return mail_person(patch->author, g_date_time_to_unix(date),
			   (int)(g_date_time_get_utc_offset(date) / G_TIME_SPAN_MINUTE), error);
}

/* What one file of the port makes of a tree. */
static gboolean update_of(git_repository *repo, const git_tree *tree, const SpPortFile *file,
			  git_tree_update *update, GError **error)
{
	g_autoptr(git_tree_entry) entry = NULL;
	int rc = git_tree_entry_bypath(&entry, tree, file->path);

	if (rc < 0 && rc != GIT_ENOTFOUND)
		return sp_error_git(error, rc, "%s", file->path);
	update->path = file->path;
	update->action = file->after ? GIT_TREE_UPDATE_UPSERT : GIT_TREE_UPDATE_REMOVE;
	update->filemode = entry ? git_tree_entry_filemode(entry) : GIT_FILEMODE_BLOB;
	if (!file->after)
		return TRUE;
	rc = git_blob_create_from_buffer(&update->id, repo, file->after, strlen(file->after));
	return rc == 0 || sp_error_git(error, rc, "writing %s", file->path);
}

/* @tree with the port's files in it. */
static git_tree *changed_tree(git_repository *repo, git_tree *tree, const SpPort *port,
			      GError **error)
{
	g_autofree git_tree_update *updates = g_new0(git_tree_update, port->files->len);
	git_tree *result = NULL;
	git_oid id;
	int rc;

	for (guint i = 0; i < port->files->len; i++)
		if (!update_of(repo, tree, port->files->pdata[i], &updates[i], error))
			return NULL;
	rc = git_tree_create_updated(&id, repo, tree, port->files->len, updates);
	if (rc == 0)
		rc = git_tree_lookup(&result, repo, &id);
	if (rc < 0)
		sp_error_git(error, rc, "writing a tree");
	return result;
}

/* What all commits of a series have in common. */
typedef struct {
	git_repository *repo;
	const char *identity;
	const char *version; /* of the branch, for notes */
	git_signature *committer;
} Writer;

/* As `git am` leaves it: without blanks at the ends of lines, without blank lines in a row. */
static char *message_of(const Writer *writer, const SpFix *fix, const char *note)
{
	g_autofree char *body = sp_series_message(fix, note, writer->identity);
	g_autofree char *whole = g_strdup_printf("%s\n\n%s", fix->patch->subject, body);
	git_buf clean = GIT_BUF_INIT;
	char *message;

	message = git_message_prettify(&clean, whole, FALSE, 0) == 0 ? g_strdup(clean.ptr) : NULL;
	git_buf_dispose(&clean);
	return message ? message : g_steal_pointer(&whole);
}

/* Puts one patch upon @commit. */
static gboolean add_commit(const Writer *writer, const SpFix *fix, const SpPort *port,
			   git_commit **commit, GError **error)
{
	g_autofree char *note = sp_portnote(fix->patch, port, writer->version, error);
	g_autofree char *message = note ? message_of(writer, fix, note) : NULL;
	g_autoptr(git_signature) author = message ? author_of(fix->patch, error) : NULL;
	g_autoptr(git_tree) before = NULL;
	g_autoptr(git_tree) after = NULL;
	const git_commit *parents[] = {*commit};
	git_commit *next = NULL;
	git_oid id;
	int rc;

	if (!author)
		return FALSE;
	rc = git_commit_tree(&before, *commit);
	if (rc < 0)
		return sp_error_git(error, rc, "the branch's tree");
	after = changed_tree(writer->repo, before, port, error);
	if (!after)
		return FALSE;
	rc = git_commit_create(&id, writer->repo, NULL, author, writer->committer, NULL, message,
			       after, 1, parents);
	if (rc == 0)
		rc = git_commit_lookup(&next, writer->repo, &id);
	if (rc < 0)
		return sp_error_git(error, rc, "writing a commit");
	git_commit_free(*commit);
	*commit = next;
	return TRUE;
}

/* The last commit of the series. */
static git_commit *write_commits(const Writer *writer, const SpFix *fix, const SpBranch *branch,
				 const SpStack *stack, GError **error)
{
	g_autoptr(git_commit) commit = NULL;
	int rc = git_commit_lookup(&commit, writer->repo, sp_branch_commit(branch));

	if (rc < 0) {
		sp_error_git(error, rc, "the branch's commit");
		return NULL;
	}
	for (guint i = 0; i < stack->before->len; i++) {
		const SpStackPatch *one = stack->before->pdata[i];

		if (!add_commit(writer, one->fix, one->port, &commit, error))
			return NULL;
	}
	if (!add_commit(writer, fix, stack->port, &commit, error))
		return NULL;
	return g_steal_pointer(&commit);
}

/* The commit that the reference names, if it is there and names one. */
static git_commit *existing(git_repository *repo, const char *name)
{
	git_commit *commit = NULL;
	git_oid id;

	if (git_reference_name_to_id(&id, repo, name) < 0 ||
	    git_commit_lookup(&commit, repo, &id) < 0)
		return NULL;
	return commit;
}

/* A branch's name cannot be a folder of others, nor the other way round. */
static gboolean is_in_the_way(git_repository *repo, const char *name)
{
	g_autofree char *folder = g_strdup(name);
	git_oid id;
	char *slash;

	while ((slash = strrchr(folder, '/')) && slash - folder > (ptrdiff_t)strlen("refs/heads")) {
		*slash = '\0';
		if (git_reference_name_to_id(&id, repo, folder) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean make_ref(git_repository *repo, const char *name, const git_oid *id, GError **error)
{
	g_autoptr(git_reference) ref = NULL;
	int rc = git_reference_create(&ref, repo, name, id, FALSE, "stableport: port");

	return rc == 0 || sp_error_git(error, rc, "--branch-prefix: %s cannot be made", name);
}

char *sp_branchwrite(git_repository *repo, const SpFix *fix, const SpBranch *branch,
		     const SpStack *stack, const char *prefix, const char *identity, gint64 now,
		     GError **error)
{
	g_autofree char *name = ref_name(branch, prefix);
	g_autoptr(git_commit) there = existing(repo, name);
	/* The same commits, only later, would be others: they get the date of those. */
	const git_signature *old = there ? git_commit_committer(there) : NULL;
	g_autoptr(git_signature) committer = plain_person(identity, old ? old->when.time : now,
							  old ? old->when.offset : 0, error);
	Writer writer = {repo, identity, sp_series_version(sp_branch_name(branch)), committer};
	g_autoptr(git_commit) made = NULL;

	if (!committer || !sp_branchwrite_check(branch, prefix, error))
		return NULL;
	if (is_in_the_way(repo, name)) {
		g_set_error(
			error, SP_ERROR, SP_ERROR_USAGE,
			"--branch-prefix: %s cannot be made, as a branch has a part of its name: "
			"give another prefix",
			name);
		return NULL;
	}
	made = write_commits(&writer, fix, branch, stack, error);
	if (!made)
		return NULL;
	if (there && git_oid_equal(git_commit_id(there), git_commit_id(made)))
		return g_steal_pointer(&name);
	if (there) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "--branch-prefix: %s is there and holds something else (%.12s): delete "
			    "it, or give another prefix",
			    name, git_oid_tostr_s(git_commit_id(there)));
		return NULL;
	}
	return make_ref(repo, name, git_commit_id(made), error) ? g_steal_pointer(&name) : NULL;
}
