/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * spawn: one program in a process group of its own, with a watchdog beside it. Only run.c uses it.
 */
#pragma once

#include <glib.h>
#include <sys/types.h>

typedef struct {
	const char *path; /* absolute path of the program */
	const char *const *argv;
	const char *const *env; /* its whole environment */
	const char *cwd;	/* NULL for ours */
	int out;		/* descriptor for its stdout and stderr, stays ours */
	gboolean terminal;	/* our stdin is its own, and its group the terminal's */
} SpSpawnSpec;

typedef struct {
	pid_t leader;	   /* the program; its id is the group's */
	pid_t watchdog;	   /* kills the group when we die */
	gboolean terminal; /* the terminal is to be taken back */
	int life;	   /* write end of the watchdog's pipe, which our death closes */
} SpGroup;

/* Starts it. On FALSE (SP_ERROR_UNKNOWN) nothing is left behind. */
gboolean sp_spawn(const SpSpawnSpec *spec, SpGroup *group,
		  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_spawn_settle:
 *
 * Kills what still runs of the group, and waits until all of it is gone, the watchdog too. The
 * leader must not have been reaped before. The caller must be a child subreaper, so that orphans of
 * the group come to it.
 *
 * Returns: the leader's status as waitpid() has it.
 */
int sp_spawn_settle(SpGroup *group);
