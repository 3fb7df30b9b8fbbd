/* SPDX-License-Identifier: GPL-2.0-only */
/* histrefs: tags by version, and which branch is mainline. */
#include "stage/histrefs.h"

#include "base/err.h"
#include "base/git.h"

#include <string.h>

static void tag_free(gpointer data)
{
	SpTag *tag = data;

	g_free(tag->name);
	g_free(tag);
}

void sp_histrefs_free(SpHistRefs *refs)
{
	if (!refs)
		return;
	g_ptr_array_unref(refs->tags);
	g_free(refs->mainline);
	g_free(refs->shallow);
	g_free(refs->state);
	g_free(refs);
}

/* "v2.6.39-rc7" -> 2, 6, 39, 0 and the candidate, G_MAXUINT for the release itself. */
static gboolean parse_tag(const char *name, guint64 numbers[4], guint *count, guint64 *candidate)
{
	const char *p = name + 1;
	char *end;

	memset(numbers, 0, 4 * sizeof(*numbers));
	if (*name != 'v')
		return FALSE;
	for (*count = 0; *count < 4 && g_ascii_isdigit(*p); p = end + 1) {
		numbers[(*count)++] = g_ascii_strtoull(p, &end, 10);
		if (*end != '.')
			break;
	}
	if (*count < 2)
		return FALSE;
	*candidate = G_MAXUINT;
	if (g_str_has_prefix(end, "-rc") && g_ascii_isdigit(end[3]))
		*candidate = g_ascii_strtoull(end + 3, &end, 10);
	return *end == '\0';
}

gboolean sp_histrefs_is_mainline(const char *tag)
{
	guint64 numbers[4], candidate;
	guint count;

	return parse_tag(tag, numbers, &count, &candidate) &&
	       count == (numbers[0] == 2 && numbers[1] == 6 ? 3 : 2);
}

int sp_histrefs_compare(const char *a, const char *b)
{
	guint64 x[5], y[5];
	guint count;

	if (!parse_tag(a, x, &count, &x[4]) || !parse_tag(b, y, &count, &y[4]))
		return strcmp(a, b);
	for (guint i = 0; i < 5; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return strcmp(a, b);
}

static int by_version(gconstpointer a, gconstpointer b)
{
	return sp_histrefs_compare((*(SpTag *const *)a)->name, (*(SpTag *const *)b)->name);
}

/* As they come: most runs only want to know whether they are those of last time. */
static gboolean read_tags(git_repository *repo, GPtrArray *tags, GError **error)
{
	git_reference_iterator *it = NULL;
	git_reference *raw;
	int rc = git_reference_iterator_glob_new(&it, repo, "refs/tags/v[0-9]*");

	while (rc == 0 && (rc = git_reference_next(&raw, it)) == 0) {
		g_autoptr(git_reference) reference = raw;
		SpTag *tag;

		if (git_reference_type(reference) != GIT_REFERENCE_DIRECT)
			continue;
		tag = g_new0(SpTag, 1);
		tag->name = g_strdup(git_reference_name(reference) + strlen("refs/tags/"));
		git_oid_cpy(&tag->id, git_reference_target(reference));
		g_ptr_array_add(tags, tag);
	}
	git_reference_iterator_free(it);
	return rc == GIT_ITEROVER || sp_error_git(error, rc, "listing tags");
}

void sp_histrefs_sort(SpHistRefs *refs)
{
	guint64 numbers[4], candidate;
	guint count;

	for (guint i = refs->tags->len; i > 0; i--)
		if (!parse_tag(((SpTag *)refs->tags->pdata[i - 1])->name, numbers, &count,
			       &candidate))
			g_ptr_array_remove_index(refs->tags, i - 1);
	g_ptr_array_sort(refs->tags, by_version);
}

static gboolean take_mainline(SpHistRefs *refs, git_repository *repo, const char *name)
{
	if (git_reference_name_to_id(&refs->tip, repo, name) < 0)
		return FALSE;
	refs->mainline = g_strdup(name);
	return TRUE;
}

static gboolean find_mainline(SpHistRefs *refs, git_repository *repo, const char *wish,
			      GError **error)
{
	static const char *const remotes[] = {"remotes/linus",
					      "remotes/torvalds",
					      "remotes/mainline",
					      "remotes/upstream",
					      "remotes/stable",
					      "remotes/origin",
					      "heads"};
	static const char *const branches[] = {"master", "main"};

	if (wish) {
		g_autoptr(git_commit) commit = sp_git_commit(repo, wish, error);

		if (!commit) {
			g_prefix_error(error, "--mainline ");
			return FALSE;
		}
		git_oid_cpy(&refs->tip, git_commit_id(commit));
		refs->mainline = g_strdup(wish);
		return TRUE;
	}
	for (guint i = 0; i < G_N_ELEMENTS(remotes); i++)
		for (guint k = 0; k < G_N_ELEMENTS(branches); k++) {
			g_autofree char *name =
				g_strdup_printf("refs/%s/%s", remotes[i], branches[k]);

			if (take_mainline(refs, repo, name))
				return TRUE;
		}
	return TRUE;
}

static char *hash_of(const SpHistRefs *refs)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);

	for (guint i = 0; i < refs->tags->len; i++) {
		const SpTag *tag = refs->tags->pdata[i];

		g_checksum_update(sum, (const guchar *)tag->name, strlen(tag->name) + 1);
		g_checksum_update(sum, tag->id.id, sizeof(tag->id.id));
	}
	g_checksum_update(sum, refs->tip.id, sizeof(refs->tip.id));
	if (refs->shallow)
		g_checksum_update(sum, (const guchar *)refs->shallow, strlen(refs->shallow));
	return g_strdup(g_checksum_get_string(sum));
}

/* The commits at which a clone made with --depth ends; NULL for a whole one. */
static char *read_shallow(git_repository *repo)
{
	g_autofree char *path = g_build_filename(git_repository_commondir(repo), "shallow", NULL);
	char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL) || *text)
		return text;
	g_free(text);
	return NULL;
}

SpHistRefs *sp_histrefs_read(git_repository *repo, const char *mainline, GError **error)
{
	g_autoptr(SpHistRefs) refs = g_new0(SpHistRefs, 1);

	refs->tags = g_ptr_array_new_with_free_func(tag_free);
	if (!read_tags(repo, refs->tags, error) || !find_mainline(refs, repo, mainline, error))
		return NULL;
	refs->shallow = read_shallow(repo);
	refs->state = hash_of(refs);
	return g_steal_pointer(&refs);
}

gboolean sp_histrefs_peel(git_repository *repo, const git_oid *id, git_oid *commit)
{
	g_autoptr(git_object) object = NULL;
	g_autoptr(git_object) peeled = NULL;

	if (git_object_lookup(&object, repo, id, GIT_OBJECT_ANY) < 0 ||
	    git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) < 0)
		return FALSE;
	git_oid_cpy(commit, git_object_id(peeled));
	return TRUE;
}
