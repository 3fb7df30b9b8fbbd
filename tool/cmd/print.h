/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * print: what came of the branches of a chain, on stdout: a few lines for each, or one JSON array.
 * In: SpOutcome. Text from patches and branches is cleaned before it gets to a terminal.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cmd/chain.h"

/* The member @name of the object at hand: a list; @strings: char *, NULL for none. */
void sp_print_strings(JsonBuilder *json, const char *name, const GPtrArray *strings);

/* A member "branches" of the object at hand, as sp_print_all() prints them. */
gboolean sp_print_to_json(const SpChain *chain, JsonBuilder *json, const GPtrArray *outcomes,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_print_all:
 * @outcomes: SpOutcome
 *
 * With @chain's --show each port is printed beside upstream's change, too.
 */
gboolean sp_print_all(const SpChain *chain, const GPtrArray *outcomes, gboolean json,
		      GError **error) G_GNUC_WARN_UNUSED_RESULT;
