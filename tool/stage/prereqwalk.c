/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqwalk: a blame of a few lines. Libgit2's own looks at whole files and at all of the history,
 * and knows no gaps: a line that was taken out has nobody to blame.
 */
#include "stage/prereqwalk.h"

#include "base/git.h"

#include <string.h>

/* A commit that changes more files is not looked through for the one that was renamed. */
#define MOST_CHANGED 2000

/* A state of the file that has some of the needs. */
typedef struct {
	git_oid id;
	char *path;
	gint64 time;
	GArray *needs; /* SpNeed */
} Suspect;

typedef struct {
	gint32 n;
	git_oid id;
} Release;

/* The last look-up of a path: where one of its folders is the same, so is the file. */
typedef struct {
	char *path;
	char **parts;
	guint n_known; /* of @trees */
	GArray *trees; /* git_oid, the folder that each part was looked up in */
	gboolean found;
	git_oid blob;
} LookUp;

typedef struct {
	SpHistory *history;
	git_repository *repo;
	const SpHistBranch *place;
	SpPrereqBudget *budget;
	GPtrArray *hits;
	GPtrArray *suspects; /* Suspect */
	GArray *releases;    /* Release, oldest first */
	GHashTable *numbers; /* git_oid -> index in @releases + 1 */
	LookUp last;
} Walk;

static void hit_free(gpointer data)
{
	SpPrereqHit *hit = data;

	g_free(hit->path);
	g_array_unref(hit->needs);
	g_free(hit);
}

GPtrArray *sp_prereqwalk_hits(void)
{
	return g_ptr_array_new_with_free_func(hit_free);
}

static void suspect_free(Suspect *suspect)
{
	g_free(suspect->path);
	g_array_unref(suspect->needs);
	g_free(suspect);
}

static void suspect_destroy(gpointer data)
{
	suspect_free(data);
}

static guint id_hash(gconstpointer id)
{
	guint hash;

	memcpy(&hash, ((const git_oid *)id)->id, sizeof(hash));
	return hash;
}

static gboolean id_equal(gconstpointer a, gconstpointer b)
{
	return git_oid_equal(a, b);
}

/* Mainline's releases from the branch's base on. */
static gboolean read_releases(Walk *walk, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		sp_history_db(walk->history),
		"SELECT r.n, c.id, c.rest FROM release r JOIN commits c ON c.id = r.id "
		"WHERE r.n >= ? ORDER BY r.n",
		error);
	gboolean row = TRUE;

	if (!get)
		return FALSE;
	sqlite3_bind_int(get, 1, walk->place->base);
	while (sp_sql_step(get, &row, error)) {
		Release release;

		if (!row)
			break;
		release.n = sqlite3_column_int(get, 0);
		sp_histdb_id(sqlite3_column_int64(get, 1), sqlite3_column_blob(get, 2),
			     &release.id);
		g_array_append_val(walk->releases, release);
	}
	for (guint i = 0; !row && i < walk->releases->len; i++)
		g_hash_table_insert(walk->numbers, &g_array_index(walk->releases, Release, i).id,
				    GUINT_TO_POINTER(i + 1));
	return !row;
}

static void give_up(Walk *walk, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void give_up(Walk *walk, const char *format, ...)
{
	va_list args;

	if (walk->budget->stopped)
		return;
	va_start(args, format);
	walk->budget->stopped = g_strdup_vprintf(format, args);
	va_end(args);
}

static git_commit *commit_of(Walk *walk, const git_oid *id)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, walk->repo, id) == 0)
		return commit;
	give_up(walk, "the repository lacks commit %.12s", git_oid_tostr_s(id));
	return NULL;
}

static void start_look_up(LookUp *last, const char *path)
{
	if (g_strcmp0(last->path, path) == 0)
		return;
	g_free(last->path);
	g_strfreev(last->parts);
	last->path = g_strdup(path);
	last->parts = g_strsplit(path, "/", -1);
	last->n_known = 0;
	if (!last->trees)
		last->trees = g_array_new(FALSE, TRUE, sizeof(git_oid));
	g_array_set_size(last->trees, g_strv_length(last->parts));
}

