/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Commits with hostile messages, until 500 of them became mails: these come out of `git am` byte
 * for byte; what is refused on the way does not survive git's own `format-patch` and `am` either.
 */
#include "hostile.h"
#include "mailworld.h"

#include "base/err.h"
#include "base/run.h"

#define MAILS 500
#define COMMITS 1000 /* at the most */
#define SEED 20201009
#define SENDER "Sen Der <sen@der.org>"

typedef struct {
	Trees trees;
	GRand *random;
	SpBranch *branch;
	char *base;	    /* the commit that all others are made upon */
	GPtrArray *sent;    /* git_commit ids (char *) that became mails, in order */
	GPtrArray *refused; /* likewise, that did not */
	GPtrArray *argv;    /* git am ... */
} Round;

static const char *const env[] = {"GIT_CONFIG_GLOBAL=/dev/null",
				  "GIT_CONFIG_NOSYSTEM=1",
				  "GIT_COMMITTER_NAME=T",
				  "GIT_COMMITTER_EMAIL=t@x",
				  "GIT_COMMITTER_DATE=@1600000000 +0000",
				  NULL};

static int git(Round *r, const char *folder, const char *const *argv)
{
	g_autofree char *cwd = trees_path(&r->trees, folder);
	g_autofree char *log = trees_path(&r->trees, "log");
	SpRunSpec spec = {.argv = argv, .cwd = cwd, .env = env, .log = log, .timeout = 300};
	g_autoptr(GError) error = NULL;
	SpRunResult result;

	g_assert_true(sp_run(&spec, &result, &error));
	g_assert_no_error(error);
	return result.code;
}

static char *content(guint i, const char *more)
{
	return g_strdup_printf(
		"int f%u(int a)\n{\n\tlock(a);\n%s\tuse_it_%u(a);\n\tunlock(a);\n}\n", i, more, i);
}

/* A tree like @tree (NULL for empty) with one file more, or another. */
static void put(Round *r, git_index *index, const char *path, const char *text)
{
	git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .path = path};
	git_oid id;

	g_assert_cmpint(git_blob_create_from_buffer(&id, r->trees.repo, text, strlen(text)), ==, 0);
	entry.id = id;
	g_assert_cmpint(git_index_add(index, &entry), ==, 0);
}

static char *commit(Round *r, git_index *index, const char *name, const char *encoding,
		    const char *message)
{
	git_signature *who = NULL;
	g_autoptr(git_tree) tree = NULL;
	g_autoptr(git_commit) up = r->base ? sp_git_commit_if_there(r->trees.repo, r->base) : NULL;
	const git_commit *parents[] = {up};
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	g_assert_cmpint(git_signature_new(&who, name, "author@example.org", 1602298079, 0), ==, 0);
	g_assert_cmpint(git_index_write_tree_to(&id, index, r->trees.repo), ==, 0);
	g_assert_cmpint(git_tree_lookup(&tree, r->trees.repo, &id), ==, 0);
	g_assert_cmpint(git_commit_create(&id, r->trees.repo, r->base ? NULL : "refs/heads/master",
					  who, who, encoding, message, tree, up ? 1 : 0, parents),
			==, 0);
	git_signature_free(who);
	return g_strdup(git_oid_tostr(hex, sizeof(hex), &id));
}

static void make_base(Round *r, git_index *index)
{
	put(r, index, "Makefile", MAKEFILE);
	for (guint i = 0; i < COMMITS; i++) {
		g_autofree char *path = g_strdup_printf("mm/f%u.c", i);
		g_autofree char *text = content(i, "");

		put(r, index, path, text);
	}
	r->base = commit(r, index, "A U Thor", NULL, "base\n");
}

/* Also the code has letters of its own. */
static const char *added(guint i)
{
	static const char *const lines[] = {"\tguard(a);\n", "\tguard(a); /* \xc3\xa4 */\n",
					    "\tguard(a); /* \xe4 */\n", "\tguard(a);\r\n",
					    "From (a);\n"};

	return lines[i % G_N_ELEMENTS(lines)];
}

static void write_mail(Round *r, const GPtrArray *mails, const char *id)
{
	g_autofree char *name = g_strdup_printf("mail-%04u.eml", r->sent->len);

	g_assert_cmpuint(mails->len, ==, 1);
	trees_write(&r->trees, name, ((SpMail *)mails->pdata[0])->text);
	g_ptr_array_add(r->argv, trees_path(&r->trees, name));
	g_ptr_array_add(r->sent, g_strdup(id));
}

