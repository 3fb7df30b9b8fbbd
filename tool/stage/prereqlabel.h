/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prereqlabel: does a change need another one, or did that only move the text? From the two
 * changes and the message alone. What does not follow from them is unknown.
 */
#pragma once

#include "base/kver.h"
#include "stage/patch.h"
#include "stage/prereqnames.h"

typedef enum {
	SP_PREREQ_INCIDENTAL, /* it only moved the text */
	SP_PREREQ_UNKNOWN,    /* nothing tells */
	SP_PREREQ_REQUIRED,   /* the change is wrong without it */
} SpPrereqLabel;

/* "incidental", "unknown", "prerequisite" */
const char *sp_prereqlabel_name(SpPrereqLabel label);

/**
 * sp_prereqlabel_named:
 * @id: 40 digits
 *
 * Returns: (nullable): what @patch's message says of that commit, if that makes it needed: it
 * mends its bug, names it for the stable team, or says that it depends on it; (transfer full).
 */
char *sp_prereqlabel_named(const SpPatch *patch, const char *id);

/**
 * sp_prereqlabel_ids:
 * @version: the branch's
 *
 * Returns: (transfer full): char *, the commits that @patch's message wants to be taken before it.
 */
GPtrArray *sp_prereqlabel_ids(const SpPatch *patch, const SpKver *version);

/**
 * sp_prereqlabel_of:
 * @patch: the change that is to be carried
 * @other: the change of the commit that the branch lacks
 * @id: of @other
 * @names: SpPrereqName, what @patch's new lines use, the branch does not declare, and the other's
 * commit declared
 * @near: whether some of the lines that @other made are in what @patch changes: it may have had
 * another name then
 * @why: (out): (transfer full): one clause
 *
 * Required: see sp_prereqlabel_named(); it declares one of @names that its files had not before.
 * Incidental: it changes blanks and comments alone, gives other names alone, moves code alone; or
 * it changes other functions than @patch, none of which @patch's new lines use, and not @near.
 */
SpPrereqLabel sp_prereqlabel_of(const SpPatch *patch, const SpPatch *other, const char *id,
				const GPtrArray *names, gboolean near, char **why);
