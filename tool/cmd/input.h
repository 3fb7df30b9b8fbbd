/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * input: what every verb takes: the fix, where to look for branches, which of them. Parses the
 * command line and opens it all; nothing is read of a branch but its version.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "cmd.h"
#include "stage/branch.h"
#include "stage/fix.h"
#include "stage/history.h"

typedef struct {
	/* options */
	char *repo_path;    /* --repo */
	char **trees;	    /* --tree NAME=PATH */
	char **patterns;    /* --branch */
	char **starts;	    /* --at BRANCH=TAG */
	char *mainline;	    /* --mainline */
	char *cache_path;   /* --cache */
	char *out;	    /* --out, "series" when not given */
	gboolean undo;	    /* --undo-fix, of SP_INPUT_FIX alone */
	gboolean introduce; /* --introduce-bug, likewise */
	gboolean needed;    /* --needed */
	/* what they lead to */
	char *cache;	      /* cache directory */
	git_repository *repo; /* NULL without --repo */
	SpHistory *history;   /* NULL without --repo */
	SpFix *fix;	      /* of SP_INPUT_FIX*; of a MAIL once it is opened; else NULL */
	char **files;	      /* MAILs ("-": standard input) and FILEs, else NULL */
	GPtrArray *branches;  /* SpBranch */
	GPtrArray
		*revisions; /* char *, all stable branches of the repository; NULL without --repo */
} SpInput;

/* What stands on the command line besides options, and what is opened for it. */
typedef enum {
	SP_INPUT_FIX,	   /* FIX, and all branches that the options choose */
	SP_INPUT_FIX_ONLY, /* FIX */
	SP_INPUT_MAILS,	   /* MAILs, each of which names its fix and branch: sp_input_open() */
	SP_INPUT_BRANCH,   /* BRANCH: a stable branch, or any commit, of --repo */
	SP_INPUT_FILES,	   /* FILE..., and all branches of --repo, if it is given */
} SpInputKind;

/**
 * sp_input_parse:
 * @summary: what the verb does, for --help
 * @own: (nullable): the verb's own options, ended by { NULL }
 *
 * Returns: (transfer full): SP_ERROR_USAGE for everything that the user has to mend.
 */
SpInput *sp_input_parse(int argc, char **argv, SpGlobal *global, const char *summary,
			const GOptionEntry *own, SpInputKind kind,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_input_open:
 * @fix: (transfer full)
 * @branch: the only one to look at, of those that the options choose
 *
 * Opens another fix and branch for SP_INPUT_MAILS; those of the call before are closed.
 */
gboolean sp_input_open(SpInput *input, SpFix *fix, const char *branch,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sp_input_free(SpInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpInput, sp_input_free)

/* <out>/<fix>, and <out>/<fix>/<branch>; (transfer full). */
char *sp_input_fix_dir(const SpInput *input);
char *sp_input_branch_dir(const SpInput *input, const SpBranch *branch);
