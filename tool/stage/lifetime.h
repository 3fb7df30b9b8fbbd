/* SPDX-License-Identifier: GPL-2.0-only */
/* lifetime: from when on and until when a stable line gets releases. */
#pragma once

#include <glib.h>

#include "base/kver.h"

/* SOURCE_DATE_EPOCH, as reproducible builds have it, else now; seconds since 1970. */
gint64 sp_lifetime_now(void);

/**
 * sp_lifetime_end:
 * @now: seconds since 1970
 *
 * Returns: (transfer full): "2023-01" if the line of @version had its last release by then, "" if
 * it is known to have ended but not when, NULL if it has not ended, or nothing is known of it.
 */
char *sp_lifetime_end(const SpKver *version, gint64 now);

/* "4.19 gets no more releases since 2024-12"; NULL where sp_lifetime_end() is; (transfer full). */
char *sp_lifetime_text(const SpKver *version, gint64 now);

/* The long-term lines newer than that of @version that get releases at @now, oldest first: SpKver;
 * (transfer full). Of others it is not known when they began. */
GArray *sp_lifetime_newer(const SpKver *version, gint64 now);
