/* SPDX-License-Identifier: GPL-2.0-only */
/* mapsave: verdicts as JSON, and map.json, the record of all verdicts on one fix. */
#pragma once

#include <json-glib/json-glib.h>

#include "stage/branch.h"
#include "stage/verdict.h"

/* One branch's verdict as an object of @json. */
void sp_map_to_json(JsonBuilder *json, SpBranch *branch, const SpVerdict *verdict);

/**
 * sp_map_save:
 * @path: map.json
 *
 * Puts this branch's verdict in, or in place of an older one of the same branch.
 */
gboolean sp_map_save(const char *path, const SpFix *fix, SpBranch *branch, const SpVerdict *verdict,
		     GError **error) G_GNUC_WARN_UNUSED_RESULT;
