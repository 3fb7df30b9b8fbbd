/* SPDX-License-Identifier: GPL-2.0-only */
/* input: what every verb takes: the fix, where to look for branches, which of them. */
#include "cmd/input.h"

#include "base/err.h"
#include "base/fs.h"
#include "base/git.h"
#include "base/progress.h"
#include "stage/branchlist.h"
#include "stage/map.h"

#include <fnmatch.h>
#include <string.h>

void sp_input_free(SpInput *input)
{
	if (!input)
		return;
	g_clear_pointer(&input->branches, g_ptr_array_unref); /* before the repository */
	g_clear_pointer(&input->revisions, g_ptr_array_unref);
	sp_fix_free(input->fix);
	sp_history_free(input->history);
	git_repository_free(input->repo);
	g_free(input->repo_path);
	g_strfreev(input->trees);
	g_strfreev(input->patterns);
	g_strfreev(input->starts);
	g_strfreev(input->files);
	g_free(input->mainline);
	g_free(input->cache_path);
	g_free(input->out);
	g_free(input->cache);
	g_free(input);
}

static void branch_free(gpointer data)
{
	sp_branch_free(data);
}

/* "NAME=VALUE" -> NAME, and VALUE in @value; NULL if it is not of that form. */
static char *split(const char *option, const char *text, const char **value, GError **error)
{
	const char *equals = strchr(text, '=');

	if (!equals || equals == text || !equals[1]) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s %s: it takes %s", option, text,
			    g_str_equal(option, "--at") ? "BRANCH=TAG" : "NAME=PATH");
		return NULL;
	}
	*value = equals + 1;
	return g_strndup(text, equals - text);
}

/* A name becomes a folder of the output: no path may hide in it. */
static gboolean good_name(const char *name, GError **error)
{
	if (!strchr(name, '/') && *name != '.')
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "\"%s\" cannot be a branch's name: no slash in it, no dot before it", name);
	return FALSE;
}

static gboolean wanted(const SpInput *input, const char *name)
{
	if (!input->patterns)
		return TRUE;
	for (guint i = 0; input->patterns[i]; i++)
		if (fnmatch(input->patterns[i], name, 0) == 0)
			return TRUE;
	return FALSE;
}

static gboolean have_branch(const SpInput *input, const char *name)
{
	for (guint i = 0; i < input->branches->len; i++)
		if (g_str_equal(sp_branch_name(input->branches->pdata[i]), name))
			return TRUE;
	return FALSE;
}

static gboolean add_branch(SpInput *input, SpBranch *branch, GError **error)
{
	if (!branch)
		return FALSE;
	if (have_branch(input, sp_branch_name(branch))) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE, "%s is given twice",
			    sp_branch_name(branch));
		sp_branch_free(branch);
		return FALSE;
	}
	g_ptr_array_add(input->branches, branch);
	return TRUE;
}

static gboolean add_starts(SpInput *input, GError **error)
{
	for (guint i = 0; input->starts && input->starts[i]; i++) {
		const char *revision;
		g_autofree char *name = split("--at", input->starts[i], &revision, error);

		if (!name || !good_name(name, error))
			return FALSE;
		if (!input->repo) {
			g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
				    "--at %s: there is no --repo to look it up in",
				    input->starts[i]);
			return FALSE;
		}
		if (wanted(input, name) &&
		    !add_branch(input, sp_branch_from_repo(name, input->repo, revision, error),
				error))
			return FALSE;
	}
	return TRUE;
}

static gboolean add_repo_branches(SpInput *input, GError **error)
{
	g_autoptr(GPtrArray) names = NULL;

	if (!add_starts(input, error))
		return FALSE;
	if (!input->repo)
		return TRUE;
	if (!sp_branch_list_repo(input->repo, &names, &input->revisions, error))
		return FALSE;
	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];

		/* --at has put it in already, from its older point */
		if (!wanted(input, name) || have_branch(input, name))
			continue;
		if (!add_branch(input,
				sp_branch_from_repo(name, input->repo, input->revisions->pdata[i],
						    error),
				error))
			return FALSE;
	}
	return TRUE;
}

static gboolean add_trees(SpInput *input, GError **error)
{
	for (guint i = 0; input->trees && input->trees[i]; i++) {
		const char *path;
		g_autofree char *name = split("--tree", input->trees[i], &path, error);

		if (!name || !good_name(name, error))
			return FALSE;
		if (wanted(input, name) &&
		    !add_branch(input, sp_branch_from_tree(name, path, input->cache, error), error))
			return FALSE;
	}
	return TRUE;
}

