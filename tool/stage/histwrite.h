/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histwrite: what one update of the history index works on, and how the commits that it has found
 * get into the database. Used by histbranch and histupdate alone.
 */
#pragma once

#include "stage/histdb.h"
#include "stage/histgraph.h"
#include "stage/histrefs.h"

typedef struct {
	git_repository *repo;
	SpHistdb *db;
	const SpHistRefs *refs;
	SpGraph *graph;
	gboolean fresh;	  /* the index was empty */
	gboolean cut;	  /* mainline has commits that the repository lacks */
	GArray *releases; /* gint64: commits.id of each release's tag; release n stands at n - 1 */
	GHashTable *tags; /* gint64 * commits.id -> SpTag: the lowest version there */
	GArray *kept;	  /* guint32, nodes to be written */
} SpHistWork;

/* Whether it is the very commit that a release of mainline is tagged at. */
gboolean sp_histwork_is_release(const SpHistWork *work, const SpNode *node);

/* Notes a node for sp_histwrite_commits(). */
void sp_histwork_keep(SpHistWork *work, guint32 number);

/* An empty array of guint32, and its last element taken from it: a stack. */
GArray *sp_histwork_numbers(void);
guint32 sp_histwork_pop(GArray *stack);

/* Writes the nodes kept: into commits, link, unnamed and touch. */
gboolean sp_histwrite_commits(SpHistWork *work, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* In table touch, of a commit that changes too many files, or whose files cannot be had. */
enum { SP_HISTWRITE_ANY_PATH = 0 };

/* What table touch knows a path by. */
gint64 sp_histwrite_path_hash(const char *path);
