/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * history: what mainline and the branches of a repository hold, from the index that is kept of it
 * in the cache. In: a repository and the branches that are asked for. Out: where a commit is, and
 * what other commits say of it. README.md tells how people can query the index themselves.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "stage/histdb.h"
#include "stage/histupdate.h"
#include "stage/links.h"

typedef struct _SpHistory SpHistory;

/* What the index says of a branch. */
typedef struct {
	int n;	      /* its number in the index */
	int base;     /* it has all of mainline up to this release, 0 for none of it */
	gboolean cut; /* the repository lacks a part of its history */
} SpHistBranch;

/* Where a commit is in a branch. */
typedef struct {
	gboolean there;
	gboolean own;	 /* one of the branch's own, not of mainline below its base */
	gint64 position; /* among the own ones, else the committer's time */
	gint32 release;	 /* of mainline, SP_RELEASE_NONE for one that is not */
	char *tag;	 /* the first release of mainline, or of the branch, that has it; or NULL */
} SpHistPlace;

void sp_hist_place_clear(SpHistPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpHistPlace, sp_hist_place_clear)

/**
 * sp_history_open:
 * @cache: the cache directory
 * @mainline: as sp_histrefs_read() takes it
 * @tips: SpHistTip, may be empty
 *
 * Brings the index up to date first: reads what is new in mainline, tags and these branches, or all
 * of it when there is no index, when it is damaged, or when mainline or a tag was rewritten.
 * Another process that does the same is waited for. A kill leaves the index as it was.
 */
SpHistory *sp_history_open(git_repository *repo, const char *cache, const char *mainline,
			   const GArray *tips, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_history_free(SpHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpHistory, sp_history_free)

git_repository *sp_history_repo(const SpHistory *history);
SpHistdb *sp_history_db(const SpHistory *history);

/* What was read of the index and may be asked for again for the next branch: char * -> GArray. It
 * is emptied when the index is another. */
GHashTable *sp_history_memo(SpHistory *history);

/**
 * sp_history_hold:
 *
 * From here on until sp_history_let_go(), all that is asked is answered from one state of the
 * index, in which the branches are as they were asked for, whatever other processes do; they wait
 * with what they want to write. For the questions about one branch, not for longer. It also spares
 * a lock for each question.
 */
gboolean sp_history_hold(SpHistory *history, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_history_let_go(SpHistory *history);

/* The branch of that name; FALSE with @error if it was not asked for when opening. */
gboolean sp_history_branch(SpHistory *history, const char *name, SpHistBranch *branch,
			   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Mainline as if it were a branch: all of it is in it. */
SpHistBranch sp_history_mainline(void);

/* Whether mainline is known at all: there are tags of it, or a branch. */
gboolean sp_history_has_mainline(const SpHistory *history);

/* "v5.9-rc8"; NULL for a number that is none; (transfer full). */
gboolean sp_history_release(SpHistory *history, gint32 release, char **name,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_history_where:
 *
 * Errors only when the index cannot be read.
 */
gboolean sp_history_where(SpHistory *history, const SpHistBranch *branch, const git_oid *id,
			  SpHistPlace *place, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether mainline has @id; what is not known to be there (see sp_history_has_mainline()) is not.
 * Errors as above. */
gboolean sp_history_in_mainline(SpHistory *history, const git_oid *id, gboolean *there,
				GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum { SP_RESOLVED, SP_RESOLVED_NONE, SP_RESOLVED_MANY } SpResolved;

/* The commit, of the index or the repository, whose id begins with @hex, 7 to 40 digits. */
gboolean sp_history_resolve(SpHistory *history, const char *hex, git_oid *id, SpResolved *resolved,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One commit that says something of another. */
typedef struct {
	SpLinkKind kind;
	git_oid from;
	gint32 release;	 /* of @from in mainline, SP_RELEASE_* */
	gint64 time;	 /* of @from */
	gboolean headed; /* the subject of @from begins 'Revert "' */
	guint8 digits;	 /* how many digits of the other's id it has */
} SpHistLink;

/* All that is said of @hex, 7 to 40 digits; (transfer full), SpHistLink, by time. */
GArray *sp_history_links(SpHistory *history, const char *hex,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