static void end_look_up(LookUp *last)
{
	g_free(last->path);
	g_strfreev(last->parts);
	if (last->trees)
		g_array_unref(last->trees);
}

/* The blob of @path in a commit; FALSE if there is none, or if the repository lacks the folder.
 * From one commit to the next few folders change. */
static gboolean blob_id(Walk *walk, git_commit *commit, const char *path, git_oid *id)
{
	LookUp *last = &walk->last;
	git_oid at = *git_commit_tree_id(commit);
	guint known;

	start_look_up(last, path);
	known = last->n_known;
	for (guint i = 0; i < last->trees->len; i++) {
		git_oid *seen = &g_array_index(last->trees, git_oid, i);
		gboolean end = i + 1 == last->trees->len;
		g_autoptr(git_tree) tree = NULL;
		const git_tree_entry *entry = NULL;
		gboolean there;

		if (i < known && git_oid_equal(seen, &at))
			break;
		git_oid_cpy(seen, &at);
		if (git_tree_lookup(&tree, walk->repo, &at) == 0)
			entry = git_tree_entry_byname(tree, last->parts[i]);
		there = entry &&
			git_tree_entry_type(entry) == (end ? GIT_OBJECT_BLOB : GIT_OBJECT_TREE);
		if (there)
			at = *git_tree_entry_id(entry);
		if (there && !end)
			continue;
		last->n_known = i + 1;
		last->found = there;
		last->blob = at;
		break;
	}
	*id = last->blob;
	return last->found;
}

/* (transfer full): the text of a blob, NULL if the repository lacks it. */
static char *blob_text(Walk *walk, const git_oid *id)
{
	g_autoptr(git_blob) blob = NULL;

	if (git_blob_lookup(&blob, walk->repo, id) == 0)
		return g_strndup(git_blob_rawcontent(blob), git_blob_rawsize(blob));
	give_up(walk, "the repository lacks the content of blob %.12s", git_oid_tostr_s(id));
	return NULL;
}

/* Hands @needs on to a state of the file. */
static void suspect(Walk *walk, git_commit *commit, const char *path, const GArray *needs)
{
	const git_oid *id = git_commit_id(commit);
	Suspect *one;

	if (!needs->len)
		return;
	for (guint i = 0; i < walk->suspects->len; i++) {
		one = walk->suspects->pdata[i];
		if (git_oid_equal(&one->id, id) && g_str_equal(one->path, path)) {
			g_array_append_vals(one->needs, needs->data, needs->len);
			return;
		}
	}
	one = g_new0(Suspect, 1);
	git_oid_cpy(&one->id, id);
	one->path = g_strdup(path);
	one->time = git_commit_time(commit);
	one->needs = g_array_new(FALSE, FALSE, sizeof(SpNeed));
	g_array_append_vals(one->needs, needs->data, needs->len);
	g_ptr_array_add(walk->suspects, one);
}

/* The newest: what two ways lead to is then looked at once. */
static Suspect *next_suspect(Walk *walk)
{
	guint newest = 0;

	for (guint i = 1; i < walk->suspects->len; i++)
		if (((Suspect *)walk->suspects->pdata[i])->time >
		    ((Suspect *)walk->suspects->pdata[newest])->time)
			newest = i;
	return g_ptr_array_steal_index(walk->suspects, newest);
}

static void blame(Walk *walk, const Suspect *of, const GArray *needs)
{
	SpPrereqHit *hit;

	for (guint i = 0; i < walk->hits->len; i++) {
		hit = walk->hits->pdata[i];
		if (git_oid_equal(&hit->id, &of->id) && g_str_equal(hit->path, of->path)) {
			g_array_append_vals(hit->needs, needs->data, needs->len);
			return;
		}
	}
	hit = g_new0(SpPrereqHit, 1);
	git_oid_cpy(&hit->id, &of->id);
	hit->path = g_strdup(of->path);
	hit->needs = g_array_new(FALSE, FALSE, sizeof(SpNeed));
	g_array_append_vals(hit->needs, needs->data, needs->len);
	g_ptr_array_add(walk->hits, hit);
}

