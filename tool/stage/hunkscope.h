/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hunkscope: the function that a change of a hunk belongs to, by upstream's file where that is
 * known, else by the hunk's lines and its "@@" line; a part of hunk.
 */
#pragma once

#include "stage/csource.h"
#include "stage/hunk.h"

typedef struct {
	gboolean known; /* FALSE: nothing tells */
	char *function; /* NULL for a change outside of functions */
	char *arm; /* the preprocessor arm of the line, NULL when upstream's file is not known */
} SpHunkScope;

void sp_hunkscope_clear(SpHunkScope *scope);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SpHunkScope, sp_hunkscope_clear)

/**
 * sp_hunkscope_of:
 * @old: the hunk's old side
 * @first, @end: the lines of it that the change takes away; empty for an insertion before @first
 * @pre: upstream's file before the change, or NULL
 */
void sp_hunkscope_of(const SpHunk *hunk, const GPtrArray *old, guint first, guint end,
		     const SpCSource *pre, SpHunkScope *scope);

/* Returns: (transfer full): the name of the function whose head begins with @line, as
 * sp_csource_functions() has it; NULL if it is no such head. */
char *sp_hunkscope_head(const char *line);
