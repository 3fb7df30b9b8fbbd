/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * progress: the talk on stderr while something long goes on: what, how far, how long. On a terminal
 * one line that is drawn over, with a bar; elsewhere a line at the start, one every ten seconds,
 * and one at the end. Silent after sp_progress_quiet().
 */
#pragma once

#include <glib.h>

/* The -q option. */
void sp_progress_quiet(gboolean quiet);

/**
 * sp_progress_start:
 * @what: e.g. "linux-5.10.y: building unpatched"
 *
 * Only one is under way at a time; starting another ends the one before.
 */
void sp_progress_start(const char *format, ...) G_GNUC_PRINTF(1, 2);

/**
 * sp_progress_at:
 * @fraction: 0 to 1, negative if not known
 * @detail: (nullable): what is being done just now, cleaned and cut to the line's width
 *
 * Cheap; call it as often as you like.
 */
void sp_progress_at(double fraction, const char *detail);

/* Ends it with a result, e.g. "crashed in round 1". */
void sp_progress_end(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* One line of talk on its own. */
void sp_progress_note(const char *format, ...) G_GNUC_PRINTF(1, 2);
