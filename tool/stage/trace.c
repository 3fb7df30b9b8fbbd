/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace: first all commits, of whatever branch, that stand for the commit or its opposite; then
 * those of them that are in this branch, one after the other.
 */
#include "stage/trace.h"

#include "base/git.h"

#include <string.h>

/* One commit that stands for the change, or against it. */
typedef struct {
	git_oid id;
	gboolean known; /* id is valid: the repository has it */
	int sign;	/* +1 brings the change, -1 takes it back */
	SpBy by;
	guint of;	 /* the entry that it says something of; itself if none */
	GArray *reverts; /* guint, entries that it says it reverts */
	GArray *taken;	 /* guint, entries that it took back, while the order is gone through */
	gboolean alive;	 /* brings the change, and was not taken back so far */
	SpHistPlace place;
	gint64 time; /* of the committer, but not before what it says something of */
} Entry;

typedef struct {
	SpHistory *history;
	const SpHistBranch *branch;
	GPtrArray *entries; /* Entry; the first is the commit itself */
	SpTrace *trace;
} Tracer;

static void entry_free(gpointer data)
{
	Entry *entry = data;

	g_array_unref(entry->reverts);
	g_array_unref(entry->taken);
	sp_hist_place_clear(&entry->place);
	g_free(entry);
}

static void event_free(gpointer data)
{
	SpTraceEvent *event = data;

	g_free(event->release);
	g_free(event);
}

void sp_trace_free(SpTrace *trace)
{
	if (!trace)
		return;
	g_free(trace->id);
	g_free(trace->release);
	g_ptr_array_unref(trace->events);
	g_free(trace->doubt);
	g_free(trace);
}

const char *sp_state_name(SpState state)
{
	static const char *const names[] = {"absent", "present", "reverted", "unknown"};

	return names[state];
}

const char *sp_by_name(SpBy by)
{
	static const char *const names[] = {"ancestry", "message", "equality"};

	return names[by];
}

const SpTraceEvent *sp_trace_last(const SpTrace *trace)
{
	return trace->events->len ? trace->events->pdata[trace->events->len - 1] : NULL;
}

/* Takes @id NULL for a commit that the repository does not have. */
static guint add_entry(Tracer *tracer, const git_oid *id, int sign, SpBy by)
{
	Entry *entry = g_new0(Entry, 1);

	if (id)
		git_oid_cpy(&entry->id, id);
	entry->known = id != NULL;
	entry->sign = sign;
	entry->by = by;
	entry->reverts = g_array_new(FALSE, FALSE, sizeof(guint));
	entry->taken = g_array_new(FALSE, FALSE, sizeof(guint));
	entry->of = tracer->entries->len;
	g_ptr_array_add(tracer->entries, entry);
	return entry->of;
}

static gboolean find_entry(const Tracer *tracer, const git_oid *id, guint *index)
{
	for (guint i = 0; i < tracer->entries->len; i++) {
		const Entry *entry = tracer->entries->pdata[i];

		*index = i;
		if (entry->known && git_oid_equal(&entry->id, id))
			return TRUE;
	}
	return FALSE;
}

/* Of an abbreviated id: whether it means this one commit alone. */
static gboolean means(Tracer *tracer, const char *hex, guint digits, gboolean *alone,
		      GError **error)
{
	g_autofree char *prefix = g_strndup(hex, digits);
	SpResolved resolved = SP_RESOLVED;
	git_oid id;

	if (digits < strlen(hex) &&
	    !sp_history_resolve(tracer->history, prefix, &id, &resolved, error))
		return FALSE;
	*alone = resolved != SP_RESOLVED_MANY;
	return TRUE;
}

/* 'Revert "subject"' that names the commit of that subject as its upstream: some quote the whole
 * backport that they take back. A backport of a revert has that revert's own subject. */
static gboolean is_headed_revert(const Tracer *tracer, const git_oid *from, const Entry *target)
{
	git_repository *repo = sp_history_repo(tracer->history);
	g_autoptr(git_commit) commit = NULL;
	g_autoptr(git_commit) original = NULL;
	g_autofree char *reverted = NULL;

	if (!target->known || git_commit_lookup(&commit, repo, from) < 0 ||
	    !git_commit_summary(commit) ||
	    !g_str_has_prefix(git_commit_summary(commit), "Revert \"") ||
	    git_commit_lookup(&original, repo, &target->id) < 0)
		return FALSE;
	reverted = g_strdup_printf("Revert \"%s\"", git_commit_summary(original));
	return g_str_equal(git_commit_summary(commit), reverted);
}

