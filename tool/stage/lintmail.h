/* SPDX-License-Identifier: GPL-2.0-only */
/* lintmail: a submission as lint looks at it. In: a mail's bytes. Out: SpLintMail. */
#pragma once

#include "base/kver.h"
#include "stage/lint.h"
#include "stage/patch.h"

typedef struct {
	char *path;
	GPtrArray *findings;  /* SpFinding */
	SpPatch *patch;	      /* NULL for what cannot be read, and for a cover letter */
	GPtrArray *uncarried; /* char *, what it changes besides, as sp_patch_parse_some() has it */
	gboolean cover;
	char *sender;	       /* address of the From header, lower case; "" for none */
	GPtrArray *recipients; /* char *, addresses of To and Cc, lower case */
	char *id, *answers;    /* of the headers Message-ID, In-Reply-To; NULL for none */
	gboolean plain;	       /* one text/plain part */
	char *text;	       /* the body, below the diff as well, UTF-8 */
	/* From the subject: */
	gboolean has_version, has_y; /* "5.4", "5.4.y" */
	SpKver version;		     /* the first, if it has several */
	gboolean has_more;	     /* it has another version besides */
	guint number, total;	     /* 0 without them */
	guint reroll;		     /* 2 of "v2"; 1 without */
	gboolean dependency;	     /* it says that another one needs it ("Stable-dep-of:") */
	GPtrArray *upstream;	     /* char *, ids of 40 digits that it says it is a backport of */
} SpLintMail;

/* Of a file's bytes; what is wrong with it is among the findings. */
SpLintMail *sp_lintmail_new(const char *path, const char *data, gsize length);
void sp_lintmail_free(SpLintMail *mail);

/* The commit that it is a backport of, NULL when it names none; borrowed. */
const char *sp_lintmail_upstream(const SpLintMail *mail);

/* "PATH: a rename", of what no judgement on its diff can be passed for; NULL for none; borrowed. */
const char *sp_lintmail_uncarried(const SpLintMail *mail);

/* Name of the branch that it is for, "linux-5.4.y"; (transfer full); NULL without a version. */
char *sp_lintmail_branch(const SpLintMail *mail);