/* At a release: the oldest one, down from it, that has the same file goes for it. */
static gboolean jump(Walk *walk, const Suspect *from, const git_oid *blob)
{
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(walk->numbers, &from->id));
	g_autoptr(git_commit) oldest = NULL;

	while (index > 1) {
		const Release *older = &g_array_index(walk->releases, Release, index - 2);
		git_commit *commit = NULL;
		git_oid id;

		if (git_commit_lookup(&commit, walk->repo, &older->id) < 0)
			break;
		if (!blob_id(walk, commit, from->path, &id) || !git_oid_equal(&id, blob)) {
			git_commit_free(commit);
			break;
		}
		git_commit_free(oldest);
		oldest = commit;
		index--;
	}
	if (oldest)
		suspect(walk, oldest, from->path, from->needs);
	return oldest != NULL;
}

/* Splits @needs into those that the older text has, in its lines, and those that it has not. */
static void split(const GArray *needs, const char *old, const char *new, GArray *there,
		  GArray * not )
{
	g_autoptr(GArray) changes = sp_prereqlines_diff(old, new);
	g_autoptr(GPtrArray) names = NULL;

	for (guint i = 0; i < needs->len; i++) {
		SpNeed need = g_array_index(needs, SpNeed, i);
		gboolean back = need.kind == SP_NEED_FILE ||
				(changes && sp_prereqlines_back(changes, &need));

		if (!back && need.kind == SP_NEED_NAME) {
			const SpPrereqName *found;

			if (!names)
				names = sp_prereqnames_of(old);
			found = sp_prereqnames_find(names, need.name->name, need.name->scope);
			back = found != NULL;
			need.line = found ? found->line : need.line;
		}
		g_array_append_val(back ? there : not, need);
	}
}

/* Of a thousand, how many lines of the longer text both have. */
static guint likeness(const char *old, const char *new)
{
	g_autoptr(GArray) changes = sp_prereqlines_diff(old, new);
	guint lines[2] = {1, 1}, other[2] = {0, 0};

	for (const char *at = old; (at = strchr(at, '\n')); at++)
		lines[0]++;
	for (const char *at = new; (at = strchr(at, '\n')); at++)
		lines[1]++;
	for (guint i = 0; changes && i < changes->len; i++) {
		const SpLineChange *one = &g_array_index(changes, SpLineChange, i);

		other[0] += one->old_count;
		other[1] += one->new_count;
	}
	return changes ? (MAX(lines[0], lines[1]) - MAX(other[0], other[1])) * 1000 /
				 MAX(lines[0], lines[1])
		       : 0;
}

/* The file of @parent that became @path in a commit that has it anew; NULL for none that is half
 * the same. @text: (out): its content */
static char *renamed_from(Walk *walk, const Suspect *at, git_commit *commit, git_commit *parent,
			  const char *now, char **text)
{
	g_autoptr(GPtrArray) paths = sp_git_changed_paths(walk->repo, &at->id, MOST_CHANGED);
	const char *ending = strrchr(at->path, '.');
	char *found = NULL;
	guint best = 500;

	*text = NULL;
	for (guint i = 0; paths && i < paths->len; i++) {
		const char *path = paths->pdata[i];
		g_autofree char *old = NULL;
		git_oid id;
		guint like;

		if (blob_id(walk, commit, path, &id) || !blob_id(walk, parent, path, &id) ||
		    (ending && !g_str_has_suffix(path, ending)))
			continue;
		old = blob_text(walk, &id);
		like = old ? likeness(old, now) : 0;
		if (like <= best)
			continue;
		best = like;
		found = (g_free(found), g_strdup(path));
		*text = (g_free(*text), g_steal_pointer(&old));
	}
	return found;
}

