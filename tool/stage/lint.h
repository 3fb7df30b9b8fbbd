/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lint: what is found wrong with submissions to the stable list: the rules, and findings against
 * them (Documentation/process/stable-kernel-rules.rst, and what its readers turn mails down for).
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

/* In the order in which they are told; lint.c has what each is about. */
typedef enum {
	SP_LINT_READABLE,
	SP_LINT_PLAIN,
	SP_LINT_FROM,
	SP_LINT_PREFIX,
	SP_LINT_SERIES,
	SP_LINT_SUPPORTED,
	SP_LINT_TO,
	SP_LINT_CC,
	SP_LINT_UPSTREAM_ID,
	SP_LINT_SIGN_OFF,
	SP_LINT_FOREIGN,
	SP_LINT_CONTROL,
	SP_LINT_SIZE,
	SP_LINT_MAINLINE,
	SP_LINT_SUBJECT,
	SP_LINT_AUTHOR,
	SP_LINT_MESSAGE,
	SP_LINT_NOTE,
	SP_LINT_APPLIES,
	SP_LINT_NEEDED,
	SP_LINT_NEWER,
	SP_LINT_FOLLOWUPS,
	SP_LINT_RULES,
} SpLintRule;

typedef enum {
	SP_LINT_ERROR,	   /* it will be turned down, or is wrong */
	SP_LINT_WARNING,   /* it may be */
	SP_LINT_REMARK,	   /* worth knowing */
	SP_LINT_UNCHECKED, /* the rule could not be judged; what says why */
} SpLintSeverity;

typedef struct {
	SpLintRule rule;
	SpLintSeverity severity;
	char *what; /* one sentence, without control characters */
} SpFinding;

/* An array for SpFinding, which frees them. */
GPtrArray *sp_lint_findings(void);

void sp_lint_add(GPtrArray *findings, SpLintRule rule, SpLintSeverity severity, const char *format,
		 ...) G_GNUC_PRINTF(4, 5);

/* All rules from @first to @last could not be judged, because of @why. */
void sp_lint_unchecked(GPtrArray *findings, SpLintRule first, SpLintRule last, const char *why);

gboolean sp_lint_has(const GPtrArray *findings, SpLintSeverity severity);

/* For people, sorted by rule: a line a finding, and how to mend it below; rules that could not be
 * judged for the same reason in one; "" for none; (transfer full). */
char *sp_lint_text(GPtrArray *findings);

/* An array of objects as the value at hand. */
void sp_lint_to_json(JsonBuilder *json, GPtrArray *findings);
