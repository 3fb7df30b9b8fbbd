/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * auditload: what an audit needs of the history index, in memory: mainline's commits, what messages
 * say, and what of it a branch has. Used by audit alone.
 */
#pragma once

#include "stage/history.h"

/* Mainline's commits by id: 1.5 million, so arrays rather than a hash table. */
typedef struct {
	GArray *ids;	  /* gint64, commits.id in order */
	GArray *releases; /* gint32, of each */
} SpAuditMainline;

typedef struct {
	gint64 from; /* commits.id */
	char target[41];
} SpAuditSaid;

typedef struct {
	SpHistory *history;
	const SpHistBranch *branch;
	SpAuditMainline mainline;
	GHashTable *own;   /* gint64 commits.id: the branch's own */
	GHashTable *named; /* gint64 commits.id: of mainline, what they name as upstream */
	GHashTable
		*doubtful; /* gint64 commits.id: there are reverts of it, or a twin: to be traced */
	GHashTable *subjects; /* guint32 hashes: of the branch's commits that name nothing */
	GArray *named_by;     /* Said: what the branch's commits name */
	GArray *reverted;     /* Said: what anybody reverts */
	GArray *fixes;	      /* Said: what mainline's commits fix */
	gint32 since;	      /* release, 0 for none given */
} SpAuditFacts;

/* Everything but @since, which is 0. */
gboolean sp_auditload(SpAuditFacts *facts, SpHistory *history, const SpHistBranch *branch,
		      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_auditload_clear(SpAuditFacts *facts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpAuditFacts, sp_auditload_clear)

/* The index in facts->mainline of the one commit of mainline that begins with @hex; FALSE if there
 * is none, or several. */
gboolean sp_auditload_find(const SpAuditFacts *facts, const char *hex, guint *index);

/* The same of a commits.id. */
gboolean sp_auditload_index(const SpAuditFacts *facts, gint64 key, guint *index);

static inline gint64 sp_auditload_id(const SpAuditFacts *facts, guint index)
{
	return g_array_index(facts->mainline.ids, gint64, index);
}

static inline gint32 sp_auditload_release(const SpAuditFacts *facts, guint index)
{
	return g_array_index(facts->mainline.releases, gint32, index);
}

/* In the part of mainline that the branch has, or one of its own. */
gboolean sp_auditload_is_ancestor(const SpAuditFacts *facts, guint index);

/* Whether one of facts' sets of commits.id has that commit. */
gboolean sp_auditload_contains(const SpAuditFacts *facts, GHashTable *set, guint index);
