/* SPDX-License-Identifier: GPL-2.0-only */
/* "FAILED: patch ..." mails made up for the tests: both authors' forms, in all their years. */
#pragma once

#include <glib.h>
#include <string.h>

#define ID "0123456789abcdef0123456789abcdef01234567"
#define MESSAGE_ID "2020100500-gate-shut-1a2b@example"
#define SUBJECT "misc: gate: a gate that is \"shut\" stays so, however often it is asked"
#define FIRST_LINE "misc: gate: a gate that is \"shut\" stays so,"
#define DATE "Fri, 9 Oct 2020 20:07:59 -0700"
#define LINE "------------------ original commit in Linus's tree ------------------\n"
#define DIFF                                                                                       \
	"diff --git a/drivers/misc/gate.c b/drivers/misc/gate.c\nindex 1111111..2222222 100644\n"  \
	"--- a/drivers/misc/gate.c\n+++ b/drivers/misc/gate.c\n"                                   \
	"@@ -3,4 +3,6 @@ static int gate_close(struct gate *gate)\n \tgate_lock(gate);\n"          \
	"+\tif (!gate->open)\n+\t\treturn gate_shut(gate);\n \tgate->open = 1 == 2;\n"             \
	" \tgate_unlock(gate);\n \treturn 0;\n"                                                    \
	"diff --git a/drivers/misc/gate.h b/drivers/misc/gate.h\nindex 3333333..4444444 100644\n"  \
	"--- a/drivers/misc/gate.h\n+++ b/drivers/misc/gate.h\n"                                   \
	"@@ -1,3 +1,3 @@\n #pragma once\n-int gate_close(void);\n"                                 \
	"+int gate_close(struct gate *gate);\n int gate_shut(struct gate *gate);\n"
#define STAT                                                                                       \
	" drivers/misc/gate.c | 2 ++\n drivers/misc/gate.h | 2 +-\n"                               \
	" 2 files changed, 3 insertions(+), 1 deletion(-)\n\n"

/* What the years differ in. */
typedef struct {
	const char *name;
	gboolean sasha;
	const char *series; /* as the subject and the text name it */
	gboolean commands;
	const char *last; /* word of the last command */
	gboolean list;	  /* "Possible dependencies:" */
	gboolean self;	  /* with the commit itself first */
	gboolean filled;  /* with others */
} FailedEra;

static const FailedEra failed_eras[] = {
	{"greg-2011", FALSE, "2.6.32-longterm"},
	{"greg-2019", FALSE, "5.4-stable"},
	{"greg-2023-02", FALSE, "5.4-stable", FALSE, NULL, TRUE, TRUE, TRUE},
	{"greg-2023-03", FALSE, "5.10-stable", TRUE, "HEAD^..", TRUE, TRUE, TRUE},
	{"greg-2024", FALSE, "6.6-stable", TRUE, "HEAD^..", TRUE, FALSE, FALSE},
	{"greg-2025", FALSE, "6.12-stable", TRUE, "HEAD^..", TRUE, FALSE, TRUE},
	{"greg-2026", FALSE, "6.18-stable", TRUE, "'HEAD^..'", TRUE, FALSE, FALSE},
	{"sasha-2021", TRUE, "5.4-stable"},
	{"sasha-2024", TRUE, "v6.6-stable"},
};

/* "v6.6-stable" -> "6.6"; (transfer full). */
static inline char *failed_series(const FailedEra *era)
{
	const char *series = era->series + (*era->series == 'v');

	return g_strndup(series, strcspn(series, "-"));
}

/* The text above the patch. */
static inline void failed_top(GString *text, const FailedEra *era)
{
	g_autofree char *series = failed_series(era);

	g_string_append_printf(text,
			       "%sThe patch below does not apply to the %s tree.\nIf someone wants "
			       "it there, then please email the backport,\nincluding the original "
			       "git commit id to <stable@vger.kernel.org>.\n\n",
			       era->sasha ? "" : "\n", era->series);
	if (era->commands)
		g_string_append_printf(
			text,
			"To reproduce the conflict and resubmit, you may use the following "
			"commands:\n\ngit fetch https://git.example.org/linux.git/ linux-%s.y\n"
			"git checkout FETCH_HEAD\ngit cherry-pick -x " ID "\n"
			"# <resolve conflicts, build, test, etc.>\ngit commit -s\n"
			"git send-email --to '<stable@vger.kernel.org>' --in-reply-to '" MESSAGE_ID
			"' --subject-prefix 'PATCH %s.y' %s\n\n",
			series, series, era->last);
	if (era->list)
		g_string_append_printf(
			text, "Possible dependencies:\n\n%s%s\n%s",
			era->self ? "0123456789ab (\"" FIRST_LINE "\")\n" : "",
			era->filled
				? "aaaaaaaaaaaa (\"misc: gate: \"open\" (and shut) is a count\")\n"
				  "bbbbbbbbbbbb (\"misc: gate: lock\")\n"
				: "",
			era->self || era->filled ? "" : "\n");
	g_string_append_printf(text, "%s\n\n" LINE "\n",
			       era->sasha ? "Thanks,\nSasha" : "thanks,\n\ngreg k-h");
}

static inline void failed_headers(GString *mail, const FailedEra *era, const char *subject)
{
	if (era->sasha)
		g_string_append_printf(
			mail,
			"From: Sasha Example <sasha@example.com>\n"
			"To: stable@vger.kernel.org,\n\tfixer@example.org\n"
			"Cc: \"Doe, Rita (Gates)\" <rita@example.net>,\n"
			"\t=?UTF-8?q?J=C3=B6rg?= <joerg@example.net>\n"
			"Subject: %s\nDate: Tue,  5 Nov 2024 21:11:32 -0500\n"
			"Message-ID: <" MESSAGE_ID ">\n"
			"References: <first@example>\n\t<second@example> \033[31mnone\n",
			subject);
	else
		g_string_append_printf(mail,
				       "Subject: %s\nTo:     fixer@example.org,rita@example.net\n"
				       "Cc:     <stable@vger.kernel.org>\n"
				       "From:   <greg@example.com>\n"
				       "Date:   Mon, 5 Oct 2020 10:00:00 +0200\n"
				       "Message-ID: <" MESSAGE_ID ">\n",
				       subject);
}
