/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rule: what older kernels write otherwise, for good: a function that had another name, a lock
 * that is taken by another call. In: the built-in rules.conf and [rule "NAME"] sections of a
 * fix.conf. Out: a patch in the words of the branch.
 */
#pragma once

#include <glib.h>

#include "base/conf.h"
#include "base/kver.h"
#include "stage/diff.h"

/*
 * [rule "NAME"]: @from is code of mainline, @to what kernels of that range have for it. "$x" in
 * both is any expression with its parentheses closed. A @from of one word stands for that name in
 * code and comments alike.
 */
typedef struct {
	char *name;
	SpKverRange kernels;
	char *from;
	char *to;
	char *cocci; /* or a semantic patch of Coccinelle, its path, instead of these two */
} SpRule;

/* An array for SpRule, which frees them. */
GPtrArray *sp_rules_new(void);

/* Takes one entry of a [rule "NAME"] section of the file @path into @rules. SP_ERROR_USAGE. */
gboolean sp_rules_entry(GPtrArray *rules, const char *path, const SpConfEntry *entry,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether each rule is whole. SP_ERROR_USAGE if not. */
gboolean sp_rules_check(const GPtrArray *rules, const char *path,
			GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Those that are built in. */
const GPtrArray *sp_rules_builtin(GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sp_rule_apply:
 *
 * Returns: (transfer full): @text, a line or a file, with each @from replaced; NULL if there is
 * none in it. Each must stand on one line.
 */
char *sp_rule_apply(const SpRule *rule, const char *text);

/* Whether the branch declares @name for the file at hand. FALSE on an error. */
typedef gboolean (*SpRuleAsk)(const char *name, gboolean *declared, gpointer data, GError **error);

/**
 * sp_rules_rewrite:
 * @ask, @data: asked only for rules that the patch gives work to
 * @told: gets "from -> to" (char *), or the name of a semantic patch, of each rule that was used
 * @result: (out): (transfer full): the change in the branch's words, in hunks, pre and post; NULL
 *          if no rule has to do with it
 *
 * A rule is used if its range has @version, the branch does not declare the name that @from begins
 * with, and declares the one that @to begins with, if it begins with one. A semantic patch needs
 * upstream's file before and after the change, and spatch; without them it is passed over.
 *
 * Returns: FALSE on an error of @ask.
 */
gboolean sp_rules_rewrite(const SpPatchFile *file, const GPtrArray *rules, const SpKver *version,
			  SpRuleAsk ask, gpointer data, GPtrArray *told, SpPatchFile **result,
			  GError **error) G_GNUC_WARN_UNUSED_RESULT;
