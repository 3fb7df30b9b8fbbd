/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histgraph: commits read from the object database as bytes: libgit2's own walk and its parsed
 * commits take several times as long, and a clone has one and a half million of them. Readers on
 * all processors share one table of nodes.
 */
#include "stage/histgraph.h"

#include "base/err.h"
#include "base/git.h"
#include "base/progress.h"
#include "base/run.h"

#include <string.h>

enum {
	CHUNK = 4096,	  /* nodes that are made at a time */
	CHUNKS = 1 << 16, /* 268 million nodes at the most */
	MAX_READERS = 4,
};

struct _SpGraph {
	git_repository *repo; /* borrowed */
	git_odb *odb;
	SpHistdb *db; /* NULL while all is read anew */
	GMutex lock;  /* of all below, while there are several readers */
	SpNode *chunks[CHUNKS];
	guint32 size;
	guint32 *slots; /* open addressing: number + 1 of a node, 0 for none */
	guint32 n_slots;
	GPtrArray *blocks; /* memory of parents and links, freed as a whole */
};

/* A reader's own memory, for which it needs no lock. */
typedef struct {
	SpGraph *graph;
	git_odb *odb;
	char *block;
	gsize left;
	GArray *links;	 /* SpLink, of the message at hand */
	GArray *parents; /* git_oid, of the commit at hand */
	GArray *fresh;	 /* guint32, the parents that nobody had seen */
} Reader;

SpGraph *sp_graph_new(git_repository *repo, SpHistdb *db, GError **error)
{
	g_autoptr(SpGraph) graph = g_new0(SpGraph, 1);
	int rc = git_repository_odb(&graph->odb, repo);

	g_mutex_init(&graph->lock);
	graph->repo = repo;
	graph->db = db;
	graph->n_slots = 1 << 16;
	graph->slots = g_new0(guint32, graph->n_slots);
	graph->blocks = g_ptr_array_new_with_free_func(g_free);
	if (rc == 0)
		return g_steal_pointer(&graph);
	sp_error_git(error, rc, "opening the repository's objects");
	return NULL;
}

void sp_graph_free(SpGraph *graph)
{
	if (!graph)
		return;
	for (guint i = 0; i < CHUNKS && graph->chunks[i]; i++)
		g_free(graph->chunks[i]);
	g_free(graph->slots);
	g_ptr_array_unref(graph->blocks);
	git_odb_free(graph->odb);
	g_mutex_clear(&graph->lock);
	g_free(graph);
}

SpNode *sp_graph_node(const SpGraph *graph, guint32 number)
{
	return &graph->chunks[number / CHUNK][number % CHUNK];
}

static guint32 slot_of(const SpGraph *graph, const git_oid *id)
{
	guint32 hash;

	memcpy(&hash, id->id + 8, sizeof(hash));
	return hash & (graph->n_slots - 1);
}

static void grow(SpGraph *graph)
{
	g_free(graph->slots);
	graph->n_slots *= 2;
	graph->slots = g_new0(guint32, graph->n_slots);
	for (guint32 i = 0; i < graph->size; i++) {
		guint32 slot = slot_of(graph, &sp_graph_node(graph, i)->id);

		while (graph->slots[slot])
			slot = (slot + 1) & (graph->n_slots - 1);
		graph->slots[slot] = i + 1;
	}
}

/* The commit's number; @fresh: it has been made just now. */
static guint32 number_of(SpGraph *graph, const git_oid *id, gboolean *fresh)
{
	guint32 slot = slot_of(graph, id);
	SpNode *node;

	*fresh = FALSE;
	for (; graph->slots[slot]; slot = (slot + 1) & (graph->n_slots - 1))
		if (git_oid_equal(&sp_graph_node(graph, graph->slots[slot] - 1)->id, id))
			return graph->slots[slot] - 1;
	*fresh = TRUE;
	if (graph->size % CHUNK == 0) {
		g_assert(graph->size / CHUNK < CHUNKS);
		graph->chunks[graph->size / CHUNK] = g_new0(SpNode, CHUNK);
	}
	node = sp_graph_node(graph, graph->size);
	git_oid_cpy(&node->id, id);
	node->release = SP_RELEASE_NONE;
	graph->slots[slot] = ++graph->size;
	if (graph->size > graph->n_slots / 2)
		grow(graph);
	return graph->size - 1;
}

