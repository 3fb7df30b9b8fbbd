/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * print: what came of the branches of a chain, on stdout: a few lines for each, or one JSON array.
 * In: SpOutcome. Text from patches and branches is cleaned before it gets to a terminal.
 */
#pragma once

#include "cmd/chain.h"

/**
 * sp_print_all:
 * @outcomes: SpOutcome
 *
 * With @chain's --show each port is printed beside upstream's change, too.
 */
gboolean sp_print_all(const SpChain *chain, const GPtrArray *outcomes, gboolean json,
		      GError **error) G_GNUC_WARN_UNUSED_RESULT;
