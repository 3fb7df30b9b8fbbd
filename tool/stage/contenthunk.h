/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contenthunk: whether the change that one hunk makes stands in a file of a branch, a part of
 * content. Pure text. The rules are told at sp_content_ask().
 */
#pragma once

#include <glib.h>

#include "stage/contentside.h"

typedef enum {
	SP_CONTENT_THERE,
	SP_CONTENT_NOT_THERE,
	SP_CONTENT_PARTLY, /* some of the change is there and some is not */
	SP_CONTENT_UNKNOWN,
} SpContent;

/* Whether the hunk changes more than comments, blanks, line breaks, #include lines and what the
 * module says about itself. @tree is not needed. */
gboolean sp_contenthunk_counts(const SpContentFile *file, guint number);

/**
 * sp_contenthunk_ask:
 * @number: of the hunk, from 0
 * @as_text: it changes no code: compare it as it is
 * @why: (out) (transfer full): one line: file, line, function, and what was seen there
 */
SpContent sp_contenthunk_ask(const SpContentFile *file, guint number, gboolean as_text, char **why);
