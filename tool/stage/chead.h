/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * chead: the head of a function, a part of csource: whether the tokens before a brace define a
 * function, and which of their words is its name, past attributes and macros.
 */
#pragma once

#include <glib.h>

#include "stage/ctext.h"

/**
 * sp_chead_read:
 * @tokens: SpCToken, all since the last declaration ended
 * @head: (out): line at which the definition begins, 0-based; set if it is a function
 * @line: (out): line of its name
 *
 * Returns: (transfer full): the name, worded as in SpFunction; NULL if this heads no function.
 */
char *sp_chead_read(const SpCText *text, const GArray *tokens, guint *head, guint *line);
