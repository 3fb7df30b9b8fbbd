/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * histrefs: what of a repository's references the history index is made from: the tags that name
 * kernel versions, mainline, and whether the history is cut.
 */
#pragma once

#include <git2.h>
#include <glib.h>

typedef struct {
	char *name; /* "v5.9-rc8" */
	git_oid id; /* what the reference holds, which may be a tag object */
} SpTag;

typedef struct {
	GPtrArray *tags; /* SpTag, by version */
	char *mainline;	 /* reference of mainline, NULL if there is none to be seen */
	git_oid tip;	 /* its commit */
	char *shallow;	 /* the commits at which a clone made with --depth ends, else NULL */
	char *state;	 /* hash of all of it: the same when nothing has changed */
} SpHistRefs;

/**
 * sp_histrefs_read:
 * @mainline: (nullable): revision that is mainline; else it is looked for: the branch master or
 *            main of a remote called linus, torvalds, mainline, upstream, stable or origin, or,
 *            where there are no such remotes, of the repository itself
 *
 * Errors: SP_ERROR_USAGE when @mainline is given and is no commit.
 */
SpHistRefs *sp_histrefs_read(git_repository *repo, const char *mainline,
			     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_histrefs_free(SpHistRefs *refs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpHistRefs, sp_histrefs_free)

/* Leaves those tags that name a kernel version, in the order of these. */
void sp_histrefs_sort(SpHistRefs *refs);

/* Whether the tag is of mainline: v5.9, v5.9-rc8, v2.6.39; not v5.9.1. */
gboolean sp_histrefs_is_mainline(const char *tag);

/* <0, 0, >0 by version, -rcN before the release. */
int sp_histrefs_compare(const char *a, const char *b);

/* The commit that a tag names; FALSE when it names another thing, or one that is not there. */
gboolean sp_histrefs_peel(git_repository *repo, const git_oid *id, git_oid *commit);
