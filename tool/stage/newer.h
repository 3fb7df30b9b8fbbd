/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * newer: whether the stable branches that are newer than one, and still get releases, have a fix as
 * well: one that only older branches have is turned down, as an update would bring the bug back
 * (Documentation/process/stable-kernel-rules.rst). In: verdicts. Out: lines for people.
 */
#pragma once

#include "stage/verdict.h"

typedef struct {
	char *branch;
	SpKver version;
	SpVerdictKind kind;
	gboolean sent;	    /* it gets the fix by a mail of its own */
	const char *unseen; /* why it was not looked at, static; NULL if it was */
} SpNewer;

/* An array for SpNewer, which frees them. */
GPtrArray *sp_newer_list(void);
void sp_newer_add(GPtrArray *all, const char *branch, const SpKver *version, SpVerdictKind kind,
		  gboolean sent);
void sp_newer_copy(GPtrArray *all, const SpNewer *one);

/* The one of that branch; NULL for none. */
const SpNewer *sp_newer_find(const GPtrArray *all, const char *branch);

/**
 * sp_newer_lines:
 * @history: (nullable)
 *
 * The lines that get releases at @now, are newer than that of @version, and do not have the fix
 * from mainline already: what @history shows of mainline, or else fix.conf says, is the same for
 * all lines that begin there, whether their branches are at hand or not.
 *
 * Returns: (transfer full): char *, names, "linux-6.6.y", oldest first. Errors only when the
 * history cannot be read.
 */
GPtrArray *sp_newer_lines(const SpFix *fix, SpHistory *history, const SpKver *version, gint64 now,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_newer_add_unseen:
 * @why: static
 *
 * Adds those of sp_newer_lines() that are not in @all.
 */
gboolean sp_newer_add_unseen(GPtrArray *all, const SpFix *fix, SpHistory *history,
			     const SpKver *version, gint64 now, const char *why,
			     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a line of @other is newer than that of @version, and supported at @now, seconds. */
gboolean sp_newer_matters(const SpKver *version, const SpKver *other, gint64 now);

/**
 * sp_newer_text:
 * @all: SpNewer, of any version
 * @missing: (out): names of those that matter and of which it is not known that they have the fix,
 *           get it, or do not need it, "linux-5.10.y (lacks it), ..."; (transfer full), NULL for
 *           none
 *
 * Returns: (transfer full): a line for each that matters, to stand below a mail's "---"; NULL for
 * none.
 */
char *sp_newer_text(const GPtrArray *all, const SpKver *version, gint64 now, char **missing);
