/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * show: --show: upstream's functions and the branch's in two columns, then the interdiff, for each
 * patch of a series. In: SpOutcome. A port that is not clean has nothing to show.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cmd/chain.h"

/* On stdout. */
gboolean sp_show_print(const SpFix *fix, const SpOutcome *outcome,
		       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_show_to_json:
 *
 * Members of the object at hand: "show", an array; "interdiff", a text; "certificates", an array,
 * one a patch, with the files as port.json has them. All empty for a port that is not clean.
 */
gboolean sp_show_to_json(JsonBuilder *json, const SpFix *fix, const SpOutcome *outcome,
			 GError **error) G_GNUC_WARN_UNUSED_RESULT;
