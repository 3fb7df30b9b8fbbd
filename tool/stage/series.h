/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * series: SpStack -> the quilt directory of a branch: `series`, the patch of the fix, numbered ones
 * of what goes before it, and port.json, the record of how they were made. `QUILT_PATCHES=<that
 * folder> quilt push -a` in the branch's source applies it.
 */
#pragma once

#include <glib.h>

#include <json-glib/json-glib.h>

#include "stage/map.h"
#include "stage/port.h"
#include "stage/stack.h"

/* "5.10.y" of "linux-5.10.y"; other names as they are. Borrowed from @branch. */
const char *sp_series_version(const char *branch);

/* File name of the fix's patch in the series: the subject made a name; (transfer full). */
char *sp_series_patch_name(const SpFix *fix);

/**
 * sp_series_message:
 * @note: what sp_portnote() gave
 * @signoff: (nullable): "Name <address>" of who passes it on
 *
 * The commit message that the stable rules ask for: "commit <id> upstream." (unless it says so
 * already), upstream's message and trailers unchanged, the note, then the sign-off.
 *
 * Returns: (transfer full): without the subject, ends in '\n'.
 */
char *sp_series_message(const SpFix *fix, const char *note, const char *signoff);

/* The diffs of all files, with a diffstat above; (transfer full). */
char *sp_series_diff(const SpPort *port);

/**
 * sp_series_survives:
 * @mail: the patch with its mail headers, or the whole mail
 * @message: what sp_series_message() gave
 * @author: (nullable): whose it has to be
 *
 * Reads @mail back as `git am` does: subject, author, message and diff must be what went in. A
 * message may hold lines that git or quilt take for the diff's begin.
 *
 * Errors: SP_ERROR_USAGE when it would not arrive as it is.
 */
gboolean sp_series_survives(const SpFix *fix, const SpPort *port, const char *mail, gsize length,
			    const char *message, const char *author,
			    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_series_write:
 * @stack: all of its ports are clean
 * @dir: <out>/<fix>/<branch>
 * @changed: (out): FALSE when all of it stood there already
 *
 * The folder appears whole or not at all. A folder whose patch or series was changed by hand
 * since, or that holds files of others, is left alone: SP_ERROR_USAGE; so is a message that
 * sp_series_survives() turns down. A record or mail in it that speaks of other patches goes.
 */
gboolean sp_series_write(const SpFix *fix, SpBranch *branch, const SpVerdict *verdict,
			 const SpStack *stack, const char *signoff, const char *dir,
			 gboolean *changed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a file of that name in the folder is a mail of ours: mail.eml, or mail-0001.eml and so on
 * of a series. */
gboolean sp_series_is_mail(const char *name);

/* Whether it is a verification's record: record.json, record-arm64.json. */
gboolean sp_series_is_record(const char *name);

/* (transfer full): the changed files as port.json has them: an array, each with its blob ids before
 * and after and the certificates of its hunks. */
JsonNode *sp_series_files(const SpPort *port);

/* The same of all of @ports, SpPort, in their order: a file that several change has a place for
 * each. */
JsonNode *sp_series_all_files(const GPtrArray *ports);

/**
 * sp_series_retire:
 *
 * Removes what an earlier port left in @dir, since the branch as it is now has none. A folder that
 * is not there is fine; one that was changed by hand is SP_ERROR_USAGE and stays.
 */
gboolean sp_series_retire(const char *dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SHA-256 of what the patch changes, 64 hex digits; of what all of a series change, but for a
 * control's patch that brings the bug: what a verification record is bound to. The messages are not
 * part of it. (transfer full). */
char *sp_series_patch_hash(const SpPort *port);
char *sp_series_hash(const SpStack *stack);