static void one(Round *r, git_index *index, guint i)
{
	const char *subject = hostile_subject(r->random);
	const char *name = hostile_name(r->random);
	g_autofree char *body = hostile_body(r->random);
	g_autofree char *message = g_strdup_printf("%s\n\n%s", subject, body);
	g_autofree char *path = g_strdup_printf("mm/f%u.c", i);
	g_autofree char *old = content(i, "");
	g_autofree char *new = content(i, added(i));
	g_autofree char *id = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(SpFix) fix = NULL;
	g_autoptr(SpStack) stack = NULL;
	g_autoptr(GPtrArray) mails = NULL;
	g_autoptr(GPtrArray) untested = g_ptr_array_new();
	SpMailing mailing = {
		.branch = r->branch, .records = untested, .sender = SENDER, .date = DATE};

	put(r, index, path, new);
	id = commit(r, index, name, NULL, message);
	put(r, index, path, old);
	fix = sp_fix_load(id, r->trees.repo, &error);
	g_assert_no_error(error);
	stack = sp_stack_make(fix, NULL, r->branch, FALSE, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(stack->port->why, ==, NULL);
	mailing.fix = fix;
	mailing.stack = stack;
	mails = sp_mail_compose(&mailing, r->trees.dir, &error);
	if (mails) {
		write_mail(r, mails, id);
		return;
	}
	g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
	g_test_message("%s", error->message);
	g_ptr_array_add(r->refused, g_strdup(id));
}

/* What @upstream has to be as a commit of the branch: every byte of it, two lines more. */
static void check(git_commit *upstream, git_commit *here)
{
	const git_signature *theirs = git_commit_author(upstream), *ours = git_commit_author(here);
	const char *raw = git_commit_message_raw(upstream);
	const char *blank = strstr(raw, "\n\n");
	const char *body = blank + strspn(blank, "\n"); /* git knows no other blank line there */
	char id[GIT_OID_HEXSZ + 1];
	g_autofree char *wanted = g_strdup_printf(
		"%.*s\n\ncommit %s upstream.\n\n%sSigned-off-by: " SENDER "\n", (int)(blank - raw),
		raw, git_oid_tostr(id, sizeof(id), git_commit_id(upstream)), body);

	g_assert_cmpstr(git_commit_message_raw(here), ==, wanted);
	g_assert_cmpstr(ours->email, ==, theirs->email);
	/* A name that an import left as a mail's header had it is what it stands for. */
	if (!strstr(theirs->name, "=?"))
		g_assert_cmpstr(ours->name, ==, theirs->name);
}

static gboolean same_file(git_commit *a, git_commit *b, const char *path)
{
	g_autoptr(git_tree) left = NULL;
	g_autoptr(git_tree) right = NULL;
	g_autoptr(git_tree_entry) mine = NULL;
	g_autoptr(git_tree_entry) other = NULL;

	g_assert_cmpint(git_commit_tree(&left, a), ==, 0);
	g_assert_cmpint(git_commit_tree(&right, b), ==, 0);
	g_assert_cmpint(git_tree_entry_bypath(&mine, left, path), ==, 0);
	g_assert_cmpint(git_tree_entry_bypath(&other, right, path), ==, 0);
	return git_oid_equal(git_tree_entry_id(mine), git_tree_entry_id(other));
}

/* The path that a commit changes. */
static char *path_of(Round *r, git_commit *commit)
{
	g_autoptr(GPtrArray) paths = sp_git_changed_paths(r->trees.repo, git_commit_id(commit), 2);

	g_assert_cmpuint(paths->len, ==, 1);
	return g_strdup(paths->pdata[0]);
}

/* All mails through one `git am`, as from a mailbox. */
static void check_sent(Round *r)
{
	g_autofree char *work = trees_path(&r->trees, "work");
	g_autoptr(git_repository) repo = NULL;
	g_autoptr(git_commit) here = NULL;

	g_ptr_array_add(r->argv, NULL);
	g_assert_cmpint(git(r, "work", (const char *const *)r->argv->pdata), ==, 0);
	repo = sp_git_open(work, NULL);
	here = sp_git_commit(repo, "HEAD", NULL);
	for (guint i = r->sent->len; i > 0; i--) {
		g_autoptr(git_commit) upstream =
			sp_git_commit_if_there(r->trees.repo, r->sent->pdata[i - 1]);
		g_autofree char *path = path_of(r, upstream);
		git_commit *parent = NULL;

		check(upstream, here);
		g_assert_true(same_file(upstream, here, path));
		g_assert_cmpint(git_commit_parent(&parent, here, 0), ==, 0);
		git_commit_free(here);
		here = parent;
	}
	g_assert_cmpuint(git_commit_parentcount(here), ==, 0);
}

/* Whether git brings the commit over by mail itself, without us. */
static gboolean survives(Round *r, const char *id)
{
	const char *out[] = {"git", "format-patch", "-q", "-1", "--from=" SENDER,
			     "-o",  "../git",	    id,	  NULL};
	const char *reset[] = {"git", "reset", "-q", "--hard", r->base, NULL};
	const char *quit[] = {"git", "am", "--quit", NULL};
	g_autofree char *folder = trees_path(&r->trees, "git");
	g_autofree char *work = trees_path(&r->trees, "work");
	g_autofree char *file = NULL;
	g_autoptr(GDir) dir = NULL;
	g_autoptr(git_repository) repo = NULL;
	g_autoptr(git_commit) there = sp_git_commit_if_there(r->trees.repo, id);
	g_autoptr(git_commit) here = NULL;
	g_autofree char *path = path_of(r, there);

	g_assert_true(sp_fs_remove(folder, NULL));
	g_assert_cmpint(git(r, "repo", out), ==, 0);
	dir = g_dir_open(folder, 0, NULL);
	file = g_build_filename(folder, g_dir_read_name(dir), NULL);
	g_assert_cmpint(git(r, "work", reset), ==, 0);
	if (git(r, "work", (const char *[]){"git", "am", "-q", "--keep-non-patch", file, NULL})) {
		git(r, "work", quit);
		return FALSE;
	}
	repo = sp_git_open(work, NULL);
	here = sp_git_commit(repo, "HEAD", NULL);
	return g_str_equal(git_commit_message_raw(here), git_commit_message_raw(there)) &&
	       g_str_equal(git_commit_author(here)->name, git_commit_author(there)->name) &&
	       g_str_equal(git_commit_author(here)->email, git_commit_author(there)->email) &&
	       same_file(there, here, path);
}

static void test_round(Round *r, gconstpointer data)
{
	git_index *index = NULL;
	g_autofree char *repo = trees_path(&r->trees, "repo");

	(void)data;
	g_assert_cmpint(git_repository_init(&r->trees.repo, repo, 1), ==, 0);
	g_assert_cmpint(git_index_new(&index), ==, 0);
	make_base(r, index);
	r->branch = sp_branch_from_repo("linux-5.10.y", r->trees.repo, r->base, NULL);
	g_assert_nonnull(r->branch);
	g_assert_cmpint(git(r, ".",
			    (const char *[]){"git", "clone", "-q", "-c", "core.fsync=none", "repo",
					     "work", NULL}),
			==, 0);
	for (guint i = 0; i < COMMITS && r->sent->len < MAILS; i++)
		one(r, index, i);
	git_index_free(index);
	g_test_message("%u were written, %u refused", r->sent->len, r->refused->len);
	g_assert_cmpuint(r->sent->len, ==, MAILS);
	g_assert_cmpuint(r->refused->len, >, MAILS / 20);
	check_sent(r);
	for (guint i = 0; i < r->refused->len; i++)
		g_assert_false(survives(r, r->refused->pdata[i]));
}

static void set_up(Round *r, gconstpointer data)
{
	memset(r, 0, sizeof(*r));
	trees_set_up(&r->trees, data);
	r->random = g_rand_new_with_seed(SEED);
	r->sent = g_ptr_array_new_with_free_func(g_free);
	r->refused = g_ptr_array_new_with_free_func(g_free);
	r->argv = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(r->argv, g_strdup("git"));
	g_ptr_array_add(r->argv, g_strdup("am"));
	g_ptr_array_add(r->argv, g_strdup("-q"));
	g_ptr_array_add(r->argv, g_strdup("--keep-non-patch"));
}

static void tear_down(Round *r, gconstpointer data)
{
	sp_branch_free(r->branch);
	g_rand_free(r->random);
	g_ptr_array_unref(r->sent);
	g_ptr_array_unref(r->refused);
	g_ptr_array_unref(r->argv);
	g_free(r->base);
	trees_tear_down(&r->trees, data);
}

static int run(void)
{
	g_test_add("/mailround/hostile", Round, NULL, set_up, test_round, tear_down);
	return g_test_run();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	return trees_run(run);
}
