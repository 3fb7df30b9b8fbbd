/* SPDX-License-Identifier: GPL-2.0-only */
/* branchlist: which stable branches a repository has. */
#include "stage/branchlist.h"

#include "base/err.h"
#include "base/git.h"
#include "base/kver.h"

#include <string.h>

typedef struct {
	char *name;
	char *revision;
	gboolean local;
} Found;

static int by_version(gconstpointer a, gconstpointer b)
{
	const Found *one = *(Found *const *)a, *two = *(Found *const *)b;
	SpKver x = {0, 0, 0}, y = {0, 0, 0};

	if (sp_kver_parse(one->name + strlen("linux-"), &x) &&
	    sp_kver_parse(two->name + strlen("linux-"), &y) && sp_kver_compare(&x, &y))
		return sp_kver_compare(&x, &y);
	return strcmp(one->name, two->name);
}

static void found_free(gpointer data)
{
	Found *found = data;

	g_free(found->name);
	g_free(found->revision);
	g_free(found);
}

/* The branch's name without that of its remote; the whole of it for a local one. */
static const char *bare_name(git_repository *repo, const git_reference *reference,
			     git_branch_t type)
{
	const char *shorthand = git_reference_shorthand(reference);
	const char *slash = strchr(shorthand, '/');
	git_buf remote = GIT_BUF_INIT;

	if (type == GIT_BRANCH_LOCAL)
		return shorthand;
	/* A remote's name may hold slashes, too. */
	if (git_branch_remote_name(&remote, repo, git_reference_name(reference)) == 0 &&
	    strlen(shorthand) > remote.size)
		slash = shorthand + remote.size;
	git_buf_dispose(&remote);
	return slash ? slash + 1 : shorthand;
}

/* Somebody's "backports/linux-5.4.y", such as --branch-prefix writes, is not linux-5.4.y. */
static gboolean is_stable(const char *name)
{
	SpKver version;

	return g_str_has_prefix(name, "linux-") && g_str_has_suffix(name, ".y") &&
	       sp_kver_parse(name + strlen("linux-"), &version);
}

/* In one pass: libgit2 reads and sorts all references for each. */
static gboolean list_all(git_repository *repo, GPtrArray *all, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal); /* name -> Found */
	g_autoptr(git_branch_iterator) it = NULL;
	git_reference *raw;
	git_branch_t type;
	int rc = git_branch_iterator_new(&it, repo, GIT_BRANCH_ALL);

	while (rc == 0 && (rc = git_branch_next(&raw, &type, it)) == 0) {
		g_autoptr(git_reference) reference = raw;
		const char *shorthand = git_reference_shorthand(reference);
		const char *name = bare_name(repo, reference, type);
		Found *found = g_hash_table_lookup(seen, name);

		if (!is_stable(name))
			continue;
		if (!found) {
			found = g_new0(Found, 1);
			found->name = g_strdup(name);
			g_ptr_array_add(all, found);
			g_hash_table_insert(seen, found->name, found);
		} else if (found->local || type != GIT_BRANCH_LOCAL) {
			continue;
		}
		/* A local branch stands for the remote one of its name: the user works on it. */
		found->local = type == GIT_BRANCH_LOCAL;
		g_free(found->revision);
		found->revision = g_strdup(shorthand);
	}
	return rc == GIT_ITEROVER ? TRUE : sp_error_git(error, rc, "listing branches");
}

gboolean sp_branch_list_repo(git_repository *repo, GPtrArray **names, GPtrArray **revisions,
			     GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(found_free);

	if (!list_all(repo, all, error))
		return FALSE;
	g_ptr_array_sort(all, by_version);
	*names = g_ptr_array_new_with_free_func(g_free);
	*revisions = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < all->len; i++) {
		const Found *found = all->pdata[i];

		g_ptr_array_add(*names, g_strdup(found->name));
		g_ptr_array_add(*revisions, g_strdup(found->revision));
	}
	return TRUE;
}
