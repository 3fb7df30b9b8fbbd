/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fixmatrix: the sections of fix.conf that say how the bug is provoked and seen -> SpSignature,
 * SpOther, SpScenario, SpVariant.
 */
#pragma once

#include "stage/fixentry.h"

/* Whether the entry stands in one of these sections. */
gboolean sp_fixmatrix_has(const SpConfEntry *entry);

/* Takes it over. Errors: SP_ERROR_USAGE with file and line. */
gboolean sp_fixmatrix_read(const SpFixReader *reader, const SpConfEntry *entry, GError **error);

/* What no single entry can tell: keys that are missing, scenarios that are not there. */
gboolean sp_fixmatrix_check(const SpFixReader *reader, GError **error);