static gboolean has_tip(const GArray *tips, const char *name)
{
	for (guint i = 0; i < tips->len; i++)
		if (g_str_equal(g_array_index(tips, SpHistTip, i).name, name))
			return TRUE;
	return FALSE;
}

/* The other stable branches, too: what one says of a commit, another's messages may build on. */
static gboolean add_other_tips(SpInput *input, GArray *tips, GError **error)
{
	for (guint i = 0; i < input->revisions->len; i++) {
		SpHistTip tip = {input->revisions->pdata[i], {{0}}};
		g_autoptr(git_commit) commit = NULL;

		if (has_tip(tips, tip.name))
			continue;
		commit = sp_git_commit(input->repo, tip.name, error);
		if (!commit)
			return FALSE;
		git_oid_cpy(&tip.tip, git_commit_id(commit));
		g_array_append_val(tips, tip);
	}
	return TRUE;
}

static gboolean open_history(SpInput *input, GError **error)
{
	g_autoptr(GArray) tips = g_array_new(FALSE, FALSE, sizeof(SpHistTip));

	for (guint i = 0; i < input->branches->len; i++) {
		const SpBranch *branch = input->branches->pdata[i];
		SpHistTip tip = {sp_branch_revision(branch), {{0}}};

		if (!tip.name || has_tip(tips, tip.name))
			continue;
		git_oid_cpy(&tip.tip, sp_branch_commit(branch));
		g_array_append_val(tips, tip);
	}
	if (!tips->len)
		return TRUE; /* folders and tarballs: they have no history */
	if (!add_other_tips(input, tips, error))
		return FALSE;
	input->history = sp_history_open(input->repo, input->cache, input->mainline, tips, error);
	return input->history != NULL;
}

static gboolean open_branches(SpInput *input, GError **error)
{
	g_auto(GStrv) paths = sp_map_paths(input->fix);

	if (!input->repo && !input->trees) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "nothing to look at: give --repo DIR (a clone of linux-stable) or "
			    "--tree NAME=PATH (a source folder or tarball), or both");
		return FALSE;
	}
	if (!add_repo_branches(input, error) || !add_trees(input, error))
		return FALSE;
	if (!input->branches->len) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "no branch is left: %s; --at BRANCH=TAG takes any commit of it as a "
			    "branch",
			    input->files      ? "none has that name"
			    : input->patterns ? "none matches --branch"
					      : "the repository has no linux-X.Y.y branch");
		return FALSE;
	}
	for (guint i = 0; i < input->branches->len; i++)
		if (!sp_branch_prefetch(input->branches->pdata[i], (const char *const *)paths,
					error))
			return FALSE;
	return open_history(input, error);
}

/* The branch of that name, else the commit of that name. */
static gboolean open_one(SpInput *input, const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = NULL;
	const char *revision = name;

	if (!input->repo) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "nothing to look at: give --repo DIR, a clone of linux-stable");
		return FALSE;
	}
	if (!sp_branch_list_repo(input->repo, &names, &input->revisions, error))
		return FALSE;
	for (guint i = 0; i < names->len; i++)
		if (g_str_equal(names->pdata[i], name))
			revision = input->revisions->pdata[i];
	return add_branch(input, sp_branch_from_repo(name, input->repo, revision, error), error) &&
	       open_history(input, error);
}

static const struct {
	const char *name, *takes;
} arguments[] = {
	[SP_INPUT_FIX] = {"FIX", "one FIX: a fix folder, a commit of --repo, a patch file, or -"},
	[SP_INPUT_FIX_ONLY] = {"FIX",
			       "one FIX: a fix folder, a commit of --repo, a patch file, or -"},
	[SP_INPUT_MAILS] = {"MAIL...", "MAILs: files of FAILED mails, or -"},
	[SP_INPUT_BRANCH] = {"BRANCH", "one BRANCH: linux-5.4.y, or any commit of --repo"},
	[SP_INPUT_FILES] = {"FILE...", "one FILE or more: mails"},
};

/* Not for a mail that asks for a backport: a control's would be no answer. */
static void add_controls(GOptionContext *context, SpInput *input)
{
	const GOptionEntry controls[] = {
		{"undo-fix", 0, 0, G_OPTION_ARG_NONE, &input->undo,
		 "take a branch that has the fix back to before it (control)", NULL},
		{"introduce-bug", 0, 0, G_OPTION_ARG_NONE, &input->introduce,
		 "put the bug into a branch that never had it (control)", NULL},
		{NULL},
	};

	g_option_context_add_main_entries(context, controls, NULL);
}

