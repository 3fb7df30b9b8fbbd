/* SPDX-License-Identifier: GPL-2.0-only */
/* prereqfind: each file's needs, and the walk that leads from them to commits. */
#include "stage/prereqfind.h"

#include "base/git.h"

#include <string.h>

typedef struct {
	SpHistory *history;
	const SpHistBranch *place;
	SpBranch *branch;
	git_oid parent; /* of the commit */
	SpPrereqBudget *budget;
	GHashTable *declared; /* char * -> GPtrArray */
	GPtrArray *names;
	GPtrArray *hits;
} Finder;

/* What the branch's file @path, of which @text is the content, declares. */
static const GPtrArray *declared_by(const Finder *finder, const char *path, const char *text)
{
	GPtrArray *names = g_hash_table_lookup(finder->declared, path);

	if (!names) {
		names = sp_prereqnames_of(text ? text : "");
		g_hash_table_insert(finder->declared, g_strdup(path), names);
	}
	return names;
}

/* The branch's file as text, NULL for none. */
static gboolean read_branch(const Finder *finder, const char *path, const char **text,
			    gboolean *lost, GError **error)
{
	SpFileState state;

	if (!sp_branch_read(finder->branch, path, &state, text, NULL, error))
		return FALSE;
	*lost = state == SP_FILE_LOST;
	if (state != SP_FILE_FOUND)
		*text = NULL;
	return TRUE;
}

/* Upstream's file right before the commit; (transfer full), NULL for none. */
static char *read_upstream(const Finder *finder, const char *path)
{
	git_repository *repo = sp_history_repo(finder->history);
	g_autoptr(git_commit) commit = NULL;
	g_autoptr(git_tree) tree = NULL;
	g_autoptr(git_blob) blob = NULL;
	gboolean found, lost;

	if (git_commit_lookup(&commit, repo, &finder->parent) < 0 ||
	    git_commit_tree(&tree, commit) < 0)
		return NULL;
	blob = sp_git_blob(repo, tree, path, &found, &lost, NULL);
	return blob ? g_strndup(git_blob_rawcontent(blob), git_blob_rawsize(blob)) : NULL;
}

static gboolean walk_back(const Finder *finder, const char *path, const GArray *needs,
			  GError **error)
{
	return sp_prereqwalk(finder->history, finder->place, &finder->parent, path, needs,
			     finder->budget, finder->hits, error);
}

/* A need of its own for a name; @name's copy is kept in the finder's names. */
static void need_name(const Finder *finder, GArray *needs, const SpPrereqName *name)
{
	SpPrereqName *own = g_new0(SpPrereqName, 1);
	SpNeed need = {.kind = SP_NEED_NAME, .line = name->line, .origin = name->line, .name = own};

	own->name = g_strdup(name->name);
	own->scope = g_strdup(name->scope);
	own->line = name->line;
	g_ptr_array_add(finder->names, own);
	g_array_append_val(needs, need);
}

static gboolean has_region(const GPtrArray *names, const char *scope)
{
	g_autofree char *function = g_strndup(scope, strcspn(scope, "("));

	return sp_prereqnames_find(names, function, "") != NULL;
}

/* Whether the branch's file lacks it. Of a function that it does not have, nothing is said. */
static gboolean lacks(const GPtrArray *branch, const SpPrereqName *name)
{
	if (g_str_has_suffix(name->scope, "()") && !has_region(branch, name->scope))
		return FALSE;
	return !sp_prereqnames_find(branch, name->name, name->scope);
}

/* The path of an "#include" line's file in the tree of the kernel; NULL for another line. */
static char *included(const char *path, const char *line)
{
	g_autofree char *dir = g_path_get_dirname(path);
	const char *at = line + strspn(line, " \t"), *end;
	g_autofree char *file = NULL;
	gboolean here;

	if (*at++ != '#')
		return NULL;
	at += strspn(at, " \t");
	if (!g_str_has_prefix(at, "include"))
		return NULL;
	at += strlen("include");
	at += strspn(at, " \t");
	here = *at == '"';
	if (*at != '<' && !here)
		return NULL;
	end = strpbrk(at + 1, here ? "\"\n" : ">\n");
	if (!end || *end == '\n')
		return NULL;
	file = g_strndup(at + 1, end - at - 1);
	/* g_canonicalize_filename() resolves "../"; the tree's root goes for "/". */
	g_autofree char *root = g_strconcat("/", here ? dir : "include", NULL);
	g_autofree char *full = g_canonicalize_filename(file, root);

	return g_strdup(full + 1);
}

