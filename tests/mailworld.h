/* SPDX-License-Identifier: GPL-2.0-only */
/* mailworld: a fix, a branch, and the mails that carry the one to the other. */
#pragma once

#include "stage/mail.h"
#include "stage/portnote.h"
#include "stage/series.h"
#include "stage/trailer.h"
#include "trees.h"

#define BUGGY "int f(int a)\n{\n\tlock(a);\n\tuse(a);\n\tunlock(a);\n}\n"
#define FIX_X                                                                                      \
	FILE_X "@@ -2,4 +2,5 @@ int f(int a)\n {\n \tlock(a);\n+\tguard(a);\n \tuse(a);\n"         \
	       " \tunlock(a);\n"
#define AUTHOR "A U Thor <author@example.org>"
#define DATE 1602298079

typedef struct {
	Trees trees;
	SpFix *fix;
	SpBranch *branch;
	SpStack *stack;
	char *sender;
	const SpThread *thread; /* NULL for none */
	const char *newer;	/* likewise */
} Mail;

static inline void mail_clear(Mail *m)
{
	sp_stack_free(m->stack);
	sp_branch_free(m->branch);
	sp_fix_free(m->fix);
}

static inline void mail_prepare(Mail *m, const char *content, const char *diff)
{
	g_autoptr(GError) error = NULL;

	mail_clear(m);
	m->fix = trees_fix(&m->trees, NULL, diff);
	m->branch = trees_folder(&m->trees, "mm/x.c", content);
	m->stack = sp_stack_make(m->fix, NULL, m->branch, FALSE, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(m->stack->port->why, ==, NULL);
}

static inline void mail_set_up(Mail *m, gconstpointer data)
{
	memset(m, 0, sizeof(*m));
	trees_set_up(&m->trees, data);
	mail_prepare(m, BUGGY, FIX_X);
	m->sender = g_strdup("Sen Der <sen@der.org>");
}

static inline void mail_tear_down(Mail *m, gconstpointer data)
{
	mail_clear(m);
	g_free(m->sender);
	trees_tear_down(&m->trees, data);
}

static inline void mail_set(char **slot, const char *value)
{
	g_free(*slot);
	*slot = g_strdup(value);
}

/* (transfer full): SpMail; NULL with @error. */
static inline GPtrArray *mail_all(Mail *m, const SpRecord *record, GError **error)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new();
	SpMailing mailing = {.fix = m->fix,
			     .branch = m->branch,
			     .stack = m->stack,
			     .records = records,
			     .newer = m->newer,
			     .sender = m->sender,
			     .date = DATE,
			     .thread = m->thread};
	GPtrArray *mails;

	if (record)
		g_ptr_array_add(records, (gpointer)record);
	mails = sp_mail_compose(&mailing, m->trees.dir, error);

	for (guint i = 0; mails && i < mails->len; i++) {
		const SpMail *one = mails->pdata[i];

		g_assert_cmpuint(one->length, ==, strlen(one->text));
		g_assert_true(sp_series_is_mail(one->name));
	}
	return mails;
}

/* The only one of them; (transfer full). */
static inline char *mail_one(Mail *m, const SpRecord *record, GError **error)
{
	g_autoptr(GPtrArray) mails = mail_all(m, record, error);

	if (!mails)
		return NULL;
	g_assert_cmpuint(mails->len, ==, 1);
	return g_strdup(((SpMail *)mails->pdata[0])->text);
}

/* What the commit says, below its subject. */
static inline char *mail_message(Mail *m)
{
	g_autofree char *note = sp_portnote(m->fix->patch, m->stack->port, "5.10.y", NULL);

	return sp_series_message(m->fix, note, m->sender);
}