static gboolean parse_options(SpInput *input, int argc, char **argv, SpGlobal *global,
			      const char *summary, const GOptionEntry *own, SpInputKind kind,
			      char **what, GError **error)
{
	g_auto(GStrv) rest = NULL;
	const GOptionEntry common[] = {
		{"repo", 0, 0, G_OPTION_ARG_FILENAME, &input->repo_path,
		 "git repository with linux-X.Y.y branches", "DIR"},
		{"tree", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &input->trees,
		 "kernel source folder or tarball as a branch", "NAME=PATH"},
		{"branch", 0, 0, G_OPTION_ARG_STRING_ARRAY, &input->patterns,
		 "only branches of that name; * ? [] as in a shell", "PATTERN"},
		{"at", 0, 0, G_OPTION_ARG_STRING_ARRAY, &input->starts,
		 "start a branch from this commit of --repo", "BRANCH=TAG"},
		{"mainline", 0, 0, G_OPTION_ARG_STRING, &input->mainline,
		 "what of --repo is mainline (default: a remote's master)", "REVISION"},
		{"needed", 0, 0, G_OPTION_ARG_NONE, &input->needed,
		 "where it is not known whether a branch needs the fix: it does", NULL},
		{"out", 0, 0, G_OPTION_ARG_FILENAME, &input->out,
		 "where FIX/BRANCH/ is written (default: series)", "DIR"},
		{"cache", 0, 0, G_OPTION_ARG_FILENAME, &input->cache_path,
		 "sources, builds, logs (default: the user's cache)", "DIR"},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &global->quiet, "no talk on stderr", NULL},
		{"json", 0, 0, G_OPTION_ARG_NONE, &global->json, "result for programs", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL,
		 arguments[kind].name},
		{NULL},
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autofree char *program = g_strdup_printf("stableport %s", argv[0]);

	g_set_prgname(program);
	g_option_context_set_summary(context, summary);
	g_option_context_add_main_entries(context, common, NULL);
	if (kind == SP_INPUT_FIX)
		add_controls(context, input);
	if (own)
		g_option_context_add_main_entries(context, own, NULL);
	if (!g_option_context_parse(context, &argc, &argv, error))
		return FALSE;
	if (!rest || !rest[0] || (rest[1] && kind != SP_INPUT_FILES && kind != SP_INPUT_MAILS)) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "%s takes %s; `%s --help` shows the options", program,
			    arguments[kind].takes, program);
		return FALSE;
	}
	*what = g_strdup(rest[0]);
	if (kind == SP_INPUT_FILES || kind == SP_INPUT_MAILS)
		input->files = g_steal_pointer(&rest);
	return TRUE;
}

SpInput *sp_input_parse(int argc, char **argv, SpGlobal *global, const char *summary,
			const GOptionEntry *own, SpInputKind kind, GError **error)
{
	g_autoptr(SpInput) input = g_new0(SpInput, 1);
	g_autofree char *what = NULL;

	input->branches = g_ptr_array_new_with_free_func(branch_free);
	if (!parse_options(input, argc, argv, global, summary, own, kind, &what, error))
		return NULL;
	sp_progress_quiet(global->quiet);
	if (!input->out)
		input->out = g_strdup("series");
	if (input->repo_path) {
		input->repo = sp_git_open(input->repo_path, error);
		if (!input->repo)
			return NULL;
	}
	input->cache = sp_fs_cache_dir(input->cache_path, error);
	if (!input->cache)
		return NULL;
	if (kind == SP_INPUT_MAILS)
		return g_steal_pointer(&input);
	if (kind == SP_INPUT_BRANCH)
		return open_one(input, what, error) ? g_steal_pointer(&input) : NULL;
	if (kind == SP_INPUT_FILES)
		return !input->repo || (add_repo_branches(input, error) &&
					open_history(input, error))
			       ? g_steal_pointer(&input)
			       : NULL;
	input->fix = sp_fix_load(what, input->repo, error);
	if (!input->fix || (kind == SP_INPUT_FIX && !open_branches(input, error)))
		return NULL;
	return g_steal_pointer(&input);
}

gboolean sp_input_open(SpInput *input, SpFix *fix, const char *branch, GError **error)
{
	const char *only[] = {branch, NULL};

	g_ptr_array_set_size(input->branches, 0);
	g_clear_pointer(&input->revisions, g_ptr_array_unref);
	g_clear_pointer(&input->history, sp_history_free);
	sp_fix_free(input->fix);
	input->fix = fix;
	g_strfreev(input->patterns);
	input->patterns = g_strdupv((char **)only);
	return open_branches(input, error);
}

char *sp_input_fix_dir(const SpInput *input)
{
	return g_build_filename(input->out, input->fix->name, NULL);
}

char *sp_input_branch_dir(const SpInput *input, const SpBranch *branch)
{
	return g_build_filename(input->out, input->fix->name, sp_branch_name(branch), NULL);
}
