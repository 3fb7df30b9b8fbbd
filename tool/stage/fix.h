/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fix: what is to be carried to the branches. In: a fix folder with its fix.conf, a commit-ish, a
 * patch or mail. Out: SpFix: the patch, and what is known about the bug: how to see it in a tree
 * without history, how to provoke it, what must then be on the console.
 */
#pragma once

#include <git2.h>
#include <glib.h>

#include "base/kver.h"
#include "stage/patch.h"
#include "stage/rule.h"

/* What a probe's answer is about. */
typedef enum {
	SP_ASKS_CODE,	      /* is the code there that the bug is in? */
	SP_ASKS_PRECONDITION, /* was the bug introduced? */
	SP_ASKS_FIX,	      /* is the fix there? */
} SpAsks;

/*
 * [probe "NAME"]: looks into one function of one file. With several files or functions, the first
 * that exists is looked at.
 */
typedef struct {
	char *name;
	SpAsks asks;
	GPtrArray *files;     /* char *, paths */
	GPtrArray *functions; /* char * */
	char *arm;	      /* as sp_csource_find() takes it, NULL for any */
	GPtrArray *present;   /* char *, code that stands there when the answer is yes */
	GPtrArray *absent;    /* char *, code that does not stand there when the answer is yes */
} SpProbe;

/* [signature "NAME"]: a console text that is this bug and no other, for a range of kernels. */
typedef struct {
	char *name;
	SpKverRange kernels;
	char *text;
} SpSignature;

/* [scenario "NAME"]: one way of provoking the bug. */
typedef struct {
	char *name;
	char *title;	     /* what it does, one line, or NULL */
	SpKverRange kernels; /* where it exists */
	char *args; /* arguments of the reproducer, blank-separated; rounds and nonce are ours */
	GPtrArray *configs; /* char *, config fragments that it needs besides the fix's */
	guint smp;	    /* virtual processors */
	guint memory;	    /* MiB */
	guint timeout;	    /* seconds for one boot, start of QEMU to power-off */
	guint boots;	    /* boots of the unpatched kernel and of each control */
	guint rounds;	    /* rounds of the reproducer in one boot */
	gboolean fails;	    /* the reproducer tells the bug by saying that it failed */
	guint survive; /* rounds that a kernel is to survive at the least, over all its boots */
} SpScenario;

/* [other "NAME"]: a console text that is another bug, which some kernels that are not affected have
 * and a scenario provokes as well. */
typedef struct {
	char *name;
	SpKverRange kernels;
	char *text;
	GPtrArray *scenarios; /* char *, those that provoke it */
} SpOther;

typedef enum {
	SP_EXPECT_CRASH,
	SP_EXPECT_SURVIVE,
	SP_EXPECT_NOT_THIS, /* to survive, or to crash by another bug that fix.conf names */
} SpExpect;

/* [variant "NAME"]: a control: a patch on top of the unpatched branch, another configuration, or
 * both. */
typedef struct {
	char *name;
	char *title;	     /* what it is, one line */
	SpKverRange kernels; /* what it is for */
	GPtrArray *patches;  /* SpPatch: the first that applies is taken; empty for none */
	GPtrArray *configs;  /* char *, config fragments on top of all others; may be empty */
	GPtrArray *crash;    /* char *, scenarios in which it has to crash */
	GPtrArray *survive;  /* char *, scenarios that it has to survive */
	gboolean everywhere; /* @expect holds for the scenarios that neither names */
	SpExpect expect;
	guint boots; /* how often it is booted to crash, 0 for as often as the scenario says */
	gboolean not_affected; /* it is for branches that are not affected, instead of the others */
} SpVariant;

/* [commit "ID"], or what the repository holds: another commit that the fix speaks of. */
typedef struct {
	char *id; /* 7 to 40 hex, as fix.conf words it */
	SpPatch *patch;
} SpFixCommit;

typedef struct {
	char *name;	/* folder's name, or the id's first 12 digits, or the subject made a name */
	char *dir;	/* fix folder, NULL when there is none */
	char *upstream; /* 40 hex, or NULL when not known */
	SpKver release; /* of mainline, the first with it, as fix.conf says; 0.0 if it does not */
	GPtrArray *fixes;   /* char *, ids of the commits that brought the bug: of a revert without
			     * "Fixes:", those that it takes back; may be empty */
	GPtrArray *needs;   /* char *, ids of the commits to be ported before it, in order */
	GPtrArray *commits; /* SpFixCommit, those of @fixes and @needs whose change is known */
	SpPatch *patch;
	GPtrArray *bugs;   /* SpPatch, what puts the bug into a kernel that never had it: the first
			    * that applies is taken; may be empty */
	GPtrArray *rules;  /* SpRule, those of its own */
	GPtrArray *probes; /* SpProbe */
	GPtrArray *signatures; /* SpSignature */
	GPtrArray *others;     /* SpOther */
	GPtrArray *scenarios;  /* SpScenario */
	GPtrArray *variants;   /* SpVariant */
	GPtrArray *configs;    /* char *, paths of kernel config fragments */
	char *reproducer;      /* path of its C source, NULL when there is none */
	GPtrArray *selftests;  /* char *, "vm/transhuge-stress": what stands in its place: the first
				* that the branch has, see selftest; may be empty */
	char *selftest_source; /* path of a C file to build it from, NULL for the branch's own */
} SpFix;

/* A scenario with the usual numbers; (transfer full). */
SpScenario *sp_scenario_new(const char *name);

/* Empty, with all its arrays; free with sp_fix_free(). */
SpFix *sp_fix_new(void);
void sp_fix_free(SpFix *fix);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpFix, sp_fix_free)

/* Whether two ids, either of them perhaps cut short, are of one commit. */
gboolean sp_fix_same_id(const char *a, const char *b);

/* Whether there is anything that provokes the bug. */
gboolean sp_fix_has_reproducer(const SpFix *fix);

/* Takes what provokes the bug away, and leaves one scenario, "boot", which only boots: @init is
 * path of the C source of its /init. */
void sp_fix_only_boot(SpFix *fix, const char *init);

/* The scenario of that name, NULL when there is none; owned by @fix. */
SpScenario *sp_fix_scenario(const SpFix *fix, const char *name);

/* What @variant has to do in @scenario; FALSE when it is not tried there. */
gboolean sp_variant_expects(const SpVariant *variant, const char *scenario, SpExpect *expect);

/* The one of @fix's commits with that id, NULL if its change is not known; owned by @fix. */
SpFixCommit *sp_fix_commit(const SpFix *fix, const char *id);

/**
 * sp_fix_load:
 * @what: a fix folder, a commit-ish of @repo, a patch, mbox or .eml file, or "-" (standard input)
 * @repo: (nullable): where commits are looked up; when it holds the upstream commit of a folder,
 *        the commit is taken rather than the folder's copy, and so are those that it fixes or needs
 *
 * Errors: SP_ERROR_USAGE with file and line for a fix.conf that is wrong.
 */
SpFix *sp_fix_load(const char *what, git_repository *repo,
		   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a patch alone: @patch: (transfer full), @repo: (nullable). */
SpFix *sp_fix_from_patch(SpPatch *patch, git_repository *repo);