/* What one parent has of @left goes to it. Returns: (transfer full): the rest. */
static GArray *pass_on(Walk *walk, const Suspect *at, git_commit *commit, git_commit *parent,
		       const char *text, GArray *left)
{
	g_autoptr(GArray) there = g_array_new(FALSE, FALSE, sizeof(SpNeed));
	g_autoptr(GArray) mine = left;
	GArray *rest = g_array_new(FALSE, FALSE, sizeof(SpNeed));
	g_autofree char *path = g_strdup(at->path);
	g_autofree char *old = NULL;
	git_oid id;

	if (blob_id(walk, parent, path, &id)) {
		old = blob_text(walk, &id);
	} else if (git_commit_parentcount(commit) == 1) {
		g_free(path);
		path = renamed_from(walk, at, commit, parent, text, &old);
		/* The branch has no file of the new name, whatever it holds. */
		for (guint i = mine->len; path && i-- > 0;) {
			if (g_array_index(mine, SpNeed, i).kind != SP_NEED_FILE)
				continue;
			g_array_append_val(rest, g_array_index(mine, SpNeed, i));
			g_array_remove_index(mine, i);
		}
	}
	if (!old) {
		g_array_append_vals(rest, mine->data, mine->len);
		return rest;
	}
	split(mine, old, text, there, rest);
	suspect(walk, parent, path, there);
	return rest;
}

/* To the parents; what none of them has was made here. */
static void go_back(Walk *walk, const Suspect *at, git_commit *commit)
{
	guint count = git_commit_parentcount(commit);
	g_autoptr(GArray) left = g_array_ref(at->needs);
	g_autofree char *text = NULL;
	git_oid blob, other;

	if (!blob_id(walk, commit, at->path, &blob)) {
		give_up(walk, "the repository lacks %s of commit %.12s", at->path,
			git_oid_tostr_s(&at->id));
		return;
	}
	if (jump(walk, at, &blob))
		return;
	for (guint i = 0; i < count; i++) {
		g_autoptr(git_commit) parent = commit_of(walk, git_commit_parent_id(commit, i));

		if (!parent)
			return;
		if (!blob_id(walk, parent, at->path, &other) || !git_oid_equal(&other, &blob))
			continue;
		suspect(walk, parent, at->path, at->needs);
		return;
	}
	text = blob_text(walk, &blob);
	for (guint i = 0; text && left->len && i < count; i++) {
		g_autoptr(git_commit) parent = commit_of(walk, git_commit_parent_id(commit, i));

		if (!parent)
			return;
		left = pass_on(walk, at, commit, parent, text, g_steal_pointer(&left));
	}
	if (text && left->len)
		blame(walk, at, left);
}

static gboolean step(Walk *walk, const Suspect *at, GError **error)
{
	g_auto(SpHistPlace) where = {0};
	g_autoptr(git_commit) commit = NULL;

	if (!sp_history_where(walk->history, walk->place, &at->id, &where, error))
		return FALSE;
	if (where.there)
		return TRUE; /* what is older is in the branch, too */
	if (!walk->budget->left) {
		give_up(walk, "only so many commits are looked at, and %.12s is where that ended",
			git_oid_tostr_s(&at->id));
		return TRUE;
	}
	walk->budget->left--;
	commit = commit_of(walk, &at->id);
	if (commit)
		go_back(walk, at, commit);
	return TRUE;
}

gboolean sp_prereqwalk(SpHistory *history, const SpHistBranch *place, const git_oid *from,
		       const char *path, const GArray *needs, SpPrereqBudget *budget,
		       GPtrArray *hits, GError **error)
{
	g_autoptr(GPtrArray) suspects = g_ptr_array_new_with_free_func(suspect_destroy);
	g_autoptr(GArray) releases = g_array_new(FALSE, FALSE, sizeof(Release));
	g_autoptr(GHashTable) numbers = g_hash_table_new(id_hash, id_equal);
	g_autoptr(git_commit) first = NULL;
	Walk walk = {.history = history,
		     .repo = sp_history_repo(history),
		     .place = place,
		     .budget = budget,
		     .hits = hits,
		     .suspects = suspects,
		     .releases = releases,
		     .numbers = numbers};
	gboolean good;

	if (!needs->len)
		return TRUE;
	good = read_releases(&walk, error);
	first = good ? commit_of(&walk, from) : NULL;
	if (first)
		suspect(&walk, first, path, needs);
	while (good && suspects->len) {
		Suspect *at = next_suspect(&walk);

		good = step(&walk, at, error);
		suspect_free(at);
	}
	end_look_up(&walk.last);
	return good;
}