/* What the names are that no file at hand declares: the headers that the file includes. */
static gboolean ask_header(const Finder *finder, const char *path, const GPtrArray *uses,
			   GError **error)
{
	g_autofree char *upstream = read_upstream(finder, path);
	g_autoptr(GArray) needs = g_array_new(FALSE, FALSE, sizeof(SpNeed));
	g_autoptr(GPtrArray) declared = NULL;
	const GPtrArray *theirs = NULL;
	const char *text;
	gboolean lost;

	for (guint i = 0; upstream && i < uses->len; i++) {
		const SpPrereqUse *use = uses->pdata[i];
		const SpPrereqName *meant;

		if (!sp_prereqnames_has_word(upstream, use->name))
			continue;
		if (!declared) {
			if (!read_branch(finder, path, &text, &lost, error))
				return FALSE;
			if (lost)
				return TRUE;
			declared = sp_prereqnames_of(upstream);
			theirs = declared_by(finder, path, text);
		}
		meant = sp_prereqnames_meant(declared, use);
		if (meant && lacks(theirs, meant))
			need_name(finder, needs, meant);
	}
	return walk_back(finder, path, needs, error);
}

static gboolean ask_headers(const Finder *finder, const SpPatchFile *file, const GPtrArray *uses,
			    GError **error)
{
	g_auto(GStrv) lines = g_strsplit(file->pre, "\n", -1);

	for (guint i = 0; uses->len && lines[i]; i++) {
		g_autofree char *path = included(file->path, lines[i]);

		if (path && !ask_header(finder, path, uses, error))
			return FALSE;
	}
	return TRUE;
}

/* What the new lines use: of the file itself to @needs; the others are asked for here. */
static gboolean ask_names(const Finder *finder, const SpPatchFile *file, const char *text,
			  GArray *needs, GError **error)
{
	const GPtrArray *uses = sp_prereqnames_uses(file);
	const GPtrArray *before = sp_prereqnames_in(file, FALSE);
	const GPtrArray *after = sp_prereqnames_in(file, TRUE);
	const GPtrArray *branch = declared_by(finder, file->path, text);
	g_autoptr(GPtrArray) rest = g_ptr_array_new();

	for (guint i = 0; i < uses->len; i++) {
		SpPrereqUse *use = uses->pdata[i];
		const SpPrereqName *meant = sp_prereqnames_meant(before, use);

		if (meant && lacks(branch, meant))
			need_name(finder, needs, meant);
		/* What the branch's file has the word of, its headers declare. */
		else if (!meant && !sp_prereqnames_meant(after, use) &&
			 !sp_prereqnames_has_word(text, use->name))
			g_ptr_array_add(rest, use);
	}
	return ask_headers(finder, file, rest, error);
}

static gboolean is_c(const char *path)
{
	return g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h");
}

static gboolean ask_file(const Finder *finder, const SpPatchFile *file, GError **error)
{
	g_autoptr(GArray) needs = g_array_new(FALSE, FALSE, sizeof(SpNeed));
	const char *text;
	gboolean lost;

	if (!file->pre)
		return TRUE; /* added */
	if (!read_branch(finder, file->path, &text, &lost, error))
		return FALSE;
	if (lost)
		return TRUE;
	sp_prereqlines_needs(file, text, needs);
	if (text && file->post && is_c(file->path) && !ask_names(finder, file, text, needs, error))
		return FALSE;
	return walk_back(finder, file->path, needs, error);
}

gboolean sp_prereqfind(SpHistory *history, const SpHistBranch *place, SpBranch *branch,
		       git_commit *commit, const SpPatch *patch, SpPrereqBudget *budget,
		       GHashTable *declared, GPtrArray *names, GPtrArray *hits, GError **error)
{
	Finder finder = {.history = history,
			 .place = place,
			 .branch = branch,
			 .budget = budget,
			 .declared = declared,
			 .names = names,
			 .hits = hits};
	const git_oid *parent = git_commit_parent_id(commit, 0);

	if (!parent)
		return TRUE;
	git_oid_cpy(&finder.parent, parent);
	for (guint i = 0; i < patch->files->len; i++)
		if (!ask_file(&finder, patch->files->pdata[i], error))
			return FALSE;
	return TRUE;
}
