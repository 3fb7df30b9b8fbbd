/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkwords: carries a change of some words to lines that the branch has in other words, a part of
 * hunk. The branch's other words must not be among those that the change touches.
 */
#pragma once

#include "stage/hunkunit.h"

/**
 * sp_hunkwords_merge:
 * @old, @new: the words before and after the change
 * @ours: those of the branch that stand for @old
 * @shift: columns by which the branch indents more (or less) than upstream
 * @why: (out): on failure what stands in the way; (transfer full)
 *
 * Each run of changed words must stand in @ours as it is, between the same two words. It is refused
 * where the branch has another operator, or calls something otherwise that the added words use.
 *
 * Returns: (transfer full): the lines, joined by '\n', from the first line of @ours to its last;
 * NULL if refused.
 */
char *sp_hunkwords_merge(const SpUnitSpan *old, const SpUnitSpan *new, const SpUnitSpan *ours,
			 const SpNames *names, int shift, char **why);

/* A line with its indentation changed by @shift columns, tabs as in @like, and @names applied. */
char *sp_hunkwords_adapt(const char *line, const SpNames *names, int shift, const char *like);

/* Columns of white space that a line begins with, a tab stop every eight. */
int sp_hunkwords_indent(const char *line);