/* Enters a commit that says something of entry @of. */
static void enter_link(Tracer *tracer, const SpHistLink *link, guint of)
{
	const Entry *target = tracer->entries->pdata[of];
	gboolean reverts = link->kind == SP_LINK_REVERT ||
			   (link->headed && is_headed_revert(tracer, &link->from, target));
	int sign = reverts ? -target->sign : target->sign;
	Entry *entry;
	guint index;

	if (find_entry(tracer, &link->from, &index)) {
		if (index == of || index == 0)
			return;
		entry = tracer->entries->pdata[index];
		/* "This reverts" is the plainer word. */
		if (reverts)
			entry->sign = sign;
	} else {
		/* Two commits of mainline, one picked from the other, or one the other's revert. */
		index = add_entry(tracer, &link->from, sign,
				  link->release >= 0 ? SP_BY_ANCESTRY : SP_BY_MESSAGE);
		entry = tracer->entries->pdata[index];
		entry->of = of;
	}
	if (reverts)
		g_array_append_val(entry->reverts, of);
}

/* All that is said of entry @of. */
static gboolean follow(Tracer *tracer, guint of, const char *hex, GError **error)
{
	g_autoptr(GArray) links = sp_history_links(tracer->history, hex, error);

	for (guint i = 0; links && i < links->len; i++) {
		const SpHistLink *link = &g_array_index(links, SpHistLink, i);
		gboolean alone;

		if (link->kind != SP_LINK_UPSTREAM && link->kind != SP_LINK_REVERT)
			continue;
		if (!means(tracer, hex, link->digits, &alone, error))
			return FALSE;
		if (alone)
			enter_link(tracer, link, of);
	}
	return links != NULL;
}

/* The commit that this one of mainline says it was picked from: the same change under another id.
 */
static gboolean add_twins(Tracer *tracer, const git_oid *id, GError **error)
{
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(SpLink));
	g_autoptr(git_commit) commit = NULL;
	const char *message;

	if (git_commit_lookup(&commit, sp_history_repo(tracer->history), id) < 0)
		return TRUE; /* it was named, but is not there */
	message = git_commit_message_raw(commit);
	sp_links_parse(message, strlen(message), links);
	for (guint i = 0; i < links->len; i++) {
		const SpLink *link = &g_array_index(links, SpLink, i);
		SpResolved resolved;
		git_oid twin;
		guint index;

		if (link->kind != SP_LINK_UPSTREAM)
			continue;
		if (!sp_history_resolve(tracer->history, link->id, &twin, &resolved, error))
			return FALSE;
		if (resolved == SP_RESOLVED && !find_entry(tracer, &twin, &index))
			add_entry(tracer, &twin, 1, SP_BY_ANCESTRY);
	}
	return TRUE;
}

static gboolean start(Tracer *tracer, const char *hex, const GArray *equal, GError **error)
{
	SpResolved resolved;
	git_oid id;

	if (!sp_history_resolve(tracer->history, hex, &id, &resolved, error))
		return FALSE;
	tracer->trace->id = g_strdup(hex);
	if (resolved == SP_RESOLVED) {
		g_free(tracer->trace->id);
		tracer->trace->id = g_strdup(git_oid_tostr_s(&id));
	} else if (resolved == SP_RESOLVED_MANY) {
		tracer->trace->doubt = g_strdup_printf("several commits begin with %s", hex);
		return TRUE;
	}
	add_entry(tracer, resolved == SP_RESOLVED ? &id : NULL, 1, SP_BY_ANCESTRY);
	for (guint i = 0; equal && i < equal->len; i++) {
		const git_oid *one = &g_array_index(equal, git_oid, i);
		guint index;

		if (!find_entry(tracer, one, &index))
			add_entry(tracer, one, 1, SP_BY_EQUALITY);
	}
	return resolved != SP_RESOLVED || add_twins(tracer, &id, error);
}

/* Everything that stands for the change or against it; the list grows while it is gone through. */
static gboolean collect(Tracer *tracer, GError **error)
{
	for (guint i = 0; i < tracer->entries->len; i++) {
		const Entry *entry = tracer->entries->pdata[i];
		char hex[GIT_OID_HEXSZ + 1];

		if (entry->known)
			git_oid_tostr(hex, sizeof(hex), &entry->id);
		if (!follow(tracer, i, entry->known ? hex : tracer->trace->id, error))
			return FALSE;
	}
	return TRUE;
}

static guint effective_release(const Entry *entry)
{
	return entry->place.release > 0 ? (guint)entry->place.release : G_MAXUINT;
}

/* Clocks that are wrong must not put what is said of a commit before the commit. */
static void set_time(const Tracer *tracer, Entry *entry)
{
	entry->time = entry->place.position;
	entry->time = MAX(entry->time, ((Entry *)tracer->entries->pdata[entry->of])->time);
	for (guint i = 0; i < entry->reverts->len; i++) {
		guint of = g_array_index(entry->reverts, guint, i);

		entry->time = MAX(entry->time, ((Entry *)tracer->entries->pdata[of])->time);
	}
}

/* Mainline's part first, by release and date; then the branch's own, by place. Equal ones stay as
 * they came, what is said of a commit after the commit. */