/* What the index knows of a commit. */
static gboolean look_up(SpGraph *graph, SpNode *node, GError **error)
{
	sqlite3_stmt *get = sp_histdb_statement(
		graph->db, "SELECT rest, release FROM commits WHERE id = ?", error);
	gboolean row;
	git_oid id;

	if (!get)
		return FALSE;
	sqlite3_bind_int64(get, 1, sp_histdb_key(&node->id));
	if (!sp_sql_step(get, &row, error))
		return FALSE;
	if (!row)
		return TRUE;
	sp_histdb_id(sp_histdb_key(&node->id), sqlite3_column_blob(get, 0), &id);
	node->stored = git_oid_equal(&id, &node->id);
	node->release = sqlite3_column_int(get, 1);
	sqlite3_reset(get);
	if (node->stored)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
		    "two commits begin with the same 16 digits, %.16s: this index cannot hold both",
		    git_oid_tostr_s(&node->id));
	return FALSE;
}

gboolean sp_graph_find(SpGraph *graph, const git_oid *id, guint32 *number, GError **error)
{
	gboolean fresh;

	*number = number_of(graph, id, &fresh);
	return !fresh || !graph->db || look_up(graph, sp_graph_node(graph, *number), error);
}

static void *take_memory(Reader *reader, gsize size)
{
	void *taken;

	if (size > reader->left) {
		reader->left = MAX(size, 1 << 18);
		reader->block = g_malloc(reader->left);
		g_mutex_lock(&reader->graph->lock);
		g_ptr_array_add(reader->graph->blocks, reader->block);
		g_mutex_unlock(&reader->graph->lock);
	}
	taken = reader->block;
	size = (size + 7) & ~(gsize)7;
	reader->block += MIN(size, reader->left);
	reader->left -= MIN(size, reader->left);
	return taken;
}

static void reader_init(Reader *reader, SpGraph *graph, git_odb *odb)
{
	*reader = (Reader){.graph = graph,
			   .odb = odb,
			   .links = g_array_new(FALSE, FALSE, sizeof(SpLink)),
			   .parents = g_array_new(FALSE, FALSE, sizeof(git_oid)),
			   .fresh = g_array_new(FALSE, FALSE, sizeof(guint32))};
}

static void reader_clear(Reader *reader)
{
	g_array_unref(reader->links);
	g_array_unref(reader->parents);
	g_array_unref(reader->fresh);
}

/* Past "BACKPORT: ", the habit of some trees. */
static const char *skip_habit(const char *p, const char *end)
{
	const char *word = p;

	while (word < end && g_ascii_isupper(*word))
		word++;
	return word > p && end - word > 2 && word[0] == ':' && word[1] == ' ' ? word + 2 : p;
}

guint32 sp_graph_subject_hash(const char *message, gsize length)
{
	const char *end = memchr(message, '\n', length);
	const char *p = message, *next;
	guint32 hash = 2166136261u; /* FNV-1a */

	end = end ? end : message + length;
	while ((next = skip_habit(p, end)) != p)
		p = next;
	for (; p < end; p++)
		if (!g_ascii_isspace(*p))
			hash = (hash ^ (guchar)*p) * 16777619u;
	return hash;
}

/* Seconds of "committer Name <address> 1602298079 -0700". */
static gint64 time_of(const char *line, const char *end)
{
	const char *p = g_strrstr_len(line, end - line, ">");

	return p ? g_ascii_strtoll(p + 1, NULL, 10) : 0;
}

/* The header's lines; @message: what stands after them. */
static gboolean parse_header(Reader *reader, SpNode *node, const char *data, gsize length,
			     const char **message)
{
	const char *end = data + length;

	g_array_set_size(reader->parents, 0);
	while (data < end && *data != '\n') {
		const char *eol = memchr(data, '\n', end - data);
		git_oid parent;

		if (!eol)
			return FALSE;
		if (eol - data == 47 && memcmp(data, "parent ", 7) == 0) {
			if (git_oid_fromstr(&parent, data + 7) < 0)
				return FALSE;
			g_array_append_val(reader->parents, parent);
		} else if (eol - data > 10 && memcmp(data, "committer ", 10) == 0) {
			node->time = time_of(data, eol);
		}
		data = eol + 1;
	}
	*message = data < end ? data + 1 : end;
	return reader->parents->len <= G_MAXUINT16;
}

