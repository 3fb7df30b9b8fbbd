/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * print: what came of the branches of a chain, on stdout: a few lines for each, or one JSON array.
 * In: SpOutcome. Text from patches and branches is cleaned before it gets to a terminal.
 */
#pragma once

#include "cmd/chain.h"

/* @outcomes: SpOutcome */
void sp_print_all(const GPtrArray *outcomes, gboolean json);