static int by_order(gconstpointer a, gconstpointer b)
{
	const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;

	if (x->place.own != y->place.own)
		return x->place.own ? 1 : -1;
	if (x->place.own && x->place.position != y->place.position)
		return x->place.position < y->place.position ? -1 : 1;
	if (!x->place.own && effective_release(x) != effective_release(y))
		return effective_release(x) < effective_release(y) ? -1 : 1;
	if (!x->place.own && x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return 0;
}

/* Those that are in the branch, in order. */
static GPtrArray *in_branch(Tracer *tracer, GError **error)
{
	g_autoptr(GPtrArray) order = g_ptr_array_new();

	for (guint i = 0; i < tracer->entries->len; i++) {
		Entry *entry = tracer->entries->pdata[i];

		if (!entry->known)
			continue;
		if (!sp_history_where(tracer->history, tracer->branch, &entry->id, &entry->place,
				      error))
			return NULL;
		set_time(tracer, entry);
		if (entry->place.there)
			g_ptr_array_add(order, entry);
	}
	g_ptr_array_sort(order, by_order); /* GLib keeps equal ones in order */
	return g_steal_pointer(&order);
}

static void take_back(Tracer *tracer, Entry *by, guint index)
{
	Entry *entry = tracer->entries->pdata[index];

	if (!entry->alive)
		return;
	entry->alive = FALSE;
	g_array_append_val(by->taken, index);
}

/* A commit that takes the change back: what it names, or all if it names none that is there. */
static void apply_revert(Tracer *tracer, Entry *entry)
{
	for (guint i = 0; i < entry->reverts->len; i++)
		take_back(tracer, entry, g_array_index(entry->reverts, guint, i));
	for (guint i = 0; !entry->taken->len && i < tracer->entries->len; i++)
		take_back(tracer, entry, i);
}

/* A commit that reverts a revert: what that one took comes back; if it took none here, all does. */
static void apply_again(Tracer *tracer, Entry *entry)
{
	entry->alive = TRUE;
	for (guint i = 0; i < entry->reverts->len; i++) {
		const Entry *revert =
			tracer->entries->pdata[g_array_index(entry->reverts, guint, i)];

		for (guint k = 0; k < revert->taken->len; k++) {
			Entry *back =
				tracer->entries->pdata[g_array_index(revert->taken, guint, k)];

			back->alive = TRUE;
			entry->alive = FALSE; /* it stands for those, and not for itself */
		}
	}
}

static gboolean any_alive(const Tracer *tracer)
{
	for (guint i = 0; i < tracer->entries->len; i++)
		if (((Entry *)tracer->entries->pdata[i])->alive)
			return TRUE;
	return FALSE;
}

static void play(Tracer *tracer, const GPtrArray *order)
{
	gboolean was = FALSE;

	for (guint i = 0; i < order->len; i++) {
		Entry *entry = order->pdata[i];
		SpTraceEvent *event = g_new0(SpTraceEvent, 1);

		git_oid_cpy(&event->id, &entry->id);
		event->adds = entry->sign > 0;
		event->by = entry->by;
		event->release = g_strdup(entry->place.tag);
		g_ptr_array_add(tracer->trace->events, event);
		if (entry->sign < 0)
			apply_revert(tracer, entry);
		else if (entry->reverts->len)
			apply_again(tracer, entry);
		else
			entry->alive = TRUE;
		was |= entry->sign > 0;
	}
	tracer->trace->state = any_alive(tracer) ? SP_STATE_PRESENT
			       : was		 ? SP_STATE_REVERTED
						 : SP_STATE_ABSENT;
}

/* What the history cannot show. */
static void doubt(Tracer *tracer)
{
	SpTrace *trace = tracer->trace;
	const Entry *self = tracer->entries->pdata[0];

	if (trace->state != SP_STATE_ABSENT)
		return;
	if (tracer->branch->cut)
		trace->doubt = g_strdup("the repository lacks a part of the branch's history "
					"(a shallow clone?)");
	else if (!self->known)
		trace->doubt = g_strdup_printf(
			"the repository has no commit %s, and no commit of the branch names it",
			trace->id);
	if (trace->doubt)
		trace->state = SP_STATE_UNKNOWN;
}

SpTrace *sp_trace_commit(SpHistory *history, const SpHistBranch *branch, const char *hex,
			 const GArray *equal, GError **error)
{
	g_autoptr(SpTrace) trace = g_new0(SpTrace, 1);
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(entry_free);
	g_autoptr(GPtrArray) order = NULL;
	Tracer tracer = {history, branch, entries, trace};

	trace->events = g_ptr_array_new_with_free_func(event_free);
	trace->state = SP_STATE_UNKNOWN;
	if (!start(&tracer, hex, equal, error))
		return NULL;
	if (trace->doubt)
		return g_steal_pointer(&trace);
	if (!collect(&tracer, error))
		return NULL;
	order = in_branch(&tracer, error);
	if (!order || !sp_history_release(history, ((Entry *)entries->pdata[0])->place.release,
					  &trace->release, error))
		return NULL;
	play(&tracer, order);
	doubt(&tracer);
	return g_steal_pointer(&trace);
}
