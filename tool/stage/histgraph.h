/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histgraph: the commits of a repository that an update of the history index looks at, as a graph
 * in memory. In: ids; a commit is read when its parents or its message are asked for. Out: nodes by
 * number. What the index knows already comes with what it knows of it.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "stage/histdb.h"
#include "stage/links.h"

typedef struct _SpGraph SpGraph;

typedef struct {
	git_oid id;
	/* Of the index, or found out by the update: */
	gint32 release;	     /* of mainline: SP_RELEASE_*, or its number */
	gboolean stored : 1; /* the index has it */
	/* Of the commit; valid once it was read: */
	gboolean read : 1;
	gboolean lost : 1;   /* the repository does not have it */
	gboolean headed : 1; /* its subject begins 'Revert "' */
	gboolean kept : 1;   /* for whoever updates the index: it is to be written */
	guint16 n_parents, n_links;
	guint32 subject;  /* hash of the subject, see sp_graph_subject_hash() */
	guint32 *parents; /* numbers of nodes */
	SpLink *links;
	gint64 time;   /* of the committer, seconds since 1970 */
	gint32 before; /* for whoever changes @release: what it was */
} SpNode;

SpGraph *sp_graph_new(git_repository *repo, SpHistdb *db, GError **error);
void sp_graph_free(SpGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpGraph, sp_graph_free)

/* Borrowed; stays where it is as long as the graph. */
SpNode *sp_graph_node(const SpGraph *graph, guint32 number);

/* The number of a commit, which is made if need be, without reading it. */
gboolean sp_graph_find(SpGraph *graph, const git_oid *id, guint32 *number,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the commit if that was not done; a commit that is not there is marked as lost. */
gboolean sp_graph_read(SpGraph *graph, guint32 number, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_graph_read_all:
 * @tips: guint32
 *
 * Reads these and all that they come from, on all processors. For an index that is made anew: what
 * an index knows is not looked at.
 */
gboolean sp_graph_read_all(SpGraph *graph, const GArray *tips,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of a subject without "UPSTREAM: " and the like, so that a pick and its original have the same. */
guint32 sp_graph_subject_hash(const char *message, gsize length);