/* Numbers of the parents, and which of them nobody had seen. */
static gboolean enter_parents(Reader *reader, SpNode *node, GError **error)
{
	SpGraph *graph = reader->graph;
	gboolean good = TRUE;

	node->n_parents = (guint16)reader->parents->len;
	node->parents = take_memory(reader, node->n_parents * sizeof(guint32));
	g_mutex_lock(&graph->lock);
	for (guint i = 0; i < node->n_parents && good; i++) {
		gboolean fresh;

		node->parents[i] =
			number_of(graph, &g_array_index(reader->parents, git_oid, i), &fresh);
		if (fresh)
			g_array_append_val(reader->fresh, node->parents[i]);
		if (fresh && graph->db)
			good = look_up(graph, sp_graph_node(graph, node->parents[i]), error);
	}
	g_mutex_unlock(&graph->lock);
	return good;
}

/* Notes what is needed of a commit's bytes. */
static gboolean take_commit(Reader *reader, SpNode *node, const char *data, gsize length)
{
	const char *message;

	if (!parse_header(reader, node, data, length, &message))
		return FALSE;
	length -= message - data;
	node->subject = sp_graph_subject_hash(message, length);
	node->headed = length > 8 && memcmp(message, "Revert \"", 8) == 0;
	g_array_set_size(reader->links, 0);
	sp_links_parse(message, length, reader->links);
	node->n_links = (guint16)MIN(reader->links->len, G_MAXUINT16);
	if (node->n_links) {
		node->links = take_memory(reader, node->n_links * sizeof(SpLink));
		memcpy(node->links, reader->links->data, node->n_links * sizeof(SpLink));
	}
	return TRUE;
}

/* The parents that nobody had seen are left in reader->fresh. */
static gboolean read_node(Reader *reader, guint32 number, GError **error)
{
	SpNode *node = sp_graph_node(reader->graph, number);
	git_odb_object *object = NULL;
	gboolean good;
	int rc = git_odb_read(&object, reader->odb, &node->id);

	g_array_set_size(reader->fresh, 0);
	node->read = TRUE;
	if (rc == GIT_ENOTFOUND) {
		node->lost = TRUE;
		return TRUE;
	}
	if (rc < 0)
		return sp_error_git(error, rc, "reading commit %s", git_oid_tostr_s(&node->id));
	good = git_odb_object_type(object) == GIT_OBJECT_COMMIT &&
	       take_commit(reader, node, git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
	if (good)
		return enter_parents(reader, node, error);
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "commit %s cannot be read: is it damaged?",
		    git_oid_tostr_s(&node->id));
	return FALSE;
}

gboolean sp_graph_read(SpGraph *graph, guint32 number, GError **error)
{
	Reader reader;
	gboolean good;

	if (sp_graph_node(graph, number)->read)
		return TRUE;
	reader_init(&reader, graph, graph->odb);
	good = read_node(&reader, number, error);
	reader_clear(&reader);
	return good;
}

/* What the readers of sp_graph_read_all() share. */
typedef struct {
	SpGraph *graph;
	GMutex lock;
	GCond more;
	GArray *waiting; /* guint32, for whoever has nothing to do */
	guint hungry;	 /* readers that wait */
	guint readers;
	guint started;
	gboolean over;
	GError *error;
} Crew;

/* Waits for numbers that others can spare; FALSE when there will be none. */
static gboolean get_work(Crew *crew, GArray *own)
{
	gboolean got;

	g_mutex_lock(&crew->lock);
	crew->hungry++;
	while (!crew->waiting->len && !crew->over) {
		if (crew->hungry == crew->readers) {
			g_atomic_int_set(&crew->over, TRUE);
			g_cond_broadcast(&crew->more);
			break;
		}
		g_cond_wait(&crew->more, &crew->lock);
	}
	got = crew->waiting->len > 0 && !crew->over;
	if (got) {
		guint take = (crew->waiting->len + 1) / 2;

		g_array_append_vals(
			own, &g_array_index(crew->waiting, guint32, crew->waiting->len - take),
			take);
		g_array_set_size(crew->waiting, crew->waiting->len - take);
		crew->hungry--;
	}
	g_mutex_unlock(&crew->lock);
	return got;
}

