/* SPDX-License-Identifier: GPL-2.0-only */
/* lintseries: mails of one series hang in one thread; where they have none, nobody can tell. */
#include "stage/lintseries.h"

#define LONGEST_LIST 60 /* bytes of numbers */

/* Whether subject and sender allow that both are of one series. */
static gboolean are_alike(const SpLintMail *a, const SpLintMail *b)
{
	return a->total == b->total && a->reroll == b->reroll &&
	       sp_kver_compare(&a->version, &b->version) == 0 && g_str_equal(a->sender, b->sender);
}

static gboolean answers(const SpLintMail *a, const SpLintMail *b)
{
	return a->answers && g_strcmp0(a->answers, b->id) == 0;
}

/* One answers the other, or both what came before them, as a cover letter. */
static gboolean are_linked(const SpLintMail *a, const SpLintMail *b)
{
	return answers(a, b) || answers(b, a) ||
	       (a->number != b->number && a->answers && g_strcmp0(a->answers, b->answers) == 0);
}

/* Whether two mails that are not linked cannot be of one series: the later one answers something
 * else. */
static gboolean are_apart(const SpLintMail *a, const SpLintMail *b)
{
	const SpLintMail *later = a->number > b->number ? a : b;
	const SpLintMail *earlier = later == a ? b : a;

	return later->answers && earlier->id;
}

/* For each of @mails the number of its thread; guint. */
static GArray *threads_of(const GPtrArray *mails)
{
	GArray *threads = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < mails->len; i++) {
		g_array_append_val(threads, i);
		for (guint k = 0; k < i; k++) {
			guint other = g_array_index(threads, guint, k);

			if (!are_alike(mails->pdata[i], mails->pdata[k]) ||
			    !are_linked(mails->pdata[i], mails->pdata[k]))
				continue;
			for (guint n = 0; n <= i; n++)
				if (g_array_index(threads, guint, n) == other)
					g_array_index(threads, guint, n) = i;
		}
	}
	return threads;
}

/* Whether @number of the series that mail @i is of is among @mails; @doubt: that one may be. */
static gboolean is_there(const GPtrArray *mails, const GArray *threads, guint i, guint number,
			 gboolean *doubt)
{
	const SpLintMail *mail = mails->pdata[i];
	guint thread = g_array_index(threads, guint, i);

	*doubt = FALSE;
	for (guint k = 0; k < mails->len; k++) {
		const SpLintMail *one = mails->pdata[k];

		if (one->number != number || !are_alike(one, mail))
			continue;
		if (g_array_index(threads, guint, k) == thread)
			return TRUE;
		*doubt |= !are_apart(one, mail);
	}
	return FALSE;
}

static void check(const GPtrArray *mails, const GArray *threads, guint i)
{
	const SpLintMail *mail = mails->pdata[i];
	g_autoptr(GString) missing = g_string_new(NULL);
	g_autoptr(GString) doubtful = g_string_new(NULL);
	gboolean doubt;

	for (guint k = 1; k <= mail->total && missing->len + doubtful->len < LONGEST_LIST; k++) {
		GString *list;

		if (is_there(mails, threads, i, k, &doubt))
			continue;
		list = doubt ? doubtful : missing;
		g_string_append_printf(list, "%s%u", list->len ? ", " : "", k);
	}
	if (mail->number > mail->total)
		sp_lint_add(mail->findings, SP_LINT_SERIES, SP_LINT_ERROR, "it is number %u of %u",
			    mail->number, mail->total);
	if (missing->len)
		sp_lint_add(mail->findings, SP_LINT_SERIES, SP_LINT_ERROR,
			    "of its series of %u these were not given: %s", mail->total,
			    missing->str);
	else if (doubtful->len)
		sp_lint_add(mail->findings, SP_LINT_SERIES, SP_LINT_UNCHECKED,
			    "no In-Reply-To tells whether these are of its series: %s",
			    doubtful->str);
}

void sp_lintseries(const GPtrArray *mails)
{
	g_autoptr(GArray) threads = threads_of(mails);

	for (guint i = 0; i < mails->len; i++)
		check(mails, threads, i);
}
