/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * links: what a commit's message says of other commits. In: the message's bytes. Out: SpLink.
 * Pure text: whether such a commit exists, and where, is for the caller to find out.
 */
#pragma once

#include <glib.h>

/*
 * What is read. X is an id; heads and tails in any case ("Commit X Upstream"), blanks and one end
 * of line alike between words, the subject ("...") allowed behind each X.
 *
 * SP_LINK_UPSTREAM, "this commit is a backport of X":
 *   commit X upstream.                 stable (Greg Kroah-Hartman); also "commits A and B
 *                                      upstream", "X upstream.", "commit X in mainline"
 *   [ Upstream commit X ]              stable (Sasha Levin, David Miller); also without brackets,
 *                                      in (), with "commit:" or "commit id", "mainline" for
 *                                      "upstream", "commits A, B and C", [ commit X upstream ],
 *                                      [ upstream X ], [ Upstream commit X, with ... ],
 *                                      [ A combination of upstream commits A and B ]
 *   [ X ] and X                        stable; the bare X only as the body's first paragraph
 *   commit X                           stable; only as the body's first paragraph
 *   Upstream: X, mainline: X           stable 2.6.27 to 2.6.29
 *   (cherry picked from commit X ...)  git cherry-pick -x: Android, ChromeOS, Ubuntu, Oracle
 *   (backported from commit X)         Ubuntu
 *   This is upstream commit X.         Xen's fixes in stable; only as a paragraph of its own
 *   backport of commit X               mails to stable@; also "This is a backport of ...", in [],
 *                                      "port of", "commit X backported", "for 2.6.29" behind it
 *   This backports the upstream commits:   and one a line; also "This is a backport of the ..."
 *   Git-commit: X                      SUSE
 *   Origin: upstream, <...X>           Debian (DEP-3); also "backport, ...", a git.kernel.org url
 *   Upstream-Status: Backport [...X]   OpenEmbedded
 *   Upstream Status: ... X             Red Hat; also "commit X" within the eight lines after an
 *                                      "Upstream Status:" that names a tree or version
 *   commit X                           openEuler, in the lines after "mainline inclusion" (what
 *                                      "stable inclusion" names is no upstream commit);
 *                                      Rocky (CIQ), after "commit-author"
 * X has 40 digits; 12 will do in "commit X upstream", in [ Upstream commit X ] and in (cherry
 * picked from commit X). All but what stands in brackets must begin a sentence and end one: a line
 * in the middle of prose is no statement, nor is what stands below a line that ends in ':'.
 *
 * SP_LINK_REVERT, "this commit takes X back":
 *   This reverts commit X.             git revert; also "commits A, B and C", "upstream commit X",
 *                                      "This commit reverts X", "This is a revert of commit X",
 *                                      (reverts commit X), and, where a sentence can begin,
 *                                      "Revert commit X", "Reverts: X"
 *   ... X which is commit Y upstream.  stable (Greg Kroah-Hartman, Sasha Levin): both are REVERT,
 *                                      none is UPSTREAM; also "(upstream commit Y)" and, after the
 *                                      sentence, "Which was upstream commit Y."
 *   This reverts commits:              and one a line
 * A sentence that goes on to say "partially", "except", "but keep" and the like is none.
 *
 * SP_LINK_FIXES: "Fixes: X", "Fixes: commit X", "Fixes: A ("a"), B ("b")", X on the next line, no
 * colon if a subject follows. SP_LINK_DEP_OF: "Stable-dep-of: X". At least 7 digits. One that is
 * shorter than 12 and all letters, or all decimal without a 0 in front, may be a word or a bug's
 * number: it needs the subject.
 *
 * Nothing is read from lines that are quoted (">") or indented by a tab or four blanks or more.
 * Upper-case hex is an id: git takes it for the same.
 */
typedef enum { SP_LINK_UPSTREAM, SP_LINK_REVERT, SP_LINK_FIXES, SP_LINK_DEP_OF } SpLinkKind;

typedef struct {
	guint8 kind;   /* SpLinkKind */
	guint8 length; /* digits in @id */
	guint8 picked; /* UPSTREAM by "cherry picked from": commits of mainline itself say so, too,
			* of their twin in another tree or branch (drm does by the thousand) */
	char id[41];   /* lower-case hex, 7 to 40 digits, NUL-terminated */
} SpLink;

/**
 * sp_links_parse:
 * @message: a whole commit message, subject first; any bytes, not NUL-terminated
 * @length: bytes
 * @links: SpLink, appended in the message's order, each kind and id once
 *
 * Never fails; what it is not sure of it leaves out.
 */
void sp_links_parse(const char *message, gsize length, GArray *links);

/* The same of a NUL-terminated subject (may be NULL) and body. Returns: (transfer full): SpLink. */
GArray *sp_links_of(const char *subject, const char *body);

/* The commit that a backport says it is of: the first UPSTREAM link with 40 digits that is not
 * picked; borrowed; NULL if there is none. */
const char *sp_links_upstream(const GArray *links);

/* The ids of one kind, in order; (transfer full): char *. */
GPtrArray *sp_links_ids(const GArray *links, SpLinkKind kind);