/* Gives away the oldest half of what one has, below which the most is to be found. */
static void share_work(Crew *crew, GArray *own)
{
	guint give = own->len / 2;

	g_mutex_lock(&crew->lock);
	if (crew->hungry && !crew->waiting->len) {
		g_array_append_vals(crew->waiting, own->data, give);
		g_array_remove_range(own, 0, give);
		g_cond_broadcast(&crew->more);
	}
	g_mutex_unlock(&crew->lock);
}

static void stop_crew(Crew *crew, GError *error)
{
	g_mutex_lock(&crew->lock);
	if (crew->error)
		g_error_free(error);
	else
		crew->error = error;
	g_atomic_int_set(&crew->over, TRUE);
	g_cond_broadcast(&crew->more);
	g_mutex_unlock(&crew->lock);
}

/*
 * An object database of a reader's own. Libgit2 shares pack files between all that are open in a
 * process, by their paths, and holds a lock on one while it unpacks: readers would take turns. Each
 * has another name for the same folder therefore.
 */
static git_odb *open_own(const SpGraph *graph, guint reader, GError **error)
{
	git_buf folder = GIT_BUF_INIT;
	g_autoptr(GString) path = g_string_new(NULL);
	git_odb *odb = NULL;
	int rc = git_repository_item_path(&folder, graph->repo, GIT_REPOSITORY_ITEM_OBJECTS);

	if (rc == 0) {
		g_string_append(path, folder.ptr);
		for (guint i = 0; i < reader; i++)
			g_string_append(path, "/.");
		rc = git_odb_open(&odb, path->str);
	}
	git_buf_dispose(&folder);
	if (rc < 0)
		sp_error_git(error, rc, "opening the repository's objects");
	return odb;
}

/* Until all is read, by whomever. */
static gboolean read_on(Crew *crew, Reader *reader, GError **error)
{
	g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint count = 0;

	while (!g_atomic_int_get(&crew->over) && (own->len || get_work(crew, own))) {
		guint32 number = g_array_index(own, guint32, own->len - 1);

		g_array_set_size(own, own->len - 1);
		if (!read_node(reader, number, error) ||
		    (count % 1024 == 0 && !sp_run_check_stopped(error)))
			return FALSE;
		g_array_append_vals(own, reader->fresh->data, reader->fresh->len);
		if (++count % 64 == 0 && own->len > 1 && g_atomic_int_get(&crew->hungry))
			share_work(crew, own);
	}
	return TRUE;
}

static gpointer read_some(gpointer data)
{
	Crew *crew = data;
	GError *error = NULL;
	git_odb *odb = open_own(crew->graph, (guint)g_atomic_int_add(&crew->started, 1), &error);
	Reader reader;

	reader_init(&reader, crew->graph, odb);
	if (!odb || !read_on(crew, &reader, &error))
		stop_crew(crew, error);
	reader_clear(&reader);
	git_odb_free(odb);
	return NULL;
}

gboolean sp_graph_read_all(SpGraph *graph, const GArray *tips, GError **error)
{
	Crew crew = {.graph = graph, .readers = CLAMP(g_get_num_processors(), 1, MAX_READERS)};
	GThread *threads[MAX_READERS];

	g_mutex_init(&crew.lock);
	g_cond_init(&crew.more);
	crew.waiting = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint i = 0; i < tips->len; i++)
		if (!sp_graph_node(graph, g_array_index(tips, guint32, i))->read)
			g_array_append_vals(crew.waiting, &g_array_index(tips, guint32, i), 1);
	/* git's own walks do not hash each object again, either. */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	for (guint i = 0; i < crew.readers; i++)
		threads[i] = g_thread_new("reader", read_some, &crew);
	for (guint i = 0; i < crew.readers; i++)
		g_thread_join(threads[i]);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
	g_array_unref(crew.waiting);
	g_mutex_clear(&crew.lock);
	g_cond_clear(&crew.more);
	if (crew.error)
		g_propagate_error(error, crew.error);
	return !crew.error;
}
