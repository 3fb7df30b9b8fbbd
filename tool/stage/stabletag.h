/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stabletag: the "Cc: stable" lines of one commit message: what its author asks of the stable
 * team. In: the message. Out: SpStableTag. Rules: Documentation/process/stable-kernel-rules.rst.
 */
#pragma once

#include <glib.h>

#include "base/kver.h"

/* A commit to be taken before this one. */
typedef struct {
	char *id;      /* lower-case hex, 7 to 40 digits */
	char *subject; /* "" if the line has none */
} SpStableNeed;

typedef struct {
	gboolean noautosel; /* stable+noautosel@: no tool may pick the commit by itself */
	char *comment;	    /* what follows '#', or NULL if nothing does */
	GArray *ranges;	    /* SpKverRange: the versions it is asked for; empty if none are named */
	GPtrArray *needs;   /* SpStableNeed, in the order in which to take them */
} SpStableTag;

void sp_stable_tag_free(SpStableTag *tag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpStableTag, sp_stable_tag_free)

/**
 * sp_stable_tags:
 * @message: a commit message
 *
 * One tag a line that begins with "Cc:" and names stable@vger.kernel.org, stable@kernel.org or
 * stable+noautosel@kernel.org. The versions stand behind '#', or in brackets or alone behind the
 * address; then there is no comment, and what is not a version is nothing:
 *
 *   4.9+  v4.9+  4.9.x-  4.9.y+  >= 4.9  4.9 and later  since 4.9    4.9 and newer
 *   4.9  v4.9  4.9.x	   4.9 and newer, as "starting with the specified version" in the rules says
 *   4.9, 4.14  v4.4.y v4.9.y	 each of them alone: who lists them does not mean all that follow
 *   4.9-5.4  4.9..5.4  <= 5.4	 from, to
 *   4.9.x: a1f84a3: subject  4.9 and newer, with a prerequisite
 *
 * Only these give ranges, and only when nothing else is said: "4.9+ but not 5.4" or "see below,
 * needs work for <= 6.3" is free text and gives none. "-rc3" behind a version is dropped: what is
 * broken in a candidate is broken in the release.
 *
 * Returns: (transfer full): SpStableTag, in the order of the lines.
 */
GPtrArray *sp_stable_tags(const char *message);
