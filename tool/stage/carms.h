/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * carms: the preprocessor's arms of a C file, a part of csource: which conditionals each line is
 * inside of, in the words of sp_csource_arm_at().
 */
#pragma once

#include <glib.h>

#include "stage/ctext.h"

typedef struct _SpCArms SpCArms;

/* The arms that @directives (SpCDirective, all of @text's) open. It refers to neither afterwards.
 */
SpCArms *sp_carms_new(const SpCText *text, const GArray *directives);
void sp_carms_free(SpCArms *arms);

/* The arm of @line (0-based), "" outside of any or behind the file's end; owned by @arms, which has
 * each wording once. */
const char *sp_carms_at(const SpCArms *arms, guint line);

/* Whether @line stands in an arm for the assembler, as in #ifdef __ASSEMBLY__. */
gboolean sp_carms_is_assembly(const SpCArms *arms, guint line);

/**
 * sp_carms_terms:
 * @expression: a condition, or an arm
 *
 * Splits at each "&&" outside of parentheses.
 *
 * Returns: (transfer full): the terms; NULL if there is an "||" or "?" beside them, so that it is
 * one term, and needs parentheses among others.
 */
char **sp_carms_terms(const char *expression);
